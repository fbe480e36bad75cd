//! # before title
//!
//! Marks what stands before the headline and is not prose: the site's name, a section, the rest of a menu. Where the
//! page's own title names the headline, prose before it goes, too: a notice about cookies.

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::layout::Says;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "before_title",
    summary: "short lines before the headline: the site's name, a section",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(title) = findings.title else { return };
    let first = if findings.is_title_sure && is_more_behind(context, title) {
        context.page.blocks.len()
    } else {
        zones(context, findings).first
    };
    for (at, block, shape) in context.blocks() {
        if block.span.start >= title.start {
            break;
        }
        let is_short = shape.weight <= LONGEST && !shape.stops;
        if at < first && (is_short || first == context.page.blocks.len()) {
            let is_path = context.box_says(at, Says::BREADCRUMB);
            let label = if is_path { Label::Breadcrumb } else { Label::NavigationMenu };
            findings.mark_block(context, block, &label);
        }
    }
}

/// Whether there is more prose behind the headline than before it. Then, when the page's own title names the headline, a
/// cookie notice before it is no lead.
fn is_more_behind(context: &Context<'_>, title: Span) -> bool {
    let prose = |is_behind: bool| -> usize {
        let blocks = context.blocks().filter(|(_, block, shape)| {
            shape.is_prose() && (block.span.start > title.start) == is_behind
        });
        blocks.map(|(_, _, shape)| shape.weight).sum()
    };
    prose(true) > prose(false)
}

/// Letters of the longest line that is taken for a site's name or a section's; a longer one may be a lead or a sentence.
const LONGEST: usize = 45;
