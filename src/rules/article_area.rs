//! Which blocks of an HTML page are its article: the box that holds most of the running text, less the boxes inside of
//! it that say they are something else.

use super::shape;
use super::{Context, Findings};
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::page::layout::{Area, Role, Says};

/// What becomes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is in the article.
    Body,
    /// It stands where headline, byline and date stand, which other rules look for.
    Head,
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

/// What says that a box is no part of an article, if it holds little of the prose.
const FOREIGN: Says = Says::COMMENTS
    .and(Says::RELATED)
    .and(Says::OVERLAY)
    .and(Says::FOOTER)
    .and(Says::NAVIGATION)
    .and(Says::SHARE)
    .and(Says::PROMOTION)
    .and(Says::ADVERTISEMENT)
    .and(Says::TAGS)
    .and(Says::AUTHOR)
    .and(Says::META);

/// What says so even for a box that holds most of the prose, as comments do under a short article.
const STRONG: Says = Says::COMMENTS;

/// Prose that must be left outside of such a box, in letters: a short article.
const LEAST_LEFT: f64 = 600.0;

/// Share of the page's prose that a box may hold and still be something else than the article.
const MOST_FOREIGN: f64 = 0.3;

/// Share of a box's prose that a box within must hold to be chosen instead.
const ENOUGH: f64 = 0.9;

/// As `ENOUGH`, for a box that says it is the article.
const ENOUGH_SAID: f64 = 0.5;

/// Share of letters in links from which a list is one of links.
const LINK_LIST: f64 = 0.7;

/// Letters from which a block that ends like a sentence counts as prose here, where boxes speak as well.
const SENTENCE: usize = 30;

/// Looks for the article of a page; nothing for plain documents and pages without prose.
pub(super) fn find(context: &Context<'_>, findings: &Findings) -> Option<ArticleArea> {
    let view = View::new(context)?;
    let pruned = view.pruned();
    let chosen = view.descend(&pruned);
    Some(view.fates(context, findings, &pruned, chosen))
}

/// Sums over ranges of blocks.
struct Sums(Vec<f64>);

impl Sums {
    fn of(values: impl Iterator<Item = f64>) -> Sums {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for value in values {
            sum += value;
            sums.push(sum);
        }
        Sums(sums)
    }

    fn over(&self, area: &Area) -> f64 {
        let at = |at: usize| self.0.get(at).or(self.0.last()).copied().unwrap_or_default();
        at(area.blocks.end) - at(area.blocks.start)
    }

    fn total(&self) -> f64 {
        self.0.last().copied().unwrap_or_default()
    }
}

/// A page as numbers.
struct View<'a> {
    areas: &'a [Area],
    /// The innermost box of each block.
    homes: Vec<usize>,
    /// The prose of each block: letters of running text that are no link.
    prose: Vec<f64>,
    prose_sums: Sums,
    letters: Sums,
    linked: Sums,
}

impl<'a> View<'a> {
    #[expect(clippy::cast_precision_loss, reason = "letters of one document")]
    fn new(context: &Context<'a>) -> Option<View<'a>> {
        let layout = &context.page.layout;
        let mut prose = Vec::new();
        for ((_, block, shape), place) in context.blocks().zip(&layout.places) {
            let linked = place.linked as f64 / place.letters.max(1) as f64;
            let is_prose = (shape.is_prose() || shape.stops && shape.weight > SENTENCE)
                && linked < 0.5
                && block.kind != Kind::Chrome;
            prose.push(if is_prose { shape.weight as f64 * (1.0 - linked) } else { 0.0 });
        }
        let prose_sums = Sums::of(prose.iter().copied());
        (prose_sums.total() > 0.0).then(|| View {
            areas: &layout.areas,
            homes: layout.places.iter().map(|place| place.area).collect(),
            prose,
            prose_sums,
            letters: Sums::of(layout.places.iter().map(|place| place.letters as f64)),
            linked: Sums::of(layout.places.iter().map(|place| place.linked as f64)),
        })
    }

    /// Which boxes are no part of the article.
    fn pruned(&self) -> Vec<bool> {
        let total = self.prose_sums.total();
        let mut pruned: Vec<bool> = Vec::with_capacity(self.areas.len());
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let prose = self.prose_sums.over(area);
            let says_article = area.says.any(Says::BODY.and(Says::LEAD)) || area.is_article_body;
            let small = prose <= total * MOST_FOREIGN;
            let foreign = area.says.any(FOREIGN) && small
                || area.says.any(STRONG) && total - prose >= LEAST_LEFT;
            let foreign = foreign && area.role != Role::Main;
            let around = area.role == Role::Around && small;
            let out = foreign && !says_article || around || self.is_link_list(area);
            pruned.push(inherited || out);
        }
        pruned
    }

