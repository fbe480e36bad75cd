//! Where the text of a plain page goes on: over a line break that a link left behind, and behind a box of links or an
//! advertisement that stands within the body.

use std::ops::Range;

use super::shape::{self, Shape};
use super::{Context, Findings};
use crate::finding::Label;
use crate::page::Block;
use crate::text::{Span, letter};

/// Letters from which lines that end with a full stop are a sentence of the body behind a box: `The lock opens by itself
/// from Monday on.` has 36, and a headline has no full stop.
const SENTENCE: usize = 30;

/// Letters from which a line with the end of a sentence in it is text that a link broke off.
const BROKEN: usize = 60;

/// The most headlines of a box within the body.
const BOX: usize = 6;

/// Letters of running text behind which a signature, a source, keywords, comments and the foot of a page end the body.
const BODY: usize = 200;

/// Letters of the longest line below a headline that a link broke off or that stands before the first sentence: a place.
const PLACE: usize = 28;

/// Lines that belong together, since each goes on with the sentence of the one before.
struct Run {
    blocks: Range<usize>,
    /// Whether it ends like a sentence and is long enough to be one of the body.
    is_sentence: bool,
    /// Whether it is no longer than a name: of a section, a tag, a place in a list.
    is_short: bool,
}

/// Keeps what a box cut off, and the lines between the headline and the text that belong to one of them.
pub(super) fn resume(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    let stretches = behind_boxes(context, findings);
    for stretch in &stretches {
        let last = stretch.end.checked_sub(1).and_then(|at| context.page.blocks.get(at));
        let end = last.map_or(0, |block| block.span.end);
        findings.article_end = findings.article_end.max(end);
        if !findings.article.is_empty() {
            findings.article.end = findings.article.end.max(stretch.end);
        }
    }
    // The stretches are in order and disjoint.
    let holds = |at: usize| {
        let next = stretches.get(stretches.partition_point(|stretch| stretch.end <= at));
        next.is_some_and(|stretch| stretch.contains(&at))
    };
    findings.outside.retain(|at| !holds(*at));
    keep_standfirst(context, findings);
    keep_beginning(context, findings);
    keep_ends(context, findings);
}

/// Whether the next line goes on with the sentence of this one: it begins with a small letter or with what closes or
/// divides a sentence, or this one breaks off within a sentence after another.
pub(super) fn joins(context: &Context<'_>, at: usize) -> bool {
    let (Some(block), Some(shape)) = (context.page.blocks.get(at), context.shapes.get(at)) else {
        return false;
    };
    let Some(next) = context.page.blocks.get(at + 1) else { return false };
    let first = context.words(next).chars().next();
    let goes_on =
        first.is_some_and(|first| first.is_lowercase() || letter::begins_no_sentence(first));
    !shape.stops && goes_on || breaks_off(context.words(block), shape)
}

/// Whether a line holds the end of a sentence and breaks off in the next.
fn breaks_off(words: &str, shape: &Shape) -> bool {
    if shape.weight < BROKEN || shape.ends {
        return false;
    }
    let mut before = [' '; 3];
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends_word = || before.iter().all(|letter| letter.is_lowercase());
        let is_end =
            matches!(letter, '.' | '!' | '?') && ends_word() && letters.peek() == Some(&' ');
        if is_end || letter == '。' {
            return true;
        }
        before = [before[1], before[2], letter];
    }
    false
}

/// The lines from `at` on that belong together.
fn run(context: &Context<'_>, findings: &Findings, at: usize) -> Run {
    let mut end = at + 1;
    while joins(context, end - 1)
        && context.page.blocks.get(end).is_some_and(|next| is_open(findings, next))
    {
        end += 1;
    }
    let shapes = context.shapes.get(at..end).unwrap_or_default();
    let weight: usize = shapes.iter().map(|shape| shape.weight).sum();
    let is_sentence = shapes.last().is_some_and(|last| last.stops) && weight >= SENTENCE;
    let is_short = shapes.iter().all(Shape::is_short);
    Run { blocks: at..end, is_sentence, is_short }
}

fn is_open(findings: &Findings, block: &Block) -> bool {
    findings.label(block).is_none() && !findings.is_title(block)
}

