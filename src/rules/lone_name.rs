//! # lone name
//!
//! Marks a person's name or an agency alone on a line where only bylines stand, between the headline and the body or
//! between the body and the tail, and claims it.

use super::byline::{LONGEST, bare, is_place_of_bylines, is_unspaced_name, signed, split};
use super::person::{is_person, is_writer};
use super::shape::Shape;
use super::zones::{Zones, zones};
use super::{Context, Findings, Rule, byline, flow, head_note, said};
use crate::finding::{Evidence, Field, Label};
use crate::lang;
use crate::lang::phrase;
use crate::names;
use crate::page::{Block, Kind};

pub(super) const RULE: Rule = Rule {
    name: "lone_name",
    summary: "a person's name or an agency alone on a line at an edge of the body; claims it",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let is_html = !context.page.layout.areas.is_empty();
    for (at, block, shape) in context.blocks() {
        let at_edge = at < zones.first || at >= zones.last;
        let fits = fits(context, at, block, shape);
        // The title of a section behind the text is two words with capitals, too.
        let is_section = is_html && at >= zones.last && matches!(block.kind, Kind::Heading(_));
        if is_section
            || !at_edge
            || !fits
            || findings.label(block).is_some()
            || findings.is_title(block)
        {
            continue;
        }
        if !is_place_of_bylines(context, findings, at, zones) {
            continue;
        }
        // A name that a link took out of a sentence is none that signs it.
        let is_in_sentence = !is_html && flow::joins(context, at);
        // Buttons side by side are wider apart than the names of one person.
        if is_in_sentence || context.words(block).contains("  ") {
            continue;
        }
        // Names of sections stand side by side, too; on one line nothing but a date tells a writer's.
        if context.page.is_one_line && !is_dated(context, findings, at) {
            continue;
        }
        if let Some(name) = source(context, context.words(block)) {
            if findings.mark_block(context, block, &Label::SourceLine) {
                findings.claim_words(Field::Publisher, name, block.span);
            }
            continue;
        }
        let mut claims = read(context, bare(context.words(block)));
        if claims.is_empty() {
            claims = several(context, context.words(block));
        }
        if claims.is_empty()
            && !is_html
            && at < zones.first
            && takes_pictures(context, findings, block, shape)
        {
            claims = split(context, bare(context.words(block)));
        }
        // Around an article many lines look like names; between headline and text the rule `head_note` tells.
        let has_site = !is_html && !findings.article.is_empty();
        let is_common = |(field, name): &(Field, String)| {
            *field == Field::Author && !is_html && head_note::is_common(context, name)
        };
        if has_site && !head_note::signs_text(context, findings, at, &claims)
            || claims.iter().any(is_common)
        {
            continue;
        }
        if !claims.is_empty() && findings.mark_block(context, block, &Label::Byline) {
            claim(context, findings, (at, zones), claims);
        }
    }
}

/// Claims the names of a marked line where these are the writers'.
fn claim(
    context: &Context<'_>,
    findings: &mut Findings,
    (at, zones): (usize, Zones),
    claims: Vec<(Field, String)>,
) {
    let Some(block) = context.page.blocks.get(at) else { return };
    let is_html = !context.page.layout.areas.is_empty();
    let is_likely = |(field, name): &(Field, String)| {
        *field != Field::Author || lang::is_desk(name) || head_note::is_likely(context, at, name)
    };
    // Below the text of which the head names the writers stand teasers with theirs.
    let is_late = at >= zones.last && is_signed_above(context, findings, zones.first);
    let is_unlikely = is_html && !claims.iter().any(is_likely);
    if is_late || is_unlikely || is_of_last(context, findings, at, &claims) {
        return;
    }
    for (field, name) in claims {
        // HTML pages have many short lines; but for the one that signs the text, the rule `near_title` tells
        // which name is the writer's.
        let signs = at > zones.last
            && at <= zones.last + SIGNED
            && !context.is_link(at)
            && !matches!(block.kind, Kind::Heading(_) | Kind::Item);
        if is_html && !signs && field == Field::Author {
            continue;
        }
        findings.claim_words(field, &name, block.span);
    }
}

/// Whether a rule found a writer in a line between the headline and the text.
fn is_signed_above(context: &Context<'_>, findings: &Findings, first: usize) -> bool {
    let start = context.page.blocks.get(first).map_or(0, |block| block.span.start);
    let title = findings.title.map_or(0, |title| title.end);
    findings.claimed(Field::Author).any(
        |claim| matches!(claim.evidence, Evidence::Text(at) if (title..start).contains(&at.start)),
    )
}

