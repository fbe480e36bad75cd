//! The names that a page tells to machines, as readers see them.

use super::split;
use crate::finding::{Claim, Evidence, Field};
use crate::names;
use crate::rules::known::Known;
use crate::rules::person::{is_person, seems_person};
use crate::rules::said::{self, strip_word};
use crate::rules::shape;
use crate::rules::{Context, Findings};

/// What a page says to machines is often the byline as readers see it: `By Ann Leewood`.
pub(super) fn bare_names(context: &Context<'_>, findings: &mut Findings) {
    let words =
        context.spoken().map(|lang| lang.file.bylines.before.as_slice()).unwrap_or_default();
    let is_said = |claim: &&mut Claim| {
        claim.field == Field::Author && matches!(claim.evidence, Evidence::Metadata(_))
    };
    // Behind a name only words in a script without capitals are none of it: `Thomson Reuters` is an outlet.
    let behind =
        context.spoken().map(|lang| lang.file.bylines.after.as_slice()).unwrap_or_default();
    let behind: Vec<&str> = behind
        .iter()
        .map(String::as_str)
        .filter(|word| {
            !word.contains(|letter: char| letter.is_lowercase() || letter.is_uppercase())
        })
        .collect();
    let outlets: Vec<String> =
        findings.claimed(Field::Publisher).map(|claim| shape::fold(&claim.value)).collect();
    for claim in findings.claims.iter_mut().filter(is_said) {
        // `Ann Leewood, Harbour Post`.
        let signed = claim.value.rsplit_once([',', '|']);
        if let Some((name, outlet)) = signed
            && outlets.contains(&shape::fold(outlet))
        {
            claim.value = name.trim().to_owned();
        }
        // `Ann Leewood, Harbour Correspondent`.
        if let Some((name, role)) = claim.value.rsplit_once(", ")
            && is_person(name)
            && (said::is_role(context, role) || said::is_bare_role(context, role))
        {
            claim.value = name.to_owned();
        }
        if let Some(name) = words.iter().find_map(|before| strip_word(&claim.value, before)) {
            claim.value = name.to_owned();
        }
        let name = behind.iter().find_map(|word| claim.value.strip_suffix(word)).map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            claim.value = name.to_owned();
        }
    }
    let told = std::mem::take(&mut findings.claims);
    findings.claims = told.into_iter().flat_map(|claim| each_name(context, claim)).collect();
    // `Updated by Jo Bloggs` wrote nothing.
    let labels = context.spoken().map_or(&[] as &[_], |lang| lang.file.dates.updated.as_slice());
    findings
        .claims
        .retain(|claim| claim.field != Field::Author || !is_of_change(&claim.value, labels, words));
    findings.known = Known::of(&findings.claims);
}

/// A claim for each of the writers that machines are told in one piece: `Ann Leewood, Bob Marsh`. What is parted has to be full
/// names of persons alone: `Marsh, Bob` is one, and so is a firm with a word between its names.
fn each_name(context: &Context<'_>, claim: Claim) -> Vec<Claim> {
    if claim.field != Field::Author || !matches!(claim.evidence, Evidence::Metadata(_)) {
        return vec![claim];
    }
    let people = split(context, &claim.value);
    let is_full = |name: &str| {
        name.contains(' ') && is_person(name) && seems_person(context, name)
            || names::is_uncased_person(name)
    };
    if people.len() < 2 || !people.iter().all(|(_, name)| is_full(name)) {
        return vec![claim];
    }
    people.into_iter().map(|(_, value)| Claim { value, ..claim.clone() }).collect()
}

/// Whether words begin with a label of changes and a word that leads to a name: `Updated by`.
fn is_of_change(words: &str, labels: &[String], before: &[String]) -> bool {
    let mut rests = labels.iter().filter_map(|label| words.strip_prefix(label.as_str()));
    rests.any(|rest| {
        let named = rest.trim_start();
        named.len() < rest.len() && before.iter().any(|word| strip_word(named, word).is_some())
    })
}
