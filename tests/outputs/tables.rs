//! Tables: the same rows in every format, CSV that comes back, columns by choice.

use phin::article::Article;
use phin::finding::Label;
use phin::sink::{PART, unguard};
use serde_json::Value;

use super::sample::{Desk, Part, article, full, sourced};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn array(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

/// A JSON value as CSV shows it.
fn as_text(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let texts: Vec<&str> = values.iter().map(|value| value.as_str().unwrap()).collect();
            texts.join(if name == "captions" { "\n" } else { "; " })
        }
        Value::Number(number) if name == "duplicate_score" => {
            format!("{:.2}", number.as_f64().unwrap())
        }
        Value::Number(number) => number.to_string(),
        other => panic!("{name}: {other}"),
    }
}

#[test]
fn every_field_comes_back_from_csv() {
    let desk = Desk::new(&["csv"]);
    desk.run(&[("a.txt", &full())], false);
    let expected = [
        ("title", "A bridge of paper opens in Lindental"),
        ("published", "2025-08-13"),
        ("published_at", "2025-08-13T09:00:00+07:00"),
        ("published_evidence", "text line 2: \"13 August 2025, 09:00 (GMT+7)\""),
        ("updated", "2025-08-14"),
        ("author", "Mai Ode; Åsa Quist"),
        ("publisher", "The Lindental Lantern"),
        ("url", "https://lantern.example/2025/08/13/bridge"),
        ("url_evidence", "link canonical"),
        ("agency", "LNA"),
        ("section", "Town"),
        ("tags", "bridges; paper"),
        ("captions", "The bridge at dawn. Photo: Mai Ode"),
        ("tellings", "1"),
        ("related", ""),
        ("words", "19"),
        ("warnings", "short_body"),
        (
            "text",
            "The bridge carries 40 people, said the mayor; \"never more\", she added.\n\nTea, cake = free, and the river sang.",
        ),
    ];
    for (column, value) in expected {
        assert_eq!(desk.cell("articles.csv", column), value, "{column}");
    }
}

#[test]
fn json_and_json_lines_agree_with_csv() {
    let desk = Desk::new(&["csv", "json", "jsonl"]);
    let (first, second) = (full(), article(&[Part::Body("=cmd|' /C calc'!A0"), Part::Body("two")]));
    desk.run(&[("a.txt", &first), ("b.txt", &second), ("c.txt", &first)], true);
    for table in ["articles", "duplicates"] {
        let json = array(&desk.read(&format!("{table}.json")));
        assert_eq!(json, lines(&desk.read(&format!("{table}.jsonl"))));
        let csv = desk.rows(&format!("{table}.csv"));
        assert_eq!(csv.len(), json.len() + 1);
        for (row, object) in csv[1..].iter().zip(&json) {
            for (name, cell) in csv[0].iter().zip(row) {
                assert_eq!(unguard(cell), as_text(name, &object[name]), "{table} {name}");
            }
        }
    }
}

#[test]
fn a_folded_document_stands_in_duplicates_with_its_reason() {
    let desk = Desk::new(&["csv", "json"]);
    desk.run(&[("a.txt", &full()), ("b.txt", &full())], true);
    assert_eq!(desk.cell("duplicates.csv", "duplicate_of"), desk.cell("articles.csv", "id"));
    assert_eq!(desk.cell("duplicates.csv", "duplicate_kind"), "translation");
    assert_eq!(desk.cell("duplicates.csv", "duplicate_score"), "0.93");
    assert_eq!(array(&desk.read("duplicates.json"))[0]["duplicate_score"], 0.9346);
    assert_eq!(desk.cell("duplicates.csv", "related"), desk.cell("articles.csv", "id"));
    assert_eq!(desk.cell("articles.csv", "related"), "");
    assert_eq!(desk.rows("articles.csv")[0].len(), 24);
}

#[test]
fn unknown_is_empty_in_csv_and_null_in_json() {
    let desk = Desk::new(&["csv", "json"]);
    desk.run(&[("a.txt", &Article::default())], false);
    let row = &array(&desk.read("articles.json"))[0];
    for name in ["language", "title", "published", "published_at", "url", "site", "text", "author"]
    {
        assert_eq!(row[name], Value::Null, "{name}");
        assert_eq!(desk.cell("articles.csv", name), "", "{name}");
    }
    assert_eq!(row["captions"], Value::Array(Vec::new()));
    assert_eq!(row["words"], 0);
}

#[test]
fn a_day_without_a_time_is_no_moment() {
    for (value, at) in [
        ("2025-08-13", ""),
        ("2025-08-13T09:00:00", ""),
        ("2025-08-13T09:00:00Z", "2025-08-13T09:00:00Z"),
        ("2025-08-13T09:00:00-03:30", "2025-08-13T09:00:00-03:30"),
    ] {
        let desk = Desk::new(&["csv"]);
        let published = Some(sourced(value, "meta date"));
        desk.run(&[("a.txt", &Article { published, ..Article::default() })], false);
        assert_eq!(desk.cell("articles.csv", "published"), "2025-08-13");
        assert_eq!(desk.cell("articles.csv", "published_at"), at);
    }
}

