//! Copies: documents with the same folded body, and documents with nearly the same words and the same figures.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Sketch;
use super::anchors::Sort;
use super::bands::BANDS;
use super::fold::{Likeness, fold, likeness, shingles};
use crate::article::Article;
use crate::config::Dedup;
use crate::error::Result;

/// Reads an article again.
pub(super) type Load<'a> = &'a (dyn Fn(usize) -> Result<Article> + Sync);

/// Documents that are copies of each other, the first of which stands for all.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// The fullest copy.
    pub(super) head: usize,
    /// All copies, the head included, in the order they were found.
    pub(super) members: Vec<usize>,
}

/// Heads a document is compared with, at most: those that share the most bands.
const MOST_COMPARED: usize = 8;
/// Heads a band lists, at most. A band that more heads share is a template's, and says nothing of the text.
const MOST_IN_BAND: usize = 64;
/// Containment from which a text is a cut or extended copy, where the similarity alone is below the threshold.
const CONTAINED: f64 = 0.9;
/// The part of a longer text that a cut copy must still have.
const LEAST_PART: f64 = 0.5;
/// Share of figures that two copies have in common at least. Templated reports (weather, prices, lottery) share
/// their words and differ in most figures.
const LEAST_FIGURES: f64 = 0.5;

/// The order in which documents are taken: longest first, then by content, so that neither the order of files nor
/// threads decide which copy stands for the others.
pub(super) fn order(sketches: &[Sketch]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sketches.len()).collect();
    let rank = |at: usize| {
        let sketch = sketches.get(at)?;
        Some((Reverse(sketch.length), sketch.exact, sketch.plain, sketch.url.as_deref()))
    };
    order.sort_by(|a, b| rank(*a).cmp(&rank(*b)));
    order
}

/// Groups copies. Each document is compared with the heads of families only, so likeness does not chain.
pub(super) fn families(sketches: &[Sketch], config: &Dedup, load: Load<'_>) -> Result<Vec<Family>> {
    let mut families = exact(sketches, config);
    if config.near {
        families = near(sketches, families, config, load)?;
    }
    Ok(families)
}

/// Families of documents with the same hash, in the order of their heads.
fn exact(sketches: &[Sketch], config: &Dedup) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    for at in order(sketches) {
        let hash = sketches.get(at).map_or(0, |sketch| sketch.exact);
        if config.exact && hash != 0 {
            if let Some(family) = known.get(&hash).and_then(|family| families.get_mut(*family)) {
                family.members.push(at);
                continue;
            }
            known.insert(hash, families.len());
        }
        families.push(Family { head: at, members: vec![at] });
    }
    families
}

/// Joins each family to the fullest one before it that is a near copy.
fn near(
    sketches: &[Sketch],
    families: Vec<Family>,
    config: &Dedup,
    load: Load<'_>,
) -> Result<Vec<Family>> {
    let mut kept: Vec<Family> = Vec::new();
    let mut index = Index::new(sketches, &families);
    let mut texts = Texts::new(load);
    for (at, family) in families.into_iter().enumerate() {
        let Some(sketch) = sketches.get(family.head) else { continue };
        let mut best: Option<(f64, usize)> = None;
        for candidate in index.candidates(at) {
            let Some(head) = kept.get(candidate).map(|family| family.head) else { continue };
            let Some(other) = sketches.get(head) else { continue };
            if !same_figures(sketch, other) {
                continue;
            }
            let likeness = texts.compare(family.head, head)?;
            let better = best.is_none_or(|(score, _)| likeness.jaccard > score);
            if better && is_copy(likeness, sketch, other, config) {
                best = Some((likeness.jaccard, candidate));
            }
        }
        if let Some(home) = best.and_then(|(_, at)| kept.get_mut(at)) {
            home.members.extend(family.members);
        } else {
            index.enter(at, kept.len());
            kept.push(family);
        }
    }
    Ok(kept)
}

/// The bands that several families have in common, and the families kept so far that have them.
struct Index {
    /// Bands by family, as (family, band), sorted.
    bands: Vec<(u32, u32)>,
    /// The families kept, by band.
    kept: Vec<Vec<usize>>,
}

