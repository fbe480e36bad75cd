//! Marks and claims → an article: fields with evidence, paragraphs, captions, and the ledger of what was taken out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::finding::{Claim, Field, Label};
use crate::text::{LineIndex, Span};

/// A document, parted: every letter of `text` is in exactly one of the title, the paragraphs, the captions and the
/// ledger (a caption is in the ledger, too, as what was taken out of the body); what is left is white space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The text of the page, as decoded; what all spans point into.
    pub text: String,
    /// BCP 47.
    pub language: Option<String>,
    /// Where the title stands in the text, if it does.
    pub title_span: Option<Span>,
    /// The headline.
    pub title: Option<Sourced>,
    /// `YYYY-MM-DD`, or RFC 3339 with an offset.
    pub published: Option<Sourced>,
    /// As `published`.
    pub updated: Option<Sourced>,
    /// Who wrote it, in order.
    pub authors: Vec<Sourced>,
    /// The outlet that speaks.
    pub publisher: Option<Sourced>,
    /// Where the story was first printed, as far as the document says.
    pub url: Option<Sourced>,
    /// The wire agency or the outlet's prefix.
    pub agency: Option<Sourced>,
    /// The section of the site.
    pub section: Option<Sourced>,
    /// Keywords.
    pub tags: Vec<Sourced>,
    /// The body, in order.
    pub paragraphs: Vec<Passage>,
    /// The words under pictures, in order.
    pub captions: Vec<Passage>,
    /// What was taken out of the body, in order of spans, disjoint.
    pub ledger: Vec<Entry>,
    /// Every claim, used or not, strongest first within a field.
    pub claims: Vec<Claim>,
    /// Warning codes, sorted.
    pub warnings: Vec<String>,
}

/// A value and where it comes from, in words: `text line 70: "August 13, 2025 9:00 AM GMT+7"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced {
    /// The value.
    pub value: String,
    /// Place and words.
    pub evidence: String,
}

/// A paragraph or a caption: the spans of the text it is made of, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// In order, disjoint. Between two spans with a line feed between them the passage reads a space.
    pub spans: Vec<Span>,
}

impl Passage {
    /// The words of the passage.
    pub fn read(&self, text: &str) -> String {
        let mut words = String::new();
        let mut last: Option<Span> = None;
        for span in &self.spans {
            if let Some(last) = last
                && Span::new(last.end, span.start).of(text).contains('\n')
            {
                words.push(' ');
            }
            words.push_str(span.of(text));
            last = Some(*span);
        }
        words.trim().to_owned()
    }
}

/// A row of the ledger: a span that is not in the body, what it is and which rule says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where in the text.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// The rule or the user's filter.
    pub rule: Cow<'static, str>,
}

impl Article {
    /// The body: the paragraphs, separated by an empty line.
    pub fn body(&self) -> String {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|p| p.read(&self.text)).collect();
        paragraphs.join("\n\n")
    }

    /// The captions, in order.
    pub fn captions(&self) -> Vec<String> {
        self.captions.iter().map(|caption| caption.read(&self.text)).collect()
    }

    /// Where its lines begin.
    pub fn line_index(&self) -> LineIndex {
        LineIndex::new(&self.text)
    }

    /// The claims for one field, strongest first.
    pub fn candidates(&self, field: Field) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.field == field)
    }
}
