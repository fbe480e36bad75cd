//! Are copies and translations grouped, and strangers not?

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use phin::article::{Article, Sourced};
use phin::config::Dedup;
use phin::dedup::{Kind, Known, Lexicon, Place, Sketch, group, sketch};
use serde::Deserialize;

use crate::support::{Workdir, article};

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
    group(&sketches, &Known::default(), config, &|at| Ok(articles[at].clone())).unwrap()
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
fn one_address_of_the_original_makes_one_story_and_that_of_a_section_does_not() {
    holds("originals.toml");
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
fn dailies_of_many_languages_are_linked_only_where_their_figures_agree() {
    holds("templates.toml");
}

#[test]
fn shortened_texts_are_folded_and_leads_taken_over_are_linked() {
    holds("partial.toml");
    let documents = cases("partial.toml");
    let places = places(&articles(&documents), &Dedup::default());
    let evidence = |name: &str| {
        let at = documents.iter().position(|document| document.name == name).unwrap();
        places[at].link.as_ref().map_or("", |link| link.evidence.as_str())
    };
    assert!(evidence("mill shortened").starts_with("shortened from the other: "));
    assert!(evidence("japanese shortened").starts_with("shortened from the other: "));
    let lead = evidence("mill lead taken over");
    assert!(lead.starts_with("the lead is taken over from the other, which is older"), "{lead}");
    let shorter_leads = Dedup { prefer: vec!["oldest".to_owned()], ..Dedup::default() };
    let places = self::places(&articles(&documents[..2]), &shorter_leads);
    assert_eq!(places[1].link.as_ref().map(|link| link.kind), Some(Kind::Near), "{places:?}");
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
    let files = [
        "copies.toml",
        "dailies.toml",
        "translations.toml",
        "events.toml",
        "templates.toml",
        "partial.toml",
    ];
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
fn of_tellings_with_a_day_and_without_one_the_earliest_leads() {
    // Later is longer, and those without a day stand between: by size alone another would lead at each place.
    let day =
        |at: usize| Sourced { value: format!("2025-03-{:02}", at + 1), evidence: String::new() };
    let telling = |at: usize| {
        let more = (0..at).fold(String::new(), |mut notes, note| {
            let _ = write!(notes, " Note {note}.");
            notes
        });
        let telling = article(&format!("{}{more}", cases("copies.toml")[0].text), "en");
        Article { published: (at % 3 != 1).then(|| day(at)), ..telling }
    };
    for step in [1, 7, 11, 13] {
        let order: Vec<usize> = (0..27).map(|at| (at * step + 5) % 27).collect();
        let tellings: Vec<Article> = order.iter().map(|at| telling(*at)).collect();
        let places = places(&tellings, &Dedup::default());
        assert!(places.iter().all(|place| order[place.leader] == 0), "{step}: {places:?}");
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
    let places = group(&sketches, &Known::default(), &Dedup::default(), &|at| {
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

/// What the digits of a word's number are spelled with in two made-up languages.
const SYLLABLES: [[&str; 10]; 2] = [
    ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"],
    ["na", "pe", "qi", "ro", "su", "ta", "ve", "wi", "yo", "zu"],
];

/// The word of a number in one of the two languages.
fn word(number: usize, language: usize) -> String {
    let digits = [number / 100 % 10, number / 10 % 10, number % 10];
    digits.map(|digit| SYLLABLES[language][digit]).concat()
}

/// The words of a story, forty of three hundred, in one of the two languages.
fn parallel(story: usize, language: usize) -> Article {
    let mut dice = story as u64 + 1;
    let words: Vec<String> = (0..40)
        .map(|_| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            word(usize::try_from(dice >> 33).unwrap() % 300, language)
        })
        .collect();
    article(&words.join(" "), ["en", "de"][language])
}

#[test]
fn a_lexicon_is_read_row_by_row() {
    let lexicon = Lexicon::parse("# mine\n\nen=bridge\tde=Brücke\tvi=cầu\n").unwrap();
    assert!(!lexicon.is_empty());
    assert_eq!(Lexicon::parse("en=bridge\n").unwrap_err().0, 1);
    assert_eq!(Lexicon::parse("# a\nen=a\tde=b\nbridge\tBrücke").unwrap_err().0, 3);
    assert!(Lexicon::parse("").unwrap().is_empty());
}

#[test]
fn a_lexicon_of_ones_own_says_that_words_are_shared() {
    let sketches = [sketch(&parallel(1, 0)), sketch(&parallel(1, 1)), sketch(&parallel(2, 1))];
    let row = |number| format!("en={}\tde={}\n", word(number, 0), word(number, 1));
    let lexicon = Lexicon::parse(&(0..300).map(row).collect::<String>()).unwrap();
    assert!(phin::dedup::candidate_pairs(&sketches, &Lexicon::default()).is_empty());
    let pairs = phin::dedup::candidate_pairs(&sketches, &lexicon);
    let learned = |a: usize, b: usize| {
        let pair = pairs.iter().find(|pair| (pair.a.min(pair.b), pair.a.max(pair.b)) == (a, b));
        pair.map_or(0.0, |pair| pair.features.learned)
    };
    assert!(learned(0, 1) > 0.9, "{pairs:?}");
    assert!(learned(0, 2) < learned(0, 1) - 0.5, "{pairs:?}");
}

#[test]
fn what_ten_stories_share_one_by_one_leads_to_one_together() {
    const STORIES: usize = 400;
    let told = |story: usize, language: usize| {
        let (column, row) = (story % 40, story / 40);
        let figures = [column, 40 + (7 * column + row) % 40, 80 + (13 * column + 3 * row) % 40];
        let mut text = String::new();
        for (at, word) in parallel(story, language).body().split(' ').take(30).enumerate() {
            text.push_str(word);
            text.push(' ');
            if at % 10 == 9 {
                write!(text, "{}. ", 10_007 + figures[at / 10] * 613).unwrap();
            }
        }
        article(&text, ["en", "de"][language])
    };
    let articles: Vec<Article> =
        (0..STORIES).flat_map(|story| [told(story, 0), told(story, 1)]).collect();
    let places = places(&articles, &Dedup::default());
    for (at, place) in places.iter().enumerate() {
        assert_eq!(place.leader / 2, at / 2, "{place:?}");
    }
    let found = places.iter().filter(|place| place.link.is_some()).count();
    assert!(found * 10 >= STORIES * 9, "{found} of {STORIES}");
}

/// Forty-eight stories told in two languages: rare figures link them.
fn taught_by() -> Vec<Article> {
    let told = |story: usize, language: usize| {
        let mut text = String::new();
        for (at, word) in parallel(story, language).body().split(' ').enumerate() {
            text.push_str(word);
            text.push(' ');
            if at % 5 == 4 {
                let figure = 10_007 + story * 977 + at * 31_013;
                write!(text, "{figure}. ").unwrap();
            }
        }
        article(&text, ["en", "de"][language])
    };
    (0..48).flat_map(|story| [told(story, 0), told(story, 1)]).collect()
}

#[test]
fn sure_pairs_teach_which_words_mean_one_thing() {
    let articles = taught_by();
    let sketches: Vec<Sketch> = articles.iter().map(sketch).collect();
    let load = |at: usize| Ok(articles[at].clone());
    let (none, config) = (Lexicon::default(), Dedup::default());
    let linked = places(&articles, &config);
    let words = |place: &&Place| {
        place.link.as_ref().is_some_and(|link| {
            let behind =
                link.evidence.split("words taken for the same: ").nth(1).unwrap_or_default();
            let known = |pair: &str| {
                (0..300).any(|at| pair == format!("{} = {}", word(at, 1), word(at, 0)))
            };
            behind
                .split([',', ';'])
                .next()
                .is_some_and(|pair| known(pair.split(" and ").next().unwrap()))
        })
    };
    assert!(linked.iter().filter(words).count() > 20, "{linked:?}");
    let meanings = phin::dedup::teach(&sketches, &none, &config, &load).unwrap();
    assert!(meanings.len() >= 50, "{meanings:?}");
    let right = |meaning: &&phin::dedup::Meaning| {
        (0..300).any(|number| meaning["en"] == word(number, 0) && meaning["de"] == word(number, 1))
    };
    let rights = meanings.iter().filter(right).count();
    assert!(rights * 20 >= meanings.len() * 19, "{rights} of {}: {meanings:?}", meanings.len());
    let backward: Vec<Sketch> = sketches.iter().rev().cloned().collect();
    let load = |at: usize| Ok(articles[articles.len() - 1 - at].clone());
    let again = phin::dedup::teach(&backward, &none, &config, &load).unwrap();
    assert_eq!(meanings, again, "the order of documents changes what is learned");
}

#[test]
fn a_lexicon_that_cannot_be_read_stops_the_run_before_it_writes() {
    let text = "The old bridge at Port Elsvik was closed on Monday after a ship had hit it.\n";
    let work = Workdir::new().raw("a.txt", text).config("[dedup]\nlexicon = \"mine.tsv\"\n");
    let said = work.run([]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("mine.tsv: "), "{}", said.stderr);
    work.write("mine.tsv", "en=bridge\tde=Brücke\nbridge\n");
    let said = work.run([]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("mine.tsv:2: a cell is no language=word"), "{}", said.stderr);
    work.write("mine.tsv", "en=bridge\tde=Brücke\n");
    assert_eq!(work.run([]).code, 0);
    let said = work.run(["lexicon"]);
    assert_eq!((said.code, said.stdout.lines().count()), (0, 1), "{}", said.stdout);
    assert!(said.stdout.starts_with("# 0 meanings"), "{}", said.stdout);
}
