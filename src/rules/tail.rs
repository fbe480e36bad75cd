//! # tail
//!
//! Marks what no other rule knows behind the end of the body: short lines between a source line and a footer are links to
//! other articles. Sentences stay, and so does everything on a page whose end no rule knows.

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "tail",
    summary: "short lines behind the end of the body, which are links to other articles",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let zones = zones(context, findings);
    for (_, block, shape) in context.blocks().skip(zones.tail) {
        if !shape.is_prose()
            && !shape.stops
            && findings.label(block).is_none()
            && !findings.is_title(block)
        {
            findings.mark_block(context, block, &Label::RelatedLinks);
        }
    }
}
