//! The date in a line of which its place says that it holds one.

use super::calendar::{Custom, Settled};
use super::item::Digits;
use super::within::within;
use super::{Found, Hints, Role, When};
use crate::text::Span;

/// See [`super::beside()`].
pub(super) fn beside(line: &str, hints: &Hints<'_>) -> Vec<Found> {
    let found = within(line, hints);
    if !found.is_empty() {
        return found;
    }
    let custom = Custom::new(hints.lang, hints);
    let mut at = 0;
    let words = line.split_inclusive(char::is_whitespace).map(|word| {
        let span = Span::new(at, at + word.len()).trimmed(line);
        at += word.len();
        span
    });
    let found = words.filter_map(|span| {
        let numbers = short(span.of(line))?;
        let Some(Settled::Day(date)) = custom.triple(numbers, None) else { return None };
        let when = When { date, time: None, offset: None };
        Some(Found { span, when: Some(when), role: Role::Unsaid })
    });
    found.collect()
}

/// Three numbers of two digits with the same mark between them.
fn short(word: &str) -> Option<[Digits; 3]> {
    let mark = ['.', '/', '-'].into_iter().find(|mark| word.contains(*mark))?;
    let mut numbers = word.split(mark).map(|part| {
        let is_short = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
        let value = part.parse().ok().filter(|_| is_short)?;
        Some(Digits { value, width: 2 })
    });
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}
