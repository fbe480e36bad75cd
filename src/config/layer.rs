//! One place that settings come from: `config.toml`, a flag, or `--set KEY=VALUE`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::shape;
use crate::error::{Error, Result};
use crate::text::before;

/// Settings from one place, not yet checked.
#[derive(Clone, Debug)]
pub struct Layer {
    /// `config.toml`, `--set`, `--format`.
    pub(super) place: String,
    /// The settings themselves.
    pub(super) table: Table,
    /// Where keys and values stand, `12:1`, by path (`filter.0.pattern`); empty for flags.
    pub(super) spots: BTreeMap<String, Spot>,
}

/// Where a key and its value stand in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    pub(super) key: String,
    pub(super) value: String,
}

impl Layer {
    /// The settings of a file.
    ///
    /// # Errors
    /// The file cannot be read, is no UTF-8, or is no TOML: [`Error::Usage`] with line and column.
    pub fn file(path: &Path) -> Result<Layer> {
        let place = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            let advice = "phin init writes one, --config names another";
            Error::Usage(format!("{place}: cannot read the configuration: {error}; {advice}"))
        })?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Error::Usage(format!("{place}: the configuration is not UTF-8; save it as UTF-8"))
        })?;
        Layer::text(&place, &text)
    }

    /// The settings of a text that stands at `place`.
    ///
    /// # Errors
    /// The text is no TOML.
    pub fn text(place: &str, text: &str) -> Result<Layer> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let wrong = |error: &toml::de::Error| {
            let at = error.span().map(|span| format!(":{}", line_column(text, span.start)));
            let message = error.message().replace('\n', "; ");
            Error::Usage(format!("{place}{}: {message}", at.unwrap_or_default()))
        };
        let parsed = DeTable::parse(text).map_err(|error| wrong(&error))?;
        let mut spots = BTreeMap::new();
        collect_spots(text, parsed.get_ref(), "", &mut spots);
        let table = text.parse::<Table>().map_err(|error| wrong(&error))?;
        Ok(Layer { place: place.to_owned(), table, spots })
    }

    /// `KEY=VALUE` as `--set` takes it; the value is read as TOML where that gives the type the key wants.
    ///
    /// # Errors
    /// There is no `=`.
    pub fn set(assignment: &str) -> Result<Layer> {
        let Some((key, value)) = assignment.split_once('=') else {
            let advice = "write KEY=VALUE, as in --set output.formats=csv,jsonl";
            return Err(Error::Usage(format!("--set: no = in {assignment:?}; {advice}")));
        };
        let (key, value) = (key.trim(), value.trim());
        let wanted = shape::wanted(key);
        let value = wanted.map_or_else(|| plain(value), |wanted| fit(value, &wanted));
        Ok(Layer::one("--set", key, value))
    }

    /// A flag that stands for a key that holds a list or a number.
    pub fn flag(flag: &str, key: &str, value: &str) -> Layer {
        let wanted = shape::wanted(key).unwrap_or(Value::Boolean(false));
        Layer::one(flag, key, fit(value, &wanted))
    }

    fn one(place: &str, key: &str, value: Value) -> Layer {
        let mut parts = key.rsplit('.');
        let mut table = Table::new();
        table.insert(parts.next().unwrap_or(key).to_owned(), value);
        for part in parts {
            let mut outer = Table::new();
            outer.insert(part.to_owned(), Value::Table(table));
            table = outer;
        }
        Layer { place: place.to_owned(), table, spots: BTreeMap::new() }
    }

    /// The place of a key, as a message begins: `config.toml:12:1`.
    pub(super) fn key(&self, path: &str) -> String {
        self.at(self.spots.get(path).map(|spot| spot.key.as_str()))
    }

    /// The place of a value.
    pub(super) fn value(&self, path: &str) -> String {
        self.at(self.spots.get(path).map(|spot| spot.value.as_str()))
    }

    /// Whether anything of this layer stands at a path.
    pub(super) fn says(&self, path: &str) -> bool {
        if !self.spots.is_empty() {
            return self.spots.contains_key(path);
        }
        let mut parts = path.split('.');
        let first = parts.next().and_then(|part| self.table.get(part));
        let last = parts.try_fold(first, |here, part| match here {
            Some(Value::Table(table)) => Some(table.get(part)),
            Some(Value::Array(items)) => {
                Some(part.parse().ok().and_then(|at: usize| items.get(at)))
            }
            _ => None,
        });
        last.flatten().is_some()
    }

    fn at(&self, spot: Option<&str>) -> String {
        spot.map_or_else(|| self.place.clone(), |spot| format!("{}:{spot}", self.place))
    }
}

/// A value of the command line as the type that its key wants; left as text where it cannot be, for the check to say so.
fn fit(value: &str, wanted: &Value) -> Value {
    let read = plain(value);
    match wanted {
        Value::String(_) if !read.is_str() => Value::String(value.to_owned()),
        Value::Array(_) if !read.is_array() => {
            let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
            Value::Array(parts.map(|part| Value::String(part.to_owned())).collect())
        }
        _ => read,
    }
}

/// A value of the command line as TOML, or else as text.
fn plain(value: &str) -> Value {
    let line = format!("value = {value}");
    let read = line.parse::<Table>().ok().filter(|table| table.len() == 1);
    let read = read.and_then(|mut table| table.remove("value"));
    read.unwrap_or_else(|| Value::String(value.to_owned()))
}

fn collect_spots(text: &str, table: &DeTable<'_>, path: &str, spots: &mut BTreeMap<String, Spot>) {
    for (key, value) in table {
        let path = join(path, key.get_ref());
        note(text, &path, &key.span(), value, spots);
    }
}

fn note(
    text: &str,
    path: &str,
    key: &Range<usize>,
    value: &Spanned<DeValue<'_>>,
    spots: &mut BTreeMap<String, Spot>,
) {
    let spot =
        Spot { key: line_column(text, key.start), value: line_column(text, value.span().start) };
    spots.insert(path.to_owned(), spot);
    match value.get_ref() {
        DeValue::Table(table) => collect_spots(text, table, path, spots),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                note(text, &join(path, &index.to_string()), &item.span(), item, spots);
            }
        }
        _ => {}
    }
}

/// `output` and `formats` → `output.formats`.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Line and column of a byte, both from 1, the column in characters.
fn line_column(text: &str, at: usize) -> String {
    let head = before(text, at);
    let line = head.matches('\n').count() + 1;
    let column = head.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{line}:{column}")
}
