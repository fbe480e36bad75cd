//! Numbers → a day that exists, in the order that the hints, the language, the numbers or the weekday decide.

use jiff::civil::Date;

use super::Hints;
use super::item::Digits;
use super::solar;
use super::token::{Kind, Piece};
use crate::config::DateOrder;
use crate::lang::Lang;

/// Years that a news article or a document that it prints can be of; anything else is a misread number.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Two-digit years from here on are of the 20th century (POSIX.1-2024, `strptime`, `%y`).
const PIVOT: i32 = 69;

/// Years that pages of news on the web are of, with some to come.
const OF_THE_WEB: std::ops::RangeInclusive<i32> = 1997..=2035;

/// What the numbers of a date come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// A day.
    Day(Date),
    /// A date, but which day it is cannot be decided.
    Open,
}

/// How the numbers of a line are read: by whom, and in whose language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Custom {
    /// What the caller wants.
    wanted: DateOrder,
    /// What the language does.
    usual: DateOrder,
    /// How many years the calendar of the language is ahead.
    ahead: i32,
    /// Whether the language has the Solar Hijri calendar.
    is_solar: bool,
}

impl Custom {
    /// The custom of a language under the caller's hints.
    pub(super) fn new(lang: Option<&Lang>, hints: &Hints<'_>) -> Custom {
        let usual = match lang.map(|lang| lang.file.dates.order.as_str()) {
            Some("dmy") => DateOrder::Dmy,
            Some("mdy") => DateOrder::Mdy,
            Some("ymd") => DateOrder::Ymd,
            _ => DateOrder::Auto,
        };
        let ahead = lang.map_or(0, |lang| i32::from(lang.file.dates.year_offset));
        let is_solar = lang.is_some_and(|lang| !lang.file.dates.solar_months.is_empty());
        Custom { wanted: hints.order, usual, ahead, is_solar }
    }

    /// The same where words of another language stand in the line, whose custom may be meant.
    pub(super) fn unless_mixed(self, pieces: &[Piece]) -> Custom {
        let is_foreign = |piece: &Piece| matches!(piece.kind, Kind::Word(word) if word.foreign);
        let usual = if pieces.iter().any(is_foreign) { DateOrder::Auto } else { self.usual };
        Custom { usual, ..self }
    }

    /// The order to read by: what the caller wants, else what the language does.
    fn order(self) -> DateOrder {
        if self.wanted == DateOrder::Auto { self.usual } else { self.wanted }
    }

    /// The order of day and month where the year stands last.
    fn year_last(self) -> DateOrder {
        match (self.wanted, self.usual) {
            (DateOrder::Dmy | DateOrder::Mdy, _) => self.wanted,
            (_, DateOrder::Dmy | DateOrder::Mdy) => self.usual,
            _ => DateOrder::Auto,
        }
    }

    /// The day, when it exists; the years of the language's own calendar are counted in the common one.
    pub(super) fn day(self, year: i32, month: i32, day: i32) -> Option<Date> {
        let year = if YEARS.contains(&year) { year } else { year - self.ahead };
        if !YEARS.contains(&year) {
            return None;
        }
        let small = |number: i32| i8::try_from(number).ok();
        Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
    }

    /// The day of three written numbers, which are of the language's own calendar where the year is.
    fn numeric(self, year: i32, month: i32, day: i32) -> Option<Date> {
        if self.is_solar && solar::is_year(year) {
            return solar::day(year, month, day);
        }
        self.day(year, month, day)
    }

    /// Three written numbers; `None` when they are no date in any order.
    pub(super) fn triple(self, numbers: [Digits; 3], weekday: Option<i8>) -> Option<Settled> {
        let [first, second, third] = numbers.map(|number| number.value);
        let settled = match numbers.map(|number| number.width) {
            [4, ..] => Settled::Day(self.numeric(first, second, third)?),
            [.., 4] => self.day_and_month([first, second, third], weekday)?.checked(weekday),
            _ => self.short_year(numbers)?.checked(weekday),
        };
        Some(settled)
    }

    /// `03/04/2025`: the order decides, else the only reading that exists, else the weekday, else nothing.
    fn day_and_month(
        self,
        [first, second, year]: [i32; 3],
        weekday: Option<i8>,
    ) -> Option<Settled> {
        let day_first = self.numeric(year, second, first);
        let month_first = self.numeric(year, first, second);
        let (one, other) = match (day_first, month_first) {
            (None, None) => return None,
            (Some(only), None) | (None, Some(only)) => return Some(Settled::Day(only)),
            (Some(one), Some(other)) => (one, other),
        };
        let is_that_day = |date: Date| weekday == Some(date.weekday().to_monday_one_offset());
        Some(match self.year_last() {
            DateOrder::Dmy => Settled::Day(one),
            DateOrder::Mdy => Settled::Day(other),
            _ if one == other || (is_that_day(one) && !is_that_day(other)) => Settled::Day(one),
            _ if is_that_day(other) && !is_that_day(one) => Settled::Day(other),
            _ => Settled::Open,
        })
    }

