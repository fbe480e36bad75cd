//! Dates in addresses: as folders, as words of the last name, and as the stamps that publishing systems append.

use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use regex::Regex;

use super::When;
use crate::lang;
use crate::text;

/// Years that a story on the web can be of; the oldest news archives on the web begin in 1995.
const YEARS: std::ops::RangeInclusive<i16> = 1995..=2100;

/// Names of a query's fields whose value is plainly a date.
const FIELDS: [&str; 6] = ["date", "day", "pubdate", "publish_date", "published", "d"];

/// `2025/08/13`, `2025-08-13`, `2025_08_13`, `2025/aug/13` between marks of a path.
static PARTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[/_.-])((\d{4})([/_-])(\d{1,2}|[a-z]{3,9})([/_-])(\d{1,2}))(?:$|[/_.-])").ok()
});

/// `29-10-2025`, the year last.
static PARTED_LAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[/_.-])((\d{1,2})([/_.-])(\d{1,2})([/_.-])((?:19|20)\d{2}))(?:$|[/_.-])").ok()
});

/// `20250813`, `2025/0813`, `202508/13`, `2025-08/13` as whole folders.
static FOLDED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/((\d{4})[/-]?(\d{2})[/-]?(\d{2}))(?:/|_)").ok());

/// See [`super::in_address`].
pub(super) fn in_address(url: &str) -> Option<(When, String)> {
    let (path, query) = parts(url);
    let path = path.to_ascii_lowercase();
    let mut found: Vec<(When, String)> =
        stamps(&path).chain(parted(&path)).chain(folded(&path)).collect();
    if found.is_empty() {
        found = parted_last(&path).collect();
    }
    if found.is_empty() {
        found = fields(query).collect();
    }
    let first = found.first()?.0.date;
    if found.iter().any(|(when, _)| when.date != first) {
        return None;
    }
    // The most telling one: a stamp has the time as well.
    let most = found.iter().position(|(when, _)| when.time.is_some()).unwrap_or(0);
    found.into_iter().nth(most)
}

/// The path and the query of an address; what has no host is a path.
fn parts(url: &str) -> (&str, &str) {
    // An archive's address ends in that of the story: `…/web/20181206101316/https://…`.
    let url = url.rfind("http").map_or(url, |at| text::after(url, at));
    let url = url.split('#').next().unwrap_or(url);
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let Some((_, behind)) = address.split_once("//") else { return (address, query) };
    let path = behind.find('/').map_or("", |at| behind.get(at..).unwrap_or_default());
    (path, query)
}

/// The stamps among the runs of digits of a path.
fn stamps(path: &str) -> impl Iterator<Item = (When, String)> + '_ {
    path.split(|char: char| !char.is_ascii_alphanumeric())
        .filter(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(|run| stamp(run).map(|when| (when, run.to_owned())))
}

/// A run of digits that is a moment: `yyyyMMddHHmmss`, the same with milliseconds, or a site's number of three digits,
/// `yyMMddHHmmss` and milliseconds. The last is the form of the `VCCorp` system, which most Vietnamese papers publish with.
fn stamp(run: &str) -> Option<When> {
    let (century, digits) = match run.len() {
        14 | 17 => ("", run),
        18 => ("20", run.get(3..)?),
        _ => return None,
    };
    let moment = format!("{century}{digits}");
    let number = |from: usize, length: usize| moment.get(from..from + length)?.parse::<i16>().ok();
    let small = |from: usize| i8::try_from(number(from, 2)?).ok();
    let date = day(number(0, 4)?, small(4)?, small(6)?)?;
    let time = Time::new(small(8)?, small(10)?, small(12)?, 0).ok()?;
    Some(When { date, time: Some(time), offset: None })
}

fn parted(path: &str) -> impl Iterator<Item = (When, String)> + '_ {
    PARTED.iter().flat_map(|pattern| pattern.captures_iter(path)).filter_map(|found| {
        let part = |number: usize| found.get(number).map_or("", |part| part.as_str());
        if part(3) != part(5) {
            return None;
        }
        let month = part(4).parse().ok().or_else(|| month(part(4)))?;
        let date = day(part(2).parse().ok()?, month, part(6).parse().ok()?)?;
        Some((When { date, time: None, offset: None }, part(1).to_owned()))
    })
}

/// Only where the numbers can be read in one way: nobody knows whether 03-04 is of March or of April.
fn parted_last(path: &str) -> impl Iterator<Item = (When, String)> + '_ {
    PARTED_LAST.iter().flat_map(|pattern| pattern.captures_iter(path)).filter_map(|found| {
        let part = |number: usize| found.get(number).map_or("", |part| part.as_str());
        let (one, other): (i8, i8) = (part(2).parse().ok()?, part(4).parse().ok()?);
        let year = part(6).parse().ok()?;
        let date = match (day(year, other, one), day(year, one, other)) {
            (Some(date), None) | (None, Some(date)) => Some(date),
            (Some(date), Some(same)) if date == same => Some(date),
            _ => None,
        };
        let date = date.filter(|_| part(3) == part(5))?;
        Some((When { date, time: None, offset: None }, part(1).to_owned()))
    })
}

fn folded(path: &str) -> impl Iterator<Item = (When, String)> + '_ {
    FOLDED.iter().flat_map(|pattern| pattern.captures_iter(path)).filter_map(|found| {
        let part = |number: usize| found.get(number).map_or("", |part| part.as_str());
        let date = day(part(2).parse().ok()?, part(3).parse().ok()?, part(4).parse().ok()?)?;
        Some((When { date, time: None, offset: None }, part(1).to_owned()))
    })
}

/// Fields of the query that are named for a date and hold one.
fn fields(query: &str) -> impl Iterator<Item = (When, String)> + '_ {
    query.split('&').filter_map(|field| {
        let (name, value) = field.split_once('=')?;
        let when = FIELDS.contains(&name).then(|| super::machine(value)).flatten()?;
        let is_sane = YEARS.contains(&when.date.year()) && value.len() <= 10 && value.len() >= 8;
        is_sane.then(|| (When { time: None, offset: None, ..when }, value.to_owned()))
    })
}

/// The month of an English name, as the Guardian writes it: `/2025/aug/13/`.
fn month(name: &str) -> Option<i8> {
    let months = &lang::get("en")?.file.dates.months;
    let is_it = |names: &Vec<String>| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    i8::try_from(months.iter().position(is_it)? + 1).ok()
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    if YEARS.contains(&year) { Date::new(year, month, day).ok() } else { None }
}
