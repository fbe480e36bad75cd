//! The segments of a page that a scraper wrote on one line: menu, headline, date, sentences and foot as blocks of their own.
//!
//! `get_text(' ')` leaves a page without a line break in it, and rules that look at lines see one. Here the line is cut at
//! sentences (UAX 29), and where phrases, dates and separators crowd, at these. A paragraph in which nothing crowds is a
//! paragraph and stays whole.

mod cues;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use super::shape::Shape;
use crate::lang::{self, detect};
use crate::page::{Block, Kind, Page};
use crate::text::{self, Span};
use cues::{Cue, cues, parted};

/// Bytes from which a line may be a whole page.
const LINE: usize = 240;

/// The share of a page's bytes that is one line, in hundredths, from which the page is on one line.
const SHARE: usize = 60;

/// Bytes of the beginning of a page that is searched for its title, and of the whole that tells its language.
const HEAD: usize = 6_000;

/// Words of the shortest and the longest title that is found by standing there twice.
const TITLE: std::ops::RangeInclusive<usize> = 3..=30;

/// Cues that a page on one line has at least: two of a menu and one of a foot.
const LEAST: usize = 3;

/// Words between two cues that belong to one menu at most.
const CROWD: usize = 4;

/// Letters from which what is left of a line behind its last cue is running text.
const PROSE: usize = 60;

/// Cuts the blocks of a page that is on one line.
pub fn cut(page: &mut Page) {
    let is_plain = page.layout.areas.is_empty() && page.linked.is_empty();
    let is_line = |block: &Block| {
        let length = block.span.len();
        length >= LINE && length * 100 >= page.text.len() * SHARE && block.kind == Kind::Text
    };
    let Some(at) = page.blocks.iter().position(is_line).filter(|_| is_plain) else { return };
    let Some(line) = page.blocks.get(at).map(|block| block.span) else { return };
    let words = line.of(&page.text);
    if words.contains('\n') {
        return;
    }
    let ends = segments(words);
    if ends.len() < LEAST {
        return;
    }
    let mut start = 0;
    let mut blocks = Vec::with_capacity(ends.len());
    for end in ends.into_iter().chain([words.len()]) {
        let span = Span::new(start, end).trimmed(words);
        if !span.is_empty() {
            blocks.push(Block { span: span.shifted(line.start), kind: Kind::Text });
        }
        start = end;
    }
    page.blocks.splice(at..=at, blocks);
    page.is_one_line = true;
}

/// Where the segments of a line end; nothing for a line that is a paragraph.
fn segments(words: &str) -> Vec<usize> {
    let tag = detect::detect(text::head(words, HEAD), &[]).map(|found| found.tag);
    let lang = tag.as_deref().and_then(lang::get);
    let twice = twice(words);
    let mut crowds = 0;
    let mut ends: Vec<usize> = Vec::new();
    let mut is_head = true;
    for sentence in sentences(words) {
        let mut here = cues(sentence, words, lang);
        let is_left = |cue: &Cue| !twice.iter().any(|title| title.overlaps(cue.span));
        here.retain(is_left);
        let named = twice.iter().filter(|title| sentence.contains(**title));
        here.extend(named.map(|span| Cue { span: *span, is_sure: true }));
        here.sort_by_key(|cue| cue.span);
        let crowd = crowded(&here, words);
        let last = here.last().map_or(sentence.start, |cue| cue.span.end);
        let rest = Span::new(last, sentence.end).of(words);
        let shape = Shape::of(rest);
        let is_open = !Shape::of(sentence.of(words)).ends;
        if crowd > 1 || is_head && crowd > 0 || is_open || is_edge(&here, sentence, words) {
            crowds += crowd;
            let mut from = sentence.start;
            for cue in &here {
                if cue.span.start > from {
                    ends.extend(parted(Span::new(from, cue.span.start), words, lang));
                }
                ends.extend([cue.span.start, cue.span.end]);
                from = cue.span.end;
            }
            if is_head && shape.weight >= PROSE && ends.last() == Some(&last) {
                ends.extend(headline(Span::new(last, sentence.end), words, lang));
            }
        }
        is_head &= shape.weight < PROSE;
        ends.push(sentence.end);
    }
    ends.sort_unstable();
    ends.dedup();
    if crowds + twice.len() < LEAST { Vec::new() } else { ends }
}

