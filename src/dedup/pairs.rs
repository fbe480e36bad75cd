//! Pairs of documents that may tell the same story: found through rare anchors, weighed by what they share.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Sketch;
use super::corpus::Corpus;
use super::features::{Features, features};

/// Partners of a document in one language that are looked at closely: the best and its rivals.
const MOST_IN_LANGUAGE: usize = 3;
/// Partners of a document that are looked at closely: a story in thirty languages, with room for strangers.
const MOST_PARTNERS: usize = 60;
/// Weight that shared anchors sum up to before a pair is looked at: one very rare thing, or two rare ones.
const LEAST_WEIGHT: f64 = 6.0;

/// Two documents of different languages and what speaks for one story.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The one whose content stands first.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// What they share.
    pub features: Features,
}

/// The pairs among `heads` that share enough to be looked at, in an order that depends on their content alone.
/// Documents of one language that are no copies are not paired: what they share (names, words, templates) says too
/// little of one event.
pub(super) fn pairs(sketches: &[Sketch], heads: &[usize]) -> Vec<Pair> {
    let mut heads = heads.to_vec();
    heads.sort_by_key(|at| content(sketches, *at));
    let corpus = Corpus::new(sketches, &heads);
    let mut numbers: Vec<(usize, usize)> = (0..corpus.cards.len())
        .into_par_iter()
        .map_init(|| vec![0.0; corpus.cards.len()], |sums, card| partners(&corpus, card, sums))
        .flatten_iter()
        .collect();
    numbers.par_sort_unstable();
    numbers.dedup();
    let mut found: Vec<Numbered> = numbers
        .into_par_iter()
        .filter_map(|(a, b)| {
            let (left, right) = (corpus.cards.get(a)?, corpus.cards.get(b)?);
            let pair = Pair { a: left.at, b: right.at, features: features(left, right) };
            Some(Numbered { a: (a, left.language), b: (b, right.language), pair })
        })
        .collect();
    margins(&mut found);
    found.into_iter().map(|numbered| numbered.pair).collect()
}

/// A pair with the numbers of its cards and their languages.
struct Numbered {
    a: (usize, u16),
    b: (usize, u16),
    pair: Pair,
}

/// The documents that share the most with one, the best few of each language, as pairs in order.
fn partners(corpus: &Corpus, card: usize, sums: &mut [f64]) -> Vec<(usize, usize)> {
    let language = |at: usize| corpus.cards.get(at).map_or(0, |card| card.language);
    let mut sharing = corpus.sharing(card, sums);
    sharing.retain(|(_, weight)| *weight >= LEAST_WEIGHT);
    sharing.sort_by(|a, b| {
        language(a.0)
            .cmp(&language(b.0))
            .then_with(|| b.1.total_cmp(&a.1))
            .then_with(|| a.0.cmp(&b.0))
    });
    let mut best: Vec<(usize, f64)> = sharing
        .chunk_by(|a, b| language(a.0) == language(b.0))
        .flat_map(|partners| partners.iter().take(MOST_IN_LANGUAGE).copied())
        .collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    best.truncate(MOST_PARTNERS);
    best.into_iter().map(|(other, _)| (card.min(other), card.max(other))).collect()
}

/// What orders documents by what they are and not by where they stand.
pub(super) fn content(sketches: &[Sketch], at: usize) -> (u64, u64, Option<&str>, usize) {
    sketches
        .get(at)
        .map_or((0, 0, None, at), |sketch| (sketch.exact, sketch.plain, sketch.url.as_deref(), at))
}

/// Sets the margins: how far a pair is ahead of the best rival of either document in the partner's language.
fn margins(pairs: &mut [Numbered]) {
    let mut best: HashMap<(usize, u16), [(f64, usize); 2]> = HashMap::new();
    for Numbered { a, b, pair } in pairs.iter() {
        for (own, other) in [(a, b), (b, a)] {
            let [first, second] = best.entry((own.0, other.1)).or_insert([(0.0, usize::MAX); 2]);
            let new = (pair.features.weight, other.0);
            if new.0 > first.0 {
                (*first, *second) = (new, *first);
            } else if new.0 > second.0 {
                *second = new;
            }
        }
    }
    for Numbered { a, b, pair } in pairs {
        let weight = pair.features.weight;
        let ahead = |own: (usize, u16), other: (usize, u16)| {
            let rivals = best.get(&(own.0, other.1)).copied().unwrap_or_default();
            let rival =
                rivals.iter().find(|(_, who)| *who != other.0).map_or(0.0, |(weight, _)| *weight);
            (weight - rival) / (weight + rival).max(1.0)
        };
        pair.features.margin = ahead(*a, *b).min(ahead(*b, *a));
    }
}
