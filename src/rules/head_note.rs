//! # head note
//!
//! Claims the day and the writers that a page of plain text shows in short lines around its headline, and marks these
//! lines: a name behind a word that says so, a name with the date or beside it, a name alone between headline and text.
//! Where a site stands around the article, it takes back what other rules claimed far from the headline and from the end
//! of the text, since menus, teasers and comments have names and dates, too.

mod doubts;
mod evidence;
mod signed;

use super::near_title::headline;
use super::near_writers::{self, Line, writers};
use super::shape::Shape;
use super::{Context, Findings, Rule, before_title, date_line, near_dates};
use crate::dates::{self, Hints, Role};
use crate::finding::Label;
use crate::page::Block;
use crate::text;
pub(super) use evidence::{glued, is_common, is_likely, is_of_text, signs_text};

pub(super) const RULE: Rule = Rule {
    name: "head_note",
    summary: "the day and the writers in short lines around the headline of a plain page; claims them",
    scan,
};

/// How many blocks behind the headline may hold a standfirst, buttons and then the writers and the date.
const BEHIND: usize = 12;

/// How many blocks before the headline may hold them.
const BEFORE: usize = 4;

/// How many blocks before the first one of the text may hold them, where another line was taken for the headline.
const ABOVE: usize = 8;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let head = head(context, findings);
    let has_site = !findings.article.is_empty();
    if has_site {
        doubts::names(context, findings, &head);
    } else {
        doubts::late_names(context, findings, &head);
    }
    let hints = context.hints(date_line::order(context, findings));
    let dated = claim_dates(context, findings, &hints, &head);
    if has_site {
        doubts::days(context, findings, &head);
    }
    // Many systems name the outlet as the author; the person stands on the page.
    if !near_writers::is_known(findings) {
        signed::claim(context, findings, &hints, &Head { blocks: head, dated });
    }
    evidence::shorten(context, findings);
}

/// The blocks in which an article says when and by whom it was written, and the one that holds the date.
struct Head {
    blocks: Vec<usize>,
    dated: Option<usize>,
}

/// The blocks behind the headline up to the third paragraph, since the first ones may be a standfirst, then those before it,
/// the next first; then those before the text.
fn head(context: &Context<'_>, findings: &Findings) -> Vec<usize> {
    let mut head = Vec::new();
    if let Some(title) = headline(context, findings) {
        let end = (title + 1 + BEHIND).min(context.page.blocks.len());
        let is_paragraph = |at: &usize| {
            let block = context.page.blocks.get(*at);
            let is_prose = context.shapes.get(*at).is_some_and(Shape::is_prose);
            is_prose && block.is_some_and(|block| findings.label(block).is_none())
        };
        let end = (title + 1..end).filter(is_paragraph).nth(STANDFIRSTS).unwrap_or(end);
        head.extend(title + 1..end);
        head.extend((title.saturating_sub(BEFORE)..title).rev());
    }
    if !findings.article.is_empty() {
        let first = findings.article.start;
        let above = (first.saturating_sub(ABOVE)..=first).filter(|at| !head.contains(at));
        head.extend(above.collect::<Vec<_>>());
    }
    head
}

/// Paragraphs of the longest standfirst.
const STANDFIRSTS: usize = 2;

/// Claims the dates in the head; says which block holds the first one.
fn claim_dates(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    head: &[usize],
) -> Option<usize> {
    let mut dated = None;
    for at in head {
        let Some((block, shape)) = context.block(*at) else { continue };
        let is_line = findings.label(block) == Some(&Label::DateLine);
        if shape.digits < DIGITS
            || !(is_line
                || is_open(findings, block) && is_note_of_day(context, findings, *at, hints))
        {
            continue;
        }
        let found = near_dates::claim_in(context, findings, hints, *at);
        if found.is_empty() {
            continue;
        }
        findings.mark_block(context, block, &Label::DateLine);
        dated = dated.or(Some(*at));
        if found.iter().any(|found| found.role != Role::Updated) {
            break;
        }
    }
    dated
}

/// Digits of the shortest date.
const DIGITS: usize = 4;

/// Whether a line is a note with the day in it: parts with signs between them, the day first with little behind it, or a
/// word before it that says who wrote, or a line above it. A sentence, a name of an event or a teaser may have a day, too.
fn is_note_of_day(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
    hints: &Hints<'_>,
) -> bool {
    let Some((block, shape)) = context.block(at) else { return false };
    if !near_dates::is_note(context, at, hints) || shape.ends {
        return false;
    }
    let words = dates::unglued(context.words(block), hints);
    let found = dates::beside(&words, hints);
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let before = text::before(&words, first.span.start).trim();
    let behind = text::after(&words, last.span.end).trim();
    let is_short = |part: &str| part.split_whitespace().count() <= PART;
    let is_parted = (before.is_empty() || before.ends_with(SIGNS))
        && (behind.is_empty() || behind.starts_with(SIGNS));
    let is_first = before.is_empty() && behind.split_whitespace().count() <= BEHIND_DAY;
    let is_said = || {
        let last = at.checked_sub(1).and_then(|last| context.page.blocks.get(last));
        let is_below = last.is_some_and(|last| findings.label(last) == Some(&Label::Byline));
        is_below && behind.is_empty() && is_short(before)
            || !writers(context, &words, hints, Line::Any).is_empty()
    };
    is_parted && is_short(before) && is_short(behind) || is_first || is_said()
}

/// Signs between the day and the other parts of a note.
const SIGNS: &[char] = &['|', '·', '•', '/', '｜', '–', '—', '-', ','];

/// Words of the longest part of a note beside the day: two writers and what they are.
const PART: usize = 8;

/// Words of what stands behind a day without a sign between: `5 min read`.
const BEHIND_DAY: usize = 3;

/// Whether a block may say who wrote the text and when: no rule knows its words as something else.
fn is_open(findings: &Findings, block: &Block) -> bool {
    let known = [Label::Byline, Label::DateLine, Label::RelativeTime, Label::CommentCount];
    let mark = findings.mark_on(block);
    let is_by_place = |rule: &str| rule == before_title::RULE.name || rule == super::LEARNED;
    !findings.is_title(block)
        && mark.is_none_or(|mark| known.contains(&mark.label) || is_by_place(&mark.rule))
}
