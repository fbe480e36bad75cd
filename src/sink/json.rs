//! Tables as one JSON array, streamed: an object a line, its names in the order of the columns.

use std::io::{self, BufWriter, Write};

use super::staging::{Staged, Written};
use super::{Heading, Row, Sink};
use crate::config::Output;
use crate::record::Cell;

/// Decimals of a share, as a factor.
const DECIMALS: f64 = 10_000.0;

#[derive(Debug)]
struct Json {
    file: BufWriter<Staged>,
    rows: u64,
    /// The row that is being made.
    line: Vec<u8>,
}

/// Begins a JSON file.
pub(super) fn open(
    file: Staged,
    _output: &Output,
    _heading: &Heading<'_>,
) -> io::Result<Box<dyn Sink>> {
    let mut file = file.buffered();
    file.write_all(b"[")?;
    Ok(Box::new(Json { file, rows: 0, line: Vec::new() }))
}

impl Sink for Json {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(if self.rows == 0 { b"\n" } else { b",\n" });
        self.rows += 1;
        push_object(&mut self.line, row)?;
        self.file.write_all(&self.line)
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.file.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
    }
}

/// Adds a row as a JSON object, on one line.
pub(super) fn push_object(line: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
    let mut before = b'{';
    for (name, cell) in row.names.iter().zip(row.cells) {
        push_name(line, std::mem::replace(&mut before, b','), name);
        match cell {
            Cell::Unknown => line.extend(b"null"),
            Cell::Text(text) => push_text(line, text),
            Cell::Integer(number) => serde_json::to_writer(&mut *line, number)?,
            Cell::Share(share) => {
                let share = (share.clamp(0.0, 1.0) * DECIMALS).round() / DECIMALS;
                serde_json::to_writer(&mut *line, &share)?;
            }
            Cell::Joined(values) if values.is_empty() => line.extend(b"null"),
            Cell::Joined(_) => push_text(line, &cell.to_text()),
            Cell::List(values) => serde_json::to_writer(&mut *line, values)?,
            Cell::Lines(values) => serde_json::to_writer(&mut *line, values)?,
        }
    }
    for (name, value) in row.extras {
        push_name(line, std::mem::replace(&mut before, b','), name);
        serde_json::to_writer(&mut *line, value)?;
    }
    if before == b'{' {
        line.push(before);
    }
    line.push(b'}');
    Ok(())
}

fn push_name(line: &mut Vec<u8>, before: u8, name: &str) {
    line.push(before);
    push_text(line, name);
    line.push(b':');
}

/// Adds a text as JSON writes it (RFC 8259, 7): what is most of a row is taken over in long stretches.
fn push_text(line: &mut Vec<u8>, text: &str) {
    line.push(b'"');
    for mut stretch in text.as_bytes().chunks(STRETCH) {
        // Without a way out on the first odd byte, so that many bytes are looked at in one step.
        let any = |any: u8, byte: &u8| any | u8::from(is_escaped(*byte));
        if stretch.iter().fold(0, any) != 0 {
            while let Some(at) = stretch.iter().position(|byte| is_escaped(*byte)) {
                let (plain, rest) = stretch.split_at(at);
                line.extend_from_slice(plain);
                let Some((escaped, rest)) = rest.split_first() else { break };
                push_escaped(line, *escaped);
                stretch = rest;
            }
        }
        line.extend_from_slice(stretch);
    }
    line.push(b'"');
}

/// Bytes that are looked at in one step.
const STRETCH: usize = 64;

fn is_escaped(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'"' | b'\\')
}

fn push_escaped(line: &mut Vec<u8>, byte: u8) {
    let sign = match byte {
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        b'\x08' => b'b',
        b'\x0c' => b'f',
        ..b' ' => {
            let digit = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
            return line.extend([b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
        }
        _ => byte,
    };
    line.extend([b'\\', sign]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_serde_writes_them() {
        let ascii: String = ('\0'..='\u{7f}').collect();
        for text in
            ["", "the mill", "«мост» “a” 橋\u{2028}", &ascii, &"a".repeat(200), &ascii.repeat(3)]
        {
            let mut line = Vec::new();
            push_text(&mut line, text);
            assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(text).unwrap());
        }
    }
}
