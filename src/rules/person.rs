//! Whether words can be the name of a person, a desk or an outlet.

use super::{Context, shape};
use crate::lang;
use crate::names;

/// Whether words are a person's name, with particles in it and degrees behind it: `Ann van der Miller, PhD`.
pub(super) fn is_person(words: &str) -> bool {
    let mut parts = words.split(", ");
    let name = parts.next().unwrap_or_default();
    let last = name.rsplit(' ').next().unwrap_or_default();
    let kept: Vec<&str> =
        name.split_whitespace().filter(|part| !names::is_particle(part)).collect();
    shape::is_name(&kept.join(" ")) && !names::is_particle(last) && parts.all(names::is_degree)
}

/// Whether something in a name that could be a person's says that it is, in the language of the page.
pub(super) fn seems_person(context: &Context<'_>, name: &str) -> bool {
    /// Languages whose names have the given one last.
    const GIVEN_LAST: &[&str] = &["hu"];
    let is_last = context
        .spoken()
        .is_some_and(|lang| lang.file.bylines.names_are_words || GIVEN_LAST.contains(&lang.tag));
    names::seems_person(name, is_last)
}

/// The person with whose name words begin that go on in small letters: `Ann Leewood for the Harbour Post`.
pub(super) fn leading_person(words: &str) -> Option<&str> {
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && !names::is_particle(word);
    let small = words.split(' ').find(|word| is_small(word))?;
    let (name, _) = words.split_once(&format!(" {small}"))?;
    is_person(name).then_some(name)
}

/// Whether words that are said to be the writers' can be what a desk or a firm is called (`3i Harbour`), or a person in a
/// script without capitals.
pub(super) fn is_called(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let begins = |part: &&str| {
        part.chars().next().is_some_and(|first| {
            first.is_ascii_digit() || first.is_alphabetic() && !first.is_lowercase()
        })
    };
    let is_cased = words.contains(char::is_uppercase);
    let fewest = if is_cased { 2 } else { 1 };
    (fewest..=4).contains(&parts.len())
        && parts.iter().all(begins)
        && parts.iter().all(|part| part.contains(char::is_alphabetic))
        && words.chars().count() <= LONGEST_CALLED
}

/// Letters of the longest name of a desk: `International Department` has 24.
const LONGEST_CALLED: usize = 30;

/// Whether words could be a writer's: a person's name or a desk.
pub(super) fn is_writer(name: &str) -> bool {
    is_person(name) || lang::is_desk(name)
}

/// Whether words behind "by" could be a name: short, and in scripts with capitals begun with one.
pub(super) fn is_sayable(name: &str) -> bool {
    let first = name.chars().find(|letter| letter.is_alphabetic());
    let capital = first.is_some_and(|first| !first.is_lowercase());
    capital
        && name.split_whitespace().count() <= 6
        && name.chars().count() <= 40
        && !name.contains("://")
}

/// Up to three words that all begin with a capital: an outlet, or the place a writer reports from.
pub(super) fn is_proper(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    parts.len() <= 3 && parts.iter().all(|part| part.chars().next().is_some_and(char::is_uppercase))
}

/// A short name in capitals: an outlet's or an agency's.
pub(super) fn is_code(words: &str) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic());
    let count = letters.clone().count();
    (2..=12).contains(&count)
        && letters.clone().all(char::is_uppercase)
        && !words.contains(|it: char| it.is_whitespace() || matches!(it, '(' | ')' | '[' | ']'))
}
