//! Words that mean one thing in several languages: a user's own, and those that a run learns from its surest pairs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Sketch, vocabulary};

/// Pairs of documents that a pair of languages needs before anything is learned from it.
const FEWEST_PAIRS: usize = 8;
/// Pairs of documents of a pair of languages that are learned from: the surest. More add hardly anything but time.
const MOST_PAIRS: usize = 128;
/// Pairs of documents that are learned from in all; the pairs of languages that have most come first.
const MOST_PAIRS_IN_ALL: usize = 4_096;
/// Words of a document that are learned from: the rarest.
const MOST_WORDS: usize = 40;
/// Pairs of documents that words must stand in together before they are translations of each other. The pair that is
/// judged may be among those learned from; two others then say the same.
const FEWEST_TOGETHER: u32 = 3;
/// Part of the documents that a word may stand in and still say something.
const COMMONEST: usize = 6;
/// Share of the documents with either word that have both (Dice's coefficient), at least.
const LEAST_DICE: f64 = 0.5;

/// Pairs of words of two languages that may be there by chance. Among sixty stories some fifty words of a pair of
/// languages stand in three of them and nowhere else, and to demand less chance than this would lose them.
const BY_CHANCE: f64 = 4.0;

/// Words that mean one thing, by language and hash. A word means one thing, and a thing has one word a language: what
/// a lexicon loses by that (synonyms) it gains by being small and by keeping errors from spreading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// The meanings of the words of each language, by hash.
    meanings: BTreeMap<String, FxHashMap<u32, u32>>,
    count: u32,
}

/// A document that words are learned from: its language, by number, and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) language: u16,
    pub(super) words: &'a [u32],
}

/// A word of a language, by number and hash.
type Word = (u16, u32);

/// Two words and how sure it is that they mean one thing.
#[derive(Clone, Copy, Debug)]
struct Entry {
    score: f64,
    a: Word,
    b: Word,
}

impl Lexicon {
    /// Reads rows of words that mean one thing: `en=bridge`, tab, `de=Brücke`, and so on; `#` begins a comment.
    ///
    /// # Errors
    /// The number of the first row that has fewer than two such cells, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Lexicon, (usize, String)> {
        let mut lexicon = Lexicon::default();
        for (number, row) in text.lines().enumerate() {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let cells: Vec<(&str, &str)> = row
                .split('\t')
                .map(|cell| {
                    cell.split_once('=').filter(|(tag, word)| !tag.is_empty() && !word.is_empty())
                })
                .collect::<Option<_>>()
                .ok_or_else(|| (number + 1, "a cell is no language=word".to_owned()))?;
            if cells.len() < 2 {
                return Err((number + 1, "a row needs words of two languages".to_owned()));
            }
            for (tag, word) in cells {
                lexicon.add(tag.trim(), vocabulary::hash(word.trim()));
            }
            lexicon.count += 1;
        }
        Ok(lexicon)
    }

    /// Whether it knows no word.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Enters a word under the meaning that is being added, where it has none.
    fn add(&mut self, tag: &str, word: u32) {
        self.meanings.entry(tag.to_owned()).or_default().entry(word).or_insert(self.count);
    }

    /// The meanings of the words of a document, each once, sorted; those of the language without script and
    /// region where it has none of its own.
    pub(super) fn meanings(&self, sketch: &Sketch) -> Vec<u32> {
        let mut meanings: Vec<u32> = self.meant(sketch).map(|(meaning, _)| meaning).collect();
        meanings.sort_unstable();
        meanings.dedup();
        meanings
    }

    /// The words of a document that have a meaning, with that, in order of their hashes.
    pub(super) fn meant(&self, sketch: &Sketch) -> impl Iterator<Item = (u32, u32)> {
        let tag = sketch.language.as_str();
        let primary = tag.split('-').next().unwrap_or(tag);
        let own = self.meanings.get(tag);
        let wide = self.meanings.get(primary);
        let known = own.is_some() || wide.is_some();
        let words = if known { sketch.words.as_slice() } else { &[] };
        words.iter().filter_map(move |word| {
            let meaning = own.and_then(|own| own.get(word)).or_else(|| wide?.get(word));
            Some((*meaning?, *word))
        })
    }

    /// The words of two documents that mean one thing: a word of each, in order of the first one's hashes.
    pub(super) fn in_both(&self, own: &Sketch, other: &Sketch) -> Vec<(u32, u32)> {
        let theirs: FxHashMap<u32, u32> = self.meant(other).collect();
        let both = self.meant(own);
        both.filter_map(|(meaning, word)| Some((word, *theirs.get(&meaning)?))).collect()
    }

    /// Adds what was learned, where nothing is known of a word; `tags` are the languages by number.
    pub(super) fn extend(&mut self, tags: &[&str], learned: &[BTreeMap<u16, u32>]) {
        for meaning in learned {
            for (language, word) in meaning {
                self.add(tags.get(usize::from(*language)).copied().unwrap_or_default(), *word);
            }
            self.count += 1;
        }
    }
}

