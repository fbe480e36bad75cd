//! Invented articles, made by hand, and a folder to write them into.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use phin::article::{Article, Entry, Passage, Sourced};
use phin::config::Output;
use phin::dedup::{Kind, Link};
use phin::error::Problem;
use phin::finding::{Claim, Evidence, Field, Label};
use phin::record::{Record, Story, id};
use phin::sink::{Outputs, Shape};
use phin::text::Span;
use serde_json::{Value, json};

/// What a line of a sample article is.
pub(super) enum Part<'a> {
    Title(&'a str),
    Body(&'a str),
    Caption(&'a str),
    Cut(Label, &'a str),
}

/// An article made of lines, one below the other.
pub(super) fn article(parts: &[Part<'_>]) -> Article {
    let mut article = Article { language: Some("en".to_owned()), ..Article::default() };
    for part in parts {
        let (Part::Title(line) | Part::Body(line) | Part::Caption(line) | Part::Cut(_, line)) =
            part;
        let start = article.text.len();
        article.text.push_str(line);
        let span = Span::new(start, article.text.len());
        article.text.push('\n');
        let mut cut = |label: &Label| {
            let rule = Cow::Borrowed("by_hand");
            article.ledger.push(Entry { span, label: label.clone(), rule });
        };
        match part {
            Part::Title(title) => {
                article.title_at = Passage { spans: vec![span] };
                article.title = Some(sourced(title, "text line 1"));
            }
            Part::Body(_) => article.paragraphs.push(Passage { spans: vec![span] }),
            Part::Caption(_) => {
                cut(&Label::PhotoCaption);
                article.captions.push(Passage { spans: vec![span] });
            }
            Part::Cut(label, _) => cut(label),
        }
    }
    article
}

pub(super) fn sourced(value: &str, evidence: &str) -> Sourced {
    Sourced { value: value.to_owned(), evidence: evidence.to_owned() }
}

/// An article that has something in every field.
pub(super) fn full() -> Article {
    let mut article = article(&[
        Part::Title("A bridge of paper opens in Lindental"),
        Part::Cut(Label::DateLine, "13 August 2025, 09:00 (GMT+7)"),
        Part::Body("The bridge carries 40 people, said the mayor; \"never more\", she added."),
        Part::Caption("The bridge at dawn. Photo: Mai Ode"),
        Part::Body("Tea, cake = free, and the river sang."),
        Part::Cut(Label::ShareLink, "Share"),
    ]);
    article.published = Some(sourced(
        "2025-08-13T09:00:00+07:00",
        "text line 2: \"13 August 2025, 09:00 (GMT+7)\"",
    ));
    article.updated = Some(sourced("2025-08-14", "json-ld dateModified"));
    article.authors =
        vec![sourced("Mai Ode", "json-ld author"), sourced("Åsa Quist", "json-ld author")];
    article.publisher = Some(sourced("The Lindental Lantern", "og:site_name"));
    article.url = Some(sourced("https://lantern.example/2025/08/13/bridge", "link canonical"));
    article.agency = Some(sourced("LNA", "text line 3: \"LNA -\""));
    article.section = Some(sourced("Town", "article:section"));
    article.tags = vec![sourced("bridges", "keywords"), sourced("paper", "keywords")];
    article.warnings = vec!["short_body".to_owned()];
    article.claims = vec![
        Claim {
            field: Field::Url,
            value: "https://lantern.example/2025/08/13/bridge".to_owned(),
            evidence: Evidence::Metadata(Cow::Borrowed("link canonical")),
        },
        Claim {
            field: Field::Published,
            value: "2025-08-01".to_owned(),
            evidence: Evidence::Address("20250801".to_owned()),
        },
    ];
    article.unused = vec![None, Some(Cow::Borrowed("another day, with weaker evidence"))];
    article
}

/// A folder to write into, which goes when it is dropped.
pub(super) struct Desk {
    folder: tempfile::TempDir,
    pub(super) output: Output,
}

impl Desk {
    pub(super) fn new(formats: &[&str]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let output = Output {
            folder: folder.path().join("cleaned"),
            formats: formats.iter().map(|format| (*format).to_owned()).collect(),
            ..Output::default()
        };
        Desk { folder, output }
    }

    /// Writes a run: each article stands alone, and the last is folded into the first when `fold` says so.
    pub(super) fn run(&self, articles: &[(&str, &Article)], fold: bool) {
        self.open(articles, fold).publish(&summary(articles.len())).unwrap();
    }

    /// As [`Desk::run`], up to the moment before it is published.
    pub(super) fn open(&self, articles: &[(&str, &Article)], fold: bool) -> Outputs {
        let longest = articles.iter().map(|(_, a)| a.body().encode_utf16().count()).max();
        let shape = Shape { longest_text: longest.unwrap_or_default() };
        let mut outputs = Outputs::begin(&self.output, shape).unwrap();
        let link = Link {
            of: 0,
            kind: Kind::Translation,
            score: 0.934_56,
            evidence: "shared numbers 40; names Lindental".to_owned(),
        };
        let first = articles.first().map(|(file, _)| id(file)).unwrap_or_default();
        for (at, (file, article)) in articles.iter().enumerate() {
            let own = id(file);
            let is_folded = fold && at + 1 == articles.len();
            let story = Story {
                id: if is_folded || (fold && at == 0) { first.clone() } else { own.clone() },
                unfolded: vec![first.clone()],
                tellings: if is_folded || (fold && at == 0) { 2 } else { 1 },
                languages: vec!["en".to_owned()],
            };
            let folded = is_folded.then_some((first.as_str(), &link));
            let why = std::collections::BTreeMap::new();
            let record = Record { id: &own, file, article, story: &story, folded, why: &why };
            outputs.record(&record).unwrap();
        }
        outputs.problem(&problem()).unwrap();
        outputs
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.output.folder.join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names in the output folder, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.output.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The rows of a CSV file, names first, as Excel's readers see them: without the byte order mark.
    pub(super) fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let text = self.read(name);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(u8::try_from(self.output.delimiter).unwrap())
            .from_reader(text.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    /// The cell of a column in the only or first row of a CSV file.
    pub(super) fn cell(&self, name: &str, column: &str) -> String {
        let rows = self.rows(name);
        let at = rows[0].iter().position(|known| known == column).expect(column);
        rows[1][at].clone()
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
}

pub(super) fn problem() -> Problem {
    let [file, stage, code, message, advice] =
        ["=empty.txt", "read", "IN-EMPTY", "the file is empty", "fetch it again"]
            .map(str::to_owned);
    Problem { file, stage, code, message, advice }
}

pub(super) fn summary(documents: usize) -> Value {
    json!({ "inputs": documents + 1, "problems": 1, "skipped": 0 })
}
