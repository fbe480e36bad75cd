//! What is wrong with an input, as rows of `problems.csv`: what happened, and what to do about it.

use std::io::{self, ErrorKind};

use super::container::Flaw;
use super::unpack;
use crate::error::Problem;

fn problem(file: &str, code: &str, message: String, advice: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        stage: "read".to_owned(),
        code: code.to_owned(),
        message,
        advice: advice.to_owned(),
    }
}

/// A file that the system does not let phin read, or that has more bytes than allowed.
pub(super) fn unreadable(file: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => changed(file),
        ErrorKind::FileTooLarge => problem(
            file,
            "LIM-FILE",
            format!("The file has {error} bytes, more than limits.file allows."),
            "Raise limits.file in config.toml, or split the file.",
        ),
        ErrorKind::PermissionDenied => problem(
            file,
            "IN-PERMISSION",
            "The file cannot be opened: no permission to read it.".to_owned(),
            "Give yourself permission to read it (chmod u+r), then run again.",
        ),
        _ => problem(
            file,
            "IN-READ",
            format!("The file cannot be read: {error}."),
            "Check the disk or network folder it lies on, then run again.",
        ),
    }
}

/// A document of more bytes than allowed.
pub(super) fn too_large(file: &str, length: u64) -> Problem {
    unreadable(file, &io::Error::new(ErrorKind::FileTooLarge, length.to_string()))
}

/// A file that was another one before.
pub(super) fn changed(file: &str) -> Problem {
    problem(
        file,
        "IN-CHANGED",
        "The file changed or vanished while it was read.".to_owned(),
        "Wait until the scraper has finished, then run again.",
    )
}

pub(super) fn not_text(file: &str, kind: &str) -> Problem {
    problem(
        file,
        "IN-BINARY",
        format!("The file holds {kind}, not text."),
        "Save the article as text or HTML, or move the file out of the input folder.",
    )
}

pub(super) fn empty(file: &str) -> Problem {
    problem(
        file,
        "IN-EMPTY",
        "The file has no visible character.".to_owned(),
        "Scrape the page again, or delete the file.",
    )
}

/// A file of records that is read as if it were a document.
pub(super) fn not_opened(file: &str) -> Problem {
    problem(
        file,
        "IN-RECORDS",
        "The file holds many documents.".to_owned(),
        "Name one of them by its number, as in crawl.jsonl#17.",
    )
}

/// A record that is none, or holds no document.
pub(super) fn of_record(file: &str, flaw: Flaw) -> Problem {
    problem(file, flaw.code, flaw.message, flaw.advice)
}

/// A compressed file that cannot be unpacked to its end.
pub(super) fn packed(file: &str, flaw: unpack::Flaw, at: u64) -> Problem {
    let again =
        "Fetch the file again; what stands before is read where it holds several documents.";
    let (code, message, advice) = match flaw {
        unpack::Flaw::Truncated => (
            "IN-TRUNCATED",
            format!("The compressed file ends at byte {at}, before its end."),
            again,
        ),
        unpack::Flaw::Checksum => (
            "IN-CHECKSUM",
            format!("The checksum at byte {at} of the compressed file is not that of its text."),
            again,
        ),
        unpack::Flaw::Corrupt => {
            ("IN-CORRUPT", format!("The compressed file is damaged before byte {at}."), again)
        }
        unpack::Flaw::Ratio => (
            "LIM-RATIO",
            "The file unpacks to more times its length than limits.ratio allows.".to_owned(),
            "Make sure that it is no attack, then raise limits.ratio in config.toml.",
        ),
        unpack::Flaw::Size => (
            "LIM-DECOMPRESSED",
            "The file unpacks to more bytes than limits.decompressed allows.".to_owned(),
            "Raise limits.decompressed in config.toml, or split the file.",
        ),
    };
    problem(file, code, message, advice)
}
