//! `phin verify`: do the files of an output folder agree with `summary.json`, and with each other?

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use phin::error::{Error, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::rows::{self, Row};
use super::terminal::shown;
use super::{ATTENTION, FINE, Outcome, Verify};

/// How many wrong references are named before they are counted.
const NAMED: usize = 5;

/// What `summary.json` says of a file.
#[derive(Debug, Deserialize)]
struct Manifest {
    rows: Option<u64>,
    bytes: u64,
    blake3: String,
}

pub(super) fn verify(args: &Verify, out: &mut dyn Write) -> Outcome {
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => args.settings.read(None)?.output.folder,
    };
    let outputs = outputs(&folder)?;
    let mut wrong = Vec::new();
    for (name, value) in &outputs {
        match serde_json::from_value::<Manifest>(value.clone()) {
            Ok(said) => {
                let found = file(&folder.join(name), &said);
                wrong.extend(found.err().map(|what| format!("{name}: {what}")));
            }
            Err(error) => wrong.push(format!("summary.json: outputs.{name}: {error}")),
        }
    }
    let mut checked = format!("{} files", outputs.len());
    // Damaged tables would only be told of once more.
    if wrong.is_empty() {
        match references(&folder, &outputs) {
            Ok(Some(references)) => {
                checked = format!("{checked}, {} references", references.count);
                wrong.extend(references.wrong);
            }
            Ok(None) => checked.push_str("; no table has the column id, so none is followed"),
            Err(what) => wrong.push(what),
        }
    }
    for what in &wrong {
        writeln!(out, "{}", shown(what))?;
    }
    let verdict = if wrong.is_empty() { "all agree" } else { "not all agree" };
    writeln!(out, "{}: {checked}: {verdict}", shown(&folder.display().to_string()))?;
    Ok(if wrong.is_empty() { FINE } else { ATTENTION })
}

/// What `summary.json` says of the files.
fn outputs(folder: &Path) -> Result<Map<String, Value>> {
    let place = folder.join("summary.json");
    let wrong = |what: &str| {
        let advice = "name an output folder of phin, or run phin again";
        Error::Usage(format!("{}: {what}; {advice}", place.display()))
    };
    let text = fs::read_to_string(&place).map_err(|error| wrong(&error.to_string()))?;
    let mut summary: Value =
        serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
    match summary.get_mut("outputs").map(Value::take) {
        Some(Value::Object(outputs)) => Ok(outputs),
        _ => Err(wrong("says nothing of outputs")),
    }
}

/// Whether a file is as long, the same, and has as many rows as the manifest says.
fn file(path: &Path, said: &Manifest) -> std::result::Result<(), String> {
    let opened = File::open(path).map_err(|error| error.to_string())?;
    let bytes = opened.metadata().map_err(|error| error.to_string())?.len();
    if bytes != said.bytes {
        return Err(format!("has {bytes} bytes, not {}", said.bytes));
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(BufReader::new(opened)).map_err(|error| error.to_string())?;
    if hasher.finalize().to_hex().as_str() != said.blake3 {
        return Err("its bytes are not those that were written".to_owned());
    }
    let Some(expected) = said.rows else { return Ok(()) };
    let mut count = 0;
    rows::each(path, &mut |_| count += 1).map_err(|error| error.to_string())?;
    if count == expected { Ok(()) } else { Err(format!("has {count} rows, not {expected}")) }
}

/// The references that were followed, and those that lead nowhere.
#[derive(Default)]
struct References {
    count: usize,
    wrong: Vec<String>,
    more: usize,
}

impl References {
    fn follow(&mut self, table: &str, column: &str, id: &str, ids: &HashSet<String>) {
        self.count += 1;
        if ids.contains(id) {
            return;
        }
        if self.wrong.len() < NAMED {
            self.wrong.push(format!("{table}: {column} {id} is the id of no document"));
        } else {
            self.more += 1;
        }
    }
}

/// Follows every reference between the tables; `None` when they have no ids.
fn references(
    folder: &Path,
    outputs: &Map<String, Value>,
) -> std::result::Result<Option<References>, String> {
    let table = |name: &str| -> Option<PathBuf> {
        let files = ["jsonl", "csv", "json"].map(|ending| format!("{name}.{ending}"));
        files.iter().find(|file| outputs.contains_key(*file)).map(|file| folder.join(file))
    };
    let read = |name: &str, row: &mut dyn FnMut(Row)| -> std::result::Result<(), String> {
        let Some(path) = table(name) else { return Ok(()) };
        rows::each(&path, row).map_err(|error: io::Error| format!("{}: {error}", path.display()))
    };
    let mut ids = HashSet::new();
    let mut twins = Vec::new();
    for name in ["articles", "duplicates"] {
        read(name, &mut |row| {
            if let Some(id) = row.id
                && let Some(twin) = ids.replace(id)
            {
                twins.push(format!("{name}: id {twin} stands in two rows"));
            }
        })?;
    }
    if ids.is_empty() {
        return Ok(None);
    }
    let mut found = References { wrong: twins, ..References::default() };
    for name in ["articles", "duplicates"] {
        read(name, &mut |row| {
            let single = [("story", &row.story), ("duplicate_of", &row.duplicate_of)];
            for (column, id) in single {
                if let Some(id) = id.as_deref().filter(|id| !id.is_empty()) {
                    found.follow(name, column, id, &ids);
                }
            }
            for id in row.related() {
                found.follow(name, "related", id, &ids);
            }
        })?;
    }
    read("removed", &mut |row| {
        if let Some(id) = &row.id {
            found.follow("removed", "id", id, &ids);
        }
    })?;
    if found.more > 0 {
        found.wrong.push(format!("and {} references more that lead nowhere", found.more));
    }
    Ok(Some(found))
}
