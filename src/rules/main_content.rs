//! # main content
//!
//! Marks what no other rule knows around the headline of an HTML page: the article begins behind it.

use super::article_area::{self, Fate};
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "main_content",
    summary: "what no other rule knows between the headline of an HTML page and its article",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        if article.fate(at) != Fate::Body && !findings.is_title(block) {
            findings.mark_block(context, block, &Label::SiteChrome);
        }
    }
}
