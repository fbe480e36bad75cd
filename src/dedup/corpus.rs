//! What the documents of a run share: how rare each anchor is among them, and which documents have it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use super::Sketch;
use super::anchors::{Anchor, SOUND, Sort};
use super::bands::short;
use super::fold::mix;
use super::lexicon::Lexicon;

/// Documents that an anchor may have and still lead to pairs. A story told in forty languages is within it; what more
/// documents share is no evidence of one story, and would make the work quadratic.
const MOST_IN_BUCKET: usize = 64;
/// Documents of one language that an anchor may have and still lead to pairs.
const MOST_IN_LANGUAGE: u32 = 8;
/// Documents' worth of trust in the natural rarity of an anchor against its count in this corpus.
const TRUST: f64 = 50.0;
/// No single anchor weighs more, in nats: a shared code can be a coincidence, too.
const HEAVIEST: f64 = 7.0;

/// What a shared meaning counts for when documents that are worth a look are sought: documents share many words.
const WORD: f32 = 0.3;
/// A bucket that leads to no pairs.
const NO_BUCKET: u32 = u32::MAX;

/// A document among the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Card<'a> {
    /// Its place among the sketches.
    pub(super) at: usize,
    /// The number of its language.
    pub(super) language: u16,
    /// How much it says.
    pub(super) size: f64,
    /// Its anchors, in order of keys.
    pub(super) anchors: Cow<'a, [Anchor]>,
    /// What each anchor says, in nats, that two documents share it: minus the log of the share of stories that have it.
    pub(super) weights: Vec<f32>,
    /// Weight of its figures.
    pub(super) figures: f64,
    /// Weight of its things, one a place.
    pub(super) things: f64,
    /// Weight of its words that have a counterpart in each language, by number; empty where no lexicon is.
    pub(super) known: Vec<f32>,
    /// The bucket that each anchor leads to.
    buckets: Vec<u32>,
}

impl Card<'_> {
    /// The anchors with their weights.
    pub(super) fn weighed(&self) -> impl Iterator<Item = (&Anchor, f64)> {
        self.anchors.iter().zip(self.weights.iter().map(|weight| f64::from(*weight)))
    }
}

/// The documents of a run.
#[derive(Debug)]
pub(super) struct Corpus<'a> {
    /// In an order that depends on their content alone.
    pub(super) cards: Vec<Card<'a>>,
    /// The weight that a document and the likeliest of so many stories share by chance: the log of their number.
    pub(super) chance: f32,
    members: Vec<u32>,
    buckets: Vec<Range<u32>>,
}

