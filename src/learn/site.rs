//! The lines that recur on one site, and where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::families;
use super::outline::{Line, Outline, Side};
use super::sample::Member;
use crate::config::Clean;

/// Documents in which two lines stand side by side for it to be no chance.
const PAIR: usize = 3;

/// Share of a site's documents from which a line is boilerplate that stands by itself between paragraphs, or that
/// is long: of what articles quote, nothing comes near half of all.
const MOST_OF_ALL: f64 = 0.5;

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
    /// Lines that stand side by side in several documents.
    pairs: BTreeSet<u64>,
}

/// How a line is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Support {
    /// Documents that have it, copies counted once.
    pub(super) documents: usize,
    /// Whether it recurs beside others that do.
    framed: bool,
    /// Whether it recurs between lines that do not.
    alone: bool,
    /// A document that has it, by its path below the input folder.
    pub(super) file: String,
}

/// The documents that have a line: all, those where it stands beside others that recur, those where it does not.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    line: Option<Line>,
    /// The first of the documents that have it.
    first: usize,
    all: usize,
    framed: usize,
    alone: usize,
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
        let lines: BTreeMap<u64, Support> = counts
            .into_iter()
            .filter_map(|(hash, count)| {
                let support = support(&count, families.count, config)?;
                Some((hash, Support { file: file(count.first), ..support }))
            })
            .collect();
        Site { documents: families.count, lines, pairs }
    }

    /// Whether a line of a document is boilerplate of this site, where it stands.
    pub(super) fn takes(&self, outline: &Outline, at: usize) -> bool {
        let Some(line) = outline.lines().get(at).filter(|line| !line.is_content()) else {
            return false;
        };
        let Some(support) = self.lines.get(&line.hash()) else { return false };
        if is_framed(outline, at, &self.pairs) { support.framed } else { support.alone }
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

/// Whether a line stands beside one that it stands beside in several documents; a sentence, which may be the last of an
/// article, on both sides.
fn is_framed(outline: &Outline, at: usize, pairs: &BTreeSet<u64>) -> bool {
    let is_sentence = outline.lines().get(at).is_some_and(|line| line.is_sentence());
    let sides = outline.pairs(at);
    let recurs = |side: &Side| matches!(side, Side::Pair(pair) if pairs.contains(pair));
    let is_any = sides.iter().any(recurs);
    is_any && (!is_sentence || sides.iter().all(|side| *side == Side::Edge || recurs(side)))
}

/// In how many families each line stands, and how.
fn counts(
    outlines: &[&Outline],
    families: &[usize],
    pairs: &BTreeSet<u64>,
) -> BTreeMap<u64, Count> {
    let mut seen: Vec<(Line, usize, bool, usize)> = Vec::new();
    for (number, (outline, family)) in outlines.iter().zip(families).enumerate() {
        for (at, line) in outline.lines().iter().enumerate().filter(|(_, line)| !line.is_content())
        {
            seen.push((*line, *family, is_framed(outline, at, pairs), number));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut counts: BTreeMap<u64, Count> = BTreeMap::new();
    for family in seen.chunk_by(|one, other| one.0.hash() == other.0.hash() && one.1 == other.1) {
        let Some((line, .., first)) = family.first() else { continue };
        let count = counts.entry(line.hash()).or_insert(Count {
            line: Some(*line),
            first: *first,
            ..Count::default()
        });
        count.first = count.first.min(*first);
        count.all += 1;
        count.framed += usize::from(family.iter().any(|(_, _, framed, _)| *framed));
        count.alone += usize::from(family.iter().any(|(_, _, framed, _)| !*framed));
    }
    counts
}

/// How a line is known, if it is.
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn support(count: &Count, documents: usize, config: &Clean) -> Option<Support> {
    let line = count.line?;
    let recurs = |times: usize, share: f64| {
        times >= config.learn_min_documents && times as f64 >= share * documents as f64
    };
    let share = config.learn_min_share;
    let most = share.max(MOST_OF_ALL);
    let framed = recurs(count.framed, if line.weight() < LONG { share } else { most });
    let alone = line.weight() < LONG_ALONE && recurs(count.alone, most);
    let file = String::new();
    (framed || alone).then_some(Support { documents: count.all, framed, alone, file })
}
