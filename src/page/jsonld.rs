//! What a page says of itself in JSON-LD: the article that it holds, by the vocabulary of schema.org.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::finding::{Claim, Evidence, Field};

/// A value for a field, and the name it stood under.
pub struct Said {
    /// Which field.
    pub field: Field,
    /// The value as the page writes it.
    pub value: String,
    /// The property.
    pub property: &'static str,
}

/// What the JSON-LD of a page says.
#[derive(Default)]
pub struct JsonLd {
    /// Fields, strongest first.
    pub said: Vec<Said>,
    /// The text of the article, where the page repeats it.
    pub body: Option<String>,
    /// What the page calls its site.
    pub sites: Vec<String>,
    /// The scripts that no mending makes JSON of, as places of the list.
    pub broken: Vec<usize>,
}

/// Types that hold an article, the best first. What only ends so is meant too: there are a dozen kinds of `NewsArticle`.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "LiveBlogPosting",
    "Article",
    "Posting",
    "Report",
    "Review",
    "Recipe",
    "HowTo",
];

/// Types that say something about the page, and so about the article if there is none.
const PAGES: &[&str] = &["WebPage", "ItemPage", "AboutPage", "FAQPage", "MedicalWebPage"];

/// Properties that lead to the article of a page. The entries of a live blog have authors and dates of their own, and
/// lists lead to other articles: they are not looked into.
const WAYS_DOWN: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage"];

/// Single values: the property, the field, whether a page may say it for its article.
const SINGLE: &[(&str, Field, bool)] = &[
    ("headline", Field::Title, false),
    ("datePublished", Field::Published, true),
    ("dateCreated", Field::Published, false),
    ("dateModified", Field::Updated, true),
    ("url", Field::Url, false),
];

/// Things with a name, or lists of them.
const NAMED: &[(&str, Field)] =
    &[("author", Field::Author), ("creator", Field::Author), ("publisher", Field::Publisher)];

/// Words, or lists of them, or words with commas between.
const LISTED: &[(&str, Field)] = &[("articleSection", Field::Section), ("keywords", Field::Tags)];

/// Most objects that are looked at; a page has a few dozen.
const OBJECTS: usize = 5_000;

type Object = Map<String, Value>;

/// Reads the JSON-LD scripts of a page with this address.
pub fn read(scripts: &[String], address: Option<&str>) -> JsonLd {
    let parsed: Vec<Option<Value>> = scripts.iter().map(|script| parse(script)).collect();
    let broken = parsed.iter().enumerate().filter(|(_, value)| value.is_none());
    let broken: Vec<usize> = broken.map(|(at, _)| at).collect();
    let values: Vec<Value> = parsed.into_iter().flatten().collect();
    let mut all = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) if all.len() < OBJECTS => {
                all.push(object);
                open.extend(WAYS_DOWN.iter().rev().filter_map(|way| object.get(*way)));
            }
            _ => {}
        }
    }
    let by_id: BTreeMap<&str, &Object> = all
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    // Where there are several, they are those of a list, and one may be that of the page.
    let articles = all.iter().filter_map(|it| Some((rank(it, ARTICLES)?, *it)));
    let article = articles.min_by_key(|(rank, it)| (*rank, !is_of_page(it, address)));
    let page = all.iter().find(|object| rank(object, PAGES).is_some());
    let sites = all.iter().filter(|object| rank(object, &["WebSite"]).is_some());
    let sites = sites.filter_map(|site| Some(site.get("name")?.as_str()?.to_owned()));
    let mut found = JsonLd { sites: sites.collect(), broken, ..JsonLd::default() };
    if let Some((_, article)) = article {
        found.body = article.get("articleBody").and_then(Value::as_str).map(str::to_owned);
        say(article, &by_id, &mut found.said);
    }
    if let Some(page) = page {
        let missing = |field| !found.said.iter().any(|said| said.field == field);
        let more = SINGLE.iter().filter(|(_, field, pages)| *pages && missing(*field));
        let more: Vec<Said> =
            more.filter_map(|(property, field, _)| single(page, property, *field)).collect();
        found.said.extend(more);
    }
    found
}

/// Whether an article says that it is that of the page with this address.
fn is_of_page(article: &Object, address: Option<&str>) -> bool {
    let path = |address: &str| {
        address.split(['?', '#']).next().map(|path| path.trim_end_matches('/').to_owned())
    };
    let said =
        ["url", "mainEntityOfPage", "@id"].iter().filter_map(|name| match article.get(*name)? {
            Value::Object(page) => page.get("@id")?.as_str(),
            value => value.as_str(),
        });
    address.is_some_and(|own| said.into_iter().any(|said| path(said) == path(own)))
}

