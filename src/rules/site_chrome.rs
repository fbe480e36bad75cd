//! # site chrome
//!
//! Marks what stands outside of the article on an HTML page: menus, sidebars, links to other articles, comments, by the boxes
//! that they stand in. What stands between the headline and the article is left to the rules that look for bylines and
//! dates; what those leave is [`super::main_content`]'s.

use super::article_area::{self, Fate};
use super::{Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "site_chrome",
    summary: "what stands outside of the article on an HTML page, by the boxes it stands in",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        if article.fate(at) == Fate::Outside {
            // What the words say themselves is more exact than what their box says.
            let first = context.hits(at).first();
            let label = first.map_or_else(|| article.label(at), |hit| hit.label.clone());
            findings.mark_block(context, block, &label);
        }
    }
}
