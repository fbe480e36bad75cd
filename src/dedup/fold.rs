//! A body as it is compared: letter case, white space, quotes and dashes folded; its words; its shingles.

use xxhash_rust::xxh3::xxh3_64;

use crate::text::{self, letter};

/// Words a shingle spans. Three survive light editing (one word in twenty changed leaves 0.75 of Jaccard similarity;
/// with five it would be 0.63) and still say more than single words.
const SHINGLE_WORDS: usize = 3;
/// Characters a shingle spans in scripts without spaces: about two words of Chinese, Japanese or Thai.
const SHINGLE_CHARS: usize = 5;
/// Most words (characters in scripts without spaces) of one document that are looked at, so that a hostile one costs no more than a book.
const MOST_UNITS: usize = 200_000;

/// The text in lower case, with runs of white space as one space and typographic quotes and dashes as plain ones.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text;
    loop {
        let (plain, behind) = plain(rest);
        if !plain.is_empty() {
            if space && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(plain);
            space = false;
        }
        let mut letters = behind.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        let is_space = if letter.is_ascii() {
            matches!(letter, ' ' | '\t'..='\r')
        } else {
            letter.is_whitespace()
        };
        if is_space {
            space = true;
            continue;
        }
        if !letter.is_ascii() && is_invisible(letter) {
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        push_folded(&mut folded, letter);
    }
    folded.make_ascii_lowercase();
    folded
}

/// The beginning of a text that is of ASCII and has but its letter case to be folded, up to a sign, with single spaces within
/// it; and the rest.
fn plain(text: &str) -> (&str, &str) {
    let mut before = b' ';
    let is_odd = |byte: u8| {
        let is_second = std::mem::replace(&mut before, byte) == b' ' && byte == b' ';
        is_second || !matches!(byte, b' '..=b'~') || byte == b'`'
    };
    let end = text.bytes().position(is_odd).unwrap_or(text.len());
    let plain = text::before(text, end).trim_end_matches(' ');
    (plain, text::after(text, plain.len()))
}

/// Appends a character in lower case and in its plain form.
fn push_folded(folded: &mut String, letter: char) {
    match letter {
        '`' | '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' | '′' => folded.push('\''),
        '\0'..='\u{7f}' => folded.push(letter.to_ascii_lowercase()),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => {
            folded.push('"');
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => folded.push('-'),
        '…' => folded.push_str("..."),
        '\u{ff01}'..='\u{ff5e}' => folded.push(small(half_width(letter))),
        _ => folded.push(small(letter)),
    }
}

/// A letter in lower case, where that is one letter; what has no case is told without a table.
pub(super) fn small(letter: char) -> char {
    match letter {
        '\0'..='\u{7f}' => letter.to_ascii_lowercase(),
        'А'..='Я' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
        'à'..='ÿ'
        | 'а'..='я'
        | '\u{590}'..='\u{109f}'
        | '\u{1100}'..='\u{139f}'
        | '\u{2e80}'..='\u{a63f}'
        | '\u{ac00}'..='\u{d7a3}' => letter,
        _ => {
            let mut small = letter.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) => one,
                _ => letter,
            }
        }
    }
}

/// The half-width form of a full-width letter, digit or sign; any other character as it is.
pub(super) fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// Soft hyphens, zero-width spaces and marks of direction: seen by no reader.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a character is a letter or a digit; the large blocks are told without a table.
pub(super) fn is_letter(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => letter != '×' && letter != '÷',
        '\u{400}'..='\u{481}'
        | '\u{620}'..='\u{64a}'
        | '\u{905}'..='\u{939}'
        | '\u{e01}'..='\u{e30}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => letter::is_alphanumeric(letter),
    }
}

