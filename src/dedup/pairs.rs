//! Pairs of documents that may tell the same story: found through rare anchors, weighed by what they share.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::Sketch;
use super::anchors::{Anchor, Sort};

/// Documents that an anchor may have and still lead to pairs. A story told in forty languages is within it; what more
/// documents share is no evidence of one story, and would make the work quadratic.
const MOST_IN_BUCKET: usize = 64;
/// Documents of one language that an anchor may have and still lead to pairs.
const MOST_IN_LANGUAGE: u32 = 8;
/// Partners of a document that are looked at closely: a story in thirty languages, with room for strangers.
const MOST_PARTNERS: usize = 40;
/// Weight that shared anchors sum up to before a pair is looked at: two rare things, or one very rare.
const LEAST_WEIGHT: f64 = 6.0;
/// Documents' worth of trust in the natural rarity of an anchor against its count in this corpus.
const TRUST: f64 = 50.0;
/// Distance, as a share of the text, from which two places have nothing to do with each other.
const FARTHEST: f64 = 0.15;
/// No single anchor weighs more, in nats: a shared code can be a coincidence, too.
const HEAVIEST: f64 = 7.0;

/// How rare each anchor is in this corpus.
#[derive(Debug)]
pub(super) struct Rarity {
    counts: HashMap<u32, (u32, u32)>,
    stories: f64,
}

impl Rarity {
    /// Counts the anchors of the documents `heads`. An anchor's count is the largest of its counts within one
    /// language, since translations of one story must not make what they share look common.
    pub(super) fn new(sketches: &[Sketch], heads: &[usize]) -> Rarity {
        let mut by_language: HashMap<(&str, u32), u32> = HashMap::new();
        let mut documents: BTreeMap<&str, u32> = BTreeMap::new();
        let mut counts: HashMap<u32, (u32, u32)> = HashMap::new();
        for sketch in heads.iter().filter_map(|at| sketches.get(*at)) {
            *documents.entry(&sketch.language).or_default() += 1;
            for anchor in &sketch.anchors {
                let here = by_language.entry((&sketch.language, anchor.key)).or_default();
                *here += 1;
                let count = counts.entry(anchor.key).or_default();
                *count = (count.0.max(*here), count.1 + 1);
            }
        }
        let most = documents.values().copied().max().unwrap_or(0);
        let all: u32 = documents.values().sum();
        Rarity { counts, stories: (f64::from(most) * f64::from(all)).sqrt() }
    }

    /// What it says, in nats, that two documents share this anchor: minus the log of the share of stories that have it.
    pub(super) fn weight(&self, anchor: Anchor) -> f64 {
        let (count, _) = self.counts.get(&anchor.key).copied().unwrap_or_default();
        let natural = (-f64::from(anchor.rarity) / 8.0).exp();
        let share = (f64::from(count) + TRUST * natural) / (self.stories + TRUST);
        (-share.ln()).clamp(0.0, HEAVIEST)
    }

    /// Whether an anchor is rare enough to lead to pairs.
    fn leads(&self, anchor: Anchor) -> bool {
        let (in_language, all) = self.counts.get(&anchor.key).copied().unwrap_or_default();
        all > 1 && in_language <= MOST_IN_LANGUAGE && all as usize <= MOST_IN_BUCKET
    }
}

/// Two documents and what speaks for one story; `a` stands before `b` among the sketches.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The one that stands first.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// What they share.
    pub features: Features,
}

/// What two documents share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    /// Weight of shared numbers and dates.
    pub numbers: f64,
    /// Weight of shared codes.
    pub codes: f64,
    /// Weight of shared names.
    pub names: f64,
    /// Weight of shared countries, cities, languages and months, beyond that of the names at their places.
    pub concepts: f64,
    /// Weight of shared things ÷ the mean weight of both documents' things.
    pub alike: f64,
    /// Weight of shared things.
    pub things: f64,
    /// Weight of shared sounds that no shared name stands at.
    pub sounds: f64,
    /// Shared ÷ all weight of numbers and codes, of the document where it is less.
    pub least_cover: f64,
    /// The same, of the document where it is more.
    pub most_cover: f64,
    /// Share of shared anchors that stand in the same order.
    pub order: f64,
    /// Weight of shared anchors that stand at nearly the same place.
    pub close: f64,
    /// That weight ÷ all shared weight.
    pub closeness: f64,
    /// How many anchors are shared.
    pub shared: f64,
    /// |ln| of the ratio of sizes.
    pub ratio: f64,
    /// Weight beyond the best rival in the partner's language, for both; 1 is far ahead, 0 level, less behind.
    pub margin: f64,
    /// Whether both are in one language.
    pub same_language: f64,
}

