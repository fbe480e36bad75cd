//! What stands within and behind the names of persons, particles and degrees, and what tells them from other names.

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

/// The table of given names and of the endings of families' names.
pub static GIVEN: &str = include_str!("given.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Given {
    given: HashSet<String>,
    families: Vec<String>,
}

static NAMES: LazyLock<Given> = LazyLock::new(|| {
    let Given { given, families } = toml::from_str(GIVEN).unwrap_or_default();
    Given { given: given.iter().map(|name| name.to_lowercase()).collect(), families }
});

/// Whether something in a name that could be a person's says that it is: a known given name, an initial, or how families'
/// names end. `Ann Leewood`, `J. Leewood`, but `Harbour Life`. In some languages the given name stands last.
pub fn seems_person(name: &str, is_given_last: bool) -> bool {
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == INITIAL;
    if name.split_whitespace().any(is_initial) {
        return true;
    }
    let words = name.split_whitespace().map(|word| any_ascii::any_ascii(word).to_lowercase());
    let words: Vec<String> = words.collect();
    let is_given = |word: &String| {
        let first = word.split(['-', '\'']).next().unwrap_or_default();
        NAMES.given.contains(word) || NAMES.given.contains(first)
    };
    let is_family = |word: &String| {
        word.len() >= FAMILY && NAMES.families.iter().any(|end| word.ends_with(end.as_str()))
    };
    words.first().is_some_and(is_given)
        || is_given_last && words.iter().any(is_given)
        || words.last().is_some_and(is_family)
}

/// Letters of the shortest family's name that is told by its end: `lesson` ends as `Nilsson` does.
const FAMILY: usize = 7;

/// Letters of an initial with its dot.
const INITIAL: usize = 2;
