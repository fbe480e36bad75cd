//! A byline that links broke over two lines and more.

use super::{LONGEST, bare, split};
use crate::finding::Label;
use crate::rules::person::{is_sayable, is_writer};
use crate::rules::{Context, Findings, flow, head_note, said};

/// A word that says who wrote alone on its line, the name on the next, and what the person does on one more: links leave
/// such lines behind. Says whether it was one.
pub(super) fn mark(context: &Context<'_>, findings: &mut Findings, at: usize) -> bool {
    let (Some((word, _)), Some((block, shape))) = (context.block(at), context.block(at + 1)) else {
        return false;
    };
    if shape.stops || shape.weight > LONGEST || !said::is_word(context, context.folded(at)) {
        return false;
    }
    if findings.label(block).is_some() || findings.is_title(block) {
        return false;
    }
    let is_sure = context.words(word).ends_with([':', '：']);
    let people = split(context, bare(context.words(block)));
    // A menu may stand behind a small word, too.
    let is_name = |name: &str| {
        is_writer(name) && (is_sure || !head_note::is_common(context, name))
            || is_sure && shape.words <= 4 && is_sayable(name)
    };
    let role = context.block(at + 2).filter(|_| flow::joins(context, at + 1));
    let is_sentence = role.is_some_and(|(_, shape)| shape.weight > LONGEST_ROLE || shape.ends);
    if is_sentence || people.is_empty() || !people.iter().all(|(_, name)| is_name(name)) {
        return false;
    }
    let role = role.filter(|(role, _)| findings.label(role).is_none());
    for block in [Some(word), Some(block), role.map(|(role, _)| role)].into_iter().flatten() {
        findings.mark_block(context, block, &Label::Byline);
    }
    for (field, name) in people {
        findings.claim_words(field, &name, block.span);
    }
    true
}

/// Letters of the longest role behind a name: `, the paper's correspondent for transport`.
const LONGEST_ROLE: usize = 40;
