//! # link list
//!
//! Marks lines of a text with link syntax whose words are nearly all words of links: menus before the article, lists of
//! other articles within and behind it, and teasers under linked headings. HTML has boxes for that, and text without
//! links says nothing of it.

use std::ops::Range;

use super::zones::{Zones, zones};
use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::{Kind, Linked};

pub(super) const RULE: Rule = Rule {
    name: "link_list",
    summary: "lines of a text with link syntax that are links and nothing else: menus, other articles",
    scan,
};

/// Links in a row below the headline from which they are a menu or buttons; fewer may be a section, a writer, a place.
const BUTTONS: usize = 3;

/// Links in a row within the body from which they are a list of other articles.
const LIST: usize = 2;

/// Letters of a link on a line of its own within the body from which it is another article's headline.
const HEADLINE: usize = 20;

/// Letters under a linked heading up to which they are a teaser; what a list article says of an item is longer.
const TEASER: usize = 300;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() || context.page.linked.is_empty() {
        return;
    }
    let zones = zones(context, findings);
    let heading = context
        .blocks()
        .find(|(at, block, _)| block.kind == Kind::Heading(1) && !context.is_link(*at));
    let head = heading.map_or(zones.first, |(at, ..)| at.min(zones.first));
    let mut run: Option<Range<usize>> = None;
    for (at, block, shape) in context.blocks() {
        let is_link = context.is_link(at) && block.kind != Kind::Heading(1);
        if is_link && findings.label(block).is_none() && shape.weight > 0 {
            run = Some(run.map_or(at..at + 1, |run| run.start..at + 1));
        } else if findings.label(block).is_none()
            && let Some(run) = run.take()
        {
            close(context, findings, &run, head, zones);
        }
    }
    if let Some(run) = run {
        close(context, findings, &run, head, zones);
    }
    if let Some(teasers) = teasers(context, findings, zones) {
        for block in context.page.blocks.get(teasers).unwrap_or_default() {
            findings.mark_block(context, block, &Label::RelatedLinks);
        }
    }
}

/// Marks a run of links by where it stands.
fn close(
    context: &Context<'_>,
    findings: &mut Findings,
    run: &Range<usize>,
    head: usize,
    zones: Zones,
) {
    let label = if run.start < head {
        Label::NavigationMenu
    } else if run.start < zones.first {
        if run.len() < BUTTONS {
            return;
        }
        Label::NavigationMenu
    } else if run.start > zones.last || is_list(context, run) {
        Label::RelatedLinks
    } else {
        return;
    };
    for block in context.page.blocks.get(run.clone()).unwrap_or_default() {
        findings.mark_block(context, block, &label);
    }
}

/// Whether a run of links within the body leads to other articles; what leads to other sites is what the article is about.
fn is_list(context: &Context<'_>, run: &Range<usize>) -> bool {
    let linked = context.page.linked.get(run.clone()).unwrap_or_default();
    if linked.iter().all(|linked| *linked == Linked::Away) {
        return false;
    }
    let mut blocks = context.blocks().take(run.end).skip(run.start);
    if run.len() >= LIST {
        return blocks.any(|(.., shape)| shape.weight >= HEADLINE);
    }
    blocks.any(|(_, block, shape)| block.kind == Kind::Text && shape.weight >= HEADLINE)
}

/// The linked headings at the end of a page, each with a teaser under it.
fn teasers(context: &Context<'_>, findings: &Findings, zones: Zones) -> Option<Range<usize>> {
    let is_heading = |at: usize| {
        let block = context.page.blocks.get(at);
        block.is_some_and(|block| matches!(block.kind, Kind::Heading(2..))) && context.is_link(at)
    };
    let mut weight = 0;
    let mut found: Option<(usize, usize)> = None;
    for (at, block, shape) in context.blocks().rev() {
        if at <= zones.first {
            break;
        }
        if is_heading(at) {
            found = Some((at, found.map_or(at, |(_, last)| last)));
            weight = 0;
        } else if findings.label(block).is_none() && !findings.is_title(block) {
            weight += shape.weight;
            if weight > TEASER && found.is_some() {
                break;
            }
            if weight > TEASER && shape.is_prose() {
                return None;
            }
        }
    }
    let (first, last) = found.filter(|(first, last)| first < last)?;
    let is_heading = |at: &usize| {
        let block = context.page.blocks.get(*at);
        block.is_some_and(|block| matches!(block.kind, Kind::Heading(_)))
    };
    let behind = last + 1..context.page.blocks.len().min(last + 3);
    let end = behind.rev().find(|at| !is_heading(at));
    Some(first..end.unwrap_or(last) + 1)
}
