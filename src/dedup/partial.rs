//! Partial copies: a text that begins as another of its language does, shortened from it, or with its lead taken over.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Sketch;
use super::fold::{fold, runs, shared, units};
use super::near::{Load, figures_shared};
use crate::error::Result;

/// Runs of words at the beginning of a text that are its lead: the first sentence of a report.
const LEAD: usize = 24;
/// Runs of the lead that must be there in the first [`REACH`] runs of the other: an editor changes a word or two.
const LEAST_OF_LEAD: f64 = 0.8;
const REACH: usize = 2 * LEAD;
/// Share of the shorter text's runs that stand in the longer one, where it was shortened from it. Sentences are put
/// together anew where something was left out.
const SHORTENED: f64 = 0.8;
/// Share of the shorter text's figures that the longer one has. A report from a template begins as that of the day before
/// did, and has other figures.
const LEAST_FIGURES: f64 = 0.75;
/// Documents that begin alike, at most; what more begin with is a template's.
const MOST_ALIKE: usize = 16;

/// A document that shares its beginning with another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Partial {
    /// The shorter one.
    pub(super) part: usize,
    /// The longer one.
    pub(super) whole: usize,
    /// Share of the shorter one's runs of words that stand in the longer one.
    pub(super) contained: f64,
    /// Share of the longer one's runs that stand in the shorter one.
    pub(super) kept: f64,
    /// Share of the lead that both have.
    lead: f64,
}

impl Partial {
    /// Whether the shorter one has nothing of its own.
    pub(super) fn is_shortened(&self) -> bool {
        self.contained >= SHORTENED
    }

    /// How sure it is that both tell one story.
    pub(super) fn score(&self) -> f64 {
        self.lead.max(self.contained)
    }

    /// Why `at`, which is one of the two, belongs to the other.
    pub(super) fn evidence(&self, at: usize, sketches: &[Sketch]) -> String {
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let (contained, kept) = (percent(self.contained), percent(self.kept));
        if self.is_shortened() && at == self.part {
            return format!(
                "shortened from the other: {contained} of its runs of words stand there, {kept} of that text are kept"
            );
        }
        if self.is_shortened() {
            return format!(
                "the fuller text: the other begins as it does and is shortened to {kept} of it, {contained} of its runs of \
                 words stand here"
            );
        }
        let of = if at == self.part { self.whole } else { self.part };
        let day = |at: usize| {
            let published = sketches.get(at)?.published.as_deref()?;
            Some(published.chars().take(10).collect::<String>())
        };
        let direction = match (day(at), day(of)) {
            (Some(own), Some(other)) if own > other => "taken over from the other, which is older",
            (Some(own), Some(other)) if own < other => "taken over by the other, which is newer",
            _ => "the same in both",
        };
        format!("the lead is {direction}: {} of its runs of words are shared", percent(self.lead))
    }
}

/// The partial copies among `heads`, which are no near copies of each other.
pub(super) fn partials(
    sketches: &[Sketch],
    heads: &[usize],
    load: Load<'_>,
) -> Result<Vec<Partial>> {
    let found: Vec<Option<Partial>> = candidates(sketches, heads)
        .par_iter()
        .map(|(a, b)| compare(sketches, (*a, *b), load))
        .collect::<Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The pairs of documents of one language that have a key of their beginning in common, in order.
fn candidates(sketches: &[Sketch], heads: &[usize]) -> Vec<(usize, usize)> {
    let mut keys: Vec<(u32, usize)> = Vec::new();
    for head in heads {
        let lead = sketches.get(*head).map_or(&[][..], |sketch| &sketch.lead);
        keys.extend(lead.iter().map(|key| (*key, *head)));
    }
    keys.sort_unstable();
    let language = |at: usize| sketches.get(at).map(|sketch| &sketch.language);
    let mut pairs: Vec<(usize, usize)> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|alike| (2..=MOST_ALIKE).contains(&alike.len()))
        .flat_map(|alike| {
            let pairs = alike.iter().enumerate();
            pairs.flat_map(|(at, (_, a))| alike.iter().skip(at + 1).map(|(_, b)| (*a, *b)))
        })
        .filter(|(a, b)| language(*a) == language(*b))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether one of two documents was shortened from the other, or has its lead.
fn compare(sketches: &[Sketch], (a, b): (usize, usize), load: Load<'_>) -> Result<Option<Partial>> {
    let (Some(left), Some(right)) = (sketches.get(a), sketches.get(b)) else { return Ok(None) };
    let size = |sketch: &Sketch| (sketch.length, sketch.exact, sketch.plain);
    let (part, whole) = if size(left) <= size(right) { (a, b) } else { (b, a) };
    if figures_shared(left, right).is_some_and(|share| share < LEAST_FIGURES) {
        return Ok(None);
    }
    let text = |at: usize| Ok(runs(&units(&fold(&load(at)?.body()))));
    let (short, long): (Vec<u64>, Vec<u64>) = (text(part)?, text(whole)?);
    let first = |runs: &[u64], many: usize| sorted(runs.iter().take(many).copied().collect());
    let (beginning, reach) = (first(&short, LEAD), first(&long, REACH));
    let begun = ratio(shared(&beginning, &reach), LEAD);
    if begun < LEAST_OF_LEAD {
        return Ok(None);
    }
    let (short, long) = (sorted(short), sorted(long));
    let both = shared(&short, &long);
    let (contained, kept) = (ratio(both, short.len()), ratio(both, long.len()));
    Ok(Some(Partial { part, whole, contained, kept, lead: begun }))
}

/// A set of hashes, in order.
fn sorted(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

#[expect(clippy::cast_precision_loss, reason = "runs of texts are far below 2^52")]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

/// Partial copies by their two documents.
#[derive(Debug, Default)]
pub(super) struct Partials(BTreeMap<(usize, usize), Partial>);

impl Partials {
    pub(super) fn new(partials: Vec<Partial>) -> Partials {
        let key = |one: &Partial| (one.part.min(one.whole), one.part.max(one.whole));
        Partials(partials.into_iter().map(|one| (key(&one), one)).collect())
    }

    pub(super) fn get(&self, a: usize, b: usize) -> Option<&Partial> {
        self.0.get(&(a.min(b), a.max(b)))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Partial> {
        self.0.values()
    }
}
