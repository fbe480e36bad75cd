//! # invisible character
//!
//! Marks characters that no reader sees and that break searching: zero width space, byte order mark within the text,
//! soft hyphen, word joiner. Joiners and direction marks stay: Persian, Indic scripts and emoji mean something by them.

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::text::{self, Span};

pub(super) const RULE: Rule = Rule {
    name: "invisible_character",
    summary: "zero width spaces, byte order marks within the text, soft hyphens",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let text = &context.page.text;
    let mut run: Option<Span> = None;
    let [one, two, three] = BEGIN;
    let starts = memchr::memchr3_iter(one, two, three, text.as_bytes());
    let letters = starts.filter_map(|at| Some((at, text::after(text, at).chars().next()?)));
    for (at, letter) in letters.filter(|(_, letter)| is_invisible(*letter)) {
        let span = Span::new(at, at + letter.len_utf8());
        run = match run {
            Some(open) if open.end == span.start => Some(Span::new(open.start, span.end)),
            Some(open) => {
                findings.mark(open, Label::InvisibleCharacter);
                Some(span)
            }
            None => Some(span),
        };
    }
    if let Some(open) = run {
        findings.mark(open, Label::InvisibleCharacter);
    }
}

/// The bytes of UTF-8 with which an invisible character begins.
const BEGIN: [u8; 3] = [0xc2, 0xe2, 0xef];

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}
