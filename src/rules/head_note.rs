//! # head note
//!
//! Claims the day and the writers that a page of plain text shows in short lines around its headline, and marks these
//! lines: a name behind a word that says so, a name with the date or beside it, a name alone between headline and text.
//! Where a site stands around the article, it takes back what other rules claimed far from the headline and from the end
//! of the text, since menus, teasers and comments have names and dates, too.

mod evidence;

use super::near_title::headline;
use super::near_writers::{self, Line, writers};
use super::person::is_person;
use super::shape::Shape;
use super::{
    Context, Findings, Rule, before_title, byline, date_line, lone_name, near_dates, said,
};
use crate::dates::{self, Hints, Role};
use crate::finding::{Claim, Evidence, Field, Label};
use crate::lang;
use crate::page::{Block, Kind};
use crate::text;
pub(super) use evidence::{is_common, signs_text};

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

/// How many blocks from the date the writer's name stands alone on its line.
const BESIDE: usize = 2;

/// How many blocks around the end of the text may hold who signs it.
const WITHIN: usize = 4;
const BELOW: usize = 8;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let head = head(context, findings);
    let has_site = !findings.article.is_empty();
    if has_site {
        doubt_names(context, findings, &head);
    }
    let hints = context.hints(date_line::order(context, findings));
    let dated = claim_dates(context, findings, &hints, &head);
    if has_site {
        doubt_days(context, findings, &head);
    }
    // Many systems name the outlet as the author; the person stands on the page.
    if !near_writers::is_known(findings) {
        claim_writers(context, findings, &hints, &Head { blocks: head, dated });
    }
}

/// The blocks in which an article says when and by whom it was written, and the one that holds the date.
struct Head {
    blocks: Vec<usize>,
    dated: Option<usize>,
}

/// The blocks behind the headline up to the second paragraph, since the first may be a standfirst, then those before it,
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
        let end = (title + 1..end).filter(is_paragraph).nth(1).unwrap_or(end);
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

/// The block that the words of a claim stand in.
fn place(context: &Context<'_>, claim: &Claim) -> Option<usize> {
    let Evidence::Text(span) = claim.evidence else { return None };
    let at = context.page.blocks.partition_point(|block| block.span.end <= span.start);
    (at < context.page.blocks.len()).then_some(at)
}

/// Takes back the names that neither the head nor the end of the article shows, and those at its end where the head names
/// the writers.
fn doubt_names(context: &Context<'_>, findings: &mut Findings, head: &[usize]) {
    let end = findings.article.end;
    let near_end = end.saturating_sub(WITHIN)..end + BELOW;
    let places = |claim: &Claim| place(context, claim).filter(|_| claim.field == Field::Author);
    let is_signed = findings.claims.iter().filter_map(&places).any(|at| head.contains(&at));
    let is_at_end = |claim: &Claim| {
        let at = places(claim).filter(|at| !head.contains(at) && near_end.contains(at))?;
        let words = byline::bare(context.words(context.page.blocks.get(at)?));
        let is_sure = said::strip(context, words).1
            || signs_text(context, findings, at, &[(claim.field, claim.value.clone())]);
        is_sure.then_some(at)
    };
    let at_end: Vec<usize> = findings.claims.iter().filter_map(is_at_end).collect();
    findings.doubt(|claim| {
        let at = places(claim)?;
        if head.contains(&at) {
            None
        } else if !near_end.contains(&at) {
            Some("far from the headline and from the end of the text")
        } else if !at_end.contains(&at) {
            Some("no more than words with capitals behind the text")
        } else {
            is_signed.then_some("at the end of the text, where the head names the writers")
        }
    });
}

