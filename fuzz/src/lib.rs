//! The laws that hold for any input at all; each panics on a text that breaks it.

#[path = "../../tests/partition/law.rs"]
mod law;

use std::sync::LazyLock;

use phin::clean::Cleaner;
use phin::config::Config;
use phin::dates::{self, Hints};
use phin::lang::phrase;
use phin::text::Span;

static CLEANER: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Config::default()).expect("the default configuration is right"));

/// Every letter of a page's visible text is kept or in the ledger, once.
pub fn html(text: &str) {
    let article = CLEANER.clean(&law::raw("any.html", text));
    law::parted(&article).expect("the page is parted");
}

/// Every letter of a plain text is kept or in the ledger, once, and the text is what was given.
pub fn plain(text: &str) {
    let article = CLEANER.clean(&law::raw("any.txt", text));
    assert_eq!(article.text, text);
    law::parted(&article).expect("the text is parted");
}

/// A date found in a line stands in it, and what a date is written as is read as the same date.
pub fn dates(text: &str) {
    let hints = Hints::default();
    for found in dates::line(text, &hints).iter().chain(&dates::prefix(text, &hints)) {
        fits(found.span, text);
    }
    for when in
        [dates::machine(text), dates::in_address(text).map(|(when, _)| when)].into_iter().flatten()
    {
        assert_eq!(dates::machine(&when.to_text()), Some(when));
    }
}

/// A phrase found in a line begins where it was looked for; phrases that tile a line follow each other.
pub fn phrase(text: &str) {
    for (at, _) in text.char_indices().take(200) {
        if let Some(hit) = phrase::phrase_at(text, at, None) {
            fits(hit.span, text);
            assert_eq!(hit.span.start, at);
        }
    }
    let mut end = 0;
    for hit in phrase::tile(text, None).unwrap_or_default() {
        fits(hit.span, text);
        assert!(hit.span.start >= end, "two phrases overlap");
        end = hit.span.end;
    }
}

fn fits(span: Span, text: &str) {
    assert!(
        text.get(span.start..span.end).is_some_and(|here| !here.is_empty()),
        "{span:?} does not fit"
    );
}
