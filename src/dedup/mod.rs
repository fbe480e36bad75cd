//! Articles → stories: exact copies, near copies, translations, and other reports of the same story.

mod fold;
mod bands;
mod tokens;
mod numbers;
mod scales;
mod romanise;
mod concepts;
mod anchors;
mod figures;
mod words;
mod vocabulary;
mod sketch;
mod near;
mod partial;
mod lexicon;
mod meaning;
mod corpus;
mod leader;
mod addresses;
mod crossings;
mod features;
mod likeness;
mod pairs;
mod evidence;
mod links;
mod teach;
mod places;
mod story;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::config::Dedup;
use crate::error::Result;

pub use anchors::{Anchor, Sort};
pub use features::Features;
pub use lexicon::Lexicon;
pub use meaning::Model;
pub use pairs::Pair;
pub use sketch::Sketch;

/// What makes two documents one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The same words.
    Exact,
    /// Nearly the same words.
    Near,
    /// The same text in another language.
    Translation,
    /// Another report of the same event.
    SameStory,
}

impl Kind {
    /// The name in configuration and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Exact => "exact",
            Kind::Near => "near",
            Kind::Translation => "translation",
            Kind::SameStory => "same_story",
        }
    }
}

/// The place of a document in its story.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The index of the telling that leads; its own when it leads or stands alone.
    pub leader: usize,
    /// Why it belongs there; `None` for the leader.
    pub link: Option<Link>,
}

/// Why a document belongs to a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The document it was compared with and is folded into, where its kind is one that folds.
    pub of: usize,
    /// What makes them one.
    pub kind: Kind,
    /// How sure, 0 to 1.
    pub score: f64,
    /// Why, in words of both: `numbers 57, 2.016 = 2,016; names KOICA; sounding alike Ками = Kami; 5 of 6 in the same order`.
    pub evidence: String,
}

/// What is known beforehand, beside the documents; nothing by default.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Words that mean one thing.
    pub lexicon: Lexicon,
    /// What texts mean.
    pub model: Model,
}

/// What grouping needs of an article.
pub fn sketch(article: &Article) -> Sketch {
    sketch::sketch(article)
}

/// Groups documents into stories. `load` reads an article again, to verify a candidate pair by its text.
/// The result does not depend on threads, nor (but for ties) on the order of the sketches.
pub fn group(
    sketches: &[Sketch],
    known: &Known,
    config: &Dedup,
    load: &(dyn Fn(usize) -> Result<Article> + Sync),
) -> Result<Vec<Place>> {
    story::group(sketches, known, config, load)
}

/// What the weights of the score are multiplied with.
pub fn terms(features: &Features) -> Vec<f64> {
    likeness::terms(features).to_vec()
}

/// Every pair of documents that grouping looks at, with what they share: what the weights of the score are fitted on.
pub fn candidate_pairs(sketches: &[Sketch], lexicon: &Lexicon) -> Vec<Pair> {
    let all: Vec<usize> = (0..sketches.len()).collect();
    let mut corpus = pairs::corpus(sketches, &all);
    corpus.learn(sketches, lexicon);
    pairs::pairs(&corpus, 0.0)
}

/// A word a language (BCP 47) that mean one thing.
pub type Meaning = BTreeMap<String, String>;

/// What the surest pairs of documents teach of the words of their languages, sorted; rows of [`Lexicon::parse`].
///
/// # Errors
/// Those of `load`.
pub fn teach(
    sketches: &[Sketch],
    lexicon: &Lexicon,
    config: &Dedup,
    load: &(dyn Fn(usize) -> Result<Article> + Sync),
) -> Result<Vec<Meaning>> {
    story::teach(sketches, lexicon, config, load)
}

/// A lexicon with what the surest pairs of these documents teach beside it, as grouping learns it.
pub fn taught(sketches: &[Sketch], lexicon: &Lexicon) -> Lexicon {
    let all: Vec<usize> = (0..sketches.len()).collect();
    let mut corpus = pairs::corpus(sketches, &all);
    story::links(sketches, &mut corpus, lexicon).1
}
