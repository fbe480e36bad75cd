//! Where several articles stand one after the other on an HTML page, the one that the page is about.

use super::{Context, View};
use crate::page::layout::{Area, Role};
use crate::rules::asides;

/// Letters of prose of the shortest article among several that stand one after the other: a paragraph or two.
const LEAST_ARTICLE: f64 = 150.0;

/// Share that it must hold of the prose of them all.
const LEAST_SHARE: f64 = 0.1;

/// Lines at the beginning of an article among which its headline stands, and behind that its date.
const FIRST_LINES: usize = 4;

impl View<'_> {
    /// Where several articles stand one after the other, the one with the headline of the page; `chosen` holds them all.
    pub(in crate::rules) fn titled(
        &self,
        context: &Context<'_>,
        chosen: usize,
        titles: &[bool],
    ) -> Option<usize> {
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
        // Of what does not call itself an article, the next one is of the same make, in the same box.
        let is_twin = |area: &Area, own: &Area| {
            area.blocks.start >= own.blocks.end
                && (area.parent, area.make) == (own.parent, own.make)
                && holds(area)
                && self.begins(context, area)
        };
        path.into_iter().rev().find(|own| {
            let inner = self.areas.get(*own).filter(|inner| holds(inner));
            inner.is_some_and(|inner| {
                is_article(&inner) && starts.iter().any(|start| *start >= inner.blocks.end)
                    || inner.role != Role::Article
                        && self.areas.iter().skip(own + 1).any(|area| is_twin(area, inner))
            })
        })
    }

    /// Whether a box begins as an article does: with a heading, and a date next to it.
    fn begins(&self, context: &Context<'_>, area: &Area) -> bool {
        let is_heading = |at: &usize| self.headings.get(*at).is_some_and(|heading| *heading);
        let mut first = area.blocks.clone().take(FIRST_LINES);
        first.find(is_heading).is_some_and(|heading| {
            let mut next = (heading + 1..area.blocks.end).take(FIRST_LINES);
            // A time that ends in `p.m.` ends as a sentence does.
            let is_prose = |at: usize| self.prose.get(at).is_none_or(|prose| *prose > 0.0);
            let known = next.find(|at| asides::is_dated(context, *at) || is_prose(*at));
            known.is_some_and(|at| asides::is_dated(context, at))
        })
    }
}
