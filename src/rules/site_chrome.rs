//! # site chrome
//!
//! Marks what stands outside of the article on an HTML page: menus, sidebars, links to other articles, comments, by the boxes
//! that they stand in. What stands between the headline and the article is left to the rules that look for bylines and
//! dates; what those leave is [`super::main_content`]'s.

use super::article_area::{self, Fate};
use super::{Context, Findings, Rule, breadcrumb, title};
use crate::finding::Label;
use crate::page::Kind;

pub(super) const RULE: Rule = Rule {
    name: "site_chrome",
    summary: "what stands outside of the article on an HTML page, by the boxes it stands in",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    title::without_site(context, findings);
    title::with_rest(context, findings);
    let Some(article) = article_area::find(context, findings) else { return };
    for (at, block, _) in context.blocks() {
        if article.fate(at) == Fate::Outside {
            // What the words say themselves is more exact than what their box says.
            let first = context.hits(at).first();
            let label = match first.map(|hit| &hit.label) {
                // A name of a section is also a step of a path and a keyword, and as a heading it stands over links.
                Some(Label::NavigationMenu)
                    if is_named(&article.label(at)) || matches!(block.kind, Kind::Heading(_)) =>
                {
                    article.label(at)
                }
                Some(Label::NavigationMenu) if breadcrumb::says_path(context.words(block)) => {
                    Label::Breadcrumb
                }
                Some(label) => label.clone(),
                None => article.label(at),
            };
            findings.mark_block(context, block, &label);
        }
    }
}

/// Whether a box says more of the names of sections in it than that they lead through the site.
fn is_named(label: &Label) -> bool {
    matches!(label, Label::Breadcrumb | Label::Tags | Label::RelatedLinks)
}