/// Whether a sentence begins or ends with a cue that is sure by itself.
fn is_edge(here: &[Cue], sentence: Span, words: &str) -> bool {
    let sentence = sentence.trimmed(words);
    let at_edge = |cue: &Cue| cue.span.start == sentence.start || cue.span.end == sentence.end;
    here.iter().any(|cue| cue.is_sure && at_edge(cue))
}

/// How many cues have a neighbour that a few words part from them at most.
fn crowded(here: &[Cue], words: &str) -> usize {
    let is_near = |pair: &[Cue]| {
        let [a, b] = pair else { return false };
        Span::new(a.span.end, b.span.start).of(words).split_whitespace().count() <= CROWD
    };
    let near = here.windows(2).filter(|pair| is_near(pair)).count();
    if near > 0 { near + 1 } else { 0 }
}

/// The sentences of a line; one that ends with an abbreviation goes on.
fn sentences(words: &str) -> Vec<Span> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in segmenter.segment_str(words).skip(1) {
        let span = Span::new(start, end);
        let bare = span.of(words).trim_end();
        let last = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_short = last.ends_with('.') && last.chars().count() <= ABBREVIATION;
        if is_short && end < words.len() {
            continue;
        }
        sentences.push(span);
        start = end;
    }
    if start < words.len() {
        sentences.push(Span::new(start, words.len()));
    }
    sentences
}

/// Letters of the longest abbreviation, its full stop with it: `Mrs.`
const ABBREVIATION: usize = 4;

/// The title that stands at the beginning of a page, as browsers show it, and once more over the text.
fn twice(words: &str) -> Vec<Span> {
    let head = text::head(words, HEAD);
    let mut at = 0;
    let mut spans: Vec<Span> = Vec::new();
    for word in head.split_inclusive(char::is_whitespace) {
        spans.push(Span::new(at, at + word.trim_end().len()));
        at += word.len();
    }
    spans.retain(|span| !span.is_empty());
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(head));
    let mut best = (0, 0);
    for other in TITLE.start().to_owned()..spans.len() {
        let most = *TITLE.end().min(&other);
        let same =
            (0..most).take_while(|at| word(*at) == word(other + at) && !word(*at).is_empty());
        best = best.max((same.count(), usize::MAX - other));
    }
    let (count, other) = (best.0, usize::MAX - best.1);
    if !TITLE.contains(&count) {
        return Vec::new();
    }
    let stretch = |first: usize| {
        let start = spans.get(first).map_or(0, |span| span.start);
        Span::new(start, spans.get(first + count - 1).map_or(start, |span| span.end))
    };
    vec![stretch(0), stretch(other)]
}

/// Where a headline ends that no cue parts from the first sentence: before the first word with a capital that often begins
/// sentences, or before the only word with a capital that a small letter stands before.
fn headline(span: Span, words: &str, lang: Option<&lang::Lang>) -> Option<usize> {
    let text = span.of(words);
    let mut at = span.start;
    let mut last = "";
    let mut found = Vec::new();
    for (count, word) in text.split_inclusive(char::is_whitespace).enumerate().take(*TITLE.end()) {
        let bare = word.trim();
        let is_begin = bare.chars().next().is_some_and(char::is_uppercase);
        let goes_on = last.chars().next_back().is_some_and(char::is_lowercase);
        if count >= *TITLE.start() && is_begin && goes_on {
            let is_common = lang
                .is_some_and(|lang| lang.knows(&bare.to_lowercase()) == Some(lang::Known::Common));
            if is_common {
                return Some(at);
            }
            found.push(at);
        }
        at += word.len();
        last = bare;
    }
    if let [only] = found.as_slice() { Some(*only) } else { None }
}
