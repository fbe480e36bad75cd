//! What the names of elements, attributes, properties and scripts say about moments.

use std::sync::LazyLock;

use serde::Deserialize;

/// What names say about moments: `moment_words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MomentWords {
    /// Words of a class or an id that say that an element holds a moment.
    pub moments: Vec<String>,
    /// Those that say that it is that of publication.
    pub published: Vec<String>,
    /// Those that say that it is another one.
    pub others: Vec<String>,
    /// Those of boxes around what one reader wrote.
    pub readers: Vec<String>,
    /// Attributes in which an element that holds a moment has it.
    pub attributes: Vec<String>,
    /// Attributes that say themselves that theirs is that of publication.
    pub attributes_published: Vec<String>,
    /// Properties of `RDFa`, without their prefix.
    pub properties: Vec<String>,
    /// Names in scripts, in words.
    pub scripts: Vec<String>,
    /// Words that may stand before these.
    pub prefixes: Vec<String>,
}

/// The table of words.
pub static WORDS: LazyLock<MomentWords> =
    LazyLock::new(|| toml::from_str(include_str!("moment_words.toml")).unwrap_or_default());

/// Whether a property of `RDFa` is a date of the page: `dc:date dc:created`, `schema:datePublished`.
pub(super) fn is_date_property(property: &str) -> bool {
    property.split_whitespace().any(|name| {
        let name = name.rsplit([':', '/']).next().unwrap_or(name).to_ascii_lowercase();
        WORDS.properties.contains(&name)
    })
}
