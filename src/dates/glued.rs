//! Blanks where a scraper lost them before a date: `Ann LeewoodUpdated: 5 May 2025`.

use std::borrow::Cow;

use super::token;
use super::words::WORDS;
use super::{Hints, tag};
use crate::text::{self, letter};

/// Digits of a year.
const YEAR: usize = 4;

/// See [`super::unglued()`].
pub(super) fn unglued<'a>(line: &'a str, hints: &Hints<'_>) -> Cow<'a, str> {
    let mut letters = Vec::new();
    let mut cuts = Vec::new();
    let (mut before, mut digits) = (' ', 0);
    for (at, next) in line.char_indices() {
        let is_behind_word = letter::class(before).is_lowercase();
        let is_behind_number = digits > 0;
        if (is_behind_word || is_behind_number) && letter::class(next).is_uppercase() {
            if letters.is_empty() {
                letters = token::letters(line);
            }
            let number = letters.partition_point(|letter| letter.start < at);
            if digits == YEAR || WORDS.knows(&letters, number, tag(hints)) {
                cuts.push(at);
            }
        }
        digits = if next.is_ascii_digit() { digits + 1 } else { 0 };
        before = next;
    }
    if cuts.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut parted = String::with_capacity(line.len() + cuts.len());
    let mut start = 0;
    for cut in cuts.into_iter().chain([line.len()]) {
        if start > 0 {
            parted.push(' ');
        }
        parted.push_str(text::before(text::after(line, start), cut - start));
        start = cut;
    }
    Cow::Owned(parted)
}
