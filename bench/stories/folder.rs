//! A folder of documents whose stories are known.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use phin::clean::Cleaner;
use phin::config::{Config, Input};
use phin::source;
use rayon::prelude::*;
use serde::Deserialize;

use crate::vary::Told;

/// A row of `truth.json`.
#[derive(Deserialize)]
struct Truth {
    cluster: serde_json::Value,
}

/// The documents of `FOLDER/raw`, by `FOLDER/truth.json`: `{"name without ending": {"cluster": story}}`. Documents that
/// the truth does not name stand alone.
pub(crate) fn read(folder: &Path) -> Vec<Told> {
    let truth: BTreeMap<String, Truth> = fs::read_to_string(folder.join("truth.json"))
        .ok()
        .and_then(|truth| serde_json::from_str(&truth).ok())
        .unwrap_or_default();
    let input = Input { folder: folder.join("raw"), ..Input::default() };
    let config = Config { input, ..Config::default() };
    let cleaner = Cleaner::new(&config).unwrap();
    let sources = source::list(&config.input).unwrap().sources;
    sources
        .par_iter()
        .filter_map(|one| {
            let raw = source::read(one, &config).ok()?;
            let stem = Path::new(&one.file).file_stem()?.to_str()?;
            let story = truth.get(stem).map_or_else(
                || format!("{}/{stem}", folder.display()),
                |row| row.cluster.to_string(),
            );
            Some(Told { story, article: cleaner.clean(&raw) })
        })
        .collect()
}
