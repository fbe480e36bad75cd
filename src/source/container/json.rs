//! Records of JSON: where each stands in a file of lines or of values, and what its fields hold.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufRead};

use memchr::memchr;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::{Flaw, Scan};
use crate::config::Fields;
use crate::source::decode;
use crate::source::fields::{Pair, is_text};
use crate::text::{after, before};

/// The bytes of a byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

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

/// The values of a file that are records: each at the top, or each of a list at the top; of an object without a text of
/// its own the objects of its first list of such. `None` for a file of lines, which are better read one by one.
pub fn values(reader: &mut dyn BufRead, names: &Fields) -> io::Result<Option<Scan>> {
    let mut values = Values::new(names);
    let mut at = 0;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(Some(values.end(at)));
        }
        for byte in chunk {
            values.step(*byte, at);
            at += 1;
        }
        let used = chunk.len();
        reader.consume(used);
        if values.is_lines {
            return Ok(None);
        }
    }
}

/// Letters of a name that are looked at; those of texts are shorter.
const LONGEST_NAME: usize = 64;

/// What is known of a file of values up to a byte.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the states of a scanner, of which several hold at once"
)]
struct Values<'a> {
    names: &'a Fields,
    scan: Scan,
    /// How many brackets are open, and the outermost two.
    depth: usize,
    outer: [u8; 2],
    /// Inside of a string, and whether a backslash stands before.
    string: Option<bool>,
    /// Where the value began that is read, at the top or in a list at the top.
    open: Option<u64>,
    /// The same for the objects of a list in an object at the top, and those that are over.
    inner_open: Option<u64>,
    inner: Vec<(u64, u64)>,
    is_inner_over: bool,
    /// The last string in an object at the top, whether it names a text that comes now, and whether one came; a list under
    /// that name is one of records.
    word: Vec<u8>,
    is_named: bool,
    has_text: bool,
    /// What stands at the top is no JSON; it is one record to its end.
    is_rest: bool,
    /// Line feeds in the first object at the top, and behind it.
    feeds_within: usize,
    feeds_behind: usize,
    is_lines: bool,
}

impl<'a> Values<'a> {
    fn new(names: &'a Fields) -> Values<'a> {
        Values {
            names,
            scan: Scan::default(),
            depth: 0,
            outer: [0; 2],
            string: None,
            open: None,
            inner_open: None,
            inner: Vec::new(),
            is_inner_over: false,
            word: Vec::new(),
            is_named: false,
            has_text: false,
            is_rest: false,
            feeds_within: 0,
            feeds_behind: 0,
            is_lines: false,
        }
    }

    /// Whether a value that begins here is one of the file's.
    fn is_level(&self) -> bool {
        self.depth == 0 || self.depth == 1 && self.outer[0] == b'['
    }

    fn is_inner_level(&self) -> bool {
        self.depth == 2 && self.outer == *b"{["
    }

    fn step(&mut self, byte: u8, at: u64) {
        if self.is_rest {
            return;
        }
        if let Some(escaped) = self.string {
            self.string = match byte {
                b'"' if !escaped => None,
                _ => Some(byte == b'\\' && !escaped),
            };
            if self.depth == 1 && self.word.len() < LONGEST_NAME && self.string.is_some() {
                self.word.push(byte);
            }
            return;
        }
        if std::mem::take(&mut self.is_named) {
            self.is_named = byte.is_ascii_whitespace();
            self.has_text |= !self.is_named && byte != b'[';
        }
        match byte {
            b'{' | b'[' => self.go_in(byte, at),
            b'}' | b']' => self.go_out(at),
            b',' => self.over(at),
            b':' if self.depth == 1 && self.outer[0] == b'{' => {
                let word = String::from_utf8_lossy(&self.word);
                self.is_named = is_text(&word, self.names);
            }
            byte if byte.is_ascii_whitespace() => {
                let is_within = self.open.is_some();
                let feeds = if is_within { &mut self.feeds_within } else { &mut self.feeds_behind };
                *feeds += usize::from(byte == b'\n');
                self.over(at);
            }
            byte if MARK.contains(&byte) => {}
            _ => {
                self.begin(at);
                if byte == b'"' {
                    self.string = Some(false);
                    self.word.clear();
                }
                self.is_rest = self.depth == 0;
            }
        }
    }

    fn begin(&mut self, at: u64) {
        if self.is_level() && self.open.is_none() {
            self.open = Some(at);
        }
    }

    fn go_in(&mut self, byte: u8, at: u64) {
        if self.depth > 0 || byte == b'{' {
            self.begin(at);
        }
        if self.depth == 0 && byte == b'{' {
            let is_second = self.scan.records.len() == 1;
            self.is_lines |= is_second && self.feeds_within == 0 && self.feeds_behind > 0;
        }
        if self.is_inner_level() && byte == b'{' && !self.is_inner_over {
            self.inner_open = Some(at);
        }
        if let Some(outer) = self.outer.get_mut(self.depth) {
            *outer = byte;
        }
        self.depth += 1;
    }

    fn go_out(&mut self, at: u64) {
        if self.depth == 1 && self.outer[0] == b'[' {
            self.over(at);
        }
        self.depth = self.depth.saturating_sub(1);
        if self.is_inner_level() {
            self.inner.extend(self.inner_open.take().map(|start| (start, at + 1)));
        }
        self.is_inner_over |= self.depth == 1 && !self.inner.is_empty();
        if self.depth == 0 && self.outer[0] == b'{' {
            self.object(at + 1);
        } else if self.depth == 1 && self.outer[0] == b'[' {
            self.over(at + 1);
        }
    }

    /// A value of the file is over.
    fn over(&mut self, at: u64) {
        if self.is_level()
            && let Some(start) = self.open.take()
        {
            self.scan.next(start, at);
        }
    }

    /// An object at the top is over: it is a record, or holds them.
    fn object(&mut self, at: u64) {
        let Some(start) = self.open.take() else { return };
        if self.has_text || self.inner.is_empty() {
            self.scan.next(start, at);
        } else {
            self.inner.iter().for_each(|(start, end)| self.scan.next(*start, *end));
        }
        self.inner.clear();
        (self.has_text, self.is_inner_over) = (false, false);
    }

    fn end(mut self, at: u64) -> Scan {
        let is_list = self.depth > 0 && self.outer[0] == b'[';
        match self.open.take() {
            Some(_) if !self.has_text && self.outer[0] == b'{' && !self.inner.is_empty() => {
                self.inner.iter().for_each(|(start, end)| self.scan.next(*start, *end));
                match self.inner_open {
                    Some(start) => self.scan.next(start, at),
                    None => self.scan.flaw(cut("The list of records")),
                }
            }
            Some(start) => self.scan.next(start, at),
            None if is_list => self.scan.flaw(cut("The list of records")),
            None => {}
        }
        self.scan
    }
}

fn cut(what: &str) -> Flaw {
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
    if !pairs.iter().all(|(name, _)| known.insert(name.as_str())) {
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
        while let Some(pair) = map.next_entry::<String, Value>()? {
            pairs.push(pair);
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
