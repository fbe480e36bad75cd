//! Phase 1: each document by itself, on any thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::{Earlier, Event, Watch};
use crate::article::Article;
use crate::clean::Cleaner;
use crate::config::Config;
use crate::dedup;
use crate::error::{Error, Problem, Result};
use crate::learn::{Learned, Outline, Reading, Sample, Scope};
use crate::record;
use crate::source::{self, Raw, Source};
use crate::store::{self, Brief, Store};

/// What stays in memory of a document: no text.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its `id` in the tables.
    pub id: String,
    /// Path below the input folder.
    pub file: String,
    /// Its key in the store.
    pub key: String,
    /// What grouping needs of it.
    pub brief: Brief,
    /// The sites it is of, as far as something was learned of them.
    pub scopes: Vec<Scope>,
}

/// What comes of a document.
pub(super) enum Outcome {
    /// An article.
    Card(Card),
    /// It cannot be read, or shows a bug.
    Problem(Problem),
    /// It has no text; what was taken out of it stays in the store under this key.
    Empty(Problem, String),
}

/// Everything that cleaning one document needs.
#[derive(Clone, Copy)]
pub struct Each<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Its cleaner.
    pub cleaner: &'a Cleaner,
    /// Where cleaned articles are kept.
    pub store: &'a Store,
    /// What to do with the work of earlier runs.
    pub earlier: Earlier,
    /// Who watches.
    pub watch: &'a Watch<'a>,
}

impl Each<'_> {
    /// What can be learned from: the lines of each document, as far as it can be read, and the keys that the store has them by.
    pub(super) fn sample(&self, sources: &[Source]) -> Result<(Sample, Vec<String>)> {
        let program = store::program();
        let look = |source: &Source| -> Result<Option<(Outline, String)>> {
            self.watch.go_on()?;
            let looked = caught(&source.file, || {
                // What cannot be read is a problem of cleaning.
                let Ok(raw) = source::read(source, self.config) else { return Ok(None) };
                let key = store::key(&raw, &self.cleaner.outline_key(), &program);
                Ok(Some((self.outline(&raw, &key, self.earlier)?, key)))
            });
            (self.watch.event)(Event::Step(&source.file));
            looked.unwrap_or(Ok(None))
        };
        let empty = || (Sample::default(), Vec::new());
        sources
            .par_iter()
            .try_fold(empty, |(mut sample, mut keys), source| {
                if let Some((outline, key)) = look(source)? {
                    sample.add(&source.file, outline);
                    keys.push(key);
                }
                Ok((sample, keys))
            })
            .try_reduce(empty, |(sample, mut keys), (others, more)| {
                keys.extend(more);
                Ok((sample.with(others), keys))
            })
    }

    fn outline(&self, raw: &Raw, key: &str, earlier: Earlier) -> Result<Outline> {
        if earlier == Earlier::Used
            && let Some(outline) = self.store.outline(key)
        {
            return Ok(outline);
        }
        let outline = self.cleaner.outline(raw);
        self.store.put_outline(key, &outline)?;
        Ok(outline)
    }

    /// Cleans all, in the order of the sources.
    pub(super) fn all(&self, sources: &[Source], learned: &Learned) -> Result<Vec<Outcome>> {
        let program = store::program();
        sources
            .par_iter()
            .map(|source| {
                self.watch.go_on()?;
                let outcome = caught(&source.file, || self.one(source, learned, &program));
                (self.watch.event)(Event::Step(&source.file));
                outcome.unwrap_or_else(|problem| Ok(Outcome::Problem(problem)))
            })
            .collect()
    }

    fn one(&self, source: &Source, learned: &Learned, program: &str) -> Result<Outcome> {
        let raw = match source::read(source, self.config) {
            Ok(raw) => raw,
            Err(problem) => return Ok(Outcome::Problem(problem)),
        };
        let reading = self.reading(&raw, learned, program)?;
        let mut settings = self.cleaner.key(&raw);
        if !reading.blocks.is_empty() {
            settings = format!("{settings}\n{:?}", reading.blocks);
        }
        let key = store::key(&raw, &settings, program);
        let brief = self.brief(&raw, &key, &reading.blocks)?;
        if brief.longest_text == 0 {
            return Ok(Outcome::Empty(no_text(&source.file), key));
        }
        let id = record::id(&source.file);
        let scopes = reading.scopes;
        Ok(Outcome::Card(Card { id, file: source.file.clone(), key, brief, scopes }))
    }

    /// What was learned of a document; nothing where nothing was.
    fn reading(&self, raw: &Raw, learned: &Learned, program: &str) -> Result<Reading> {
        if learned.is_empty() {
            return Ok(Reading::default());
        }
        let key = store::key(raw, &self.cleaner.outline_key(), program);
        // Made in this run, if not before.
        Ok(learned.read(&self.outline(raw, &key, Earlier::Used)?, &raw.file))
    }

    /// What is kept of a document that is clean already, or what is to be kept of one that now is.
    fn brief(&self, raw: &Raw, key: &str, learned: &[usize]) -> Result<Brief> {
        if self.earlier == Earlier::Used
            && let Some(brief) = self.store.brief(key)
        {
            return Ok(brief);
        }
        let article = self.cleaner.clean_knowing(raw, learned);
        let brief = Brief {
            sketch: dedup::sketch(&article),
            longest_text: article.body().trim().encode_utf16().count(),
            language: article.language.clone(),
        };
        self.store.put(key, &brief, &article)?;
        Ok(brief)
    }

    /// The article of a card, read again.
    pub(super) fn again(&self, card: &Card) -> Result<Article> {
        self.store.get(&card.key).ok_or_else(|| Error::Output {
            place: super::store_folder(&self.config.output.folder),
            message: format!("what was kept of {} is gone; run again", card.file),
        })
    }
}

fn no_text(file: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        stage: "clean".to_owned(),
        code: "DOC-NO-TEXT".to_owned(),
        message: "nothing is left of the document but what surrounds an article".to_owned(),
        advice: "phin explain shows what was taken out; a [[filter]] with action = \"keep\" \
                 protects a line"
            .to_owned(),
    }
}

/// Runs `work` on one document; a panic in it becomes that document's problem and stops nothing else.
fn caught<T>(file: &str, work: impl FnOnce() -> T) -> std::result::Result<T, Problem> {
    // What `work` shares with others is only read, or written by atomic renames: nothing can be left half changed.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Problem {
            file: file.to_owned(),
            stage: "clean".to_owned(),
            code: BUG.to_owned(),
            message: format!("a bug in phin: {}", words.replace('\n', " ")),
            advice: "please report it with this file".to_owned(),
        }
    })
}

/// The code of a problem that is phin's own fault.
pub(super) const BUG: &str = "BUG";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_problem_of_its_document_alone() {
        let problem = caught("a.txt", || panic!("letter {}", 7)).map(|(): ()| ()).unwrap_err();
        assert_eq!((problem.file.as_str(), problem.code.as_str()), ("a.txt", BUG));
        assert_eq!(problem.message, "a bug in phin: letter 7");
        assert_eq!(caught("b.txt", || 7), Ok(7));
    }
}
