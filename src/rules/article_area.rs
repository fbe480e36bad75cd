//! Which blocks of an HTML page are its article: the box that holds most of the running text, less the boxes inside of
//! it that say they are something else.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::asides::Asides;
use super::boxes::{LEAST_COPY, MOSTLY_COPIED, View};
use super::shape::Shape;
use super::{Context, Findings};
use super::{leftovers, said, shape};
use crate::finding::{Field, Label};
use crate::page::layout::{Dress, Role, Says};
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
#[derive(Debug)]
pub(super) struct ArticleArea {
    fates: Vec<Fate>,
    labels: Vec<Label>,
    /// The first of its blocks that is running text.
    pub(super) opening: usize,
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

/// The article of a page, which is looked for once; nothing for plain documents and pages without prose.
pub(super) fn find(context: &Context<'_>, findings: &mut Findings) -> Option<Rc<ArticleArea>> {
    if findings.article_area.is_none() {
        findings.article_area = look(context, findings).map(Rc::new);
    }
    findings.article_area.clone()
}

fn look(context: &Context<'_>, findings: &Findings) -> Option<ArticleArea> {
    let view = View::new(context)?;
    let titles = titles(context, findings);
    let mut pruned = view.pruned(&titles);
    view.prune_teasers(context, &titles, &mut pruned);
    view.prune_notices(context, &titles, &mut pruned);
    view.prune_forms(context, &titles, &mut pruned);
    view.prune_calls(context, &titles, &mut pruned);
    let asides = Asides::new(&view, context, &titles);
    asides.prune(findings, &mut pruned);
    asides.prune_posts(&mut pruned);
    let with_copies = view.descend(&pruned, &titles);
    view.prune_copies(context, with_copies, &mut pruned);
    let by_prose = view.descend(&pruned, &titles);
    let chosen = view.spoken(context).unwrap_or(by_prose);
    let chosen = view.titled(context, chosen, &titles).unwrap_or(chosen);
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

/// What a box says whose buttons are no article's.
pub(super) const ELSEWHERE: Says = Says::RELATED
    .and(Says::COMMENTS)
    .and(Says::NAVIGATION)
    .and(Says::PROMOTION)
    .and(Says::ADVERTISEMENT)
    .and(Says::FOOTER)
    .and(Says::OVERLAY);

impl View<'_> {
    /// Whether a block stands in a box, or in a paragraph of one, that says it leads into the text.
    fn says_lead(&self, at: usize) -> bool {
        let home = self.homes.get(at).and_then(|home| self.areas.get(*home));
        let outer = home.filter(|home| home.role == Role::Paragraph);
        let outer = outer.and_then(|home| self.areas.get(home.parent));
        [home, outer].into_iter().flatten().any(|area| area.says.any(Says::LEAD))
    }

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
        let (range, is_copied) = self.with_head(context, head, range, pruned);
        let has_prose = |at: &usize| self.prose.get(*at).is_some_and(|prose| *prose > 0.0);
        let opening = range
            .clone()
            .find(|at| has_prose(at) && !self.says_lead(*at) && !self.is_pruned(*at, pruned));
        let opening = opening.unwrap_or(range.start);
        let says = self.says_around();
        let links = leftovers::lone_links(context);
        let points = points(context, range.clone());
        let around = self.article_around(chosen);
        let mut article = ArticleArea { fates: Vec::new(), labels: Vec::new(), opening };
        for (at, block, shape) in context.blocks() {
            let says =
                self.homes.get(at).and_then(|home| says.get(*home)).copied().unwrap_or_default();
            let pruned = self.is_pruned(at, pruned) || block.kind == Kind::Chrome;
            let in_head = (head..range.start).contains(&at);
            let says_else = says.any(ELSEWHERE.and(Says::META).and(Says::AUTHOR).and(Says::SHARE));
            let is_subtitle = (head + 1..=head + BEHIND_TITLE).contains(&at)
                && !says_else
                && is_subtitle(context, (at, block, shape), at == head + 1);
            let is_new = || !points.contains(context.words(block));
            let is_lead = in_head
                && !is_copied
                && (has_prose(&at)
                    || !is_title(at) && (self.says_lead(at) || is_subtitle)
                    || block.kind == Kind::Item
                        && !says_else
                        && is_point(context, (at, shape))
                        && is_new()
                    || matches!(block.kind, Kind::Item | Kind::Heading(3..))
                        && self.is_beside_prose(context, at, head)
                        && is_new());
            // Beside the buttons under a headline stand the writer and the date.
            let is_meta = says.any(Says::META.and(Says::AUTHOR)) && (head..range.end).contains(&at)
                || (head..opening).contains(&at) && says.any(Says::SHARE) && !says.any(ELSEWHERE);
            // A picture over the headline is the article's.
            let is_picture = |at: usize| {
                block.kind == Kind::Caption
                    && (around.start..range.start).contains(&at)
                    && self.homes.get(at).is_some_and(|home| self.is_figure(*home))
            };
            article.fates.push(if (range.contains(&at) || is_lead) && !pruned {
                if links.get(at).is_some_and(|link| *link) && !is_title(at) {
                    Fate::Link
                } else {
                    Fate::Body
                }
            } else if in_head && !pruned || is_meta || is_title(at) || !pruned && is_picture(at) {
                Fate::Head
            } else {
                Fate::Outside
            });
            article.labels.push(label(says));
        }
        article
    }

