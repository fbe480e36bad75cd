//! A text longer than a spreadsheet's cell, in parts: joined without anything between them they are the text again.

use icu_segmenter::GraphemeClusterSegmenter;

use crate::text::{after, before};

/// UTF-16 units that a part may have: the 32,767 of a spreadsheet cell, less one for the guard's apostrophe.
pub const PART: usize = 32_766;

/// Units by which a part may stay below [`PART`], however many parts there are: what a cut between two letters can
/// cost. Longer than any letter of a living script; a heap of marks that is longer is cut within.
const SLACK: usize = 256;

/// Units by which a part stays below [`PART`] to end with a paragraph rather than within one, where parts suffice.
const COMFORT: usize = 8_192;

/// Units behind the end of a part that decide whether a letter goes on there.
const BEYOND: usize = 64;

/// How many parts any text of up to `longest` UTF-16 units fits in.
pub fn columns(longest: usize) -> usize {
    if longest <= PART { 1 } else { longest.div_ceil(PART - SLACK) }
}

/// The parts of `text`, at most `most`. The empty line between two paragraphs stays at the end of the earlier part, so
/// that the parts need nothing between them.
pub fn parts(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut left: usize = text.encode_utf16().count();
    while left > PART && parts.len() + 1 < most {
        // What the parts that remain can hold at the least; the rest has to go into this one.
        let room = (most - parts.len() - 1).saturating_mul(PART - SLACK);
        let least = left.saturating_sub(room).clamp(PART - COMFORT, PART);
        let at = cut(rest, least);
        let part = before(rest, at);
        left -= part.encode_utf16().count();
        rest = after(rest, at);
        parts.push(part);
    }
    parts.push(rest);
    parts
}

/// Where the first part of `text` ends: behind the last paragraph between `least` and [`PART`] units, else behind the
/// last white space there, else between two letters.
fn cut(text: &str, least: usize) -> usize {
    let low = byte_at(text, least);
    let high = byte_at(text, PART);
    let window = before(after(text, low), high - low);
    if let Some(at) = window.rfind("\n\n") {
        return low + at + 2;
    }
    let space = window.char_indices().rfind(|(_, letter)| letter.is_whitespace());
    let space = space.map_or(low, |(at, space)| low + at + space.len_utf8());
    if space > low && last_letter(text, space) == Some(space) {
        return space;
    }
    last_letter(text, high).unwrap_or(high)
}

/// The last end of a letter (grapheme cluster, UAX #29) at or before byte `high`, if one is near.
fn last_letter(text: &str, high: usize) -> Option<usize> {
    let far = high + byte_at(after(text, high), BEYOND);
    let ends = GraphemeClusterSegmenter::new().segment_str(before(text, far));
    ends.take_while(|end| *end <= high).last().filter(|end| *end + SLACK > high)
}

/// The byte behind the first `units` UTF-16 units of `text`, or before the letter that straddles them.
fn byte_at(text: &str, units: usize) -> usize {
    let mut seen = 0;
    text.char_indices()
        .find(|(_, letter)| {
            seen += letter.len_utf16();
            seen > units
        })
        .map_or(text.len(), |(at, _)| at)
}
