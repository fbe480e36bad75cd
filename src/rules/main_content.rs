//! # main content
//!
//! Marks what no other rule knows around the headline of an HTML page, since the article begins behind it, and links that
//! stand by themselves between its paragraphs.

use super::article_area::{self, Fate};
use super::{Context, Findings, Rule};
use crate::finding::Label;

pub(super) const RULE: Rule = Rule {
    name: "main_content",
    summary: "what no other rule knows between the headline of an HTML page and its article, and links by themselves",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        let label = match article.fate(at) {
            Fate::Body => continue,
            Fate::Link => Label::RelatedLinks,
            Fate::Head | Fate::Outside => Label::SiteChrome,
        };
        if !findings.is_title(block) {
            findings.mark_block(context, block, &label);
        }
    }
}
