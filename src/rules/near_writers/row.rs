//! Writers side by side, each in a box of the same make with what that person does.

use super::byline;
use crate::finding::Field;
use crate::page::layout::Area;
use crate::rules::person::is_person;
use crate::rules::{Context, Findings};

/// Blocks from one name of such a row to the next: what the person does, and where.
const APART: usize = 3;

/// Writers of a text at most.
const MOST: usize = 6;

/// Claims the names behind that of the first of several writers whose names stand alone, each in a box of the same make.
pub(super) fn claim(context: &Context<'_>, findings: &mut Findings, first: usize) {
    let Some(make) = home(context, first).map(|home| home.make) else { return };
    if !is_name(context, first) {
        return;
    }
    let (mut last, mut count) = (first, 1);
    while let Some(next) = (last + 1..=last + APART)
        .find(|at| home(context, *at).is_some_and(|home| home.make == make))
        && count < MOST
        && is_name(context, next)
        && let Some(block) = context.page.blocks.get(next)
    {
        findings.claim_words(Field::Author, context.words(block), block.span);
        (last, count) = (next, count + 1);
    }
}

/// The box around a block, if it has one of its own.
fn home<'a>(context: &Context<'a>, at: usize) -> Option<&'a Area> {
    let layout = &context.page.layout;
    let home = layout.areas.get(layout.places.get(at)?.area)?;
    (home.blocks.len() == 1).then_some(home)
}

/// Whether a block is a name and nothing else.
fn is_name(context: &Context<'_>, at: usize) -> bool {
    context.page.blocks.get(at).is_some_and(|block| {
        let words = context.words(block);
        words.chars().count() <= byline::LONGEST && is_person(words)
    })
}
