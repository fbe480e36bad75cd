//! Dates as machines write them in metadata.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::calendar::Custom;
use super::item::Clock;
use super::{Hints, Role, When, zone};
use crate::text;

/// Seconds since 1970 that are told as a number: ten digits, 2001-09-09 to 2100-01-01. With fewer digits any number
/// would be one.
const EPOCH: std::ops::RangeInclusive<i64> = 1_000_000_000..=4_102_444_800;

/// What stands where no date is known: the first day of the epoch.
const UNSET: Date = Date::constant(1970, 1, 1);

/// See [`super::machine()`].
pub(super) fn machine(value: &str) -> Option<When> {
    let value = value.trim().trim_matches(['"', '\'']).trim();
    let found = epoch(value).or_else(|| iso(value)).or_else(|| words(value))?;
    (found.date != UNSET).then_some(found)
}

/// Seconds or milliseconds since 1970, in UTC.
fn epoch(value: &str) -> Option<When> {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = value.parse().ok().filter(|_| is_number)?;
    let seconds = match value.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let moment = Timestamp::from_second(seconds).ok().filter(|_| EPOCH.contains(&seconds))?;
    let local = Offset::UTC.to_datetime(moment);
    Some(When { date: local.date(), time: Some(local.time()), offset: Some(Offset::UTC) })
}

/// ISO 8601 and what is meant to be: `2025-08-13T09:00:00+07:00`, `20250813T0900Z`, `20250813090000`, `2025/8/13 9:00`.
fn iso(value: &str) -> Option<When> {
    let (date, rest) = day(value)?;
    let rest = rest.strip_prefix(['T', 't', ' ', '_']).unwrap_or(rest).trim();
    if rest.is_empty() {
        return Some(When { date, time: None, offset: None });
    }
    let end =
        rest.find(|char: char| !matches!(char, '0'..='9' | ':' | '.' | ',')).unwrap_or(rest.len());
    let clock = time(text::before(rest, end))?;
    let zone = text::after(rest, end).trim();
    let zone = zone
        .strip_prefix("GMT")
        .or_else(|| zone.strip_prefix("UTC"))
        .map_or(zone, |rest| if rest.is_empty() { "Z" } else { rest });
    // RFC 9557 puts the name of the zone behind the offset: `+07:00[Asia/Ho_Chi_Minh]`.
    let zone = zone.split('[').next().unwrap_or(zone);
    let offset = if zone.is_empty() { None } else { Some(zone::written(zone)?) };
    let time = clock.time();
    Some(When { date, time, offset: time.and(offset) })
}

/// The day at the start and what stands behind it.
fn day(value: &str) -> Option<(Date, &str)> {
    let end = value.find(|char: char| !char.is_ascii_digit()).unwrap_or(value.len());
    let (year, month, day, length) = if matches!(end, 8 | 14) {
        (value.get(..4)?, value.get(4..6)?, value.get(6..8)?, 8)
    } else {
        let mark = value.get(4..5).filter(|mark| end == 4 && ["-", "/", "."].contains(mark))?;
        let (month, rest) = value.get(5..)?.split_once(mark)?;
        let width = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
        (value.get(..4)?, month, rest.get(..width)?, 5 + month.len() + 1 + width)
    };
    if month.len() > 2 || day.is_empty() || day.len() > 2 {
        return None;
    }
    let custom = Custom::new(None, &Hints::default());
    let date = custom.day(number(year)?, number(month)?, number(day)?)?;
    Some((date, text::after(value, length)))
}

/// `09:00:00.123`, `0900`, `9:00`.
fn time(clock: &str) -> Option<Clock> {
    let whole = clock.split(['.', ',']).next()?;
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else {
        [whole.get(..2), whole.get(2..4), whole.get(4..6)].into_iter().flatten().collect()
    };
    let numbers: Option<Vec<i32>> = parts.iter().map(|part| number(part)).collect();
    match *numbers?.as_slice() {
        [hour, minute] => Clock::new(hour, minute, 0),
        [hour, minute, second] => Clock::new(hour, minute, second),
        _ => None,
    }
}

/// A number of at most four digits and nothing else.
fn number(digits: &str) -> Option<i32> {
    let is_number =
        (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

/// RFC 2822, HTTP, `Wed Aug 13 2025 09:00:00 GMT+0700 (Indochina Time)` and any line that is one date.
fn words(value: &str) -> Option<When> {
    let value = match value.split_once('(') {
        Some((before, comment)) if comment.ends_with(')') && before.contains(':') => before,
        _ => value,
    };
    match super::line(value, &Hints::default()).as_slice() {
        [only] if only.role != Role::Updated => only.when,
        _ => None,
    }
}
