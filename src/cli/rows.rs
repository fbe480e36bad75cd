//! The rows of a table that phin wrote, in any format, one at a time.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// What of a row refers to others.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Row {
    pub(super) id: Option<String>,
    pub(super) story: Option<String>,
    pub(super) duplicate_of: Option<String>,
    related: Option<List>,
}

/// A list as JSON has it, or as a cell.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum List {
    Values(Vec<String>),
    Cell(String),
}

impl Row {
    /// The ids in `related`.
    pub(super) fn related(&self) -> Vec<&str> {
        match &self.related {
            Some(List::Values(values)) => values.iter().map(String::as_str).collect(),
            Some(List::Cell(cell)) => cell.split("; ").filter(|id| !id.is_empty()).collect(),
            None => Vec::new(),
        }
    }
}

/// Hands every row of a table to `row`.
///
/// # Errors
/// The file cannot be read, or is no table of the format that its ending says.
pub(super) fn each(path: &Path, row: &mut dyn FnMut(Row)) -> io::Result<()> {
    let file = BufReader::new(File::open(path)?);
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => csv_rows(file, row),
        Some("jsonl") => lines(file, row),
        Some("json") => array(file, row),
        _ => Err(io::Error::other("no table that phin can read back")),
    }
}

fn csv_rows(mut file: BufReader<File>, row: &mut dyn FnMut(Row)) -> io::Result<()> {
    let delimiter = delimiter(file.fill_buf()?);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    for read in reader.deserialize() {
        row(read?);
    }
    Ok(())
}

/// The byte behind the first name of the heading: names are of small letters, digits and `_`.
fn delimiter(start: &[u8]) -> u8 {
    let heading = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
    heading
        .iter()
        .find(|byte| !name(byte))
        .copied()
        .filter(|byte| !b"\r\n\"".contains(byte))
        .unwrap_or(b',')
}

fn lines(file: BufReader<File>, row: &mut dyn FnMut(Row)) -> io::Result<()> {
    for line in file.lines() {
        row(serde_json::from_str(&line?)?);
    }
    Ok(())
}

fn array(file: BufReader<File>, row: &mut dyn FnMut(Row)) -> io::Result<()> {
    let mut json = serde_json::Deserializer::from_reader(file);
    json.deserialize_seq(Each(row))?;
    Ok(json.end()?)
}

/// Hands on the members of an array as they come, so that no table has to fit into memory.
struct Each<'a>(&'a mut dyn FnMut(Row));

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element()? {
            (self.0)(row);
        }
        Ok(())
    }
}
