//! A byline that links broke over two lines and more.

use super::{LONGEST, bare, split};
use crate::finding::Label;
use crate::rules::person::{is_sayable, is_writer};
use crate::rules::shape;
use crate::rules::{Context, Findings, flow};

/// A word that says who wrote alone on its line, the name on the next, and what the person does on one more: links leave
/// such lines behind. Says whether it was one.
pub(super) fn mark(context: &Context<'_>, findings: &mut Findings, at: usize) -> bool {
    let mut behind = context.blocks().skip(at);
    let (Some((_, word, _)), Some((_, block, shape))) = (behind.next(), behind.next()) else {
        return false;
    };
    let said = shape::fold(context.words(word).trim_end_matches([':', '：']));
    let is_said = |before: &String| shape::fold(before.trim_end_matches(':')) == said;
    let mut words = context.lang.iter().flat_map(|lang| &lang.file.bylines.before);
    let is_free = findings.label(block).is_none() && !findings.is_title(block);
    if !is_free || shape.stops || shape.weight > LONGEST || !words.any(is_said) {
        return false;
    }
    let is_sure = context.words(word).ends_with([':', '：']);
    let people = split(context, bare(context.words(block)));
    let is_name = |name: &str| is_writer(name) || is_sure && shape.words <= 4 && is_sayable(name);
    let role = behind.next().filter(|(at, ..)| flow::joins(context, at - 1));
    let is_sentence = role.is_some_and(|(.., shape)| shape.weight > LONGEST_ROLE || shape.ends);
    if is_sentence || people.is_empty() || !people.iter().all(|(_, name)| is_name(name)) {
        return false;
    }
    let role = role.filter(|(_, role, _)| findings.label(role).is_none());
    for block in [Some(word), Some(block), role.map(|(_, role, _)| role)].into_iter().flatten() {
        findings.mark_block(context, block, &Label::Byline);
    }
    for (field, name) in people {
        findings.claim_words(field, &name, block.span);
    }
    true
}

/// Letters of the longest role behind a name: `, the paper's correspondent for transport`.
const LONGEST_ROLE: usize = 40;
