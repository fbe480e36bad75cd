//! Which encoding bytes are in: byte order mark, the page's own word, zero bytes, and what the letters look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use memchr::memchr;

/// How many bytes of a page are searched for its declared charset; the standard says 1,024, real pages need more.
const PRESCAN: usize = 8 * 1024;

/// How many bytes, counted from the first that is not ASCII, the detector looks at; more does not change its mind.
const SAMPLE: usize = 256 * 1024;

/// Share of zero bytes from which valid UTF-8 is UTF-16 all the same: half of the bytes are zero in Latin script, a
/// quarter or more where words are mixed with another script.
const ZERO_SHARE: f64 = 0.2;

/// Share of zero bytes from which bytes that are no valid UTF-8 may be UTF-16: spaces and digits alone give this much.
const FEW_ZEROS: f64 = 0.01;

/// Share of the zero bytes that must stand on the same side of their pair: a script of its own has letters whose low
/// byte is zero too.
const ONE_SIDE: f64 = 0.9;

/// So many tone marks are no accident of another language.
const FEW_TONES: usize = 3;

/// An encoding that phin reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// One of the encodings of the web.
    Web(&'static Encoding),
    /// UTF-32, little end first.
    Utf32Le,
    /// UTF-32, big end first.
    Utf32Be,
}

impl Charset {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Web(encoding) => encoding.name(),
            Charset::Utf32Le => "UTF-32LE",
            Charset::Utf32Be => "UTF-32BE",
        }
    }

    /// The text, and whether a byte did not fit.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Charset::Web(encoding) => {
                let (text, bad) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), bad)
            }
            Charset::Utf32Le => utf32(bytes, u32::from_le_bytes),
            Charset::Utf32Be => utf32(bytes, u32::from_be_bytes),
        }
    }
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> (String, bool) {
    let mut bad = !bytes.len().is_multiple_of(4);
    let text = bytes
        .chunks_exact(4)
        .map(|chunk| {
            let letter = chunk.try_into().ok().and_then(|four| char::from_u32(number(four)));
            bad |= letter.is_none();
            letter.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    (text, bad)
}

/// The encoding that a byte order mark names, and the mark's length.
pub fn bom(bytes: &[u8]) -> Option<(Charset, usize)> {
    let marks: [(&[u8], Charset); 5] = [
        (b"\xef\xbb\xbf", Charset::Web(UTF_8)),
        (b"\xff\xfe\x00\x00", Charset::Utf32Le),
        (b"\x00\x00\xfe\xff", Charset::Utf32Be),
        (b"\xff\xfe", Charset::Web(UTF_16LE)),
        (b"\xfe\xff", Charset::Web(UTF_16BE)),
    ];
    marks.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, it)| (it, mark.len()))
}

/// UTF-16 without a mark, by where the zero bytes stand.
pub fn wide(bytes: &[u8]) -> Option<Charset> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    memchr(0, sample)?;
    let zeros_at = |side| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros_at(0), zeros_at(1));
    let zeros = share(even + odd, sample.len());
    let least = if std::str::from_utf8(sample).is_ok() { ZERO_SHARE } else { FEW_ZEROS };
    if zeros < least || share(even.max(odd), even + odd) < ONE_SIDE {
        return None;
    }
    let charset = Charset::Web(if odd > even { UTF_16LE } else { UTF_16BE });
    let even_sample = sample.get(..sample.len() & !1).unwrap_or(sample);
    let (text, bad) = charset.decode(even_sample);
    (!bad && is_plausible(&text)).then_some(charset)
}

/// Whether nearly all letters of a text are letters, digits, blanks or marks that are written.
fn is_plausible(text: &str) -> bool {
    let total = text.chars().count();
    let odd = text
        .chars()
        .filter(|letter| {
            letter.is_control() && !letter.is_whitespace()
                || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
        })
        .count();
    total > 0 && share(odd, total) < FEW_ZEROS
}

/// The charset that a page says it is in: `<meta charset>`, `http-equiv`, the XML declaration. A page that can be
/// searched for it byte by byte is not in UTF-16, so that word is not believed.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(PRESCAN).map(|byte| char::from(*byte)).collect();
    let head = head.to_ascii_lowercase();
    let metas = head.match_indices("<meta").filter_map(|(at, _)| {
        let tag = crate::text::after(&head, at).split('>').next()?;
        label(tag.split_once("charset")?.1)
    });
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| {
        let declaration = rest.split('>').next()?;
        label(declaration.split_once("encoding")?.1)
    });
    metas
        .chain(xml)
        .find(|encoding| encoding.is_ascii_compatible() || *encoding == encoding_rs::ISO_2022_JP)
}

/// The encoding of ` = "label"`.
fn label(rest: &str) -> Option<&'static Encoding> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:.".contains(letter));
    let name = end.map_or(value, |end| crate::text::before(value, end));
    Encoding::for_label_no_replacement(name.as_bytes())
}

/// What the letters look like, for bytes that are no UTF-8.
pub fn detected(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    // The letter before the first foreign one helps the detector.
    let sample = bytes.get(first.saturating_sub(2)..).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample.get(..SAMPLE).unwrap_or(sample), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess.is_single_byte() && is_vietnamese(sample) { WINDOWS_1258 } else { guess }
}

/// Whether bytes read as windows-1258 are Vietnamese: its tone marks stand behind vowels, all of them, and the letters
/// that only Vietnamese has are there. The detector knows windows-1258 for addresses under `.vn` alone.
pub fn is_vietnamese(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let (mut tones, mut fitting, mut own) = (0_usize, 0_usize, 0_usize);
    let mut before = ' ';
    for letter in text.chars() {
        if matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            tones += 1;
            fitting +=
                usize::from("aeiouyâêôăơư".contains(before.to_lowercase().next().unwrap_or(' ')));
        }
        own += usize::from("đĐơƠưƯăĂ".contains(letter));
        before = letter;
    }
    tones >= FEW_TONES && own >= 1 && share(fitting, tones) > ONE_SIDE
}

/// Whether a label is so often wrong that a multi-byte encoding which fits is believed instead: what editors write by
/// default.
pub fn is_weak(label: &'static Encoding) -> bool {
    label == WINDOWS_1252
}

/// A part of a whole, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "counts of letters, far below 2^52")]
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
