//! Names that mean one thing in every language (countries, cities, languages, months), found in a text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::fold::{is_letter, is_unspaced, small};
use super::tokens::{Class, Token};
use crate::text::{after, before};

/// The names of each language, in order of tags; see the heads of the files and `tools/concepts.py`.
static FILES: [(&str, &str); 49] = [
    ("ar", include_str!("concepts/ar.tsv")),
    ("bg", include_str!("concepts/bg.tsv")),
    ("bn", include_str!("concepts/bn.tsv")),
    ("ca", include_str!("concepts/ca.tsv")),
    ("cs", include_str!("concepts/cs.tsv")),
    ("da", include_str!("concepts/da.tsv")),
    ("de", include_str!("concepts/de.tsv")),
    ("el", include_str!("concepts/el.tsv")),
    ("en", include_str!("concepts/en.tsv")),
    ("es", include_str!("concepts/es.tsv")),
    ("et", include_str!("concepts/et.tsv")),
    ("fa", include_str!("concepts/fa.tsv")),
    ("fi", include_str!("concepts/fi.tsv")),
    ("fil", include_str!("concepts/fil.tsv")),
    ("fr", include_str!("concepts/fr.tsv")),
    ("he", include_str!("concepts/he.tsv")),
    ("hi", include_str!("concepts/hi.tsv")),
    ("hr", include_str!("concepts/hr.tsv")),
    ("hu", include_str!("concepts/hu.tsv")),
    ("id", include_str!("concepts/id.tsv")),
    ("it", include_str!("concepts/it.tsv")),
    ("ja", include_str!("concepts/ja.tsv")),
    ("km", include_str!("concepts/km.tsv")),
    ("ko", include_str!("concepts/ko.tsv")),
    ("lo", include_str!("concepts/lo.tsv")),
    ("lt", include_str!("concepts/lt.tsv")),
    ("lv", include_str!("concepts/lv.tsv")),
    ("ms", include_str!("concepts/ms.tsv")),
    ("my", include_str!("concepts/my.tsv")),
    ("nb", include_str!("concepts/nb.tsv")),
    ("nl", include_str!("concepts/nl.tsv")),
    ("pl", include_str!("concepts/pl.tsv")),
    ("pt", include_str!("concepts/pt.tsv")),
    ("ro", include_str!("concepts/ro.tsv")),
    ("ru", include_str!("concepts/ru.tsv")),
    ("sk", include_str!("concepts/sk.tsv")),
    ("sl", include_str!("concepts/sl.tsv")),
    ("sr", include_str!("concepts/sr.tsv")),
    ("sv", include_str!("concepts/sv.tsv")),
    ("sw", include_str!("concepts/sw.tsv")),
    ("ta", include_str!("concepts/ta.tsv")),
    ("te", include_str!("concepts/te.tsv")),
    ("th", include_str!("concepts/th.tsv")),
    ("tr", include_str!("concepts/tr.tsv")),
    ("uk", include_str!("concepts/uk.tsv")),
    ("ur", include_str!("concepts/ur.tsv")),
    ("vi", include_str!("concepts/vi.tsv")),
    ("zh", include_str!("concepts/zh.tsv")),
    ("zh-Hant", include_str!("concepts/zh-Hant.tsv")),
];

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
    by_start: FxHashMap<u64, Vec<Name>>,
    /// A bit for each start, so that most words are told to be no name without a look at the map.
    starts: Vec<u64>,
}

/// A name and what it names.
type Name = (&'static str, Vec<&'static str>);

/// Letters that a name is looked up by, at most.
const START: usize = 4;
/// Bits of [`Names::starts`]; the largest language has some two thousand names.
const STARTS: u64 = 1 << 16;

impl Names {
    /// Sorts names by how they begin.
    fn new(ids: BTreeMap<&'static str, Vec<&'static str>>) -> Names {
        let empty = vec![0; usize::try_from(STARTS / 64).unwrap_or(0)];
        let mut names = Names { by_start: FxHashMap::default(), starts: empty };
        // Longest first, so that the names of one start are found in that order.
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, ids) in ids {
            let start = name.chars().take(START).fold(0, started);
            let (word, bit) = place(start);
            if let Some(bits) = names.starts.get_mut(word) {
                *bits |= bit;
            }
            names.by_start.entry(start).or_default().push((name, ids));
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

/// The names of a language, read from its file when first asked for; `None` when it has none.
fn names(language: &str) -> Option<&'static Names> {
    static READ: [OnceLock<Names>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let primary = language.split('-').next().unwrap_or(language);
    let tag = match language {
        "zh-Hant" | "zh-TW" | "zh-HK" => "zh-Hant",
        _ if primary == "no" => "nb",
        _ => primary,
    };
    let at = FILES.binary_search_by_key(&tag, |(known, _)| known).ok()?;
    Some(READ.get(at)?.get_or_init(|| read_names(tag)))
}

/// The rows of a language's file: what is named, and its names.
fn rows(tag: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let file = FILES.iter().find(|(known, _)| *known == tag).map_or("", |(_, file)| file);
    file.lines().filter_map(|row| row.split_once('\t'))
}

/// Reads the names of a language. What has none of its own has the English one in Latin script.
fn read_names(tag: &str) -> Names {
    let mut of: BTreeMap<&'static str, &'static str> = BTreeMap::new();
    if !OTHER_SCRIPT.contains(&tag) {
        of.extend(rows("en").filter(|(id, _)| !id.starts_with("thing:")));
    }
    of.extend(rows(tag));
    let mut ids: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for (id, names) in of {
        for name in names.split('|') {
            ids.entry(stem(name, tag)).or_default().push(id);
        }
    }
    Names::new(ids)
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
