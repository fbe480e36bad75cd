//! `phin suggest`: boilerplate that the folder itself shows, as rows to paste into the configuration.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use phin::config::{Config, Layer};
use phin::error::{Error, Result};
use phin::finding::Label;
use phin::learn::Scope;
use phin::run::{self, Suggestion, Watch};
use phin::source::formats::holds;
use phin::text::head;
use serde_json::json;

use super::settings::FILE;
use super::terminal::{is_hidden, shown};
use super::{FINE, Outcome, Suggest, apart};
use crate::interrupt::Interrupt;

/// Letters from which a line may be written as the start of one: a shorter one begins other lines, too (`Sport`).
const PLAIN: usize = 24;

/// Letters that are shown of a line that is not used.
const GLIMPSE: usize = 40;

pub(super) fn suggest(args: &Suggest, interrupt: &Interrupt, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    let watch = Watch { event: &|_| {}, stop: &|| interrupt.came() };
    let suggestions = apart::ask(&config, &watch, run::suggest)?;
    if args.json {
        let rows: Vec<serde_json::Value> = suggestions.iter().map(object).collect();
        writeln!(out, "{}", serde_json::Value::Array(rows))?;
        return Ok(FINE);
    }
    let (suspects, suggestions): (Vec<_>, Vec<_>) =
        suggestions.into_iter().partition(|suggestion| suggestion.found.is_content);
    let rows: String = suggestions.iter().map(row).collect();
    if args.write && !suggestions.is_empty() {
        let place = args.settings.config().unwrap_or(Path::new(FILE));
        append(place, &rows)?;
        writeln!(out, "wrote {} filters to {}", suggestions.len(), place.display())?;
    } else if suggestions.is_empty() {
        let least = config.clean.learn_min_documents;
        writeln!(out, "# no line recurs in {least} documents of one site that are no copies")?;
    } else {
        write!(out, "{rows}")?;
    }
    for suspect in suspects {
        let (line, why) = (shown(head(&suspect.line, GLIMPSE)), shown(&suspect.found.words()));
        writeln!(out, "# not used, since it reads as content: {line} … {why}")?;
    }
    Ok(FINE)
}

/// Why the line is boilerplate, in words.
fn why(suggestion: &Suggestion) -> String {
    let mut why = suggestion.found.words();
    if let Some(rule) = &suggestion.taken {
        let _ = write!(why, "; the rule {rule} takes it already");
    }
    why
}

/// The glob on hosts and the glob on files that a line is boilerplate for; empty for all.
fn globs(scope: &Scope) -> (String, String) {
    match scope {
        Scope::Host(host) => (globset::escape(host), String::new()),
        Scope::Folder(file) if holds(file).is_some() => {
            (String::new(), format!("{}#*", globset::escape(file)))
        }
        Scope::Folder(folder) if !folder.is_empty() => {
            (String::new(), format!("{}/*", globset::escape(folder)))
        }
        _ => (String::new(), String::new()),
    }
}

/// A line as the configuration says it: a plain one that stands for itself, else as a pattern of the whole line.
fn words(line: &str) -> (&'static str, String) {
    if line.chars().filter(|letter| letter.is_alphanumeric()).count() >= PLAIN {
        return ("match", line.to_owned());
    }
    let words: Vec<String> = line.split(' ').map(regex::escape).collect();
    ("pattern", format!("^{}$", words.join(r"\s+")))
}

/// A name that no other line has: the ledger shows it as rule.
fn name(suggestion: &Suggestion) -> String {
    let (site, file) = globs(&suggestion.found.scope);
    let hash = blake3::hash(format!("{site}\n{file}\n{}", suggestion.line).as_bytes()).to_hex();
    format!("{} {}", Label::Learned.name(), hash.get(..12).unwrap_or_default())
}

/// A suggestion as a `[[filter]]`.
fn row(suggestion: &Suggestion) -> String {
    let (key, words) = words(&suggestion.line);
    let (site, file) = globs(&suggestion.found.scope);
    let mut row = String::from("[[filter]]\n");
    let lines = [
        ("name", name(suggestion)),
        ("why", why(suggestion)),
        ("kind", Label::Learned.name().to_owned()),
        (key, words),
        ("site", site),
        ("file", file),
    ];
    for (key, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(row, "{key} = {}", quoted(&value));
    }
    let _ = writeln!(row, "removes = [{}]\n", quoted(&suggestion.line));
    row
}

/// A text as TOML writes it, on one line, without what would move the cursor of a terminal or not be seen there.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if is_hidden(letter) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn object(suggestion: &Suggestion) -> serde_json::Value {
    let (site, file) = globs(&suggestion.found.scope);
    let (key, words) = words(&suggestion.line);
    json!({
        "name": name(suggestion), "line": suggestion.line, key: words, "site": site, "file": file,
        "documents": suggestion.found.documents, "of": suggestion.found.of, "taken": suggestion.taken,
        "is_content": suggestion.found.is_content,
    })
}

/// Writes rows behind those of a configuration, whole or not at all, and only when the configuration stays sound.
fn append(place: &Path, rows: &str) -> Result<()> {
    let failed = |error: &std::io::Error| Error::output(place, error);
    let before = match std::fs::read_to_string(place) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(&error)),
    };
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let text = format!("{before}{end}{gap}{}\n", rows.trim_end());
    Config::read(&[Layer::text(&place.display().to_string(), &text)?], &run::names())?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    file.persist(place).map(drop).map_err(|error| failed(&error.error))
}
