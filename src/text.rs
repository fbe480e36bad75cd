//! Spans over a text: the only module that cuts strings.

pub mod foreign;
pub mod letter;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

/// A stretch of a text, in bytes, from `start` up to but without `end`; both stand between letters.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Span {
        Span { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> (usize, usize) {
        (span.start, span.end)
    }
}

impl Span {
    /// The stretch from `start` up to `end`; an end before the start counts as the start.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    /// The whole of a text.
    pub fn all(text: &str) -> Span {
        Span::new(0, text.len())
    }

    /// How many bytes long.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The letters of `text` here; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// This span without the white space at both ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let here = self.of(text);
        let start = self.start + (here.len() - here.trim_start().len());
        Span::new(start, start + here.trim().len())
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the whole of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same stretch moved right by `offset` bytes: from a place in a line to a place in the text.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start + offset, self.end + offset)
    }

    /// What of this span the sorted, disjoint `holes` leave over, in order.
    pub fn without(self, holes: &[Span]) -> Vec<Span> {
        let mut left = Vec::new();
        let mut start = self.start;
        for hole in holes.iter().filter(|hole| hole.overlaps(self)) {
            if hole.start > start {
                left.push(Span::new(start, hole.start));
            }
            start = start.max(hole.end);
        }
        if start < self.end {
            left.push(Span::new(start, self.end));
        }
        left
    }
}

/// The lines of a text in order, without their line feeds; an empty last line is not one.
pub fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).chain(last).map(move |end| {
        let line = Span::new(start, end);
        start = end + 1;
        line
    })
}

/// Where each line of a text begins, to answer "which line is this byte on?" in logarithmic time.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text`, once.
    pub fn new(text: &str) -> LineIndex {
        LineIndex { starts: lines(text).map(|line| line.start).collect() }
    }

    /// The 1-based number of the line that holds byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }
}

/// What stands before byte `at`; all of `text` when `at` is not between letters.
pub fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or(text)
}

/// What stands from byte `at` on; nothing when `at` is not between letters.
pub fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Whether a text is letters and signs of ASCII with one space between its words and none at its ends: most lines are, and
/// need not be taken apart.
pub fn is_even(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The text between two elements mostly begins with a line feed.
    let is_sign = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    // Without a way out on the first odd byte, so that many bytes are looked at in one step.
    let any = |any: u8, is_odd: bool| any | u8::from(is_odd);
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    is_sign(bytes.first())
        && is_sign(bytes.last())
        && bytes.iter().map(|byte| !matches!(byte, b' '..=b'~')).fold(0, any) == 0
        && pairs.map(|pair| pair == (&b' ', &b' ')).fold(0, any) == 0
}

/// Shows the words of a text between white space, without the signs around them.
pub fn each_bare_word<'a>(text: &'a str, mut see: impl FnMut(&'a str)) {
    // The only blank of ASCII that does not part words here, and hardly ever stands in a text.
    let has_tabs = memchr::memchr(b'\x0b', text.as_bytes()).is_some();
    for word in text.split_ascii_whitespace() {
        // Most words are of ASCII and need no look at the tables of letters.
        if word.is_ascii() && !has_tabs {
            see(bare_ascii(word));
        } else {
            word.split_whitespace().for_each(|word| see(bare(word)));
        }
    }
}

fn bare_ascii(word: &str) -> &str {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric();
    let Some(start) = word.bytes().position(is_of_word) else { return "" };
    let end = word.bytes().rposition(is_of_word).map_or(start, |last| last + 1);
    Span::new(start, end).of(word)
}

/// A word without the signs around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !letter::is_alphanumeric(sign))
}

/// The first `count` characters of a text.
pub fn head(text: &str, count: usize) -> &str {
    // No text has more characters than bytes.
    if text.len() <= count {
        return text;
    }
    let (mut at, mut left) = (0, count);
    // So many bytes as characters are missing hold at most as many.
    while let Some(next) = text.as_bytes().get(at..at + left).filter(|_| left > 0) {
        at += left;
        left = next.iter().filter(|byte| is_within_letter(**byte)).count();
    }
    let end = (at..text.len()).find(|at| text.is_char_boundary(*at));
    end.filter(|_| left == 0).map_or(text, |end| before(text, end))
}

/// Whether a byte goes on with the letter before it.
fn is_within_letter(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Spans in order without the white space at the two ends of the whole; what stands between them stays.
pub fn trimmed(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    while let Some(last) = spans.pop() {
        let end = last.start + last.of(text).trim_end().len();
        if end > last.start {
            spans.push(Span::new(last.start, end));
            break;
        }
    }
    let blank = spans.iter().take_while(|span| span.trimmed(text).is_empty()).count();
    spans.drain(..blank);
    if let Some(first) = spans.first_mut() {
        first.start = first.trimmed(text).start;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_are_those_between_white_space_without_signs() {
        let text = "The “mill” at (the) U.S. bridge…\u{a0}Đọc  -- thêm\n\t\u{b}x\u{b}y 3,5% «мост»";
        let words: Vec<&str> = text.split_whitespace().map(bare).collect();
        for text in [text.to_owned(), text.replace('\u{b}', " ")] {
            let mut found = Vec::new();
            each_bare_word(&text, |word| found.push(word));
            assert_eq!(found, words);
        }
    }
}
