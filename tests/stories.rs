//! Are copies and translations grouped, and strangers not?

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use phin::article::{Article, Passage, Sourced};
use phin::config::Dedup;
use phin::dedup::{Kind, Lexicon, Place, Sketch, group, sketch};
use phin::text::{Span, lines};
use serde::Deserialize;

/// A file of `tests/stories`.
#[derive(Deserialize)]
struct Case {
    document: Vec<Document>,
}

/// An invented document and its place: its story, and what it is to the telling that leads (`None`: it leads).
#[derive(Deserialize)]
struct Document {
    name: String,
    language: String,
    story: String,
    kind: Option<Kind>,
    url: Option<String>,
    published: Option<String>,
    text: String,
}

fn cases(name: &str) -> Vec<Document> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories").join(name);
    let text = std::fs::read_to_string(&file).unwrap();
    toml::from_str::<Case>(&text).unwrap_or_else(|error| panic!("{name}: {error}")).document
}

fn article(text: &str, language: &str) -> Article {
    let passage = |span: Span| Passage { spans: vec![span] };
    let full = lines(text).filter(|line| !line.of(text).trim().is_empty());
    Article {
        paragraphs: full.map(passage).collect(),
        text: text.to_owned(),
        language: Some(language.to_owned()),
        ..Article::default()
    }
}

fn articles(documents: &[Document]) -> Vec<Article> {
    let sourced = |value: &String| Sourced { value: value.clone(), evidence: String::new() };
    documents
        .iter()
        .map(|document| Article {
            url: document.url.as_ref().map(sourced),
            published: document.published.as_ref().map(sourced),
            ..article(&document.text, &document.language)
        })
        .collect()
}

fn places(articles: &[Article], config: &Dedup) -> Vec<Place> {
    let sketches: Vec<Sketch> = articles.iter().map(sketch).collect();
    group(&sketches, &Lexicon::default(), config, &|at| Ok(articles[at].clone())).unwrap()
}

/// Every document of a file is in its story, leads or follows as the file says, and a link has words and a score.
fn holds(name: &str) {
    let documents = cases(name);
    let places = places(&articles(&documents), &Dedup::default());
    for (document, place) in documents.iter().zip(&places) {
        let leader = &documents[place.leader];
        assert_eq!(
            leader.story, document.story,
            "{name}: {} joined {}",
            document.name, leader.name
        );
        let kind = place.link.as_ref().map(|link| link.kind);
        assert_eq!(kind, document.kind, "{name}: {} {place:?}", document.name);
        if let Some(link) = &place.link {
            assert!((0.0..=1.0).contains(&link.score), "{name}: {} {link:?}", document.name);
            assert!(!link.evidence.is_empty(), "{name}: {} {link:?}", document.name);
        }
    }
    for (at, document) in documents.iter().enumerate() {
        let leaders =
            documents.iter().zip(&places).filter(|(other, _)| other.story == document.story);
        for (other, place) in leaders {
            assert_eq!(
                place.leader, places[at].leader,
                "{name}: {} and {}",
                document.name, other.name
            );
        }
    }
}

#[test]
fn copies_are_folded_and_lookalikes_are_not() {
    holds("copies.toml");
}

#[test]
fn templated_reports_and_short_notes_stand_alone() {
    holds("dailies.toml");
}

#[test]
fn translations_are_folded_into_the_original() {
    holds("translations.toml");
}

#[test]
fn two_reports_of_one_event_are_linked_and_not_folded() {
    holds("events.toml");
}

