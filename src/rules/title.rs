//! # title
//!
//! Claims the headline and marks every further copy of it. Of the lines before the body that no rule knows, the headline is
//! the one that stands as headlines do: repeated, set as a heading, followed by a date, a byline or a share link, apart
//! from its neighbours, of a headline's length.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

use super::line_model::rows::Rows;
use super::line_model::table::MOST_BLOCKS;
use super::shape::{self, Shape};
use super::zones::{Zones, zones};
use super::{Context, Findings, Rule, headline};
use crate::finding::{Field, Label};
use crate::page::{Block, Kind};
use crate::text::Span;

pub(super) const RULE: Rule =
    Rule { name: "title", summary: "claims the headline and marks every further copy of it", scan };

/// Letters of the longest headline: the longest of the corpus has 150.
pub(super) const LONGEST: usize = 220;

/// Letters of the shortest headline: `杀人猪` counts six.
pub(super) const SHORTEST: usize = 5;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let known: Vec<String> =
        findings.claimed(Field::Title).map(|claim| shape::fold(&claim.value)).collect();
    let is_named = context.blocks().filter(|(at, block, shape)| {
        shape.weight <= LONGEST
            && findings.label(block).is_none()
            && known.iter().any(|known| known == context.folded(*at))
    });
    // The last step of the path to a page says its headline, too.
    let by_metadata = is_named.min_by_key(|(_, block, _)| block.kind == Kind::Item);
    let is_plain = context.page.layout.areas.is_empty();
    let named = if known.is_empty() && is_plain {
        by_heading(context, findings).or_else(|| by_page_title(context, findings))
    } else {
        None
    };
    let by_look = || {
        let standing = standing(context, findings, zones);
        let asked = context.headline().least_page..=MOST_BLOCKS;
        let has_site = is_plain && asked.contains(&context.page.blocks.len());
        let pick = if has_site { headline::pick } else { foremost };
        pick(context, findings, &standing)
    };
    let by_metadata = by_metadata.map(|(at, block, _)| (at, *block));
    let chosen = by_metadata.or(named).or_else(|| if known.is_empty() { by_look() } else { None });
    if let Some((at, block)) = chosen {
        let span = headline::without_rest(context, findings, block.span);
        findings.claim_words(Field::Title, span.of(&context.page.text), span);
        findings.title = Some(span);
        findings.is_title_sure = named.is_some();
        repeat(context, findings, at, &shape::fold(span.of(&context.page.text)));
    } else if let Some(title) = known.first() {
        repeat(context, findings, usize::MAX, title);
    }
}

/// What a line weighs at least that is a headline by no heading: names of sites are shorter.
const LEAST_LINE: usize = 25;

/// Signs between a headline and the name of the site in what the page calls itself.
const JOINTS: &[char] = &[':', '-', '|', '–', '—', '·', '»'];

/// Takes the heading that begins with what an HTML page calls itself and goes on: systems keep a shorter headline for machines.
pub(super) fn with_rest(context: &Context<'_>, findings: &mut Findings) {
    let mut claims = findings.claims.iter_mut();
    let Some(claim) = claims.find(|claim| claim.field == Field::Title) else { return };
    let known = shape::fold(&claim.value);
    if !context.has_boxes() || Shape::of(&known).weight < LEAST_LINE {
        return;
    }
    let goes_on = |rest: &str| rest.starts_with(' ') && !is_site_name(rest);
    let headings = context.blocks().filter(|(_, block, shape)| {
        matches!(block.kind, Kind::Heading(1 | 2)) && shape.weight <= LONGEST
    });
    let mut longer = None;
    for (at, block, _) in headings {
        match context.folded(at).strip_prefix(known.as_str()) {
            Some("") => return,
            Some(rest) if goes_on(rest) && longer.is_none() => longer = Some(block),
            _ => {}
        }
    }
    if let Some(block) = longer {
        context.words(block).clone_into(&mut claim.value);
    }
}

