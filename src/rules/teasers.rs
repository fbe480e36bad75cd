//! Boxes of an HTML page that are known by what is in them: teasers, which stand side by side, of one make, each with a
//! linked headline and a few words of another article, and notices about stored data.

use std::collections::HashMap;

use super::Context;
use super::boxes::View;
use crate::page::Kind;
use crate::page::layout::{Area, Role, Says};

/// Blocks of a teaser: headline, section, date, author, a paragraph or two, a button.
const MOST_BLOCKS: usize = 9;

/// Letters of a teaser; the excerpts of blog systems have 55 words.
const MOST_LETTERS: usize = 700;

/// Letters of the shortest linked headline: shorter links are names, dates and buttons.
const LEAST_HEADLINE: usize = 12;

/// Share of a block's letters that are words of the link when the block is a linked headline.
const LINKED: f64 = 0.8;

/// Share of the boxes of one make that must be teasers.
const MOST_ARE: f64 = 0.7;

/// Share of the page's prose up to which teasers behind the article are no part of it: rankings, which are lists of such
/// boxes, too, hold more.
const LITTLE: f64 = 0.3;

/// As `LITTLE`, for texts that break off, and for teasers outside of a box that says it is the article.
const LITTLE_APART: f64 = 0.75;

/// Letters of prose from which such a box is one.
const LEAST_ARTICLE: f64 = 150.0;

/// What every notice about stored data names, in whatever language it is written (RFC 6265).
const COOKIE: &str = "cookie";

/// Letters of a notice about stored data.
const LONGEST_NOTICE: usize = 1_200;

/// How many times the letters of such a notice the page must hold.
const REST: usize = 2;

/// Boxes of one make that stand in one box.
struct Group {
    parent: usize,
    members: Vec<usize>,
    /// How many of them are teasers.
    teasers: usize,
    /// How many of them have a text that breaks off.
    broken: usize,
    prose: f64,
}

