//! phin: raw scraped news in, clean tables out.
//!
//! The modules stand in reading order, which is the life of one document: a file is read and decoded
//! ([`source`]), becomes a page of blocks ([`page`]), rules mark what is boilerplate and claim what is
//! metadata ([`rules`]), and [`article`] parts the page into body, fields and ledger. The articles of a folder
//! are grouped into stories ([`dedup`]) and written as tables ([`sink`]). Each module uses only those above it;
//! `tests/layers.rs` holds that.

pub mod text;
pub mod finding;
pub mod error;
pub mod config;
pub mod source;
pub mod page;
pub mod lang;
pub mod names;
pub mod dates;
pub mod rules;
pub mod learn;
pub mod article;
pub mod clean;
pub mod dedup;
pub mod store;
pub mod record;
pub mod sink;
pub mod run;
