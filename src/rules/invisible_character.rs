//! # invisible character
//!
//! Marks characters that no reader sees and that break searching: zero width space, byte order mark within the text,
//! soft hyphen, word joiner. Joiners and direction marks stay: Persian, Indic scripts and emoji mean something by them.

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::Block;
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
    // Between nothing a joiner means nothing: editing systems put one where a paragraph is empty.
    let is_unseen = |block: &&Block| {
        block.span.len() <= LONGEST
            && block.span.of(text).chars().all(|it| is_invisible(it) || is_joiner(it))
    };
    for block in context.page.blocks.iter().filter(is_unseen) {
        findings.mark_block(context, block, &Label::InvisibleCharacter);
    }
}

/// Bytes of the longest paragraph of such characters.
const LONGEST: usize = 30;

/// Joiners and direction marks, which mean something beside letters alone.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}'..='\u{200f}') || letter.is_whitespace()
}

/// The bytes of UTF-8 with which an invisible character begins.
const BEGIN: [u8; 3] = [0xc2, 0xe2, 0xef];

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}
