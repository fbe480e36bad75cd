//! `report.html`: the run to look at, on one page that holds all it needs and runs no script.

mod document;
mod stories;
mod visible;

use std::collections::BTreeMap;
use std::io::Write as _;

use askama::Template;
use serde_json::Value;

use super::REPORT;
use super::staging::{Staging, Written};
use crate::error::{Error, Problem, Result};
use crate::record::Record;
use stories::{Stories, Story};
use visible::shown;

/// Documents that are shown line by line.
const DOCUMENTS: usize = 300;

/// Bytes of their sections: with stories and problems the page stays below 5 MB, which a browser opens at once.
const BYTES: usize = 2_500_000;

/// Problems that are shown.
const PROBLEMS: usize = 100;

/// Characters of a problem's cells that are shown.
const LETTERS: usize = 200;

/// Bars of a panel.
const BARS: usize = 24;

/// What the page needs to know of the rows that have passed; bounded, however many they are.
#[derive(Debug, Default)]
pub(super) struct Report {
    shelf: Shelf,
    stories: Stories,
    problems: Vec<Problem>,
    articles: u64,
    duplicates: u64,
    problem_rows: u64,
    languages: BTreeMap<String, u64>,
    kinds: BTreeMap<String, u64>,
    warnings: BTreeMap<String, u64>,
    /// How many documents have a title, a date, an author, an address: in the order of [`Report::FIELDS`].
    fields: [u64; 4],
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    numbers: Numbers,
    panels: Vec<Panel>,
    stories: Vec<Story>,
    all_stories: usize,
    problems: &'a [Problem],
    all_problems: u64,
    documents: u64,
    shown_documents: usize,
    sections: String,
}

/// The equation that a run has to satisfy.
struct Numbers {
    inputs: u64,
    articles: u64,
    duplicates: u64,
    problems: u64,
    skipped: u64,
}

impl Numbers {
    fn add_up(&self) -> bool {
        self.inputs == self.articles + self.duplicates + self.problems + self.skipped
    }
}

struct Panel {
    title: &'static str,
    about: &'static str,
    bars: Vec<Bar>,
}

struct Bar {
    label: String,
    count: u64,
    /// Of the longest bar, or of all documents.
    percent: u64,
}

impl Report {
    const FIELDS: [&str; 4] = ["title", "published", "author", "url"];

    /// Counts a document, and shows it where there is room.
    pub(super) fn record(&mut self, staging: &Staging, record: &Record<'_>) -> Result<()> {
        let article = record.article;
        if record.folded.is_some() {
            self.duplicates += 1;
        } else {
            self.articles += 1;
        }
        let language = article.language.as_deref().unwrap_or("unknown");
        add(&mut self.languages, language);
        for entry in &article.ledger {
            add(&mut self.kinds, entry.label.name());
        }
        for warning in &article.warnings {
            add(&mut self.warnings, warning);
        }
        let known = [
            article.title.is_some(),
            article.published.is_some(),
            !article.authors.is_empty(),
            article.url.is_some(),
        ];
        for (count, is_known) in self.fields.iter_mut().zip(known) {
            *count += u64::from(is_known);
        }
        self.stories.record(record);
        let rank = rank(record);
        if self.shelf.has_room(rank) {
            let section =
                document::render(record, rank == 0).map_err(|error| failed(staging, error))?;
            self.shelf.put(rank, section);
        }
        Ok(())
    }

    /// Counts a problem, and shows it where there is room.
    pub(super) fn problem(&mut self, problem: &Problem) {
        self.problem_rows += 1;
        if self.problems.len() < PROBLEMS {
            let Problem { file, stage, code, message, advice } = problem;
            let [file, stage, code, message, advice] =
                [file, stage, code, message, advice].map(|text| shown(text, LETTERS).into_owned());
            self.problems.push(Problem { file, stage, code, message, advice });
        }
    }

