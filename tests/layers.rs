//! Does each module use only those above it in `lib.rs`, and does the code keep what ARCHITECTURE.md promises?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// The longest file that one still reads in a sitting.
const LONGEST_FILE: usize = 400;

/// Modules that may touch the file system: what reads, what keeps, what writes, and what puts these together.
const TOUCH_FILES: &[&str] = &["source", "config", "store", "sink", "run"];

/// Rules with letters of a language in them, each with the reason why they are no row of a table.
const WORDS_IN_RULES: &[(&str, &str)] = &[
    (
        "agency_prefix",
        "who wrote stands in the dateline of Korean agencies, which is a shape of its own",
    ),
    (
        "agency_prefix/forms",
        "the dateline of an agency is a shape of its own, with the name inside it",
    ),
    ("end_mark", "the signs of an end are one pattern in all languages"),
    ("image_placeholder", "what editing systems leave behind is one pattern in all languages"),
];

/// A source file: its path below `src`, the module of `lib.rs` it belongs to, and its lines of code.
struct File {
    path: String,
    module: String,
    code: Vec<(usize, String)>,
    lines: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules that a file declares, in its order.
fn modules(file: &str) -> Vec<String> {
    static MOD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^(?:pub(?:\([a-z]+\))? )?mod (\w+);").unwrap());
    let text = fs::read_to_string(root().join("src").join(file)).unwrap();
    MOD.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

/// Every Rust file below `src`, without comments and without its inline tests.
fn files() -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap();
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below.iter().next().unwrap().to_str().unwrap();
    let code = text
        .lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line.to_owned()))
        .collect();
    File {
        path: below.to_str().unwrap().replace('\\', "/"),
        module: first.trim_end_matches(".rs").to_owned(),
        code,
        lines: text.lines().count(),
    }
}

/// The modules that code names as `crate::x`, those of `crate::{x, y::z}` included, each with its place in the code.
fn named(code: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push((at, first_word(rest)));
            continue;
        };
        let mut depth = 0;
        let mut piece = String::new();
        for letter in group.chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => names.push((at, first_word(&std::mem::take(&mut piece)))),
                _ => {}
            }
            piece.push(letter);
        }
        names.push((at, first_word(&piece)));
    }
    names.retain(|(_, name)| !name.is_empty());
    names
}

fn first_word(path: &str) -> String {
    let path = path.trim_start_matches([',', ' ', '\n']);
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The lines of `files` that `pattern` matches, as `path:line: text`.
fn matches<'a>(files: impl Iterator<Item = &'a File>, pattern: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    files
        .flat_map(|file| file.code.iter().map(move |(number, line)| (file, number, line)))
        .filter(|(.., line)| pattern.is_match(line))
        .map(|(file, number, line)| format!("src/{}:{number}: {}", file.path, line.trim()))
        .collect()
}