/// Takes back the days of other lines where the head of the article shows one, and those above the headline, where the day
/// of today stands, where one stands below it.
fn doubt_days(context: &Context<'_>, findings: &mut Findings, head: &[usize]) {
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

/// Claims the writers: those that a line says to be, those beside the date, those alone between headline and text, those
/// whom lines at the end name that say so.
fn claim_writers(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>, head: &Head) {
    let is_beside = |at: usize| head.dated.is_some_and(|dated| dated.abs_diff(at) <= BESIDE);
    let _ = head.blocks.iter().any(|at| claim_line(context, findings, hints, (*at, Line::Any)))
        || head
            .blocks
            .iter()
            .filter(|at| is_beside(**at))
            .any(|at| claim_line(context, findings, hints, (*at, Line::Beside)))
        || head.blocks.iter().any(|at| claim_alone(context, findings, *at))
        || near_writers::claim_said(context, findings, hints)
        || claim_dated(context, findings, hints)
        || claim_told(context, findings);
}

/// Claims the names in a line, or, where it only says that they follow, in the line behind it; says whether there are any.
fn claim_line(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    (at, line): (usize, Line),
) -> bool {
    let names = |at: usize, line: Line| {
        let block = context.page.blocks.get(at).filter(|block| is_open(findings, block))?;
        let is_short = |shape: &Shape| shape.weight <= byline::LONGEST && !shape.is_prose();
        let is_short = context.shapes.get(at).is_some_and(is_short);
        let words = dates::unglued(context.words(block), hints);
        let words = words.trim_start_matches(BULLETS);
        let names = if is_short { writers(context, words, hints, line) } else { Vec::new() };
        let is_desk = |name: &str| lang::is_desk(name) || said::is_bare_role(context, name);
        let fits =
            |name: &String| !is_desk(name) && (line == Line::Any || !is_common(context, name));
        (!names.is_empty() && names.iter().all(fits)).then_some((block, names))
    };
    let Some(own) = context.page.blocks.get(at) else { return false };
    let is_label = said::is_label(context, context.words(own).trim_start_matches(BULLETS));
    let found = names(at, line)
        .or_else(|| names(at + 1, Line::Beside).filter(|_| is_label && is_open(findings, own)));
    let Some((block, names)) = found else { return false };
    let block = *block;
    findings.mark_block(context, own, &Label::Byline);
    findings.mark_block(context, &block, &Label::Byline);
    for name in &names {
        findings.claim_words(Field::Author, name, block.span);
    }
    true
}

/// What stands before the items of a list.
const BULLETS: &[char] = &['•', '*', '-', '·', '–', ' '];

/// Claims the one writer whom all lines before the end of the text name that say so right before a date: another line may
/// have been taken for the headline.
fn claim_dated(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) -> bool {
    let mut said = Vec::new();
    for (at, block, shape) in context.blocks().take(findings.article.end) {
        let next = context.page.blocks.get(at + 1);
        if shape.weight > byline::LONGEST || shape.is_prose() || !is_open(findings, block) {
            continue;
        }
        let names = writers(context, context.words(block), hints, Line::Any);
        let next = next.map_or("", |next| context.words(next));
        if !names.is_empty() && dates::within(next, hints).iter().any(|found| found.span.start == 0)
        {
            said.extend(names.into_iter().map(|name| (name, block.span)));
        }
    }
    near_writers::claim_agreed(findings, &said)
}

/// Claims the one person around the end of the text whose name stands alone above a paragraph that begins with it.
fn claim_told(context: &Context<'_>, findings: &mut Findings) -> bool {
    let article = findings.article.clone();
    let mut told = Vec::new();
    for at in article.end.saturating_sub(NOTES)..article.end + BELOW {
        let Some((block, shape)) = context.block(at) else { break };
        if shape.weight > byline::LONGEST || shape.ends || findings.is_title(block) {
            continue;
        }
        let name = context.words(block);
        let is_above = (at + 1..=at + BESIDE).any(|at| evidence::tells(context, name, at));
        if is_person(name) && is_above {
            told.push((name.to_owned(), block.span));
        }
    }
    near_writers::claim_agreed(findings, &told)
}

/// How many blocks before the end of the text a note about the writer may begin.
const NOTES: usize = 8;

/// Claims a name that stands alone between headline and text.
fn claim_alone(context: &Context<'_>, findings: &mut Findings, at: usize) -> bool {
    let Some((block, shape)) = context.block(at) else { return false };
    let is_behind = headline(context, findings).is_some_and(|title| title < at);
    if findings.label(block).is_some()
        || findings.is_title(block)
        || !is_behind
        || shape.ends
        || shape.weight > byline::LONGEST
        || matches!(block.kind, Kind::Item | Kind::Cell)
    {
        return false;
    }
    let words = byline::bare(context.words(block));
    let mut claims = lone_name::read(context, words);
    // One word is a name where a paragraph tells of the person and a date stands beside it.
    if claims.is_empty() && evidence::is_given_name(context, findings, at) {
        claims.push((Field::Author, words.to_owned()));
    }
    let is_name = |(field, name): &(Field, String)| {
        *field == Field::Author && (is_person(name) || lang::is_desk(name) || !name.contains(' '))
    };
    if claims.is_empty()
        || !claims.iter().all(is_name)
        || !evidence::heads_text(context, findings, at, &claims)
    {
        return false;
    }
    findings.mark_block(context, block, &Label::Byline);
    for (field, name) in claims {
        findings.claim_words(field, &name, block.span);
    }
    true
}
