//! The targets of links that text browsers and converters print: `[12]Sport` with a list of addresses at the end (lynx,
//! w3m, `ELinks`), or `Sport [https://…]` (html-to-text). They are no words of the page, and tell which words are links.

use std::collections::BTreeMap;

use super::BULLETS;
use super::linked::Link;
use crate::finding::Label;
use crate::page::reading::Sign;
use crate::text::{self, Span, after, before};

/// Targets from which a text shows what its links lead to; a note of sources may hold some.
const LEAST: usize = 5;

/// Bytes of the longest target that is looked for.
const LONGEST: usize = 2_000;

/// Bytes of the longest words that are taken for a link, and for what a picture shows.
const WORDS: usize = 160;

/// Bytes from which words that a line below goes on with are more than a link.
const LINE: usize = 50;

/// Bytes of the longest heading of a list of addresses, and of the label of one of its parts: `Visible links:`.
const HEADING: usize = 40;

/// The ends of names of pictures.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif"];

/// What a text shows of its links.
#[derive(Default)]
pub(super) struct Targets<'a> {
    /// The marks, the addresses and the list of these.
    pub(super) signs: Vec<Sign>,
    /// The links, in order.
    pub(super) links: Vec<Link<'a>>,
}

/// The targets that a text shows; none when it shows fewer than five.
pub(super) fn targets(source: &str) -> Option<Targets<'_>> {
    numbered(source).or_else(|| bracketed(source))
}

/// Marks before the words of links, and the list of what they lead to.
fn numbered(source: &str) -> Option<Targets<'_>> {
    let (list, targets) = list(source)?;
    let words = before(source, list.start);
    let mut marks: Vec<(Span, u32)> = Vec::new();
    let mut leading = 0;
    for open in memchr::memchr_iter(b'[', words.as_bytes()) {
        let above = marks.last().map_or(0, |(_, number)| *number);
        let Some((number, length)) = number(after(words, open + 1)) else { continue };
        let end = open + 1 + length;
        if number > above && targets.contains_key(&number) && after(words, end).starts_with(']') {
            marks.push((Span::new(open, end + 1), number));
            leading += usize::from(after(words, end + 1).starts_with(char::is_alphanumeric));
        }
    }
    // A mark of a note stands behind words, not before them.
    if marks.len() < LEAST || leading * 2 < marks.len() {
        return None;
    }
    let mut found = Targets::default();
    let mut linked_to = 0;
    for (at, (mark, number)) in marks.iter().enumerate() {
        found.signs.push(Sign { span: *mark, label: Label::Markup });
        let next = marks.get(at + 1).map_or(list.start, |(next, _)| next.start);
        let words = words_behind(source, mark.end, next);
        let begins = before(source, mark.start).trim_end_matches(' ');
        let is_first = begins.is_empty() || begins.ends_with(['\n', '*', '+', '-', 'o']);
        let is_line = words.len() <= LINE || !goes_on(source, words.end, next);
        if is_first && is_line || mark.start == linked_to {
            linked_to = words.end;
            let target = targets.get(number).copied().unwrap_or_default();
            found.links.push(Link { words, target });
        }
    }
    found.signs.push(Sign { span: list, label: Label::Markup });
    Some(found)
}

/// The words behind a mark, on its line or, where it ends one, on the line below, up to the next mark.
fn words_behind(source: &str, mark: usize, next: usize) -> Span {
    let behind = Span::new(mark, next).of(source);
    let from = mark + behind.len() - behind.trim_start().len();
    let line = Span::new(from, next).of(source);
    Span::new(from, from + line.find('\n').unwrap_or(line.len())).trimmed(source)
}

/// Whether a line that ends before the next mark goes on below: a line of running text may begin with a link, too.
fn goes_on(source: &str, end: usize, next: usize) -> bool {
    let rest = Span::new(end, next).of(source).trim_start_matches(' ');
    let below = rest.strip_prefix('\n').map(|below| below.trim_start_matches(' '));
    below.is_some_and(|below| !below.is_empty() && !below.starts_with(['\n', '*', '+', '-']))
}

/// A number at the beginning of a text, and its length.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take(6).take_while(u8::is_ascii_digit).count();
    before(text, digits).parse().ok().map(|number| (number, digits))
}

/// The list of addresses that ends a text, with its heading, and what it holds by number.
fn list(source: &str) -> Option<(Span, BTreeMap<u32, &str>)> {
    entry(source.trim_end().rsplit('\n').next()?)?;
    let lines: Vec<Span> = text::lines(source).map(|line| line.trimmed(source)).collect();
    let mut targets = BTreeMap::new();
    let mut start = source.len();
    let mut last = u32::MAX;
    for line in lines.iter().rev() {
        let words = line.of(source);
        if let Some((number, target)) = entry(words).filter(|(number, _)| *number < last) {
            targets.insert(number, target);
            (start, last) = (line.start, number);
        } else if !words.is_empty() {
            let is_label = words.len() <= HEADING && words.ends_with(':');
            let is_heading = words.len() <= HEADING && words.chars().all(char::is_alphabetic);
            if is_label || is_heading {
                start = line.start;
            }
            if !is_label {
                break;
            }
        }
    }
    let addresses = targets.values().filter(|target| is_target(target)).count();
    let is_whole = last == 1 && addresses >= LEAST && addresses * 2 >= targets.len();
    is_whole.then(|| (Span::new(start, source.trim_end().len()), targets))
}

