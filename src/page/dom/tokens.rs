//! Reads HTML as the tokenizer of the standard does (HTML, 13.2.5) and hands its tokens to the tree construction of
//! `html5ever`, whose own tokenizer goes letter by letter. What stands as it is written is not copied.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, Namespace, QualName};
use memchr::memchr;
use rustc_hash::FxHashMap;

use super::references::{self, In};
use super::sink::Sink;
use crate::page::markup::{Attribute, Reader, ends_name, find_end_of_script, find_end_tag};
use crate::text::{Span, after};

/// A tree construction under way.
type Builder = TreeBuilder<usize, Sink>;

/// The number of every line: nobody asks for it.
const LINE: u64 = 1;

/// Hands the tokens of a text to a tree construction, its end included.
pub(super) fn read(html: &str, builder: &Builder) {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let mut tokens = Tokens {
        html,
        whole: StrTendril::from(html),
        at: 0,
        builder,
        names: FxHashMap::default(),
        nowhere: Namespace::default(),
    };
    while let Some(length) = memchr(b'<', tokens.rest().as_bytes()) {
        tokens.words(tokens.at + length);
        tokens.markup();
    }
    tokens.words(html.len());
    tokens.give(Token::EOFToken);
    builder.end();
}

struct Tokens<'a> {
    html: &'a str,
    /// The same, for tokens that are parts of it.
    whole: StrTendril,
    /// Up to where it is read.
    at: usize,
    builder: &'a Builder,
    /// The names of elements and attributes, as they are written.
    names: FxHashMap<&'a str, LocalName>,
    /// The namespace of attributes.
    nowhere: Namespace,
}

