//! Which documents of a site are copies of each other, so that fifty copies of one article count once.
//!
//! What two documents of a site share is mostly the site's: menus, links, and some sentences that nearly all have. Copies share
//! their sentences, beyond those. So a sentence weighs its letters times the share of documents that lack it, other lines
//! nothing, and documents are copies when they share half of the weight of the one that has less.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::outline::{Line, Outline};

/// The share of the lighter document's weight that copies have in common: an article that takes half of its words from
/// another is a copy, one that quotes it is not.
const COPIED: f64 = 0.5;

/// Weight that a document has at least: that of one short sentence of its own. Documents with less are counted as one, since a
/// folder of copies with other links and another counter each looks like that.
const OWN: f64 = 40.0;

/// Lines by which a document is found again, at most: the heaviest that are not its alone.
const KEYS: usize = 32;

/// Families that a line leads to, at most.
const MOST_BY_LINE: usize = 64;

/// Families that a document is compared with, at most.
const MOST_COMPARED: usize = 8;

/// The families of the documents of a site.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// The family of each document, in their order.
    pub(super) of: Vec<usize>,
    /// How many there are.
    pub(super) count: usize,
}

/// A document with the weight of its lines, in order of hashes.
struct Weighed {
    lines: Vec<(u64, f64)>,
    total: f64,
    /// The heaviest lines that other documents have, too.
    keys: Vec<(u64, f64)>,
}

/// Groups documents, which are in an order that depends on their content alone.
pub(super) fn families(outlines: &[&Outline]) -> Families {
    let weighed = weigh(outlines);
    let mut order: Vec<usize> = (0..weighed.len()).collect();
    let total = |at: &usize| weighed.get(*at).map_or(0.0, |document| document.total);
    order.sort_by(|one, other| total(other).total_cmp(&total(one)).then(one.cmp(other)));
    let mut families = Families { of: vec![0; outlines.len()], count: 0 };
    let mut heads: Vec<usize> = Vec::new();
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut bare = None;
    for at in order {
        let Some(document) = weighed.get(at) else { continue };
        let home = if document.total < OWN {
            bare
        } else {
            let near = candidates(&index, document);
            near.into_iter().find(|family| {
                heads.get(*family).and_then(|head| weighed.get(*head)).is_some_and(|head| {
                    shared(document, head) >= COPIED * document.total.min(head.total)
                })
            })
        };
        let family = home.unwrap_or_else(|| {
            for (hash, _) in &document.keys {
                let families = index.entry(*hash).or_default();
                if families.len() < MOST_BY_LINE {
                    families.push(heads.len());
                }
            }
            heads.push(at);
            heads.len() - 1
        });
        if document.total < OWN {
            bare = Some(family);
        }
        if let Some(of) = families.of.get_mut(at) {
            *of = family;
        }
    }
    families.count = heads.len();
    families
}

/// The documents with the weight of their sentences.
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn weigh(outlines: &[&Outline]) -> Vec<Weighed> {
    let sentences = |outline: &&Outline| -> Vec<Line> {
        let lines = outline.distinct().into_iter();
        lines.filter(|line| line.is_sentence() || line.is_content()).collect()
    };
    let documents: Vec<Vec<Line>> = outlines.iter().map(sentences).collect();
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for line in documents.iter().flatten() {
        *counts.entry(line.hash()).or_default() += 1;
    }
    let all = outlines.len().max(1) as f64;
    let count = |hash: u64| counts.get(&hash).copied().unwrap_or(1).max(1);
    let weigh = |line: &Line| {
        let lacking = 1.0 - count(line.hash()) as f64 / all;
        (line.hash(), f64::from(line.weight()) * lacking)
    };
    let weigh_all = |lines: Vec<Line>| {
        let lines: Vec<(u64, f64)> = lines.iter().map(weigh).collect();
        let total = lines.iter().map(|(_, weight)| weight).sum();
        let mut keys = lines.clone();
        keys.retain(|(hash, weight)| count(*hash) > 1 && *weight > 0.0);
        heaviest_first(&mut keys);
        keys.truncate(KEYS);
        Weighed { lines, total, keys }
    };
    documents.into_iter().map(weigh_all).collect()
}

fn heaviest_first<K: Ord>(weights: &mut [(K, f64)]) {
    weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
}

/// The families that share most of a document's heaviest lines.
fn candidates(index: &FxHashMap<u64, Vec<usize>>, document: &Weighed) -> Vec<usize> {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (hash, weight) in &document.keys {
        for family in index.get(hash).into_iter().flatten() {
            *sums.entry(*family).or_default() += weight;
        }
    }
    let mut ranked: Vec<(usize, f64)> = sums.into_iter().collect();
    heaviest_first(&mut ranked);
    ranked.into_iter().take(MOST_COMPARED).map(|(family, _)| family).collect()
}

/// The weight of the lines that two documents share.
fn shared(one: &Weighed, other: &Weighed) -> f64 {
    let mut rest = other.lines.iter().peekable();
    let mut sum = 0.0;
    for (hash, weight) in &one.lines {
        while rest.next_if(|(other, _)| other < hash).is_some() {}
        if rest.next_if(|(other, _)| other == hash).is_some() {
            sum += weight;
        }
    }
    sum
}
