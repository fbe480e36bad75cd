//! A name without what a scraper, or the line it stands in, put behind it.

use crate::dates;
use crate::rules::person::{is_person, leading_person};
use crate::rules::{Context, head_note};
use crate::text;

/// Letters of the longest word behind a name that leads to something else, which a scraper lost.
const SHORTEST_WORD: usize = 2;

/// The name at the beginning of words: `Ann Leewood in Lamvan`, `Ann Leewood In`, `Ann Leewood December 8`; the words
/// themselves where they have no such tail.
pub(super) fn cut<'a>(context: &Context<'_>, name: &'a str) -> &'a str {
    // One word more is what a desk is called: `The Harbour editors`.
    let count = |words: &str| words.split(' ').count();
    let person = leading_person(name).filter(|person| count(name) > count(person) + 1);
    let name = person.filter(|_| !is_person(name)).unwrap_or(name);
    if let Some((person, last)) = name.rsplit_once(' ')
        && last.chars().count() <= SHORTEST_WORD
        && is_person(person)
        && head_note::is_common(context, last)
    {
        return person;
    }
    let Some(number) = number(name) else { return name };
    let before = text::before(name, number).trim_end();
    let hints = context.hints(context.date_order);
    let before = match before.rsplit_once(' ') {
        Some((person, month)) if dates::is_word(month, &hints) => person,
        _ => before,
    };
    if is_person(before) { before } else { name }
}

/// Where the first word with a digit begins, but for the first of all: `3i Harbour` is a firm.
fn number(name: &str) -> Option<usize> {
    let words = name.match_indices(' ').map(|(at, _)| at + 1);
    let mut words =
        words.map(|at| (at, text::after(name, at).split(' ').next().unwrap_or_default()));
    words.find(|(_, word)| word.contains(|it: char| it.is_ascii_digit())).map(|(at, _)| at)
}

/// Words without their copy, where a picture's words and a link say the same name: `Ann Leewood Ann Leewood`.
pub(in crate::rules) fn once(words: &str) -> &str {
    let is_copy = |(at, _): &(usize, &str)| text::before(words, *at) == text::after(words, at + 1);
    words.match_indices(' ').find(is_copy).map_or(words, |(at, _)| text::before(words, at))
}
