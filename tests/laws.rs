//! Does cleaning twice take nothing more, do threads, reruns and the order of files change nothing?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use phin::article::Article;
use rayon::prelude::*;

use crate::partition::law::raw;
use crate::partition::{cleaner, tracked};

/// Documents of which a second cleaning takes more, each with the reason why that is right.
const TAKES_MORE: &[(&str, &str)] = &[];

/// What a reader keeps of a document: its title and its body, as a plain text.
fn kept(article: &Article) -> String {
    let title = Some(article.title_at.read(&article.text)).filter(|title| !title.is_empty());
    let paragraphs = article.paragraphs.iter().map(|paragraph| paragraph.read(&article.text));
    title.into_iter().chain(paragraphs).collect::<Vec<_>>().join("\n\n")
}

/// The law: what is kept of a document, cleaned again, is kept whole. `kept(clean(kept(clean(x)))) = kept(clean(x))`.
#[test]
fn cleaning_what_is_clean_takes_nothing() {
    let cleaner = cleaner();
    let mut wrong = Vec::new();
    for document in tracked() {
        let once = kept(&cleaner.clean(&document));
        let again = cleaner.clean(&raw("again.txt", &once));
        let whole = kept(&again) == once;
        let excused = TAKES_MORE.iter().any(|(file, _)| *file == document.file);
        if whole && excused {
            wrong.push(format!("{}: is kept whole, so it needs no exception", document.file));
        }
        if !whole && !excused {
            wrong.push(format!("{}:\n{}", document.file, taken(&again)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The ledger of an article, a line a span.
fn taken(article: &Article) -> String {
    let line = |entry: &phin::article::Entry| {
        format!("    {} ({}): {:?}", entry.label.name(), entry.rule, entry.span.of(&article.text))
    };
    article.ledger.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A cleaner knows no document but the one it cleans.
#[test]
fn a_document_is_cleaned_alike_alone_and_among_others_on_eight_threads() {
    let cleaner = cleaner();
    let documents = tracked();
    let alone: Vec<Article> = documents.iter().map(|raw| self::cleaner().clean(raw)).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(8).build().unwrap();
    let among: Vec<Article> =
        pool.install(|| documents.par_iter().rev().map(|raw| cleaner.clean(raw)).collect());
    assert!(!alone.is_empty());
    for (raw, (alone, among)) in documents.iter().zip(alone.iter().zip(among.iter().rev())) {
        assert_eq!(alone, among, "{}", raw.file);
    }
}

#[test]
fn threads_reruns_and_the_order_of_files_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    let forth = folder.path().join("forth");
    let back = folder.path().join("back");
    copy(&samples, &forth, |files| files.sort());
    copy(&samples, &back, |files| files.sort_by(|one, other| other.cmp(one)));

    let first = run(&forth, &folder.path().join("one"), &["--threads", "1"]);
    assert!(first.contains_key("articles.csv") && first.contains_key("removed.csv"));
    let eight = run(&forth, &folder.path().join("eight"), &["--threads", "8"]);
    same("on eight threads", &first, &eight);
    let reversed = run(&back, &folder.path().join("back-out"), &["--threads", "2"]);
    same("with files written in another order", &first, &reversed);
    let rerun = run(&forth, &folder.path().join("one"), &[]);
    same("at a rerun", &first, &rerun);
    let fresh = run(&forth, &folder.path().join("one"), &["--fresh"]);
    same("at a rerun without the store", &first, &fresh);
}

#[test]
fn a_document_more_changes_no_article_of_another_story() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw");
    let out = folder.path().join("out");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("raw"), &raw, |files| files.sort());
    let before = rows(&run(&raw, &out, &["--format", "jsonl"]));
    fs::write(
        raw.join("zz-added.txt"),
        "Quenby harbour counts its herons\n\nVolunteers counted 41 herons at Quenby harbour in one night, \
         the society for birds of the marsh said, nine more than in the year before.\n",
    )
    .unwrap();
    let after = rows(&run(&raw, &out, &["--format", "jsonl"]));
    assert_eq!(before.len() + 1, after.len());
    assert!(before.iter().all(|row| after.contains(row)), "an old row has changed");
}

/// Copies every file below one folder to another, in the order that `order` gives.
fn copy(from: &Path, to: &Path, order: impl Fn(&mut Vec<PathBuf>)) {
    let mut files = Vec::new();
    below(from, &mut files);
    order(&mut files);
    for file in files {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, &target).unwrap();
    }
}

/// Every file below a folder but those of the store.
fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            files.push(path);
        } else if path.file_name().is_some_and(|name| name != ".store") {
            below(&path, files);
        }
    }
}

/// Runs the program; the bytes of its outputs by their names.
fn run(raw: &Path, out: &Path, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = raw.parent().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_phin"));
    // `raw` is named as seen from its folder, since outputs show the folder that was read.
    command.current_dir(raw).arg(".").arg("--out").arg(out).args(arguments);
    let done = command.output().unwrap();
    let code = done.status.code();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(matches!(code, Some(0 | 1)), "exit code {code:?} in {}: {said}", folder.display());
    let mut files = Vec::new();
    below(out, &mut files);
    let name = |file: &PathBuf| file.strip_prefix(out).unwrap().to_str().unwrap().to_owned();
    files.iter().map(|file| (name(file), fs::read(file).unwrap())).collect()
}

fn same(when: &str, one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let names = |outputs: &BTreeMap<String, Vec<u8>>| outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other), "other files {when}");
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} has other bytes {when}");
    }
}

/// The rows of the articles and of what is folded into them.
fn rows(outputs: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let table = |name: &str| outputs.get(name).cloned().unwrap_or_default();
    let text = [table("articles.jsonl"), table("duplicates.jsonl")].concat();
    String::from_utf8(text).unwrap().lines().map(str::to_owned).collect()
}
