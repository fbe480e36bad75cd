//! What kind of letter a character is, as the tables of Unicode say.
//!
//! The standard library searches its tables for each character beyond ASCII, which was the dearest step of all on texts in
//! Vietnamese, Russian or Chinese. Here what it says of a page of 256 characters is kept when the first of them is met.

use std::sync::OnceLock;

/// What is known of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u8);

impl Class {
    const ALPHABETIC: u8 = 1;
    const NUMERIC: u8 = 2;
    const UPPER: u8 = 4;
    const LOWER: u8 = 8;
    const BLANK: u8 = 16;
    const CHANGES: u8 = 32;

    fn look_up(letter: char) -> Class {
        let bits = [
            (Class::ALPHABETIC, letter.is_alphabetic()),
            (Class::NUMERIC, letter.is_numeric()),
            (Class::UPPER, letter.is_uppercase()),
            (Class::LOWER, letter.is_lowercase()),
            (Class::BLANK, letter.is_whitespace()),
            (Class::CHANGES, !letter.to_lowercase().eq([letter])),
        ];
        Class(bits.into_iter().filter(|(_, is)| *is).map(|(bit, _)| bit).sum())
    }

    #[inline]
    fn is(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// As [`char::is_alphabetic`].
    #[inline]
    pub fn is_alphabetic(self) -> bool {
        self.is(Class::ALPHABETIC)
    }

    /// As [`char::is_numeric`].
    #[inline]
    pub fn is_numeric(self) -> bool {
        self.is(Class::NUMERIC)
    }

    /// As [`char::is_alphanumeric`].
    #[inline]
    pub fn is_alphanumeric(self) -> bool {
        self.is(Class::ALPHABETIC | Class::NUMERIC)
    }

    /// As [`char::is_uppercase`].
    #[inline]
    pub fn is_uppercase(self) -> bool {
        self.is(Class::UPPER)
    }

    /// As [`char::is_lowercase`].
    #[inline]
    pub fn is_lowercase(self) -> bool {
        self.is(Class::LOWER)
    }

    /// As [`char::is_whitespace`].
    #[inline]
    pub fn is_whitespace(self) -> bool {
        self.is(Class::BLANK)
    }
}

/// The characters of one page of Unicode.
type Page = [Class; 256];

/// The pages of the Basic Multilingual Plane, where nearly all letters of all news stand.
static PAGES: [OnceLock<Page>; 256] = [const { OnceLock::new() }; 256];

/// What is known of a character.
#[inline]
pub fn class(letter: char) -> Class {
    let ascii = ASCII.get(letter as usize);
    ascii.copied().unwrap_or_else(|| beyond_ascii(letter))
}

fn beyond_ascii(letter: char) -> Class {
    // Unified ideographs and syllables of Hangul fill a hundred pages with one kind of letter.
    if matches!(letter, '\u{4e00}'..='\u{9fef}' | '\u{ac00}'..='\u{d7a3}') {
        return Class(Class::ALPHABETIC);
    }
    let code = u32::from(letter);
    let [_, high, page, at] = code.to_be_bytes();
    if high > 0 {
        return Class::look_up(letter);
    }
    let known = PAGES.get(usize::from(page)).map(|known| known.get_or_init(|| read(code & 0xff00)));
    known.and_then(|known| known.get(usize::from(at))).copied().unwrap_or(Class(0))
}

/// The classes of ASCII.
static ASCII: [Class; 128] = {
    let mut classes = [Class(0); 128];
    let mut at: u8 = 0;
    while at < 128 {
        let bits = match at {
            b'a'..=b'z' => Class::ALPHABETIC | Class::LOWER,
            b'A'..=b'Z' => Class::ALPHABETIC | Class::UPPER | Class::CHANGES,
            b'0'..=b'9' => Class::NUMERIC,
            b'\t'..=b'\r' | b' ' => Class::BLANK,
            _ => 0,
        };
        #[expect(clippy::indexing_slicing, reason = "a constant, worked out by the compiler")]
        {
            classes[at as usize] = Class(bits);
        }
        at += 1;
    }
    classes
};

fn read(first: u32) -> Page {
    std::array::from_fn(|at| {
        let code = u32::try_from(at).ok().and_then(|at| char::from_u32(first + at));
        code.map_or(Class(0), Class::look_up)
    })
}

/// As [`char::is_alphanumeric`].
#[inline]
pub fn is_alphanumeric(letter: char) -> bool {
    class(letter).is_alphanumeric()
}

/// As [`char::is_alphabetic`].
pub fn is_alphabetic(letter: char) -> bool {
    class(letter).is_alphabetic()
}

/// Whether a character is a sign over or under a letter in scripts that have such, Hebrew to Thai.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{e7f}')
        && !letter.is_alphanumeric()
        && !matches!(letter, '،' | '؛' | '؟' | '।')
}

