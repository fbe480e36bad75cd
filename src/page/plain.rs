//! Plain text and Markdown as a page: each line with letters in it is a block, and lines that are one paragraph are one.

pub mod glued;
mod inline;
pub mod joined;
mod linked;
mod markdown;
mod matter;
mod parted;
mod printed;
mod targets;

use super::reading::Reading;
use super::{Block, Kind, Page};
use crate::config::Limits;
use crate::source::Form;
use crate::text::{self, Span};
use targets::Targets;

/// Characters that stand before an item of a list.
const BULLETS: &[char] =
    &['•', '·', '▪', '■', '●', '○', '◦', '‣', '►', '▶', '*', '-', '–', '»', '›'];

/// Makes a page of a plain text: the text itself, and a block a line.
pub fn parse(source: &str) -> Page {
    parse_as(Form::Plain, source, &Limits::default())
}

/// As [`parse`], with the reading of Markdown where the form or the text says that, and long lines cut into blocks.
pub fn parse_as(form: Form, source: &str, limits: &Limits) -> Page {
    if form == Form::Markdown || markdown::is_markdown(source) {
        return markdown::parse(source, limits);
    }
    let parted = parted::signs(source);
    if !parted.is_empty() {
        return read(Reading::parted(source, parted), limits);
    }
    if let Some(Targets { signs, links }) = targets::targets(source) {
        let mut page = read(Reading::of(source, signs), limits);
        page.linked = match &page.reading {
            Some(reading) => linked::linked(&page, reading, &links),
            None => Vec::new(),
        };
        return page;
    }
    let signs = printed::signs(source);
    if signs.is_empty() {
        return lines(source, None, limits);
    }
    read(Reading::of(source, signs), limits)
}

/// The page of a text that reads without its signs.
fn read((text, reading): (String, Reading), limits: &Limits) -> Page {
    let page = lines(&text, Some(&reading), limits);
    Page { reading: Some(Box::new(reading)), ..page }
}

/// The lines of a text as blocks, those of one paragraph as one; `reading` is the way back to the document with signs.
fn lines(source: &str, reading: Option<&Reading>, limits: &Limits) -> Page {
    let mut page = Page { text: source.to_owned(), ..Page::default() };
    for line in text::lines(source) {
        let line = line.trimmed(source);
        if line.is_empty() {
            continue;
        }
        let kind = kind(line.of(source));
        if line.len() <= limits.line {
            page.blocks.push(Block { span: line, kind });
        } else {
            page.warnings = vec!["long_line".to_owned()];
            let parts = pieces(line, source, limits.line);
            page.blocks.extend(parts.map(|span| Block { span, kind }));
        }
    }
    page.blocks = joined::joined(source, reading, page.blocks, limits.line);
    page.blocks = glued::cut(source, page.blocks);
    page
}

/// An item stands behind a bullet and a space; `- said he` as well, which rules have to bear in mind.
fn kind(line: &str) -> Kind {
    let mut letters = line.chars();
    let bullet = letters.next().is_some_and(|first| BULLETS.contains(&first));
    if bullet && letters.next().is_none_or(char::is_whitespace) { Kind::Item } else { Kind::Text }
}

/// A long line in stretches of at most `most` bytes, parted at white space where there is some.
fn pieces(line: Span, source: &str, most: usize) -> impl Iterator<Item = Span> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let words = rest.of(source);
        if words.is_empty() {
            return None;
        }
        let most = most.max(4);
        let cut = (0..=most).rev().find(|at| words.is_char_boundary(*at)).unwrap_or_default();
        let at_blank = text::before(words, cut).rfind(char::is_whitespace).filter(|at| *at > 0);
        let end = if words.len() <= most { words.len() } else { at_blank.unwrap_or(cut) };
        let piece = Span::new(rest.start, rest.start + end).trimmed(source);
        rest = Span::new(rest.start + end, rest.end).trimmed(source);
        Some(piece)
    })
}
