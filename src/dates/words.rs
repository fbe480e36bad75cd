//! The date words of all language files in one dictionary: what does the word at this place mean in that language?

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Role;
use super::token::{self, Letter};
use super::zone::{self, Zone};
use crate::lang::{self, DateWords, Lang, Unit};

/// All that a word can mean in one language; what it does mean, its neighbours decide (`mar` is March or Tuesday).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// A month, 1 to 12.
    pub(super) month: Option<i8>,
    /// A day of the week, Monday 1 to Sunday 7.
    pub(super) weekday: Option<i8>,
    /// A label.
    pub(super) role: Option<Role>,
    /// Before or after noon.
    pub(super) half: Option<Half>,
    /// The part of a date that the number beside it is.
    pub(super) unit: Option<Unit>,
    /// An era: the year before its first, and its last where the next one says it.
    pub(super) era: Option<(i16, Option<i16>)>,
    /// A word of another calendar.
    pub(super) other: Option<Other>,
    /// A zone.
    pub(super) zone: Option<Zone>,
    /// Nothing, but it may stand in a date.
    pub(super) filler: bool,
    /// Whether it is taken from English into a line of another language.
    pub(super) foreign: bool,
    /// Whether a unit stands behind its number (`8月`), not before it (`tháng 8`).
    pub(super) behind: bool,
}

/// A word of another calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// A month of the Solar Hijri calendar, 1 to 12.
    Solar(i8),
    /// A month of the lunar calendar, or the sign of its years.
    Lunar,
}

/// Half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// Before or behind midnight.
    Night,
}

/// A word at a place: how many letters it takes, and what it means.
pub(super) struct Match {
    pub(super) length: usize,
    pub(super) word: Word,
}

/// The language whose words stand in lines of all others; its order of day and month decides nothing.
pub(super) const COMMON: &str = "en";

/// The dictionary of all languages that phin knows.
pub(super) static WORDS: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::new([lang::all(), lang::only_dates()]));

/// The letters of all languages that stand for numbers, and the first of them: most scripts stand before it.
static NUMERALS: LazyLock<(char, FxHashMap<char, i32>)> = LazyLock::new(|| {
    let rows = lang::all().iter().flat_map(|language| &language.file.dates.numerals);
    let rows = rows.filter_map(|(letter, value)| Some((letter.chars().next()?, *value)));
    let numerals: FxHashMap<char, i32> = rows.filter(|(letter, _)| !letter.is_ascii()).collect();
    (numerals.keys().min().copied().unwrap_or(char::MAX), numerals)
});

/// The number that this letter stands for.
pub(super) fn numeral(char: char) -> Option<i32> {
    if char.is_ascii() {
        return None;
    }
    let (first, numerals) = &*NUMERALS;
    if char < *first { None } else { numerals.get(&char).copied() }
}

/// The words of all languages by their first two letters.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    begun: FxHashMap<Begin, Begun>,
}

/// The words that begin with the same two letters.
#[derive(Debug, Default)]
struct Begun {
    /// Those of a language together, the longest first, so that the first that fits is the longest.
    words: Vec<Entry>,
    /// The names of zones among them, of all languages, the longest first.
    zones: Vec<Entry>,
}

/// The first letter of a word and the second, if it has two.
type Begin = (char, Option<char>);

#[derive(Clone, Debug)]
struct Entry {
    letters: Vec<char>,
    tag: &'static str,
    /// Whether it is looked for in documents of other languages, too.
    is_common: bool,
    /// The letters of the tag as a number, which is compared at once.
    code: u32,
    word: Word,
}

/// The letters of a tag as a number.
fn code(tag: &str) -> u32 {
    tag.bytes().fold(0, |code, letter| code << 8 | u32::from(letter))
}

impl Dictionary {
    fn new(languages: [&'static [Lang]; 2]) -> Dictionary {
        let mut begun: FxHashMap<Begin, Begun> = FxHashMap::default();
        let [all, only_dates] = languages;
        let all = all.iter().map(|language| (language, true));
        for (language, is_common) in all.chain(only_dates.iter().map(|it| (it, false))) {
            for (letters, word) in rows(&language.file.dates) {
                let Some(first) = letters.first().copied() else { continue };
                let start = (first, letters.get(1).copied());
                let tag = language.tag;
                let entry = Entry { letters, tag, is_common, code: code(tag), word };
                begun.entry(start).or_default().words.push(entry);
            }
        }
        let mut dictionary = Dictionary { begun };
        dictionary.sort();
        dictionary
    }

    fn sort(&mut self) {
        self.begun.values_mut().for_each(|begun| {
            let length = |entry: &Entry| Reverse(entry.letters.len());
            begun.words.sort_by_key(|entry| (entry.code, length(entry)));
            let zones = begun.words.iter().filter(|entry| entry.word.zone.is_some());
            begun.zones = zones.cloned().collect();
            begun.zones.sort_by_key(|entry| (length(entry), entry.tag));
        });
    }

    /// The longest word of the language `tag` that begins at `at`; or else a zone's name of any language, since these are
    /// written in all; or else an English word, since pages of all languages have such (`Thứ 4, 13/08/2025 9:00 AM`).
    pub(super) fn find(&self, letters: &[Letter], at: usize, tag: &str) -> Option<Match> {
        let begun = self.begun(letters, at);
        let longest =
            |tag: &str| begun.iter().flatten().find_map(|it| it.longest(letters, at, tag));
        let zones = || begun.iter().flatten().flat_map(|begun| &begun.zones);
        longest(tag).or_else(|| foreign_zone(zones(), letters, at)).or_else(|| {
            let common = longest(COMMON)?;
            Some(Match { word: Word { foreign: true, ..common.word }, ..common })
        })
    }

    /// Whether a word begins at `at` of the language `tag` or of those that are looked for in all documents.
    pub(super) fn knows(&self, letters: &[Letter], at: usize, tag: &str) -> bool {
        let code = code(tag);
        let begun = self.begun(letters, at);
        let mut entries = begun.iter().flatten().flat_map(|begun| &begun.words);
        entries.any(|entry| {
            (entry.is_common || entry.code == code) && fits(letters, at, &entry.letters).is_some()
        })
    }

    /// The languages of which a word stands anywhere in a line.
    pub(super) fn languages(&self, letters: &[Letter]) -> Vec<&'static str> {
        let mut tags = Vec::new();
        for at in 0..letters.len() {
            let begun = self.begun(letters, at).into_iter().flatten();
            for of_language in begun.flat_map(|it| it.words.chunk_by(|a, b| a.code == b.code)) {
                let Some(tag) = of_language.first().map(|entry| entry.tag) else { continue };
                let is_said =
                    || of_language.iter().any(|it| fits(letters, at, &it.letters).is_some());
                if !tags.contains(&tag) && is_said() {
                    tags.push(tag);
                }
            }
        }
        tags
    }

