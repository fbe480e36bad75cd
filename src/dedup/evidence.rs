//! Why two documents are linked, in words.

use std::cmp::Reverse;

use super::anchors::{Anchor, Found, Sort, anchors};
use super::tokens::tokens;
use super::vocabulary::spans;
use crate::article::Article;

/// Things of one sort that are named before the rest is only counted.
const MOST_NAMED: usize = 6;
/// Shared anchors from which their order says something.
const FEWEST_IN_ORDER: usize = 3;

/// The anchors of an article, with its words.
#[derive(Debug, Default)]
struct Telling {
    text: String,
    found: Vec<Found>,
}

impl Telling {
    /// Reads an article.
    fn new(article: &Article) -> Telling {
        let text = article.body();
        let language = article.language.as_deref().unwrap_or_default();
        let found = anchors(&text, &tokens(&text), language);
        Telling { text, found }
    }
}

/// What a document shares with the one it is compared with, whose sketch is `other`, in words of its own:
/// `numbers 37, 12.400; codes KX-12; names Port Elsvik; 13 of 15 in the same order`.
pub(super) fn in_words(article: &Article, other: &[Anchor]) -> String {
    let own = Telling::new(article);
    let shared = shared(&own, other);
    let mut parts: Vec<String> = TITLES
        .iter()
        .filter_map(|(title, sort)| Some(format!("{title} {}", list(&own, &shared, *sort)?)))
        .collect();
    let placed: Vec<u16> = shared
        .iter()
        .filter(|(found, _)| found.anchor.sort < Sort::Thing)
        .map(|(_, place)| *place)
        .collect();
    if placed.len() >= FEWEST_IN_ORDER {
        parts.push(format!("{} of {} in the same order", rising(&placed), placed.len()));
    }
    parts.join("; ")
}

/// Words of two articles that a lexicon says mean one thing (pairs of their hashes), in the order of the first:
/// `words bridge = Brücke, ferry = Fähre and 3 more`.
pub(super) fn words_in_common(
    own: &Article,
    other: &Article,
    meant: &[(u32, u32)],
) -> Option<String> {
    let mut first = forms(&own.body(), &|word| meant.iter().any(|(own, _)| *own == word));
    let second = forms(&other.body(), &|word| meant.iter().any(|(_, other)| *other == word));
    first.sort_by_key(|form| form.at);
    let pairs: Vec<String> = first
        .iter()
        .filter_map(|form| {
            let (_, other) = meant.iter().find(|(own, _)| *own == form.hash)?;
            let there = second.iter().find(|form| form.hash == *other)?;
            Some(format!("{} = {}", form.word, there.word))
        })
        .collect();
    let named = pairs.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = pairs.len().saturating_sub(MOST_NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!pairs.is_empty()).then(|| format!("words {named}{tail}"))
}

/// How a text writes a word.
struct Form {
    hash: u32,
    at: usize,
    word: String,
}

/// How a text writes each of the words that are wanted, where it first has them.
fn forms(text: &str, wanted: &dyn Fn(u32) -> bool) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for (hash, span) in spans(&tokens(text)) {
        if wanted(hash) && forms.iter().all(|form| form.hash != hash) {
            forms.push(Form { hash, at: span.start, word: span.of(text).to_lowercase() });
        }
    }
    forms
}

/// What is named, under which title.
const TITLES: [(&str, Sort); 6] = [
    ("codes", Sort::Code),
    ("numbers", Sort::Number),
    ("dates", Sort::Date),
    ("names", Sort::Name),
    ("places", Sort::Concept),
    ("sounds of", Sort::Sound),
];

/// The anchors that both have, with their places in the other, in order of their places in the first.
fn shared<'a>(own: &'a Telling, other: &[Anchor]) -> Vec<(&'a Found, u16)> {
    let mut shared: Vec<(&Found, u16)> = own
        .found
        .iter()
        .filter_map(|found| {
            let at = other.binary_search_by_key(&found.anchor.key, |anchor| anchor.key).ok()?;
            Some((found, other.get(at)?.place))
        })
        .collect();
    shared.sort_by_key(|(found, other)| (found.anchor.place, found.anchor.sort, *other));
    shared
}

/// How many places stand in rising order, at most.
fn rising(places: &[u16]) -> usize {
    let mut tails: Vec<u16> = Vec::new();
    for place in places {
        let at = tails.partition_point(|tail| tail <= place);
        match tails.get_mut(at) {
            Some(tail) => *tail = *place,
            None => tails.push(*place),
        }
    }
    tails.len()
}

/// The words of the rarest anchors of a sort, longest first among equals, and how many more there are. What lies
/// within a name that is listed is not listed again.
fn list(own: &Telling, shared: &[(&Found, u16)], sort: Sort) -> Option<String> {
    let mut of_sort: Vec<&Found> =
        shared.iter().map(|(found, _)| *found).filter(|found| found.anchor.sort == sort).collect();
    of_sort.sort_by_key(|found| {
        (Reverse(found.anchor.rarity), found.anchor.place, Reverse(found.span.len()))
    });
    let mut listed: Vec<&Found> = Vec::new();
    for found in of_sort {
        let known = shared.iter().map(|(other, _)| other).any(|other| {
            let stronger =
                other.anchor.sort < sort || listed.iter().any(|listed| listed.span == other.span);
            stronger && other.span.contains(found.span)
        });
        if !known {
            listed.push(found);
        }
    }
    let words: Vec<&str> =
        listed.iter().take(MOST_NAMED).map(|found| found.span.of(&own.text)).collect();
    let more = listed.len().saturating_sub(MOST_NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!words.is_empty()).then(|| format!("{}{tail}", words.join(", ")))
}
