//! Text of strangers on a terminal: what would move the cursor, hide or turn letters is shown, not done.

use std::fmt::Write;

/// A text with its control characters, bidirectional controls and invisible letters written out as `\u{202e}`; of one
/// line, therefore.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            // Writing to a string cannot go wrong.
            let _ = write!(shown, "{}", letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Controls (C0, C1), bidirectional controls (UAX #9), line separators, zero-width letters but the joiners that some
/// scripts need, and the tags that can carry hidden words (U+E0000 …).
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn controls_are_written_out() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\nd\u{9b}"), r"a\u{1b}[2Jb\u{202e}c\u{a}d\u{9b}");
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        for text in ["Tiếng Việt", "می‌خواهم", "👩‍🚀", "日本語　全角"] {
            assert_eq!(shown(text), text);
        }
    }
}
