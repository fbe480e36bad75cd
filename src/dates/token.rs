//! A line → numbers, words and marks, up to the first thing that has no place in a date.

use super::words::{self, WORDS, Word};
use crate::text::letter;

/// A letter as it is compared: small, digits of any script as ASCII, dashes and brackets as one of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// The letter as compared.
    pub(super) char: char,
    /// Its first byte in the line.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// Whether it is written as a capital.
    pub(super) capital: bool,
}

/// A number, a word or a mark of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// Its first byte in the line.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) gap: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number and how many digits it is written with.
    Number(i32, usize),
    /// A word of the dictionary.
    Word(Word),
    /// Punctuation that may stand in a line of dates.
    Mark(char),
}

/// Most digits of a number in a date: the nanoseconds of a time.
const MOST_DIGITS: usize = 9;

/// Most numerals of a number in a date: `一千九百九十九` has seven.
const MOST_NUMERALS: usize = 8;

/// Marks that may stand in a line of dates, after folding; any other sign (`€`, `%`, `#`, `=`) is a word left over.
const MARKS: &str = ",./-:;()[]|·•*+'\u{1f552}\u{1f550}\u{1f4c5}\u{1f5d3}\u{23f0}\u{23f1}";

/// The zeros of the digit rows that news is written with: ASCII, Arabic-Indic, Persian, Devanagari, Bengali, Thai, Lao,
/// Burmese, Khmer, full width (Unicode 16, general category Nd).
const ZEROS: [u32; 10] =
    [0x30, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x0ed0, 0x1040, 0x17e0, 0xff10];

/// The letters of a line as they are compared; invisible ones are left out.
pub(super) fn letters(line: &str) -> Vec<Letter> {
    let seen = line.char_indices().filter(|(_, char)| !is_invisible(*char));
    let mut letters = Vec::with_capacity(line.len());
    letters.extend(seen.map(|(start, char)| {
        let end = start + char.len_utf8();
        Letter { char: fold(char), start, end, capital: char.is_ascii_uppercase() }
    }));
    letters
}

/// The same without their places.
pub(super) fn folded(line: &str) -> Vec<char> {
    let mut folded = Vec::with_capacity(line.len());
    folded.extend(line.chars().filter(|char| !is_invisible(*char)).map(fold));
    folded
}

/// The pieces of a line in one language, and how many letters they take: all, or up to the first that has no place in a
/// date.
pub(super) fn pieces(letters: &[Letter], tag: &str) -> (Vec<Piece>, usize) {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut gap = false;
    while let Some(letter) = letters.get(at) {
        if letter.char == ' ' {
            gap = true;
            at += 1;
            continue;
        }
        let Some((kind, length)) = piece(letters, at, tag) else { break };
        let end = letters.get(at + length - 1).map_or(letter.end, |last| last.end);
        pieces.push(Piece { kind, start: letter.start, end, gap });
        gap = false;
        at += length;
    }
    (pieces, at)
}

/// Whether a character is a digit of any row.
pub(super) fn is_digit(char: char) -> bool {
    digit(char).is_some()
}

/// Whether a character can stand in a number, as a digit or as a word.
pub(super) fn is_numeric(char: char) -> bool {
    is_digit(char) || words::numeral(char).is_some()
}

/// Whether a line has figures enough for a complete date: those of a day and a year, or six at once. Few lines with a figure
/// do, and only these are read.
pub(super) fn may_be_complete(line: &str) -> bool {
    let (mut numbers, mut figures, mut is_inside) = (0, 0, false);
    for char in line.chars() {
        let is_figure = is_numeric(char);
        numbers += usize::from(is_figure && !is_inside);
        figures += usize::from(is_figure);
        is_inside = is_figure;
    }
    numbers > 1 || figures >= FIGURES_AT_ONCE
}

/// Figures of a date that is written as one number, at least: `250813`.
const FIGURES_AT_ONCE: usize = 6;

/// Whether a word may end between these two letters.
pub(super) fn is_edge(last: char, next: char) -> bool {
    if last.is_ascii_digit() {
        return !next.is_ascii_digit();
    }
    let inside = letter::is_alphanumeric(last) && letter::is_alphabetic(next);
    !is_joined(next) && (!inside || is_unspaced(last) || is_unspaced(next))
}