impl<'a> Tokens<'a> {
    fn rest(&self) -> &'a str {
        after(self.html, self.at)
    }

    fn give(&self, token: Token) {
        // How to read on is said of tags alone.
        let _ = self.builder.process_token(token, LINE);
    }

    /// What stands there, as it is written.
    fn part(&self, span: Span) -> StrTendril {
        let place = u32::try_from(span.start).ok().zip(u32::try_from(span.len()).ok());
        let part = place.and_then(|(start, length)| self.whole.try_subtendril(start, length).ok());
        part.unwrap_or_default()
    }

    /// What stands there, with the letters that references stand for.
    fn said(&self, span: Span, place: In) -> StrTendril {
        let written = span.of(self.html);
        match memchr(b'&', written.as_bytes()) {
            Some(_) => references::decoded(written, place),
            None => self.part(span),
        }
    }

    /// Goes over letters up to `end`.
    fn words(&mut self, end: usize) {
        if end > self.at {
            let words = self.said(Span::new(self.at, end), In::Text);
            self.give(Token::CharacterTokens(words));
            self.at = end;
        }
    }

    /// Goes over letters up to `end` among which no reference is one.
    fn letters(&mut self, end: usize) {
        if end > self.at {
            let letters = self.part(Span::new(self.at, end));
            self.give(Token::CharacterTokens(letters));
            self.at = end;
        }
    }

    /// Goes over whatever the `<` at hand begins.
    fn markup(&mut self) {
        let rest = self.rest();
        match rest.as_bytes() {
            [_, b'!', ..] => self.declaration(),
            [_, b'?', ..] => self.bogus(1),
            [_, b'/', b'>', ..] => self.at += 3,
            [_, b'/', letter, ..] | [_, letter, ..] if letter.is_ascii_alphabetic() => self.tag(),
            [_, b'/', _, ..] => self.bogus(2),
            _ => self.letters(self.at + 1),
        }
    }

    /// Whatever `<!` begins.
    fn declaration(&mut self) {
        let named = after(self.rest(), 2);
        let is_foreign = || self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let doctype = Span::new(0, "doctype".len()).of(named);
        if named.starts_with("--") {
            self.comment();
        } else if doctype.eq_ignore_ascii_case("doctype") {
            self.doctype();
        } else if named.starts_with("[CDATA[") && is_foreign() {
            self.at += "<![CDATA[".len();
            let end = self.rest().find("]]>").map(|length| self.at + length);
            self.letters(end.unwrap_or(self.html.len()));
            self.at += if end.is_some() { "]]>".len() } else { 0 };
        } else {
            self.bogus(2);
        }
    }

    /// `<!-- … -->`.
    fn comment(&mut self) {
        let start = self.at + "<!--".len();
        let body = after(self.html, start);
        if let Some(length) = [">", "->"].into_iter().find(|end| body.starts_with(end)) {
            self.give_comment(Span::new(start, start), start + length.len());
            return;
        }
        let usual = body.find("-->").map_or((body.len(), 0), |at| (at, "-->".len()));
        let odd = Span::new(0, usual.0).of(body).find("--!>").map(|at| (at, "--!>".len()));
        let (length, end) = odd.unwrap_or(usual);
        self.give_comment(Span::new(start, start + length), start + length + end);
    }

    /// What is read as a comment that ends with the next `>`, from so many bytes behind its beginning.
    fn bogus(&mut self, skipped: usize) {
        let start = self.at + skipped;
        let end = self.end_of_declaration(start);
        self.give_comment(Span::new(start, end), end + 1);
    }

    fn give_comment(&mut self, words: Span, behind: usize) {
        self.give(Token::CommentToken(self.part(words)));
        self.at = behind.min(self.html.len());
    }

    fn end_of_declaration(&self, start: usize) -> usize {
        let length = memchr(b'>', after(self.html, start).as_bytes());
        length.map_or(self.html.len(), |length| start + length)
    }

    /// `<!doctype …>`: a page has one, and the parser's own tokenizer knows it best.
    fn doctype(&mut self) {
        let end = (self.end_of_declaration(self.at) + 1).min(self.html.len());
        let queue = BufferQueue::default();
        queue.push_back(self.part(Span::new(self.at, end)));
        let _ = Tokenizer::new(Forward(self.builder), TokenizerOpts::default()).feed(&queue);
        self.at = end;
    }

    /// A start or end tag; one that does not end is none.
    fn tag(&mut self) {
        let is_end = self.rest().starts_with("</");
        let start = self.at + if is_end { 2 } else { 1 };
        let name = after(self.html, start);
        let length = name.bytes().position(ends_name).unwrap_or(name.len());
        let name = Span::new(start, start + length).of(self.html);
        let kind = if is_end { TagKind::EndTag } else { TagKind::StartTag };
        let Some(tag) = self.attributes(start + length, kind, name) else {
            self.at = self.html.len();
            return;
        };
        match self.builder.process_token(Token::TagToken(tag), LINE) {
            TokenSinkResult::RawData(kind) => self.raw_text(kind, name),
            TokenSinkResult::Plaintext => self.letters(self.html.len()),
            _ => {}
        }
    }

    /// The tag whose name ends at `at`; goes behind it.
    fn attributes(&mut self, at: usize, kind: TagKind, name: &'a str) -> Option<Tag> {
        let mut reader = Reader::new(self.html, at);
        let mut tag = Tag {
            kind,
            name: self.name(name),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        loop {
            match reader.attribute()? {
                Attribute::Named { name, value } => {
                    let name = self.name(name.of(self.html));
                    // Of two of one name the first counts.
                    if tag.attrs.iter().any(|known| known.name.local == name) {
                        tag.had_duplicate_attributes = true;
                        continue;
                    }
                    let name = QualName::new(None, self.nowhere.clone(), name);
                    let value = self.said(value, In::Value);
                    tag.attrs.push(html5ever::Attribute { name, value });
                }
                Attribute::End { behind, self_closing, .. } => {
                    tag.self_closing = self_closing;
                    self.at = behind;
                    return Some(tag);
                }
            }
        }
    }

    /// A name in small letters.
    fn name(&mut self, written: &'a str) -> LocalName {
        if let Some(known) = self.names.get(written) {
            return known.clone();
        }
        let name = LocalName::from(written.to_ascii_lowercase());
        self.names.insert(written, name.clone());
        name
    }

    /// The content of `<script>` and its like, up to the end tag.
    fn raw_text(&mut self, kind: RawKind, name: &str) {
        let end = match kind {
            RawKind::ScriptData => find_end_of_script(self.html, self.at),
            _ => find_end_tag(self.html, self.at, name),
        };
        // What ends with the page is no tag.
        let is_whole = |end: &usize| after(self.html, *end).len() > "</".len() + name.len();
        let end = end.filter(is_whole).unwrap_or(self.html.len());
        if kind == RawKind::Rcdata { self.words(end) } else { self.letters(end) }
    }
}

