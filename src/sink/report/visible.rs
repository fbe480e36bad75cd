//! Text for a person's eye: letters that are not seen, or that turn the order of others, become marks that are.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text, cut behind `most` characters, with every invisible character as `⟦U+202E⟧`.
pub(super) fn shown(text: &str, most: usize) -> Cow<'_, str> {
    // Without a way out on the first odd byte, so that many bytes are looked at in one step.
    let any = |any: u8, byte: u8| any | u8::from(!matches!(byte, b' '..=b'~'));
    if text.len() <= most && text.bytes().fold(0, any) == 0 {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().min(most));
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    for _ in 0..most {
        let Some(letter) = letters.next() else { return Cow::Owned(shown) };
        let after = letters.peek().copied().unwrap_or(' ');
        if is_unseen(letter) || (is_joiner(letter) && !joins(before, after)) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "⟦U+{:04X}⟧", u32::from(letter));
        } else {
            shown.push(letter);
        }
        before = letter;
    }
    if letters.peek().is_some() {
        shown.push('…');
    }
    Cow::Owned(shown)
}

/// Controls, directions, fillers, tags: what can hide words or change how others read.
fn is_unseen(letter: char) -> bool {
    if (' '..='~').contains(&letter) {
        return false;
    }
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner has work to do: in scripts that join letters, and in emoji. Latin words need none.
fn joins(before: char, after: char) -> bool {
    let is_joined = |letter: char| u32::from(letter) >= 0x0600;
    is_joined(before) && is_joined(after)
}
