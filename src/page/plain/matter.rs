//! What a document of Markdown says of itself before its text: front matter (`---`, keys, `---`) as trafilatura, Hugo and
//! Jekyll write it, and the head that readers of addresses put before what they read (`Title:`, `URL Source:`).

use crate::finding::{Claim, Evidence, Field};
use crate::page::metadata::METAS;
use crate::text::{self, Span};

/// Bytes among which the head of a document ends.
const LONGEST: usize = 8_000;

/// The line that ends the head of a reader of addresses.
const CONTENT: &str = "Markdown Content:";

/// Names of such heads for what pages name otherwise.
const NAMES: &[(&str, Field)] = &[
    ("url", Field::Url),
    ("url source", Field::Url),
    ("source_url", Field::Url),
    ("canonical", Field::Url),
    ("link", Field::Url),
    ("published time", Field::Published),
    ("published", Field::Published),
    ("authors", Field::Author),
    ("sitename", Field::Publisher),
    ("tags", Field::Tags),
    ("categories", Field::Tags),
];

/// The key that stands for either of two things.
const SOURCE: &str = "source";

/// The stretch of the head and what it claims; nothing for a document without one.
pub(super) fn matter(source: &str) -> Option<(Span, Vec<Claim>)> {
    let start = source.len() - source.trim_start().len();
    let begins =
        ["---\n", "Title:"].iter().any(|first| text::after(source, start).starts_with(first));
    if !begins {
        return None;
    }
    let head = text::head(text::after(source, start), LONGEST);
    let end = fenced(head).or_else(|| spoken(head))?;
    let span = Span::new(start, start + end);
    let mut claims = Vec::new();
    let mut open = None;
    for line in text::lines(span.of(source)).map(|line| line.shifted(start).of(source)) {
        let item = line.trim_start().strip_prefix("- ");
        if let (Some(field), Some(item)) = (open, item) {
            claim(field, item, &mut claims);
        } else if let Some((name, value)) = line.split_once(':') {
            open = field(&name.trim().to_lowercase(), value.trim());
            if let Some(field) = open {
                let is_list = value.trim().starts_with('[');
                let values = value.trim().trim_matches(['[', ']']);
                let values: Vec<&str> = match field {
                    Field::Tags => values.split([',', ';']).collect(),
                    _ if is_list => values.split(',').collect(),
                    _ => vec![values],
                };
                for value in values {
                    claim(field, value, &mut claims);
                }
            }
        }
    }
    (!claims.is_empty()).then_some((span, claims))
}

/// The end of front matter: between two lines of three hyphens, keys and their values.
fn fenced(head: &str) -> Option<usize> {
    let rest = head.strip_prefix("---\n")?;
    let end = rest.find("\n---\n").or_else(|| rest.ends_with("\n---").then(|| rest.len() - 4))?;
    let is_key = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name);
        let is_name = name.is_some_and(|name| !name.is_empty() && !name.contains(". "));
        is_name || line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty()
    };
    text::before(rest, end).lines().all(is_key).then_some(end + "---\n".len() + "\n---".len())
}

/// The end of the head of a reader of addresses.
fn spoken(head: &str) -> Option<usize> {
    let end = head.find(CONTENT)?;
    let is_key = |line: &str| line.trim().is_empty() || line.contains(": ");
    let lines = text::before(head, end);
    (head.starts_with("Title:") && lines.lines().all(is_key)).then_some(end + CONTENT.len())
}

/// What a key claims; a `source` is an address or the name of who published.
fn field(name: &str, value: &str) -> Option<Field> {
    if name == SOURCE {
        let is_address = value.trim_start_matches(['"', '\'']).starts_with("http");
        return Some(if is_address { Field::Url } else { Field::Publisher });
    }
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
    let of_pages = || METAS.iter().find(|(_, names)| names.iter().any(|known| known == name));
    known.or_else(|| of_pages().map(|(field, _)| *field))
}

fn claim(field: Field, value: &str, claims: &mut Vec<Claim>) {
    let value = value.trim().trim_matches(['"', '\'']).trim();
    if !value.is_empty() && value != "null" && value != "None" {
        let evidence = Evidence::Metadata("front matter".into());
        claims.push(Claim { field, value: value.to_owned(), evidence });
    }
}
