//! Single tags of HTML, as the tokenizer of the standard reads them.

use super::tags::{self, Groups, Key, key};
use crate::text::{Span, after};

/// A start or end tag in the source.
pub struct Tag<'a> {
    /// From `<` to behind `>`.
    pub span: Span,
    /// Its name as a number.
    pub key: Key,
    /// The groups its name belongs to.
    pub groups: Groups,
    /// Whether it is an end tag.
    pub end: bool,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// How many attributes it has.
    pub attributes: usize,
    /// Where the attribute above the limit begins.
    pub excess: Option<usize>,
    /// Its name as written.
    pub name: &'a str,
}

/// Reads the tag that begins at `at`; nothing if it does not end. Once quotes are `loose`, a `>` inside of one ends it too.
pub fn read_tag(source: &str, at: usize, most: usize, loose: bool) -> Option<Tag<'_>> {
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
pub fn find_end_tag(source: &str, from: usize, name: &str) -> Option<usize> {
    let rest = after(source, from);
    rest.match_indices("</").map(|(at, _)| from + at).find(|at| {
        let found = Span::new(at + 2, at + 2 + name.len()).of(source);
        let follows = after(source, at + 2 + name.len()).bytes().next();
        found.eq_ignore_ascii_case(name)
            && follows.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
    })
}
