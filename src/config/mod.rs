//! `config.toml` as plain structs: every key with its default.

mod fields;
mod layer;
mod shape;
mod check;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::error::{Error, Result};

pub use check::PATTERN_SIZE;
pub use fields::Fields;
pub use layer::Layer;
pub use shape::nearest;

/// `config.toml` with every key, its default and a comment: what `phin init` writes.
pub const COMMENTED: &str = include_str!("../../config.toml");

/// Names that configuration can use and that are tables of later modules.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Of rules.
    pub rules: Vec<&'static str>,
    /// Of columns.
    pub columns: Vec<&'static str>,
    /// Of formats.
    pub formats: Vec<&'static str>,
}

/// Everything a user can set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What is read.
    pub input: Input,
    /// What is written, and where.
    pub output: Output,
    /// How documents are cleaned.
    pub clean: Clean,
    /// How documents are folded into stories.
    pub dedup: Dedup,
    /// Which metadata is extracted.
    pub metadata: Metadata,
    /// What no document may exceed.
    pub limits: Limits,
    /// The user's own rules, in order.
    pub filter: Vec<Filter>,
    /// What is known of single sites.
    pub site: Vec<Site>,
    /// What the user expects of single files.
    pub test: Vec<Test>,
}

impl Config {
    /// The configuration that layers make, a later one over an earlier one, checked against the names there are.
    ///
    /// # Errors
    /// [`Error::Usage`] for the first key that does not exist, holds the wrong type, or makes no sense: one line with
    /// its place and the nearest right name.
    pub fn read(layers: &[Layer], names: &Names) -> Result<Config> {
        let mut table = Table::new();
        for layer in layers {
            shape::check(layer)?;
            merge(&mut table, &layer.table);
        }
        let config = Config::deserialize(table).map_err(|error| {
            Error::Usage(format!("configuration: {}", error.message().replace('\n', "; ")))
        })?;
        check::Check { config: &config, layers, names }.all()?;
        Ok(config)
    }
}

/// Lays `over` over `under`: tables key by key, everything else as a whole.
fn merge(under: &mut Table, over: &Table) {
    for (key, value) in over {
        match (under.get_mut(key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => merge(under, over),
            _ => drop(under.insert(key.clone(), value.clone())),
        }
    }
}

/// `[input]`: what is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// The folder of scraped articles.
    pub folder: PathBuf,
    /// Globs of files to read, below the folder.
    pub include: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
    /// Whether symbolic links are followed.
    pub follow_links: bool,
    /// Languages that documents can be in, as BCP 47 tags; empty: all that are known.
    pub languages: Vec<String>,
    /// What "7 minutes ago" counts from: `none`, `modified` (the file's time), `fetched` (what a crawler says) or an RFC
    /// 3339 time.
    pub reference_time: String,
    /// How 03/04/2025 is read.
    pub date_order: DateOrder,
    /// What the fields of records are called.
    pub fields: Fields,
}

impl Default for Input {
    fn default() -> Input {
        Input {
            folder: PathBuf::from("raw"),
            include: vec!["**/*".to_owned()],
            exclude: Vec::new(),
            follow_links: false,
            languages: Vec::new(),
            reference_time: "none".to_owned(),
            date_order: DateOrder::Auto,
            fields: Fields::default(),
        }
    }
}

/// How the numbers of a date follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// By language and site; empty when that does not decide.
    #[default]
    Auto,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// `[output]`: what is written, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own for the user")]
pub struct Output {
    /// The folder of clean tables.
    pub folder: PathBuf,
    /// The formats of the tables: `csv`, `json`, `jsonl`.
    pub formats: Vec<String>,
    /// Whether `report.html` is written.
    pub report: bool,
    /// Whether the ledger is written as `removed.*`.
    pub removed: bool,
    /// Whether CSV is made for spreadsheets: BOM, formulas made harmless, long texts split.
    pub excel: bool,
    /// The character between the cells of a CSV file.
    pub delimiter: char,
    /// The columns to write, in order; empty: all.
    pub columns: Vec<String>,
    /// Whether `summary.json` says when it was written.
    pub stamp: bool,
}

impl Default for Output {
    fn default() -> Output {
        Output {
            folder: PathBuf::from("cleaned"),
            formats: vec!["csv".to_owned(), "json".to_owned()],
            report: true,
            removed: true,
            excel: true,
            delimiter: ',',
            columns: Vec::new(),
            stamp: false,
        }
    }
}

/// `[clean]`: how documents are cleaned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clean {
    /// Kinds to leave in the text although a rule found them.
    pub keep: Vec<String>,
    /// Whether lines that recur in many documents of one site are taken out.
    pub learn: bool,
    /// Documents of a site, copies counted once, in which a line recurs at least.
    pub learn_min_documents: usize,
    /// Share of the site's documents in which it recurs at least, 0 to 1.
    pub learn_min_share: f64,
    /// Rules to switch off or on by name.
    pub rules: BTreeMap<String, bool>,
}

impl Default for Clean {
    fn default() -> Clean {
        Clean {
            keep: Vec::new(),
            learn: true,
            learn_min_documents: 5,
            learn_min_share: 0.2,
            rules: BTreeMap::new(),
        }
    }
}

