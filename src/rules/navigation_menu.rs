//! # navigation menu
//!
//! Marks runs of short items: names of sections by the language tables, names of places by the gazetteer, and long runs of
//! short lines before the body, whatever they name. Within the body only a run of known names is a menu, since articles
//! have lists of short items, too.

use std::ops::Range;

use super::shape::{self, Shape, Signs};
use super::zones::{Zones, zones};
use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::lang::phrase;
use crate::names;
use crate::page::{Block, Kind};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "navigation_menu",
    summary: "runs of short items: sections, places, and long runs of short lines outside of the body",
    scan,
};

/// Items from which a run of short lines outside of the body is a menu although it names nothing known.
const LONG_RUN: usize = 5;

/// Items from which a run is a menu when most of it names sections or places.
const KNOWN_RUN: usize = 2;

/// Items from which a run of known names within the body is a menu; lists in articles name a few places, menus dozens.
const KNOWN_RUN_IN_BODY: usize = 6;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let labels = findings.labels(&context.page.blocks).into_iter().enumerate();
    let is_dated = |(_, label): &(usize, Option<&Label>)| *label == Some(&Label::DateLine);
    let dated: Vec<usize> = labels.filter(is_dated).map(|(at, _)| at).collect();
    let mut run: Vec<usize> = Vec::new();
    for (at, block, shape) in context.blocks() {
        // On an HTML page a menu is made of links; a list of short items without them is a list.
        let can_be = !context.has_boxes() || context.is_link(at) || block.kind == Kind::Chrome;
        let joins = can_be
            && findings.label(block).is_none()
            && (shape.is_short()
                || is_menu_line(context, at)
                || at < zones.first && is_wide(context, at))
            && context.written(at).is_none()
            && !(run.is_empty() && may_sign(context, block, at, zones));
        if joins && at != zones.first {
            run.push(at);
            continue;
        }
        close(context, findings, &mut run, (zones, &dated));
    }
    close(context, findings, &mut run, (zones, &dated));
}

/// Decides on a run and empties it; `dated` are the blocks that are date lines.
fn close(
    context: &Context<'_>,
    findings: &mut Findings,
    run: &mut Vec<usize>,
    (zones, dated): (Zones, &[usize]),
) {
    let (Some(at), Some(end)) = (run.first().copied(), run.last().copied()) else { return };
    let mut items = std::mem::take(run);
    let in_body = at > zones.first && at < zones.last;
    if at < zones.first {
        spare_title(context, findings, &mut items, end + 1..zones.first);
    }
    let known = items.iter().filter(|at| context.is_known(**at)).count();
    let least = if in_body { KNOWN_RUN_IN_BODY } else { KNOWN_RUN };
    let is_known_run = items.len() >= least && known * 2 >= items.len();
    let dated = dated.iter().rev().find(|dated| **dated < at);
    let is_above = dated.is_some_and(|dated| is_below_headline(context, findings, *dated));
    let is_long = items.len() >= LONG_RUN
        && !in_body
        && !is_above
        && (at <= zones.last || !goes_on(context, findings, end));
    let is_line = items.len() == 1 && items.iter().any(|at| is_menu_line(context, *at));
    let is_menu = is_known_run || is_long || is_line && !in_body;
    if !is_menu {
        items.retain(|at| *at < zones.first && is_wide(context, *at));
    }
    for block in items.iter().filter_map(|at| context.page.blocks.get(*at)) {
        findings.mark_block(context, block, &Label::NavigationMenu);
    }
}

/// A headline of a few words ends the run before it: the last line before the body that is not a known name, stands
/// apart from the run by an empty line or by the lack of a bullet, and has no rival behind it.
fn spare_title(
    context: &Context<'_>,
    findings: &Findings,
    items: &mut Vec<usize>,
    behind: Range<usize>,
) {
    let end = behind.start.saturating_sub(1);
    let block = |at: &usize| context.page.blocks.get(*at);
    let Some((at, last)) = items.last().and_then(|at| Some((*at, block(at)?))) else { return };
    let before = items.len().checked_sub(2).and_then(|at| block(items.get(at)?));
    let behind = context.page.blocks.get(behind).unwrap_or_default();
    let mut rivals = behind
        .iter()
        .filter(|block| findings.label(block).is_none() && !shape::is_name(context.words(block)));
    let is_signed = context.written(end + 1).is_some();
    let has_rivals = !is_signed && rivals.next().is_some();
    if has_rivals || context.is_known(at) || is_menu_line(context, at) || is_wide(context, at) {
        return;
    }
    let apart = before.is_none_or(|before| {
        let gap = Span::new(before.span.end, last.span.start).of(&context.page.text);
        gap.matches('\n').count() > 1 || before.kind != last.kind
    });
    if apart {
        items.pop();
    }
}

