//! Which documents are of one site where neither address nor folder says so: those that share their chrome.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::outline::{Line, Outline};

/// Recurring lines of a document that stands for the chrome of others, at least: a block.
const LEAST_LINES: usize = 4;

/// Recurring lines that a document shares with it at least. One that articles have in common would else part their site.
const LEAST_SHARED: usize = 2;

/// Documents that may stand for the chrome of others and share one line, at most; a line of more sites than that tells
/// none from another.
const MOST_BY_LINE: usize = 64;

/// Lines of its own, at least, by which a document is known to be of a site; a line of two sites counts half for each.
const LEAST_OWN: f64 = 2.0;

/// The chromes of a folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Chromes {
    /// For each line that recurs the chromes it is of, each with its share of the documents that have the line.
    lines: FxHashMap<u64, Vec<(usize, f64)>>,
}

impl Chromes {
    /// The chromes of documents, where a line recurs that `least` documents have. The documents are in an order that depends
    /// on their content alone. Those with the most recurring lines stand for others; when all that are near one are with
    /// it, the lines of all of these tell whose the rest are.
    pub(super) fn of(outlines: &[&Outline], least: usize) -> Chromes {
        let mut sets = recurring_sets(outlines, least);
        sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
        let mut heads = Heads::default();
        let numbers: Vec<Option<usize>> = sets.iter().map(|set| heads.join(set)).collect();
        let mut counts: BTreeMap<(u64, usize), usize> = BTreeMap::new();
        for (set, number) in sets.iter().zip(numbers) {
            for line in number.iter().flat_map(|_| set) {
                *counts.entry((*line, number.unwrap_or_default())).or_default() += 1;
            }
        }
        Chromes { lines: shares(counts) }
    }

    /// The chrome of a document, by its number; none for a document that shares too little with any.
    pub(super) fn find(&self, outline: &Outline) -> Option<usize> {
        let lines: Vec<u64> = candidates(outline).collect();
        let known: Vec<&Vec<(usize, f64)>> =
            lines.iter().filter_map(|line| self.lines.get(line)).collect();
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (number, share) in known.iter().copied().flatten() {
            *sums.entry(*number).or_default() += share;
        }
        #[expect(clippy::cast_precision_loss, reason = "lines of one outline")]
        let half = known.len() as f64 / 2.0;
        let near = sums.into_iter().filter(|(_, sum)| *sum >= half.max(LEAST_OWN));
        let best = near.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        best.map(|(number, _)| number)
    }
}

/// The share of the documents with a line that is of each chrome.
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn shares(counts: BTreeMap<(u64, usize), usize>) -> FxHashMap<u64, Vec<(usize, f64)>> {
    let counts: Vec<((u64, usize), usize)> = counts.into_iter().collect();
    let mut lines = FxHashMap::default();
    for here in counts.chunk_by(|one, other| one.0.0 == other.0.0) {
        let Some(((line, _), _)) = here.first() else { continue };
        let all: usize = here.iter().map(|(_, count)| count).sum();
        let mut shares: Vec<(usize, f64)> =
            here.iter().map(|((_, number), count)| (*number, *count as f64 / all as f64)).collect();
        shares.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        shares.truncate(MOST_BY_LINE);
        lines.insert(*line, shares);
    }
    lines
}

/// The hashes of the lines that can be boilerplate, each once, in order.
fn candidates(outline: &Outline) -> impl Iterator<Item = u64> {
    outline.distinct().into_iter().filter(|line| !line.is_content()).map(Line::hash)
}

/// The lines of each document that `least` documents have.
fn recurring_sets(outlines: &[&Outline], least: usize) -> Vec<Vec<u64>> {
    let mut sets: Vec<Vec<u64>> =
        outlines.iter().map(|outline| candidates(outline).collect()).collect();
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for line in sets.iter().flatten() {
        *counts.entry(*line).or_default() += 1;
    }
    for set in &mut sets {
        set.retain(|line| counts.get(line).is_some_and(|count| *count >= least));
    }
    sets
}

/// Documents that stand for the chrome of others.
#[derive(Default)]
struct Heads {
    /// The heads that have a line.
    index: FxHashMap<u64, Vec<usize>>,
    /// How many recurring lines each head has.
    sizes: Vec<usize>,
}

impl Heads {
    /// The head that a document is near, itself where there is none; none where it has too few lines to tell.
    fn join(&mut self, lines: &[u64]) -> Option<usize> {
        if let Some(head) = self.nearest(lines) {
            return Some(head);
        }
        if lines.len() < LEAST_LINES {
            return None;
        }
        let number = self.sizes.len();
        self.sizes.push(lines.len());
        for line in lines {
            let numbers = self.index.entry(*line).or_default();
            if numbers.len() < MOST_BY_LINE {
                numbers.push(number);
            }
        }
        Some(number)
    }

    /// The head that shares the most lines with these, and half of its own or of theirs.
    fn nearest(&self, lines: &[u64]) -> Option<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for number in lines.iter().filter_map(|line| self.index.get(line)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let is_near = |(number, shared): &(usize, usize)| {
            let size = self.sizes.get(*number).copied().unwrap_or_default();
            *shared >= LEAST_SHARED && 2 * *shared >= size.min(lines.len())
        };
        let near = shared.into_iter().filter(is_near);
        let best = near.max_by_key(|(number, shared)| (*shared, std::cmp::Reverse(*number)));
        best.map(|(number, _)| number)
    }
}
