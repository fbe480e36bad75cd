//! What two documents share, in numbers that a score can be made of.

use super::anchors::Sort;
use super::corpus::{Card, is_figure};

/// What two documents share. Weights are in nats: minus the log of how common a thing is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Shared ÷ all weight of words that a lexicon knows in both languages; 0 without one.
    pub learned: f64,
    /// How much the lexicon knows of both documents, 0 to 1: from a weight of `FEW_KNOWN` on all that is needed.
    pub known: f64,
    /// Cosine of what both mean to a model of embeddings; `None` without one.
    pub cosine: Option<f64>,
    /// How much nearer than strangers that is: 1 is surely one story, 0 says nothing, -1 are strangers.
    pub nearness: f64,
    /// Whether both name one address as that of their original, and no other document of either language does.
    pub one_original: bool,
    /// Weight of all that is shared, each place of a text counted once.
    pub weight: f64,
    /// Weight of shared sounds, where no shared name stands.
    pub sounds: f64,
    /// Weight of shared countries, cities and languages, beyond that of the names at their places.
    pub concepts: f64,
    /// Weight of shared things ÷ the mean weight of both documents' things.
    pub alike: f64,
    /// Weight of shared anchors that stand at nearly the same place of both texts ÷ all shared weight.
    pub closeness: f64,
    /// Shared ÷ all weight of figures, of the document where it is less.
    pub least_cover: f64,
    /// The same of the document where it is more.
    pub most_cover: f64,
    /// Weight of numbers of the document that has less of them.
    pub numbers: f64,
    /// Shared ÷ all weight of numbers of that document.
    pub agreed: f64,
    /// Share of shared anchors that stand in the same order.
    pub order: f64,
    /// How many anchors are shared, things and meanings not counted.
    pub shared: f64,
    /// |ln| of the ratio of sizes.
    pub ratio: f64,
    /// How far the pair is ahead of the best rival of either document in the partner's language: 1 is far ahead, 0
    /// level, less is behind.
    pub margin: f64,
}

/// Weight of things below which a document has too few to be compared by: about six rare ones.
const FEW_THINGS: f64 = 20.0;
/// Weight of words known in both languages below which a lexicon knows too few: about four.
const FEW_KNOWN: f64 = 12.0;
/// Distance, as a share of the text, from which two places have nothing to do with each other.
const FARTHEST: f64 = 0.15;

/// An anchor that both have.
struct Shared {
    start: u32,
    other: u32,
    sort: Sort,
    weight: f64,
}

/// What two documents share; the margin is set by who knows the rivals. Where the weight of what is shared is not
/// `enough`, it is all that is told.
pub(super) fn features(a: &Card<'_>, b: &Card<'_>, enough: impl Fn(&Features) -> bool) -> Features {
    let shared = shared(a, b);
    let mut features = by_place(&shared);
    features.one_original = a.original.is_some() && a.original == b.original;
    features.learned = learned(a, b);
    let known = |own: &Card<'_>, other: &Card<'_>| {
        f64::from(own.known.get(usize::from(other.language)).copied().unwrap_or_default())
    };
    let all = (known(a, b) * known(b, a)).sqrt();
    features.learned /= all.max(FEW_KNOWN);
    features.known = (all / FEW_KNOWN).min(1.0);
    if !enough(&features) {
        return features;
    }
    let things = features.alike;
    features.alike = things / (a.things * b.things).sqrt().max(FEW_THINGS);
    let figures: f64 =
        shared.iter().filter(|both| is_figure(both.sort)).map(|both| both.weight).sum();
    // A document without figures is covered by half: it says nothing for, and nothing against.
    let cover = |card: &Card<'_>| (figures + 1.0) / (card.figures + 2.0);
    features.least_cover = cover(a).min(cover(b));
    features.most_cover = cover(a).max(cover(b));
    let numbers = shared.iter().filter(|both| both.sort == Sort::Number);
    features.numbers = a.numbers.min(b.numbers);
    features.agreed =
        numbers.map(|both| both.weight).sum::<f64>() / features.numbers.max(f64::MIN_POSITIVE);
    let placed: Vec<&Shared> = shared.iter().filter(|both| both.sort < Sort::Thing).collect();
    features.order = in_order(&placed);
    let close = close(&placed, (a, 1.0), (b, 1.0)).max(close(&placed, (a, a.size), (b, b.size)));
    let all: f64 = placed.iter().map(|both| both.weight).sum();
    features.closeness = close / all.max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
    let count = placed.len() as f64;
    features.shared = count;
    features.ratio = (a.size / b.size).ln().abs();
    features
}

