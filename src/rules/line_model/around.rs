//! What stands around each block: running text, ends of sentences and marks within so many blocks before and behind, and how
//! far the marks are that begin and end the parts of a page.

use super::rows::Row;
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

/// Sums over all blocks before each.
struct Sums(Vec<usize>);

impl Sums {
    fn of(values: impl Iterator<Item = usize>) -> Sums {
        let mut sum = 0;
        let sums = values.map(|value| {
            sum += value;
            sum
        });
        Sums(std::iter::once(0).chain(sums).collect())
    }

    fn before(&self, at: usize) -> usize {
        self.0.get(at).or(self.0.last()).copied().unwrap_or_default()
    }

    fn back(&self, at: usize, reach: usize) -> usize {
        self.before(at) - self.before(at.saturating_sub(reach))
    }

    fn ahead(&self, at: usize, reach: usize) -> usize {
        self.before(at + 1 + reach) - self.before(at + 1)
    }
}

/// What stands around all blocks of a page.
pub(super) struct Around {
    prose: Sums,
    stops: Sums,
    short: Sums,
    marks: Sums,
    since: Vec<Vec<usize>>,
    until: Vec<Vec<usize>>,
    count: usize,
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
        let since = |kind: usize| distances(kinds.iter().map(|mark| *mark == Some(kind)));
        let until = |kind: usize| {
            let mut back = distances(kinds.iter().rev().map(|mark| *mark == Some(kind)));
            back.reverse();
            back
        };
        Around {
            prose: Sums::of(prose),
            stops: Sums::of(shapes().map(|(at, shape)| usize::from(free(at) && shape.ends))),
            short: Sums::of(
                shapes().map(|(at, shape)| usize::from(free(at) && shape.weight < SHORT)),
            ),
            marks: Sums::of(kinds.iter().map(|kind| usize::from(kind.is_some()))),
            since: MARKS.iter().map(|(kind, ..)| since(*kind)).collect(),
            until: MARKS.iter().map(|(kind, ..)| until(*kind)).collect(),
            count: labels.len(),
        }
    }

    /// Sets the signs of what stands around the block.
    pub(super) fn look(&self, at: usize, row: &mut Row<'_>) {
        let all = self.prose.before(self.count);
        row.set(Sign::ProseAll, all / LINE);
        row.set(Sign::ProseBefore, self.prose.before(at) / LINE);
        row.set(Sign::ProseBehind, (all - self.prose.before(at + 1)) / LINE);
        row.set(Sign::Prose3Back, self.prose.back(at, 3) / LINE);
        row.set(Sign::Prose3Ahead, self.prose.ahead(at, 3) / LINE);
        row.set(Sign::Prose20Back, self.prose.back(at, 20) / LINE);
        row.set(Sign::Prose20Ahead, self.prose.ahead(at, 20) / LINE);
        row.set(Sign::Stops3Back, self.stops.back(at, 3));
        row.set(Sign::Stops3Ahead, self.stops.ahead(at, 3));
        row.set(Sign::Stops20Back, self.stops.back(at, 20));
        row.set(Sign::Stops20Ahead, self.stops.ahead(at, 20));
        row.set(Sign::Marks8Back, self.marks.back(at, 8));
        row.set(Sign::Marks8Ahead, self.marks.ahead(at, 8));
        row.set(Sign::Marks20Back, self.marks.back(at, 20));
        row.set(Sign::Marks20Ahead, self.marks.ahead(at, 20));
        row.set(Sign::Short20, self.short.back(at, 20) + self.short.ahead(at, 20));
        for ((_, since, until), (before, behind)) in
            MARKS.iter().zip(self.since.iter().zip(&self.until))
        {
            row.set(*since, before.get(at).copied().unwrap_or(FAR));
            row.set(*until, behind.get(at).copied().unwrap_or(FAR));
        }
    }
}

/// For each block how many blocks ago there was a mark.
fn distances(marks: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut last: Option<usize> = None;
    let distance = |(at, is_mark): (usize, bool)| {
        let distance = last.map_or(FAR, |last| (at - last).min(FAR));
        if is_mark {
            last = Some(at);
        }
        distance
    };
    marks.enumerate().map(distance).collect()
}
