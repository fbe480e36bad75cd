//! HTML as tokens: what `html5gum`'s tokenizer (HTML, 13.2.5) reads goes on to the tree construction of `html5ever`, but for
//! what nobody reads. What is never closed would swallow the rest of a page; it is read again as if it had not begun.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::{Emitter, Error, State, Tokenizer};

use super::caps::Caps;
use super::read;
use crate::page::tags;
use crate::text::{Span, after};

/// Letters of the longest comment that says something: React marks with `$?` what a server sends later.
const LONGEST_MARK: usize = 2;

/// Raw-text elements that nobody reads.
const UNREAD: &[&str] = &["style", "noscript", "iframe", "noembed", "noframes"];

/// Paragraphs from which `<noscript>` holds an article: a call to allow scripts has one or two.
const PARAGRAPHS: usize = 3;

/// Reads a document to its end.
pub(super) fn feed(source: &str, caps: &mut Caps<'_>) {
    let mut left = read(source, caps);
    while let Some(rest) = left {
        caps.warn("html_unclosed");
        left = read(&rest, caps);
    }
    caps.finish();
}

/// Reads on; gives what is left to be read where something is never closed.
fn read(source: &str, caps: &mut Caps<'_>) -> Option<String> {
    let mut tokens = Tokens::new(source, caps);
    match Tokenizer::new_with_emitter(source, &mut tokens).finish() {
        Ok(()) => tokens.left,
        Err(never) => match never {},
    }
}

/// Takes letters, names and values from the tokenizer and puts tokens together.
struct Tokens<'p, 'a> {
    caps: &'p mut Caps<'a>,
    source: &'p str,
    /// Up to where the source is read.
    at: usize,
    /// Where the markup at hand begins.
    begun: usize,
    /// The letters since the last token.
    letters: Vec<u8>,
    tag: Draft,
    /// The comment at hand, or as much of it as tells that it is long.
    comment: Vec<u8>,
    /// The name of the last start tag.
    last: Vec<u8>,
    /// Where the content of the raw-text element at hand begins.
    raw: Option<usize>,
    /// Whether nobody reads that content.
    is_unread: bool,
    doctype: Doctype,
    /// What is to be read again.
    left: Option<String>,
}

/// A tag that is being read.
#[derive(Default)]
struct Draft {
    name: Vec<u8>,
    is_open: bool,
    is_end: bool,
    is_self_closing: bool,
    attributes: Vec<Attribute>,
    /// How many attributes it has, those that nobody reads among them.
    count: usize,
    /// The name of the attribute at hand, empty where there is none.
    attribute: Vec<u8>,
    value: Vec<u8>,
    /// Where that value begins.
    value_at: usize,
}

impl<'p, 'a> Tokens<'p, 'a> {
    fn new(source: &'p str, caps: &'p mut Caps<'a>) -> Tokens<'p, 'a> {
        Tokens {
            caps,
            source,
            at: 0,
            begun: 0,
            letters: Vec::new(),
            tag: Draft::default(),
            comment: Vec::new(),
            last: Vec::new(),
            raw: None,
            is_unread: false,
            doctype: Doctype::default(),
            left: None,
        }
    }

    fn flush(&mut self) {
        if !self.letters.is_empty() {
            self.caps.letters(words(&self.letters));
            self.letters.clear();
        }
    }

    /// What the markup at hand is in the source.
    fn markup(&self) -> &'p str {
        Span::new(self.begun, self.at).of(self.source)
    }

    fn start(&mut self, tag: Tag) -> Option<State> {
        std::mem::swap(&mut self.last, &mut self.tag.name);
        if &*tag.name == "noscript"
            && !self.caps.is_endless(&tag.name)
            && is_article(after(self.source, self.at))
        {
            // Some systems write the article here and let a script show it.
            return None;
        }
        let is_unread = UNREAD.contains(&&*tag.name) || self.caps.is_spent();
        let state = self.caps.start(tag);
        self.raw = state.as_ref().map(|_| self.at);
        self.is_unread = state.is_some() && is_unread;
        state
    }

    /// What is left to be read where the element at hand, whose content is no markup, is never closed.
    fn unraw(&mut self, content: usize) -> String {
        self.letters.clear();
        let name = words(&self.last);
        self.caps.give_up(name);
        let rest = after(self.source, content);
        // Its own content ends at the next tag, where it is code.
        let is_code = ["script", "style"].contains(&name);
        let length = if is_code { rest.find('<').unwrap_or(rest.len()) } else { 0 };
        after(rest, length).to_owned()
    }

    /// What is left to be read where the tag at hand is never closed.
    fn untagged(&self) -> String {
        let quote = self.tag.value_at.saturating_sub(1);
        let is_quoted = quote > self.begun && after(self.source, quote).starts_with(['"', '\'']);
        if !is_quoted || !after(self.source, self.begun).contains('>') {
            return self.unmarked();
        }
        // No such quote comes any more; without it the value ends with the tag.
        let named = Span::new(self.begun, quote).of(self.source);
        format!("{named}{}", after(self.source, quote + 1))
    }

    /// What is left where no markup ends any more: words.
    fn unmarked(&self) -> String {
        after(self.source, self.begun).replace('<', "&lt;")
    }
}

/// Letters of the source, which is text.
fn words(letters: &[u8]) -> &str {
    str::from_utf8(letters).unwrap_or_default()
}

