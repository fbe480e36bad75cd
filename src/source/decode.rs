//! Bytes → text: encoding, BOM, NFC and line ends, once, before any span exists.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252, WINDOWS_1258};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::charset::{self, Charset, share};
use super::vietnamese;

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

/// Makes text of bytes. `markup` says whether the name promises HTML, whose declared charset then counts.
pub fn decode(bytes: &[u8], markup: bool) -> Decoded {
    let mut warnings = Vec::new();
    let (text, charset) = read(bytes, markup, &mut warnings);
    let text = repaired(text, &mut warnings);
    let (text, encoding) = older_vietnamese(text, charset, bytes, &mut warnings);
    let text = plain(&text, &mut warnings);
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned();
    Decoded { text, encoding, warnings }
}

/// The text, read anew if it is Vietnamese in an encoding from before Unicode: its bytes, or the bytes that somebody read
/// as windows-1252 and saved as UTF-8.
fn older_vietnamese(
    text: String,
    charset: Charset,
    bytes: &[u8],
    warnings: &mut Vec<String>,
) -> (String, &'static str) {
    let is_legacy = matches!(charset, Charset::Web(encoding) if encoding != WINDOWS_1258)
        && std::str::from_utf8(bytes).is_err()
        && warnings.is_empty();
    let found = if is_legacy {
        vietnamese::read(bytes)
    } else if charset == Charset::Web(UTF_8) && !text.is_ascii() {
        bytes_of(&text).and_then(|bytes| vietnamese::read(&bytes))
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
fn read(bytes: &[u8], markup: bool, warnings: &mut Vec<String>) -> (String, Charset) {
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
    let label = if markup { charset::declared(bytes) } else { None };
    // Its letters are ASCII bytes between escapes, and so valid UTF-8.
    if label == Some(ISO_2022_JP) && bytes.contains(&0x1b) {
        return (Charset::Web(ISO_2022_JP).decode(bytes).0, Charset::Web(ISO_2022_JP));
    }
    match utf8(bytes, warnings) {
        Some(text) => (text, Charset::Web(UTF_8)),
        None => legacy(bytes, label),
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
            cut |= matches!(line, std::borrow::Cow::Owned(_));
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
    let bytes = bytes_of(text)?;
    if bytes.is_ascii() {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// The bytes that windows-1252, or Latin-1 where that has none, reads as this text.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    text.chars().map(byte_of).collect()
}

/// The byte that windows-1252, or Latin-1 where that has none, reads as this letter.
fn byte_of(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|_| !unmappable)
}

/// Whether most letters beyond ASCII stand in stretches that are the bytes of UTF-8 letters.
fn looks_misread(text: &str) -> bool {
    let (mut all, mut misread) = (0, 0);
    for stretch in
        text.split(|letter: char| letter.is_ascii()).filter(|stretch| !stretch.is_empty())
    {
        let letters = stretch.chars().count();
        all += letters;
        // A stretch in its own script ends the look at its first letter.
        let bytes: Option<Vec<u8>> = stretch.chars().map(byte_of).collect();
        if let Some(bytes) = bytes {
            let fits: usize = bytes.utf8_chunks().map(|chunk| chunk.valid().len()).sum();
            misread += fits.min(letters);
        }
    }
    misread >= FEW_LETTERS && share(misread, all) > MOJIBAKE_SHARE
}

/// Line ends as `\n`, no byte order mark at the start, control characters made visible as U+FFFD.
fn plain(text: &str, warnings: &mut Vec<String>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut controls = false;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                '\n'
            }
            '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
            '\n' | '\t' => letter,
            letter if letter.is_control() => {
                controls = true;
                char::REPLACEMENT_CHARACTER
            }
            letter => letter,
        });
    }
    if controls {
        warnings.push("control_characters".to_owned());
    }
    plain
}