impl Features {
    /// All weight that is shared.
    pub(super) fn weight(&self) -> f64 {
        self.numbers + self.codes + self.names + self.concepts + self.sounds
    }
}

/// The pairs among `heads` that share enough to be looked at.
pub(super) fn pairs(sketches: &[Sketch], heads: &[usize]) -> Vec<Pair> {
    let rarity = Rarity::new(sketches, heads);
    let mut buckets: HashMap<u32, Vec<usize>> = HashMap::new();
    for head in heads {
        for anchor in sketches.get(*head).into_iter().flat_map(|sketch| &sketch.anchors) {
            if rarity.leads(*anchor) {
                buckets.entry(anchor.key).or_default().push(*head);
            }
        }
    }
    let mut found: Vec<Pair> = heads
        .par_iter()
        .flat_map_iter(|head| partners(sketches, *head, &buckets, &rarity))
        .map(|(a, b)| Pair { a, b, features: features(sketches, a, b, &rarity) })
        .collect();
    found.sort_by_key(|pair| (pair.a, pair.b));
    found.dedup_by_key(|pair| (pair.a, pair.b));
    margins(sketches, &mut found);
    found
}

/// The documents that share the most with one, as pairs in order.
fn partners(
    sketches: &[Sketch],
    head: usize,
    buckets: &HashMap<u32, Vec<usize>>,
    rarity: &Rarity,
) -> Vec<(usize, usize)> {
    let Some(sketch) = sketches.get(head) else { return Vec::new() };
    let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
    for anchor in &sketch.anchors {
        let weight = rarity.weight(*anchor);
        for other in buckets.get(&anchor.key).into_iter().flatten().filter(|other| **other != head)
        {
            *weights.entry(*other).or_default() += weight;
        }
    }
    let mut ranked: Vec<(usize, f64)> =
        weights.into_iter().filter(|(_, weight)| *weight >= LEAST_WEIGHT).collect();
    ranked.sort_by(|a, b| {
        b.1.total_cmp(&a.1).then_with(|| content(sketches, a.0).cmp(&content(sketches, b.0)))
    });
    ranked.truncate(MOST_PARTNERS);
    ranked.into_iter().map(|(other, _)| (head.min(other), head.max(other))).collect()
}

/// What orders documents by what they are and not by where they stand.
pub(super) fn content(sketches: &[Sketch], at: usize) -> (u64, u64, usize) {
    sketches.get(at).map_or((0, 0, at), |sketch| (sketch.exact, sketch.plain, at))
}

