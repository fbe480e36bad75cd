//! HTML made harmless before it is parsed: nesting, attributes and nodes are capped in one linear pass, which also leaves out
//! what the parser would read for nothing.
//!
//! The tree construction of the HTML standard takes time quadratic in the depth of the tree, in the attributes of a tag
//! and in the formatting elements that are left open, and a comment or script that is never closed swallows the page.
//! This pass follows the standard's scopes and implied end tags (HTML, 13.2.4 and 13.2.6) so far as to never believe a
//! tree to be flatter than it will be.

use std::borrow::Cow;

use memchr::memchr;

use super::markup::{Tag, find_end_tag, read_tag};
use super::nesting::{Nesting, Start};
use super::tags::{self, Key, key};
use crate::config::Limits;
use crate::text::{Span, after};

/// Attributes are compared with each other; so many comparisons cost as much as one node.
const COMPARISONS: usize = 256;

/// Letters of the longest comment that says something: React marks with `$?` what a server sends later.
const LONGEST_MARK: usize = 2;

/// Raw-text elements that nobody reads.
const UNREAD: &[Key] =
    &[key("style"), key("noscript"), key("iframe"), key("noembed"), key("noframes")];

/// HTML with its excesses cut, and the warning codes of what was cut.
pub struct Guarded<'a> {
    /// What is safe to parse.
    pub html: Cow<'a, str>,
    /// `html_depth`, `html_attributes`, `html_nodes`, `html_unclosed`.
    pub warnings: Vec<String>,
}

/// Caps what a parser would suffer from.
pub fn guard<'a>(source: &'a str, limits: &Limits) -> Guarded<'a> {
    let mut guard = Guard::new(source, limits);
    while let Some(at) = memchr(b'<', after(source, guard.at).as_bytes()) {
        guard.text(at);
        guard.markup();
    }
    let mut warnings = guard.warnings;
    warnings.sort_unstable();
    warnings.dedup();
    Guarded {
        html: edited(source, &guard.edits),
        warnings: warnings.into_iter().map(str::to_owned).collect(),
    }
}

/// Paragraphs from which `<noscript>` holds an article: a call to allow scripts has one or two.
const PARAGRAPHS: usize = 3;

/// Whether what is shown without scripts is an article, and no picture or a call to allow scripts.
fn is_article(content: &str) -> bool {
    content.matches("<p>").chain(content.matches("<p ")).take(PARAGRAPHS).count() == PARAGRAPHS
}

