//! What readers wrote below an HTML page, told by what it looks like where the names of its boxes say nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Asides, is_dated};
use crate::finding::Label;
use crate::page::Kind;
use crate::page::layout::{Area, Role};

/// Letters of prose before what readers wrote: a short article.
const LEAST_ARTICLE: f64 = 150.0;

/// Lines of a post among which its date stands.
const FIRST_LINES: usize = 4;

impl Asides<'_, '_> {
    /// Boxes behind the text in which readers write: several of one make, each with a date or how long ago it was, and
    /// below them, above them or in them a field for an answer.
    pub(in crate::rules) fn prune_posts(&self, pruned: &mut [bool]) {
        let areas = self.view.areas;
        let headed = self.headed_posts();
        self.view.spread(pruned, |at| headed.contains(&at));
        let Some(field) = areas.iter().rposition(|area| area.asks.text) else { return };
        let field = areas.get(field).map_or(0, |area| area.blocks.start);
        let mut makes: FxHashMap<(usize, u64), Vec<usize>> = FxHashMap::default();
        for (at, area) in areas.iter().enumerate().skip(1) {
            if area.blocks.len() > 1 && area.role != Role::Paragraph && self.is_post(area) {
                makes.entry((area.parent, area.make)).or_default().push(at);
            }
        }
        let start = |at: &usize| areas.get(*at).map_or(0, |area| area.blocks.start);
        let mut posts = FxHashSet::default();
        for members in makes.into_values() {
            let first = members.first().map_or(0, start);
            let is_near = members.iter().map(start).all(|at| at <= field);
            if is_near && self.prose.before(first) >= LEAST_ARTICLE {
                posts.extend(members);
            }
        }
        self.view.spread(pruned, |at| posts.contains(&at));
    }

    /// Whether a box holds a date among its first lines and prose behind it, and no heading.
    fn is_post(&self, area: &Area) -> bool {
        let is_heading = |at: usize| self.view.headings.get(at).is_some_and(|heading| *heading);
        let mut blocks = area.blocks.clone();
        self.headed.over(area) <= 0.0
            && self.prose.over(area) > 0.0
            && !blocks.any(is_heading)
            && area.blocks.clone().take(FIRST_LINES).any(|at| is_dated(self.context, at))
    }

    /// Boxes behind the text that begin with a phrase over what readers write: `Comments`, `3 comments`.
    fn headed_posts(&self) -> FxHashSet<usize> {
        let is_chrome = |at: usize| {
            self.context.page.blocks.get(at).is_none_or(|block| block.kind == Kind::Chrome)
        };
        let is_headed = |area: &Area| {
            let Some(first) = area.blocks.clone().find(|at| !is_chrome(*at)) else { return false };
            let is_heading = self.view.headings.get(first).is_some_and(|heading| *heading);
            let (before, own) = (self.prose.before(area.blocks.start), self.prose.over(area));
            let says = || {
                let hits = self.context.hits(first);
                let is = |label: &Label| matches!(label, Label::Comments | Label::CommentCount);
                !hits.is_empty() && hits.iter().all(|hit| is(&hit.label))
            };
            before >= LEAST_ARTICLE && (is_heading || own <= before) && own > 0.0 && says()
        };
        let areas = self.view.areas.iter().enumerate().skip(1);
        let boxes = areas.filter(|(_, area)| {
            !matches!(area.role, Role::Paragraph | Role::Main) && self.headed.over(area) <= 0.0
        });
        boxes.filter(|(_, area)| is_headed(area)).map(|(at, _)| at).collect()
    }
}
