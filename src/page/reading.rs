//! A text as it reads without the signs of its markup, and where each of its letters stands in the document.
//!
//! Rules look at what a reader sees: `[Home](https://…)` is the word `Home` to them. The law that kept and removed are
//! the whole document is one about the document, so what rules say of the reading is carried back to it, and each sign
//! that no mark of a rule covers is a row of the ledger of its own.

use crate::finding::Label;
use crate::text::Span;

/// What the ledger shows as rule of the signs of markup.
pub const MARKUP: &str = "markup";

/// The sign that some scrapers put between elements instead of a line break: `|`, the separator of the examples of
/// `BeautifulSoup`'s own documentation. It reads as a line break ([`crate::page::plain`]).
pub const BAR: char = '|';

/// A stretch of a document that is no word of it: the target of a link, a sign of emphasis, a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Where in the document.
    pub span: Span,
    /// What it is.
    pub label: Label,
}

/// Where the letters of a text that reads without signs stand in the document.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    source: String,
    signs: Vec<Sign>,
    pieces: Vec<Piece>,
    /// Whether the signs read as line breaks, and belong to no stretch beside them.
    is_parted: bool,
}

/// A stretch that stands in both texts.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the reading.
    here: usize,
    /// Where in the document.
    there: Span,
}

impl Reading {
    /// The text that is left of a document without its signs, and the way back. Signs may come in any order; of two that
    /// overlap the one that begins first is whole.
    pub fn of(source: &str, signs: Vec<Sign>) -> (String, Reading) {
        Reading::with(source, signs, "")
    }

    /// As [`Reading::of`], where each sign reads as a line break.
    pub fn parted(source: &str, signs: Vec<Sign>) -> (String, Reading) {
        let (text, reading) = Reading::with(source, signs, "\n");
        (text, Reading { is_parted: true, ..reading })
    }

    fn with(source: &str, mut signs: Vec<Sign>, instead: &str) -> (String, Reading) {
        signs.sort_by_key(|sign| (sign.span.start, std::cmp::Reverse(sign.span.end)));
        let mut end = 0;
        signs.retain_mut(|sign| {
            sign.span = Span::new(sign.span.start.max(end), sign.span.end);
            end = end.max(sign.span.end);
            !sign.span.is_empty()
        });
        let (mut text, mut pieces, mut from) = (String::with_capacity(source.len()), vec![], 0);
        let ends =
            signs.iter().map(|sign| sign.span).chain([Span::new(source.len(), source.len())]);
        for sign in ends {
            let there = Span::new(from, sign.start);
            if !there.is_empty() {
                pieces.push(Piece { here: text.len(), there });
                text.push_str(there.of(source));
            }
            if !sign.is_empty() {
                text.push_str(instead);
            }
            from = sign.end;
        }
        (text, Reading { source: source.to_owned(), signs, pieces, is_parted: false })
    }

    /// The document.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The signs, in order and disjoint.
    pub fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// Where in the document a stretch of the reading stands, from its first letter to its last.
    pub fn place(&self, span: Span) -> Span {
        let start = self.byte(span.start);
        let end = span.end.checked_sub(1).map_or(start, |last| self.byte(last) + 1);
        Span::new(start, if span.is_empty() { start } else { end })
    }

    /// As [`Reading::place`], with the signs that touch it and part nothing.
    pub fn whole(&self, span: Span) -> Span {
        let mut place = self.place(span);
        if self.is_parted {
            return place;
        }
        let mut at = self.signs.partition_point(|sign| sign.span.end < place.start);
        // More than one may stand before it: `**[`.
        while let Some(before) = at.checked_sub(1).and_then(|before| self.signs.get(before))
            && self.signs.get(at).is_some_and(|sign| sign.span.start == before.span.end)
        {
            at -= 1;
        }
        let touching = self.signs.iter().skip(at).take_while(|sign| sign.span.end <= place.start);
        let start = touching.map(|sign| sign.span.start).next();
        place.start = start.unwrap_or(place.start);
        let behind = self.signs.partition_point(|sign| sign.span.start < place.end);
        for sign in self.signs.iter().skip(behind) {
            if sign.span.start != place.end {
                break;
            }
            place.end = sign.span.end;
        }
        place
    }

    /// The pieces of the document that a stretch of the reading is made of.
    pub fn pieces(&self, span: Span) -> Vec<Span> {
        let first =
            self.pieces.partition_point(|piece| piece.here + piece.there.len() <= span.start);
        let pieces = self.pieces.iter().skip(first).take_while(|piece| piece.here < span.end);
        let cut = pieces.map(|piece| {
            let start = span.start.max(piece.here) - piece.here;
            let end = (span.end - piece.here).min(piece.there.len());
            Span::new(piece.there.start + start, piece.there.start + end)
        });
        cut.collect()
    }

    /// Where in the reading the letter at a byte of the document stands; the next one for a byte of a sign.
    pub fn at(&self, byte: usize) -> usize {
        let first = self.pieces.partition_point(|piece| piece.there.end <= byte);
        let end = || self.pieces.last().map_or(0, |last| last.here + last.there.len());
        let here = |piece: &Piece| piece.here + byte.saturating_sub(piece.there.start);
        self.pieces.get(first).map_or_else(end, here)
    }

    fn byte(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.here <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |piece| piece.there.start + (at - piece.here))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_finds_its_way_back_with_and_without_the_signs_around_it() {
        let source = "Go [home](/x) now";
        let sign = |start, end| Sign { span: Span::new(start, end), label: Label::Markup };
        let (text, reading) = Reading::of(source, vec![sign(8, 13), sign(3, 4)]);
        assert_eq!(text, "Go home now");
        let home = Span::new(3, 7);
        assert_eq!(reading.place(home).of(source), "home");
        assert_eq!(reading.whole(home).of(source), "[home](/x)");
        let pieces: Vec<&str> =
            reading.pieces(Span::all(&text)).into_iter().map(|span| span.of(source)).collect();
        assert_eq!(pieces, ["Go ", "home", " now"]);
        assert_eq!(reading.at(4), 3);
    }

    #[test]
    fn signs_that_part_lines_belong_to_neither() {
        let bar = Sign { span: Span::new(4, 5), label: Label::Markup };
        let (text, reading) = Reading::parted("Home|News", vec![bar]);
        assert_eq!(text, "Home\nNews");
        assert_eq!(reading.whole(Span::new(0, 4)), Span::new(0, 4));
        assert_eq!(reading.whole(Span::new(5, 9)), Span::new(5, 9));
        assert_eq!(reading.pieces(Span::all(&text)), [Span::new(0, 4), Span::new(5, 9)]);
    }
}