/// `[dedup]`: how documents are folded into stories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dedup {
    /// Whether documents with the same text are linked.
    pub exact: bool,
    /// Whether documents with nearly the same text are linked.
    pub near: bool,
    /// Whether translations are linked.
    pub translation: bool,
    /// Jaccard similarity of word shingles from which two texts are near copies, 0 to 1.
    pub near_similarity: f64,
    /// Score from which two documents are translations of each other, 0 to 1.
    pub translation_score: f64,
    /// Which telling leads, most wanted first: `original`, `newest`, `oldest`, `longest`, a language tag, a host.
    pub prefer: Vec<String>,
    /// Kinds of sameness that leave `articles` for `duplicates`.
    pub fold: Vec<String>,
    /// A file of words that mean one thing in several languages, a row a meaning: `en=bridge`, tab, `de=Brücke`. None
    /// when empty. What the documents themselves teach is used beside it; `phin lexicon` prints that.
    pub lexicon: PathBuf,
    /// A folder with a model of static embeddings (`Model2Vec`: `tokenizer.json`, `model.safetensors`, `config.json`), as
    /// one more kind of evidence. None when empty; needs a program that is built with the feature `embed`.
    pub embed: PathBuf,
}

impl Default for Dedup {
    fn default() -> Dedup {
        Dedup {
            exact: true,
            near: true,
            translation: true,
            near_similarity: 0.7,
            translation_score: 0.5,
            prefer: vec!["original".to_owned(), "longest".to_owned()],
            fold: vec!["exact".to_owned(), "near".to_owned(), "translation".to_owned()],
            lexicon: PathBuf::new(),
            embed: PathBuf::new(),
        }
    }
}

/// `[metadata]`: which metadata is extracted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metadata {
    /// The fields to extract: `title`, `published`, `updated`, `author`, `publisher`, `url`, `agency`, `section`, `tags`.
    pub fields: Vec<String>,
    /// Whether a date in an address counts as evidence.
    pub url_dates: bool,
}

impl Default for Metadata {
    fn default() -> Metadata {
        let fields = [
            "title",
            "published",
            "updated",
            "author",
            "publisher",
            "url",
            "agency",
            "section",
            "tags",
        ];
        Metadata { fields: fields.map(str::to_owned).to_vec(), url_dates: true }
    }
}

/// `[limits]`: what no document may exceed, so that a hostile one is a problem and not a stall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Worker threads; 0: one a processor.
    pub threads: usize,
    /// Largest document, in bytes.
    pub file: u64,
    /// Bytes that one compressed file may unpack to.
    pub decompressed: u64,
    /// How many times its own length that may be.
    pub ratio: u64,
    /// Longest line, in bytes; a longer one is kept and looked at no further.
    pub line: usize,
    /// Deepest nesting of HTML elements.
    pub depth: usize,
    /// Most attributes on one HTML element.
    pub attributes: usize,
    /// Most HTML nodes in a document.
    pub nodes: usize,
    /// Largest share of a document's letters that rules may remove, 0 to 1; above it the document is kept whole and
    /// marked `suspect`.
    pub removed_share: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            threads: 0,
            file: 64 * 1024 * 1024,
            decompressed: 64 * 1024 * 1024 * 1024,
            ratio: 100,
            line: 1024 * 1024,
            depth: 512,
            attributes: 1_000,
            nodes: 500_000,
            removed_share: 0.98,
        }
    }
}

/// `[[filter]]`: a rule of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// The name that the ledger shows as rule.
    pub name: String,
    /// Why it is there, for colleagues.
    pub why: String,
    /// The kind of what it removes; any word.
    pub kind: String,
    /// A literal line, or its start; the whole line is removed.
    #[serde(rename = "match")]
    pub literal: String,
    /// A regular expression; what it matches within a line is removed.
    pub pattern: String,
    /// Only for documents of these hosts (glob).
    pub site: String,
    /// Only for these files (glob).
    pub file: String,
    /// Only for documents in this language (BCP 47).
    pub language: String,
    /// What happens to a match.
    pub action: Action,
    /// Lines it must remove; checked at every start.
    pub removes: Vec<String>,
    /// Lines it must leave alone; checked at every start.
    pub keeps: Vec<String>,
}

/// What a filter does with its match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Takes it out of the body, into the ledger.
    #[default]
    Remove,
    /// Protects it from every rule.
    Keep,
}

/// `[[site]]`: what is known of one site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// The host or a glob on it.
    pub host: String,
    /// Its language (BCP 47).
    pub language: String,
    /// Its time zone (IANA), for times without an offset.
    pub time_zone: String,
    /// How it writes 03/04/2025.
    pub date_order: DateOrder,
    /// Its name.
    pub publisher: String,
    /// Rules to switch off or on for it.
    pub rules: BTreeMap<String, bool>,
}

/// `[[test]]`: what the user expects of one file; `phin test` runs it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Test {
    /// The file below the input folder.
    pub file: String,
    /// Columns and their values.
    pub expect: BTreeMap<String, String>,
    /// What the body must contain.
    pub contains: Vec<String>,
    /// What the body must not contain.
    pub lacks: Vec<String>,
    /// A file that must be in the same story.
    pub story_with: String,
}