impl<'a> Corpus<'a> {
    /// Weighs the anchors of the documents `heads`, which are in an order that depends on their content alone, and the
    /// meanings that a lexicon gives their words.
    pub(super) fn new(sketches: &'a [Sketch], heads: &[usize], lexicon: &Lexicon) -> Corpus<'a> {
        let languages: BTreeMap<&str, u16> = languages(sketches, heads);
        let cards: Vec<Card<'a>> = heads
            .iter()
            .filter_map(|at| {
                let sketch = sketches.get(*at)?;
                Some(Card {
                    at: *at,
                    language: languages.get(sketch.language.as_str()).copied().unwrap_or_default(),
                    size: f64::from(sketch.size.max(1)),
                    anchors: with_meanings(sketch, lexicon),
                    ..Card::default()
                })
            })
            .collect();
        let stories = stories(&cards, languages.len());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a weight needs no more than seven digits"
        )]
        let chance = stories.max(1.0).ln() as f32;
        let mut corpus = Corpus { cards, chance, members: Vec::new(), buckets: Vec::new() };
        corpus.weigh(stories, languages.len());
        if !lexicon.is_empty() {
            corpus.know(languages.len());
        }
        corpus
    }

    /// Sets the weight of the words of each document that have a counterpart in each language.
    fn know(&mut self, languages: usize) {
        let mut spoken: HashMap<u32, BTreeSet<u16>> = HashMap::new();
        for card in &self.cards {
            for anchor in card.anchors.iter().filter(|anchor| anchor.sort == Sort::Learned) {
                spoken.entry(anchor.key).or_default().insert(card.language);
            }
        }
        self.cards.par_iter_mut().for_each(|card| {
            let mut known = vec![0.0; languages];
            for (anchor, weight) in card.anchors.iter().zip(&card.weights) {
                if anchor.sort != Sort::Learned {
                    continue;
                }
                for language in spoken.get(&anchor.key).into_iter().flatten() {
                    if let Some(sum) = known.get_mut(usize::from(*language)) {
                        *sum += *weight;
                    }
                }
            }
            card.known = known;
        });
    }

    /// Sets the weights of all anchors, and the buckets that lead to pairs.
    fn weigh(&mut self, stories: f64, languages: usize) {
        let entries = entries(&self.cards);
        let alone: Vec<f32> = (0..=u8::MAX).map(|rarity| weight(rarity, 1, stories)).collect();
        self.cards.par_iter_mut().for_each(|card| {
            let weight = |anchor: &Anchor| alone.get(usize::from(anchor.rarity)).copied();
            card.weights = card.anchors.iter().map(|own| weight(own).unwrap_or_default()).collect();
            card.buckets = vec![NO_BUCKET; card.anchors.len()];
        });
        let mut counts = vec![0_u32; languages.max(1)];
        for bucket in entries.chunk_by(|a, b| a.key == b.key).filter(|bucket| bucket.len() > 1) {
            let count = most_in_language(&self.cards, bucket, &mut counts);
            let leads = bucket.len() <= MOST_IN_BUCKET && count <= MOST_IN_LANGUAGE;
            let number = if leads { self.add(bucket) } else { NO_BUCKET };
            let mut last: Option<(u8, f32)> = None;
            for entry in bucket {
                let Some(card) = self.cards.get_mut(entry.card as usize) else { continue };
                let Ok(at) = card.anchors.binary_search_by_key(&entry.key, |anchor| anchor.key)
                else {
                    continue;
                };
                if let (Some(anchor), Some(own), Some(bucket)) =
                    (card.anchors.get(at), card.weights.get_mut(at), card.buckets.get_mut(at))
                {
                    let known = last.filter(|(rarity, _)| *rarity == anchor.rarity);
                    let (_, said) =
                        *last.insert(known.unwrap_or_else(|| {
                            (anchor.rarity, weight(anchor.rarity, count, stories))
                        }));
                    (*own, *bucket) = (said, number);
                }
            }
        }
        drop(entries);
        self.cards.par_iter_mut().for_each(|card| {
            let figure = |(anchor, _): &(&Anchor, f64)| is_figure(anchor.sort);
            card.figures = card.weighed().filter(figure).map(|(_, weight)| weight).sum();
            card.things = things(card);
        });
    }

    /// Keeps the members of a bucket that leads to pairs; returns its number.
    fn add(&mut self, bucket: &[Entry]) -> u32 {
        let end = |members: &Vec<u32>| u32::try_from(members.len()).unwrap_or(u32::MAX);
        let number = u32::try_from(self.buckets.len()).unwrap_or(NO_BUCKET);
        let start = end(&self.members);
        self.members.extend(bucket.iter().map(|entry| entry.card));
        self.buckets.push(start..end(&self.members));
        number
    }

    /// The cards of other languages that share leading anchors with a card, and the weight of those, unordered.
    /// `sums` is room for one number a card, all zero, and is left so.
    pub(super) fn sharing(&self, card: usize, sums: &mut [f32]) -> Vec<(u32, f32)> {
        let Some(own) = self.cards.get(card) else { return Vec::new() };
        let mut touched = Vec::new();
        for ((bucket, weight), anchor) in own.buckets.iter().zip(&own.weights).zip(&*own.anchors) {
            let Some(range) = self.buckets.get(*bucket as usize) else { continue };
            let weight = if anchor.sort == Sort::Learned { *weight * WORD } else { *weight };
            let members = self.members.get(range.start as usize..range.end as usize);
            for other in members.into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*other as usize) {
                    if *sum == 0.0 {
                        touched.push(*other);
                    }
                    *sum += weight;
                }
            }
        }
        let language = |card: u32| self.cards.get(card as usize).map(|card| card.language);
        let mut taken = |other: u32| sums.get_mut(other as usize).map(std::mem::take);
        touched
            .into_iter()
            .map(|other| (other, taken(other).unwrap_or_default()))
            .filter(|(other, _)| language(*other) != Some(own.language))
            .collect()
    }
}

