//! The boxes of an HTML page as numbers: where its running text is, and which boxes say they are no article.

mod spoken;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Context;
use super::article_area::ELSEWHERE;
use super::shape;
use crate::page::layout::{Area, Place, Role, Says};
use crate::page::{Block, Kind};

/// What says that a box is no part of an article, and how much prose it may hold and still be none: a share of the
/// page's, or letters. Wrappers of whole articles are named after the buttons in them, too.
const FOREIGN: &[(Says, Most)] = &[
    (
        Says::COMMENTS
            .and(Says::RELATED)
            .and(Says::OVERLAY)
            .and(Says::FOOTER)
            .and(Says::NAVIGATION),
        Most::Share,
    ),
    (Says::AUTHOR.and(Says::PROMOTION).and(Says::ADVERTISEMENT), Most::Letters(1500.0)),
    (Says::SHARE.and(Says::TAGS).and(Says::META), Most::Letters(400.0)),
];

/// How much prose is little.
enum Most {
    /// A share of the page's: `MOST_FOREIGN` or `MOST_UNTITLED`.
    Share,
    /// Letters.
    Letters(f64),
}

/// What says so even for a box that holds most of the prose, as comments do under a short article.
const STRONG: Says = Says::COMMENTS;

/// Prose that must be left outside of such a box, in letters: a short article.
const LEAST_LEFT: f64 = 400.0;

/// Share of the page's prose that a box may hold and still be something else than the article.
const MOST_FOREIGN: f64 = 0.3;

/// As `MOST_FOREIGN`, for a box without the headline on a page where something else stands around it.
const MOST_UNTITLED: f64 = 0.75;

/// Letters of prose of the shortest article among several that stand one after the other: a paragraph or two.
const LEAST_ARTICLE: f64 = 150.0;

/// Share that it must hold of the prose of them all.
const LEAST_SHARE: f64 = 0.1;

/// Letters of prose in a banner.
const MOST_BANNER: f64 = 400.0;

/// Prose that must be left outside of such a box, in letters: a sentence.
const LEAST_TITLED: f64 = 60.0;

/// Letters of prose below which a page has hardly any sentences: a poem, a list, a talk of single words.
const LEAST_PROSE: f64 = 120.0;

/// Share of a box's prose that a box within must hold to be chosen instead.
const ENOUGH: f64 = 0.85;

/// As `ENOUGH`, for a cell with the headline: in the layouts of old the others are columns beside it.
const ENOUGH_TITLED: f64 = 0.6;

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

/// Share of letters in links from which a list is one of links.
const LINK_LIST: f64 = 0.7;

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

    /// Which boxes are no part of the article, by what they say of themselves; `titles` are the blocks that may be headlines.
    pub(super) fn pruned(&self, titles: &[bool]) -> Vec<bool> {
        let total = self.prose_sums.total();
        let titles = Sums::count(titles.iter().copied());
        let mut pruned: Vec<bool> = Vec::with_capacity(self.areas.len());
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let prose = self.prose_sums.over(area);
            let says_article = area.says.any(Says::BODY.and(Says::LEAD)) || area.is_article_body;
            let is_untitled =
                titles.total() > 0.0 && titles.over(area) <= 0.0 && total - prose >= LEAST_TITLED;
            let share = if is_untitled { MOST_UNTITLED } else { MOST_FOREIGN };
            let small = prose <= total * share;
            let weak = FOREIGN.iter().any(|(says, most)| {
                let most = match most {
                    Most::Share => total * share,
                    Most::Letters(letters) => (total * MOST_FOREIGN).min(*letters),
                };
                area.says.any(*says) && prose <= most
            });
            let strong = area.says.any(STRONG) && (is_untitled || total - prose >= LEAST_LEFT);
            let banner = area.says.any(Says::BANNER)
                && titles.over(area) <= 0.0
                && prose <= (total * MOST_FOREIGN).min(MOST_BANNER);
            let foreign = weak || strong || banner;
            let foreign = foreign && area.role != Role::Main;
            let around = area.role == Role::Around && small;
            let out = foreign && !says_article || around || self.is_link_list(at, area);
            pruned.push(inherited || out);
        }
        pruned
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

    /// Whether a box holds nothing but links.
    fn is_link_list(&self, at: usize, area: &Area) -> bool {
        let links = area.blocks.len() > 1
            && matches!(area.role, Role::List | Role::Plain | Role::Section)
            && self.prose_sums.over(area) <= 0.0
            && self.linked.over(area) > self.letters.over(area) * LINK_LIST;
        // A list right between the paragraphs of a text is part of it; links to other articles have a box of their own.
        // So are lists of other sites' pages.
        let inner = self.areas.get(at + 1).filter(|inner| inner.blocks == area.blocks);
        let in_text = (area.role == Role::List || inner.is_some_and(|it| it.role == Role::List))
            && area.says.is_empty()
            && self.areas.get(area.parent).is_some_and(|outer| {
                let leads_on = self.own.over(area) <= 0.0 && !outer.says.any(ELSEWHERE);
                (outer.says.any(Says::BODY) || leads_on) && self.prose_sums.over(outer) > 0.0
            });
        links && !in_text
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
                (false, _) => ENOUGH,
            };
            let is_box = !matches!(inner.role, Role::Paragraph | Role::Quote | Role::List) || said;
            if is_box && kept.over(inner) >= kept.over(outer) * enough {
                (at, is_said) = (child, is_said || said);
                continue;
            }
            let least =
                kept.over(outer) * if is_said { ENOUGH_SAID_AGAIN } else { ENOUGH_SAID_BELOW };
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

    /// Where several articles stand one after the other, the one with the headline of the page; `chosen` holds them all.
    pub(super) fn titled(&self, chosen: usize, titles: &[bool]) -> Option<usize> {
        let outer = self.areas.get(chosen)?;
        let is_title = |at: &usize| titles.get(*at).copied().unwrap_or_default();
        let mut at = *self.homes.get(outer.blocks.clone().find(is_title)?)?;
        let mut path = Vec::new();
        while at > chosen {
            path.push(at);
            at = self.areas.get(at)?.parent;
        }
        if at != chosen {
            return None;
        }
        let holds = |area: &Area| {
            let prose = self.prose_sums.over(area);
            prose >= LEAST_ARTICLE && prose >= self.prose_sums.over(outer) * LEAST_SHARE
        };
        let is_article = |area: &&Area| area.role == Role::Article && holds(area);
        let inside = self.areas.iter().skip(chosen + 1);
        let starts: Vec<usize> = inside
            .take_while(|area| area.blocks.start < outer.blocks.end)
            .filter(is_article)
            .map(|area| area.blocks.start)
            .collect();
        path.into_iter().rev().find(|own| {
            let inner = self.areas.get(*own).filter(is_article);
            inner.is_some_and(|inner| starts.iter().any(|start| *start >= inner.blocks.end))
        })
    }
}

/// Whether a box says that it is the text of the article.
fn says_text(area: &Area) -> bool {
    area.is_article_body || area.says.any(Says::BODY)
}