/// Cuts the name of the site from what an HTML page calls itself, where no heading says what the headline is, and the
/// greater part of it is a line of the page.
pub(super) fn without_site(context: &Context<'_>, findings: &mut Findings) {
    let is_line = |words: &str| context.blocks().any(|(_, block, _)| context.words(block) == words);
    if !context.has_boxes() || findings.claimed(Field::Title).any(|it| is_line(&it.value)) {
        return;
    }
    let mut claims = findings.claims.iter_mut();
    let Some(claim) = claims.find(|claim| claim.field == Field::Title) else { return };
    let title = claim.value.trim();
    let is_rest = |rest: &str| {
        let rest = rest.trim();
        rest.ends_with(JOINTS) || rest.starts_with(JOINTS)
    };
    let fits = |words: &str| {
        words.len() * 2 > title.len()
            && (title.strip_suffix(words).is_some_and(is_rest)
                || title.strip_prefix(words).is_some_and(is_rest))
    };
    let line = context.blocks().take(HEADLINE_WITHIN).find(|(_, block, shape)| {
        matches!(block.kind, Kind::Text | Kind::Cell)
            && (LEAST_LINE..=LONGEST).contains(&shape.weight)
            && fits(context.words(block))
    });
    if let Some((_, block, _)) = line {
        claim.value = context.words(block).to_owned();
    }
}

/// The heading of the first rank of a document of Markdown that running text stands under; the site's name has a menu
/// under it, and headings of the body may be of the first rank, too.
fn by_heading(context: &Context<'_>, findings: &Findings) -> Option<(usize, Block)> {
    if context.page.linked.is_empty() {
        return None;
    }
    let mut open: Option<(usize, Block)> = None;
    let mut weight = 0;
    for (at, block, shape) in context.blocks() {
        let is_open = findings.label(block).is_none();
        let fits = (SHORTEST..=LONGEST).contains(&shape.weight) && is_open;
        if block.kind == Kind::Heading(1) && fits {
            (open, weight) = (Some((at, *block)), 0);
        } else if shape.is_prose() && is_open && !context.is_link(at) && open.is_some() {
            weight += shape.weight;
            if weight >= UNDER_HEADLINE {
                return open;
            }
        }
    }
    let mut headings = context.blocks().filter(|(_, block, shape)| {
        let fits = (SHORTEST..=LONGEST).contains(&shape.weight);
        block.kind == Kind::Heading(1) && fits && findings.label(block).is_none()
    });
    let only = headings.next().map(|(at, block, _)| (at, *block));
    only.filter(|_| headings.next().is_none())
}

/// Letters of running text under a headline: two short sentences.
const UNDER_HEADLINE: usize = 120;

/// Marks every block but `at` that has the same words, also with the site's name behind a dash or bar.
fn repeat(context: &Context<'_>, findings: &mut Findings, at: usize, title: &str) {
    for (other, block, shape) in context.blocks() {
        if other == at || shape.weight > LONGEST {
            continue;
        }
        if begins_otherwise(context.words(block), title) {
            continue;
        }
        let words = context.folded(other);
        let same = words == title || words.strip_prefix(title).is_some_and(is_site_name);
        if same {
            findings.mark_block(context, block, &Label::RepeatedTitle);
        }
    }
}

/// Whether the first letter says that a line is none with this folded beginning; what is no letter of ASCII says nothing.
fn begins_otherwise(words: &str, folded: &str) -> bool {
    match (words.bytes().next(), folded.bytes().next()) {
        (Some(one), Some(other)) => {
            one.is_ascii_alphanumeric() && one.to_ascii_lowercase() != other
        }
        _ => false,
    }
}

/// ` - The Harbour Post`, ` | Nordblatt`: what a page's title has behind the headline.
pub(super) fn is_site_name(rest: &str) -> bool {
    let rest = rest.trim_start();
    let shape = Shape::of(rest);
    rest.starts_with(['-', '|', '·', '•']) && shape.is_short() && shape.digits == 0
}

