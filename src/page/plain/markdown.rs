//! Markdown as a page: a reading without its signs, headings, items and rows as kinds of blocks, and which lines are links.

use std::collections::HashSet;

use super::inline::Inline;
use super::linked::{Link, linked};
use super::{joined, kind, matter, pieces};
use crate::config::Limits;
use crate::finding::Label;
use crate::page::reading::Reading;
use crate::page::{Block, Kind, Page};
use crate::text::{self, Span, after};

/// Links from which a text without an extension that says so is Markdown.
const LINKS: usize = 2;

/// Letters of the longest line that a row of signs below it makes a heading.
const LONGEST_HEADING: usize = 240;

/// A line of the document.
struct Line {
    start: usize,
    kind: Kind,
    /// Whether the next line goes on with its paragraph: neither is of another kind, and no break stands between.
    goes_on: bool,
}

/// Headings that stand apart from which a text without links is Markdown; a lone one may be a line of code.
const HEADINGS: usize = 2;

/// Whether a text has links or headings as Markdown writes them, or the head of such a document.
pub(super) fn is_markdown(source: &str) -> bool {
    let mut links = source.match_indices("](").filter(|(at, _)| {
        let target = after(source, at + 2);
        ["http", "/", "#", "<", "mailto:", "tel:", "javascript:", "?"]
            .iter()
            .any(|start| target.starts_with(start))
    });
    links.nth(LINKS - 1).is_some()
        || links_by_label(source).nth(LINKS - 1).is_some()
        || matter::matter(source).is_some()
        || headings(source).nth(HEADINGS - 1).is_some()
}

/// The lines that begin with the signs of a heading and have empty lines around them, as no comment of a program has.
fn headings(source: &str) -> impl Iterator<Item = Span> {
    let is_empty = |line: Option<Span>| line.is_none_or(|line| line.trimmed(source).is_empty());
    let mut lines = text::lines(source).peekable();
    let mut above = true;
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let is_apart = std::mem::replace(&mut above, is_empty(Some(line)));
            let (_, depth) = heading(line.trimmed(source).of(source));
            if depth > 0 && is_apart && is_empty(lines.peek().copied()) {
                return Some(line);
            }
        }
    })
}

/// `[1]: https://…`: what the references of a document stand for.
fn links_by_label(source: &str) -> impl Iterator<Item = &str> {
    text::lines(source).filter_map(move |line| label(line.of(source)))
}

/// The label that a line defines.
fn label(line: &str) -> Option<&str> {
    let (label, target) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let target = target.trim_start();
    let is_target = ["http", "/", "#", "<", "mailto:"].iter().any(|it| target.starts_with(it));
    (is_target && !label.starts_with('^') && label.len() <= 100).then_some(label)
}

/// Makes a page of a document of Markdown.
pub(super) fn parse(source: &str, limits: &Limits) -> Page {
    let labels: HashSet<String> = links_by_label(source).map(str::to_lowercase).collect();
    let is_label = |label: &str| !labels.is_empty() && labels.contains(&label.to_lowercase());
    let mut inline = Inline::new(source, &is_label);
    let matter = matter::matter(source);
    let (head, claims) = matter.unwrap_or_default();
    inline.sign(head.start, head.end, Label::Markup);
    inline.at = head.end;
    let lines = lines(source, &mut inline);
    let Inline { signs, mut links, .. } = inline;
    links.sort_unstable();
    let target = |words: &Span| after(source, words.end).strip_prefix("](").unwrap_or_default();
    let found: Vec<Link<'_>> =
        links.into_iter().map(|words| Link { words, target: target(&words) }).collect();
    let (text, reading) = Reading::of(source, signs);
    let mut page = Page { text, claims, ..Page::default() };
    let mut lines = lines.iter().peekable();
    let mut goes_on = Vec::new();
    for line in text::lines(&page.text) {
        let span = line.trimmed(&page.text);
        if span.is_empty() {
            continue;
        }
        let there = reading.place(span).start;
        let mut known = None;
        while let Some(next) = lines.next_if(|next| next.start <= there) {
            known = Some(next);
        }
        let kind = known.map_or(Kind::Text, |line| line.kind);
        let parts: Vec<Block> = if span.len() <= limits.line {
            vec![Block { span, kind }]
        } else {
            page.warnings = vec!["long_line".to_owned()];
            pieces(span, &page.text, limits.line).map(|span| Block { span, kind }).collect()
        };
        goes_on.extend(parts.iter().map(|_| known.is_none_or(|line| line.goes_on)));
        page.blocks.extend(parts);
    }
    page.blocks = joined::wrapped_at(&reading, &page.text, page.blocks, &goes_on, limits.line);
    page.linked = linked(&page, &reading, &found);
    page.reading = Some(Box::new(reading));
    page
}

