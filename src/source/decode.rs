//! Bytes → text: encoding, BOM, NFC and line ends, once, before any span exists.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1258};
use memchr::memchr;

use super::charset::{self, Charset, share};
use super::vietnamese;
use crate::text;
use crate::text::foreign::{composed, foreign, foreign_at};

/// A text and how it was come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text: NFC, `\n` line ends, no control characters, no byte order mark.
    pub text: String,
    /// The name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// `mixed_encoding`, `cut_utf8`, `mojibake_repaired`, `mojibake`, `control_characters`.
    pub warnings: Vec<String>,
}

/// How often a text can have been read in the wrong encoding and saved again; more than twice was never seen.
const REPAIRS: usize = 3;

/// Share of the foreign letters that look like UTF-8 read as windows-1252 from which a text is flagged.
const MOJIBAKE_SHARE: f64 = 0.6;

/// Fewer letters that look misread prove nothing.
const FEW_LETTERS: usize = 8;

/// Makes text of bytes. `markup` says whether the name promises HTML, whose declared charset then counts; `told` is what
/// the server said, which goes before that.
pub fn decode(bytes: &[u8], markup: bool, told: Option<&'static Encoding>) -> Decoded {
    let mut warnings = Vec::new();
    let (text, charset) = read(bytes, (markup, told), &mut warnings);
    let text = repaired(text, &mut warnings);
    let (text, encoding) = older_vietnamese(text, charset, bytes, &mut warnings);
    let text = in_nfc(plain(text, &mut warnings));
    Decoded { text, encoding, warnings }
}

/// The text in NFC, which most of it is already.
fn in_nfc(text: String) -> String {
    match composed(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(composed) => composed,
    }
}

/// The text, read anew if it is Vietnamese in an encoding from before Unicode: its bytes, or the bytes that somebody read
/// as windows-1252 and saved as UTF-8.
fn older_vietnamese(
    text: String,
    charset: Charset,
    bytes: &[u8],
    warnings: &mut Vec<String>,
) -> (String, &'static str) {
    let is_utf8 = charset == Charset::Web(UTF_8);
    let is_legacy = matches!(charset, Charset::Web(encoding) if encoding != WINDOWS_1258)
        && warnings.is_empty()
        && !is_utf8
        && std::str::from_utf8(bytes).is_err();
    let found = if is_legacy {
        vietnamese::read(bytes)
    } else if is_utf8 && !text.is_ascii() && foreign(&text).all(is_windows) {
        // The beginning mostly tells that it is not, and spares the bytes of the whole.
        let head = bytes_of(&text, vietnamese::SAMPLE);
        let is_found = head.is_some_and(|head| vietnamese::read(&head).is_some());
        let whole = if is_found { bytes_of(&text, usize::MAX) } else { None };
        whole.and_then(|bytes| vietnamese::read(&bytes))
    } else {
        None
    };
    match found {
        Some((text, name)) => {
            if !is_legacy {
                warnings.push("mojibake_repaired".to_owned());
                warnings.dedup();
            }
            (text, name)
        }
        None => (text, charset.name()),
    }
}

