//! Is every letter of a page kept or in the ledger, once?
//!
//! The law of the project: title, paragraphs and ledger, put in order of their spans, give the text again; what stands
//! between them is white space. It is held over the samples, the corpus, and documents made up by proptest from the very
//! phrases, credits, months and bylines that rules look for, in places where no one expects them.

pub(crate) mod law;

use std::path::Path;
use std::sync::LazyLock;

use phin::article::{Article, Passage};
use phin::clean::Cleaner;
use phin::config::{Config, Input};
use phin::lang;
use phin::source::{self, Form, Raw};
use phin::text::Span;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};

use law::{parted, raw};

/// Documents that proptest makes up when `PROPTEST_CASES` does not say.
const CASES: u32 = 128;

/// The documents below a folder of the project, as a run reads them; what cannot be read is a problem of the run and none
/// here. No documents when there is no such folder.
pub(crate) fn documents(folder: &str, include: &str) -> Vec<Raw> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if !folder.is_dir() {
        return Vec::new();
    }
    let input = Input { folder, include: vec![include.to_owned()], ..Input::default() };
    let config = Config { input, ..Config::default() };
    let listing = source::list(&config.input).unwrap();
    listing.sources.iter().filter_map(|one| source::read(one, &config).ok()).collect()
}

/// The samples and the corpus.
pub(crate) fn tracked() -> Vec<Raw> {
    let mut documents = documents("raw", "**/*");
    documents.extend(self::documents("tests/corpus", "**/source.*"));
    documents
}

/// A cleaner with every setting at its default.
pub(crate) fn cleaner() -> Cleaner {
    Cleaner::new(&Config::default()).unwrap()
}

#[test]
fn samples_and_corpus_are_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    let documents = tracked();
    assert!(!documents.is_empty(), "there are samples in raw/");
    let mut broken = Vec::new();
    for raw in &documents {
        let article = cleaner.clean(raw);
        if let Err(why) = parted(&article) {
            broken.push(format!("{}: {why}", raw.file));
        }
        if raw.form == Form::Plain && article.text != raw.text {
            broken.push(format!("{}: the text is not the decoded text", raw.file));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn any_plain_text_is_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    runner()
        .run(&document(), |text| {
            let article = cleaner.clean(&raw("made-up.txt", &text));
            prop_assert_eq!(&article.text, &text);
            parted(&article).map_err(TestCaseError::fail)
        })
        .unwrap();
}

#[test]
fn the_visible_text_of_any_page_is_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    runner()
        .run(&page(), |text| {
            let article = cleaner.clean(&raw("made-up.html", &text));
            parted(&article).map_err(TestCaseError::fail)
        })
        .unwrap();
}

#[test]
fn very_long_lines_are_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    for line in ["word ", "- ", "ảnh: ", "| ", "https://example.org/", "\u{200b}", "한", "("] {
        let text = format!("A title\n\n{}\n\nThe end of it.", line.repeat(400_000 / line.len()));
        let article = cleaner.clean(&raw("long.txt", &text));
        assert_eq!(article.text, text);
        parted(&article).unwrap_or_else(|why| panic!("{line:?} many times over: {why}"));
    }
}

#[test]
fn the_law_is_seen_to_be_broken() {
    let article = |title: Option<(usize, usize)>, body: &[(usize, usize)]| Article {
        text: "One two three".to_owned(),
        title_at: Passage {
            spans: title.iter().map(|(start, end)| Span::new(*start, *end)).collect(),
        },
        paragraphs: vec![Passage {
            spans: body.iter().map(|(start, end)| Span::new(*start, *end)).collect(),
        }],
        ..Article::default()
    };
    assert_eq!(parted(&article(Some((0, 3)), &[(4, 7), (8, 13)])), Ok(()));
    assert!(parted(&article(None, &[(4, 7), (8, 13)])).unwrap_err().contains("lost"));
    assert!(parted(&article(Some((0, 5)), &[(4, 13)])).unwrap_err().contains("another piece"));
    assert!(
        parted(&article(Some((0, 3)), &[(8, 13), (4, 7)])).unwrap_err().contains("begins before")
    );
    assert!(parted(&article(Some((0, 3)), &[(4, 14)])).unwrap_err().contains("does not fit"));
}

/// The same documents on every machine and at every run, so that a failure is seen again.
fn runner() -> TestRunner {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(CASES);
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x7068_696e),
        ..ProptestConfig::default()
    })
}

/// Everything the language tables say, as it would stand in a line.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words = vec![
        "7 phút trướcBài gốc".to_owned(),
        "Source: https://www.example.org/politics/a-story-20250927104908094.htm".to_owned(),
        "Photo: Jo Bloggs".to_owned(),
        "12/10/2025 - 09:30 (GMT+7)".to_owned(),
        "2025-09-27".to_owned(),
        "HANOI (Reuters) - ".to_owned(),
        "./.".to_owned(),
        "\u{feff}\u{200b}\u{ad}".to_owned(),
    ];
    for lang in lang::all() {
        let file = &lang.file;
        words.extend(file.phrases.values().flatten().map(|phrase| filled(phrase)));
        words.extend(file.relative.values().flatten().map(|phrase| filled(phrase)));
        words.extend(file.credits.iter().map(|credit| format!("{credit}: Jo Bloggs")));
        words.extend(file.bylines.before.iter().map(|before| format!("{before} Jo Bloggs")));
        words.extend(file.bylines.after.iter().map(|after| format!("김철수 {after}")));
        words.extend(file.dates.months.iter().flatten().map(|month| format!("12 {month} 2025")));
        words.extend(file.dates.published.iter().cloned());
        words.extend(file.common.iter().take(20).cloned());
    }
    words
});

