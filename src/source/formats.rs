//! What the ends of names promise: which files are read, and as what.

use super::Form;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One document.
    Document(Form),
    /// A record of JSON a line.
    Lines,
    /// Values of JSON: a list of records, or one after the other.
    Values,
    /// A record a row below a heading, with this character between the cells as long as the heading has no other.
    Rows(u8),
    /// What a crawler fetched.
    Warc,
}

/// A format that is read.
#[derive(Debug)]
pub struct Format {
    /// The ends of names, without the dot, in small letters.
    pub endings: &'static [&'static str],
    /// What such a file is, in a few words.
    pub about: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// The formats that are read, a row a format.
pub static FORMATS: &[Format] = &[
    Format {
        endings: &["txt", "text"],
        about: "a document of plain text",
        holds: Holds::Document(Form::Plain),
    },
    Format {
        endings: &["md"],
        about: "a document of Markdown",
        holds: Holds::Document(Form::Markdown),
    },
    Format {
        endings: &["html", "htm", "xhtml"],
        about: "a page of HTML",
        holds: Holds::Document(Form::Html),
    },
    Format {
        endings: &["mhtml", "mht"],
        about: "a page with all that it shows, as browsers save it in one file",
        holds: Holds::Document(Form::Html),
    },
    Format {
        endings: &["jsonl", "ndjson"],
        about: "a document a line, each an object of JSON; its number is that of the line",
        holds: Holds::Lines,
    },
    Format {
        endings: &["json"],
        about: "documents as objects of JSON: one, one after the other, in a list, or in a list that one object holds",
        holds: Holds::Values,
    },
    Format {
        endings: &["csv"],
        about: "a document a row, below a heading; commas, semicolons, tabs or bars between the cells",
        holds: Holds::Rows(b','),
    },
    Format {
        endings: &["tsv"],
        about: "a document a row, below a heading; tabs between the cells",
        holds: Holds::Rows(b'\t'),
    },
    Format {
        endings: &["warc"],
        about: "pages and texts as a crawler fetched them; what else it fetched is skipped",
        holds: Holds::Warc,
    },
];

/// The ends behind those of [`FORMATS`] that say how a file is compressed. What counts are its bytes.
pub const PACKED: &[&str] = &["gz", "zst"];

/// What a file of this name holds; `None` for one that is not read.
pub fn holds(name: &str) -> Option<Holds> {
    let (rest, end) = name.rsplit_once('.')?;
    let end = end.to_ascii_lowercase();
    let end = if PACKED.contains(&end.as_str()) {
        rest.rsplit_once('.')?.1.to_ascii_lowercase()
    } else {
        end
    };
    let known = FORMATS.iter().find(|format| format.endings.contains(&end.as_str()));
    known.map(|format| format.holds)
}
