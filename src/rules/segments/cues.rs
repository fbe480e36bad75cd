//! What parts the segments of a line: phrases, dates, separators.

use crate::dates::{self, Hints};
use crate::finding::Label;
use crate::lang::{Known, Lang, phrase};
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
            let found = found.into_iter().map(|found| found.span.shifted(window.start));
            spans.extend(found.map(|span| whole_words(span, text, lang)));
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

/// A date without what belongs to the word behind it (`15:46 十月二日上午`), and with the article before it (`Le 4 juillet`).
fn whole_words(span: Span, text: &str, lang: Option<&Lang>) -> Span {
    let mut span = span;
    let next = after(text, span.end).chars().next().unwrap_or(' ');
    if next.is_alphanumeric()
        && let Some((words, _)) = span.of(text).rsplit_once(char::is_whitespace)
    {
        span.end = span.start + words.len();
    }
    let ahead = before(text, span.start).trim_end();
    let word = ahead.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_common = |word: &str| {
        lang.is_some_and(|lang| lang.knows(&word.to_lowercase()) == Some(Known::Common))
    };
    let is_article = word.len() <= ARTICLE
        && word.chars().next().is_some_and(char::is_uppercase)
        && is_common(word);
    if is_article {
        span.start = ahead.len() - word.len();
    }
    span
}

/// Bytes of the longest word before a date that belongs to it: `Am`, `Le`, `On`.
const ARTICLE: usize = 3;

/// Where what stands between two cues is parted: before `By` and a name at its end, between the same word twice, which is
/// the last step of a path and the first word of a headline, and where no letter has a case, around short names.
pub(super) fn parted(gap: Span, text: &str, lang: Option<&Lang>) -> Vec<usize> {
    let mut words: Vec<Span> = Vec::new();
    let mut at = gap.start;
    for word in gap.of(text).split_inclusive(char::is_whitespace) {
        words.push(Span::new(at, at + word.len()).trimmed(text));
        at += word.len();
    }
    words.retain(|word| !word.is_empty());
    let mut cuts = Vec::new();
    for pair in words.windows(2) {
        let [a, b] = pair else { continue };
        let (one, other) = (a.of(text), b.of(text));
        let is_twice = one == other && one.chars().next().is_some_and(char::is_uppercase);
        let has_case = |word: &str| word.chars().any(|it| it.is_lowercase() || it.is_uppercase());
        let is_short = |word: &str| word.chars().count() <= SECTION;
        let is_item = !has_case(one) && !has_case(other) && (is_short(one) || is_short(other));
        let is_unspaced =
            |word: &str| word.chars().any(|it| ('\u{2e80}'..='\u{9fff}').contains(&it));
        if is_twice || is_item && is_unspaced(one) && is_unspaced(other) {
            cuts.push(b.start);
        }
    }
    let before = lang.map_or(&[][..], |lang| lang.file.bylines.before.as_slice());
    let is_name = |word: &Span| {
        let mut letters = word.of(text).chars();
        let first = letters.next().is_some_and(char::is_uppercase);
        first
            && letters
                .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '.' | '’' | '\''))
    };
    let names = words.iter().rev().take_while(|word| is_name(word)).take(NAME + 1).count();
    let tail = words.get(words.len() - names..).unwrap_or_default();
    let by = tail.iter().position(|word| before.iter().any(|by| by == word.of(text)));
    if let Some(by) = by.filter(|by| (2..=NAME).contains(&(tail.len() - by - 1)))
        && let Some(word) = tail.get(by)
    {
        cuts.push(word.start);
    }
    cuts
}

/// Letters of the longest name of a section in a script without spaces.
const SECTION: usize = 4;

/// The next place between letters.
fn edge(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
