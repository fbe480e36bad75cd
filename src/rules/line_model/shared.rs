//! What blocks of a page have in common: words with its densest stretch, beginnings with one another, and the short lines
//! that come again and again between the comments of readers.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::signs::{COUNTS, Group, hundredths, step};
use crate::finding::Label;
use crate::rules::shape::Shape;
use crate::rules::{Context, Findings};

/// Letters of a word from which it may be one of the subject; shorter ones are in every text.
const WORD: usize = 4;

/// Words that are the beginning of a block, where it has more than these.
const BEGINNING: usize = 2;

/// Blocks to both sides among which lines that come again are counted.
const AROUND: usize = 8;

/// Letters up to which a line that comes again is a button, a name or a number.
const SHORT: usize = 40;

/// How often a line comes again that stands beside each of several comments; a menu comes twice.
const AGAIN: usize = 3;

/// Letters from which a block is longer than most headlines.
const LONG: usize = 60;

/// What the blocks of a page share.
pub(super) struct Shared {
    /// Hundredths of the words that the stretch has, too; none where there are no words.
    topic: Vec<Option<usize>>,
    patterns: Vec<usize>,
    rhythm: Vec<usize>,
}

impl Shared {
    pub(super) fn of(
        context: &Context<'_>,
        findings: &Findings,
        counts: &FxHashMap<&str, usize>,
        stretch: Range<usize>,
    ) -> Shared {
        let words: Vec<Vec<u64>> =
            context.blocks().map(|(_, block, _)| subjects(context.words(block))).collect();
        let mut beginnings: FxHashMap<u64, usize> = FxHashMap::default();
        let begins: Vec<Option<u64>> =
            context.blocks().map(|(_, block, _)| beginning(context.words(block))).collect();
        for begin in begins.iter().flatten() {
            *beginnings.entry(*begin).or_default() += 1;
        }
        let count = |begin: &Option<u64>| begin.and_then(|begin| beginnings.get(&begin).copied());
        let comes_again = context.blocks().map(|(at, block, shape)| match findings.label(block) {
            Some(Label::DateLine | Label::RelativeTime) => true,
            _ if shape.weight <= SHORT => {
                counts.get(context.folded(at)).is_some_and(|count| *count >= AGAIN)
            }
            _ => false,
        });
        Shared {
            topic: topic(&words, stretch),
            patterns: begins.iter().map(|begin| count(begin).unwrap_or_default()).collect(),
            rhythm: around(&comes_again.collect::<Vec<_>>()),
        }
    }

    /// Adds the signs of what a block shares.
    pub(super) fn look(&self, at: usize, shape: &Shape, signs: &mut Vec<u16>) {
        let get = |values: &[usize]| values.get(at).copied().unwrap_or_default();
        let topic = self.topic.get(at).copied().flatten();
        let topic = topic.map_or(0, |share| 1 + step(share, &[1, 10, 20, 30, 40, 50, 60, 75, 90]));
        signs.push(Group::Topic.sign(topic));
        signs.push(Group::Pattern.sign(step(get(&self.patterns), COUNTS)));
        let group = if shape.weight >= LONG { Group::RhythmLong } else { Group::Rhythm };
        signs.push(group.sign(get(&self.rhythm)));
    }
}

/// For each block the share of its words that other blocks of the stretch have, in hundredths.
fn topic(words: &[Vec<u64>], stretch: Range<usize>) -> Vec<Option<usize>> {
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    for word in words.get(stretch.clone()).unwrap_or_default().iter().flatten() {
        *known.entry(*word).or_default() += 1;
    }
    let share = |(at, words): (usize, &Vec<u64>)| {
        let own = usize::from(stretch.contains(&at));
        let is_shared = |word: &&u64| known.get(word).is_some_and(|count| *count > own);
        let shared = words.iter().filter(is_shared).count();
        (!words.is_empty()).then(|| hundredths(shared, words.len()))
    };
    words.iter().enumerate().map(share).collect()
}

/// For each block how many around it come again.
fn around(comes_again: &[bool]) -> Vec<usize> {
    let mut sums = vec![0];
    let mut sum = 0;
    for again in comes_again {
        sum += usize::from(*again);
        sums.push(sum);
    }
    let upto = |at: usize| sums.get(at.min(comes_again.len())).copied().unwrap_or_default();
    let count = |at: usize| upto(at + AROUND + 1) - upto(at.saturating_sub(AROUND));
    (0..comes_again.len()).map(count).collect()
}

/// The words of a block that may be of its subject, each once; pairs of letters in scripts without spaces.
fn subjects(words: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in words.split(|letter: char| !letter.is_alphanumeric()) {
        if word.chars().next().is_some_and(is_unspaced) {
            let letters = word.chars().zip(word.chars().skip(1));
            found.extend(letters.map(|(one, two)| hash([one, two].into_iter())));
        } else if word.len() >= WORD {
            found.push(hash(word.chars()));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What a block begins with, if it goes on behind that.
fn beginning(words: &str) -> Option<u64> {
    let mut parts = words.split_whitespace();
    let first: Vec<&str> = parts.by_ref().take(BEGINNING).collect();
    let is_one = first.len() < BEGINNING || parts.next().is_none();
    if !is_one {
        return Some(hash(first.into_iter().flat_map(str::chars)));
    }
    let is_long = words.chars().nth(3 * BEGINNING).is_some();
    (is_long && words.chars().next().is_some_and(is_unspaced))
        .then(|| hash(words.chars().take(2 * BEGINNING)))
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// FNV-1a over the small letters: a number a word, for counting only.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    })
}
