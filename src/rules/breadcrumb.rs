//! # breadcrumb
//!
//! Marks the path to the page before the title: `Home › Politics › Europe`, `Trang chủ > Thời sự`.

use super::shape::{self, Shape, Signs};
use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};

pub(super) const RULE: Rule = Rule {
    name: "breadcrumb",
    summary: "the path to the page, before the title; claims the section",
    scan,
};

/// Signs between the steps of a path. Those that are also quotation marks or mean "greater" need the space around them.
const STEPS: &[&str] = &["›", "→", "▸", "❯", " > ", " » ", " ＞ ", " ▶ ", " >> "];

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    for (_, block, shape) in context.blocks().take(zones.first) {
        if shape.stops || !shape.signs.have(Signs::STEP) || !findings.is_free(block.span) {
            continue;
        }
        let mut parts = steps(context.words(block));
        // The last step may be the page itself.
        let is_page = |step: &&str| {
            let step = shape::fold(step);
            findings.claimed(Field::Title).any(|claim| shape::fold(&claim.value) == step)
        };
        if parts.len() > 2 && parts.last().is_some_and(is_page) {
            parts.pop();
        }
        if is_path(&parts) {
            findings.mark(block.span, Label::Breadcrumb);
            // The first step is the site's home.
            if let Some(section) = parts.get(1) {
                findings.claim_words(Field::Section, section, block.span);
            }
        }
    }
}

/// The words between the signs of steps.
fn steps(words: &str) -> Vec<&str> {
    // Most lines have no sign of a step.
    if !STEPS.iter().any(|step| words.contains(step)) {
        return Vec::new();
    }
    let mut parts: Vec<&str> = vec![words];
    for step in STEPS {
        parts = parts.iter().flat_map(|part| part.split(step)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn is_path(steps: &[&str]) -> bool {
    steps.len() >= 2 && steps.iter().all(|step| Shape::of(step).is_short())
}

/// Whether a line is a path to a page.
pub(super) fn says_path(words: &str) -> bool {
    is_path(&steps(words))
}