/// A text with some of its stretches replaced; the stretches are in order.
fn edited<'a>(source: &'a str, edits: &[(Span, &'static str)]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut html = String::with_capacity(source.len());
    let mut from = 0;
    for (span, instead) in edits {
        html.push_str(Span::new(from, span.start).of(source));
        html.push_str(instead);
        from = span.end;
    }
    html.push_str(after(source, from));
    Cow::Owned(html)
}

struct Guard<'a> {
    source: &'a str,
    limits: &'a Limits,
    /// Up to where the source is read.
    at: usize,
    edits: Vec<(Span, &'static str)>,
    warnings: Vec<&'static str>,
    nesting: Nesting,
    /// Start tags left out for their depth.
    dropped: Vec<Key>,
    nodes: usize,
    /// Set when the nodes are spent: what follows is text alone.
    spent: bool,
    /// Raw-text elements, and `-->` as 0, of which no end is left in the source.
    endless: Vec<Key>,
    /// Set when a quote is never closed: quotes then count no longer.
    loose: bool,
    /// Where the tag at hand has attributes that nobody reads.
    useless: Vec<Span>,
    /// What stands right before the markup at hand, where that is nothing but white space.
    blank: Option<Span>,
    /// Whether a tag that breaks the line stands before that.
    is_apart: bool,
}

impl<'a> Guard<'a> {
    fn new(source: &'a str, limits: &'a Limits) -> Guard<'a> {
        Guard {
            source,
            limits,
            at: 0,
            edits: Vec::new(),
            warnings: Vec::new(),
            nesting: Nesting::default(),
            dropped: Vec::new(),
            nodes: 0,
            spent: false,
            endless: Vec::new(),
            loose: false,
            useless: Vec::new(),
            blank: None,
            is_apart: false,
        }
    }

    /// Goes over `length` bytes of text.
    fn text(&mut self, length: usize) {
        let span = Span::new(self.at, self.at + length);
        let is_blank = span.of(self.source).bytes().all(|byte| byte.is_ascii_whitespace());
        self.blank = Some(span).filter(|span| is_blank && !span.is_empty());
        self.is_apart &= is_blank;
        self.nodes += usize::from(length > 0);
        self.at += length;
    }

    fn edit(&mut self, span: Span, instead: &'static str) {
        self.edits.push((span, instead));
    }

    /// Goes over whatever the `<` at hand begins.
    fn markup(&mut self) {
        let rest = after(self.source, self.at);
        let mut letters = rest.bytes().skip(1);
        match (letters.next(), letters.next()) {
            (Some(b'/'), Some(letter)) | (Some(letter), _) if letter.is_ascii_alphabetic() => {
                self.tag();
                return;
            }
            (Some(b'!'), _) if rest.starts_with("<!--") => self.comment(),
            (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => self.bogus(),
            _ => self.at += 1,
        }
        self.is_apart = false;
    }

    /// `<!-- … -->`; one that is never closed is no comment.
    fn comment(&mut self) {
        const END: Key = 0;
        let body = after(self.source, self.at + 4);
        let short = [">", "->"].into_iter().find(|end| body.starts_with(end));
        let known = self.endless.contains(&END);
        let long = || if known { None } else { body.find("-->").map(|at| at + 3) };
        let Some(length) = short.map(str::len).or_else(long) else {
            if !known {
                self.endless.push(END);
            }
            self.warnings.push("html_unclosed");
            self.edit(Span::new(self.at, self.at + 4), "");
            self.at += 4;
            return;
        };
        let span = Span::new(self.at, self.at + 4 + length);
        self.at = span.end;
        self.nodes += 1;
        if self.spent {
            self.edit(span, "");
            return;
        }
        let words = Span::new(span.start + 4, span.end.saturating_sub(3));
        // `--!>` ends a comment as well, which is an error of the page.
        if words.len() > LONGEST_MARK && !words.of(self.source).contains("--!>") {
            self.edit(words, "");
        }
    }

    /// `<!doctype>`, `<?xml?>` and what else goes up to the next `>`.
    fn bogus(&mut self) {
        let Some(length) = after(self.source, self.at).find('>') else {
            self.literal();
            return;
        };
        let span = Span::new(self.at, self.at + length + 1);
        self.at = span.end;
        self.nodes += 1;
        if self.spent {
            self.edit(span, "");
        }
    }

    /// A `<` that begins nothing that ends: all that follows is read as words.
    fn literal(&mut self) {
        self.warnings.push("html_unclosed");
        let rest = after(self.source, self.at);
        // No `>` is left, so no later `<` begins a tag either.
        for (at, _) in rest.match_indices('<') {
            self.edits.push((Span::new(self.at + at, self.at + at + 1), "&lt;"));
        }
        self.at = self.source.len();
    }

    fn tag(&mut self) {
        let most = self.limits.attributes;
        let read = read_tag(self.source, self.at, most, self.loose, &mut self.useless);
        let Some(tag) = read else {
            if self.loose || !after(self.source, self.at).contains('>') {
                self.literal();
            } else {
                self.loose = true;
                self.warnings.push("html_unclosed");
                self.tag();
            }
            return;
        };
        self.at = tag.span.end;
        let attributes = tag.attributes.min(most);
        self.nodes += usize::from(!tag.end) + attributes * attributes / COMPARISONS;
        let (edits, is_formatted) = (self.edits.len(), self.nesting.is_formatted());
        let is_followed = if self.nodes > self.limits.nodes && !self.spent {
            self.spent = true;
            self.warnings.push("html_nodes");
            self.edit(tag.span, "</p><pre>\n");
            false
        } else if self.spent {
            self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "\n" });
            false
        } else if tag.end {
            self.close(&tag)
        } else {
            self.start(&tag)
        };
        // White space beside a tag that breaks the line shows nothing.
        let was_apart =
            std::mem::replace(&mut self.is_apart, tag.groups & tags::APART != 0 && is_followed);
        if let Some(blank) =
            self.blank.filter(|_| (self.is_apart || was_apart) && !is_formatted && !self.spent)
        {
            self.edits.insert(edits, (blank, ""));
        }
        self.cut_attributes(&tag);
        if !tag.end && tag.groups & tags::RAW_TEXT != 0 && !self.nesting.is_foreign() {
            self.raw_text(&tag);
        }
    }

    /// The content of `<script>` and its like, up to the end tag.
    fn raw_text(&mut self, tag: &Tag<'_>) {
        let known = self.endless.contains(&tag.key);
        let end = if known { None } else { find_end_tag(self.source, self.at, tag.name) };
        let Some(end) = end else {
            if !known {
                self.endless.push(tag.key);
            }
            self.warnings.push("html_unclosed");
            self.nesting.forget(tag.key);
            // What such a tag would swallow is the rest of the page; its own content ends at the next tag.
            let code = [key("script"), key("style")].contains(&tag.key);
            let rest = after(self.source, self.at);
            let length = if code { rest.find('<').unwrap_or(rest.len()) } else { 0 };
            while self.edits.last().is_some_and(|(span, _)| span.start >= tag.span.start) {
                self.edits.pop();
            }
            self.edit(Span::new(tag.span.start, self.at + length), "");
            self.at += length;
            return;
        };
        let content = Span::new(self.at, end);
        if tag.key == key("noscript") && is_article(content.of(self.source)) {
            // Some systems write the article here and let a script show it.
            self.nesting.forget(tag.key);
            self.edit(tag.span, "");
            return;
        }
        if !content.is_empty() && (self.spent || UNREAD.contains(&tag.key)) {
            self.edit(content, "");
        }
        self.at = end;
    }

    /// Takes out the attributes above the limit, and those with a quote that is never closed; else those that nobody reads.
    fn cut_attributes(&mut self, tag: &Tag<'_>) {
        if self.edits.last().is_some_and(|(span, _)| span.start >= tag.span.start) {
            return;
        }
        if let Some(excess) = tag.excess {
            self.warnings.push("html_attributes");
            self.edit(Span::new(excess, tag.span.end), ">");
            return;
        }
        // Whether a formatting element is made anew depends on all of its attributes; of links only one is ever open.
        let is_weighed = tag.groups & tags::FORMATTING != 0 && tag.key != key("a");
        if !tag.end && !is_weighed {
            self.edits.extend(self.useless.drain(..).map(|span| (span, "")));
        }
    }

    /// A start tag; says whether it stands.
    fn start(&mut self, tag: &Tag<'_>) -> bool {
        if tag.key == key("plaintext") {
            // It would make words of all tags that follow.
            self.edit(tag.span, "<pre>");
            return false;
        }
        match self.nesting.start(tag, self.limits.depth) {
            Start::Stands { made_anew } => {
                self.nodes += made_anew;
                return true;
            }
            Start::TooDeep => {
                self.warnings.push("html_depth");
                self.dropped.push(tag.key);
                self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "<br>" });
            }
            Start::TooManyOpen => {
                self.warnings.push("html_depth");
                self.edit(tag.span, "");
            }
        }
        false
    }

    /// An end tag; says whether it stands and closes something.
    fn close(&mut self, tag: &Tag<'_>) -> bool {
        if self.dropped.last() == Some(&tag.key) {
            self.dropped.pop();
            self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "<br>" });
            return false;
        }
        let closes = self.nesting.close(tag);
        // `</p>` and `</br>` without a start make an element.
        self.nodes += usize::from(!closes);
        closes
    }
}
