//! Does each phrase match what it should and nothing else?
//!
//! `tests/phrases/<lang>.toml` are lines in that language: with the labels of the phrases that tile the line, in their
//! order, or with none for a line that must stay. `tests/phrases/detect.toml` are sentences with their language.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use phin::lang::phrase::{Phrase, tile};
use phin::lang::{self, detect};
use serde::Deserialize;

/// Lines that must stay, a language: prose that begins or ends as boilerplate does.
const STAYING: usize = 10;

/// Languages that detection is tried on.
const DETECTED: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    line: String,
    labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    case: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    lang: String,
}

fn read(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/phrases");
    fs::read_to_string(folder.join(name)).ok()
}

/// The cases of each language that has some.
fn cases() -> Vec<(&'static str, Vec<Case>)> {
    lang::FILES
        .iter()
        .filter_map(|(tag, _)| {
            let cases: Cases = toml::from_str(&read(&format!("{tag}.toml"))?)
                .unwrap_or_else(|error| panic!("tests/phrases/{tag}.toml: {error}"));
            Some((*tag, cases.case))
        })
        .collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn each_line_is_tiled_by_the_labels_of_its_case() {
    let mut faults = Vec::new();
    for (tag, cases) in cases() {
        for case in cases {
            let hits = tile(&case.line, lang::get(tag)).unwrap_or_default();
            let labels: Vec<&str> = hits.iter().map(|hit| hit.label.name()).collect();
            if labels != case.labels {
                faults.push(format!("{tag}: {:?} is {labels:?}, not {:?}", case.line, case.labels));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_line_is_tiled_in_whatever_language_the_page_is() {
    let mut faults = Vec::new();
    for (tag, cases) in cases() {
        for case in cases {
            if tile(&case.line, None).is_none() != case.labels.is_empty() {
                faults.push(format!("{tag}: {:?} without its language", case.line));
            }
        }
    }
    none(&faults);
}

#[test]
fn each_label_of_a_language_has_a_case_and_prose_stays() {
    let mut faults = Vec::new();
    for (tag, cases) in cases() {
        let shown: BTreeSet<&str> =
            cases.iter().flat_map(|case| &case.labels).map(String::as_str).collect();
        let lang = lang::get(tag).unwrap();
        let phrases: Vec<Phrase<'_>> = lang.phrases().collect();
        let spoken: BTreeSet<&str> = phrases.iter().map(|phrase| phrase.label.name()).collect();
        for label in spoken.difference(&shown) {
            faults.push(format!("tests/phrases/{tag}.toml: no case for {label}"));
        }
        let stay = cases.iter().filter(|case| case.labels.is_empty()).count();
        if stay < STAYING {
            faults.push(format!("tests/phrases/{tag}.toml: {stay} lines that stay"));
        }
    }
    none(&faults);
}

#[test]
fn each_language_has_cases() {
    let tags: Vec<&str> = cases().iter().map(|(tag, _)| *tag).collect();
    for tag in [
        "ar", "cs", "de", "el", "en", "es", "fa", "fr", "hi", "id", "ja", "ko", "nl", "pl", "ru",
        "sv", "th", "tr", "uk", "vi", "zh",
    ] {
        assert!(tags.contains(&tag), "tests/phrases/{tag}.toml");
    }
}

#[test]
fn a_hit_says_what_stood_for_its_slots() {
    let line = "Nguồn Báo Vân Lâu : https://vidu.example/bai-7";
    let hits = tile(line, lang::get("vi")).unwrap();
    let [hit] = hits.as_slice() else { panic!("{hits:?}") };
    assert_eq!(hit.url.map(|span| span.of(line)), Some("https://vidu.example/bai-7"));
    assert_eq!(hit.name.map(|span| span.of(line)), Some("Báo Vân Lâu"));
    let hits = tile("12 phút trước", lang::get("vi")).unwrap();
    assert_eq!(hits.first().and_then(|hit| hit.number), Some(12));
}

#[test]
fn each_sentence_is_of_its_language() {
    let cases: Sentences = toml::from_str(&read("detect.toml").unwrap()).unwrap();
    let mut faults = Vec::new();
    for case in &cases.case {
        let found = detect::detect(&case.text, &[]).map(|found| found.tag);
        if found.as_ref() != Some(&case.lang) {
            faults.push(format!("{}: {found:?}: {}", case.lang, case.text));
        }
    }
    let langs: BTreeSet<&str> = cases.case.iter().map(|case| case.lang.as_str()).collect();
    assert!(langs.len() >= DETECTED, "{} languages", langs.len());
    none(&faults);
}

#[test]
fn a_language_that_is_not_allowed_is_not_found() {
    let korean = "시는 새 다리를 내년 봄에 열겠다고 밝혔다.";
    assert_eq!(detect::detect(korean, &["de".to_owned()]), None);
    assert_eq!(detect::detect("2025 – 13:00", &[]), None);
}

/// Characters of a document that are judged, and the share that must be right from there on.
const LENGTHS: [(usize, f64); 3] = [(100, 0.95), (300, 0.98), (usize::MAX, 1.0)];

/// Languages that the documents of `tests/languages` are in.
const WRITTEN: usize = 24;

/// The invented documents, by language; every line of one is a document, too.
fn documents() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let mut documents: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let tag = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (tag, fs::read_to_string(&path).unwrap())
        })
        .collect();
    documents.sort();
    documents
}

#[test]
fn the_language_is_known_by_the_first_hundred_letters_and_surely_by_three_hundred() {
    let documents = documents();
    assert!(documents.len() >= WRITTEN);
    for (length, least) in LENGTHS {
        let mut wrong = Vec::new();
        let mut tries = 0;
        for (tag, text) in &documents {
            // The document from its beginning, and from each of its sentences on.
            let starts = text.match_indices(['.', '。', '।', '\n']).map(|(at, end)| at + end.len());
            for start in std::iter::once(0).chain(starts) {
                let rest: String = text[start..].trim().chars().take(length).collect();
                if start > 0 && rest.chars().count() < length.min(200) {
                    continue;
                }
                tries += 1;
                let found = detect::detect(&rest, &[]).map(|found| found.tag);
                if found.as_ref() != Some(tag) {
                    wrong.push(format!("{tag} at {length}: {found:?}: {rest}"));
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few hundred documents")]
        let right = 1.0 - wrong.len() as f64 / f64::from(tries);
        assert!(right >= least, "{right} of {tries}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn a_word_that_tells_relatives_apart_is_of_one_of_them() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lang/detect/relatives.toml");
    let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let mut faults = Vec::new();
    for group in table["group"].as_array().unwrap() {
        let mut seen = BTreeSet::new();
        let group = group.as_table().unwrap();
        for word in group.values().filter_map(toml::Value::as_array).flatten() {
            let word = word.as_str().unwrap();
            if !seen.insert(word) || word.to_lowercase() != word {
                faults.push(format!("{}: {word}", group["name"]));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_document_is_mixed_when_a_good_part_is_in_another_language() {
    let documents = documents();
    for (tag, text) in &documents {
        assert!(!detect::is_mixed(text.lines(), tag), "{tag}");
        for (other, added) in &documents {
            let both = text.lines().chain(added.lines());
            if ["en", "vi", "ar", "ja"].contains(&other.as_str()) {
                assert_eq!(detect::is_mixed(both, tag), tag != other, "{tag} with {other}");
            }
        }
        let quotation = "“This is all we wanted,” she said, “and now the work can begin at last.”";
        let long = text.lines().chain(text.lines()).chain(std::iter::once(quotation));
        assert!(!detect::is_mixed(long, tag), "{tag} with a quotation");
    }
}
