//! Is what the documents say what the code says?
//!
//! `docs/*.md` are written here and nowhere else: `UPDATE=1 cargo test --test suite docs::` rewrites them, and without it each
//! has to be what it would be rewritten to. What the README says of the program, the program has to say, too.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use phin::config::Fields;
use phin::finding::Label;
use phin::lang::{self, Lang};
use phin::record::{COLUMNS, Column, DUPLICATE_COLUMNS};
use phin::rules::RULES;
use phin::sink::FORMATS;
use phin::source;

use crate::rules::kinds_shown;

/// What stands at the foot of each file.
const FOOT: &str =
    "\n---\n\nWritten from the code by `UPDATE=1 cargo test --test suite docs::`; do not edit.\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a file of `docs/` with what it should be, or rewrites it.
fn held(name: &str, text: &str) {
    let path = root().join("docs").join(name);
    let text = format!("{}\n{FOOT}", text.trim_end());
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(root().join("docs")).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let now = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if let Some((line, (is, should))) =
        now.lines().zip(text.lines()).enumerate().find(|(_, (is, should))| is != should)
    {
        panic!(
            "docs/{name}:{}: says {is:?}, and the code {should:?}; UPDATE=1 cargo test rewrites it",
            line + 1
        );
    }
    assert!(
        now == text,
        "docs/{name} is shorter or longer than the code says; UPDATE=1 cargo test rewrites it"
    );
}

/// A cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', r"\|").replace('\n', " ")
}

/// Names as code, with commas between.
fn codes<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

#[test]
fn docs_of_the_rules_are_true() {
    let mut text = String::from(
        "# Rules\n\nA rule marks what is boilerplate and claims what is metadata; it never cuts. Rules run in this order, and what \
         an earlier one has marked a later one leaves alone. The name is what the ledger (`removed.csv`) shows as `rule`. A rule is \
         switched off with `--set clean.rules.NAME=false`, and a kind is left in the text with `--set clean.keep=KIND`.\n\n\
         | rule | what it marks or claims | kinds |\n|---|---|---|\n",
    );
    for rule in RULES {
        let kinds = codes(&kinds_shown(rule.name));
        writeln!(text, "| `{}` | {} | {kinds} |", rule.name, cell(rule.summary)).unwrap();
    }
    text += "\nWhat each rule marks and what it leaves alone is shown by its cases in `tests/rules/`.\n\n## Kinds\n\n\
             What a removed span is; the `kind` column of the ledger. A filter of your own can give any other.\n\n\
             | kind | meaning |\n|---|---|\n";
    for (_, name, about) in Label::ALL {
        writeln!(text, "| `{name}` | {} |", cell(about)).unwrap();
    }
    held("rules.md", &text);
}

#[test]
fn docs_of_the_columns_are_true() {
    let mut text = String::from(
        "# Columns\n\nThe columns of `articles`, in this order, in every format. Unknown is empty in CSV and null in JSON; a value is \
         never guessed.\n\n",
    );
    table(&mut text, COLUMNS);
    text += "\n## Duplicates\n\nThe rows of `duplicates` have all of these, and then:\n\n";
    table(&mut text, DUPLICATE_COLUMNS);
    held("columns.md", &text);
}

fn table(text: &mut String, columns: &[Column]) {
    *text += "| column | values | meaning |\n|---|---|---|\n";
    for column in columns {
        let Column { name, kind, about, .. } = column;
        writeln!(text, "| `{name}` | {} | {} |", cell(kind), cell(about)).unwrap();
    }
}

#[test]
fn docs_of_the_languages_are_true() {
    let mut text = String::from(
        "# Languages\n\nA text in any language is read, kept and grouped. For these, phin knows phrases, dates and credits; each is one \
         file, `src/lang/<tag>.toml`, which a native speaker can review without knowing Rust.\n\n\
         | tag | language | phrases for | dates | times like \"7 minutes ago\" | photo credits | bylines |\n|---|---|---|---|---|---|---|\n",
    );
    for lang in lang::all() {
        writeln!(text, "{}", language(lang)).unwrap();
    }
    held("languages.md", &text);
}

