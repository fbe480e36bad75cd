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
    let mut captions = Vec::new();
    for (at, block, shape) in context.blocks() {
        if shape.weight > LONGEST {
            continue;
        }
        let text = &context.page.text;
        let left = findings.left(block, text);
        let ends_so = left.last().is_some_and(|last| credit::ends_line(last.of(text), shape.signs));
        if block.kind == Kind::Caption || ends_so && !is_specification(context, findings, at) {
            captions.push(block);
        }
    }
    for block in captions {
        findings.caption(context, block);
    }
}

/// Blocks to each side of a line that are asked whether they are of one list with it.
const NEAR: usize = 2;

/// Letters of the longest name of a value: `Operating temperature`.
const LONGEST_NAME: usize = 30;

/// Letters of the longest line of such a list.
const LONGEST_ROW: usize = 90;

/// Whether a line names a value in a list of such lines: `Display: 15 inches`, `Graphics: onboard`, `Weight: 2 kg`. Lines that
/// a rule knows (source, author) are none.
fn is_specification(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let is_row = |at: usize| {
        let block = context.page.blocks.get(at)?;
        let shape = context.shapes.get(at)?;
        let (name, value) = context.words(block).split_once(':')?;
        let is_short = shape.weight <= LONGEST_ROW && name.chars().count() <= LONGEST_NAME;
        (is_short && !value.trim().is_empty() && !shape.stops).then_some(findings.label(block))
    };
    let near = (at.saturating_sub(NEAR)..=at + NEAR).filter(|near| *near != at);
    is_row(at).is_some() && near.filter(|near| is_row(*near) == Some(None)).count() >= NEAR
}
