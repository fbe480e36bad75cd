//! # lone name
//!
//! Marks a person's name or an agency alone on a line where only bylines stand, between the headline and the body or
//! between the body and the tail, and claims it.

use super::byline::{LONGEST, bare, is_place_of_bylines, split};
use super::person::is_writer;
use super::zones::zones;
use super::{Context, Findings, Rule, flow};
use crate::finding::{Field, Label};
use crate::names;
use crate::page::Kind;

pub(super) const RULE: Rule = Rule {
    name: "lone_name",
    summary: "a person's name or an agency alone on a line at an edge of the body; claims it",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let zones = zones(context, findings);
    let is_html = !context.page.layout.areas.is_empty();
    for (at, block, shape) in context.blocks() {
        let at_edge = at < zones.first || at >= zones.last;
        let fits = (2..=LONGEST).contains(&shape.weight) && !shape.ends;
        if !at_edge || !fits || findings.label(block).is_some() || findings.is_title(block) {
            continue;
        }
        if !is_place_of_bylines(context, findings, at, zones) {
            continue;
        }
        // A name that a link took out of a sentence is none that signs it.
        let is_in_sentence = !is_html && flow::joins(context, at);
        // Buttons side by side are wider apart than the names of one person.
        if is_in_sentence || context.words(block).contains("  ") {
            continue;
        }
        let claims = read(bare(context.words(block)));
        if !claims.is_empty() && findings.mark_block(context, block, &Label::Byline) {
            for (field, name) in claims {
                // HTML pages have many short lines; but for the one that signs the text, the rule `near_title` tells
                // which name is the writer's.
                let signs = at > zones.last
                    && at <= zones.last + SIGNED
                    && !context.is_link(at)
                    && !matches!(block.kind, Kind::Heading(_) | Kind::Item);
                if is_html && !signs && field == Field::Author {
                    continue;
                }
                findings.claim_words(field, &name, block.span);
            }
        }
    }
}

/// How many blocks behind the last long paragraph its writer signs it, short ones between them.
const SIGNED: usize = 4;

fn read(words: &str) -> Vec<(Field, String)> {
    if let Some(agency) = names::agency(words) {
        return vec![(Field::Agency, agency.name.clone())];
    }
    let people = split(words);
    let is_byline = people.iter().all(|(_, name)| is_writer(name)) && !names::is_place(words);
    if is_byline { people } else { Vec::new() }
}
