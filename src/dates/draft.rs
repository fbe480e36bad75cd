//! The parts of one date → a day with its time and zone.

use jiff::civil::{Date, DateTime};

use super::calendar::{self, Custom, Settled};
use super::item::{Clock, Digits, Item, Part};
use super::solar;
use super::words::Half;
use super::zone::{self, Zone};
use super::{Hints, When};
use crate::text::Span;

/// The parts of one date, as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) span: Option<Span>,
    triple: Option<[Digits; 3]>,
    pair: Option<([Digits; 2], char)>,
    /// Numbers that no word explains, in order.
    plain: Vec<Digits>,
    /// How many of these came before the month's name.
    before_month: usize,
    day: Option<i32>,
    month: Option<Month>,
    year: Option<i32>,
    weekday: Option<i8>,
    time: Option<Clock>,
    half: Option<Half>,
    zone: Option<Zone>,
    day_word: bool,
    pub(super) label: bool,
}

#[derive(Clone, Copy, Debug)]
struct Month {
    number: i32,
    /// The day of the week that the same word can be.
    or_weekday: Option<i8>,
    /// Whether it is of the Solar Hijri calendar.
    is_solar: bool,
}

impl Draft {
    /// Takes a part in, unless its place is taken.
    pub(super) fn take(&mut self, item: &Item) -> bool {
        let fits = match item.part {
            Part::Triple(numbers, _) => self.is_dayless() && set(&mut self.triple, numbers),
            Part::Pair(numbers, mark) => self.take_pair(numbers, mark),
            Part::Plain(digits) => self.take_plain(digits),
            Part::Day(day) => self.is_unwritten() && set(&mut self.day, day),
            Part::MonthNumber(number) => {
                self.take_month(Month { number, or_weekday: None, is_solar: false })
            }
            Part::Month(number, or_weekday) => {
                self.take_month(Month { number: i32::from(number), or_weekday, is_solar: false })
            }
            Part::Solar(number) => self.take_month(Month {
                number: i32::from(number),
                or_weekday: None,
                is_solar: true,
            }),
            Part::Year(year) => self.is_unwritten() && set(&mut self.year, year),
            Part::Weekday(weekday) => self.take_weekday(weekday),
            Part::Time(clock) => set(&mut self.time, clock),
            Part::Half(half) => set(&mut self.half, half),
            Part::Zone(zone) => self.take_zone(zone),
            Part::DayWord => {
                let is_first = !self.day_word && self.is_dayless();
                self.day_word |= is_first;
                is_first
            }
            Part::TimeWord => self.time.is_some(),
            Part::Role(_) | Part::Filler | Part::Mark(_) => true,
        };
        if fits {
            let start = self.span.map_or(item.start, |span| span.start);
            self.span = Some(Span::new(start, item.end));
        }
        fits
    }

    fn is_unwritten(&self) -> bool {
        self.triple.is_none() && self.pair.is_none()
    }

    fn is_dayless(&self) -> bool {
        let no_month = self.month.is_none_or(|month| month.or_weekday.is_some());
        self.is_unwritten()
            && self.day.is_none()
            && self.year.is_none()
            && self.plain.is_empty()
            && no_month
    }

    pub(super) fn has_day(&self) -> bool {
        let numbers = usize::from(self.day.is_some()) + self.plain.len();
        !self.is_unwritten() || (self.month.is_some() && numbers > 0)
    }

    pub(super) fn is_time_alone(&self) -> bool {
        self.time.is_some() && self.weekday.is_none() && self.month.is_none() && self.is_dayless()
    }

    fn take_pair(&mut self, numbers: [Digits; 2], mark: char) -> bool {
        let [hour, minute] = numbers;
        let is_clock = mark == '.' && minute.width == 2 && hour.value < 24 && minute.value < 60;
        if self.has_day() && is_clock {
            let clock = Clock { hour: hour.value, minute: minute.value, second: 0 };
            return set(&mut self.time, clock);
        }
        self.is_dayless() && set(&mut self.pair, (numbers, mark))
    }

    fn take_plain(&mut self, digits: Digits) -> bool {
        let places = usize::from(self.day.is_none()) + usize::from(self.year.is_none());
        let fits = self.is_unwritten() && self.plain.len() < places;
        if fits {
            self.plain.push(digits);
        }
        fits
    }

    fn take_month(&mut self, month: Month) -> bool {
        match (self.month, month.or_weekday) {
            (None, _) if self.is_unwritten() => {
                self.month = Some(month);
                self.before_month = self.plain.len();
                true
            }
            // `آب/أغسطس` is one month twice.
            (Some(known), _)
                if known.number == month.number && known.is_solar == month.is_solar =>
            {
                true
            }
            // `mar. 4 nov.`: what was taken for the month was the day of the week, or the other way round.
            (Some(Month { or_weekday: Some(weekday), .. }), _) => {
                self.month = Some(month);
                self.before_month = self.plain.len();
                set(&mut self.weekday, weekday)
            }
            (_, Some(weekday)) => set(&mut self.weekday, weekday),
            _ => false,
        }
    }

