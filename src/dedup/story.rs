//! From likeness to stories: clusters of documents, which telling leads, kind, score and evidence of each member.

use std::collections::{BTreeMap, HashMap};

use super::evidence::Tellings;
use super::features::Features;
use super::leader::{host, ranked};
use super::likeness::probability;
use super::near::{Family, Load, Texts, families, is_copy};
use super::pairs::{Pair, content, pairs};
use super::{Kind, Link, Place, Sketch};
use crate::config::Dedup;
use crate::error::Result;

/// Groups documents into stories; see [`super::group`].
pub(super) fn group(sketches: &[Sketch], config: &Dedup, load: Load<'_>) -> Result<Vec<Place>> {
    let families = families(sketches, config, load)?;
    let heads: Vec<usize> = families.iter().map(|family| family.head).collect();
    let links = if config.translation {
        Links::new(sketches, pairs(sketches, &heads))
    } else {
        Links::default()
    };
    let stories = clusters(sketches, &heads, &links, config);
    let mut work = Work {
        sketches,
        config,
        load,
        links,
        texts: Texts::new(load),
        tellings: Tellings::default(),
        places: alone(sketches.len()),
    };
    let by_head: HashMap<usize, &Family> =
        families.iter().map(|family| (family.head, family)).collect();
    for story in stories {
        let families: Vec<&Family> =
            story.iter().filter_map(|head| by_head.get(head).copied()).collect();
        work.story(&families)?;
    }
    Ok(work.places)
}

/// Every document on its own.
fn alone(count: usize) -> Vec<Place> {
    (0..count).map(|leader| Place { leader, link: None }).collect()
}

/// Pairs that may be one story, with how sure that is.
#[derive(Debug, Default)]
struct Links {
    pairs: Vec<(f64, Pair)>,
    index: HashMap<(usize, usize), usize>,
}

impl Links {
    fn new(sketches: &[Sketch], pairs: Vec<Pair>) -> Links {
        let mut scored: Vec<(f64, Pair)> =
            pairs.into_iter().map(|pair| (probability(&pair.features), pair)).collect();
        scored.sort_by(|(a, left), (b, right)| {
            let key = |pair: &Pair| {
                (content(sketches, pair.a).min(content(sketches, pair.b)), pair.a, pair.b)
            };
            b.total_cmp(a).then_with(|| key(left).cmp(&key(right)))
        });
        let index = scored
            .iter()
            .enumerate()
            .map(|(at, (_, pair))| ((pair.a.min(pair.b), pair.a.max(pair.b)), at))
            .collect();
        Links { pairs: scored, index }
    }

    fn get(&self, a: usize, b: usize) -> Option<&(f64, Pair)> {
        self.index.get(&(a.min(b), a.max(b))).and_then(|at| self.pairs.get(*at))
    }

    fn score(&self, a: usize, b: usize) -> f64 {
        self.get(a, b).map_or(0.0, |(score, _)| *score)
    }
}

/// Clusters of heads: the surest pairs first, and two clusters become one only when their documents agree on average,
/// so that likeness does not chain from story to story.
fn clusters(
    sketches: &[Sketch],
    heads: &[usize],
    links: &Links,
    config: &Dedup,
) -> Vec<Vec<usize>> {
    let mut cluster: HashMap<usize, usize> =
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

/// Whether what two documents share runs through both in parallel. Of true translations, two in a hundred are below one
/// of the limits; a telling that lost its first paragraphs is above them.
fn is_parallel(features: &Features) -> bool {
    features.order >= LEAST_ORDER
        && features.closeness >= LEAST_CLOSENESS
        && features.ratio <= MOST_RATIO
}

/// Share of shared anchors in one order, closeness of their places, and |ln| of the ratio of sizes.
const LEAST_ORDER: f64 = 0.5;
const LEAST_CLOSENESS: f64 = 0.15;
const MOST_RATIO: f64 = 1.0;

/// What placing documents needs.
struct Work<'a> {
    sketches: &'a [Sketch],
    config: &'a Dedup,
    load: Load<'a>,
    links: Links,
    texts: Texts<'a>,
    tellings: Tellings,
    places: Vec<Place>,
}

impl Work<'_> {
    /// Places the documents of one story.
    fn story(&mut self, families: &[&Family]) -> Result<()> {
        let all: Vec<usize> =
            families.iter().flat_map(|family| family.members.iter().copied()).collect();
        if all.len() < 2 {
            return Ok(());
        }
        let home: HashMap<usize, usize> = families
            .iter()
            .flat_map(|family| family.members.iter().map(|at| (*at, family.head)))
            .collect();
        let order = ranked(&all, self.sketches, &self.config.prefer);
        let Some(leader) = order.first().copied() else { return Ok(()) };
        let mut leads: Vec<usize> = Vec::new();
        for at in order {
            let head = |at: usize| home.get(&at).copied().unwrap_or(at);
            let same = leads.iter().copied().find(|lead| head(*lead) == head(at));
            let (of, kind) = if let Some(lead) = same {
                (lead, Kind::Near)
            } else if let Some(lead) =
                leads.iter().copied().find(|lead| self.is_translation(head(*lead), head(at)))
            {
                (lead, Kind::Translation)
            } else {
                (leader, Kind::SameStory)
            };
            if same.is_none() && kind == Kind::SameStory {
                leads.push(at);
            }
            let link = if at == leader {
                None
            } else {
                Some(self.link(at, of, kind, (head(at), head(of)))?)
            };
            if let Some(place) = self.places.get_mut(at) {
                *place = Place { leader, link };
            }
        }
        Ok(())
    }

    /// Whether two heads of one story are one text in two languages, and not two reports of one event.
    fn is_translation(&self, a: usize, b: usize) -> bool {
        let (Some(left), Some(right)) = (self.sketches.get(a), self.sketches.get(b)) else {
            return false;
        };
        if left.language == right.language {
            return false;
        }
        if let (Some(x), Some(y)) = (&left.url, &right.url)
            && host(x) != host(y)
        {
            return false;
        }
        self.links.get(a, b).is_none_or(|(_, pair)| is_parallel(&pair.features))
    }

    /// The link of a document to the one it is compared with.
    fn link(&mut self, at: usize, of: usize, kind: Kind, heads: (usize, usize)) -> Result<Link> {
        if kind == Kind::Near {
            return self.copy(at, of);
        }
        let score = self.links.score(heads.0, heads.1);
        let evidence = self.tellings.shared(at, of, self.load)?;
        Ok(Link { of, kind, score, evidence })
    }

    /// The link of a copy.
    fn copy(&mut self, at: usize, of: usize) -> Result<Link> {
        let exact = |at: usize| self.sketches.get(at).map(|sketch| sketch.exact);
        if exact(at) == exact(of) {
            let evidence = "the same text".to_owned();
            return Ok(Link { of, kind: Kind::Exact, score: 1.0, evidence });
        }
        let likeness = self.texts.compare(at, of)?;
        let (Some(a), Some(b)) = (self.sketches.get(at), self.sketches.get(of)) else {
            return Ok(Link {
                of,
                kind: Kind::Near,
                score: likeness.jaccard,
                evidence: String::new(),
            });
        };
        let direct = is_copy(likeness, a, b, self.config);
        let through = if direct { "" } else { ", through a fuller copy of both" };
        let evidence = format!(
            "{:.0} % of all runs of words are shared, {:.0} % of the shorter text's{through}",
            likeness.jaccard * 100.0,
            likeness.containment * 100.0
        );
        Ok(Link {
            of,
            kind: Kind::Near,
            score: likeness.jaccard.max(likeness.containment),
            evidence,
        })
    }
}
