//! Which documents are of one site where neither address nor folder says so: those that share their chrome.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::outline::{Line, Outline};

/// Recurring lines that documents of one site share at least: a block, and more than the names of three networks.
const LEAST_SHARED: usize = 4;

/// Documents that may stand for the chrome of others and share one line, at most; a line of more sites than that tells
/// none from another.
const MOST_BY_LINE: usize = 64;

/// The chromes of a folder: for each, the document that shows the most of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Chromes {
    /// Lines that recur in the sample.
    recurring: HashSet<u64>,
    /// The chromes that a line is of.
    index: HashMap<u64, Vec<usize>>,
    /// How many lines each chrome has.
    sizes: Vec<usize>,
}

impl Chromes {
    /// The chromes of documents, where a line recurs that `least` documents have. The documents are in an order that depends
    /// on their content alone; those with the most recurring lines stand for the others.
    pub(super) fn of(outlines: &[&Outline], least: usize) -> Chromes {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for line in outlines.iter().flat_map(|outline| outline.distinct()) {
            *counts.entry(line.hash()).or_default() += 1;
        }
        counts.retain(|_, count| *count >= least);
        let mut chromes = Chromes { recurring: counts.into_keys().collect(), ..Chromes::default() };
        let mut sets: Vec<Vec<u64>> =
            outlines.iter().map(|outline| chromes.recurring(outline)).collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
        for set in sets {
            if set.len() >= LEAST_SHARED && chromes.nearest(&set).is_none() {
                let number = chromes.sizes.len();
                chromes.sizes.push(set.len());
                for line in set {
                    let numbers = chromes.index.entry(line).or_default();
                    if numbers.len() < MOST_BY_LINE {
                        numbers.push(number);
                    }
                }
            }
        }
        chromes
    }

    /// The chrome of a document, by its number; none for a document that shares too little with any.
    pub(super) fn find(&self, outline: &Outline) -> Option<usize> {
        self.nearest(&self.recurring(outline))
    }

    /// The recurring lines of a document that can be boilerplate, each once.
    fn recurring(&self, outline: &Outline) -> Vec<u64> {
        let lines = outline.distinct().into_iter().filter(|line| !line.is_content());
        lines.map(Line::hash).filter(|hash| self.recurring.contains(hash)).collect()
    }

    /// The chrome that shares the most lines with these, and half of its own or of theirs.
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
