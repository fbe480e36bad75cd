//! Claims → fields: which claim is used, and why each other one is not.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::published::{self, Days};
use super::{Article, Sourced, authors};
use crate::config::Config;
use crate::finding::{Claim, Evidence, Field};
use crate::names;
use crate::text::LineIndex;

/// A claim on its way into a field.
pub(super) struct Candidate {
    pub(super) claim: Claim,
    /// The higher, the better founded; only those of one field are compared.
    pub(super) strength: i32,
    /// Why it is not used, as far as known.
    pub(super) why_not: Option<Cow<'static, str>>,
}

/// What metadata says, less what visible words say, less what an address says: the difference between two ranks.
const RANK: i32 = 10;

/// Chooses among the claims: the stronger evidence first, then the earlier claim; those that the rules took back come with
/// their reasons.
pub(super) fn choose(
    article: &mut Article,
    claims: Vec<Claim>,
    doubted: Vec<(Claim, &'static str)>,
    is_html: bool,
    config: &Config,
) {
    let is_wanted = |claim: &Claim| {
        config.metadata.fields.iter().any(|name| name == claim.field.name())
            && (config.metadata.url_dates
                || claim.field != Field::Published
                || !matches!(claim.evidence, Evidence::Address(_)))
    };
    let mut all: Vec<Candidate> = claims
        .into_iter()
        .filter(|claim| is_wanted(claim))
        .map(|claim| Candidate { strength: strength(&claim), claim, why_not: None })
        .collect();
    let lines = article.line_index();
    let title = article.title_at.spans.first().map(|title| lines.line(title.start));
    let days = Days { lines, title, is_html };
    if published::weigh(&mut all, &days) {
        article.warnings.push("date_conflict".to_owned());
    }
    authors::weigh(&mut all);
    weigh_addresses(&mut all);
    let doubted = doubted.into_iter().filter(|(claim, _)| is_wanted(claim));
    all.extend(doubted.map(|(claim, reason)| Candidate {
        strength: strength(&claim),
        claim,
        why_not: Some(Cow::Borrowed(reason)),
    }));
    all.sort_by_key(|it| (it.claim.field, it.why_not.is_some(), -it.strength));
    fill(article, all, &days.lines);
}

fn strength(claim: &Claim) -> i32 {
    -RANK * i32::from(claim.evidence.rank())
}

/// The address of a page that reprints is not the one where the story was first printed, when that is named. What says
/// only how a reader came to an address is taken off; the address as written stays among the claims.
fn weigh_addresses(all: &mut Vec<Candidate>) {
    let mut cleaned = Vec::new();
    for it in all.iter_mut().filter(|it| it.claim.field == Field::Url) {
        if names::host(&it.claim.value).is_some_and(|host| names::is_aggregator(&host)) {
            it.strength -= 3 * RANK;
        }
        if let Some(value) = names::cleaned(&it.claim.value) {
            let claim = Claim { value, ..it.claim.clone() };
            cleaned.push(Candidate { claim, strength: it.strength, why_not: None });
            it.why_not = Some(Cow::Borrowed("as written; used without tracking and versions"));
        }
    }
    all.append(&mut cleaned);
}

/// Puts the strongest claims into their fields, and a reason to each of the others.
fn fill(article: &mut Article, mut all: Vec<Candidate>, lines: &LineIndex) {
    let mut best: Option<(Field, i32)> = None;
    let mut used: Vec<(Field, Sourced)> = Vec::new();
    let mut known: FxHashSet<(Field, String)> = FxHashSet::default();
    for it in &mut all {
        let field = it.claim.field;
        let is_first = best.is_none_or(|(known, _)| known != field);
        if it.why_not.is_some() {
            continue;
        }
        if is_first {
            best = Some((field, it.strength));
        }
        let several = matches!(field, Field::Author | Field::Tags);
        let chosen = best.is_some_and(|(_, strength)| strength == it.strength);
        let value = &it.claim.value;
        let same = known.contains(&(field, value.clone()));
        if is_first || (several && chosen && !same) {
            let evidence = it.claim.evidence.words(&article.text, lines);
            known.insert((field, value.clone()));
            used.push((field, Sourced { value: value.clone(), evidence }));
        } else {
            it.why_not = Some(Cow::Borrowed(if same {
                "says the same as stronger evidence"
            } else {
                "weaker evidence than what is used"
            }));
        }
    }
    for (field, sourced) in used {
        match field {
            Field::Title => article.title = Some(sourced),
            Field::Published => article.published = Some(sourced),
            Field::Updated => article.updated = Some(sourced),
            Field::Publisher => article.publisher = Some(sourced),
            Field::Url => article.url = Some(sourced),
            Field::Agency => article.agency = Some(sourced),
            Field::Section => article.section = Some(sourced),
            Field::Author => article.authors.push(sourced),
            Field::Tags => article.tags.push(sourced),
        }
    }
    (article.claims, article.unused) = all.into_iter().map(|it| (it.claim, it.why_not)).unzip();
}
