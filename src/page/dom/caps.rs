//! The tree construction of `html5ever` within limits: nesting and nodes are capped. It takes time quadratic in the depth of the
//! tree and in the formatting elements that are left open (HTML, 13.2.6).

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink, create_element};
use html5ever::{LocalName, QualName, ns};
use html5gum::{State, naive_next_state};

use super::Dom;
use super::sink::Sink;
use crate::config::Limits;
use crate::page::tags;

/// Formatting elements (`<b>`, `<font>` …) that may stand open at once: each is made anew in every paragraph that
/// follows. Pages have up to a dozen.
const OPEN_FORMATTING: usize = 32;

/// Elements around the tags of a page, all tags together, above which what follows is text alone: for most tags the parser goes
/// through those around it. The start tags and end tags of half a million nodes with 30 around each, as pages have at most, are
/// fewer.
const MOST_AROUND: usize = 32 * 1024 * 1024;

/// The line of the source, of which only messages would speak.
const LINE: u64 = 1;

/// A tree that is being built.
pub(super) struct Caps<'a> {
    builder: TreeBuilder<usize, Sink>,
    limits: &'a Limits,
    /// Elements that were closed at once for their depth.
    dropped: Vec<LocalName>,
    /// The formatting elements that will be made anew.
    formatting: Vec<LocalName>,
    /// Raw-text elements of which no end is left.
    endless: Vec<LocalName>,
    /// The elements around the tags so far.
    around: usize,
    /// Set when nodes or depth are spent: what follows is text alone.
    is_spent: bool,
    warnings: Vec<&'static str>,
}

