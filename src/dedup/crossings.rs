//! Two anchors together: what many documents of a large folder have one by one, and few have both.

use rayon::prelude::*;

use super::corpus::{Card, Corpus, Entry, leads};
use super::fold::{mix, short};

/// Anchors of a document that lead to pairs alone and are crossed with others, at most.
const MOST_LEADING: usize = 3;
/// Anchors of a document that are too common to lead to pairs alone and are crossed, at most: the rarest.
const MOST_COMMON: usize = 8;
/// How many behind it in the order of rarity an anchor is crossed with. What two documents share stands in one order in
/// both, with few others between: of 30,000 invented documents a reach of 4 among 12 finds two pairs of a hundred more,
/// for a sixth more time.
const REACH: usize = 3;
/// Weight beyond that which chance explains, in nats: a document has a stranger that shares such a key in one language of
/// three at most.
const BEYOND_CHANCE: f32 = 1.0;
/// Parts that the keys are sorted in one after the other, so that only those of one are in memory.
const PARTS: u64 = 8;

/// An anchor of a document that is crossed with others.
#[derive(Clone, Copy, Debug)]
struct Crossed {
    key: u32,
    start: u32,
    weight: f32,
    /// Whether it leads to pairs alone, too.
    leads: bool,
}

/// Gives the cards of a corpus the buckets that two of their anchors lead to together, where at least one of these is
/// too common to lead to pairs alone, and both are so rare that less than one stranger a language has them by chance.
pub(super) fn add(corpus: &mut Corpus<'_>) {
    let chosen: Vec<Vec<Crossed>> = corpus.cards.par_iter().map(chosen).collect();
    let mut counts = vec![0_u32; corpus.languages.max(1)];
    for part in 0..PARTS {
        let entries = keys(&chosen, corpus.least + BEYOND_CHANCE, part);
        let buckets = entries.chunk_by(|a, b| a.key == b.key).filter(|bucket| bucket.len() > 1);
        for bucket in buckets {
            if !corpus.is_of_several_languages(bucket) {
                continue;
            }
            let (_, number) = corpus.bucket(bucket, &mut counts);
            if !leads(number) {
                continue;
            }
            for entry in bucket {
                let Some(card) = corpus.cards.get_mut(entry.card as usize) else { continue };
                let chosen = chosen.get(entry.card as usize).map_or(&[][..], Vec::as_slice);
                card.crossings.push((number, beyond(chosen, entry.at)));
            }
        }
    }
    corpus.keep_buckets();
}

/// The keys of one part of all documents, in order.
fn keys(chosen: &[Vec<Crossed>], least: f32, part: u64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = chosen
        .par_iter()
        .zip(0_u32..u32::try_from(chosen.len()).unwrap_or(u32::MAX))
        .flat_map_iter(|(chosen, card)| {
            crossings(chosen, least)
                .filter(move |(key, _)| key % PARTS == part)
                .map(move |(key, at)| Entry { key: short(key), card, at })
        })
        .collect();
    entries.par_sort_unstable();
    entries
}

/// Anchors of a document that others have, too: of those that lead to pairs alone the figures first, which are the same
/// in every script, and then the rarest of the others, in an order that is the same in every document.
fn chosen(card: &Card<'_>) -> Vec<Crossed> {
    let (mut leading, mut common): (Vec<_>, Vec<_>) = card.known().partition(|(.., leads)| *leads);
    leading.sort_unstable_by_key(|(anchor, ..)| (anchor.sort, anchor.key));
    leading.truncate(MOST_LEADING);
    common.sort_unstable_by(|(a, x, _), (b, y, _)| y.total_cmp(x).then_with(|| a.key.cmp(&b.key)));
    common.truncate(MOST_COMMON);
    let all = leading.into_iter().chain(common);
    all.map(|(anchor, weight, leads)| Crossed {
        key: anchor.key,
        start: anchor.start,
        weight,
        leads,
    })
    .collect()
}

/// The keys of two anchors of a document that weigh at least so much, each with the places of both: of one that leads to
/// pairs alone and the rarest of the others, and of those others that are near each other in the order of rarity. What
/// stands at one place is one piece of evidence and not crossed with itself.
fn crossings(chosen: &[Crossed], least: f32) -> impl Iterator<Item = (u64, u32)> {
    let common = chosen.partition_point(|crossed| crossed.leads);
    chosen.iter().enumerate().flat_map(move |(at, a)| {
        let first = if a.leads { common } else { at + 1 };
        let behind = chosen.iter().enumerate().skip(first).take(REACH);
        behind.filter(move |(_, b)| a.start != b.start && a.weight + b.weight >= least).map(
            move |(other, b)| {
                let (low, high) = (u64::from(a.key.min(b.key)), u64::from(a.key.max(b.key)));
                let places = u32::try_from(at << 16 | other).unwrap_or(u32::MAX);
                (mix(low << 32 | high), places)
            },
        )
    })
}

/// What the two anchors at such places weigh, less what leads to pairs alone.
fn beyond(chosen: &[Crossed], at: u32) -> f32 {
    let own = [at >> 16, at & 0xffff].map(|at| chosen.get(at as usize));
    own.iter().flatten().filter(|crossed| !crossed.leads).map(|crossed| crossed.weight).sum()
}