/// `12. https://…` or `[12] https://…`; what is no address is one that the page itself wrote wrong.
fn entry(line: &str) -> Option<(u32, &str)> {
    let line = line.trim();
    let bare = line.strip_prefix('[').unwrap_or(line);
    let (number, length) = number(bare)?;
    let close = if bare.len() < line.len() { ']' } else { '.' };
    let target = after(bare, length).strip_prefix(close)?.strip_prefix(' ')?.trim_start();
    Some((number, target))
}

/// Whether an address begins here.
fn is_target(text: &str) -> bool {
    if text.starts_with(['/', '#']) {
        return true;
    }
    let scheme = text::head(text, 12).split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.len() > 2 && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// Addresses in brackets behind the words of links.
fn bracketed(source: &str) -> Option<Targets<'_>> {
    if memchr::memmem::find_iter(source.as_bytes(), b"[http").take(LEAST).count() < LEAST {
        return None;
    }
    let mut found = Targets::default();
    let mut last = 0;
    for open in memchr::memchr_iter(b'[', source.as_bytes()) {
        let inside = after(source, open + 1);
        let end = inside.bytes().take(LONGEST).position(|it| b"][ \t\r\n".contains(&it));
        let Some(length) = end.filter(|end| after(inside, *end).starts_with(']')) else { continue };
        let target = before(inside, length);
        if open < last || !is_target(target) {
            continue;
        }
        let words = words_before(source, last, open);
        let mut start = open;
        if words.end + 1 >= open || !Span::new(words.end, open).of(source).contains("\n\n") {
            start = words.end.max(last);
        }
        last = open + length + 2;
        let is_short = (1..=WORDS).contains(&words.len());
        let path = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        if PICTURES.iter().any(|picture| path.ends_with(picture)) {
            let shows = is_short && !words.of(source).ends_with(['.', '!', '?', ':']);
            let span = Span::new(if shows { words.start } else { start }, last);
            found.signs.push(Sign { span, label: Label::ImagePlaceholder });
            continue;
        }
        found.signs.push(Sign { span: Span::new(start, last), label: Label::Markup });
        if is_short {
            found.links.push(Link { words, target });
        }
    }
    Some(found)
}

/// The words of the line before a bracket, behind its bullet and the bracket before; of the line above where it begins one.
fn words_before(source: &str, last: usize, open: usize) -> Span {
    let end = last + Span::new(last, open).of(source).trim_end().len();
    let line = Span::new(last, end).of(source).rfind('\n').map_or(last, |feed| last + feed + 1);
    let words = Span::new(line, end).of(source);
    let bare = words.trim_start().trim_start_matches(BULLETS).trim_start();
    Span::new(end - bare.len(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Option<(Vec<&str>, Vec<&str>)> {
        let found = targets(source)?;
        let signs = found.signs.iter().map(|sign| sign.span.of(source)).collect();
        Some((signs, found.links.iter().map(|link| link.words.of(source)).collect()))
    }

    #[test]
    fn marks_of_lynx_and_w3m_are_signs_and_citations_are_words() {
        let page = "   [1]Home[2]Sport\n   [3]\n   News\n\n   The mill by [4]the river burned.\n   \
                    * [5]More\n\nReferences\n\n   Visible links:\n   1. https://a.example/\n   \
                    2. https://a.example/sport\n   3. https://a.example/news\n   4. /river\n   5. /more\n";
        let (signs, links) = found(page).unwrap_or_default();
        assert_eq!(links, ["Home", "Sport", "News", "More"]);
        assert_eq!(signs.get(..5), Some(["[1]", "[2]", "[3]", "[4]", "[5]"].as_slice()));
        assert!(signs.last().is_some_and(|list| list.starts_with("References\n")));
        let paper = "Mills burn [1], often [2]. So [3]; yes [4] and [5].\n\nReferences\n[1] https://a.example\n\
                     [2] https://b.example\n[3] https://c.example\n[4] https://d.example\n[5] https://e.example\n";
        assert_eq!(found(paper), None);
    }

    #[test]
    fn addresses_in_brackets_are_signs_with_the_pictures_that_they_show() {
        let page = "Mill Post [https://m.example]\n\n * Home [https://m.example/]\n * Sport\n   [https://m.example/s]\n\n\
                    A wheel [https://m.example/wheel.jpg]\n\nThe mill, seen by Ann [/ann], burned.\n\nMore [https://m.example/x]\n";
        let (signs, links) = found(page).unwrap_or_default();
        assert_eq!(links, ["Mill Post", "Home", "Sport", "The mill, seen by Ann", "More"]);
        assert_eq!(signs.get(2), Some(&"\n   [https://m.example/s]"));
        assert_eq!(signs.get(3), Some(&"A wheel [https://m.example/wheel.jpg]"));
        assert_eq!(found("See [https://m.example] for [b]more[/b]."), None);
    }
}
