//! An article as the pieces of its text, in order: what became of each letter.

use phin::article::{Article, Entry};
use phin::text::{Span, lines};

/// What became of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate<'a> {
    /// It is the title.
    Title,
    /// It is in the body.
    Kept,
    /// It is a caption that is in no row of the ledger.
    Caption,
    /// It was taken out.
    Removed(&'a Entry),
}

/// A stretch of the text and what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) span: Span,
    pub(super) fate: Fate<'a>,
}

/// The pieces of an article in order of their spans; together they are all of its letters.
///
/// # Errors
/// What is wrong with the article: pieces that overlap, letters that are in none.
pub(super) fn pieces(article: &Article) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let title = article.title_at.spans.iter();
    pieces.extend(title.map(|span| Piece { span: *span, fate: Fate::Title }));
    let body = article.paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
    pieces.extend(body.map(|span| Piece { span: *span, fate: Fate::Kept }));
    let removed = article.ledger.iter();
    pieces.extend(removed.map(|entry| Piece { span: entry.span, fate: Fate::Removed(entry) }));
    for span in article.captions.iter().flat_map(|caption| &caption.spans) {
        // The ledger is in order of its spans; a caption is in it as what was taken out of the body.
        let before = article.ledger.partition_point(|entry| entry.span.start <= span.start);
        let holder = before.checked_sub(1).and_then(|at| article.ledger.get(at));
        if !holder.is_some_and(|entry| entry.span.contains(*span)) {
            pieces.push(Piece { span: *span, fate: Fate::Caption });
        }
    }
    pieces.retain(|piece| !piece.span.is_empty());
    pieces.sort_by_key(|piece| piece.span);
    tile(&article.text, &pieces)?;
    Ok(pieces)
}

fn tile(text: &str, pieces: &[Piece<'_>]) -> Result<(), String> {
    let mut end = 0;
    for piece in pieces {
        let Span { start, end: next } = piece.span;
        if start < end {
            return Err(format!("byte {start} is in two pieces"));
        }
        if piece.span.of(text).is_empty() {
            return Err(format!("bytes {start} to {next} are no part of the text"));
        }
        gap(text, Span::new(end, start))?;
        end = next;
    }
    gap(text, Span::new(end, text.len()))
}

/// Between two pieces there is nothing but white space.
fn gap(text: &str, span: Span) -> Result<(), String> {
    let rest = span.trimmed(text);
    if rest.is_empty() {
        return Ok(());
    }
    Err(format!("bytes {} to {} are in no piece: {:?}", rest.start, rest.end, rest.of(text)))
}

/// The pieces line by line: the number of the line from 1, and what of each piece stands on it.
pub(super) fn by_line<'a>(text: &str, pieces: &[Piece<'a>]) -> Vec<(usize, Piece<'a>)> {
    let mut found = Vec::new();
    let mut next = 0;
    for (number, line) in lines(text).enumerate() {
        while let Some(piece) = pieces.get(next) {
            let here = Span::new(piece.span.start.max(line.start), piece.span.end.min(line.end));
            let here = if piece.span.start >= line.end { Span::new(0, 0) } else { here };
            if !here.trimmed(text).is_empty() {
                found.push((number + 1, Piece { span: here, fate: piece.fate }));
            }
            if piece.span.end > line.end {
                break;
            }
            next += 1;
        }
    }
    found
}
