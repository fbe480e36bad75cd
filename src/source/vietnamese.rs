//! Vietnamese from before Unicode: TCVN3 (the `.Vn` fonts), VNI and VISCII, which no other encoding library reads.
//!
//! Their bytes are letters of windows-1252 as well, so nothing but the words themselves tells them: read rightly they
//! are Vietnamese syllables, read in any other way they are not.

use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::charset::share;
use crate::text::foreign::foreign_at;

/// TCVN 5712:1993 from 0xA1 on. What the `.Vn` fonts have below is punctuation of windows-1252; their capitals with a
/// tone are small letters in a font of capitals, which the bytes do not tell.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

/// VISCII from 0x80 on (RFC 1456).
const VISCII: &str = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";

/// The letters that VISCII has instead of control characters.
const VISCII_CONTROLS: &[(u8, char)] =
    &[(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1e, 'Ỵ')];

/// VNI: the letters that stand for others by themselves.
const VNI_LETTERS: &[(char, char)] = &[
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

/// VNI: the letters that stand for marks on the vowel before them.
const VNI_MARKS: &[(char, &str)] = &[
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Words with a letter beyond ASCII that are looked at, and the fewest that decide.
const WORDS: std::ops::RangeInclusive<usize> = 8..=400;

/// Share of such words that must be syllables. Of Vietnamese news it is 97 %: the rest are names from elsewhere. French
/// or German text read as one of these encodings stays below a third.
const SYLLABLES: f64 = 0.85;

/// What may stand before the vowels of a syllable.
const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// The vowels of a syllable, without its tone.
const VOWELS: &[&str] = &[
    "a", "ai", "ao", "au", "ay", "e", "eo", "i", "ia", "iu", "iê", "iêu", "o", "oa", "oai", "oao",
    "oay", "oe", "oeo", "oi", "oo", "oă", "u", "ua", "ui", "uy", "uya", "uyu", "uyê", "uâ", "uây",
    "uê", "uô", "uôi", "uơ", "y", "yê", "yêu", "â", "âu", "ây", "ê", "êu", "ô", "ôi", "ă", "ơ",
    "ơi", "ư", "ưa", "ưi", "ưu", "ươ", "ươi", "ươu",
];

/// What may stand behind them.
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// What a syllable may end with of ASCII: the ends of what stands in the two lists above. Few words of other languages do, and
/// only these are taken apart.
const ENDS: &[u8] = b"aceghimnoptuy";

type Decode = fn(&[u8]) -> String;

/// The text of bytes that are Vietnamese in one of these encodings, and its name.
pub fn read(bytes: &[u8]) -> Option<(String, &'static str)> {
    let candidates: [(Decode, &'static str); 3] =
        [(tcvn3, "TCVN3"), (vni, "VNI"), (viscii, "VISCII")];
    // The beginning tells; all of it is read only once it is told.
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut rest = head;
    for _ in 0..*WORDS.start() {
        rest = rest.get(foreign_at(rest)? + 1..)?;
    }
    let stretches = stretches(head);
    let best = candidates
        .into_iter()
        .map(|(decode, name)| (syllables(decode, &stretches), decode, name))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= SYLLABLES).then(|| (best.1(bytes), best.2))
}

/// Bytes by which an encoding is told.
pub const SAMPLE: usize = 64 * 1024;

/// The stretches between blanks and punctuation of ASCII in which a byte is none: all of their words that tell anything.
fn stretches(head: &[u8]) -> Vec<&[u8]> {
    let is_control = |byte: &u8| VISCII_CONTROLS.iter().any(|(control, _)| control == byte);
    let parts = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_punctuation();
    let mut stretches = Vec::new();
    let mut rest = head;
    // Without a way out of the loop, the processor looks at many bytes at once.
    let is_odd = |byte: &u8| matches!(byte, 0..=0x08 | 0x0b..=0x0c | 0x0e..=0x1f);
    let has_controls = head.iter().fold(false, |any, byte| any | is_odd(byte));
    let has_controls = has_controls && head.iter().any(is_control);
    while let Some(telling) = if has_controls {
        rest.iter().position(|byte| !byte.is_ascii() || is_control(byte))
    } else {
        foreign_at(rest)
    } {
        let (before, behind) = rest.split_at(telling);
        let start = before.iter().rposition(parts).map_or(0, |at| at + 1);
        let length = behind.iter().position(parts).unwrap_or(behind.len());
        stretches.extend(rest.get(start..telling + length));
        rest = rest.get(telling + length..).unwrap_or_default();
    }
    stretches
}

/// The share of words with a letter beyond ASCII that are Vietnamese syllables when these stretches are read so; 0 where
/// there are too few of them, and as soon as there are too many others.
fn syllables(decode: Decode, stretches: &[&[u8]]) -> f64 {
    let (mut seen, mut fitting) = (0, 0);
    for stretch in stretches {
        let text = decode(stretch);
        for word in words(&text).take(WORDS.end() - seen) {
            seen += 1;
            fitting += usize::from(is_syllable(word));
        }
        if is_too_few(seen - fitting) {
            return 0.0;
        }
    }
    if seen < *WORDS.start() { 0.0 } else { share(fitting, seen) }
}

/// Whether so many other words leave too few syllables even among the most words that are looked at.
fn is_too_few(others: usize) -> bool {
    share(WORDS.end().saturating_sub(others), *WORDS.end()) < SYLLABLES
}

fn windows_1252(byte: u8) -> char {
    // What windows-1252 has otherwise than Latin-1 stands from 0x80 to 0x9f.
    if !(0x80..0xa0).contains(&byte) {
        return char::from(byte);
    }
    let (text, _) =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `TCVN3`, by place.
static TCVN3_LETTERS: LazyLock<Vec<char>> = LazyLock::new(|| TCVN3.chars().collect());

/// `VISCII`, by place.
static VISCII_LETTERS: LazyLock<Vec<char>> = LazyLock::new(|| VISCII.chars().collect());

fn tcvn3(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte.checked_sub(0xa1) {
        Some(at) => TCVN3_LETTERS.get(usize::from(at)).copied().unwrap_or(' '),
        None => windows_1252(*byte),
    };
    bytes.iter().map(letter).collect()
}

fn viscii(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte.checked_sub(0x80) {
        Some(at) => VISCII_LETTERS.get(usize::from(at)).copied().unwrap_or(' '),
        None => VISCII_CONTROLS
            .iter()
            .find(|(control, _)| control == byte)
            .map_or(char::from(*byte), |(_, letter)| *letter),
    };
    bytes.iter().map(letter).collect()
}

fn vni(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut before = ' ';
    for byte in bytes {
        if byte.is_ascii() {
            text.push(char::from(*byte));
            before = char::from(byte.to_ascii_lowercase());
            continue;
        }
        let letter = windows_1252(*byte);
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let mark = VNI_MARKS.iter().find(|(known, _)| *known == small);
        let other = VNI_LETTERS.iter().find(|(known, _)| *known == small);
        match (mark, other) {
            (Some((_, mark)), _) if "aeouyơư".contains(before) => text.push_str(mark),
            (_, Some((_, other))) if letter == small => text.push(*other),
            (_, Some((_, other))) => text.extend(other.to_uppercase()),
            _ => text.push(letter),
        }
        before = text.chars().next_back().unwrap_or(' ').to_lowercase().next().unwrap_or(' ');
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned()
}

/// The words of a text that tell: those with a letter beyond ASCII.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| {
        letter.is_whitespace() || letter.is_ascii_punctuation() || "“”‘’–—…«»".contains(letter)
    })
    // One letter tells nothing: the bullet of a list is one, too, read as VISCII.
    .filter(|word| word.chars().count() > 1 && !word.is_ascii())
    .filter(|word| word.chars().any(char::is_alphabetic))
}

/// The most letters and marks of a syllable: three before the vowels, three vowels with a mark and a tone each, two behind.
const LONGEST: usize = 14;

/// Whether a word is one syllable of Vietnamese: an onset, vowels, a coda, and at most one tone.
fn is_syllable(word: &str) -> bool {
    let may_end = |last: u8| !last.is_ascii() || ENDS.contains(&last.to_ascii_lowercase());
    if word.chars().nth(LONGEST).is_some() || !word.bytes().next_back().is_some_and(may_end) {
        return false;
    }
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(word).to_lowercase();
    let is_tone =
        |letter: &char| matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    if apart.chars().filter(is_tone).count() > 1 {
        return false;
    }
    let plain: String = apart.chars().filter(|letter| !is_tone(letter)).collect();
    let plain = ComposingNormalizerBorrowed::new_nfc().normalize(&plain);
    ONSETS.iter().filter_map(|onset| plain.strip_prefix(onset)).any(|rest| {
        CODAS
            .iter()
            .filter_map(|coda| rest.strip_suffix(coda))
            .any(|vowels| VOWELS.contains(&vowels))
    })
}
