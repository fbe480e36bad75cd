//! How many words a text has, by the word boundaries of Unicode (UAX #29).

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::text::{Span, after, letter};

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
    while end < text.len() {
        let (length, plain) = part(after(text, end));
        let is_whole = start == end;
        end += length;
        // What the segmenter says of a word depends on what stands before it only where a mark follows the space.
        if may_be_mark(after(text, end)) {
            continue;
        }
        let plain = plain.filter(|_| is_whole);
        words += plain.unwrap_or_else(|| count_part(Span::new(start, end).of(text)));
        start = end;
    }
    words
}

/// Whether the first character may be one that belongs to what stands before it.
fn may_be_mark(text: &str) -> bool {
    text.chars().next().is_some_and(|letter| !letter.is_ascii() && !is_plain(letter))
}

/// Whether a character is a letter or digit of ASCII, or a letter of Latin, Greek or Cyrillic script or a syllable of Hangul,
/// which the segmenter treats as those of ASCII.
fn is_plain(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        'À'..='\u{24f}' => !matches!(letter, '×' | '÷'),
        'Έ'..='Ί'
        | 'Ό'
        | 'Ύ'..='Ρ'
        | 'Σ'..='ώ'
        | 'Ѐ'..='ҁ'
        | 'Ҋ'..='ԯ'
        | 'Ḁ'..='ỿ'
        | '가'..='힣' => true,
        _ => false,
    }
}

/// How long a text is up to and with its first space, and how many words that has, where it is plain letters and digits and
/// signs of ASCII that part them, as most is: the segmenter takes thirty times as long. No number for all else, that with a
/// sign which may join what it stands between (`3.5`, `don't`) included.
fn part(text: &str) -> (usize, Option<usize>) {
    let (mut words, mut is_within, mut is_sure) = (0, false, true);
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            words += usize::from(!is_within);
            is_within = true;
            rest = after(rest, plain);
            continue;
        }
        let mut letters = rest.chars();
        let is_letter = letters.next().is_some_and(is_plain);
        rest = letters.as_str();
        match first {
            b' ' => return (text.len() - rest.len(), is_sure.then_some(words)),
            b'.' | b',' | b':' | b';' | b'\'' if is_within => {
                is_sure &= !rest.chars().next().is_some_and(is_plain);
            }
            b'_' | 0x80.. if !is_letter => is_sure = false,
            _ => {}
        }
        words += usize::from(is_letter && !is_within);
        is_within = is_letter;
    }
    (text.len(), is_sure.then_some(words))
}

fn count_part(text: &str) -> usize {
    let letters = text.chars().filter(|it| is_unspaced(*it) && letter::is_alphanumeric(*it));
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
        for letter in ('\u{80}'..='\u{d7ff}').filter(|letter| is_plain(*letter)) {
            for text in [format!("a{letter}{letter} {letter}7"), format!("{letter}. {letter}-a")] {
                assert_eq!(count(&text), count_part(&text), "{text:?}");
            }
        }
        let marks = "नया पुल सोमवार को खोला। a\u{301} \u{301}b العربيّة ์ไทย 3.5 кот_б";
        assert_eq!(count(marks), count_part(marks));
        assert_eq!(count("the well-known 3,000 don't \u{301}x a\u{301} b"), 8);
    }
}
