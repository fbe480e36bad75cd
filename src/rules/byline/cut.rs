//! A name without what a scraper, or the line it stands in, put behind it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::dates;
use crate::lang;
use crate::rules::person::{is_person, leading_person};
use crate::rules::{Context, head_note};
use crate::text;

/// Letters of the longest word behind a name that leads to something else, which a scraper lost.
const SHORTEST_WORD: usize = 2;

/// The name at the beginning of words: `Ann Leewood in Lamvan`, `Ann Leewood In`; the words themselves where they have no
/// such tail.
pub(super) fn cut<'a>(context: &Context<'_>, name: &'a str) -> &'a str {
    // One word more is what a desk is called: `The Harbour editors`.
    let count = |words: &str| words.split(' ').count();
    let person = leading_person(name).filter(|person| count(name) > count(person) + 1);
    tailless(context, person.filter(|_| !is_person(name)).unwrap_or(name))
}

/// A name without what a scraper put around it, or what who took the pictures put behind it: `Ann Leewood In`,
/// `Ann Leewood December 8`, `Ann Leewood. Photos`.
pub(in crate::rules) fn tailless<'a>(context: &Context<'_>, name: &'a str) -> &'a str {
    // Terminals write out what a picture or a button is: `(BUTTON) Ann Leewood`.
    let name = match name.split_once(") ") {
        Some((sign, name)) if sign.starts_with('(') && sign.len() <= LONGEST_SIGN => name,
        _ => name,
    };
    let name = match name.split_once(". ") {
        Some((person, behind)) if is_person(person) && takes_pictures(behind) => person,
        _ => name,
    };
    let before = text::before(name, end(name)).trim_end();
    let cut = without_tail(context, before);
    if is_person(cut) { cut } else { name }
}

/// Letters of the longest such sign.
const LONGEST_SIGN: usize = 12;

/// Where a name ends before a digit or before a word that is glued to it; a firm may begin with a digit: `3i Harbour`.
fn end(name: &str) -> usize {
    let first = name.find(' ').unwrap_or(name.len());
    let digit = name.match_indices(|it: char| it.is_ascii_digit()).map(|(at, _)| at);
    let digit = digit.into_iter().find(|at| *at > first);
    let glued = head_note::glued(name).filter(|at| *at > first);
    digit.into_iter().chain(glued).min().unwrap_or(name.len())
}

/// A name without the words behind it that lead to something else: words of dates, short common ones, and in a line that
/// was the whole page all common ones.
fn without_tail<'a>(context: &Context<'_>, name: &'a str) -> &'a str {
    let hints = context.hints(context.date_order);
    let is_tail = |word: &str| {
        let is_short = context.page.is_one_line || word.chars().count() <= SHORTEST_WORD;
        word.starts_with(char::is_uppercase)
            && (dates::is_word(word, &hints) || is_short && head_note::is_common(context, word))
    };
    let mut rest = name;
    while let Some((person, last)) = rest.rsplit_once(char::is_whitespace)
        && is_tail(last)
        && is_person(person)
    {
        rest = person.trim_end();
    }
    rest
}

/// Words without their copy, where a picture's words and a link say the same name: `Ann Leewood Ann Leewood`.
pub(in crate::rules) fn once(words: &str) -> &str {
    let is_copy = |(at, _): &(usize, &str)| text::before(words, *at) == text::after(words, at + 1);
    words.match_indices(' ').find(is_copy).map_or(words, |(at, _)| text::before(words, at))
}

/// Whether a part says who took the pictures: `写真・山田花子`.
pub(in crate::rules) fn takes_pictures(part: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<String>> =
        LazyLock::new(|| lang::credit_words().iter().map(|word| word.to_lowercase()).collect());
    let said = part.split(['・', ':', '：', '=', '＝', '/', '／']).next().unwrap_or_default();
    // `Photo Ann Leewood`.
    let first = part.split_once(' ').filter(|(_, name)| is_person(name));
    let is_word = |word: &str| WORDS.contains(&word.trim().to_lowercase());
    is_word(said) || first.is_some_and(|(word, _)| is_word(word))
}

/// The name in a part before the word that leads to who took the pictures: `陳怡安　圖`.
pub(super) fn before_picture(part: &str) -> Option<&str> {
    let (name, word) = part.rsplit_once(char::is_whitespace)?;
    takes_pictures(word).then(|| name.trim_end())
}
