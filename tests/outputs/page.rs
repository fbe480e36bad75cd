//! The report: whole, harmless, and of a size that opens.

use phin::article::Article;
use phin::finding::Label;
use scraper::{Html, Node, Selector};

use super::sample::{Desk, Part, article, full, sourced};

fn report(articles: &[(&str, &Article)], fold: bool) -> String {
    let desk = Desk::new(&["jsonl"]);
    desk.run(articles, fold);
    desk.read("report.html")
}

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    page.select(&Selector::parse(selector).unwrap()).map(|found| found.text().collect()).collect()
}

#[test]
fn the_report_shows_the_sum_the_story_the_problem_and_every_line() {
    let page = report(&[("a.txt", &full()), ("b.txt", &full())], true);
    assert_eq!(texts(&page, "h1"), ["3 inputs → 1 articles"]);
    assert!(
        texts(&page, ".sum")[0]
            .contains("3 inputs = 1 articles + 1 duplicates + 1 problems + 0 skipped")
    );
    assert!(texts(&page, ".sum b")[0].contains("all accounted for"));
    assert!(texts(&page, ".story")[0].contains("shared numbers 40; names Lindental"));
    assert!(texts(&page, "#problems")[0].contains("fetch it again"));
    assert_eq!(texts(&page, ".doc").len(), 2);
    let document = &texts(&page, ".doc .lines tbody tr")[..6];
    assert!(document[0].contains("title") && document[0].contains("A bridge of paper"));
    assert!(document[1].contains("date_line · by_hand") && document[1].contains("13 August 2025"));
    assert_eq!(texts(&page, "del").len(), 6);
}

#[test]
fn a_telling_without_a_title_shows_how_its_text_begins() {
    let untitled = Article { title: None, ..full() };
    let page = report(&[("a.txt", &untitled), ("b.txt", &full())], true);
    let begins = texts(&page, ".story i");
    assert_eq!(begins.len(), 1);
    assert!(!begins[0].is_empty() && untitled.body().starts_with(begins[0].trim_end_matches('…')));
    assert_eq!(texts(&page, ".story b").len(), 1);
}

#[test]
fn the_report_runs_no_script_and_loads_nothing() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-'",
        "</style><svg onload=alert(1)>",
        "</title><iframe src=javascript:alert(1)>",
        "{{ 7 * 7 }}",
        "<!--",
    ];
    let mut bad = full();
    let mut parts: Vec<Part<'_>> = hostile.iter().map(|text| Part::Body(text)).collect();
    parts.extend(hostile.iter().map(|text| Part::Cut(Label::User((*text).into()), text)));
    let made = article(&parts);
    (bad.text, bad.paragraphs, bad.ledger) = (made.text, made.paragraphs, made.ledger);
    for text in hostile {
        bad.title = Some(sourced(text, text));
        bad.url = Some(sourced("javascript:alert(1)", text));
        bad.language = Some(text.to_owned());
        bad.warnings = vec!["suspect".to_owned(), text.to_owned()];
        bad.authors = vec![sourced(text, text)];
        let page = report(&[(text, &bad), ("b.txt", &bad)], true);
        for selector in ["script", "img", "iframe", "svg", "link", "base", "form", "object"] {
            assert!(texts(&page, selector).is_empty(), "{selector} from {text}");
        }
        let parsed = Html::parse_document(&page);
        for element in parsed.tree.values().filter_map(Node::as_element) {
            assert!(element.attrs().all(|(name, value)| {
                !(name.starts_with("on") || name == "href" && value.starts_with("javascript"))
            }));
        }
        assert_eq!(texts(&page, "title"), ["phin: report of a run"]);
        assert!(texts(&page, ".doc summary b").iter().all(|title| title == text), "{text}");
    }
}

#[test]
fn only_web_addresses_are_links() {
    let mut article = full();
    for (address, is_link) in [
        ("https://lantern.example/x", true),
        ("http://lantern.example/x?a=\"b\"", true),
        ("JavaScript:alert(1)", false),
        ("data:text/html,x", false),
        ("file:///etc/passwd", false),
        ("//lantern.example", false),
    ] {
        article.url = Some(sourced(address, "link canonical"));
        let page = report(&[("a.txt", &article)], false);
        assert_eq!(
            texts(&page, ".doc a[rel='noopener noreferrer']").len(),
            usize::from(is_link),
            "{address}"
        );
    }
}

#[test]
fn letters_that_are_not_seen_become_marks() {
    let shown = article(&[
        Part::Body("abc\u{202E}def\u{200B}ghi\u{0}\u{E0041}"),
        Part::Body("👩‍👧 می‌خواهم x\u{200D}y"),
    ]);
    let page = report(&[("a\u{202E}.txt", &shown)], false);
    let lines = texts(&page, ".kept");
    assert!(lines[0].contains("abc⟦U+202E⟧def⟦U+200B⟧ghi⟦U+0000⟧⟦U+E0041⟧"), "{}", lines[0]);
    assert!(lines[1].contains("👩‍👧 می‌خواهم x⟦U+200D⟧y"), "{}", lines[1]);
    assert!(!page.contains('\u{202E}'));
}

#[test]
fn every_text_has_its_language_and_its_direction() {
    let page = report(&[("a.txt", &full())], false);
    let parsed = Html::parse_document(&page);
    let selector = Selector::parse(".kept div, del, summary b").unwrap();
    for element in parsed.select(&selector) {
        assert_eq!((element.attr("lang"), element.attr("dir")), (Some("en"), Some("auto")));
    }
}

#[test]
fn a_great_run_gives_a_page_that_opens_with_suspects_first() {
    let quotes = "\"<\u{E0041}&'".repeat(500);
    let parts: Vec<Part<'_>> = (0..60).map(|_| Part::Body(&quotes)).collect();
    let mut huge = article(&parts);
    huge.title = Some(sourced(&quotes, &quotes));
    let (mut plain, mut suspect) = (full(), full());
    plain.warnings.clear();
    suspect.warnings = vec!["suspect".to_owned()];
    let mut articles: Vec<(String, &Article)> =
        (0..600).map(|at| (format!("{at:04}.txt"), &plain)).collect();
    articles.extend((0..40).map(|at| (format!("huge-{at}.txt"), &huge)));
    articles.push(("last.txt".to_owned(), &suspect));
    let articles: Vec<(&str, &Article)> =
        articles.iter().map(|(file, a)| (file.as_str(), *a)).collect();
    let page = report(&articles, false);
    assert!(page.len() < 5_000_000, "{}", page.len());
    assert!(texts(&page, ".doc .where")[0].contains("last.txt"));
    assert!(texts(&page, ".doc").len() <= 300);
    assert!(texts(&page, "#documents h2")[0].contains("of 641"));
}
