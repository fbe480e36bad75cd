//! A body as it is compared: letter case, white space, quotes and dashes folded; its words; its shingles.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Words a shingle spans. Three survive light editing (one word in twenty changed leaves 0.75 of Jaccard similarity;
/// with five it would be 0.63) and still say more than single words.
const SHINGLE_WORDS: usize = 3;
/// Characters a shingle spans in scripts without spaces: about two words of Chinese, Japanese or Thai.
const SHINGLE_CHARS: usize = 5;
/// Most shingles looked at in one document, so that a hostile one costs no more than a book.
const MOST_SHINGLES: usize = 200_000;

/// The text in lower case, with runs of white space as one space and typographic quotes and dashes as plain ones.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            space = true;
            continue;
        }
        if is_invisible(letter) {
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        match letter {
            '‘' | '’' | '‚' | '‛' | '´' | '`' | 'ʼ' | '′' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => {
                folded.push('"');
            }
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => folded.push('-'),
            '…' => folded.push_str("..."),
            '\u{ff01}'..='\u{ff5e}' => folded.extend(half_width(letter).to_lowercase()),
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
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
        | '\u{1e00}'..='\u{1eff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => letter.is_alphanumeric(),
    }
}

/// Whether a letter is of a script that writes words without spaces between them: Han, Kana, Thai, Lao, Khmer, Burmese.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// What of a folded text two copies share: hashes of runs of words (of characters in scripts without spaces), sorted,
/// each once. A text shorter than a run gives one hash.
pub(super) fn shingles(folded: &str) -> Vec<u64> {
    let units = units(folded);
    let mut hashes: Vec<u64> = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let wide = if unit.1 { SHINGLE_CHARS } else { SHINGLE_WORDS };
        let Some(run) = units.get(at..at + wide) else { continue };
        let hash = run.iter().fold(0, |seed, (word, _)| xxh3_64_with_seed(word.as_bytes(), seed));
        hashes.push(hash);
        if hashes.len() >= MOST_SHINGLES {
            break;
        }
    }
    if hashes.is_empty() && !units.is_empty() {
        hashes.push(xxh3_64(folded.as_bytes()));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Words, or single characters of scripts without spaces (then `true`), in order.
fn units(folded: &str) -> Vec<(&str, bool)> {
    let mut units = Vec::new();
    for word in folded.split(|letter: char| !is_letter(letter) && !is_unspaced(letter)) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = if is_unspaced(first) {
                first.len_utf8()
            } else {
                rest.find(is_unspaced).unwrap_or(rest.len())
            };
            let (unit, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            units.push((unit, is_unspaced(first)));
            rest = tail;
        }
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
