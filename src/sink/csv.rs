//! Tables as CSV (RFC 4180): CRLF behind each row, only LF within a cell; made for spreadsheets where that is asked for.

use std::borrow::Cow;
use std::io::{self, Write as _};

use csv::{Terminator, Writer, WriterBuilder};

use super::staging::{Staged, Written};
use super::{Heading, Row, Sink, guard, split};
use crate::config::Output;
use crate::record::Cell;

/// Excel takes a file for UTF-8 only behind this mark.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// The code of the warning that a text goes on in further cells.
const SPLIT: &str = "text_split";

#[derive(Debug)]
struct Csv {
    writer: Writer<Staged>,
    /// For spreadsheets: formulas made harmless, long texts in parts.
    excel: bool,
    /// Columns that the body may take up.
    parts: usize,
}

/// Begins a CSV file with its row of names.
pub(super) fn open(
    mut file: Staged,
    output: &Output,
    heading: &Heading<'_>,
) -> io::Result<Box<dyn Sink>> {
    if output.excel {
        file.write_all(BOM)?;
    }
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .delimiter(u8::try_from(output.delimiter).unwrap_or(b','))
        .from_writer(file);
    let parts = if output.excel { heading.parts } else { 1 };
    for name in heading.names {
        writer.write_field(name)?;
        if *name == "text" {
            for part in 2..=parts {
                writer.write_field(format!("text_{part}"))?;
            }
        }
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(Box::new(Csv { writer, excel: output.excel, parts }))
}

impl Csv {
    fn field(&mut self, text: &str) -> io::Result<()> {
        let text = line_feeds_only(text);
        let cell = if self.excel { guard(&text) } else { Cow::Borrowed(&*text) };
        Ok(self.writer.write_field(&*cell)?)
    }

    /// The body: a cell, and as many more as the table has for it.
    fn body(&mut self, text: &str) -> io::Result<()> {
        let text = line_feeds_only(text);
        let parts = split::parts(&text, self.parts);
        for at in 0..self.parts {
            self.field(parts.get(at).copied().unwrap_or_default())?;
        }
        Ok(())
    }

    /// The warnings, with the one of our own where the body is split.
    fn warnings<'a>(&self, row: &Row<'_>, cell: &'a Cell<'_>) -> Cow<'a, str> {
        let is_split = self.parts > 1 && row.text().encode_utf16().count() > split::PART;
        match cell {
            Cell::Joined(codes) if is_split => {
                let mut codes = codes.clone();
                codes.push(SPLIT);
                codes.sort_unstable();
                codes.dedup();
                Cow::Owned(Cell::Joined(codes).to_text().into_owned())
            }
            _ => cell.to_text(),
        }
    }
}

impl Sink for Csv {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (name, cell) in row.names.iter().zip(row.cells) {
            match *name {
                "text" if self.parts > 1 => self.body(&cell.to_text())?,
                "warnings" => {
                    let warnings = self.warnings(row, cell);
                    self.field(&warnings)?;
                }
                _ => self.field(&cell.to_text())?,
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    fn finish(self: Box<Self>) -> io::Result<Written> {
        let file = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        file.finish()
    }
}

/// A spreadsheet shows a carriage return as a box; within a cell a line ends in a line feed.
fn line_feeds_only(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