/// All that an article says.
fn say(article: &Object, by_id: &BTreeMap<&str, &Object>, said: &mut Vec<Said>) {
    said.extend(SINGLE.iter().filter_map(|(property, field, _)| single(article, property, *field)));
    for (property, field) in NAMED {
        if said.iter().all(|said| said.field != *field) {
            let names = article.get(*property).map(|value| names(value, by_id)).unwrap_or_default();
            said.extend(names.into_iter().map(|(value, is_firm)| {
                let property = if is_firm && *field == Field::Author { FIRM } else { property };
                Said { field: *field, value, property }
            }));
        }
    }
    for (property, field) in LISTED {
        let words = article.get(*property).map(words).unwrap_or_default();
        said.extend(words.into_iter().map(|value| Said { field: *field, value, property }));
    }
}

fn single(object: &Object, property: &'static str, field: Field) -> Option<Said> {
    let value = match object.get(property)? {
        Value::Array(items) => items.first()?.as_str()?,
        value => value.as_str()?,
    };
    Some(Said { field, value: value.to_owned(), property })
}

/// The place of an object's type in a list; types that a listed one ends count as it.
fn rank(object: &Object, types: &[&str]) -> Option<usize> {
    let named: Vec<&str> = match object.get("@type")? {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    types.iter().position(|known| named.iter().any(|name| name.ends_with(known)))
}

/// What an author is called that is an organisation, no person.
const FIRM: &str = "author (organization)";

/// What evidence ends with where the author is an organisation.
pub const ORGANIZATION: &str = " (organization)";

/// Whether a claim names an author that the page calls an organisation.
pub fn is_firm(claim: &Claim) -> bool {
    matches!(&claim.evidence, Evidence::Metadata(place) if place.ends_with(ORGANIZATION))
}

/// The names of people or organisations, and which it is: as a word, as an object, as a reference to one, or a list of these.
fn names(value: &Value, by_id: &BTreeMap<&str, &Object>) -> Vec<(String, bool)> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    };
    let own = |object: &Object| {
        let is_firm = rank(object, &["Organization"]).is_some();
        let names = match object.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(name)) => vec![name.as_str()],
            _ => Vec::new(),
        };
        names.into_iter().map(|name| (name.to_owned(), is_firm)).collect()
    };
    let referred = |object: &Object| by_id.get(object.get("@id")?.as_str()?).copied();
    let name = |item: &Value| match item {
        Value::String(name) => vec![(name.clone(), false)],
        // A name may be left empty beside the reference to it.
        Value::Object(object) => Some(own(object))
            .filter(|names: &Vec<(String, bool)>| {
                names.iter().any(|(name, _)| !name.trim().is_empty())
            })
            .or_else(|| referred(object).map(own))
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    items.into_iter().flat_map(name).collect()
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => words.split(',').map(str::to_owned).collect(),
        value => listed(value),
    }
}

/// What the object of an analytics firm says, which some systems write into one meta element, as the elements that others
/// write: names and values.
pub fn parsely(content: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(said)) = serde_json::from_str(content) else { return Vec::new() };
    let named = |name: &&str, property: &str| {
        let values = said.get(property).map(listed).unwrap_or_default();
        values.into_iter().map(|value| ((*name).to_owned(), value)).collect::<Vec<_>>()
    };
    let ways = PARSELY.iter().flat_map(|(property, name)| named(name, property));
    ways.collect()
}

/// Properties of that object, and the names of the meta elements that say the same.
const PARSELY: &[(&str, &str)] = &[
    ("title", "parsely-title"),
    ("pub_date", "parsely-pub-date"),
    ("authors", "parsely-author"),
    ("author", "parsely-author"),
];

fn listed(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => vec![words.clone()],
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A script as JSON; one that is broken in the ways that pages break it is mended first.
fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim()
        .trim_start_matches("//")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    if let Some(value) = first(script) {
        return Some(value);
    }
    let plain = if script.contains("&quot;") {
        super::metadata::unescaped(script)
    } else {
        script.to_owned()
    };
    first(&mended(&plain))
}

/// The first value of a script: some systems write a bracket too many behind it.
fn first(script: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(script).into_iter().next()?.ok()
}

/// JSON without the usual faults: control characters inside of strings, commas before a closing bracket, escapes that
/// there are not.
fn mended(script: &str) -> String {
    let mut json = String::with_capacity(script.len());
    let mut quoted = false;
    let mut letters = script.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                quoted = !quoted;
                json.push(letter);
            }
            '\\' if quoted => match letters.next() {
                Some(next) if "\"\\/bfnrtu".contains(next) => json.extend([letter, next]),
                Some(next) => json.push(next),
                None => {}
            },
            letter if quoted && letter.is_control() => json.push(' '),
            ']' | '}' if !quoted => {
                let kept = json.trim_end().trim_end_matches(',').len();
                json.truncate(kept);
                json.push(letter);
            }
            letter => json.push(letter),
        }
    }
    json
}