/// The stretches of the body that stand behind a box of links or an advertisement.
fn behind_boxes(context: &Context<'_>, findings: &Findings) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let (mut at, mut passed, mut last) = (0, 0, None);
    let mut known: Option<Behind> = None;
    while let (Some(block), Some(shape)) = (context.page.blocks.get(at), context.shapes.get(at)) {
        let label = findings.label(block);
        match label {
            None if shape.is_prose() => {
                passed += shape.weight;
                last = if findings.is_title(block) { last } else { Some(at) };
            }
            Some(label) if passed >= BODY && ends_body(label) => break,
            Some(Label::RelatedLinks | Label::Advertisement) if passed > 0 => {
                let (next, label) = marked_behind(context, findings, at);
                if label == Some(&Label::Advertisement) {
                    // That one is asked next, and it is the same box.
                    at += 1;
                    continue;
                }
                // A box is the same whichever of its headings is asked.
                let is_heading = label == Some(&Label::RelatedLinks);
                let holds = |known: &Behind| is_heading && known.headings.contains(&next);
                if !known.as_ref().is_some_and(holds) {
                    known = Some(behind_box(context, findings, at));
                }
                let text = known.as_ref().and_then(|known| known.text.as_ref());
                let fits = |text: &&(usize, Range<usize>)| !is_tighter(context, last, text.0);
                if let Some((_, stretch)) = text.filter(fits) {
                    let shapes = context.shapes.get(stretch.clone()).unwrap_or_default();
                    passed += shapes.iter().map(|shape| shape.weight).sum::<usize>();
                    at = stretch.end;
                    stretches.push(stretch.clone());
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    stretches
}

/// What stands behind a box of links or an advertisement.
struct Behind {
    /// From the mark that the box was read from to the last heading of links in it.
    headings: Range<usize>,
    /// Where the text behind it begins, and that text.
    text: Option<(usize, Range<usize>)>,
}

fn behind_box(context: &Context<'_>, findings: &Findings, at: usize) -> Behind {
    let (headings, links) = after_box(context, findings, at);
    let text = links.and_then(|links| {
        let start = links.end;
        Some((start, text_from(context, findings, links)?))
    });
    Behind { headings, text }
}

/// The mark from which on the links of the box at `at` are counted: a heading itself; behind an advertisement the next mark
/// that no box passes over.
fn marked_behind<'a>(
    context: &Context<'_>,
    findings: &'a Findings,
    at: usize,
) -> (usize, Option<&'a Label>) {
    let label = |at: usize| context.page.blocks.get(at).and_then(|block| findings.label(block));
    let mut next = at;
    if label(at) == Some(&Label::Advertisement) {
        next += 1;
        while let Some(Label::DateLine | Label::RelativeTime | Label::ImagePlaceholder) =
            label(next)
        {
            next += 1;
        }
    }
    (next, label(next))
}

/// Whether a mark stands behind the text, when enough of it stands before.
fn ends_body(label: &Label) -> bool {
    matches!(
        label,
        Label::Tags
            | Label::Comments
            | Label::CommentCount
            | Label::Footer
            | Label::SourceLine
            | Label::Byline
    )
}

/// The headlines of the box that begins with the mark `at`: the block behind it is where the body may go on. Nothing
/// when a heading has no headline under it. Before these its headings.
fn after_box(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
) -> (Range<usize>, Option<Range<usize>>) {
    let (mut end, mut most, mut first, mut headings) = (at, 0, at, at..at);
    while let Some(block) = context.page.blocks.get(end) {
        match findings.label(block) {
            Some(Label::RelatedLinks) => {
                most = if holds_its_link(context, end) { 0 } else { BOX };
                (first, headings.end) = (end + 1, end + 1);
            }
            Some(Label::Advertisement) => first = end + 1,
            Some(Label::DateLine | Label::RelativeTime | Label::ImagePlaceholder) => {}
            Some(_) => break,
            None => {
                let run = run(context, findings, end);
                let is_headline = !run.is_sentence && run.blocks.len() == 1 && !run.is_short;
                if !is_headline || end + 1 > first + most {
                    break;
                }
            }
        }
        end += 1;
    }
    (headings, (most == 0 || first < end).then_some(first..end))
}

/// Whether empty lines divide the paragraphs before a box, the last of which is `last`, and none divides its links from
/// `behind`: that is one more of them, then.
fn is_tighter(context: &Context<'_>, last: Option<usize>, behind: usize) -> bool {
    let is_apart = |at: usize| {
        let pair = at.checked_sub(1).and_then(|before| context.page.blocks.get(before..=at));
        let Some([before, block]) = pair else { return true };
        let gap = Span::new(before.span.end, block.span.start).of(&context.page.text);
        gap.matches('\n').count() > 1
    };
    last.is_some_and(is_apart) && !is_apart(behind)
}

/// `Read more: Village wins the cup` is heading and link in one.
pub(super) fn holds_its_link(context: &Context<'_>, at: usize) -> bool {
    context.hits(at).iter().any(|hit| hit.rest.is_some() || hit.name.is_some())
}

/// The text that begins behind a box, up to its last sentence before the next mark; nothing when what stands there are
/// headlines, each with its teaser.
fn text_from(
    context: &Context<'_>,
    findings: &Findings,
    links: Range<usize>,
) -> Option<Range<usize>> {
    let (mut at, mut end) = (links.end, links.end);
    let (mut sentences, mut headlines, mut pairs) = (0, 0, 0);
    let mut was_headline = links.len() == 1;
    while let Some(block) = context.page.blocks.get(at) {
        match findings.label(block) {
            None if !findings.is_title(block) => {
                let run = run(context, findings, at);
                at = run.blocks.end;
                if run.is_sentence {
                    (sentences, end) = (sentences + 1, at);
                    pairs += usize::from(was_headline);
                    was_headline = false;
                } else if sentences == 0 {
                    return None;
                } else if !run.is_short {
                    headlines += 1;
                    was_headline = true;
                }
            }
            Some(Label::PhotoCaption | Label::ImagePlaceholder | Label::AgencyPrefix) => at += 1,
            _ => break,
        }
    }
    // Some headlines end like sentences, and behind many of them stands a sentence that says whose page it is.
    let is_list = links.len() + headlines > sentences + 1 || pairs > 1 && sentences <= pairs;
    (sentences > 0 && !is_list).then_some(links.end..end)
}

/// The line right below the headline is the standfirst, when it is too long for a menu or a name.
fn keep_standfirst(context: &Context<'_>, findings: &mut Findings) {
    let title = context.blocks().find(|(_, block, _)| findings.is_title(block));
    let Some((title, ..)) = title.filter(|(at, ..)| *at < findings.article.start) else { return };
    let long = |shape: &&Shape| shape.weight >= BROKEN && !shape.is_short();
    let Some(shape) = context.shapes.get(title + 1).filter(long) else { return };
    let words = context.page.blocks.get(title + 1).map(|block| context.words(block));
    if shape.digits * 4 < shape.weight && words.is_some_and(|words| !shape::is_name(words)) {
        findings.outside.retain(|at| *at != title + 1);
    }
}

/// Lines that the first sentence of the text goes on from, and a place before it.
fn keep_beginning(context: &Context<'_>, findings: &mut Findings) {
    let mut first = findings.article.start;
    let open = |at: usize| {
        context.page.blocks.get(at).is_some_and(|block| is_open(findings, block)).then_some(at)
    };
    while let Some(before) = first.checked_sub(1).and_then(open)
        && joins(context, before)
    {
        first = before;
    }
    let is_place = |at: &usize| {
        let (Some(block), Some(shape)) = (context.page.blocks.get(*at), context.shapes.get(*at))
        else {
            return false;
        };
        let has_one_stop = shape.stops && context.words(block).matches('.').count() == 1;
        has_one_stop && (1..=PLACE).contains(&shape.weight) && shape.words <= 3 && shape.digits == 0
    };
    first = first.checked_sub(1).and_then(open).filter(is_place).unwrap_or(first);
    let article = findings.article.start;
    findings.outside.retain(|at| !(first..article).contains(at));
    findings.article.start = first;
}

/// Keeps what goes on with the sentence of a line that is kept.
fn keep_ends(context: &Context<'_>, findings: &mut Findings) {
    let mut kept = Vec::new();
    for at in &findings.outside {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= findings.article.start)
        else {
            continue;
        };
        let is_kept =
            kept.last() == Some(&before) || findings.outside.binary_search(&before).is_err();
        let is_text = context.page.blocks.get(before).is_some_and(|block| is_open(findings, block));
        if is_kept && is_text && joins(context, before) {
            kept.push(*at);
        }
    }
    findings.outside.retain(|at| kept.binary_search(at).is_err());
}
