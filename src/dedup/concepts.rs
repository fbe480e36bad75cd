//! Names that mean one thing in every language (countries, cities, languages, months), found in a text.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::{is_letter, is_unspaced};
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
    finder: AhoCorasick,
    ids: Vec<Vec<&'static str>>,
}

/// The concepts that a text in a language (BCP 47) names, in order.
pub(super) fn concepts(text: &str, language: &str) -> Vec<Concept> {
    let Some(names) = names(language) else { return Vec::new() };
    let lower = lower(text);
    let words =
        names.finder.find_iter(&lower).filter(|found| is_word(&lower, found.start(), found.end()));
    let mut found = Vec::new();
    for word in words {
        for id in names.ids.get(word.pattern().as_usize()).into_iter().flatten() {
            found.push(Concept { id, start: word.start(), end: word.end() });
        }
    }
    found
}

/// A text in lower case, byte for byte in the same places.
fn lower(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut small = letter.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
                _ => letter,
            }
        })
        .collect()
}

/// Whether a match begins with a word (behind at most two letters of an article or preposition in Arabic and Hebrew)
/// and ends with one, but for an ending.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let first = after(text, start).chars().next().unwrap_or(' ');
    if is_unspaced(first) {
        return true;
    }
    let glued = |letter: &char| is_letter(*letter) && !is_unspaced(*letter);
    let prefix = before(text, start).chars().rev().take_while(glued).take(3).count();
    let most = if ('\u{590}'..'\u{780}').contains(&first) { 2 } else { 0 };
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
    let finder =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(ids.keys()).ok()?;
    (!ids.is_empty()).then_some(Names { finder, ids: ids.into_values().collect() })
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
