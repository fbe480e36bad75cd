//! # near title
//!
//! Claims the date and the writers that an HTML page shows in short lines beside its headline (`Ann Leewood | 13 August
//! 2025 | 5 min read`), whatever else these lines say and whoever marked them; and a date that says on any line that it
//! is the one of publication, where all that say so agree. It marks nothing: what such a line is, other rules know.

use super::byline;
use super::{Context, Findings, Rule, date_line, shape};
use crate::dates::{self, Found, Hints, Role};
use crate::finding::{Field, Label};
use crate::names;
use crate::page::layout::Says;
use crate::page::{Block, Kind};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "near_title",
    summary: "claims the date and the writers in short lines beside the headline of an HTML page; marks nothing",
    scan,
};

/// How many blocks behind the headline may hold a standfirst, buttons and then the date.
const BEHIND: usize = 8;

/// How many blocks before the headline may hold the date, the section between them.
const BEFORE: usize = 4;

/// How many blocks from the date the writer's name stands alone on its line.
const BESIDE: usize = 2;

/// Boxes that speak of other articles and of readers.
const OTHERS: Says = Says::RELATED.and(Says::COMMENTS).and(Says::PROMOTION).and(Says::NAVIGATION);

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.page.layout.areas.is_empty() {
        return;
    }
    let hints = context.hints(date_line::order(context, findings));
    if let Some(title) = headline(context, findings) {
        let behind: Vec<usize> = (title + 1..=title + BEHIND).collect();
        let before: Vec<usize> = (title.saturating_sub(BEFORE)..title).rev().collect();
        let dated = claim_dates(context, findings, &hints, &behind)
            .or_else(|| claim_dates(context, findings, &hints, &before));
        claim_writers(context, findings, &hints, title, dated);
    }
    claim_said(context, findings, &hints);
}

/// Claims the dates of the first of these blocks that holds any; says which.
fn claim_dates(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    among: &[usize],
) -> Option<usize> {
    let mut dated = None;
    for at in among {
        let Some(block) = context.page.blocks.get(*at) else { break };
        // The line behind the headline is the headline's, even where its box is named as those of other articles.
        let is_next = findings.title.is_some() && headline(context, findings) == at.checked_sub(1);
        if !is_next && is_of_others(context, findings, *at) || !is_note(context, *at) {
            continue;
        }
        let found = dates::within(context.words(block), hints);
        for found in &found {
            date_line::claim(found, block, context, findings);
        }
        let is_first = dated.is_none() && !found.is_empty();
        if is_first {
            dated = Some(*at);
        }
        if found.iter().any(|found| found.role != Role::Updated) {
            return dated;
        }
    }
    dated
}

/// Whether a block is a note, no sentence and no headline of another article.
fn is_note(context: &Context<'_>, at: usize) -> bool {
    let is_heading =
        context.page.blocks.get(at).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
    let is_short =
        context.shapes.get(at).is_some_and(|shape| shape.words <= NOTE && !shape.is_prose());
    is_short && !is_heading
}

/// Words of the longest note: a date with its label, two writers and their roles.
const NOTE: usize = 18;

/// Whether a block speaks of other articles or of readers.
fn is_of_others(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let label = context.page.blocks.get(at).and_then(|block| findings.label(block));
    matches!(label, Some(Label::RelatedLinks | Label::Comments | Label::Promotion))
        || says(context, at, headline(context, findings), OTHERS)
}

/// The block that is the headline.
fn headline(context: &Context<'_>, findings: &Findings) -> Option<usize> {
    let title = findings.title?;
    let at = context.page.blocks.partition_point(|block| block.span.start < title.start);
    (at < context.page.blocks.len()).then_some(at)
}

/// Whether a box around a block says one of these things.
fn says(context: &Context<'_>, at: usize, title: Option<usize>, what: Says) -> bool {
    let layout = &context.page.layout;
    let mut area = layout.places.get(at).map(|place| place.area);
    while let Some(known) = area.and_then(|area| layout.areas.get(area)) {
        // A box around the headline, too, says nothing of this line: systems put many words on the whole page.
        if title.is_some_and(|title| known.blocks.contains(&title)) {
            return false;
        }
        if known.says.any(what) {
            return true;
        }
        area = area.filter(|area| known.parent < *area).map(|_| known.parent);
    }
    false
}