    /// Whether an item between headline and text stands in a box with sentences, as the points of a verdict do, and is no link.
    fn is_beside_prose(&self, context: &Context<'_>, at: usize, head: usize) -> bool {
        let is_linked = context.page.layout.places.get(at).is_none_or(|place| place.linked > 0);
        // A heading without points below it stands over something else.
        let kind = |at: usize| context.page.blocks.get(at).map(|block| block.kind);
        if kind(at) != Some(Kind::Item) && kind(at + 1) != Some(Kind::Item) {
            return false;
        }
        let mut home = self.homes.get(at).copied();
        while let Some(area) = home.and_then(|home| self.areas.get(home)).filter(|_| !is_linked) {
            if area.blocks.start <= head {
                return false;
            }
            // The card of an offer has a button.
            let is_sold = |at: usize| {
                let place = context.page.layout.places.get(at);
                place.is_some_and(|place| place.dress == Dress::Button)
                    || context.page.blocks.get(at).is_some_and(|it| it.kind == Kind::Chrome)
            };
            if area.blocks.clone().any(is_sold) {
                return false;
            }
            let mut inside = area.blocks.clone();
            if inside.any(|at| self.prose.get(at).is_some_and(|prose| *prose > LEAST_COPY)) {
                return true;
            }
            home = home.filter(|home| area.parent < *home).map(|_| area.parent);
        }
        false
    }

    /// Whether a box is a picture or the words in one.
    fn is_figure(&self, at: usize) -> bool {
        let area = self.areas.get(at);
        let outer = area.and_then(|area| self.areas.get(area.parent));
        [area, outer].into_iter().flatten().any(|area| area.role == Role::Figure)
    }

    /// The blocks of the article that a box is the text of.
    fn article_around(&self, chosen: usize) -> Range<usize> {
        let mut at = chosen;
        while let Some(area) = self.areas.get(at) {
            if area.role == Role::Article {
                return area.blocks.clone();
            }
            if area.parent >= at {
                break;
            }
            at = area.parent;
        }
        0..0
    }

    /// The range of the article, from behind the headline on if much of its prose stands there; and whether what stands
    /// there is a copy of it.
    fn with_head(
        &self,
        context: &Context<'_>,
        head: usize,
        range: Range<usize>,
        pruned: &[bool],
    ) -> (Range<usize>, bool) {
        let prose = |at: usize| {
            let prose = self.prose.get(at).copied().unwrap_or_default();
            if self.is_pruned(at, pruned) { 0.0 } else { prose }
        };
        let before: f64 = (head..range.start).map(prose).sum();
        if before <= range.clone().map(prose).sum::<f64>() * MOST_LEAD {
            return (range, false);
        }
        let words = |at: usize| context.page.blocks.get(at).map(|block| context.words(block));
        let inside: FxHashSet<_> =
            range.clone().filter(|at| prose(*at) >= LEAST_COPY).filter_map(words).collect();
        let is_copy = |at: &usize| words(*at).is_some_and(|words| inside.contains(words));
        let copied: f64 = (head..range.start).filter(is_copy).map(prose).sum();
        let is_copied = copied > before * MOSTLY_COPIED;
        (if is_copied { range } else { head..range.end }, is_copied)
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

/// The items of a text: points that stand in it once more are not said twice.
fn points<'a>(context: &Context<'a>, range: Range<usize>) -> FxHashSet<&'a str> {
    let blocks = range.filter_map(|at| context.page.blocks.get(at));
    let items = blocks.filter(|block| block.kind == Kind::Item);
    items.map(|block| context.words(block)).collect()
}

/// Blocks behind the headline among which the line under it is looked for: the section may stand between.
const BEHIND_TITLE: usize = 2;

/// What a line under the headline weighs at least that says what the article is about; names, places and sections are shorter.
const LEAST_SUBTITLE: usize = 60;

/// As `LEAST_SUBTITLE`, for a heading of the second rank next to the headline.
const LEAST_SECOND: usize = 15;

/// Digits from which such a line may be a date.
const MOST_DIGITS: usize = 3;

/// What an item under the headline weighs at least that is one of the main points of the text; items of menus are shorter.
const LEAST_POINT: usize = 25;

/// Words of the shortest such item.
const FEWEST_OF_POINT: usize = 5;

/// Whether an item is as long as the main points are that stand between headline and text, and leads nowhere.
fn is_point(context: &Context<'_>, (at, shape): (usize, &Shape)) -> bool {
    let is_linked = context.page.layout.places.get(at).is_none_or(|place| place.linked > 0);
    !is_linked && shape.weight >= LEAST_POINT && shape.words >= FEWEST_OF_POINT
}

/// What a line right under the headline weighs at least that reads as a sentence does, and its words.
const LEAST_SENTENCE: usize = 30;
const FEWEST_WORDS: usize = 7;

/// Whether a short line reads as a sentence does: many words, few of them with a capital, no number.
fn is_sentence_like(words: &str, shape: &Shape) -> bool {
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let capitals = words.split_whitespace().filter(is_capital).count();
    shape.weight >= LEAST_SENTENCE
        && shape.words >= FEWEST_WORDS
        && shape.digits == 0
        && capitals * 3 <= shape.words
}

/// Whether a line is as long as those are that stand under a headline, and says neither who wrote nor when.
fn is_subtitle(
    context: &Context<'_>,
    (at, block, shape): (usize, &Block, &Shape),
    is_next: bool,
) -> bool {
    // A second heading right under the headline goes on with it.
    let least = match block.kind {
        Kind::Heading(2) if is_next => LEAST_SECOND,
        _ => LEAST_SUBTITLE,
    };
    let is_linked = context.page.layout.places.get(at).is_none_or(|place| place.linked > 0);
    matches!(block.kind, Kind::Text | Kind::Heading(2..))
        && (shape.weight >= least || is_next && is_sentence_like(context.words(block), shape))
        && shape.digits <= MOST_DIGITS
        && !is_linked
        && !said::strip(context, context.words(block)).1
}

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
