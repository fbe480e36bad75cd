//! The one test binary: a module a question.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "tests may crash"
)]

mod support;

mod layers;
mod partition;
mod laws;
mod tables;
mod phrases;
mod rules;
mod dates;
mod shown;
mod input;
mod corpus;
mod quality;
mod stories;
mod embed;
mod strangers;
mod learned;
mod records;
mod outputs;
mod cli;
mod config;
mod docs;
