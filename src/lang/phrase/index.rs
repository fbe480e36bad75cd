//! The phrases of all languages as a tree of their first letters.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::part::{Part, compile, is_key};
use super::{Phrase, is_of_number, is_separator, number, run};
use crate::finding::Label;
use crate::lang;
use crate::lang::fold::{self, Folded, Letter};
use crate::text;

/// A phrase ready to be matched: what stands behind its first letters and numbers.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) label: Label,
    pub(super) tag: &'static str,
    pub(super) behind: Vec<Part>,
    /// Its place among phrases that take the same stretch: those that begin with a single letter or a number come last,
    /// the others in order of the tables.
    pub(super) rank: (bool, usize),
}

/// The phrases of all languages as a tree of their first letters and numbers, so that a line is held against all of them
/// in one walk that mostly ends at its second or third letter.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// From a node by a letter, or a number as [`NUMBER`], to the next; the root is 0.
    next: FxHashMap<(usize, char), usize>,
    /// The phrases whose first letters and numbers end at each node.
    nodes: Vec<Vec<Pattern>>,
}

/// What stands for a number in the tree; no line has it.
const NUMBER: char = '\0';

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { nodes: vec![Vec::new()], ..Index::default() };
    let phrases = lang::all()
        .iter()
        .chain(lang::only_dates())
        .flat_map(|lang| lang.phrases.iter().map(|it| (lang.tag, it)));
    for (at, (tag, phrase)) in phrases.enumerate() {
        index.add(tag, phrase, at);
    }
    index
});

/// A walk down the tree: a node, the letter of the line that it came to, and the last number on its way.
type Step = (usize, usize, Option<u32>);

impl Index {
    fn add(&mut self, tag: &'static str, phrase: &Phrase, at: usize) {
        let parts = compile(&phrase.pattern);
        if !is_key(&parts) {
            return;
        }
        let is_plain = |part: &Part| matches!(part, Part::Letters(_) | Part::Number);
        let count = parts.iter().take_while(|part| is_plain(part)).count();
        let is_short = !matches!(parts.first(), Some(Part::Letters(first)) if first.len() > 1);
        let mut node = 0;
        for part in parts.iter().take(count) {
            let letters = if let Part::Letters(letters) = part { letters } else { &vec![NUMBER] };
            for letter in letters {
                let new = self.nodes.len();
                node = *self.next.entry((node, *letter)).or_insert(new);
                if node == new {
                    self.nodes.push(Vec::new());
                }
            }
        }
        let behind = parts.into_iter().skip(count).collect();
        let label = phrase.label.clone();
        if let Some(here) = self.nodes.get_mut(node) {
            here.push(Pattern { label, tag, behind, rank: (is_short, at) });
        }
    }

    /// Whether a phrase may begin a line, behind signs that stand between phrases: few lines go on as one does, and only
    /// these are folded.
    pub(super) fn may_begin(&self, line: &str) -> bool {
        for (at, letter) in line.char_indices() {
            if self.may_go_on(0, Folded::of(text::after(line, at))) {
                return true;
            }
            if !is_separator(fold::fold(letter)) {
                return false;
            }
        }
        false
    }

    /// Whether the first letters and numbers of a phrase stand there, those up to a node left out.
    fn may_go_on(&self, mut node: usize, mut letters: Folded<'_>) -> bool {
        loop {
            if self.nodes.get(node).is_some_and(|patterns| !patterns.is_empty()) {
                return true;
            }
            let here = letters.clone();
            let Some(letter) = letters.next() else { return false };
            let may_be = if node == 0 { char::is_numeric } else { is_of_number };
            if may_be(letter)
                && let Some(behind) = self.next.get(&(node, NUMBER))
                && self.may_go_on(*behind, here.behind_number())
            {
                return true;
            }
            let Some(behind) = self.next.get(&(node, letter)) else { return false };
            node = *behind;
        }
    }

    /// Walks from letter `at` of a line, and shows each phrase whose first letters and numbers stand there, with the
    /// letter behind these and the last of the numbers.
    pub(super) fn walk<'a>(
        &'a self,
        line: &[Letter],
        at: usize,
        mut show: impl FnMut(&'a Pattern, usize, Option<u32>),
    ) {
        let mut open: Vec<Step> = vec![(0, at, None)];
        while let Some((node, at, last)) = open.pop() {
            for pattern in self.nodes.get(node).into_iter().flatten() {
                show(pattern, at, last);
            }
            let Some(letter) = line.get(at) else { continue };
            // A phrase does not begin with the point or comma of a number, though one may go on with it.
            let may_be = if node == 0 { char::is_numeric } else { is_of_number };
            if may_be(letter.folded)
                && let Some(behind) = self.next.get(&(node, NUMBER))
            {
                let end = run(line, at, is_of_number);
                let value = line.get(at..end).and_then(number);
                open.push((*behind, end, value));
            }
            if let Some(behind) = self.next.get(&(node, letter.folded)) {
                open.push((*behind, at + 1, last));
            }
        }
    }
}
