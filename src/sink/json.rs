//! Tables as one JSON array, streamed: an object a line, its names in the order of the columns.

use std::io::{self, BufWriter, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

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
}

/// Begins a JSON file.
pub(super) fn open(
    file: Staged,
    _output: &Output,
    _heading: &Heading<'_>,
) -> io::Result<Box<dyn Sink>> {
    let mut file = file.buffered();
    file.write_all(b"[")?;
    Ok(Box::new(Json { file, rows: 0 }))
}

impl Sink for Json {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.file.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        write_object(&mut self.file, row)
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.file.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
    }
}

/// Writes a row as a JSON object, on one line.
pub(super) fn write_object(file: &mut impl Write, row: &Row<'_>) -> io::Result<()> {
    Ok(serde_json::to_writer(file, &Object(row))?)
}

struct Object<'a>(&'a Row<'a>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object(row) = self;
        let mut object = serializer.serialize_map(None)?;
        for (name, cell) in row.names.iter().zip(row.cells) {
            object.serialize_key(name)?;
            match cell {
                Cell::Unknown => object.serialize_value(&())?,
                Cell::Text(text) => object.serialize_value(text)?,
                Cell::Integer(number) => object.serialize_value(number)?,
                Cell::Share(share) => {
                    let share = (share.clamp(0.0, 1.0) * DECIMALS).round() / DECIMALS;
                    object.serialize_value(&share)?;
                }
                Cell::Joined(values) if values.is_empty() => object.serialize_value(&())?,
                Cell::Joined(_) => object.serialize_value(&cell.to_text())?,
                Cell::List(values) | Cell::Lines(values) => object.serialize_value(values)?,
            }
        }
        for (name, value) in row.extras {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}
