//! What of a text survives translation: numbers, dates, codes, names; each with its place and how rare it is by nature.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::concepts::{Concept, concepts};
use super::fold::short;
use super::tokens::{Class, Token, looked_at};
use crate::text::Span;

/// What an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// A number by its value.
    Number,
    /// A day of a month.
    Date,
    /// Letters and digits, or capitals: `57-NQ/TW`, `KOICA`.
    Code,
    /// A word of a name, or two in a row, in Latin letters without diacritics.
    Name,
    /// The consonants of a word.
    Sound,
    /// A country, city or language that has a name in every language.
    Concept,
    /// A thing, an animal, a feeling: what emoji are named after in every language.
    Thing,
}

impl Sort {
    /// All of them.
    const ALL: [Sort; 7] =
        [Sort::Number, Sort::Date, Sort::Code, Sort::Name, Sort::Sound, Sort::Concept, Sort::Thing];
}

/// Something of a text that a translation is likely to have, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Cells", into = "Cells")]
pub struct Anchor {
    /// Hash of sort and word; two anchors with one key are the same thing.
    pub key: u32,
    /// Where it first stands in the body: its first byte.
    pub start: u32,
    /// How many bytes it has there; of a longer one those of its first letters.
    pub length: u8,
    /// What it is.
    pub sort: Sort,
    /// How rare it is in any text, before this corpus is looked at: -8 ln of the share of texts that have it.
    pub rarity: u8,
}

/// An anchor as the store has it: a document has some hundred, and the names of the fields would be most of its bytes.
type Cells = (u32, u32, u8, Sort, u8);

impl From<Cells> for Anchor {
    fn from((key, start, length, sort, rarity): Cells) -> Anchor {
        Anchor { key, start, length, sort, rarity }
    }
}

impl From<Anchor> for Cells {
    fn from(Anchor { key, start, length, sort, rarity }: Anchor) -> Cells {
        (key, start, length, sort, rarity)
    }
}

impl Anchor {
    /// Where it first stands in the body.
    pub(super) fn span(&self) -> Span {
        let start = usize::try_from(self.start).unwrap_or(usize::MAX);
        Span::new(start, start.saturating_add(usize::from(self.length)))
    }
}

/// The bit that keys of sounds have and no others: the rest of such a key is the skeleton itself.
pub(super) const SOUND: u32 = 1 << 31;
/// Most anchors of one sort kept of one document: the rarest. News stories have fewer; a book must not cost more.
const MOST: usize = 96;

/// The anchors of a body in a language (BCP 47, may be empty), in order of their keys.
pub(super) fn anchors(text: &str, tokens: &[Token<'_>], language: &str) -> Vec<Anchor> {
    let text = looked_at(text);
    let concepts = concepts(text, tokens, language);
    let mut finder = Finder {
        text,
        language,
        found: Vec::with_capacity(tokens.len()),
        lower: lower_words(tokens),
        concepts,
    };
    finder.figures(tokens);
    finder.codes(tokens);
    finder.names(tokens);
    finder.concepts();
    let mut found = first_of_each(finder.found);
    keep_rarest(&mut found);
    found.sort_unstable_by_key(|found| found.key);
    found
}

/// The first of each key.
fn first_of_each(mut found: Vec<Anchor>) -> Vec<Anchor> {
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    places.reserve(found.len());
    let mut first: Vec<Anchor> = Vec::with_capacity(found.len());
    for anchor in found.drain(..) {
        match places.entry(anchor.key) {
            Entry::Vacant(place) => {
                place.insert(first.len());
                first.push(anchor);
            }
            Entry::Occupied(place) => {
                let order = |it: &Anchor| (it.start, it.length, it.sort);
                if let Some(known) = first.get_mut(*place.get())
                    && order(&anchor) < order(known)
                {
                    *known = anchor;
                }
            }
        }
    }
    first
}

/// Leaves the rarest of each sort.
fn keep_rarest(found: &mut Vec<Anchor>) {
    for sort in Sort::ALL {
        let order = |it: &Anchor| (!it.rarity, pair(it.start, it.key));
        let of_sort = found.iter().filter(|it| it.sort == sort);
        let mut orders: Vec<(u8, u64)> = of_sort.map(order).collect();
        if orders.len() > MOST {
            let (_, last, _) = orders.select_nth_unstable(MOST - 1);
            let last = *last;
            found.retain(|it| it.sort != sort || order(it) <= last);
        }
    }
}

/// Two numbers as one, to sort by both at once.
fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << u32::BITS | u64::from(second)
}

