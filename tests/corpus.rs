//! Does each document of the corpus give its hand-made truth?
//!
//! A document is a folder `tests/corpus/<language>-<slug>/` with `source.txt` or `source.html` and `expected.json`. There,
//! a field that is null has to stay unknown and a field that is absent is not looked at. `removed` names the kinds of
//! each line of a plain document, and nothing else may go; for HTML it names pieces of the visible text, `a | b` where
//! either kind is right. Documents in `tests/corpus/open.txt` do not agree yet: they leave that list and never come back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use phin::article::Article;
use phin::clean::Cleaner;
use phin::config::Config;
use phin::finding::Label;
use phin::source::{Form, Raw};
use phin::text::{LineIndex, Span, lines};
use serde::Deserialize;

/// The fields that a truth may name, in the order of the columns.
pub(crate) const FIELDS: [&str; 9] = [
    "language",
    "title",
    "published",
    "published_at",
    "updated",
    "author",
    "publisher",
    "agency",
    "url",
];

/// What a document should give.
#[derive(Debug, Deserialize)]
pub(crate) struct Truth {
    /// Captions, in order.
    pub(crate) captions: Vec<String>,
    /// The body, exactly.
    pub(crate) paragraphs: Vec<String>,
    /// Line number, or visible text, → kinds.
    pub(crate) removed: BTreeMap<String, String>,
    /// The fields by name; null is unknown.
    #[serde(flatten)]
    pub(crate) fields: BTreeMap<String, Option<String>>,
}

/// A document of the corpus with its truth and what the library makes of it.
#[derive(Debug)]
pub(crate) struct Document {
    /// The name of its folder.
    pub(crate) name: String,
    /// What should come out.
    pub(crate) truth: Truth,
    /// What does.
    pub(crate) article: Article,
    /// Whether it is plain text, so that lines are lines of its file.
    pub(crate) plain: bool,
}

/// Every document of the corpus, in order of names, cleaned with the default settings.
pub(crate) fn documents() -> Vec<Document> {
    documents_of(&home())
}

/// The documents of `tests/heldback`, whose truth was written before the library saw them and is not held line by line.
pub(crate) fn held_back() -> Vec<Document> {
    documents_of(&home().with_file_name("heldback"))
}

