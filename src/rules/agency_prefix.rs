//! # agency prefix
//!
//! Marks the agency or outlet before the first words of the body (`VGP - `, `Paris (AFP) - `, `(서울=연합뉴스) `,
//! `【東京共同】`, `МОСКВА, 13 августа. /ТАСС/. `, `新华社北京8月13日电 `) and claims it.

mod forms;

use std::sync::LazyLock;

use regex::Regex;

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};
use crate::text::{self, Span};

pub(super) const RULE: Rule = Rule {
    name: "agency_prefix",
    summary: "the agency or outlet before the first words of the body; claims it",
    scan,
};

/// How many blocks of the body are looked at: a lead may stand before the one with the prefix.
const WITHIN: usize = 3;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let first = zones(context, findings).first;
    let mut seen = 0;
    for (_, block, _) in context.blocks().skip(first) {
        if findings.label(block).is_some() || findings.is_title(block) {
            continue;
        }
        let words = context.words(block);
        if let Some((span, agency, own)) = forms::prefix(words) {
            claim(findings, span.shifted(block.span.start), &agency, own);
            claim_writer(findings, text::after(words, span.end), block.span.start + span.end);
            return;
        }
        seen += 1;
        if seen >= WITHIN {
            return;
        }
    }
}

fn claim(findings: &mut Findings, span: Span, agency: &str, own: bool) {
    if findings.mark(span, Label::AgencyPrefix) {
        findings.claim_words(Field::Agency, agency, span);
        if own {
            findings.claim_words(Field::Publisher, agency, span);
        }
    }
}

/// Korean wire copy names its writer between the agency and the first words: `(서울=연합뉴스) 김민수 기자 = `.
static WRITER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s*((?:[\p{Hangul}]{2,5}[·, ]*)+?)\s*(?:기자|특파원|통신원)\s*=\s*").ok()
});

fn claim_writer(findings: &mut Findings, words: &str, start: usize) {
    if !words.contains('=') {
        return;
    }
    let Some(found) = WRITER.as_ref().and_then(|writer| writer.captures(words)) else { return };
    let (Some(whole), Some(named)) = (found.get(0), found.get(1)) else { return };
    let span = Span::new(whole.start(), whole.end()).shifted(start);
    if findings.mark(span, Label::Byline) {
        for name in named.as_str().split(['·', ',', ' ']).filter(|name| !name.is_empty()) {
            findings.claim_words(Field::Author, name, span);
        }
    }
}

/// Whether words begin with an agency or an outlet.
pub(super) fn is_prefixed(words: &str) -> bool {
    forms::prefix(words).is_some()
}