/// The headline that the page's own title names: a line at the top that is another line with the site's name behind it.
fn by_page_title(context: &Context<'_>, findings: &Findings) -> Option<(usize, Block)> {
    let fits = |shape: &Shape| (SHORTEST..=LONGEST).contains(&shape.weight);
    let top = context.blocks().take(TOP).filter(|(_, _, shape)| fits(shape));
    let titles: Vec<(usize, String)> = top
        .filter_map(|(at, block, _)| {
            let words = context.words(block);
            let (headline, site) = words.rsplit_once(
                [" - ", " | ", " – ", " — "].into_iter().find(|dash| words.contains(dash))?,
            )?;
            (!site.is_empty()).then(|| (at, shape::fold(headline)))
        })
        .collect();
    let mut lines = context
        .blocks()
        .take(HEADLINE_WITHIN)
        .filter(|(_, block, shape)| fits(shape) && findings.label(block).is_none());
    lines.find_map(|(at, block, _)| {
        let words = context.folded(at);
        let is_named = titles.iter().any(|(title, headline)| *title < at && *headline == words);
        is_named.then_some((at, *block))
    })
}

/// How many lines at the top may be the page's own title; what browsers show in the tab stands first in a dump.
pub(super) const TOP: usize = 5;

/// How many lines may stand before the headline: menus of the corpus have up to 250.
const HEADLINE_WITHIN: usize = 400;

/// What the trees that look for the headline see of every block.
pub(super) fn signs(context: &Context<'_>, findings: &Findings) -> Rows {
    headline::signs(context, findings, &standing(context, findings, zones(context, findings)))
}

/// How much each line before the body stands as headlines do.
fn standing(context: &Context<'_>, findings: &Findings, zones: Zones) -> Vec<(i32, usize)> {
    let counts = counts(context, zones);
    let fits = |block: &Block, shape: &Shape| {
        (SHORTEST..=LONGEST).contains(&shape.weight) && findings.label(block).is_none()
    };
    let head = context.blocks().take(zones.first.min(zones.tail));
    let is_linked = |at: usize, block: &Block| {
        !context.has_boxes() && context.is_link(at) && !matches!(block.kind, Kind::Heading(_))
    };
    let may =
        |(at, block, shape): &(usize, &Block, &Shape)| fits(block, shape) && !is_linked(*at, block);
    let mut candidates: Vec<_> = head.filter(may).collect();
    if candidates.iter().any(|(at, ..)| !context.is_known(*at)) {
        candidates.retain(|(at, ..)| !context.is_known(*at));
    }
    if candidates.is_empty() {
        // The first sentence of the body is the headline only when something of the head stands behind it, or when it
        // stands apart and the paragraphs behind it do not.
        candidates.extend(context.blocks().skip(zones.first).take(1).filter(
            |(at, block, shape)| {
                let stands_out = is_followed_by_head(context, findings, *at)
                    || is_repeated(context, &counts, *at)
                    || is_apart(context, *at) && !is_apart(context, *at + 1);
                fits(block, shape) && stands_out && *at < zones.last
            },
        ));
    }
    let short: Vec<&str> =
        candidates.iter().take(SITE_NAMES_WITHIN).map(|(at, ..)| context.folded(*at)).collect();
    let has_site_name = |at: usize| {
        let words = context.folded(at);
        short.iter().any(|other| {
            words.strip_prefix(other).is_some_and(|rest| !rest.is_empty() && is_site_name(rest))
        })
    };
    // A lead may stand between the headline and the date or byline.
    let head_end =
        (0..zones.first).rev().find(|at| is_followed_by_head(context, findings, *at)).unwrap_or(0);
    let scored = candidates.into_iter().enumerate().map(|(rank, (at, _, shape))| {
        // Of lines that stand alike the first is the headline; behind it stand leads and bylines.
        let rank = i32::try_from(rank.min(MOST_RANKS)).unwrap_or_default();
        let site_name = if has_site_name(at) { 8 } else { 0 };
        let score = score(context, findings, &counts, (at, head_end), shape);
        (score - rank - site_name, at)
    });
    scored.collect()
}

/// The line that stands most as headlines do.
fn foremost(
    context: &Context<'_>,
    findings: &Findings,
    standing: &[(i32, usize)],
) -> Option<(usize, Block)> {
    let (score, at) = standing.iter().copied().max_by_key(|(score, at)| (*score, Reverse(*at)))?;
    // Of two copies the first is the headline, wherever the signs stand.
    let words = context.folded(at);
    let mut up_to = context.blocks().take(at + 1);
    let first = up_to.find(|(at, block, shape)| {
        shape.weight <= LONGEST && context.folded(*at) == words && findings.label(block).is_none()
    });
    first.filter(|_| score > 0).map(|(at, block, _)| (at, *block))
}

