//! # image placeholder
//!
//! Marks what a page shows where a picture stands: the headline with a picture's number behind it
//! (`<headline>- Ảnh 1.`, a habit of Vietnamese content management systems), `[nhập chú thích]`, names of image files.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::lang;
use crate::text;

pub(super) const RULE: Rule = Rule {
    name: "image_placeholder",
    summary: "what stands for a picture: the headline with a picture's number, names of image files",
    scan,
};

/// The words of credits in small letters, and how many letters the longest has.
static CREDITS: LazyLock<(FxHashSet<String>, usize)> = LazyLock::new(|| {
    let words: FxHashSet<String> =
        lang::credit_words().iter().map(|word| word.to_lowercase()).collect();
    let longest = lang::credit_words().iter().map(|word| word.chars().count()).max();
    (words, longest.unwrap_or_default())
});

/// The most digits of a picture's number.
const DIGITS: usize = 3;

/// Whether a line ends in a dash, a word of credits and a number.
fn is_numbered(words: &str) -> bool {
    let numbered = words.strip_suffix('.').unwrap_or(words).trim_end();
    let named = numbered.trim_end_matches(char::is_numeric);
    let digits = text::after(numbered, named.len()).chars().count();
    if !(1..=DIGITS).contains(&digits) {
        return false;
    }
    let (credits, longest) = &*CREDITS;
    let letters = named.trim_end().char_indices().rev().take(longest + BLANKS);
    let dashes = letters.filter(|(_, letter)| "-–—".contains(*letter));
    let mut ends =
        dashes.map(|(at, dash)| text::after(named, at + dash.len_utf8()).trim().to_lowercase());
    ends.any(|word| credits.contains(&word))
}

/// White space between the dash and the word, at most.
const BLANKS: usize = 4;

/// The name of an image file, alone on a line, or a prompt of a content management system.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[\w.%+-]+\.(?:jpe?g|png|gif|webp|avif)|\[(?:nhập chú thích|image|img|photo|picture|bild|ảnh|图片|画像|사진)\]|!\[[^\]]*\]\([^)]*\))$")
        .ok()
});

fn is_alone(words: &str) -> bool {
    let ends = words.ends_with([']', ')', 'g', 'G', 'p', 'P', 'f', 'F']);
    let begins = words.starts_with(['[', '!']) || words.contains('.');
    ends && begins && ALONE.as_ref().is_some_and(|alone| alone.is_match(words))
}

fn scan(context: &Context<'_>, findings: &mut Findings) {
    for (_, block, shape) in context.blocks() {
        if shape.weight > LONGEST || !findings.is_free(block.span) {
            continue;
        }
        let words = context.words(block);
        if is_numbered(words) {
            findings.mark(block.span, Label::PhotoCaption);
        } else if is_alone(words) {
            findings.mark(block.span, Label::ImagePlaceholder);
        }
    }
}

/// Letters from which a line is not looked at: a headline has at most 160.
const LONGEST: usize = 250;
