//! How many words a text has, by the word boundaries of Unicode (UAX #29).

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::text::Span;

/// Only the rules of UAX #29: dictionaries of Thai or Chinese would cost more time than all else that a row needs.
static SEGMENTER: WordSegmenterBorrowed<'static> =
    WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());

/// Scripts that put no spaces between words: Thai and Lao, Burmese, Khmer, kana with its extensions, Han.
const UNSPACED: &[(char, char)] = &[
    ('\u{0E00}', '\u{0EFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30FF}'),
    ('\u{31F0}', '\u{31FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FF66}', '\u{FF9F}'),
    ('\u{20000}', '\u{323AF}'),
];

/// The words of `text`; in a script without spaces every letter counts as one.
pub fn count(text: &str) -> usize {
    let mut words = 0;
    let mut start = 0;
    for (end, kind) in SEGMENTER.segment_str(text).iter_with_word_type() {
        let piece = Span::new(start, end).of(text);
        start = end;
        let letters = piece.chars().filter(|letter| is_unspaced(*letter)).count();
        if letters > 0 {
            words += letters;
        } else if kind.is_word_like() && !piece.is_empty() {
            words += 1;
        }
    }
    words
}

fn is_unspaced(letter: char) -> bool {
    letter.is_alphanumeric() && UNSPACED.iter().any(|(from, to)| (*from..=*to).contains(&letter))
}
