//! What stands within and behind the names of persons: particles and degrees.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The table of particles and degrees.
pub static PEOPLE: &str = include_str!("people.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct People {
    particles: HashSet<String>,
    degrees: HashSet<String>,
}

static KNOWN: LazyLock<People> = LazyLock::new(|| toml::from_str(PEOPLE).unwrap_or_default());

/// Whether a word is a small one within a name: `van`, `de`, `bin`.
pub fn is_particle(word: &str) -> bool {
    KNOWN.particles.contains(word)
}

/// Whether a word is a degree or a licence, which stands behind a name and a comma: `MD`, `PhD`.
pub fn is_degree(word: &str) -> bool {
    KNOWN.degrees.contains(word.trim_end_matches('*').trim_end())
}