/// Whether a line belongs to the one before it: a name behind the word for who took the pictures or who edited, or what the
/// writer is behind the name.
fn is_of_last(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
    claims: &[(Field, String)],
) -> bool {
    let Some(last) = at.checked_sub(1).and_then(|last| context.page.blocks.get(last)) else {
        return false;
    };
    let words = context.words(last);
    let is_name = || findings.label(last) == Some(&Label::Byline) && is_person(words);
    byline::takes_pictures(words)
        || said::is_editor(words)
        || claims.iter().all(|(_, name)| lang::is_desk(name)) && is_name()
}

/// The names of a line that is nothing but full names with dashes between, or names in the brackets that Japanese papers put
/// around them.
pub(super) fn several(context: &Context<'_>, words: &str) -> Vec<(Field, String)> {
    let (opening, closing) = BRACKETS;
    let inner = words.strip_prefix(opening).and_then(|rest| rest.strip_suffix(closing));
    if let Some(inner) = inner {
        let names = split(context, inner);
        let are_names = names.iter().all(|(_, name)| is_unspaced_name(name));
        return if are_names { names } else { Vec::new() };
    }
    let Some(dash) = DASHES.iter().find(|dash| words.contains(**dash)) else { return Vec::new() };
    let names: Vec<(Field, String)> =
        words.split(dash).flat_map(|part| split(context, part)).collect();
    let is_full = |(_, name): &(Field, String)| {
        name.contains(' ') && is_person(name) && !head_note::is_common(context, name)
    };
    if names.iter().all(is_full) { names } else { Vec::new() }
}

/// What parts the names of those who sign, beside what does so in bylines.
const DASHES: &[&str] = &[" - ", " – ", " — "];

/// What Japanese papers put around the names of those who sign.
const BRACKETS: (char, char) = ('【', '】');

/// Whether a line can be a name: short, no sentence. The cells of a table name people who wrote nothing.
fn fits(context: &Context<'_>, at: usize, block: &Block, shape: &Shape) -> bool {
    (2..=LONGEST).contains(&shape.weight)
        && !shape.ends
        && block.kind != Kind::Cell
        && !is_place_before_text(context, at, block)
}

/// Whether a line is `Lamvan -` before running text: the place at which it was written, in an element of its own.
fn is_place_before_text(context: &Context<'_>, at: usize, block: &Block) -> bool {
    let place = context.words(block).strip_suffix(['-', '–', '—']);
    place.is_some_and(|place| place.ends_with(' '))
        && context.shapes.get(at + 1).is_some_and(Shape::is_prose)
}

/// The source that a line names without a colon: `SOURCE Harbour Kettle Works`.
pub(super) fn source<'a>(context: &Context<'_>, words: &'a str) -> Option<&'a str> {
    let (word, name) = words.split_once(' ')?;
    let hits = phrase::tile(&format!("{word}: {name}"), context.lang).unwrap_or_default();
    hits.iter().any(|hit| hit.label == Label::SourceLine).then(|| name.trim())
}

/// How many blocks behind the last long paragraph its writer signs it, short ones between them.
const SIGNED: usize = 4;

/// Whether a date stands right before or behind a block.
fn is_dated(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut blocks = around.filter_map(|at| context.page.blocks.get(at));
    blocks.any(|block| findings.label(block) == Some(&Label::DateLine))
}

pub(super) fn read(context: &Context<'_>, words: &str) -> Vec<(Field, String)> {
    if let Some(agency) = names::agency(words) {
        return vec![(Field::Agency, agency.name.clone())];
    }
    let people = signed(context, words);
    let is_known = |(field, name): &(Field, String)| *field == Field::Agency || is_writer(name);
    if people.iter().all(is_known) && !names::is_place(words) { people } else { Vec::new() }
}

/// Whether a line between the headline and the body, in a script without capitals, is the name in the credit of a picture
/// on the page: a reporter's who took it.
fn takes_pictures(
    context: &Context<'_>,
    findings: &Findings,
    block: &Block,
    shape: &Shape,
) -> bool {
    let name = bare(context.words(block));
    let is_name = shape.words <= MOST_WORDS
        && (LEAST_NAME..=MOST_NAME).contains(&shape.weight)
        && shape.digits == 0
        && name.chars().all(|letter| {
            letter.is_whitespace()
                || letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()
        });
    let is_behind = findings.title.is_some_and(|title| title.end <= block.span.start);
    is_name
        && is_behind
        && context.page.blocks.iter().any(|other| {
            findings.label(other) == Some(&Label::PhotoCaption)
                && context.words(other).contains(name)
        })
}

/// Words of the longest name in a script without capitals.
const MOST_WORDS: usize = 4;

/// Letters of a name: three ideographs, which count twice, to four words.
const LEAST_NAME: usize = 6;
const MOST_NAME: usize = 30;
