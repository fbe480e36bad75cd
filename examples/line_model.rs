//! What `tools/line_model.py` and `tools/headline.py` learn from and measure with: a line of JSON for each document of a folder.
//!
//! `line_model headline FOLDER` and `line_model article FOLDER [HEADLINE]` write what the trees that look for it see of each
//! block. `line_model clean FOLDER [HEADLINE [ARTICLE]]` writes the headline and the body that the whole program leaves.
//! HEADLINE and ARTICLE are files of trees that stand for its own.
#![expect(clippy::print_stdout, reason = "an example shows something")]

use std::fs;

use phin::clean::Cleaner;
use phin::config::Config;
use phin::error::{Error, Result};
use phin::finding::Field;
use phin::rules::Sought;
use phin::rules::line_model::REACH;
use phin::rules::line_model::signs::Sign;
use phin::rules::line_model::table::Table;
use phin::source::{self, Source};
use rayon::prelude::*;
use serde_json::json;

fn main() -> Result<()> {
    let usage =
        || Error::Usage("line_model headline|article|clean FOLDER [HEADLINE [ARTICLE]]".to_owned());
    let mut arguments = std::env::args().skip(1);
    let sought = match arguments.next().as_deref() {
        Some("headline") => Some(Sought::Headline),
        Some("article") => Some(Sought::Article),
        Some("clean") => None,
        _ => return Err(usage()),
    };
    let mut config = Config::default();
    config.input.folder = arguments.next().ok_or_else(usage)?.into();
    let mut cleaner = Cleaner::new(&config)?;
    for (sought, file) in [Sought::Headline, Sought::Article].into_iter().zip(arguments) {
        let text = fs::read_to_string(&file)
            .map_err(|error| Error::Usage(format!("{file}: {error}; name a file of trees")))?;
        cleaner = cleaner.with_table(sought, Table::read(&text));
    }
    if sought.is_some() {
        let signs: Vec<_> = Sign::ALL.iter().map(|(_, name, near)| (name, near)).collect();
        println!("{}", json!({ "reach": REACH, "signs": signs }));
    }
    let row = |source: &Source| {
        let raw = source::read(source, &config).map_err(|problem| Error::Usage(problem.message))?;
        if let Some(sought) = sought {
            return Ok(json!({ "file": raw.file, "blocks": cleaner.observe(&raw, sought) }));
        }
        let article = cleaner.clean(&raw);
        let title = article.candidates(Field::Title).next().map(|claim| &claim.value);
        Ok(json!({ "file": raw.file, "title": title, "text": article.body() }))
    };
    let sources = source::list(&config.input)?.sources;
    let rows: Result<Vec<_>> = sources.par_iter().map(row).collect();
    for row in rows? {
        println!("{row}");
    }
    Ok(())
}
