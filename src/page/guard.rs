//! HTML made harmless before it is parsed: nesting, attributes and nodes are capped in one linear pass.
//!
//! The tree construction of the HTML standard takes time quadratic in the depth of the tree, in the attributes of a tag
//! and in the formatting elements that are left open, and a comment or script that is never closed swallows the page.
//! This pass follows the standard's scopes and implied end tags (HTML, 13.2.4 and 13.2.6) so far as to never believe a
//! tree to be flatter than it will be.

use std::borrow::Cow;

use super::tags::{self, Groups, Key, key};
use crate::config::Limits;
use crate::text::{Span, after};

/// Formatting elements (`<b>`, `<font>` …) that may stand open at once: each is made anew in every paragraph that
/// follows. Pages have up to a dozen.
const OPEN_FORMATTING: usize = 32;

/// Attributes are compared with each other; so many comparisons cost as much as one node.
const COMPARISONS: usize = 256;

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
    while let Some(at) = after(source, guard.at).find('<') {
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

/// An element that the parser will hold open.
#[derive(Clone, Copy)]
struct Open {
    key: Key,
    groups: Groups,
}

struct Guard<'a> {
    source: &'a str,
    limits: &'a Limits,
    /// Up to where the source is read.
    at: usize,
    edits: Vec<(Span, &'static str)>,
    warnings: Vec<&'static str>,
    /// The elements that the parser will hold open.
    open: Vec<Open>,
    /// The formatting elements that it will make anew.
    formatting: Vec<Key>,
    /// Start tags left out for their depth.
    dropped: Vec<Key>,
    nodes: usize,
    /// Set when the nodes are spent: what follows is text alone.
    spent: bool,
    /// Raw-text elements, and `-->` as 0, of which no end is left in the source.
    endless: Vec<Key>,
    /// Set when a quote is never closed: quotes then count no longer.
    loose: bool,
}

/// A start or end tag in the source.
struct Tag<'a> {
    span: Span,
    key: Key,
    groups: Groups,
    end: bool,
    self_closing: bool,
    attributes: usize,
    /// Where the attribute above the limit begins.
    excess: Option<usize>,
    name: &'a str,
}

