//! Boxes of an HTML page that are known by what is in them: teasers, which stand side by side, of one make, each with a
//! linked headline and a few words of another article, and notices about stored data.

use rustc_hash::FxHashMap;

use super::Context;
use super::boxes::{Sums, View};
use crate::finding::Label;
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

/// Share of the prose before teasers that may stand behind them when they are at the end.
const LITTLE_BEHIND: f64 = 0.25;

/// Letters of prose from which such a box is one.
const LEAST_ARTICLE: f64 = 150.0;

/// What every notice about stored data names, in whatever language it is written (RFC 6265).
const COOKIE: &str = "cookie";

/// Where its rarest letter stands in it.
const COOKIE_K: usize = 3;

/// Letters of a notice about stored data.
const LONGEST_NOTICE: f64 = 1_200.0;

/// Share of the page's letters that such a notice may hold.
const MOST_NOTICE: f64 = 0.33;

/// Letters of a box that asks readers for something, its reasons included.
const LARGEST_CALL: f64 = 500.0;

/// Letters of the longest button.
const LONGEST_BUTTON: usize = 40;

/// Letters of a poll with its question and its answers.
const LARGEST_FORM: f64 = 400.0;

/// Letters of prose in one: a question, a sentence on what becomes of the answer.
const MOST_ASKED: f64 = 150.0;

