//! What printing leaves in a text: hyphens at the ends of lines, and around form feeds the heads, feet and numbers of pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Label;
use crate::page::reading::Sign;
use crate::text::{self, Span};

/// Broken words from which a text is one that breaks words at the ends of its lines.
const BROKEN: usize = 2;

/// Lines at the beginning and at the end of a page among which its head and its foot are.
const EDGE: usize = 2;

/// The signs of printing in a text, in no order.
pub(super) fn signs(source: &str) -> Vec<Sign> {
    let mut signs = hyphens(source);
    if source.contains('\u{c}') {
        signs.extend(edges(source));
    }
    signs
}

/// The hyphens that break a word: what stands on both sides is written together elsewhere, or its second part is no word
/// of the text (`Spiel-` before `und` waits for another word).
fn hyphens(source: &str) -> Vec<Sign> {
    let mut broken: Vec<(Span, &str, &str)> = Vec::new();
    let mut last: Option<Span> = None;
    for line in text::lines(source) {
        let words = line.of(source);
        if let Some(above) = last.take()
            && let Some(found) = broken_word(above, words, source)
        {
            broken.push(found);
        }
        last = Some(line);
    }
    if broken.len() < BROKEN {
        return Vec::new();
    }
    let words: BTreeSet<String> = source
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .map(str::to_lowercase)
        .collect();
    let within: BTreeSet<String> = text::lines(source)
        .flat_map(|line| line.of(source).split_whitespace().skip(1))
        .map(str::to_lowercase)
        .collect();
    let is_word = |word: String| words.contains(&word);
    let is_break = |(_, first, second): &(Span, &str, &str)| {
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        is_word(format!("{first}{second}"))
            || !is_word(format!("{first}-{second}")) && !within.contains(&second)
    };
    broken.retain(is_break);
    let sign = |(span, ..): (Span, &str, &str)| Sign { span, label: Label::Markup };
    broken.into_iter().map(sign).collect()
}

/// The hyphen at the end of a line, the part of a word before it and the one that the next line begins with.
fn broken_word<'a>(
    above: Span,
    below: &'a str,
    source: &'a str,
) -> Option<(Span, &'a str, &'a str)> {
    let words = above.of(source).trim_end();
    let hyphen =
        words.chars().next_back().filter(|it| matches!(it, '-' | '\u{ad}' | '\u{2010}'))?;
    let rest = text::before(words, words.len() - hyphen.len_utf8());
    let is_letter = |letter: char| letter.is_alphabetic();
    let first = rest.rsplit(|letter| !is_letter(letter)).next().filter(|part| !part.is_empty())?;
    let below = below.trim_start();
    let second = below.split(|letter| !is_letter(letter)).next()?;
    let goes_on = second.chars().next().is_some_and(char::is_lowercase);
    let end = above.start + words.len();
    goes_on.then_some((Span::new(end - hyphen.len_utf8(), end), first, second))
}

/// Heads and feet that several pages have, and page numbers; where a sentence goes on over them, all that divides it but
/// one line feed.
fn edges(source: &str) -> Vec<Sign> {
    let mut pages: Vec<Vec<Span>> = vec![Vec::new()];
    for line in text::lines(source) {
        let mut start = line.start;
        for part in line.of(source).split_inclusive('\u{c}') {
            let span = Span::new(start, start + part.len()).trimmed(source);
            start += part.len();
            if let Some(page) = pages.last_mut().filter(|_| !span.is_empty()) {
                page.push(span);
            }
            if part.ends_with('\u{c}') {
                pages.push(Vec::new());
            }
        }
    }
    let mut seen: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for page in &pages {
        for (is_foot, line) in edge(page) {
            *seen.entry((is_foot, key(line.of(source)))).or_default() += 1;
        }
    }
    let is_edge = |is_foot: bool, line: Span| {
        let key = key(line.of(source));
        !key.contains(char::is_alphabetic)
            || seen.get(&(is_foot, key)).is_some_and(|count| *count > 1)
    };
    let mut signs = Vec::new();
    let mut last: Option<Span> = None;
    for (number, page) in pages.iter().enumerate() {
        // What the first page begins with may be the headline, which the others repeat.
        let is_headline = |is_foot: bool, line: Span| {
            number == 0 && !is_foot && line.of(source).contains(char::is_alphabetic)
        };
        let gone: BTreeSet<Span> = edge(page)
            .filter(|(is_foot, line)| is_edge(*is_foot, *line) && !is_headline(*is_foot, *line))
            .map(|(_, line)| line)
            .collect();
        signs.extend(gone.iter().map(|span| Sign { span: *span, label: Label::Markup }));
        let mut kept = page.iter().filter(|line| !gone.contains(*line)).copied();
        let first = kept.next();
        if let (Some(last), Some(first)) = (last, first)
            && goes_on(last.of(source), first.of(source))
            && let Some(feed) = Span::new(last.end, first.start).of(source).find('\n')
        {
            let span = Span::new(last.end + feed + 1, first.start);
            signs.push(Sign { span, label: Label::Markup });
        }
        last = kept.next_back().or(first).or(last);
    }
    signs
}

/// The first and last lines of a page, and whether each is one of the last.
fn edge(page: &[Span]) -> impl Iterator<Item = (bool, Span)> {
    let foot = page.len().saturating_sub(EDGE).max(EDGE.min(page.len()));
    let head = page.iter().take(EDGE).map(|line| (false, *line));
    head.chain(page.iter().skip(foot).map(|line| (true, *line)))
}

/// What is the same of a head or a foot on all pages.
fn key(line: &str) -> String {
    let letters = line.chars().filter(|letter| !letter.is_numeric() && !letter.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a sentence goes on from one page to the next.
fn goes_on(above: &str, below: &str) -> bool {
    let is_open =
        above.chars().next_back().is_some_and(|it| it.is_alphanumeric() || it == ',' || it == '-');
    is_open && below.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        let mut spans: Vec<Span> = signs(source).into_iter().map(|sign| sign.span).collect();
        spans.sort_unstable();
        spans.into_iter().map(|span| span.of(source)).collect()
    }

    #[test]
    fn hyphens_within_words_are_signs_and_those_that_wait_for_a_word_are_none() {
        let source =
            "Der Gemein-\nderat will Spiel-\nund Sportplatz ver-\nkaufen, Netze und Tore auch.";
        assert_eq!(found(source), ["-", "-"]);
        assert!(found("One com-\nmon word alone is no habit.").is_empty());
    }

    #[test]
    fn heads_feet_and_numbers_of_pages_are_signs_but_not_the_first_headline() {
        let source =
            "A bridge opens\nThe bridge is open.\n1\n\u{c}A bridge opens\nPeople walk.\n2\n";
        assert_eq!(found(source), ["1", "A bridge opens", "2"]);
    }
}
