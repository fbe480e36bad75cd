//! Which line of a page of plain text is its headline: what trees say to the signs of each line (`tools/headline.py` learns
//! them), how much it stands as headlines do being one of these.

use std::cmp::Reverse;

use super::line_model::rows::Rows;
use super::line_model::signs::{self, Sign};
use super::title::{LONGEST, SHORTEST, TOP, is_site_name};
use super::{Context, Findings};
use crate::page::Block;

/// What is added to a standing, so that it is a number from nought on: the least is that of an item with a prefix.
const LEAST_STANDING: i32 = 40;

/// The line that most speaks for, if more speaks for it than against it.
pub(super) fn pick(
    context: &Context<'_>,
    findings: &Findings,
    standing: &[(i32, usize)],
) -> Option<(usize, Block)> {
    let rows = signs(context, findings, standing);
    let may = |(at, block): &(usize, &Block)| fits(context, *at) && findings.label(block).is_none();
    let candidates: Vec<(usize, &Block)> =
        context.blocks().map(|(at, block, _)| (at, block)).filter(may).collect();
    let places: Vec<usize> = candidates.iter().map(|(at, _)| *at).collect();
    let said = context.headline().say(&rows, &places).into_iter().zip(&candidates);
    let (most, chosen) = said.max_by_key(|(said, (at, _))| (*said, Reverse(*at)))?;
    let words = context.folded(chosen.0);
    let is_bare = |(other, _): &&(usize, &Block)| {
        is_bare(words, context.folded(*other), other.abs_diff(chosen.0) <= BESIDE)
    };
    let (at, block) = candidates.iter().find(is_bare).unwrap_or(chosen);
    (most > 0).then_some((*at, **block))
}

/// Words of the shortest headline that is told from a path to the page or from the name of its site.
const BARE_WORDS: usize = 2;

/// Whether a line is another one with the site's name behind it, or a path that ends with it where both stand together.
fn is_bare(line: &str, bare: &str, is_beside: bool) -> bool {
    let is_path = || is_beside && line.len() > bare.len() && line.ends_with(bare);
    let has_site = || line.strip_prefix(bare).is_some_and(is_site_name);
    bare.split(' ').nth(BARE_WORDS - 1).is_some() && line != bare && (has_site() || is_path())
}

/// The signs of every block, and what it shows as a headline.
pub(super) fn signs(context: &Context<'_>, findings: &Findings, standing: &[(i32, usize)]) -> Rows {
    let mut rows = signs::signs(context, findings);
    for (score, at) in standing {
        let number = usize::try_from(score.saturating_add(LEAST_STANDING)).unwrap_or_default();
        rows.row(*at).set(Sign::Standing, number);
    }
    let foremost = standing.iter().max_by_key(|(score, at)| (*score, Reverse(*at)));
    if let Some((_, at)) = foremost {
        rows.row(*at).set(Sign::Foremost, 1);
    }
    for at in (0..context.shapes.len()).filter(|at| fits(context, *at)) {
        rows.row(at).set(Sign::Echo, echo(context, at));
    }
    rows
}

/// Whether a line has the length of a headline.
fn fits(context: &Context<'_>, at: usize) -> bool {
    context.shapes.get(at).is_some_and(|shape| (SHORTEST..=LONGEST).contains(&shape.weight))
}

/// Lines to both sides in which a line is looked for again.
const BESIDE: usize = 3;

/// How a line stands to those at the top of the page, of which one is the page's own title, and to those beside it, of
/// which one may be the path to the page: 1 when a longer one begins or ends with it, 2 when it begins or ends with a
/// shorter one, 3 for both, 0 for none.
fn echo(context: &Context<'_>, at: usize) -> usize {
    let words = context.folded(at);
    let beside = at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(context.shapes.len());
    let top = 0..TOP.min(beside.start);
    let (mut is_part, mut is_more) = (false, false);
    for other in top.chain(beside).filter(|other| *other != at && fits(context, *other)) {
        let other = context.folded(other);
        is_part |= is_edge(other, words);
        is_more |= is_edge(words, other);
    }
    usize::from(is_part) + 2 * usize::from(is_more)
}

/// Whether a line begins or ends with a shorter one.
fn is_edge(line: &str, part: &str) -> bool {
    line.len() > part.len() && (line.starts_with(part) || line.ends_with(part))
}
