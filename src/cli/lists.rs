//! `phin rules`, `columns`, `languages`, `formats`: what there is, a line each.

use std::io::Write;

use phin::{lang, record, rules, sink};
use serde_json::{Map, Value};

use super::{FINE, List, Outcome};

pub(super) fn rules(list: List, out: &mut dyn Write) -> Outcome {
    let rows: Vec<_> = rules::RULES.iter().map(|rule| (rule.name, rule.summary)).collect();
    write(list, ("name", "summary"), &rows, out)
}

pub(super) fn columns(list: List, out: &mut dyn Write) -> Outcome {
    let rows: Vec<_> = record::COLUMNS.iter().map(|column| (column.name, column.about)).collect();
    write(list, ("name", "about"), &rows, out)
}

pub(super) fn languages(list: List, out: &mut dyn Write) -> Outcome {
    let rows: Vec<_> = lang::all().iter().map(|lang| (lang.tag, lang.file.name.as_str())).collect();
    write(list, ("tag", "name"), &rows, out)
}

pub(super) fn formats(list: List, out: &mut dyn Write) -> Outcome {
    let rows: Vec<_> = sink::FORMATS.iter().map(|format| (format.name, format.about)).collect();
    write(list, ("name", "about"), &rows, out)
}

fn write(list: List, keys: (&str, &str), rows: &[(&str, &str)], out: &mut dyn Write) -> Outcome {
    if list.json {
        let objects = rows.iter().map(|(name, about)| {
            let mut object = Map::new();
            object.insert(keys.0.to_owned(), (*name).into());
            object.insert(keys.1.to_owned(), (*about).into());
            Value::Object(object)
        });
        writeln!(out, "{}", Value::Array(objects.collect()))?;
        return Ok(FINE);
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, about) in rows {
        writeln!(out, "{name:<width$}  {about}")?;
    }
    Ok(FINE)
}
