//! How well does cleaning do over the corpus, and does no figure fall below its floor in `tests/floors.toml`?
//!
//! Precision: of what the library took out or claimed, the share that is right. Recall: of what the hand-made truth
//! names, the share that was found. `heldback` is the fields and paragraphs of `tests/heldback`. Labels are counted in letters of plain documents, fields and paragraphs one by one.
//! `UPDATE=1 cargo test quality` raises the floors to today's figures; nothing lowers them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use phin::config::Limits;
use phin::finding::Label;
use phin::page::plain;
use phin::source::Form;
use phin::text::{Span, lines};
use serde::Deserialize;

use crate::corpus::{self, Document};

/// Floors are kept to three places: a change of one letter in a thousand shows.
const PLACES: f64 = 1000.0;

/// What was counted for one row of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Count {
    /// `None` when nothing was given: then nothing was wrong either.
    fn precision(self) -> Option<f64> {
        share(self.right, self.given)
    }

    /// `None` when nothing was to be found.
    fn recall(self) -> Option<f64> {
        share(self.right, self.wanted)
    }
}

/// Cut, not rounded, so that a floor is never above its figure.
fn share(part: usize, whole: usize) -> Option<f64> {
    let thousandths = (part * 1000).checked_div(whole)?;
    Some(f64::from(u32::try_from(thousandths).unwrap()) / PLACES)
}

/// The floors of one row.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    precision: f64,
    recall: f64,
}

/// Rows by group (`label`, `field`, `language`) and name.
type Table<T> = BTreeMap<String, BTreeMap<String, T>>;

fn count<'a>(table: &'a mut Table<Count>, group: &str, name: &str) -> &'a mut Count {
    table.entry(group.to_owned()).or_default().entry(name.to_owned()).or_default()
}

fn measure() -> Table<Count> {
    let mut table = Table::new();
    for document in corpus::documents() {
        measure_fields(&document, "field", &mut table);
        measure_paragraphs(&document, &mut table);
        if document.plain {
            measure_labels(&document, &mut table);
        }
    }
    for document in corpus::held_back() {
        measure_fields(&document, "heldback", &mut table);
        let got = corpus::paragraphs(&document.article);
        let want: Vec<String> = document.truth.paragraphs.iter().map(|it| read(it)).collect();
        let want: Vec<String> = want.into_iter().filter(|it| !it.is_empty()).collect();
        add(&want, &got, count(&mut table, "heldback", "paragraphs"));
    }
    table
}

/// A paragraph of a truth as it reads: those of Markdown keep their signs there, and only the words between count.
fn read(paragraph: &str) -> String {
    let is_markdown = ["](", "**", "|", "> ", "#"].iter().any(|sign| paragraph.contains(sign));
    if !is_markdown {
        return paragraph.to_owned();
    }
    let page = plain::parse_as(Form::Markdown, paragraph, &Limits::default());
    page.text.trim().to_owned()
}

fn measure_fields(document: &Document, group: &str, table: &mut Table<Count>) {
    for (name, want) in &document.truth.fields {
        let got = corpus::field(&document.article, name);
        let row = count(table, group, name);
        row.wanted += usize::from(want.is_some());
        row.given += usize::from(got.is_some());
        row.right += usize::from(want.is_some() && *want == got);
    }
    let row = count(table, group, "captions");
    add(&document.truth.captions, &document.article.captions(), row);
}

fn measure_paragraphs(document: &Document, table: &mut Table<Count>) {
    let got = corpus::paragraphs(&document.article);
    let language = document.truth.fields.get("language").cloned().flatten().unwrap();
    for (group, name) in [("field", "paragraphs"), ("language", language.as_str())] {
        add(&document.truth.paragraphs, &got, count(table, group, name));
    }
}

/// Each wanted value can be met once.
fn add(want: &[String], got: &[String], row: &mut Count) {
    row.wanted += want.len();
    row.given += got.len();
    let mut left: Vec<&String> = want.iter().collect();
    for one in got {
        if let Some(place) = left.iter().position(|other| *other == one) {
            left.swap_remove(place);
            row.right += 1;
        }
    }
}

