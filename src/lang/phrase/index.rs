//! The phrases of all languages by their first letters.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::part::{NUMBER, Part, compile, first};
use super::{Phrase, is_of_number, is_separator, number, run};
use crate::finding::Label;
use crate::lang;
use crate::lang::fold::{self, Folded, Letter};
use crate::text::{self, letter};

/// A phrase ready to be matched.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) label: Label,
    pub(super) tag: &'static str,
    /// Its first letters, and numbers as [`NUMBER`]: what it is found by.
    key: Vec<char>,
    /// What stands behind these.
    pub(super) behind: Vec<Part>,
    /// Its place among phrases that take the same stretch: those that begin with a single letter or a number come last,
    /// the others in order of the tables.
    pub(super) rank: (bool, usize),
}

/// The phrases of all languages, so that a line is held against all of them in one walk that mostly ends at its second or
/// third letter.
#[derive(Debug, Default)]
pub(super) struct Index {
    begun: FxHashMap<char, Begun>,
}

/// The phrases that begin with one letter, or with a number.
#[derive(Debug, Default)]
struct Begun {
    /// Tag, phrase, and place in the tables.
    phrases: Vec<(&'static str, Phrase<'static>, usize)>,
    /// The same, made when a line first begins so: a folder has few of the scripts.
    tree: OnceLock<Tree>,
}

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    let languages = lang::all().iter().chain(lang::only_dates());
    let phrases = languages.flat_map(|lang| lang.phrases().map(|it| (lang.tag, it)));
    for (at, (tag, phrase)) in phrases.enumerate() {
        if let Some(first) = first(phrase.pattern) {
            index.begun.entry(first).or_default().phrases.push((tag, phrase, at));
        }
    }
    index
});

/// A tree of first letters and numbers, as deep as it takes to tell its phrases apart.
#[derive(Debug, Default)]
struct Tree {
    patterns: Vec<Pattern>,
    /// From a node by a letter, or [`NUMBER`], to the next; the root, behind the first letter, is 0.
    next: FxHashMap<(usize, char), usize>,
    nodes: Vec<Node>,
}

/// A place in the tree.
#[derive(Debug, Default)]
struct Node {
    /// The patterns whose keys end here, or the one key that leads here, with what is left of it to be read.
    patterns: Vec<usize>,
    /// How many letters and numbers of a key lead here.
    depth: usize,
    /// Whether several keys lead here.
    is_parted: bool,
}

/// A walk down the tree: a node, the letter of the line that it came to, and the last number on its way.
type Step = (usize, usize, Option<u32>);

impl Pattern {
    fn new(tag: &'static str, phrase: &Phrase<'_>, at: usize) -> Pattern {
        let mut parts = compile(phrase.pattern);
        let is_plain = |part: &Part| matches!(part, Part::Letters(_) | Part::Number);
        let count = parts.iter().take_while(|part| is_plain(part)).count();
        let is_short = !matches!(parts.first(), Some(Part::Letters(first)) if first.len() > 1);
        let behind = parts.split_off(count);
        let letters = |part| if let Part::Letters(letters) = part { letters } else { vec![NUMBER] };
        let mut key: Vec<Vec<char>> = parts.into_iter().map(letters).collect();
        // Nearly all are one stretch of letters.
        let key = if key.len() > 1 { key.concat() } else { key.pop().unwrap_or_default() };
        Pattern { label: phrase.label.clone(), tag, key, behind, rank: (is_short, at) }
    }

    /// What of the key is left behind so many letters.
    fn left(&self, depth: usize) -> &[char] {
        self.key.get(depth..).unwrap_or_default()
    }
}

impl Begun {
    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| {
            let root = Node { depth: 1, is_parted: true, ..Node::default() };
            let mut tree = Tree { nodes: vec![root], ..Tree::default() };
            tree.patterns.reserve(self.phrases.len());
            for (tag, phrase, at) in &self.phrases {
                tree.patterns.push(Pattern::new(tag, phrase, *at));
                tree.enter(tree.patterns.len() - 1, 0);
            }
            tree
        })
    }
}

impl Tree {
    /// Enters a pattern at a node or below.
    fn enter(&mut self, pattern: usize, mut node: usize) {
        loop {
            let Some(letter) = self.part(node, pattern) else {
                if let Some(here) = self.nodes.get_mut(node) {
                    here.patterns.push(pattern);
                }
                return;
            };
            node = self.child(node, letter);
        }
    }

    /// The letter by which a pattern goes on from a node; none where it stays. Another key than the one that led here
    /// sends that one on.
    fn part(&mut self, node: usize, pattern: usize) -> Option<char> {
        let here = self.nodes.get(node)?;
        let left = |pattern: usize| Some(self.patterns.get(pattern)?.left(here.depth));
        let is_parted = here.is_parted;
        if !is_parted && here.patterns.first().is_none_or(|lone| left(*lone) == left(pattern)) {
            return None;
        }
        let letter = left(pattern)?.first().copied();
        if !is_parted {
            let here = self.nodes.get_mut(node)?;
            here.is_parted = true;
            let lone = std::mem::take(&mut here.patterns);
            for lone in lone {
                self.enter(lone, node);
            }
        }
        letter
    }

