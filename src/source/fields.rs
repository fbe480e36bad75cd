//! The fields of a record → the text of a document, and what the record says of it.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::Value;

use crate::config::Fields;
use crate::finding::{Claim, Evidence, Field};

/// A field: its name as written, and its value.
pub type Pair = (String, Value);

/// What is known of a document from where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What it says of itself.
    pub claims: Vec<Claim>,
    /// When it was fetched, in seconds since 1970.
    pub fetched: Option<i64>,
}

/// The page or the text of a record, and whether its name says that it is a page; `None` where no field holds one.
pub fn text(pairs: &[Pair], names: &Fields) -> Option<(String, bool)> {
    let find = |names: &[String]| words(&find(pairs, names)?.1).into_iter().next();
    find(&names.html)
        .map(|text| (text, true))
        .or_else(|| find(&names.text).map(|text| (text, false)))
}

/// Whether a name is one under which records have their text.
pub fn is_text(name: &str, names: &Fields) -> bool {
    let mut texts = names.html.iter().chain(&names.text);
    texts.any(|known| folded(known) == folded(name))
}

/// What the fields of a record say; `place` is what they are fields of.
pub fn told(pairs: &[Pair], names: &Fields, place: &str) -> Told {
    let of = [
        (Field::Url, &names.url),
        (Field::Title, &names.title),
        (Field::Published, &names.date),
        (Field::Updated, &names.updated),
        (Field::Author, &names.author),
        (Field::Publisher, &names.publisher),
        (Field::Section, &names.section),
        (Field::Tags, &names.tags),
    ];
    let mut claims = Vec::new();
    for (field, names) in of {
        let Some((name, value)) = find(pairs, names) else { continue };
        let evidence = Evidence::Metadata(format!("{place} \"{name}\"").into());
        for value in values(field, value) {
            claims.push(Claim { field, value, evidence: evidence.clone() });
        }
    }
    let fetched =
        find(pairs, &names.fetched).and_then(|(_, value)| words(value).into_iter().next());
    Told { claims, fetched: fetched.as_deref().and_then(moment) }
}

/// The field of the most wanted name that says something; of twins the last, as everywhere in JSON.
fn find<'a>(pairs: &'a [Pair], names: &[String]) -> Option<&'a Pair> {
    names.iter().find_map(|name| {
        let name = folded(name);
        pairs.iter().rev().find(|(known, value)| folded(known) == name && !words(value).is_empty())
    })
}

/// A name without what people write it differently by: `Publish Date`, `publish_date`, `publishDate`.
fn folded(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The values for a field: several where there can be several.
fn values(field: Field, value: &Value) -> Vec<String> {
    let words = words(value);
    match field {
        Field::Author => words.iter().flat_map(|words| names(words)).collect(),
        Field::Tags => words,
        _ => words.into_iter().take(1).collect(),
    }
}

/// Names with semicolons between, or as Python writes a list of them into a cell: `['Ann Leewood', 'Bo Quill']`.
fn names(words: &str) -> Vec<String> {
    let listed = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let names: Vec<&str> = match listed {
        Some(list) => list.split(',').map(|name| name.trim().trim_matches(['\'', '"'])).collect(),
        None => words.split(';').collect(),
    };
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The words of a value: text and numbers as they are, of an object its `name`, or its text as web services write it.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(object) => {
            let inner = ["name", "rendered", "text"].iter().find_map(|name| object.get(*name));
            inner.map(words).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// Digits of seconds since 1970, and of milliseconds, in this century.
const SECONDS: usize = 10;
const MILLISECONDS: usize = 13;

/// A moment as machines write it, in seconds since 1970; none without an offset, since it may be hours away.
pub fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let number: Option<i64> = text.parse().ok();
    match (number, text.len()) {
        (Some(seconds), SECONDS) => return Some(seconds),
        (Some(milliseconds), MILLISECONDS) => return Some(milliseconds / 1000),
        _ => {}
    }
    let stamp = text.parse::<Timestamp>().ok();
    let stamp = stamp.or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    stamp.map(Timestamp::as_second)
}
