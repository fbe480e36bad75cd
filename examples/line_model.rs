//! What `tools/line_model.py` learns from and measures with: a line of JSON for each document of a folder.
//!
//! `line_model FOLDER` writes what the rule `line_model` sees of each block. `line_model FOLDER WEIGHTS` writes the body that
//! the whole program leaves with these weights instead of its own.
#![expect(clippy::print_stdout, reason = "an example shows something")]

use std::fs;

use phin::clean::Cleaner;
use phin::config::Config;
use phin::error::{Error, Result};
use phin::rules::line_model::REACH;
use phin::rules::line_model::signs::Sign;
use phin::rules::line_model::table::Table;
use phin::source::{self, Source};
use rayon::prelude::*;
use serde_json::json;

fn main() -> Result<()> {
    let usage = || Error::Usage("which folder? line_model FOLDER [WEIGHTS]".to_owned());
    let mut arguments = std::env::args().skip(1);
    let mut config = Config::default();
    config.input.folder = arguments.next().ok_or_else(usage)?.into();
    let mut cleaner = Cleaner::new(&config)?;
    let weights = arguments.next();
    if let Some(file) = &weights {
        let text = fs::read_to_string(file)
            .map_err(|error| Error::Usage(format!("{file}: {error}; name a file of weights")))?;
        cleaner = cleaner.with_table(Table::read(&text));
    } else {
        let signs: Vec<_> = Sign::ALL.iter().map(|(_, name, near)| (name, near)).collect();
        println!("{}", json!({ "reach": REACH, "signs": signs }));
    }
    let row = |source: &Source| {
        let raw = source::read(source, &config).map_err(|problem| Error::Usage(problem.message))?;
        Ok(if weights.is_some() {
            json!({ "file": raw.file, "text": cleaner.clean(&raw).body() })
        } else {
            json!({ "file": raw.file, "blocks": cleaner.observe(&raw) })
        })
    };
    let sources = source::list(&config.input)?.sources;
    let rows: Result<Vec<_>> = sources.par_iter().map(row).collect();
    for row in rows? {
        println!("{row}");
    }
    Ok(())
}