impl View<'_> {
    /// Prunes teasers that stand behind the article, or whose text breaks off.
    pub(super) fn prune_teasers(
        &self,
        context: &Context<'_>,
        titles: &[bool],
        pruned: &mut [bool],
    ) {
        let kept: Vec<f64> = self
            .prose
            .iter()
            .enumerate()
            .map(|(at, prose)| if self.is_pruned(at, pruned) { 0.0 } else { *prose })
            .collect();
        let total: f64 = kept.iter().sum();
        let groups = self.groups(context, titles, &kept);
        // Where the prose that is in no group ends.
        let mut own = kept.clone();
        for at in groups.iter().flat_map(|group| &group.members) {
            let blocks = self.areas.get(*at).map(|area| area.blocks.clone()).unwrap_or_default();
            own.get_mut(blocks).into_iter().flatten().for_each(|prose| *prose = 0.0);
        }
        let end = own.iter().rposition(|prose| *prose > 0.0).unwrap_or(own.len());
        let all: f64 = groups.iter().map(|group| group.prose).sum();
        let article = self.said(&own);
        for group in &groups {
            let first = group.members.first().and_then(|at| self.areas.get(*at));
            let Some(first) = first.map(|area| area.blocks.start) else { continue };
            let is_apart = article.is_some_and(|article| article.blocks.end <= first);
            let breaks = group.broken * 2 > group.members.len();
            let most = if is_apart || breaks { LITTLE_APART } else { LITTLE };
            if (first > end || breaks) && all <= total * most {
                self.prune_group(group, titles, &kept, pruned);
            }
        }
    }

    /// The box with most of the prose that says it is the article; `own` is the prose that is in no teaser.
    fn said(&self, own: &[f64]) -> Option<&Area> {
        let prose =
            |area: &Area| -> f64 { own.get(area.blocks.clone()).into_iter().flatten().sum() };
        let says = |area: &Area| {
            area.role == Role::Article || area.is_article_body || area.says.any(Says::BODY)
        };
        let said = self.areas.iter().filter(|area| says(area));
        let best = said.max_by(|one, other| prose(one).total_cmp(&prose(other)));
        best.filter(|area| prose(area) >= LEAST_ARTICLE)
    }

    /// Prunes notices about stored data: boxes that name it and hold a link or a button, on a page about something else.
    pub(super) fn prune_notices(
        &self,
        context: &Context<'_>,
        titles: &[bool],
        pruned: &mut [bool],
    ) {
        let names: Vec<bool> = context
            .blocks()
            .map(|(_, block, _)| context.words(block).to_ascii_lowercase().contains(COOKIE))
            .collect();
        let is_title = |at: usize| titles.get(at).copied().unwrap_or_default();
        if names.iter().enumerate().any(|(at, names)| *names && is_title(at)) {
            return;
        }
        let places = &context.page.layout.places;
        let whole: usize = places.iter().map(|place| place.letters).sum();
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let names = || names.get(area.blocks.clone()).into_iter().flatten().any(|names| *names);
            let inside = || places.get(area.blocks.clone()).into_iter().flatten();
            let letters = || inside().map(|place| place.letters).sum::<usize>();
            let acts = || {
                let blocks = context.page.blocks.get(area.blocks.clone()).into_iter().flatten();
                blocks.into_iter().any(|block| block.kind == Kind::Chrome)
                    || inside().any(|place| place.linked > 0)
            };
            let is_notice = matches!(area.role, Role::Plain | Role::Section | Role::Around)
                && names()
                && letters() <= LONGEST_NOTICE.min(whole / (REST + 1))
                && !area.blocks.clone().any(is_title)
                && acts();
            if let Some(pruned) = pruned.get_mut(at) {
                *pruned |= inherited || is_notice;
            }
        }
    }

    /// Prunes the boxes of a group, and the box around them where it holds nothing else but their heading.
    fn prune_group(&self, group: &Group, titles: &[bool], kept: &[f64], pruned: &mut [bool]) {
        let mut out = group.members.clone();
        let prose =
            |area: &Area| -> f64 { kept.get(area.blocks.clone()).into_iter().flatten().sum() };
        out.extend(self.heading_of(group, titles));
        let mut outer = group.parent;
        while let Some(area) = self.areas.get(outer).filter(|_| outer > 0) {
            let holds_title =
                titles.get(area.blocks.clone()).into_iter().flatten().any(|title| *title);
            let apart = prose(area) > group.prose + 0.5;
            if holds_title || apart || area.role == Role::Main {
                break;
            }
            out.push(outer);
            outer = area.parent;
        }
        out.sort_unstable();
        let first = out.first().copied().unwrap_or_default();
        for (at, area) in self.areas.iter().enumerate().skip(first) {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            if let Some(pruned) = pruned.get_mut(at) {
                *pruned |= inherited || out.binary_search(&at).is_ok();
            }
        }
    }

    /// The heading right before the boxes of a group.
    fn heading_of(&self, group: &Group, titles: &[bool]) -> Option<usize> {
        let first = self.areas.get(*group.members.first()?)?;
        let before = first.blocks.start.checked_sub(1)?;
        let home = *self.homes.get(before)?;
        let area = self.areas.get(home)?;
        let is_own = area.role == Role::Paragraph && area.parent == group.parent;
        let is_heading = self.headings.get(before).copied().unwrap_or_default();
        let is_title = titles.get(before).copied().unwrap_or_default();
        (is_own && is_heading && !is_title).then_some(home)
    }

    /// Boxes of one make side by side that are teasers for the most part, outermost first.
    fn groups(&self, context: &Context<'_>, titles: &[bool], kept: &[f64]) -> Vec<Group> {
        let mut makes: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
        for (at, area) in self.areas.iter().enumerate().skip(1) {
            let is_box = !matches!(area.role, Role::Paragraph | Role::Table | Role::Figure);
            if is_box && area.blocks.len() > 1 {
                makes.entry((area.parent, area.make)).or_default().push(at);
            }
        }
        let mut groups: Vec<Group> = makes
            .into_iter()
            .filter(|(_, members)| members.len() > 1)
            .map(|((parent, _), members)| self.group(context, titles, kept, (parent, members)))
            .filter(Group::is_of_teasers)
            .collect();
        groups.sort_by_key(|group| group.members.first().copied());
        groups
    }

    fn group(
        &self,
        context: &Context<'_>,
        titles: &[bool],
        kept: &[f64],
        (parent, members): (usize, Vec<usize>),
    ) -> Group {
        let mut group = Group { parent, members: Vec::new(), teasers: 0, broken: 0, prose: 0.0 };
        for at in &members {
            let Some(area) = self.areas.get(*at) else { continue };
            let is_titled =
                titles.get(area.blocks.clone()).into_iter().flatten().any(|title| *title);
            let teaser = if is_titled { None } else { teaser(context, area) };
            group.teasers += usize::from(teaser.is_some());
            group.broken += usize::from(teaser == Some(true));
            group.prose += kept.get(area.blocks.clone()).into_iter().flatten().sum::<f64>();
        }
        group.members = members;
        group
    }
}

impl Group {
    #[expect(clippy::cast_precision_loss, reason = "boxes of one document")]
    fn is_of_teasers(&self) -> bool {
        self.teasers > 1 && self.teasers as f64 >= self.members.len() as f64 * MOST_ARE
    }
}

/// Whether a box is a teaser, and whether its text breaks off.
#[expect(clippy::cast_precision_loss, reason = "letters of one document")]
fn teaser(context: &Context<'_>, area: &Area) -> Option<bool> {
    if area.blocks.len() > MOST_BLOCKS {
        return None;
    }
    let (mut letters, mut headlines, mut breaks) = (0, 0, false);
    for at in area.blocks.clone() {
        let place = context.page.layout.places.get(at)?;
        let block = context.page.blocks.get(at)?;
        letters += place.letters;
        let is_link = place.away as f64 >= place.letters as f64 * LINKED;
        if is_link && place.letters >= LEAST_HEADLINE {
            headlines += 1;
        } else if !matches!(block.kind, Kind::Heading(_)) {
            breaks |= breaks_off(context.words(block));
        }
    }
    (headlines > 0 && letters <= MOST_LETTERS).then_some(breaks)
}

/// Whether a text breaks off, as the first words of another article do.
fn breaks_off(words: &str) -> bool {
    let words = words.trim_end_matches([']', ')', ' ', '»', '>', '→']);
    words.ends_with('…') || words.ends_with("...")
}
