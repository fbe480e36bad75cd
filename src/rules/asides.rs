//! Small boxes between and behind the paragraphs of an HTML page, told by what is in them where their names say nothing:
//! forms for an address, the card of another article, a call over a button, a note on who wrote.

mod posts;
mod told;

use rustc_hash::{FxHashMap, FxHashSet};

use super::boxes::{Sums, View};
use super::leftovers::MOST_CARDS;
use super::{Context, Findings, shape};
use crate::dates;
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::page::layout::{Area, Dress, Role};

/// Letters of the largest of these boxes: a heading, three sentences, a button.
const LARGEST: f64 = 500.0;

/// Share of the page's prose that one may hold.
const MOST_PROSE: f64 = 0.3;

/// Letters of the longest button, and of the longest word over a card.
const LONGEST_BUTTON: usize = 40;

/// Letters of the shortest headline of a card.
const LEAST_HEADLINE: usize = 20;

/// Blocks of a card or of a call.
const MOST_BLOCKS: usize = 6;

/// Lines of an offer: maker, name, rating, prices, shops.
const MOST_LINES: usize = 10;

/// Share of a block's letters that are words of the link when the block is a headline.
const LINKED: usize = 4;

/// Share of the prose that stands before a note on who wrote.
const BEHIND: f64 = 0.4;

/// What a line with a name weighs more than the name at most: `Ann Miller | Senior Editor`, `About Ann Miller`.
const MOST_BESIDE: usize = 24;

/// What a small box is seen by.
pub(super) struct Asides<'v, 'c> {
    view: &'v View<'c>,
    context: &'v Context<'c>,
    prose: Sums,
    headed: Sums,
    headlines: &'v [bool],
}

impl<'v, 'c> Asides<'v, 'c> {
    /// Looks at a page; `titles` are the blocks that may be headlines.
    pub(super) fn new(view: &'v View<'c>, context: &'v Context<'c>, titles: &'v [bool]) -> Self {
        let prose = Sums::of(view.prose.iter().copied());
        let headed = Sums::count(titles.iter().copied());
        Asides { view, context, prose, headed, headlines: titles }
    }

    /// Prunes them all.
    pub(super) fn prune(&self, findings: &Findings, pruned: &mut [bool]) {
        let mut found: FxHashSet<usize> = self.asking().into_iter().collect();
        found.extend(self.singular(|area| self.is_card(area)));
        found.extend(self.apart(&self.singular(|area| self.is_call(area))));
        found.extend(self.offers());
        found.extend(self.answers());
        found.extend(self.notes(findings));
        found.extend(self.told(findings));
        found.extend(self.foot());
        self.view.spread(pruned, |at| found.contains(&at));
    }

    /// Whether a box is small, and neither a paragraph nor a list, nor that of the headline.
    fn is_small(&self, area: &Area) -> bool {
        matches!(area.role, Role::Plain | Role::Section | Role::Around | Role::Article)
            && self.headed.over(area) <= 0.0
            && self.view.letters.over(area) <= LARGEST
            && self.prose.over(area) <= self.prose.total() * MOST_PROSE
    }

    /// Boxes in which readers leave their address.
    fn asking(&self) -> Vec<usize> {
        let mut asks: Vec<bool> = self.view.areas.iter().map(|area| area.asks.address).collect();
        for (at, area) in self.view.areas.iter().enumerate().skip(1).rev() {
            let inside = asks.get(at).copied().unwrap_or_default();
            if let Some(outer) = asks.get_mut(area.parent) {
                *outer |= inside;
            }
        }
        let areas = self.view.areas.iter().zip(asks).enumerate();
        areas.filter(|(_, (area, asks))| *asks && self.is_small(area)).map(|(at, _)| at).collect()
    }

