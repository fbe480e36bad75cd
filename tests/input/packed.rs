//! Are compressed files read, whatever their name says, and broken ones told?

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use phin::source::{self, Form};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::{Folder, code, opened, read};

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec(bytes.as_ref(), CompressionLevel::Fastest)
}

/// A page that is longer than what compression keeps at hand.
fn page() -> String {
    let lines: Vec<String> =
        (0..2_000).map(|line| format!("<p>Line {line} of the page.</p>")).collect();
    format!("<html><body>{}</body></html>", lines.join("\n"))
}

#[test]
fn the_bytes_say_whether_a_file_is_compressed() {
    for (name, bytes) in [
        ("a.html.gz", gzip(page())),
        ("a.html.zst", zstd(page())),
        ("a.html.gz", zstd(page())),
        ("a.html", gzip(page())),
        ("a.html.gz", page().into_bytes()),
    ] {
        let raw = read(name, &bytes).unwrap();
        assert_eq!((raw.form, raw.text == page()), (Form::Html, true), "{name}");
        assert_eq!(raw.hash, blake3::hash(page().as_bytes()).to_hex().to_string());
    }
    let names = Folder::new().with("a.tar.gz", "").with("a.gz", "").with("a.TXT.GZ", "").names();
    assert_eq!(names, ["a.TXT.GZ"]);
}

#[test]
fn all_members_and_frames_are_read() {
    let lines = ["{\"text\": \"one\"}\n", "{\"text\": \"two\"}\n", "{\"text\": \"three\"}\n"];
    let skipped = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3].to_vec();
    let frames = [skipped, lines.map(zstd).concat()].concat();
    let padded = [lines.map(gzip).concat(), vec![0; 512]].concat();
    for (name, bytes) in [("a.jsonl.gz", padded), ("a.jsonl.zst", frames)] {
        let texts: Vec<_> = Folder::new().with(name, bytes).documents();
        let expected = ["one", "two", "three"].iter().enumerate();
        let expected: Vec<_> =
            expected.map(|(at, text)| (format!("{name}#{}", at + 1), (*text).to_owned())).collect();
        assert_eq!(texts, expected);
    }
}

#[test]
fn what_is_cut_damaged_or_a_bomb_is_told_and_not_used() {
    for pack in [gzip as fn(String) -> Vec<u8>, zstd] {
        let packed = pack(page());
        assert_eq!(code("a.html", &packed[..packed.len() / 2]), "IN-TRUNCATED");
        assert_eq!(code("a.html", &packed[..packed.len() - 1]), "IN-TRUNCATED");
        let bomb = pack(" ".repeat(8 << 20));
        assert_eq!(code("a.html", bomb), "LIM-RATIO");
    }
    let mut wrong = gzip(page());
    let sum = wrong.len() - 6;
    wrong[sum] ^= 0xff;
    assert_eq!(code("a.html", &wrong), "IN-CHECKSUM");
    let mut damaged = gzip(page());
    let middle = damaged.len() / 2;
    damaged[middle..middle + 16].fill(0xff);
    assert!(["IN-CORRUPT", "IN-CHECKSUM"].contains(&code("a.html", &damaged).as_str()));
    assert_eq!(
        code("a.html", [gzip(page()), b"what is no member".to_vec()].concat()),
        "IN-CORRUPT"
    );
}

#[test]
fn of_a_container_what_stands_before_a_flaw_is_read() {
    let line = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    let long = "a long line ".repeat(50);
    let whole = gzip([line("one"), line(&long)].concat());
    let cut = Folder::new().with("a.jsonl.gz", &whole[..whole.len() - 9]);
    let codes: Vec<_> =
        cut.documents().into_iter().map(|(file, text)| (file, text.len())).collect();
    assert_eq!(codes[0], ("a.jsonl.gz#1".to_owned(), 3));
    assert_eq!(opened(&cut.config()).problems[0].code, "IN-TRUNCATED");

    let mut second = gzip(line("two"));
    let sum = second.len() - 6;
    second[sum] ^= 0xff;
    let wrong = Folder::new().with("a.jsonl.gz", [gzip(line("one")), second].concat()).documents();
    let expected = [("a.jsonl.gz#1", "one"), ("a.jsonl.gz", "IN-CHECKSUM")];
    assert_eq!(wrong, expected.map(|(file, text)| (file.to_owned(), text.to_owned())));
}

#[test]
fn the_limits_of_unpacking_hold() {
    let folder = Folder::new()
        .with("a.txt.gz", gzip("x".repeat(3_000)))
        .with("b.jsonl.gz", gzip(format!("{{\"text\": \"{}\"}}\n", "y".repeat(3_000))));
    let mut config = folder.config();
    config.limits.decompressed = 2_000;
    let listing = opened(&config);
    assert_eq!(listing.problems[0].code, "LIM-DECOMPRESSED");
    assert_eq!(source::read(&listing.sources[0], &config).unwrap_err().code, "LIM-DECOMPRESSED");
    config.limits.decompressed = 4_000;
    config.limits.file = 2_000;
    let listing = opened(&config);
    let codes: Vec<_> =
        listing.sources.iter().map(|one| source::read(one, &config).unwrap_err().code).collect();
    assert_eq!(codes, ["LIM-FILE", "LIM-FILE"]);
}
