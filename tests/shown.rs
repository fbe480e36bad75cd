//! Do pages in the shape of many content systems show the day, the writers and the source that their cases name, and no other?
//!
//! `tests/shown/*.toml`: `days` have one, `traps` have a day that is not that of publication; `writers`, `bylines`,
//! `dumps`, `split`, `heads`, `more_heads`, `names_and_none`, `ordinary` and `sources` are about those. A case is named
//! `<language>, <fact>`; `{title}` and `{body}` in its page stand for the story of that language in `bodies.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use phin::article::{Article, Sourced};
use phin::clean::Cleaner;
use phin::config::Config;
use serde::Deserialize;

use crate::partition::law::raw;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// `page.txt` for plain text.
    #[serde(default = "html")]
    file: String,
    page: String,
    /// The day of publication; none when it is left out.
    #[serde(default)]
    published: String,
    updated: Option<String>,
    /// Names, `; ` between; empty for nobody.
    author: Option<String>,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    agency: Option<String>,
}

fn html() -> String {
    "page.html".to_owned()
}

#[derive(Deserialize)]
struct Story {
    title: String,
    body: Vec<String>,
}

fn text_of(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/shown").join(name);
    fs::read_to_string(path).unwrap()
}

/// What is wrong with the cases of a file.
fn wrong(name: &str) -> Vec<String> {
    let stories: BTreeMap<String, Story> = toml::from_str(&text_of("bodies.toml")).unwrap();
    let cases: Cases = toml::from_str(&text_of(name)).unwrap();
    let config = Config::default();
    let cleaner = Cleaner::new(&config).unwrap();
    let mut wrong = Vec::new();
    for case in cases.case {
        let story = &stories[case.name.split(',').next().unwrap()];
        let is_plain = case.file != html();
        let html = || story.body.iter().flat_map(|words| ["<p>", words.as_str(), "</p>"]).collect();
        let body: String = if is_plain { story.body.join("\n\n") } else { html() };
        let page = case.page.replace("{title}", &story.title).replace("{body}", &body);
        let article = cleaner.clean(&raw(&case.file, &page));
        for (field, wanted, shown) in fields(&case, &article, &story.title) {
            if wanted != shown {
                wrong.push(format!("{name}: {}: {field} {shown:?}, not {wanted:?}", case.name));
            }
        }
    }
    wrong
}

/// The fields that a case names: what it wants, and what the article has.
fn fields(case: &Case, article: &Article, title: &str) -> Vec<(&'static str, String, String)> {
    let of = |field: &Option<Sourced>| field.as_ref().map_or("", |it| it.value.as_str()).to_owned();
    let day = |field: &Option<Sourced>| of(field).chars().take(10).collect::<String>();
    let authors: Vec<&str> = article.authors.iter().map(|it| it.value.as_str()).collect();
    let named = [
        ("updated", &case.updated, day(&article.updated)),
        ("author", &case.author, authors.join("; ")),
        ("title", &case.title, of(&article.title)),
        ("url", &case.url, of(&article.url)),
        ("publisher", &case.publisher, of(&article.publisher)),
        ("agency", &case.agency, of(&article.agency)),
    ];
    let named = named.into_iter().filter_map(|(field, wanted, shown)| {
        Some((field, wanted.as_ref()?.replace("{title}", title), shown))
    });
    let published = ("published", case.published.clone(), day(&article.published));
    std::iter::once(published).chain(named).collect()
}

fn check(name: &str) {
    let wrong = wrong(name);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_day_of_publication_is_found_where_content_systems_show_it() {
    check("days.toml");
}

#[test]
fn days_of_other_things_are_not_taken_for_that_of_publication() {
    check("traps.toml");
}

#[test]
fn writers_are_found_in_markup_and_in_lines_of_many_languages() {
    check("writers.toml");
    check("bylines.toml");
    check("dumps.toml");
    check("split.toml");
    check("heads.toml");
    check("more_heads.toml");
    check("names_and_none.toml");
    check("ordinary.toml");
}

#[test]
fn the_address_of_the_first_print_is_read_in_many_languages() {
    check("sources.toml");
}