    /// Small boxes that a test finds, unless there are many of their make.
    fn singular(&self, is: impl Fn(&Area) -> bool) -> Vec<usize> {
        let areas = self.view.areas.iter().enumerate().skip(1);
        let sized = areas.filter(|(_, area)| (2..=MOST_BLOCKS).contains(&area.blocks.len()));
        let found = sized.filter(|(_, area)| self.is_small(area) && is(area));
        let found: Vec<(usize, u64)> = found.map(|(at, area)| (at, area.make)).collect();
        let mut makes: FxHashMap<u64, usize> = FxHashMap::default();
        for (_, make) in &found {
            *makes.entry(*make).or_default() += 1;
        }
        let few = |make: &u64| makes.get(make).is_none_or(|count| *count <= MOST_CARDS);
        found.iter().filter(|(_, make)| few(make)).map(|(at, _)| *at).collect()
    }

    /// Those of some boxes that do not stand side by side: things that an author compares have a button each.
    fn apart(&self, found: &[usize]) -> Vec<usize> {
        let areas = || found.iter().filter_map(|at| Some((*at, self.view.areas.get(*at)?)));
        let starts: FxHashSet<(u64, usize)> =
            areas().map(|(_, area)| (area.make, area.blocks.start)).collect();
        let ends: FxHashSet<(u64, usize)> =
            areas().map(|(_, area)| (area.make, area.blocks.end)).collect();
        let is_beside = |area: &Area| {
            starts.contains(&(area.make, area.blocks.end))
                || ends.contains(&(area.make, area.blocks.start))
        };
        areas().filter(|(_, area)| !is_beside(area)).map(|(at, _)| at).collect()
    }

    /// Whether a box is the card of another article of the site between two paragraphs: its headline, which is a link,
    /// perhaps under a word that leads to it, and its first words.
    fn is_card(&self, area: &Area) -> bool {
        let layout = &self.context.page.layout;
        let (mut headlines, mut texts) = (0, 0);
        for at in area.blocks.clone() {
            let (Some(place), Some(block)) =
                (layout.places.get(at), self.context.page.blocks.get(at))
            else {
                return false;
            };
            let is_link = place.linked * (LINKED + 1) >= place.letters * LINKED;
            let prose = self.view.prose.get(at).copied().unwrap_or_default();
            match block.kind {
                _ if is_link && place.own && place.letters >= LEAST_HEADLINE && texts == 0 => {
                    headlines += 1;
                }
                _ if place.linked > 0 => return false,
                Kind::Item | Kind::Cell => return false,
                _ if prose <= 0.0 && place.letters <= LONGEST_BUTTON => {}
                _ if headlines == 0 => return false,
                _ => texts += 1,
            }
        }
        headlines == 1 && (1..=2).contains(&texts) && self.is_between(area)
    }

    /// Whether prose stands before a box and behind it.
    fn is_between(&self, area: &Area) -> bool {
        let before = self.prose.before(area.blocks.start);
        before > 0.0 && self.prose.total() - self.prose.before(area.blocks.end) > 0.0
    }

    /// Whether a box is a call: a heading, a sentence or two, and a link that is dressed as a button.
    fn is_call(&self, area: &Area) -> bool {
        let layout = &self.context.page.layout;
        let mut blocks = area.blocks.clone();
        let (Some(first), Some(last)) = (blocks.next(), blocks.next_back()) else { return false };
        // Beside the button may stand one to close the box.
        let rest = blocks.clone().rev().take_while(|at| self.is_pressed(*at)).count();
        blocks.end -= rest.min(blocks.len());
        let is_headed = |at: usize| self.view.headings.get(at).is_some_and(|it| *it);
        let is_head = self.context.shapes.get(first).is_some_and(|shape| !shape.ends)
            && self.view.prose.get(first).is_some_and(|prose| *prose <= 0.0)
            && layout.places.get(first).is_some_and(|place| place.linked == 0);
        // Behind the text a link that is alone needs no dress.
        let is_last = self.prose.total() <= self.prose.before(area.blocks.end);
        let is_link = layout.places.get(last).is_some_and(|place| {
            (place.dress == Dress::Button || is_last && place.own && is_headed(first))
                && place.linked == place.letters
                && place.letters <= LONGEST_BUTTON
        });
        let is_pressed = self.is_pressed(last);
        let is_text = |at: usize| {
            self.context.page.blocks.get(at).is_some_and(|block| block.kind == Kind::Text)
        };
        let mut between = blocks.filter(|at| layout.places.get(*at).is_some());
        let is_plain = |at: usize| layout.places.get(at).is_some_and(|place| place.linked == 0);
        is_head
            && (is_link || is_pressed)
            && between.all(|at| is_plain(at) && (is_link || is_text(at)))
            && self.prose.over(area) > 0.0
            && (self.prose.before(area.blocks.start) > 0.0
                || is_pressed && self.headed.before(area.blocks.start) > 0.0)
    }

