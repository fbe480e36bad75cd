//! Why two documents are linked, in words.

use std::cmp::Reverse;

use super::anchors::{Anchor, Found, Sort, anchors};
use super::tokens::{Token, tokens};
use super::vocabulary::spans;
use crate::article::Article;
use crate::error::Result;

/// Things of one sort that are named before the rest is only counted.
const MOST_NAMED: usize = 6;
/// Shared anchors from which their order says something.
const FEWEST_IN_ORDER: usize = 3;

/// The anchors of an article, with its words.
#[derive(Debug, Default)]
struct Telling {
    text: String,
    found: Vec<Found>,
    forms: Vec<Form>,
}

impl Telling {
    /// Reads an article: its anchors, and how it writes some words.
    fn new(article: &Article, words: &[u32]) -> Telling {
        let text = article.body();
        let language = article.language.as_deref().unwrap_or_default();
        let tokens = tokens(&text);
        let (found, forms) = (anchors(&text, &tokens, language), forms(&text, &tokens, words));
        Telling { text, found, forms }
    }
}

/// What a document shares with the one it is compared with, whose sketch is `other`, in words of its own; of the words
/// that a lexicon says mean one thing (pairs of their hashes) those of both:
/// `numbers 37, 12.400; codes KX-12; names Port Elsvik; 13 of 15 in the same order; words bridge = Brücke and 3 more`.
pub(super) fn in_words(
    article: &Article,
    other: &[Anchor],
    meant: &[(u32, u32)],
    load: impl Fn() -> Result<Article>,
) -> Result<String> {
    let named = meant.get(..meant.len().min(MOST_NAMED)).unwrap_or_default();
    let own = Telling::new(article, &named.iter().map(|(own, _)| *own).collect::<Vec<_>>());
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
    if !named.is_empty() {
        let text = load()?.body();
        let theirs: Vec<u32> = named.iter().map(|(_, other)| *other).collect();
        let theirs = forms(&text, &tokens(&text), &theirs);
        parts.extend(in_both(&own.forms, &theirs, named, meant.len()));
    }
    Ok(parts.join("; "))
}

/// Words of two texts that mean one thing, in both languages, in the order of the first.
fn in_both(own: &[Form], theirs: &[Form], named: &[(u32, u32)], all: usize) -> Option<String> {
    let pair = |form: &Form| {
        let (_, other) = named.iter().find(|(own, _)| *own == form.hash)?;
        let there = theirs.iter().find(|form| form.hash == *other)?;
        Some(format!("{} = {}", form.word, there.word))
    };
    let pairs: Vec<String> = own.iter().filter_map(pair).collect();
    let more = all.saturating_sub(pairs.len());
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!pairs.is_empty()).then(|| format!("words {}{tail}", pairs.join(", ")))
}

/// How a text writes a word.
#[derive(Debug)]
struct Form {
    hash: u32,
    word: String,
}

/// How a text writes each of a few words, in the order in which it first has them.
fn forms(text: &str, tokens: &[Token<'_>], wanted: &[u32]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    if wanted.is_empty() {
        return forms;
    }
    for (hash, span) in spans(tokens) {
        if wanted.contains(&hash) && forms.iter().all(|form| form.hash != hash) {
            forms.push(Form { hash, word: span.of(text).to_lowercase() });
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
