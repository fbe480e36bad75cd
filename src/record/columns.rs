//! The columns of `articles` and `duplicates`: a row a column, in order.

use std::borrow::Cow;

use super::{Cell, Record, words};
use crate::article::Sourced;
use crate::names;
use crate::text::head;

/// A column of the tables.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are, in two or three words, for the documentation.
    pub kind: &'static str,
    /// What it means, in one sentence.
    pub about: &'static str,
    /// Its cell in a row.
    pub cell: for<'a> fn(&'a Record<'a>) -> Cell<'a>,
}

/// The columns of `articles`, in order.
pub static COLUMNS: &[Column] = &[
    Column {
        name: "id",
        kind: "text",
        about: "`n_` and 12 letters made from `file`: stable while the file keeps its place",
        cell: |record| text(record.id),
    },
    Column {
        name: "file",
        kind: "text",
        about: "path below the input folder, `/` between parts",
        cell: |record| text(record.file),
    },
    Column {
        name: "language",
        kind: "BCP 47",
        about: "the language of the body",
        cell: |record| record.article.language.as_deref().map_or(Cell::Unknown, text),
    },
    Column {
        name: "title",
        kind: "text",
        about: "the headline",
        cell: |record| value(record.article.title.as_ref()),
    },
    Column {
        name: "published",
        kind: "YYYY-MM-DD",
        about: "the day it was first published; empty when unknown, never guessed",
        cell: |record| {
            let when = record.article.published.as_ref();
            when.map_or(Cell::Unknown, |when| text(head(&when.value, DAY)))
        },
    },
    Column {
        name: "published_at",
        kind: "RFC 3339",
        about: "the moment it was first published, with its offset, when the source gives one",
        cell: |record| {
            let when = record.article.published.as_ref();
            when.filter(|when| is_moment(&when.value))
                .map_or(Cell::Unknown, |when| text(&when.value))
        },
    },
    Column {
        name: "published_evidence",
        kind: "text",
        about: "the place and the words that `published` comes from",
        cell: |record| evidence(record.article.published.as_ref()),
    },
    Column {
        name: "updated",
        kind: "ISO 8601",
        about: "the day or moment it was last changed",
        cell: |record| value(record.article.updated.as_ref()),
    },
    Column {
        name: "author",
        kind: "names",
        about: "who wrote it",
        cell: |record| list(&record.article.authors),
    },
    Column {
        name: "publisher",
        kind: "text",
        about: "the outlet that speaks",
        cell: |record| value(record.article.publisher.as_ref()),
    },
    Column {
        name: "url",
        kind: "URL",
        about: "where the story was first printed, as far as the document says",
        cell: |record| value(record.article.url.as_ref()),
    },
    Column {
        name: "url_evidence",
        kind: "text",
        about: "the place and the words that `url` comes from",
        cell: |record| evidence(record.article.url.as_ref()),
    },
    Column {
        name: "site",
        kind: "domain",
        about: "the registrable domain of `url`",
        cell: |record| {
            let url = record.article.url.as_ref();
            url.and_then(|url| names::site(&url.value)).map_or(Cell::Unknown, owned)
        },
    },
    Column {
        name: "agency",
        kind: "text",
        about: "the wire agency or the outlet's prefix",
        cell: |record| value(record.article.agency.as_ref()),
    },
    Column {
        name: "section",
        kind: "text",
        about: "the section of the site",
        cell: |record| value(record.article.section.as_ref()),
    },
    Column {
        name: "tags",
        kind: "text",
        about: "keywords",
        cell: |record| list(&record.article.tags),
    },
    Column {
        name: "captions",
        kind: "lines",
        about: "the words under pictures, in order",
        cell: |record| Cell::Lines(record.article.captions()),
    },
    Column {
        name: "story",
        kind: "id",
        about: "the `id` of the leading telling, shared by copies, translations and other reports of the story",
        cell: |record| text(&record.story.id),
    },
    Column {
        name: "related",
        kind: "ids",
        about: "the other documents of the story that are not folded",
        cell: |record| {
            let others = record.story.unfolded.iter().filter(|id| *id != record.id);
            Cell::List(others.map(String::as_str).collect())
        },
    },
    Column {
        name: "tellings",
        kind: "integer",
        about: "how many documents tell the story, this one included",
        cell: |record| integer(record.story.tellings),
    },
    Column {
        name: "languages",
        kind: "text",
        about: "the languages the story is told in",
        cell: |record| joined(&record.story.languages),
    },
    Column {
        name: "words",
        kind: "integer",
        about: "words of the body (UAX #29); characters in scripts without spaces",
        cell: |record| integer(words::count(&record.article.body())),
    },
    Column {
        name: "warnings",
        kind: "text",
        about: "codes of what a person should look at",
        cell: |record| joined(&record.article.warnings),
    },
    Column {
        name: "text",
        kind: "text",
        about: "the body, an empty line between paragraphs",
        cell: |record| owned(record.article.body()),
    },
];

/// The columns that only `duplicates` has, behind those of `articles`.
pub static DUPLICATE_COLUMNS: &[Column] = &[
    Column {
        name: "duplicate_of",
        kind: "id",
        about: "the document it is folded into",
        cell: |record| record.folded.map_or(Cell::Unknown, |(id, _)| text(id)),
    },
    Column {
        name: "duplicate_kind",
        kind: "word",
        about: "`exact`, `near` or `translation`",
        cell: |record| record.folded.map_or(Cell::Unknown, |(_, link)| text(link.kind.name())),
    },
    Column {
        name: "duplicate_score",
        kind: "0 to 1",
        about: "how sure",
        cell: |record| record.folded.map_or(Cell::Unknown, |(_, link)| Cell::Share(link.score)),
    },
    Column {
        name: "duplicate_evidence",
        kind: "text",
        about: "why, in words",
        cell: |record| record.folded.map_or(Cell::Unknown, |(_, link)| text(&link.evidence)),
    },
];

/// The column of that name.
pub fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().chain(DUPLICATE_COLUMNS).find(|column| column.name == name)
}

/// Characters of a day: `2025-08-13`.
const DAY: usize = 10;

/// Whether a date is a moment: RFC 3339 with an offset, which is what a timestamp needs.
fn is_moment(value: &str) -> bool {
    value.parse::<jiff::Timestamp>().is_ok()
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Unknown } else { Cell::Text(Cow::Borrowed(text)) }
}

fn owned(text: String) -> Cell<'static> {
    if text.is_empty() { Cell::Unknown } else { Cell::Text(Cow::Owned(text)) }
}

fn integer(number: usize) -> Cell<'static> {
    Cell::Integer(u64::try_from(number).unwrap_or(u64::MAX))
}

fn value(sourced: Option<&Sourced>) -> Cell<'_> {
    sourced.map_or(Cell::Unknown, |sourced| text(&sourced.value))
}

fn evidence(sourced: Option<&Sourced>) -> Cell<'_> {
    sourced.map_or(Cell::Unknown, |sourced| text(&sourced.evidence))
}

fn list(sourced: &[Sourced]) -> Cell<'_> {
    Cell::Joined(sourced.iter().map(|sourced| sourced.value.as_str()).collect())
}

fn joined(values: &[String]) -> Cell<'_> {
    Cell::Joined(values.iter().map(String::as_str).collect())
}
