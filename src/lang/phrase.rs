//! Phrases of boilerplate: `{n} phút trước` → a pattern; a line that patterns tile from end to end is boilerplate.

mod index;
mod part;

use std::cmp::Reverse;

use super::Lang;
use super::fold::{Letter, fold_line};
use crate::finding::Label;
use crate::text::{Span, letter};
use index::{INDEX, Pattern};
use part::{Part, first};

/// A phrase of a language file.
#[derive(Debug)]
pub struct Phrase<'a> {
    /// What a line made of it is.
    pub label: Label,
    /// As the file writes it.
    pub pattern: &'a str,
}

/// A phrase found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where in the line.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// What stood for `{url}`, where the phrase has it.
    pub url: Option<Span>,
    /// What stood for `{name}`, where the phrase has it.
    pub name: Option<Span>,
    /// What stood for `{rest}`, where the phrase has it.
    pub rest: Option<Span>,
    /// The number that stood for `{n}`, where the phrase has it and it fits.
    pub number: Option<u32>,
}

/// The most words that `{name}` takes: `Đài Phát thanh và Truyền hình Vân Lâu` has eight, but sources are shorter.
const NAME_WORDS: usize = 6;

/// The longest line that is tiled, in bytes: addresses of Vietnamese sites reach 300.
const LONGEST: usize = 2_000;

/// Whether a letter belongs to a number: a digit, or a sign between digits.
pub(super) fn is_of_number(letter: char) -> bool {
    letter::class(letter).is_numeric() || matches!(letter, '.' | ',')
}

/// The phrases of all languages that tile `line` from end to end, with nothing but white space and punctuation between
/// them; `None` when a word is left over, or when there is no phrase. `7 phút trướcBài gốc` is two, `7 phút trước khi …`
/// is none. Letter case, white space and the width of punctuation do not count. Of two phrases that fit one stretch that
/// of the language `first` is taken.
pub fn tile(line: &str, first: Option<&Lang>) -> Option<Vec<Hit>> {
    if line.len() > LONGEST || !INDEX.may_begin(line) {
        return None;
    }
    let line = fold_line(line);
    let mut dead = vec![false; line.len() + 1];
    let mut hits = Vec::new();
    (tile_from(&line, 0, first, &mut dead, &mut hits) && !hits.is_empty()).then(|| {
        hits.reverse();
        hits
    })
}

/// The phrases within a line that says other things, too, longest first from each word on, disjoint and in order. What
/// stands for `{rest}` is no part of the stretch: only its place tells how far that goes.
pub fn within(line: &str, first: Option<&Lang>) -> Vec<Hit> {
    let letters = fold_line(line);
    let folded = |at: usize| letters.get(at).map_or(' ', |letter| letter.folded);
    let is_unspaced = |letter: char| letter.is_alphabetic() && !letter.is_lowercase();
    let mut hits: Vec<Hit> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let begins = at.checked_sub(1).is_none_or(|before| !is_of_word(folded(before)));
        let is_whole = |end: usize| {
            !is_of_word(folded(end)) || !is_of_word(folded(end - 1)) || is_unspaced(folded(end))
        };
        let found = if begins { matches(&letters, at, first) } else { Vec::new() };
        let found = found.into_iter().find(|(end, hit)| hit.rest.is_some() || is_whole(*end));
        let Some((end, mut hit)) = found else {
            at += 1;
            continue;
        };
        let rest = hit.rest.map(|rest| letters.partition_point(|it| it.span.start < rest.start));
        let end = rest.unwrap_or(end).max(at + 1);
        hit.span = stretch(&letters, at, end);
        hits.push(hit);
        at = end;
    }
    hits
}

/// Whether a pattern of a language file is one that can be matched: it must begin with letters or a number.
pub fn is_sound(pattern: &str) -> bool {
    first(pattern).is_some()
}

