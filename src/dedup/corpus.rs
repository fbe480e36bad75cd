//! What the documents of a run share: how rare each anchor is among them, and which documents have it.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::Sketch;
use super::anchors::{Anchor, Sort};
use super::lexicon::Lexicon;
use super::meaning::{Meanings, Model};
use super::near::Load;
use crate::error::Result;

/// Documents that an anchor may have and still lead to pairs. A story told in forty languages is within it; what more
/// documents share is no evidence of one story, and would make the work quadratic.
const MOST_IN_BUCKET: usize = 64;
/// Documents of one language that an anchor may have and still lead to pairs.
const MOST_IN_LANGUAGE: u32 = 8;
/// Documents' worth of trust in the natural rarity of an anchor against its count in this corpus.
const TRUST: f64 = 50.0;
/// No single anchor weighs more, in nats: a shared code can be a coincidence, too.
const HEAVIEST: f64 = 7.0;

/// Weight that shared anchors sum up to before a pair is looked at, at least: one very rare thing, or two rare ones. A
/// document and the likeliest of so many stories share the log of their number by chance; with more stories it is that.
const LEAST_WEIGHT: f32 = 6.0;
/// What a shared meaning counts for when documents that are worth a look are sought: documents share many words.
const WORD: f32 = 0.3;
/// A bucket of one document.
const NO_BUCKET: u32 = u32::MAX;
/// A bucket of too many documents: it leads to pairs only together with another.
const TOO_COMMON: u32 = u32::MAX - 1;

/// A document among the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Card<'a> {
    /// Its place among the sketches.
    pub(super) at: usize,
    /// The number of its language.
    pub(super) language: u16,
    /// How much it says.
    pub(super) size: f64,
    /// Bytes of its body, one at least.
    pub(super) bytes: f64,
    /// Its anchors, in order of keys.
    pub(super) anchors: &'a [Anchor],
    /// What each anchor says, in nats, that two documents share it: minus the log of the share of stories that have it.
    pub(super) weights: Vec<f32>,
    /// Weight of its figures.
    pub(super) figures: f64,
    /// Weight of those of them that are numbers.
    pub(super) numbers: f64,
    /// Weight of its things, one a place.
    pub(super) things: f64,
    /// The meanings that a lexicon gives its words, in order, with what each says.
    pub(super) meanings: Vec<(u32, f32)>,
    /// Weight of its words that have a counterpart in each language, by number; empty where no lexicon is.
    pub(super) known: Vec<f32>,
    /// The bucket that each anchor leads to, and behind them those of the meanings.
    buckets: Vec<u32>,
    /// The address of the original, where cards of other languages name it, too.
    pub(super) original: Option<u64>,
    /// The buckets that two of its anchors lead to together, and what they weigh beyond what each leads to alone.
    pub(super) crossings: Vec<(u32, f32)>,
}

impl Card<'_> {
    /// The anchors with their weights.
    pub(super) fn weighed(&self) -> impl Iterator<Item = (&Anchor, f64)> {
        self.anchors.iter().zip(self.weights.iter().map(|weight| f64::from(*weight)))
    }

    /// The anchors that other documents have, too, with what each says and whether it leads to pairs alone.
    pub(super) fn known(&self) -> impl Iterator<Item = (&Anchor, f32, bool)> {
        let rows = self.anchors.iter().zip(&self.weights).zip(&self.buckets);
        rows.filter(|(_, bucket)| **bucket != NO_BUCKET)
            .map(|((anchor, weight), bucket)| (anchor, *weight, leads(*bucket)))
    }
}

/// The documents of a run.
#[derive(Debug)]
pub(super) struct Corpus<'a> {
    /// In an order that depends on their content alone.
    pub(super) cards: Vec<Card<'a>>,
    /// Weight that shared anchors sum up to before a pair is looked at.
    pub(super) least: f32,
    stories: f64,
    pub(super) languages: usize,
    members: Vec<u32>,
    buckets: Vec<Range<u32>>,
    /// What the documents mean to a model.
    pub(super) meanings: Meanings,
    /// How many members and buckets are those of anchors; behind them stand those of meanings.
    of_anchors: (usize, usize),
}

