//! Phase 1: each document by itself, on any thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Earlier, Event, Watch};
use crate::article::Article;
use crate::clean::{Cleaner, Opened};
use crate::config::Config;
use crate::dedup;
use crate::error::{Error, Problem, Result};
use crate::finding::Label;
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
    /// It has no article; what was taken out of it stays in the store under this key.
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

/// Bytes of pages that wait in memory between learning and cleaning; a page for which there is no room is made once more.
/// So much are a thousand pages of HTML, or several thousand texts.
const ROOM: usize = 64 * 1024 * 1024;

/// What the first look at a document gives.
struct Look {
    /// The key of its article as long as nothing is learned.
    key: String,
    /// What tells its outline from others.
    outline: u64,
    /// What an earlier run kept of it, as long as nothing is learned.
    brief: Option<Brief>,
    /// Its page, if there is room for it and no need to read the outline from the store.
    opened: Option<Box<Opened>>,
    /// Whether its outline is in the store.
    is_stored: bool,
}

/// What a look at one document gives, with its outline; nothing where it cannot be read.
type Looked<T> = Result<Option<(T, Outline)>>;

/// What the first look at a folder gives; nothing where it was not looked at.
#[derive(Default)]
pub(super) struct Looks {
    /// What can be learned from.
    pub(super) sample: Sample,
    /// A look a document, in order of the sources; none where it could not be read.
    all: Vec<Option<Look>>,
}

impl Looks {
    /// The keys of what was seen.
    pub(super) fn keys(&self) -> Vec<String> {
        self.all.iter().flatten().map(|look| look.key.clone()).collect()
    }
}

