//! Days of the Solar Hijri calendar → days of the common one.

use jiff::ToSpan;
use jiff::civil::Date;

/// The years that the rule below is right for, 1831 to 2255 of the common calendar: one stretch of 33-year cycles.
const YEARS: std::ops::Range<i32> = FIRST..1635;

/// The first year of that stretch.
const FIRST: i32 = 1210;

/// Leap years of the calendar before that stretch, as its rule counts them.
const LEAPS_BEFORE: i32 = 294;

/// Years between the two calendars at the new year, in March.
const AHEAD: i32 = 621;

/// Whether a number is a year that the press writes in this calendar; no year of the common calendar looks like one.
pub(super) fn is_year(year: i32) -> bool {
    YEARS.contains(&year)
}

/// The day, when it exists. The leap years are those of K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon
/// and Planets 74 (1996), 223–230, whose table of cycles agrees with the official calendar for all years of this stretch.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    if !is_year(year) || !(1..=12).contains(&month) || !(1..=length(year, month)).contains(&day) {
        return None;
    }
    let before = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    new_year(year)?.checked_add((before + day - 1).days()).ok()
}

/// How many days a month has.
fn length(year: i32, month: i32) -> i32 {
    match month {
        1..=6 => 31,
        7..=11 => 30,
        _ if is_leap(year) => 30,
        _ => 29,
    }
}

fn is_leap(year: i32) -> bool {
    ((year - FIRST + 1) % 33 - 1).rem_euclid(4) == 0
}

/// The day on which the year begins.
fn new_year(year: i32) -> Option<Date> {
    let common = year + AHEAD;
    let past = year - FIRST;
    let leaps = LEAPS_BEFORE + past / 33 * 8 + (past % 33 + 3) / 4;
    let common_leaps = common / 4 - (common / 100 + 1) * 3 / 4 - 150;
    let day = 20 + leaps - common_leaps;
    Date::new(i16::try_from(common).ok()?, 3, i8::try_from(day).ok()?).ok()
}
