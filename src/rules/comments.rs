//! # comments
//!
//! Marks what readers wrote under a comment count or heading in the tail of a page, up to its next part.

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "comments",
    summary: "what readers wrote, behind a comment count or heading in the tail of a page",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let mut open = false;
    for (_, block, _) in context.blocks().skip(zones.tail) {
        match findings.label(block) {
            Some(Label::CommentCount | Label::Comments) => open = true,
            Some(Label::ShareLink | Label::RelativeTime | Label::DateLine) => {}
            Some(_) => open = false,
            None if open && !findings.is_title(block) => {
                findings.mark_block(context, block, &Label::Comments);
            }
            None => {}
        }
    }
}
