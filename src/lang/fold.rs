//! A line folded, so that letter case, white space and the width of punctuation do not count when phrases are matched.

use super::phrase::is_of_number;
use crate::text::{Span, letter};

/// A letter of a line after folding, and where it stood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) folded: char,
    pub(super) capital: bool,
    pub(super) span: Span,
}

/// A line folded: small letters, half-width punctuation, straight quotes, one space for any white space, none around
/// colons and at the ends.
pub(super) fn fold_line(line: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        let folded = fold(letter);
        let span = Span::new(at, at + letter.len_utf8());
        let behind_space = letters.last().is_none_or(|last| matches!(last.folded, ' ' | ':'));
        if folded == ' ' && behind_space {
            continue;
        }
        if folded == ':' && letters.last().is_some_and(|last| last.folded == ' ') {
            letters.pop();
        }
        let capital = letter::class(letter).is_uppercase();
        letters.push(Letter { folded, capital, span });
    }
    if letters.last().is_some_and(|last| last.folded == ' ') {
        letters.pop();
    }
    letters
}

/// The letters of a line as [`fold_line`] folds them, one by one: most lines are no phrase by their first few.
#[derive(Clone)]
pub(super) struct Folded<'a> {
    rest: &'a str,
    /// Whether white space before the next letter does not count.
    is_close: bool,
}

impl<'a> Folded<'a> {
    pub(super) fn of(line: &'a str) -> Folded<'a> {
        Folded { rest: line, is_close: true }
    }

    /// What stands behind the number here.
    pub(super) fn behind_number(mut self) -> Folded<'a> {
        let mut next = self.clone();
        while next.next().is_some_and(is_of_number) {
            self = next.clone();
        }
        self
    }
}

impl Iterator for Folded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let mut letter = fold(letters.next()?);
        if letter == ' ' {
            self.rest = letters.as_str().trim_start();
            letters = self.rest.chars();
            letter = fold(letters.next()?);
            if !self.is_close && letter != ':' {
                self.is_close = true;
                return Some(' ');
            }
        }
        self.rest = letters.as_str();
        self.is_close = letter == ':';
        Some(letter)
    }
}

/// A letter as it is compared.
pub(super) fn fold(letter: char) -> char {
    if letter.is_ascii() {
        return if letter.is_ascii_whitespace() || letter == '\u{b}' {
            ' '
        } else if letter == '`' {
            '\''
        } else {
            letter.to_ascii_lowercase()
        };
    }
    match letter {
        // The full-width forms of ASCII stand in its order (Unicode block "Halfwidth and Fullwidth Forms").
        '\u{ff01}'..='\u{ff5e}' => {
            small(char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter))
        }
        '‘' | '’' | '´' => '\'',
        '“' | '”' | '„' => '"',
        '–' | '—' | '‑' | '−' => '-',
        _ if letter::class(letter).is_whitespace() => ' ',
        _ => small(letter),
    }
}

fn small(letter: char) -> char {
    letter::small(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_by_one_the_letters_are_those_of_the_whole_line() {
        let lines = [
            "",
            " a ",
            "Nguồn : https://a.vn ",
            "a\u{a0} b:  c",
            "：x \t： y",
            ": :",
            "Ａ１ “b” – c",
        ];
        for line in lines {
            let whole: String = fold_line(line).iter().map(|letter| letter.folded).collect();
            assert_eq!(Folded::of(line).collect::<String>(), whole, "{line:?}");
        }
        let rest: String = Folded::of("1.234,5 views").behind_number().collect();
        assert_eq!(rest, " views");
    }
}
