//! Do the tables, the summary and the report say what the records say, and does a folder always hold one whole run?

mod sample;
mod cells;
mod tables;
mod folder;
mod page;
