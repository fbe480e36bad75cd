//! Where each block of a page stands: beside its prose, its headline, its marks.

use std::cmp::Ordering;
use std::ops::Range;

use super::rows::Rows;
use super::signs::{COUNTS, FAR, Sign, Steps, gap, hundredths, step};
use crate::finding::Label;
use crate::rules::{Context, Findings};
use crate::text::Span;

/// Blocks to both sides over which the density of writing is taken.
const AROUND: usize = 4;

/// What a block costs the stretch that holds it, in letters: a stretch goes over a heading or a caption between
/// paragraphs, and ends at a menu.
const COST: i64 = 60;

/// Letters of a block that count for a stretch: one very long block must not outweigh all others.
const MOST: i64 = 400;

/// Steps of the share of the prose before a block, in hundredths.
static PASSED: Steps<101> = Steps::new(&[1, 5, 15, 30, 50, 70, 85, 95, 100]);

/// Steps of how much is written in the blocks around one.
static DENSITIES: Steps<401> = Steps::new(&[8, 15, 25, 40, 60, 90, 130, 180, 250, 400]);

/// Steps of how many blocks behind the headline one stands.
static BEHIND_TITLE: Steps<101> = Steps::new(&[1, 2, 3, 5, 10, 30, 100]);

/// The places of all blocks of a page.
pub(super) struct Places {
    passed: Vec<usize>,
    back: Vec<usize>,
    ahead: Vec<usize>,
    run: Vec<usize>,
    density: Vec<usize>,
    tail_before: Vec<usize>,
    head_behind: Vec<usize>,
    stretch: (usize, usize),
    title: Option<usize>,
    indent: Option<usize>,
    clean: usize,
}

impl Places {
    pub(super) fn of(context: &Context<'_>, findings: &Findings) -> Places {
        let count = context.shapes.len();
        let labels = findings.labels(&context.page.blocks);
        let free = |at: usize| labels.get(at).is_none_or(Option::is_none);
        let weights: Vec<usize> = context
            .blocks()
            .map(|(at, _, shape)| if free(at) { shape.weight } else { 0 })
            .collect();
        let prose: Vec<usize> = context
            .blocks()
            .map(|(at, _, shape)| if free(at) && shape.is_prose() { shape.weight } else { 0 })
            .collect();
        let total: usize = prose.iter().sum();
        let all: usize = weights.iter().sum();
        let mut passed = 0;
        let passed = prose.iter().map(|weight| {
            passed += weight;
            hundredths(passed - weight, total)
        });
        let title = findings.title.and_then(|title| {
            context.blocks().find(|(_, block, _)| block.span.overlaps(title)).map(|(at, ..)| at)
        });
        let stretch = stretch(&weights);
        Places {
            passed: passed.collect(),
            back: distances(prose.iter()),
            ahead: reversed(distances(prose.iter().rev())),
            run: runs(&prose),
            density: (0..count).map(|at| density(&weights, at)).collect(),
            tail_before: tally(labels.iter().copied(), stretch.0, is_tail),
            head_behind: reversed(tally(labels.iter().copied().rev(), 0, is_head)),
            stretch,
            title,
            indent: indent(context, &prose),
            clean: hundredths(total, all),
        }
    }

    /// Sets the signs of the places of all blocks.
    pub(super) fn fill(&self, context: &Context<'_>, rows: &mut Rows) {
        let count = self.passed.len();
        rows.fill(Sign::Place, (0..count).map(|at| at * 10 / count));
        rows.fill(Sign::Passed, self.passed.iter().map(|passed| PASSED.of(*passed)));
        let counted = [
            (Sign::Back, &self.back),
            (Sign::Ahead, &self.ahead),
            (Sign::Run, &self.run),
            (Sign::TailBefore, &self.tail_before),
            (Sign::HeadBehind, &self.head_behind),
        ];
        for (sign, values) in counted {
            rows.fill(sign, values.iter().map(|value| COUNTS.of(*value)));
        }
        rows.fill(Sign::Density, self.density.iter().map(|density| DENSITIES.of(*density)));
        let page = step(count, &[5, 10, 20, 40, 70, 120, 200, 400, 800]);
        rows.fill(Sign::Page, std::iter::repeat(page));
        let clean = step(self.clean, &[10, 30, 50, 65, 75, 85, 92, 97]);
        rows.fill(Sign::Clean, std::iter::repeat(clean));
        rows.fill(Sign::Stretch, (0..count).map(|at| self.beside_stretch(at)));
        let (start, end) = self.stretch;
        // From the middle, as a number of blocks may be less than none.
        rows.fill(
            Sign::FromStart,
            (0..count).map(|at| (FAR + at).saturating_sub(start).min(2 * FAR)),
        );
        rows.fill(Sign::ToEnd, (0..count).map(|at| (FAR + end).saturating_sub(at).min(2 * FAR)));
        rows.fill(Sign::Title, (0..count).map(|at| self.beside_title(at)));
        let indent = |usual: usize, at: usize| match indentation(gap(context, at)).cmp(&usual) {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 3,
        };
        let indent = |at: usize| self.indent.map_or(0, |usual| indent(usual, at));
        rows.fill(Sign::Indent, (0..count).map(indent));
    }

