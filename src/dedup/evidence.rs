//! Why two documents are linked, in words.

use super::anchors::{Found, Sort, anchors};
use crate::article::Article;

/// Things of one sort that are named before the rest is only counted.
const MOST_NAMED: usize = 6;

/// What two articles share: `numbers 57, 2013-2016; codes 57-NQ/TW; names KOICA, Gwacheon; 13 of 15 in order`.
pub(super) fn shared(a: &Article, b: &Article) -> String {
    let find = |article: &Article| {
        anchors(&article.body(), article.language.as_deref().unwrap_or_default())
    };
    let (left, right) = (find(a), find(b));
    let both: Vec<(&Found, u16)> = left
        .iter()
        .filter_map(|found| {
            let other = right.iter().find(|other| other.anchor.key == found.anchor.key)?;
            Some((found, other.anchor.place))
        })
        .collect();
    let mut parts = Vec::new();
    for (title, sorts) in NAMES {
        let mut named: Vec<&Found> = both
            .iter()
            .map(|(found, _)| *found)
            .filter(|found| sorts.contains(&found.anchor.sort))
            .collect();
        named.sort_by_key(|found| (std::cmp::Reverse(found.anchor.rarity), found.anchor.place));
        if let Some(list) = list(&named) {
            parts.push(format!("{title} {list}"));
        }
    }
    if parts.is_empty() { "names by sound".to_owned() } else { parts.join("; ") }
}

/// What is named, under which title.
const NAMES: [(&str, &[Sort]); 5] = [
    ("codes", &[Sort::Code]),
    ("numbers", &[Sort::Number]),
    ("dates", &[Sort::Date]),
    ("names", &[Sort::Name]),
    ("places", &[Sort::Concept]),
];

/// The words of the rarest, and how many more there are.
fn list(named: &[&Found]) -> Option<String> {
    if named.is_empty() {
        return None;
    }
    let words: Vec<&str> =
        named.iter().take(MOST_NAMED).map(|found| found.words.as_str()).collect();
    let more = named.len().saturating_sub(MOST_NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{}{tail}", words.join(", ")))
}
