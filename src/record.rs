//! A row of the tables: an article with its name and its place in a story; the columns, a row a column.

use crate::article::Article;
use crate::dedup::Link;

/// What a row of `articles` or `duplicates` is made of.
#[derive(Debug)]
pub struct Record<'a> {
    /// `n_` and 12 letters.
    pub id: &'a str,
    /// Path below the input folder.
    pub file: &'a str,
    /// The article.
    pub article: &'a Article,
    /// Its story.
    pub story: &'a Story,
    /// Why it is folded, with the id of the document it is folded into; `None` for rows of `articles`.
    pub folded: Option<(&'a str, &'a Link)>,
}

/// What the rows of one story share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The id of the leading telling.
    pub id: String,
    /// Ids of the documents that are not folded, in order of their files.
    pub unfolded: Vec<String>,
    /// How many documents.
    pub tellings: usize,
    /// BCP 47 tags, sorted.
    pub languages: Vec<String>,
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Unknown: empty in CSV, null in JSON.
    Unknown,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(u64),
    /// A number between 0 and 1.
    Share(f64),
    /// A list: an array in JSON; `; ` between in CSV, or a line each.
    List(Vec<String>),
}

/// A column of the tables.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub about: &'static str,
    /// Its cell in a row.
    pub cell: fn(&Record<'_>) -> Cell,
}

/// The columns of `articles`, in order.
pub static COLUMNS: &[Column] = &[];
