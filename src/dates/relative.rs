//! `7 phút trước` → the day it means, counted from a reference time.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ToSpan};

use super::When;
use super::token;
use crate::lang::{self, File, Unit};

/// What the file of a language writes where a number stands.
const NUMBER: &str = "{n}";

/// Longest relative time, in characters; the longest of the language files has under forty.
const LONGEST: usize = 60;

/// Largest number that is still a count of units and not a year or a number of readers.
const MOST: i64 = 999;

/// See [`super::relative()`].
pub(super) fn relative(text: &str, reference: Timestamp) -> Option<When> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = fold(text);
    let (unit, count) = lang::all().iter().find_map(|language| read(&language.file, &folded))?;
    when(unit, count, Offset::UTC.to_datetime(reference))
}

/// The unit and how many of it, in one language.
fn read(file: &File, text: &str) -> Option<(Unit, i64)> {
    let is_it = |words: &Vec<String>| words.iter().any(|word| fold(word) == text);
    let day = file.dates.days.iter().position(is_it).and_then(|days| i64::try_from(days).ok());
    let counted = || {
        file.relative.iter().find_map(|(unit, patterns)| {
            let count = patterns.iter().find_map(|pattern| count(&fold(pattern), text, file));
            let now = (*unit == Unit::Now && is_it(patterns)).then_some(0);
            count.or(now).map(|count| (*unit, count))
        })
    };
    day.map(|days| (Unit::Day, days)).or_else(counted)
}

/// Letters as dates compare them, white space as one space.
fn fold(text: &str) -> String {
    let letters: String = token::letters(text).iter().map(|letter| letter.char).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number that stands for `{n}` in the pattern, as digits or as a word for one; a pattern without a number (`a few
/// days ago`) tells none.
fn count(pattern: &str, text: &str, file: &File) -> Option<i64> {
    let (before, after) = pattern.split_once(NUMBER)?;
    let number = text.strip_prefix(before.trim_end())?.strip_suffix(after.trim_start())?.trim();
    if file.dates.one.iter().any(|one| fold(one) == number) {
        return Some(1);
    }
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