/// Whether the words of this letter's script stand without spaces: Thai, Lao, Khmer, Han, Kana, Hangul.
pub(super) fn is_unspaced(char: char) -> bool {
    matches!(u32::from(char),
        0x0e00..=0x0eff | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af
            | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Whether a unit in this letter's script stands behind its number: Han, Hangul.
pub(super) fn is_behind(char: char) -> bool {
    matches!(u32::from(char), 0x3400..=0x9fff | 0xac00..=0xd7af)
}

fn piece(letters: &[Letter], at: usize, tag: &str) -> Option<(Kind, usize)> {
    let char = letters.get(at)?.char;
    if char.is_ascii_digit() {
        return number(letters, at);
    }
    if let Some(found) = numerals(letters, at, tag) {
        return Some(found);
    }
    if let Some(found) = WORDS.find(letters, at, tag) {
        let is_glued = found.word.filler && is_glued_to_number(letters, at + found.length);
        let is_word = !is_glued && !is_small_numeral(letters, at, &found);
        return is_word.then_some((Kind::Word(found.word), found.length));
    }
    if is_iso_letter(letters, at) || MARKS.contains(char) {
        return Some((Kind::Mark(char), 1));
    }
    None
}

/// Whether a word is a month in Roman numerals, but not in capitals: `12 VIII 2025` is a day, `4 i 5` and `3 x 2000` are none.
fn is_small_numeral(letters: &[Letter], at: usize, found: &words::Match) -> bool {
    let Some(word) = letters.get(at..at + found.length) else { return false };
    found.word.month.is_some()
        && word.iter().all(|letter| matches!(letter.char, 'i' | 'v' | 'x'))
        && !word.iter().all(|letter| letter.capital)
}

/// `二〇二五`, `十二`, `二千二十五` before a unit (`年`, `月`), which alone makes a number of them.
fn numerals(letters: &[Letter], at: usize, tag: &str) -> Option<(Kind, usize)> {
    words::numeral(letters.get(at)?.char)?;
    let rest = letters.get(at..)?.iter().take(MOST_NUMERALS);
    let values: Vec<i32> = rest.map_while(|letter| words::numeral(letter.char)).collect();
    let behind = WORDS.find(letters, at + values.len(), tag)?.word;
    if !behind.behind || behind.unit.is_none() {
        return None;
    }
    let value = if values.iter().any(|value| *value >= 10) {
        let (sum, rest) = values.iter().fold((0, 0), |(sum, last), value| match *value {
            power @ 10.. => (sum + last.max(1) * power, 0),
            digit => (sum, digit),
        });
        sum + rest
    } else {
        values.iter().fold(0, |number, digit| number * 10 + digit)
    };
    let is_counted = values.iter().any(|value| *value >= 10);
    let width = if is_counted { value.to_string().len() } else { values.len() };
    Some((Kind::Number(value, width), values.len()))
}

/// Whether a letter of a spaced script stands right before a number: `v1.12.2024` is a version, though `v` is Czech for "at".
fn is_glued_to_number(letters: &[Letter], behind: usize) -> bool {
    let last = behind.checked_sub(1).and_then(|at| letters.get(at));
    last.is_some_and(|last| last.char.is_alphabetic() && !is_unspaced(last.char))
        && letters.get(behind).is_some_and(|next| next.char.is_ascii_digit())
}

fn number(letters: &[Letter], at: usize) -> Option<(Kind, usize)> {
    let digits = letters.get(at..)?.iter().take_while(|letter| letter.char.is_ascii_digit());
    let mut value: i32 = 0;
    let mut width = 0;
    for letter in digits {
        width += 1;
        if width > MOST_DIGITS {
            return None;
        }
        value = value * 10 + i32::try_from(letter.char.to_digit(10)?).ok()?;
    }
    Some((Kind::Number(value, width), width))
}

/// The `T` between date and time and the `Z` behind the time of ISO 8601.
fn is_iso_letter(letters: &[Letter], at: usize) -> bool {
    let is_number = |place: Option<usize>| {
        place.and_then(|place| letters.get(place)).is_some_and(|near| near.char.is_ascii_digit())
    };
    let before = is_number(at.checked_sub(1));
    match letters.get(at).map(|letter| letter.char) {
        Some('t') => before && is_number(Some(at + 1)),
        Some('z') => before && letters.get(at + 1).is_none_or(|next| !next.char.is_alphanumeric()),
        _ => false,
    }
}

fn fold(char: char) -> char {
    if char.is_ascii() {
        return if char.is_ascii_whitespace() || char == '\u{b}' {
            ' '
        } else {
            char.to_ascii_lowercase()
        };
    }
    if let Some(digit) = digit(char) {
        return digit;
    }
    match char {
        _ if char.is_whitespace() => ' ',
        '\u{ff01}'..='\u{ff5e}' => lower(char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char)),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{301c}' => '~',
        '、' | '،' => ',',
        '。' => '.',
        '∶' | '︰' => ':',
        '・' | '∙' | '⋅' => '·',
        '【' | '〔' | '「' => '[',
        '】' | '〕' | '」' => ']',
        '‘' | '’' | 'ʼ' => '\'',
        '¦' | '│' => '|',
        _ => lower(char),
    }
}

/// The small letter, where that is one letter.
fn lower(char: char) -> char {
    letter::small(char)
}

fn digit(char: char) -> Option<char> {
    if char.is_ascii() {
        return char.is_ascii_digit().then_some(char);
    }
    let code = u32::from(char);
    // Latin with its marks, Greek and Cyrillic stand before the digits of all other scripts.
    if code < ZEROS[1] {
        return None;
    }
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// Marks of direction and of width zero: in Arabic and Thai pages they stand between the parts of a date.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe0f}' | '\u{feff}')
}

/// Signs that stand over or under the letter before them: Thai vowels and tones, combining accents, Arabic vowels,
/// Devanagari's dot and stop (its vowels count as letters).
fn is_joined(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}')
}
