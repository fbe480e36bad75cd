//! Single cells: ids, columns, words, the formula guard, long texts.

use std::collections::HashSet;

use icu_segmenter::GraphemeClusterSegmenter;
use phin::record::{COLUMNS, DUPLICATE_COLUMNS, column, count_words, id};
use phin::sink::{PART, guard, parts, text_columns, unguard};
use proptest::prelude::*;

#[test]
fn an_id_depends_on_the_file_name_alone_and_never_changes() {
    assert_eq!(id("a.txt"), "n_1gdhqjc9c99w");
    assert_eq!(id("địa phương/bài viết 1.html"), "n_6bgrxzpaqy8t");
    assert_eq!(id(""), "n_nw9mkefnz6gt");
}

#[test]
fn ids_are_distinct_and_no_spreadsheet_reads_one_as_a_number() {
    let ids: HashSet<String> = (0..20_000).map(|at| id(&format!("{at}.txt"))).collect();
    assert_eq!(ids.len(), 20_000);
    let letters = "0123456789abcdefghjkmnpqrstvwxyz";
    assert!(ids.iter().all(|id| id.len() == 14
        && id.strip_prefix("n_").unwrap().chars().all(|letter| letters.contains(letter))));
}

#[test]
fn the_columns_are_those_of_the_contract() {
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let contract = "id file language title published published_at published_evidence updated author publisher url \
                    url_evidence site agency section tags captions story related tellings languages words warnings text";
    assert_eq!(names, contract.split_whitespace().collect::<Vec<_>>());
    let names: Vec<&str> = DUPLICATE_COLUMNS.iter().map(|column| column.name).collect();
    assert_eq!(names, ["duplicate_of", "duplicate_kind", "duplicate_score", "duplicate_evidence"]);
}

#[test]
fn every_column_can_be_named() {
    for known in COLUMNS.iter().chain(DUPLICATE_COLUMNS) {
        assert_eq!(column(known.name).unwrap().name, known.name);
    }
    assert!(column("headline").is_none());
}

#[test]
fn words_are_counted_by_script() {
    let cases = [
        ("", 0),
        ("The bridge, 40 people: can't wait.", 6),
        ("Cầu giấy mở cửa", 4),
        ("종이 다리가 열렸다", 3),
        ("紙の橋が開いた。", 7),
        ("AI技術の2025年", 6),
        ("纸桥今日开放", 6),
        ("Мост из бумаги — 2025", 4),
        ("สะพาน", 5),
        ("🙂 👩‍👩‍👧 — …", 0),
    ];
    for (text, words) in cases {
        assert_eq!(count_words(text), words, "{text}");
    }
}

/// Texts at the border of what a spreadsheet runs, and whether it would.
const NAUGHTY: &[(&str, bool)] = &[
    ("", false),
    ("=1+1", true),
    ("'=x", true),
    ("''=x", true),
    ("+84 24 3826", true),
    ("-1", true),
    ("@home", true),
    ("|calc", true),
    ("%APPDATA%", true),
    ("＝1+1", true),
    ("＋", true),
    ("－", true),
    ("＠", true),
    ("\t=1", true),
    ("\rx", true),
    ("\nx", true),
    ("\u{200B}=1", true),
    ("\u{FEFF}=1", true),
    (" \u{A0}\u{3000}=1", true),
    ("' =1", true),
    ("'\u{200B}' =1", false),
    ("'", false),
    ("''", false),
    ("'s-Hertogenbosch", false),
    ("1=1", false),
    ("– dash", false),
    ("\u{202E}=1", false),
    ("=cmd|' /C calc'!A0", true),
    ("=HYPERLINK(\"http://x.example\",\"y\")", true),
    ("n_12e5", false),
    ("\u{0}=1", false),
];

#[test]
fn what_a_spreadsheet_would_run_gets_an_apostrophe_and_nothing_else_does() {
    for (text, is_risky) in NAUGHTY {
        let guarded = guard(text);
        assert_eq!(guarded != *text, *is_risky, "{text:?}");
        assert!(!is_risky || guarded.starts_with('\''), "{text:?}");
        assert_eq!(unguard(&guarded), *text);
    }
}

proptest! {
    #[test]
    fn unguard_undoes_guard(text in "['=+@|% \\t\\r\\n\u{200B}\u{FEFF}＝x-]{0,8}|.*") {
        let guarded = guard(&text);
        prop_assert_eq!(unguard(&guarded), text.as_str());
    }

    #[test]
    fn no_guarded_cell_begins_with_a_formula(text in "[=+@|%\\t\\r\\n＝＋－＠-].*") {
        prop_assert!(guard(&text).starts_with('\''));
    }

    #[test]
    fn parts_joined_are_the_text(
        paragraphs in prop::collection::vec("[a-z ]{0,40}|👩‍👩‍👧|e\u{301}{1,3}|漢字かな", 1..40),
        times in 1_usize..200,
    ) {
        let text = paragraphs.join("\n\n").repeat(times);
        check(&text);
    }
}

/// Whether a text parts as it should: whole, within the columns it is given, each part within a cell and no letter cut.
fn check(text: &str) {
    let columns = text_columns(text.encode_utf16().count());
    let parts = parts(text, columns);
    assert_eq!(parts.concat(), text);
    assert!(parts.len() <= columns, "{} parts in {columns} columns", parts.len());
    let mut ends: HashSet<usize> = HashSet::new();
    if parts.len() > 1 {
        ends.extend(GraphemeClusterSegmenter::new().segment_str(text));
    }
    let mut at = 0;
    for part in &parts {
        assert!(part.encode_utf16().count() <= PART);
        at += part.len();
        assert!(ends.is_empty() || ends.contains(&at), "a letter is cut at {at}");
    }
}

#[test]
fn long_texts_without_paragraphs_or_spaces_part_between_letters() {
    for letter in [
        "👩‍👩‍👧‍👦",
        "e\u{301}",
        "🇻🇳",
        "각",
        "x",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    ] {
        for shift in 0..3 {
            let text = format!("{}{}", "a".repeat(shift), letter.repeat(100_000 / letter.len()));
            check(&text);
        }
    }
}

#[test]
fn a_text_of_just_the_size_of_a_cell_is_not_parted() {
    assert_eq!(text_columns(PART), 1);
    assert_eq!(text_columns(PART + 1), 2);
    assert_eq!(parts(&"a".repeat(PART), 2).len(), 1);
    assert_eq!(parts(&"a".repeat(PART + 1), 2).len(), 2);
}

#[test]
fn a_text_that_fills_its_columns_to_the_brim_is_parted_all_the_same() {
    for columns in 1..6 {
        let longest = (1..200_000).rev().find(|units| text_columns(*units) == columns).unwrap();
        check(&"漢".repeat(longest));
        check(&"word ".repeat(longest / 5));
    }
}

#[test]
fn a_part_ends_with_a_paragraph_where_there_is_one() {
    let paragraph = format!("{}\n\n", "A line of words. ".repeat(40));
    let text = paragraph.repeat(100);
    let parts = parts(text.trim_end(), text_columns(text.len()));
    assert!(parts.len() > 1);
    assert!(parts[..parts.len() - 1].iter().all(|part| part.ends_with("\n\n")));
}

#[test]
fn a_heap_of_marks_longer_than_a_cell_is_still_whole() {
    let text = format!("a{}", "\u{301}".repeat(100_000));
    assert_eq!(parts(&text, text_columns(100_001)).concat(), text);
}
