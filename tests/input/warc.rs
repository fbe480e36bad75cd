//! Are pages read as the server sent them, from WARC files and as browsers save them, and is everything else counted?

use std::fmt::Write as _;

use phin::finding::Field;
use phin::source::{self, Form, Raw};

use super::packed::gzip;
use super::{Folder, opened};

/// A record with a block.
fn record(kind: &str, head: &str, block: &[u8]) -> Vec<u8> {
    let mut text = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n");
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        write!(text, "{}\r\n", line.trim()).unwrap();
    }
    write!(text, "Content-Length: {}\r\n\r\n", block.len()).unwrap();
    [text.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A page that a crawler fetched, with more lines in the head of the answer.
fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = String::from("HTTP/1.1 200 OK\r\n");
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        write!(answer, "{}\r\n", line.trim()).unwrap();
    }
    answer.push_str("\r\n");
    let about = "WARC-Target-URI: <https://tide.example/mill>\nWARC-Date: 2025-03-05T10:00:00Z\n\
                 Content-Type: application/http; msgtype=response";
    record("response", about, &[answer.as_bytes(), body].concat())
}

const PAGE: &[u8] = b"<html><body><p>The mill turns again.</p></body></html>";

fn read(file: &[u8]) -> Raw {
    let folder = Folder::new().with("a.warc", file);
    let config = folder.config();
    source::read(&opened(&config).sources[0], &config).unwrap()
}

#[test]
fn a_page_comes_with_its_address_and_the_time_it_was_fetched() {
    let raw = read(&response("Content-Type: text/html", PAGE));
    assert_eq!((raw.file.as_str(), raw.form, raw.text.as_bytes()), ("a.warc#1", Form::Html, PAGE));
    assert_eq!(raw.fetched, Some(1_741_168_800));
    assert_eq!(raw.told.len(), 1);
    assert_eq!(
        (raw.told[0].field, raw.told[0].value.as_str()),
        (Field::Url, "https://tide.example/mill")
    );
}

#[test]
fn what_is_no_page_is_counted_and_numbers_count_all_records() {
    let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone</p>";
    let file = [
        record("warcinfo", "Content-Type: application/warc-fields", b"software: invented\r\n"),
        record("request", "Content-Type: application/http", b"GET / HTTP/1.1\r\n\r\n"),
        response("Content-Type: image/png", b"\x89PNG"),
        record("response", "Content-Type: application/http", missing),
        response("Content-Type: text/html; charset=utf-8", PAGE),
        record("conversion", "Content-Type: text/plain", b"The mill, as text."),
        record("resource", "Content-Type: text/html", PAGE),
        record("response", "WARC-Target-URI: dns:tide.example\nContent-Type: text/dns", b"tide A"),
        response("", PAGE),
    ]
    .concat();
    for (name, bytes) in [("a.warc", file.clone()), ("a.warc.gz", gzip(&file))] {
        let folder = Folder::new().with(name, bytes);
        let documents = folder.documents();
        let files: Vec<_> = documents.iter().map(|(file, _)| file.as_str()).collect();
        assert_eq!(files, ["#5", "#6", "#7", "#9"].map(|number| format!("{name}{number}")));
        assert_eq!(documents[1].1, "The mill, as text.");
        assert_eq!(opened(&folder.config()).skipped, 5);
    }
}

