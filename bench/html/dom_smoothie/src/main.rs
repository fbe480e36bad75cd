//! Reads the pages of a folder with `dom_smoothie`, or only parses them, and writes what it found as JSON.
//!
//! usage: phin-bench-html dom_smoothie|html5ever FOLDER NAMES.json
//!
//! `NAMES.json` is {"<name>": "<address>" or null}. Pages are in memory before the clock of the processor starts.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use std::{env, fs, io};

use cpu_time::ProcessTime;
use dom_smoothie::{Config, Readability, TextMode};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, folder, names] = arguments.as_slice() else {
        return Err("usage: phin-bench-html dom_smoothie|html5ever FOLDER NAMES.json".into());
    };
    let names: BTreeMap<String, Option<String>> = serde_json::from_slice(&fs::read(names)?)?;
    let mut pages = Vec::new();
    for (name, address) in &names {
        let bytes = fs::read(Path::new(folder).join(format!("{name}.html")))?;
        pages.push((name, address, String::from_utf8_lossy(&bytes).into_owned()));
    }
    let begun = ProcessTime::now();
    let mut found = Map::new();
    for (name, address, page) in &pages {
        let read = match mode.as_str() {
            "html5ever" => parse(page),
            _ => read(page, address.as_deref()).unwrap_or(Value::Null),
        };
        found.insert((*name).clone(), read);
    }
    let seconds: Duration = begun.elapsed();
    let done = json!({"seconds": seconds.as_secs_f64(), "pages": found});
    serde_json::to_writer(io::stdout().lock(), &done)?;
    Ok(())
}

/// Nothing but the tree; its size is given so that the work cannot be left out.
fn parse(page: &str) -> Value {
    json!({"nodes": scraper::Html::parse_document(page).tree.nodes().len()})
}

/// `None` where the page is not readable to the peer.
fn read(page: &str, address: Option<&str>) -> Option<Value> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(page, address, Some(config)).ok()?.parse().ok()?;
    Some(json!({
        "text": article.text_content.as_ref(),
        "title": article.title,
        "author": article.byline,
        "date": article.published_time,
    }))
}
