//! What a run learns of words from its own surest pairs of documents, so that the others are matched better.

use std::collections::BTreeMap;

use super::lexicon::{Lexicon, Words, learn};
use super::links::Links;
use super::near::Load;
use super::tokens::tokens;
use super::vocabulary::spans;
use super::{Meaning, Sketch};
use crate::error::Result;

/// Score from which a pair of documents is learned from.
const SURE: f64 = 0.95;
/// How far such a pair is ahead of its rivals, at least.
const AHEAD: f64 = 0.2;
/// Pairs that are looked at, at most: the surest.
const MOST_PAIRS: usize = 65_536;

/// A lexicon with what the surest pairs teach beside it.
pub(super) fn taught(sketches: &[Sketch], lexicon: &Lexicon, links: &Links) -> Lexicon {
    let (tags, learned) = learned(sketches, links);
    let mut taught = lexicon.clone();
    taught.extend(&tags, &learned);
    taught
}

/// What the surest pairs teach, in words: the first form that a document has of each.
pub(super) fn in_words(sketches: &[Sketch], links: &Links, load: Load<'_>) -> Result<Vec<Meaning>> {
    let (tags, learned) = learned(sketches, links);
    let mut wanted: BTreeMap<(&str, u32), usize> = BTreeMap::new();
    for (meaning, words) in learned.iter().enumerate() {
        for (language, word) in words {
            let tag = tags.get(usize::from(*language)).copied().unwrap_or_default();
            wanted.insert((tag, *word), meaning);
        }
    }
    let mut meanings = vec![Meaning::new(); learned.len()];
    for (at, sketch) in sketches.iter().enumerate() {
        let tag = sketch.language.as_str();
        if !sketch.words.iter().any(|word| wanted.contains_key(&(tag, *word))) {
            continue;
        }
        let body = load(at)?.body();
        for (word, span) in spans(&tokens(&body)) {
            let meaning = wanted.remove(&(tag, word)).and_then(|at| meanings.get_mut(at));
            if let Some(meaning) = meaning {
                meaning.insert(tag.to_owned(), span.of(&body).to_lowercase());
            }
        }
    }
    meanings.sort();
    Ok(meanings)
}

/// What the surest pairs teach: the languages by number, and a word a language for each meaning.
fn learned<'a>(sketches: &'a [Sketch], links: &Links) -> (Vec<&'a str>, Vec<BTreeMap<u16, u32>>) {
    let sure: Vec<(usize, usize)> = links
        .pairs
        .iter()
        .take_while(|(score, _)| *score >= SURE)
        .filter(|(_, pair)| pair.features.margin >= AHEAD)
        .take(MOST_PAIRS)
        .map(|(_, pair)| (pair.a, pair.b))
        .collect();
    let tags: BTreeMap<&str, u16> = tags(sketches, &sure);
    let documents: Vec<Words<'_>> = sketches
        .iter()
        .map(|sketch| Words {
            language: tags.get(sketch.language.as_str()).copied().unwrap_or_default(),
            words: &sketch.words,
        })
        .collect();
    (tags.keys().copied().collect(), learn(&documents, &sure))
}

/// The languages of the documents of some pairs, numbered in order of their tags.
fn tags<'a>(sketches: &'a [Sketch], pairs: &[(usize, usize)]) -> BTreeMap<&'a str, u16> {
    let both = pairs.iter().flat_map(|(a, b)| [*a, *b]);
    let mut tags: Vec<&str> =
        both.filter_map(|at| sketches.get(at)).map(|sketch| sketch.language.as_str()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().zip(0..).collect()
}
