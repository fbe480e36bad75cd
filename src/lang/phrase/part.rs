//! What a phrase of a language file is made of: letters, and slots for what changes from line to line.

use crate::lang::fold::{Folded, fold};
use crate::text;

/// A part of a pattern: folded letters, or a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Letters(Vec<char>),
    Number,
    Url,
    Name,
    Rest,
}

/// What stands for a number among the first letters of patterns; no line has it.
pub(super) const NUMBER: char = '\0';

/// The first letter of a pattern, or [`NUMBER`]; none where it begins with neither, so that it cannot be found.
pub(super) fn first(pattern: &str) -> Option<char> {
    // Nearly all begin with a letter, which is neither a blank nor the sign of a slot.
    let letter = fold(pattern.chars().next()?);
    if !matches!(letter, ' ' | '{') {
        return Some(letter);
    }
    let (letters, slot, _) = next_slot(pattern);
    match fold_between(letters, true, slot.is_none()).first() {
        Some(letter) => Some(*letter),
        None => (slot == Some(Part::Number)).then_some(NUMBER),
    }
}

/// A pattern as parts. White space around colons does not count, as it does not when lines are folded.
pub(super) fn compile(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut left = pattern;
    while !left.is_empty() {
        let (letters, slot, behind) = next_slot(left);
        let between = fold_between(letters, parts.is_empty(), slot.is_none());
        if !between.is_empty() {
            parts.push(Part::Letters(between));
        }
        parts.extend(slot);
        left = behind;
    }
    parts
}

/// Letters, slot and what follows, up to and with the first slot.
fn next_slot(pattern: &str) -> (&str, Option<Part>, &str) {
    const SLOTS: [(&str, Part); 4] = [
        ("{n}", Part::Number),
        ("{url}", Part::Url),
        ("{name}", Part::Name),
        ("{rest}", Part::Rest),
    ];
    let Some(at) = pattern.find('{') else { return (pattern, None, "") };
    let rest = text::after(pattern, at);
    let slot = SLOTS.into_iter().find_map(|(name, slot)| Some((slot, rest.strip_prefix(name)?)));
    match slot {
        Some((slot, behind)) => (text::before(pattern, at), Some(slot), behind),
        None => (pattern, None, ""),
    }
}

/// The letters of a pattern between two slots, folded as a line is; the space at their ends says where a slot's word ends
/// or begins, but for the ends of the pattern and next to a colon.
fn fold_between(letters: &str, is_first: bool, is_last: bool) -> Vec<char> {
    let mut folded: Vec<char> = Vec::with_capacity(letters.len() + 1);
    folded.extend(Folded::of(letters));
    if letters.starts_with(char::is_whitespace) && !is_first && folded.first() != Some(&':') {
        folded.insert(0, ' ');
    }
    if letters.ends_with(char::is_whitespace)
        && !is_last
        && !matches!(folded.last(), Some(':' | ' '))
    {
        folded.push(' ');
    }
    folded
}
