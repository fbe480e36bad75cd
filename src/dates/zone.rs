//! Offsets from UTC: as written, and as the tz database has them.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZoneDatabase};

/// Largest offset that any place on earth has: UTC+14, Line Islands.
const LARGEST_MINUTES: i32 = 14 * 60;

/// The tz database that is built in, so that the same input gives the same bytes on every machine.
static PLACES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone as a line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Its offset is known.
    Known(Offset),
    /// Several zones share the name: `CST`, `IST`.
    Unclear,
}

impl Zone {
    /// The offset, where it is known.
    pub(super) fn offset(self) -> Option<Offset> {
        match self {
            Zone::Known(offset) => Some(offset),
            Zone::Unclear => None,
        }
    }
}

/// An offset of so many minutes, when a place can have it.
pub(super) fn of_minutes(minutes: i32) -> Option<Offset> {
    if minutes.abs() > LARGEST_MINUTES {
        return None;
    }
    Offset::from_seconds(minutes * 60).ok()
}

/// An offset with its sign: `+7`, `+07`, `+0700`, `+07:00`, `-05:30`, `Z`.
pub(super) fn written(text: &str) -> Option<Offset> {
    if text == "Z" || text == "z" {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 && hours.len() <= 2 => (hours, minutes),
        None if rest.len() == 4 => (rest.get(..2)?, rest.get(2..)?),
        None if rest.len() <= 2 => (rest, "0"),
        _ => return None,
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    signed(sign, hours.parse().ok()?, minutes.parse().ok()?)
}

/// The offset of so many hours and minutes; `sign` is 1 or -1.
pub(super) fn signed(sign: i32, hours: i32, minutes: i32) -> Option<Offset> {
    let minutes = hours.checked_mul(60)?.checked_add(minutes).filter(|_| minutes <= 59)?;
    of_minutes(sign * minutes)
}

/// The offset that a place (IANA) has at its local time; `None` for an unknown place, and for the hours that a change of
/// clocks leaves out or has twice.
pub(super) fn at(place: &str, local: DateTime) -> Option<Offset> {
    let zone = PLACES.get(place).ok()?;
    let zoned = zone.to_ambiguous_zoned(local).unambiguous().ok()?;
    Some(zoned.offset())
}