/// The program's own files: `main.rs` and the modules it declares.
fn program() -> Vec<String> {
    let mut names = modules("main.rs");
    names.push("main".to_owned());
    names
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn each_module_uses_only_those_above_it() {
    let order: BTreeMap<String, usize> =
        modules("lib.rs").into_iter().enumerate().map(|(place, name)| (name, place)).collect();
    let program = program();
    let mut wrong = Vec::new();
    for file in files() {
        if file.module == "lib" || program.contains(&file.module) {
            continue;
        }
        let Some(own) = order.get(&file.module) else {
            wrong.push(format!("src/{} is declared neither in lib.rs nor in main.rs", file.path));
            continue;
        };
        let lines: Vec<&str> = file.code.iter().map(|(_, line)| line.as_str()).collect();
        let code = lines.join("\n");
        for (at, name) in named(&code) {
            if order.get(&name).is_none_or(|place| place > own) {
                let number = file.code[code[..at].matches('\n').count()].0;
                wrong.push(format!("src/{}:{number}: {} uses {name}", file.path, file.module));
            }
        }
    }
    assert_none("a module uses one that stands below it in lib.rs", &wrong);
}

#[test]
fn no_module_reaches_around_the_order() {
    let files = files();
    let way_round = |file: &&File| !file.path.contains('/') && file.module != "lib";
    let program = program();
    let library = || files.iter().filter(|file| !program.contains(&file.module));
    let mut wrong = matches(library().filter(way_round), r"\bsuper::");
    wrong.extend(matches(library(), r"\bsuper::super::super::"));
    wrong.extend(matches(library(), r"\bphin::"));
    let two_deep = |file: &&File| file.path.matches('/').count() < 2;
    wrong.extend(matches(library().filter(two_deep), r"\bsuper::super::"));
    assert_none("write crate::module, so that the order of lib.rs can be held", &wrong);
}

#[test]
fn every_path_in_code_is_seen() {
    let names = |code| named(code).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::text::Span;"), ["text"]);
    assert_eq!(
        names("use crate::{error::{Error, Result}, lang, text};"),
        ["error", "lang", "text"]
    );
    assert_eq!(names("use crate::{\n    lang,\n    text::Span,\n};"), ["lang", "text"]);
    assert_eq!(names("crate::page::parse(crate::text::head(raw, 9))"), ["page", "text"]);
}

#[test]
fn only_what_reads_keeps_and_writes_touches_files() {
    let files = files();
    let program = program();
    let inner = files.iter().filter(|file| {
        !TOUCH_FILES.contains(&file.module.as_str()) && !program.contains(&file.module)
    });
    let found = matches(inner, r"std::(fs|net|process|env)\b|\bFile::|\btempfile::");
    assert_none("rules, pages and articles are pure", &found);
}

#[test]
fn only_the_program_prints() {
    let files = files();
    let program = program();
    let library = files.iter().filter(|file| !program.contains(&file.module));
    let found = matches(library, r"\be?print(ln)?!|\bdbg!|io::std(out|err)");
    assert_none("the library is silent", &found);
}

#[test]
fn no_file_is_longer_than_a_sitting() {
    let long: Vec<String> = files()
        .iter()
        .filter(|file| file.lines > LONGEST_FILE)
        .map(|file| format!("src/{}: {} lines", file.path, file.lines))
        .collect();
    assert_none("split what is more than one thing", &long);
}

#[test]
fn each_file_begins_with_what_it_is_for() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        if root().join(folder).is_dir() {
            collect(&root().join(folder), &mut paths);
        }
    }
    paths.retain(|path| !fs::read_to_string(path).unwrap().starts_with("//! "));
    let found: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    assert_none("the first line is a sentence", &found);
}

#[test]
fn each_rule_has_a_row_and_a_file_of_cases() {
    let table = fs::read_to_string(root().join("src/rules/mod.rs")).unwrap();
    let rule = Regex::new(r"\bconst RULE: Rule\b").unwrap();
    let mut wrong = Vec::new();
    let mut files_of_rules = Vec::new();
    for file in files().iter().filter(|file| file.path.starts_with("rules/")) {
        let name = Path::new(&file.path).file_stem().unwrap().to_str().unwrap().to_owned();
        if !file.code.iter().any(|(_, line)| rule.is_match(line)) {
            continue;
        }
        if !table.contains(&format!("{name}::RULE")) {
            wrong.push(format!("{name} has no row in RULES of src/rules/mod.rs"));
        }
        if !root().join(format!("tests/rules/{name}.toml")).is_file() {
            wrong.push(format!("{name} has no cases: add tests/rules/{name}.toml"));
        }
        files_of_rules.push(name);
    }
    for rule in phin::rules::RULES {
        if !files_of_rules.iter().any(|name| name == rule.name) {
            wrong.push(format!("the rule {} has no file src/rules/{}.rs", rule.name, rule.name));
        }
    }
    assert_none("a rule is a file, a row and cases", &wrong);
}

#[test]
fn rules_hold_no_words_of_a_language() {
    let files = files();
    let words = r#""[^"]*[\p{L}--[A-Za-z]][^"]*""#;
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("rules/")) {
        let mut found = matches(std::iter::once(file), words);
        found.retain(|line| !line.contains(" summary: "));
        let name = file.path.trim_start_matches("rules/").trim_end_matches(".rs");
        let excused = WORDS_IN_RULES.iter().any(|(rule, _)| *rule == name);
        if excused && found.is_empty() {
            wrong.push(format!("{name} holds no words, so it needs no exception"));
        } else if !excused {
            wrong.extend(found);
        }
    }
    assert_none("words belong in src/lang/*.toml and src/names/*.toml", &wrong);
}
