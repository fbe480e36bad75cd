//! The tables of a run: which there are, their columns, and their rows.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use super::staging::{Staged, Staging, Written};
use super::{FORMATS, Format, Heading, Row, Shape, Sink, split};
use crate::article::Entry;
use crate::config::Output;
use crate::error::{Error, Problem, Result};
use crate::record::{COLUMNS, Cell, Column, DUPLICATE_COLUMNS, Record, column};
use crate::text::Span;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Articles,
    Duplicates,
    Removed,
    Problems,
}

/// The columns of `removed`.
const REMOVED: &[&str] =
    &["id", "file", "line", "start", "end", "kind", "rule", "text", "evidence"];

/// The columns of `problems`.
const PROBLEMS: &[&str] = &["file", "stage", "code", "message", "advice"];

impl Kind {
    pub(super) const ALL: &[Kind] =
        &[Kind::Articles, Kind::Duplicates, Kind::Removed, Kind::Problems];

    /// The name of its files, without their ending.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Articles => "articles",
            Kind::Duplicates => "duplicates",
            Kind::Removed => "removed",
            Kind::Problems => "problems",
        }
    }

    /// Whether the table is written in a format, given those asked for. A ledger and problems are read line by line:
    /// whoever asks for JSON gets JSON Lines of them, and problems are in CSV always, where a person finds them.
    fn is_written(self, format: &Format, output: &Output) -> bool {
        let asked = |name: &str| output.formats.iter().any(|format| format == name);
        match (self, format.name) {
            (Kind::Articles | Kind::Duplicates, name) => asked(name),
            (Kind::Removed, _) if !output.removed => false,
            (Kind::Problems, "csv") => true,
            (Kind::Removed, "csv") => asked("csv"),
            (_, "jsonl") => asked("json") || asked("jsonl"),
            _ => false,
        }
    }
}

/// The columns of articles and duplicates that a run writes.
pub(super) struct Columns {
    articles: Vec<&'static Column>,
    duplicates: Vec<&'static Column>,
    /// Whether a row says more in JSON than its columns do: when someone reads it and nobody chose columns.
    pub(super) extras: bool,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.of(Kind::Duplicates).iter().map(|column| column.name)).finish()
    }
}

impl Columns {
    /// The columns that `output.columns` names, in its order; those that say why a document is folded are always in
    /// `duplicates`, and never in `articles`.
    pub(super) fn chosen(output: &Output) -> Columns {
        let all: Vec<&Column> = match output.columns.as_slice() {
            [] => COLUMNS.iter().collect(),
            names => names.iter().filter_map(|name| column(name)).collect(),
        };
        let is_of_folded = |column: &&Column| column.name.starts_with("duplicate_");
        let articles = all.iter().copied().filter(|column| !is_of_folded(column)).collect();
        let mut duplicates = all.clone();
        duplicates.extend(
            DUPLICATE_COLUMNS.iter().filter(|column| !all.iter().any(|c| c.name == column.name)),
        );
        let json = output.formats.iter().any(|format| format != "csv");
        Columns { articles, duplicates, extras: json && output.columns.is_empty() }
    }

    /// The columns of a table of documents.
    pub(super) fn of(&self, kind: Kind) -> &[&'static Column] {
        if kind == Kind::Duplicates { &self.duplicates } else { &self.articles }
    }

    fn names(&self, kind: Kind) -> Vec<&'static str> {
        match kind {
            Kind::Removed => REMOVED.to_vec(),
            Kind::Problems => PROBLEMS.to_vec(),
            _ => self.of(kind).iter().map(|column| column.name).collect(),
        }
    }
}

#[derive(Debug)]
struct Table {
    kind: Kind,
    file: String,
    names: Vec<&'static str>,
    sink: Box<dyn Sink>,
    rows: u64,
    /// Whether no cell may exceed a spreadsheet's.
    small_cells: bool,
}