#[test]
fn chunks_and_compression_are_undone_where_they_are_there() {
    let html = "Content-Type: text/html";
    let chunks =
        b"10\r\n<html><body><p>T\r\n26;x=y\r\nhe mill turns again.</p></body></html>\r\n0\r\n\r\n";
    let half = gzip(PAGE);
    let (one, other) = half.split_at(20);
    let both = [
        format!("{:x}\r\n", one.len()).as_bytes(),
        one,
        format!("\r\n{:X}\r\n", other.len()).as_bytes(),
        other,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let mut zlib = flate2::read::ZlibEncoder::new(PAGE, flate2::Compression::fast());
    let mut deflated = Vec::new();
    std::io::Read::read_to_end(&mut zlib, &mut deflated).unwrap();
    for (head, body) in [
        ("Transfer-Encoding: chunked", chunks.as_slice()),
        ("Transfer-Encoding: chunked", PAGE),
        ("Content-Encoding: gzip", &gzip(PAGE)),
        ("Content-Encoding: gzip", PAGE),
        ("Content-Encoding: deflate", &deflated),
        ("Content-Encoding: br", PAGE),
        ("Transfer-Encoding: chunked\nContent-Encoding: gzip", &both),
    ] {
        let raw = read(&response(&format!("{html}\n{head}"), body));
        assert_eq!(raw.text.as_bytes(), PAGE, "{head}");
    }
}

#[test]
fn a_body_that_cannot_be_read_is_a_problem_of_its_record() {
    let html = "Content-Type: text/html\nContent-Encoding:";
    let mut wrong = gzip(PAGE);
    let sum = wrong.len() - 6;
    wrong[sum] ^= 0xff;
    let brotli = [0x1b_u8, 0x35, 0x00, 0xf8, 0x8d, 0xd4, 0x6e, 0x72, 0x83, 0x01];
    let file = [
        response(&format!("{html} gzip"), &wrong),
        response(&format!("{html} br"), &brotli),
        response("Content-Type: text/html", b"%PDF-1.7 \xe2\xe3"),
        response("Content-Type: text/html", PAGE),
    ]
    .concat();
    let documents = Folder::new().with("a.warc", file).documents();
    let texts: Vec<_> = documents.iter().map(|(_, text)| text.as_bytes()).collect();
    assert_eq!(texts, [b"REC-BODY".as_slice(), b"REC-ENCODING", b"IN-BINARY", PAGE]);
}

#[test]
fn the_server_may_name_the_encoding() {
    let greek = b"<p>\xcf \xec\xfd\xeb\xef\xf2</p>";
    let raw = read(&response("Content-Type: text/html; charset=\"ISO-8859-7\"", greek));
    assert_eq!((raw.text.as_str(), raw.encoding), ("<p>Ο μύλος</p>", "ISO-8859-7"));
}

/// A page as a browser saves it, with a picture before and behind it.
fn saved(coding: &str, body: &str) -> String {
    let picture = "------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tide.example/mill\r\nSubject: Mill\r\n\
         Date: Wed, 5 Mar 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----x\"\r\n\r\n\r\n{picture}------x\r\n\
         Content-Type: text/html\r\nContent-Transfer-Encoding: {coding}\r\n\
         Content-Location: https://tide.example/mill\r\n\r\n{body}\r\n{picture}------x--\r\n"
    )
}

#[test]
fn a_page_that_a_browser_saved_in_one_file_is_read_with_its_address() {
    let page = "<html><body><p>M\u{fc}hle = mill, turns again.</p></body></html>";
    let quoted = "<html><body><p>M=C3=BChle =3D mill, turns=\r\n again.</p></body></html>";
    let base64 = data_encoding::BASE64_MIME.encode(page.as_bytes());
    for (coding, body) in [("quoted-printable", quoted), ("base64", &base64), ("8bit", page)] {
        for name in ["a.mhtml", "a.html"] {
            let raw = super::read(name, saved(coding, body)).unwrap();
            assert_eq!((raw.form, raw.text.trim()), (Form::Html, page), "{coding}");
            assert_eq!(
                (raw.told[0].value.as_str(), raw.fetched),
                ("https://tide.example/mill", Some(1_741_168_800))
            );
        }
    }
    let cut = saved("8bit", page).replace("text/html\r\n", "text/css\r\n");
    assert!(super::read("a.mhtml", cut).is_ok());
}

#[test]
fn what_is_cut_or_no_record_is_told_by_its_number() {
    let good = response("Content-Type: text/html", PAGE);
    let codes = |file: Vec<u8>| -> Vec<String> {
        let documents = Folder::new().with("a.warc", file).documents();
        let short = |(file, text): (String, String)| {
            let text = if text.starts_with('<') { "page" } else { &text };
            format!("{} {text}", file.trim_start_matches("a.warc"))
        };
        documents.into_iter().map(short).collect()
    };
    let cut = good[..good.len() - 20].to_vec();
    assert_eq!(codes([good.clone(), cut].concat()), ["#1 page", "#2 REC-CUT"]);
    let rubbish = b"no record\r\nnor this\r\n".to_vec();
    let found = codes([good.clone(), rubbish, good.clone()].concat());
    assert_eq!(found, ["#1 page", "#3 page", "#2 REC-WARC"]);
    let unmeasured = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>\r\n\r\n".to_vec();
    assert_eq!(codes([unmeasured, good].concat()), ["#2 page", "#1 REC-WARC"]);
}
