//! What keys there are and what each holds, taken from the structs themselves, so that no list can lag behind them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use toml::{Table, Value};

use super::layer::{Layer, join};
use super::{Clean, Config, Filter, Site, Test};
use crate::error::{Error, Result};

/// The key that stands for any: rules and columns are names that the user chooses.
const ANY: &str = "*";

/// How like a wrong name has to be to a right one (Jaro-Winkler) to be offered. Above it lie slips of one or two letters;
/// the names of other keys lie below.
const LIKE: f64 = 0.78;

/// A configuration with one of everything.
static SHAPE: LazyLock<Table> = LazyLock::new(|| {
    let rules = BTreeMap::from([(ANY.to_owned(), true)]);
    let expect = BTreeMap::from([(ANY.to_owned(), String::new())]);
    let config = Config {
        clean: Clean { rules: rules.clone(), ..Clean::default() },
        filter: vec![Filter::default()],
        site: vec![Site { rules, ..Site::default() }],
        test: vec![Test { expect, ..Test::default() }],
        ..Config::default()
    };
    Table::try_from(config).unwrap_or_default()
});

/// The type that a key wants, as an example of it; `None` where there is no such key.
pub(super) fn wanted(key: &str) -> Option<Value> {
    let mut here = Value::Table(SHAPE.clone());
    for part in key.split('.') {
        let table = here.as_table()?;
        here = table.get(part).or_else(|| table.get(ANY))?.clone();
    }
    Some(here)
}

/// Checks that every key of a layer exists and holds what it should.
pub(super) fn check(layer: &Layer) -> Result<()> {
    check_table(layer, &layer.table, &SHAPE, Path { exact: "", shown: "" })
}

/// Where the check is: `filter.0.pattern`, shown as `filter.pattern`.
#[derive(Clone, Copy)]
struct Path<'a> {
    exact: &'a str,
    shown: &'a str,
}

fn check_table(layer: &Layer, table: &Table, shape: &Table, path: Path<'_>) -> Result<()> {
    for (key, value) in table {
        let exact = join(path.exact, key);
        let shown = join(path.shown, key);
        let Some(wanted) = shape.get(key).or_else(|| shape.get(ANY)) else {
            return Err(unknown(layer, shape, Path { exact: &exact, shown: &shown }));
        };
        check_value(layer, value, wanted, Path { exact: &exact, shown: &shown })?;
    }
    Ok(())
}

fn check_value(layer: &Layer, value: &Value, wanted: &Value, path: Path<'_>) -> Result<()> {
    match (value, wanted) {
        (Value::Table(table), Value::Table(shape)) => check_table(layer, table, shape, path),
        (Value::Array(items), Value::Array(shapes)) => {
            let text = Value::String(String::new());
            let wanted = shapes.first().unwrap_or(&text);
            for (index, item) in items.iter().enumerate() {
                let exact = join(path.exact, &index.to_string());
                check_value(layer, item, wanted, Path { exact: &exact, shown: path.shown })?;
            }
            Ok(())
        }
        (Value::Integer(number), Value::Integer(_)) if *number < 0 => {
            Err(wrong_type(layer, wanted, path, &number.to_string()))
        }
        (Value::Integer(_), Value::Float(_)) => Ok(()),
        (Value::String(text), Value::String(_)) => check_text(layer, text, path),
        _ if value.same_type(wanted) => Ok(()),
        _ => Err(wrong_type(layer, wanted, path, &found(value))),
    }
}

/// Checks the texts that are a choice or a character to the program.
fn check_text(layer: &Layer, text: &str, path: Path<'_>) -> Result<()> {
    let choices: &[&str] = match path.shown {
        "input.date_order" | "site.date_order" => &["auto", "dmy", "mdy", "ymd"],
        "filter.action" => &["remove", "keep"],
        "output.delimiter" if text.chars().count() != 1 => &[",", ";", "\\t"],
        _ => return Ok(()),
    };
    if choices.contains(&text) {
        return Ok(());
    }
    let place = layer.value(path.exact);
    let choices = choices.join(", ");
    Err(Error::Usage(format!("{place}: {} is one of {choices}, not {text:?}", path.shown)))
}

fn unknown(layer: &Layer, siblings: &Table, path: Path<'_>) -> Error {
    let place = layer.key(path.exact);
    let (parent, key) = path.shown.rsplit_once('.').unwrap_or(("", path.shown));
    let names: Vec<&str> = siblings.keys().map(String::as_str).collect();
    let mut right = nearest(key, &names).map(|name| join(parent, name));
    if right.is_none() {
        right = elsewhere(key);
    }
    let advice = right.map_or_else(
        || format!("known here: {}", names.join(", ")),
        |right| format!("did you mean {right}?"),
    );
    Error::Usage(format!("{place}: unknown key {}; {advice}", path.shown))
}

/// The key of that name in another section.
fn elsewhere(key: &str) -> Option<String> {
    SHAPE.iter().find_map(|(section, value)| {
        let table = value.as_table()?;
        table.contains_key(key).then(|| join(section, key))
    })
}

fn wrong_type(layer: &Layer, wanted: &Value, path: Path<'_>, found: &str) -> Error {
    let place = layer.value(path.exact);
    let expected = match wanted {
        Value::String(_) => "text in quotes",
        Value::Integer(_) => "a whole number from 0 on",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(items) if items.first().is_some_and(Value::is_table) => {
            "tables, each under its [[name]]"
        }
        Value::Array(_) => "a list of texts",
        Value::Table(_) => "a table",
    };
    Error::Usage(format!("{place}: {} is {expected}, not {found}", path.shown))
}

/// A value as a message quotes it.
fn found(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
        other => other.to_string(),
    }
}

/// The name among `names` that a slip could have made `wrong` of.
pub fn nearest<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let like = |name: &str| {
        // One letter wrong, missing, too many, or two swapped; short names are too unlike by Jaro-Winkler then: cvs, csv.
        let slip = wrong.len() > 2 && strsim::osa_distance(&wrong, name) == 1;
        strsim::jaro_winkler(&wrong, name).max(if slip { LIKE } else { 0.0 })
    };
    let scored = names.iter().map(|name| (like(name), *name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LIKE).then_some(best.1)
}