impl Table {
    fn row(
        &mut self,
        staging: &Staging,
        cells: &[Cell<'_>],
        extras: &[(&'static str, Value)],
    ) -> Result<()> {
        let row = Row { names: &self.names, cells, extras };
        self.sink.row(&row).map_err(|error| staging.error(&self.file, &error))?;
        self.rows += 1;
        Ok(())
    }
}

/// Every table of every format.
#[derive(Debug)]
pub(super) struct Tables {
    tables: Vec<Table>,
}

impl Tables {
    /// Opens the tables that the configuration asks for.
    pub(super) fn open(
        staging: &Staging,
        output: &Output,
        columns: &Columns,
        shape: Shape,
    ) -> Result<Tables> {
        if let Some(unknown) = output.formats.iter().find(|name| format(name).is_none()) {
            let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            let message =
                format!("output.formats: unknown format {unknown}; there are {}", known.join(", "));
            return Err(Error::Usage(message));
        }
        let mut tables = Vec::new();
        for kind in Kind::ALL {
            let names = columns.names(*kind);
            let parts = match kind {
                Kind::Articles | Kind::Duplicates => split::columns(shape.longest_text),
                Kind::Removed | Kind::Problems => 1,
            };
            let heading = Heading { names: &names, parts };
            for format in FORMATS.iter().filter(|format| kind.is_written(format, output)) {
                let file = format!("{}.{}", kind.name(), format.name);
                let staged: Staged = staging.file(&file)?;
                let sink = (format.open)(staged, output, &heading)
                    .map_err(|error| staging.error(&file, &error))?;
                let small_cells = output.excel && format.name == "csv";
                let names = names.clone();
                tables.push(Table { kind: *kind, file, names, sink, rows: 0, small_cells });
            }
        }
        Ok(Tables { tables })
    }

    /// Writes a row into every file of a table.
    pub(super) fn row(
        &mut self,
        staging: &Staging,
        kind: Kind,
        cells: &[Cell<'_>],
        extras: &[(&'static str, Value)],
    ) -> Result<()> {
        self.tables
            .iter_mut()
            .filter(|table| table.kind == kind)
            .try_for_each(|table| table.row(staging, cells, extras))
    }

    /// Writes the ledger of a document into every file of `removed`.
    pub(super) fn removed<'a>(&mut self, staging: &Staging, record: &'a Record<'a>) -> Result<()> {
        let lines = record.article.line_index();
        for table in self.tables.iter_mut().filter(|table| table.kind == Kind::Removed) {
            for entry in &record.article.ledger {
                for span in pieces(&record.article.text, entry.span, table.small_cells) {
                    let line = lines.line(span.start);
                    table.row(staging, &removed(record, entry, span, line), &[])?;
                }
            }
        }
        Ok(())
    }

    /// Ends every file: its name, how many rows it has, and what it holds.
    pub(super) fn finish(self, staging: &Staging) -> Result<Vec<(String, u64, Written)>> {
        let mut files = Vec::new();
        for Table { file, sink, rows, .. } in self.tables {
            let written: io::Result<Written> = sink.finish();
            let written = written.map_err(|error| staging.error(&file, &error))?;
            files.push((file, rows, written));
        }
        Ok(files)
    }
}

fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// A removed span, or the pieces of it that fit into a spreadsheet's cells: each is a row with its own span.
fn pieces(text: &str, span: Span, small_cells: bool) -> Vec<Span> {
    let mut pieces = vec![span];
    if small_cells && span.len() > split::PART {
        pieces.clear();
        let mut start = span.start;
        for part in split::parts(span.of(text), usize::MAX) {
            pieces.push(Span::new(start, start + part.len()));
            start += part.len();
        }
    }
    pieces
}

fn removed<'a>(record: &'a Record<'a>, entry: &'a Entry, span: Span, line: usize) -> [Cell<'a>; 9] {
    let integer = |number: usize| Cell::Integer(u64::try_from(number).unwrap_or(u64::MAX));
    let text = |text| Cell::Text(Cow::Borrowed(text));
    [
        text(record.id),
        text(record.file),
        integer(line),
        integer(span.start),
        integer(span.end),
        text(entry.label.name()),
        text(&entry.rule),
        text(span.of(&record.article.text)),
        record.why.get(&entry.span.start).map_or(Cell::Unknown, |why| text(why)),
    ]
}

/// The cells of a row of `problems`.
pub(super) fn problem(problem: &Problem) -> [Cell<'_>; 5] {
    let Problem { file, stage, code, message, advice } = problem;
    [file, stage, code, message, advice].map(|text| Cell::Text(Cow::Borrowed(text)))
}
