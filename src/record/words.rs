//! How many words a text has, by the word boundaries of Unicode (UAX #29).

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::text::{Span, after};

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
    let (mut words, mut start, mut end) = (0, 0, 0);
    for part in text.split_inclusive(' ') {
        end += part.len();
        // What the segmenter says of a word depends on what stands before it only where a mark follows the space.
        if may_be_mark(after(text, end)) {
            continue;
        }
        let whole = Span::new(start, end).of(text);
        words += plain(whole).unwrap_or_else(|| count_part(whole));
        start = end;
    }
    words
}

/// Whether the first character may be one that belongs to what stands before it: none of ASCII, nor a letter of Latin, Greek
/// or Cyrillic script.
fn may_be_mark(text: &str) -> bool {
    !matches!(
        text.chars().next(),
        None | Some('\0'..='\u{7f}' | 'À'..='\u{24f}' | 'Ͱ'..='\u{481}')
    )
}

/// The words of a part that is letters and digits of ASCII and signs that part them, which most parts are: the segmenter takes
/// thirty times as long. None for all others, those with a sign that may join what it stands between (`3.5`, `don't`) included.
fn plain(part: &str) -> Option<usize> {
    let (mut words, mut is_within) = (0, false);
    let mut letters = part.bytes().peekable();
    while let Some(letter) = letters.next() {
        let mut is_joined = || is_within && letters.peek().is_some_and(u8::is_ascii_alphanumeric);
        match letter {
            b'_' | 0x80.. => return None,
            b'.' | b',' | b':' | b';' | b'\'' if is_joined() => return None,
            _ => {}
        }
        let is_letter = letter.is_ascii_alphanumeric();
        words += usize::from(is_letter && !is_within);
        is_within = is_letter;
    }
    Some(words)
}

fn count_part(text: &str) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_part_has_the_words_that_the_segmenter_finds() {
        let signs: Vec<char> = (' '..='~').chain(['\t', '\n', '\r']).collect();
        let beside = ["", "a", "B7", "12", ".", " "];
        for sign in &signs {
            for other in &signs {
                for (before, after) in beside.iter().flat_map(|it| beside.map(|other| (it, other)))
                {
                    let text = format!("{before}{sign}{other}{after}");
                    assert_eq!(count(&text), count_part(&text), "{text:?}");
                }
            }
        }
        let marks = "नया पुल सोमवार को खोला। a\u{301} \u{301}b العربيّة ์ไทย 3.5 кот_б";
        assert_eq!(count(marks), count_part(marks));
        assert_eq!(count("the well-known 3,000 don't \u{301}x a\u{301} b"), 8);
    }
}