/// How many lines of the head are looked at for the headline without the site's name.
const SITE_NAMES_WITHIN: usize = 20;

/// From how many lines on it says no more that a line stands behind others.
const MOST_RANKS: usize = 4;

/// How often each line up to the body stands there.
fn counts<'a>(context: &'a Context<'_>, zones: Zones) -> FxHashMap<&'a str, usize> {
    let mut counts = FxHashMap::default();
    for (at, _, shape) in context.blocks().take(zones.first + 3) {
        if shape.weight <= LONGEST {
            *counts.entry(context.folded(at)).or_default() += 1;
        }
    }
    counts
}

fn is_repeated(context: &Context<'_>, counts: &FxHashMap<&str, usize>, at: usize) -> bool {
    counts.get(context.folded(at)).is_some_and(|count| *count > 1)
}

/// How much a line stands as headlines do; the weights order the signs by how seldom each one misleads in the corpus.
fn score(
    context: &Context<'_>,
    findings: &Findings,
    counts: &FxHashMap<&str, usize>,
    (at, head_end): (usize, usize),
    shape: &Shape,
) -> i32 {
    let Some(block) = context.page.blocks.get(at) else { return 0 };
    let words = context.words(block);
    let mut score = 2;
    score += match is_repeated(context, counts, at) {
        // A name that stands there twice is a section's, in the menu and in the path.
        true if shape.is_short() && !stands_out(context, findings, at) => 0,
        true => 10,
        false => 0,
    };
    score -= if is_step(context, findings, at, shape) { 4 } else { 0 };
    score += match block.kind {
        Kind::Heading(1) => 8,
        Kind::Heading(_) => 3,
        Kind::Item | Kind::Chrome | Kind::Cell => -6,
        Kind::Text | Kind::Caption => 0,
    };
    score += if is_followed_by_head(context, findings, at) {
        3
    } else if head_end > at {
        2
    } else {
        0
    };
    score += i32::from(is_apart(context, at));
    score += i32::try_from(shape.weight.min(40) / 20).unwrap_or_default();
    score -= if shape::is_name(words) && shape.weight < 24 { 6 } else { 0 };
    score -= if shape.stops && !stands_out(context, findings, at) { 4 } else { 0 };
    score -= if context.is_prefixed(at) { 8 } else { 0 };
    score
}

/// Whether a line is a name among names, as the steps of the path to a page are.
fn is_step(context: &Context<'_>, findings: &Findings, at: usize, shape: &Shape) -> bool {
    let is_name = |at: usize| {
        let (Some(block), Some(shape)) = (context.page.blocks.get(at), context.shapes.get(at))
        else {
            return false;
        };
        let is_open = findings.label(block).is_none();
        is_open && shape.is_short() && !shape::is_name(context.words(block))
    };
    shape.is_short()
        && !is_apart(context, at)
        && (is_name(at + 1) || at.checked_sub(1).is_some_and(is_name))
}

/// Whether a line stands as no sentence of the body does: something of the head is behind it, or it stands apart and the
/// paragraphs behind it do not.
fn stands_out(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    is_followed_by_head(context, findings, at)
        || is_apart(context, at) && !is_apart(context, at + 1)
}

/// Whether the next line is one that the head of a page has: a date, a byline, a share link, the headline again; or the
/// first of the body, by the agency before it.
fn is_followed_by_head(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let Some(next) = context.page.blocks.get(at + 1) else { return false };
    findings.label(next).map_or_else(
        || context.is_prefixed(at + 1),
        |label| {
            matches!(
                label,
                Label::DateLine
                    | Label::RelativeTime
                    | Label::ShareLink
                    | Label::Byline
                    | Label::RepeatedTitle
                    | Label::CommentCount
            )
        },
    )
}

/// Whether an empty line stands behind a block and none within the text that follows it as closely.
fn is_apart(context: &Context<'_>, at: usize) -> bool {
    let (Some(block), Some(next)) = (context.page.blocks.get(at), context.page.blocks.get(at + 1))
    else {
        return false;
    };
    Span::new(block.span.end, next.span.start).of(&context.page.text).matches('\n').count() > 1
}
