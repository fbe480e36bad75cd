//! # main content
//!
//! Marks what stands outside of the article on an HTML page, by its boxes.

use super::{Context, Findings, Rule, article_area};
use crate::finding::Label;
use crate::page::Kind;

pub(super) const CHROME: Rule = Rule {
    name: "site_chrome",
    summary: "what stands outside of the article on an HTML page, by its boxes",
    scan: mark_outside,
};

pub(super) const REST: Rule = Rule {
    name: "main_content",
    summary: "what no other rule knows between the headline of an HTML page and its article",
    scan: mark_rest,
};

fn mark_outside(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        if article.fate(at) == article_area::Fate::Outside && block.kind != Kind::Heading(1) {
            findings.mark_block(context, block, &article.label(at));
        }
    }
}

fn mark_rest(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        if article.fate(at) != article_area::Fate::Body && !findings.is_title(block) {
            findings.mark_block(context, block, &Label::SiteChrome);
        }
    }
}
