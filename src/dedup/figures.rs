//! The figures of a text: numbers by value, days of months, codes.

use super::anchors::{Finder, Sort};
use super::numbers::{self, canonical, roman, spaces_thousands};
use super::romanise::romanise;
use super::scales::{leading_scale, scale};
use super::tokens::{Class, Token, digit};
use crate::text::Span;

/// Letters between a day and its month, at most: ` de `, `. `.
const WIDEST_GAP: usize = 4;
/// Years that the Thai calendar is ahead.
const BUDDHIST_YEARS: f64 = 543.0;
/// The year that news is about more often than any other; years around it are common in proportion.
const COMMON_YEAR: f64 = 2025.0;
/// The longest code, in bytes; what is longer is a run of letters without meaning.
const LONGEST_CODE: usize = 24;
/// Bytes between the tokens of a code, at most: those of a dash that does not break.
const WIDEST_JOINT: usize = 3;
/// Tokens that a code may be made of: `57-NQ/TW` has three.
const MOST_JOINED: usize = 6;

impl Finder<'_> {
    /// Notes the numbers and days.
    pub(super) fn figures(&mut self, tokens: &[Token<'_>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            if token.class == Class::Digits {
                at += self.number(tokens, at - 1);
            } else if token.class == Class::Cased
                && let Some(value) = roman(token.text)
            {
                self.value(f64::from(value), 0, Span::new(token.start, token.end()));
            }
        }
    }

    /// Notes the number at a token; returns how many tokens behind it belong to it.
    fn number(&mut self, tokens: &[Token<'_>], at: usize) -> usize {
        let Some(token) = tokens.get(at) else { return 0 };
        let Some((mut value, mut decimals)) = numbers::value(token.text, self.language) else {
            self.parts(token);
            return 0;
        };
        let mut used = 0;
        if spaces_thousands(self.language) && decimals == 0 && token.text.len() <= 3 {
            while let Some(next) = tokens.get(at + used + 1)
                && self.is_group(tokens.get(at + used), next)
            {
                let group =
                    numbers::value(next.text, self.language).map_or(0.0, |(value, _)| value);
                value = value * 1000.0 + group;
                used += 1;
            }
        }
        let mut end = tokens.get(at + used).map_or(token.end(), Token::end);
        if let Some((power, behind)) = self.scales_behind(tokens, at + used) {
            value *= 10_f64.powi(power);
            decimals = 0;
            used += behind;
            end = tokens.get(at + used).map_or(end, Token::end);
            let (more, tokens) = self.remainder(tokens, at + used, power);
            value += more;
            used += tokens;
        }
        self.value(value, decimals, Span::new(token.start, end));
        self.day(value, token);
        self.pair(tokens, at);
        used
    }

    /// Whether `next` is a group of three digits that a space parts from the token before.
    fn is_group(&self, before: Option<&Token<'_>>, next: &Token<'_>) -> bool {
        let gap = before.and_then(|before| self.text.get(before.end()..next.start));
        next.class == Class::Digits
            && next.text.len() == 3
            && gap.is_some_and(|gap| matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}"))
    }

    /// The scale that stands behind a number, and a larger one that stands behind that: `5 nghìn tỷ`, `2 mil millones`,
    /// `3 लाख करोड़`; their power of ten and the tokens they take.
    fn scales_behind(&self, tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
        let (power, used) = self.scale_behind(tokens, at)?;
        let spaced = tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.class, Class::Cased | Class::Caseless));
        match self.scale_behind(tokens, at + used) {
            Some((more, behind)) if spaced && more > power => Some((power + more, used + behind)),
            _ => Some((power, used)),
        }
    }

    /// The scale that stands behind a number: its power of ten and the tokens it takes.
    fn scale_behind(&self, tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
        let token = tokens.get(at)?;
        let next = tokens.get(at + 1)?;
        let gap = self.text.get(token.end()..next.start)?;
        if !matches!(gap, "" | " " | "\u{a0}" | "\u{202f}" | "-") {
            return None;
        }
        match next.class {
            Class::Cased | Class::Caseless => Some((scale(&folded(next.text))?, 1)),
            Class::Han | Class::Hangul | Class::Joined => {
                let (power, length) = leading_scale(next.text)?;
                Some((power, usize::from(length == next.text.len())))
            }
            _ => None,
        }
    }

    /// What East Asian numbers go on with behind a scale: the 2400 of 1万2400; its value and the tokens it takes.
    fn remainder(&self, tokens: &[Token<'_>], at: usize, power: i32) -> (f64, usize) {
        let (Some(scale), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
            return (0.0, 0);
        };
        let east = matches!(scale.class, Class::Han | Class::Hangul);
        if !east || next.class != Class::Digits || scale.end() != next.start {
            return (0.0, 0);
        }
        let Some((value, 0)) = numbers::value(next.text, self.language) else { return (0.0, 0) };
        match self.scale_behind(tokens, at + 1) {
            Some((lower, behind)) if lower < power => (value * 10_f64.powi(lower), 1 + behind),
            None if value < 10_f64.powi(power) => (value, 1),
            _ => (0.0, 0),
        }
    }

    /// The parts of what is no single number, such as 12.05.2024.
    fn parts(&mut self, token: &Token<'_>) {
        let span = Span::new(token.start, token.end());
        let parts: Vec<u32> =
            token.text.split(|letter: char| digit(letter).is_none()).filter_map(whole).collect();
        for part in &parts {
            self.value(f64::from(*part), 0, span);
        }
        if let [day, month, year] = parts.as_slice() {
            let (day, month) = if *day > 31 { (*year, *month) } else { (*day, *month) };
            self.date(day, month, span);
        }
    }

    /// Notes a number. Shares are those of news in twelve languages, rounded: small numbers and years are in many
    /// texts, round ones in some, long ones in hardly any.
    fn value(&mut self, value: f64, decimals: usize, span: Span) {
        let thai = self.language.starts_with("th") && decimals == 0;
        let value =
            if thai && (2400.0..=2600.0).contains(&value) { value - BUDDHIST_YEARS } else { value };
        let word = canonical(value);
        let significant = word.split('e').next().unwrap_or_default().len();
        let share = match value {
            _ if decimals == 1 && value < 10.0 => 0.015,
            _ if decimals > 0 => 0.005,
            ..=10.0 => 0.4,
            ..=31.0 => 0.15,
            ..100.0 => 0.06,
            1990.0..=2035.0 => 0.25 / (1.0 + (COMMON_YEAR - value).abs()),
            1800.0..1990.0 => 0.01,
            _ if significant == 1 => 0.03,
            ..1000.0 => 0.01,
            _ if significant <= 3 => 0.006,
            _ => 0.001,
        };
        self.note(Sort::Number, &word, span, share);
    }

    /// Notes two numbers with a sign between them: 2-0, 22/9, 2013-2016.
    fn pair(&mut self, tokens: &[Token<'_>], at: usize) {
        let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return };
        let Some(gap) = self.text.get(token.end()..next.start) else { return };
        let (Some(first), Some(second)) = (whole(token.text), whole(next.text)) else { return };
        let span = Span::new(token.start, next.end());
        match gap {
            "/" if (1..=12).contains(&second) => self.date(first, second, span),
            "/" if (1..=12).contains(&first) => self.date(second, first, span),
            "-" | "–" | "—" | ":" | "−" | "~" | "〜" | "～" | "：" => {
                let share = if first > 31 || second > 31 { 0.002 } else { 0.02 };
                self.note(Sort::Number, &format!("{first}-{second}"), span, share);
            }
            _ => {}
        }
    }

    /// Notes the day that a number is where a month's name stands beside it: `14 November`, `November 14`, `11月14日`.
    fn day(&mut self, value: f64, token: &Token<'_>) {
        let Some(day) = (1..=31_u32).find(|day| (f64::from(*day) - value).abs() < 0.01) else {
            return;
        };
        let near = |from: usize, to: usize| {
            let gap = self.text.get(from..to).unwrap_or("too far");
            gap.chars().count() <= WIDEST_GAP
                && !gap.chars().any(|letter| letter.is_numeric() || letter == '\n')
        };
        // Concepts stand in the order of the text, so that few are looked at however long the text is.
        let reach = WIDEST_GAP * char::MAX.len_utf8();
        let first = self.concepts.partition_point(|concept| concept.end + reach < token.start);
        let close = self.concepts.iter().skip(first);
        let mut close = close.take_while(|concept| concept.start <= token.end() + reach);
        let month = close.find_map(|concept| {
            let number = concept.id.strip_prefix("month:")?;
            let behind = concept.start >= token.end() && near(token.end(), concept.start);
            let before = concept.end <= token.start && near(concept.end, token.start);
            if behind || before { number.parse().ok() } else { None }
        });
        if let Some(month) = month {
            self.date(day, month, Span::new(token.start, token.end()));
        }
    }

    /// Notes a day of a month, where it is one.
    fn date(&mut self, day: u32, month: u32, span: Span) {
        if (1..=31).contains(&day) && (1..=12).contains(&month) {
            self.note(Sort::Date, &format!("{month}-{day}"), span, 0.02);
        }
    }

    /// Notes capitals and mixtures of letters and digits.
    pub(super) fn codes(&mut self, tokens: &[Token<'_>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let wide = self.joined(tokens, at);
            let end = tokens.get(at + wide - 1).map_or(token.end(), Token::end);
            at += wide;
            let span = Span::new(token.start, end);
            if matches!(token.class, Class::Digits | Class::Cased)
                && span.len() <= LONGEST_CODE
                && let Some(share) = code_share(span.of(self.text), wide > 1)
            {
                let word = romanise(span.of(self.text));
                self.note(Sort::Code, &word, span, share);
            }
        }
    }

    /// How many tokens from `at` on a code spans: Latin words and digits joined by nothing, a dash, a slash or `&`.
    fn joined(&self, tokens: &[Token<'_>], at: usize) -> usize {
        let latin = |token: &Token<'_>| matches!(token.class, Class::Digits | Class::Cased);
        let mut wide = 1;
        while let (Some(token), Some(next)) = (tokens.get(at + wide - 1), tokens.get(at + wide)) {
            if next.start > token.end() + WIDEST_JOINT {
                break;
            }
            let gap = self.text.get(token.end()..next.start).unwrap_or(" ");
            if gap.bytes().next() == Some(b' ') {
                break;
            }
            let joint = matches!(gap, "" | "-" | "/" | "&" | "‑");
            if !latin(token) || !latin(next) || !joint || wide >= MOST_JOINED {
                break;
            }
            wide += 1;
        }
        wide
    }
}

/// The share of texts that have a code; `None` for what is none. Made of several tokens it has a capital, and a digit
/// or no small letter; made of one it is two to eight capitals and no Roman numeral.
fn code_share(word: &str, several: bool) -> Option<f64> {
    if !several && word.bytes().any(|byte| byte.is_ascii_lowercase())
        || !word.bytes().any(|byte| byte.is_ascii_alphabetic())
    {
        return None;
    }
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    let small = word.chars().any(char::is_lowercase);
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    if capitals == 0 {
        return None;
    }
    match several {
        true if digits => Some(0.001),
        true if !small => Some(0.002),
        false if small || roman(word).is_some() => None,
        false => match capitals {
            2 => Some(0.03),
            3..=8 => Some(0.006),
            _ => None,
        },
        true => None,
    }
}

/// The value of a run of digits of any script without separators.
fn whole(digits: &str) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits
        .chars()
        .try_fold(0_u32, |value, letter| value.checked_mul(10)?.checked_add(digit(letter)?))
}

/// A word as the table of scales has it: lower case, Latin and Greek letters without diacritics.
fn folded(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.chars().next() {
        Some('\u{370}'..='\u{3ff}') => lower.chars().map(unaccented).collect(),
        Some(first) if (first as u32) < 0x250 => romanise(&lower),
        _ => lower,
    }
}

/// A Greek vowel without its accent.
fn unaccented(letter: char) -> char {
    match letter {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        _ => letter,
    }
}
