//! Which claims were made, by their hashes: most that a page makes are new, and of many there is a long list.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::finding::{Claim, Field};

/// The hashes of claims, and the fields they are for.
#[derive(Debug, Default)]
pub(super) struct Known {
    hashes: FxHashSet<u64>,
    fields: FxHashSet<Field>,
}

impl Known {
    /// What is known of these claims.
    pub(super) fn of(claims: &[Claim]) -> Known {
        let mut known = Known::default();
        for claim in claims {
            known.add(claim);
        }
        known
    }

    /// Adds a claim; says whether one with its hash was there.
    pub(super) fn add(&mut self, claim: &Claim) -> bool {
        self.fields.insert(claim.field);
        !self.hashes.insert(FxBuildHasher.hash_one(claim))
    }

    /// Whether a field is claimed.
    pub(super) fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}
