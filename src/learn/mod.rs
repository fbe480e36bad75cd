//! What the folder itself shows to be boilerplate: lines that recur in many documents of one site which are no copies of
//! one another.
//!
//! The idea is that of Yi, Liu and Li (2003, Eliminating Noisy Information in Web Pages for Data Mining) and of boilerplate
//! detection by frequency since, with what keeps articles safe from it: copies count once, a line counts where it stands beside
//! others that recur, and long lines, quotations and headlines never do.

mod outline;
mod sample;
mod copies;
mod chromes;
mod site;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::Clean;
use crate::source::formats::holds;
use chromes::Chromes;
use sample::{Member, folder};
use site::Site;

pub use outline::{Outline, hash};
pub use sample::{MOST, Sample};

/// The documents that a line recurs in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Those of a host.
    Host(String),
    /// Those of a folder below the input folder, or of a file of records; empty for the input folder itself.
    Folder(String),
    /// Those that share their chrome, by the number of it.
    Chrome(usize),
}

impl Scope {
    /// In words, behind "98 of 100 documents": `of example.org`.
    pub fn words(&self) -> String {
        match self {
            Scope::Host(host) => format!("of {host}"),
            Scope::Folder(folder) if folder.is_empty() => "of the input folder".to_owned(),
            Scope::Folder(file) if holds(file).is_some() => format!("of the file {file}"),
            Scope::Folder(folder) => format!("of the folder {folder}"),
            Scope::Chrome(_) => "with the same lines around the article".to_owned(),
        }
    }
}

/// A line that recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub scope: Scope,
    /// The [`hash`] of its words.
    pub hash: u64,
    /// Documents that have it, copies counted once.
    pub documents: usize,
    /// Documents there are.
    pub of: usize,
    /// A document that has it, by its path below the input folder.
    pub file: String,
    /// Whether it is content by another signal, which nothing takes out: a long line, a quotation, a headline.
    pub is_content: bool,
}

impl Found {
    /// How often and where: `in 98 of 100 documents of example.org`.
    pub fn words(&self) -> String {
        format!("in {} of {} documents {}", self.documents, self.of, self.scope.words())
    }
}

/// What a folder shows of its sites.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    sites: BTreeMap<Scope, Site>,
    chromes: Chromes,
}

/// What is learned of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sites it is of, as far as something recurs on them; the most certain first.
    pub scopes: Vec<Scope>,
    /// The numbers of its blocks that are boilerplate, in order.
    pub blocks: Vec<usize>,
}

/// Learns from a sample. The result does not depend on threads, nor on the order in which documents were added.
pub fn learn(sample: &Sample, config: &Clean) -> Learned {
    let members = sample.members();
    let outlines: Vec<&Outline> = members.iter().map(|member| &member.outline).collect();
    let chromes = Chromes::of(&outlines, config.learn_min_documents);
    let mut groups: BTreeMap<Scope, Vec<&Member>> = BTreeMap::new();
    for member in members {
        for scope in scopes(&member.outline, folder(&member.file), &chromes) {
            groups.entry(scope).or_default().push(member);
        }
    }
    groups.retain(|_, members| members.len() >= config.learn_min_documents);
    let groups: Vec<(Scope, Vec<&Member>)> = groups.into_iter().collect();
    let sites: Vec<(Scope, Site)> = groups
        .into_par_iter()
        .map(|(scope, members)| (scope, Site::of(&members, config)))
        .filter(|(_, site)| !site.lines.is_empty() || !site.suspects.is_empty())
        .collect();
    Learned { sites: sites.into_iter().collect(), chromes }
}

/// The sites that a document may be of: its host's, its folder's, that of its chrome.
fn scopes(outline: &Outline, folder: &str, chromes: &Chromes) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = outline.host.iter().cloned().map(Scope::Host).collect();
    scopes.push(Scope::Folder(folder.to_owned()));
    scopes.extend(chromes.find(outline).map(Scope::Chrome));
    scopes
}

impl Learned {
    /// Whether nothing recurs.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// What is learned of a document, by its path below the input folder.
    pub fn read(&self, outline: &Outline, file: &str) -> Reading {
        let mut scopes = scopes(outline, folder(file), &self.chromes);
        scopes.retain(|scope| self.sites.contains_key(scope));
        let sites: Vec<&Site> = scopes.iter().filter_map(|scope| self.sites.get(scope)).collect();
        let is_taken = |at: &usize| sites.iter().any(|site| site.takes(outline, *at));
        let lines = (0..outline.len()).filter(is_taken);
        let blocks = lines.map(|at| outline.block(at)).collect();
        Reading { scopes, blocks }
    }

    /// How often a line of a document recurs, on the first of the document's sites that knows it.
    pub fn evidence(&self, scopes: &[Scope], words: &str) -> Option<Found> {
        let hash = hash(words);
        scopes.iter().find_map(|scope| self.found(scope, hash))
    }

    fn found(&self, scope: &Scope, hash: u64) -> Option<Found> {
        let site = self.sites.get(scope)?;
        let support = site.lines.get(&hash);
        let is_content = support.is_none();
        let support = support.or_else(|| site.suspects.get(&hash))?;
        let (documents, file) = (support.documents, support.file.clone());
        Some(Found { scope: scope.clone(), hash, documents, of: site.documents, file, is_content })
    }

    /// Every line that recurs, content included, in order of sites and hashes.
    pub fn lines(&self) -> impl Iterator<Item = Found> + '_ {
        self.sites.iter().flat_map(|(scope, site)| {
            let known = site.lines.keys().chain(site.suspects.keys());
            known.filter_map(|hash| self.found(scope, *hash))
        })
    }
}
