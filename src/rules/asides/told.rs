//! Small boxes on an HTML page that one word or sign in them gives away: a player by its class, a letter by what it is
//! called everywhere, an advertisement by its label, a call for gifts by its amounts.

use rustc_hash::FxHashMap;

use super::{Asides, CURRENCIES, LONGEST_BUTTON, MOST_PROSE};
use crate::finding::{Field, Label};
use crate::page::layout::{Area, Role, Says};
use crate::page::{Block, Kind};
use crate::rules::boxes::Sums;
use crate::rules::leftovers::MOST_CARDS;
use crate::rules::{Findings, shape};

/// Blocks of a player: title, clocks, buttons, what to do when it does not play.
const MOST_CONTROLS: usize = 14;

/// Letters of sentences in one: what it plays, what to do when it does not.
const MOST_SAID: f64 = 200.0;

/// What a letter to subscribers is called in most languages.
const LETTER: &str = "newsletter";

/// Letters of a box that offers one: its name, two sentences, a line on what becomes of the address.
const LARGEST_LETTER: f64 = 400.0;

/// Blocks of such a box.
const MOST_LINES: usize = 5;

/// As `MOST_LINES`, where a line leads nowhere: a box between the paragraphs whose link a program makes.
const LINES_OF_A_NOTE: usize = 2;

/// Lines from the end of a page among which it says whose it is.
const LAST_LINES: usize = 3;

/// Letters of the largest foot of a page, and its share of the prose.
const LARGEST_FOOT: f64 = 1_500.0;
const MOST_OF_FOOT: f64 = 0.25;

/// What the words of an offer in a box of its own weigh at most.
const LONGEST_OFFER: usize = 120;

/// Letters of an advertisement in words: a headline, a sentence, who pays.
const LARGEST_AD: f64 = 250.0;

/// Letters of a call for gifts with its reasons: three paragraphs.
const LARGEST_GIFT: f64 = 1_500.0;

/// Amounts that it lets a reader choose from.
const LEAST_AMOUNTS: f64 = 2.0;

impl Asides<'_, '_> {
    /// All of them.
    pub(super) fn told(&self, findings: &Findings) -> Vec<usize> {
        let areas = self.view.areas.iter().enumerate().skip(1);
        let letters = self.letters();
        let offered = self.offered(findings);
        let amounts = self.amounts();
        let found = areas.filter(|(at, area)| {
            self.is_player(area)
                || self.is_labelled(area)
                || self.is_gift(area, &amounts)
                || letters.contains(at)
                || offered.contains(at)
        });
        found.map(|(at, _)| at).collect()
    }

    /// Whether a box says that something plays in it, and holds hardly more than the words on its buttons.
    fn is_player(&self, area: &Area) -> bool {
        let is_caption = |at: usize| {
            self.context.page.blocks.get(at).is_some_and(|block| block.kind == Kind::Caption)
        };
        area.says.any(Says::PLAYER)
            && (1..=MOST_CONTROLS).contains(&area.blocks.len())
            && self.prose.over(area) <= MOST_SAID
            && self.headed.over(area) <= 0.0
            && !area.blocks.clone().any(is_caption)
    }

    /// Whether a box begins with a word that says it is an advertisement, and is hardly more than a sentence.
    fn is_labelled(&self, area: &Area) -> bool {
        let hits = self.context.hits(area.blocks.start);
        area.blocks.len() > 1
            && self.is_small(area)
            && self.view.letters.over(area) <= LARGEST_AD
            && !hits.is_empty()
            && hits.iter().all(|hit| hit.label == Label::Advertisement)
    }

    /// How many buttons name an amount.
    fn amounts(&self) -> Sums {
        let is_amount = |block: &Block| {
            let words = self.context.words(block);
            block.kind == Kind::Chrome
                && words.len() <= LONGEST_BUTTON
                && words.contains(CURRENCIES)
        };
        Sums::count(self.context.page.blocks.iter().map(is_amount))
    }

    /// Whether a box asks for money: fields to choose an amount, and reasons.
    fn is_gift(&self, area: &Area, amounts: &Sums) -> bool {
        matches!(area.role, Role::Plain | Role::Section | Role::Around)
            && self.headed.over(area) <= 0.0
            && self.view.letters.over(area) <= LARGEST_GIFT
            && self.prose.over(area) <= self.prose.total() * MOST_PROSE
            && amounts.over(area) >= LEAST_AMOUNTS
    }

