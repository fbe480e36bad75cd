//! What of a text survives translation: numbers, dates, codes, names; each with its place and how rare it is by nature.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::bands::short;
use super::concepts::{Concept, concepts};
use super::numbers::{self, canonical, leading_scale, roman, scale, spaces_thousands};
use super::romanise::{romanise, skeleton, transcribed};
use super::tokens::{Class, Token, digit, tokens};

/// What an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// A number by its value.
    Number,
    /// A day of a month.
    Date,
    /// Letters and digits, or capitals: `57-NQ/TW`, `KOICA`.
    Code,
    /// A word of a name in Latin letters without diacritics.
    Name,
    /// The consonants of a word.
    Sound,
    /// A country, city, language or month that has a name in every language.
    Concept,
    /// A thing, an animal, a feeling: what emoji are named after in every language.
    Thing,
}

/// Something of a text that a translation is likely to have, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Hash of sort and word; two anchors with one key are the same thing.
    pub key: u32,
    /// Where it first stands: 0 at the beginning of the body, 65,535 at its end.
    pub place: u16,
    /// What it is.
    pub sort: Sort,
    /// How rare it is in any text, before this corpus is looked at: -8 ln of the share of texts that have it.
    pub rarity: u8,
}

/// An anchor with the words it was made of.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) anchor: Anchor,
    pub(super) words: String,
}

/// The bit that keys of sounds have and no others: the rest of such a key is the skeleton itself.
const SOUND: u32 = 1 << 31;
/// Most anchors of one sort kept of one document: the rarest. News stories have fewer; a book must not cost more.
const MOST: usize = 96;

/// The anchors of a body in a language (BCP 47, may be empty), in order of their places.
pub(super) fn anchors(text: &str, language: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut finder = Finder {
        text,
        language,
        found: BTreeMap::new(),
        lower: lower_words(&tokens),
        concepts: concepts(text, language),
    };
    finder.numbers(&tokens);
    finder.codes(&tokens);
    finder.names(&tokens);
    finder.concepts();
    let mut found: Vec<Found> = finder.found.into_values().collect();
    found.sort_by_key(|found| {
        (std::cmp::Reverse(found.anchor.rarity), found.anchor.place, found.anchor.key)
    });
    let mut kept: BTreeMap<Sort, usize> = BTreeMap::new();
    found.retain(|found| {
        let kept = kept.entry(found.anchor.sort).or_default();
        *kept += 1;
        *kept <= MOST
    });
    found.sort_by_key(|found| (found.anchor.place, found.anchor.key));
    found
}

/// Words that stand in lower case somewhere: no names.
fn lower_words<'a>(tokens: &[Token<'a>]) -> std::collections::HashSet<&'a str> {
    let lower = |token: &&Token<'_>| token.class == Class::Cased && !is_capital(token.text);
    tokens.iter().filter(lower).map(|token| token.text).collect()
}

/// Whether a word begins with a capital letter.
fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

struct Finder<'a> {
    text: &'a str,
    language: &'a str,
    found: BTreeMap<u32, Found>,
    lower: std::collections::HashSet<&'a str>,
    concepts: Vec<Concept>,
}