/// What a run finds, without the places of documents in the folder.
fn found(documents: &[&Document]) -> Vec<String> {
    let sourced = |value: &String| Sourced { value: value.clone(), evidence: String::new() };
    let articles: Vec<Article> = documents
        .iter()
        .map(|document| Article {
            url: document.url.as_ref().map(sourced),
            ..article(&document.text, &document.language)
        })
        .collect();
    let places = places(&articles, &Dedup::default());
    let mut found: Vec<String> = documents
        .iter()
        .zip(&places)
        .map(|(document, place)| {
            let link = place.link.as_ref().map(|link| {
                format!(
                    "{} {} {:.9} {}",
                    documents[link.of].name,
                    link.kind.name(),
                    link.score,
                    link.evidence
                )
            });
            format!("{} {} {link:?}", document.name, documents[place.leader].name)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let files = ["copies.toml", "dailies.toml", "translations.toml", "events.toml"];
    let documents: Vec<Document> = files.iter().flat_map(|file| cases(file)).collect();
    let mut order: Vec<&Document> = documents.iter().collect();
    let first = found(&order);
    order.reverse();
    assert_eq!(first, found(&order));
    for step in [7, 11, 13] {
        let count = documents.len();
        let shuffled: Vec<&Document> = (0..count * step)
            .step_by(step)
            .map(|at| &documents[(at + at / count) % count])
            .collect();
        let mut names: Vec<&str> = shuffled.iter().map(|document| document.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() == count {
            assert_eq!(first, found(&shuffled));
        }
    }
}

#[test]
fn a_wish_decides_which_telling_leads() {
    let documents = cases("translations.toml");
    let articles = articles(&documents);
    for (wish, leads) in
        [("vi", "bridge vi"), ("elsvik-bladet.no", "bridge en"), ("de", "bridge de")]
    {
        let config = Dedup { prefer: vec![wish.to_owned()], ..Dedup::default() };
        let places = places(&articles, &config);
        assert_eq!(documents[places[0].leader].name, leads, "prefer {wish}");
    }
}

#[test]
fn a_kind_that_is_switched_off_links_nothing() {
    let documents = cases("copies.toml");
    let config = Dedup { exact: false, near: false, translation: false, ..Dedup::default() };
    for (at, place) in places(&articles(&documents), &config).iter().enumerate() {
        assert_eq!((place.leader, place.link.is_none()), (at, true));
    }
}

#[test]
fn empty_documents_stand_alone() {
    let articles = vec![Article::default(), Article::default(), article("…", "en")];
    let places = places(&articles, &Dedup::default());
    assert!(places.iter().enumerate().all(|(at, place)| place.leader == at));
}

/// A document of fifty words from a vocabulary of its own, with figures and names.
fn invented(seed: usize) -> Article {
    let mut state = seed as u64 + 1;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let syllables = ["ka", "lo", "mi", "ren", "tu", "sha", "vel", "dor", "pi", "an", "gus", "fe"];
    let words: Vec<String> = (0..50)
        .map(|at| match at % 10 {
            3 => next(100_000).to_string(),
            7 => format!("Ne{}", (0..4).map(|_| syllables[next(12)]).collect::<String>()),
            _ => (0..=next(3)).map(|_| syllables[next(12)]).collect(),
        })
        .collect();
    article(&words.join(" "), ["en", "de", "vi", "fr"][seed % 4])
}

#[test]
fn ten_thousand_documents_need_few_comparisons() {
    let articles: Vec<Article> = (0..10_000).map(|at| invented(at - at % 50 / 49 * 4)).collect();
    let sketches: Vec<Sketch> = articles.iter().map(sketch).collect();
    let loads = AtomicUsize::new(0);
    let places = group(&sketches, &Lexicon::default(), &Dedup::default(), &|at| {
        loads.fetch_add(1, Ordering::Relaxed);
        Ok(articles[at].clone())
    })
    .unwrap();
    let copies = places.iter().filter(|place| place.link.is_some()).count();
    assert!((200..400).contains(&copies), "{copies} documents are linked, 200 are copies");
    assert!(loads.load(Ordering::Relaxed) < 2_000, "{loads:?} texts were read again");
    let pairs = phin::dedup::candidate_pairs(&sketches, &Lexicon::default()).len();
    assert!(pairs < 40 * 10_000, "{pairs} pairs were looked at closely");
}