/// Tiles from letter `at` on; the hits come last first. `dead` remembers from where there is no tiling, so that the work is
/// the number of letters times the number of phrases that begin alike.
fn tile_from(
    line: &[Letter],
    at: usize,
    first: Option<&Lang>,
    dead: &mut [bool],
    hits: &mut Vec<Hit>,
) -> bool {
    let Some(letter) = line.get(at) else { return true };
    if dead.get(at).copied().unwrap_or(true) {
        return false;
    }
    for (end, hit) in matches(line, at, first) {
        if is_edge(line, end) && tile_from(line, end, first, dead, hits) {
            hits.push(hit);
            return true;
        }
    }
    if is_separator(letter.folded) && tile_from(line, at + 1, first, dead, hits) {
        return true;
    }
    if let Some(dead) = dead.get_mut(at) {
        *dead = true;
    }
    false
}

/// Two phrases may be glued where the next begins with a capital, a digit or a script without case; a small letter goes on
/// with the word.
fn is_edge(line: &[Letter], end: usize) -> bool {
    let (Some(last), Some(next)) = (end.checked_sub(1).and_then(|at| line.get(at)), line.get(end))
    else {
        return true;
    };
    let is_glued = last.folded.is_alphanumeric() && next.folded.is_alphanumeric();
    !is_glued || next.capital || !next.folded.is_lowercase()
}

/// The phrases that begin at letter `at`, longest first, with the letter behind each; of equal ones that of `first`.
fn matches(line: &[Letter], at: usize, first: Option<&Lang>) -> Vec<(usize, Hit)> {
    let mut found = Vec::new();
    INDEX.walk(line, at, |pattern, behind, number| {
        let mut slots = Slots { number, ..Slots::default() };
        if let Some(end) = match_parts(&pattern.behind, line, behind, &mut slots) {
            let is_own = first.is_some_and(|first| first.tag == pattern.tag);
            found.push((Reverse((end, is_own)), pattern, slots));
        }
    });
    found.sort_by_key(|(place, pattern, _)| (*place, pattern.rank));
    found.dedup_by_key(|(Reverse((end, _)), ..)| *end);
    let hit = |(Reverse((end, _)), pattern, slots): (Reverse<(usize, bool)>, &Pattern, Slots)| {
        let span = stretch(line, at, end);
        let Slots { url, name, rest, number } = slots;
        (end, Hit { span, label: pattern.label.clone(), url, name, rest, number })
    };
    found.into_iter().map(hit).collect()
}

/// What stood for the slots of a phrase.
#[derive(Clone, Copy, Default)]
struct Slots {
    url: Option<Span>,
    name: Option<Span>,
    rest: Option<Span>,
    number: Option<u32>,
}

/// The stretch of the line that letters `at..end` stood in.
fn stretch(line: &[Letter], at: usize, end: usize) -> Span {
    let letters = line.get(at..end).unwrap_or_default();
    let start = letters.first().map_or(0, |letter| letter.span.start);
    Span::new(start, letters.last().map_or(start, |letter| letter.span.end))
}

/// The letter behind `parts` when they match from `at` on; fills the slots of `hit`.
fn match_parts(parts: &[Part], line: &[Letter], at: usize, hit: &mut Slots) -> Option<usize> {
    let Some((part, behind)) = parts.split_first() else { return Some(at) };
    match part {
        Part::Letters(letters) => {
            let here = line.get(at..at + letters.len())?;
            let same = letters.iter().zip(here).all(|(wanted, letter)| *wanted == letter.folded);
            if same { match_parts(behind, line, at + letters.len(), hit) } else { None }
        }
        Part::Number => {
            let end = run(line, at, is_of_number);
            hit.number = number(line.get(at..end)?);
            if end > at { match_parts(behind, line, end, hit) } else { None }
        }
        Part::Url => {
            let end = run(line, at, |letter| !letter.is_whitespace());
            hit.url = Some(stretch(line, at, end));
            if is_address(line.get(at..end)?) { match_parts(behind, line, end, hit) } else { None }
        }
        Part::Name => match_name(behind, line, at, hit),
        Part::Rest => {
            hit.rest = Some(stretch(line, at, line.len()));
            (at < line.len()).then_some(line.len())
        }
    }
}

