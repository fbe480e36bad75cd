//! A stretch of text → a date, a time with offset, or nothing: never a guess.

mod address;
mod beside;
mod calendar;
mod draft;
mod gather;
mod glued;
mod item;
mod machine;
mod number;
mod prefix;
mod relative;
mod solar;
mod token;
mod within;
mod words;
mod zone;

use std::borrow::Cow;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::config::DateOrder;
use crate::lang::{self, Lang};
use crate::text::{self, Span, letter};
use calendar::Custom;
use token::Letter;
use words::{COMMON, WORDS};

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
        self.at().unwrap_or_else(|| self.day())
    }

    /// The day as `YYYY-MM-DD`.
    pub fn day(&self) -> String {
        self.date.to_string()
    }

    /// RFC 3339 with a numeric offset, to the second; `None` unless time and offset are known.
    pub fn at(&self) -> Option<String> {
        let (time, minutes) = (self.time?, self.offset?.seconds() / 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let (ahead, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        Some(format!("{}T{hour:02}:{minute:02}:{second:02}{sign}{ahead:02}:{rest:02}", self.date))
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

/// Longest line that can be a line of dates, in characters: two dates in full words with labels, weekdays, times and
/// zones take under 110 in the wordiest language (Vietnamese, Spanish).
pub const LONGEST_LINE: usize = 120;

/// The dates of a line that is nothing but dates, their labels, times, zones and separators
/// (`Thứ Bảy, 11/10/2025 - 09:30 (GMT+7)`, `Published: 9 January 2024 | Updated: …`); empty when a word is left over,
/// and when a date does not exist (31/02). A line longer than [`LONGEST_LINE`] is none.
pub fn line(line: &str, hints: &Hints<'_>) -> Vec<Found> {
    let is_short = line.trim().chars().nth(LONGEST_LINE).is_none();
    if !is_short || !line.chars().any(token::is_numeric) {
        return Vec::new();
    }
    let letters = token::letters(line);
    in_best_language(&letters, hints, |lang| in_language(line, &letters, lang, hints))
}

/// The date with which a line begins before it goes on with something else (` date 2025-09-27 Dây chuyền …`), with its
/// label, brackets and separator inside the span: what is cut off. Only complete dates that stand out (an ISO date, a
/// label with a colon before it, brackets around it, a separator behind it), since `On 12 May 2024 …` is a sentence.
pub fn prefix(line: &str, hints: &Hints<'_>) -> Option<Found> {
    prefix::prefix(line, hints)
}

/// The complete dates in a short line that says other things, too, in order (`By Ann Lee | 13 August 2025 | 5 min read`),
/// each with its label, if one stands at it; undecided is one in numbers that the weekday before it refutes. An end of a
/// stretch of days is none. A date in a sentence is found as well:
/// whoever asks must know that the line speaks of the page.
pub fn within(line: &str, hints: &Hints<'_>) -> Vec<Found> {
    within::within(line, hints)
}

/// As [`within()`], of a line of which its place says that it holds a date: beside a headline `31.10.23` is no version, where
/// the order of its numbers is known.
pub fn beside(line: &str, hints: &Hints<'_>) -> Vec<Found> {
    beside::beside(line, hints)
}

/// A line with a blank before each date, or word of dates, that is glued to what stands before it, as where only style parted
/// them: `Ann LeewoodUpdated: 5 May 2025`.
pub fn unglued<'a>(line: &'a str, hints: &Hints<'_>) -> Cow<'a, str> {
    glued::unglued(line, hints)
}

/// Whether a word is one of dates: a month, a weekday, a label.
pub fn is_word(word: &str, hints: &Hints<'_>) -> bool {
    WORDS.knows(&token::letters(word), 0, tag(hints))
}

/// Whether words before a date, or the label above it, say in the language of the document or in English that it is the
/// day of something else than the page: `Member since`, `Einsendeschluss`, `Born`. A single word says so at either end.
pub fn is_other(words: &str, hints: &Hints<'_>) -> bool {
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    if words.is_empty() {
        return false;
    }
    others(hints).any(|other| {
        words.match_indices(other.as_str()).any(|(at, _)| {
            let (before, behind) =
                (text::before(&words, at), text::after(&words, at + other.len()));
            let is_edge = |beside: Option<char>| {
                beside.is_none_or(|it| !it.is_alphanumeric() || token::is_unspaced(it))
            };
            let is_placed = other.contains(' ') || before.is_empty() || behind.is_empty();
            is_placed && is_edge(before.chars().next_back()) && is_edge(behind.chars().next())
        })
    })
}

/// Whether a line is nothing but such words: the label of the date on the next one.
pub fn is_label_of_other(line: &str, hints: &Hints<'_>) -> bool {
    let line = line.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    !line.is_empty() && others(hints).any(|other| other == line)
}

/// The words that say that a date is not that of the page.
fn others(hints: &Hints<'_>) -> impl Iterator<Item = String> {
    let languages = hints.lang.into_iter().chain(lang::get(COMMON));
    languages.flat_map(|lang| &lang.file.dates.others).map(|other| other.to_lowercase())
}

/// Words without the label of a date behind them: `김하늘 기자 입력`; nothing where they are one.
pub fn without_label<'a>(words: &'a str, hints: &Hints<'_>) -> &'a str {
    let is_end = |it: char| !it.is_alphanumeric() && it != '.' && !letter::is_mark(it);
    let words = words.trim_end_matches(is_end);
    let languages = hints.lang.into_iter().chain(lang::get(COMMON));
    let labels = languages.map(|lang| [&lang.file.dates.published, &lang.file.dates.updated]);
    let mut labels = labels.flatten().flatten().filter(|label| !label.is_empty());
    let rest = labels.find_map(|label| {
        let mut letters = words.char_indices().rev();
        let mut is_same = |wanted| {
            letters.next().is_some_and(|(_, found)| letter::small(found) == letter::small(wanted))
        };
        let is_label = label.chars().rev().all(&mut is_same);
        let from = letters.next().map_or(0, |(at, last)| at + last.len_utf8());
        is_label.then(|| text::before(words, from))
    });
    let is_apart = |rest: &&str| rest.is_empty() || rest.ends_with(char::is_whitespace);
    rest.filter(is_apart).map_or(words, str::trim_end)
}

/// The order of day and month in the dates of a line whose year stands last (`11.24.2025`, `24/11/2025`), where it shows:
/// by a number over twelve.
pub fn shown_order(line: &str) -> DateOrder {
    calendar::shown_order(line)
}

/// The date in an address and the digits that say it: `/2025/08/13/`, `-20250927104908094.htm`,
/// `-102240425094504794.htm`. A time in it is local: it has no offset. `None` when two dates contradict each other.
pub fn in_address(url: &str) -> Option<(When, String)> {
    address::in_address(url)
}

/// A date as machines write it in metadata: ISO 8601, RFC 3339, RFC 2822, HTTP, seconds or milliseconds since 1970, and
/// common slips of these; a date in words where it cannot be misread. The day is kept as written.
pub fn machine(value: &str) -> Option<When> {
    machine::machine(value)
}

/// The day that `7 phút trước` means, counted from `reference` in UTC; a day only, or a minute where the unit says one.
/// Months and years give nothing: they name no day.
pub fn relative(text: &str, reference: jiff::Timestamp) -> Option<When> {
    relative::relative(text, reference)
}

/// What `read` finds in the language of the document, else in English, else what all other languages agree on: where
/// they read different days, there is a date, but nobody knows which.
fn in_best_language(
    letters: &[Letter],
    hints: &Hints<'_>,
    read: impl Fn(Option<&Lang>) -> Vec<Found>,
) -> Vec<Found> {
    let own = read(hints.lang);
    if !own.is_empty() || !has_words(letters, tag(hints)) {
        return own;
    }
    let common = lang::get(COMMON).map_or_else(Vec::new, |english| read(Some(english)));
    if !common.is_empty() {
        return common;
    }
    // Where a line has no word of a language, it is read as in every other one that writes its dates by the same custom.
    let spoken = WORDS.languages(letters);
    let mut customs: Vec<Custom> = Vec::new();
    let mut is_new = |language: &Lang| {
        let custom = Custom::new(Some(language), hints);
        let is_known = customs.contains(&custom);
        customs.extend(Some(custom).filter(|_| !is_known));
        !is_known
    };
    let others = lang::all().iter().filter(|it| it.tag != COMMON && it.tag != tag(hints));
    let others = others.filter(|it| spoken.contains(&it.tag) || is_new(it));
    let mut readings = others.map(|language| read(Some(language)));
    let Some(mut agreed) = readings.find(|found| !found.is_empty()) else { return Vec::new() };
    for other in readings.filter(|found| !found.is_empty()) {
        for (at, found) in agreed.iter_mut().enumerate() {
            if other.get(at).is_none_or(|other| other.when != found.when) {
                found.when = None;
            }
        }
    }
    agreed
}

/// Whether the line has a word that a language could know; cheap, so that prose costs next to nothing.
fn has_words(letters: &[Letter], tag: &str) -> bool {
    let first = letters.iter().position(|letter| letter.char.is_alphabetic());
    first.is_some_and(|at| WORDS.knows(letters, at, tag))
}

/// The language of the document.
fn tag<'a>(hints: &Hints<'a>) -> &'a str {
    hints.lang.map_or("", |lang| lang.tag)
}

fn in_language(
    line: &str,
    letters: &[Letter],
    lang: Option<&Lang>,
    hints: &Hints<'_>,
) -> Vec<Found> {
    let (pieces, length) = token::pieces(letters, lang.map_or("", |lang| lang.tag));
    if length < letters.len() {
        return Vec::new();
    }
    let (items, is_whole) = item::items(&pieces);
    if !is_whole {
        return Vec::new();
    }
    let custom = Custom::new(lang, hints).unless_mixed(&pieces);
    let found = gather::dates(&items, custom, hints).unwrap_or_default();
    found.into_iter().map(|found| Found { span: closed(line, found.span), ..found }).collect()
}

/// The span with the bracket that closes one opened in it: `… (GMT+7)`.
fn closed(line: &str, span: Span) -> Span {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];
    let count = |bracket: char| span.of(line).matches(bracket).count();
    let next = text::after(line, span.end).chars().next();
    let is_open = |pair: &&(char, char)| next == Some(pair.1) && count(pair.0) > count(pair.1);
    let added = PAIRS.iter().find(is_open).map_or(0, |pair| pair.1.len_utf8());
    Span::new(span.start, span.end + added)
}
