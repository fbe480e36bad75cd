//! How many words a text has, by the word boundaries of Unicode (UAX #29).

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

/// Only the rules of UAX #29: dictionaries of Thai or Chinese would cost more time than all else that a row needs.
static SEGMENTER: WordSegmenterBorrowed<'static> =
    WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());

/// Scripts that put no spaces between words: Thai and Lao, Tibetan, Burmese, Khmer, the Tai scripts, Han and kana.
const UNSPACED: &[(char, char)] = &[
    ('\u{0E00}', '\u{0FFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{1950}', '\u{19FF}'),
    ('\u{1A20}', '\u{1AAF}'),
    ('\u{2E80}', '\u{2FDF}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30FF}'),
    ('\u{31F0}', '\u{31FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{A9E0}', '\u{A9FF}'),
    ('\u{AA60}', '\u{AADF}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FF66}', '\u{FF9F}'),
    ('\u{11700}', '\u{1174F}'),
    ('\u{20000}', '\u{323AF}'),
];

/// The words of `text`; in a script without spaces every letter counts as one.
pub fn count(text: &str) -> usize {
    let letters = text.chars().filter(|letter| is_unspaced(*letter) && letter.is_alphanumeric());
    let spaced = text.split(is_unspaced).filter(|stretch| !stretch.is_empty());
    letters.count() + spaced.map(count_spaced).sum::<usize>()
}

fn count_spaced(text: &str) -> usize {
    let ends = SEGMENTER.segment_str(text).iter_with_word_type();
    ends.filter(|(end, kind)| *end > 0 && kind.is_word_like()).count()
}

fn is_unspaced(letter: char) -> bool {
    letter >= '\u{0E00}' && UNSPACED.iter().any(|(from, to)| (*from..=*to).contains(&letter))
}
