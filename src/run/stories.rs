//! Phase 2: which documents tell the same story, and which of them are folded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use super::{Card, Each};
use crate::article::Article;
use crate::config::Dedup;
use crate::dedup::{self, Known, Lexicon, Link, Meaning, Model, Place, Sketch};
use crate::error::{Error, Result};
use crate::record::{Record, Story};

/// The stories of a run.
#[derive(Debug, Default)]
pub struct Stories {
    places: Vec<Place>,
    /// By the index of the leading telling.
    told: BTreeMap<usize, Story>,
    fold: Vec<String>,
}

impl Stories {
    /// Groups the documents of a run.
    pub(super) fn of(each: &Each<'_>, known: &Known, cards: &[Card]) -> Result<Stories> {
        let sketches: Vec<Sketch> = cards.iter().map(|card| card.brief.sketch.clone()).collect();
        let load = |index: usize| -> Result<Article> {
            each.watch.go_on()?;
            let card = cards.get(index).ok_or_else(|| no_card(index))?;
            each.again(card)
        };
        let places = dedup::group(&sketches, known, &each.config.dedup, &load)?;
        if places.len() != cards.len() {
            return Err(Error::Bug("grouping lost documents; please report it".to_owned()));
        }
        Ok(Stories::told(places, cards, &each.config.dedup))
    }

    fn told(places: Vec<Place>, cards: &[Card], config: &Dedup) -> Stories {
        let mut stories: BTreeMap<usize, Story> = BTreeMap::new();
        let mut languages: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (index, (place, card)) in places.iter().zip(cards).enumerate() {
            let story = stories.entry(place.leader).or_default();
            story.tellings += 1;
            if index == place.leader {
                story.id.clone_from(&card.id);
            }
            if folding(place, &config.fold).is_none() {
                story.unfolded.push(card.id.clone());
            }
            languages.entry(place.leader).or_default().extend(card.brief.language.as_deref());
        }
        for (leader, tags) in languages {
            if let Some(story) = stories.get_mut(&leader) {
                story.languages = tags.into_iter().map(str::to_owned).collect();
            }
        }
        Stories { places, told: stories, fold: config.fold.clone() }
    }

    /// The row of a document.
    ///
    /// # Errors
    /// [`Error::Bug`] when the document has no place.
    pub fn record<'a>(
        &'a self,
        cards: &'a [Card],
        index: usize,
        article: &'a Article,
    ) -> Result<Record<'a>> {
        let place = self.places.get(index).ok_or_else(|| no_card(index))?;
        let card = cards.get(index).ok_or_else(|| no_card(index))?;
        let story = self.told.get(&place.leader).ok_or_else(|| no_card(place.leader))?;
        let folded = match folding(place, &self.fold) {
            Some(link) => {
                let into = cards.get(link.of).ok_or_else(|| no_card(link.of))?;
                Some((into.id.as_str(), link))
            }
            None => None,
        };
        let why = &NOTHING;
        Ok(Record { id: &card.id, file: &card.file, article, story, folded, why })
    }

    /// Whether two documents tell the same story.
    pub fn are_one(&self, one: usize, other: usize) -> bool {
        let leader = |index: usize| self.places.get(index).map(|place| place.leader);
        leader(one).is_some() && leader(one) == leader(other)
    }
}

/// What is known of the spans of a document that nothing was learned of.
static NOTHING: BTreeMap<usize, String> = BTreeMap::new();

/// The words of several languages that mean one thing, as the documents of a run teach them.
///
/// # Errors
/// Those of a run.
pub fn taught(each: &Each<'_>, cards: &[Card]) -> Result<Vec<Meaning>> {
    let sketches: Vec<Sketch> = cards.iter().map(|card| card.brief.sketch.clone()).collect();
    let load = |index: usize| each.again(cards.get(index).ok_or_else(|| no_card(index))?);
    let config = &each.config.dedup;
    super::pool(each.config)?.install(|| dedup::teach(&sketches, &lexicon(config)?, config, &load))
}

/// The lexicon that the configuration names; an empty one when it names none.
fn lexicon(config: &Dedup) -> Result<Lexicon> {
    let place = &config.lexicon;
    if place.as_os_str().is_empty() {
        return Ok(Lexicon::default());
    }
    let text = std::fs::read_to_string(place).map_err(|error| {
        Error::Usage(format!("{}: {error}; see dedup.lexicon", place.display()))
    })?;
    Lexicon::parse(&text).map_err(|(row, what)| {
        let advice = "a row is words that mean one thing: en=bridge, tab, de=Brücke";
        Error::Usage(format!("{}:{row}: {what}; {advice}", place.display()))
    })
}

/// What the configuration names that is known beforehand: a lexicon, a model.
pub(super) fn known(config: &Dedup) -> Result<Known> {
    Ok(Known { lexicon: lexicon(config)?, model: model(&config.embed)? })
}

/// The model of a folder; none where no folder is named.
fn model(folder: &Path) -> Result<Model> {
    if folder.as_os_str().is_empty() {
        return Ok(Model::default());
    }
    let wrong = |place: &Path, what: &dyn Display| {
        Error::Usage(format!("{}: {what}; see dedup.embed", place.display()))
    };
    let read = |name: &str| {
        let place = folder.join(name);
        std::fs::read(&place).map_err(|error| wrong(&place, &error))
    };
    let [tokenizer, weights, settings] =
        ["tokenizer.json", "model.safetensors", "config.json"].map(read);
    Model::parse(&tokenizer?, &weights?, &settings?).map_err(|what| wrong(folder, &what))
}

/// Why a document leaves the articles; `None` when it stays.
fn folding<'a>(place: &'a Place, fold: &[String]) -> Option<&'a Link> {
    place.link.as_ref().filter(|link| fold.iter().any(|kind| kind == link.kind.name()))
}

fn no_card(index: usize) -> Error {
    Error::Bug(format!("grouping asks for document {index}, which there is not; please report it"))
}