/// Sums of letters that differ by less are the same.
const ROUNDING: f64 = 0.5;

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
        let kept =
            |(at, prose): (usize, &f64)| if self.is_pruned(at, pruned) { 0.0 } else { *prose };
        let kept: Vec<f64> = self.prose.iter().enumerate().map(kept).collect();
        let headed = Sums::count(titles.iter().copied());
        let prose = Sums::of(kept.iter().copied());
        let groups = self.groups(context, &headed, &prose);
        // The prose that is in no group.
        let mut own = kept;
        for at in groups.iter().flat_map(|group| &group.members) {
            let blocks = self.areas.get(*at).map(|area| area.blocks.clone()).unwrap_or_default();
            own.get_mut(blocks).into_iter().flatten().for_each(|prose| *prose = 0.0);
        }
        let own_sums = Sums::of(own.iter().copied());
        // Behind the article stands a sentence or two on rights, or on how readers are to behave.
        let is_behind = |first: usize| {
            let before = own_sums.before(first);
            own_sums.total() - before <= before * LITTLE_BEHIND
        };
        let all: f64 = groups.iter().map(|group| group.prose).sum();
        let article = self.said(&own_sums);
        let mut out = vec![false; self.areas.len()];
        for group in &groups {
            let first = group.members.first().and_then(|at| self.areas.get(*at));
            let Some(first) = first.map(|area| area.blocks.start) else { continue };
            let is_apart = article.is_some_and(|article| article.blocks.end <= first);
            let breaks = group.broken * 2 > group.members.len();
            let most = if is_apart || breaks { LITTLE_APART } else { LITTLE };
            if (is_behind(first) || breaks) && all <= prose.total() * most {
                self.leave_out(group, titles, (&headed, &prose), &mut out);
            }
        }
        self.spread(pruned, |at| out.get(at).copied().unwrap_or_default());
    }

    /// Prunes the boxes that a test finds, and all that is inside.
    pub(super) fn spread(&self, pruned: &mut [bool], is_out: impl Fn(usize) -> bool) {
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            if let Some(pruned) = pruned.get_mut(at) {
                *pruned |= inherited || is_out(at);
            }
        }
    }

    /// The box with most of the prose that says it is the article; `own` is the prose that is in no teaser.
    fn said(&self, own: &Sums) -> Option<&Area> {
        let says = |area: &Area| {
            area.role == Role::Article || area.is_article_body || area.says.any(Says::BODY)
        };
        let said = self.areas.iter().filter(|area| says(area));
        let best = said.max_by(|one, other| own.over(one).total_cmp(&own.over(other)));
        best.filter(|area| own.over(area) >= LEAST_ARTICLE)
    }

    /// Prunes notices about stored data: boxes that name it and hold a link or a button, on a page about something else.
    pub(super) fn prune_notices(
        &self,
        context: &Context<'_>,
        titles: &[bool],
        pruned: &mut [bool],
    ) {
        let names: Vec<bool> =
            context.blocks().map(|(_, block, _)| names_cookie(context.words(block))).collect();
        let is_title = |at: usize| titles.get(at).copied().unwrap_or_default();
        let mut found = names.iter().enumerate().filter(|(_, names)| **names).peekable();
        if found.peek().is_none() || found.any(|(at, _)| is_title(at)) {
            return;
        }
        let places = context.page.blocks.iter().zip(&context.page.layout.places);
        let acts = Sums::count(
            places.map(|(block, place)| block.kind == Kind::Chrome || place.linked > 0),
        );
        let (names, headed) = (Sums::count(names.into_iter()), Sums::count(titles.iter().copied()));
        let most = LONGEST_NOTICE.min(self.letters.total() * MOST_NOTICE);
        self.spread(pruned, |at| {
            self.areas.get(at).is_some_and(|area| {
                matches!(area.role, Role::Plain | Role::Section | Role::Around)
                    && names.over(area) > 0.0
                    && acts.over(area) > 0.0
                    && headed.over(area) <= 0.0
                    && self.letters.over(area) <= most
            })
        });
    }

    /// Prunes polls and other small forms: boxes with several fields, a button, and hardly a sentence.
    pub(super) fn prune_forms(&self, context: &Context<'_>, titles: &[bool], pruned: &mut [bool]) {
        let mut fields: Vec<usize> = self.areas.iter().map(|area| area.fields).collect();
        if fields.iter().all(|fields| *fields == 0) {
            return;
        }
        for (at, area) in self.areas.iter().enumerate().skip(1).rev() {
            let inside = fields.get(at).copied().unwrap_or_default();
            if let Some(outer) = fields.get_mut(area.parent) {
                *outer += inside;
            }
        }
        let buttons =
            Sums::count(context.page.blocks.iter().map(|block| block.kind == Kind::Chrome));
        let headed = Sums::count(titles.iter().copied());
        let prose = Sums::of(self.prose.iter().copied());
        self.spread(pruned, |at| {
            fields.get(at).is_some_and(|fields| *fields > 1)
                && self.areas.get(at).is_some_and(|area| {
                    matches!(area.role, Role::Plain | Role::Section)
                        && buttons.over(area) > 0.0
                        && headed.over(area) <= 0.0
                        && self.letters.over(area) <= LARGEST_FORM
                        && prose.over(area) <= MOST_ASKED
                })
        });
    }

    /// Prunes calls: small boxes with a button that leads to where readers subscribe, register or give.
    pub(super) fn prune_calls(&self, context: &Context<'_>, titles: &[bool], pruned: &mut [bool]) {
        let places = context.page.layout.places.iter();
        let buttons = Sums::count(places.enumerate().map(|(at, place)| {
            (place.calls || place.follows || asks(context, at))
                && place.letters <= LONGEST_BUTTON
                && place.away == place.letters
        }));
        if buttons.total() <= 0.0 {
            return;
        }
        let headed = Sums::count(titles.iter().copied());
        let most = LARGEST_CALL.min(self.letters.total() * MOST_NOTICE);
        self.spread(pruned, |at| {
            self.areas.get(at).is_some_and(|area| {
                matches!(area.role, Role::Plain | Role::Section | Role::Around)
                    && buttons.over(area) > 0.0
                    && headed.over(area) <= 0.0
                    && self.letters.over(area) <= most
            })
        });
    }

    /// Leaves out the boxes of a group, their heading, and the box around them where it holds nothing else.
    fn leave_out(
        &self,
        group: &Group,
        titles: &[bool],
        (headed, prose): (&Sums, &Sums),
        out: &mut [bool],
    ) {
        let mut leave = |at: usize| {
            if let Some(out) = out.get_mut(at) {
                *out = true;
            }
        };
        group.members.iter().copied().chain(self.heading_of(group, titles)).for_each(&mut leave);
        let mut outer = group.parent;
        while let Some(area) = self.areas.get(outer).filter(|_| outer > 0) {
            let apart = prose.over(area) > group.prose + ROUNDING;
            if headed.over(area) > 0.0 || apart || area.role == Role::Main {
                break;
            }
            leave(outer);
            outer = area.parent;
        }
    }

    /// The heading right before the boxes of a group.
    fn heading_of(&self, group: &Group, titles: &[bool]) -> Option<usize> {
        let first = self.areas.get(*group.members.first()?)?;
        let before = first.blocks.start.checked_sub(1)?;
        let home = *self.homes.get(before)?;
        let area = self.areas.get(home)?;
        let is_own =
            matches!(area.role, Role::Paragraph | Role::Quote) && area.parent == group.parent;
        let is_heading = self.headings.get(before).copied().unwrap_or_default();
        let is_title = titles.get(before).copied().unwrap_or_default();
        (is_own && is_heading && !is_title).then_some(home)
    }

    /// Boxes of one make side by side that are teasers for the most part, outermost first.
    fn groups(&self, context: &Context<'_>, headed: &Sums, prose: &Sums) -> Vec<Group> {
        let mut makes: FxHashMap<(usize, u64), Vec<usize>> = FxHashMap::default();
        for (at, area) in self.areas.iter().enumerate().skip(1) {
            let is_box =
                !matches!(area.role, Role::Paragraph | Role::Quote | Role::Table | Role::Figure);
            if is_box && area.blocks.len() > 1 {
                makes.entry((area.parent, area.make)).or_default().push(at);
            }
        }
        let mut groups: Vec<Group> = makes
            .into_iter()
            .filter(|(_, members)| members.len() > 1)
            .map(|((parent, _), members)| self.group(context, (headed, prose), (parent, members)))
            .filter(Group::is_of_teasers)
            .collect();
        groups.sort_by_key(|group| group.members.first().copied());
        groups
    }

    fn group(
        &self,
        context: &Context<'_>,
        (headed, prose): (&Sums, &Sums),
        (parent, members): (usize, Vec<usize>),
    ) -> Group {
        let mut group = Group { parent, members: Vec::new(), teasers: 0, broken: 0, prose: 0.0 };
        for area in members.iter().filter_map(|at| self.areas.get(*at)) {
            let teaser = if headed.over(area) > 0.0 { None } else { teaser(context, area) };
            group.teasers += usize::from(teaser.is_some());
            group.broken += usize::from(teaser == Some(true));
            group.prose += prose.over(area);
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

/// Whether words name stored data, in whatever letter case.
fn names_cookie(words: &str) -> bool {
    let bytes = words.as_bytes();
    let named = |at: usize| bytes.get(at.checked_sub(COOKIE_K)?..)?.get(..COOKIE.len());
    memchr::memchr2_iter(b'k', b'K', bytes)
        .filter_map(named)
        .any(|name| name.eq_ignore_ascii_case(COOKIE.as_bytes()))
}

/// Whether a line is a phrase that asks readers to subscribe, register or give.
fn asks(context: &Context<'_>, at: usize) -> bool {
    let hits = context.hits(at);
    !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Promotion)
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
