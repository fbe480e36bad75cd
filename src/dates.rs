//! A stretch of text → a date, a time with offset, or nothing: never a guess.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::config::DateOrder;
use crate::lang::Lang;
use crate::text::Span;

/// A date, and the time with offset as far as the source gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day, as written: never shifted to another zone.
    pub date: Date,
    /// The time of day, as written.
    pub time: Option<Time>,
    /// The offset from UTC.
    pub offset: Option<Offset>,
}

impl When {
    /// RFC 3339 when time and offset are known, else `YYYY-MM-DD`.
    pub fn to_text(&self) -> String {
        self.date.to_string()
    }
}

/// What helps to read a date.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The language of the document; its words come first, those of all others after.
    pub lang: Option<&'a Lang>,
    /// How 03/04/2025 is read.
    pub order: DateOrder,
    /// The IANA time zone of times without an offset.
    pub zone: Option<&'a str>,
}

/// What a date says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `Published: …`
    Published,
    /// `Updated: …`
    Updated,
    /// Nothing.
    Unsaid,
}

/// A date found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// When; `None` when it is a date that cannot be decided (03/04/2025 in English, no year).
    pub when: Option<When>,
    /// What it says of itself.
    pub role: Role,
    /// The words of the date with its time and zone, in the line, without the label.
    pub span: Span,
}

/// The dates of a line that is nothing but dates, their labels, times, zones and separators
/// (`Thứ Bảy, 12/10/2025 - 09:30 (GMT+7)`, `Published: 9 January 2024 | Updated: …`); empty when a word is left over.
pub fn line(_line: &str, _hints: &Hints<'_>) -> Vec<Found> {
    Vec::new()
}

/// The date with which a line begins before it goes on with something else (` date 2025-09-27 Dây chuyền …`), with its
/// label inside the span: what is cut off. Only complete dates that stand out (an ISO date, a label before it, a
/// separator behind it), since `On 12 May 2024 …` is a sentence.
pub fn prefix(_line: &str, _hints: &Hints<'_>) -> Option<Found> {
    None
}

/// The date in an address and the digits that say it: `/2025/08/13/`, `-20250927104908094.htm`, `-102240425094504794.htm`.
pub fn in_address(_url: &str) -> Option<(When, String)> {
    None
}

/// A date as machines write it in metadata: ISO 8601, RFC 3339, RFC 2822, HTTP, and common slips of these.
pub fn machine(_value: &str) -> Option<When> {
    None
}

/// The day that `7 phút trước` means, counted from `reference` (RFC 3339); a day only, or a minute where the unit says one.
pub fn relative(_text: &str, _reference: jiff::Timestamp) -> Option<When> {
    None
}
