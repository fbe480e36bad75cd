//! Where the body of a page begins and ends, as far as the marks so far tell.

use super::shape::Shape;
use super::{Context, Findings};
use crate::finding::Label;
use crate::page::Block;
use crate::text::Span;

/// The share of the running text that may follow the line at which the tail of a page begins: a related-links box with
/// more text than that behind it stands within the body.
const TAIL_SHARE: f64 = 0.2;

/// Numbers of blocks: the head is before `first`, the tail from `tail` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zones {
    /// The first block of prose; the number of blocks when there is none.
    pub(super) first: usize,
    /// The last block of prose before the tail.
    pub(super) last: usize,
    /// The first block of the tail; the number of blocks when there is none.
    pub(super) tail: usize,
}

/// The zones of a page by the marks so far; worked out once between two marks.
pub(super) fn zones(context: &Context<'_>, findings: &Findings) -> Zones {
    let seen = Seen {
        marks: findings.marks.len(),
        article_end: findings.article_end,
        title: findings.title,
    };
    if let Some((known, zones)) = findings.zones.get()
        && known == seen
    {
        return zones;
    }
    let zones = read(context, findings);
    findings.zones.set(Some((seen, zones)));
    zones
}

/// What zones are read from; marks are only added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    marks: usize,
    article_end: usize,
    title: Option<Span>,
}

fn read(context: &Context<'_>, findings: &Findings) -> Zones {
    let count = context.page.blocks.len();
    let labels = findings.labels(&context.page.blocks);
    let label = |at: usize| labels.get(at).copied().flatten();
    let prose = |at: usize| -> usize {
        let is_link = !context.has_boxes() && context.is_link(at);
        let is_open = || label(at).is_none() && !is_link;
        let shape = context.shapes.get(at).filter(|shape| shape.is_prose() && is_open());
        shape.map_or(0, |shape| shape.weight)
    };
    let total: usize = (0..count).map(prose).sum();
    let mut behind = 0;
    let mut tail = count;
    for (at, block, shape) in context.blocks().rev() {
        let is_behind = block.span.start >= findings.article_end;
        let is_link = !context.has_boxes() && context.is_link(at);
        let opens = is_behind && !is_link && opens_tail(label(at), shape);
        if opens && share(behind, total) <= TAIL_SHARE {
            tail = at;
        }
        behind += prose(at);
    }
    let mut begins = (0..tail).filter(|at| prose(*at) > 0);
    let is_notice = |at: usize| is_notice(context, findings, at) && prose(at) * 2 <= total;
    let first = begins
        .find(|at| !is_notice(*at))
        .or_else(|| (0..tail).find(|at| prose(*at) > 0))
        .unwrap_or_else(|| lenient_first(context, findings, tail));
    let last = (0..tail).rev().find(|at| prose(*at) > 0).unwrap_or(first);
    Zones { first, last, tail }
}

/// Whether prose stands right before the items of a menu, as a notice about cookies does before its buttons; below the
/// headline there are none.
fn is_notice(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let behind = context.page.blocks.get(at + 1..).unwrap_or_default();
    let is_menu = |block: &Block| findings.label(block) == Some(&Label::NavigationMenu);
    let start = context.page.blocks.get(at).map_or(0, |block| block.span.start);
    let is_before = findings.title.is_none_or(|title| start < title.start);
    !context.has_boxes() && is_before && behind.iter().take(BUTTONS).any(is_menu)
}

/// Lines behind a notice among which its buttons are: the first may be one that no table knows.
const BUTTONS: usize = 2;

#[expect(clippy::cast_precision_loss, reason = "letters of one document")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// A page without a long sentence still has a body: its first block that ends like a sentence.
fn lenient_first(context: &Context<'_>, findings: &Findings, tail: usize) -> usize {
    let mut blocks = context.blocks().take(tail);
    let first = blocks
        .find(|(_, block, shape)| shape.ends && shape.words > 3 && findings.label(block).is_none());
    first.map_or(tail, |(at, ..)| at)
}

/// Whether a mark is one that only the end of a page has. A link with its heading (`Read more: Village wins the cup`)
/// stands within the body; a heading alone has a list under it.
fn opens_tail(label: Option<&Label>, shape: &Shape) -> bool {
    match label {
        Some(Label::RelatedLinks) => {
            shape.weight <= LONGEST_HEADING && shape.words <= WORDS_OF_HEADING
        }
        Some(
            Label::SourceLine | Label::Tags | Label::CommentCount | Label::Comments | Label::Footer,
        ) => true,
        _ => false,
    }
}

/// Letters of the longest heading over links: `Das könnte Sie auch interessieren` has 29.
const LONGEST_HEADING: usize = 32;

/// Words of the longest heading over links.
const WORDS_OF_HEADING: usize = 6;
