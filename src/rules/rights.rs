//! Lines at the end of the article of an HTML page that reserve rights.

use super::article_area::{ArticleArea, Fate};
use super::shape::{self, Shape};
use super::{Context, Findings};
use crate::finding::{Field, Label};
use crate::lang::phrase;
use crate::page::Block;

/// What a line weighs at most that names the site behind a word of rights.
const LONGEST_NAMING: usize = 60;

/// Lines from the end of a text among which a reservation of rights is looked for.
const RIGHTS: usize = 4;

/// The lines at the end of the article that reserve rights: those that begin with a sentence of the foot of a page, and what
/// follows them; a line before them that names the site behind a word of such.
pub(super) fn rights(
    context: &Context<'_>,
    findings: &Findings,
    article: &ArticleArea,
) -> Vec<usize> {
    let is_kept = |(at, block, _): &(usize, &Block, &Shape)| {
        article.fate(*at) == Fate::Body && findings.label(block).is_none()
    };
    let kept: Vec<usize> = context.blocks().filter(is_kept).map(|(at, ..)| at).collect();
    let near = kept.get(kept.len().saturating_sub(RIGHTS)..).unwrap_or_default();
    let is_foot = |words: &str| {
        let hits = phrase::tile(words, context.lang).unwrap_or_default();
        !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Footer)
    };
    let reserves = |at: usize| {
        let words = context.block(at).map_or("", |(block, _)| context.words(block));
        let sentence = words.split_once(['.', '。', '।']).map_or("", |(first, _)| first);
        sentence.contains(' ') && is_foot(sentence)
    };
    let Some(first) = near.iter().position(|at| reserves(*at)) else { return Vec::new() };
    let names_site = |at: usize| {
        let is_short = context.shapes.get(at).is_some_and(|it| it.weight <= LONGEST_NAMING);
        let words = context.folded(at).trim_end_matches('.');
        is_short
            && findings.claimed(Field::Publisher).any(|claim| {
                let rest = words.strip_suffix(shape::fold(&claim.value).as_str());
                rest.is_some_and(|rest| is_foot(rest.trim()))
            })
    };
    let before = first.checked_sub(1).and_then(|before| near.get(before)).copied();
    let before = before.filter(|at| names_site(*at));
    before.into_iter().chain(near.get(first..).unwrap_or_default().iter().copied()).collect()
}
