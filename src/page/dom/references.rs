//! Character references: `&amp;`, `&#8217;` (HTML, 13.2.5.72 and following).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;
use memchr::memchr;

use crate::text::{after, before};

/// Where letters stand: in a value, `&copy=2` is no reference, since it is mostly the part of an address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// In a text.
    Text,
    /// In the value of an attribute.
    Value,
}

/// What a reference stands for, and its bytes behind the `&`.
struct Reference {
    letters: [char; 2],
    length: usize,
}

/// What a text says in which references stand for letters.
pub(super) fn decoded(text: &str, place: In) -> StrTendril {
    let mut said = StrTendril::with_capacity(u32::try_from(text.len()).unwrap_or_default());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        said.push_slice(before(rest, at));
        rest = after(rest, at + 1);
        let found = match rest.strip_prefix('#') {
            Some(number) => numbered(number),
            None => named(rest, place),
        };
        let Some(Reference { letters, length }) = found else {
            said.push_char('&');
            continue;
        };
        letters.into_iter().filter(|letter| *letter != '\0').for_each(|it| said.push_char(it));
        rest = after(rest, length);
    }
    said.push_slice(rest);
    said
}

/// The letter of a number, as it stands behind `&#`.
fn numbered(text: &str) -> Option<Reference> {
    let digits = text.strip_prefix(['x', 'X']);
    let (base, marks) = if digits.is_some() { (16, 1) } else { (10, 0) };
    let digits = digits.unwrap_or(text);
    let count = digits.bytes().position(|byte| !char::from(byte).is_digit(base));
    let count = count.unwrap_or(digits.len());
    if count == 0 {
        return None;
    }
    let code = u32::from_str_radix(before(digits, count), base).ok();
    let end = usize::from(after(digits, count).starts_with(';'));
    Some(Reference { letters: [numeral(code), '\0'], length: 1 + marks + count + end })
}

/// The letter that a number stands for; numbers of windows-1252 are those of its letters.
fn numeral(code: Option<u32>) -> char {
    let replaced = code.and_then(|code| code.checked_sub(0x80)).and_then(|at| {
        let at = usize::try_from(at).ok()?;
        C1_REPLACEMENTS.get(at).copied().flatten()
    });
    let letter = replaced.or_else(|| code.and_then(char::from_u32));
    letter.filter(|letter| *letter != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The letters of the longest name that stands there.
fn named(text: &str, place: In) -> Option<Reference> {
    let mut found = None;
    // The table has the beginnings of names, too, as zeros.
    for (at, _) in text.char_indices() {
        let length = at + 1;
        let Some(letters) = text.get(..length).and_then(|name| NAMED_ENTITIES.get(name)) else {
            break;
        };
        if letters.0 != 0 {
            found = Some((*letters, length));
        }
    }
    let ((one, other), length) = found?;
    let is_ended = before(text, length).ends_with(';');
    let goes_on = |letter: char| letter == '=' || letter.is_ascii_alphanumeric();
    if place == In::Value && !is_ended && after(text, length).starts_with(goes_on) {
        return None;
    }
    Some(Reference { letters: [char::from_u32(one)?, char::from_u32(other)?], length })
}
