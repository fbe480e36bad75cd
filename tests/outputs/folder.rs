//! The output folder: always one whole run, nothing of a user's touched.

use std::fs;

use phin::error::Error;
use phin::sink::{FORMATS, Outputs, Shape, settle};
use serde_json::{Value, json};

use super::sample::{Desk, full, summary};

#[test]
fn a_run_writes_what_it_is_asked_for() {
    let cases: [(&[&str], &str); 3] = [
        (&["csv"], "articles.csv duplicates.csv problems.csv removed.csv report.html summary.json"),
        (
            &["json"],
            "articles.json duplicates.json problems.csv problems.jsonl removed.jsonl report.html summary.json",
        ),
        (
            &["csv", "jsonl"],
            "articles.csv articles.jsonl duplicates.csv duplicates.jsonl problems.csv problems.jsonl removed.csv \
             removed.jsonl report.html summary.json",
        ),
    ];
    for (formats, names) in cases {
        let desk = Desk::new(formats);
        desk.run(&[("a.txt", &full())], false);
        assert_eq!(desk.names(), names.split_whitespace().collect::<Vec<_>>());
    }
}

#[test]
fn every_format_writes_tables_that_hold_no_rows() {
    for format in FORMATS {
        let desk = Desk::new(&[format.name]);
        desk.run(&[], false);
        let text = desk.read(&format!("articles.{}", format.name));
        match format.name {
            "json" => assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!([])),
            "jsonl" => assert_eq!(text, ""),
            _ => assert_eq!(text.lines().count(), 1),
        }
    }
}

#[test]
fn tables_that_are_no_longer_asked_for_go_and_a_users_files_stay() {
    let mut desk = Desk::new(&["csv", "json", "jsonl"]);
    desk.run(&[("a.txt", &full())], false);
    fs::write(desk.path("notes.csv"), "mine").unwrap();
    fs::create_dir(desk.path(".store")).unwrap();
    desk.output.formats = vec!["csv".to_owned()];
    desk.output.removed = false;
    desk.output.report = false;
    desk.run(&[("a.txt", &full())], false);
    let names =
        [".store", "articles.csv", "duplicates.csv", "notes.csv", "problems.csv", "summary.json"];
    assert_eq!(desk.names(), names);
}

#[test]
fn until_it_is_published_a_run_changes_nothing() {
    let desk = Desk::new(&["csv"]);
    desk.run(&[("a.txt", &full())], false);
    let before = desk.read("articles.csv");
    let outputs = desk.open(&[("b.txt", &full()), ("c.txt", &full())], false);
    assert_eq!(desk.read("articles.csv"), before);
    drop(outputs);
    assert_eq!(desk.read("articles.csv"), before);
    assert!(!desk.names().iter().any(|name| name.starts_with('.')));
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let desk = Desk::new(&["csv"]);
    desk.run(&[("a.txt", &full())], false);
    let before = desk.read("articles.csv");
    std::mem::forget(desk.open(&[("b.txt", &full())], false));
    assert_eq!(desk.names()[0], ".phin-staging");
    settle(&desk.output.folder).unwrap();
    assert_eq!(desk.read("articles.csv"), before);
    assert_eq!(desk.names()[0], "articles.csv");
}

#[test]
fn a_run_killed_while_its_files_are_put_into_place_is_brought_to_its_end() {
    let desk = Desk::new(&["csv"]);
    desk.run(&[("a.txt", &full())], false);
    let staging = desk.path(".phin-staging");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("problems.csv"), "new").unwrap();
    fs::write(staging.join("summary.json"), "new").unwrap();
    fs::write(staging.join("ready"), "articles.csv\nproblems.csv\n../outside\nsummary.json")
        .unwrap();
    let articles = desk.read("articles.csv");
    settle(&desk.output.folder).unwrap();
    assert_eq!(desk.names(), ["articles.csv", "problems.csv", "summary.json"]);
    assert_eq!(desk.read("articles.csv"), articles);
    assert_eq!(
        (desk.read("problems.csv"), desk.read("summary.json")),
        ("new".into(), "new".into())
    );
}

#[test]
fn a_folder_in_the_way_of_a_table_stops_the_run_before_anything_changes() {
    let desk = Desk::new(&["csv"]);
    desk.run(&[("a.txt", &full())], false);
    fs::remove_file(desk.path("removed.csv")).unwrap();
    fs::create_dir(desk.path("removed.csv")).unwrap();
    let before = desk.read("articles.csv");
    let outputs = desk.open(&[("b.txt", &full())], false);
    let error = outputs.publish(&summary(1)).unwrap_err();
    assert!(
        matches!(&error, Error::Output { place, .. } if place.ends_with("removed.csv")),
        "{error}"
    );
    assert_eq!(desk.read("articles.csv"), before);
}

#[test]
fn an_output_folder_that_cannot_be_made_is_named() {
    let mut desk = Desk::new(&["csv"]);
    let file = desk.folder().join("file");
    fs::write(&file, "").unwrap();
    desk.output.folder = file.join("cleaned");
    let error = Outputs::begin(&desk.output, Shape::default()).unwrap_err();
    assert!(
        matches!(&error, Error::Output { place, .. } if *place == desk.output.folder),
        "{error}"
    );
}

#[test]
fn a_format_that_is_none_is_a_usage_error_that_names_those_there_are() {
    let desk = Desk::new(&["parket"]);
    let error = Outputs::begin(&desk.output, Shape::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "output.formats: unknown format parket; there are csv, json, jsonl"
    );
    assert!(desk.names().is_empty());
}

#[test]
fn the_summary_names_every_file_with_its_rows_length_and_hash() {
    let desk = Desk::new(&["csv", "json"]);
    desk.run(&[("a.txt", &full()), ("b.txt", &full())], true);
    let summary: Value = serde_json::from_str(&desk.read("summary.json")).unwrap();
    assert_eq!(summary["inputs"], 3);
    let outputs = summary["outputs"].as_object().unwrap();
    let mut names: Vec<String> = outputs.keys().cloned().collect();
    names.push("summary.json".to_owned());
    assert_eq!(names, desk.names());
    for (name, file) in outputs {
        let bytes = fs::read(desk.path(name)).unwrap();
        assert_eq!(file["bytes"], bytes.len(), "{name}");
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().as_str(), "{name}");
    }
    assert_eq!(outputs["articles.csv"]["rows"], 1);
    assert_eq!(outputs["removed.jsonl"]["rows"], 6);
    assert_eq!(outputs["report.html"]["rows"], Value::Null);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let (one, two) = (Desk::new(&["csv", "json", "jsonl"]), Desk::new(&["csv", "json", "jsonl"]));
    for desk in [&one, &two] {
        desk.run(&[("a.txt", &full()), ("b.txt", &full()), ("c.txt", &full())], true);
    }
    assert_eq!(one.names(), two.names());
    for name in one.names() {
        assert_eq!(one.read(&name), two.read(&name), "{name}");
    }
}
