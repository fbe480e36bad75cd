//! The date that stands before the text of a line.

use super::calendar::Custom;
use super::item::{self, Item, Part};
use super::token::{self, Letter};
use super::{Found, Hints, LONGEST_LINE, gather, in_best_language};
use crate::lang::Lang;
use crate::text::{self, Span};

/// See [`super::prefix()`].
pub(super) fn prefix(line: &str, hints: &Hints<'_>) -> Option<Found> {
    let head = text::head(line, LONGEST_LINE);
    let opening = head.trim_start().chars().next()?;
    if !token::may_be_complete(head) || !(opening.is_alphanumeric() || "([【（「".contains(opening))
    {
        return None;
    }
    let letters = token::letters(head);
    let found = in_best_language(&letters, hints, |lang| {
        in_language(line, &letters, lang, hints).into_iter().collect()
    });
    let first = found.into_iter().next().filter(|found| found.when.is_some())?;
    super::line(line, hints).is_empty().then_some(first)
}

/// The longest run of parts at the start of the line that is one complete date and stands out.
fn in_language(
    line: &str,
    letters: &[Letter],
    lang: Option<&Lang>,
    hints: &Hints<'_>,
) -> Option<Found> {
    let (pieces, _) = token::pieces(letters, lang.map_or("", |lang| lang.tag));
    let (items, _) = item::items(&pieces);
    let custom = Custom::new(lang, hints).unless_mixed(&pieces);
    (1..=items.len()).rev().find_map(|count| {
        let items = items.get(..count)?;
        let found = match gather::dates(items, custom, hints)?.as_slice() {
            [only] if only.when.is_some() => *only,
            _ => return None,
        };
        let end = stands_out(line, items, found.span)?;
        let start = line.len() - line.trim_start().len();
        Some(Found { span: Span::new(start, end), ..found })
    })
}

/// Where what is cut off ends, when the date in these parts stands out from the text behind them.
fn stands_out(line: &str, items: &[Item], date: Span) -> Option<usize> {
    let end = items.last()?.end;
    let rest = text::after(line, end);
    let begins = rest.trim_start().chars().next()?;
    let is_apart = rest.starts_with(char::is_whitespace)
        && (begins.is_alphabetic() || "\"'“‘«„「『¿¡".contains(begins))
        && !begins.is_lowercase();
    let is_labelled_behind =
        items.iter().any(|item| matches!(item.part, Part::Role(_)) && item.start >= date.end);
    if begins.is_numeric() || is_labelled_behind {
        return None;
    }
    if is_bracketed(items) {
        return (begins.is_alphabetic() || ends_in_separator(items, rest)).then_some(end);
    }
    if ends_in_separator(items, rest) {
        return Some(end);
    }
    let is_said = is_iso(items) || has_label(line, items, date);
    (is_said && is_apart && items.last()?.end == date.end).then_some(end)
}

/// `[2025-09-27] …`, `(13/08/2025) …`.
fn is_bracketed(items: &[Item]) -> bool {
    let first = items.first().map(|item| item.part);
    let last = items.iter().rev().find_map(|item| match item.part {
        Part::Mark(mark) if "-|•·:".contains(mark) => None,
        part => Some(part),
    });
    matches!(
        (first, last),
        (Some(Part::Mark('(')), Some(Part::Mark(')')))
            | (Some(Part::Mark('[')), Some(Part::Mark(']')))
    )
}

/// The last part is a separator with white space on one side; a hyphen glued on both sides belongs to a word.
fn ends_in_separator(items: &[Item], rest: &str) -> bool {
    let is_separator = |part: Part| matches!(part, Part::Mark('-' | '|' | '•' | '·' | ':'));
    let ends = items.last().is_some_and(|item| is_separator(item.part));
    ends && rest.starts_with(char::is_whitespace)
}

/// `2025-09-27`, with or without a time.
fn is_iso(items: &[Item]) -> bool {
    items.iter().any(|item| {
        matches!(item.part, Part::Triple([year, month, day], '-')
            if [year.width, month.width, day.width] == [4, 2, 2])
    })
}

/// `Published: 13 August 2025`: a label with a colon between it and the date.
fn has_label(line: &str, items: &[Item], date: Span) -> bool {
    let label = items.iter().find(|item| matches!(item.part, Part::Role(_)));
    label.is_some_and(|label| {
        Span::new(label.end, date.start).of(line).contains([':', '：']) && label.end <= date.start
    })
}
