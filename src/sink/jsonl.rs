//! Tables as JSON Lines (<https://jsonlines.org>): an object a line and nothing else.

use std::io::{self, BufWriter, Write as _};

use super::staging::{Staged, Written};
use super::{Heading, Row, Sink, json};
use crate::config::Output;

#[derive(Debug)]
struct Jsonl {
    file: BufWriter<Staged>,
    /// The row that is being made.
    line: Vec<u8>,
}

/// Begins a JSON Lines file.
#[expect(clippy::unnecessary_wraps, reason = "the type of every format")]
pub(super) fn open(
    file: Staged,
    _output: &Output,
    _heading: &Heading<'_>,
) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(Jsonl { file: file.buffered(), line: Vec::new() }))
}

impl Sink for Jsonl {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.line.clear();
        json::push_object(&mut self.line, row)?;
        self.line.push(b'\n');
        self.file.write_all(&self.line)
    }

    fn finish(self: Box<Self>) -> io::Result<Written> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
    }
}
