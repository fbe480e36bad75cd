//! Does each rule mark what its cases say?
//!
//! The cases of a rule stand in `tests/rules/<rule>.toml`; what a case can say is shown and explained in
//! `tests/rules/README.md`, whose example is run, too. A page is cleaned whole, by every rule in order, and what is compared is what this one rule
//! marked, so that a case also holds the order of the rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use phin::article::Article;
use phin::clean::Cleaner;
use phin::config::Config;
use phin::finding::Label;
use phin::rules::line_model::table::Table;
use phin::rules::{RULES, Sought};
use serde::Deserialize;

use crate::partition::law::raw;

/// How many cases have to find something: one could be luck.
const LEAST_FINDING: usize = 2;

/// How many cases have to show what the rule leaves alone although it looks alike.
const LEAST_QUIET: usize = 1;

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// A page and what the rule finds on it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The fact it shows, as a sentence without a full stop.
    name: String,
    /// Where the page lies: `.txt` by default, `page.html` for HTML.
    #[serde(default = "plain")]
    file: String,
    /// The document.
    page: String,
    /// Languages it can be in; all that are known when there is none.
    #[serde(default)]
    languages: Vec<String>,
    /// What this rule marks, in order of the text; nothing when there is none.
    #[serde(default)]
    marks: Vec<Expected>,
    /// What is claimed, by whichever rule.
    #[serde(default)]
    claims: Vec<Claimed>,
    /// Fields for which nothing may be claimed.
    #[serde(default)]
    unclaimed: Vec<String>,
    /// The warnings of the article.
    warnings: Option<Vec<String>>,
    /// The title of the article.
    title: Option<String>,
    /// The paragraphs of the article.
    body: Option<Vec<String>>,
}

impl Case {
    /// Whether the rule finds something on the page.
    fn finds(&self) -> bool {
        let warns = self.warnings.as_ref().is_some_and(|warnings| !warnings.is_empty());
        warns || !self.marks.is_empty() || !self.claims.is_empty()
    }
}

/// A mark, by the 1-based line on which it begins.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    line: usize,
    kind: String,
    /// The words that are marked; any when there are none.
    text: Option<String>,
}

/// A value for a field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claimed {
    field: String,
    value: String,
}

fn plain() -> String {
    "page.txt".to_owned()
}

/// The cases of every rule that has some, by its name.
fn cases() -> BTreeMap<String, Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "toml") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let cases: Cases = toml::from_str(&text)
                .unwrap_or_else(|why| panic!("tests/rules/{name}.toml: {why}"));
            all.insert(name, cases.case);
        }
    }
    all
}

/// The example of the page that explains cases, which is about photo captions.
fn example() -> Vec<Case> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/README.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, block) = page.split_once("```toml\n").unwrap();
    let (block, _) = block.split_once("```\n").unwrap();
    toml::from_str::<Cases>(block).unwrap().case
}

