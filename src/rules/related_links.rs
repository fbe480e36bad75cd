//! # related links
//!
//! Marks the headlines of other articles under a heading like `Related articles` or `Tin liên quan`, which the rule
//! `furniture` has marked: within the body a few lines that are no prose, in the tail of the page all up to its next part.

use super::shape::Shape;
use super::zones::zones;
use super::{Context, Findings, Rule, flow};
use crate::finding::Label;
use crate::page::{Block, Kind};

pub(super) const RULE: Rule = Rule {
    name: "related_links",
    summary: "the headlines of other articles under a heading that says so",
    scan,
};

/// The most headlines in a box within the body.
const BOX: usize = 6;

/// Letters from which a line in the tail is no headline.
const LONGEST: usize = 220;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let is_heading = |(at, block, _): &(usize, &Block, &Shape)| {
        let is_related = findings.label(block) == Some(&Label::RelatedLinks);
        let is_linked = !context.has_boxes() && context.is_link(*at);
        is_related && !is_linked && !flow::holds_its_link(context, *at) && !is_button(context, *at)
    };
    let headings: Vec<usize> = context.blocks().filter(is_heading).map(|(at, ..)| at).collect();
    for heading in headings {
        let in_tail = heading >= zones.tail;
        let most = if in_tail { usize::MAX } else { BOX };
        for (at, block, shape) in context.blocks().skip(heading + 1).take(most) {
            let is_open = match findings.label(block) {
                None => {
                    !findings.is_title(block)
                        && is_headline(shape, block.kind, in_tail)
                        && (in_tail || !flow::joins(context, at))
                        && (!context.has_boxes() && (in_tail || context.page.linked.is_empty())
                            || context.is_link(at))
                }
                // Links in such lists have their date, their section or their picture's caption with them.
                Some(
                    Label::DateLine
                    | Label::RelativeTime
                    | Label::PhotoCaption
                    | Label::NavigationMenu,
                ) => in_tail,
                Some(_) => false,
            };
            if !is_open {
                break;
            }
            findings.mark_block(context, block, &Label::RelatedLinks);
        }
    }
}

/// Whether a label on an HTML page leads to another article itself, and a heading follows: the button under one of several
/// parts.
fn is_button(context: &Context<'_>, at: usize) -> bool {
    let place = context.page.layout.places.get(at);
    let next = context.page.blocks.get(at + 1);
    place.is_some_and(|place| place.letters > 0 && place.away == place.letters)
        && next.is_some_and(|next| matches!(next.kind, Kind::Heading(_)))
}

fn is_headline(shape: &Shape, kind: Kind, in_tail: bool) -> bool {
    if in_tail {
        shape.weight <= LONGEST
    } else {
        !shape.is_prose() && (!shape.stops || kind == Kind::Item)
    }
}
