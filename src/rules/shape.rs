//! What a block looks like: how much is written in it, how it ends, whether it is prose.

use crate::text::{self, letter};

/// Letters from which a block that ends like a sentence is prose. Subheadings and captions that end so are shorter; of
/// the paragraphs of the corpus one in twenty is shorter, and those stand between longer ones.
const SENTENCE: usize = 60;

/// Letters from which a block is prose however it ends: Thai has no full stop, and the longest headline of the corpus
/// has 140.
const LONG: usize = 160;

/// The most letters a name of a section or a place has.
const SHORT: usize = 28;

/// The most words a name of a section or a place has: `Bà Rịa - Vũng Tàu` has four and a dash.
const SHORT_WORDS: usize = 5;

/// What a block looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Letters and digits; an ideograph, kana or Hangul syllable counts twice, as it says twice as much.
    pub weight: usize,
    /// Words between white space.
    pub words: usize,
    /// Digits among the letters.
    pub digits: usize,
    /// Whether it ends like a sentence: `. ! ? …` and their kin, quotes and brackets after them not counted.
    pub ends: bool,
    /// Whether it ends with a full stop or its kin: more than a headline does.
    pub stops: bool,
    /// Whether it ends with a colon, as a sentence before a list or a quotation does.
    pub opens: bool,
    /// The signs in it.
    pub signs: Signs,
}

/// Which signs stand in a text, as far as rules ask for one before they look closer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// `/`
    pub const SLASH: Signs = Signs(1);
    /// `:` of any width
    pub const COLON: Signs = Signs(1 << 1);
    /// `=` of any width
    pub const EQUALS: Signs = Signs(1 << 2);
    /// What stands between the items of a menu: `|`, `·`, `•`, `¦`
    pub const BAR: Signs = Signs(1 << 3);
    /// `@`
    pub const AT: Signs = Signs(1 << 4);
    /// What stands between the steps of a path, an arrow or a quotation mark
    pub const STEP: Signs = Signs(1 << 5);
    /// `©`, `®`, `$`, `€`, `£`, `#`
    pub const ODD: Signs = Signs(1 << 6);
    /// `.`
    pub const DOT: Signs = Signs(1 << 7);
    /// `(` of any width
    pub const OPENING: Signs = Signs(1 << 8);

    /// `／`
    pub const WIDE_SLASH: Signs = Signs(1 << 9);

    /// What [`text::is_even`] says no to
    const UNEVEN: Signs = Signs(1 << 10);

    /// The sign that a character is, if it is one of these.
    const fn of(letter: char) -> Signs {
        match letter {
            '/' => Signs::SLASH,
            ':' | '：' => Signs::COLON,
            '=' | '＝' => Signs::EQUALS,
            '|' | '·' | '•' | '¦' => Signs::BAR,
            '@' => Signs::AT,
            '›' | '→' | '▸' | '❯' | '>' | '»' | '＞' | '▶' => Signs::STEP,
            '©' | '®' | '$' | '€' | '£' | '#' => Signs::ODD,
            '.' => Signs::DOT,
            '(' | '（' => Signs::OPENING,
            '／' => Signs::WIDE_SLASH,
            _ => Signs(0),
        }
    }

    /// These and others.
    #[must_use]
    pub const fn and(self, others: Signs) -> Signs {
        Signs(self.0 | others.0)
    }

    /// Whether one of these is among them.
    pub fn have(self, any: Signs) -> bool {
        self.0 & any.0 != 0
    }
}

impl Shape {
    /// Looks at the words of a block.
    pub fn of(words: &str) -> Shape {
        let last = words.trim_end_matches(is_closing).chars().next_back();
        let mut shape = Shape {
            ends: last.is_some_and(|last| {
                is_stop(last)
                    || is_colon(last)
                    || matches!(last, '!' | '?' | '！' | '？' | '؟' | ';' | '；')
            }),
            opens: last.is_some_and(is_colon),
            stops: last.is_some_and(is_stop),
            ..Shape::default()
        };
        if words.is_ascii() {
            shape.take_ascii(words);
            return shape;
        }
        shape.signs = Signs::UNEVEN;
        let mut is_apart = true;
        for letter in words.chars() {
            let class = letter::class(letter);
            if class.is_whitespace() {
                is_apart = true;
                continue;
            }
            shape.words += usize::from(is_apart);
            is_apart = false;
            if class.is_alphanumeric() {
                shape.weight += 1 + usize::from(is_wide(letter));
                shape.digits += usize::from(class.is_numeric());
            } else {
                shape.signs = shape.signs.and(Signs::of(letter));
            }
        }
        shape
    }

    /// Counts what is written in words of ASCII.
    fn take_ascii(&mut self, words: &str) {
        let (mut is_apart, mut is_uneven, mut weight_and_digits) = (true, false, 0_u64);
        for seen in words.bytes().filter_map(|byte| SEEN.get(usize::from(byte))) {
            self.words += usize::from(is_apart && !seen.is_blank);
            is_uneven |= is_apart && seen.is_blank;
            is_apart = seen.is_blank;
            weight_and_digits += seen.weight_and_digits;
            self.signs.0 |= seen.sign.0;
        }
        if is_uneven || is_apart {
            self.signs = self.signs.and(Signs::UNEVEN);
        }
        self.weight = usize::try_from(weight_and_digits & u64::from(u32::MAX)).unwrap_or_default();
        self.digits = usize::try_from(weight_and_digits >> 32).unwrap_or_default();
    }

    /// What [`text::is_even`] says of its words.
    pub fn is_even(&self) -> bool {
        !self.signs.have(Signs::UNEVEN)
    }

    /// Whether it is a sentence or more of running text.
    pub fn is_prose(&self) -> bool {
        self.weight >= LONG || (self.stops || self.opens) && self.weight >= SENTENCE
    }

