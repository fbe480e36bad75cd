//! # footer
//!
//! Marks what stands behind the copyright line or the licence of a site in the tail of a page, up to its next part.

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "footer",
    summary: "what stands behind the copyright line or the licence in the tail of a page",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let zones = zones(context, findings);
    let mut open = false;
    for (_, block, _) in context.blocks().skip(zones.tail) {
        match findings.label(block) {
            Some(Label::Footer) => open = true,
            Some(Label::NavigationMenu) => {}
            Some(_) => open = false,
            None if open && !findings.is_title(block) => {
                findings.mark_block(context, block, &Label::Footer);
            }
            None => {}
        }
    }
}
