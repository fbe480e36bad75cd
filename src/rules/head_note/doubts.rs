//! The names and days that other rules claimed for which their place does not speak, each taken back with the reason.

use std::collections::BTreeMap;

use super::signed::BULLETS;
use super::{BEHIND, evidence};
use crate::finding::{Claim, Evidence, Field};
use crate::rules::near_title::headline;
use crate::rules::zones::{Zones, zones};
use crate::rules::{Context, Findings, byline, said};
use crate::text;

/// How many blocks before the end of the text may hold who signs it, and how many behind it.
const WITHIN: usize = 4;
const BELOW: usize = 8;

/// The block that the words of a claim stand in.
fn place(context: &Context<'_>, claim: &Claim) -> Option<usize> {
    let Evidence::Text(span) = claim.evidence else { return None };
    let at = context.page.blocks.partition_point(|block| block.span.end <= span.start);
    (at < context.page.blocks.len()).then_some(at)
}

/// Takes back the names for which their place does not speak.
pub(super) fn names(context: &Context<'_>, findings: &mut Findings, head: &[usize]) {
    let places = |claim: &Claim| place(context, claim).filter(|_| claim.field == Field::Author);
    let mut named: BTreeMap<usize, Vec<(Field, String)>> = BTreeMap::new();
    for claim in &findings.claims {
        if let Some(at) = places(claim) {
            named.entry(at).or_default().push((claim.field, claim.value.clone()));
        }
    }
    let in_head = |at: &usize| head.contains(at) && is_head_sure(context, findings, *at);
    let is_signed = named.keys().any(in_head);
    let end = findings.article.end;
    let near_end = end.saturating_sub(WITHIN)..end + BELOW;
    let reason = |at: usize, names: &[(Field, String)]| {
        if head.contains(&at) {
            (!in_head(&at)).then_some("words with capitals above the headline, without a date")
        } else if !near_end.contains(&at) {
            Some("far from the headline and from the end of the text")
        } else if !is_said(context, at) && !evidence::signs_text(context, findings, at, names) {
            Some("no more than words with capitals behind the text")
        } else {
            is_signed.then_some("at the end of the text, where the head names the writers")
        }
    };
    let reasons: BTreeMap<usize, &str> =
        named.iter().filter_map(|(at, names)| Some((*at, reason(*at, names)?))).collect();
    findings.doubt(|claim| reasons.get(&places(claim)?).copied());
}

/// Takes back the names behind what stands below the text, where the head names the writers: teasers have names, too.
pub(super) fn late_names(context: &Context<'_>, findings: &mut Findings, head: &[usize]) {
    let Zones { first, last, .. } = zones(context, findings);
    let places = |claim: &Claim| place(context, claim).filter(|_| claim.field == Field::Author);
    if findings.claims.iter().filter_map(places).any(|at| at < first && head.contains(&at)) {
        findings.doubt(|claim| {
            (places(claim)? > last + 1)
                .then_some("behind the end of the text, where the head names the writers")
        });
    }
}

/// Whether a block says with a word that it names the writers.
pub(super) fn is_said(context: &Context<'_>, at: usize) -> bool {
    let words = context.page.blocks.get(at).map_or("", |block| context.words(block));
    said::strip(context, byline::bare(words.trim_start_matches(BULLETS))).1
}

/// Whether more than its look says of a name in the head that it is the writer's: a word, a date beside it, its place behind
/// the headline.
fn is_head_sure(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    headline(context, findings).is_some_and(|title| (title..=title + BEHIND).contains(&at))
        || is_said(context, at)
        || evidence::is_dated(context, findings, at)
}

/// Takes back the days of other lines where the head of the article shows one, and those above the headline, where the day
/// of today stands, where one stands below it.
pub(super) fn days(context: &Context<'_>, findings: &mut Findings, head: &[usize]) {
    let title = headline(context, findings).unwrap_or(0);
    let places = |claim: &Claim| place(context, claim).filter(|_| claim.field == Field::Published);
    let in_head = |at: &usize| head.contains(at);
    let is_dated = findings.claims.iter().filter_map(&places).any(|at| in_head(&at));
    let is_dated_below =
        findings.claims.iter().filter_map(&places).any(|at| at > title && in_head(&at));
    let day = |claim: &Claim| places(claim).map(|_| text::head(&claim.value, DAY).to_owned());
    let mut days = findings.claims.iter().filter_map(day);
    let first = days.next();
    let are_several = days.any(|day| Some(day) != first);
    findings.doubt(|claim| {
        let at = places(claim)?;
        if !in_head(&at) && is_dated {
            Some("far from the headline, which has another day beside it")
        } else if !in_head(&at) && are_several {
            Some("one of several days far from the headline")
        } else {
            (at < title && is_dated_below).then_some("above the headline, which has a day below it")
        }
    });
}

/// Letters of `YYYY-MM-DD`.
const DAY: usize = 10;
