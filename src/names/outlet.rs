//! Whether a name is that of the outlet that speaks: what a page calls its publisher, or its host.

use super::host;
use crate::finding::{Claim, Field};

/// The names of the outlet by what is claimed, as they are compared.
pub fn outlets<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<String> {
    let mut outlets: Vec<String> = Vec::new();
    for claim in claims {
        match claim.field {
            Field::Publisher => outlets.push(folded(&claim.value)),
            Field::Url => {
                let host = host(&claim.value).unwrap_or_default();
                outlets.push(folded(&host));
                let name = psl::domain_str(&host).and_then(|domain| domain.split('.').next());
                outlets.extend(name.map(folded));
            }
            _ => {}
        }
    }
    outlets.retain(|outlet| !outlet.is_empty());
    outlets
}

/// Whether a name is one of the outlet's.
pub fn is_outlet(name: &str, outlets: &[String]) -> bool {
    let name = folded(name);
    outlets.contains(&name)
}

fn folded(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}
