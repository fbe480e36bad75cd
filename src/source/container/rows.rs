//! Records of CSV and TSV: where each row stands, and what its cells hold.

use std::io::{self, BufRead};

use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;

use super::{Flaw, Scan};
use crate::config::Fields;
use crate::source::decode;
use crate::source::fields::{Pair, is_text};

/// Characters that stand between cells.
const DELIMITERS: &[u8] = b",;\t|";

/// The longest heading, in bytes: a thousand columns with long names.
const HEADING: usize = 64 * 1024;

/// What stands over the rows.
#[derive(Clone, Debug)]
pub struct Heading {
    delimiter: u8,
    names: Vec<String>,
}

/// The heading and the rows below it, the first of which has the number 1.
///
/// # Errors
/// The outer one where the file cannot be read, the inner one for a heading without a column that holds a text.
pub fn scan(
    reader: &mut dyn BufRead,
    delimiter: u8,
    names: &Fields,
) -> io::Result<Result<(Heading, Scan), Flaw>> {
    let mut top = Vec::new();
    let mut rows = Rows::new(0);
    let mut at = 0;
    // No delimiter is known yet: in a heading a mark of quotation behind anything but a letter begins a cell.
    let is_over = loop {
        let Some(byte) = next(reader)? else { break true };
        at += 1;
        let is_end = rows.step(byte, DELIMITERS);
        if is_end && !rows.is_blank || top.len() > HEADING {
            break false;
        }
        if is_end {
            // A blank line.
            top.clear();
            rows = Rows::new(0);
        } else {
            top.push(byte);
        }
    };
    let mut scan = Scan::default();
    if is_over && rows.is_blank {
        let nothing = Heading { delimiter, names: Vec::new() };
        return Ok(Ok((nothing, scan)));
    }
    let Some(heading) = heading(&top, delimiter, names) else { return Ok(Err(no_text(&top))) };
    if is_over {
        return Ok(Ok((heading, scan)));
    }
    let delimiters = [heading.delimiter];
    let mut rows = Rows::new(at);
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        for byte in chunk {
            if rows.step(*byte, &delimiters) {
                rows.end(at, &mut scan);
            }
            at += 1;
        }
        let used = chunk.len();
        reader.consume(used);
    }
    if rows.place == Place::Quoted {
        scan.flaw(open_quote());
    } else {
        rows.end(at, &mut scan);
    }
    Ok(Ok((heading, scan)))
}

fn next(reader: &mut dyn BufRead) -> io::Result<Option<u8>> {
    let byte = reader.fill_buf()?.first().copied();
    reader.consume(usize::from(byte.is_some()));
    Ok(byte)
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Cell,
    Quoted,
    /// Behind a mark of quotation inside of a cell that began with one.
    Quote,
}

/// The row that is read, as the reader of cells will see it.
struct Rows {
    place: Place,
    start: u64,
    is_blank: bool,
}

impl Rows {
    fn new(start: u64) -> Rows {
        Rows { place: Place::Start, start, is_blank: true }
    }

    /// Whether the row ends at this byte.
    fn step(&mut self, byte: u8, delimiters: &[u8]) -> bool {
        self.is_blank &= byte.is_ascii_whitespace();
        self.place = match (self.place, byte) {
            (Place::Quoted, b'"') => Place::Quote,
            (Place::Quoted, _) | (Place::Quote | Place::Start, b'"') => Place::Quoted,
            (_, b'\n' | b'\r') => return true,
            (_, byte) if delimiters.contains(&byte) => Place::Start,
            // A byte order mark stands before the first cell.
            (Place::Start, 0xef | 0xbb | 0xbf) if self.start == 0 => Place::Start,
            _ => Place::Cell,
        };
        false
    }

    /// Notes the row that ends before a byte, and begins the next behind it.
    fn end(&mut self, at: u64, scan: &mut Scan) {
        if !self.is_blank {
            scan.next(self.start, at);
        }
        *self = Rows::new(at + 1);
    }
}

/// The heading by the first delimiter that makes a name of a text of it.
fn heading(bytes: &[u8], delimiter: u8, names: &Fields) -> Option<Heading> {
    let delimiters = std::iter::once(&delimiter).chain(DELIMITERS);
    delimiters
        .map(|delimiter| Heading { delimiter: *delimiter, names: cells(bytes, *delimiter, 0) })
        .find(|heading| heading.names.iter().any(|name| is_text(name, names)))
}

/// The cells of a row, without empty ones behind so many.
fn cells(bytes: &[u8], delimiter: u8, width: usize) -> Vec<String> {
    let text = decode::decode(bytes, false, None).text;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut row = ByteRecord::new();
    // Bytes in memory can always be read.
    let _ = reader.read_byte_record(&mut row);
    let filled = row.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |at| at + 1);
    let cells = row.iter().take(filled.max(width.min(row.len())));
    cells.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// The fields of a row.
pub fn pairs(bytes: &[u8], heading: &Heading) -> Result<Vec<Pair>, Flaw> {
    let width = heading.names.len();
    let cells = cells(bytes, heading.delimiter, width);
    if cells.len() != width {
        return Err(Flaw {
            code: "REC-CELLS",
            message: format!("The row has {} cells, the heading {width}.", cells.len()),
            advice: "Put cells with commas, line feeds or quotation marks in them in quotation marks.",
        });
    }
    let names = heading.names.iter().cloned();
    let cells = cells.into_iter().map(Value::String);
    Ok(names.zip(cells).map(|(name, cell)| Pair::new(name, cell)).collect())
}

fn no_text(heading: &[u8]) -> Flaw {
    /// Letters of a heading that are shown.
    const SHOWN: usize = 200;
    let heading = decode::decode(heading, false, None).text;
    let shown = crate::text::head(&heading, SHOWN);
    Flaw {
        code: "REC-NO-TEXT",
        message: format!("No column of the heading is known to hold a text: {shown:?}."),
        advice: "Name it in config.toml, as in [input.fields] text = [\"story\"]; the first line has to name the columns.",
    }
}

fn open_quote() -> Flaw {
    Flaw {
        code: "REC-CUT",
        message: "A quotation mark that opens in this row is closed nowhere in the file."
            .to_owned(),
        advice: "Close it, or export the file again; the rows before are read, those behind cannot be told apart.",
    }
}
