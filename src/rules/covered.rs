//! Which bytes of a text the marks cover, a bit a byte: nearly all that rules ask is whether there is a mark at all.

use crate::text::Span;

/// Bits of a word.
const BITS: usize = 64;

/// The covered bytes of a text.
#[derive(Debug, Default)]
pub(super) struct Covered {
    words: Vec<u64>,
}

impl Covered {
    /// Covers a stretch.
    pub(super) fn add(&mut self, span: Span) {
        if self.words.len() * BITS < span.end {
            self.words.resize(span.end.div_ceil(BITS), 0);
        }
        let first = span.start / BITS;
        let words = self.words.iter_mut().enumerate().skip(first);
        for (at, word) in words.take(span.end.div_ceil(BITS).saturating_sub(first)) {
            *word |= mask(at, span);
        }
    }

    /// Whether a byte is covered.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.words.get(at / BITS).is_some_and(|word| word >> (at % BITS) & 1 == 1)
    }

    /// Whether a byte of a stretch is covered.
    pub(super) fn meets(&self, span: Span) -> bool {
        let end = span.end.div_ceil(BITS).min(self.words.len());
        let words = self.words.get(span.start / BITS..end).unwrap_or_default();
        (span.start / BITS..).zip(words).any(|(at, word)| word & mask(at, span) != 0)
    }

    /// Whether every byte of a stretch is covered.
    pub(super) fn holds_all(&self, span: Span) -> bool {
        let end = span.end.div_ceil(BITS);
        let words = self.words.get(span.start / BITS..end);
        let is_held = |(at, word): (usize, &u64)| mask(at, span) & !word == 0;
        words.is_some_and(|words| (span.start / BITS..).zip(words).all(is_held))
    }
}

/// The bits of word `at` that a stretch covers.
fn mask(at: usize, span: Span) -> u64 {
    let first = span.start.saturating_sub(at * BITS).min(BITS);
    let end = span.end.saturating_sub(at * BITS).min(BITS);
    let below = |bits: usize| if bits == BITS { u64::MAX } else { (1 << bits) - 1 };
    below(end) & !below(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_of_each_stretch_whether_a_mark_touches_it() {
        let marks = [Span::new(3, 5), Span::new(60, 70), Span::new(127, 129), Span::new(200, 400)];
        let mut covered = Covered::default();
        for mark in marks {
            covered.add(mark);
        }
        for start in 0..450 {
            let is_held = marks.iter().any(|mark| (mark.start..mark.end).contains(&start));
            assert_eq!(covered.holds(start), is_held, "{start}");
            for end in start + 1..450 {
                let span = Span::new(start, end);
                let is_met = marks.iter().any(|mark| mark.overlaps(span));
                assert_eq!(covered.meets(span), is_met, "{span:?}");
                let is_held = (start..end).all(|at| covered.holds(at));
                assert_eq!(covered.holds_all(span), is_held, "{span:?}");
            }
        }
    }
}