/// What pairs of documents that surely tell one story, surest first, teach of the words of their languages: for each
/// meaning a word a language. Two words belong together when more documents of pairs have both than chance explains
/// (log-likelihood ratio, Dunning 1993), and the surest come first (competitive linking, Melamed 2000).
pub(super) fn learn(documents: &[Words<'_>], pairs: &[(usize, usize)]) -> Vec<BTreeMap<u16, u32>> {
    let mut by_languages: BTreeMap<(u16, u16), Vec<(usize, usize)>> = BTreeMap::new();
    for (a, b) in pairs {
        let (Some(x), Some(y)) = (documents.get(*a), documents.get(*b)) else { continue };
        let (key, pair) = if x.language <= y.language {
            ((x.language, y.language), (*a, *b))
        } else {
            ((y.language, x.language), (*b, *a))
        };
        let pairs = by_languages.entry(key).or_default();
        if pairs.len() < MOST_PAIRS {
            pairs.push(pair);
        }
    }
    by_languages.retain(|_, pairs| pairs.len() >= FEWEST_PAIRS);
    let mut by_languages: Vec<_> = by_languages.into_iter().collect();
    by_languages.sort_by_key(|(_, pairs)| Reverse(pairs.len()));
    let mut room = MOST_PAIRS_IN_ALL;
    by_languages.retain(|(_, pairs)| {
        let fits = pairs.len() <= room;
        room -= if fits { pairs.len() } else { 0 };
        fits
    });
    let mut entries: Vec<Entry> = by_languages
        .par_iter()
        .flat_map_iter(|(languages, pairs)| associations(documents, *languages, pairs))
        .collect();
    entries.sort_unstable_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| (a.a, a.b).cmp(&(b.a, b.b)))
    });
    meanings(&entries)
}

