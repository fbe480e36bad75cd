//! Which blocks of an HTML page are its article: the box that holds most of the running text, less the boxes inside of
//! it that say they are something else.

use std::collections::HashMap;
use std::ops::Range;

use super::boxes::View;
use super::shape;
use super::{Context, Findings};
use crate::finding::{Field, Label};
use crate::page::layout::Says;
use crate::page::{Block, Kind};

/// What becomes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is in the article.
    Body,
    /// It stands where headline, byline and date stand, which other rules look for.
    Head,
    /// It is a link by itself between the paragraphs of the article: another article, or a button.
    Link,
    /// It is outside.
    Outside,
}

/// The article of a page.
pub(super) struct ArticleArea {
    fates: Vec<Fate>,
    labels: Vec<Label>,
}

impl ArticleArea {
    /// What becomes of a block.
    pub(super) fn fate(&self, block: usize) -> Fate {
        self.fates.get(block).copied().unwrap_or(Fate::Outside)
    }

    /// What a block outside of the article is.
    pub(super) fn label(&self, block: usize) -> Label {
        self.labels.get(block).cloned().unwrap_or(Label::SiteChrome)
    }
}

/// Prose between headline and article, as a share of the article's, above which it is no lead but a part of the text.
const MOST_LEAD: f64 = 0.25;

/// Looks for the article of a page; nothing for plain documents and pages without prose.
pub(super) fn find(context: &Context<'_>, findings: &Findings) -> Option<ArticleArea> {
    let view = View::new(context)?;
    let titles = titles(context, findings);
    let mut pruned = view.pruned(&titles);
    view.prune_teasers(context, &titles, &mut pruned);
    view.prune_notices(context, &titles, &mut pruned);
    let with_copies = view.descend(&pruned);
    view.prune_copies(context, with_copies, &mut pruned);
    let by_prose = view.descend(&pruned);
    let chosen = view.spoken(context).unwrap_or(by_prose);
    let chosen = view.titled(chosen, &titles).unwrap_or(chosen);
    view.prune_copies(context, chosen, &mut pruned);
    Some(view.fates(context, &titles, &pruned, chosen))
}

/// Which blocks are highest headings or hold what the page calls its title.
fn titles(context: &Context<'_>, findings: &Findings) -> Vec<bool> {
    let titles: Vec<String> =
        findings.claimed(Field::Title).map(|claim| shape::fold(&claim.value)).collect();
    let is_title = |(at, block): (usize, &Block)| {
        block.kind == Kind::Heading(1)
            || !titles.is_empty()
                && block.span.len() <= LONGEST_TITLE
                && titles.iter().any(|title| title == context.folded(at))
    };
    context.page.blocks.iter().enumerate().map(is_title).collect()
}

/// Bytes of the longest block that can be a headline.
const LONGEST_TITLE: usize = 1_000;