    /// Whether it is no longer than the name of a section or a place.
    pub fn is_short(&self) -> bool {
        self.weight > 0 && self.weight <= SHORT && self.words <= SHORT_WORDS && !self.stops
    }
}

/// What a character of ASCII adds to a shape.
#[derive(Clone, Copy)]
struct Seen {
    /// Its weight, and in the upper half of the number whether it is a digit: both are summed at once.
    weight_and_digits: u64,
    sign: Signs,
    is_blank: bool,
}

/// The same of each of them.
static SEEN: [Seen; 256] = {
    let mut all = [Seen { weight_and_digits: 0, sign: Signs::UNEVEN, is_blank: false }; 256];
    let mut at: u8 = 0;
    while at < 128 {
        #[expect(clippy::indexing_slicing, reason = "a constant, worked out by the compiler")]
        {
            all[at as usize] = Seen {
                weight_and_digits: at.is_ascii_alphanumeric() as u64
                    | (at.is_ascii_digit() as u64) << 32,
                is_blank: matches!(at, b'\t'..=b'\r' | b' '),
                sign: match at {
                    b' '..=b'~' => Signs::of(at as char),
                    _ => Signs::UNEVEN,
                },
            };
        }
        at += 1;
    }
    all
};

fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：')
}

fn is_stop(letter: char) -> bool {
    matches!(letter, '.' | '。' | '…' | '۔' | '।' | '．' | '｡' | '։' | '።' | '။' | '។')
}

/// Quotes and brackets that close after the stop of a sentence.
fn is_closing(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '"' | '\''
                | '”'
                | '’'
                | '»'
                | '“'
                | '‘'
                | '«'
                | ')'
                | ']'
                | '」'
                | '』'
                | '）'
                | '】'
                | '》'
                | '〉'
        )
}

/// Whether a letter says as much as two of an alphabet.
#[inline]
fn is_wide(letter: char) -> bool {
    letter >= FIRST_WIDE
        && matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The first of them: alphabets stand before it.
const FIRST_WIDE: char = '\u{1100}';

/// Whether a letter is of a script that writes without spaces, or says as much as two.
#[inline]
pub fn is_dense(letter: char) -> bool {
    letter >= FIRST_DENSE
        && (is_wide(letter)
            || matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'))
}

/// The first of them.
const FIRST_DENSE: char = '\u{e00}';

/// Whether words are written in a script that ends no sentence with a stop: Thai and Lao.
pub fn is_unstopped(words: &str) -> bool {
    let (mut letters, mut unstopped) = (0_usize, 0_usize);
    for letter in words.chars().filter(|letter| letter::is_alphanumeric(*letter)) {
        letters += 1;
        unstopped += usize::from(matches!(letter, '\u{e00}'..='\u{eff}'));
    }
    unstopped * 2 > letters
}

/// A text with letter case, quotes, dashes and white space folded: what makes two lines the same words.
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    fold_into(words, text::is_even(words), &mut folded);
    folded
}

/// Adds a text, folded, to others; `is_even` is what [`text::is_even`] says of it.
pub(super) fn fold_into(words: &str, is_even: bool, folded: &mut String) {
    // Nothing but capitals is to be folded in most.
    if is_even && memchr::memchr2(b'"', b'`', words.as_bytes()).is_none() {
        let start = folded.len();
        folded.push_str(words);
        if let Some(added) = folded.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    let start = folded.len();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let mut before = b'.';
        let is_odd = |byte: u8| {
            let is_second = std::mem::replace(&mut before, byte) == b' ' && byte == b' ';
            is_second || !is_kept(byte)
        };
        let odd = rest.bytes().position(is_odd).unwrap_or(rest.len());
        folded.push_str(text::before(rest, odd));
        let mut letters = text::after(rest, odd).chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        match letter {
            '"' | '`' | '‘' | '’' | '´' | '“' | '”' | '„' | '«' | '»' => {
                folded.push('\'');
            }
            '–' | '—' | '‑' | '−' => folded.push('-'),
            _ if letter::class(letter).is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
                rest = rest.trim_start();
            }
            other => letter::push_small(folded, other),
        }
    }
    if let Some(added) = folded.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

/// Whether a byte is a character of its own that is folded by its letter case alone.
fn is_kept(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'`')
}

/// Whether words look like the name of one person: two to five words that all begin with a capital letter, letters
/// only. Scripts without capitals have no such look.
pub fn is_name(words: &str) -> bool {
    let (mut parts, mut has_small) = (0, false);
    for part in words.split_whitespace() {
        parts += 1;
        let mut letters = part.chars();
        let is_capital = letters.next().is_some_and(|it| letter::class(it).is_uppercase());
        if !is_capital || parts > MOST_NAMES {
            return false;
        }
        let mut length = 1;
        for letter in letters {
            let class = letter::class(letter);
            if !class.is_alphabetic() && !matches!(letter, '.' | '-' | '\'' | '’') {
                return false;
            }
            has_small |= class.is_lowercase();
            length += 1;
        }
        if length > MAX_NAME_PART {
            return false;
        }
    }
    parts >= LEAST_NAMES && has_small
}

/// Words of a person's name.
const LEAST_NAMES: usize = 2;
const MOST_NAMES: usize = 5;

/// The longest part of a person's name, in letters: `Müller-Westernhagen` has 19.
const MAX_NAME_PART: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_tells_even_words_as_the_text_does() {
        let lines =
            ["", " ", "a", "The mill. 5 May", " a", "a ", "a  b", "a\tb", "a\u{7f}", "mühle", "?!"];
        for line in lines {
            assert_eq!(Shape::of(line).is_even(), text::is_even(line), "{line:?}");
        }
    }
}
