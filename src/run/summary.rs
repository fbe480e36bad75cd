//! What a run says of itself: counts of everything, for `summary.json` and for the screen.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::each::BUG;
use crate::article::Article;
use crate::config::{Config, Input, Limits, Output};
use crate::error::{Error, Problem, Result};
use crate::record::Record;
use crate::source::Listing;
use crate::text::{after, letter};

/// What a run did, in numbers. No clock, no path, no number of threads: the same input and configuration give the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// The version of phin.
    pub version: String,
    /// BLAKE3 of the configuration, without folders and threads.
    pub config: String,
    /// When it was written; only with `output.stamp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Files that were found.
    pub inputs: usize,
    /// Rows of `articles`.
    pub articles: usize,
    /// Rows of `duplicates`.
    pub duplicates: usize,
    /// Rows of `problems`.
    pub problems: usize,
    /// Files that were left out on purpose.
    pub skipped: usize,
    /// Stories that the articles and duplicates tell.
    pub stories: usize,
    /// Duplicates by what makes them one with another document.
    pub duplicates_by_kind: BTreeMap<String, usize>,
    /// Problems by code.
    pub problems_by_code: BTreeMap<String, Seen>,
    /// Documents by language; an empty name stands for unknown.
    pub languages: BTreeMap<String, usize>,
    /// Documents by the field that was found in them.
    pub fields: BTreeMap<&'static str, usize>,
    /// Documents by warning code.
    pub warnings: BTreeMap<String, Seen>,
    /// Letters of all documents with an article, white space not counted.
    pub letters: usize,
    /// Letters that were taken out of them.
    pub removed_letters: usize,
    /// What was taken out, by kind.
    pub removed_by_kind: BTreeMap<String, Removed>,
    /// What was taken out, by rule.
    pub removed_by_rule: BTreeMap<String, Removed>,
}

/// How often something was seen, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// In how many documents.
    pub documents: usize,
    /// In which first, in order of files.
    pub first: String,
}

impl Seen {
    fn note(&mut self, file: &str) {
        self.documents += 1;
        if self.first.is_empty() {
            file.clone_into(&mut self.first);
        }
    }
}

/// How much was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Spans.
    pub spans: usize,
    /// Letters in them, white space not counted.
    pub letters: usize,
}

impl Removed {
    fn note(&mut self, letters: usize) {
        self.spans += 1;
        self.letters += letters;
    }
}

impl Summary {
    /// The summary of a run that begins.
    pub(super) fn new(config: &Config, listing: &Listing) -> Summary {
        Summary {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            config: hash(config),
            written: config.output.stamp.then(stamp),
            inputs: listing.sources.len() + listing.problems.len() + listing.skipped,
            skipped: listing.skipped,
            ..Summary::default()
        }
    }

    /// Counts a row of `articles` or `duplicates`.
    pub(super) fn count(&mut self, record: &Record<'_>) {
        match record.folded {
            Some((_, link)) => {
                self.duplicates += 1;
                *self.duplicates_by_kind.entry(link.kind.name().to_owned()).or_default() += 1;
            }
            None => self.articles += 1,
        }
        self.stories += usize::from(record.story.id == record.id);
        let article = record.article;
        *self.languages.entry(article.language.clone().unwrap_or_default()).or_default() += 1;
        for (field, found) in fields(article) {
            *self.fields.entry(field).or_default() += usize::from(found);
        }
        for warning in &article.warnings {
            self.warnings.entry(warning.clone()).or_default().note(record.file);
        }
        self.letters += letters(&article.text);
        for entry in &article.ledger {
            let letters = letters(entry.span.of(&article.text));
            self.removed_letters += letters;
            note(&mut self.removed_by_kind, entry.label.name(), letters);
            note(&mut self.removed_by_rule, &entry.rule, letters);
        }
    }

    /// Counts a row of `problems`.
    pub(super) fn count_problem(&mut self, problem: &Problem) {
        self.problems += 1;
        self.problems_by_code.entry(problem.code.clone()).or_default().note(&problem.file);
    }

    /// Whether every input is accounted for, once.
    ///
    /// # Errors
    /// [`Error::Bug`] when it is not.
    pub(super) fn conserve(&self) -> Result<()> {
        let sum = self.articles + self.duplicates + self.problems + self.skipped;
        if sum == self.inputs {
            return Ok(());
        }
        let Summary { inputs, articles, duplicates, problems, skipped, .. } = self;
        Err(Error::Bug(format!(
            "a bug in phin: {inputs} inputs are not {articles} articles + {duplicates} duplicates \
             + {problems} problems + {skipped} skipped; please report it"
        )))
    }

    /// The file that showed a bug, if one did.
    pub fn bug(&self) -> Option<&str> {
        self.problems_by_code.get(BUG).map(|seen| seen.first.as_str())
    }

    /// As `summary.json` has it.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_else(|_| Value::Object(Map::new()))
    }
}

/// Counts a span under a name, which is nearly always known.
fn note(removed: &mut BTreeMap<String, Removed>, name: &str, letters: usize) {
    match removed.get_mut(name) {
        Some(known) => known.note(letters),
        None => removed.entry(name.to_owned()).or_default().note(letters),
    }
}

/// Letters, digits and signs: everything but white space.
fn letters(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Blanks beyond ASCII are few, and begin with one of these bytes but for the last, which no language of the press has.
    let may_be_blank = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes);
    let is_blank = |at: &usize| after(text, *at).starts_with(char::is_whitespace);
    let blanks = may_be_blank.filter(is_blank).count();
    letter::count_seen(text) - blanks - memchr::memmem::find_iter(bytes, "\u{1680}").count()
}

fn fields(article: &Article) -> [(&'static str, bool); 9] {
    [
        ("title", article.title.is_some()),
        ("published", article.published.is_some()),
        ("updated", article.updated.is_some()),
        ("author", !article.authors.is_empty()),
        ("publisher", article.publisher.is_some()),
        ("url", article.url.is_some()),
        ("agency", article.agency.is_some()),
        ("section", article.section.is_some()),
        ("tags", !article.tags.is_empty()),
    ]
}

/// The hash of what decides the tables: neither where they lie nor how many threads make them.
fn hash(config: &Config) -> String {
    let mut config = config.clone();
    config.input.folder = Input::default().folder;
    config.output.folder = Output::default().folder;
    config.limits.threads = Limits::default().threads;
    let text = serde_json::to_string(&config).unwrap_or_default();
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Now, or what `SOURCE_DATE_EPOCH` says: <https://reproducible-builds.org/specs/source-date-epoch/>.
fn stamp() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let said = said.and_then(|seconds| Timestamp::from_second(seconds).ok());
    said.unwrap_or_else(Timestamp::now).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_all_characters_but_white_space() {
        let blanks: String = ('\0'..='\u{ffff}').filter(|letter| letter.is_whitespace()).collect();
        for text in ["", "the mill", "«мост» – 橋 “a”â", &blanks, &format!("a{blanks}ã{blanks}")]
        {
            let seen = text.chars().filter(|letter| !letter.is_whitespace()).count();
            assert_eq!(letters(text), seen, "{text:?}");
        }
    }
}
