//! # furniture
//!
//! Marks a line that phrases of the language tables tile from end to end: `7 phút trướcBài gốc` is a relative time and a
//! share link. Precision comes by construction, since `7 phút trước khi …` has a word more; that is why the tables may
//! grow without fear. Section names are left to the rule `navigation_menu`, which wants more of them.

use std::ops::Range;

use super::article_area::{self, Fate};
use super::shape::Shape;
use super::{Context, Findings, Rule, byline};
use crate::dates;
use crate::finding::{Evidence, Field, Label};
use crate::lang::phrase::Hit;
use crate::page::Kind;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "furniture",
    summary: "a line that known phrases tile from end to end: share links, comment counts, tags, related links, footers",
    scan,
};

/// Letters from which a line is not looked at: the longest line of furniture in the corpus, a list of tags, has 200.
const LONGEST: usize = 300;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let prose = || context.blocks().filter(|(.., shape)| shape.is_prose()).map(|(at, ..)| at);
    // A page without a long sentence still has a body: from its first block on that ends like a sentence.
    let lenient = || context.blocks().find(|(.., shape)| shape.ends && shape.words > 3);
    let (first, last) =
        (prose().next().or_else(|| lenient().map(|(at, ..)| at)), prose().next_back());
    let inside = inside(context, findings);
    for (at, block, shape) in context.blocks() {
        // What HTML calls a caption is one, `© Photo: Ann Lee` included.
        if shape.weight > LONGEST || block.kind == Kind::Caption && !is_advertisement(context, at) {
            continue;
        }
        let Some(part) = findings.open_part(block, &context.page.text) else { continue };
        if names_keys(context, part) {
            findings.mark(part, Label::Footer);
            continue;
        }
        let hits = context.hits_within(at, part);
        let is_head = first.is_none_or(|first| at < first);
        let is_left =
            |hit: &Hit| is_left_to_others(&hit.label) || is_head && is_like_a_headline(hit);
        if hits.is_empty() || hits.iter().all(is_left) || is_value(context, at) {
            continue;
        }
        let is_footer = |hit: &Hit| hit.label == Label::Footer;
        if hits.iter().all(is_footer) && inside.as_ref().is_some_and(|inside| inside.contains(&at))
        {
            continue;
        }
        let is_above =
            last.is_some_and(|last| at < last) && (is_head || is_section(context, at + 1));
        mark(context, part, &hits, &labels(&hits, is_above), findings);
    }
}

/// Whether a line is the label of an advertisement and nothing else.
fn is_advertisement(context: &Context<'_>, at: usize) -> bool {
    let hits = context.hits(at);
    !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Advertisement)
}

/// Whether a line is a number with its unit in a row of a table: `38 min` of a battery is no time to read.
fn is_value(context: &Context<'_>, at: usize) -> bool {
    let cell = |at: usize| context.page.blocks.get(at).filter(|it| it.kind == Kind::Cell);
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let words = cell(at).map_or("", |block| context.words(block));
    words.starts_with(|it: char| it.is_ascii_digit()) && around.filter_map(cell).count() > 0
}

/// Whether a line names the keys with which readers report a slip: `… and press Ctrl+Enter`. Sites of a dozen languages have
/// that sentence, each in words of its own.
fn names_keys(context: &Context<'_>, part: Span) -> bool {
    let words = part.of(&context.page.text).as_bytes();
    // Few lines have the sign between the two.
    if memchr::memchr(b'+', words).is_none() {
        return false;
    }
    let mut places = memchr::memmem::find_iter(words, b"trl");
    places.any(|at| {
        let behind = words.get(at + 3..).unwrap_or_default().trim_ascii_start();
        let behind = behind.strip_prefix(b"+").unwrap_or_default().trim_ascii_start();
        behind.get(..5).is_some_and(|key| key.eq_ignore_ascii_case(b"enter"))
    })
}

