//! What the documents of a run share: how rare each anchor is among them, and which documents have it.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::Sketch;
use super::anchors::{Anchor, Sort};

/// Documents that an anchor may have and still lead to pairs. A story told in forty languages is within it; what more
/// documents share is no evidence of one story, and would make the work quadratic.
const MOST_IN_BUCKET: usize = 64;
/// Documents of one language that an anchor may have and still lead to pairs.
const MOST_IN_LANGUAGE: u32 = 8;
/// Documents' worth of trust in the natural rarity of an anchor against its count in this corpus.
const TRUST: f64 = 50.0;
/// No single anchor weighs more, in nats: a shared code can be a coincidence, too.
const HEAVIEST: f64 = 7.0;

/// An anchor of a document with its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// The anchor.
    pub(super) anchor: Anchor,
    /// What it says, in nats, that two documents share it: minus the log of the share of stories that have it.
    pub(super) weight: f64,
}

/// A document among the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    /// Its place among the sketches.
    pub(super) at: usize,
    /// The number of its language.
    pub(super) language: u16,
    /// How much it says.
    pub(super) size: f64,
    /// Its anchors, in order of keys.
    pub(super) anchors: Vec<Weighed>,
    /// The buckets that it is in and that lead to pairs, with the weight of their anchors.
    leads: Vec<(u32, f64)>,
}

/// The documents of a run.
#[derive(Debug)]
pub(super) struct Corpus {
    /// In an order that depends on their content alone.
    pub(super) cards: Vec<Card>,
    members: Vec<u32>,
    buckets: Vec<Range<usize>>,
}

/// An anchor of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u32,
    language: u16,
    card: u32,
    place: u16,
}

impl Corpus {
    /// Weighs the anchors of the documents `heads`, which are in an order that depends on their content alone.
    pub(super) fn new(sketches: &[Sketch], heads: &[usize]) -> Corpus {
        let languages: BTreeMap<&str, u16> = languages(sketches, heads);
        let mut cards: Vec<Card> = heads
            .iter()
            .filter_map(|at| {
                let sketch = sketches.get(*at)?;
                let language = languages.get(sketch.language.as_str()).copied().unwrap_or_default();
                let anchors = sketch
                    .anchors
                    .iter()
                    .map(|anchor| Weighed { anchor: *anchor, weight: 0.0 })
                    .collect();
                Some(Card {
                    at: *at,
                    language,
                    size: f64::from(sketch.size.max(1)),
                    anchors,
                    leads: Vec::new(),
                })
            })
            .collect();
        let entries = entries(&cards);
        let stories = stories(&cards, languages.len());
        let (mut members, mut buckets) = (Vec::new(), Vec::new());
        for bucket in entries.chunk_by(|a, b| a.key == b.key) {
            let count = most_in_language(bucket);
            let leads =
                bucket.len() > 1 && bucket.len() <= MOST_IN_BUCKET && count <= MOST_IN_LANGUAGE;
            let number = u32::try_from(buckets.len()).unwrap_or(u32::MAX);
            for entry in bucket {
                let Some(card) = cards.get_mut(entry.card as usize) else { continue };
                let Some(weighed) = card.anchors.get_mut(usize::from(entry.place)) else {
                    continue;
                };
                weighed.weight = weight(weighed.anchor, count, stories);
                if leads {
                    card.leads.push((number, weighed.weight));
                }
            }
            if leads {
                let start = members.len();
                members.extend(bucket.iter().map(|entry| entry.card));
                buckets.push(start..members.len());
            }
        }
        Corpus { cards, members, buckets }
    }

    /// The cards of other languages that share leading anchors with a card, and the weight of those, unordered.
    /// `sums` is room for one number a card, all zero, and is left so.
    pub(super) fn sharing(&self, card: usize, sums: &mut [f64]) -> Vec<(usize, f64)> {
        let Some(own) = self.cards.get(card) else { return Vec::new() };
        let mut touched = Vec::new();
        for (bucket, weight) in &own.leads {
            let range = self.buckets.get(*bucket as usize).cloned().unwrap_or_default();
            for other in self.members.get(range).into_iter().flatten().map(|other| *other as usize)
            {
                if let Some(sum) = sums.get_mut(other) {
                    if *sum == 0.0 {
                        touched.push(other);
                    }
                    *sum += weight;
                }
            }
        }
        touched
            .into_iter()
            .map(|other| (other, sums.get_mut(other).map(std::mem::take).unwrap_or_default()))
            .filter(|(other, _)| {
                self.cards.get(*other).is_some_and(|card| card.language != own.language)
            })
            .collect()
    }
}

/// Every language of the documents, numbered in order of their tags.
fn languages<'a>(sketches: &'a [Sketch], heads: &[usize]) -> BTreeMap<&'a str, u16> {
    let mut tags: Vec<&str> =
        heads.iter().filter_map(|at| sketches.get(*at)).map(|s| s.language.as_str()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().zip(0..).collect()
}

/// Every anchor of every card, in order of keys and languages.
fn entries(cards: &[Card]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = cards
        .iter()
        .zip(0..)
        .flat_map(|(card, number)| {
            card.anchors.iter().zip(0..).map(move |(weighed, place)| Entry {
                key: weighed.anchor.key,
                language: card.language,
                card: number,
                place,
            })
        })
        .collect();
    entries.par_sort_unstable();
    entries
}

/// How many documents of one language have an anchor, in the language where they are most. Counting all documents
/// would make what translations of one story share look common.
fn most_in_language(bucket: &[Entry]) -> u32 {
    let runs = bucket.chunk_by(|a, b| a.language == b.language);
    u32::try_from(runs.map(<[Entry]>::len).max().unwrap_or(0)).unwrap_or(u32::MAX)
}

/// About how many stories the documents tell: between the documents of the commonest language, which would be right
/// if every story were told in it, and all documents, which would be right if each stood alone.
#[expect(clippy::cast_precision_loss, reason = "documents are far fewer than 2^52")]
fn stories(cards: &[Card], languages: usize) -> f64 {
    let mut counts = vec![0_usize; languages.max(1)];
    for card in cards {
        if let Some(count) = counts.get_mut(usize::from(card.language)) {
            *count += 1;
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    (most as f64 * cards.len() as f64).sqrt()
}

/// The weight of an anchor that so many of so many stories have.
fn weight(anchor: Anchor, count: u32, stories: f64) -> f64 {
    let natural = (-f64::from(anchor.rarity) / 8.0).exp();
    let share = (f64::from(count) + TRUST * natural) / (stories + TRUST);
    (-share.ln()).clamp(0.0, HEAVIEST)
}

/// Whether an anchor is a figure: a number, a date or a code, which translators leave as they are.
pub(super) fn is_figure(sort: Sort) -> bool {
    matches!(sort, Sort::Number | Sort::Date | Sort::Code)
}
