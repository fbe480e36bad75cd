//! # listing
//!
//! Knows an HTML page that lists other articles (a section, an archive, what a search found) by what is left of it: links
//! to pages of the same site that read as headlines, from its beginning on, with a teaser or two to each. It marks nothing:
//! the page is kept, with the warning `listing`; but a day and a writer that it shows are those of an article it lists.

use super::{Context, Findings, Rule};
use crate::finding::{Claim, Evidence, Field};
use crate::page::metadata::{MICRODATA, TIME};

pub(super) const RULE: Rule = Rule {
    name: "listing",
    summary: "an HTML page that lists other articles: warns, and takes back the day and the writers of these; marks nothing",
    scan,
};

/// The warning.
const LISTING: &str = "listing";

/// Headlines that lead to other articles from which a page lists them: few articles end with as many.
const LEAST: usize = 5;

/// Paragraphs to each headline at most: a teaser, and how many minutes it takes to read.
const MOST_PROSE: usize = 2;

/// Paragraphs before the first headline at most: what the section is about. An article begins with its text.
const MOST_BEFORE: usize = 1;

/// What the shortest headline weighs.
const HEADLINE: usize = 15;

/// What the shortest paragraph weighs.
const PROSE: usize = 60;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    if !is_listing(context, findings) {
        return;
    }
    findings.warnings.push(LISTING);
    findings.doubt(|claim| is_of_one(claim).then_some("the page lists other articles"));
}

fn is_listing(context: &Context<'_>, findings: &Findings) -> bool {
    let (mut headlines, mut prose, mut before) = (0, 0, 0);
    for ((_, block, shape), place) in context.blocks().zip(&context.page.layout.places) {
        if findings.label(block).is_some() || findings.is_title(block) {
            continue;
        }
        // A day may stand beside the link.
        let is_link = place.own && place.linked * 2 >= place.letters;
        if is_link && shape.weight >= HEADLINE {
            headlines += 1;
        } else if shape.weight >= PROSE {
            prose += 1;
            before += usize::from(headlines == 0);
        }
    }
    headlines >= LEAST && prose <= headlines * MOST_PROSE && before <= MOST_BEFORE
}

/// Whether a claim may be of one of the articles that a page lists: words of its text, and the times in these.
fn is_of_one(claim: &Claim) -> bool {
    let is_shown = match &claim.evidence {
        Evidence::Metadata(place) => place == TIME || place.starts_with(MICRODATA),
        Evidence::Text(_) => true,
        Evidence::Address(_) => false,
    };
    is_shown && matches!(claim.field, Field::Published | Field::Updated | Field::Author)
}
