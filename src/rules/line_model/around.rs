//! What stands around each block: running text, ends of sentences and marks within so many blocks before and behind, and how
//! far the marks are that begin and end the parts of a page.

use super::rows::Rows;
use super::signs::{FAR, Sign, marked};
use crate::finding::Label;
use crate::rules::Context;

/// Letters of a line of running text, by which running text is counted.
const LINE: usize = 16;

/// Letters of a block that count: one very long block must not outweigh all others.
const MOST: usize = 1000;

/// Letters below which a block is short.
const SHORT: usize = 30;

/// The marks that are looked for, as [`marked`] numbers them, with the signs of the distances before and behind.
const MARKS: [(usize, Sign, Sign); 6] = [
    (0, Sign::SinceMenu, Sign::UntilMenu),
    (2, Sign::SinceDate, Sign::UntilDate),
    (7, Sign::SinceComments, Sign::UntilComments),
    (8, Sign::SinceRelated, Sign::UntilRelated),
    (10, Sign::SinceFooter, Sign::UntilFooter),
    (3, Sign::SinceShare, Sign::UntilShare),
];

/// The farthest block that is counted.
const REACH: usize = 20;

/// Sums over all blocks before each, and so many times the first and the last before and behind them as blocks are
/// reached over.
struct Sums(Vec<usize>);

impl Sums {
    fn of(values: impl Iterator<Item = usize>) -> Sums {
        let mut sums = vec![0; REACH + 1];
        let mut sum = 0;
        sums.extend(values.map(|value| {
            sum += value;
            sum
        }));
        sums.extend([sum; REACH]);
        Sums(sums)
    }

    fn all(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }

    /// For each block the sum between two places, the first sum being at 0.
    fn between(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let ends = self.0.get(to..).unwrap_or_default();
        ends.iter().zip(self.0.get(from..).unwrap_or_default()).map(|(end, start)| end - start)
    }

    fn before(&self) -> impl Iterator<Item = usize> {
        self.0.iter().skip(REACH).copied()
    }

    fn back(&self, reach: usize) -> impl Iterator<Item = usize> {
        self.between(REACH - reach, REACH)
    }

    fn ahead(&self, reach: usize) -> impl Iterator<Item = usize> {
        self.between(REACH + 1, REACH + 1 + reach)
    }
}

/// What stands around all blocks of a page.
pub(super) struct Around {
    prose: Sums,
    stops: Sums,
    short: Sums,
    marks: Sums,
    /// The mark of each block, as [`marked`] numbers it.
    kinds: Vec<Option<usize>>,
}

impl Around {
    pub(super) fn of(context: &Context<'_>, labels: &[Option<&Label>]) -> Around {
        let free = |at: usize| labels.get(at).is_none_or(Option::is_none);
        let shapes = || context.shapes.iter().enumerate();
        let prose =
            shapes().map(
                |(at, shape)| {
                    if free(at) && shape.is_prose() { shape.weight.min(MOST) } else { 0 }
                },
            );
        let kinds: Vec<Option<usize>> = labels.iter().map(|label| label.map(marked)).collect();
        Around {
            prose: Sums::of(prose),
            stops: Sums::of(shapes().map(|(at, shape)| usize::from(free(at) && shape.ends))),
            short: Sums::of(
                shapes().map(|(at, shape)| usize::from(free(at) && shape.weight < SHORT)),
            ),
            marks: Sums::of(kinds.iter().map(|kind| usize::from(kind.is_some()))),
            kinds,
        }
    }

    /// Sets the signs of what stands around all blocks.
    pub(super) fn fill(&self, rows: &mut Rows) {
        let all = self.prose.all();
        let lines = |letters: usize| letters / LINE;
        rows.fill(Sign::ProseAll, std::iter::repeat(all / LINE));
        rows.fill(Sign::ProseBefore, self.prose.before().map(lines));
        rows.fill(Sign::ProseBehind, self.prose.before().skip(1).map(|sum| (all - sum) / LINE));
        rows.fill(Sign::Prose3Back, self.prose.back(3).map(lines));
        rows.fill(Sign::Prose3Ahead, self.prose.ahead(3).map(lines));
        rows.fill(Sign::Prose20Back, self.prose.back(REACH).map(lines));
        rows.fill(Sign::Prose20Ahead, self.prose.ahead(REACH).map(lines));
        rows.fill(Sign::Stops3Back, self.stops.back(3));
        rows.fill(Sign::Stops3Ahead, self.stops.ahead(3));
        rows.fill(Sign::Stops20Back, self.stops.back(REACH));
        rows.fill(Sign::Stops20Ahead, self.stops.ahead(REACH));
        rows.fill(Sign::Marks8Back, self.marks.back(8));
        rows.fill(Sign::Marks8Ahead, self.marks.ahead(8));
        rows.fill(Sign::Marks20Back, self.marks.back(REACH));
        rows.fill(Sign::Marks20Ahead, self.marks.ahead(REACH));
        let short = self.short.back(REACH).zip(self.short.ahead(REACH));
        rows.fill(Sign::Short20, short.map(|(back, ahead)| back + ahead));
        for (kind, since, until) in MARKS {
            let is_mark = |mark: &Option<usize>| *mark == Some(kind);
            rows.fill(since, distances(self.kinds.iter().map(is_mark)));
            rows.fill_back(until, distances(self.kinds.iter().rev().map(is_mark)));
        }
    }
}

/// For each block how many blocks ago there was a mark.
fn distances(marks: impl Iterator<Item = bool>) -> impl Iterator<Item = usize> {
    let mut distance = FAR;
    marks.map(move |is_mark| {
        let here = distance.min(FAR);
        distance = if is_mark { 1 } else { distance + 1 };
        here
    })
}
