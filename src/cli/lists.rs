//! `phin rules`, `columns`, `languages`, `formats`: what there is, a line each.

use std::io::Write;

use phin::{lang, record, rules, sink, source};
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
    let read = |format: &source::formats::Format| {
        let names: Vec<String> = format.endings.iter().map(|end| format!(".{end}")).collect();
        (names.join(" "), format!("read: {}", format.about))
    };
    let written = sink::FORMATS.iter();
    let written = written.map(|it| (it.name.to_owned(), format!("written: {}", it.about)));
    let rows: Vec<_> = written.chain(source::FORMATS.iter().map(read)).collect();
    let rows: Vec<_> = rows.iter().map(|(name, about)| (name.as_str(), about.as_str())).collect();
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
