//! Rules mark what is boilerplate and claim what is metadata; they never cut. A file and a row a rule.

use std::borrow::Cow;

use crate::config::DateOrder;
use crate::finding::{Claim, Label, Mark};
use crate::lang::Lang;
use crate::page::Page;
use crate::text::Span;

/// A rule: a name, a sentence, and a function.
pub struct Rule {
    /// Its name in configuration and in the ledger.
    pub name: &'static str,
    /// What it marks or claims, in one sentence.
    pub summary: &'static str,
    /// Looks at a page and says what it found.
    pub scan: fn(&Context<'_>, &mut Findings),
}

/// Every rule, in the order in which they run: an earlier mark keeps a later one off its span.
pub static RULES: &[Rule] = &[];

/// What a rule may look at.
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page,
    /// What is known of its language.
    pub lang: Option<&'a Lang>,
    /// How 03/04/2025 is read.
    pub date_order: DateOrder,
    /// The IANA time zone of its site, where configuration names one.
    pub zone: Option<&'a str>,
}

/// What the rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    marks: Vec<Mark>,
    claims: Vec<Claim>,
    rule: Cow<'static, str>,
}

impl Findings {
    /// Marks a span, unless a mark overlaps it already; says whether it did.
    pub fn mark(&mut self, span: Span, label: Label) -> bool {
        let free = !span.is_empty() && self.is_free(span);
        if free {
            self.marks.push(Mark { span, label, rule: self.rule.clone() });
        }
        free
    }

    /// Claims a value for a field.
    pub fn claim(&mut self, claim: Claim) {
        self.claims.push(claim);
    }

    /// Whether no mark overlaps the span.
    pub fn is_free(&self, span: Span) -> bool {
        !self.marks.iter().any(|mark| mark.span.overlaps(span))
    }
}
