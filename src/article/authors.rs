//! Names as they stand in metadata and bylines → names of writers.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::fields::Candidate;
use crate::finding::{Claim, Evidence, Field};
use crate::lang;
use crate::names;
use crate::page::jsonld;

/// What a name weighs less when it is that of the outlet: where a page names it as the author, it is one only when there
/// is no other; the writer of a site of one person has the name of the site.
const OUTLET: i32 = 50;

/// What a desk, a firm, an agency or a login weighs less: systems name one (`Admin`, `Staff`, `hwadmin`) where no one named the writer, whom the page shows.
const DESK: i32 = 30;

/// The most sources of metadata between which the earlier is the stronger; all of them are stronger than visible words.
const SOURCES: usize = 9;

/// Cleans the names of writers, and gives a reason to those that are none. A source of metadata that comes behind another
/// one says the same in other words, or less: it counts only where those before it are none.
pub(super) fn weigh(all: &mut [Candidate]) {
    let outlets = names::outlets(all.iter().map(|it| &it.claim));
    let is_author = |it: &&Candidate| it.claim.field == Field::Author;
    let seen = all.iter().filter(is_author).filter(|it| !is_metadata(&it.claim));
    let seen: Vec<String> = seen.map(|it| it.claim.value.to_lowercase()).collect();
    let mut sources: Vec<Evidence> = Vec::new();
    for it in all.iter_mut().filter(|it| it.claim.field == Field::Author) {
        it.claim.value = clean(&it.claim);
        if is_metadata(&it.claim) {
            it.claim.value = as_seen(&it.claim.value, &seen).to_owned();
        }
        it.why_not = reason(&it.claim.value, &outlets).map(Cow::Borrowed);
        if is_metadata(&it.claim) {
            let known = sources.iter().position(|source| *source == it.claim.evidence);
            let behind = known.unwrap_or(sources.len()).min(SOURCES);
            if known.is_none() {
                sources.push(it.claim.evidence.clone());
            }
            it.strength -= i32::try_from(behind).unwrap_or_default();
        }
        // A site may have the name of the person who writes it; then the page shows it as the writer's, too.
        let name = it.claim.value.to_lowercase();
        let is_shown = is_metadata(&it.claim) && seen.iter().any(|words| words.starts_with(&name));
        if names::is_outlet(&it.claim.value, &outlets) && !is_shown {
            it.strength -= OUTLET;
        } else if is_metadata(&it.claim) && is_nobody(&it.claim.value) || jsonld::is_firm(&it.claim)
        {
            it.strength -= DESK;
        }
    }
}

/// Whether a name is that of a desk, an agency or a login.
fn is_nobody(name: &str) -> bool {
    lang::is_desk(name) || names::agency(name).is_some() || names::is_login(name)
}

/// The name that readers see where machines are told what that person does behind it: `Ann Leewood Guest columnist`.
fn as_seen<'a>(told: &'a str, seen: &[String]) -> &'a str {
    let begins = |name: &&String| {
        let end = told.get(name.len()..).unwrap_or_default();
        name.contains(' ')
            && end.starts_with(' ')
            && told.get(..name.len()).is_some_and(|begin| begin.to_lowercase() == **name)
    };
    let name = seen.iter().find(begins);
    name.and_then(|name| told.get(..name.len())).unwrap_or(told)
}

fn is_metadata(claim: &Claim) -> bool {
    matches!(claim.evidence, Evidence::Metadata(_))
}

/// The name without an address of mail, a handle and what is in brackets behind it; `Family, Given` in its natural order.
fn clean(claim: &Claim) -> String {
    let words = claim.value.split_whitespace();
    let named: Vec<&str> = words.filter(|word| !word.contains('@')).collect();
    let named = named.join(" ");
    let named = match named.split_once(" (") {
        Some((name, behind)) if behind.ends_with(')') => name,
        _ => &named,
    };
    let named = named.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '<' | '>' | '*')
    });
    let is_listed =
        matches!(&claim.evidence, Evidence::Metadata(place) if place == "meta citation_author");
    match named.split_once(", ") {
        Some((family, given)) if is_listed && !given.contains(',') => format!("{given} {family}"),
        _ => named.to_owned(),
    }
}

/// Why a name is not used.
fn reason(name: &str, outlets: &FxHashSet<String>) -> Option<&'static str> {
    if name.is_empty() || !name.chars().any(char::is_alphabetic) {
        return Some("no name");
    }
    let first = name.split(' ').next().unwrap_or_default();
    if first != name && first.chars().all(|letter| letter.is_ascii_digit()) {
        return Some("a number of something, no name");
    }
    if names::is_outlet(name, outlets) && names::host(name).is_some() {
        return Some("the address of the outlet");
    }
    None
}
