//! # date prefix
//!
//! Marks a date glued before a line that goes on with something else: ` date 2025-09-27 Dây chuyền …`.

use super::date_line;
use super::{Context, Findings, Rule};
use crate::dates;
use crate::finding::Label;
use crate::text;

pub(super) const RULE: Rule = Rule {
    name: "date_prefix",
    summary: "a date glued before a line that goes on with something else; claims when the page was published",
    scan,
};

/// How many blocks of prose may come before the one with the page's own date; further down it is a chronicle.
const PROSE_BEFORE: usize = 2;

/// What a line of notes on an HTML page weighs at most: two dates with their labels, how long it takes to read.
const LONGEST_NOTE: usize = 90;

/// What parts the notes of one line.
const BARS: [char; 4] = ['|', '｜', '·', '•'];

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let hints = context.hints(date_line::order(context, findings));
    let mut prose = 0;
    let found = context.blocks().find_map(|(at, block, shape)| {
        let is_early = prose <= PROSE_BEFORE;
        prose += usize::from(shape.is_prose());
        let found = if is_early && shape.digits > 0 {
            dates::prefix(context.words(block), &hints)
        } else {
            None
        };
        Some((at, block, found?))
    });
    let Some((at, block, found)) = found else { return };
    let span = found.span.shifted(block.span.start);
    // Behind a bar stands what else is known of the article: the line is no text.
    let rest = text::after(context.words(block), found.span.end).trim_start();
    // From one day to another, as over the life of a person: neither is the day of the text.
    if dates::within(rest, &hints).first().is_some_and(|next| next.span.start == 0)
        && !rest.is_empty()
        && is_spanned(span.of(&context.page.text))
    {
        return;
    }
    let is_short = context.has_boxes()
        && context.shapes.get(at).is_some_and(|it| !it.ends && it.weight <= LONGEST_NOTE);
    let is_note = is_short
        || rest.starts_with(BARS)
        || span.of(&context.page.text).trim_end().ends_with(BARS);
    let label = if is_note { Label::DateLine } else { Label::DatePrefix };
    if findings.mark(span, label) {
        date_line::claim(&found, block, context, findings);
    }
}

/// Whether words end with the dash that stands between the first and the last day of something.
fn is_spanned(words: &str) -> bool {
    words.trim_end().ends_with(['-', '–', '—'])
}