impl<'a> Guard<'a> {
    fn new(source: &'a str, limits: &'a Limits) -> Guard<'a> {
        Guard {
            source,
            limits,
            at: 0,
            edits: Vec::new(),
            warnings: Vec::new(),
            open: Vec::new(),
            formatting: Vec::new(),
            dropped: Vec::new(),
            nodes: 0,
            spent: false,
            endless: Vec::new(),
            loose: false,
        }
    }

    /// Goes over `length` bytes of text.
    fn text(&mut self, length: usize) {
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
            (Some(b'!'), _) if rest.starts_with("<!--") => self.comment(),
            (Some(b'/'), Some(letter)) | (Some(letter), _) if letter.is_ascii_alphabetic() => {
                self.tag();
            }
            (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => self.bogus(),
            _ => self.at += 1,
        }
    }

    /// `<!-- … -->`; one that is never closed is no comment.
    fn comment(&mut self) {
        const END: Key = 0;
        let body = after(self.source, self.at + 4);
        let short = [">", "->"].into_iter().find(|end| body.starts_with(end));
        let length = short.map(str::len).or_else(|| {
            if self.endless.contains(&END) {
                return None;
            }
            body.find("-->").map(|at| at + 3)
        });
        let Some(length) = length else {
            self.endless.push(END);
            self.endless.dedup();
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
        let read = read_tag(self.source, self.at, self.limits.attributes, self.loose);
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
        let attributes = tag.attributes.min(self.limits.attributes);
        self.nodes += usize::from(!tag.end) + attributes * attributes / COMPARISONS;
        if self.nodes > self.limits.nodes && !self.spent {
            self.spent = true;
            self.warnings.push("html_nodes");
            self.edit(tag.span, "</p><pre>\n");
        } else if self.spent {
            self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "\n" });
        } else if tag.end {
            self.close(&tag);
        } else {
            self.start(&tag);
        }
        self.cut_attributes(&tag);
        if !tag.end && tag.groups & tags::RAW_TEXT != 0 {
            self.raw_text(&tag);
        }
    }

    /// The content of `<script>` and its like, up to the end tag.
    fn raw_text(&mut self, tag: &Tag<'_>) {
        let end = if self.endless.contains(&tag.key) {
            None
        } else {
            find_end_tag(self.source, self.at, tag.name)
        };
        let Some(end) = end else {
            self.endless.push(tag.key);
            self.endless.dedup();
            self.warnings.push("html_unclosed");
            self.open.retain(|open| open.key != tag.key);
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
        if self.spent {
            self.edit(Span::new(self.at, end), "");
        }
        self.at = end;
    }

    /// Takes out the attributes above the limit, and those with a quote that is never closed.
    fn cut_attributes(&mut self, tag: &Tag<'_>) {
        let edited = self.edits.last().is_some_and(|(span, _)| span.start >= tag.span.start);
        if let Some(excess) = tag.excess.filter(|_| !edited) {
            self.warnings.push("html_attributes");
            self.edit(Span::new(excess, tag.span.end), ">");
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if tag.key == key("plaintext") {
            // It would make words of all tags that follow.
            self.edit(tag.span, "<pre>");
            return;
        }
        self.imply_ends(tag);
        let foreign = tag.self_closing && self.open.iter().any(|it| it.groups & tags::FOREIGN != 0);
        let nests = tag.groups & (tags::VOID | tags::ONCE) == 0 && !foreign;
        if nests && self.open.len() >= self.limits.depth {
            self.warnings.push("html_depth");
            self.dropped.push(tag.key);
            self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "<br>" });
            return;
        }
        if tag.groups & tags::FORMATTING != 0 {
            if self.formatting.len() >= OPEN_FORMATTING && tag.key != key("a") {
                self.warnings.push("html_depth");
                self.edit(tag.span, "");
                return;
            }
            self.formatting.push(tag.key);
        } else {
            self.nodes += self.formatting.len();
        }
        if nests {
            self.open.push(Open { key: tag.key, groups: tag.groups });
        }
    }

    /// Closes what a start tag closes without saying so.
    fn imply_ends(&mut self, tag: &Tag<'_>) {
        if tag.groups & tags::CLOSES_P != 0 {
            self.close_within(key("p"), tags::SCOPE | tags::BUTTON);
        }
        let is = |names: &[&str]| names.iter().any(|name| key(name) == tag.key);
        for (starts, siblings, within) in tags::IMPLIED_ENDS {
            if is(starts) {
                for sibling in *siblings {
                    self.close_within(key(sibling), *within);
                }
            }
        }
        for (starts, innermost) in tags::CLOSES_INNERMOST {
            let top = self.open.last().map(|open| open.key);
            if is(starts) && innermost.iter().any(|name| top == Some(key(name))) {
                self.open.pop();
            }
        }
        if tag.key == key("a") {
            self.unformat(tag.key);
        }
    }

    /// Closes the innermost element of this name, and all inside it, if no element of the groups `within` stands between.
    fn close_within(&mut self, name: Key, within: Groups) -> bool {
        let stop = self.open.iter().rposition(|open| open.key == name || open.groups & within != 0);
        let found = stop.filter(|at| self.open.get(*at).is_some_and(|open| open.key == name));
        if let Some(at) = found {
            self.open.truncate(at);
        }
        found.is_some()
    }

    /// Takes a formatting element out, from wherever it stands.
    fn unformat(&mut self, name: Key) {
        if let Some(at) = self.formatting.iter().rposition(|open| *open == name) {
            self.formatting.remove(at);
            if let Some(at) = self.open.iter().rposition(|open| open.key == name) {
                self.open.remove(at);
            }
        }
    }

    fn close(&mut self, tag: &Tag<'_>) {
        if self.dropped.last() == Some(&tag.key) {
            self.dropped.pop();
            self.edit(tag.span, if tags::is_inline(tag.groups) { "" } else { "<br>" });
        } else if tag.groups & tags::FORMATTING != 0 {
            self.unformat(tag.key);
        } else {
            let closed = self.close_within(tag.key, end_scope(tag));
            // `</p>` and `</br>` without a start make an element.
            self.nodes += usize::from(!closed);
        }
    }
}

