//! # near title
//!
//! Claims the date and the writers that an HTML page shows in short lines beside its headline (`Ann Leewood | 13 August
//! 2025 | 5 min read`), whatever else these lines say and whoever marked them; and a date that says on any line that it
//! is the one of publication, where all that say so agree. It marks nothing: what such a line is, other rules know.

use super::shape::Shape;
use super::{Context, Findings, Rule, date_line, near_dates, near_writers, site_chrome};
use crate::finding::Label;
use crate::page::layout::Says;

pub(super) const RULE: Rule = Rule {
    name: "near_title",
    summary: "claims the date and the writers in short lines beside the headline of an HTML page; marks nothing",
    scan,
};

/// How many blocks behind the headline may hold a standfirst, buttons and then the date.
const BEHIND: usize = 8;

/// How many blocks before the headline may hold the writers, the section between them.
pub(super) const BEFORE: usize = 4;

/// Boxes that speak of other articles and of readers.
const OTHERS: Says = Says::RELATED.and(Says::COMMENTS).and(Says::PROMOTION).and(Says::NAVIGATION);

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.page.layout.areas.is_empty() {
        return;
    }
    let hints = context.hints(date_line::order(context, findings));
    if let Some(title) = headline(context, findings) {
        let end = end(context, findings, title);
        let dated = near_dates::claim(context, findings, &hints, (title, end));
        near_writers::claim(context, findings, &hints, (title, end), dated);
    } else {
        near_dates::claim_lines(context, findings, &hints);
    }
    near_dates::claim_said(context, findings, &hints);
    near_dates::claim_noted(context, findings, &hints);
}

/// Where the head of the article ends: at its second paragraph, since the first may be a standfirst before the date.
fn end(context: &Context<'_>, findings: &Findings, title: usize) -> usize {
    let end = (title + 1 + BEHIND).min(context.page.blocks.len());
    let mut paragraphs = (title + 1..end).filter(|at| {
        let block = context.page.blocks.get(*at);
        let is_prose = context.shapes.get(*at).is_some_and(Shape::is_prose);
        is_prose && block.is_some_and(|block| findings.label(block).is_none())
    });
    paragraphs.nth(1).unwrap_or(end)
}

/// Whether a block speaks of other articles or of readers.
pub(super) fn is_of_others(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let mark = context.page.blocks.get(at).and_then(|block| findings.mark_on(block));
    let others = [Label::RelatedLinks, Label::Comments, Label::Promotion];
    // What a box says is asked below: one around the headline, too, says nothing of a line.
    let by_words = mark.filter(|mark| mark.rule != site_chrome::RULE.name);
    by_words.is_some_and(|mark| others.contains(&mark.label))
        || says(context, at, headline(context, findings), OTHERS) && !holds_note(context, at)
}

/// Whether the innermost box around a block says that it holds what is known of an article, and nothing of other things.
pub(super) fn holds_note(context: &Context<'_>, at: usize) -> bool {
    let layout = &context.page.layout;
    let area = layout.places.get(at).and_then(|place| layout.areas.get(place.area));
    area.is_some_and(|area| area.says.any(Says::META) && !area.says.any(OTHERS))
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