    /// The node behind a letter of another, made where there is none.
    fn child(&mut self, node: usize, letter: char) -> usize {
        let new = self.nodes.len();
        let child = *self.next.entry((node, letter)).or_insert(new);
        if child == new {
            let depth = self.nodes.get(node).map_or(0, |node| node.depth + 1);
            self.nodes.push(Node { depth, ..Node::default() });
        }
        child
    }

    /// The patterns at a node, with what is left of their keys.
    fn at(&self, node: usize) -> impl Iterator<Item = (&Pattern, &[char])> {
        self.nodes.get(node).into_iter().flat_map(|node| {
            let patterns = node.patterns.iter().filter_map(|at| self.patterns.get(*at));
            patterns.map(|pattern| (pattern, pattern.left(node.depth)))
        })
    }

    /// Whether the first letters and numbers of a phrase stand there, those up to a node left out.
    fn may_go_on(&self, mut node: usize, mut letters: Folded<'_>) -> bool {
        loop {
            if self.at(node).any(|(_, left)| stand(left, letters.clone())) {
                return true;
            }
            let here = letters.clone();
            let Some(letter) = letters.next() else { return false };
            if is_of_number(letter)
                && let Some(behind) = self.next.get(&(node, NUMBER))
                && self.may_go_on(*behind, here.behind_number())
            {
                return true;
            }
            let Some(behind) = self.next.get(&(node, letter)) else { return false };
            node = *behind;
        }
    }

    /// Walks from a letter of a line behind the first on, and shows each phrase whose first letters and numbers stand
    /// there, with the letter behind these and the last of the numbers.
    fn walk<'a>(
        &'a self,
        line: &[Letter],
        (at, last): (usize, Option<u32>),
        show: &mut impl FnMut(&'a Pattern, usize, Option<u32>),
    ) {
        let mut open: Vec<Step> = vec![(0, at, last)];
        while let Some((node, at, last)) = open.pop() {
            for (pattern, left) in self.at(node) {
                if let Some((behind, last)) = behind(left, line, at, last) {
                    show(pattern, behind, last);
                }
            }
            let Some(letter) = line.get(at) else { continue };
            if is_of_number(letter.folded)
                && let Some(next) = self.next.get(&(node, NUMBER))
            {
                let (end, value) = number_at(line, at);
                open.push((*next, end, value));
            }
            if let Some(next) = self.next.get(&(node, letter.folded)) {
                open.push((*next, at + 1, last));
            }
        }
    }
}

/// Whether the rest of a key stands at the beginning of letters.
fn stand(left: &[char], mut letters: Folded<'_>) -> bool {
    left.iter().all(|wanted| {
        let here = letters.clone();
        let letter = letters.next();
        if *wanted != NUMBER {
            return letter == Some(*wanted);
        }
        letters = here.behind_number();
        letter.is_some_and(is_of_number)
    })
}

/// The letter of a line behind the rest of a key that stands at `at`, and the last number on the way.
fn behind(
    left: &[char],
    line: &[Letter],
    mut at: usize,
    mut last: Option<u32>,
) -> Option<(usize, Option<u32>)> {
    for wanted in left {
        let letter = line.get(at)?.folded;
        if *wanted != NUMBER && letter == *wanted {
            at += 1;
        } else if *wanted == NUMBER && is_of_number(letter) {
            (at, last) = number_at(line, at);
        } else {
            return None;
        }
    }
    Some((at, last))
}

/// The letter behind the number at a place, and its value.
fn number_at(line: &[Letter], at: usize) -> (usize, Option<u32>) {
    let end = run(line, at, is_of_number);
    (end, line.get(at..end).and_then(number))
}

impl Index {
    /// Whether a phrase may begin a line, behind signs that stand between phrases: few lines go on as one does, and only
    /// these are folded.
    pub(super) fn may_begin(&self, line: &str) -> bool {
        for (at, letter) in line.char_indices() {
            if self.may_begin_with(Folded::of(text::after(line, at))) {
                return true;
            }
            if !is_separator(fold::fold(letter)) {
                return false;
            }
        }
        false
    }

    /// Whether the first letters and numbers of a phrase stand there.
    fn may_begin_with(&self, mut letters: Folded<'_>) -> bool {
        let here = letters.clone();
        let Some(letter) = letters.next() else { return false };
        // A phrase does not begin with the point or comma of a number, though one may go on with it.
        letter::class(letter).is_numeric()
            && self.tree(NUMBER).is_some_and(|tree| tree.may_go_on(0, here.behind_number()))
            || self.tree(letter).is_some_and(|tree| tree.may_go_on(0, letters))
    }

    fn tree(&self, first: char) -> Option<&Tree> {
        self.begun.get(&first).map(Begun::tree)
    }

    /// Walks from letter `at` of a line, and shows each phrase whose first letters and numbers stand there, with the
    /// letter behind these and the last of the numbers.
    pub(super) fn walk<'a>(
        &'a self,
        line: &[Letter],
        at: usize,
        mut show: impl FnMut(&'a Pattern, usize, Option<u32>),
    ) {
        let Some(letter) = line.get(at).map(|letter| letter.folded) else { return };
        if letter::class(letter).is_numeric()
            && let Some(tree) = self.tree(NUMBER)
        {
            tree.walk(line, number_at(line, at), &mut show);
        }
        if let Some(tree) = self.tree(letter) {
            tree.walk(line, (at + 1, None), &mut show);
        }
    }
}
