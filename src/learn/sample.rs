//! The documents that learning looks at: as many as memory is meant for, chosen by their content alone.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::outline::Outline;

/// Documents that are looked at, at most. What stands in a fifth of the documents of a site stands in a fifth of a sample
/// of them; ten thousand outlines take 64 MB when every page is endless, and about 10 MB as pages are.
pub const MOST: usize = 10_000;

/// Outlines of different documents, those with the least hashes of all that were added: the same whatever the order and
/// however many threads (bottom-k sampling, Cohen and Kaplan 2007). Exact copies are one.
#[derive(Clone, Debug)]
pub struct Sample {
    most: usize,
    kept: BTreeMap<u64, Member>,
}

/// A document of the sample.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member {
    /// Its path below the input folder; of exact copies, the first in order of names.
    pub(super) file: String,
    /// Its lines.
    pub(super) outline: Outline,
}

impl Default for Sample {
    fn default() -> Sample {
        Sample::of_at_most(MOST)
    }
}

impl Sample {
    /// An empty sample with room for so many documents.
    pub fn of_at_most(most: usize) -> Sample {
        Sample { most, kept: BTreeMap::new() }
    }

    /// Adds a document by its path below the input folder.
    pub fn add(&mut self, file: &str, outline: Outline) {
        let id = outline.id();
        self.enter(id, Member { file: file.to_owned(), outline });
    }

    /// Adds what another sample holds.
    #[must_use]
    pub fn with(mut self, other: Sample) -> Sample {
        for (id, member) in other.kept {
            self.enter(id, member);
        }
        self
    }

    fn enter(&mut self, id: u64, member: Member) {
        match self.kept.entry(id) {
            Entry::Vacant(free) => drop(free.insert(member)),
            Entry::Occupied(mut kept) if member < *kept.get() => drop(kept.insert(member)),
            Entry::Occupied(_) => {}
        }
        if self.kept.len() > self.most {
            self.kept.pop_last();
        }
    }

    /// The outline with this number, where it is that of this file.
    pub fn outline(&self, id: u64, file: &str) -> Option<&Outline> {
        let member = self.kept.get(&id).filter(|member| member.file == file)?;
        Some(&member.outline)
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Its documents, in an order that depends on their content alone.
    pub(super) fn members(&self) -> Vec<&Member> {
        self.kept.values().collect()
    }
}

/// The folder of a file, by its path below the input folder; empty for the input folder itself. The file of a record is a
/// folder of its own: mostly one site is in it.
pub(super) fn folder(file: &str) -> &str {
    let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((container, number)) = file.rsplit_once('#')
        && is_number(number)
    {
        return container;
    }
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}
