//! Names of persons in scripts without capitals, which look like those of sections: known given ones, and families' with
//! the letters of which given ones consist.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The table of such names.
pub static UNCASED: &str = include_str!("uncased.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Uncased {
    given: BTreeMap<String, HashSet<String>>,
    unspaced: BTreeMap<String, Unspaced>,
}

/// The names of a language that are one word, the family's first.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Unspaced {
    /// The fewest and the most letters of a given name.
    letters: [usize; 2],
    families: Vec<String>,
    /// The letters of given names.
    parts: HashSet<char>,
}

static NAMES: LazyLock<Uncased> = LazyLock::new(|| toml::from_str(UNCASED).unwrap_or_default());

/// Whether a name in a script without capitals is a person's: `خالد منصور`, `สมชาย ใจดี`, `김민수`, `佐藤 健一`.
pub fn is_uncased_person(name: &str) -> bool {
    let first = name.split_once([' ', '\u{3000}']).map(|(first, _)| first);
    let is_given = |first: &str| NAMES.given.values().any(|given| given.contains(first));
    first.is_some_and(is_given) || NAMES.unspaced.values().any(|names| names.have(name))
}

impl Unspaced {
    fn have(&self, name: &str) -> bool {
        let [fewest, most] = self.letters;
        self.families.iter().filter_map(|family| name.strip_prefix(family.as_str())).any(|given| {
            let given = given.trim_start();
            (fewest..=most).contains(&given.chars().count())
                && given.chars().all(|letter| self.parts.contains(&letter))
        })
    }
}
