//! Records → files: tables in every format asked for, staged as temporary files and renamed when whole.

mod csv;
mod guard;
mod json;
mod jsonl;
mod report;
mod split;
mod staging;
mod tables;

use std::fmt::Debug;
use std::io;

use serde_json::{Map, Value, json};

use crate::config::Output;
use crate::error::{Error, Problem, Result};
use crate::record::{self, Cell, Record};
use report::Report;
use staging::{Staged, Staging};
use tables::{Columns, Kind, Tables};

pub use guard::{guard, unguard};
pub use split::{PART, columns as text_columns, parts};
pub use staging::{Written, settle};

/// A table being written in one format.
pub trait Sink: Debug + Send {
    /// Writes a row; its cells are those of the heading, in order.
    fn row(&mut self, row: &Row<'_>) -> io::Result<()>;

    /// Ends the table, syncs and closes its file.
    fn finish(self: Box<Self>) -> io::Result<Written>;
}

/// What stands over a table.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// The names of the columns.
    pub names: &'a [&'static str],
    /// How many cells the body may take up in a spreadsheet.
    pub parts: usize,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The names of the columns.
    pub names: &'a [&'static str],
    /// A cell a column.
    pub cells: &'a [Cell<'a>],
    /// What JSON says beyond the columns.
    pub extras: &'a [(&'static str, Value)],
}

impl Row<'_> {
    /// The body, where the row has one.
    pub fn text(&self) -> &str {
        let mut cells = self.names.iter().zip(self.cells);
        match cells.find(|(name, _)| **name == "text") {
            Some((_, Cell::Text(text))) => text,
            _ => "",
        }
    }
}

/// Begins a table of a format in a file.
type Open = fn(Staged, &Output, &Heading<'_>) -> io::Result<Box<dyn Sink>>;

/// A format of tables.
#[derive(Debug)]
pub struct Format {
    /// Its name in configuration, which is the ending of its files.
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    open: Open,
}

/// Every format, a row a format.
pub static FORMATS: &[Format] = &[
    Format { name: "csv", about: "rows of cells, for spreadsheets and pandas", open: csv::open },
    Format { name: "json", about: "one array of objects", open: json::open },
    Format { name: "jsonl", about: "an object a line, for streams", open: jsonl::open },
];

/// The report to look at.
const REPORT: &str = "report.html";

/// The counts of the run, and what each file holds.
const SUMMARY: &str = "summary.json";

/// The names of all files that any run can write.
fn names() -> impl Iterator<Item = String> {
    let tables = Kind::ALL.iter().flat_map(|kind| {
        FORMATS.iter().map(move |format| format!("{}.{}", kind.name(), format.name))
    });
    tables.chain([REPORT.to_owned(), SUMMARY.to_owned()])
}

/// Whether a file of that name in the output folder is phin's to write and to remove.
fn is_ours(name: &str) -> bool {
    names().any(|ours| ours == name)
}

/// What has to be known of all rows before the first is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// UTF-16 units of the longest body: decides how many `text_…` columns a spreadsheet's table needs.
    pub longest_text: usize,
}

/// The files of a run, open under temporary names in the output folder. The caller holds the folder's lock.
#[derive(Debug)]
pub struct Outputs {
    columns: Columns,
    tables: Tables,
    report: Option<Report>,
    /// Last, so that the files above are closed when the folder goes.
    staging: Staging,
}

impl Outputs {
    /// Opens every table of every format under a temporary name.
    pub fn begin(output: &Output, shape: Shape) -> Result<Outputs> {
        let columns = Columns::chosen(output);
        let staging = Staging::open(&output.folder)?;
        let tables = Tables::open(&staging, output, &columns, shape)?;
        let report = if output.report { Some(Report::default()) } else { None };
        Ok(Outputs { columns, tables, report, staging })
    }

    /// Writes a document: into `articles`, or into `duplicates` when it is folded, and its ledger into `removed`.
    pub fn record(&mut self, record: &Record<'_>) -> Result<()> {
        let kind = if record.folded.is_some() { Kind::Duplicates } else { Kind::Articles };
        let cells: Vec<Cell<'_>> =
            self.columns.of(kind).iter().map(|column| (column.cell)(record)).collect();
        let extras = if self.columns.extras { record::extras(record) } else { Vec::new() };
        self.tables.row(&self.staging, kind, &cells, &extras)?;
        self.tables.removed(&self.staging, record)?;
        match &mut self.report {
            Some(report) => report.record(&self.staging, record),
            None => Ok(()),
        }
    }

    /// Writes a row of `problems`.
    pub fn problem(&mut self, problem: &Problem) -> Result<()> {
        self.tables.row(&self.staging, Kind::Problems, &tables::problem(problem), &[])?;
        if let Some(report) = &mut self.report {
            report.problem(problem);
        }
        Ok(())
    }

    /// Ends the files, writes `summary.json` and `report.html`, syncs, and renames all of it into place. `summary` is an
    /// object; it gains `outputs`: what each file holds (rows, bytes, BLAKE3), to be verified later.
    pub fn publish(self, summary: &Value) -> Result<()> {
        let Outputs { tables, report, staging, .. } = self;
        let mut names = Vec::new();
        let mut manifest = Map::new();
        for (name, rows, written) in tables.finish(&staging)? {
            manifest.insert(name.clone(), entry(Some(rows), &written));
            names.push(name);
        }
        if let Some(report) = report {
            let written = report.finish(&staging, summary)?;
            manifest.insert(REPORT.to_owned(), entry(None, &written));
            names.push(REPORT.to_owned());
        }
        write_summary(&staging, summary, manifest)?;
        // Last into place: an output folder whose summary is new is new altogether.
        names.push(SUMMARY.to_owned());
        staging.publish(&names)
    }
}

/// What the manifest says of a file.
fn entry(rows: Option<u64>, written: &Written) -> Value {
    json!({ "rows": rows, "bytes": written.bytes, "blake3": written.blake3 })
}

fn write_summary(staging: &Staging, summary: &Value, manifest: Map<String, Value>) -> Result<()> {
    let mut summary = summary.clone();
    match summary.as_object_mut() {
        Some(object) => object.insert("outputs".to_owned(), Value::Object(manifest)),
        None => return Err(Error::Bug("the summary of a run is no object".to_owned())),
    };
    let mut file = staging.file(SUMMARY)?;
    serde_json::to_writer_pretty(io::BufWriter::new(&mut file), &summary)
        .map_err(io::Error::from)
        .and_then(|()| io::Write::write_all(&mut file, b"\n"))
        .and_then(|()| file.finish())
        .map_err(|error| staging.error(SUMMARY, &error))?;
    Ok(())
}