    /// Writes the page.
    pub(super) fn finish(self, staging: &Staging, summary: &Value) -> Result<Written> {
        let numbers = self.numbers(summary);
        let panels = self.panels();
        let all_stories = self.stories.count;
        let page = Page {
            documents: self.articles + self.duplicates,
            shown_documents: self.shelf.count,
            all_problems: self.problem_rows,
            problems: &self.problems,
            stories: self.stories.finish(),
            sections: self.shelf.finish(),
            numbers,
            panels,
            all_stories,
        };
        let html = page.render().map_err(|error| failed(staging, error))?;
        let mut file = staging.file(REPORT)?;
        file.write_all(html.as_bytes())
            .and_then(|()| file.finish())
            .map_err(|error| staging.error(REPORT, &error))
    }

    /// The counts of the summary; what it does not say, as the rows that passed say it.
    fn numbers(&self, summary: &Value) -> Numbers {
        let said = |name: &str| summary.get(name).and_then(Value::as_u64);
        let problems = said("problems").unwrap_or(self.problem_rows);
        let skipped = said("skipped").unwrap_or_default();
        let all = self.articles + self.duplicates + problems + skipped;
        Numbers {
            inputs: said("inputs").unwrap_or(all),
            articles: self.articles,
            duplicates: self.duplicates,
            problems,
            skipped,
        }
    }

    fn panels(&self) -> Vec<Panel> {
        let all = self.articles + self.duplicates;
        let fields = Report::FIELDS.iter().zip(self.fields).map(|(name, count)| Bar {
            label: (*name).to_owned(),
            count,
            percent: percent(count, all),
        });
        let panels = vec![
            Panel { title: "Languages", about: "documents", bars: bars(&self.languages) },
            Panel { title: "Taken out", about: "spans, by kind", bars: bars(&self.kinds) },
            Panel { title: "Found", about: "documents that say it", bars: fields.collect() },
            Panel { title: "Warnings", about: "documents", bars: bars(&self.warnings) },
        ];
        panels.into_iter().filter(|panel| !panel.bars.is_empty()).collect()
    }
}

/// Sections of documents, the most suspect first; the others make room for them.
#[derive(Debug, Default)]
struct Shelf {
    ranks: [Vec<String>; 3],
    bytes: usize,
    count: usize,
}

impl Shelf {
    /// Whether a section of that rank would stay.
    fn has_room(&self, rank: usize) -> bool {
        let is_full = self.count >= DOCUMENTS || self.bytes >= BYTES;
        !is_full || self.ranks.iter().skip(rank + 1).any(|worse| !worse.is_empty())
    }

    fn put(&mut self, rank: usize, section: String) {
        self.bytes += section.len();
        self.count += 1;
        if let Some(place) = self.ranks.get_mut(rank) {
            place.push(section);
        }
        while self.count > DOCUMENTS || self.bytes > BYTES {
            let worst = self.ranks.iter_mut().rev().find_map(Vec::pop);
            self.bytes -= worst.as_ref().map_or(self.bytes, String::len);
            self.count = self.count.saturating_sub(1);
        }
    }

    fn finish(self) -> String {
        self.ranks.concat().concat()
    }
}

/// How much a person should look at a document: 0 most.
fn rank(record: &Record<'_>) -> usize {
    let warnings = &record.article.warnings;
    if warnings.iter().any(|warning| warning == "suspect") {
        0
    } else {
        1 + usize::from(warnings.is_empty())
    }
}

fn add(counts: &mut BTreeMap<String, u64>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count += 1;
    } else {
        counts.insert(name.to_owned(), 1);
    }
}

/// The largest counts as bars, longest first.
fn bars(counts: &BTreeMap<String, u64>) -> Vec<Bar> {
    let mut counts: Vec<(&String, u64)> =
        counts.iter().map(|(name, count)| (name, *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = counts.first().map_or(0, |(_, count)| *count);
    let bar = |(name, count): (&String, u64)| Bar {
        label: shown(name, LETTERS).into_owned(),
        count,
        percent: percent(count, most),
    };
    counts.into_iter().take(BARS).map(bar).collect()
}

fn percent(count: u64, all: u64) -> u64 {
    count.saturating_mul(100).checked_div(all).unwrap_or_default()
}

fn failed(staging: &Staging, error: askama::Error) -> Error {
    staging.error(REPORT, &std::io::Error::other(error))
}
