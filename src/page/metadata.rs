//! What a page says of itself to machines: JSON-LD, Open Graph, meta elements, `<time>`.

use scraper::Html;

use crate::finding::Claim;

/// What a page claims of itself.
pub fn claims(_html: &Html) -> Vec<Claim> {
    Vec::new()
}
