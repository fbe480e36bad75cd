//! The boxes of an HTML page as numbers: where its running text is, and which boxes say they are no article.

mod foreign;
mod spoken;
mod titled;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Context;
use super::shape;
use crate::page::layout::{Area, Place, Role, Says};
use crate::page::{Block, Kind};

/// Letters of prose below which a page has hardly any sentences: a poem, a list, a talk of single words.
const LEAST_PROSE: f64 = 120.0;

/// Share of a box's prose that a box within must hold to be chosen instead.
const ENOUGH: f64 = 0.85;

/// As `ENOUGH`, for a cell with the headline: in the layouts of old the others are columns beside it.
const ENOUGH_TITLED: f64 = 0.6;

/// As `ENOUGH`, for a box with the headline: what stands outside of it is a foot, or a column.
const ENOUGH_HEADED: f64 = 0.7;

/// As `ENOUGH`, for a box that says it is the article.
const ENOUGH_SAID: f64 = 0.5;

/// As `ENOUGH_SAID`, for a box that stands deeper, in boxes that do not say so.
const ENOUGH_SAID_BELOW: f64 = 0.7;

/// As `ENOUGH_SAID`, for one within one that says so where nothing beside it says that it is text: what stands there are
/// notices, offers, forms.
const ENOUGH_SAID_ALONE: f64 = 0.5;

/// As `ENOUGH`, for one within one that says so: the parts of an article say that they are text, too.
const ENOUGH_SAID_AGAIN: f64 = 0.9;

/// Letters of the shortest block that is looked for: short lines are the same by chance.
pub(super) const LEAST_COPY: f64 = 30.0;

/// Share of the prose of a box from which it is a copy of what stands before it.
pub(super) const MOSTLY_COPIED: f64 = 0.8;

/// Letters from which a block that ends like a sentence counts as prose here, where boxes speak as well.
const SENTENCE: usize = 30;

/// As `SENTENCE`, in a script without full stops, where lines that are no sentences are told by their length alone.
const UNSTOPPED: usize = 60;

/// Sums over ranges of blocks.
pub(super) struct Sums(Vec<f64>);

impl Sums {
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Sums {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for value in values {
            sum += value;
            sums.push(sum);
        }
        Sums(sums)
    }

    /// How many blocks have something.
    pub(super) fn count(has: impl Iterator<Item = bool>) -> Sums {
        Sums::of(has.map(|has| if has { 1.0 } else { 0.0 }))
    }

    pub(super) fn over(&self, area: &Area) -> f64 {
        let at = |at: usize| self.0.get(at).or(self.0.last()).copied().unwrap_or_default();
        at(area.blocks.end) - at(area.blocks.start)
    }

    pub(super) fn before(&self, block: usize) -> f64 {
        self.0.get(block).copied().unwrap_or_else(|| self.total())
    }

    pub(super) fn total(&self) -> f64 {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Letters of each block that are no link and in no menu: what counts where a page has no sentences.
#[expect(clippy::cast_precision_loss, reason = "letters of one document")]
fn unlinked(context: &Context<'_>) -> Vec<f64> {
    let blocks = context.page.blocks.iter().zip(&context.page.layout.places);
    let letters = |(block, place): (&Block, &Place)| {
        if block.kind == Kind::Chrome { 0.0 } else { (place.letters - place.linked) as f64 }
    };
    blocks.map(letters).collect()
}

/// A page as numbers.
pub(super) struct View<'a> {
    pub(super) areas: &'a [Area],
    /// The innermost box of each block.
    pub(super) homes: Vec<usize>,
    /// The prose of each block: letters of running text that are no link.
    pub(super) prose: Vec<f64>,
    /// Whether each block is a heading.
    pub(super) headings: Vec<bool>,
    prose_sums: Sums,
    pub(super) letters: Sums,
    linked: Sums,
    /// How many blocks lead to other pages of the same site.
    own: Sums,
}

impl<'a> View<'a> {
    #[expect(clippy::cast_precision_loss, reason = "letters of one document")]
    /// Reads a page; nothing for plain documents and pages without prose.
    pub(super) fn new(context: &Context<'a>) -> Option<View<'a>> {
        let layout = &context.page.layout;
        let mut prose = Vec::new();
        for ((_, block, shape), place) in context.blocks().zip(&layout.places) {
            let linked = place.linked as f64 / place.letters.max(1) as f64;
            let ends = shape.stops
                || block.kind == Kind::Text
                    && shape.weight > UNSTOPPED
                    && shape::is_unstopped(context.words(block));
            let is_prose = (shape.is_prose() || ends && shape.weight > SENTENCE)
                && linked < 0.5
                && block.kind != Kind::Chrome;
            prose.push(if is_prose { shape.weight as f64 * (1.0 - linked) } else { 0.0 });
        }
        if prose.iter().sum::<f64>() < LEAST_PROSE {
            prose = unlinked(context);
        }
        let prose_sums = Sums::of(prose.iter().copied());
        (prose_sums.total() > 0.0).then(|| View {
            areas: &layout.areas,
            homes: layout.places.iter().map(|place| place.area).collect(),
            prose,
            headings: context
                .blocks()
                .map(|(_, block, _)| matches!(block.kind, Kind::Heading(_)))
                .collect(),
            prose_sums,
            letters: Sums::of(layout.places.iter().map(|place| place.letters as f64)),
            linked: Sums::of(layout.places.iter().map(|place| place.linked as f64)),
            own: Sums::count(layout.places.iter().map(|place| place.own)),
        })
    }

    /// Prunes boxes whose prose stands in the chosen box already: some pages hold their text once for each kind of screen.
    pub(super) fn prune_copies(&self, context: &Context<'_>, chosen: usize, pruned: &mut [bool]) {
        let mut seen = FxHashSet::default();
        let inside = self.areas.get(chosen).map(|area| area.blocks.clone()).unwrap_or_default();
        let copied = context.blocks().map(|(at, block, _)| {
            let prose = self.prose.get(at).copied().unwrap_or_default();
            let is_open =
                prose >= LEAST_COPY && inside.contains(&at) && !self.is_pruned(at, pruned);
            let is_copy = is_open && !seen.insert(context.words(block));
            if is_copy { prose } else { 0.0 }
        });
        let copied = Sums::of(copied);
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let (copied, prose) = (copied.over(area), self.prose_sums.over(area));
            if let Some(pruned) = pruned.get_mut(at) {
                *pruned |= inherited || copied > 0.0 && copied > prose * MOSTLY_COPIED;
            }
        }
    }

