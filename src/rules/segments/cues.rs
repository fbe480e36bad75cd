//! What parts the segments of a line: phrases, dates, separators.

use crate::dates::{self, Hints};
use crate::finding::Label;
use crate::lang::{Lang, phrase};
use crate::text::{Span, after, before, head};

/// A stretch of a line that is no part of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Where in the line.
    pub(super) span: Span,
    /// Whether it is one wherever it stands; the name of a section alone is a word.
    pub(super) is_sure: bool,
}

/// Bytes before a year and behind it among which the rest of its date stands.
const AROUND: usize = 60;

/// Words of the longest name behind `By`.
const NAME: usize = 3;

/// The cues of a sentence, in order and disjoint.
pub(super) fn cues(sentence: Span, words: &str, lang: Option<&Lang>) -> Vec<Cue> {
    let text = sentence.of(words);
    let mut found: Vec<Cue> = Vec::new();
    for hit in phrase::within(text, lang) {
        if stands_alone(hit.span, text) {
            let is_byline = hit.label == Label::Byline;
            let span = match hit.name {
                Some(name) if is_byline => Span::new(hit.span.start, name_end(name, text)),
                _ => hit.span,
            };
            let is_sure = hit.label != Label::NavigationMenu;
            found.push(Cue { span: span.shifted(sentence.start), is_sure });
        }
    }
    found.extend(
        days(text, lang).map(|span| Cue { span: span.shifted(sentence.start), is_sure: false }),
    );
    let bars = text.match_indices(['|', '›', '»', '•', '·', '>', '\t', '©', '→']);
    found.extend(bars.map(|(at, bar)| Cue {
        span: Span::new(at, if bar == "©" { at } else { at + bar.len() }).shifted(sentence.start),
        is_sure: bar == "©",
    }));
    found.sort_by_key(|cue| (cue.span.start, std::cmp::Reverse(cue.span.end)));
    let mut end = 0;
    found.retain(|cue| {
        let is_behind = cue.span.start >= end;
        end = end.max(cue.span.end);
        is_behind
    });
    found
}

/// Whether a phrase is none of a sentence by its first letter and by what stands behind it: a word with a small letter
/// goes on with it.
fn stands_alone(span: Span, text: &str) -> bool {
    let first = span.of(text).chars().next().unwrap_or(' ');
    let last = before(text, span.start).trim_end().chars().next_back().unwrap_or(' ');
    let rest = after(text, span.end);
    let next = rest.trim_start().chars().next().unwrap_or(' ');
    let is_cased = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    if is_cased(first) || first.is_numeric() {
        let is_within = matches!(last, ',' | '(' | '“' | '"' | '-' | '‘' | '’' | '„' | '«');
        let goes_on =
            next.is_lowercase() || matches!(next, ',' | ';' | '-' | '\'' | '’' | '.' | ')' | '”');
        return !first.is_lowercase() && !is_within && !goes_on;
    }
    // Where no letter has a case, white space parts what stands on its own.
    let is_apart = |letter: Option<char>| letter.is_none_or(|it| !it.is_alphabetic());
    is_apart(before(text, span.start).chars().next_back()) && is_apart(rest.chars().next())
}

/// The end of a name: its words have capitals.
fn name_end(name: Span, text: &str) -> usize {
    let mut end = name.start;
    for word in name.of(text).split_inclusive(char::is_whitespace).take(NAME) {
        let is_name =
            word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
        if !is_name {
            break;
        }
        end += word.len();
    }
    Span::new(name.start, end).trimmed(text).end.max(name.start + head(name.of(text), 1).len())
}

/// The days with their times.
fn days(text: &str, lang: Option<&Lang>) -> impl Iterator<Item = Span> {
    let hints = Hints { lang, ..Hints::default() };
    let mut spans: Vec<Span> = Vec::new();
    let mut digits = 0;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_numeric() {
            digits += 1;
            continue;
        }
        let is_new = spans.last().is_none_or(|last| last.end < at);
        if digits == 4 && is_new {
            let start =
                edge(text, at.saturating_sub(AROUND)).max(spans.last().map_or(0, |last| last.end));
            let window = Span::new(start, edge(text, (at + AROUND).min(text.len())));
            let found = dates::within(window.of(text), &hints);
            spans.extend(found.into_iter().map(|found| found.span.shifted(window.start)));
        }
        digits = 0;
    }
    let is_cue = |span: &Span| {
        let last = before(text, span.start).trim_end().chars().next_back().unwrap_or(' ');
        let next = after(text, span.end).trim_start().chars().next().unwrap_or(' ');
        !matches!(next, ',' | ';' | '.' | ')') && !next.is_lowercase() && !matches!(last, ',' | '(')
    };
    spans.retain(is_cue);
    spans.into_iter()
}

/// The next place between letters.
fn edge(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
