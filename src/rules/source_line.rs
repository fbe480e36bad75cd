//! # source line
//!
//! Marks a line that says where the text was first printed (`Nguồn VOV : https://…`, `Quelle: https://…`) and claims the
//! address and the outlet. A bare address alone on a line at the end of a page says the same.

use super::byline;
use super::shape::Shape;
use super::{Context, Findings, Rule, date_line};
use crate::dates;
use crate::finding::{Claim, Evidence, Field, Label};
use crate::lang::phrase::{self, Hit};
use crate::names;
use crate::page::Block;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "source_line",
    summary: "a line that says where the text was first printed; claims its address and outlet",
    scan,
};

/// Lines from the end of a page among which a bare address is its source.
const BARE_WITHIN: usize = 8;

/// The longest line looked at, in bytes: addresses of Vietnamese sites reach 300.
const LONGEST: usize = 2_000;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let count = context.page.blocks.len();
    for (at, block, shape) in context.blocks() {
        if block.span.len() > LONGEST || shape.words > 12 {
            continue;
        }
        let Some(part) = findings.open_part(block, &context.page.text) else { continue };
        let words = part.of(&context.page.text);
        if is_bare_address(words) {
            if at + BARE_WITHIN >= count && findings.mark(part, Label::SourceLine) {
                claim_address(words, part, findings);
            }
            continue;
        }
        if mark_divided(context, findings, at) {
            continue;
        }
        let hits = context.hits_within(at, part);
        let Some(hit) = hits.iter().find(|hit| hit.label == Label::SourceLine) else { continue };
        let span = if hits.len() == 1 { part } else { hit.span.shifted(part.start) };
        let span = before_date(context, findings, block, span);
        if findings.mark(span, Label::SourceLine) {
            claim(hit, words, part, findings);
        }
        for writer in hits.iter().filter(|hit| hit.label == Label::Byline) {
            claim_writer(context, writer.span.of(words), writer.span.shifted(part.start), findings);
        }
    }
}

/// A source line up to the date that stands behind it, which is marked and claimed.
fn before_date(context: &Context<'_>, findings: &mut Findings, block: &Block, span: Span) -> Span {
    let text = &context.page.text;
    let hints = context.hints(date_line::order(context, findings));
    let found = dates::within(span.of(text), &hints);
    let [found] = found.as_slice() else { return span };
    let date = found.span.shifted(span.start);
    let before = Span::new(span.start, date.start).trimmed(text);
    if date.end != span.end || before.is_empty() || !findings.mark(date, Label::DateLine) {
        return span;
    }
    date_line::claim(found, &Block { span, ..*block }, context, findings);
    before
}

/// A word with a colon that says where a text is from, the name on the next line: links leave such lines behind.
fn mark_divided(context: &Context<'_>, findings: &mut Findings, at: usize) -> bool {
    let (Some((word, said)), Some((block, shape))) = (context.block(at), context.block(at + 1))
    else {
        return false;
    };
    if !said.opens || !said.is_short() && said.words > 2 || !shape.is_short() {
        return false;
    }
    if findings.label(word).is_some() || findings.label(block).is_some() {
        return false;
    }
    let both = format!("{} {}", context.words(word), context.words(block));
    let hits = phrase::tile(&both, context.lang).unwrap_or_default();
    let [Hit { label: Label::SourceLine, name: Some(_), .. }] = hits.as_slice() else {
        return false;
    };
    findings.mark_block(context, word, &Label::SourceLine);
    findings.mark_block(context, block, &Label::SourceLine);
    findings.claim_words(Field::Publisher, context.words(block), block.span);
    true
}

/// `来源：江城晚报 作者：陈晓`: source and writer on one line.
fn claim_writer(context: &Context<'_>, words: &str, span: Span, findings: &mut Findings) {
    if findings.mark(span, Label::Byline) {
        for (field, name) in byline::read(context, words, &Shape::of(words)).unwrap_or_default() {
            findings.claim_words(field, &name, span);
        }
    }
}

fn claim(hit: &Hit, words: &str, part: Span, findings: &mut Findings) {
    if let Some(url) = hit.url {
        claim_address(url.of(words), url.shifted(part.start), findings);
    }
    if let Some(name) = hit.name.or(hit.rest).filter(|name| names::host(name.of(words)).is_none()) {
        let said = name.of(words).trim().trim_end_matches(['.', ')', '）', ']', ':', '：']);
        findings.claim_words(Field::Publisher, said, name.shifted(part.start));
    }
}

fn claim_address(address: &str, span: Span, findings: &mut Findings) {
    let address = address.trim_end_matches(['.', ',', ')', ']', '>', '）']);
    findings.claim_words(Field::Url, address, span);
    if let Some(outlet) = names::host(address).and_then(|host| names::publisher(&host)) {
        let evidence = Evidence::Address(names::host(address).unwrap_or_default());
        findings.claim(Claim { field: Field::Publisher, value: outlet.to_owned(), evidence });
    }
}

fn is_bare_address(words: &str) -> bool {
    let schemed = words.starts_with("https://") || words.starts_with("http://");
    schemed && !words.contains(char::is_whitespace) && url::Url::parse(words).is_ok()
}
