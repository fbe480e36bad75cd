//! Which boxes of an HTML page say that they are no part of its article.

use rustc_hash::FxHashMap;

use super::{Sums, View};
use crate::page::layout::{Area, Role, Says};
use crate::rules::article_area::ELSEWHERE;

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

/// Letters of prose beside the comments from which a page has a text of its own: a short paragraph.
const LEAST_BESIDE_COMMENTS: f64 = 100.0;

/// Share of the page's prose that a box may hold and still be something else than the article.
const MOST_FOREIGN: f64 = 0.3;

/// As `MOST_FOREIGN`, for a box without the headline on a page where something else stands around it.
const MOST_UNTITLED: f64 = 0.75;

/// Letters of prose in a banner.
const MOST_BANNER: f64 = 400.0;

/// Prose that must be left outside of such a box, in letters: a sentence.
const LEAST_TITLED: f64 = 60.0;

/// Share of letters in links from which a list is one of links.
const LINK_LIST: f64 = 0.7;

impl View<'_> {
    /// Which boxes are no part of the article, by what they say of themselves; `titles` are the blocks that may be headlines.
    pub(in crate::rules) fn pruned(&self, titles: &[bool]) -> Vec<bool> {
        let total = self.prose_sums.total();
        let titles = Sums::count(titles.iter().copied());
        let mut pruned: Vec<bool> = Vec::with_capacity(self.areas.len());
        let (lines, same) = self.lines_of_a_make();
        let quoted = self.quoted();
        // Of a thread of a forum comments are all there is.
        let is_thread = total - self.prose_in(Says::COMMENTS) < LEAST_BESIDE_COMMENTS;
        for (at, area) in self.areas.iter().enumerate() {
            let inherited = at > 0 && pruned.get(area.parent).copied().unwrap_or_default();
            let prose = self.prose_sums.over(area);
            let is_heading = self.headings.get(area.blocks.start).is_some_and(|it| *it);
            let made = if is_heading { same.get(&area.says.bits()) } else { lines.get(&area.make) };
            let made = made.filter(|_| is_line(area)).copied().unwrap_or_default().max(prose);
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
                area.says.any(*says) && made <= most && !(is_thread && area.says.any(STRONG))
            });
            let strong =
                area.says.any(STRONG) && !is_thread && (is_untitled || total - prose >= LEAST_LEFT);
            let banner = area.says.any(Says::BANNER)
                && titles.over(area) <= 0.0
                && prose <= (total * MOST_FOREIGN).min(MOST_BANNER);
            let foreign = weak || strong || banner;
            let foreign = foreign && area.role != Role::Main;
            let around = area.role == Role::Around && small;
            // A post of a network that a text quotes stands in a box named after networks.
            let is_post = area.says.any(Says::SHARE)
                && !area.says.any(ELSEWHERE.and(Says::META).and(Says::TAGS))
                && area.role == Role::Plain
                && quoted.over(area) > 0.0;
            let foreign = foreign && !is_post;
            let out = foreign && !says_article || around || self.is_link_list(at, area);
            pruned.push(inherited || out);
        }
        pruned
    }

    /// The prose in boxes that say something.
    fn prose_in(&self, says: Says) -> f64 {
        let mut end = 0;
        let boxes = self.areas.iter().filter(|area| area.says.any(says));
        let outermost = boxes.filter(|area| {
            let is_new = area.blocks.start >= end;
            end = end.max(area.blocks.end);
            is_new
        });
        outermost.map(|area| self.prose_sums.over(area)).sum()
    }

    /// Which blocks stand in quotations.
    fn quoted(&self) -> Sums {
        let mut quoted = vec![false; self.prose.len()];
        for area in self.areas.iter().filter(|area| area.role == Role::Quote) {
            for at in area.blocks.clone() {
                if let Some(quoted) = quoted.get_mut(at) {
                    *quoted = true;
                }
            }
        }
        Sums::count(quoted.into_iter())
    }

    /// The prose of all lines of a make, and of those that say the same. What each paragraph of a text says, as
    /// `class="paywall"` does, tells none from the others, nor the headings between them.
    fn lines_of_a_make(&self) -> (FxHashMap<u64, f64>, FxHashMap<u16, f64>) {
        let (mut made, mut same) = (FxHashMap::default(), FxHashMap::default());
        for area in self.areas.iter().filter(|area| is_line(area) && !area.says.is_empty()) {
            let prose = self.prose_sums.over(area);
            *made.entry(area.make).or_default() += prose;
            if area.role == Role::Paragraph {
                *same.entry(area.says.bits()).or_default() += prose;
            }
        }
        (made, same)
    }

    /// The box around one that holds more than it does.
    fn around(&self, area: &Area) -> Option<&Area> {
        let mut outer = self.areas.get(area.parent)?;
        while outer.blocks == area.blocks && outer.says.is_empty() {
            outer = self.areas.get(outer.parent).filter(|next| !std::ptr::eq(*next, outer))?;
        }
        Some(outer)
    }

    /// Whether a box holds nothing but links.
    fn is_link_list(&self, at: usize, area: &Area) -> bool {
        let links = area.blocks.len() > 1
            && matches!(area.role, Role::List | Role::Plain | Role::Section)
            && self.prose_sums.over(area) <= 0.0
            && self.linked.over(area) > self.letters.over(area) * LINK_LIST;
        if !links {
            return false;
        }
        // A list right between the paragraphs of a text is part of it; links to other articles have a box of their own.
        // So are lists of other sites' pages, and tables of such.
        let mut same = self.areas.iter().skip(at).take_while(|it| it.blocks == area.blocks);
        let is_row = same.any(|it| matches!(it.role, Role::List | Role::Table));
        let in_text = is_row
            && area.says.is_empty()
            && (self.areas.get(area.parent).is_some_and(|outer| {
                outer.says.any(Says::BODY) && self.prose_sums.over(outer) > 0.0
            }) || self.own.over(area) <= 0.0
                && self.around(area).is_some_and(|outer| {
                    !outer.says.any(ELSEWHERE) && self.prose_sums.over(outer) > 0.0
                }));
        !in_text
    }
}

/// Whether a box is one paragraph.
fn is_line(area: &Area) -> bool {
    area.blocks.len() == 1
}
