//! Why two documents are linked, in words of both.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Sketch;
use super::addresses;
use super::anchors::{Anchor, Sort};
use super::fold::fold;
use super::tokens::tokens;
use super::vocabulary::spans;
use crate::article::Article;
use crate::text::Span;

/// Things of one sort that are named before the rest is only counted.
const MOST_NAMED: usize = 6;
/// Shared anchors from which their order says something.
const FEWEST_IN_ORDER: usize = 3;
/// Rarity (-8 ln of a share) that what two paragraphs share sums up to before they are counterparts: three texts of a
/// hundred have it by nature.
const COUNTERPARTS: u32 = 28;

/// The body of a document and its sketch.
#[derive(Debug)]
pub(super) struct Telling<'a> {
    sketch: &'a Sketch,
    text: String,
    /// Where its paragraphs end, but for the last.
    ends: Vec<usize>,
}

impl<'a> Telling<'a> {
    /// Reads an article.
    pub(super) fn new(sketch: &'a Sketch, article: &Article) -> Telling<'a> {
        let text = article.body();
        let ends = text.match_indices("\n\n").map(|(at, _)| at).collect();
        Telling { sketch, text, ends }
    }

    /// The number of the paragraph that a byte is in, from 1.
    fn paragraph(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end < at) + 1
    }

    fn paragraphs(&self) -> usize {
        self.ends.len() + 1
    }
}

/// An anchor that both have, with its places in both.
#[derive(Clone, Copy, Debug)]
struct Both {
    sort: Sort,
    rarity: u8,
    own: Span,
    other: Span,
}

/// What a document shares with the one it is compared with, in words of both; of the words that a lexicon takes for the
/// same (pairs of their hashes) a few: `numbers 37, 12.400 = 12,400; codes KX-12; names Порт Элсвик = Port Elsvik; 13 of 15 in
/// the same order; 4 of 5 paragraphs match: 1-3 = 1-3, 5 = 4; words taken for the same: мост = bridge and 3 more`.
pub(super) fn in_words(own: &Telling<'_>, other: &Telling<'_>, meant: &[(u32, u32)]) -> String {
    let shared = shared(own.sketch, other.sketch);
    let placed: Vec<Both> = shared.iter().filter(|both| both.sort < Sort::Thing).copied().collect();
    let ordered = chain(&placed.iter().map(|both| both.other.start).collect::<Vec<_>>());
    let in_order: Vec<Both> = ordered.iter().filter_map(|at| placed.get(*at).copied()).collect();
    let mut parts: Vec<String> = Vec::new();
    let address = addresses::original(own.sketch);
    if address.is_some() && address == addresses::original(other.sketch) {
        parts.push("one address of the original".to_owned());
    }
    for (title, sort) in TITLES {
        // Words of unlike scripts sound alike by chance, too; those that stand in order hardly do.
        let of = if sort == Sort::Sound { &in_order } else { &placed };
        let listed = listed(of, &placed, sort);
        parts
            .extend(named(&listed, (&own.text, &other.text)).map(|list| format!("{title} {list}")));
    }
    if placed.len() >= FEWEST_IN_ORDER {
        parts.push(format!("{} of {} in the same order", ordered.len(), placed.len()));
    }
    parts.extend(paragraphs(own, other, &placed));
    parts.extend(words(own, other, meant));
    parts.join("; ")
}

/// What is named, under which title.
const TITLES: [(&str, Sort); 6] = [
    ("codes", Sort::Code),
    ("numbers", Sort::Number),
    ("dates", Sort::Date),
    ("names", Sort::Name),
    ("places", Sort::Concept),
    ("sounding alike", Sort::Sound),
];

/// The anchors that both have, in order of their places in the first.
fn shared(own: &Sketch, other: &Sketch) -> Vec<Both> {
    let both = |anchor: &Anchor| {
        let at = other.anchors.binary_search_by_key(&anchor.key, |anchor| anchor.key).ok()?;
        let there = other.anchors.get(at)?.span();
        Some(Both { sort: anchor.sort, rarity: anchor.rarity, own: anchor.span(), other: there })
    };
    let mut shared: Vec<Both> = own.anchors.iter().filter_map(both).collect();
    shared.sort_by_key(|both| (both.own.start, both.sort, both.other.start));
    shared
}

/// The numbers of the longest run of places that rise.
fn chain(places: &[usize]) -> Vec<usize> {
    let mut tails: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (number, place) in places.iter().enumerate() {
        let at = tails.partition_point(|(tail, _)| tail <= place);
        before.push(at.checked_sub(1).and_then(|at| tails.get(at)).map(|(_, number)| *number));
        match tails.get_mut(at) {
            Some(tail) => *tail = (*place, number),
            None => tails.push((*place, number)),
        }
    }
    let last = tails.last().map(|(_, number)| *number);
    let mut chain: Vec<usize> =
        std::iter::successors(last, |at| before.get(*at).copied().flatten()).collect();
    chain.reverse();
    chain
}