    /// Whether a block stands in a pruned box.
    pub(super) fn is_pruned(&self, block: usize, pruned: &[bool]) -> bool {
        let home = self.homes.get(block).and_then(|home| pruned.get(*home));
        home.copied().unwrap_or_default()
    }

    /// From the whole page down to the innermost box that holds enough of the prose.
    pub(super) fn descend(&self, pruned: &[bool], titles: &[bool]) -> usize {
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
        let texts = self.texts(&kept);
        let parts = self.parts(&kept);
        let is_part = |area: &Area| parts.get(&(area.parent, area.make)).is_some_and(|it| *it > 1);
        let titles = Sums::count(titles.iter().copied());
        let (mut at, mut is_said) = (0, false);
        while let Some(child) = best.get(at).copied().flatten() {
            let (Some(outer), Some(inner)) = (self.areas.get(at), self.areas.get(child)) else {
                break;
            };
            let said = says_text(inner) || matches!(inner.role, Role::Article | Role::Main);
            let enough = match (said, is_said) {
                (true, _) if says_text(inner) && is_part(inner) => ENOUGH_SAID_AGAIN,
                (true, false) => ENOUGH_SAID,
                (true, true) if says_text(inner) && texts.get(at) == Some(&1) => ENOUGH_SAID_ALONE,
                (true, true) => ENOUGH_SAID_AGAIN,
                (false, _) if inner.role == Role::Table && titles.over(inner) > 0.0 => {
                    ENOUGH_TITLED
                }
                (false, _) if titles.over(inner) > 0.0 => ENOUGH_HEADED,
                (false, _) => ENOUGH,
            };
            let is_box = !matches!(inner.role, Role::Paragraph | Role::Quote | Role::List) || said;
            if is_box && kept.over(inner) >= kept.over(outer) * enough {
                (at, is_said) = (child, is_said || said);
                continue;
            }
            // `<main>` and `<article>` hold notices, too; where one box alone in them says it is the text, it is.
            let is_alone = !says_text(outer) && texts.get(at) == Some(&1);
            let enough = match (is_said, is_alone) {
                (false, _) => ENOUGH_SAID_BELOW,
                (true, true) => ENOUGH_SAID_ALONE,
                (true, false) => ENOUGH_SAID_AGAIN,
            };
            let least = kept.over(outer) * enough;
            let Some(below) = self.said_below(&best, child, |area| kept.over(area) >= least) else {
                break;
            };
            (at, is_said) = (below, true);
        }
        at
    }

    /// How many boxes of one make in one box say that they are text, and hold any.
    fn parts(&self, kept: &Sums) -> FxHashMap<(usize, u64), usize> {
        let mut parts = FxHashMap::default();
        for area in self.areas.iter().filter(|area| says_text(area) && kept.over(area) > 0.0) {
            *parts.entry((area.parent, area.make)).or_default() += 1;
        }
        parts
    }

    /// In how many of the boxes right inside each box something says that it is text, and holds any.
    fn texts(&self, kept: &Sums) -> Vec<usize> {
        let mut texts = vec![0; self.areas.len()];
        for (at, area) in self.areas.iter().enumerate().skip(1).rev() {
            let says = says_text(area) && kept.over(area) > 0.0;
            let is_text = says || texts.get(at).is_some_and(|inside| *inside > 0);
            if let Some(outer) = texts.get_mut(area.parent).filter(|_| is_text) {
                *outer += 1;
            }
        }
        texts
    }

    /// The outermost box that says it is the text of the article on the way down from one, by `best`, as far as boxes hold
    /// enough.
    fn said_below(
        &self,
        best: &[Option<usize>],
        from: usize,
        holds: impl Fn(&Area) -> bool,
    ) -> Option<usize> {
        let mut next = Some(from);
        while let Some((at, area)) = next.and_then(|at| Some((at, self.areas.get(at)?))) {
            if !holds(area) {
                return None;
            }
            if says_text(area) || area.role == Role::Article {
                return Some(at);
            }
            next = best.get(at).copied().flatten();
        }
        None
    }
}

/// Whether a box says that it is the text of the article.
fn says_text(area: &Area) -> bool {
    area.is_article_body || area.says.any(Says::BODY)
}
