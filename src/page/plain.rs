//! Plain text as a page: each line with letters in it is a block.

use super::{Block, Kind, Page};
use crate::text;

/// Characters that stand before an item of a list.
const BULLETS: &[char] =
    &['•', '·', '▪', '■', '●', '○', '◦', '‣', '►', '▶', '*', '-', '–', '»', '›'];

/// Makes a page of a plain text: the text itself, and a block a line.
pub fn parse(source: &str) -> Page {
    let mut blocks = Vec::new();
    for line in text::lines(source) {
        let span = line.trimmed(source);
        if !span.is_empty() {
            blocks.push(Block { span, kind: kind(span.of(source)) });
        }
    }
    Page { text: source.to_owned(), blocks, ..Page::default() }
}

/// An item stands behind a bullet and a space; `- said he` as well, which rules have to bear in mind.
fn kind(line: &str) -> Kind {
    let mut letters = line.chars();
    let bullet = letters.next().is_some_and(|first| BULLETS.contains(&first));
    if bullet && letters.next().is_none_or(char::is_whitespace) { Kind::Item } else { Kind::Text }
}