    /// `Wednesday (Wed)` is one day twice.
    fn take_weekday(&mut self, weekday: i8) -> bool {
        *self.weekday.get_or_insert(weekday) == weekday
    }

    /// `GMT+7 (ICT)` is one zone twice.
    fn take_zone(&mut self, zone: Zone) -> bool {
        match (self.zone, zone) {
            (Some(Zone::Known(one)), Zone::Known(other)) => one == other,
            (Some(Zone::Known(_)), Zone::Unclear) => true,
            _ => {
                self.zone = Some(zone);
                true
            }
        }
    }

    /// The day with the time and the zone of the parts; `None` when these contradict each other (`15:30 AM`).
    pub(super) fn on(&self, date: Date, hints: &Hints<'_>) -> Option<When> {
        let Some(clock) = self.time else {
            return Some(When { date, time: None, offset: None });
        };
        let time = clock.on_dial(self.half)?.time();
        // A zone whose name says too little is still not the zone of the site.
        let offset = match self.zone {
            Some(named) => named.offset(),
            None => time.and_then(|time| zone::at(hints.zone?, DateTime::from_parts(date, time))),
        };
        Some(When { date, time, offset: time.and(offset) })
    }

    /// What the numbers come to; `None` when they are no date.
    pub(super) fn settle(&self, custom: Custom) -> Option<Settled> {
        if let Some(numbers) = self.triple {
            let weekday = self.weekday.or(self.month.and_then(|month| month.or_weekday));
            let is_short = numbers.iter().all(|number| number.width < 4);
            // `1.10.25` alone is a version, a paragraph, a sum.
            return if is_short && !self.has_evidence() {
                None
            } else {
                custom.triple(numbers, weekday)
            };
        }
        if let Some((numbers, mark)) = self.pair {
            return self.settle_pair(numbers, mark);
        }
        self.settle_named(custom)
    }

    /// Whether something but the numbers says that this is a date.
    fn has_evidence(&self) -> bool {
        self.weekday.is_some() || self.time.is_some() || self.label || self.day_word
    }

    /// `Thứ Bảy, 12/10`: a date for sure, but of which year?
    fn settle_pair(&self, numbers: [Digits; 2], mark: char) -> Option<Settled> {
        let [first, second] = numbers.map(|number| number.value);
        let is_wide = numbers.iter().all(|number| number.width == 2);
        let is_said = self.weekday.is_some() || self.day_word || (is_wide && self.has_evidence());
        let is_day = calendar::is_day_of_some_year(second, first)
            || calendar::is_day_of_some_year(first, second);
        (is_day && is_said && (mark == '/' || is_wide)).then_some(Settled::Open)
    }

    /// A month by its name or its word, with the numbers around it.
    fn settle_named(&self, custom: Custom) -> Option<Settled> {
        let Month { number: month, is_solar, .. } = self.month?;
        let (day, year) = match (self.day, self.year, self.plain.as_slice()) {
            (day, year, []) => (day, year.map(Year::Whole)),
            (None, Some(year), [day]) if day.width <= 2 => {
                (Some(day.value), Some(Year::Whole(year)))
            }
            (Some(day), None, [year]) => (Some(day), Some(Year::of(*year))),
            (None, None, [only]) if only.width <= 2 => (Some(only.value), None),
            (None, None, [only]) if only.width == 4 => (None, Some(Year::of(*only))),
            // `2025 August 13`
            (None, None, [year, day])
                if year.width == 4 && day.width <= 2 && self.before_month > 0 =>
            {
                (Some(day.value), Some(Year::of(*year)))
            }
            // `13 August 2025`, `August 13, 2025`; `12 und 13 August` are two days.
            (None, None, [day, year]) if day.width <= 2 && self.before_month < 2 => {
                (Some(day.value), Some(Year::of(*year)))
            }
            _ => return None,
        };
        let Some(day) = day else {
            // A month is no day; behind a label it is a date all the same (`Stand: August 2025`).
            return (self.label && year.is_some()).then_some(Settled::Open);
        };
        match year {
            Some(Year::Whole(year)) if is_solar => solar::day(year, month, day).map(Settled::Day),
            Some(Year::Short(_)) | None if is_solar => {
                (1..=31).contains(&day).then_some(Settled::Open)
            }
            Some(Year::Whole(year)) => custom.day(year, month, day).map(Settled::Day),
            Some(Year::Short(year)) => custom.short_year_last(year, month, day),
            None => calendar::is_day_of_some_year(month, day).then_some(Settled::Open),
        }
    }
}

/// A year as written.
#[derive(Clone, Copy, Debug)]
enum Year {
    Whole(i32),
    Short(Digits),
}

impl Year {
    fn of(digits: Digits) -> Year {
        if digits.width == 2 { Year::Short(digits) } else { Year::Whole(digits.value) }
    }
}

/// Puts a value into its place, unless one is there.
fn set<T>(place: &mut Option<T>, value: T) -> bool {
    let is_free = place.is_none();
    if is_free {
        *place = Some(value);
    }
    is_free
}
