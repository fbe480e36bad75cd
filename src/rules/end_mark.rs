//! # end mark
//!
//! Marks the sign that a text is over: the `/.` of `./.` (Vietnamese wire copy; the full stop stays), `（完）`, `-END-`, `■`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "end_mark",
    summary: "the sign that a text is over: `./.`, `（完）`, `-END-`",
    scan,
};

/// Signs at the end of a line; the first group is the sign.
static SIGN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[.!?…”\x22]\s?(/\.)|\s*([(（](?:完|终|了|hết|end|끝)[)）])|(?:^|\s)([-–—*#]{1,3}\s?(?:end|hết|ende|fin|fim|конец|끝|完)\s?[-–—*#]{1,3}|#{3}|-30-)|[.。!?”」]\s*([■◆◼□▪●]))\s*$").ok()
});

/// Whether a line ends as a sign does; nearly none do, and the pattern is dear.
fn may_have(words: &str) -> bool {
    let mut letters = words.trim_end().chars().rev();
    match (letters.next(), letters.next()) {
        (Some('.'), before) => before == Some('/'),
        (Some(')' | '）'), before) => {
            before.is_some_and(|it| matches!(it, '完' | '终' | '了' | 't' | 'T' | 'd' | 'D' | '끝'))
        }
        (Some(last), _) => "-–—*#■◆◼□▪●".contains(last),
        (None, _) => false,
    }
}

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(sign) = SIGN.as_ref() else { return };
    for block in &context.page.blocks {
        let words = context.words(block);
        if !may_have(words) {
            continue;
        }
        let Some(found) = sign.captures(words) else { continue };
        let Some(group) = found.iter().skip(1).flatten().next() else { continue };
        let span = Span::new(group.start(), group.end()).shifted(block.span.start);
        findings.mark(span, Label::EndMark);
    }
}