/// Whether a line right behind the body is a person's name, which signs the text there.
fn may_sign(context: &Context<'_>, block: &Block, at: usize, zones: Zones) -> bool {
    at > zones.last
        && at <= zones.last + SIGNED
        && shape::is_name(context.words(block))
        && !context.is_known(at)
}

/// How many lines behind the last long one its writer signs it.
const SIGNED: usize = 3;

/// Whether a sentence follows a run on a page with few lines: results and ingredients stand so, and what surrounds an
/// article has more lines.
fn goes_on(context: &Context<'_>, findings: &Findings, end: usize) -> bool {
    let next = context.block(end + 1);
    context.page.blocks.len() < FEW
        && next.is_some_and(|(block, shape)| shape.stops && findings.label(block).is_none())
}

/// Lines of a page below which a run of short lines may be all that an article has beside a paragraph.
const FEW: usize = 40;

/// Whether a headline stands before its date, the last one before a line: no menu begins there. A site's own date stands
/// among names, and none of them is as long as a headline.
fn is_below_headline(context: &Context<'_>, findings: &Findings, dated: usize) -> bool {
    let above = context.blocks().take(dated).skip(dated.saturating_sub(HEAD));
    let mut above = above.filter(|(_, block, _)| findings.label(block).is_none());
    above.any(|(at, _, shape)| !shape.is_short() && !shape.stops && !is_menu_line(context, at))
}

/// How many lines a headline has at most between itself and its date.
const HEAD: usize = 4;

/// Whether a block is the name of a section or a place, bullets aside; see [`Context::is_known`].
pub(super) fn is_known(context: &Context<'_>, at: usize, block: &Block) -> bool {
    let words = context.words(block);
    let bare = if block.kind == Kind::Item {
        words.trim_start_matches(|letter: char| !letter.is_alphanumeric())
    } else {
        words
    };
    let hits = context.hits_within(at, Span::new(block.span.end - bare.len(), block.span.end));
    let is_section = !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::NavigationMenu);
    is_section || names::is_place(bare)
}

/// Whether one line is a menu by itself: at least three short names with separators between, or known names side by side.
fn is_menu_line(context: &Context<'_>, at: usize) -> bool {
    let Some((block, shape)) = context.block(at) else { return false };
    let words = context.words(block);
    if block.span.len() > LONGEST_LINE {
        return false;
    }
    let has_separators = shape.signs.have(Signs::BAR.and(Signs::SLASH));
    let parts = if has_separators { parts(words) } else { Vec::new() };
    let short = || parts.iter().all(|part| Shape::of(part).is_short());
    if parts.len() >= 3 && short() && !words.contains("://") {
        return parts.len() >= 4
            || parts.iter().any(|part| names::is_place(part) || is_section(context, part));
    }
    let hits = context.hits(at);
    hits.len() >= 3
        && hits.iter().filter(|hit| hit.label == Label::NavigationMenu).count() * 2 > hits.len()
}

/// Whether a line is a menu as a text browser shows it: at least four short names with gaps between, no figures, and no
/// table below it.
fn is_wide(context: &Context<'_>, at: usize) -> bool {
    let Some((block, shape)) = context.block(at) else { return false };
    let words = context.words(block);
    if block.span.len() > LONGEST_LINE || shape.digits > 0 || !words.contains(GAP) {
        return false;
    }
    let parts: Vec<&str> =
        words.split(GAP).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_row = |(block, shape): (&Block, &Shape)| {
        shape.digits > 0
            && (context.words(block).contains(GAP) || context.words(block).contains('\t'))
    };
    parts.len() >= 4
        && parts.iter().all(|part| Shape::of(part).is_short())
        && !context.block(at + 1).is_some_and(is_row)
}

/// What stands between the names of such a line.
const GAP: &str = "  ";

/// The names between the separators of a line.
fn parts(words: &str) -> Vec<&str> {
    let parts = words.split(['|', '·', '•', '¦', '/']).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

fn is_section(context: &Context<'_>, words: &str) -> bool {
    phrase::tile(words, context.lang)
        .is_some_and(|hits| matches!(hits.as_slice(), [hit] if hit.label == Label::NavigationMenu))
}

/// The longest line that is looked at as a menu, in bytes: forty sections with their separators.
const LONGEST_LINE: usize = 1_000;