    /// Boxes of one line between the paragraphs that name the site and end as no sentence does: `Get the news first with the
    /// program of the Harbour Post`.
    fn offered(&self, findings: &Findings) -> Vec<usize> {
        let sites: Vec<String> =
            findings.claimed(Field::Publisher).map(|claim| shape::fold(&claim.value)).collect();
        let lines = self.lines();
        let is_offer = |at: usize| {
            let shape = self.context.shapes.get(at);
            let words = self.context.folded(at);
            shape.is_some_and(|shape| !shape.ends && shape.weight <= LONGEST_OFFER)
                && sites.iter().any(|site| words.contains(site.as_str()) && words != site)
        };
        let areas = self.view.areas.iter().enumerate().skip(1);
        let found = areas.filter(|(_, area)| {
            area.blocks.len() == 1
                && area.role == Role::Plain
                && self.is_between(area)
                && lines.get(&(area.parent, area.make)).is_none_or(|count| *count <= MOST_CARDS)
                && self.headed.over(area) <= 0.0
                && area.blocks.clone().all(|at| {
                    let block = self.context.page.blocks.get(at);
                    block.is_some_and(|block| block.kind == Kind::Text) && is_offer(at)
                })
        });
        found.map(|(at, _)| at).collect()
    }

    /// The box that the page ends with, where one of its last lines says whose the page is.
    pub(super) fn foot(&self) -> Option<usize> {
        let end = self.context.page.blocks.len();
        let is_right = |at: usize| {
            let hits = self.context.hits(at);
            !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Footer)
        };
        let is_last = (end.saturating_sub(LAST_LINES)..end).any(is_right);
        let mut areas = self.view.areas.iter().enumerate().skip(1).filter(|_| is_last);
        let found = areas.find(|(_, area)| {
            area.blocks.end == end
                && area.blocks.len() > 1
                && matches!(area.role, Role::Plain | Role::Section | Role::Around)
                && self.headed.over(area) <= 0.0
                && self.view.letters.over(area) <= LARGEST_FOOT
                && self.prose.over(area) <= self.prose.total() * MOST_OF_FOOT
        });
        found.map(|(at, _)| at)
    }

    /// How many boxes of one make hold one line of prose each in a box.
    fn lines(&self) -> FxHashMap<(usize, u64), usize> {
        let mut lines: FxHashMap<(usize, u64), usize> = FxHashMap::default();
        for area in self.view.areas.iter().filter(|area| area.blocks.len() == 1) {
            if self.prose.over(area) > 0.0 {
                *lines.entry((area.parent, area.make)).or_default() += 1;
            }
        }
        lines
    }

    /// Boxes that offer a letter by its common name, with a link or a button; on a page whose headline speaks of such, or
    /// where each paragraph has a box of that make, the word says nothing.
    fn letters(&self) -> Vec<usize> {
        let blocks = || self.context.blocks();
        let says = |at: usize| self.context.folded(at).contains(LETTER);
        let named: Vec<usize> = blocks().map(|(at, ..)| at).filter(|at| says(*at)).collect();
        let is_headline = |at: &usize| self.headlines.get(*at).copied().unwrap_or_default();
        if named.is_empty() || named.iter().any(is_headline) {
            return Vec::new();
        }
        let lines = self.lines();
        let places = &self.context.page.layout.places;
        let acts =
            |at: usize| self.is_button(at) || places.get(at).is_some_and(|place| place.linked > 0);
        let areas = self.view.areas.iter().enumerate().skip(1);
        let found = areas.filter(|(_, area)| {
            (1..=MOST_LINES).contains(&area.blocks.len())
                && self.is_small(area)
                && self.view.letters.over(area) <= LARGEST_LETTER
                && lines.get(&(area.parent, area.make)).is_none_or(|count| *count <= MOST_CARDS)
                && area.blocks.clone().any(says)
                && (area.blocks.clone().any(acts)
                    || area.blocks.len() <= LINES_OF_A_NOTE
                        && self.view.letters.over(area) <= LARGEST_AD
                        && self.is_between(area))
        });
        found.map(|(at, _)| at).collect()
    }
}