impl<'a> Corpus<'a> {
    /// Weighs the anchors of the documents `heads`, which are in an order that depends on their content alone.
    pub(super) fn new(sketches: &'a [Sketch], heads: &[usize]) -> Corpus<'a> {
        let languages: BTreeMap<&str, u16> = languages(sketches, heads);
        let cards: Vec<Card<'a>> = heads
            .iter()
            .filter_map(|at| {
                let sketch = sketches.get(*at)?;
                Some(Card {
                    at: *at,
                    language: languages.get(sketch.language.as_str()).copied().unwrap_or_default(),
                    size: f64::from(sketch.size.max(1)),
                    bytes: f64::from(sketch.bytes.max(1)),
                    anchors: &sketch.anchors,
                    ..Card::default()
                })
            })
            .collect();
        let stories = stories(&cards, languages.len());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a weight needs no more than seven digits"
        )]
        let least = LEAST_WEIGHT.max(stories.max(1.0).ln() as f32);
        let mut corpus = Corpus {
            cards,
            least,
            stories,
            languages: languages.len(),
            members: Vec::new(),
            buckets: Vec::new(),
            meanings: Meanings::default(),
            of_anchors: (0, 0),
        };
        corpus.weigh();
        corpus.keep_buckets();
        corpus
    }

    /// Takes the buckets that there are now for those of anchors: what is learned changes only what comes behind them.
    pub(super) fn keep_buckets(&mut self) {
        self.of_anchors = (self.members.len(), self.buckets.len());
    }

    /// Reads what the documents mean to a model.
    pub(super) fn read(&mut self, model: &Model, load: Load<'_>) -> Result<()> {
        let documents: Vec<usize> = self.cards.iter().map(|card| card.at).collect();
        self.meanings = Meanings::read(model, &documents, load)?;
        Ok(())
    }

    /// Gives the words of the documents the meanings that a lexicon knows, in place of those they had, and weighs them.
    pub(super) fn learn(&mut self, sketches: &[Sketch], lexicon: &Lexicon) {
        self.members.truncate(self.of_anchors.0);
        self.buckets.truncate(self.of_anchors.1);
        let languages = if lexicon.is_empty() { 0 } else { self.languages };
        self.cards.par_iter_mut().for_each(|card| {
            let meanings = sketches.get(card.at).map(|sketch| lexicon.meanings(sketch));
            card.meanings =
                meanings.unwrap_or_default().into_iter().map(|key| (key, 0.0)).collect();
            card.buckets.truncate(card.anchors.len());
            card.buckets.resize(card.anchors.len() + card.meanings.len(), NO_BUCKET);
            card.known = vec![0.0; languages];
        });
        let entries = entries(&self.cards, |card| card.meanings.iter().map(|(key, _)| *key));
        let mut counts = vec![0_u32; self.languages.max(1)];
        for bucket in entries.chunk_by(|a, b| a.key == b.key) {
            let (count, number) = self.bucket(bucket, &mut counts);
            let said = weight(RARITY, count, self.stories);
            let spoken = self.spoken(bucket);
            for entry in bucket {
                let Some(card) = self.cards.get_mut(entry.card as usize) else { continue };
                let at = entry.at as usize;
                if let (Some((_, own)), Some(bucket)) =
                    (card.meanings.get_mut(at), card.buckets.get_mut(card.anchors.len() + at))
                {
                    (*own, *bucket) = (said, number);
                }
                for language in &spoken {
                    if let Some(sum) = card.known.get_mut(usize::from(*language)) {
                        *sum += said;
                    }
                }
            }
        }
    }

    /// Whether the documents of a bucket are of more than one language.
    pub(super) fn is_of_several_languages(&self, bucket: &[Entry]) -> bool {
        let language = |entry: &Entry| Some(self.cards.get(entry.card as usize)?.language);
        let first = bucket.first().and_then(language);
        bucket.iter().any(|entry| language(entry) != first)
    }

    /// The languages of the documents of a bucket, each once.
    fn spoken(&self, bucket: &[Entry]) -> Vec<u16> {
        let language = |entry: &Entry| Some(self.cards.get(entry.card as usize)?.language);
        let mut spoken: Vec<u16> = bucket.iter().filter_map(language).collect();
        spoken.sort_unstable();
        spoken.dedup();
        spoken
    }

    /// Sets the weights of all anchors, and the buckets that lead to pairs.
    fn weigh(&mut self) {
        let stories = self.stories;
        let entries = entries(&self.cards, |card| card.anchors.iter().map(|anchor| anchor.key));
        let alone: Vec<f32> = (0..=u8::MAX).map(|rarity| weight(rarity, 1, stories)).collect();
        self.cards.par_iter_mut().for_each(|card| {
            let weight = |anchor: &Anchor| alone.get(usize::from(anchor.rarity)).copied();
            card.weights = card.anchors.iter().map(|own| weight(own).unwrap_or_default()).collect();
            card.buckets = vec![NO_BUCKET; card.anchors.len()];
        });
        let mut counts = vec![0_u32; self.languages.max(1)];
        for bucket in entries.chunk_by(|a, b| a.key == b.key).filter(|bucket| bucket.len() > 1) {
            let (count, number) = self.bucket(bucket, &mut counts);
            let mut last: Option<(u8, f32)> = None;
            for entry in bucket {
                let Some(card) = self.cards.get_mut(entry.card as usize) else { continue };
                let at = entry.at as usize;
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
            let sum = |card: &Card<'_>, wanted: fn(Sort) -> bool| {
                card.weighed().filter(|(own, _)| wanted(own.sort)).map(|(_, weight)| weight).sum()
            };
            card.figures = sum(card, is_figure);
            card.numbers = sum(card, |sort| sort == Sort::Number);
            card.things = things(card);
        });
    }

    /// How many documents of one language a bucket has, and its number, where it leads to pairs.
    pub(super) fn bucket(&mut self, bucket: &[Entry], counts: &mut [u32]) -> (u32, u32) {
        let count = most_in_language(&self.cards, bucket, counts);
        if bucket.len() < 2 {
            return (count, NO_BUCKET);
        }
        if bucket.len() > MOST_IN_BUCKET || count > MOST_IN_LANGUAGE {
            return (count, TOO_COMMON);
        }
        (count, self.add(bucket))
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
        let meanings = own.meanings.iter().map(|(_, weight)| *weight * WORD);
        let weights = own.weights.iter().copied().chain(meanings);
        let alone = own.buckets.iter().copied().zip(weights);
        for (bucket, weight) in alone.chain(own.crossings.iter().copied()) {
            let Some(range) = self.buckets.get(bucket as usize) else { continue };
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

/// How rare a word of a lexicon is by nature, before the corpus is looked at: in three texts of a hundred.
const RARITY: u8 = 28;

/// Whether a bucket of such a number leads to pairs.
pub(super) fn leads(number: u32) -> bool {
    number < TOO_COMMON
}

/// A key of a document and where it stands there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: u32,
    pub(super) card: u32,
    pub(super) at: u32,
}

/// Every language of the documents, numbered in order of their tags.
fn languages<'a>(sketches: &'a [Sketch], heads: &[usize]) -> BTreeMap<&'a str, u16> {
    let mut tags: Vec<&str> =
        heads.iter().filter_map(|at| sketches.get(*at)).map(|s| s.language.as_str()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().zip(0..).collect()
}

/// Every key of every card, in order of keys.
fn entries<'c, 'a, I: Iterator<Item = u32>>(
    cards: &'c [Card<'a>],
    keys: impl Fn(&'c Card<'a>) -> I,
) -> Vec<Entry> {
    let count = cards.iter().map(|card| keys(card).size_hint().0).sum();
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for (card, number) in cards.iter().zip(0..) {
        entries.extend(keys(card).zip(0..).map(|(key, at)| Entry { key, card: number, at }));
    }
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
    let mut things: Vec<(u32, f64)> = card
        .weighed()
        .filter(|(anchor, _)| anchor.sort == Sort::Thing)
        .map(|(anchor, weight)| (anchor.start, weight))
        .collect();
    things.sort_unstable_by_key(|(start, _)| *start);
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
