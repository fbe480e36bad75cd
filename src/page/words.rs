//! Words as a browser shows them: which characters part them, and how far they go on with single blanks between them.

use crate::text;

/// How far a text begins with words between which single blanks stand, in bytes, and how many letters they have.
pub(super) fn even_words(text: &str) -> (usize, usize) {
    // Most lines are of ASCII, without anything odd.
    let first = text.as_bytes().get(..LONGEST_LINE).unwrap_or(text.as_bytes());
    let whole = (first.len() == text.len()).then_some(text.len());
    let line = memchr::memchr(b'\n', first).or(whole).map(|end| text::before(text, end));
    if let Some(line) = line.filter(|line| text::is_even(line)) {
        return (line.len(), line.len() - blanks(line));
    }
    let (mut end, mut letters, mut at) = (0, 0, 0);
    loop {
        let (length, count) = word(text::after(text, at));
        if length == 0 {
            return (end, letters);
        }
        end = at + length;
        letters += count;
        if text.as_bytes().get(end) != Some(&b' ') {
            return (end, letters);
        }
        at = end + 1;
    }
}

/// Bytes of the longest line that is looked at as a whole, which happens again behind each odd letter of it: those of two long
/// paragraphs.
const LONGEST_LINE: usize = 2_048;

/// How many single blanks a text has.
fn blanks(text: &str) -> usize {
    // Short enough for a sum of bytes, of which many are added in one step.
    let blanks = |some: &[u8]| some.iter().map(|byte| u8::from(*byte == b' ')).sum::<u8>();
    text.as_bytes().chunks(128).map(|some| usize::from(blanks(some))).sum()
}

/// The bytes and the letters of the word that a text begins with: what stands before a blank or a control character.
fn word(text: &str) -> (usize, usize) {
    let is_plain = |byte: &u8| matches!(byte, b'!'..=b'~');
    let (mut at, mut letters) = (0, 0);
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let plain = rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        at += plain;
        letters += plain;
        let is_foreign = rest.get(plain).is_some_and(|byte| !byte.is_ascii());
        let next = if is_foreign { text::after(text, at).chars().next() } else { None };
        let Some(letter) = next.filter(|it| !is_blank(*it) && !it.is_control()) else {
            return (at, letters);
        };
        at += letter.len_utf8();
        letters += 1;
    }
}

/// White space that a browser shows as one blank, and characters that would begin a new line.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_words_end_where_a_browser_would_show_something_else() {
        for (text, found) in [
            ("", (0, 0)),
            (" a", (0, 0)),
            ("a bc", (4, 3)),
            ("a  b", (1, 1)),
            ("a ", (1, 1)),
            ("a\nb", (1, 1)),
            ("a b\nc  d", (3, 2)),
            ("a \nb", (1, 1)),
            ("a\u{a0}b c", (6, 4)),
            ("m\u{fc}ll \u{4e2d}\u{2028}b", (9, 5)),
            ("a\u{85}b", (1, 1)),
            ("a\u{7f}b", (1, 1)),
        ] {
            assert_eq!(even_words(text), found, "{text:?}");
        }
    }
}
