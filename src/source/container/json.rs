//! Records of JSON: where each stands in a file of lines, and what its fields hold.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufRead};

use memchr::memchr;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::{Flaw, Scan};
use crate::source::decode;
use crate::source::fields::Pair;
use crate::text::{after, before};

/// The bytes of a byte order mark in UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of a file that are not blank, by their numbers.
pub fn lines(reader: &mut dyn BufRead) -> io::Result<Scan> {
    let mut scan = Scan::default();
    let (mut at, mut start, mut number, mut is_blank) = (0, 0, 1, true);
    loop {
        let chunk = reader.fill_buf()?;
        let end = memchr(b'\n', chunk);
        let line = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        is_blank &= line.iter().all(|byte| byte.is_ascii_whitespace() || MARK.contains(byte));
        at += line.len() as u64;
        let (used, is_over) = (line.len() + usize::from(end.is_some()), chunk.is_empty());
        reader.consume(used);
        if !is_over && end.is_none() {
            continue;
        }
        if !is_blank {
            scan.push(number, start, at);
        }
        if is_over {
            return Ok(scan);
        }
        at += 1;
        (start, number, is_blank) = (at, number + 1, true);
    }
}

/// What ends in the middle.
pub(super) fn cut(what: &str) -> Flaw {
    Flaw {
        code: "REC-CUT",
        message: format!("{what} ends before it is complete."),
        advice: "Fetch or export the file again; what stands before is read.",
    }
}

/// The fields of a record, and warning codes.
pub fn pairs(bytes: &[u8]) -> Result<(Vec<Pair>, Vec<String>), Flaw> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let (text, mut warnings) = if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), Vec::new())
    } else {
        let decoded = decode::decode(bytes, false, None);
        (Cow::Owned(decoded.text), decoded.warnings)
    };
    let read = serde_json::from_str::<Pairs>(&text).or_else(|error| {
        let mended = mended(&text);
        if mended == text {
            return Err(error);
        }
        let pairs = serde_json::from_str(&mended)?;
        warnings.push("lone_surrogate".to_owned());
        Ok(pairs)
    });
    let Pairs(pairs) = read.map_err(|error| wrong(&error))?;
    let mut known = BTreeSet::new();
    if !pairs.iter().all(|pair| known.insert(pair.name.as_str())) {
        warnings.push("duplicate_keys".to_owned());
    }
    Ok((pairs, warnings))
}

fn wrong(error: &serde_json::Error) -> Flaw {
    let words = error.to_string();
    // The parser has no kind of its own for it.
    if words.contains("recursion limit") {
        return Flaw {
            code: "REC-DEPTH",
            message: "The record is nested deeper than any record of an article.".to_owned(),
            advice: "Look at what wrote it; the other records are read.",
        };
    }
    if words.starts_with(TOO_MANY) {
        return Flaw {
            code: "REC-FIELDS",
            message: "The record has more fields than any record of an article.".to_owned(),
            advice: "Look at what wrote it; the other records are read.",
        };
    }
    if error.is_eof() {
        return cut("The record");
    }
    let message = if error.is_data() {
        "The record is no object with fields.".to_owned()
    } else {
        format!("The record is no JSON: {words}.")
    };
    let advice = "Have it written again by what wrote the file; the other records are read.";
    Flaw { code: "REC-JSON", message, advice }
}

/// Fields of a record at most; those of articles have up to a few hundred.
const MOST_FIELDS: usize = 10_000;

/// The words of the error for more, since the parser's errors have no kind for it.
const TOO_MANY: &str = "too many fields";

/// An object as its fields in order, twins included.
struct Pairs(Vec<Pair>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        deserializer.deserialize_map(Fill)
    }
}

struct Fill;

impl<'de> Visitor<'de> for Fill {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            pairs.push(Pair::new(name, value));
            if pairs.len() > MOST_FIELDS {
                return Err(A::Error::custom(TOO_MANY));
            }
        }
        Ok(Pairs(pairs))
    }
}

/// Letters of an escape: `\ud83d`.
const ESCAPE: usize = 6;

/// The JSON without halves of letters, which stand where a text was cut: `\ud83d` without its `\ude00`.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        mended.push_str(before(rest, at));
        rest = after(rest, at);
        let (first, second) = (unit(rest), unit(after(rest, ESCAPE)));
        let is_low = |unit| matches!(unit, Some(0xdc00..=0xdfff));
        let length = match first {
            Some(0xd800..=0xdbff) if is_low(second) => 2 * ESCAPE,
            Some(0xd800..=0xdfff) => {
                mended.push_str("\\ufffd");
                rest = after(rest, ESCAPE);
                continue;
            }
            _ => rest.chars().take(2).map(char::len_utf8).sum(),
        };
        mended.push_str(before(rest, length));
        rest = after(rest, length);
    }
    mended.push_str(rest);
    mended
}

/// The unit of UTF-16 that an escape stands for.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}
