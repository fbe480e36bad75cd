//! Which blocks of a plain text are words of links, where the text shows what its links lead to.

use std::collections::BTreeMap;

use crate::page::reading::Reading;
use crate::page::{Linked, Page};
use crate::text::{self, Span};

/// A link of a text with signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link<'a> {
    /// Its words, in the document.
    pub(super) words: Span,
    /// What it leads to; empty when unknown.
    pub(super) target: &'a str,
}

/// For each block whether most of its letters are words of links, and where they lead. Links stand in order.
pub(super) fn linked(page: &Page, reading: &Reading, links: &[Link<'_>]) -> Vec<Linked> {
    let letters =
        |span: Span| span.of(&page.text).chars().filter(|it| it.is_alphanumeric()).count();
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    for host in links.iter().filter_map(|link| host(link.target)) {
        *hosts.entry(host).or_default() += 1;
    }
    let site = hosts.iter().max_by_key(|(_, count)| **count).map(|(host, _)| *host);
    let links: Vec<(Span, bool)> = links
        .iter()
        .map(|link| {
            let here = Span::new(reading.at(link.words.start), reading.at(link.words.end));
            (here, host(link.target).is_none_or(|host| Some(host) == site))
        })
        .collect();
    let mut first = 0;
    let mut linked = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        while links.get(first).is_some_and(|(link, _)| link.end <= block.span.start) {
            first += 1;
        }
        let here = links.iter().skip(first).take_while(|(link, _)| link.start < block.span.end);
        let (mut sum, mut is_within) = (0, false);
        for (link, within) in here {
            sum +=
                letters(Span::new(link.start.max(block.span.start), link.end.min(block.span.end)));
            is_within |= *within;
        }
        linked.push(match sum * 2 > letters(block.span) {
            true if is_within => Linked::Within,
            true => Linked::Away,
            false => Linked::No,
        });
    }
    linked
}

/// The host of a target; none for one without.
fn host(target: &str) -> Option<&str> {
    let (scheme, rest) = text::head(target, LONGEST_HOST).split_once("//")?;
    let host = rest.split(['/', ')', ']', '?', '#', ' ', '\n', '>']).next()?;
    let is_scheme = scheme.chars().all(|letter| matches!(letter, 'a'..='z' | ':' | '<'));
    is_scheme.then(|| host.strip_prefix("www.").unwrap_or(host))
}

/// Letters of a target among which its host is.
const LONGEST_HOST: usize = 120;