/// A phrase with something in its places.
fn filled(phrase: &str) -> String {
    phrase
        .replace("{n}", "7")
        .replace("{url}", "https://example.org/a")
        .replace("{name}", "Jo Bloggs")
        .replace("{rest}", "and so on")
}

/// A line of anything: a phrase, prose around one, a list's item, any letters at all.
fn line() -> impl Strategy<Value = String> {
    let word = || select(WORDS.as_slice());
    prop_oneof![
        3 => word(),
        2 => (word(), word()).prop_map(|(one, two)| format!("{one}{two}")),
        2 => (word(), word()).prop_map(|(one, two)| format!("{one} | {two}")),
        2 => word().prop_map(|one| format!("The council met on Monday {one} and said it would not.")),
        2 => (select(&["•", "-", "*", ">>", "►", "1."][..]), word()).prop_map(|(b, w)| format!("{b} {w}")),
        2 => (word(), "\\PC{0,60}").prop_map(|(one, rest)| format!("{one} {rest}")),
        2 => "\\PC{0,80}",
        1 => ("\\PC{1,4}", 1..3_000usize).prop_map(|(piece, times)| piece.repeat(times)),
        1 => "[ \t\u{a0}\u{3000}\u{200b}]{0,4}",
    ]
}

/// Lines with any of the line ends that are found, also where decoding would have mended them.
fn document() -> impl Strategy<Value = String> {
    let end = select(&["\n", "\n", "\n\n", "\r\n", "\r", "\n \n", "\u{2028}", ""][..]);
    prop::collection::vec((line(), end), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// The same lines between signs of Markdown and of printing, some of them left open.
fn markdown() -> impl Strategy<Value = String> {
    let signs = [
        "# ",
        "## ",
        "* ",
        "  + ",
        "> ",
        "| ",
        " | b |",
        "---",
        "|---|---|\n",
        "===",
        "* * *\n",
        "**",
        "_",
        "`",
        "\\",
        "[",
        "]",
        "![",
        "](",
        "](https://fenpost.example/a)",
        "](/b \"t\")",
        "](/long-\nname)",
        "[1]: https://fenpost.example/\n",
        "][1]",
        "<br>",
        "<",
        "{.x}",
        "\n",
        "\n\n",
        "\u{c}",
        "-\n",
        "  \n",
        "---\ntitle: a\n---\n",
        "[a](https://fenpost.example/c) ",
    ];
    let piece = prop_oneof![select(signs.to_vec()).prop_map(str::to_owned), line()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_markdown_is_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    runner()
        .run(&markdown(), |text| {
            let raw = Raw { form: Form::Markdown, ..raw("made-up.md", &text) };
            let article = cleaner.clean(&raw);
            prop_assert_eq!(&article.text, &text);
            parted(&article).map_err(TestCaseError::fail)
        })
        .unwrap();
}

#[test]
fn any_page_on_one_line_is_kept_or_in_the_ledger() {
    let cleaner = cleaner();
    runner()
        .run(&prop::collection::vec(line(), 8..40), |lines| {
            let text = lines.join(" ").replace(['\n', '\r', '\u{2028}'], " ");
            let article = cleaner.clean(&raw("made-up.txt", &text));
            prop_assert_eq!(&article.text, &text);
            parted(&article).map_err(TestCaseError::fail)
        })
        .unwrap();
}

/// The same lines within elements, some of them left open.
fn page() -> impl Strategy<Value = String> {
    let tags = ["p", "p", "p", "h1", "h2", "li", "nav", "figcaption", "footer", "td", "time", "a"];
    let open = select(&["</{}>", "</{}>", "</{}>", "<br>", ""][..]);
    let title = line().prop_map(|line| format!("<title>{line}</title><body>"));
    let element = (select(tags.to_vec()), line(), open)
        .prop_map(|(tag, line, end)| format!("<{tag}>{line}{}", end.replace("{}", tag)));
    (title, prop::collection::vec(element, 0..24))
        .prop_map(|(title, elements)| title + &elements.concat())
}

#[test]
fn a_page_that_would_lose_all_is_kept_whole_as_it_reads_and_suspect() {
    let menu = "Home\nNews\nSport\nWeather\n\nShare this article\nContact us\nPrivacy policy\n";
    let links = "[Home](/)\n[News](/news)\n[Sport](/sport)\n\n[Privacy policy](/privacy)\n";
    for (text, body) in [
        (
            menu,
            "Home\n\nNews\n\nSport\n\nWeather\n\nShare this article\n\nContact us\n\nPrivacy policy",
        ),
        (links, "Home\n\nNews\n\nSport\n\nPrivacy policy"),
    ] {
        let article = cleaner().clean(&raw("menu.txt", text));
        assert!(article.warnings.iter().any(|code| code == "suspect"), "{:?}", article.warnings);
        assert_eq!((article.body().as_str(), parted(&article)), (body, Ok(())));
    }
}
