//! A page that a browser saved with all that it shows in one file (MHTML): the HTML among its parts, and where it was.

use data_encoding::BASE64_MIME_PERMISSIVE;
use memchr::memmem;
use quoted_printable::{ParseMode, decode};

use super::container::http::Head;
use super::fields::{Told, moment};
use super::{Form, Found};
use crate::finding::{Claim, Evidence, Field};

/// Bytes at the start of a file in which its head stands.
const HEAD: usize = 16 * 1024;

/// The page of a file; `None` for a file that is no MHTML, or has no page in it.
pub(super) fn page(bytes: &[u8]) -> Option<Found> {
    let (head, _) = Head::parse(bytes.get(..HEAD).unwrap_or(bytes))?;
    let boundary = head.parameter("boundary")?;
    if head.media()? != "multipart/related" || boundary.is_empty() {
        return None;
    }
    let line = format!("\n--{boundary}");
    let mut starts = memmem::find_iter(bytes, line.as_bytes());
    let mut start = starts.next()? + line.len();
    loop {
        let end = starts.next().unwrap_or(bytes.len());
        let (about, body) = Head::parse(bytes.get(start..end)?)?;
        if about.media().as_deref() == Some("text/html") {
            let url =
                about.get("content-location").or_else(|| head.get("snapshot-content-location"));
            let told = Told {
                claims: url.map(claim).into_iter().collect(),
                fetched: head.get("date").and_then(moment),
            };
            let form = Form::Html;
            return Some(Found {
                bytes: plain(&about, body),
                form,
                charset: about.charset(),
                told,
                ..Found::default()
            });
        }
        start = end + line.len();
    }
}

fn claim(url: &str) -> Claim {
    let evidence = Evidence::Metadata("mhtml Content-Location".into());
    Claim { field: Field::Url, value: url.to_owned(), evidence }
}

/// The bytes of a part, which mail can only carry as lines of ASCII.
fn plain(about: &Head, body: &[u8]) -> Vec<u8> {
    let coding = about.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let decoded = match coding.as_str() {
        "quoted-printable" => decode(body, ParseMode::Robust).ok(),
        "base64" => BASE64_MIME_PERMISSIVE.decode(body.trim_ascii()).ok(),
        _ => None,
    };
    decoded.unwrap_or_else(|| body.to_owned())
}
