//! The lines that recur on one site, and where they stand.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::copies::families;
use super::outline::{Line, Outline, Side};
use super::sample::Member;
use crate::config::Clean;

/// Documents in which two lines stand side by side for it to be no chance.
const PAIR: usize = 3;

/// Share of the documents with a sentence, and of those with its neighbour, in which they stand side by side for that to be
/// the site's work: reports from a form have one of three or four sentences in each place, which meet by chance.
const TOGETHER: f64 = 0.8;

/// Share of a site's documents from which a paragraph is boilerplate that stands among lines which are, or a sentence beside
/// one.
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
    /// A sentence with such a line, or an end of the page, on one side: at the edge of the chrome, or of an article.
    Half,
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
    /// How many.
    all: Tally,
    /// How many have it in a place.
    in_place: BTreeMap<Place, Tally>,
}

/// How many documents there are of a kind, copies counted once.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Families with at least one.
    families: usize,
    /// Families, each as far as its documents are of the kind: of reports from a form many seem copies of one, which would
    /// have every sentence that one of them has.
    parts: f64,
    /// Documents, every copy counted.
    documents: usize,
}

impl Tally {
    fn add(&mut self, documents: usize, of: usize) {
        self.families += 1;
        self.parts += portion(documents, of);
        self.documents += documents;
    }