/// The anchors of a sort, the rarest first, longest first among equals. What lies within a name that is listed, or within
/// an anchor of a stronger sort, is not listed again, and words of one name are one.
fn listed(of: &[Both], all: &[Both], sort: Sort) -> Vec<Both> {
    let mut of_sort: Vec<Both> = of.iter().filter(|both| both.sort == sort).copied().collect();
    of_sort.sort_by_key(|both| (Reverse(both.rarity), both.own.start, Reverse(both.own.len())));
    let mut listed: Vec<Both> = Vec::new();
    for both in of_sort {
        let stronger = all.iter().filter(|other| other.sort < sort);
        let known = |other: &Both| other.own.contains(both.own);
        if stronger.chain(&listed).any(known) {
            continue;
        }
        let touching = |known: &&mut Both| {
            sort == Sort::Name && known.own.overlaps(both.own) && known.other.overlaps(both.other)
        };
        match listed.iter_mut().find(touching) {
            Some(known) => {
                known.own = hull(known.own, both.own);
                known.other = hull(known.other, both.other);
            }
            None => listed.push(both),
        }
    }
    listed
}

/// The stretch from the first byte of two to their last.
fn hull(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// The words of the first few anchors, each as both texts have it, and how many more there are.
fn named(listed: &[Both], (own, other): (&str, &str)) -> Option<String> {
    let words: Vec<String> = listed
        .iter()
        .take(MOST_NAMED)
        .map(|both| equal(both.own.of(own), both.other.of(other)))
        .collect();
    (!words.is_empty()).then(|| format!("{}{}", words.join(", "), more(listed.len())))
}

/// How many there are beyond those that are named.
fn more(all: usize) -> String {
    let more = all.saturating_sub(MOST_NAMED);
    if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// A word as two texts have it: once, where both write it alike.
fn equal(own: &str, other: &str) -> String {
    let (own, other) = (on_one_line(own), on_one_line(other));
    if fold(&own) == fold(&other) { own } else { format!("{own} = {other}") }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which paragraphs have a counterpart in the other text, in order, where there are several of both.
fn paragraphs(own: &Telling<'_>, other: &Telling<'_>, placed: &[Both]) -> Option<String> {
    if own.paragraphs() < 2 || other.paragraphs() < 2 {
        return None;
    }
    let mut votes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for both in placed {
        let at = (own.paragraph(both.own.start), other.paragraph(both.other.start));
        *votes.entry(at).or_default() += u32::from(both.rarity);
    }
    let mut best: BTreeMap<usize, (u32, Reverse<usize>)> = BTreeMap::new();
    for ((here, there), vote) in votes.into_iter().filter(|(_, vote)| *vote >= COUNTERPARTS) {
        let best = best.entry(here).or_default();
        *best = (*best).max((vote, Reverse(there)));
    }
    let pairs: Vec<(usize, usize)> =
        best.into_iter().map(|(here, (_, Reverse(there)))| (here, there)).collect();
    let chain = chain(&pairs.iter().map(|(_, there)| *there).collect::<Vec<_>>());
    let matched: Vec<(usize, usize)> =
        chain.iter().filter_map(|at| pairs.get(*at).copied()).collect();
    let runs: Vec<String> =
        matched.chunk_by(|a, b| b.0 == a.0 + 1 && b.1 == a.1 + 1).map(run).collect();
    let named: Vec<&str> = runs.iter().take(MOST_NAMED).map(String::as_str).collect();
    (!matched.is_empty()).then(|| {
        let (count, all) = (matched.len(), own.paragraphs());
        format!("{count} of {all} paragraphs match: {}{}", named.join(", "), more(runs.len()))
    })
}

/// Paragraphs in a row and their counterparts: `1-3 = 2-4`.
fn run(run: &[(usize, usize)]) -> String {
    match (run.first(), run.last()) {
        (Some((a, x)), Some((b, y))) if a < b => format!("{a}-{b} = {x}-{y}"),
        (Some((a, x)), _) => format!("{a} = {x}"),
        _ => String::new(),
    }
}

/// Words of two texts that a lexicon takes for the same, in the order of the first.
fn words(own: &Telling<'_>, other: &Telling<'_>, meant: &[(u32, u32)]) -> Option<String> {
    let named = meant.get(..meant.len().min(MOST_NAMED)).unwrap_or(meant);
    if named.is_empty() {
        return None;
    }
    let own = forms(&own.text, &named.iter().map(|(own, _)| *own).collect::<Vec<_>>());
    let theirs = forms(&other.text, &named.iter().map(|(_, other)| *other).collect::<Vec<_>>());
    let pair = |(hash, word): &(u32, String)| {
        let (_, other) = named.iter().find(|(own, _)| own == hash)?;
        let (_, there) = theirs.iter().find(|(hash, _)| hash == other)?;
        Some(equal(word, there))
    };
    let pairs: Vec<String> = own.iter().filter_map(pair).collect();
    (!pairs.is_empty())
        .then(|| format!("words taken for the same: {}{}", pairs.join(", "), more(meant.len())))
}

/// How a text writes each of a few words, with its hash, in the order in which it first has them.
fn forms(text: &str, wanted: &[u32]) -> Vec<(u32, String)> {
    let mut forms: Vec<(u32, String)> = Vec::new();
    for (hash, span) in spans(&tokens(text)) {
        if wanted.contains(&hash) && forms.iter().all(|(known, _)| *known != hash) {
            forms.push((hash, span.of(text).to_lowercase()));
        }
    }
    forms
}
