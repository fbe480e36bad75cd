//! A raw document as a page: a fixed text, its blocks, and what the page claims of itself.

pub mod reading;
pub mod plain;
pub mod tags;
pub mod dom;
pub mod streamed;
pub mod moment_words;
pub mod named;
pub mod tree;
pub mod layout;
pub mod heading;
pub mod site;
pub mod headline;
pub mod moments;
pub mod seen;
pub mod jsonld;
pub mod saved;
pub mod metadata;
pub mod kinds;
pub mod links;
pub mod words;
pub mod html;

use crate::config::Limits;
use crate::finding::Claim;
use crate::source::{Form, Raw};
use crate::text::Span;
use layout::Layout;
use reading::Reading;

/// A page whose text is fixed: from here on everything is a span over it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The visible text. For plain documents this is the decoded text itself, letter for letter; for Markdown, what it reads.
    pub text: String,
    /// Its blocks in order, disjoint, without the white space at their ends; every letter is in exactly one.
    pub blocks: Vec<Block>,
    /// What the page says of itself to machines.
    pub claims: Vec<Claim>,
    /// Where the blocks of an HTML page stand; empty for plain documents.
    pub layout: Layout,
    /// For each block of a document with link syntax what its links are; empty for all others.
    pub linked: Vec<Linked>,
    /// Whether the blocks are segments of one line: those side by side are one paragraph.
    pub is_one_line: bool,
    /// The way back from the text to a document with signs of markup in it.
    pub reading: Option<Box<Reading>>,
    /// The language that the page itself names, as it writes it: `vi`, `de-AT`.
    pub language: Option<String>,
    /// Warning codes of parsing: `html_depth`, `long_line` …
    pub warnings: Vec<String>,
}

/// One line of a plain document (several where its paragraphs are broken or wrapped), or one block element of an HTML document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where; never empty. Across several lines only where a plain document has broken a paragraph.
    pub span: Span,
    /// What the page's structure says about it.
    pub kind: Kind,
}

/// What the links of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// Less than half of its letters are words of links.
    No,
    /// Most are, and at least one leads to a page of the site that most links of the document lead to.
    Within,
    /// Most are, and all lead elsewhere.
    Away,
}

/// What the structure of a page says about a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line or paragraph.
    Text,
    /// A heading, 1 the highest.
    Heading(u8),
    /// An item of a list: a bullet in text, `<li>` in HTML.
    Item,
    /// A cell or row of a table.
    Cell,
    /// Words under a picture: `<figcaption>`.
    Caption,
    /// Outside of the article by the page's own structure: `<nav>`, `<footer>`, `<aside>`, `<form>`.
    Chrome,
}

/// Makes a page of a raw document; cannot fail. What the place of the document says of it comes behind what the page says
/// itself: a crawler has it from the page, or knows less.
pub fn parse(raw: &Raw, limits: &Limits) -> Page {
    let mut page = match raw.form {
        Form::Plain | Form::Markdown => plain::parse_as(raw.form, &raw.text, limits),
        Form::Html => html::parse(&raw.text, limits),
    };
    metadata::add(&mut page.claims, &raw.told);
    page
}
