//! Names within a part of a line, behind the word that leads to them.

use crate::rules::{Context, said};
use crate::text::letter;

/// The name behind a word that leads to it within a part: `来源：江边晚报 作者：陈河`.
pub(super) fn labelled<'a>(context: &Context<'a>, part: &'a str) -> Option<&'a str> {
    let mut rest = part;
    while let Some((_, behind)) = rest.split_once(char::is_whitespace) {
        rest = behind.trim_start();
        let label = rest.split(char::is_whitespace).next().unwrap_or_default();
        if label.contains([':', '：'])
            && let (named, true) = said::strip(context, rest)
        {
            return Some(named);
        }
    }
    None
}

/// The name in `ByAnn Leewood`: the two are elements of their own, which only their style parts.
pub(super) fn unglued<'a>(context: &Context<'_>, part: &'a str) -> Option<&'a str> {
    let before = &context.spoken()?.file.bylines.before;
    let named = before.iter().find_map(|before| part.strip_prefix(before.as_str()))?;
    named.starts_with(char::is_uppercase).then_some(named)
}

/// Words and letters of a name in a script without capitals.
const MOST_NAMES: usize = 4;
const LONGEST_UNCASED: usize = 30;

/// Whether words can be a name in a script without capitals: a few of them, with spaces or, as in Chinese, without.
pub(super) fn is_uncased(words: &str) -> bool {
    let is_of_name = |it: char| {
        it.is_alphabetic() && !it.is_lowercase() && !it.is_uppercase()
            || matches!(it, ' ' | '.' | '·' | '\'' | '’' | '״' | '"' | '-')
            || letter::is_mark(it)
    };
    let count = words.split(' ').count();
    let letters = words.chars().count();
    words.chars().all(is_of_name)
        && letters <= LONGEST_UNCASED
        && ((2..=MOST_NAMES).contains(&count) || (2..=LONGEST_UNSPACED).contains(&letters))
}

/// Letters of a name that is written in one word.
const LONGEST_UNSPACED: usize = 5;