/// The letters of the bytes, in the encoding for which there is the best evidence.
fn read(
    bytes: &[u8],
    (markup, told): (bool, Option<&'static Encoding>),
    warnings: &mut Vec<String>,
) -> (String, Charset) {
    if let Some((charset, length)) = charset::bom(bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        if charset == Charset::Web(UTF_8) {
            return utf8(body, warnings).map_or_else(|| legacy(body, None), |text| (text, charset));
        }
        return (charset.decode(body).0, charset);
    }
    if let Some(charset) = charset::wide(bytes) {
        return (charset.decode(bytes).0, charset);
    }
    let markup = markup || bytes.trim_ascii_start().starts_with(b"<");
    let declared = || if markup { charset::declared(bytes) } else { None };
    let label = || told.or_else(declared);
    // Its letters are ASCII bytes between escapes, and so valid UTF-8.
    if memchr(0x1b, bytes).is_some() && label() == Some(ISO_2022_JP) {
        return (Charset::Web(ISO_2022_JP).decode(bytes).0, Charset::Web(ISO_2022_JP));
    }
    match utf8(bytes, warnings) {
        Some(text) => (text, Charset::Web(UTF_8)),
        None => legacy(bytes, label()),
    }
}

/// Bytes that are no UTF-8: by the page's own word if that fits, else by what the letters look like.
fn legacy(bytes: &[u8], label: Option<&'static Encoding>) -> (String, Charset) {
    let guess = Charset::Web(charset::detected(bytes));
    let (guessed, guess_fails) = guess.decode(bytes);
    let Some(label) = label.filter(|label| *label != UTF_8) else { return (guessed, guess) };
    let overruled = charset::is_weak(label) && fits_better(guess, guess_fails);
    let label = Charset::Web(label);
    let (text, label_fails) = label.decode(bytes);
    if overruled || label_fails && !guess_fails { (guessed, guess) } else { (text, label) }
}

/// Whether a guess is strong: letters of two bytes that all fit are no accident.
fn fits_better(guess: Charset, fails: bool) -> bool {
    !fails && matches!(guess, Charset::Web(encoding) if !encoding.is_single_byte())
}

/// The text if the bytes are UTF-8, or UTF-8 but for a few bad lines or a cut end.
fn utf8(bytes: &[u8], warnings: &mut Vec<String>) -> Option<String> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        Err(error) => error,
    };
    let (foreign, bad) = tally(bytes);
    if error.error_len().is_none() && foreign > 0 {
        warnings.push("cut_utf8".to_owned());
        return Some(String::from_utf8_lossy(bytes).into_owned());
    }
    // In every other encoding pairs of bytes that are UTF-8 by accident are few: a tenth of the letters of EUC-KR and
    // GB18030, next to none elsewhere.
    if foreign < 2 || foreign < bad {
        return None;
    }
    Some(by_lines(bytes, warnings))
}

