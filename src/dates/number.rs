//! What a number of a line is with the pieces behind it: a time, a written date, a day, a month, a year.

use super::item::{Clock, Digits, Part, Reader, named};
use super::words::{Other, Word};
use crate::lang::Unit;

impl Reader<'_> {
    /// `9:00`, `09:00:30`, `09:00:30.123`; with a dot only where a word behind it says that it is a time.
    pub(super) fn time(&self) -> Option<(Part, usize)> {
        let hour = self.digits(0)?;
        let dotted = self.is_glued_mark(1, '.');
        if hour.width > 2 || !(dotted || self.is_glued_mark(1, ':')) {
            return None;
        }
        // Bengali papers write `১৩ মার্চ ২০২৫, ১৮: ১৫`.
        let is_spaced = !dotted && hour.width == 2 && self.is_behind_a_year();
        let minute = self.glued(2).or_else(|| self.digits(2).filter(|_| is_spaced));
        let minute = minute.filter(|minute| minute.width == 2)?;
        if dotted {
            let says_time = self.word_at(3).is_some_and(|word| {
                word.unit == Some(Unit::Hour) || word.half.is_some() || word.zone.is_some()
            });
            return says_time
                .then_some(())
                .and_then(|()| Clock::new(hour.value, minute.value, 0))
                .map(|clock| (Part::Time(clock), 3));
        }
        let second = self.glued(4).filter(|second| second.width == 2 && self.is_glued_mark(3, ':'));
        let mut length = if second.is_some() { 5 } else { 3 };
        let has_fraction = self.is_glued_mark(length, '.') || self.is_glued_mark(length, ',');
        if second.is_some() && has_fraction && self.is_number(length + 1) {
            length += 2;
        }
        if self.is_glued_mark(length, ':') && self.glued(length + 1).is_some() {
            return None;
        }
        let clock = Clock::new(hour.value, minute.value, second.map_or(0, |second| second.value))?;
        Some((Part::Time(clock), length))
    }

    /// A glued number of any width.
    fn is_number(&self, ahead: usize) -> bool {
        self.glued(ahead).is_some()
    }

    /// `9時00分`, `09h00`, `9 giờ 30`, `9 Uhr`, `9 AM`.
    pub(super) fn hours(&self) -> Option<(Part, usize)> {
        let hour = self.digits(0).filter(|hour| hour.width <= 2)?;
        let word = self.word_at(1)?;
        if word.unit != Some(Unit::Hour) {
            let is_half = word.half.is_some() && (1..=12).contains(&hour.value);
            return is_half
                .then_some(Clock::new(hour.value, 0, 0)?)
                .map(|clock| (Part::Time(clock), 1));
        }
        let (minute, length) = self.minutes();
        let second = self.digits(length).filter(|_| self.unit_at(length + 1) == Some(Unit::Second));
        let length = if second.is_some() { length + 2 } else { length };
        let clock = Clock::new(hour.value, minute, second.map_or(0, |second| second.value))?;
        Some((Part::Time(clock), length))
    }

    /// The minutes behind an hour's word, and the length of the time up to their end.
    fn minutes(&self) -> (i32, usize) {
        let Some(minute) = self.digits(2).filter(|minute| minute.width <= 2) else { return (0, 2) };
        if self.unit_at(3) == Some(Unit::Minute) {
            (minute.value, 4)
        } else if self.glued(2).is_some() || (minute.width == 2 && !self.is_day(3)) {
            (minute.value, 3)
        } else {
            (0, 2)
        }
    }

    /// Whether the number before `ahead` is a day: `9h 13/8/2025`, `9h 13 août 2025`.
    fn is_day(&self, ahead: usize) -> bool {
        let of_date = |word: Word| word.month.is_some() || word.unit.is_some();
        self.is_date_mark(ahead) || self.word_at(ahead).is_some_and(of_date)
    }

    pub(super) fn is_date_mark(&self, ahead: usize) -> bool {
        ['/', '.', '-'].iter().any(|mark| self.is_glued_mark(ahead, *mark))
    }

    pub(super) fn numbers(&self) -> Option<(Part, usize)> {
        let first = self.digits(0)?;
        if let Some(length) = self.lunar(first) {
            return Some((Part::Filler, length));
        }
        let mark = ['/', '.', '-'].into_iter().find(|mark| self.is_mark(1, *mark));
        if let Some(mark) = mark {
            let found = self.triple(first, mark).or_else(|| self.pair(first, mark));
            if found.is_some() {
                return found;
            }
        }
        let named = match self.word_at(1) {
            Some(word) if word.behind => word.unit.and_then(|unit| named(unit, first)),
            _ => None,
        };
        Some(named.map_or((Part::Plain(first), 1), |part| (part, 2)))
    }

    /// `19 صفر 1447 هـ`, `19/02/1447 هـ`: a date of the lunar calendar, which stands beside one of the common calendar.
    fn lunar(&self, first: Digits) -> Option<usize> {
        let is_lunar =
            |ahead: usize| self.word_at(ahead).is_some_and(|word| word.other == Some(Other::Lunar));
        let mark = ['/', '-', '.'].into_iter().find(|mark| self.is_glued_mark(1, *mark));
        if let Some(mark) = mark {
            let (_, length) = self.triple(first, mark)?;
            return is_lunar(length).then_some(length + 1);
        }
        let is_year = self.digits(2).is_some_and(|year| year.width == 4);
        if first.width > 2 || !is_lunar(1) || !is_year {
            return None;
        }
        Some(if is_lunar(3) { 4 } else { 3 })
    }

    /// Three numbers with one mark; a fourth makes it something else (an address of the net, a telephone number).
    fn triple(&self, first: Digits, mark: char) -> Option<(Part, usize)> {
        if !self.is_mark(3, mark) || (mark == '-' && (1..=4).any(|ahead| self.has_gap(ahead))) {
            return None;
        }
        // `13. 8. 2025` has gaps behind its dots, `13 / 8 / 2025` on both sides, `3 .8` nothing of the kind.
        let even = if mark == '.' {
            !self.has_gap(1) && !self.has_gap(3)
        } else {
            (2..=4).all(|ahead| self.has_gap(ahead) == self.has_gap(1))
        };
        let (second, third) = (self.digits(2)?, self.digits(4)?);
        let widths = [first.width, second.width, third.width];
        let is_date = matches!(widths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4]);
        let goes_on = self.is_glued_mark(5, mark) && self.glued(6).is_some();
        (even && is_date && !goes_on).then_some((Part::Triple([first, second, third], mark), 5))
    }

    fn pair(&self, first: Digits, mark: char) -> Option<(Part, usize)> {
        let second = self.glued(2).filter(|second| second.width <= 2 && first.width <= 2)?;
        if mark == '-' || self.has_gap(1) || (self.is_date_mark(3) && self.glued(4).is_some()) {
            return None;
        }
        Some((Part::Pair([first, second], mark), 3))
    }
}
