//! Pieces of a line → the parts that dates are made of: times, written dates, numbers with a unit, zones.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::Role;
use super::token::{Kind, Piece};
use super::words::{Half, Other, Word};
use super::zone::{self, Zone};
use crate::lang::Unit;

/// A part of a date, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) part: Part,
    /// Its first byte in the line.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
}

/// What a part of a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `13/08/2025`, `2025-08-13`, `13.08.25`: three numbers with one mark between them.
    Triple([Digits; 3], char),
    /// `12/8`, `13.08`.
    Pair([Digits; 2], char),
    /// A number that no word explains.
    Plain(Digits),
    /// A day, 13 of `ngày 13`, `13日`.
    Day(i32),
    /// A month by number, 8 of `tháng 8`, `8月`.
    MonthNumber(i32),
    /// A year that a word names, with its era counted in.
    Year(i32),
    /// A month by name, and whether the same word can be a day of the week.
    Month(i8, Option<i8>),
    /// A month of the Solar Hijri calendar.
    Solar(i8),
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// A time of day.
    Time(Clock),
    /// Before or after noon.
    Half(Half),
    /// A zone; the offset is `None` when its name is not enough to know it.
    Zone(Zone),
    /// A label.
    Role(Role),
    /// A word that says "now comes the day": `ngày` before `12/8`.
    DayWord,
    /// A word that belongs to the time before it: `Uhr`, `น.`.
    TimeWord,
    /// A word that says nothing.
    Filler,
    /// Punctuation.
    Mark(char),
}

/// A number and how many digits it is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) value: i32,
    pub(super) width: usize,
}

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i32,
    pub(super) minute: i32,
    pub(super) second: i32,
}

/// The parts of a line, in order, as far as its pieces make sense; the second value says whether that is to the end.
pub(super) fn items(pieces: &[Piece]) -> (Vec<Item>, bool) {
    let mut reader = Reader { pieces, at: 0, items: Vec::new() };
    while reader.at < pieces.len() {
        let Some((part, length)) = reader.next() else { return (reader.items, false) };
        let start = reader.piece(0).map_or(0, |piece| piece.start);
        let end = reader.piece(length - 1).map_or(start, |piece| piece.end);
        reader.items.push(Item { part, start, end });
        reader.at += length;
    }
    (reader.items, true)
}

/// A walk over the pieces of a line.
pub(super) struct Reader<'a> {
    pieces: &'a [Piece],
    at: usize,
    items: Vec<Item>,
}

