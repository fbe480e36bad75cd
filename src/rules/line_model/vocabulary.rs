//! How many of the words of a block the text of the page has elsewhere: teasers of other articles share few with it, and so
//! do menus, notices and forms.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::signs::{Row, Sign, hundredths};
use crate::finding::Label;
use crate::rules::Context;
use crate::rules::shape::{Shape, is_dense};
use crate::text::letter;

/// Letters of the shortest word that counts: shorter ones are articles and prepositions in most languages.
const WORD: usize = 4;

/// Different words of a block that are looked at, at most.
const MOST_WORDS: usize = 400;

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
        labels: &[Option<&Label>],
        stretch: &Range<usize>,
    ) -> Vocabulary {
        let mut words = Vec::new();
        let mut ranges = Vec::with_capacity(context.shapes.len());
        let mut found = Vec::new();
        let mut blocks: FxHashMap<u64, usize> = FxHashMap::default();
        let is_text = |at: usize, shape: &Shape| stretch.contains(&at) && shape.is_prose();
        for (at, block, shape) in context.blocks() {
            let start = words.len();
            if labels.get(at).is_none_or(Option::is_none) {
                hashes(context.words(block), &mut found);
                words.extend_from_slice(&found);
                if is_text(at, shape) {
                    for word in &found {
                        *blocks.entry(*word).or_default() += 1;
                    }
                }
            }
            ranges.push(start..words.len());
        }
        let mut shares = Vec::with_capacity(ranges.len());
        let (mut letters, mut by_share) = (0, 0);
        let mut sums = vec![(0, 0)];
        for ((at, _, shape), range) in context.blocks().zip(ranges) {
            let own = usize::from(is_text(at, shape));
            let mut share = Share::default();
            for word in words.get(range).unwrap_or_default() {
                let others = blocks.get(word).copied().unwrap_or_default().saturating_sub(own);
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

    /// Sets the signs of the block's words.
    pub(super) fn look(&self, at: usize, row: &mut Row<'_>) {
        let share = self.shares.get(at).copied().unwrap_or_default();
        row.set(Sign::Known, share.known.min(MOST_KNOWN));
        if share.words > 0 {
            row.set(Sign::KnownShare, hundredths(share.known, share.words));
            row.set(Sign::KnownWell, hundredths(share.often, share.words * OFTEN));
        }
        row.set(Sign::KnownNear, self.around(at, 3));
        row.set(Sign::KnownAround, self.around(at, 8));
    }

    /// The share of known words in the blocks around one.
    fn around(&self, at: usize, reach: usize) -> usize {
        let sum = |at: usize| self.sums.get(at).or(self.sums.last()).copied().unwrap_or_default();
        let (start, end) = (sum(at.saturating_sub(reach)), sum(at + reach + 1));
        (end.1 - start.1) / (end.0 - start.0).max(1)
    }
}

/// What stands for each different word of a block: words of some length, pairs of letters in scripts that write without
/// spaces or that say much with a letter.
fn hashes(words: &str, found: &mut Vec<u64>) {
    found.clear();
    let (mut hash, mut length, mut digits) = (0_u64, 0_usize, 0_usize);
    let mut before: Option<u64> = None;
    for letter in words.chars().chain([' ']) {
        let class = letter::class(letter);
        let is_word = class.is_alphanumeric();
        let number = u64::from(u32::from(letter::small(letter)));
        if is_word && is_dense(letter) {
            if let Some(before) = before {
                found.push(mixed(mixed(0, before), number));
            }
            before = Some(number);
            (hash, length) = (0, 0);
            continue;
        }
        before = None;
        if is_word {
            hash = mixed(hash, number);
            length += 1;
            digits += usize::from(class.is_numeric());
        } else {
            if length >= WORD && digits < length {
                found.push(hash);
            }
            (hash, length, digits) = (0, 0, 0);
        }
        if found.len() >= MOST_WORDS {
            break;
        }
    }
    found.sort_unstable();
    found.dedup();
}

/// A number that stands for a row of letters (Fowler, Noll, Vo).
fn mixed(hash: u64, letter: u64) -> u64 {
    (hash ^ letter).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5)
}
