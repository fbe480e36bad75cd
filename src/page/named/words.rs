//! The words that the names of classes and ids are made of.

use crate::text::{Span, after, before, letter};

/// The words of a name, one behind the other in one string: a page has thousands, and few of them say anything.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Whether no word more is read.
    is_whole: bool,
}

/// The word behind which a name says how something is set or what else there is.
const WITH: &str = "with";

impl Words {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default()
    }

    pub(super) fn get(&self, at: usize) -> Option<&str> {
        self.ends.get(at).map(|end| Span::new(self.start(at), *end).of(&self.letters))
    }

    /// All from one on, without anything between them.
    pub(super) fn from(&self, at: usize) -> &str {
        after(&self.letters, self.start(at))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Takes the words of a name in ASCII.
    fn ascii(&mut self, name: &str) {
        let mut last = b'-';
        for byte in name.bytes().take(LONGEST_NAME) {
            if byte.is_ascii_alphanumeric() {
                if !last.is_ascii_alphanumeric()
                    || byte.is_ascii_uppercase() && last.is_ascii_lowercase()
                {
                    self.end();
                }
                self.letters.push(char::from(byte.to_ascii_lowercase()));
            }
            last = byte;
        }
        self.end();
    }

    /// Ends the word at hand, if there is one, without the number behind it.
    fn end(&mut self) {
        let start = self.start(self.len());
        let word = after(&self.letters, start);
        let Some(last) = word.bytes().next_back() else { return };
        if !last.is_ascii_digit() {
            self.ends.push(self.letters.len());
            return;
        }
        // `anchor-with-sticky-navbar` is no menu: what stands behind says how, not what.
        if word == WITH && !self.ends.is_empty() {
            self.letters.truncate(start);
            self.is_whole = true;
            return;
        }
        let name = word.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        if name >= LEAST_NUMBERED && name < word.len() {
            // `relatedv2` is the second version.
            let is_version = name >= LEAST_VERSIONED && before(word, name).ends_with('v');
            self.letters.truncate(start + name - usize::from(is_version));
        }
        self.ends.push(self.letters.len());
    }
}

/// The words of a name: `articleBody__text-2` has `article`, `body`, `text` and `2`, and `sidebar1` has `sidebar`.
pub(super) fn words(name: &str) -> Words {
    let mut words = Words {
        letters: String::with_capacity(name.len().min(LONGEST_NAME)),
        ends: Vec::with_capacity(USUAL_WORDS),
        is_whole: false,
    };
    if name.is_ascii() {
        words.ascii(name);
        return words;
    }
    let mut last = letter::class('-');
    for letter in name.chars().take(LONGEST_NAME) {
        let class = letter::class(letter);
        if class.is_alphanumeric() {
            if !last.is_alphanumeric() || class.is_uppercase() && last.is_lowercase() {
                words.end();
                if words.is_whole {
                    return words;
                }
            }
            letter::push_small(&mut words.letters, letter);
        }
        last = class;
    }
    words.end();
    words
}

/// Words that hardly a name has more of.
const USUAL_WORDS: usize = 8;

/// Letters of a name that are looked at.
pub(super) const LONGEST_NAME: usize = 120;

/// Bytes of the shortest word behind which a number counts boxes: the number of `h2` and `a2a` is part of the name.
const LEAST_NUMBERED: usize = 3;

/// Bytes of the shortest word behind which `v2` is a version: the number of `prev2` is none.
const LEAST_VERSIONED: usize = 6;