/// The weight of what stands at nearly the same place of two texts of such sizes: as shares of the texts for equal
/// ones, by how much was said before for the true ones, since one may be the beginning of the other.
fn close(placed: &[&Shared], own: (&Card<'_>, f64), other: (&Card<'_>, f64)) -> f64 {
    let most = own.1.max(other.1);
    let (here, there) = (own.1 / most / own.0.bytes, other.1 / most / other.0.bytes);
    let nearness = |both: &Shared| {
        let apart = (f64::from(both.start) * here - f64::from(both.other) * there).abs();
        (1.0 - apart / FARTHEST).max(0.0)
    };
    placed.iter().map(|both| both.weight * nearness(both)).sum()
}

/// The anchors that two documents share, in order of their places in the first.
fn shared(a: &Card<'_>, b: &Card<'_>) -> Vec<Shared> {
    let mut shared = Vec::with_capacity(16);
    let mut rest = b.anchors.iter();
    let mut next = rest.next();
    for (anchor, weight) in a.weighed() {
        while next.is_some_and(|other| other.key < anchor.key) {
            next = rest.next();
        }
        let Some(other) = next else { break };
        if other.key == anchor.key {
            shared.push(Shared {
                start: anchor.start,
                other: other.start,
                sort: anchor.sort,
                weight,
            });
        }
    }
    shared.sort_unstable_by_key(|both| (both.start, both.sort, both.other));
    shared
}

/// Sums of weights by sort. What stands at one place is one piece of evidence: a number says nothing beside the date it is
/// part of, a sound nothing beside the name it was made of, and of several things that one word may mean the rarest
/// counts. `alike` is the sum of things.
fn by_place(shared: &[Shared]) -> Features {
    let mut sums = Features::default();
    for here in shared.chunk_by(|a, b| a.start == b.start) {
        let of = |wanted: fn(Sort) -> bool| {
            here.iter().filter(move |both| wanted(both.sort)).map(|both| both.weight)
        };
        let figure = of(is_figure).fold(0.0, f64::max);
        let plain = figure + of(|sort| sort == Sort::Name).sum::<f64>();
        let concept = of(|sort| sort == Sort::Concept).fold(0.0, f64::max);
        let sound = of(|sort| sort == Sort::Sound).fold(0.0, f64::max);
        let concept = (concept - plain).max(0.0);
        let sound = if plain + concept > 0.0 { 0.0 } else { sound };
        sums.concepts += concept;
        sums.sounds += sound;
        sums.alike += of(|sort| sort == Sort::Thing).fold(0.0, f64::max);
        sums.weight += plain + concept + sound;
    }
    sums
}

/// The weight of the meanings that two documents share.
fn learned(a: &Card<'_>, b: &Card<'_>) -> f64 {
    let mut rest = b.meanings.iter().peekable();
    let mut sum = 0.0;
    for (meaning, weight) in &a.meanings {
        while rest.next_if(|(other, _)| other < meaning).is_some() {}
        if rest.next_if(|(other, _)| other == meaning).is_some() {
            sum += f64::from(*weight);
        }
    }
    sum
}

/// The share of shared anchors that stand in the same order in both: the longest rising run ÷ all.
fn in_order(shared: &[&Shared]) -> f64 {
    let mut tails: Vec<u32> = Vec::new();
    for both in shared {
        let at = tails.partition_point(|tail| *tail <= both.other);
        match tails.get_mut(at) {
            Some(tail) => *tail = both.other,
            None => tails.push(both.other),
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
    let share = tails.len() as f64 / shared.len().max(1) as f64;
    share
}
