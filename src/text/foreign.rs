//! The letters of a text beyond ASCII, and whether they stand composed (NFC).

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{after, before};

/// The stretches of letters beyond ASCII, in order.
pub fn foreign(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = foreign_at(rest.as_bytes())?;
        let behind = after(rest, start);
        let length = behind.bytes().position(|byte| byte.is_ascii()).unwrap_or(behind.len());
        rest = after(behind, length);
        Some(before(behind, length))
    })
}

/// Where the first byte stands that is none of ASCII.
pub fn foreign_at(bytes: &[u8]) -> Option<usize> {
    // The processor looks at whole stretches at once.
    const STRETCH: usize = 64;
    let stretches = bytes.chunks(STRETCH);
    let clean = stretches.take_while(|stretch| stretch.is_ascii()).map(<[u8]>::len).sum();
    Some(clean + bytes.get(clean..)?.iter().position(|byte| !byte.is_ascii())?)
}

/// A text in NFC, which most texts are in already.
pub fn composed(text: &str) -> Cow<'_, str> {
    if foreign(text).all(|stretch| stretch.chars().all(is_settled)) {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// Whether a letter is composed and neither changes nor joins what stands before it (Unicode, UAX 15: its `NFC_Quick_Check`
/// is yes, its combining class 0): Latin with its signs, Greek, Cyrillic, Hebrew, Arabic, punctuation, arrows, kana,
/// ideographs, Hangul, pictures, what fonts have of their own.
fn is_settled(letter: char) -> bool {
    matches!(
        letter,
        ..'\u{300}'
            | '\u{388}'..='\u{3ff}'
            | '\u{400}'..='\u{482}'
            | '\u{5d0}'..='\u{5ea}'
            | '\u{621}'..='\u{64a}'
            | '\u{660}'..='\u{66f}'
            | '\u{671}'..='\u{6d3}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2002}'..='\u{20c0}'
            | '\u{2190}'..='\u{2328}'
            | '\u{232b}'..='\u{2adb}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{30ff}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'..='\u{ff9d}'
            | '\u{fff9}'..='\u{fffd}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use icu_normalizer::DecomposingNormalizerBorrowed;

    use super::*;

    #[test]
    fn letters_that_are_settled_are_those_of_nfc_and_join_no_others() {
        let (nfc, nfd) =
            (ComposingNormalizerBorrowed::new_nfc(), DecomposingNormalizerBorrowed::new_nfd());
        for letter in '\0'..=char::MAX {
            let apart = nfd.normalize(letter.encode_utf8(&mut [0; 4])).into_owned();
            for joined in apart.chars().skip(1) {
                assert!(!is_settled(joined), "{joined:?} of {letter:?}");
            }
            if is_settled(letter) {
                assert_eq!(nfc.normalize(&letter.to_string()), letter.to_string(), "{letter:?}");
            }
        }
    }

    #[test]
    fn a_text_is_composed_as_the_standard_says() {
        for (text, composed) in [
            ("plain", "plain"),
            (
                "M\u{fc}nchen \u{2013} \u{201e}ja\u{201c}",
                "M\u{fc}nchen \u{2013} \u{201e}ja\u{201c}",
            ),
            ("Mu\u{308}nchen", "M\u{fc}nchen"),
            ("a\u{2000}b", "a\u{2002}b"),
            ("\u{1ea1}\u{302}", "\u{1ead}"),
            ("\u{1112}\u{1161}", "\u{d558}"),
        ] {
            assert_eq!(super::composed(text), composed, "{text:?}");
        }
    }
}
