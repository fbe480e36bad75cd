//! What JSON rows say beyond the columns: the words each field comes from, and every claim, used or not.

use serde_json::{Map, Value, json};

use super::Record;
use crate::article::{Article, Sourced};
use crate::finding::{Claim, Field};
use crate::text::LineIndex;

/// `evidence` (field → the words it comes from) and `candidates` (every claim: field, value, evidence, used or why not).
pub fn extras(record: &Record<'_>) -> Vec<(&'static str, Value)> {
    let article = record.article;
    let lines = article.line_index();
    let reasons = article.unused.iter().map(Option::as_deref).chain(std::iter::repeat(None));
    let candidates = article
        .claims
        .iter()
        .zip(reasons)
        .map(|(claim, why_not)| candidate(article, &lines, claim, why_not))
        .collect();
    vec![("evidence", evidence(article)), ("candidates", Value::Array(candidates))]
}

/// The fields of an article that can carry evidence, by the names of their columns.
fn fields(article: &Article) -> [(&'static str, Field, Vec<&Sourced>); 9] {
    [
        ("title", Field::Title, article.title.iter().collect()),
        ("published", Field::Published, article.published.iter().collect()),
        ("updated", Field::Updated, article.updated.iter().collect()),
        ("author", Field::Author, article.authors.iter().collect()),
        ("publisher", Field::Publisher, article.publisher.iter().collect()),
        ("url", Field::Url, article.url.iter().collect()),
        ("agency", Field::Agency, article.agency.iter().collect()),
        ("section", Field::Section, article.section.iter().collect()),
        ("tags", Field::Tags, article.tags.iter().collect()),
    ]
}

fn evidence(article: &Article) -> Value {
    let mut words = Map::new();
    for (name, field, sources) in fields(article) {
        if sources.is_empty() {
            continue;
        }
        let mut values = sources.iter().map(|source| Value::from(source.evidence.as_str()));
        let is_list = matches!(field, Field::Author | Field::Tags);
        let value = if is_list { values.collect() } else { values.next().unwrap_or_default() };
        words.insert(name.to_owned(), value);
    }
    Value::Object(words)
}

fn candidate(article: &Article, lines: &LineIndex, claim: &Claim, why_not: Option<&str>) -> Value {
    let words = claim.evidence.words(&article.text, lines);
    json!({
        "field": claim.field, "value": claim.value, "evidence": words,
        "used": why_not.is_none(), "why_not": why_not,
    })
}
