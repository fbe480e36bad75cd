//! How many of the words of a block the text of the page has elsewhere: teasers of other articles share few with it, and so
//! do menus, notices and forms.

use std::ops::Range;

use super::rows::Rows;
use super::signs::{Sign, hundredths};
use super::spelled::Spelled;
use crate::finding::Label;
use crate::rules::Context;
use crate::rules::shape::Shape;

/// Blocks with a word from which more say no more.
const OFTEN: usize = 4;

/// Words that are counted, at most.
const MOST_KNOWN: usize = 60;

/// Letters of a block that count among its neighbours', at most.
const MOST: usize = 200;

/// What of the words of one block is known.
#[derive(Clone, Copy, Default)]
struct Share {
    words: usize,
    known: usize,
    often: usize,
}

/// What of the words of all blocks of a page is known.
pub(super) struct Vocabulary {
    shares: Vec<Share>,
    /// Sums over all blocks before: letters, and letters by the share of known words.
    sums: Vec<(usize, usize)>,
}

impl Vocabulary {
    pub(super) fn of(
        context: &Context<'_>,
        spelled: &Spelled,
        labels: &[Option<&Label>],
        stretch: &Range<usize>,
    ) -> Vocabulary {
        let is_text = |at: usize, shape: &Shape| stretch.contains(&at) && shape.is_prose();
        let words = |at: usize| {
            let is_free = labels.get(at).is_none_or(Option::is_none);
            if is_free { spelled.words(at) } else { &[] }
        };
        // For each word the blocks of the text that have it.
        let mut blocks = vec![0_usize; spelled.count];
        for (at, _, shape) in context.blocks() {
            let words = if is_text(at, shape) { words(at) } else { &[] };
            for word in words {
                if let Some(blocks) = blocks.get_mut(*word) {
                    *blocks += 1;
                }
            }
        }
        let mut shares = Vec::with_capacity(context.shapes.len());
        let (mut letters, mut by_share) = (0, 0);
        let mut sums = vec![(0, 0)];
        for (at, _, shape) in context.blocks() {
            let own = usize::from(is_text(at, shape));
            let mut share = Share::default();
            for word in words(at) {
                let others = blocks.get(*word).copied().unwrap_or_default().saturating_sub(own);
                share.words += 1;
                share.known += usize::from(others > 0);
                share.often += others.min(OFTEN);
            }
            if share.words > 0 {
                let weight = shape.weight.min(MOST);
                letters += weight;
                by_share += weight * hundredths(share.known, share.words);
            }
            shares.push(share);
            sums.push((letters, by_share));
        }
        Vocabulary { shares, sums }
    }

    /// Sets the signs of the words of all blocks.
    pub(super) fn fill(&self, rows: &mut Rows) {
        let count = self.shares.len();
        rows.fill(Sign::Known, self.shares.iter().map(|share| share.known.min(MOST_KNOWN)));
        for (at, share) in self.shares.iter().enumerate().filter(|(_, share)| share.words > 0) {
            let mut row = rows.row(at);
            row.set(Sign::KnownShare, hundredths(share.known, share.words));
            row.set(Sign::KnownWell, hundredths(share.often, share.words * OFTEN));
        }
        rows.fill(Sign::KnownNear, (0..count).map(|at| self.around(at, 3)));
        rows.fill(Sign::KnownAround, (0..count).map(|at| self.around(at, 8)));
    }

    /// The share of known words in the blocks around one.
    fn around(&self, at: usize, reach: usize) -> usize {
        let sum = |at: usize| self.sums.get(at).or(self.sums.last()).copied().unwrap_or_default();
        let (start, end) = (sum(at.saturating_sub(reach)), sum(at + reach + 1));
        (end.1 - start.1) / (end.0 - start.0).max(1)
    }
}
