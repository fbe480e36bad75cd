//! Lines of plain text that are one paragraph: what a scraper broke at links, and what was wrapped at a column.
//!
//! Lines are joined only on a page that shows by several of its lines that its paragraphs are broken; a page with a
//! paragraph a line, a poem or a list stays as it is.

mod line;

use crate::page::reading::Reading;
use crate::page::{Block, Kind};
use crate::text::Span;
use line::{End, Line, Script, Start, laid, look};

/// Joints between a long line and one that goes on in lower case from which a page counts as broken at its links. One
/// may be a slip of an editor; `get_text("\n")` of `BeautifulSoup` makes one a link.
const JOINTS: usize = 3;

/// Letters from which a line is more than a heading or an item.
const LONG: usize = 60;

/// Letters up to which a line may be the words of a link within a sentence.
const LINK: usize = 60;

/// The narrowest and widest column at which text is wrapped.
const COLUMNS: std::ops::RangeInclusive<usize> = 44..=100;

/// Lines of a hundred that are no wider than the column of a wrapped page, among those that others follow.
const WITHIN: usize = 95;

/// Full lines that a wrapped page has at least.
const FULL_LINES: usize = 6;

/// Full lines that a wrapped page has at least in a script without spaces, where only a column makes lines equally long.
const FULL_LINES_UNSPACED: usize = 3;

/// Full lines that a wrapped document of Markdown has at least, where a line break alone divides no paragraphs.
const FULL_LINES_OF_MARKDOWN: usize = 2;

/// The blocks with those joined that are one paragraph; a line is as wide as the document of `reading` writes it.
/// A block gets no longer than `most` bytes by it.
pub(super) fn joined(
    source: &str,
    reading: Option<&Reading>,
    blocks: Vec<Block>,
    most: usize,
) -> Vec<Block> {
    let mut before = 0;
    let page: Vec<Line> = blocks
        .iter()
        .map(|block| {
            let gap = Span::new(before, block.span.start).of(source);
            before = block.span.end;
            let line = look(*block, block.span.of(source), gap);
            reading.map_or(line, |reading| laid(line, reading, gap))
        })
        .collect();
    let joints = if let Some(width) = wrapped(&page) {
        pairs(&page, |a, b, _| is_full(a, b, width) && (a.is_text() || b.indent > a.indent))
    } else if is_broken(&page) {
        pairs(&page, is_joint)
    } else {
        return blocks;
    };
    join(&page, &joints, most)
}

/// As [`joined`] for lines of Markdown, where a line is as wide as the document writes it, and `goes_on` says which of
/// them the next may go on with.
pub(super) fn wrapped_at(
    reading: &Reading,
    text: &str,
    blocks: Vec<Block>,
    goes_on: &[bool],
    most: usize,
) -> Vec<Block> {
    let mut before = 0;
    let mut page: Vec<Line> = Vec::with_capacity(blocks.len());
    for block in &blocks {
        let gap = Span::new(before, block.span.start).of(text);
        before = block.span.end;
        let line = look(*block, block.span.of(text), gap);
        page.push(laid(line, reading, gap));
    }
    let pairs: Vec<usize> = (1..page.len())
        .filter(|at| {
            let may = goes_on.get(at - 1).is_some_and(|goes_on| *goes_on);
            let next = page.get(*at).filter(|next| !next.apart && next.block.kind == Kind::Text);
            may && next.is_some()
        })
        .collect();
    let at = |at: usize| page.get(at);
    let is_bare =
        |line: &&Line| !reading.whole(line.block.span).of(reading.source()).contains("](");
    let before = |next: &usize| at(next - 1).filter(is_bare).map(|line| line.width);
    let mut widths: Vec<usize> = pairs.iter().filter_map(before).collect();
    widths.sort_unstable();
    // What is no paragraph may be wider.
    let width = widths.get((widths.len() * 19 / 20).min(widths.len().saturating_sub(1)));
    let Some(width) = width.copied().filter(|width| COLUMNS.contains(width)) else {
        return blocks;
    };
    let full = |next: &&usize| match (at(**next - 1), at(**next)) {
        (Some(a), Some(b)) => is_full(a, b, width),
        _ => false,
    };
    let full: Vec<usize> = pairs.iter().filter(full).copied().collect();
    if full.len() < FULL_LINES_OF_MARKDOWN || full.len() * 2 < pairs.len() {
        return blocks;
    }
    let mut joints = vec![false; page.len()];
    for next in full {
        if let Some(joint) = joints.get_mut(next) {
            *joint = true;
        }
    }
    join(&page, &joints, most)
}

