//! # comment count
//!
//! Marks a word or two with a number in brackets behind the body: `Comments (12)` in a language whose word for it no table
//! knows. What tables know the rule `furniture` has marked before.

use std::sync::LazyLock;

use regex::Regex;

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "comment_count",
    summary: "a word or two with a number in brackets, behind the body",
    scan,
};

/// One to three words and a number in brackets, and nothing else.
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\p{L}[\p{L}\p{M}]*(?: [\p{L}\p{M}]+){0,2} ?[(（\[]\p{N}{1,6}[)）\]]$").ok()
});

/// The longest such line, in bytes: three words of an alphabet of three bytes a letter.
const LONGEST: usize = 90;

/// Whether words end in a number in brackets and are not too long: few do, and the pattern is costly to make.
fn is_like(words: &str) -> bool {
    let behind = words.strip_suffix([')', '）', ']']).filter(|_| words.len() <= LONGEST);
    let before = behind.map(|behind| behind.trim_end_matches(char::is_numeric));
    before.is_some_and(|before| before.ends_with(['(', '（', '[']))
}

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let last = zones(context, findings).last;
    for (_, block, shape) in context.blocks().skip(last + 1) {
        let words = context.words(block);
        if shape.digits > 0
            && is_like(words)
            && COUNT.as_ref().is_some_and(|count| count.is_match(words))
        {
            findings.mark_block(context, block, &Label::CommentCount);
        }
    }
}