/// The blocks of an HTML page between the first paragraph of its article and the last one: what is over a part of it (`FAQs`,
/// `Contact:`) is no link of a footer.
fn inside(context: &Context<'_>, findings: &mut Findings) -> Option<Range<usize>> {
    let article = article_area::find(context, findings)?;
    let is_text = |at: usize| article.fate(at) == Fate::Body;
    let mut prose = context.blocks().filter(|(at, _, shape)| shape.is_prose() && is_text(*at));
    let first = prose.next()?.0;
    Some(first..prose.next_back()?.0)
}

/// Whether a block is the name of a section and nothing else.
fn is_section(context: &Context<'_>, at: usize) -> bool {
    let hits = context.hits(at);
    !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::NavigationMenu)
}

/// What each phrase of a line stands for where it stands: `Contact` above the article is an item of the menu there, as is
/// `Accept all`, which closes a notice about cookies before the first section; `Advertising` among the links of a footer
/// leads to the rates and announces no advertisement.
fn labels(hits: &[Hit], is_above: bool) -> Vec<Label> {
    let is_footer = hits.iter().any(|hit| hit.label == Label::Footer);
    let label = |hit: &Hit| match hit.label {
        Label::Footer if is_above => Label::NavigationMenu,
        Label::Advertisement if is_footer && !is_above => Label::Footer,
        _ => hit.label.clone(),
    };
    hits.iter().map(label).collect()
}

/// A section's name alone may be a subheading; a name with "by" before it is the rule `byline`'s.
fn is_left_to_others(label: &Label) -> bool {
    matches!(label, Label::NavigationMenu | Label::Byline | Label::Breadcrumb)
}

/// `Watch: Village wins the cup` links to another article behind the body, and is a headline before it.
fn is_like_a_headline(hit: &Hit) -> bool {
    hit.rest.is_some() && matches!(hit.label, Label::RelatedLinks | Label::Promotion)
}

fn mark(
    context: &Context<'_>,
    part: Span,
    hits: &[Hit],
    labels: &[Label],
    findings: &mut Findings,
) {
    let words = part.of(&context.page.text);
    let mut from = part.start;
    for ((at, hit), label) in hits.iter().enumerate().zip(labels) {
        let end = hits.get(at + 1).map_or(part.end, |next| part.start + next.span.start);
        let span = Span::new(from, end).trimmed(&context.page.text);
        from = end;
        if !findings.mark(span, label.clone()) {
            continue;
        }
        match hit.label {
            Label::Tags => claim_tags(hit, words, part, findings),
            Label::RelativeTime => claim_relative(context, span, findings),
            // `Text: Anna Lehwald, Fotos: Jörg Aue`.
            Label::Byline if labels.contains(&Label::PhotoCaption) => {
                claim_writers(context, span, findings);
            }
            _ => {}
        }
    }
}

/// Each keyword of `Tags: economy, cooperation` is a claim.
fn claim_tags(hit: &Hit, words: &str, part: Span, findings: &mut Findings) {
    let Some(rest) = hit.rest else { return };
    for tag in rest.of(words).split([',', ';', '、', '，', '،', '|', '#', '·']) {
        findings.claim_words(Field::Tags, tag, rest.shifted(part.start));
    }
}

/// The names in a part of a line that says who wrote.
fn claim_writers(context: &Context<'_>, span: Span, findings: &mut Findings) {
    let words = span.of(&context.page.text).trim_end_matches([' ', ',', ';', '/', '|', '.']);
    for (field, name) in byline::read(context, words, &Shape::of(words)).unwrap_or_default() {
        findings.claim_words(field, &name, span);
    }
}

/// `7 minutes ago` says when only to who knows when it was read.
fn claim_relative(context: &Context<'_>, span: Span, findings: &mut Findings) {
    let Some(reference) = context.reference else { return };
    if let Some(when) = dates::relative(span.of(&context.page.text), reference) {
        findings.claim(crate::finding::Claim {
            field: Field::Published,
            value: when.to_text(),
            evidence: Evidence::Text(span),
        });
    }
}
