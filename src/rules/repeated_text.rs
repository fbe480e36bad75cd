//! # repeated text
//!
//! Marks a paragraph of the body that stands on the page before, letter for letter, and the lines beside it that do so, too:
//! pages hold their text once for small and once for wide screens, and show the same offer or the same voices of customers
//! in turns. The first copy stays.

use rustc_hash::FxHashMap;

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::Block;

pub(super) const RULE: Rule = Rule {
    name: "repeated_text",
    summary: "a paragraph that stands on the page before, letter for letter, with the lines beside it that do",
    scan,
};

/// What a paragraph weighs at least that nobody writes twice: of shorter sentences lists and tables say some again.
const LEAST: usize = 80;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let blocks = &context.page.blocks;
    let mut met: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, block, shape) in context.blocks() {
        if shape.weight < LEAST || !shape.ends || !is_left(findings, block) {
            continue;
        }
        let first = *met.entry(context.words(block)).or_insert(at);
        if first == at {
            continue;
        }
        findings.mark_block(context, block, &Label::SiteChrome);
        // Each step marks a line or is the last one.
        let behind = blocks.iter().skip(first + 1).zip(blocks.iter().skip(at + 1));
        let before = blocks.iter().take(first).rev().zip(blocks.iter().take(at).rev());
        let mark_same = |findings: &mut Findings, (one, other): (&Block, &Block)| {
            let is_same = context.words(one) == context.words(other)
                && one.span.start < block.span.start
                && is_left(findings, one)
                && is_left(findings, other);
            is_same && findings.mark_block(context, other, &Label::SiteChrome)
        };
        for pair in behind.take(at - first - 1) {
            if !mark_same(findings, pair) {
                break;
            }
        }
        for pair in before.take(at - first - 1) {
            if !mark_same(findings, pair) {
                break;
            }
        }
    }
}

fn is_left(findings: &Findings, block: &Block) -> bool {
    findings.label(block).is_none() && !findings.is_title(block)
}
