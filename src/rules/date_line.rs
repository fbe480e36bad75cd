//! # date line
//!
//! Marks a line that is nothing but dates, times, zones and their labels, and claims when the page was published or
//! changed. Dates behind the tail of a page belong to other articles and claim nothing.

use super::shape::Shape;
use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::config::DateOrder;
use crate::dates::{self, Found, Hints, Role};
use crate::finding::{Field, Label};
use crate::names;
use crate::page::{Block, Kind};

pub(super) const RULE: Rule = Rule {
    name: "date_line",
    summary: "a line that is nothing but dates and their labels; claims when the page was published or changed",
    scan,
};

/// Letters from which a line holds more than dates: two dates with weekdays, times, zones and labels have 90.
const LONGEST: usize = 120;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let tail = zones(context, findings).tail;
    let hints = context.hints(order(context, findings));
    let is_part = |(at, block, shape): &(usize, &Block, &Shape)| {
        (1..=MOST_DIGITS).contains(&shape.digits)
            && is_over_part(context, *at)
            && !dates::line(context.words(block), &hints).is_empty()
    };
    let over_parts = context.blocks().filter(is_part).count();
    for (at, block, shape) in context.blocks() {
        if shape.digits == 0 || shape.weight > LONGEST || !findings.is_free(block.span) {
            continue;
        }
        if is_over_part(context, at) && over_parts >= LEAST_PARTS {
            continue;
        }
        let found = dates::line(context.words(block), &hints);
        if !found.is_empty() && findings.mark(block.span, Label::DateLine) && at < tail {
            // Of a page of HTML it is known where its headline stands, and which dates stand with it.
            let is_said = |found: &&Found| !context.has_boxes() || found.role != Role::Unsaid;
            for found in found.iter().filter(is_said) {
                claim(found, block, context, findings);
            }
        }
    }
    labels(context, findings, &hints);
}

/// Marks the words for a date on a line of their own before it: `Date modified:`, the term of a list.
fn labels(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) {
    for (at, block, shape) in context.blocks().filter(|_| context.has_boxes()) {
        let behind = || context.page.blocks.get(at + 1).and_then(|next| findings.label(next));
        let is_label = shape.digits == 0
            && shape.weight <= LONGEST_LABEL
            && block.kind == Kind::Item
            && findings.is_free(block.span)
            && behind() == Some(&Label::DateLine)
            && dates::without_label(context.words(block), hints).is_empty();
        if is_label {
            findings.mark_block(context, block, &Label::DateLine);
        }
    }
}

/// Letters of the longest of them.
const LONGEST_LABEL: usize = 30;

/// Parts of a text from which days over them are its headings.
const LEAST_PARTS: usize = 3;

/// Digits of a date.
const MOST_DIGITS: usize = 8;

/// Whether a block of an HTML page is a heading over running text, without a time of day: reports that go on have those.
fn is_over_part(context: &Context<'_>, at: usize) -> bool {
    let block = context.page.blocks.get(at);
    let is_heading = block.is_some_and(|block| {
        matches!(block.kind, Kind::Heading(2..)) && !context.words(block).contains(':')
    });
    is_heading
        && context.has_boxes()
        && context.shapes.get(at + 1).is_some_and(|shape| shape.is_prose() || shape.ends)
}

/// Claims a date for the field that its label names.
pub(super) fn claim(found: &Found, block: &Block, context: &Context<'_>, findings: &mut Findings) {
    let Some(when) = found.when else { return };
    let field = if found.role == Role::Updated { Field::Updated } else { Field::Published };
    let span = found.span.shifted(block.span.start);
    debug_assert!(!span.of(&context.page.text).is_empty());
    findings.claim_words(field, &when.to_text(), span);
}

/// How this page writes 03/04/2025: as configured, or by the country of its source's address.
pub(super) fn order(context: &Context<'_>, findings: &Findings) -> DateOrder {
    if context.date_order != DateOrder::Auto {
        return context.date_order;
    }
    let claimed = || findings.claimed(Field::Url).find_map(|claim| names::host(&claim.value));
    let host = context.host.clone().or_else(claimed).unwrap_or_default();
    match host.rsplit('.').next() {
        Some("us") => DateOrder::Mdy,
        Some("cn" | "jp" | "kr" | "tw" | "hu" | "lt" | "ca") => DateOrder::Auto,
        // The domains of all other countries have two letters; they put the day first.
        Some(country) if country.len() == 2 && !GENERIC.contains(&country) => DateOrder::Dmy,
        _ => shown(context),
    }
}

/// The order in which the other dates of this page are written, where those that can be read in one way only agree: a
/// system writes all of its dates by one pattern (`11.24.2025` beside `09.10.2024`).
fn shown(context: &Context<'_>) -> DateOrder {
    let mut order = DateOrder::Auto;
    for (_, block, shape) in context.blocks() {
        if shape.digits < DIGITS || shape.weight > LONGEST {
            continue;
        }
        match dates::shown_order(context.words(block)) {
            DateOrder::Auto => {}
            shown if order == DateOrder::Auto || order == shown => order = shown,
            _ => return DateOrder::Auto,
        }
    }
    order
}

/// Digits of the shortest date of which the order shows: `1/24/2025`.
const DIGITS: usize = 7;

/// Domains of two letters that say nothing of a country, since the whole world uses them.
const GENERIC: &[&str] = &["ai", "cc", "co", "eu", "fm", "io", "ly", "me", "tv", "ws"];