/// The anchors of a document, and the meanings of its words, in order of keys.
fn with_meanings<'a>(sketch: &'a Sketch, lexicon: &Lexicon) -> Cow<'a, [Anchor]> {
    let meanings = lexicon.meanings(&sketch.language, &sketch.words);
    if meanings.is_empty() {
        return Cow::Borrowed(&sketch.anchors);
    }
    let key = |meaning: u32| short(mix(u64::from(meaning))) & !SOUND;
    let anchor =
        |meaning| Anchor { key: key(meaning), place: 0, sort: Sort::Learned, rarity: RARITY };
    let mut anchors = sketch.anchors.clone();
    anchors.extend(meanings.into_iter().map(anchor));
    anchors.sort_by_key(|anchor| anchor.key);
    anchors.dedup_by_key(|anchor| anchor.key);
    Cow::Owned(anchors)
}

/// How rare a word of a lexicon is by nature, before the corpus is looked at: in three texts of a hundred.
const RARITY: u8 = 28;

/// An anchor of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u32,
    card: u32,
}

/// Every language of the documents, numbered in order of their tags.
fn languages<'a>(sketches: &'a [Sketch], heads: &[usize]) -> BTreeMap<&'a str, u16> {
    let mut tags: Vec<&str> =
        heads.iter().filter_map(|at| sketches.get(*at)).map(|s| s.language.as_str()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().zip(0..).collect()
}

/// Every anchor of every card, in order of keys.
fn entries(cards: &[Card<'_>]) -> Vec<Entry> {
    let of = |(card, number): (&Card<'_>, u32)| -> Vec<Entry> {
        card.anchors.iter().map(|anchor| Entry { key: anchor.key, card: number }).collect()
    };
    let count = cards.iter().map(|card| card.anchors.len()).sum();
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    entries.extend(cards.iter().zip(0..).flat_map(of));
    entries.par_sort_unstable();
    entries
}

/// How many documents of one language have an anchor, in the language where they are most. Counting all documents
/// would make what translations of one story share look common. `counts` is room for one number a language, all zero,
/// and is left so.
fn most_in_language(cards: &[Card<'_>], bucket: &[Entry], counts: &mut [u32]) -> u32 {
    let language =
        |entry: &Entry| cards.get(entry.card as usize).map_or(0, |card| usize::from(card.language));
    let mut most = 0;
    for entry in bucket {
        if let Some(count) = counts.get_mut(language(entry)) {
            *count += 1;
            most = most.max(*count);
        }
    }
    for entry in bucket {
        if let Some(count) = counts.get_mut(language(entry)) {
            *count = 0;
        }
    }
    most
}

/// The weight of a document's things: of several that one word may mean the rarest counts.
fn things(card: &Card<'_>) -> f64 {
    let mut things: Vec<(u16, f64)> = card
        .weighed()
        .filter(|(anchor, _)| anchor.sort == Sort::Thing)
        .map(|(anchor, weight)| (anchor.place, weight))
        .collect();
    things.sort_unstable_by_key(|(place, _)| *place);
    things
        .chunk_by(|a, b| a.0 == b.0)
        .map(|here| here.iter().map(|(_, weight)| *weight).fold(0.0, f64::max))
        .sum()
}

/// About how many stories the documents tell: between the documents of the commonest language, which would be right
/// if every story were told in it, and all documents, which would be right if each stood alone.
#[expect(clippy::cast_precision_loss, reason = "documents are far fewer than 2^52")]
fn stories(cards: &[Card<'_>], languages: usize) -> f64 {
    let mut counts = vec![0_usize; languages.max(1)];
    for card in cards {
        if let Some(count) = counts.get_mut(usize::from(card.language)) {
            *count += 1;
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    (most as f64 * cards.len() as f64).sqrt()
}

/// The weight of an anchor of such a rarity that so many of so many stories have.
#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than seven digits")]
fn weight(rarity: u8, count: u32, stories: f64) -> f32 {
    let natural = (-f64::from(rarity) / 8.0).exp();
    let share = (f64::from(count) + TRUST * natural) / (stories + TRUST);
    (-share.ln()).clamp(0.0, HEAVIEST) as f32
}

/// Whether an anchor is a figure: a number, a date or a code, which translators leave as they are.
pub(super) fn is_figure(sort: Sort) -> bool {
    matches!(sort, Sort::Number | Sort::Date | Sort::Code)
}
