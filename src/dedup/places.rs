//! The place of each document in its story: which telling leads, what the others are to it, how sure, and why.

use rustc_hash::FxHashMap;

use super::evidence::{Telling, in_words};
use super::features::Features;
use super::fold::Likeness;
use super::leader::{host, ranked};
use super::near::{Family, Load, Texts, is_copy};
use super::partial::Partial;
use super::story::Found;
use super::{Kind, Link, Place, Sketch};
use crate::config::Dedup;
use crate::error::Result;

/// Whether what two documents share runs through both in parallel. Of true translations, two in a hundred are below one
/// of the limits; a telling that lost its first paragraphs is above them.
fn is_parallel(features: &Features) -> bool {
    let runs = features.order >= LEAST_ORDER && features.closeness >= LEAST_CLOSENESS;
    (runs || features.one_original) && features.ratio <= MOST_RATIO
}

/// Share of shared anchors in one order, closeness of their places, and |ln| of the ratio of sizes.
const LEAST_ORDER: f64 = 0.5;
const LEAST_CLOSENESS: f64 = 0.15;
const MOST_RATIO: f64 = 1.0;

/// Places the documents of one story: which telling leads; kind, score and evidence of each member.
pub(super) struct Work<'a> {
    sketches: &'a [Sketch],
    config: &'a Dedup,
    load: Load<'a>,
    found: &'a Found,
    texts: Texts<'a>,
    /// The telling that was compared with last: most members of a story are compared with one.
    last: Option<(usize, Telling<'a>)>,
}

impl<'a> Work<'a> {
    /// Nothing read yet.
    pub(super) fn new(
        sketches: &'a [Sketch],
        config: &'a Dedup,
        load: Load<'a>,
        found: &'a Found,
    ) -> Work<'a> {
        Work { sketches, config, load, found, texts: Texts::new(load), last: None }
    }

    /// The places of the documents of a story.
    pub(super) fn story(mut self, families: &[&Family]) -> Result<Vec<(usize, Place)>> {
        let home: FxHashMap<usize, usize> = families
            .iter()
            .flat_map(|family| family.members.iter().map(|at| (*at, family.head)))
            .collect();
        let head = |at: usize| home.get(&at).copied().unwrap_or(at);
        let all: Vec<usize> =
            families.iter().flat_map(|family| family.members.iter().copied()).collect();
        let order = ranked(&all, self.sketches, &self.config.prefer);
        let Some(leader) = order.first().copied() else { return Ok(Vec::new()) };
        let mut leads: Vec<usize> = Vec::new();
        let mut places = Vec::with_capacity(order.len());
        for at in order {
            let same = leads.iter().copied().find(|lead| head(*lead) == head(at));
            let (of, kind) = if let Some(lead) = same {
                (lead, Kind::Near)
            } else if let Some(lead) = leads
                .iter()
                .copied()
                .find(|lead| self.found.partials.get(head(*lead), head(at)).is_some())
            {
                let kind = self.kind_of_partial(head(at), head(lead));
                if kind == Kind::SameStory {
                    leads.push(at);
                }
                (lead, kind)
            } else if let Some(lead) =
                leads.iter().copied().find(|lead| self.is_translation(head(*lead), head(at)))
            {
                (lead, Kind::Translation)
            } else {
                leads.push(at);
                (leader, Kind::SameStory)
            };
            let link = if at == leader {
                None
            } else {
                Some(self.link(at, of, kind, (head(at), head(of)))?)
            };
            places.push((at, Place { leader, link }));
        }
        Ok(places)
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
        self.found.links.get(a, b).is_none_or(|(_, pair)| is_parallel(&pair.features))
    }

    /// What a partial copy is to the other: a shortened text says nothing that the fuller one does not.
    fn kind_of_partial(&self, at: usize, of: usize) -> Kind {
        let shortened = |one: &Partial| one.is_shortened() && one.part == at;
        if self.found.partials.get(at, of).is_some_and(shortened) {
            Kind::Near
        } else {
            Kind::SameStory
        }
    }

    /// The link of a document to the one it is compared with.
    fn link(&mut self, at: usize, of: usize, kind: Kind, heads: (usize, usize)) -> Result<Link> {
        if let Some(partial) = self.found.partials.get(heads.0, heads.1) {
            let evidence = partial.evidence(heads.0, self.sketches);
            return Ok(Link { of, kind, score: partial.score(), evidence });
        }
        if kind == Kind::Near {
            return self.copy(at, of);
        }
        let score = self.found.links.score(heads.0, heads.1);
        let evidence = self.evidence(at, of, heads)?;
        Ok(Link { of, kind, score, evidence })
    }

    /// What speaks for a link of two languages, in words.
    fn evidence(&mut self, at: usize, of: usize, heads: (usize, usize)) -> Result<String> {
        let (Some(own), Some(other)) = (self.sketches.get(at), self.sketches.get(of)) else {
            return Ok(String::new());
        };
        let telling = Telling::new(own, &(self.load)(at)?);
        let last = match self.last.take().filter(|(last, _)| *last == of) {
            Some(last) => last,
            None => (of, Telling::new(other, &(self.load)(of)?)),
        };
        let meant = self.found.lexicon.in_both(own, other);
        let mut parts = vec![in_words(&telling, &self.last.insert(last).1, &meant)];
        let pair = self.found.links.get(heads.0, heads.1);
        if let Some(cosine) = pair.and_then(|(_, pair)| pair.features.cosine) {
            parts.push(format!("meaning alike by {:.0} %", cosine * 100.0));
        }
        parts.retain(|part| !part.is_empty());
        Ok(parts.join("; "))
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
        let evidence = in_percent(likeness, a, b, self.config);
        Ok(Link {
            of,
            kind: Kind::Near,
            score: likeness.jaccard.max(likeness.containment),
            evidence,
        })
    }
}

/// How alike a copy `a` and the text `b` it is compared with are, in words, and which of them was cut.
fn in_percent(likeness: Likeness, a: &Sketch, b: &Sketch, config: &Dedup) -> String {
    let direct = is_copy(likeness, a, b, config);
    let cut = direct && likeness.jaccard < config.near_similarity;
    let tail = match (direct, cut, a.length < b.length) {
        (false, ..) => ", through a fuller copy of both",
        (true, true, true) => "; this is the other, cut",
        (true, true, false) => "; the other is this, cut",
        (true, false, _) => "",
    };
    format!(
        "{:.0} % of all runs of words are shared, {:.0} % of the shorter text's{tail}",
        likeness.jaccard * 100.0,
        likeness.containment * 100.0
    )
}