/// The lines of a document with their kinds; signs and links go to `inline`.
fn lines(source: &str, inline: &mut Inline<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut is_table = false;
    for line in text::lines(source) {
        let span = Span::new(line.start.max(inline.at), line.end);
        let bare = span.trimmed(source);
        if inline.at > line.end {
            continue;
        }
        if bare.is_empty() {
            is_table = false;
            inline.close();
            continue;
        }
        let words = bare.of(source);
        if let Some(depth) = underline(words).filter(|_| is_first_of(&lines, line, source)) {
            inline.sign(bare.start, bare.end, Label::Markup);
            if let Some(last) = lines.last_mut().filter(|last| last.kind == Kind::Text) {
                (last.kind, last.goes_on) = (Kind::Heading(depth), false);
            }
            inline.at = line.end;
            continue;
        }
        if is_row_of_signs(words) || label(words).is_some() {
            is_table = words.contains('|') || is_table && words.contains('-');
            if let Some(last) = lines.last_mut() {
                if is_table && last.kind == Kind::Text {
                    last.kind = Kind::Cell;
                }
                last.goes_on = false;
            }
            inline.close();
            inline.sign(bare.start, bare.end, Label::Markup);
            inline.at = line.end;
            continue;
        }
        let kind = begin(bare, source, inline, is_table);
        let goes_on = kind != Kind::Cell;
        if kind != Kind::Text {
            inline.close();
            if let Some(last) = lines.last_mut() {
                last.goes_on = false;
            }
        }
        let is_code = ["    ", "\t", "```"].iter().any(|start| line.of(source).starts_with(start));
        let is_broken = is_code || line.of(source).ends_with("  ") || words.ends_with('\\');
        lines.push(Line { start: line.start, kind, goes_on: goes_on && !is_broken });
        inline.read(line.end);
    }
    inline.close();
    lines
}

/// Whether the line before this one is a paragraph of its own that a row of signs makes a heading.
fn is_first_of(lines: &[Line], line: Span, source: &str) -> bool {
    let Some(last) = lines.last().filter(|last| last.kind == Kind::Text) else { return false };
    let above = Span::new(last.start, line.start).of(source);
    let blank_before = text::before(source, last.start).trim_end_matches([' ', '\t']);
    let is_apart = blank_before.is_empty() || blank_before.ends_with("\n\n");
    above.len() <= LONGEST_HEADING && above.matches('\n').count() == 1 && is_apart
}

/// A row of equals signs or hyphens, which makes the line before it a heading.
fn underline(words: &str) -> Option<u8> {
    let is_all = |sign: char| words.len() >= 3 && words.chars().all(|letter| letter == sign);
    if is_all('=') {
        Some(1)
    } else if is_all('-') {
        Some(2)
    } else {
        None
    }
}

/// A line of signs alone: `* * *`, `|---|---|`, `:::`, a bullet without words.
fn is_row_of_signs(words: &str) -> bool {
    let is_sign = |letter: char| {
        matches!(letter, '*' | '-' | '_' | '=' | '|' | ':' | '+' | '#' | '>' | '\\' | '`' | '~')
    };
    words.chars().all(|letter| letter.is_whitespace() || is_sign(letter))
}

/// Marks the signs that a line begins and ends with, and says what kind of line it is.
fn begin(bare: Span, source: &str, inline: &mut Inline<'_>, is_table: bool) -> Kind {
    let mut at = bare.start;
    let rest = |at: usize| Span::new(at, bare.end).of(source);
    while rest(at).starts_with('>') {
        at += rest(at).len() - rest(at).trim_start_matches('>').trim_start().len();
    }
    let words = rest(at);
    if words.starts_with(":::") {
        inline.at = bare.end;
        inline.sign(bare.start, bare.end, Label::Markup);
        return Kind::Text;
    }
    let is_item = kind(words) == Kind::Item || words.starts_with("+ ");
    let marker =
        if is_item { words.len() - words.get(1..).unwrap_or(words).trim_start().len() } else { 0 };
    inline.sign(bare.start, at, Label::Markup);
    let (hashes, depth) = heading(rest(at + marker));
    let behind = at + marker + hashes;
    inline.sign(at + marker, behind, Label::Markup);
    inline.at = behind;
    if depth > 0 {
        let closing = rest(behind).len() - rest(behind).trim_end_matches('#').trim_end().len();
        inline.sign(bare.end - closing, bare.end, Label::Markup);
    }
    match depth {
        _ if is_item => Kind::Item,
        0 => row(Span::new(at, bare.end), source, inline, is_table),
        depth => Kind::Heading(depth),
    }
}

/// The length of the signs before a heading, and its depth; 0 for none.
fn heading(words: &str) -> (usize, u8) {
    let rest = words.trim_start_matches('#');
    let depth = words.len() - rest.len();
    let is_heading = (1..=6).contains(&depth) && rest.starts_with([' ', '\t']);
    let signs = words.len() - rest.trim_start().len();
    if is_heading { (signs, u8::try_from(depth).unwrap_or(6)) } else { (0, 0) }
}

/// A row of a table loses the bars around it; a line in one cell is a line.
fn row(line: Span, source: &str, inline: &mut Inline<'_>, is_table: bool) -> Kind {
    let words = line.of(source);
    let is_framed = words.len() > 1 && words.starts_with('|') && words.ends_with('|');
    if !(is_framed || is_table && words.contains('|')) {
        return Kind::Text;
    }
    let is_frame = |letter: char| letter == '|' || letter.is_whitespace();
    let start = words.len() - words.trim_start_matches(is_frame).len();
    let end = words.len() - words.trim_end_matches(is_frame).len();
    inline.sign(line.start, line.start + start, Label::Markup);
    inline.at = line.start + start;
    if start < words.len() {
        inline.sign(line.end - end, line.end, Label::Markup);
    }
    let cells = words.split('|').filter(|cell| !cell.trim().is_empty()).count();
    if cells > 1 { Kind::Cell } else { Kind::Text }
}
