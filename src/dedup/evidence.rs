//! Why two documents are linked, in words.

use std::cmp::Reverse;

use super::anchors::{Found, Sort, anchors};
use crate::article::Article;
use crate::error::Result;

/// Things of one sort that are named before the rest is only counted.
const MOST_NAMED: usize = 6;
/// Shared anchors from which their order says something.
const FEWEST_IN_ORDER: usize = 3;

/// The anchors of an article, with its words.
#[derive(Debug, Default)]
pub(super) struct Telling {
    text: String,
    found: Vec<Found>,
}

impl Telling {
    /// Reads an article.
    pub(super) fn new(article: &Article) -> Telling {
        let text = article.body();
        let found = anchors(&text, article.language.as_deref().unwrap_or_default());
        Telling { text, found }
    }
}

/// The tellings of a story that were read last, so that a leader is read once.
#[derive(Debug, Default)]
pub(super) struct Tellings {
    leader: Option<(usize, Telling)>,
}

impl Tellings {
    /// What a document shares with the one it is compared with, in words of its own:
    /// `numbers 37, 12.400; codes KX-12; names Port Elsvik; 13 of 15 in the same order`.
    pub(super) fn shared(
        &mut self,
        at: usize,
        leader: usize,
        load: &(dyn Fn(usize) -> Result<Article> + Sync),
    ) -> Result<String> {
        let own = Telling::new(&load(at)?);
        if self.leader.as_ref().is_none_or(|(known, _)| *known != leader) {
            self.leader = Some((leader, Telling::new(&load(leader)?)));
        }
        let empty = Telling::default();
        let other = self.leader.as_ref().map_or(&empty, |(_, telling)| telling);
        Ok(in_words(&own, other))
    }
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

/// What two tellings share.
fn in_words(own: &Telling, other: &Telling) -> String {
    let shared = shared(own, other);
    let mut parts: Vec<String> = TITLES
        .iter()
        .filter_map(|(title, sort)| Some(format!("{title} {}", list(own, &shared, *sort)?)))
        .collect();
    let placed: Vec<u16> = shared
        .iter()
        .filter(|(found, _)| found.anchor.sort != Sort::Thing)
        .map(|(_, place)| *place)
        .collect();
    if placed.len() >= FEWEST_IN_ORDER {
        parts.push(format!("{} of {} in the same order", rising(&placed), placed.len()));
    }
    parts.join("; ")
}

/// The anchors that both have, with their places in the other, in order of their places in the first.
fn shared<'a>(own: &'a Telling, other: &Telling) -> Vec<(&'a Found, u16)> {
    let key = |found: &Found| found.anchor.key;
    let mut shared: Vec<(&Found, u16)> = own
        .found
        .iter()
        .filter_map(|found| {
            let at = other.found.binary_search_by_key(&key(found), key).ok()?;
            Some((found, other.found.get(at)?.anchor.place))
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
