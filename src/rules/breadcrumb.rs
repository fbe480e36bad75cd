//! # breadcrumb
//!
//! Marks the path to the page before the title: `Home › Politics › Europe`, `Trang chủ > Thời sự`.

use super::shape::Shape;
use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};

pub(super) const RULE: Rule = Rule {
    name: "breadcrumb",
    summary: "the path to the page, before the title; claims the section",
    scan,
};

/// Signs between the steps of a path. Those that are also quotation marks or mean "greater" need the space around them.
const STEPS: &[&str] = &["›", "→", "▸", "❯", " > ", " » ", " ＞ ", " ▶ "];

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    for (_, block, shape) in context.blocks().take(zones.first) {
        if shape.stops || !findings.is_free(block.span) {
            continue;
        }
        let words = context.words(block);
        if !STEPS.iter().any(|step| words.contains(step)) {
            continue;
        }
        let mut parts: Vec<&str> = vec![words];
        for step in STEPS {
            parts = parts.iter().flat_map(|part| part.split(step)).collect();
        }
        let parts: Vec<&str> =
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
        let short = parts.iter().all(|part| Shape::of(part).is_short());
        if parts.len() >= 2 && short {
            findings.mark(block.span, Label::Breadcrumb);
            // The first step is the site's home; the last may be the page itself.
            if let Some(section) = parts.get(1) {
                findings.claim_words(Field::Section, section, block.span);
            }
        }
    }
}