/// For each line whether it goes on with the one before it, as `is_one` says of the two and the one behind them.
fn pairs(page: &[Line], is_one: impl Fn(&Line, &Line, Option<&Line>) -> bool) -> Vec<bool> {
    let mut joints = vec![false; page.len()];
    for (at, joint) in joints.iter_mut().enumerate().skip(1) {
        let (Some(a), Some(b)) = (page.get(at - 1), page.get(at)) else { continue };
        let apart = b.apart && b.start != Start::Closing;
        *joint = !apart && b.block.kind == Kind::Text && is_one(a, b, page.get(at + 1));
    }
    joints
}

/// Whether several lines of a page go on in the middle of a sentence, beside ones that are longer than items.
fn is_broken(page: &[Line]) -> bool {
    let is_sure = |a: &Line, b: &Line| a.is_text() && is_strong(a, b);
    let joints = pairs(page, |a, b, _| is_sure(a, b) && a.width.max(b.width) >= LONG);
    joints.iter().filter(|joint| **joint).count() >= JOINTS
}

/// Whether a sentence goes on from one line to the next by the signs of both.
fn is_strong(a: &Line, b: &Line) -> bool {
    b.start == Start::Closing || a.end != End::Closed && b.start == Start::Lower
}

/// Whether two lines of a broken page are one paragraph.
fn is_joint(a: &Line, b: &Line, next: Option<&Line>) -> bool {
    if !a.is_text() {
        return false;
    }
    if is_strong(a, b) {
        return true;
    }
    let leads_on = b.width <= LINK && next.is_some_and(|next| !next.apart && is_strong(b, next));
    // A short line that neither ends a sentence nor goes on is no rest of one: a writer below a headline.
    let ends = b.width > LINK || b.end == End::Closed || leads_on;
    let runs = (a.end == End::Hanging) && a.width > LINK || a.has_sentence && ends;
    a.end != End::Closed
        && (runs
            || leads_on
                && ((a.end == End::Hanging) || a.is_particle || a.width >= LONG && !b.is_particle))
}

/// The column at which a page is wrapped: nearly every line that is followed by another is as long as its words allow.
/// Tables and code may be wider, so the widest line is not always the column.
fn wrapped(page: &[Line]) -> Option<usize> {
    let followed = |pair: &[Line]| match pair {
        [a, b] if !b.apart => Some(a.width),
        _ => None,
    };
    let mut widths: Vec<usize> = page.windows(2).filter_map(followed).collect();
    widths.sort_unstable();
    let most = widths.get(widths.len() * WITHIN / 100).copied();
    let widest = page.iter().map(|line| line.width).max();
    [widest, most].into_iter().flatten().find(|width| is_wrapped(page, *width))
}

/// Whether the lines of a page are as long as a column lets them.
fn is_wrapped(page: &[Line], width: usize) -> bool {
    if !COLUMNS.contains(&width) {
        return false;
    }
    let (mut long, mut full, mut going, mut unspaced) = (0_usize, 0_usize, 0_usize, 0_usize);
    for pair in page.windows(2) {
        let [a, b] = pair else { continue };
        // An item begins a line of its own, however short the one above is.
        if b.apart || !b.is_text() || a.width * 2 < width {
            continue;
        }
        long += 1;
        full += usize::from(is_full(a, b, width));
        going += usize::from(
            b.start != Start::Other || b.script != Script::Cased && a.end != End::Closed,
        );
        unspaced += usize::from(a.script == Script::Unspaced);
    }
    let fewest = if unspaced * 2 > long { FULL_LINES_UNSPACED } else { FULL_LINES };
    // A line in ten may be the last of its paragraph with no empty line behind it, and three in ten begin a sentence or a name.
    full >= fewest && full * 10 >= long * 8 && going * 10 >= full * 4
}

/// Whether the first word of the next line had no room in this one.
fn is_full(a: &Line, b: &Line, width: usize) -> bool {
    a.width + 1 + b.first_word > width
}

/// Joins runs of linked lines, unless all of a run is too short for a paragraph and no sentence ends it.
fn join(page: &[Line], joints: &[bool], most: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut run: Vec<&Line> = Vec::new();
    for (line, is_joined) in page.iter().zip(joints) {
        let start = run.first().map_or(0, |first| first.block.span.start);
        if !is_joined || line.block.span.end - start > most {
            close(&mut run, &mut blocks);
        }
        run.push(line);
    }
    close(&mut run, &mut blocks);
    blocks
}

fn close(run: &mut Vec<&Line>, blocks: &mut Vec<Block>) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let width: usize = run.iter().map(|line| line.width).sum();
    if width >= LONG || last.end == End::Closed {
        let span = Span::new(first.block.span.start, last.block.span.end);
        blocks.push(Block { span, kind: first.block.kind });
    } else {
        blocks.extend(run.iter().map(|line| line.block));
    }
    run.clear();
}
