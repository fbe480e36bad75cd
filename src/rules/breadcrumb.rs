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

/// Signs between the steps of a path.
const STEPS: &[char] = &['›', '>', '»', '→', '▸', '＞', '❯'];

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    for (_, block, shape) in context.blocks().take(zones.first) {
        if shape.stops || !findings.is_free(block.span) {
            continue;
        }
        let words = context.words(block);
        let parts: Vec<&str> =
            words.split(STEPS).map(str::trim).filter(|part| !part.is_empty()).collect();
        let steps = words.matches(STEPS).count();
        let short = parts.iter().all(|part| Shape::of(part).is_short());
        if steps > 0 && parts.len() >= 2 && parts.len() <= steps + 1 && short {
            findings.mark(block.span, Label::Breadcrumb);
            // The first step is the site's home; the last may be the page itself.
            if let Some(section) = parts.get(1) {
                findings.claim_words(Field::Section, section, block.span);
            }
        }
    }
}
