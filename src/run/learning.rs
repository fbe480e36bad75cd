//! What the folder shows of its sites, for who reads why a line was taken out and for who writes filters.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Card, Each};
use crate::article::Article;
use crate::error::Result;
use crate::finding::{Claim, Evidence, Field};
use crate::learn::{self, Found, Learned, Reading, Scope};
use crate::rules::LEARNED;
use crate::source::{self, Listing, Source};
use crate::text::{Span, lines};

/// What a folder shows of its sites; in fewer documents nothing can recur often enough.
fn learn(each: &Each<'_>, listing: &Listing) -> Result<Learned> {
    if !is_enough(each, listing) {
        return Ok(Learned::default());
    }
    Ok(learn::learn(&each.sample(&listing.sources)?, &each.config.clean))
}

/// Whether a folder has documents enough for learning.
pub(super) fn is_enough(each: &Each<'_>, listing: &Listing) -> bool {
    listing.sources.len() >= each.config.clean.learn_min_documents
}

/// What is learned of one document of a folder, as a run over the folder would learn it.
pub fn reading(each: &Each<'_>, listing: &Listing, raw: &source::Raw) -> Result<Reading> {
    let learned = super::pool(each.config)?.install(|| learn(each, listing))?;
    Ok(learned.read(&each.cleaner.outline(raw), &raw.file))
}

/// For each span that was taken out of an article since it recurs, in how many documents of which site.
pub(super) fn why(learned: &Learned, card: &Card, article: &Article) -> BTreeMap<usize, String> {
    let mut why = BTreeMap::new();
    let entries = article.ledger.iter().filter(|entry| entry.rule == LEARNED);
    for entry in entries {
        // Of a line that another rule has taken a part of, only the rest is in the ledger.
        let span = line_of(&article.text, entry.span);
        let found = [entry.span, span]
            .into_iter()
            .find_map(|span| learned.evidence(&card.scopes, span.of(&article.text)));
        if let Some(found) = found {
            why.insert(entry.span.start, found.words());
        }
    }
    why
}

/// The line that a span begins on.
fn line_of(text: &str, span: Span) -> Span {
    let before = crate::text::before(text, span.start);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = crate::text::after(text, start);
    lines(rest).next().unwrap_or(span).shifted(start)
}

/// A line that recurs, for who writes filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// How often and where.
    pub found: Found,
    /// Its words, with one space between them.
    pub line: String,
    /// The rule that takes it in `found.file` already.
    pub taken: Option<String>,
}

/// Every line that recurs on a site, the most frequent of each site first. Left out are lines that a filter of the
/// configuration takes already, and those that a date, a name or an address is read from.
pub fn suggest(each: &Each<'_>, listing: &Listing) -> Result<Vec<Suggestion>> {
    super::pool(each.config)?.install(|| {
        let learned = learn(each, listing)?;
        let mut by_file: BTreeMap<String, Vec<Found>> = BTreeMap::new();
        for found in narrowest(learned.lines()) {
            by_file.entry(found.file.clone()).or_default().push(found);
        }
        let sources = listing.sources.iter().filter(|source| by_file.contains_key(&source.file));
        let sources: Vec<&Source> = sources.collect();
        let suggestions: Vec<Vec<Suggestion>> = sources
            .par_iter()
            .map(|source| {
                each.watch.go_on()?;
                let found = by_file.get(&source.file).map(Vec::as_slice).unwrap_or_default();
                Ok(shown(each, source, found))
            })
            .collect::<Result<_>>()?;
        let mut suggestions: Vec<Suggestion> = suggestions.into_iter().flatten().collect();
        suggestions.sort_by(|one, other| {
            let key =
                |a: &Suggestion| (a.found.scope.clone(), std::cmp::Reverse(a.found.documents));
            key(one).cmp(&key(other)).then_with(|| one.line.cmp(&other.line))
        });
        Ok(suggestions)
    })
}

/// Each line by the narrowest scope that knows it: hosts before folders, folders before what shares its chrome.
fn narrowest(lines: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut lines: Vec<Found> = lines.collect();
    let known = |narrow: &dyn Fn(&Scope) -> bool| -> BTreeSet<u64> {
        lines.iter().filter(|found| narrow(&found.scope)).map(|found| found.hash).collect()
    };
    let by_host = known(&|scope| matches!(scope, Scope::Host(_)));
    let by_folder = known(&is_subfolder);
    let mut seen = BTreeSet::new();
    // Of two scopes of no name, the one that shows the line in more documents.
    lines.sort_by_key(|found| {
        (found.hash, found.is_content, std::cmp::Reverse(found.documents), found.scope.clone())
    });
    lines.retain(|found| match &found.scope {
        Scope::Host(_) => true,
        scope if is_subfolder(scope) => !by_host.contains(&found.hash),
        _ => {
            !by_host.contains(&found.hash)
                && !by_folder.contains(&found.hash)
                && seen.insert(found.hash)
        }
    });
    lines
}

fn is_subfolder(scope: &Scope) -> bool {
    matches!(scope, Scope::Folder(folder) if !folder.is_empty())
}

/// The words of lines that recur, from a document that has them.
fn shown(each: &Each<'_>, source: &Source, found: &[Found]) -> Vec<Suggestion> {
    let Ok(raw) = source::read(source, each.config) else { return Vec::new() };
    let article = each.cleaner.clean(&raw);
    let blocks = each.cleaner.blocks(&raw);
    let is_own = |rule: &str| each.config.filter.iter().any(|filter| filter.name == rule);
    let suggestion = |found: &Found| {
        let here = |span: &&Span| learn::hash(span.of(&article.text)) == found.hash;
        let span = *blocks.iter().find(here)?;
        let entry = article.ledger.iter().find(|entry| entry.span.overlaps(span));
        let taken = entry.map(|entry| entry.rule.to_string());
        let is_read = article.claims.iter().any(|claim| is_read_from(claim, span));
        if is_read || taken.as_deref().is_some_and(is_own) {
            return None;
        }
        let words: Vec<&str> = span.of(&article.text).split_whitespace().collect();
        Some(Suggestion { found: found.clone(), line: words.join(" "), taken })
    };
    found.iter().filter_map(suggestion).collect()
}

/// Whether what only this document says of itself is read from a line.
fn is_read_from(claim: &Claim, span: Span) -> bool {
    let is_own = matches!(
        claim.field,
        Field::Author | Field::Agency | Field::Published | Field::Updated | Field::Url
    );
    is_own && matches!(claim.evidence, Evidence::Text(words) if words.overlaps(span))
}
