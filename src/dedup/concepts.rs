//! Names that mean one thing in every language (countries, cities, languages, months), found in a text.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

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
    /// What is named and how: by the hash of the name's first letters, the longest name of each first.
    rows: Vec<Row>,
    /// The rows of each start.
    by_start: FxHashMap<u64, Range<usize>>,
    /// A bit for each start, so that most words are told to be no name without a look at the map.
    starts: Vec<u64>,
}

/// A name and what it names.
#[derive(Debug)]
struct Row {
    start: u64,
    name: &'static str,
    id: &'static str,
}

/// Letters that a name is looked up by, at most: so many that few words of a text begin as one of the names does.
const START: usize = 6;
/// Bits of [`Names::starts`]; the largest language has some two thousand names.
const STARTS: u64 = 1 << 16;

impl Names {
    /// Sorts what is named and its names by how they begin.
    fn new(named: impl Iterator<Item = (&'static str, &'static str)>) -> Names {
        let row = |(id, name): (&'static str, &'static str)| {
            let start = name.chars().take(START).fold(0, started);
            Row { start, name, id }
        };
        let mut rows: Vec<Row> = named.map(row).collect();
        rows.sort_unstable_by_key(|row| row.start);
        let mut starts = vec![0; usize::try_from(STARTS / 64).unwrap_or(0)];
        let mut by_start = FxHashMap::default();
        let mut from = 0;
        for same in rows.chunk_by_mut(|one, other| one.start == other.start) {
            same.sort_unstable_by_key(|row| (Reverse(row.name.len()), row.name, row.id));
            let Some(Row { start, .. }) = same.first() else { continue };
            let (word, bit) = place(*start);
            if let Some(bits) = starts.get_mut(word) {
                *bits |= bit;
            }
            by_start.insert(*start, from..from + same.len());
            from += same.len();
        }
        Names { rows, by_start, starts }
    }

    /// The rows of the longest name that stands at a place of a text, as a word of its own, and its end.
    fn at(&self, text: &str, at: usize) -> Option<(&[Row], usize)> {
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
        let rows =
            longest_first.filter_map(|start| self.rows.get(self.by_start.get(start)?.clone()));
        let mut names = rows.flat_map(|rows| rows.chunk_by(|one, other| one.name == other.name));
        names.find_map(|rows| {
            let end = at + matched(rest, rows.first()?.name)?;
            is_word(text, at, end).then_some((rows, end))
        })
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
    // Most names are plain letters, and most texts go on in another way behind the first few.
    let is_plain = |(letter, wanted): &(u8, u8)| letter.to_ascii_lowercase() == *wanted;
    let plain = text.bytes().zip(name.bytes()).take_while(is_plain);
    let plain = plain.take_while(|(letter, _)| letter.is_ascii()).count();
    let mut letters = after(text, plain).chars();
    let is_name =
        after(name, plain).chars().all(|wanted| letters.next().map(small) == Some(wanted));
    is_name.then(|| text.len() - letters.as_str().len())
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
            if let Some((rows, end)) = names.at(text, at) {
                found.extend(rows.iter().map(|row| Concept { id: row.id, start: at, end }));
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
    let (tag, _) = FILES.get(at)?;
    Some(READ.get(at)?.get_or_init(|| read_names(tag)))
}

/// The rows of a language's file: what is named, and its names.
fn rows(tag: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let file = FILES.iter().find(|(known, _)| *known == tag).map_or("", |(_, file)| file);
    file.lines().filter_map(|row| row.split_once('\t'))
}

/// Reads the names of a language. What has none of its own has the English one in Latin script.
fn read_names(tag: &'static str) -> Names {
    let own: FxHashSet<&str> = rows(tag).map(|(id, _)| id).collect();
    let has_english = tag != "en" && !OTHER_SCRIPT.contains(&tag);
    let english =
        rows("en").filter(|(id, _)| has_english && !id.starts_with("thing:") && !own.contains(id));
    let named = |(id, names): (&'static str, &'static str)| {
        names.split('|').map(move |name| (id, stem(name, tag)))
    };
    Names::new(rows(tag).chain(english).flat_map(named))
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