#[test]
fn docs_of_the_formats_are_true() {
    let mut text = String::from(
        "# Formats\n\n## Read\n\nFiles of these names are read, any mix of them and in any depth of folders; all others are counted as \
         skipped. Each can be compressed: `.gz` or `.zst` stands behind its name. Whether it is, the bytes decide.\n\n\
         | names | what such a file is |\n|---|---|\n",
    );
    for format in source::FORMATS {
        let names: Vec<String> = format.endings.iter().map(|end| format!(".{end}")).collect();
        writeln!(text, "| {} | {} |", codes(&names), cell(format.about)).unwrap();
    }
    text += "\nA document that is a part of a file is called by its number there: `crawl.jsonl#17`. Whatever is wrong with it is a row of \
             `problems` under that name, and the others are read. A record needs a text or a page; what it says besides is evidence, \
             `record field \"date\"`, behind what a page says itself. Its fields are known by these names, the most wanted first; case, \
             accents and the signs between words do not count, and `[input.fields]` of the configuration names others.\n\n\
             | field | names |\n|---|---|\n";
    let Ok(toml::Value::Table(fields)) = toml::Value::try_from(Fields::default()) else {
        panic!("fields are a table")
    };
    for (field, names) in fields {
        let names = names.as_array().unwrap().iter().filter_map(|name| name.as_str());
        writeln!(text, "| `{field}` | {} |", codes(&names.collect::<Vec<_>>())).unwrap();
    }
    text += "\nOf a WARC file the answers with pages and texts are read, without chunks and compression and in the encoding that the \
             server names, and records of type `resource` and `conversion`. The address and the time stand in its head. Beside a \
             document that is a file, `NAME.meta.json` may say the same under the names above. The time of fetching is never a day of \
             publication; with `input.reference_time = \"fetched\"` times like \"7 minutes ago\" count from it.\n\n\
             ## Written\n\n| name | what for |\n|---|---|\n";
    for format in FORMATS {
        writeln!(text, "| `{}` | {} |", format.name, cell(format.about)).unwrap();
    }
    held("formats.md", &text);
}

fn language(lang: &Lang) -> String {
    let known = |is: bool| if is { "yes" } else { "" };
    let file = &lang.file;
    let kinds: Vec<&str> = Label::ALL
        .iter()
        .map(|(_, name, _)| *name)
        .filter(|name| file.phrases.get(*name).is_some_and(|phrases| !phrases.is_empty()))
        .collect();
    let bylines = !file.bylines.before.is_empty() || !file.bylines.after.is_empty();
    format!(
        "| `{}` | {} | {} | {} | {} | {} | {} |",
        lang.tag,
        cell(&file.name),
        codes(&kinds),
        known(!file.dates.months.is_empty() || !file.dates.order.is_empty()),
        known(!file.relative.is_empty()),
        known(!file.credits.is_empty()),
        known(bylines),
    )
}

#[test]
fn docs_of_the_configuration_are_true() {
    let text = fs::read_to_string(root().join("config.toml")).expect("config.toml holds every key");
    let mut docs = String::from(
        "# Configuration\n\n`config.toml` lies in the folder in which phin is started (or `--config FILE` names it); `phin init` writes \
         one with every key, its default and these words, and `phin check` holds yours to it. Every key has a default, and every key can be \
         given on the command line: `--set output.formats=csv`.\n",
    );
    for section in sections(&text) {
        section.write(&mut docs);
    }
    held("config.md", &docs);
}

/// A table of config.toml: what stands over it, its head, and its keys with value and comment.
#[derive(Default)]
struct Section {
    about: String,
    head: String,
    example: bool,
    keys: Vec<(String, String, String)>,
}

impl Section {
    fn write(&self, docs: &mut String) {
        writeln!(docs, "\n## `{}`\n\n{}\n", self.head, self.about).unwrap();
        if self.keys.is_empty() {
            return;
        }
        let value = if self.example { "example" } else { "default" };
        writeln!(docs, "| key | {value} | meaning |\n|---|---|---|").unwrap();
        for (key, value, about) in &self.keys {
            writeln!(docs, "| `{key}` | `{}` | {} |", cell(value), cell(about)).unwrap();
        }
    }
}