/// How many letters beyond ASCII are valid UTF-8, and how many stretches are not.
fn tally(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(foreign, bad), chunk| {
        let letters = chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        (foreign + letters, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

/// UTF-8 with some lines in another encoding, as when a file was put together from several: each line by itself.
fn by_lines(bytes: &[u8], warnings: &mut Vec<String>) -> String {
    let is_foreign = |line: &&[u8]| {
        let (good, bad) = tally(line);
        bad > 0 && good < bad
    };
    let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
    let foreign: Vec<u8> = lines().filter(is_foreign).flatten().copied().collect();
    let encoding = charset::detected(&foreign);
    let (mut text, mut cut) = (String::with_capacity(bytes.len()), false);
    for line in lines() {
        if is_foreign(&line) {
            text.push_str(&encoding.decode_without_bom_handling(line).0);
        } else {
            let line = String::from_utf8_lossy(line);
            cut |= matches!(line, Cow::Owned(_));
            text.push_str(&line);
        }
    }
    if !foreign.is_empty() {
        warnings.push("mixed_encoding".to_owned());
    }
    if cut {
        warnings.push("cut_utf8".to_owned());
    }
    text
}

/// The text as it was before somebody read its UTF-8 as windows-1252 and saved that: only where every letter of the
/// whole text agrees; where most do, a warning.
fn repaired(mut text: String, warnings: &mut Vec<String>) -> String {
    for _ in 0..REPAIRS {
        let Some(before) = original(&text) else { break };
        text = before;
        if warnings.iter().all(|warning| warning != "mojibake_repaired") {
            warnings.push("mojibake_repaired".to_owned());
        }
    }
    if looks_misread(&text) {
        warnings.push("mojibake".to_owned());
    }
    text
}

/// The text whose UTF-8 bytes, read as windows-1252, are this text; none if there is no such text or it is the same.
fn original(text: &str) -> Option<String> {
    // Letters of ASCII part those of UTF-8: the first stretch between them that is none mostly ends the look.
    let mut bytes = Vec::new();
    let is_misread =
        |stretch: &str| write_bytes(stretch, &mut bytes) && std::str::from_utf8(&bytes).is_ok();
    if text.is_ascii() || !foreign(text).all(is_misread) {
        return None;
    }
    String::from_utf8(bytes_of(text, usize::MAX)?).ok()
}

/// Whether windows-1252, or Latin-1 where that has none, has every letter.
fn is_windows(stretch: &str) -> bool {
    stretch.chars().all(|letter| byte_of(letter).is_some())
}

/// Writes the bytes that windows-1252 reads as these letters, and nothing else; says whether it has all of them.
fn write_bytes(stretch: &str, bytes: &mut Vec<u8>) -> bool {
    bytes.clear();
    stretch.chars().all(|letter| byte_of(letter).map(|byte| bytes.push(byte)).is_some())
}

/// The first bytes, up to so many, that windows-1252, or Latin-1 where that has none, reads as this text.
fn bytes_of(text: &str, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len().min(most));
    let mut rest = text;
    while !rest.is_empty() && bytes.len() < most {
        let clean = foreign_at(rest.as_bytes()).unwrap_or(rest.len());
        bytes.extend_from_slice(text::before(rest, clean).as_bytes());
        rest = text::after(rest, clean);
        let length = rest.bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len());
        for letter in text::before(rest, length).chars() {
            bytes.push(byte_of(letter)?);
        }
        rest = text::after(rest, length);
    }
    bytes.truncate(most);
    Some(bytes)
}

/// The byte that windows-1252, or Latin-1 where that has none, reads as this letter.
fn byte_of(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let at = BEYOND_LATIN.binary_search_by_key(&letter, |(known, _)| *known).ok()?;
    BEYOND_LATIN.get(at).map(|(_, byte)| *byte)
}

/// The letters of windows-1252 that Latin-1 has not, in order, with their bytes (WHATWG Encoding, index windows-1252).
const BEYOND_LATIN: &[(char, u8)] = &[
    ('Œ', 0x8c),
    ('œ', 0x9c),
    ('Š', 0x8a),
    ('š', 0x9a),
    ('Ÿ', 0x9f),
    ('Ž', 0x8e),
    ('ž', 0x9e),
    ('ƒ', 0x83),
    ('ˆ', 0x88),
    ('˜', 0x98),
    ('–', 0x96),
    ('—', 0x97),
    ('‘', 0x91),
    ('’', 0x92),
    ('‚', 0x82),
    ('“', 0x93),
    ('”', 0x94),
    ('„', 0x84),
    ('†', 0x86),
    ('‡', 0x87),
    ('•', 0x95),
    ('…', 0x85),
    ('‰', 0x89),
    ('‹', 0x8b),
    ('›', 0x9b),
    ('€', 0x80),
    ('™', 0x99),
];

/// Whether most letters beyond ASCII stand in stretches that are the bytes of UTF-8 letters.
fn looks_misread(text: &str) -> bool {
    let (mut all, mut misread) = (0, 0);
    let mut bytes = Vec::new();
    for stretch in foreign(text) {
        let letters = stretch.chars().count();
        all += letters;
        // One letter alone is no UTF-8; a stretch in its own script ends the look at its first letter.
        if letters > 1 && write_bytes(stretch, &mut bytes) {
            let fits: usize = bytes.utf8_chunks().map(|chunk| chunk.valid().len()).sum();
            misread += fits.min(letters);
        }
    }
    misread >= FEW_LETTERS && share(misread, all) > MOJIBAKE_SHARE
}

/// Line ends as `\n`, no byte order mark at the start, control characters made visible as U+FFFD.
fn plain(text: String, warnings: &mut Vec<String>) -> String {
    if !text.starts_with('\u{feff}') && odd_at(&text).is_none() {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut controls = false;
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(at) = odd_at(rest) {
        plain.push_str(text::before(rest, at));
        let mut letters = text::after(rest, at).chars();
        let letter = letters.next();
        rest = letters.as_str();
        plain.push(match letter {
            Some('\r') => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                '\n'
            }
            Some('\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}') => '\n',
            _ => {
                controls = true;
                char::REPLACEMENT_CHARACTER
            }
        });
    }
    plain.push_str(rest);
    if controls {
        warnings.push("control_characters".to_owned());
    }
    plain
}

/// Where the first letter stands that is no part of a plain text: any control but tab and line feed, and the line ends of
/// Unicode.
fn odd_at(text: &str) -> Option<usize> {
    const STRETCH: usize = 64;
    let bytes = text.as_bytes();
    let may_be_odd = |byte: &u8| matches!(byte, 0..=0x08 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xe2);
    let at = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let is_odd = |here: &usize| match at(*here) {
        b'\n' | b'\t' | b' '..=b'~' => false,
        0xc2 => at(here + 1) < 0xa0,
        0xe2 => at(here + 1) == 0x80 && matches!(at(here + 2), 0xa8 | 0xa9),
        byte => byte.is_ascii(),
    };
    // Only stretches with such bytes are worth a closer look, each with the rest of a letter that it begins.
    bytes.chunks(STRETCH).enumerate().find_map(|(number, stretch)| {
        let start = number * STRETCH;
        // Without a way out of the loop, the processor looks at many bytes at once.
        let is_worth_it = stretch.iter().fold(false, |any, byte| any | may_be_odd(byte));
        if is_worth_it { (start..start + stretch.len()).find(is_odd) } else { None }
    })
}
