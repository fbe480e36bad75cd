//! Are pages read as the server sent them, from WARC files and as browsers save them, and is everything else counted?

use std::fmt::Write as _;

use data_encoding::BASE64;
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

/// The page in Brotli, and 64 MB of blanks.
const BROTLI: &[u8] =
    b"GzUA+C0OeNPokqFGxXH7Git5qNDaxYetTb3ANUhZGpvyoetBaFFnIF2GKMC8Q37Gp5a7gRCQAA==";
const BOMB: &[u8] =
    b"y///P/glQOKxQCD3/o///3/wSwDEYRGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIgDgsAdO//+P//\
B78EQBwWAOje//H//w9+CYA4LADQvf/L//8//BIAcVgAoHv/Bw==";

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

/// A file as wget writes it: a member of gzip a record, a request for each answer, its own log at the end.
fn of_wget() -> Vec<u8> {
    let about = "WARC-Target-URI: <https://tide.example/mill>\nWARC-Date: 2025-03-05T10:00:00Z";
    let again = format!(
        "{about}\nWARC-Refers-To: <urn:uuid:1>\nWARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    );
    let log = "WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget.log>\nContent-Type: text/plain";
    let records = [
        record(
            "warcinfo",
            "Content-Type: application/warc-fields",
            b"software: Wget/1.21.3 (linux-gnu)\r\n",
        ),
        record(
            "request",
            &format!("{about}\nContent-Type: application/http;msgtype=request"),
            b"GET /mill HTTP/1.1\r\n\r\n",
        ),
        response(
            "Content-Type: text/html; charset=UTF-8\nTransfer-Encoding: chunked",
            b"36\r\n<html><body><p>The mill turns again.</p></body></html>\r\n0\r\n\r\n",
        ),
        record("revisit", &again, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        record(
            "metadata",
            "Content-Type: application/warc-fields",
            b"via: https://tide.example/\r\n",
        ),
        record("resource", log, b"--2025-03-05 10:00:00--  https://tide.example/mill\n"),
    ];
    records.map(gzip).concat()
}

/// A file as a browser crawler writes it: digests, bodies undone but named as they were, pictures, its own list of pages and
/// the text of one.
fn of_a_browser() -> Vec<u8> {
    let about = "WARC-Target-URI: https://tide.example/mill\nWARC-Date: 2025-03-05T10:00:00.123Z\n\
                 WARC-Record-ID: <urn:uuid:2>\nWARC-Page-ID: 7\nWARC-Payload-Digest: sha-256:00\nContent-Type: application/http; msgtype=response";
    let answer = |head: &str, body: &[u8]| {
        record(
            "response",
            about,
            &[b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat(),
        )
    };
    [
        record("warcinfo", "Content-Type: application/warc-fields", b"software: a crawler\r\n"),
        answer("content-type: text/html; charset=utf-8\r\ncontent-encoding: br", PAGE),
        answer("content-type: image/avif", b"\0\0\0 ftypavif"),
        answer("content-type: application/pdf", b"%PDF-1.7"),
        answer("content-type: application/json", b"{}"),
        record("request", "Content-Type: application/http; msgtype=request", b"GET /mill HTTP/1.1\r\n\r\n"),
        record("resource", "WARC-Target-URI: urn:pageinfo:https://tide.example/mill\nContent-Type: application/json", b"{\"pageid\": 7}"),
        record("resource", "WARC-Target-URI: urn:text:https://tide.example/mill\nContent-Type: text/plain", b"The mill turns again."),
    ]
    .concat()
}

#[test]
fn files_of_two_crawlers_give_their_pages_and_nothing_is_a_problem() {
    for (bytes, page, skipped) in [(of_wget(), "#3", 5), (of_a_browser(), "#2", 7)] {
        let folder = Folder::new().with("a.warc.gz", bytes);
        let expected = (format!("a.warc.gz{page}"), String::from_utf8(PAGE.to_vec()).unwrap());
        assert_eq!(folder.documents(), [expected]);
        assert_eq!(opened(&folder.config()).skipped, skipped);
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
        ("Content-Encoding: br", &BASE64.decode(BROTLI).unwrap()),
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
    let bomb = BASE64.decode(BOMB).unwrap();
    let file = [
        response(&format!("{html} gzip"), &wrong),
        response(&format!("{html} br"), &brotli),
        response(&format!("{html} br"), &bomb),
        response("Content-Type: text/html", b"%PDF-1.7 \xe2\xe3"),
        response("Content-Type: text/html", PAGE),
    ]
    .concat();
    let documents = Folder::new().with("a.warc", file).documents();
    let texts: Vec<_> = documents.iter().map(|(_, text)| text.as_bytes()).collect();
    assert_eq!(texts, [b"REC-BODY".as_slice(), b"REC-BODY", b"REC-BODY", b"IN-BINARY", PAGE]);
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
    let wrong = |length: usize| {
        let text = String::from_utf8(good.clone()).unwrap();
        let (before, after) = text.split_once("Content-Length: ").unwrap();
        let (number, after) = after.split_once("\r\n").unwrap();
        let length = number.parse::<usize>().unwrap() + length - 40;
        format!("{before}Content-Length: {length}\r\n{after}").into_bytes()
    };
    let short = codes([wrong(0), good.clone()].concat());
    assert_eq!(short.last().unwrap(), "#2 REC-WARC");
    assert!(short.contains(&"#3 page".to_owned()), "{short:?}");
    let long = codes([wrong(60), good.clone(), good.clone()].concat());
    assert!(long.contains(&"#3 page".to_owned()), "{long:?}");
    let unmeasured = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>\r\n\r\n".to_vec();
    assert_eq!(codes([unmeasured, good].concat()), ["#2 page", "#1 REC-WARC"]);
}
