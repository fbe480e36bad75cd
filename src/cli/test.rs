//! `phin test`: the examples of the filters and the `[[test]]` blocks of the configuration.

use std::io::Write;

use phin::article::Article;
use phin::clean::Cleaner;
use phin::config::{Config, Test};
use phin::error::{Error, Result};
use phin::record::{COLUMNS, Record};
use phin::run::{self, Each, Earlier, Prepared, Watch};
use phin::source;
use phin::store::Store;

use super::terminal::shown;
use super::{ATTENTION, Check, FINE, Outcome};
use crate::interrupt::Interrupt;

pub(super) fn test(args: &Check, interrupt: &Interrupt, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    let watch = Watch { event: &|_| {}, stop: &|| interrupt.came() };
    let results = match Cleaner::new(&config) {
        Ok(cleaner) => blocks(&config, &cleaner, &watch)?,
        Err(Error::Usage(what)) => vec![Verdict { test: "filters".to_owned(), wrong: vec![what] }],
        Err(error) => return Err(error.into()),
    };
    if args.json {
        let rows = results
            .iter()
            .map(|verdict| serde_json::json!({ "test": verdict.test, "wrong": verdict.wrong }));
        writeln!(out, "{}", serde_json::Value::Array(rows.collect()))?;
    } else {
        for verdict in &results {
            let state = if verdict.wrong.is_empty() { "ok  " } else { "FAIL" };
            writeln!(out, "{state} {}", shown(&verdict.test))?;
            for what in &verdict.wrong {
                writeln!(out, "     {}", shown(what))?;
            }
        }
        let failed = results.iter().filter(|verdict| !verdict.wrong.is_empty()).count();
        writeln!(out, "{} tests, {failed} failed", results.len())?;
    }
    Ok(if results.iter().all(|verdict| verdict.wrong.is_empty()) { FINE } else { ATTENTION })
}

/// What came of a test.
struct Verdict {
    test: String,
    wrong: Vec<String>,
}

/// The filters' examples, which held when the cleaner was made, and each `[[test]]`.
fn blocks(config: &Config, cleaner: &Cleaner, watch: &Watch<'_>) -> Result<Vec<Verdict>> {
    let mut verdicts: Vec<Verdict> = config
        .filter
        .iter()
        .map(|filter| Verdict { test: format!("filter {}", filter.name), wrong: Vec::new() })
        .collect();
    if config.test.is_empty() {
        return Ok(verdicts);
    }
    run::check_folders(&config.input.folder, &config.output.folder)?;
    let place = std::env::temp_dir();
    let folder = tempfile::tempdir().map_err(|error| Error::output(&place, &error))?;
    let store = Store::open(folder.path())?;
    let each = Each { config, cleaner, store: &store, earlier: Earlier::Ignored, watch };
    let listing = run::open(source::list(&config.input)?, config, folder.path(), watch)?;
    let prepared = run::prepare(&each, &listing)?;
    for test in &config.test {
        let wrong = block(test, &prepared, &store)?;
        verdicts.push(Verdict { test: test.file.clone(), wrong });
    }
    Ok(verdicts)
}

/// What is not as a `[[test]]` says.
fn block(test: &Test, prepared: &Prepared, store: &Store) -> Result<Vec<String>> {
    let Some(index) = find(prepared, &test.file) else {
        return Ok(vec![absent(prepared, &test.file)]);
    };
    let article = prepared.cards.get(index).and_then(|card| store.get(&card.key));
    let article: Article = article.unwrap_or_default();
    let record = prepared.stories.record(&prepared.cards, index, &article)?;
    let mut wrong: Vec<String> =
        test.expect.iter().filter_map(|(column, value)| differs(&record, column, value)).collect();
    let body = article.body();
    let contains = test.contains.iter().filter(|words| !body.contains(words.as_str()));
    wrong.extend(contains.map(|words| format!("the text does not contain {words:?}")));
    let lacks = test.lacks.iter().filter(|words| body.contains(words.as_str()));
    wrong.extend(lacks.map(|words| format!("the text contains {words:?}")));
    if !test.story_with.is_empty() {
        match find(prepared, &test.story_with) {
            Some(other) if prepared.stories.are_one(index, other) => {}
            Some(_) => wrong.push(format!("{} tells another story", test.story_with)),
            None => wrong.push(absent(prepared, &test.story_with)),
        }
    }
    Ok(wrong)
}

fn find(prepared: &Prepared, file: &str) -> Option<usize> {
    prepared.cards.iter().position(|card| card.file == file)
}

fn absent(prepared: &Prepared, file: &str) -> String {
    match prepared.problems.iter().find(|problem| problem.file == file) {
        Some(problem) => format!("{file}: {}: {}", problem.code, problem.message),
        None => format!("{file}: no such file below the input folder"),
    }
}

fn differs(record: &Record<'_>, column: &str, expected: &str) -> Option<String> {
    let column = COLUMNS.iter().find(|known| known.name == column)?;
    let cell = (column.cell)(record);
    let value = cell.to_text();
    (value != expected).then(|| format!("{} is {value:?}, not {expected:?}", column.name))
}
