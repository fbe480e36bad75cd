//! The dates that a page shows beside its headline, before or behind its text, or on a line that says so. On HTML
//! `near_title` asks for them, on plain text `head_note` for those of single lines.

use std::borrow::Cow;

use super::near_title::{headline, is_of_others, says};
use super::zones::{Zones, zones};
use super::{Context, Findings, date_line, said};
use crate::dates::{self, Found, Hints, Role};
use crate::finding::{Field, Label};
use crate::page::layout::{self, Says};
use crate::page::{Block, Kind};
use crate::text::{self, Span};

/// How many blocks before the headline may hold the date, the section between them.
const BEFORE: usize = 4;

/// Claims the dates beside the headline, which is block `title`; the head of the article ends before `end`. Says which
/// block holds the first one.
pub(super) fn claim(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    (title, end): (usize, usize),
) -> Option<usize> {
    let behind: Vec<usize> = (title + 1..end).collect();
    let before = before(context, findings, title);
    claim_first(context, findings, hints, &behind)
        .or_else(|| claim_first(context, findings, hints, &before))
}

/// The blocks before the headline that stand with it, the next first: above a menu stands the day of today.
fn before(context: &Context<'_>, findings: &Findings, title: usize) -> Vec<usize> {
    let mut blocks = Vec::new();
    let mut is_behind_link = false;
    for at in (title.saturating_sub(BEFORE)..title).rev() {
        let is_linked = context
            .page
            .layout
            .places
            .get(at)
            .is_some_and(|place| place.letters > 0 && place.linked == place.letters);
        let words = context.shapes.get(at).map_or(0, |shape| shape.words);
        let is_menu = is_linked && (is_behind_link || words > SECTION);
        let is_date_of_title = at + 1 == title && stands_with(context, findings, at, title);
        if is_menu || is_around(context, findings, at) && !is_date_of_title {
            break;
        }
        is_behind_link |= is_linked;
        // Behind the name of a section it must share a box with the headline; otherwise that may be a menu of one row.
        if !is_behind_link || is_boxed_with(context, at, title) {
            blocks.push(at);
        }
    }
    blocks
}

/// Words of the longest name of a section that is a link above a headline.
const SECTION: usize = 3;

/// Whether a block is one of a menu or of the head of the site.
fn is_around(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let Some(block) = context.page.blocks.get(at) else { return true };
    block.kind == Kind::Chrome || findings.label(block) == Some(&Label::NavigationMenu)
}

/// Whether the largest box around a block that does not hold the headline is a small one without a menu beside it.
fn stands_with(context: &Context<'_>, findings: &Findings, at: usize, title: usize) -> bool {
    let own = around(context, at).take_while(|area| !area.blocks.contains(&title)).last();
    own.is_some_and(|area| {
        let mut others = area.blocks.clone().filter(|other| *other != at);
        area.blocks.len() <= SMALL && !others.any(|other| is_around(context, findings, other))
    })
}

/// Blocks of the largest box about one headline: a section, a day, the writers.
const SMALL: usize = 4;

/// Whether a box that is smaller than the page is around two blocks.
fn is_boxed_with(context: &Context<'_>, at: usize, title: usize) -> bool {
    let areas = &context.page.layout.areas;
    let mut area = context.page.layout.places.get(at).map(|place| place.area);
    while let Some(number) = area.filter(|number| *number > 0) {
        let Some(known) = areas.get(number) else { return false };
        if known.blocks.contains(&title) {
            // A box around the whole page is the page.
            return known.blocks.start > 0 || known.blocks.end < context.page.blocks.len();
        }
        area = Some(known.parent).filter(|parent| *parent < number);
    }
    false
}