/// Whether a letter is of a script that writes words without spaces between them: Han, Kana, Thai, Lao, Khmer, Burmese.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// What of a folded text two copies share: hashes of runs of words (of characters in scripts without spaces), sorted,
/// each once.
pub(super) fn shingles(folded: &str) -> Vec<u64> {
    let mut hashes = runs(&units(folded));
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Hashes of the runs of units of a text, in order. A text shorter than a run gives one hash.
pub(super) fn runs(units: &[(u64, bool)]) -> Vec<u64> {
    let run = |at: usize, wide: usize| {
        let units = units.get(at..at + wide)?;
        Some(units.iter().fold(0, |run, (unit, _)| mix(run ^ unit)))
    };
    let mut hashes: Vec<u64> = units
        .iter()
        .enumerate()
        .filter_map(|(at, (_, alone))| run(at, if *alone { SHINGLE_CHARS } else { SHINGLE_WORDS }))
        .collect();
    if hashes.is_empty() && !units.is_empty() {
        hashes.push(units.iter().fold(0, |run, (unit, _)| mix(run ^ unit)));
    }
    hashes
}

/// Units that the beginning of a text has: the first sentence of a report, in scripts without spaces half of it.
const LEAD: usize = 30;
/// Units a key of the beginning spans: so many that hardly two leads share one by chance.
const LEAD_RUN: usize = 8;
/// Keys of the beginning.
const LEAD_KEYS: usize = 4;

/// Keys that texts share which begin alike: the least hashes of long runs among the first units, in order; none for a
/// text that is hardly longer than its beginning.
pub(super) fn lead_keys(units: &[(u64, bool)]) -> Vec<u32> {
    let first = units.get(..LEAD).unwrap_or_default();
    let run = |run: &[(u64, bool)]| run.iter().fold(1, |run, (unit, _)| mix(run ^ unit));
    let mut hashes: Vec<u64> = first.windows(LEAD_RUN).map(run).collect();
    hashes.sort_unstable();
    hashes.into_iter().take(LEAD_KEYS).map(short).collect()
}

/// The upper half of a hash.
pub(super) fn short(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

/// The finishing step of `SplitMix64` (Steele, Lea and Flood 2014) on the state behind `n`.
pub(super) fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Hashes of words, or of single characters of scripts without spaces (then `true`), in order.
pub(super) fn units(folded: &str) -> Vec<(u64, bool)> {
    let mut units = Vec::with_capacity((folded.len() / 5).min(MOST_UNITS));
    let mut start = None;
    let end_word = |start: &mut Option<usize>, end: usize| {
        start.take().and_then(|start| folded.get(start..end)).map(|word| xxh3_64(word.as_bytes()))
    };
    let mut rest = folded;
    while units.len() < MOST_UNITS {
        let at = folded.len() - rest.len();
        // Most words are of ASCII, and most of what parts them is a space.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            start = start.or(Some(at));
            rest = text::after(rest, plain);
            continue;
        }
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        let unspaced = letter >= '\u{e00}' && is_unspaced(letter);
        if unspaced || !is_letter(letter) {
            units.extend(end_word(&mut start, at).map(|word| (word, false)));
        } else if start.is_none() {
            start = Some(at);
        }
        if unspaced {
            units.push((mix(u64::from(u32::from(letter))), true));
        }
    }
    if rest.is_empty() {
        units.extend(end_word(&mut start, folded.len()).map(|word| (word, false)));
    }
    units
}

/// How alike two sets of shingles are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// Shared ÷ all: Jaccard similarity.
    pub(super) jaccard: f64,
    /// Shared ÷ those of the smaller set.
    pub(super) containment: f64,
}

/// Compares two sorted sets.
#[expect(clippy::cast_precision_loss, reason = "sets of shingles are far below 2^52")]
pub(super) fn likeness(a: &[u64], b: &[u64]) -> Likeness {
    let shared = shared(a, b) as f64;
    let all = (a.len() + b.len()) as f64 - shared;
    let smaller = a.len().min(b.len()) as f64;
    let part = |of: f64| if of > 0.0 { shared / of } else { 0.0 };
    Likeness { jaccard: part(all), containment: part(smaller) }
}

/// How many members two sorted sets share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                a.next();
                b.next();
            }
        }
    }
    shared
}