/// What two documents share.
fn features(sketches: &[Sketch], a: usize, b: usize, rarity: &Rarity) -> Features {
    let (Some(left), Some(right)) = (sketches.get(a), sketches.get(b)) else {
        return Features::default();
    };
    let shared = shared_anchors(left, right);
    let mut features = Features::default();
    let mut places: BTreeMap<u16, f64> = BTreeMap::new();
    let weak = |sort: Sort| matches!(sort, Sort::Sound | Sort::Concept | Sort::Thing);
    for (anchor, _) in shared.iter().filter(|(anchor, _)| !weak(anchor.sort)) {
        let weight = rarity.weight(*anchor);
        match anchor.sort {
            Sort::Number | Sort::Date => features.numbers += weight,
            Sort::Code => features.codes += weight,
            _ => features.names += weight,
        }
        *places.entry(anchor.place).or_default() += weight;
    }
    for (anchor, _) in shared.iter().filter(|(anchor, _)| anchor.sort == Sort::Concept) {
        let known = places.entry(anchor.place).or_default();
        let more = (rarity.weight(*anchor) - *known).max(0.0);
        features.concepts += more;
        *known += more;
    }
    for (anchor, _) in shared.iter().filter(|(anchor, _)| anchor.sort == Sort::Sound) {
        if !places.contains_key(&anchor.place) {
            features.sounds += rarity.weight(*anchor);
        }
    }
    let mut best: BTreeMap<u16, f64> = BTreeMap::new();
    for (anchor, _) in shared.iter().filter(|(anchor, _)| anchor.sort == Sort::Thing) {
        let known = best.entry(anchor.place).or_default();
        *known = known.max(rarity.weight(*anchor));
    }
    features.things = best.values().sum();
    let all = |sketch: &Sketch| -> f64 {
        let things = sketch.anchors.iter().filter(|anchor| anchor.sort == Sort::Thing);
        let mut best: BTreeMap<u16, f64> = BTreeMap::new();
        for thing in things {
            let known = best.entry(thing.place).or_default();
            *known = known.max(rarity.weight(*thing));
        }
        best.values().sum()
    };
    features.alike = features.things / (all(left) * all(right)).sqrt().max(20.0);
    let mut shared = shared;
    shared.retain(|(anchor, _)| anchor.sort != Sort::Thing);
    let figures = features.numbers + features.codes;
    let cover = |sketch: &Sketch| {
        let figure =
            |anchor: &&Anchor| matches!(anchor.sort, Sort::Number | Sort::Date | Sort::Code);
        let all: f64 =
            sketch.anchors.iter().filter(figure).map(|anchor| rarity.weight(*anchor)).sum();
        (figures + 1.0) / (all + 2.0)
    };
    let (x, y) = (cover(left), cover(right));
    (features.least_cover, features.most_cover) = (x.min(y), x.max(y));
    features.order = in_order(&shared);
    let near = |place: u16, other: u16| {
        let apart = f64::from(place.abs_diff(other)) / f64::from(u16::MAX);
        (1.0 - apart / FARTHEST).max(0.0)
    };
    let sum: f64 = shared.iter().map(|(anchor, _)| rarity.weight(*anchor)).sum();
    features.close = shared
        .iter()
        .map(|(anchor, other)| rarity.weight(*anchor) * near(anchor.place, *other))
        .sum();
    features.closeness = features.close / sum.max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
    {
        features.shared = shared.len() as f64;
    }
    features.ratio = (f64::from(left.size.max(1)) / f64::from(right.size.max(1))).ln().abs();
    features.same_language = f64::from(u8::from(left.language == right.language));
    features
}

/// The anchors that two sketches share, with their places in the second.
pub(super) fn shared_anchors(a: &Sketch, b: &Sketch) -> Vec<(Anchor, u16)> {
    let mut shared = Vec::new();
    let mut rest = b.anchors.iter().peekable();
    for anchor in &a.anchors {
        while rest.next_if(|other| other.key < anchor.key).is_some() {}
        if let Some(other) = rest.next_if(|other| other.key == anchor.key) {
            shared.push((*anchor, other.place));
        }
    }
    shared
}

/// The share of shared anchors that stand in the same order in both: the longest rising run ÷ all.
fn in_order(shared: &[(Anchor, u16)]) -> f64 {
    let mut places: Vec<(u16, u16)> =
        shared.iter().map(|(anchor, other)| (anchor.place, *other)).collect();
    places.sort_unstable();
    let mut tails: Vec<u16> = Vec::new();
    for (_, place) in &places {
        let at = tails.partition_point(|tail| tail <= place);
        match tails.get_mut(at) {
            Some(tail) => *tail = *place,
            None => tails.push(*place),
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
    let share = tails.len() as f64 / places.len().max(1) as f64;
    share
}

/// Sets the margins: how far a pair is ahead of the best rival of either document in the partner's language.
fn margins(sketches: &[Sketch], pairs: &mut [Pair]) {
    let language = |at: usize| sketches.get(at).map_or("", |sketch| sketch.language.as_str());
    let mut best: HashMap<(usize, &str), [(f64, usize); 2]> = HashMap::new();
    for pair in pairs.iter() {
        for (own, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let [first, second] =
                best.entry((own, language(other))).or_insert([(0.0, usize::MAX); 2]);
            let new = (pair.features.weight(), other);
            if new.0 > first.0 {
                (*first, *second) = (new, *first);
            } else if new.0 > second.0 {
                *second = new;
            }
        }
    }
    for pair in pairs {
        let weight = pair.features.weight();
        let ahead = |own: usize, other: usize| {
            let rivals = best.get(&(own, language(other))).copied().unwrap_or_default();
            let rival =
                rivals.iter().find(|(_, who)| *who != other).map_or(0.0, |(weight, _)| *weight);
            (weight - rival) / (weight + rival).max(1.0)
        };
        pair.features.margin = ahead(pair.a, pair.b).min(ahead(pair.b, pair.a));
    }
}