impl Reader<'_> {
    /// The part that begins here, and how many pieces it takes.
    fn next(&self) -> Option<(Part, usize)> {
        match self.piece(0)?.kind {
            Kind::Number(_, width) if width > 4 => None,
            Kind::Number(..) => self.time().or_else(|| self.hours()).or_else(|| self.numbers()),
            Kind::Word(word) => self.word(&word),
            Kind::Mark('+' | '-') => self.bare_offset().or_else(|| self.mark()),
            Kind::Mark('z') => Some((Part::Zone(Zone::Known(Offset::UTC)), 1)),
            Kind::Mark(_) => self.mark(),
        }
    }

    pub(super) fn piece(&self, ahead: usize) -> Option<&Piece> {
        self.pieces.get(self.at + ahead)
    }

    fn mark(&self) -> Option<(Part, usize)> {
        let Kind::Mark(mark) = self.piece(0)?.kind else { return None };
        Some((Part::Mark(mark), 1))
    }

    pub(super) fn digits(&self, ahead: usize) -> Option<Digits> {
        match self.piece(ahead)?.kind {
            Kind::Number(value, width) => Some(Digits { value, width }),
            _ => None,
        }
    }

    /// The number that follows without white space.
    pub(super) fn glued(&self, ahead: usize) -> Option<Digits> {
        if self.piece(ahead)?.gap { None } else { self.digits(ahead) }
    }

    pub(super) fn is_mark(&self, ahead: usize, mark: char) -> bool {
        self.piece(ahead).is_some_and(|piece| piece.kind == Kind::Mark(mark))
    }

    pub(super) fn is_glued_mark(&self, ahead: usize, mark: char) -> bool {
        self.is_mark(ahead, mark) && self.piece(ahead).is_some_and(|piece| !piece.gap)
    }

    pub(super) fn word_at(&self, ahead: usize) -> Option<Word> {
        match self.piece(ahead)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn unit_at(&self, ahead: usize) -> Option<Unit> {
        self.word_at(ahead)?.unit
    }

    pub(super) fn has_gap(&self, ahead: usize) -> bool {
        self.piece(ahead).is_some_and(|piece| piece.gap)
    }

    fn word(&self, word: &Word) -> Option<(Part, usize)> {
        if let Some(era) = word.era {
            return self.era(era);
        }
        if let (Some(unit), false) = (word.unit, word.behind)
            && unit != Unit::Hour
        {
            return self.prefixed(unit);
        }
        let part = match *word {
            Word { role: Some(role), .. } => Part::Role(role),
            Word { month: Some(month), weekday, .. } => Part::Month(month, weekday),
            Word { other: Some(Other::Solar(month)), .. } => Part::Solar(month),
            Word { weekday: Some(weekday), .. } => Part::Weekday(weekday),
            // `13 أغسطس 2025 م`: the sign for the afternoon is that of the common era, too.
            Word { half: Some(_), filler: true, .. } if self.is_behind_year() => Part::Filler,
            Word { half: Some(half), .. } => Part::Half(half),
            Word { unit: Some(Unit::Hour), .. } => Part::TimeWord,
            Word { zone: Some(zone), .. } => return self.zone(zone),
            Word { filler: true, .. } => Part::Filler,
            _ => return None,
        };
        Some((part, 1))
    }

    /// Whether a year has been read, or a date as numbers.
    pub(super) fn is_behind_a_year(&self) -> bool {
        self.items.iter().any(|item| match item.part {
            Part::Plain(digits) | Part::Triple([.., digits], _) => digits.width == 4,
            part => matches!(part, Part::Year(_)),
        })
    }

    fn is_behind_year(&self) -> bool {
        self.items.last().is_some_and(|item| match item.part {
            Part::Plain(digits) | Part::Triple([.., digits], _) => digits.width == 4,
            part => matches!(part, Part::Year(_)),
        })
    }

    /// `令和7年`, `พ.ศ. 2568`; a year's word behind it is part of it.
    fn era(&self, (before_first, last): (i16, Option<i16>)) -> Option<(Part, usize)> {
        let year = self.digits(1).filter(|year| year.width <= 4)?;
        let length = if self.unit_at(2) == Some(Unit::Year) { 3 } else { 2 };
        let year = year.value + i32::from(before_first);
        // A year behind the end of its era is a slip, and of which kind nobody knows.
        last.is_none_or(|last| year <= i32::from(last)).then_some((Part::Year(year), length))
    }

    /// `ngày 13`, `tháng 8`, `năm 2025`; before a written date the word says only that one comes.
    fn prefixed(&self, unit: Unit) -> Option<(Part, usize)> {
        let alone = if unit == Unit::Day { Part::DayWord } else { Part::Filler };
        let Some(number) = self.digits(1) else { return Some((alone, 1)) };
        if self.is_date_mark(2) && self.digits(3).is_some() {
            return Some((alone, 1));
        }
        named(unit, number).map(|part| (part, 2))
    }

    /// `GMT+7`, `UTC +07:00`, `ICT`.
    fn zone(&self, zone: Zone) -> Option<(Part, usize)> {
        let sign = match self.piece(1).map(|piece| piece.kind) {
            Some(Kind::Mark('+')) => 1,
            Some(Kind::Mark('-')) => -1,
            // Before all else the word is another one: `de Wit`.
            _ => return (!self.items.is_empty()).then_some((Part::Zone(zone), 1)),
        };
        if zone != Zone::Known(Offset::UTC) || self.glued(2).is_none() {
            return Some((Part::Zone(zone), 1));
        }
        let (offset, length) = self.offset(1, sign)?;
        Some((Part::Zone(Zone::Known(offset)), 1 + length))
    }

    /// `+0700` behind a time. `09:00-17:00` is a stretch of time, so that a minus counts only where none can be meant:
    /// behind `T`, behind seconds, before four digits.
    fn bare_offset(&self) -> Option<(Part, usize)> {
        let Part::Time(_) = self.items.last()?.part else { return None };
        let is_iso =
            self.items.iter().rev().nth(1).is_some_and(|item| item.part == Part::Mark('t'));
        let is_plus = self.is_mark(0, '+');
        let is_basic = self.glued(1).is_some_and(|digits| digits.width == 4);
        if !is_plus && !is_iso && !is_basic && !self.is_behind_seconds() {
            return None;
        }
        let (offset, length) = self.offset(0, if is_plus { 1 } else { -1 })?;
        Some((Part::Zone(Zone::Known(offset)), length))
    }

    /// Whether the pieces before this one are `:00:30` or `:30.123`.
    fn is_behind_seconds(&self) -> bool {
        let before = self.pieces.get(..self.at).unwrap_or_default();
        let [.., colon, minute, mark, _] = before else { return false };
        colon.kind == Kind::Mark(':')
            && !minute.gap
            && matches!(mark.kind, Kind::Mark(':' | '.' | ','))
    }

    /// The digits behind the sign at `ahead`; none when no place on earth has that offset.
    fn offset(&self, ahead: usize, sign: i32) -> Option<(Offset, usize)> {
        let hours = self.glued(ahead + 1)?;
        if hours.width == 4 {
            return Some((zone::signed(sign, hours.value / 100, hours.value % 100)?, 2));
        }
        let minutes = self.glued(ahead + 3).filter(|_| self.is_glued_mark(ahead + 2, ':'));
        let offset = zone::signed(sign, hours.value, minutes.map_or(0, |minutes| minutes.value))?;
        Some((offset, if minutes.is_some() { 4 } else { 2 }))
    }
}