impl Index {
    /// Finds the keys that the heads of several families have in one place; the rest lead nowhere.
    fn new(sketches: &[Sketch], families: &[Family]) -> Index {
        let (mut bands, mut count) = (Vec::new(), 0);
        let mut keys: Vec<(u32, u32)> = Vec::with_capacity(families.len());
        for band in 0..BANDS {
            let key = |family: &Family| sketches.get(family.head)?.bands.get(band).copied();
            keys.clear();
            keys.extend(families.iter().zip(0..).filter_map(|(one, at)| Some((key(one)?, at))));
            keys.sort_unstable();
            for same in keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
                bands.extend(same.iter().map(|(_, family)| (*family, count)));
                count += 1;
            }
        }
        bands.sort_unstable();
        Index { bands, kept: vec![Vec::new(); count as usize] }
    }

    /// The bands of a family.
    fn of(&self, family: usize) -> &[(u32, u32)] {
        let start = self.bands.partition_point(|(other, _)| (*other as usize) < family);
        let rest = self.bands.get(start..).unwrap_or_default();
        let end = rest.partition_point(|(other, _)| *other as usize == family);
        rest.get(..end).unwrap_or_default()
    }

    /// Enters a family that is kept under its new number.
    fn enter(&mut self, family: usize, number: usize) {
        let bands: Vec<u32> = self.of(family).iter().map(|(_, band)| *band).collect();
        for band in bands {
            if let Some(kept) = self.kept.get_mut(band as usize)
                && kept.len() < MOST_IN_BAND
            {
                kept.push(number);
            }
        }
    }

    /// The families kept that share the most bands with one, at most [`MOST_COMPARED`], oldest first among equals.
    fn candidates(&self, family: usize) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, band) in self.of(family) {
            for other in self.kept.get(*band as usize).into_iter().flatten() {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().collect();
        ranked.sort_by_key(|(family, bands)| (Reverse(*bands), *family));
        ranked.into_iter().take(MOST_COMPARED).map(|(family, _)| family).collect()
    }
}

/// Whether two texts are copies: alike enough, or one cut out of the other.
pub(super) fn is_copy(likeness: Likeness, a: &Sketch, b: &Sketch, config: &Dedup) -> bool {
    let (short, long) = (a.length.min(b.length), a.length.max(b.length));
    #[expect(clippy::cast_precision_loss, reason = "lengths of texts are far below 2^52")]
    let part = short as f64 / long.max(1) as f64;
    likeness.jaccard >= config.near_similarity
        || (likeness.containment >= CONTAINED.max(config.near_similarity) && part >= LEAST_PART)
}

/// Whether two texts agree in most of their figures, or have too few to judge by.
fn same_figures(a: &Sketch, b: &Sketch) -> bool {
    figures_shared(a, b).is_none_or(|share| share >= LEAST_FIGURES)
}

/// The share of figures that two texts have in common, of the one that has fewer; `None` where that is too few to say.
pub(super) fn figures_shared(a: &Sketch, b: &Sketch) -> Option<f64> {
    let figures = |sketch: &Sketch| -> Vec<u64> {
        let figure = |sort: Sort| matches!(sort, Sort::Number | Sort::Date);
        sketch
            .anchors
            .iter()
            .filter(|anchor| figure(anchor.sort))
            .map(|anchor| u64::from(anchor.key))
            .collect()
    };
    let (a, b) = (figures(a), figures(b));
    (a.len().min(b.len()) >= 2).then(|| likeness(&a, &b).containment)
}

/// Shingles of texts that are being compared, the last few kept in memory.
pub(super) struct Texts<'a> {
    load: Load<'a>,
    kept: BTreeMap<usize, Vec<u64>>,
}

/// Texts whose shingles are kept in memory, at most.
const MOST_KEPT: usize = 256;

impl<'a> Texts<'a> {
    /// None read yet.
    pub(super) fn new(load: Load<'a>) -> Texts<'a> {
        Texts { load, kept: BTreeMap::new() }
    }

    /// How alike two documents are, by their texts.
    pub(super) fn compare(&mut self, a: usize, b: usize) -> Result<Likeness> {
        self.read(a)?;
        self.read(b)?;
        let none = Vec::new();
        let of = |at: usize| self.kept.get(&at).unwrap_or(&none);
        Ok(likeness(of(a), of(b)))
    }

    /// Reads the shingles of a document, where they are not at hand.
    fn read(&mut self, at: usize) -> Result<()> {
        if self.kept.contains_key(&at) {
            return Ok(());
        }
        if self.kept.len() >= MOST_KEPT {
            self.kept.clear();
        }
        let article = (self.load)(at)?;
        self.kept.insert(at, shingles(&fold(&article.body())));
        Ok(())
    }
}
