//! Pairs of documents that may tell the same story: found through rare anchors, weighed by what they share.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Sketch;
use super::addresses;
use super::corpus::Corpus;
use super::crossings;
use super::features::{Features, features};
use super::likeness::{probability, says_enough};

/// Partners of a document in one language that are looked at closely: the best and its rivals.
const MOST_IN_LANGUAGE: usize = 3;
/// Partners of a document that are looked at closely: a story in thirty languages, with room for strangers.
const MOST_PARTNERS: usize = 60;

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

/// The documents `heads`, weighed, in an order that depends on their content alone.
pub(super) fn corpus<'a>(sketches: &'a [Sketch], heads: &[usize]) -> Corpus<'a> {
    let mut heads = heads.to_vec();
    heads.sort_by_cached_key(|at| content(sketches, *at));
    let mut corpus = Corpus::new(sketches, &heads);
    crossings::add(&mut corpus);
    addresses::add(&mut corpus, sketches);
    corpus
}

/// The pairs of documents that share enough to be looked at, in an order that depends on their content alone; those
/// that cannot reach the score `least` are left out. Documents of one language that are no copies are not paired: what
/// they share (names, words, templates) says too little of one event.
pub(super) fn pairs(corpus: &Corpus<'_>, least: f64) -> Vec<Pair> {
    let numbers = candidates(corpus);
    let enough = |features: &Features| least == 0.0 || says_enough(features);
    let looked: Vec<(f32, Option<Box<Features>>)> = numbers
        .par_iter()
        .map(|(a, b)| match (corpus.cards.get(*a as usize), corpus.cards.get(*b as usize)) {
            (Some(left), Some(right)) => {
                let mut features = features(left, right, enough);
                features.cosine = corpus.meanings.cosine(*a as usize, *b as usize);
                features.nearness =
                    features.cosine.map_or(0.0, |cosine| corpus.meanings.nearness(cosine));
                look(features, least)
            }
            _ => (0.0, None),
        })
        .collect();
    let rivals = Rivals::new(corpus, &numbers, &looked);
    let found = numbers.into_iter().zip(looked);
    found
        .filter_map(|((a, b), (_, features))| {
            let features = features?;
            let features = Features { margin: rivals.margin((a, b), &features), ..*features };
            let at = |card: u32| corpus.cards.get(card as usize).map(|card| card.at);
            (probability(&features) >= least).then_some(Pair { a: at(a)?, b: at(b)?, features })
        })
        .collect()
}

/// The weight of a pair, and what it shares, where that can reach the score `least` with the best margin.
#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than seven digits")]
fn look(features: Features, least: f64) -> (f32, Option<Box<Features>>) {
    let best = probability(&Features { margin: 1.0, ..features });
    (features.weight as f32, (best >= least).then(|| Box::new(features)))
}

/// The numbers of the cards that may tell one story, in order, each pair once.
fn candidates(corpus: &Corpus<'_>) -> Vec<(u32, u32)> {
    let mut numbers: Vec<(u32, u32)> = (0..corpus.cards.len())
        .into_par_iter()
        .map_init(|| vec![0.0; corpus.cards.len()], |sums, card| partners(corpus, card, sums))
        .flatten_iter()
        .collect();
    numbers.extend(addresses::pairs(corpus));
    numbers.par_sort_unstable();
    numbers.dedup();
    numbers
}

/// The documents that share the most with one, the best few of each language, as pairs in order.
fn partners(corpus: &Corpus<'_>, card: usize, sums: &mut [f32]) -> Vec<(u32, u32)> {
    let language = |at: u32| corpus.cards.get(at as usize).map_or(0, |card| card.language);
    let mut sharing = corpus.sharing(card, sums);
    sharing.retain(|(_, weight)| *weight >= corpus.least);
    sharing.sort_unstable_by(|a, b| {
        let by_weight = || b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        language(a.0).cmp(&language(b.0)).then_with(by_weight)
    });
    let mut best: Vec<(u32, f32)> = sharing
        .chunk_by(|a, b| language(a.0) == language(b.0))
        .flat_map(|partners| partners.iter().take(MOST_IN_LANGUAGE).copied())
        .collect();
    best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    best.truncate(MOST_PARTNERS);
    let own = u32::try_from(card).unwrap_or(u32::MAX);
    best.into_iter().map(|(other, _)| (own.min(other), own.max(other))).collect()
}

/// What orders documents by what they are and not by where they stand.
pub(super) fn content(sketches: &[Sketch], at: usize) -> (u64, u64, Option<&str>, usize) {
    sketches
        .get(at)
        .map_or((0, 0, None, at), |sketch| (sketch.exact, sketch.plain, sketch.url.as_deref(), at))
}

/// The two partners in one language that share the most with a document: the weight and the number of each.
type Best = [(f32, u32); 2];

/// Who shares the most with each document in each language.
struct Rivals {
    languages: Vec<u16>,
    best: FxHashMap<(u32, u16), Best>,
}

impl Rivals {
    fn new(
        corpus: &Corpus<'_>,
        numbers: &[(u32, u32)],
        looked: &[(f32, Option<Box<Features>>)],
    ) -> Rivals {
        let languages = corpus.cards.iter().map(|card| card.language).collect();
        let wanted: FxHashSet<u32> = numbers
            .iter()
            .zip(looked)
            .filter(|(_, (_, features))| features.is_some())
            .flat_map(|((a, b), _)| [*a, *b])
            .collect();
        let mut rivals = Rivals { languages, best: FxHashMap::default() };
        for ((a, b), (weight, _)) in numbers.iter().zip(looked) {
            for (own, other) in [(*a, *b), (*b, *a)] {
                if wanted.contains(&own) {
                    rivals.add(own, other, *weight);
                }
            }
        }
        rivals
    }

    fn add(&mut self, own: u32, other: u32, weight: f32) {
        let none = [(0.0, u32::MAX); 2];
        let [first, second] = self.best.entry((own, self.language(other))).or_insert(none);
        if weight > first.0 {
            (*first, *second) = ((weight, other), *first);
        } else if weight > second.0 {
            *second = (weight, other);
        }
    }

    fn language(&self, card: u32) -> u16 {
        self.languages.get(card as usize).copied().unwrap_or_default()
    }

    /// How far a pair is ahead of the best rival of either document in the partner's language.
    fn margin(&self, (a, b): (u32, u32), features: &Features) -> f64 {
        let ahead = |own: u32, other: u32| {
            let rivals = self.best.get(&(own, self.language(other))).copied().unwrap_or_default();
            let rival = rivals.iter().find(|(_, who)| *who != other).map_or(0.0, |rival| rival.0);
            let rival = f64::from(rival);
            (features.weight - rival) / (features.weight + rival).max(1.0)
        };
        ahead(a, b).min(ahead(b, a))
    }
}