/// Takes as many words for a name as let the rest of the pattern match.
fn match_name(behind: &[Part], line: &[Letter], at: usize, hit: &mut Slots) -> Option<usize> {
    let mut best = None;
    let mut end = at;
    for _ in 0..NAME_WORDS {
        let word = run(line, end, is_of_name);
        // A word before a colon begins the next part: `来源：江城晚报 作者：陈晓`.
        let is_next = best.is_some() && line.get(word).is_some_and(|letter| letter.folded == ':');
        if word == end || is_next {
            break;
        }
        for name_end in name_ends(behind, line, end, word) {
            let mut tried = Slots { name: Some(stretch(line, at, name_end)), ..*hit };
            if let Some(matched) = match_parts(behind, line, name_end, &mut tried) {
                best = Some((matched, tried));
            }
        }
        if line.get(word).is_none_or(|letter| letter.folded != ' ') {
            break;
        }
        end = word + 1;
    }
    let (matched, tried) = best?;
    *hit = tried;
    Some(matched)
}

/// Where a name may end within a word: at its end, or where the pattern goes on within it (`更多{name}新闻`).
fn name_ends(behind: &[Part], line: &[Letter], start: usize, word: usize) -> Vec<usize> {
    let Some(Part::Letters(letters)) = behind.first() else { return vec![word] };
    let goes_on = |at: &usize| line.get(*at).map(|letter| &letter.folded) == letters.first();
    (start + 1..word).filter(goes_on).chain([word]).collect()
}

/// The end of the run of letters from `at` on that `belongs`.
fn run(line: &[Letter], at: usize, belongs: impl Fn(char) -> bool) -> usize {
    at + line.iter().skip(at).take_while(|letter| belongs(letter.folded)).count()
}

fn is_of_name(letter: char) -> bool {
    is_of_word(letter) || matches!(letter, '.' | '-' | '/' | '\'' | '&' | '+' | '·')
}

/// Whether a letter, a digit, or a sign over or under a letter: combining marks of Latin and Arabic, tone marks
/// of Thai, dot and stop of Devanagari.
fn is_of_word(letter: char) -> bool {
    letter::is_alphanumeric(letter)
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}')
        || matches!(letter, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// The value of digits of any script, signs between them left out; `None` when there is none or it does not fit.
fn number(letters: &[Letter]) -> Option<u32> {
    let ascii: String = letters.iter().filter_map(|letter| digit(letter.folded)).collect();
    ascii.parse().ok()
}

/// A decimal digit of the scripts that phin's languages write numbers in, as ASCII.
fn digit(letter: char) -> Option<char> {
    let zero = ['0', '٠', '۰', '०', '๐']
        .into_iter()
        .find(|zero| ('\0'..='\u{9}').contains(&offset(*zero, letter)))?;
    char::from_digit(u32::from(offset(zero, letter)), 10)
}

fn offset(zero: char, letter: char) -> char {
    u32::from(letter).checked_sub(u32::from(zero)).and_then(char::from_u32).unwrap_or(char::MAX)
}

/// Whether letters are an address: with a scheme, or a host with a dot in it.
fn is_address(letters: &[Letter]) -> bool {
    let word: String = letters.iter().map(|letter| letter.folded).collect();
    if word.starts_with("http://") || word.starts_with("https://") {
        return word.len() > "https://".len();
    }
    let host = word.split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last().is_some_and(|last| {
        last.len() >= 2 && last.chars().all(|letter| letter.is_ascii_alphabetic())
    });
    labels.len() >= 2
        && last
        && labels.iter().all(|label| !label.is_empty() && label.chars().all(is_of_host))
}

fn is_of_host(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-'
}

/// What may stand between phrases and around them.
fn is_separator(letter: char) -> bool {
    !is_of_word(letter)
}
