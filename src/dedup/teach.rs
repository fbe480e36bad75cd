//! What a run learns of words from its own surest pairs of documents, so that the others are matched better.

use std::collections::BTreeMap;

use super::Sketch;
use super::lexicon::{Lexicon, Words, learn};
use super::links::Links;

/// Score from which a pair of documents is learned from.
const SURE: f64 = 0.95;
/// How far such a pair is ahead of its rivals, at least.
const AHEAD: f64 = 0.2;
/// Pairs that are looked at, at most: the surest.
const MOST_PAIRS: usize = 65_536;

/// A lexicon with what the surest pairs teach beside it.
pub(super) fn taught(sketches: &[Sketch], lexicon: &Lexicon, links: &Links) -> Lexicon {
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
    let names: Vec<&str> = tags.keys().copied().collect();
    let mut taught = lexicon.clone();
    taught.extend(&names, &learn(&documents, &sure));
    taught
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