impl Finder<'_> {
    /// Notes an anchor at a byte; the first place of a key stays. `share` is the share of texts that have it by nature.
    fn note(&mut self, sort: Sort, word: &str, at: usize, share: f64) {
        let key = short(xxh3_64_with_seed(word.as_bytes(), sort as u64)) & !SOUND;
        self.note_key(sort, key, word, at, share);
    }

    /// Notes an anchor by its key.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=255"
    )]
    fn note_key(&mut self, sort: Sort, key: u32, word: &str, at: usize, share: f64) {
        let place =
            u16::try_from(at * usize::from(u16::MAX) / self.text.len().max(1)).unwrap_or(u16::MAX);
        let rarity = (-8.0 * share.ln()).clamp(0.0, 255.0) as u8;
        self.found.entry(key).or_insert_with(|| Found {
            anchor: Anchor { key, place, sort, rarity },
            words: word.to_owned(),
        });
    }

    fn numbers(&mut self, tokens: &[Token<'_>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            if token.class == Class::Digits {
                at += self.number(tokens, at - 1);
            } else if token.class == Class::Cased
                && let Some(value) = roman(token.text)
            {
                self.value(f64::from(value), 0, token.start);
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
                value = value * 1000.0
                    + numbers::value(next.text, self.language).map_or(0.0, |(value, _)| value);
                used += 1;
            }
        }
        if let Some((power, behind)) = self.scale_behind(tokens, at + used) {
            value *= 10_f64.powi(power);
            decimals = 0;
            used += behind;
        }
        self.value(value, decimals, token.start);
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

    /// The scale that stands behind a number: its power of ten and the tokens it takes.
    fn scale_behind(&self, tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
        let token = tokens.get(at)?;
        let next = tokens.get(at + 1)?;
        let gap = self.text.get(token.end()..next.start)?;
        if !matches!(gap, "" | " " | "\u{a0}" | "\u{202f}" | "-") {
            return None;
        }
        match next.class {
            Class::Cased => Some((scale(&romanise_latin(next.text))?, 1)),
            Class::Caseless => Some((scale(next.text)?, 1)),
            Class::Han | Class::Hangul | Class::Joined => {
                leading_scale(next.text).map(|(power, _)| (power, 0))
            }
            _ => None,
        }
    }

    /// The parts of what is no single number, such as 12.05.2024.
    fn parts(&mut self, token: &Token<'_>) {
        let parts: Vec<u32> = token
            .text
            .split(|letter: char| digit(letter).is_none())
            .filter_map(|part| part.parse().ok())
            .collect();
        for part in &parts {
            self.value(f64::from(*part), 0, token.start);
        }
        if let [day, month, year] = parts.as_slice() {
            let (day, month) = if *day > 31 { (*year, *month) } else { (*day, *month) };
            self.date(day, month, token.start);
        }
    }

    /// Notes a number.
    #[expect(clippy::cast_possible_truncation, reason = "years are small")]
    fn value(&mut self, value: f64, decimals: usize, at: usize) {
        let mut value = value;
        if self.language.starts_with("th") && decimals == 0 && (2400.0..=2600.0).contains(&value) {
            value -= f64::from(BUDDHIST_YEARS);
        }
        let word = canonical(value);
        let significant = word.split('e').next().unwrap_or_default().len();
        let share = match value {
            _ if decimals == 1 && value < 10.0 => 0.015,
            _ if decimals > 0 => 0.005,
            ..=10.0 => 0.4,
            ..=31.0 => 0.15,
            ..100.0 => 0.06,
            1990.0..=2035.0 => 0.003_f64.max(0.25 / f64::from(1 + (2026 - value as i32).abs())),
            1800.0..1990.0 => 0.01,
            _ if significant == 1 => 0.03,
            ..1000.0 => {
                if significant <= 3 {
                    0.015
                } else {
                    0.006
                }
            }
            _ if significant <= 3 => 0.006,
            _ => 0.001,
        };
        self.note(Sort::Number, &word, at, share);
    }

    /// Notes two numbers with a sign between them: 2-0, 22/9, 2013-2016.
    fn pair(&mut self, tokens: &[Token<'_>], at: usize) {
        let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return };
        if next.class != Class::Digits {
            return;
        }
        let Some(gap) = self.text.get(token.end()..next.start) else { return };
        let (Ok(first), Ok(second)) = (token.text.parse::<u32>(), next.text.parse::<u32>()) else {
            return;
        };
        match gap {
            "/" if (1..=12).contains(&second) => self.date(first, second, token.start),
            "/" if (1..=12).contains(&first) => self.date(second, first, token.start),
            "-" | "–" | "—" | ":" | "−" | "~" | "〜" | "～" | "：" => {
                let share = if first > 31 || second > 31 { 0.002 } else { 0.02 };
                self.note(Sort::Number, &format!("{first}-{second}"), token.start, share);
            }
            _ => {}
        }
    }

    /// Notes the day that a number is where a month's name stands beside it: `14 November`, `November 14`, `11月14日`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 31")]
    fn day(&mut self, value: f64, token: &Token<'_>) {
        if !(1.0..=31.0).contains(&value) {
            return;
        }
        let near = |from: usize, to: usize| {
            let gap = self.text.get(from..to).unwrap_or("too far");
            gap.chars().count() <= WIDEST_GAP
                && !gap.chars().any(|letter| letter.is_numeric() || letter == '\n')
        };
        let month = self.concepts.iter().find_map(|concept| {
            let number = concept.id.strip_prefix("month:")?;
            let beside = concept.start >= token.end() && near(token.end(), concept.start)
                || concept.end <= token.start && near(concept.end, token.start);
            beside.then(|| number.parse().ok())?
        });
        if let Some(month) = month {
            self.date(value as u32, month, token.start);
        }
    }

    /// Notes what has a name in every language.
    fn concepts(&mut self) {
        for concept in std::mem::take(&mut self.concepts) {
            let share = match concept.id.split(':').next() {
                Some("city") => 0.01,
                Some("country") => 0.05,
                Some("language") => 0.03,
                _ => 0.15,
            };
            let sort = if concept.id.starts_with("emoji") { Sort::Thing } else { Sort::Concept };
            let share = if sort == Sort::Thing { 0.03 } else { share };
            self.note(sort, concept.id, concept.start, share);
        }
    }

    /// Notes a day of a month, where it is one.
    fn date(&mut self, day: u32, month: u32, at: usize) {
        if (1..=31).contains(&day) && (1..=12).contains(&month) {
            self.note(Sort::Date, &format!("{month}-{day}"), at, 0.02);
        }
    }

    /// Notes capitals and mixtures of letters and digits.
    fn codes(&mut self, tokens: &[Token<'_>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let wide = self.joined(tokens, at);
            let whole = self
                .text
                .get(token.start..tokens.get(at + wide - 1).map_or(token.end(), Token::end));
            at += wide;
            let Some(whole) = whole else { continue };
            let capitals = whole.chars().filter(|letter| letter.is_uppercase()).count();
            let letters = whole.chars().filter(|letter| letter.is_alphabetic()).count();
            let digits = whole.chars().filter(char::is_ascii_digit).count();
            if !whole.chars().any(|letter| letter.is_ascii_alphabetic()) || whole.len() > 24 {
                continue;
            }
            let word: String = romanise(whole);
            if wide > 1 && capitals >= 1 && (digits > 0 || capitals == letters) {
                self.note(Sort::Code, &word, token.start, if digits > 0 { 0.001 } else { 0.002 });
            } else if wide == 1
                && capitals >= 2
                && capitals == letters
                && roman(whole).is_none()
                && word.len() <= 8
            {
                self.note(
                    Sort::Code,
                    &word,
                    token.start,
                    if word.len() == 2 { 0.03 } else { 0.006 },
                );
            }
        }
    }

    /// How many tokens from `at` on a code spans: Latin words and digits joined by nothing, a dash, a slash or `&`.
    fn joined(&self, tokens: &[Token<'_>], at: usize) -> usize {
        let latin = |token: &Token<'_>| matches!(token.class, Class::Digits | Class::Cased);
        let mut wide = 1;
        while let (Some(token), Some(next)) = (tokens.get(at + wide - 1), tokens.get(at + wide)) {
            let gap = self.text.get(token.end()..next.start).unwrap_or(" ");
            if !latin(token)
                || !latin(next)
                || !matches!(gap, "" | "-" | "/" | "&" | "‑")
                || wide >= 6
            {
                break;
            }
            wide += 1;
        }
        wide
    }

    /// Notes the words of names.
    fn names(&mut self, tokens: &[Token<'_>]) {
        let foreign =
            tokens.iter().filter(|token| token.class == Class::Cased).count() * 2 < tokens.len();
        let mut last: Option<(usize, String)> = None;
        for token in tokens {
            if token.class == Class::Han && self.language.starts_with("zh") {
                for (at, run) in transcribed(token.text) {
                    self.sound(&romanise(run), token.start + at, Class::Han);
                }
            }
            let name = match token.class {
                Class::Cased => self.cased_name(token, foreign, last.is_some()),
                Class::Katakana if token.text.chars().count() >= 3 => Some(romanise(token.text)),
                Class::Hangul | Class::Caseless => Some(romanise(token.text)),
                _ => None,
            };
            let Some(name) = name else {
                last = None;
                continue;
            };
            let latin = token.text.is_ascii()
                || token.text.chars().all(|letter| {
                    (letter as u32) < 0x250 || (0x1e00..0x1f00).contains(&(letter as u32))
                });
            if latin && token.class == Class::Cased {
                if let Some((end, before)) = &last
                    && self.text.get(*end..token.start) == Some(" ")
                {
                    let both = format!("{before} {name}");
                    self.note(Sort::Name, &both, token.start, 0.0005);
                }
                if name.len() >= 3 {
                    self.note(
                        Sort::Name,
                        &name,
                        token.start,
                        if name.len() == 3 { 0.02 } else { 0.004 },
                    );
                }
                last = Some((token.end(), name.clone()));
            }
            self.sound(&name, token.start, token.class);
        }
    }

    /// Notes the consonants of a romanised word that has enough of them.
    fn sound(&mut self, roman: &str, at: usize, class: Class) {
        let skeleton = skeleton(roman, class == Class::Han);
        let share = match skeleton.len() {
            0..=2 => return,
            3 if matches!(class, Class::Caseless | Class::Hangul) => 0.25,
            3 => 0.1,
            4 => 0.03,
            5 => 0.012,
            6 => 0.005,
            _ => 0.002,
        };
        self.note_key(Sort::Sound, SOUND | skeleton.0, roman, at, share);
    }

    /// The romanised form of a word in a script with cases, where it looks like part of a name.
    fn cased_name(&self, token: &Token<'_>, foreign: bool, goes_on: bool) -> Option<String> {
        let capital = is_capital(token.text);
        if !foreign && !capital {
            return None;
        }
        let sure = foreign || !token.opens || goes_on;
        let lower = token.text.to_lowercase();
        if !sure && (self.lower.contains(lower.as_str()) || token.text.chars().count() < 4) {
            return None;
        }
        let name = romanise(token.text);
        (name.len() >= 2).then_some(name)
    }
}

/// A word as the table of scales has it: Latin letters without diacritics, others in lower case with them.
fn romanise_latin(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.chars().any(|letter| ('\u{370}'..'\u{530}').contains(&letter)) {
        lower
    } else {
        romanise(&lower)
    }
}

/// Letters between a day and its month, at most: ` de `, `. `.
const WIDEST_GAP: usize = 4;
/// Years that the Thai calendar is ahead.
const BUDDHIST_YEARS: u16 = 543;
