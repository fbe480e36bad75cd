//! A text cut into tokens: numbers, words by script, and where sentences begin.

use super::fold::{half_width, is_letter};
use crate::text::{after, before, letter};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Decimal digits of any script, with the separators between them.
    Digits,
    /// A word in a script with upper and lower case.
    Cased,
    /// A word of Hangul.
    Hangul,
    /// A run of Katakana.
    Katakana,
    /// A run of Hiragana.
    Hiragana,
    /// A run of Han characters.
    Han,
    /// A run of Thai, Lao, Khmer or Burmese: words without spaces.
    Joined,
    /// A word in any other script: Arabic, Hebrew, Devanagari …
    Caseless,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Its letters.
    pub(super) text: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// What it is made of.
    pub(super) class: Class,
    /// Whether a sentence, a quotation or a line begins with it.
    pub(super) opens: bool,
}

impl Token<'_> {
    /// The byte behind its last.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Bytes of a text that are looked at. The longest reports have a tenth; a book, or a hostile line, costs no more.
const LONGEST: usize = 1 << 20;

/// The part of a text that tokens are taken from: all of it, but for the longest.
pub(super) fn looked_at(text: &str) -> &str {
    let end = (LONGEST..text.len()).find(|at| text.is_char_boundary(*at));
    before(text, end.unwrap_or(text.len()))
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let text = looked_at(text);
    let mut found: Vec<Token<'_>> = Vec::with_capacity(text.len() / 6);
    let mut open: Option<(usize, Class)> = None;
    let mut opens = true;
    let mut rest = text;
    loop {
        let at = text.len() - rest.len();
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        let class = class(letter).or_else(|| {
            let (_, running) = open?;
            goes_on(letter, rest.chars().next(), running).then_some(running)
        });
        if let Some((start, running)) = open
            && class != Some(running)
        {
            found.push(Token {
                text: text.get(start..at).unwrap_or_default(),
                start,
                class: running,
                opens,
            });
            (open, opens) = (None, false);
        }
        if class == Some(Class::Cased) {
            rest = after(rest, rest.bytes().take_while(u8::is_ascii_alphabetic).count());
        }
        match class {
            Some(class) if open.is_none() => open = Some((at, class)),
            Some(_) => {}
            None => opens |= is_opening(letter),
        }
    }
    if let Some((start, class)) = open {
        let text = text.get(start..).unwrap_or_default();
        found.push(Token { text, start, class, opens });
    }
    found
}

/// Whether a sentence, a quotation or a line begins behind this character.
fn is_opening(letter: char) -> bool {
    matches!(
        letter,
        '.' | '!'
            | '?'
            | ':'
            | '\n'
            | '"'
            | '“'
            | '„'
            | '«'
            | '»'
            | '‘'
            | '…'
            | '•'
            | '。'
            | '¡'
            | '¿'
            | '।'
    )
}

/// The class of a letter or digit; `None` for signs and spaces.
fn class(letter: char) -> Option<Class> {
    let class = match letter {
        '0'..='9' => Class::Digits,
        'a'..='z' | 'A'..='Z' => Class::Cased,
        '\0'..='\u{7f}' | '\u{200d}' => return None,
        'ー' | '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9f}' => Class::Katakana,
        '\u{3041}'..='\u{309f}' => Class::Hiragana,
        '々'
        | '〇'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{2ffff}' => Class::Han,
        '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => Class::Hangul,
        _ if digit(letter).is_some() => Class::Digits,
        '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            Class::Joined
        }
        '\u{0370}'..='\u{052f}' | '\u{0531}'..='\u{0587}' | '\u{1f00}'..='\u{1fff}'
            if is_letter(letter) =>
        {
            Class::Cased
        }
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => Class::Cased,
        '\u{00c0}'..='\u{036f}' | '\u{1e00}'..='\u{1eff}' if letter != '×' && letter != '÷' => {
            Class::Cased
        }
        // Marks of Hebrew, Arabic and the Brahmic scripts belong to the word they stand in.
        '\u{0590}'..='\u{06ff}' | '\u{0900}'..='\u{0dff}' if !is_sign(letter) => Class::Caseless,
        _ if letter::is_alphabetic(letter) => Class::Caseless,
        _ => return None,
    };
    Some(class)
}

/// Signs within the blocks of Hebrew, Arabic and the Brahmic scripts.
fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '־' | '׳' | '״' | '،' | '؛' | '؟' | '۔' | '٪' | '٫' | '٬' | '।' | '॥' | '\u{0600}'
            ..='\u{060d}'
    )
}

/// Whether a sign within a token does not end it: a separator between digits, an apostrophe or a joiner in a word.
fn goes_on(letter: char, next: Option<char>, running: Class) -> bool {
    match running {
        Class::Digits => {
            let separator = matches!(
                letter,
                '.' | ','
                    | '\''
                    | '’'
                    | '\u{a0}'
                    | '\u{202f}'
                    | '\u{2009}'
                    | '٫'
                    | '٬'
                    | '．'
                    | '，'
            );
            separator && next.is_some_and(|next| digit(next).is_some())
        }
        Class::Cased => {
            matches!(letter, '\u{ad}' | '\u{200d}') && next.is_some_and(char::is_alphabetic)
        }
        Class::Caseless => {
            let hebrew = next.is_some_and(|next| ('\u{5d0}'..='\u{5ea}').contains(&next));
            matches!(letter, '\u{200c}' | '\u{200d}' | '\u{640}')
                || hebrew && matches!(letter, '׳' | '״' | '\'' | '"')
        }
        _ => false,
    }
}

/// The value of a decimal digit of any script that news is written in.
pub(super) fn digit(letter: char) -> Option<u32> {
    let letter = half_width(letter);
    letter.to_digit(10).or_else(|| {
        let code = letter as u32;
        ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
    })
}

/// The zeros of native digits: Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu,
/// Kannada, Malayalam, Thai, Lao, Burmese, Khmer.
const ZEROS: [u32; 15] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
    0x1040, 0x17e0,
];