impl View<'_> {
    fn fates(
        &self,
        context: &Context<'_>,
        titles: &[bool],
        pruned: &[bool],
        chosen: usize,
    ) -> ArticleArea {
        let range = self.areas.get(chosen).map(|area| area.blocks.clone()).unwrap_or_default();
        let is_title = |at: usize| titles.get(at).copied().unwrap_or_default();
        let head = (0..range.start).rev().find(|at| is_title(*at)).unwrap_or(range.start);
        let range = self.with_head(head, range, pruned);
        let says = self.says_around();
        let links = lone_links(context);
        let mut article = ArticleArea { fates: Vec::new(), labels: Vec::new() };
        for (at, block, _) in context.blocks() {
            let says =
                self.homes.get(at).and_then(|home| says.get(*home)).copied().unwrap_or_default();
            let pruned = self.is_pruned(at, pruned) || block.kind == Kind::Chrome;
            let in_head = (head..range.start).contains(&at);
            let says_lead = || {
                let home = self.homes.get(at).and_then(|home| self.areas.get(*home));
                home.is_some_and(|home| home.says.any(Says::LEAD)) && !is_title(at)
            };
            let has_prose = self.prose.get(at).is_some_and(|prose| *prose > 0.0);
            let is_lead = in_head && (has_prose || says_lead());
            let is_meta = says.any(Says::META.and(Says::AUTHOR)) && (head..range.end).contains(&at);
            article.fates.push(if (range.contains(&at) || is_lead) && !pruned {
                if links.get(at).is_some_and(|link| *link) { Fate::Link } else { Fate::Body }
            } else if in_head && !pruned || is_meta || is_title(at) {
                Fate::Head
            } else {
                Fate::Outside
            });
            article.labels.push(label(says));
        }
        article
    }

    /// The range of the article, from behind the headline on if much of its prose stands there.
    fn with_head(&self, head: usize, range: Range<usize>, pruned: &[bool]) -> Range<usize> {
        let prose = |blocks: Range<usize>| -> f64 {
            blocks
                .filter(|at| !self.is_pruned(*at, pruned))
                .filter_map(|at| self.prose.get(at))
                .sum()
        };
        if prose(head..range.start) > prose(range.clone()) * MOST_LEAD {
            head..range.end
        } else {
            range
        }
    }

    /// What each box and those around it say.
    fn says_around(&self) -> Vec<Says> {
        let mut around: Vec<Says> = Vec::with_capacity(self.areas.len());
        for area in self.areas {
            let outer = around.get(area.parent).copied().unwrap_or_default();
            around.push(area.says.and(outer));
        }
        around
    }
}

/// Links side by side up to which they are links to other articles; longer rows are lists that an author made.
const LONGEST_ROW: usize = 2;

/// How often a page has the words of a button: `Read the review` stands under each of the things reviewed.
const BUTTONS: usize = 3;

/// Which blocks are links by themselves: a line that is nothing but a link, no heading, no item of a list, no cell. Links
/// that stand in a row of several are none, but for the words that the page repeats.
fn lone_links(context: &Context<'_>) -> Vec<bool> {
    let places = &context.page.layout.places;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut links = Vec::with_capacity(places.len());
    for ((_, block, shape), place) in context.blocks().zip(places) {
        let is_link = matches!(block.kind, Kind::Text | Kind::Item)
            && place.away * LETTERS >= place.letters * (LETTERS - 1)
            && !shape.is_prose();
        if is_link {
            *counts.entry(context.words(block)).or_default() += 1;
        }
        links.push(is_link);
    }
    let mut lone = vec![false; links.len()];
    let mut row = 0;
    for (at, block, _) in context.blocks() {
        let is_link = links.get(at).copied().unwrap_or_default();
        row = if is_link { row + 1 } else { 0 };
        let ends = row > 0 && !links.get(at + 1).copied().unwrap_or_default();
        let is_button =
            is_link && counts.get(context.words(block)).is_some_and(|it| *it >= BUTTONS);
        if let Some(lone) = lone.get_mut(at) {
            *lone = is_button;
        }
        if ends && row <= LONGEST_ROW {
            for (at, lone) in
                lone.iter_mut().enumerate().take(at + 1).skip((at + 1).saturating_sub(row))
            {
                let block = context.page.blocks.get(at);
                *lone |= block.is_some_and(|block| block.kind == Kind::Text);
            }
        }
    }
    lone
}

/// Of so many letters one need be no part of the link: a bar or an arrow stands beside it.
const LETTERS: usize = 20;

/// What a box outside of the article holds, as far as it says so.
fn label(says: Says) -> Label {
    let groups = [
        (Says::BREADCRUMB, Label::Breadcrumb),
        (Says::COMMENTS, Label::Comments),
        (Says::RELATED, Label::RelatedLinks),
        (Says::TAGS, Label::Tags),
        (Says::PROMOTION, Label::Promotion),
        (Says::ADVERTISEMENT, Label::Advertisement),
        (Says::SHARE, Label::ShareLink),
        (Says::NAVIGATION, Label::NavigationMenu),
    ];
    let said = groups.into_iter().find(|(group, _)| says.any(*group));
    said.map_or(Label::SiteChrome, |(_, label)| label)
}
