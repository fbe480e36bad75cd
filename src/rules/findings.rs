//! What the rules have found so far: marks that never overlap, claims, and what one rule leaves for the next.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::Context;
use super::article_area::ArticleArea;
use super::covered::Covered;
use super::known::Known;
use super::zones;
use crate::finding::{Claim, Evidence, Field, Label, Mark};
use crate::page::Block;
use crate::text::{self, Span};

/// What the rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    pub(super) marks: BTreeMap<usize, Mark>,
    pub(super) covered: Covered,
    pub(super) claims: Vec<Claim>,
    /// Claims that a look at the whole page refuted, each with the reason.
    pub(super) doubted: Vec<(Claim, &'static str)>,
    pub(super) known: Known,
    pub(super) captions: Vec<Vec<Span>>,
    pub(super) warnings: Vec<&'static str>,
    pub(super) title: Option<Span>,
    pub(super) is_title_sure: bool,
    /// Where the last prose of the article ends, as far as a model of the whole page tells: no tail begins before it.
    pub(super) article_end: usize,
    /// From the first to the last block of the article, as the same model tells.
    pub(super) article: Range<usize>,
    /// The blocks that are not article, as the same model tells.
    pub(super) outside: Vec<usize>,
    /// The article of an HTML page, once it was looked for.
    pub(super) article_area: Option<Rc<ArticleArea>>,
    pub(super) shielded: BTreeMap<usize, usize>,
    pub(super) rule: Cow<'static, str>,
    pub(super) zones: Cell<Option<(zones::Seen, zones::Zones)>>,
}

impl Findings {
    /// Marks a span, unless a mark overlaps it already or a filter protects it; says whether it did.
    pub fn mark(&mut self, span: Span, label: Label) -> bool {
        let free = !span.is_empty() && self.is_free(span) && !self.is_shielded(span);
        if free {
            self.covered.add(span);
            self.marks.insert(span.start, Mark { span, label, rule: self.rule.clone() });
        }
        free
    }

    /// Marks what no mark covers yet of a block as the words under a picture, and remembers them as one caption.
    pub(super) fn caption(&mut self, context: &Context<'_>, block: &Block) {
        let left = self.left(block, &context.page.text);
        let marked: Vec<Span> =
            left.into_iter().filter(|span| self.mark(*span, Label::PhotoCaption)).collect();
        if !marked.is_empty() {
            self.captions.push(marked);
        }
    }

    /// Marks what no mark covers yet of a block; says whether there was anything.
    pub(super) fn mark_block(
        &mut self,
        context: &Context<'_>,
        block: &Block,
        label: &Label,
    ) -> bool {
        let left = self.left(block, &context.page.text);
        left.into_iter().filter(|span| self.mark(*span, label.clone())).count() > 0
    }

    /// Claims a value for a field.
    pub fn claim(&mut self, claim: Claim) {
        if claim.value.trim().is_empty() {
            return;
        }
        if !self.known.add(&claim) || !self.claims.contains(&claim) {
            self.claims.push(claim);
        }
    }

    /// Claims words of the text for a field.
    pub fn claim_words(&mut self, field: Field, value: &str, span: Span) {
        let value = if value.contains('\n') {
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            value.trim().to_owned()
        };
        self.claim(Claim { field, value, evidence: Evidence::Text(span) });
    }

    /// Takes back the claims for which there is a reason.
    pub(super) fn doubt(&mut self, reason: impl Fn(&Claim) -> Option<&'static str>) {
        let (mut kept, mut doubted) = (Vec::new(), Vec::new());
        for claim in std::mem::take(&mut self.claims) {
            match reason(&claim) {
                Some(reason) => doubted.push((claim, reason)),
                None => kept.push(claim),
            }
        }
        self.claims = kept;
        self.doubted.append(&mut doubted);
    }

    /// Protects a span from every rule.
    pub fn shield(&mut self, mut span: Span) {
        // Kept disjoint, so that one look-up answers whether a span is protected.
        while let Some((start, end)) =
            self.shielded.range(..span.end).next_back().map(|(start, end)| (*start, *end))
        {
            if end <= span.start {
                break;
            }
            self.shielded.remove(&start);
            span = Span::new(span.start.min(start), span.end.max(end));
        }
        self.shielded.insert(span.start, span.end);
    }

    /// Whether no mark overlaps the span.
    pub fn is_free(&self, span: Span) -> bool {
        !self.covered.meets(span)
    }

    /// Whether a block is the headline.
    pub(super) fn is_title(&self, block: &Block) -> bool {
        self.title.is_some_and(|title| title.overlaps(block.span))
    }

    fn is_shielded(&self, span: Span) -> bool {
        self.shielded
            .range(..span.end)
            .next_back()
            .is_some_and(|(start, end)| Span::new(*start, *end).overlaps(span))
    }

    /// What the mark that covers the first letter of a block says.
    pub(super) fn label(&self, block: &Block) -> Option<&Label> {
        self.mark_on(block).map(|mark| &mark.label)
    }

    /// The mark that covers the first letter of a block.
    pub(super) fn mark_on(&self, block: &Block) -> Option<&Mark> {
        if !self.covered.holds(block.span.start) {
            return None;
        }
        // Most marks begin with their block, and one look-up costs less than a range of the tree.
        self.marks.get(&block.span.start).or_else(|| {
            let (_, mark) = self.marks.range(..block.span.start).next_back()?;
            Some(mark)
        })
    }

    /// For each of the blocks of a page, in order, the mark that covers its first letter: one walk for all.
    pub(super) fn labels(&self, blocks: &[Block]) -> Vec<Option<&Label>> {
        let mut marks = self.marks.values().peekable();
        let label = |block: &Block| {
            while marks.next_if(|mark| mark.span.end <= block.span.start).is_some() {}
            let mark = marks.peek().filter(|mark| mark.span.start <= block.span.start)?;
            Some(&mark.label)
        };
        blocks.iter().map(label).collect()
    }

    /// What no mark covers of a block, in order, without white space at the two ends.
    pub(super) fn left(&self, block: &Block, text: &str) -> Vec<Span> {
        if self.is_free(block.span) {
            return vec![block.span];
        }
        if self.covered.holds_all(block.span) {
            return Vec::new();
        }
        let within = self.marks.range(block.span.start..block.span.end).map(|(_, mark)| mark.span);
        let before = self.marks.range(..block.span.start).next_back().map(|(_, mark)| mark.span);
        let holes: Vec<Span> = before.into_iter().chain(within).collect();
        text::trimmed(block.span.without(&holes), text)
    }

    /// What is left of a block when it is one stretch: the whole of it, or what stands beside one mark.
    pub(super) fn open_part(&self, block: &Block, text: &str) -> Option<Span> {
        if self.is_free(block.span) {
            return Some(block.span);
        }
        match self.left(block, text).as_slice() {
            [part] => Some(*part),
            _ => None,
        }
    }

    /// The claims for a field, in the order in which they were made.
    pub(super) fn claimed(&self, field: Field) -> impl Iterator<Item = &Claim> {
        let claims = if self.known.has(field) { self.claims.as_slice() } else { &[] };
        claims.iter().filter(move |claim| claim.field == field)
    }
}