    /// Whether a block is a button that stands in a box beside other things, and no `<aside>`.
    fn is_pressed(&self, at: usize) -> bool {
        let place = self.context.page.layout.places.get(at);
        let home = place.and_then(|place| self.view.areas.get(place.area));
        self.is_button(at)
            && place.is_some_and(|place| place.letters <= LONGEST_BUTTON)
            && home.is_some_and(|home| home.role != Role::Around)
    }

    /// Whether most of the prose stands before a box.
    fn is_behind(&self, area: &Area) -> bool {
        self.prose.before(area.blocks.start) >= self.prose.total() * BEHIND
    }

    /// Whether a block is a button of a form.
    fn is_button(&self, at: usize) -> bool {
        self.context.page.blocks.get(at).is_some_and(|block| block.kind == Kind::Chrome)
    }

    /// Boxes without a sentence in which something is sold or asked: short lines, and links dressed as buttons or several
    /// buttons.
    fn offers(&self) -> Vec<usize> {
        let layout = &self.context.page.layout;
        let is_offer = |area: &Area| {
            let (mut links, mut buttons, mut priced) = (0, 0, false);
            for at in area.blocks.clone() {
                let Some(place) = layout.places.get(at) else { return false };
                let is_heading = self.view.headings.get(at).is_some_and(|heading| *heading);
                if is_heading || place.letters > LONGEST_BUTTON {
                    return false;
                }
                let is_shop = place.dress == Dress::Button || !place.own;
                links += usize::from(is_shop && place.away > 0 && place.linked == place.letters);
                buttons += usize::from(self.is_button(at));
                priced |= self.context.page.blocks.get(at).is_some_and(|block| {
                    let words = self.context.words(block);
                    words.contains(CURRENCIES) || is_rating(words)
                });
            }
            links > 0 && priced || buttons > 1 && area.blocks.len() <= MOST_BLOCKS
        };
        let areas = self.view.areas.iter().enumerate().skip(1);
        let sized = areas.filter(|(_, area)| (2..=MOST_LINES).contains(&area.blocks.len()));
        let small = sized.filter(|(_, area)| {
            area.role == Role::Plain && self.prose.over(area) <= 0.0 && self.is_small(area)
        });
        small.filter(|(_, area)| is_offer(area)).map(|(at, _)| at).collect()
    }

    /// Small boxes behind the text with a button that asks for an answer, an address or money, by its words.
    fn answers(&self) -> Vec<usize> {
        let asks = |at: usize| {
            let hits = self.context.hits(at);
            let is = |label: &Label| {
                matches!(label, Label::Comments | Label::CommentCount | Label::Promotion)
            };
            self.is_button(at) && !hits.is_empty() && hits.iter().all(|hit| is(&hit.label))
        };
        let areas = self.view.areas.iter().enumerate().skip(1);
        let found = areas.filter(|(_, area)| {
            (2..=MOST_BLOCKS).contains(&area.blocks.len())
                && self.is_small(area)
                && self.is_behind(area)
                && area.blocks.clone().any(asks)
        });
        found.map(|(at, _)| at).collect()
    }

