//! What several rules ask of the same block, worked out when the first of them asks.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Context, agency_prefix, shape};
use crate::lang::phrase::{self, Hit};
use crate::text::Span;

/// What is known of a block.
#[derive(Debug, Default)]
pub(super) struct Memo {
    folded: OnceCell<String>,
    hits: OnceCell<Vec<Hit>>,
    is_prefixed: OnceCell<bool>,
}

impl Context<'_> {
    /// The words of a block, folded as [`shape::fold`] does.
    pub(super) fn folded(&self, at: usize) -> &str {
        let (Some(memo), Some(block)) = (self.memos.get(at), self.page.blocks.get(at)) else {
            return "";
        };
        memo.folded.get_or_init(|| shape::fold(self.words(block)))
    }

    /// The phrases that tile a block from end to end; none when a word is left over.
    pub(super) fn hits(&self, at: usize) -> &[Hit] {
        let (Some(memo), Some(block)) = (self.memos.get(at), self.page.blocks.get(at)) else {
            return &[];
        };
        memo.hits.get_or_init(|| phrase::tile(self.words(block), self.lang).unwrap_or_default())
    }

    /// Whether a block begins with an agency or an outlet.
    pub(super) fn is_prefixed(&self, at: usize) -> bool {
        let (Some(memo), Some(block)) = (self.memos.get(at), self.page.blocks.get(at)) else {
            return false;
        };
        *memo.is_prefixed.get_or_init(|| agency_prefix::is_prefixed(self.words(block)))
    }

    /// The phrases that tile a part of a block from end to end; none when a word is left over.
    pub(super) fn hits_within(&self, at: usize, part: Span) -> Cow<'_, [Hit]> {
        if self.page.blocks.get(at).is_some_and(|block| block.span == part) {
            return Cow::Borrowed(self.hits(at));
        }
        let words = part.of(&self.page.text);
        Cow::Owned(phrase::tile(words, self.lang).unwrap_or_default())
    }
}
