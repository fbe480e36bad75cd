//! The writers whom lines of a plain page name: in the head of the article, or at its end.

use super::{Head, evidence, is_common, is_open};
use crate::dates::{self, Hints};
use crate::finding::{Field, Label};
use crate::lang;
use crate::page::{Block, Kind};
use crate::rules::near_title::headline;
use crate::rules::near_writers::{self, Line, writers};
use crate::rules::person::is_person;
use crate::rules::{Context, Findings, byline, lone_name, navigation_menu, said};
use crate::text::{self, Span};

/// How many blocks from the date the writer's name stands alone on its line.
const BESIDE: usize = 2;

/// How many blocks behind the end of the text a note about the writer may begin.
const BELOW: usize = 8;

/// Claims the writers: those that a line says to be, those beside the date, those alone between headline and text, those
/// whom lines at the end name that say so.
pub(super) fn claim(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    head: &Head,
) {
    let is_beside = |at: usize| head.dated.is_some_and(|dated| dated.abs_diff(at) <= BESIDE);
    let _ = head.blocks.iter().any(|at| claim_line(context, findings, hints, (*at, Line::Any)))
        || head
            .blocks
            .iter()
            .filter(|at| is_beside(**at))
            .any(|at| claim_line(context, findings, hints, (*at, Line::Beside)))
        || head.blocks.iter().any(|at| claim_alone(context, findings, *at))
        || head.blocks.iter().any(|at| claim_before_role(context, findings, *at))
        || near_writers::claim_said(context, findings, hints)
        || claim_dated(context, findings, hints)
        || claim_told(context, findings);
}

/// Bytes of the longest line with names: a megabyte of bars has no letters that count. With four bytes a letter, as many for
/// signs, and a second line, the longest byline has a thousand.
const LONGEST_BYTES: usize = 16 * byline::LONGEST;

/// Claims the names in a line, or, where it only says that they follow, in the line behind it; says whether there are any.
fn claim_line(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    (at, line): (usize, Line),
) -> bool {
    let Some(block) = context.page.blocks.get(at) else { return false };
    let Some(shape) = context.shapes.get(at).filter(|shape| !shape.is_prose()) else {
        return false;
    };
    let may = is_open(findings, block) || line == Line::Any && may_be_menu(findings, block);
    let is_long = shape.weight > byline::LONGEST || block.span.len() > LONGEST_BYTES;
    if !may || is_long || names_nobody(context, at) {
        return false;
    }
    // A line that breaks off before a name is one block with it where a scraper broke lines at links.
    let lines: Vec<Span> = text::lines(block.span.of(&context.page.text))
        .map(|line| line.shifted(block.span.start).trimmed(&context.page.text))
        .collect();
    let words = |span: &Span| span.of(&context.page.text).trim_start_matches(BULLETS);
    let next = context.page.blocks.get(at + 1).map(|next| next.span);
    for (number, own) in lines.iter().enumerate() {
        let names = names(context, words(own), hints, line);
        if !names.is_empty() {
            return claim_names(context, findings, &[*own], &names);
        }
        let behind = lines.get(number + 1).copied().or(next);
        let Some(behind) = behind.filter(|_| said::is_label(context, words(own))) else { continue };
        let behind = text::lines(behind.of(&context.page.text))
            .next()
            .map_or(behind, |line| line.shifted(behind.start));
        let mut names = self::names(context, words(&behind), hints, Line::Beside);
        if names.is_empty() && !behind.of(&context.page.text).contains(char::is_lowercase) {
            // In scripts without capitals only the word before a name says that it is one.
            let joined = format!("{} {}", words(own).trim_end(), words(&behind));
            names = self::names(context, &joined, hints, Line::Any);
        }
        if !names.is_empty() {
            claim_names(context, findings, &[*own, behind], &names);
            claim_more(context, findings, at + 1);
            return true;
        }
    }
    false
}

/// Claims a name in a script without capitals behind which a line is what that person does and nothing more: `김하늘`, `기자`.
fn claim_before_role(context: &Context<'_>, findings: &mut Findings, at: usize) -> bool {
    let (Some((block, _)), Some((role, _))) = (context.block(at), context.block(at + 1)) else {
        return false;
    };
    let words = context.words(block);
    let may = is_open(findings, block) || may_be_menu(findings, block);
    if !may || !byline::is_unspaced_name(words) || !said::is_bare_role(context, context.words(role))
    {
        return false;
    }
    claim_names(context, findings, &[role.span, block.span], &[words.to_owned()])
}

/// Claims the names on the lines behind that of the first one, which words or signs join to it.
fn claim_more(context: &Context<'_>, findings: &mut Findings, at: usize) {
    for (at, names) in byline::divided::more(context, at) {
        let Some(block) = context.page.blocks.get(at) else { break };
        let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        claim_names(context, findings, &[block.span], &names);
    }
}

/// Whether the rule `byline` reads in a line that it names nobody: `(interview = the desk)`.
fn names_nobody(context: &Context<'_>, at: usize) -> bool {
    context.written(at).is_some_and(<[_]>::is_empty)
}

/// Whether a rule took a line for one of a menu, among which a byline may stand that says that it is one.
fn may_be_menu(findings: &Findings, block: &Block) -> bool {
    let is_menu = |rule: &str| rule == navigation_menu::RULE.name;
    findings.mark_on(block).is_some_and(|mark| is_menu(&mark.rule))
}

/// The names in a line that says that they are the writers', or that stands where these do.
fn names(context: &Context<'_>, words: &str, hints: &Hints<'_>, line: Line) -> Vec<String> {
    let parted = dates::unglued(words, hints);
    let names = writers(context, &parted, hints, line);
    let is_desk = |name: &str| lang::is_desk(name) || said::is_bare_role(context, name);
    let fits = |name: &String| !is_desk(name) && (line == Line::Any || !is_common(context, name));
    if names.iter().all(fits) { names } else { Vec::new() }
}

/// Marks lines and claims the names in the last of them.
fn claim_names(
    context: &Context<'_>,
    findings: &mut Findings,
    lines: &[Span],
    names: &[String],
) -> bool {
    for line in lines {
        if !line.is_empty() {
            findings.mark(line.trimmed(&context.page.text), Label::Byline);
        }
    }
    for (name, line) in names.iter().zip(lines.last().into_iter().cycle()) {
        findings.claim_words(Field::Author, name, *line);
    }
    true
}

/// What stands before the items of a list.
pub(super) const BULLETS: &[char] = &['•', '*', '-', '·', '–', ' '];

/// Claims the one writer whom all lines before the end of the text name that say so right before a date, or with a word
/// on a line of its own: another line may have been taken for the headline.
fn claim_dated(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) -> bool {
    let mut said = Vec::new();
    for (at, block, shape) in context.blocks().take(findings.article.end) {
        let next = context.page.blocks.get(at + 1);
        if shape.weight > byline::LONGEST || shape.is_prose() || !is_open(findings, block) {
            continue;
        }
        let (words, next) = (context.words(block), next.map_or("", |next| context.words(next)));
        let is_dated = || dates::within(next, hints).iter().any(|found| found.span.start == 0);
        // Few lines have a date behind them or are a label: only in these names are looked for.
        let is_label = said::is_label(context, words);
        if !is_label && !is_dated() || names_nobody(context, at) {
            continue;
        }
        let own = writers(context, words, hints, Line::Any);
        let names = match own.as_slice() {
            [] if is_label => names(context, next, hints, Line::Beside),
            [_, ..] if is_dated() => own,
            _ => Vec::new(),
        };
        said.extend(names.into_iter().map(|name| (name, block.span)));
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
