//! # before title
//!
//! Marks what stands before the headline and is not prose: the site's name, a section, the rest of a menu.

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "before_title",
    summary: "short lines before the headline: the site's name, a section",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(title) = findings.title else { return };
    let first = zones(context, findings).first;
    for (_, block, shape) in context.blocks().take(first) {
        if block.span.start >= title.start {
            break;
        }
        if shape.weight <= LONGEST && !shape.stops {
            findings.mark_block(context, block, &Label::NavigationMenu);
        }
    }
}

/// Letters of the longest line that is taken for a site's name or a section's; a longer one may be a lead or a sentence.
const LONGEST: usize = 45;