/// Whether what is shown without scripts is an article, and no picture or a call to allow scripts.
fn is_article(rest: &str) -> bool {
    let tags = rest.match_indices('<').map(|(at, _)| after(rest, at));
    let content = tags.take_while(|tag| !tag.starts_with("</noscript"));
    let paragraphs = content.filter(|tag| tag.starts_with("<p>") || tag.starts_with("<p "));
    paragraphs.take(PARAGRAPHS).count() == PARAGRAPHS
}

impl Draft {
    fn begin(&mut self, is_end: bool) {
        self.name.clear();
        self.attributes.clear();
        self.attribute.clear();
        (self.is_open, self.is_end, self.is_self_closing) = (true, is_end, false);
        (self.count, self.value_at) = (0, 0);
    }

    /// Keeps the attribute at hand, if anybody reads it: the first of its name.
    fn keep(&mut self) {
        if self.attribute.is_empty() {
            return;
        }
        let weighed = || self.is_weighed().then(|| LocalName::from(words(&self.attribute)));
        if !self.is_end
            && let Some(name) = read::name(&self.attribute).or_else(weighed)
            && self.attributes.iter().all(|known| known.name.local != name)
        {
            let name = QualName::new(None, ns!(), name);
            let value = StrTendril::from_slice(words(&self.value));
            self.attributes.push(Attribute { name, value });
        }
        self.attribute.clear();
    }

    /// Whether an element is made anew or not depends on all of its attributes; of links only one is ever open.
    fn is_weighed(&self) -> bool {
        self.name != b"a" && tags::is_formatting(words(&self.name))
    }

    fn finish(&mut self) -> Tag {
        self.keep();
        self.is_open = false;
        Tag {
            kind: if self.is_end { TagKind::EndTag } else { TagKind::StartTag },
            name: LocalName::from(words(&self.name)),
            self_closing: self.is_self_closing,
            attrs: std::mem::take(&mut self.attributes),
            had_duplicate_attributes: false,
        }
    }
}

impl Emitter for &mut Tokens<'_, '_> {
    type Token = std::convert::Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        name.unwrap_or_default().clone_into(&mut self.last);
    }

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Self::Token> {
        None
    }

    fn emit_eof(&mut self) {
        if let Some(content) = self.raw {
            self.left = Some(self.unraw(content));
            return;
        }
        self.flush();
        if self.tag.is_open {
            self.left = Some(self.untagged());
        }
    }

    fn emit_string(&mut self, letters: &[u8]) {
        if !self.is_unread {
            self.letters.extend_from_slice(letters);
        }
    }

    fn start_open_tag(&mut self) {
        self.begun = self.at.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.tag.begin(false);
    }

    fn init_end_tag(&mut self) {
        self.tag.begin(true);
    }

    fn push_tag_name(&mut self, letters: &[u8]) {
        self.tag.name.extend_from_slice(letters);
    }

    fn set_self_closing(&mut self) {
        self.tag.is_self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.tag.keep();
        self.tag.value.clear();
        self.tag.count += 1;
    }

    fn push_attribute_name(&mut self, letters: &[u8]) {
        if self.tag.count <= self.caps.attributes() {
            self.tag.attribute.extend_from_slice(letters);
        }
    }

    fn init_attribute_value(&mut self) {
        self.tag.value_at = self.at;
    }

    fn push_attribute_value(&mut self, letters: &[u8]) {
        self.tag.value.extend_from_slice(letters);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        if self.tag.count > self.caps.attributes() {
            self.caps.warn("html_attributes");
        }
        let tag = self.tag.finish();
        if self.tag.is_end {
            (self.raw, self.is_unread) = (None, false);
            self.caps.end(tag);
            return None;
        }
        self.start(tag)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && self.tag.name == self.last
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.caps.is_foreign()
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn push_comment(&mut self, letters: &[u8]) {
        if self.comment.len() <= LONGEST_MARK {
            self.comment.extend_from_slice(letters);
        }
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        let markup = self.markup();
        if markup.starts_with("<!--") {
            if !markup.ends_with("-->") && !markup.ends_with("--!>") {
                self.left = Some(after(self.source, self.begun).replace("<!--", ""));
                return;
            }
        } else if !markup.ends_with('>') {
            self.left = Some(self.unmarked());
            return;
        }
        if self.comment.len() <= LONGEST_MARK {
            self.caps.comment(words(&self.comment));
        }
    }

    fn init_doctype(&mut self) {
        self.doctype = Doctype::default();
    }

    fn push_doctype_name(&mut self, letters: &[u8]) {
        self.doctype.name.get_or_insert_default().push_slice(words(letters));
    }

    fn set_doctype_public_identifier(&mut self, letters: &[u8]) {
        self.doctype.public_id = Some(StrTendril::from_slice(words(letters)));
    }

    fn set_doctype_system_identifier(&mut self, letters: &[u8]) {
        self.doctype.system_id = Some(StrTendril::from_slice(words(letters)));
    }

    fn push_doctype_public_identifier(&mut self, letters: &[u8]) {
        self.doctype.public_id.get_or_insert_default().push_slice(words(letters));
    }

    fn push_doctype_system_identifier(&mut self, letters: &[u8]) {
        self.doctype.system_id.get_or_insert_default().push_slice(words(letters));
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        if !self.markup().ends_with('>') {
            self.left = Some(self.unmarked());
            return;
        }
        self.caps.doctype(std::mem::take(&mut self.doctype));
    }
}
