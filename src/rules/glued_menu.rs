//! # glued menu
//!
//! Marks lines in which a scraper put the items of a menu together without a space between them:
//! `NewsSportTravelWeather`. Running text on the line makes it none.

use super::{Context, Findings, Rule};
use crate::finding::Label;
use crate::page::plain::glued;

pub(super) const RULE: Rule = Rule {
    name: "glued_menu",
    summary: "lines of plain text that are the items of a menu without spaces between them",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if context.has_boxes() {
        return;
    }
    for at in glued::menus(&context.page.text, &context.page.blocks) {
        if let Some(block) = context.page.blocks.get(at) {
            findings.mark_block(context, block, &Label::NavigationMenu);
        }
    }
}
