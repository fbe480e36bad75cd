//! What documents mean to a model of static embeddings (`Model2Vec`) that the user has: one more kind of evidence.

use rayon::prelude::*;

use super::near::Load;
use crate::article::Article;
use crate::error::Result;

/// Pairs of documents that are taken for strangers, at most.
const MOST_STRANGERS: usize = 4_096;
/// Pairs below which a folder says too little of how near strangers are, and the model nothing.
const FEWEST_STRANGERS: usize = 32;
/// Standard deviations of strangers in a median absolute deviation, for a normal distribution.
const DEVIATION: f64 = 1.4826;
/// Deviation of strangers, at least: with a small model all of them may be equally near.
const LEAST_DEVIATION: f64 = 0.02;
/// Deviations from strangers at which a pair is neither like one story nor like two. Two reports on one subject are
/// about three away, translations six and more.
const NEITHER: f64 = 4.0;

/// A model of static embeddings; none by default.
#[derive(Clone, Debug, Default)]
pub struct Model {
    #[cfg(feature = "embed")]
    model: Option<model2vec_rs::model::StaticModel>,
}

#[cfg(feature = "embed")]
impl Model {
    /// Reads a model: the bytes of its `tokenizer.json`, `model.safetensors` and `config.json`.
    ///
    /// # Errors
    /// What is wrong with them, in words.
    pub fn parse(
        tokenizer: &[u8],
        weights: &[u8],
        settings: &[u8],
    ) -> std::result::Result<Model, String> {
        let parsed = std::panic::catch_unwind(|| {
            model2vec_rs::model::StaticModel::from_bytes(tokenizer, weights, settings, Some(true))
        });
        match parsed {
            Ok(Ok(model)) => Ok(Model { model: Some(model) }),
            Ok(Err(error)) => Err(format!("{error:#}")),
            Err(_) => Err("the files of the model do not fit together".to_owned()),
        }
    }

    /// Whether there is no model.
    pub fn is_none(&self) -> bool {
        self.model.is_none()
    }

    /// The direction in which a text points; empty where the model knows none of its words.
    fn direction(&self, article: &Article) -> Vec<f32> {
        let title = article.title.as_ref().map_or("", |title| title.value.as_str());
        let text = format!("{title}\n{}", article.body());
        let encoded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            self.model.as_ref().map(|model| model.encode_single(&text)).unwrap_or_default()
        }));
        let vector = encoded.unwrap_or_default();
        let said =
            vector.iter().all(|part| part.is_finite()) && vector.iter().any(|part| *part != 0.0);
        if said { vector } else { Vec::new() }
    }
}

#[cfg(not(feature = "embed"))]
impl Model {
    /// Reads a model, where the program is built with the feature `embed`.
    ///
    /// # Errors
    /// Always: this one is not.
    pub fn parse(_: &[u8], _: &[u8], _: &[u8]) -> std::result::Result<Model, String> {
        Err("this program is built without embeddings; build it with --features embed".to_owned())
    }

    /// Whether there is no model.
    pub fn is_none(&self) -> bool {
        true
    }

    /// Nothing.
    #[expect(clippy::unused_self, reason = "built with the feature it reads the model")]
    fn direction(&self, _: &Article) -> Vec<f32> {
        Vec::new()
    }
}

/// What documents mean, and how near strangers are.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    directions: Vec<Vec<f32>>,
    /// The middle cosine of strangers and their deviation from it.
    strangers: Option<(f64, f64)>,
}

impl Meanings {
    /// Reads documents, by what `load` calls them, in an order that depends on their content alone.
    pub(super) fn read(model: &Model, documents: &[usize], load: Load<'_>) -> Result<Meanings> {
        if model.is_none() {
            return Ok(Meanings::default());
        }
        let directions: Vec<Vec<f32>> = documents
            .par_iter()
            .map(|at| Ok(model.direction(&load(*at)?)))
            .collect::<Result<_>>()?;
        let strangers = strangers(&directions);
        Ok(Meanings { directions, strangers })
    }

    /// The cosine of two documents, by their numbers; `None` where nothing is known of one, or of strangers.
    pub(super) fn cosine(&self, a: usize, b: usize) -> Option<f64> {
        self.strangers?;
        cosine(self.directions.get(a)?, self.directions.get(b)?)
    }

    /// How much nearer than strangers such a cosine is: 1 is surely one story, 0 says nothing, -1 are strangers.
    pub(super) fn nearness(&self, cosine: f64) -> f64 {
        self.strangers.map_or(0.0, |(middle, deviation)| {
            ((cosine - middle) / deviation / NEITHER - 1.0).clamp(-1.0, 1.0)
        })
    }
}

/// The middle cosine of pairs of documents, nearly all of which have nothing to do with each other, and the median
/// deviation from it as a standard one; both are indifferent to the few pairs that do.
fn strangers(directions: &[Vec<f32>]) -> Option<(f64, f64)> {
    let count = directions.len();
    let pairs = (1..count).flat_map(|apart| (apart..count).map(move |at| (at - apart, at)));
    let mut cosines: Vec<f64> = pairs
        .filter_map(|(a, b)| cosine(directions.get(a)?, directions.get(b)?))
        .take(MOST_STRANGERS)
        .collect();
    if cosines.len() < FEWEST_STRANGERS {
        return None;
    }
    let middle = median(&mut cosines)?;
    let mut apart: Vec<f64> = cosines.iter().map(|cosine| (cosine - middle).abs()).collect();
    Some((middle, (median(&mut apart)? * DEVIATION).max(LEAST_DEVIATION)))
}

fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// The cosine of two directions of length one; `None` where one is unknown.
fn cosine(a: &[f32], b: &[f32]) -> Option<f64> {
    let sum = || a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    (!a.is_empty() && a.len() == b.len()).then(sum)
}