/// How far an end tag looks for its start.
fn end_scope(tag: &Tag<'_>) -> Groups {
    if tag.groups & tags::SPECIAL == 0 {
        tags::SPECIAL
    } else if tag.groups & tags::TABLE_PART != 0 {
        tags::TABLE_SCOPE
    } else if tag.key == key("p") {
        tags::SCOPE | tags::BUTTON
    } else if tag.key == key("li") {
        tags::SCOPE | tags::LIST
    } else {
        tags::SCOPE
    }
}

/// Reads the tag that begins at `at`; nothing if it does not end. Once quotes are `loose`, a `>` inside of one ends it too.
fn read_tag(source: &str, at: usize, most: usize, loose: bool) -> Option<Tag<'_>> {
    let rest = after(source, at);
    let end = rest.starts_with("</");
    let body = at + if end { 2 } else { 1 };
    let inner = after(source, body);
    let length =
        inner.find(|letter: char| letter.is_ascii_whitespace() || "/>".contains(letter))?;
    let name = Span::new(body, body + length).of(source);
    let mut tag = Tag {
        span: Span::new(at, at),
        key: key(name),
        groups: tags::groups(key(name)),
        end,
        self_closing: false,
        attributes: 0,
        excess: None,
        name,
    };
    let mut state = State::Between;
    for (offset, byte) in inner.bytes().enumerate().skip(length) {
        if byte == b'>' && (loose || !matches!(state, State::Quoted(_))) {
            tag.span = Span::new(at, body + offset + 1);
            if matches!(state, State::Quoted(_)) {
                tag.excess = Some(body + length);
            }
            return Some(tag);
        }
        let before = state;
        state = state.next(byte);
        tag.self_closing = byte == b'/' && state == State::Between;
        if state == State::Name && before != State::Name {
            tag.attributes += 1;
            if tag.attributes == most + 1 {
                tag.excess = Some(body + offset);
            }
        }
    }
    None
}

/// Where in a tag a byte stands (HTML, 13.2.5.32 and following).
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between attributes.
    Between,
    /// In the name of one.
    Name,
    /// Behind `=`.
    Equals,
    /// In a value without quotes.
    Bare,
    /// In a value in these quotes.
    Quoted(u8),
}

impl State {
    fn next(self, byte: u8) -> State {
        match (self, byte) {
            (State::Quoted(quote), byte) if byte == quote => State::Between,
            (State::Quoted(_), _) => self,
            (State::Equals, b'"' | b'\'') => State::Quoted(byte),
            (State::Equals | State::Between | State::Name, byte) if byte.is_ascii_whitespace() => {
                // White space may stand around `=`; a name that goes on behind it counts as one more.
                if self == State::Name { State::Between } else { self }
            }
            (State::Bare, byte) if byte.is_ascii_whitespace() => State::Between,
            (State::Equals | State::Bare, _) => State::Bare,
            (State::Between | State::Name, b'/') => State::Between,
            (State::Between | State::Name, b'=') => State::Equals,
            (State::Between | State::Name, _) => State::Name,
        }
    }
}

/// Where the next end tag of this name begins.
fn find_end_tag(source: &str, from: usize, name: &str) -> Option<usize> {
    let rest = after(source, from);
    rest.match_indices("</").map(|(at, _)| from + at).find(|at| {
        let found = Span::new(at + 2, at + 2 + name.len()).of(source);
        let follows = after(source, at + 2 + name.len()).bytes().next();
        found.eq_ignore_ascii_case(name)
            && follows.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
    })
}