    /// Whether a box holds nothing but links.
    fn is_link_list(&self, area: &Area) -> bool {
        area.blocks.len() > 1
            && matches!(area.role, Role::List | Role::Plain | Role::Section)
            && self.prose_sums.over(area) <= 0.0
            && self.linked.over(area) > self.letters.over(area) * LINK_LIST
    }

    fn is_pruned(&self, block: usize, pruned: &[bool]) -> bool {
        let home = self.homes.get(block).and_then(|home| pruned.get(*home));
        home.copied().unwrap_or_default()
    }

    /// From the whole page down to the innermost box that holds enough of the prose.
    fn descend(&self, pruned: &[bool]) -> usize {
        let kept = self
            .prose
            .iter()
            .enumerate()
            .map(|(block, prose)| if self.is_pruned(block, pruned) { 0.0 } else { *prose });
        let kept = Sums::of(kept);
        let mut best: Vec<Option<usize>> = vec![None; self.areas.len()];
        for (at, area) in self.areas.iter().enumerate().skip(1) {
            let value = |at: usize| self.areas.get(at).map_or(0.0, |area| kept.over(area));
            if let Some(best) = best.get_mut(area.parent)
                && best.is_none_or(|best| value(at) > value(best))
            {
                *best = Some(at);
            }
        }
        let mut at = 0;
        while let Some(child) = best.get(at).copied().flatten() {
            let (Some(outer), Some(inner)) = (self.areas.get(at), self.areas.get(child)) else {
                break;
            };
            let said = inner.is_article_body
                || inner.says.any(Says::BODY)
                || matches!(inner.role, Role::Article | Role::Main);
            let enough = if said { ENOUGH_SAID } else { ENOUGH };
            let is_box = !matches!(inner.role, Role::Paragraph | Role::List) || said;
            if !is_box || kept.over(inner) < kept.over(outer) * enough {
                break;
            }
            at = child;
        }
        at
    }

    fn fates(
        &self,
        context: &Context<'_>,
        findings: &Findings,
        pruned: &[bool],
        chosen: usize,
    ) -> ArticleArea {
        let range = self.areas.get(chosen).map(|area| area.blocks.clone()).unwrap_or_default();
        let titles: Vec<String> =
            findings.claimed(Field::Title).map(|claim| shape::fold(&claim.value)).collect();
        let is_title: Vec<bool> = context
            .blocks()
            .map(|(_, block, _)| {
                block.kind == Kind::Heading(1)
                    || titles.contains(&shape::fold(context.words(block)))
            })
            .collect();
        let is_title = |at: usize| is_title.get(at).copied().unwrap_or_default();
        let head = (0..range.start).rev().find(|at| is_title(*at)).unwrap_or(range.start);
        let says = self.says_around();
        let mut article = ArticleArea { fates: Vec::new(), labels: Vec::new() };
        for (at, block, _) in context.blocks() {
            let says =
                self.homes.get(at).and_then(|home| says.get(*home)).copied().unwrap_or_default();
            let pruned = self.is_pruned(at, pruned) || block.kind == Kind::Chrome;
            let in_head = (head..range.start).contains(&at);
            let is_lead = in_head && self.prose.get(at).is_some_and(|prose| *prose > 0.0);
            let is_meta = says.any(Says::META.and(Says::AUTHOR)) && (head..range.end).contains(&at);
            article.fates.push(if (range.contains(&at) || is_lead) && !pruned {
                Fate::Body
            } else if in_head && !pruned || is_meta || is_title(at) {
                Fate::Head
            } else {
                Fate::Outside
            });
            article.labels.push(label(says));
        }
        article
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

fn label(_says: Says) -> Label {
    Label::SiteChrome
}
