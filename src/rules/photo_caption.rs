//! # photo caption
//!
//! Marks a line that ends in a photo credit: `(Ảnh: …)`, `- Photo: VNA`, `（写真：共同通信）`, and what HTML calls a caption.

mod credit;

use super::{Context, Findings, Rule};
use crate::page::Kind;

pub(super) const RULE: Rule = Rule {
    name: "photo_caption",
    summary: "a line that ends in a photo credit, and what HTML calls a caption",
    scan,
};

/// Letters from which a line is no caption; the longest of the corpus has 330.
const LONGEST: usize = 600;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    for (_, block, shape) in context.blocks() {
        if shape.weight > LONGEST {
            continue;
        }
        let text = &context.page.text;
        let left = findings.left(block, text);
        if block.kind == Kind::Caption
            || left.last().is_some_and(|last| credit::ends_line(last.of(text)))
        {
            findings.caption(context, block);
        }
    }
}