impl Each<'_> {
    /// Gathers what can be learned from. The pages are kept for cleaning as far as there is room for them.
    pub(super) fn look_at_all(&self, sources: &[Source]) -> Result<Looks> {
        let taken = AtomicUsize::new(0);
        // What cannot be read is a problem of cleaning.
        let look = |source: &Source| {
            let Ok((mut look, outline)) = self.look(source) else { return Ok(None) };
            if let Some(opened) = &look.opened
                && taken.fetch_add(opened.size(), Ordering::Relaxed) > ROOM
            {
                self.store.put(&look.key, Some(&outline), None)?;
                (look.opened, look.is_stored) = (None, true);
            }
            Ok(Some((look, outline)))
        };
        let (sample, all) = self.gather(sources, &look)?;
        Ok(Looks { sample, all })
    }

    /// What can be learned from, where no article is wanted.
    pub(super) fn sample(&self, sources: &[Source]) -> Result<Sample> {
        let look = |source: &Source| {
            let read = source::read(source, self.config).ok();
            Ok(read.map(|raw| ((), self.cleaner.outline(&raw))))
        };
        Ok(self.gather(sources, &look)?.0)
    }

    /// What `look` gives of each source, in order, and the outlines as a sample.
    fn gather<T: Send>(
        &self,
        sources: &[Source],
        look: &(dyn Fn(&Source) -> Looked<T> + Sync),
    ) -> Result<(Sample, Vec<Option<T>>)> {
        let empty = || (Sample::default(), Vec::new());
        sources
            .par_iter()
            .try_fold(empty, |(mut sample, mut all), source| {
                self.watch.go_on()?;
                let looked = caught(&source.file, || look(source)).unwrap_or(Ok(None))?;
                (self.watch.event)(Event::Step(&source.file));
                all.push(looked.map(|(look, outline)| {
                    sample.add(&source.file, outline);
                    look
                }));
                Ok((sample, all))
            })
            .try_reduce(empty, |(sample, mut all), (others, more)| {
                all.extend(more);
                Ok((sample.with(others), all))
            })
    }

    /// The key of a document's article as long as nothing is learned.
    fn key(&self, raw: &Raw) -> String {
        store::key(raw, &self.cleaner.key(raw), store::program())
    }

    /// What is kept of a document that was looked at before, or its page.
    fn look(&self, source: &Source) -> std::result::Result<(Look, Outline), Problem> {
        let raw = source::read(source, self.config)?;
        let key = self.key(&raw);
        let kept = if self.earlier == Earlier::Used { self.store.look(&key) } else { None };
        if let Some((brief, outline)) = kept {
            let look = Look { key, outline: outline.id(), brief, opened: None, is_stored: true };
            return Ok((look, outline));
        }
        let opened = self.cleaner.open(raw);
        let outline = opened.outline().clone();
        let opened = Some(Box::new(opened));
        let look = Look { key, outline: outline.id(), brief: None, opened, is_stored: false };
        Ok((look, outline))
    }

    /// Cleans all, in the order of the sources.
    pub(super) fn all(
        &self,
        sources: &[Source],
        looks: Looks,
        learned: &Learned,
    ) -> Result<Vec<Outcome>> {
        let Looks { sample, mut all } = looks;
        all.resize_with(sources.len(), || None);
        let known = Known { sample, learned };
        sources
            .par_iter()
            .zip(all)
            .map(|(source, look)| {
                self.watch.go_on()?;
                let outcome = caught(&source.file, || self.one(source, look, &known));
                (self.watch.event)(Event::Step(&source.file));
                outcome.unwrap_or_else(|problem| Ok(Outcome::Problem(problem)))
            })
            .collect()
    }

    fn one(&self, source: &Source, look: Option<Look>, known: &Known<'_>) -> Result<Outcome> {
        let (look, outline) = match look {
            Some(look) => (look, None),
            None => match self.look(source) {
                Ok((look, outline)) => (look, Some(outline)),
                Err(problem) => return Ok(Outcome::Problem(problem)),
            },
        };
        let Reading { scopes, blocks } = self.reading(&look, outline.as_ref(), source, known)?;
        let (key, brief) = match self.cleaned(source, look, &blocks)? {
            Ok(cleaned) => cleaned,
            Err(problem) => return Ok(Outcome::Problem(problem)),
        };
        if brief.longest_text == 0 {
            let problem = if brief.is_no_article { no_article } else { no_text };
            return Ok(Outcome::Empty(problem(&source.file), key));
        }
        let id = record::id(&source.file);
        Ok(Outcome::Card(Card { id, file: source.file.clone(), key, brief, scopes }))
    }

    /// What was learned of a document that was looked at; nothing where nothing was.
    fn reading(
        &self,
        look: &Look,
        outline: Option<&Outline>,
        source: &Source,
        known: &Known<'_>,
    ) -> Result<Reading> {
        if known.learned.is_empty() {
            return Ok(Reading::default());
        }
        let file = source.file.as_str();
        if let Some(outline) = outline.or_else(|| known.sample.outline(look.outline, file)) {
            return Ok(known.learned.read(outline, file));
        }
        if let Some(opened) = &look.opened {
            return Ok(known.learned.read(opened.outline(), file));
        }
        let (_, outline) = self.store.look(&look.key).ok_or_else(|| self.gone(file))?;
        Ok(known.learned.read(&outline, file))
    }

    /// The key and the brief of a document of which `blocks` are learned: kept of an earlier run, or made and kept now.
    fn cleaned(
        &self,
        source: &Source,
        look: Look,
        blocks: &[usize],
    ) -> Result<std::result::Result<(String, Brief), Problem>> {
        let own = if blocks.is_empty() {
            look.key.clone()
        } else {
            store::learned_key(&look.key, blocks)
        };
        let kept = match look.brief {
            Some(brief) if blocks.is_empty() => Some(brief),
            _ if self.earlier == Earlier::Used && !blocks.is_empty() => self.store.brief(&own),
            _ => None,
        };
        if let Some(brief) = kept {
            return Ok(Ok((own, brief)));
        }
        let opened = match look.opened {
            Some(opened) => *opened,
            None => match source::read(source, self.config) {
                Ok(raw) if self.key(&raw) == look.key => self.cleaner.open(raw),
                // What was learned is of other words.
                Ok(_) => return Ok(Err(source::changed(source))),
                Err(problem) => return Ok(Err(problem)),
            },
        };
        if !blocks.is_empty() && !look.is_stored {
            self.store.put(&look.key, Some(opened.outline()), None)?;
        }
        let (article, outline) = self.cleaner.clean_opened(opened, blocks);
        let brief = brief(&article);
        let outline = blocks.is_empty().then_some(&outline);
        self.store.put(&own, outline, Some((&brief, &article)))?;
        self.store.hold(&own, article);
        Ok(Ok((own, brief)))
    }

    /// The article of a card, read again.
    pub(super) fn again(&self, card: &Card) -> Result<Article> {
        self.store.get(&card.key).ok_or_else(|| self.gone(&card.file))
    }

    /// The article of a card, for the last time.
    pub(super) fn last(&self, card: &Card) -> Result<Article> {
        self.store.take(&card.key).ok_or_else(|| self.gone(&card.file))
    }

    fn gone(&self, file: &str) -> Error {
        Error::Output {
            place: super::store_folder(&self.config.output.folder),
            message: format!("what was kept of {file} is gone; run again"),
        }
    }
}

/// What is known when documents are cleaned.
struct Known<'a> {
    sample: Sample,
    learned: &'a Learned,
}

/// What is kept of an article beside it.
fn brief(article: &Article) -> Brief {
    Brief {
        sketch: dedup::sketch(article),
        longest_text: article.body().trim().chars().map(char::len_utf16).sum(),
        language: article.language.clone(),
        is_no_article: article.ledger.iter().any(|entry| entry.label == Label::NoArticle),
    }
}

fn no_article(file: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        stage: "clean".to_owned(),
        code: "DOC-NO-ARTICLE".to_owned(),
        message: "the headline is that of an error, a check of the browser or a login".to_owned(),
        advice: "fetch the page again; --set clean.rules.no_article=false keeps what it says"
            .to_owned(),
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
    // What `work` shares with others is only read, or written whole: nothing can be left half changed.
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