/// Claims the names that a line says to be the writers', or that stand with the date.
fn claim_writers(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    title: usize,
    dated: Option<usize>,
) {
    // Many systems name the outlet as the author; the person stands on the page.
    let outlets =
        names::outlets(findings.claimed(Field::Publisher).chain(findings.claimed(Field::Url)));
    if findings.claimed(Field::Author).any(|claim| !names::is_outlet(&claim.value, &outlets)) {
        return;
    }
    let first = title.saturating_sub(BEFORE);
    for at in (title + 1..=title + BEHIND).chain(first..title) {
        let Some(block) =
            context.page.blocks.get(at).filter(|_| !is_of_others(context, findings, at))
        else {
            continue;
        };
        let words = context.words(block);
        if words.chars().count() > byline::LONGEST {
            continue;
        }
        let beside = dated.is_some_and(|dated| dated.abs_diff(at) <= BESIDE)
            || says(context, at, Some(title), Says::AUTHOR);
        let writers = writers(context, words, hints, beside);
        for name in &writers {
            findings.claim_words(Field::Author, name, block.span);
        }
        if !writers.is_empty() {
            return;
        }
    }
    claim_boxed(context, findings, hints, title);
}

/// Claims the one writer whom all boxes about writers name.
fn claim_boxed(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>, title: usize) {
    let mut boxed: Vec<(String, Span)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        if shape.weight > byline::LONGEST
            || !says(context, at, Some(title), Says::AUTHOR)
            || is_of_others(context, findings, at)
        {
            continue;
        }
        let names = writers(context, context.words(block), hints, true);
        boxed.extend(names.into_iter().map(|name| (name, block.span)));
    }
    if let Some((name, span)) = boxed.first()
        && boxed.iter().all(|(other, _)| other == name)
    {
        findings.claim_words(Field::Author, name, *span);
    }
}

/// The names in a line, its dates taken out: behind a word that says so, or, `beside` a date, what looks like a name.
fn writers(context: &Context<'_>, words: &str, hints: &Hints<'_>, beside: bool) -> Vec<String> {
    let dates: Vec<Span> = dates::within(words, hints).iter().map(|found| found.span).collect();
    let parts = Span::all(words).without(&dates);
    let parts = parts
        .iter()
        .flat_map(|part| part.of(words).split(['|', '·', '•', '/', '–', '—', '\u{a0}']));
    for part in parts {
        let part = part.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | '-' | ':' | '(' | ')')
        });
        let (named, said) = match unglued(context, part) {
            Some(named) => (named, true),
            None => byline::strip(context, part),
        };
        let people: Vec<String> = byline::split(named).into_iter().map(|(_, name)| name).collect();
        let is_name = |name: &String| shape::is_name(name);
        let fits = people.first().is_some_and(is_name) && (said || beside);
        if fits {
            return people.into_iter().filter(is_name).collect();
        }
    }
    Vec::new()
}

/// The name in `ByAnn Leewood`: the two are elements of their own, which only their style parts.
fn unglued<'a>(context: &Context<'_>, part: &'a str) -> Option<&'a str> {
    let before = &context.lang?.file.bylines.before;
    let named = before.iter().find_map(|before| part.strip_prefix(before.as_str()))?;
    named.starts_with(char::is_uppercase).then_some(named)
}

/// A date that says that it is the one of publication, on any short line, where all that do so agree on the day.
fn claim_said(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    let mut said: Vec<(Found, &Block)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        // A sentence of the body may speak of a book that was published.
        if shape.digits < 4
            || findings.label(block).is_none()
            || is_of_others(context, findings, at)
        {
            continue;
        }
        let found = dates::within(context.words(block), hints);
        let published = found.into_iter().filter(|found| found.role == Role::Published);
        said.extend(published.map(|found| (found, block)));
    }
    let day = |found: &Found| found.when.map(|when| when.date);
    let first = said.first().and_then(|(found, _)| day(found));
    if said.iter().all(|(found, _)| day(found) == first)
        && let Some((found, block)) = said.first()
    {
        date_line::claim(found, block, context, findings);
    }
}
