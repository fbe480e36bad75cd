//! The dates in a line that says other things, too.

use super::calendar::Custom;
use super::item::{self, Item, Part};
use super::token::{self, Letter};
use super::words::WORDS;
use super::{Found, Hints, closed, gather, in_best_language};
use crate::lang::Lang;
use crate::text::{self, letter};

/// Longest line that is searched, in characters: a line of dates with the names of three writers and a section.
pub(super) const LONGEST: usize = 160;

/// See [`super::within()`].
pub(super) fn within(line: &str, hints: &Hints<'_>) -> Vec<Found> {
    let is_short = line.chars().nth(LONGEST).is_none();
    if !is_short || !token::may_be_complete(line) {
        return Vec::new();
    }
    let letters = token::letters(line);
    let starts: Vec<usize> =
        (0..letters.len()).filter(|at| begins(&letters, *at, super::tag(hints))).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    in_best_language(&letters, hints, |lang| in_language(line, &letters, &starts, lang, hints))
}

fn in_language(
    line: &str,
    letters: &[Letter],
    starts: &[usize],
    lang: Option<&Lang>,
    hints: &Hints<'_>,
) -> Vec<Found> {
    let mut all = Vec::new();
    let mut next = 0;
    for at in starts {
        if *at >= next
            && let Some((found, end)) = longest(line, letters, *at, lang, hints)
        {
            all.extend(found);
            next = letters.partition_point(|letter| letter.start < end).max(at + 1);
        }
    }
    all
}

/// The longest run of parts from here on that is nothing but complete dates, and where it ends.
fn longest(
    line: &str,
    letters: &[Letter],
    at: usize,
    lang: Option<&Lang>,
    hints: &Hints<'_>,
) -> Option<(Vec<Found>, usize)> {
    let rest = letters.get(at..)?;
    let (pieces, _) = token::pieces(rest, lang.map_or("", |lang| lang.tag));
    let (items, _) = item::items(&pieces);
    let custom = Custom::new(lang, hints).unless_mixed(&pieces);
    if let Some(found) = refuted(&items, custom, hints) {
        let end = found.span.end;
        return Some((vec![found], end));
    }
    (1..=items.len()).rev().find_map(|count| {
        let items = items.get(..count)?;
        let end = items.last()?.end;
        let found = gather::dates(items, custom, hints)?;
        let is_whole = !found.is_empty() && found.iter().all(|found| found.when.is_some());
        if !is_whole || goes_on(line, end) {
            return None;
        }
        let closed = |found: Found| Found { span: closed(line, found.span), ..found };
        Some((found.into_iter().map(closed).collect(), end))
    })
}

/// A date in numbers that the weekday before it refutes, undecided: without its weekday it would be a wrong one, in this
/// language or another.
fn refuted(items: &[Item], custom: Custom, hints: &Hints<'_>) -> Option<Found> {
    if !matches!(items.first()?.part, Part::Weekday(_)) {
        return None;
    }
    let last = items.iter().position(|item| matches!(item.part, Part::Triple(..)))?;
    match *gather::dates(items.get(..=last)?, custom, hints)? {
        [open @ Found { when: None, .. }] => Some(open),
        _ => None,
    }
}

/// Whether a date may begin at this letter: at a digit or a word of dates, not inside of a word or a number, and not as
/// the end of a stretch of days (`13 - 15 August`).
fn begins(letters: &[Letter], at: usize, tag: &str) -> bool {
    let Some(first) = letters.get(at).map(|letter| letter.char) else { return false };
    let is_number = token::is_numeric(first);
    if !is_number && !letter::is_alphabetic(first) {
        return false;
    }
    let before = letters.get(..at).unwrap_or_default();
    let last = before.last().map(|letter| letter.char);
    let is_inside = last.is_some_and(|last| {
        !token::is_edge(last, first) || (letter::is_alphanumeric(last) && !token::is_unspaced(last))
    });
    if is_inside || !is_number && !WORDS.knows(letters, at, tag) {
        return false;
    }
    let mut words = before.iter().rev().map(|letter| letter.char).filter(|letter| *letter != ' ');
    let (mark, behind) = (words.next(), words.next());
    !(matches!(mark, Some('-' | '/' | '.' | ':')) && behind.is_some_and(|it| it.is_ascii_digit()))
}

/// Whether what stands behind a date is a part of the same word or number, or the other end of a stretch of days.
fn goes_on(line: &str, end: usize) -> bool {
    let rest = text::after(line, end);
    let mut letters = rest.chars();
    let glued = letters.next();
    let is_word = glued.is_some_and(|next| {
        next.is_alphanumeric() && !next.is_uppercase() && !token::is_unspaced(next)
            || matches!(next, '/' | '%' | '$' | '€')
    });
    let mut words = rest.chars().filter(|letter| !letter.is_whitespace());
    let is_stretch =
        matches!(words.next(), Some('-' | '–' | '—')) && words.next().is_some_and(token::is_digit);
    is_word || is_stretch
}