impl Clock {
    /// A time that a clock can show; 24:00 is midnight at the end of a day.
    pub(super) fn new(hour: i32, minute: i32, second: i32) -> Option<Clock> {
        let fits =
            (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
        fits.then_some(Clock { hour, minute, second })
    }

    /// The hour of the day, counted from midnight; `None` when half and hour contradict each other (`15:30 AM`).
    pub(super) fn on_dial(self, half: Option<Half>) -> Option<Clock> {
        let hour = match (half, self.hour) {
            (Some(Half::Am), 12) => 0,
            (Some(Half::Am), 13..) => return None,
            // `12` at night is the beginning or the end of the day.
            (Some(Half::Night), 12) => 24,
            (Some(Half::Night), hour @ 6..=11) | (Some(Half::Pm), hour @ ..=11) => hour + 12,
            (_, hour) => hour,
        };
        Some(Clock { hour, ..self })
    }

    /// The time; `None` for 24:00, which no clock shows on that day. A leap second is told as the second before it.
    pub(super) fn time(self) -> Option<Time> {
        let small = |number: i32| i8::try_from(number).unwrap_or(i8::MAX);
        Time::new(small(self.hour), small(self.minute), small(self.second.min(59)), 0).ok()
    }
}

/// The part of a date that a number with this unit is.
pub(super) fn named(unit: Unit, number: Digits) -> Option<Part> {
    match unit {
        Unit::Day => Some(Part::Day(number.value)),
        Unit::Month => Some(Part::MonthNumber(number.value)),
        Unit::Year if number.width == 4 => Some(Part::Year(number.value)),
        _ => None,
    }
}
