//! Which blocks of an HTML page are its article: the box that holds most of the running text, less the boxes inside of
//! it that say they are something else.

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
    pub(super) fn fate(&self, block: usize) -> Fate {
        self.fates.get(block).copied().unwrap_or(Fate::Outside)
    }

    pub(super) fn label(&self, block: usize) -> Label {
        self.labels.get(block).cloned().unwrap_or(Label::SiteChrome)
    }
}

/// Words that mean a box is no part of an article, whatever is in it.
const FOREIGN: Says = Says::RELATED
    .and(Says::COMMENTS)
    .and(Says::SHARE)
    .and(Says::PROMOTION)
    .and(Says::ADVERTISEMENT)
    .and(Says::TAGS)
    .and(Says::NAVIGATION)
    .and(Says::FOOTER)
    .and(Says::OVERLAY)
    .and(Says::AUTHOR)
    .and(Says::META);

/// Share of the page's prose that a box may hold and still be something else than the article.
const MOST_FOREIGN: f64 = 0.3;

/// Share of a box's prose that a box within must hold to be chosen instead.
const ENOUGH: f64 = 0.85;

/// As `ENOUGH`, for a box that says it is the article.
const ENOUGH_SAID: f64 = 0.5;

/// Looks for the article of a page; nothing for plain documents and pages without prose.
pub(super) fn find(context: &Context<'_>, findings: &Findings) -> Option<ArticleArea> {
    let view = View::new(context);
    if view.areas.is_empty() {
        return None;
    }
    let total = view.total();
    if total <= 0.0 {
        return None;
    }
    let pruned = view.pruned(total);
    let chosen = view.descend(&pruned);
    Some(view.fates(context, findings, &pruned, chosen))
}

struct View<'a> {
    areas: &'a [Area],
    /// The prose of each block: letters of running text that are no link.
    prose: Vec<f64>,
    linked: Vec<f64>,
    letters: Vec<f64>,
    home: Vec<usize>,
}

impl<'a> View<'a> {
    #[expect(clippy::cast_precision_loss, reason = "letters of one document")]
    fn new(context: &Context<'a>) -> View<'a> {
        let layout = &context.page.layout;
        let mut view = View {
            areas: &layout.areas,
            prose: vec![],
            linked: vec![],
            letters: vec![],
            home: vec![],
        };
        for ((_, block, shape), place) in context.blocks().zip(&layout.places) {
            let share = place.linked as f64 / place.letters.max(1) as f64;
            let is_prose = (shape.is_prose() || shape.stops && shape.weight > 30)
                && share < 0.5
                && block.kind != Kind::Chrome;
            view.prose.push(if is_prose { shape.weight as f64 * (1.0 - share) } else { 0.0 });
            view.linked.push(place.linked as f64);
            view.letters.push(place.letters as f64);
            view.home.push(place.area);
        }
        view
    }

    fn total(&self) -> f64 {
        self.prose.iter().sum()
    }

    fn sum(&self, area: &Area, of: &[f64]) -> f64 {
        of.get(area.blocks.clone()).unwrap_or_default().iter().sum()
    }

    /// Which boxes are no part of the article.
    fn pruned(&self, total: f64) -> Vec<bool> {
        let mut pruned: Vec<bool> = Vec::with_capacity(self.areas.len());
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let prose = self.sum(area, &self.prose);
            let foreign = area.says.any(FOREIGN)
                && !area.says.any(Says::BODY.and(Says::LEAD))
                && !area.is_article_body;
            let around = area.role == Role::Around;
            let link_list = {
                let letters = self.sum(area, &self.letters);
                letters > 0.0
                    && self.sum(area, &self.linked) / letters > 0.7
                    && prose <= 0.0
                    && area.blocks.len() > 1
                    && matches!(area.role, Role::List | Role::Plain | Role::Section)
            };
            pruned.push(
                inherited || (foreign || around || link_list) && prose <= total * MOST_FOREIGN,
            );
        }
        pruned
    }

    fn value(&self, at: usize, pruned: &[bool]) -> f64 {
        let Some(area) = self.areas.get(at) else { return 0.0 };
        area.blocks
            .clone()
            .filter(|block| !self.is_pruned(*block, pruned))
            .filter_map(|block| self.prose.get(block))
            .sum()
    }

    fn is_pruned(&self, block: usize, pruned: &[bool]) -> bool {
        self.home.get(block).and_then(|home| pruned.get(*home)).copied().unwrap_or_default()
    }

    /// From the whole page down to the innermost box that holds enough of the prose.
    fn descend(&self, pruned: &[bool]) -> usize {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.areas.len()];
        for (at, area) in self.areas.iter().enumerate().skip(1) {
            if let Some(list) = children.get_mut(area.parent) {
                list.push(at);
            }
        }
        let mut at = 0;
        let mut value = self.value(0, pruned);
        loop {
            let inside = children.get(at).map(Vec::as_slice).unwrap_or_default();
            let best = inside
                .iter()
                .filter(|child| !pruned.get(**child).copied().unwrap_or_default())
                .map(|child| (*child, self.value(*child, pruned)))
                .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
            let Some((child, held)) = best else { return at };
            let Some(area) = self.areas.get(child) else { return at };
            let said = area.is_article_body
                || area.says.any(Says::BODY)
                || matches!(area.role, Role::Article | Role::Main);
            let enough = if said { ENOUGH_SAID } else { ENOUGH };
            if held < value * enough
                || area.role == Role::Paragraph
                || area.role == Role::List && !said
            {
                return at;
            }
            (at, value) = (child, held);
        }
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
            findings.claimed(Field::Title).map(|claim| super::shape::fold(&claim.value)).collect();
        let is_title = |at: usize| {
            context.page.blocks.get(at).is_some_and(|block| {
                block.kind == Kind::Heading(1)
                    || titles.contains(&super::shape::fold(context.words(block)))
            })
        };
        let head = (0..range.start).rev().find(|at| is_title(*at)).unwrap_or(range.start);
        let mut fates = Vec::new();
        let mut labels = Vec::new();
        for (at, block, _) in context.blocks() {
            let says = self.says_above(at);
            let pruned = self.is_pruned(at, pruned) || block.kind == Kind::Chrome;
            let head_like = says.any(Says::META.and(Says::AUTHOR))
                || (at >= head && at < range.start && !pruned);
            let fate = if range.contains(&at) && !pruned {
                Fate::Body
            } else if head_like && at >= head && at < range.end || is_title(at) {
                Fate::Head
            } else {
                Fate::Outside
            };
            fates.push(fate);
            labels.push(label(says));
        }
        ArticleArea { fates, labels }
    }

    /// What the boxes around a block say.
    fn says_above(&self, block: usize) -> Says {
        let mut says = Says::default();
        let Some(mut at) = self.home.get(block).copied() else { return says };
        while let Some(area) = self.areas.get(at) {
            says = says.and(area.says);
            if at == 0 {
                break;
            }
            at = area.parent;
        }
        says
    }
}

fn label(_says: Says) -> Label {
    Label::SiteChrome
}