/// How many letters and digits of ASCII a text begins with.
#[inline]
pub fn leading_ascii(text: &str) -> usize {
    let is_other = |byte: u8| !PLAIN.get(usize::from(byte)).is_some_and(|is_plain| *is_plain);
    text.bytes().position(is_other).unwrap_or(text.len())
}

/// Which bytes are letters and digits of ASCII.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut at: u8 = 0;
    while at < 128 {
        #[expect(clippy::indexing_slicing, reason = "a constant, worked out by the compiler")]
        {
            plain[at as usize] = at.is_ascii_alphanumeric();
        }
        at += 1;
    }
    plain
};

/// How many letters and digits of ASCII a text has.
pub fn count_ascii(text: &str) -> usize {
    bytes(text, |byte| byte.is_ascii_alphanumeric())
}

/// How many characters a text has, white space of ASCII left out.
pub fn count_seen(text: &str) -> usize {
    // A byte that goes on with a letter is none by itself.
    bytes(text, |byte| byte & 0xc0 != 0x80 && !matches!(byte, b'\t'..=b'\r' | b' '))
}

/// How many letters and digits of a text there are.
pub fn count(text: &str) -> usize {
    counted(text, |byte| byte.is_ascii_alphanumeric(), Class::is_alphanumeric)
}

/// How many letters of a text there are.
pub fn count_alphabetic(text: &str) -> usize {
    counted(text, |byte| byte.is_ascii_alphabetic(), Class::is_alphabetic)
}

/// How many characters there are of a kind, of which `is_ascii` tells those of ASCII.
fn counted(text: &str, is_ascii: impl Fn(u8) -> bool, is: impl Fn(Class) -> bool) -> usize {
    let ascii = bytes(text, is_ascii);
    if text.is_ascii() {
        return ascii;
    }
    let others = text.chars().filter(|letter| !letter.is_ascii());
    ascii + others.filter(|letter| is(beyond_ascii(*letter))).count()
}

/// How many bytes of a text are of a kind.
fn bytes(text: &str, is: impl Fn(u8) -> bool) -> usize {
    // Short enough for a sum of bytes, of which many are added in one step.
    let sum = |some: &[u8]| some.iter().map(|byte| u8::from(is(*byte))).sum::<u8>();
    text.as_bytes().chunks(128).map(|some| usize::from(sum(some))).sum()
}

/// Adds a letter in lower case.
#[inline]
pub fn push_small(text: &mut String, letter: char) {
    each_small(letter, |small| text.push(small));
}

/// Shows the lower case of a letter, which for all but a few is one letter.
#[inline]
pub fn each_small(letter: char, mut show: impl FnMut(char)) {
    if letter.is_ascii() {
        show(letter.to_ascii_lowercase());
    } else if class(letter).is(Class::CHANGES) {
        letter.to_lowercase().for_each(show);
    } else {
        show(letter);
    }
}

/// The number that stands for a row of letters, with one more behind it (Fowler, Noll, Vo); that of none is 0.
#[inline]
pub fn mixed(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5)
}

/// The number that stands for the letters of a word.
pub fn hash(word: &str) -> u64 {
    word.chars().fold(0, mixed)
}

/// The first letter of the lower case of a letter, which for all but a few is the whole of it.
#[inline]
pub fn small(letter: char) -> char {
    if letter.is_ascii() {
        letter.to_ascii_lowercase()
    } else if class(letter).is(Class::CHANGES) {
        letter.to_lowercase().next().unwrap_or(letter)
    } else {
        letter
    }
}

/// Signs that close or divide a sentence.
const WITHIN_SENTENCE: &str = ",.;!?)]%»”’、。，；）」』،";

/// Whether it is a sign that stands at the beginning of no sentence: what it begins goes on with the line before.
pub fn begins_no_sentence(letter: char) -> bool {
    WITHIN_SENTENCE.contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_standard_library_says() {
        for letter in '\0'..=char::MAX {
            let class = class(letter);
            assert_eq!(class, Class::look_up(letter), "{letter:?}");
            assert_eq!(class.is_alphanumeric(), letter.is_alphanumeric(), "{letter:?}");
            assert_eq!(class.is_whitespace(), letter.is_whitespace(), "{letter:?}");
            assert_eq!(Some(small(letter)), letter.to_lowercase().next(), "{letter:?}");
        }
    }
}