/// Claims the dates of the first of these blocks that holds any; says which.
fn claim_first(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    among: &[usize],
) -> Option<usize> {
    let mut dated = None;
    for at in among {
        // The line behind the headline is the headline's, even where its box is named as those of other articles.
        let is_others = !is_next(context, findings, *at) && is_of_others(context, findings, *at);
        if is_others || !is_note(context, *at, hints) {
            continue;
        }
        let found = claim_in(context, findings, hints, *at);
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

/// Claims the dates of a block that are its page's, also where a scraper lost the blanks before them.
pub(super) fn claim_in(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    at: usize,
) -> Vec<Found> {
    let Some(block) = context.page.blocks.get(at) else { return Vec::new() };
    let words = dates::unglued(context.words(block), hints);
    let mut found = dates::beside(&words, hints);
    if let Cow::Owned(_) = words {
        // The places in the line are others than those in the document.
        found.retain(|found| !dates::is_other(text::before(&words, found.span.start), hints));
        let whole = Span::new(0, block.span.len());
        for found in &mut found {
            found.span = whole;
        }
    } else {
        found.retain(|found| !is_of_other(context, at, found, hints));
    }
    for found in &found {
        date_line::claim(found, block, context, findings);
    }
    found
}

/// Whether words hold two times of day with a dash between them, from when to when something goes on: `7:30 pm - 9 pm`.
fn has_span_of_times(words: &str) -> bool {
    let letter = |it: char| it.is_alphabetic() || matches!(it, '.' | ' ');
    let is_time = |words: &str| {
        let hours = words.split_once(':').map(|(hours, minutes)| (hours, minutes.get(..2)));
        hours.is_some_and(|(hours, minutes)| {
            hours.ends_with(|it: char| it.is_ascii_digit())
                && minutes.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
        })
    };
    words.match_indices(['-', '–', '—']).any(|(at, dash)| {
        let before = text::before(words, at).trim_end_matches(letter);
        let behind = text::after(words, at + dash.len()).trim_start();
        let last = before.rsplit(' ').next().unwrap_or_default();
        is_time(last) && is_time(text::head(behind, LONGEST_TIME))
    })
}

/// Bytes of a time of day: `12:30`.
const LONGEST_TIME: usize = 5;

/// Whether a date in words is the first or the last day of something, a dash between the two: a life, an exhibition.
fn is_in_range(words: &str, found: &Found, hints: &Hints<'_>) -> bool {
    let dash = |it: char| matches!(it, '-' | '–' | '—');
    let (before, behind) =
        (text::before(words, found.span.start), text::after(words, found.span.end));
    let is_begun = found.span.of(words).trim_end().ends_with(dash);
    let next = behind.trim_start();
    let next = if is_begun { Some(next) } else { next.strip_prefix(dash) };
    let is_first = next.is_some_and(|next| {
        let next = next.trim_start();
        dates::within(next, hints).first().is_some_and(|it| it.span.start == 0)
    });
    let last = before.trim_end().strip_suffix(dash).map(str::trim_end);
    let is_last = last.is_some_and(|last| {
        dates::within(last, hints).last().is_some_and(|it| it.span.end == last.len())
    });
    is_first || is_last
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

/// Whether a block is a note, no sentence and no headline of another article; a heading is one that holds a date alone.
pub(super) fn is_note(context: &Context<'_>, at: usize, hints: &Hints<'_>) -> bool {
    let (Some(block), Some(shape)) = (context.page.blocks.get(at), context.shapes.get(at)) else {
        return false;
    };
    let is_heading = matches!(block.kind, Kind::Heading(_));
    shape.words <= NOTE
        && !shape.is_prose()
        && !is_shown(context, at)
        && (!is_heading || shape.digits > 0 && !dates::line(context.words(block), hints).is_empty())
}

/// Words of the longest note: a date with its label, two writers and their roles.
const NOTE: usize = 18;

/// Whether a block is shown in the article and no part of it: words under a picture, or a post of a social network, which
/// stands in a quotation or ends in `A post shared by Ann (@annlee) on 3 May 2025`.
fn is_shown(context: &Context<'_>, at: usize) -> bool {
    let Some(block) = context.page.blocks.get(at) else { return true };
    block.kind == Kind::Caption
        || context.words(block).contains("(@")
        || around(context, at).any(|area| area.role == layout::Role::Quote)
}

/// The boxes around a block, the next first.
fn around<'a>(context: &Context<'a>, at: usize) -> impl Iterator<Item = &'a layout::Area> {
    let layout = &context.page.layout;
    let first = layout.places.get(at).map(|place| place.area);
    let next = move |number: &usize| {
        let parent = layout.areas.get(*number)?.parent;
        (parent < *number).then_some(parent)
    };
    std::iter::successors(first, next).filter_map(|number| layout.areas.get(number))
}

/// Whether a date is that of something else than the page: what stands before it in its line, or on the line before, says
/// so; or a colon stands before it, behind a word that no table of labels knows.
pub(super) fn is_of_other(
    context: &Context<'_>,
    at: usize,
    found: &Found,
    hints: &Hints<'_>,
) -> bool {
    let Some(block) = context.page.blocks.get(at) else { return true };
    let words = context.words(block);
    let before = text::before(words, found.span.start).trim_end();
    let part = before.rsplit(['|', '·', '•', '\n']).next().unwrap_or_default();
    if dates::is_other(part, hints) || has_span_of_times(words) {
        return true;
    }
    if found.role != Role::Unsaid {
        return false;
    }
    if is_in_range(words, found, hints) {
        return true;
    }
    if before.is_empty() {
        let last = at.checked_sub(1).and_then(|at| context.page.blocks.get(at));
        let label = last.map_or("", |last| context.words(last));
        return label.chars().count() <= LABEL && dates::is_label_of_other(label, hints);
    }
    before.ends_with([':', '：'])
}

/// Letters of the longest line that is a label of the line behind it.
const LABEL: usize = 30;

/// A date in a box that says that it holds what is known of an article, or next before its text, where nothing else says a
/// date and all such boxes name one day: those of lists name several.
pub(super) fn claim_noted(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    if findings.claimed(Field::Published).next().is_some() {
        return;
    }
    let title = headline(context, findings);
    let Zones { first, last, .. } = zones(context, findings);
    // Where readers write, a day below the text may be that of the first comment.
    let mut behind = context.page.blocks.get(last..).unwrap_or_default().iter();
    let has_comments = behind.any(|block| findings.label(block) == Some(&Label::Comments));
    // What stands above the headline and not with it is the site's.
    let top = title.map_or(0..0, |title| 0..title);
    let with_title = title.map_or_else(Vec::new, |title| before(context, findings, title));
    let is_of_site = |at: usize| top.contains(&at) && !with_title.contains(&at);
    let is_signed = |at: usize, kind: Kind| {
        (last..=last + BELOW).contains(&at)
            && !matches!(kind, Kind::Cell | Kind::Item)
            && is_signature(context, at, (last, has_comments), hints)
    };
    let mut noted: Vec<(Found, Block)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        if shape.digits < 3 || shape.words > MOST_NOTED || is_of_site(at) {
            continue;
        }
        let is_noted = (first.saturating_sub(ABOVE)..first).contains(&at)
            || is_signed(at, block.kind)
            || says(context, at, title, Says::META.and(Says::AUTHOR));
        if !is_noted || is_shown(context, at) || is_of_others(context, findings, at) {
            continue;
        }
        // The date stands at the beginning of the longest notes.
        let words = text::head(context.words(block), BEGINNING);
        let found = dates::beside(words, hints).into_iter();
        let found = found.filter(|found| {
            found.role != Role::Updated
                && found.when.is_some()
                && !is_of_other(context, at, found, hints)
        });
        noted.extend(found.map(|found| (found, *block)));
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

/// Whether a block behind the `last` one of the text signs it: a date alone, or who wrote it and when.
fn is_signature(
    context: &Context<'_>,
    at: usize,
    (last, has_comments): (usize, bool),
    hints: &Hints<'_>,
) -> bool {
    let Some((block, _)) = context.block(at) else { return false };
    let words = context.words(block);
    let is_alone = || !has_comments && !dates::line(words, hints).is_empty();
    said::strip(context, words).1 || is_alone() && is_next_behind(context, at, last)
}

/// Whether a block stands next behind the last one of the text, and neither under a heading of its own nor beside the article.
fn is_next_behind(context: &Context<'_>, at: usize, last: usize) -> bool {
    let mut behind = context.page.blocks.get(last + 1..=at).unwrap_or_default().iter();
    !behind.any(|block| matches!(block.kind, Kind::Heading(_) | Kind::Chrome))
}

/// Where nobody knows which block is the headline: the lines before the tail that are dates and nothing else.
pub(super) fn claim_lines(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    let tail = zones(context, findings).tail;
    for (at, block, _) in context.blocks().take(tail) {
        let is_date = findings.label(block) == Some(&Label::DateLine);
        if is_date && block.kind != Kind::Chrome && !is_shown(context, at) {
            for found in &dates::line(context.words(block), hints) {
                date_line::claim(found, block, context, findings);
            }
        }
    }
}

/// A date that says that it is the one of publication, on any short line, where all that do so agree on the day.
pub(super) fn claim_said(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    let mut said: Vec<(Found, &Block)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        // A sentence of the body may speak of a book that was published.
        if shape.digits < 4
            || findings.label(block).is_none()
            || is_shown(context, at)
            || is_of_others(context, findings, at)
        {
            continue;
        }
        let words = context.words(block);
        // In the foot of a site stands when the outlet was registered, behind its number.
        let is_of_other = |found: &Found| {
            dates::is_other(text::before(words, found.span.start), hints)
                || is_of_other(context, at, found, hints)
        };
        let found = dates::within(words, hints).into_iter();
        let published = found.filter(|it| it.role == Role::Published && !is_of_other(it));
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