    /// Both together, but no more than there are.
    fn with(self, other: Tally, most: Tally) -> Tally {
        Tally {
            families: (self.families + other.families).min(most.families),
            parts: (self.parts + other.parts).min(most.parts),
            documents: (self.documents + other.documents).min(most.documents),
        }
    }
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
        let counts = counts(&outlines, &families.of, &pairs, config.learn_min_documents);
        let file =
            |at: usize| members.get(at).map(|member| member.file.clone()).unwrap_or_default();
        let (mut lines, mut suspects) = (BTreeMap::new(), BTreeMap::new());
        for count in counts {
            if let Some(support) = support(&count, (families.count, outlines.len()), config) {
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

/// Every two lines that stand side by side in enough families; a sentence and its neighbour in most of those that have one
/// of them.
#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn pairs(outlines: &[&Outline], families: &[usize]) -> BTreeSet<u64> {
    let mut seen: Vec<(u64, usize, u64, u64)> = Vec::new();
    let mut sentences = BTreeSet::new();
    let mut met: FxHashMap<u64, usize> = FxHashMap::default();
    for (outline, family) in outlines.iter().zip(families) {
        for (at, sides) in outline.lines().windows(2).enumerate() {
            if let ([_, Side::Pair(pair)], [one, other]) = (outline.pairs(at), sides) {
                seen.push((pair, *family, one.hash(), other.hash()));
                *met.entry(pair).or_default() += 1;
                if one.is_whole() || other.is_whole() {
                    sentences.insert(pair);
                }
            }
        }
    }
    // Most stand nowhere else, and need not be put in order.
    seen.retain(|(pair, ..)| met.get(pair).is_some_and(|times| *times >= PAIR));
    seen.sort_unstable();
    seen.dedup();
    let wanted = seen.iter().flat_map(|(_, _, one, other)| [*one, *other]).collect();
    let having = having(outlines, families, &wanted);
    let most = |hash: &u64| having.get(hash).copied().unwrap_or_default();
    let runs = seen.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() >= PAIR);
    let firsts = runs.filter_map(|run| Some((run.len() as f64, run.first()?)));
    let stand = firsts.filter(|(times, (pair, _, one, other))| {
        let most = most(one).max(most(other));
        !sentences.contains(pair) || *times >= TOGETHER * most as f64
    });
    stand.map(|(_, (pair, ..))| *pair).collect()
}

/// How many families have each of these lines.
fn having(
    outlines: &[&Outline],
    families: &[usize],
    wanted: &FxHashSet<u64>,
) -> FxHashMap<u64, usize> {
    let mut seen: Vec<(u64, usize)> = Vec::new();
    for (outline, family) in outlines.iter().zip(families) {
        let hashes = outline.lines().iter().map(|line| line.hash());
        seen.extend(hashes.filter(|hash| wanted.contains(hash)).map(|hash| (hash, *family)));
    }
    seen.sort_unstable();
    seen.dedup();
    seen.chunk_by(|one, other| one.0 == other.0)
        .filter_map(|run| run.first().map(|(hash, _)| (*hash, run.len())))
        .collect()
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
    let is_outer = |side: &Side| *side == Side::Edge || recurs(side);
    let is_closed = sides.iter().all(is_outer);
    if sides.iter().any(recurs) && (is_closed || !is_sentence(at)) {
        Place::Framed
    } else if is_sentence(at) && sides.iter().any(is_outer) {
        Place::Half
    } else if before.is_some_and(|before| is_label(before) && is_name(at)) {
        Place::Byline
    } else if !is_sentence(at) && (before.is_none_or(is_label) || is_label(at + 1)) {
        Place::Beside
    } else {
        Place::Alone
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most the size of the sample")]
fn portion(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// In how many families each line stands that stands in so many places at `least`, and where.
fn counts(
    outlines: &[&Outline],
    families: &[usize],
    pairs: &BTreeSet<u64>,
    least: usize,
) -> Vec<Count> {
    let mut met: FxHashMap<u64, usize> = FxHashMap::default();
    for line in outlines.iter().flat_map(|outline| outline.lines()) {
        *met.entry(line.hash()).or_default() += 1;
    }
    let recurs = |line: &Line| met.get(&line.hash()).is_some_and(|times| *times >= least);
    let mut seen: Vec<(Line, usize, Place, usize)> = Vec::new();
    for (number, (outline, family)) in outlines.iter().zip(families).enumerate() {
        let lines = outline.lines().iter().enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.is_gap() && recurs(line)) {
            seen.push((*line, *family, place(outline, at, pairs), number));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut sizes: FxHashMap<usize, usize> = FxHashMap::default();
    for family in families {
        *sizes.entry(*family).or_default() += 1;
    }
    let size = |family: usize| sizes.get(&family).copied().unwrap_or(1);
    let mut counts: Vec<Count> = Vec::new();
    for here in seen.chunk_by(|one, other| one.0 == other.0) {
        let Some((line, ..)) = here.first() else { continue };
        let mut in_place: BTreeMap<Place, Tally> = BTreeMap::new();
        let mut all = Tally::default();
        for home in here.chunk_by(|one, other| one.1 == other.1) {
            let Some((_, family, ..)) = home.first() else { continue };
            let documents: BTreeSet<usize> = home.iter().map(|(.., number)| *number).collect();
            all.add(documents.len(), size(*family));
            for there in home.chunk_by(|one, other| one.2 == other.2) {
                let Some((_, _, place, _)) = there.first() else { continue };
                in_place.entry(*place).or_default().add(there.len(), size(*family));
            }
        }
        let first = here.iter().map(|(.., number)| *number).min().unwrap_or_default();
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
fn support(
    count: &Count,
    (families, documents): (usize, usize),
    config: &Clean,
) -> Option<Support> {
    // A name or a link is the site's wherever it stands; of sentences many may be an article's.
    let much = |seen: &Tally| {
        if count.line.is_sentence() { seen.parts } else { seen.families as f64 }
    };
    let recurs = |seen: &Tally, share: f64| {
        seen.families >= config.learn_min_documents && much(seen) >= share * families as f64
    };
    // Few families of many documents are as likely to share by chance what an article quotes.
    let is_sure = |seen: &Tally, share: f64| {
        let counted = !count.line.is_sentence() || seen.documents as f64 >= sure(share, documents);
        counted && much(seen) >= sure(share, families)
    };
    let all = count.all.families;
    if count.line.is_content() {
        let support = Support { documents: all, ..Support::default() };
        return recurs(&count.all, config.learn_min_share).then_some(support);
    }
    let weight = count.line.weight();
    let least = |place: Place| match place {
        Place::Framed if weight < LONG => 0.0,
        Place::Framed | Place::Half => LONG_FRAMED,
        Place::Alone if count.line.is_sentence() => SENTENCE_ALONE,
        Place::Beside | Place::Alone | Place::Byline => LABEL,
    };
    let is_known = |(place, seen): &(Place, Tally)| {
        let share = config.learn_min_share.max(least(*place));
        let fits = match place {
            Place::Framed => much(seen) >= MOSTLY * much(&count.all),
            Place::Beside => weight < LONG_ALONE,
            Place::Alone => weight < LONG_ALONE && is_sure(seen, share),
            Place::Half => is_sure(seen, share),
            Place::Byline => false,
        };
        fits && recurs(seen, share)
    };
    let in_place = count.in_place.iter().map(|(place, seen)| (*place, *seen));
    let mut places: BTreeSet<Place> = in_place.filter(is_known).map(|(place, _)| place).collect();
    // What is put between paragraphs is put behind the last one, too.
    let seen = |place: Place| count.in_place.get(&place).copied().unwrap_or_default();
    let scattered = seen(Place::Alone).with(seen(Place::Half), count.all);
    if is_known(&(Place::Alone, scattered)) {
        places.extend([Place::Alone, Place::Half]);
    }
    let known = Support { documents: all, places, file: String::new() };
    (!known.places.is_empty()).then_some(known)
}