/// Hands on what the parser's own tokenizer reads.
struct Forward<'a>(&'a Builder);

impl TokenSink for Forward<'_> {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        self.0.process_token(token, line)
    }
}

#[cfg(test)]
mod tests {
    use html5ever::ParseOpts;
    use html5ever::driver::parse_document;
    use html5ever::tendril::TendrilSink;
    use proptest::prelude::*;

    use super::super::{Data, Dom, Node};
    use super::*;

    /// What pages are made of, and what they are not.
    const PIECES: &str = "<p>~</p>~<P CLASS=a>~<a href='/b?c=1&amp;d'>~<a href=/b/>~</a >~<b>~</b>~<i id=1>~</i>~<br/>~\
        <br / >~<img src=\"a>b\" alt>~<td x=1 X=2 x>~<table>~</table>~<tr>~<ul><li>~<svg>~</svg>~\
        <math><mi>~<path d=1 />~<title>~</title>~</TITLE\n>~<textarea>\n~</textarea>~<style>~</style>~\
        </style x=1>~<script>~</script>~</SCRIPT >~<!--~-->~--!>~<!-->~<!--->~<!---->~<!--a-->~-~--~<!~\
        <!doctype html>~<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\">~<![CDATA[~]]>~<?xml a?>~</~\
        </>~</ a>~<~>~=~<a =b>~<a b=>~<a b==c d='~\"~'~/~&amp;~&amp~&notit;~&not;~&copy=~&#65;~&#x41~\
        &#128;~&#0;~&#xD800;~&#99999999999;~&#~&#x~&~;~&nosuch;~&NotEqualTilde;~a~script~Z~\n~ ~\t~\u{c}~\
        \u{e9}~\u{4e2d}~\u{1f600}~<pre>\n~<plaintext>~<noscript>~</noscript>~<template>~</template>~\
        <form>~<select><option>~</select>~<body class=a>~<html lang=de>~<frameset>~</body>~</html>~<h1>~\
        </h2>~<iframe>~</iframe>~<xmp>~</xmp>~<meta charset=utf-8>~<input type=hidden>~<caption>~<col>~\
        <button>~<nobr>~<font size=1>~<a title='a long one &lt; another'>~\
        <p data-time=2025-08-13T09:00>";

    fn pieces() -> Vec<&'static str> {
        PIECES.split('~').collect()
    }

    fn by_html5ever(html: &str) -> Dom {
        parse_document(Sink::new(html.len()), ParseOpts::default()).one(html)
    }

    fn listed(dom: &Dom) -> Vec<String> {
        let shown = |node: &Node| {
            let data = match &node.data {
                Data::Element(element) => {
                    let attributes: Vec<_> = element.attrs().collect();
                    format!("{:?} {attributes:?}", element.name)
                }
                Data::Text(text) => format!("{:?}", &**text),
                Data::Comment(text) => format!("<{}>", &**text),
                Data::Other => "*".to_owned(),
            };
            format!("{:?} {:?} {data}", node.parent, node.before)
        };
        dom.nodes.iter().map(shown).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_page_is_read_as_the_parsers_own_tokenizer_reads_it(
            pieces in prop::collection::vec(prop::sample::select(pieces()), 1..24),
        ) {
            // What a comment holds that never ends is nothing that is read.
            let html = format!("{}-->'\">", pieces.concat());
            prop_assert_eq!(listed(&Dom::of_document(&html)), listed(&by_html5ever(&html)), "{}", html);
        }
    }
}