    /// The words that begin as the letters at `at` do: those of two letters and more, then those of one.
    fn begun(&self, letters: &[Letter], at: usize) -> [Option<&Begun>; 2] {
        let letter = |at: usize| letters.get(at).map(|letter| letter.char);
        let words = |begin: Begin| self.begun.get(&begin);
        let (first, second) = (letter(at), letter(at + 1));
        let long = first.zip(second).and_then(|(first, second)| words((first, Some(second))));
        [long, first.and_then(|first| words((first, None)))]
    }
}

impl Begun {
    /// The longest word of one language at a place.
    fn longest(&self, letters: &[Letter], at: usize, tag: &str) -> Option<Match> {
        let code = code(tag);
        let start = self.words.partition_point(|entry| entry.code < code);
        let own = self.words.iter().skip(start).take_while(|entry| entry.code == code);
        let mut fitting = own.filter_map(|entry| {
            fits(letters, at, &entry.letters).map(|length| Match { length, word: entry.word })
        });
        fitting.next()
    }
}

/// A zone's name in the other languages: its offset, when they agree.
fn foreign_zone<'a>(
    zones: impl Iterator<Item = &'a Entry>,
    letters: &[Letter],
    at: usize,
) -> Option<Match> {
    let mut found: Option<Match> = None;
    for entry in zones {
        let Some(length) = fits(letters, at, &entry.letters) else { continue };
        match &mut found {
            Some(earlier) if earlier.length == length && earlier.word.zone != entry.word.zone => {
                earlier.word.zone = Some(Zone::Unclear);
            }
            Some(_) => {}
            None => {
                let word = Word { zone: entry.word.zone, ..Word::default() };
                found = Some(Match { length, word });
            }
        }
    }
    found
}

/// How many letters of the line the word takes at `at`, when it stands there up to a word's edge.
fn fits(letters: &[Letter], at: usize, word: &[char]) -> Option<usize> {
    let mut here = at;
    for char in word {
        let letter = letters.get(here)?;
        if letter.char != *char {
            return None;
        }
        here += 1;
        while *char == ' ' && letters.get(here).is_some_and(|next| next.char == ' ') {
            here += 1;
        }
    }
    let last = *word.last()?;
    let next = letters.get(here).map(|letter| letter.char);
    next.is_none_or(|next| token::is_edge(last, next)).then_some(here - at)
}

/// Every word of a language file with all its meanings.
fn rows(dates: &DateWords) -> BTreeMap<Vec<char>, Word> {
    let mut rows = Rows::default();
    for (month, names) in (1..).zip(&dates.months) {
        rows.add(names, |word| word.month = Some(month));
    }
    for (weekday, names) in (1..).zip(&dates.weekdays) {
        rows.add(names, |word| word.weekday = Some(weekday));
    }
    rows.add(&dates.fillers, |word| word.filler = true);
    rows.add(&dates.am, |word| word.half = Some(Half::Am));
    rows.add(&dates.pm, |word| word.half = Some(Half::Pm));
    rows.add(&dates.night, |word| word.half = Some(Half::Night));
    for (month, names) in (1..).zip(&dates.solar_months) {
        rows.add(names, |word| word.other = Some(Other::Solar(month)));
    }
    rows.add(&dates.lunar, |word| word.other = Some(Other::Lunar));
    rows.add(&dates.published, |word| word.role = Some(Role::Published));
    rows.add(&dates.updated, |word| word.role = Some(Role::Updated));
    for (unit, names) in &dates.units {
        for name in names {
            let behind = name.chars().next_back().is_some_and(token::is_behind);
            rows.add([name], |word| {
                word.unit = Some(*unit);
                word.behind = behind;
            });
        }
    }
    for (name, before_first) in &dates.eras {
        let last = dates.eras.values().filter(|next| *before_first > 0 && *next > before_first);
        let last = last.min().map(|next| next + 1);
        rows.add([name], |word| word.era = Some((*before_first, last)));
    }
    for (name, offset) in &dates.zones {
        rows.add([name], |word| {
            word.zone = Some(zone::written(offset).map_or(Zone::Unclear, Zone::Known));
        });
    }
    rows.0
}

#[derive(Default)]
struct Rows(BTreeMap<Vec<char>, Word>);

impl Rows {
    fn add<'a>(&mut self, names: impl IntoIterator<Item = &'a String>, say: impl Fn(&mut Word)) {
        for name in names {
            let mut letters = token::folded(name);
            // A label is the word; the colon behind it is punctuation of the line.
            letters.pop_if(|last| *last == ':');
            say(self.0.entry(letters).or_default());
        }
    }
}
