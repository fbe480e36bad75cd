//! # comment thread
//!
//! Marks what readers wrote behind the text of a plain page, however long: a comment count or heading, and then again and
//! again a time and a line that the page repeats (`Reply`, `reply to comment`, `Posted by: Ann at 15.10.2025 18:05`), never
//! far apart. What stands between them are names and comments.

use rustc_hash::FxHashMap;

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::text;

pub(super) const RULE: Rule = Rule {
    name: "comment_thread",
    summary: "what readers wrote behind the text, by times and repeated lines never far apart",
    scan,
};

/// Blocks from one time or repeated line to the next, at most: the paragraphs of a long comment.
const FAR: usize = 12;

/// Prose before the heading, in blocks and in letters: a count at the top of a page has none.
const LEAST_BLOCKS: usize = 3;
const LEAST_LETTERS: usize = 400;

/// How often a page has a line that is a part of each comment.
const REPEATED: usize = 3;

/// Times in a thread, and lines of comments besides; a timeline has times alone, a list of offers has repeated lines alone.
const LEAST_TIMES: usize = 2;
const LEAST_LINES: usize = 2;

/// What a button weighs at most, and what a line weighs that says who wrote when.
const BUTTON: usize = 40;
const SIGNED: usize = 80;

/// Words of a button, and of the beginning of a line that says who wrote when.
const BUTTON_WORDS: usize = 4;
const SIGNED_WORDS: usize = 2;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let labels = findings.labels(&context.page.blocks);
    let headings = headings(context, &labels);
    let Some(first) = headings.first() else { return };
    let repeated = repeated(context, *first);
    let (mut threads, mut end) = (Vec::new(), 0);
    for at in headings {
        if at >= end {
            let thread = follow(&labels, &repeated, at);
            end = thread.end;
            if thread.times >= LEAST_TIMES && thread.lines >= LEAST_LINES {
                threads.push(at..closed(&labels, end));
            }
        }
    }
    for block in threads.into_iter().filter_map(|thread| context.page.blocks.get(thread)).flatten()
    {
        if findings.label(block).is_none() && !findings.is_title(block) {
            findings.mark_block(context, block, &Label::Comments);
        }
    }
}

/// Whether a mark is one of comments.
fn is_comments(label: Option<&Label>) -> bool {
    matches!(label, Some(Label::Comments | Label::CommentCount))
}

/// The marks of comments that have a text before them.
fn headings(context: &Context<'_>, labels: &[Option<&Label>]) -> Vec<usize> {
    let (mut blocks, mut letters) = (0, 0);
    let mut headings = Vec::new();
    for (at, _, shape) in context.blocks() {
        let label = labels.get(at).copied().flatten();
        if label.is_none() && shape.is_prose() {
            blocks += 1;
            letters += shape.weight;
        }
        if is_comments(label) && blocks >= LEAST_BLOCKS && letters >= LEAST_LETTERS {
            headings.push(at);
        }
    }
    headings
}

/// What a line is to a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Part {
    /// Nothing, as far as it is seen.
    #[default]
    Other,
    /// A line that the page has again and again.
    Button,
    /// A line with a figure that begins as others do.
    Signed,
}

/// For each block behind the first heading which repeated line it is.
fn repeated(context: &Context<'_>, first: usize) -> Vec<Part> {
    let mut counts: FxHashMap<(&str, Part), usize> = FxHashMap::default();
    let keys: Vec<(&str, Part)> = (0..context.shapes.len())
        .map(|at| if at < first { ("", Part::Other) } else { key(context, at) })
        .collect();
    for key in keys.iter().filter(|(_, part)| *part != Part::Other) {
        *counts.entry(*key).or_default() += 1;
    }
    let is_repeated = |key: &(&str, Part)| counts.get(key).is_some_and(|it| *it >= REPEATED);
    keys.iter().map(|key| if is_repeated(key) { key.1 } else { Part::Other }).collect()
}

/// By what a line is known again: all of its words, or the first of those that end in a time.
fn key<'a>(context: &'a Context<'_>, at: usize) -> (&'a str, Part) {
    let Some(shape) = context.shapes.get(at).filter(|shape| shape.weight <= SIGNED) else {
        return ("", Part::Other);
    };
    let words = context.folded(at);
    if shape.weight <= BUTTON && shape.words <= BUTTON_WORDS && !words.is_empty() {
        return (words, Part::Button);
    }
    let begins = words.match_indices(' ').nth(SIGNED_WORDS - 1).map(|(end, _)| end);
    let begins = begins.filter(|_| shape.digits > 0);
    begins.map_or(("", Part::Other), |end| (text::before(words, end), Part::Signed))
}

/// What follows a heading.
struct Thread {
    /// Behind its last time or repeated line.
    end: usize,
    times: usize,
    lines: usize,
}

fn follow(labels: &[Option<&Label>], repeated: &[Part], heading: usize) -> Thread {
    let mut thread = Thread { end: heading + 1, times: 0, lines: 0 };
    for (at, part) in repeated.iter().enumerate().skip(heading + 1) {
        if at >= thread.end + FAR {
            break;
        }
        let label = labels.get(at).copied().flatten();
        let is_dated = matches!(label, Some(Label::DateLine | Label::RelativeTime));
        let is_time = is_dated || *part == Part::Signed;
        let is_line = is_comments(label) || !is_dated && *part != Part::Other;
        if is_time || is_line {
            thread.end = at + 1;
            thread.times += usize::from(is_time);
            thread.lines += usize::from(is_line);
        }
    }
    thread
}

/// Where the last comment ends: right behind its last sign, or where the next part of the page begins.
fn closed(labels: &[Option<&Label>], end: usize) -> usize {
    let mut next = labels.iter().enumerate().skip(end).take(FAR);
    let next = next.find_map(|(at, label)| label.map(|label| (at, label)));
    let is_part = |label: &Label| {
        matches!(
            label,
            Label::Comments
                | Label::CommentCount
                | Label::RelatedLinks
                | Label::Tags
                | Label::Promotion
                | Label::Footer
                | Label::ShareLink
                | Label::NavigationMenu
        )
    };
    next.filter(|(_, label)| is_part(label)).map_or(end, |(at, _)| at)
}