    fn beside_title(&self, at: usize) -> usize {
        match self.title {
            None => 0,
            Some(title) if at < title => 1 + step(title - at, &[2, 4, 10, 30]),
            Some(title) => 6 + BEHIND_TITLE.of(at - title),
        }
    }

    /// The stretch of blocks that holds most of the page's writing.
    pub(super) fn stretch(&self) -> Range<usize> {
        self.stretch.0..self.stretch.1
    }

    fn beside_stretch(&self, at: usize) -> usize {
        let (start, end) = self.stretch;
        if at < start {
            step(start - at, &[2, 4, 8, 20])
        } else if at >= end {
            5 + step(at - end, &[1, 3, 8, 20])
        } else {
            let edge = (at - start).min(end - 1 - at);
            10 + step(edge, &[1, 2, 4])
        }
    }
}

/// The stretch of blocks with the most letters less the cost of its blocks (the maximum subsequence of Pasternack and
/// Roth, "Extracting article text from the web with maximum subsequence segmentation", 2009).
fn stretch(weights: &[usize]) -> (usize, usize) {
    let (mut best, mut range) = (0, (0, 0));
    let (mut sum, mut start) = (0, 0);
    for (at, weight) in weights.iter().enumerate() {
        sum += i64::try_from(*weight).unwrap_or(MOST).min(MOST) - COST;
        if sum <= 0 {
            (sum, start) = (0, at + 1);
        } else if sum > best {
            (best, range) = (sum, (start, at + 1));
        }
    }
    range
}

/// For each block how many blocks ago there was prose.
fn distances<'a>(prose: impl Iterator<Item = &'a usize>) -> Vec<usize> {
    let mut last = None;
    let distance = |(at, weight): (usize, &usize)| {
        let distance = last.map_or(usize::MAX, |last: usize| at - last);
        if *weight > 0 {
            last = Some(at);
        }
        distance
    };
    prose.enumerate().map(distance).collect()
}

fn reversed(mut values: Vec<usize>) -> Vec<usize> {
    values.reverse();
    values
}

/// For each block the length of the run of blocks without prose that it is part of.
fn runs(prose: &[usize]) -> Vec<usize> {
    let mut lengths = Vec::with_capacity(prose.len());
    for run in prose.chunk_by(|a, b| (*a > 0) == (*b > 0)) {
        let length = if run.first().is_some_and(|weight| *weight > 0) { 0 } else { run.len() };
        lengths.extend(std::iter::repeat_n(length, run.len()));
    }
    lengths
}

/// Letters a block around this one.
fn density(weights: &[usize], at: usize) -> usize {
    let end = (at + AROUND + 1).min(weights.len());
    let around = weights.get(at.saturating_sub(AROUND)..end).unwrap_or_default();
    around.iter().map(|weight| (*weight).min(600)).sum::<usize>() / around.len().max(1)
}

/// For each block how many labels that count stand before it, from block `from` on.
fn tally<'a>(
    labels: impl Iterator<Item = Option<&'a Label>>,
    from: usize,
    counts: fn(&Label) -> bool,
) -> Vec<usize> {
    let mut seen = 0;
    let count = |(at, label): (usize, Option<&Label>)| {
        let before = seen;
        seen += usize::from(at >= from && label.is_some_and(counts));
        before
    };
    labels.enumerate().map(count).collect()
}

fn is_tail(label: &Label) -> bool {
    matches!(
        label,
        Label::RelatedLinks
            | Label::Tags
            | Label::CommentCount
            | Label::Comments
            | Label::Footer
            | Label::SourceLine
    )
}

fn is_head(label: &Label) -> bool {
    matches!(label, Label::DateLine | Label::Byline | Label::RepeatedTitle | Label::Breadcrumb)
}

/// The indentation under which most of the prose stands, on a page that indents at all.
fn indent(context: &Context<'_>, prose: &[usize]) -> Option<usize> {
    let mut before = 0;
    let mut by_indent: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for ((_, block, _), weight) in context.blocks().zip(prose) {
        let gap = Span::new(before, block.span.start).of(&context.page.text);
        before = block.span.end;
        *by_indent.entry(indentation(gap)).or_default() += weight;
    }
    let usual = by_indent.iter().max_by_key(|(_, weight)| **weight).map(|(indent, _)| *indent);
    usual.filter(|_| by_indent.len() > 2)
}

/// Columns between the line feed and the block.
fn indentation(gap: &str) -> usize {
    gap.chars().rev().take_while(|letter| *letter != '\n').count()
}
