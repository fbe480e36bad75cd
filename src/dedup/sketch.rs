//! What of an article survives copying and translation, in a few hundred bytes.

use serde::{Deserialize, Serialize};

use crate::article::Article;

/// What grouping needs of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Letters of the body.
    pub length: usize,
}

/// Makes the sketch of an article.
pub fn sketch(article: &Article) -> Sketch {
    Sketch { length: article.body().chars().count() }
}