/// The kinds that a rule marks, as its cases show them; for the documentation.
pub(crate) fn kinds_shown(rule: &str) -> Vec<String> {
    let mut kinds: Vec<String> = cases()
        .remove(rule)
        .unwrap_or_default()
        .into_iter()
        .flat_map(|case| case.marks)
        .map(|mark| mark.kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// What a case says and the article does not, a line each.
fn differences(rule: &str, case: &Case) -> String {
    let mut config = Config::default();
    config.input.languages.clone_from(&case.languages);
    let article = Cleaner::new(&config).unwrap().clean(&raw(&case.file, &case.page));
    let mut said = String::new();
    marks(rule, case, &article, &mut said);
    claims(case, &article, &mut said);
    if let Some(warnings) = case.warnings.as_ref().filter(|known| **known != article.warnings) {
        let got = &article.warnings;
        writeln!(said, "    warnings: expected {warnings:?}, got {got:?}").unwrap();
    }
    if let Some(title) = &case.title {
        let got = article.title.as_ref().map(|title| title.value.as_str());
        if got != Some(title) {
            writeln!(said, "    title: expected {title:?}, got {got:?}").unwrap();
        }
    }
    if let Some(body) = &case.body {
        let got: Vec<String> =
            article.paragraphs.iter().map(|paragraph| paragraph.read(&article.text)).collect();
        if got != *body {
            writeln!(said, "    body: expected {body:#?}, got {got:#?}").unwrap();
        }
    }
    said
}

fn marks(rule: &str, case: &Case, article: &Article, said: &mut String) {
    let index = article.line_index();
    let got: Vec<Expected> = article
        .ledger
        .iter()
        .filter(|entry| entry.rule == rule)
        .map(|entry| Expected {
            line: index.line(entry.span.start),
            kind: entry.label.name().to_owned(),
            text: Some(entry.span.of(&article.text).to_owned()),
        })
        .collect();
    let same = |want: &Expected, got: &Expected| {
        want.line == got.line
            && want.kind == got.kind
            && (want.text.is_none() || want.text == got.text)
    };
    let agree = case.marks.len() == got.len()
        && case.marks.iter().zip(&got).all(|(want, got)| same(want, got));
    if !agree {
        writeln!(said, "    marks: expected {:#?}, got {got:#?}", case.marks).unwrap();
        let others = article.ledger.iter().filter(|entry| entry.rule != rule);
        for entry in others {
            let line = index.line(entry.span.start);
            writeln!(said, "    line {line} is {} of {}", entry.label.name(), entry.rule).unwrap();
        }
    }
}

fn claims(case: &Case, article: &Article, said: &mut String) {
    let got: Vec<(String, &str)> =
        article.claims.iter().map(|claim| (field(claim.field), claim.value.as_str())).collect();
    for want in &case.claims {
        if !got.contains(&(want.field.clone(), want.value.as_str())) {
            writeln!(said, "    claims: {} = {:?} is not in {got:?}", want.field, want.value)
                .unwrap();
        }
    }
    for (name, value) in got.iter().filter(|(name, _)| case.unclaimed.contains(name)) {
        writeln!(said, "    claims: {name} = {value:?} is not wanted").unwrap();
    }
}

/// The name of a field in configuration and outputs.
fn field(field: phin::finding::Field) -> String {
    serde_json::to_value(field).unwrap().as_str().unwrap().to_owned()
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn each_rule_marks_what_its_cases_say() {
    let mut wrong = Vec::new();
    for (rule, cases) in cases() {
        for case in &cases {
            let said = differences(&rule, case);
            if !said.is_empty() {
                wrong.push(format!("tests/rules/{rule}.toml: {}\n{said}", case.name));
            }
        }
    }
    assert_none("cases", &wrong);
}

#[test]
fn the_example_of_the_page_about_cases_is_true() {
    let cases = example();
    assert!(cases.len() >= LEAST_FINDING);
    let said: Vec<String> = cases
        .iter()
        .map(|case| differences("photo_caption", case))
        .filter(|s| !s.is_empty())
        .collect();
    assert_none("tests/rules/README.md", &said);
}

#[test]
fn each_rule_has_cases_that_find_and_cases_that_do_not() {
    let mut all = cases();
    let mut wrong = Vec::new();
    for rule in RULES {
        let cases = all.remove(rule.name).unwrap_or_default();
        let finding = cases.iter().filter(|case| case.finds()).count();
        if finding < LEAST_FINDING || cases.len() - finding < LEAST_QUIET {
            let quiet = cases.len() - finding;
            let name = rule.name;
            wrong.push(format!(
                "tests/rules/{name}.toml: {finding} cases find something (at least {LEAST_FINDING}), \
                 {quiet} find nothing (at least {LEAST_QUIET})"
            ));
        }
    }
    wrong.extend(all.keys().map(|name| format!("tests/rules/{name}.toml: there is no such rule")));
    assert_none("a rule shows what it marks and what it leaves alone", &wrong);
}

#[test]
fn cases_are_facts_of_known_kinds_and_fields() {
    let mut wrong = Vec::new();
    for (rule, cases) in cases() {
        let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < cases.len() {
            wrong.push(format!("tests/rules/{rule}.toml: two cases have one name"));
        }
        for mark in cases.iter().flat_map(|case| &case.marks) {
            if matches!(Label::named(&mark.kind), Label::User(_)) {
                wrong.push(format!("tests/rules/{rule}.toml: no kind is called {}", mark.kind));
            }
        }
        let fields = cases
            .iter()
            .flat_map(|case| case.claims.iter().map(|claim| &claim.field).chain(&case.unclaimed));
        for name in fields {
            let value = serde_json::Value::String(name.clone());
            if serde_json::from_value::<phin::finding::Field>(value).is_err() {
                wrong.push(format!("tests/rules/{rule}.toml: no field is called {name}"));
            }
        }
    }
    assert_none("cases", &wrong);
}

#[test]
fn trees_are_not_asked_for_the_lines_of_an_endless_page() {
    // All but running text is no article.
    let trees = "least_page\t1\nleast_outside\t1\ntree\tprose<=0 -1000 1000\n";
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let cleaner = cleaner.with_table(Sought::Article, Table::read(trees));
    let by_model = |pairs: usize| {
        let sentence =
            "The keeper of the lighthouse wrote down every ship that passed the bay that day";
        let lines = (0..pairs).map(|at| format!("{sentence}, {at} of them.\nGrey paper {at}\n"));
        let article = cleaner.clean(&raw("a.txt", &lines.collect::<String>()));
        article.ledger.iter().filter(|entry| entry.rule == "line_model").count()
    };
    assert!(by_model(50) > 0);
    assert_eq!(by_model(10_100), 0);
}