    /// `13.08.25`, `25.08.13`: only the order tells where the year is.
    fn short_year(self, numbers: [Digits; 3]) -> Option<Settled> {
        let [first, second, third] = numbers;
        let read = |year: Digits, month: Digits, day: Digits| {
            let whole = self.short(year)?;
            self.day(whole, month.value, day.value)
        };
        let by_day = read(third, second, first);
        let by_month = read(third, first, second);
        let by_year = read(first, second, third);
        let readings = [by_day, by_month, by_year];
        let is_date = !self.is_common() || readings.iter().any(Option::is_some);
        let day = match self.order() {
            DateOrder::Dmy => by_day,
            DateOrder::Mdy => by_month,
            DateOrder::Ymd => by_year,
            DateOrder::Auto => None,
        };
        is_date.then_some(day.map_or(Settled::Open, Settled::Day))
    }

    /// Whether the language counts years as the common calendar does.
    fn is_common(self) -> bool {
        self.ahead == 0 && !self.is_solar
    }

    /// The year that two digits mean; where the calendar is another one only what it makes a year of the web's (`68` is 2568
    /// and 2025; nothing of 1968 was published there, and `20` may be 2020).
    fn short(self, year: Digits) -> Option<i32> {
        let century = (2000 + self.ahead) / 100 * 100;
        let own = year.value + century;
        if self.ahead > 0 && year.width == 2 && OF_THE_WEB.contains(&(own - self.ahead)) {
            return Some(own);
        }
        let is_known = year.width == 2 && self.is_common();
        is_known.then_some(year.value + if year.value >= PIVOT { 1900 } else { 2000 })
    }

    /// A day and a month with a year of two digits, which stands last.
    pub(super) fn short_year_last(self, year: Digits, month: i32, day: i32) -> Option<Settled> {
        let is_last = matches!(self.order(), DateOrder::Dmy | DateOrder::Mdy);
        match self.short(year).filter(|_| is_last) {
            Some(whole) => self.day(whole, month, day).map(Settled::Day),
            None => is_day_of_some_year(month, day).then_some(Settled::Open),
        }
    }
}

impl Settled {
    /// Undecided when the day of the week is another one than is written beside it, and the numbers would fit it in the other
    /// order of day and month: then the weekday refutes the order, and a wrong order is months away from the truth.
    ///
    /// Where the numbers can be read in one way only (a month by name, the year first, a day over 12), the day stands although
    /// the weekday is another: of two words that contradict each other one is a slip, and it is the weekday that is kept from
    /// a copied line or typed from memory, while the numbers come from the clock of the CMS. Should the slip be in the number
    /// after all, the day is off by a few, where an empty cell would be off by everything; whoever sorts by date is served, and
    /// the words stand in the evidence.
    pub(super) fn checked(self, weekday: Option<i8>) -> Settled {
        let (Settled::Day(date), Some(weekday)) = (self, weekday) else { return self };
        let is_day = |date: Date| date.weekday().to_monday_one_offset() == weekday;
        let turned = Date::new(date.year(), date.day(), date.month()).ok();
        if !is_day(date) && turned.is_some_and(is_day) { Settled::Open } else { self }
    }
}

/// See [`super::shown_order()`].
pub(super) fn shown_order(line: &str) -> DateOrder {
    let mut order = DateOrder::Auto;
    let words = line.split(|letter: char| !letter.is_ascii_digit() && !"./-".contains(letter));
    for word in words.filter(|word| (8..=10).contains(&word.len())) {
        let Some(mark) = ['.', '/', '-'].into_iter().find(|mark| word.contains(*mark)) else {
            continue;
        };
        let numbers: Vec<i32> = word.split(mark).filter_map(|part| part.parse().ok()).collect();
        let shown = match *numbers.as_slice() {
            [13..=31, 1..=12, year] if YEARS.contains(&year) => DateOrder::Dmy,
            [1..=12, 13..=31, year] if YEARS.contains(&year) => DateOrder::Mdy,
            _ => continue,
        };
        if order != DateOrder::Auto && order != shown {
            return DateOrder::Auto;
        }
        order = shown;
    }
    order
}

/// Whether some year has that day of that month.
pub(super) fn is_day_of_some_year(month: i32, day: i32) -> bool {
    // Any leap year has all days that there are.
    Custom { wanted: DateOrder::Auto, usual: DateOrder::Auto, ahead: 0, is_solar: false }
        .day(2024, month, day)
        .is_some()
}