/// The words of two languages that stand in the same pairs of documents.
fn associations(
    documents: &[Words<'_>],
    languages: (u16, u16),
    pairs: &[(usize, usize)],
) -> Vec<Entry> {
    let words = |at: usize| documents.get(at).map_or(&[][..], |document| document.words);
    let left = Side::new(&pairs.iter().map(|(a, _)| words(*a)).collect::<Vec<_>>());
    let right = Side::new(&pairs.iter().map(|(_, b)| words(*b)).collect::<Vec<_>>());
    let surprising = least_surprise(left.words.len(), right.words.len());
    let mut entries = Vec::new();
    let mut tally = vec![0_u32; right.words.len()];
    let often = |(_, pairs): &(_, Vec<u32>)| pairs.len() >= FEWEST_TOGETHER as usize;
    for ((a, x), pairs) in left.words.iter().zip(left.documents()).filter(often) {
        let mut touched: Vec<u32> = Vec::new();
        let others = pairs.iter().filter_map(|pair| right.rarest.get(*pair as usize));
        for other in others.flatten() {
            if let Some(both) = tally.get_mut(*other as usize) {
                *both += 1;
                if *both == FEWEST_TOGETHER {
                    touched.push(*other);
                }
            }
        }
        for other in touched {
            let (Some(both), Some((b, y))) =
                (tally.get(other as usize), right.words.get(other as usize))
            else {
                continue;
            };
            let dice = 2.0 * f64::from(*both) / f64::from(x + y);
            let score = if dice < LEAST_DICE { 0.0 } else { surprise(*both, *x, *y, left.all) };
            if dice >= LEAST_DICE && score >= surprising {
                entries.push(Entry { score, a: (languages.0, *a), b: (languages.1, *b) });
            }
        }
        tally.fill(0);
    }
    entries
}

/// The words of one language in the documents that it is learned from.
struct Side {
    /// How many documents there are.
    all: usize,
    /// The words that are neither too rare to be learned nor stand everywhere, in order, and how many documents have each.
    words: Vec<(u32, u32)>,
    /// Of each document the rarest of these, by their places there.
    rarest: Vec<Vec<u32>>,
}

impl Side {
    fn new(documents: &[&[u32]]) -> Side {
        let all = documents.len();
        let most = u32::try_from(all / COMMONEST).unwrap_or(u32::MAX).max(FEWEST_TOGETHER);
        let mut every = documents.concat();
        every.sort_unstable();
        let count =
            |same: &[u32]| Some((*same.first()?, u32::try_from(same.len()).unwrap_or(u32::MAX)));
        let words: Vec<(u32, u32)> = every
            .chunk_by(|a, b| a == b)
            .filter_map(count)
            .filter(|(_, count)| (FEWEST_TOGETHER..=most).contains(count))
            .collect();
        let rarest = documents.iter().map(|document| rarest(document, &words)).collect();
        Side { all, words, rarest }
    }

    /// Of each word the documents that have it among their rarest.
    fn documents(&self) -> Vec<Vec<u32>> {
        let mut documents = vec![Vec::new(); self.words.len()];
        for (words, number) in self.rarest.iter().zip(0..) {
            for word in words {
                if let Some(documents) = documents.get_mut(*word as usize) {
                    documents.push(number);
                }
            }
        }
        documents
    }
}

/// The rarest words of a document that are counted, by their places among `known`.
fn rarest(document: &[u32], known: &[(u32, u32)]) -> Vec<u32> {
    let mut rare: Vec<(u32, u32)> = document
        .iter()
        .filter_map(|word| {
            let at = known.binary_search_by_key(word, |(known, _)| *known).ok()?;
            Some((known.get(at)?.1, u32::try_from(at).ok()?))
        })
        .collect();
    rare.sort_unstable();
    rare.truncate(MOST_WORDS);
    rare.into_iter().map(|(_, at)| at).collect()
}

/// The surprise that among so many pairs of words chance reaches about [`BY_CHANCE`] times (the tail of a chi-squared
/// distribution falls with exp(-x/2)).
#[expect(clippy::cast_precision_loss, reason = "words of a few hundred documents")]
fn least_surprise(left: usize, right: usize) -> f64 {
    2.0 * (left.max(1) as f64 * right.max(1) as f64 / BY_CHANCE).ln()
}

/// Dunning's log-likelihood ratio of two words of which `x` and `y` documents of `all` have one, and `both` have both.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred documents")]
fn surprise(both: u32, x: u32, y: u32, all: usize) -> f64 {
    let (both, x, y, all) = (f64::from(both), f64::from(x), f64::from(y), all as f64);
    let part = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 { seen * (seen / expected).ln() } else { 0.0 }
    };
    2.0 * (part(both, x * y / all)
        + part(x - both, x * (all - y) / all)
        + part(y - both, (all - x) * y / all)
        + part(all - x - y + both, (all - x) * (all - y) / all))
}

/// Meanings of the surest entries: each word in one, each language in a meaning once.
fn meanings(entries: &[Entry]) -> Vec<BTreeMap<u16, u32>> {
    let mut of: FxHashMap<Word, usize> = FxHashMap::default();
    let mut meanings: Vec<BTreeMap<u16, u32>> = Vec::new();
    for entry in entries {
        let (a, b) = (of.get(&entry.a).copied(), of.get(&entry.b).copied());
        let (keep, with) = match (a, b) {
            (None, None) => {
                meanings.push(BTreeMap::new());
                (meanings.len() - 1, BTreeMap::from([entry.a, entry.b]))
            }
            (Some(known), None) => (known, BTreeMap::from([entry.b])),
            (None, Some(known)) => (known, BTreeMap::from([entry.a])),
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => (a.min(b), meanings.get(a.max(b)).cloned().unwrap_or_default()),
        };
        let Some(kept) = meanings.get_mut(keep) else { continue };
        if with.keys().any(|language| kept.contains_key(language)) {
            continue;
        }
        if let (Some(a), Some(b)) = (a, b)
            && let Some(moved) = meanings.get_mut(a.max(b))
        {
            moved.clear();
        }
        for word in with {
            of.insert(word, keep);
            if let Some(kept) = meanings.get_mut(keep) {
                kept.insert(word.0, word.1);
            }
        }
    }
    meanings.retain(|meaning| meaning.len() > 1);
    meanings
}
