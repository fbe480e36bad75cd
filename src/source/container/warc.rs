//! Records of WARC: which of them are pages or texts, and what they hold.

use std::io::{self, BufRead, Read};

use super::http::{self, Head};
use super::{Flaw, Scan};
use crate::finding::{Claim, Evidence, Field};
use crate::source::Form;
use crate::source::fields::{self, Told};
use crate::source::unpack::Bounds;

/// The longest head of a record, in bytes.
const HEAD: u64 = 64 * 1024;

/// Bytes of a block in which the head of an answer stands.
const ANSWER: u64 = 64 * 1024;

/// What every record begins with.
const MARK: &[u8] = b"WARC/";

/// The media types of pages and texts.
const PAGES: &[&str] = &["text/html", "application/xhtml+xml"];
const TEXT: &str = "text/plain";

/// How addresses begin under which crawlers keep logs and lists, and the text of a page that they have beside it.
const OWN: &[&str] = &["metadata:", "urn:"];

/// The records of a file that are pages or texts, by their numbers among all; the others are counted as skipped.
pub fn scan(reader: &mut dyn BufRead) -> io::Result<Scan> {
    let mut reader = Counted { reader, at: 0 };
    let mut scan = Scan::default();
    let mut number = 0;
    // The first line of a record, where it was met on the way through what is none.
    let mut first = reader.line()?;
    loop {
        while first.as_slice().trim_ascii().is_empty() {
            if first.is_empty() {
                return Ok(scan);
            }
            first = reader.line()?;
        }
        number += 1;
        let start = reader.at - first.len() as u64;
        let head = head(&mut reader, std::mem::take(&mut first))?;
        let length = head.as_ref().and_then(|head| head.get("content-length")?.parse().ok());
        let (Some(head), Some(length)) = (head, length) else {
            scan.flaw_at(number, no_record());
            first = reader.next_mark()?;
            continue;
        };
        let begins = reader.bytes(ANSWER.min(length))?;
        let skipped = reader.skip(length - begins.len() as u64)?;
        if begins.len() as u64 + skipped < length {
            scan.flaw_at(number, cut());
            return Ok(scan);
        }
        if is_wanted(&head, &begins) {
            scan.push(number, start, reader.at);
        } else {
            scan.skipped += 1;
        }
        first = reader.line()?;
    }
}

/// The head of a record that begins with a line.
fn head(reader: &mut Counted<'_>, first: Vec<u8>) -> io::Result<Option<Head>> {
    let mut bytes = first;
    if !bytes.starts_with(MARK) {
        return Ok(None);
    }
    loop {
        let line = reader.line()?;
        bytes.extend_from_slice(&line);
        if line.is_empty() || bytes.len() as u64 > HEAD {
            return Ok(None);
        }
        if line.trim_ascii().is_empty() {
            return Ok(Head::parse(&bytes).map(|(head, _)| head));
        }
    }
}

/// Whether a record is a page or a text.
fn is_wanted(head: &Head, begins: &[u8]) -> bool {
    let is_document = |media: Option<String>, begins: &[u8]| match media {
        Some(media) => media == TEXT || PAGES.contains(&media.as_str()),
        None => begins.trim_ascii_start().starts_with(b"<"),
    };
    let url = head.get("warc-target-uri").map(address).unwrap_or_default();
    // Every crawler fetches it, and it is no text for readers; nor is what a crawler notes of its own work.
    let is_rules = url.ends_with("/robots.txt") || OWN.iter().any(|own| url.starts_with(own));
    match head.get("warc-type") {
        Some("response") => Head::parse(begins).is_some_and(|(answer, body)| {
            let is_good = answer.status().is_some_and(|code| (200..300).contains(&code));
            is_good && !is_rules && is_document(answer.media(), body)
        }),
        Some("resource" | "conversion") => !is_rules && is_document(head.media(), begins),
        _ => false,
    }
}

/// An address; some programs write it in brackets.
fn address(value: &str) -> &str {
    value.trim_start_matches('<').trim_end_matches('>')
}

/// A page or text of a record.
pub struct Fetched {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What the server says it is.
    pub form: Form,
    /// The encoding that the server names.
    pub charset: Option<&'static encoding_rs::Encoding>,
    /// Its address, and when it was fetched.
    pub told: Told,
}

/// What a record holds.
pub fn read(record: &[u8], bounds: Bounds) -> Result<Fetched, Flaw> {
    let (head, block) = Head::parse(record).ok_or_else(no_record)?;
    let (bytes, media, charset) = if head.get("warc-type") == Some("response") {
        let (answer, body) = Head::parse(block).ok_or_else(no_record)?;
        (http::body(&answer, body, bounds)?, answer.media(), answer.charset())
    } else {
        (block.to_owned(), head.media(), head.charset())
    };
    let form = if media.as_deref() == Some(TEXT) { Form::Plain } else { Form::Html };
    let url = head.get("warc-target-uri").map(|url| Claim {
        field: Field::Url,
        value: address(url).to_owned(),
        evidence: Evidence::Metadata("warc WARC-Target-URI".into()),
    });
    let fetched = head.get("warc-date").and_then(fields::moment);
    Ok(Fetched { bytes, form, charset, told: Told { claims: url.into_iter().collect(), fetched } })
}

fn no_record() -> Flaw {
    Flaw {
        code: "REC-WARC",
        message: "This is no record of a WARC file.".to_owned(),
        advice: "Look at what wrote the file; records before and behind are read.",
    }
}

fn cut() -> Flaw {
    Flaw {
        code: "REC-CUT",
        message: "The record ends before it is complete.".to_owned(),
        advice: "Fetch the file again; what stands before is read.",
    }
}

/// A reader that knows where it is.
struct Counted<'a> {
    reader: &'a mut dyn BufRead,
    at: u64,
}

impl Counted<'_> {
    /// A line with its end, or the first part of one that is longer than a head may be; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut *self.reader).take(HEAD).read_until(b'\n', &mut line)?;
        self.at += line.len() as u64;
        Ok(line)
    }

    /// The next line that a record begins with; empty at the end.
    fn next_mark(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let line = self.line()?;
            if line.is_empty() || line.starts_with(MARK) {
                return Ok(line);
            }
        }
    }

    fn bytes(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut *self.reader).take(count).read_to_end(&mut bytes)?;
        self.at += bytes.len() as u64;
        Ok(bytes)
    }

    fn skip(&mut self, count: u64) -> io::Result<u64> {
        let skipped = io::copy(&mut (&mut *self.reader).take(count), &mut io::sink())?;
        self.at += skipped;
        Ok(skipped)
    }
}