#[test]
fn json_rows_carry_evidence_and_every_claim() {
    let desk = Desk::new(&["jsonl"]);
    desk.run(&[("a.txt", &full())], false);
    let row = &lines(&desk.read("articles.jsonl"))[0];
    assert_eq!(row["evidence"]["url"], "link canonical");
    assert_eq!(row["evidence"]["author"].as_array().unwrap().len(), 2);
    let used: Vec<bool> = row["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["used"].as_bool().unwrap())
        .collect();
    assert_eq!(used, [true, false]);
    assert_eq!(row["candidates"][1]["evidence"], "url: 20250801");
    assert_eq!(row["candidates"][1]["why_not"], "another day, with weaker evidence");
}

#[test]
fn removed_rows_hold_the_very_letters_of_their_spans() {
    let desk = Desk::new(&["csv", "json"]);
    let article = full();
    desk.run(&[("a.txt", &article)], false);
    let json = lines(&desk.read("removed.jsonl"));
    let csv = desk.rows("removed.csv");
    assert_eq!(csv[0], ["id", "file", "line", "start", "end", "kind", "rule", "text", "evidence"]);
    assert_eq!(csv.len(), json.len() + 1);
    for (row, object) in csv[1..].iter().zip(&json) {
        let span = row[3].parse::<usize>().unwrap()..row[4].parse::<usize>().unwrap();
        assert_eq!(article.text[span.clone()], row[7]);
        assert_eq!(object["text"], row[7]);
        assert_eq!(
            article.text[..span.start].lines().count() + 1,
            row[2].parse::<usize>().unwrap()
        );
    }
    assert_eq!((json[0]["line"].as_u64(), &json[0]["kind"]), (Some(2), &Value::from("date_line")));
}

#[test]
fn a_removed_text_longer_than_a_cell_goes_on_in_further_rows() {
    let desk = Desk::new(&["csv", "json"]);
    let menu = "Ôm ".repeat(30_000);
    let article = article(&[Part::Body("Words."), Part::Cut(Label::NavigationMenu, &menu)]);
    desk.run(&[("a.txt", &article)], false);
    let rows = desk.rows("removed.csv");
    let texts: String = rows[1..].iter().map(|row| row[7].as_str()).collect();
    assert_eq!(texts, menu);
    assert!(rows.len() > 2 && rows[1..].windows(2).all(|pair| pair[0][4] == pair[1][3]));
    assert_eq!(lines(&desk.read("removed.jsonl")).len(), 1);
}

#[test]
fn a_long_body_goes_on_in_further_columns_for_spreadsheets_only() {
    let paragraphs: Vec<String> =
        (0..400).map(|at| format!("={at} {}", "words 🙂 ".repeat(30))).collect();
    let parts: Vec<Part<'_>> = paragraphs.iter().map(|text| Part::Body(text)).collect();
    let (long, short) = (article(&parts), full());
    let mut desk = Desk::new(&["csv", "json"]);
    desk.run(&[("a.txt", &long), ("b.txt", &short)], false);
    let rows = desk.rows("articles.csv");
    assert_eq!(rows[0][23..], ["text", "text_2", "text_3", "text_4"]);
    let joined: String = rows[1][23..].iter().map(|part| unguard(part)).collect();
    assert_eq!(joined, long.body());
    assert!(rows[1].iter().all(|cell| cell.encode_utf16().count() <= PART + 1));
    assert_eq!(rows[1][22], "text_split");
    assert_eq!(rows[2][22..], ["short_body", short.body().as_str(), "", "", ""]);
    assert_eq!(array(&desk.read("articles.json"))[0]["text"], long.body());

    desk.output.excel = false;
    desk.run(&[("a.txt", &long)], false);
    let rows = desk.rows("articles.csv");
    assert_eq!(rows[0].len(), 24);
    assert_eq!(rows[1][23], long.body());
}

#[test]
fn csv_for_spreadsheets_has_a_mark_crlf_rows_and_no_formula() {
    let mut desk = Desk::new(&["csv"]);
    let mut odd = full();
    odd.title = Some(sourced("=1+1\r\nsecond\rthird", "h1"));
    desk.run(&[("-a.txt", &odd)], false);
    let bytes = desk.read("articles.csv");
    assert!(bytes.starts_with("\u{FEFF}id,file,"));
    assert_eq!(bytes.matches('\r').count(), bytes.matches("\r\n").count());
    assert_eq!(bytes.matches("\r\n").count(), 2);
    assert_eq!(desk.cell("articles.csv", "title"), "'=1+1\nsecond\nthird");
    assert_eq!(desk.cell("articles.csv", "file"), "'-a.txt");
    assert_eq!(desk.cell("problems.csv", "file"), "'=empty.txt");

    desk.output.excel = false;
    desk.run(&[("-a.txt", &odd)], false);
    assert!(desk.read("articles.csv").starts_with("id,file,"));
    assert_eq!(desk.cell("articles.csv", "title"), "=1+1\nsecond\nthird");
}

#[test]
fn columns_and_delimiter_are_a_choice() {
    let mut desk = Desk::new(&["csv", "jsonl"]);
    desk.output.columns = ["text", "id", "title"].map(str::to_owned).to_vec();
    desk.output.delimiter = ';';
    desk.run(&[("a.txt", &full()), ("b.txt", &full())], true);
    assert!(desk.read("articles.csv").contains("text;id;title"));
    assert_eq!(desk.rows("duplicates.csv")[0][..4], ["text", "id", "title", "duplicate_of"]);
    let object = lines(&desk.read("articles.jsonl")).remove(0);
    assert_eq!(object.as_object().unwrap().len(), 3);
    assert!(desk.read("articles.jsonl").starts_with("{\"text\":"));
}
