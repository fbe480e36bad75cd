//! Names that mean one thing in every language (countries, cities, languages, months), found in a text.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex};

use super::fold::{is_letter, is_unspaced, small};
use super::tokens::{Class, Token};
use crate::text::{after, before};

/// The table; see its head and `tools/concepts.py`.
static TABLE: &str = include_str!("concepts.tsv");

/// Languages whose words change their endings, so that a name is known by its stem.
const INFLECTED: [&str; 18] = [
    "bg", "cs", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "ro", "ru", "sk", "sl", "sr", "tr",
    "uk", "sv",
];
/// Languages in other scripts than Latin: they have no English names.
const OTHER_SCRIPT: [&str; 21] = [
    "ar", "bg", "bn", "el", "fa", "he", "hi", "ja", "km", "ko", "lo", "my", "ru", "sr", "ta", "te",
    "th", "uk", "ur", "zh", "zh-Hant",
];
/// Letters that a word may have behind a name that it begins with: endings, and particles of Korean.
const LONGEST_ENDING: usize = 3;
/// Letters of a stem, at least.
const SHORTEST_STEM: usize = 4;

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Concept {
    /// What it names: `country:KR`, `city:Seoul`, `month:5`.
    pub(super) id: &'static str,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind its last.
    pub(super) end: usize,
}

/// The names of one language.
#[derive(Debug)]
struct Names {
    /// Names and what they name, by the hash of their first letters, the longest first.
    by_start: HashMap<u64, Vec<Name>>,
    /// A bit for each start, so that most words are told to be no name without a look at the map.
    starts: Vec<u64>,
}

