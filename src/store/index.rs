//! Which document of the last run has which key: what `phin restore` looks up.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// The name of the index in the store.
pub const NAME: &str = "index.jsonl";

/// A document of the last run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its `id` in the tables.
    pub id: String,
    /// Its `file` in the tables.
    pub file: String,
    /// Its key in the store.
    pub key: String,
}

/// Writes the index of a store, whole or not at all.
pub fn write(store: &Path, entries: impl Iterator<Item = Entry>) -> Result<()> {
    let place = store.join(NAME);
    let failed = |error: &std::io::Error| Error::output(&place, error);
    let mut file =
        NamedTempFile::new_in(store).map(BufWriter::new).map_err(|error| failed(&error))?;
    for entry in entries {
        let line = serde_json::to_string(&entry).map_err(|error| failed(&error.into()))?;
        writeln!(file, "{line}").map_err(|error| failed(&error))?;
    }
    let file = file.into_inner().map_err(|error| failed(error.error()))?;
    file.persist(&place).map(drop).map_err(|error| failed(&error.error))
}

/// The document of an id or a file name; `None` when the last run had none.
///
/// # Errors
/// [`Error::Usage`] when there is no index: no run has ended there.
pub fn find(store: &Path, wanted: &str) -> Result<Option<Entry>> {
    let place = store.join(NAME);
    let text = fs::read_to_string(&place).map_err(|error| {
        let advice = "run phin first, or name the output folder with --out";
        Error::Usage(format!("{}: {error}; {advice}", place.display()))
    })?;
    let mut entries = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
    Ok(entries.find(|entry| entry.id == wanted || entry.file == wanted))
}
