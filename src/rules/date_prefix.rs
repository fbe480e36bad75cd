//! # date prefix
//!
//! Marks a date glued before a line that goes on with something else: ` date 2025-09-27 Dây chuyền …`.

use super::date_line;
use super::{Context, Findings, Rule};
use crate::dates;
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "date_prefix",
    summary: "a date glued before a line that goes on with something else; claims when the page was published",
    scan,
};

/// How many blocks from the top may begin with the page's own date; further down it is a chronicle.
const WITHIN: usize = 6;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let hints = context.hints(date_line::order(context, findings));
    let mut free =
        context.page.blocks.iter().filter(|block| findings.label(block).is_none()).take(WITHIN);
    let found = free.find_map(|block| Some((block, dates::prefix(context.words(block), &hints)?)));
    let Some((block, found)) = found else { return };
    let span = found.span.shifted(block.span.start);
    if findings.mark(span, Label::DatePrefix) {
        date_line::claim(&found, block, context, findings);
    }
}