/// A name and what it names.
type Name = (String, Vec<&'static str>);

/// Letters that a name is looked up by, at most.
const START: usize = 4;
/// Bits of [`Names::starts`]; the largest language has some two thousand names.
const STARTS: u64 = 1 << 16;

impl Names {
    /// Sorts names by how they begin.
    fn new(ids: BTreeMap<&str, Vec<&'static str>>) -> Names {
        let empty = vec![0; usize::try_from(STARTS / 64).unwrap_or(0)];
        let mut names = Names { by_start: HashMap::new(), starts: empty };
        // Longest first, so that the names of one start are found in that order.
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, ids) in ids {
            let start = name.chars().take(START).fold(0, started);
            let (word, bit) = place(start);
            if let Some(bits) = names.starts.get_mut(word) {
                *bits |= bit;
            }
            names.by_start.entry(start).or_default().push((name.to_owned(), ids));
        }
        names
    }

    /// The longest name that stands at a place of a text, as a word of its own, and its end.
    fn at(&self, text: &str, at: usize) -> Option<(&[&'static str], usize)> {
        let rest = after(text, at);
        let mut starts = [0; START];
        let mut known = false;
        let mut start = 0;
        for (letter, kept) in rest.chars().zip(&mut starts) {
            start = started(start, small(letter));
            let (word, bit) = place(start);
            if self.starts.get(word).is_some_and(|bits| bits & bit != 0) {
                (*kept, known) = (start, true);
            }
        }
        if !known {
            return None;
        }
        let longest_first = starts.iter().rev().filter(|start| **start != 0);
        longest_first.filter_map(|start| self.by_start.get(start)).flatten().find_map(
            |(name, ids)| {
                let end = at + matched(rest, name)?;
                is_word(text, at, end).then_some((ids.as_slice(), end))
            },
        )
    }
}

/// The hash of a start with one more letter.
fn started(start: u64, letter: char) -> u64 {
    (start ^ u64::from(u32::from(letter))).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where the bit of a start is.
fn place(start: u64) -> (usize, u64) {
    let bit = (start >> 40) % STARTS;
    (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
}

/// How long the beginning of a text is that is the name, whatever the case of its letters.
fn matched(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in name.chars() {
        let (_, letter) = letters.next()?;
        if small(letter) != wanted {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(end, _)| end))
}

/// The concepts that a text in a language (BCP 47) names, in order; of names that overlap the first and longest.
pub(super) fn concepts(text: &str, tokens: &[Token<'_>], language: &str) -> Vec<Concept> {
    let Some(names) = names(language) else { return Vec::new() };
    let mut found = Vec::new();
    let mut free = 0;
    for token in tokens {
        let starts = token.text.char_indices().map(|(at, _)| token.start + at);
        let looked = match token.class {
            Class::Han | Class::Hiragana | Class::Katakana | Class::Joined => usize::MAX,
            Class::Caseless => 1 + LONGEST_PREFIX,
            _ => 1,
        };
        for at in starts.take(looked) {
            if at < free {
                continue;
            }
            if let Some((ids, end)) = names.at(text, at) {
                found.extend(ids.iter().map(|id| Concept { id, start: at, end }));
                free = end;
            }
        }
    }
    found
}

/// Letters of an article or preposition that may stand before a name in its word, in Arabic and Hebrew.
const LONGEST_PREFIX: usize = 2;

/// Whether a match begins with a word (behind at most two letters of an article or preposition in Arabic and Hebrew)
/// and ends with one, but for an ending.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let first = after(text, start).chars().next().unwrap_or(' ');
    if is_unspaced(first) {
        return true;
    }
    let glued = |letter: &char| is_letter(*letter) && !is_unspaced(*letter);
    let most = if ('\u{590}'..'\u{780}').contains(&first) { LONGEST_PREFIX } else { 0 };
    let prefix = before(text, start).chars().rev().take_while(glued).take(most + 1).count();
    let ending = after(text, end).chars().take_while(glued).take(LONGEST_ENDING + 1).count();
    let last_digit = before(text, end).ends_with(|letter: char| letter.is_ascii_digit());
    prefix <= most && ending <= if last_digit { 0 } else { LONGEST_ENDING }
}

/// The names of a language, read from the table when first asked for; `None` when it has no row.
fn names(language: &str) -> Option<&'static Names> {
    static READ: LazyLock<Mutex<BTreeMap<String, Option<&'static Names>>>> =
        LazyLock::new(Mutex::default);
    let primary = language.split('-').next().unwrap_or(language);
    let key = if matches!(language, "zh-Hant" | "zh-TW" | "zh-HK") { "zh-Hant" } else { primary };
    let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(names) = read.get(key) {
        return *names;
    }
    let names = read_names(key).map(|names| &*Box::leak(Box::new(names)));
    read.insert(key.to_owned(), names);
    names
}

/// Reads the names of a language from the table.
fn read_names(language: &str) -> Option<Names> {
    let mut ids: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let Some(id) = cells.next() else { continue };
        let cells: Vec<(&str, &str)> = cells.filter_map(|cell| cell.split_once('=')).collect();
        let of = |tag: &str| cells.iter().find(|(known, _)| *known == tag).map(|(_, forms)| *forms);
        let common = !OTHER_SCRIPT.contains(&language) && !id.starts_with("thing:");
        let english = if common { of("en") } else { None };
        for form in of(language).or(english).into_iter().flat_map(|forms| forms.split('|')) {
            ids.entry(stem(form, language)).or_default().push(id);
        }
    }
    (!ids.is_empty()).then(|| Names::new(ids))
}

/// A name without the vowels at its end, in languages that change them.
fn stem<'a>(form: &'a str, language: &str) -> &'a str {
    if !INFLECTED.contains(&language) {
        return form;
    }
    let stem = form.trim_end_matches(is_vowel);
    if stem.chars().count() >= SHORTEST_STEM && !form.contains(' ') { stem } else { form }
}

/// Whether a letter is a vowel (or й, ь) of Latin, Cyrillic or Greek script.
fn is_vowel(letter: char) -> bool {
    "aeiouyáéíóúýàèìòùâêîôûäëïöüąęěůőűāēīūėįųăаеёиоуыэюяіїєйьαεηιουωάέήίόύώ".contains(letter)
}