    /// How many boxes of one make stand in one box and hold prose.
    fn twins(&self) -> FxHashMap<(usize, u64), usize> {
        let mut twins = FxHashMap::default();
        for area in self.view.areas.iter().filter(|area| self.prose.over(area) > 0.0) {
            *twins.entry((area.parent, area.make)).or_default() += 1;
        }
        twins
    }

    /// Boxes behind the text whose first line is the name of who wrote it, or that begin with it under a heading.
    fn notes(&self, findings: &Findings) -> Vec<usize> {
        let claims = findings.claimed(Field::Author);
        let names: Vec<String> = claims.map(|claim| shape::fold(&claim.value)).collect();
        let is_name = |at: usize| {
            let (Some(shape), words) = (self.context.shapes.get(at), self.context.folded(at))
            else {
                return false;
            };
            names.iter().any(|name| {
                let weight = shape::Shape::of(name).weight;
                weight > 0 && shape.weight <= weight + MOST_BESIDE && words.contains(name.as_str())
            })
        };
        let begins = |area: &Area| {
            let second = area.blocks.start + 1;
            let is_headed = self.view.headings.get(area.blocks.start).is_some_and(|it| *it);
            let words = self.context.folded(second);
            let is_apart = |rest: &str| rest.starts_with(' ');
            is_headed
                && names.iter().any(|name| {
                    name.contains(' ') && words.strip_prefix(name.as_str()).is_some_and(is_apart)
                })
        };
        let areas = self.view.areas.iter().enumerate().skip(1);
        let twins = self.twins();
        // The entries of a live report have the name of who wrote them, too.
        let is_entry = |area: &Area| {
            twins.get(&(area.parent, area.make)).is_some_and(|count| *count > MOST_WRITERS)
        };
        let notes = areas.filter(|(_, area)| {
            (2..=MOST_BLOCKS).contains(&area.blocks.len())
                && self.is_small(area)
                && self.is_behind(area)
                && !is_entry(area)
                && (area.blocks.clone().take(2).any(is_name) || begins(area))
        });
        notes.map(|(at, _)| at).collect()
    }
}

/// Boxes of one make side by side up to which each may be about one of those who wrote.
const MOST_WRITERS: usize = 3;

/// Signs of currencies.
const CURRENCIES: &[char] = &['$', '€', '£', '¥', '₹', '₽', '₩', '₫', '฿', '₺', '₴', '₱', '₪'];

/// Whether words are a number with one decimal, as marks out of five or ten are: `4.7`, `9,2/10`.
fn is_rating(words: &str) -> bool {
    let mark = words.split_once('/').map_or(words, |(mark, _)| mark);
    let mut parts = mark.splitn(2, ['.', ',']);
    let is_digit = |part: Option<&str>| {
        part.is_some_and(|part| part.len() == 1 && part.bytes().all(|it| it.is_ascii_digit()))
    };
    is_digit(parts.next()) && is_digit(parts.next())
}

/// Whether a line says when something was written, and hardly more.
pub(super) fn is_dated(context: &Context<'_>, at: usize) -> bool {
    let Some((block, shape)) = context.page.blocks.get(at).zip(context.shapes.get(at)) else {
        return false;
    };
    if shape.weight > LONGEST_LINE {
        return false;
    }
    let is_ago = || context.hits(at).iter().any(|hit| hit.label == Label::RelativeTime);
    let is_day = || {
        let hints = context.hints(context.date_order);
        let found = dates::beside(context.words(block), &hints);
        found.iter().any(|found| found.when.is_some())
    };
    is_ago() || (LEAST_DIGITS..=MOST_DIGITS).contains(&shape.digits) && is_day()
}

/// Digits of a year, and of a date with its time and a number.
const LEAST_DIGITS: usize = 4;
const MOST_DIGITS: usize = 16;

/// What a line with a date weighs at most.
const LONGEST_LINE: usize = 60;
