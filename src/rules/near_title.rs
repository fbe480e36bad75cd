//! # near title
//!
//! Claims the date and the writers that an HTML page shows in short lines beside its headline (`Ann Leewood | 13 August
//! 2025 | 5 min read`), whatever else these lines say and whoever marked them; and a date that says on any line that it
//! is the one of publication, where all that say so agree. It marks nothing: what such a line is, other rules know.

use super::near_writers;
use super::zones::{Zones, zones};
use super::{Context, Findings, Rule, date_line, site_chrome};
use crate::dates::{self, Found, Hints, Role};
use crate::finding::{Field, Label};
use crate::page::layout::Says;
use crate::page::{Block, Kind};
use crate::text;

pub(super) const RULE: Rule = Rule {
    name: "near_title",
    summary: "claims the date and the writers in short lines beside the headline of an HTML page; marks nothing",
    scan,
};

/// How many blocks behind the headline may hold a standfirst, buttons and then the date.
pub(super) const BEHIND: usize = 8;

/// How many blocks before the headline may hold the date, the section between them.
pub(super) const BEFORE: usize = 4;

/// Boxes that speak of other articles and of readers.
const OTHERS: Says = Says::RELATED.and(Says::COMMENTS).and(Says::PROMOTION).and(Says::NAVIGATION);

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.page.layout.areas.is_empty() {
        return;
    }
    let hints = context.hints(date_line::order(context, findings));
    if let Some(title) = headline(context, findings) {
        let behind: Vec<usize> = (title + 1..=title + BEHIND).collect();
        let before = (title.saturating_sub(BEFORE)..title).rev();
        // Above the menu stands the day of today.
        let before: Vec<usize> = before.take_while(|at| !is_menu(context, findings, *at)).collect();
        let dated = claim_dates(context, findings, &hints, &behind)
            .or_else(|| claim_dates(context, findings, &hints, &before));
        near_writers::claim(context, findings, &hints, (title, dated));
    }
    claim_said(context, findings, &hints);
    claim_noted(context, findings, &hints);
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
        let is_others = !is_next(context, findings, *at) && is_of_others(context, findings, *at);
        if is_others || !is_note(context, *at, hints) {
            continue;
        }
        let found = dates::beside(context.words(block), hints);
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

/// Whether a block stands next behind the headline, or behind its copies.
fn is_next(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let Some(between) =
        headline(context, findings).and_then(|title| context.page.blocks.get(title + 1..at))
    else {
        return false;
    };
    between.iter().all(|block| findings.label(block) == Some(&Label::RepeatedTitle))
}

/// Whether a block is one of a menu.
fn is_menu(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let block = context.page.blocks.get(at);
    block.and_then(|block| findings.label(block)) == Some(&Label::NavigationMenu)
}

/// Whether a block is a note, no sentence and no headline of another article; a heading is one that holds a date alone.
fn is_note(context: &Context<'_>, at: usize, hints: &Hints<'_>) -> bool {
    let (Some(block), Some(shape)) = (context.page.blocks.get(at), context.shapes.get(at)) else {
        return false;
    };
    let is_heading = matches!(block.kind, Kind::Heading(_));
    // Posts of social networks in a text end in `A post shared by Ann (@annlee) on 3 May 2025`.
    let is_post = context.words(block).contains("(@");
    shape.words <= NOTE
        && !shape.is_prose()
        && !is_post
        && (!is_heading || shape.digits > 0 && !dates::line(context.words(block), hints).is_empty())
}

/// Words of the longest note: a date with its label, two writers and their roles.
const NOTE: usize = 18;

/// Whether a block speaks of other articles or of readers.
pub(super) fn is_of_others(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let mark = context.page.blocks.get(at).and_then(|block| findings.mark_on(block));
    let others = [Label::RelatedLinks, Label::Comments, Label::Promotion];
    // What a box says is asked below: one around the headline, too, says nothing of a line.
    let by_words = mark.filter(|mark| mark.rule != site_chrome::RULE.name);
    by_words.is_some_and(|mark| others.contains(&mark.label))
        || says(context, at, headline(context, findings), OTHERS)
}

/// The block that is the headline.
pub(super) fn headline(context: &Context<'_>, findings: &Findings) -> Option<usize> {
    let title = findings.title?;
    let at = context.page.blocks.partition_point(|block| block.span.start < title.start);
    (at < context.page.blocks.len()).then_some(at)
}

/// Whether a box around a block says one of these things.
pub(super) fn says(context: &Context<'_>, at: usize, title: Option<usize>, what: Says) -> bool {
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

/// A date in a box that says that it holds what is known of an article, or next before its text, where nothing else says a
/// date and all such boxes name one day: those of lists name several.
fn claim_noted(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    if findings.claimed(Field::Published).next().is_some() {
        return;
    }
    let title = headline(context, findings);
    let Zones { first, last, .. } = zones(context, findings);
    // Where readers write, a day below the text may be that of the first comment.
    let mut behind = context.page.blocks.get(last..).unwrap_or_default().iter();
    let has_comments = behind.any(|block| findings.label(block) == Some(&Label::Comments));
    let mut noted: Vec<(Found, Block)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        let is_signed = !has_comments
            && (last..=last + BELOW).contains(&at)
            && !dates::line(context.words(block), hints).is_empty();
        let is_noted = at < first && at + ABOVE >= first
            || is_signed
            || says(context, at, title, Says::META.and(Says::AUTHOR));
        if shape.digits < 3 || shape.words > MOST_NOTED || !is_noted {
            continue;
        }
        if !is_of_others(context, findings, at) {
            // The date stands at the beginning of the longest notes.
            let words = text::head(context.words(block), BEGINNING);
            let found = dates::beside(words, hints).into_iter();
            let found = found.filter(|found| found.role != Role::Updated && found.when.is_some());
            noted.extend(found.map(|found| (found, *block)));
        }
    }
    let day = |found: &Found| found.when.map(|when| when.date);
    let Some((first, _)) = noted.first() else { return };
    if noted.iter().all(|(found, _)| day(found) == day(first)) {
        for (found, block) in &noted {
            date_line::claim(found, block, context, findings);
        }
    }
}

/// How many blocks from the last one of the text its date may stand alone, as a signature does.
const BELOW: usize = 3;

/// How many blocks above the text of an article may hold its date, the picture between them.
const ABOVE: usize = 3;

/// Bytes of a note in which its date is looked for.
const BEGINNING: usize = 150;

/// Words of the longest note that names a date: `This entry was posted on … and is filed under …`, with all that one can do.
const MOST_NOTED: usize = 100;

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
