//! The stories of a run for the report: which documents tell them, and why phin says so.

use std::collections::HashMap;

use super::visible::shown;
use crate::record::Record;

/// Stories that are shown.
const STORIES: usize = 100;

/// Tellings of a story that are shown.
const TELLINGS: usize = 12;

/// Characters of a name, a title or a reason that are shown.
const LETTERS: usize = 240;

/// Characters of the text that stand for an unknown title.
const BEGINNING: usize = 80;

/// Bytes of all that is shown; escaping makes at most five times as many of them.
const BYTES: usize = 300_000;

/// Stories that more than one document tells, in order of their first.
#[derive(Debug, Default)]
pub(super) struct Stories {
    shown: Vec<Story>,
    places: HashMap<String, usize>,
    bytes: usize,
    /// How many there are in all.
    pub(super) count: usize,
}

/// A story.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) tellings: usize,
    pub(super) languages: String,
    pub(super) members: Vec<Telling>,
}

/// A document of a story.
#[derive(Debug)]
pub(super) struct Telling {
    pub(super) leads: bool,
    pub(super) title: String,
    /// How the text begins, where the title is unknown.
    pub(super) begins: String,
    pub(super) file: String,
    pub(super) language: String,
    /// `exact`, `near`, `translation`; what is not folded is another report of the story.
    pub(super) kind: &'static str,
    pub(super) percent: Option<String>,
    pub(super) evidence: String,
}

impl Stories {
    /// Adds a document to its story.
    pub(super) fn record(&mut self, record: &Record<'_>) {
        if record.story.tellings < 2 {
            return;
        }
        let leads = record.id == record.story.id;
        self.count += usize::from(leads);
        if self.bytes > BYTES {
            return;
        }
        let place = match self.places.get(&record.story.id) {
            Some(place) => *place,
            None if self.shown.len() < STORIES => self.begin(record),
            None => return,
        };
        let Some(story) = self.shown.get_mut(place) else { return };
        if story.members.len() >= TELLINGS {
            return;
        }
        let telling = telling(record, leads);
        self.bytes += telling.title.len() + telling.file.len() + telling.evidence.len();
        // The telling that leads comes first, wherever its file stands.
        let at = if leads { 0 } else { story.members.len() };
        story.members.insert(at, telling);
    }

    /// The stories, those with the most tellings first.
    pub(super) fn finish(self) -> Vec<Story> {
        let mut stories = self.shown;
        stories.sort_by_key(|story| std::cmp::Reverse(story.tellings));
        stories
    }

    fn begin(&mut self, record: &Record<'_>) -> usize {
        let place = self.shown.len();
        self.places.insert(record.story.id.clone(), place);
        self.shown.push(Story {
            tellings: record.story.tellings,
            languages: shown(&record.story.languages.join(", "), LETTERS).into_owned(),
            members: Vec::new(),
        });
        place
    }
}

impl Story {
    /// How many tellings are not shown.
    pub(super) fn hidden(&self) -> usize {
        self.tellings.saturating_sub(self.members.len())
    }
}

fn telling(record: &Record<'_>, leads: bool) -> Telling {
    let title = record.article.title.as_ref().map_or("", |title| title.value.as_str());
    let article = record.article;
    let first = article.paragraphs.first().filter(|_| title.is_empty());
    let begins = first.map_or_else(String::new, |passage| passage.read(&article.text));
    let link = record.folded.map(|(_, link)| link);
    let rest = if leads { "leads" } else { "another report" };
    Telling {
        leads,
        title: shown(title, LETTERS).into_owned(),
        begins: shown(&begins, BEGINNING).into_owned(),
        file: shown(record.file, LETTERS).into_owned(),
        language: article.language.clone().unwrap_or_default(),
        kind: link.map_or(rest, |link| link.kind.name()),
        percent: link.map(|link| format!("{:.0}%", link.score.clamp(0.0, 1.0) * 100.0)),
        evidence: link.map_or(String::new(), |link| shown(&link.evidence, LETTERS).into_owned()),
    }
}
