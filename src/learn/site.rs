//! The lines that recur on one site, and where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::families;
use super::outline::{Line, Outline, Side};
use super::sample::Member;
use crate::config::Clean;

/// Documents in which two lines stand side by side for it to be no chance.
const PAIR: usize = 3;

/// Share of a site's documents from which a paragraph is boilerplate that stands among lines which are.
const LONG_FRAMED: f64 = 0.5;

/// Share of a site's documents from which a name or a link is boilerplate that stands by itself: an advertisement's mark is
/// on nearly all pages, a subheading that editors like is on a tenth.
const LABEL: f64 = 0.25;

/// Share of a site's documents from which a sentence is boilerplate that stands between paragraphs: of what articles quote,
/// nothing comes near two fifths of all.
const SENTENCE_ALONE: f64 = 0.4;

/// Share of the documents with a line in which it stands beside others that recur, at least, to be learned for that: what
/// articles have in common stands at the edge of some of them only.
const MOSTLY: f64 = 0.75;

/// Letters from which a line that stands by itself is never learned: it reads as a paragraph of its own.
const LONG_ALONE: u16 = 120;

/// Letters from which a line has to stand in most documents wherever it stands: it reads as a paragraph.
const LONG: u16 = 160;

/// What is known of one site.
#[derive(Clone, Debug, Default)]
pub(super) struct Site {
    /// Its documents, copies counted once.
    pub(super) documents: usize,
    /// The lines that recur, by their hashes.
    pub(super) lines: BTreeMap<u64, Support>,
    /// The lines that recur and are content by a signal of their own.
    pub(super) suspects: BTreeMap<u64, Support>,
    /// Lines that stand side by side in several documents.
    pairs: BTreeSet<u64>,
}

/// How a line is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Support {
    /// Documents that have it, copies counted once.
    pub(super) documents: usize,
    /// The places in which it recurs.
    places: BTreeSet<Place>,
    /// A document that has it, by its path below the input folder.
    pub(super) file: String,
}

/// Where a line stands in a document. What articles have in common stands in other places than what a site puts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Beside a line that it stands beside in several documents; a sentence, which may be an article's first or last, between
    /// two such.
    Framed,
    /// Beside a name, a link, a date, or at an end of the page.
    Beside,
    /// Between paragraphs.
    Alone,
    /// A name behind a headline: who wrote it, if every article of the site.
    Byline,
}

/// The documents that have a line.
#[derive(Clone, Debug)]
struct Count {
    line: Line,
    /// The first of them.
    first: usize,
    /// How many, copies counted once.
    all: usize,
    /// How many have it in a place.
    in_place: BTreeMap<Place, usize>,
}

impl Site {
    /// What the documents of a site show; nothing where there are too few.
    pub(super) fn of(members: &[&Member], config: &Clean) -> Site {
        let outlines: Vec<&Outline> = members.iter().map(|member| &member.outline).collect();
        let families = families(&outlines);
        if families.count < config.learn_min_documents {
            return Site::default();
        }
        let pairs = pairs(&outlines, &families.of);
        let counts = counts(&outlines, &families.of, &pairs);
        let file =
            |at: usize| members.get(at).map(|member| member.file.clone()).unwrap_or_default();
        let (mut lines, mut suspects) = (BTreeMap::new(), BTreeMap::new());
        for count in counts {
            if let Some(support) = support(&count, families.count, config) {
                let support = Support { file: file(count.first), ..support };
                let known = if count.line.is_content() { &mut suspects } else { &mut lines };
                known.insert(count.line.hash(), support);
            }
        }
        Site { documents: families.count, lines, suspects, pairs }
    }

    /// Whether a line of a document is boilerplate of this site, where it stands.
    pub(super) fn takes(&self, outline: &Outline, at: usize) -> bool {
        let Some(line) = outline.lines().get(at).filter(|line| !line.is_content()) else {
            return false;
        };
        let Some(support) = self.lines.get(&line.hash()) else { return false };
        support.places.contains(&place(outline, at, &self.pairs))
    }
}