impl<'a> Caps<'a> {
    /// A document of which so many bytes will be read.
    pub(super) fn of_document(bytes: usize, limits: &'a Limits) -> Caps<'a> {
        Caps::new(TreeBuilder::new(Sink::new(bytes), TreeBuilderOpts::default()), limits)
    }

    /// What may stand within `<body>`.
    pub(super) fn of_fragment(bytes: usize, limits: &'a Limits) -> Caps<'a> {
        let sink = Sink::new(bytes);
        let body = QualName::new(None, ns!(html), LocalName::from("body"));
        let body = create_element(&sink, body, Vec::new());
        let options = TreeBuilderOpts::default();
        Caps::new(TreeBuilder::new_for_fragment(sink, body, None, options), limits)
    }

    fn new(builder: TreeBuilder<usize, Sink>, limits: &'a Limits) -> Caps<'a> {
        Caps {
            builder,
            limits,
            dropped: Vec::new(),
            formatting: Vec::new(),
            endless: Vec::new(),
            around: 0,
            is_spent: false,
            warnings: Vec::new(),
        }
    }

    /// Most attributes of an element.
    pub(super) fn attributes(&self) -> usize {
        self.limits.attributes
    }

    /// Whether what follows is text alone.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Whether no end is left of the raw-text elements of this name.
    pub(super) fn is_endless(&self, name: &LocalName) -> bool {
        self.endless.contains(name)
    }

    /// Whether `<svg>` or `<math>` is open.
    pub(super) fn is_foreign(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// Notes that something was cut.
    pub(super) fn warn(&mut self, code: &'static str) {
        if !self.warnings.contains(&code) {
            self.warnings.push(code);
        }
    }

    fn take(&self, token: Token) -> TokenSinkResult<usize> {
        self.builder.process_token(token, LINE)
    }

    /// Letters, references decoded.
    pub(super) fn letters(&self, letters: &str) {
        for (at, part) in letters.split('\0').enumerate() {
            if at > 0 {
                let _ = self.take(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                let _ = self.take(Token::CharacterTokens(StrTendril::from_slice(part)));
            }
        }
    }

    /// A comment.
    pub(super) fn comment(&self, words: &str) {
        if !self.is_spent {
            let _ = self.take(Token::CommentToken(StrTendril::from_slice(words)));
        }
    }

    /// A doctype.
    pub(super) fn doctype(&self, doctype: Doctype) {
        if !self.is_spent {
            let _ = self.take(Token::DoctypeToken(doctype));
        }
    }

    /// A start tag; gives how its content is to be read, where that is no markup.
    pub(super) fn start(&mut self, mut tag: Tag) -> Option<State> {
        if self.is_endless(&tag.name) {
            return None;
        }
        if &*tag.name == "plaintext" {
            // It would make words of all tags that follow.
            tag.name = LocalName::from("pre");
        }
        self.around += self.builder.sink.depth();
        if !self.is_spent {
            if self.builder.sink.len() > self.limits.nodes {
                self.spend("html_nodes");
            } else if self.around > MOST_AROUND {
                self.spend("html_depth");
            }
        }
        if self.is_spent {
            self.part(&tag.name);
            return naive_next_state(tag.name.as_bytes());
        }
        if tags::is_formatting(&tag.name) && !self.format(&tag.name) {
            self.warn("html_depth");
            return None;
        }
        let (name, made) = (tag.name.clone(), self.builder.sink.len());
        let result = self.take(Token::TagToken(tag));
        if let TokenSinkResult::RawData(kind) = result {
            return Some(match kind {
                RawKind::Rcdata => State::RcData,
                RawKind::Rawtext => State::RawText,
                RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => State::ScriptData,
            });
        }
        let is_new = self.builder.sink.len() > made;
        if is_new && !tags::is_void(&name) && self.builder.sink.depth() > self.limits.depth {
            self.warn("html_depth");
            self.close(name.clone());
            self.dropped.push(name);
        }
        None
    }

    /// An end tag.
    pub(super) fn end(&mut self, tag: Tag) {
        self.around += self.builder.sink.depth();
        if self.is_spent {
            self.part(&tag.name);
        } else if self.dropped.last() == Some(&tag.name) {
            self.dropped.pop();
            if tags::is_block(&tag.name) {
                let _ = self.take(start(LocalName::from("br")));
            }
        } else {
            self.unformat(&tag.name);
            let _ = self.take(Token::TagToken(tag));
        }
    }

    /// Closes a raw-text element, and takes no other one of its name.
    pub(super) fn give_up(&mut self, name: &str) {
        let name = LocalName::from(name);
        self.close(name.clone());
        self.endless.push(name);
    }

    /// The end of the source.
    pub(super) fn finish(&self) {
        let _ = self.take(Token::EOFToken);
        self.builder.end();
    }

    /// What was built.
    pub(super) fn into_dom(self) -> Dom {
        let Caps { builder, mut warnings, .. } = self;
        warnings.sort_unstable();
        Dom { warnings, ..builder.sink.finish() }
    }

    fn close(&mut self, name: LocalName) {
        self.unformat(&name);
        let _ = self.take(end(name));
    }

    /// Takes nothing but words from here on.
    fn spend(&mut self, code: &'static str) {
        self.is_spent = true;
        self.warn(code);
        let _ = self.take(end(LocalName::from("p")));
        let _ = self.take(start(LocalName::from("pre")));
        self.letters("\n");
    }

    /// Parts words where the tags of a block stood.
    fn part(&self, name: &str) {
        if tags::is_block(name) {
            self.letters("\n");
        }
    }

    /// Opens a formatting element, if it may be.
    fn format(&mut self, name: &LocalName) -> bool {
        if &**name == "a" {
            self.unformat(name);
        } else if self.formatting.len() >= OPEN_FORMATTING {
            return false;
        }
        self.formatting.push(name.clone());
        true
    }

    /// Takes a formatting element out, from wherever it stands.
    fn unformat(&mut self, name: &LocalName) {
        if let Some(at) = self.formatting.iter().rposition(|open| open == name) {
            self.formatting.remove(at);
        }
    }
}

fn start(name: LocalName) -> Token {
    tag(TagKind::StartTag, name)
}

fn end(name: LocalName) -> Token {
    tag(TagKind::EndTag, name)
}

fn tag(kind: TagKind, name: LocalName) -> Token {
    let (self_closing, had_duplicate_attributes) = (false, false);
    Token::TagToken(Tag { kind, name, self_closing, attrs: Vec::new(), had_duplicate_attributes })
}