fn documents_of(folder: &Path) -> Vec<Document> {
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.iter().map(|folder| document(folder, &cleaner)).collect()
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn document(folder: &Path, cleaner: &Cleaner) -> Document {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let plain = folder.join("source.txt").exists();
    let file = folder.join(if plain { "source.txt" } else { "source.html" });
    let text = fs::read_to_string(&file).unwrap();
    let truth = fs::read_to_string(folder.join("expected.json")).unwrap();
    let truth = serde_json::from_str(&truth).unwrap_or_else(|error| panic!("{name}: {error}"));
    let raw = Raw {
        file: format!("{name}/{}", file.file_name().unwrap().to_string_lossy()),
        hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        form: if plain { Form::Plain } else { Form::Html },
        text,
        encoding: "UTF-8",
        ..Raw::default()
    };
    Document { truth, article: cleaner.clean(&raw), name, plain }
}

/// What the library says for a field of [`FIELDS`].
pub(crate) fn field(article: &Article, name: &str) -> Option<String> {
    let published = article.published.as_ref().map(|sourced| sourced.value.clone());
    let sourced = match name {
        "language" => return article.language.clone(),
        "published" => return published.map(|value| value.chars().take(10).collect()),
        "published_at" => {
            return published.filter(|value| value.contains('T')).map(|value| {
                value.strip_suffix('Z').map_or(value.clone(), |at| format!("{at}+00:00"))
            });
        }
        "author" => {
            let names: Vec<&str> = article.authors.iter().map(|one| one.value.as_str()).collect();
            return (!names.is_empty()).then(|| names.join("; "));
        }
        "title" => &article.title,
        "updated" => &article.updated,
        "publisher" => &article.publisher,
        "agency" => &article.agency,
        "url" => &article.url,
        other => panic!("no field {other}"),
    };
    sourced.as_ref().map(|sourced| sourced.value.clone())
}

/// The paragraphs that the library kept.
pub(crate) fn paragraphs(article: &Article) -> Vec<String> {
    article.paragraphs.iter().map(|paragraph| paragraph.read(&article.text)).collect()
}

/// The kinds of one entry of `removed`: `a + b` on a line, `a | b` for either.
pub(crate) fn kinds(cell: &str) -> BTreeSet<&str> {
    cell.split(['+', '|']).map(str::trim).collect()
}

fn differences(document: &Document) -> Vec<String> {
    let Document { truth, article, .. } = document;
    let mut found = Vec::new();
    for (name, want) in &truth.fields {
        let got = field(article, name);
        if *want != got {
            found.push(format!("{name}: want {want:?}, got {got:?}"));
        }
    }
    compare("caption", &truth.captions, &article.captions(), &mut found);
    compare("paragraph", &truth.paragraphs, &paragraphs(article), &mut found);
    if document.plain {
        compare_lines(truth, article, &mut found);
    } else {
        compare_pieces(truth, article, &mut found);
    }
    found
}

fn compare(what: &str, want: &[String], got: &[String], found: &mut Vec<String>) {
    for missing in want.iter().filter(|one| !got.contains(one)) {
        found.push(format!("{what} missing: {missing:?}"));
    }
    for excess in got.iter().filter(|one| !want.contains(one)) {
        found.push(format!("{what} too much: {excess:?}"));
    }
    if found.is_empty() && want != got {
        found.push(format!("{what}s in another order or number: {got:?}"));
    }
}

fn compare_lines(truth: &Truth, article: &Article, found: &mut Vec<String>) {
    let mut got: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let index = LineIndex::new(&article.text);
    for entry in &article.ledger {
        for piece in lines(entry.span.of(&article.text)) {
            let span = piece.shifted(entry.span.start).trimmed(&article.text);
            if !span.is_empty() {
                got.entry(index.line(span.start)).or_default().insert(entry.label.name());
            }
        }
    }
    let want: BTreeMap<usize, BTreeSet<&str>> =
        truth.removed.iter().map(|(line, cell)| (line.parse().unwrap(), kinds(cell))).collect();
    for line in want.keys().chain(got.keys()).collect::<BTreeSet<_>>() {
        let (want, got) = (want.get(line), got.get(line));
        if want != got {
            let (want, got) = (want.cloned().unwrap_or_default(), got.cloned().unwrap_or_default());
            let words =
                lines(&article.text).nth(line - 1).map_or("", |span| span.of(&article.text));
            found.push(format!("line {line} {words:?}: want {want:?}, got {got:?}"));
        }
    }
}

fn compare_pieces(truth: &Truth, article: &Article, found: &mut Vec<String>) {
    for (words, cell) in &truth.removed {
        let kinds = kinds(cell);
        let holes: Vec<Span> = article
            .ledger
            .iter()
            .filter(|entry| kinds.contains(entry.label.name()))
            .map(|entry| entry.span)
            .collect();
        let gone = article.text.match_indices(words.as_str()).any(|(at, words)| {
            let rest = Span::new(at, at + words.len()).without(&holes);
            rest.iter().all(|span| span.trimmed(&article.text).is_empty())
        });
        if !gone {
            found.push(format!("not in the ledger as {cell}: {words:?}"));
        }
    }
}

#[test]
fn every_document_gives_its_truth() {
    let list = home().join("open.txt");
    let open = fs::read_to_string(&list).unwrap_or_default();
    let open: BTreeSet<&str> = open.lines().filter(|line| !line.starts_with('#')).collect();
    let (mut wrong, mut closed) = (String::new(), Vec::new());
    for document in documents() {
        let (name, found) = (document.name.as_str(), differences(&document));
        let message = format!("{name}\n  {}\n", found.join("\n  "));
        match (found.is_empty(), open.contains(name)) {
            (false, false) => wrong.push_str(&message),
            (false, true) => eprintln!("open: {message}"),
            (true, true) => closed.push(name.to_owned()),
            (true, false) => {}
        }
    }
    assert!(wrong.is_empty(), "these documents do not give their truth:\n{wrong}");
    if std::env::var_os("UPDATE").is_some() {
        let left = open.iter().copied().filter(|name| !closed.iter().any(|one| one == name));
        let left: Vec<&str> = left.chain([""]).collect();
        let head = "# Documents that do not give their truth yet. The list only shrinks: UPDATE=1 cargo test corpus\n";
        fs::write(list, format!("{head}{}", left.join("\n"))).unwrap();
    } else {
        assert!(closed.is_empty(), "these agree now; UPDATE=1 takes them off open.txt: {closed:?}");
    }
}

#[test]
fn truths_name_only_known_fields_and_kinds() {
    for Document { name, truth, .. } in documents() {
        for field in truth.fields.keys() {
            assert!(FIELDS.contains(&field.as_str()), "{name}: no field {field}");
        }
        for kind in truth.removed.values().flat_map(|cell| kinds(cell)) {
            let known = Label::ALL.iter().any(|(_, label, _)| *label == kind);
            assert!(known, "{name}: no kind {kind}");
        }
    }
}

/// The letters of a text without white space: signs of markup may stand in its place.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn truths_account_for_every_line() {
    for Document { name, truth, article, plain } in documents() {
        let dense_ones: Vec<String> = truth.paragraphs.iter().map(|it| dense(it)).collect();
        let mut paragraphs = dense_ones.iter().peekable();
        let mut rest = "";
        let title = truth.fields.get("title").cloned().flatten().map(|title| dense(&title));
        for (number, line) in lines(&article.text).enumerate().filter(|_| plain) {
            let signs = article.ledger.iter().filter(|entry| entry.label == Label::Markup);
            let signs: Vec<Span> = signs.map(|entry| entry.span).collect();
            // Of a line of Markdown its words count.
            let words: String =
                line.without(&signs).iter().map(|span| span.of(&article.text)).collect();
            let words = dense(&words);
            // A paragraph may be broken over several lines.
            if rest.is_empty()
                && let Some(begun) = paragraphs.next_if(|paragraph| {
                    paragraph.len() > words.len()
                        && !words.is_empty()
                        && paragraph.starts_with(&words)
                })
            {
                rest = begun;
            }
            if let Some(left) = rest.strip_prefix(words.as_str()).filter(|_| !words.is_empty()) {
                rest = left;
                continue;
            }
            let mut whole = false;
            // A page on one line has all of them there.
            while let Some(paragraph) = paragraphs.next_if(|it| words.contains(it.as_str())) {
                whole |= *paragraph == words;
            }
            let removed = truth.removed.contains_key(&(number + 1).to_string());
            let named = title.as_ref() == Some(&words);
            assert!(
                words.is_empty() || whole || removed || named,
                "{name}: line {} is neither kept nor removed: {words}",
                number + 1
            );
        }
        assert!(!plain || paragraphs.next().is_none(), "{name}: a paragraph is not in the text");
    }
}

#[test]
fn the_corpus_shows_every_kind_twice_and_ten_languages() {
    let documents = documents();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in documents.iter().flat_map(|document| document.truth.removed.values()) {
        for kind in kinds(kind) {
            *seen.entry(kind).or_default() += 1;
        }
    }
    for (label, name, _) in Label::ALL {
        let shown = seen.get(name).copied().unwrap_or_default();
        // What recurs needs a folder, and what is no article has none.
        let is_elsewhere = matches!(label, Label::Learned | Label::NoArticle);
        assert!(shown > 1 || is_elsewhere, "{name} is in {shown} lines of the corpus");
    }
    let languages: BTreeSet<_> =
        documents.iter().filter_map(|document| document.truth.fields.get("language")).collect();
    assert!(languages.len() >= 10, "{languages:?}");
}
