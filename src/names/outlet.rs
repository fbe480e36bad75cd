//! Whether a name is that of the outlet that speaks: what a page calls its publisher, or its host.

use std::collections::HashSet;
use std::hash::BuildHasher;

use rustc_hash::FxHashSet;

use super::host;
use crate::finding::{Claim, Field};

/// The names of the outlet by what is claimed, as they are compared.
pub fn outlets<'a>(claims: impl Iterator<Item = &'a Claim>) -> FxHashSet<String> {
    let mut outlets: FxHashSet<String> = FxHashSet::default();
    for claim in claims {
        match claim.field {
            Field::Publisher => outlets.extend([folded(&claim.value)]),
            Field::Url => {
                let host = host(&claim.value).unwrap_or_default();
                outlets.insert(folded(&host));
                let name = psl::domain_str(&host).and_then(|domain| domain.split('.').next());
                outlets.extend(name.map(folded));
            }
            _ => {}
        }
    }
    outlets.remove("");
    outlets
}

/// Whether a name is one of the outlet's.
pub fn is_outlet<S: BuildHasher>(name: &str, outlets: &HashSet<String, S>) -> bool {
    let name = folded(name);
    outlets.contains(&name)
}

fn folded(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}
