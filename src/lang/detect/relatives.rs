//! Languages that trigrams take for each other, told apart by their own words and letters.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::letter;

/// The groups, as their table says them.
const TABLE: &str = include_str!("relatives.toml");

#[derive(Debug, Default, Deserialize)]
struct Table {
    group: Vec<Group>,
}

/// Languages that are near each other.
#[derive(Debug, Deserialize)]
struct Group {
    /// What they have in common.
    #[expect(dead_code, reason = "a heading of the table")]
    name: String,
    /// Words and letters of each.
    #[serde(flatten)]
    words: BTreeMap<String, Vec<String>>,
}

/// The words of a group with the place of their language among its tags.
struct Index {
    tags: Vec<String>,
    words: FxHashMap<String, usize>,
}

static GROUPS: LazyLock<Vec<Index>> = LazyLock::new(|| {
    let table: Table = toml::from_str(TABLE).unwrap_or_default();
    table.group.into_iter().map(|group| index(group.words)).collect()
});

fn index(words: BTreeMap<String, Vec<String>>) -> Index {
    let tags = words.keys().cloned().collect();
    let words = words.into_values().enumerate();
    let words = words.flat_map(|(at, words)| words.into_iter().map(move |word| (word, at)));
    Index { tags, words: words.collect() }
}

/// Whether two languages are relatives of each other.
pub(super) fn are(one: &str, other: &str) -> bool {
    let has = |group: &Index, tag: &str| {
        group.tags.iter().any(|known| known.split('-').next() == Some(tag))
    };
    GROUPS.iter().any(|group| has(group, one) && has(group, other))
}

/// The language of the text among the relatives of `tag`, by the most words and letters that only one of them has; `tag`
/// itself when there are none, or when two are even. A language with no relatives stays.
pub(super) fn settle(text: &str, tag: &'static str) -> &'static str {
    let Some(group) = GROUPS.iter().find(|group| group.tags.iter().any(|one| one == tag)) else {
        return tag;
    };
    let mut hits = vec![0_usize; group.tags.len()];
    let mut hit = |found: Option<&usize>| {
        if let Some(count) = found.and_then(|at| hits.get_mut(*at)) {
            *count += 1;
        }
    };
    let small = text.to_lowercase();
    let mut bytes = [0; 4];
    for char in small.chars().filter(|char| !char.is_ascii()) {
        hit(group.words.get(&*char.encode_utf8(&mut bytes)));
    }
    for word in small.split(|char: char| !letter::is_alphanumeric(char)) {
        if word.chars().nth(1).is_some() || word.is_ascii() {
            hit(group.words.get(word));
        }
    }
    let most = hits.iter().copied().max().unwrap_or(0);
    let mut best = group.tags.iter().zip(&hits).filter(|(_, count)| **count == most);
    match (best.next(), best.next()) {
        (Some((best, _)), None) if most > 0 => best.as_str(),
        _ => tag,
    }
}