/// Hashes of the words that begin a sentence and stand in lower case somewhere: no names.
fn lower_words(tokens: &[Token<'_>]) -> FxHashSet<u64> {
    // By how they begin how long the words are that begin a sentence: most others need no hash.
    let mut asked = [0_u64; 256];
    let look = |word: &str| {
        let mut bytes = word.bytes().chain([0, 0]);
        let [first, second] = [bytes.next(), bytes.next()].map(Option::unwrap_or_default);
        (usize::from(first ^ second.rotate_left(3)), 1_u64 << word.len().min(63))
    };
    let cased = || tokens.iter().filter(|token| token.class == Class::Cased);
    for token in cased().filter(|token| token.opens) {
        let (place, length) = look(&token.text.to_lowercase());
        if let Some(lengths) = asked.get_mut(place) {
            *lengths |= length;
        }
    }
    let is_asked = |token: &&Token<'_>| {
        let (place, length) = look(token.text);
        asked.get(place).is_some_and(|lengths| lengths & length != 0)
    };
    let lower = cased().filter(is_asked).filter(|token| !is_capital(token.text));
    lower.map(|token| xxh3_64(token.text.as_bytes())).collect()
}

/// Whether a word begins with a capital letter.
pub(super) fn is_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}

/// Finds the anchors of one text; what it looks for stands in `figures.rs` and `words.rs`.
pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    /// BCP 47, may be empty.
    pub(super) language: &'a str,
    /// Words that stand in lower case somewhere, by their hashes.
    pub(super) lower: FxHashSet<u64>,
    pub(super) concepts: Vec<Concept>,
    found: Vec<Anchor>,
}

impl Finder<'_> {
    /// Notes an anchor. `share` is the share of texts that have it by nature.
    pub(super) fn note(&mut self, sort: Sort, word: &str, span: Span, share: f64) {
        let key = short(xxh3_64_with_seed(word.as_bytes(), sort as u64)) & !SOUND;
        self.note_key(sort, key, span, share);
    }

    /// Notes an anchor by its key.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=255"
    )]
    pub(super) fn note_key(&mut self, sort: Sort, key: u32, span: Span, share: f64) {
        let start = u32::try_from(span.start).unwrap_or(u32::MAX);
        let longest = u8::try_from(span.len()).unwrap_or(u8::MAX);
        let ends = |length: &u8| self.text.is_char_boundary(span.start + usize::from(*length));
        let length = (0..=longest).rev().find(ends).unwrap_or_default();
        let rarity = (-8.0 * share.ln()).clamp(0.0, 255.0) as u8;
        self.found.push(Anchor { key, start, length, sort, rarity });
    }

    /// Notes what has a name in every language.
    fn concepts(&mut self) {
        for concept in std::mem::take(&mut self.concepts) {
            let (sort, share) = match concept.id.split(':').next() {
                Some("city") => (Sort::Concept, 0.01),
                Some("country") => (Sort::Concept, 0.05),
                Some("language") => (Sort::Concept, 0.03),
                Some("thing") => (Sort::Thing, 0.03),
                // A month is part of a date, and by itself in too many texts to say anything.
                _ => continue,
            };
            self.note(sort, concept.id, Span::new(concept.start, concept.end), share);
        }
    }
}
