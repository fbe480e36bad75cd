//! # line model
//!
//! Tells the article from what stands around it on a page of plain text, where the rules that know their words left lines:
//! small trees over the signs of each block and of its neighbours, and a chain over the blocks (article or not).
//!
//! Each block has signs of its shape, its place and its words ([`signs`]); what the trees ([`table`]) answer to them adds
//! up to how much speaks for the article (Friedman, "Greedy function approximation: a gradient boosting machine", 2001), and
//! the best sequence is found as Viterbi does it. `tools/line_model.py` learns the trees from pages whose article is known;
//! the table names these.

mod around;
mod letters;
mod places;
pub mod rows;
mod runs;
pub mod signs;
pub(super) mod spelled;
pub mod table;
mod vocabulary;

use super::shape::Shape;
use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::Block;
use rows::Rows;
use table::{MOST_BLOCKS, Table};

pub(super) const RULE: Rule = Rule {
    name: "line_model",
    summary: "lines around the article of a plain page, by their shape, their place and their neighbours",
    scan,
};

/// Neighbours to each side that are looked at.
pub const REACH: usize = 2;

/// Blocks that are looked at for one: the blocks before, the block itself, the blocks behind.
const COLUMNS: usize = 2 * REACH + 1;

/// Decides, before the rules of the tail run, so that they know where the article ends.
pub(super) fn judge(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let table = context.table();
    if !(table.least_page..=MOST_BLOCKS).contains(&context.page.blocks.len()) {
        return;
    }
    let left: Vec<usize> = context
        .blocks()
        .filter(|(_, block, _)| is_left(findings, block))
        .map(|(at, ..)| at)
        .collect();
    let kept = decide(table, &signs::signs(context, findings), &left);
    let (article, outside): (Vec<_>, Vec<_>) =
        left.into_iter().zip(kept).partition(|(_, kept)| *kept);
    if outside.len() < table.least_outside {
        return;
    }
    let (Some((first, _)), Some((last, _))) = (article.first(), article.last()) else { return };
    findings.article = *first..*last + 1;
    let prose = |at: &usize| context.shapes.get(*at).is_some_and(Shape::is_prose);
    let end = article.iter().map(|(at, _)| *at).rfind(prose);
    let end = end.and_then(|at| context.page.blocks.get(at));
    findings.article_end = end.map_or(0, |block| block.span.end);
    findings.outside = outside.into_iter().map(|(at, _)| at).collect();
}

/// Marks what the other rules left of the surroundings.
fn scan(context: &Context<'_>, findings: &mut Findings) {
    for at in std::mem::take(&mut findings.outside) {
        let Some(block) = context.page.blocks.get(at).filter(|block| is_left(findings, block))
        else {
            continue;
        };
        let label = label(context, findings, at);
        findings.mark_block(context, block, &label);
    }
}

/// Whether the rules before left a block to the model.
pub(super) fn is_left(findings: &Findings, block: &Block) -> bool {
    findings.label(block).is_none() && !findings.is_title(block)
}

/// For each block that is left whether it is article: the best sequence (Viterbi, 1967).
fn decide(table: &Table, signs: &Rows, left: &[usize]) -> Vec<bool> {
    let change = table.change;
    let (mut outside, mut inside) = (0_i64, -change);
    let mut came: Vec<(bool, bool)> = Vec::with_capacity(left.len());
    for says in table.say(signs, left) {
        came.push((inside - change > outside, inside >= outside - change));
        let (out, art) = (outside.max(inside - change), inside.max(outside - change) + says);
        (outside, inside) = (out, art);
    }
    let mut state = inside - change > outside;
    let mut kept = vec![false; left.len()];
    for (kept, (from_inside, stays)) in kept.iter_mut().zip(came).rev() {
        *kept = state;
        state = if state { stays } else { from_inside };
    }
    kept
}

/// What a block outside of the article is, as far as its place tells: before it a menu, behind it what the last mark of
/// the tail names, else links to other articles.
fn label(context: &Context<'_>, findings: &Findings, at: usize) -> Label {
    if at < findings.article.start {
        return Label::NavigationMenu;
    }
    let before = context.page.blocks.get(at.saturating_sub(LOOK_BACK)..at).unwrap_or_default();
    let last = before.iter().rev().find_map(|block| findings.label(block));
    match last {
        Some(
            label @ (Label::Comments
            | Label::RelatedLinks
            | Label::Promotion
            | Label::Footer
            | Label::ShareLink
            | Label::Advertisement),
        ) => label.clone(),
        Some(Label::CommentCount) => Label::Comments,
        _ if at < findings.article.end => Label::Promotion,
        _ => Label::RelatedLinks,
    }
}

/// Blocks before one that are asked for the part of the page they are in.
const LOOK_BACK: usize = 12;
