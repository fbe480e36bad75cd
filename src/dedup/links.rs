//! The pairs of documents that may be one story, the surest first.

use rustc_hash::FxHashMap;

use super::Sketch;
use super::features::Features;
use super::likeness::probability;
use super::pairs::{Pair, content};
use super::partial::Partials;

/// Pairs that may be one story, with how sure that is.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) pairs: Vec<(f64, Pair)>,
    index: FxHashMap<(usize, usize), usize>,
}

impl Links {
    pub(super) fn new(sketches: &[Sketch], pairs: Vec<Pair>) -> Links {
        let score = |pair: Pair| (probability(&pair.features), pair);
        Links::ordered(sketches, pairs.into_iter().map(score).collect())
    }

    /// These and the partial copies, which are far ahead of what else there is in their language.
    pub(super) fn with(self, sketches: &[Sketch], partials: &Partials) -> Links {
        let mut scored = self.pairs;
        scored.extend(partials.all().map(|one| {
            let features = Features { margin: 1.0, ..Features::default() };
            (one.score(), Pair { a: one.part, b: one.whole, features })
        }));
        Links::ordered(sketches, scored)
    }

    fn ordered(sketches: &[Sketch], mut scored: Vec<(f64, Pair)>) -> Links {
        scored.sort_by(|(a, left), (b, right)| {
            let key = |pair: &Pair| {
                (content(sketches, pair.a).min(content(sketches, pair.b)), pair.a, pair.b)
            };
            b.total_cmp(a).then_with(|| key(left).cmp(&key(right)))
        });
        let index = scored
            .iter()
            .enumerate()
            .map(|(at, (_, pair))| ((pair.a.min(pair.b), pair.a.max(pair.b)), at))
            .collect();
        Links { pairs: scored, index }
    }

    pub(super) fn get(&self, a: usize, b: usize) -> Option<&(f64, Pair)> {
        self.index.get(&(a.min(b), a.max(b))).and_then(|at| self.pairs.get(*at))
    }

    pub(super) fn score(&self, a: usize, b: usize) -> f64 {
        self.get(a, b).map_or(0.0, |(score, _)| *score)
    }
}
