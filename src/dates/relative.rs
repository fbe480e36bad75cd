//! `7 phút trước` → the day it means, counted from a reference time.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ToSpan};

use super::When;
use super::token;
use crate::lang::{self, Unit};

/// What the file of a language writes where a number stands.
const NUMBER: &str = "{n}";

/// Longest relative time, in characters; the longest of the language files has under forty.
const LONGEST: usize = 60;

/// Largest number that is still a count of units and not a year or a number of readers.
const MOST: i64 = 999;

/// See [`super::relative`].
pub(super) fn relative(text: &str, reference: Timestamp) -> Option<When> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = fold(text);
    let (unit, count) = lang::all().iter().find_map(|language| {
        language.file.relative.iter().find_map(|(unit, patterns)| {
            let count = patterns.iter().find_map(|pattern| matches(&fold(pattern), &folded));
            count.map(|count| (*unit, count))
        })
    })?;
    when(unit, count, Offset::UTC.to_datetime(reference))
}

/// Letters as dates compare them, white space as one space.
fn fold(text: &str) -> String {
    let letters: String = token::letters(text).iter().map(|letter| letter.char).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number that stands for `{n}`; 1 when the pattern has none (`an hour ago`).
fn matches(pattern: &str, text: &str) -> Option<i64> {
    let Some((before, after)) = pattern.split_once(NUMBER) else {
        return (pattern == text).then_some(1);
    };
    let number = text.strip_prefix(before.trim_end())?.strip_suffix(after.trim_start())?.trim();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|count| is_number && *count <= MOST)
}

fn when(unit: Unit, count: i64, now: DateTime) -> Option<When> {
    let (back, has_minute): (Span, bool) = match unit {
        Unit::Now => (0.seconds(), true),
        Unit::Second => (count.seconds(), true),
        Unit::Minute => (count.minutes(), true),
        Unit::Hour => (count.hours(), false),
        Unit::Day => (count.days(), false),
        Unit::Week => (count.weeks(), false),
        Unit::Month | Unit::Year => return None,
    };
    let then = now.checked_sub(back).ok()?;
    let minute = then.time().with().second(0).subsec_nanosecond(0).build().ok();
    let time = minute.filter(|_| has_minute);
    Some(When { date: then.date(), time, offset: time.map(|_| Offset::UTC) })
}
