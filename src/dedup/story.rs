//! From likeness to stories: which documents are copies, which of these tell one story.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::lexicon::Lexicon;
use super::links::Links;
use super::near::{Family, Load, families};
use super::pairs::{corpus, pairs};
use super::partial::{Partials, partials};
use super::places::Work;
use super::teach::{in_words, taught};
use super::{Known, Meaning, Place, Sketch};
use crate::config::Dedup;
use crate::error::Result;

/// Groups documents into stories; see [`super::group`].
pub(super) fn group(
    sketches: &[Sketch],
    known: &Known,
    config: &Dedup,
    load: Load<'_>,
) -> Result<Vec<Place>> {
    let families = families(sketches, config, load)?;
    let heads: Vec<usize> = families.iter().map(|family| family.head).collect();
    let mut found = Found::default();
    if config.translation {
        let mut corpus = corpus(sketches, &heads);
        corpus.read(&known.model, load)?;
        (found.links, found.lexicon) = links(sketches, &mut corpus, &known.lexicon);
    }
    if config.near {
        found.partials = Partials::new(partials(sketches, &heads, load)?);
        found.links = found.links.with(sketches, &found.partials);
    }
    let by_head: FxHashMap<usize, &Family> =
        families.iter().map(|family| (family.head, family)).collect();
    let stories: Vec<Vec<&Family>> = clusters(sketches, &heads, &found.links, config)
        .iter()
        .map(|story| story.iter().filter_map(|head| by_head.get(head).copied()).collect())
        .filter(|story: &Vec<&Family>| {
            story.iter().map(|family| family.members.len()).sum::<usize>() > 1
        })
        .collect();
    let told: Vec<Vec<(usize, Place)>> = stories
        .par_iter()
        .map(|story| Work::new(sketches, config, load, &found).story(story))
        .collect::<Result<_>>()?;
    let mut places = alone(sketches.len());
    for (at, place) in told.into_iter().flatten() {
        if let Some(own) = places.get_mut(at) {
            *own = place;
        }
    }
    Ok(places)
}

/// What is known of the documents of a run when stories are made of them.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Pairs that may be one story.
    pub(super) links: Links,
    /// Those of them that are partial copies.
    pub(super) partials: Partials,
    /// Words that mean one thing.
    pub(super) lexicon: Lexicon,
}

/// The pairs of documents that may be one story: found once with the lexicon there is, and once more with what the
/// surest of them teach, where that is anything; and that lexicon.
pub(super) fn links(
    sketches: &[Sketch],
    corpus: &mut Corpus<'_>,
    lexicon: &Lexicon,
) -> (Links, Lexicon) {
    corpus.learn(sketches, lexicon);
    let links = Links::new(sketches, pairs(corpus, LEAST_SCORE));
    let taught = taught(sketches, lexicon, &links);
    if taught == *lexicon {
        return (links, taught);
    }
    corpus.learn(sketches, &taught);
    (Links::new(sketches, pairs(corpus, LEAST_SCORE)), taught)
}

/// What the surest pairs teach; see [`super::teach()`].
pub(super) fn teach(
    sketches: &[Sketch],
    lexicon: &Lexicon,
    config: &Dedup,
    load: Load<'_>,
) -> Result<Vec<Meaning>> {
    let families = families(sketches, config, load)?;
    let heads: Vec<usize> = families.iter().map(|family| family.head).collect();
    let mut corpus = corpus(sketches, &heads);
    corpus.learn(sketches, lexicon);
    let links = Links::new(sketches, pairs(&corpus, LEAST_SCORE));
    in_words(sketches, &links, load)
}

/// Score below which a pair counts as sharing nothing.
const LEAST_SCORE: f64 = 0.02;

/// Every document on its own.
fn alone(count: usize) -> Vec<Place> {
    (0..count).map(|leader| Place { leader, link: None }).collect()
}

/// Clusters of heads: the surest pairs first, and two clusters become one only when their documents agree on average,
/// so that likeness does not chain from story to story.
fn clusters(
    sketches: &[Sketch],
    heads: &[usize],
    links: &Links,
    config: &Dedup,
) -> Vec<Vec<usize>> {
    let mut cluster: FxHashMap<usize, usize> =
        heads.iter().enumerate().map(|(at, head)| (*head, at)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> =
        heads.iter().enumerate().map(|(at, head)| (at, vec![*head])).collect();
    for (score, pair) in &links.pairs {
        if *score < config.translation_score {
            break;
        }
        let (Some(x), Some(y)) = (cluster.get(&pair.a).copied(), cluster.get(&pair.b).copied())
        else {
            continue;
        };
        if x == y {
            continue;
        }
        let none = Vec::new();
        let (left, right) = (members.get(&x).unwrap_or(&none), members.get(&y).unwrap_or(&none));
        if agreement(left, right, links) < config.translation_score * AGREEMENT
            || are_rivals(sketches, left, right, links)
        {
            continue;
        }
        let (keep, drop) = (x.min(y), x.max(y));
        let moved = members.remove(&drop).unwrap_or_default();
        for head in &moved {
            cluster.insert(*head, keep);
        }
        members.entry(keep).or_default().extend(moved);
    }
    members.into_values().collect()
}

/// Whether two clusters have a language in common and each is better served by its own document in that language:
/// then they are two stories with much in common.
fn are_rivals(sketches: &[Sketch], left: &[usize], right: &[usize], links: &Links) -> bool {
    let language = |at: &usize| sketches.get(*at).map_or("", |sketch| sketch.language.as_str());
    let common = |at: &&usize| left.iter().any(|other| language(other) == language(at));
    if !right.iter().any(|at| common(&at)) {
        return false;
    }
    let pairs = left.iter().flat_map(|a| right.iter().filter_map(|b| links.get(*a, *b)));
    let (sum, count) =
        pairs.fold((0.0, 0.0), |(sum, count), (_, pair)| (sum + pair.features.margin, count + 1.0));
    count > 0.0 && sum / count < BEHIND
}

/// The average margin below which documents are served better elsewhere.
const BEHIND: f64 = -0.1;

/// What two clusters agree in on average, as a share of the score that one pair needs.
const AGREEMENT: f64 = 0.7;
/// Members of a cluster that are asked whether they agree with another, at most.
const MOST_ASKED: usize = 24;

/// The average score between the documents of two clusters.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred pairs")]
fn agreement(left: &[usize], right: &[usize], links: &Links) -> f64 {
    let (left, right) = (left.iter().take(MOST_ASKED), right.iter().take(MOST_ASKED));
    let scores: Vec<f64> =
        left.flat_map(|a| right.clone().map(move |b| links.score(*a, *b))).collect();
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}