/// Reads the tables of config.toml with their comments. A table whose every line stands behind `# ` is an example, and so is a
/// key that does.
fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut example = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        example = !line.is_empty() && (example || line.starts_with("# ["));
        let line =
            if example { line.trim_start_matches('#').trim_start_matches(' ') } else { line };
        let words = line.strip_prefix('#').map(str::trim_start);
        if line.is_empty() {
            comment.clear();
        } else if line.starts_with('[') {
            let head = line.split('#').next().unwrap_or(line).trim().to_owned();
            let about = std::mem::take(&mut comment).join(" ");
            sections.push(Section { about, head, example, keys: Vec::new() });
        } else if let Some((key, value)) =
            words.unwrap_or(line).split_once(" = ").filter(|(key, _)| is_key(key))
        {
            let mut value = value.to_owned();
            while value.matches('[').count() > value.matches(']').count() {
                value += lines.next().expect("an array ends").trim();
            }
            let mut about = std::mem::take(&mut comment).join(" ");
            if words.is_some() {
                about = format!("For example; without this line it does not hold. {about}");
            }
            let section = sections.last_mut().expect("a key stands in a table");
            section.keys.push((key.to_owned(), value, about));
        } else if let Some(words) = words {
            comment.push(words);
        }
    }
    sections
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

#[test]
fn tables_examples_and_long_values_of_a_configuration_are_read() {
    let sections = sections(
        "# What is read.\n[input]\n# A folder,\n# deep or not.\nfolder = \"raw\"\nlist = [\n  1,\n  2,\n]\n\n\
         # Your own.\n# [[filter]]\n# # Its name.\n# name = \"x\"\n",
    );
    assert_eq!(sections.len(), 2);
    assert_eq!(sections[0].about, "What is read.");
    assert_eq!(sections[0].keys[0].2, "A folder, deep or not.");
    assert_eq!(sections[0].keys[1].1, "[1,2,]");
    assert!(sections[1].example && sections[1].about == "Your own.");
    assert_eq!(sections[1].keys, [("name".to_owned(), "\"x\"".to_owned(), "Its name.".to_owned())]);
}

/// What the program prints for arguments.
fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phin"));
    let done = command.args(arguments).env_remove("COLUMNS").current_dir(root()).output().unwrap();
    String::from_utf8(done.stdout).unwrap().replace("phin.exe", "phin")
}

/// The Markdown files that people read first.
fn pages() -> Vec<(PathBuf, String)> {
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .iter()
        .map(|name| root().join(name))
        .filter_map(|path| {
            fs::read_to_string(&path).ok().map(|text| (path, text.replace("\r\n", "\n")))
        })
        .collect()
}

#[test]
fn help_shown_in_the_readme_is_the_programs_help() {
    for (path, text) in pages() {
        for block in text.split("```").skip(1).step_by(2) {
            let Some((_, shown)) = block.split_once("$ phin --help\n") else { continue };
            let help = printed(&["--help"]);
            assert_eq!(shown.trim(), help.trim(), "{}: the help is another by now", path.display());
        }
    }
}

#[test]
fn every_option_named_in_a_document_exists() {
    let mut known = printed(&["--help"]);
    for line in printed(&["--help"]).lines() {
        if let Some(command) = line.strip_prefix("  ").and_then(|rest| rest.split(' ').next())
            && is_key(command)
        {
            known += &printed(&[command, "--help"]);
        }
    }
    let mut wrong = Vec::new();
    for (path, text) in pages() {
        for (number, line) in text.lines().enumerate() {
            let Some((_, call)) = line.split_once("phin ") else { continue };
            let options =
                call.split([' ', '`', ',', ')', '=', '.']).filter(|word| word.starts_with("--"));
            for option in options.filter(|option| option.len() > 2 && !known.contains(*option)) {
                wrong.push(format!("{}:{}: phin has no {option}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_named_in_a_document_exists() {
    let mut wrong = Vec::new();
    for (path, text) in pages() {
        for (number, line) in text.lines().enumerate() {
            for link in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let file = link.split('#').next().unwrap_or(link);
                if !file.is_empty() && !file.contains("://") && !root().join(file).exists() {
                    wrong.push(format!("{}:{}: there is no {file}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
