//! The words of a text that a lexicon can be learned from: known by their beginnings, so that endings change nothing.

use xxhash_rust::xxh3::xxh3_64;

use super::fold::{short, small};
use super::tokens::{Class, Token};
use crate::text::Span;

/// Words kept of one document. News stories of 350 words have about 120 that are long enough; of longer texts those
/// with the least hashes are kept, so that two documents keep the same ones.
const MOST_WORDS: usize = 160;
/// Letters that a word is known by: endings of European languages stand behind.
const STEM: usize = 6;
/// Syllables of Hangul that a word is known by: particles stand behind.
const STEM_OF_SYLLABLES: usize = 2;
/// Letters of a word in a script with spaces, at least: shorter ones are articles and prepositions for the most part.
const SHORTEST: usize = 4;
/// Letters of a word of Hangul or of a script without vowels, at least.
const SHORTEST_DENSE: usize = 2;

/// The words of a text, by their hashes, each once, sorted.
pub(super) fn words(tokens: &[Token<'_>]) -> Vec<u32> {
    let mut words = Vec::with_capacity(tokens.len());
    let mut stem = String::new();
    each(tokens, &mut |word, _| {
        fold_word(word, &mut stem);
        words.push(short(xxh3_64(stem.as_bytes())));
    });
    words.sort_unstable();
    words.dedup();
    words.truncate(MOST_WORDS);
    words
}

/// The hash of a word that a user wrote down.
pub(super) fn hash(word: &str) -> u32 {
    let mut stem = String::new();
    fold_word(word, &mut stem);
    short(xxh3_64(stem.as_bytes()))
}

/// The words of a text with their places.
pub(super) fn spans(tokens: &[Token<'_>]) -> Vec<(u32, Span)> {
    let mut spans = Vec::new();
    let mut stem = String::new();
    each(tokens, &mut |word, start| {
        fold_word(word, &mut stem);
        spans.push((short(xxh3_64(stem.as_bytes())), Span::new(start, start + word.len())));
    });
    spans
}

/// Calls `see` with each word that is long enough and its first byte: words between spaces, runs of Katakana, pairs of
/// Han characters. Thai and its like have neither spaces nor signs that are words, and are left out.
fn each<'a>(tokens: &[Token<'a>], see: &mut dyn FnMut(&'a str, usize)) {
    for token in tokens {
        let letters = || match token.text.get(..SHORTEST) {
            Some(plain) if plain.is_ascii() => SHORTEST,
            _ => token.text.chars().take(SHORTEST).count(),
        };
        match token.class {
            Class::Cased if letters() >= SHORTEST => see(token.text, token.start),
            Class::Hangul | Class::Caseless | Class::Katakana if letters() >= SHORTEST_DENSE => {
                see(token.text, token.start);
            }
            Class::Han => {
                let mut starts = token.text.char_indices().map(|(at, _)| at);
                let mut ends = token.text.char_indices().map(|(at, letter)| at + letter.len_utf8());
                ends.next();
                while let (Some(start), Some(end)) = (starts.next(), ends.next()) {
                    see(token.text.get(start..end).unwrap_or_default(), token.start + start);
                }
            }
            _ => {}
        }
    }
}

/// The beginning of a word in lower case, without the article of Arabic.
fn fold_word(word: &str, stem: &mut String) {
    stem.clear();
    // Most words are of ASCII, or begin with more of it than is looked at.
    if let Some(plain) = word.get(..STEM.min(word.len())).filter(|plain| plain.is_ascii()) {
        stem.push_str(plain);
        return stem.make_ascii_lowercase();
    }
    let word = word.strip_prefix("ال").filter(|rest| rest.len() >= SHORTEST).unwrap_or(word);
    let dense = word.starts_with(|letter| ('\u{ac00}'..='\u{d7a3}').contains(&letter));
    for letter in word.chars().take(if dense { STEM_OF_SYLLABLES } else { STEM }) {
        stem.push(small(letter));
    }
}
