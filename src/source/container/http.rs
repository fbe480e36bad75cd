//! An answer of a web server as it came over the wire: its head, and its body as the page it is.

use std::io::{self, ErrorKind, Read};

use brotli_decompressor::Decompressor;
use encoding_rs::Encoding;
use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::Flaw;
use crate::source::unpack::{self, Bounds, GRACE, packing};

/// Names and values of a head, the names in small letters.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The first line.
    pub line: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// The head of a block and the bytes behind it; `None` where it does not end.
    pub fn parse(block: &[u8]) -> Option<(Head, &[u8])> {
        let long = memmem::find(block, b"\r\n\r\n").map(|at| (at, 4));
        let short = memmem::find(block, b"\n\n").map(|at| (at, 2));
        let (end, width) = long.into_iter().chain(short).min()?;
        let text = String::from_utf8_lossy(block.get(..end)?).into_owned();
        let line = text.lines().next().unwrap_or_default().trim().to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if line.starts_with([' ', '\t']) {
                // Goes on with the value above.
                fields.iter_mut().last().into_iter().for_each(|(_, value)| value.push_str(line));
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Some((Head { line, fields }, block.get(end + width..)?))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The number behind `HTTP/1.1`.
    pub fn status(&self) -> Option<u16> {
        let (version, rest) = self.line.split_once(' ')?;
        let code = rest.split(' ').next()?;
        version.starts_with("HTTP/").then(|| code.parse().ok())?
    }

    /// What the body is: `text/html`.
    pub fn media(&self) -> Option<String> {
        let media = self.get("content-type")?.split(';').next()?.trim().to_ascii_lowercase();
        (!media.is_empty()).then_some(media)
    }

    /// What the media type says of itself: the `charset` of `text/html; charset=utf-8`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parts = self.get("content-type")?.split(';').skip(1);
        parts.find_map(|part| {
            let (known, value) = part.split_once('=')?;
            known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches(['"', '\'']))
        })
    }

    /// The encoding that the server names.
    pub fn charset(&self) -> Option<&'static Encoding> {
        Encoding::for_label_no_replacement(self.parameter("charset")?.as_bytes())
    }
}

/// The body without what the way over the wire made of it. Crawlers undo chunks and compression and leave the head as it was,
/// so that the bytes decide.
pub fn body(head: &Head, bytes: &[u8], bounds: Bounds) -> Result<Vec<u8>, Flaw> {
    let is_chunked = head.get("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    let whole = if is_chunked { dechunked(bytes) } else { None };
    let bytes = whole.as_deref().unwrap_or(bytes);
    let coding = head.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    if let Some(packing) = packing(bytes) {
        let mut body = Vec::new();
        let unpacked = unpack::unpack(packing, bytes, &mut body, bounds);
        let is_usable = |unpacked: &unpack::Unpacked| match unpacked.flaw {
            None | Some((unpack::Flaw::Truncated, _)) => unpacked.length > 0,
            Some(_) => false,
        };
        let unpacked = unpacked.ok().filter(is_usable).ok_or_else(|| damaged(&coding))?;
        body.truncate(usize::try_from(unpacked.length).unwrap_or(usize::MAX));
        return Ok(body);
    }
    match coding.as_str() {
        "deflate" => Ok(inflated(bytes, bounds.most).unwrap_or_else(|| bytes.to_owned())),
        "br" if !is_text(bytes) => unbrotlied(bytes, bounds).ok_or_else(|| damaged("br")),
        _ => Ok(bytes.to_owned()),
    }
}

fn damaged(coding: &str) -> Flaw {
    let coding = if coding.is_empty() { "compressed" } else { coding };
    Flaw {
        code: "REC-BODY",
        message: format!("The body of the answer ({coding}) is damaged or exceeds a limit."),
        advice: "Fetch the page again; the other records are read.",
    }
}

/// Whether bytes are text by their beginning: what was undone already.
fn is_text(bytes: &[u8]) -> bool {
    /// Bytes that are looked at.
    const SAMPLE: usize = 1024;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    sample.trim_ascii_start().starts_with(b"<")
        || std::str::from_utf8(sample).is_ok_and(|text| !text.chars().any(char::is_control))
}

fn inflated(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    ZlibDecoder::new(bytes).take(most).read_to_end(&mut body).ok()?;
    Some(body)
}

/// The bytes of a body in Brotli, to where it is cut; `None` where nothing can be used.
fn unbrotlied(bytes: &[u8], bounds: Bounds) -> Option<Vec<u8>> {
    /// Bytes that are read at once, as the crate's own tool does.
    const CHUNK: usize = 4096;
    let most = bounds.most.min((bytes.len() as u64).saturating_mul(bounds.ratio).max(GRACE));
    let mut body = Vec::new();
    let read = Decompressor::new(bytes, CHUNK).take(most + 1).read_to_end(&mut body);
    let is_cut = |error: io::Error| error.kind() == ErrorKind::UnexpectedEof;
    let is_usable = read.map_or_else(is_cut, |_| true);
    (is_usable && !body.is_empty() && body.len() as u64 <= most).then_some(body)
}

/// The bytes of the chunks; `None` where they are none. What is cut at the end ends there.
fn dechunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let Some(end) = memmem::find(rest, b"\n") else {
            return (!body.is_empty()).then_some(body);
        };
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(digits, 16).ok()?;
        rest = rest.get(end + 1..)?;
        let Some((chunk, behind)) = rest.split_at_checked(length) else {
            body.extend_from_slice(rest);
            return Some(body);
        };
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r").unwrap_or(behind);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}
