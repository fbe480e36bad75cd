//! A row of the tables: an article with its name and its place in a story, its cells, and its id.

mod columns;
mod evidence;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::article::Article;
use crate::dedup::Link;

pub use columns::{COLUMNS, Column, DUPLICATE_COLUMNS, column};
pub use evidence::extras;
pub use words::count as count_words;

/// What a row of `articles` or `duplicates` is made of.
#[derive(Debug)]
pub struct Record<'a> {
    /// `n_` and 12 letters.
    pub id: &'a str,
    /// Path below the input folder.
    pub file: &'a str,
    /// The article.
    pub article: &'a Article,
    /// Its story.
    pub story: &'a Story,
    /// Why it is folded, with the id of the document it is folded into; `None` for rows of `articles`.
    pub folded: Option<(&'a str, &'a Link)>,
    /// Why spans were taken out, beyond kind and rule, by their first byte.
    pub why: &'a BTreeMap<usize, String>,
}

/// What the rows of one story share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The id of the leading telling.
    pub id: String,
    /// Ids of the documents that are not folded, in order of their files.
    pub unfolded: Vec<String>,
    /// How many documents.
    pub tellings: usize,
    /// BCP 47 tags, sorted.
    pub languages: Vec<String>,
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Unknown: empty in CSV, null in JSON.
    Unknown,
    /// Words.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(u64),
    /// A number between 0 and 1: four decimals in JSON, two in CSV.
    Share(f64),
    /// Several names or codes in one text, `; ` between them.
    Joined(Vec<&'a str>),
    /// A list: an array in JSON, `; ` between in CSV.
    List(Vec<&'a str>),
    /// A list whose members are sentences: an array in JSON, a line each in CSV.
    Lines(Vec<String>),
}

impl Cell<'_> {
    /// The cell as a table of text shows it, before any guard; unknown is empty.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Cell::Unknown => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Integer(number) => Cow::Owned(number.to_string()),
            Cell::Share(share) => Cow::Owned(format!("{:.2}", share.clamp(0.0, 1.0))),
            Cell::Joined(values) | Cell::List(values) => Cow::Owned(values.join("; ")),
            Cell::Lines(values) => Cow::Owned(values.join("\n")),
        }
    }
}

/// The letters of Crockford's base32 (<https://www.crockford.com/base32.html>): none that is mistaken for another.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters of an id behind its `n_`: 60 bits, so that among a million files the odds of a clash are one in two million.
const ID_LETTERS: u32 = 12;

/// The id of the document in `file`: stable while the file keeps its place, and never a number to a spreadsheet
/// (`n_12e5` stays `n_12e5`).
pub fn id(file: &str) -> String {
    let hash = blake3::hash(file.as_bytes());
    let bits =
        hash.as_bytes().iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut id = String::from("n_");
    for letter in 1..=ID_LETTERS {
        let place = usize::try_from(bits >> (u64::BITS - 5 * letter) & 31).unwrap_or_default();
        id.extend(BASE32.get(place).map(|byte| char::from(*byte)));
    }
    id
}
