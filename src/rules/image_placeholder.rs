//! # image placeholder
//!
//! Marks what a page shows where a picture stands: the headline with a picture's number behind it
//! (`<headline>- Ảnh 1.`, a habit of Vietnamese content management systems), `[nhập chú thích]`, names of image files.

use std::sync::LazyLock;

use regex::Regex;

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::lang;

pub(super) const RULE: Rule = Rule {
    name: "image_placeholder",
    summary: "what stands for a picture: the headline with a picture's number, names of image files",
    scan,
};

/// A dash, a word of credits and a number at the end of a line.
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = lang::alternatives(&lang::credit_words());
    Regex::new(&format!(r"(?i)[-–—]\s*(?:{words})\s*\d{{1,3}}\s*\.?$")).ok()
});

/// The name of an image file, alone on a line, or a prompt of a content management system.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[\w.%+-]+\.(?:jpe?g|png|gif|webp|avif)|\[(?:nhập chú thích|image|img|photo|picture|bild|ảnh|图片|画像|사진)\]|!\[[^\]]*\]\([^)]*\))$")
        .ok()
});

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let (Some(numbered), Some(alone)) = (NUMBERED.as_ref(), ALONE.as_ref()) else { return };
    for (_, block, shape) in context.blocks() {
        if shape.weight > LONGEST || !findings.is_free(block.span) {
            continue;
        }
        let words = context.words(block);
        if numbered.is_match(words) {
            findings.mark(block.span, Label::PhotoCaption);
        } else if alone.is_match(words) {
            findings.mark(block.span, Label::ImagePlaceholder);
        }
    }
}

/// Letters from which a line is not looked at: a headline has at most 160.
const LONGEST: usize = 250;