/// Every two lines that stand side by side in enough families.
fn pairs(outlines: &[&Outline], families: &[usize]) -> BTreeSet<u64> {
    let mut seen: Vec<(u64, usize)> = Vec::new();
    for (outline, family) in outlines.iter().zip(families) {
        for at in 0..outline.lines().len() {
            if let [_, Side::Pair(pair)] = outline.pairs(at) {
                seen.push((pair, *family));
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let runs = seen.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() >= PAIR);
    runs.filter_map(|run| run.first()).map(|(pair, _)| *pair).collect()
}

/// Where a line stands.
fn place(outline: &Outline, at: usize, pairs: &BTreeSet<u64>) -> Place {
    let is_sentence = |at: usize| outline.lines().get(at).is_some_and(|line| line.is_sentence());
    let is_label = |at: usize| {
        outline.lines().get(at).is_none_or(|line| !line.is_sentence() && !line.is_content())
    };
    let is_name = |at: usize| outline.lines().get(at).is_some_and(|line| line.is_name());
    let before = at.checked_sub(1);
    let sides = outline.pairs(at);
    let recurs = |side: &Side| matches!(side, Side::Pair(pair) if pairs.contains(pair));
    let is_closed = sides.iter().all(|side| *side == Side::Edge || recurs(side));
    if sides.iter().any(recurs) && (is_closed || !is_sentence(at)) {
        Place::Framed
    } else if before.is_some_and(|before| is_label(before) && is_name(at)) {
        Place::Byline
    } else if !is_sentence(at) && (before.is_none_or(is_label) || is_label(at + 1)) {
        Place::Beside
    } else {
        Place::Alone
    }
}

/// In how many families each line stands, and where.
fn counts(outlines: &[&Outline], families: &[usize], pairs: &BTreeSet<u64>) -> Vec<Count> {
    let mut seen: Vec<(Line, usize, Place, usize)> = Vec::new();
    for (number, (outline, family)) in outlines.iter().zip(families).enumerate() {
        for (at, line) in outline.lines().iter().enumerate().filter(|(_, line)| !line.is_gap()) {
            seen.push((*line, *family, place(outline, at, pairs), number));
        }
    }
    seen.sort_unstable();
    seen.dedup_by_key(|(line, family, place, _)| (*line, *family, *place));
    let mut counts: Vec<Count> = Vec::new();
    for here in seen.chunk_by(|one, other| one.0 == other.0) {
        let Some((line, ..)) = here.first() else { continue };
        let mut in_place = BTreeMap::new();
        for (_, _, place, _) in here {
            *in_place.entry(*place).or_default() += 1;
        }
        let first = here.iter().map(|(.., number)| *number).min().unwrap_or_default();
        let all = here.chunk_by(|one, other| one.1 == other.1).count();
        counts.push(Count { line: *line, first, all, in_place });
    }
    counts
}

/// How many of so many documents have to have what more than a share of all such documents have, in nineteen of twenty draws
/// (the normal approximation of the binomial at its widest).
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn sure(share: f64, documents: usize) -> f64 {
    const ONE_SIDED: f64 = 1.645;
    let documents = documents as f64;
    share * documents + ONE_SIDED * (documents / 4.0).sqrt()
}

/// How a line is known, if it is.
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn support(count: &Count, documents: usize, config: &Clean) -> Option<Support> {
    if count.line.is_content() {
        let least = config.learn_min_share * documents as f64;
        let recurs = count.all >= config.learn_min_documents && count.all as f64 >= least;
        return recurs.then(|| Support { documents: count.all, ..Support::default() });
    }
    let weight = count.line.weight();
    let least = |place: Place| match place {
        Place::Framed if weight < LONG => 0.0,
        Place::Framed => LONG_FRAMED,
        Place::Alone if count.line.is_sentence() => SENTENCE_ALONE,
        Place::Beside | Place::Alone | Place::Byline => LABEL,
    };
    let is_known = |(place, times): &(Place, usize)| {
        let share = config.learn_min_share.max(least(*place));
        let seen = *times as f64;
        let fits = match place {
            Place::Framed => seen >= MOSTLY * count.all as f64,
            Place::Beside => weight < LONG_ALONE,
            Place::Alone => weight < LONG_ALONE && seen >= sure(share, documents),
            Place::Byline => false,
        };
        fits && *times >= config.learn_min_documents && seen >= share * documents as f64
    };
    let in_place = count.in_place.iter().map(|(place, times)| (*place, *times));
    let places: BTreeSet<Place> = in_place.filter(is_known).map(|(place, _)| place).collect();
    let known = Support { documents: count.all, places, file: String::new() };
    (!known.places.is_empty()).then_some(known)
}