/// A letter in the ledger is right when its line is of that kind and the letter is none of the body's. A letter that
/// should be there and is not, under none of its line's kinds, is missed for each of them.
fn measure_labels(document: &Document, table: &mut Table<Count>) {
    let Document { truth, article, .. } = document;
    let text = article.text.as_str();
    let mut paragraphs = truth.paragraphs.iter().peekable();
    for (number, line) in lines(text).enumerate() {
        let body = body(text, line, &mut paragraphs);
        let cell = truth.removed.get(&(number + 1).to_string());
        let kinds = cell.map(|cell| corpus::kinds(cell)).unwrap_or_default();
        let mut found = Vec::new();
        for entry in article.ledger.iter().filter(|entry| entry.span.overlaps(line)) {
            let span = Span::new(entry.span.start.max(line.start), entry.span.end.min(line.end));
            let name = entry.label.name();
            let row = count(table, "label", name);
            row.given += letters(text, &[span]);
            if kinds.contains(name) {
                let right = letters(text, &span.without(&body));
                row.right += right;
                row.wanted += right;
                found.push(span);
            } else if entry.label == Label::Markup {
                // The signs of a line go by themselves, whatever the line is.
                found.push(span);
            }
        }
        found.extend(&body);
        found.sort_unstable();
        // Beside signs of Markdown stand words of the body, and on a page of one line nothing says which kind is where.
        let is_told = text.trim().contains('\n') && !kinds.contains("markup");
        let missed = if is_told { letters(text, &line.without(&found)) } else { 0 };
        for kind in kinds {
            count(table, "label", kind).wanted += missed;
        }
    }
}

/// Where the next paragraphs stand in the line: none, one, or on a page of one line all of them.
fn body<'a>(
    text: &str,
    line: Span,
    paragraphs: &mut std::iter::Peekable<impl Iterator<Item = &'a String>>,
) -> Vec<Span> {
    let words = line.of(text);
    let mut body: Vec<Span> = Vec::new();
    let mut behind = 0;
    while let Some(paragraph) = paragraphs.next_if(|it| words[behind..].contains(it.as_str())) {
        let Some(at) = words[behind..].find(paragraph.as_str()) else { break };
        let start = line.start + behind + at;
        behind += at + paragraph.len();
        body.push(Span::new(start, line.start + behind));
    }
    body
}

fn letters(text: &str, spans: &[Span]) -> usize {
    let all = spans.iter().flat_map(|span| span.of(text).chars());
    all.filter(|letter| !letter.is_whitespace()).count()
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/floors.toml")
}

/// Raises each floor to its figure; a figure that does not exist today leaves its floor alone.
fn raised(counts: &Table<Count>, floors: &Table<Floor>) -> Table<Floor> {
    let mut raised = floors.clone();
    for (group, rows) in counts {
        for (name, row) in rows {
            let floor = raised.entry(group.clone()).or_default().entry(name.clone()).or_default();
            floor.precision = floor.precision.max(row.precision().unwrap_or_default());
            floor.recall = floor.recall.max(row.recall().unwrap_or_default());
        }
    }
    raised
}

fn write(floors: &Table<Floor>) -> String {
    let mut text = String::from(
        "# The worst that each figure over tests/corpus may be. Only raised: UPDATE=1 cargo test quality\n",
    );
    for (group, rows) in floors {
        for (name, Floor { precision, recall }) in rows {
            write!(text, "\n[{group}.{name}]\nprecision = {precision:?}\nrecall = {recall:?}\n")
                .unwrap();
        }
    }
    text
}

#[test]
fn no_figure_falls_below_its_floor() {
    let counts = measure();
    let floors: Table<Floor> = toml::from_str(&fs::read_to_string(home()).unwrap()).unwrap();
    let mut fallen = String::new();
    for (group, rows) in &floors {
        for (name, floor) in rows {
            let row =
                counts.get(group).and_then(|rows| rows.get(name)).copied().unwrap_or_default();
            let (precision, recall) = (row.precision(), row.recall());
            eprintln!(
                "{group}.{name}: precision {precision:?}, recall {recall:?}, of {}",
                row.wanted
            );
            if precision.is_some_and(|now| now < floor.precision) {
                writeln!(fallen, "{group}.{name} precision {precision:?} < {}", floor.precision)
                    .unwrap();
            }
            if recall.unwrap_or_default() < floor.recall {
                writeln!(fallen, "{group}.{name} recall {recall:?} < {}", floor.recall).unwrap();
            }
        }
    }
    assert!(fallen.is_empty(), "figures fell below tests/floors.toml:\n{fallen}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(home(), write(&raised(&counts, &floors))).unwrap();
    }
}

#[test]
fn every_figure_has_a_floor() {
    let floors: Table<Floor> = toml::from_str(&fs::read_to_string(home()).unwrap()).unwrap();
    for document in corpus::documents() {
        let cells = document.truth.removed.values().filter(|_| document.plain);
        for kind in cells.flat_map(|cell| corpus::kinds(cell)) {
            assert!(floors["label"].contains_key(kind), "no floor for {kind}; UPDATE=1 adds it");
        }
        let language = document.truth.fields["language"].as_deref().unwrap();
        assert!(
            floors["language"].contains_key(language),
            "no floor for {language}; UPDATE=1 adds it"
        );
    }
}
