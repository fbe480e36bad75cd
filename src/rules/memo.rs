//! What several rules ask of the same block, worked out when the first of them asks.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::shape::{self, Shape};
use super::{Context, agency_prefix, byline, navigation_menu};
use crate::finding::Field;
use crate::lang::phrase::{self, Hit};
use crate::page::{Block, Linked};
use crate::text::Span;

/// What is known of a block.
#[derive(Debug, Default)]
pub(super) struct Memo {
    hits: OnceCell<Vec<Hit>>,
    is_prefixed: OnceCell<bool>,
    is_known: OnceCell<bool>,
    written: OnceCell<Option<Vec<(Field, String)>>>,
}

/// The words of all blocks, folded, in one string.
#[derive(Debug, Default)]
pub(super) struct Folded {
    words: String,
    /// Where those of each block end.
    ends: Vec<usize>,
}

impl Folded {
    fn of(context: &Context<'_>) -> Folded {
        let mut folded = Folded {
            words: String::with_capacity(context.page.text.len()),
            ends: Vec::with_capacity(context.page.blocks.len()),
        };
        for (_, block, shape) in context.blocks() {
            shape::fold_into(context.words(block), shape.is_even(), &mut folded.words);
            folded.ends.push(folded.words.len());
        }
        folded
    }
}

impl Context<'_> {
    /// The words of a block, folded as [`shape::fold`] does; nothing behind the last block.
    pub(super) fn folded(&self, at: usize) -> &str {
        let folded = self.folded.get_or_init(|| Folded::of(self));
        let start = at.checked_sub(1).and_then(|before| folded.ends.get(before));
        let end = folded.ends.get(at).copied().unwrap_or_default();
        Span::new(start.copied().unwrap_or_default(), end).of(&folded.words)
    }

    /// A block with its shape.
    pub(super) fn block(&self, at: usize) -> Option<(&Block, &Shape)> {
        Some((self.page.blocks.get(at)?, self.shapes.get(at)?))
    }

    /// Whether the page is one of HTML, where boxes say more than the order of lines.
    pub(super) fn has_boxes(&self) -> bool {
        !self.page.layout.areas.is_empty()
    }

    /// Whether most letters of a block are words of links; no for plain text without link syntax, which does not say so.
    pub(super) fn is_link(&self, at: usize) -> bool {
        if let Some(linked) = self.page.linked.get(at) {
            return *linked != Linked::No;
        }
        self.page.layout.places.get(at).is_some_and(|place| place.linked * 2 > place.letters)
    }

    /// What a block claims as a byline, or nothing when it does not say that it is one.
    pub(super) fn written(&self, at: usize) -> Option<&[(Field, String)]> {
        let (block, shape) = self.block(at)?;
        let memo = self.memos.get(at)?;
        memo.written.get_or_init(|| byline::read(self, self.words(block), shape)).as_deref()
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

    /// Whether a block is the name of a section or a place, bullets aside.
    pub(super) fn is_known(&self, at: usize) -> bool {
        let (Some(memo), Some(block)) = (self.memos.get(at), self.page.blocks.get(at)) else {
            return false;
        };
        *memo.is_known.get_or_init(|| navigation_menu::is_known(self, at, block))
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
