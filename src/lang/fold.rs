//! A line folded, so that letter case, white space and the width of punctuation do not count when phrases are matched.

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
