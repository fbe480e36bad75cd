//! Do documents that are parts of a file go through a run like all others?

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;
use phin::error::Error;
use phin::source;
use serde_json::{Value, json};

use crate::support::{Output, Workdir};

const MILL: &str = "The mill at Quenby turns again after forty years. Volunteers of the village had rebuilt its wheel \
                    over three winters, the society said on Monday, and some 300 people came to see the water let in.";
const FERRY: &str = "The ferry over the Lenta stays in port until the ice is gone. Its hull was damaged in February when a \
                     floe hit it, the harbour master said, and the yard has no free dock before the end of the month.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A WARC file of one page, fetched at a time.
fn warc(page: &str, fetched: &str) -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let length = answer.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://tide.example/news/ice\r\n\
         WARC-Date: {fetched}\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), answer.as_bytes(), b"\r\n\r\n"].concat()
}

/// A folder with a document in each kind of container.
fn mixed() -> Workdir {
    let page = format!(
        "<html><head><title>Ice</title></head><body><article><h1>Ice holds the ferry</h1><p>{FERRY}</p></article></body></html>"
    );
    let many = (1..=12).map(|at| {
        let text = format!("{at} barges passed the lock at Ostrel on day {at} of the count, held by the port every year.");
        json!({ "url": format!("https://tide.example/lock/{at}"), "text": text }).to_string()
    });
    let many = many.collect::<Vec<_>>().join("\n");
    let other = [
        warc(&page, "2025-03-05T10:00:00Z"),
        b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nGET\r\n\r\n".to_vec(),
    ];
    Workdir::new()
        .raw("a.txt", "Orchards expect a late harvest\n\nThe growers of the upper valley expect to pick three weeks later.")
        .raw("b.jsonl", format!("{many}\n{{\"text\": \"cut\n"))
        .raw(
            "c.csv.gz",
            gzip(format!("Title,Published At,Author,Text\nThe mill turns,2025-02-03,Ann Leewood,\"{MILL}\"\n").as_bytes()),
        )
        .raw("d.warc.gz", gzip(&other.concat()))
        .raw("e.html.gz", gzip(page.replace("ferry", "boat").as_bytes()))
}

fn rows(work: &Workdir, folder: &str) -> Vec<Value> {
    let text = work.file(&format!("{folder}/articles.jsonl"))
        + &work.file(&format!("{folder}/duplicates.jsonl"));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn run<const N: usize>(work: &Workdir, arguments: [&str; N]) -> Output {
    let said = work.run(arguments);
    assert!(said.code <= 1, "{} {}", said.code, said.stderr);
    said
}

fn row<'a>(rows: &'a [Value], file: &str) -> &'a Value {
    rows.iter().find(|row| row["file"] == file).unwrap_or_else(|| panic!("no {file}"))
}

#[test]
fn every_record_is_an_article_a_duplicate_a_problem_or_skipped() {
    let work = mixed();
    assert_eq!(run(&work, ["--format", "jsonl"]).code, 1);
    let summary: Value = serde_json::from_str(&work.file("cleaned/summary.json")).unwrap();
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(count("inputs"), 1 + 13 + 1 + 2 + 1);
    assert_eq!((count("problems"), count("skipped")), (1, 1));
    assert_eq!(count("articles") + count("duplicates"), 16);
    assert_eq!(summary["problems_by_code"]["REC-CUT"]["first"], "b.jsonl#13");
    let all = rows(&work, "cleaned");
    let mill = row(&all, "c.csv.gz#1");
    assert_eq!(
        (&mill["title"], &mill["author"]),
        (&json!("The mill turns"), &json!("Ann Leewood"))
    );
    assert_eq!(mill["published"], "2025-02-03");
    assert_eq!(mill["published_evidence"], "record field \"Published At\"");
    assert_eq!(mill["text"], MILL);
    let ferry = row(&all, "d.warc.gz#1");
    assert_eq!(ferry["url"], "https://tide.example/news/ice");
    assert_eq!(ferry["url_evidence"], "warc WARC-Target-URI");
    // When a page was fetched says nothing of when it was published.
    assert_eq!(ferry["published"], Value::Null);
    assert_eq!(work.run(["verify"]).code, 0);
}

#[test]
fn records_stand_in_the_order_of_their_numbers() {
    let work = mixed();
    run(&work, ["--format", "jsonl", "--set", "dedup.fold="]);
    let files: Vec<String> =
        rows(&work, "cleaned").iter().map(|row| row["file"].as_str().unwrap().to_owned()).collect();
    let lock: Vec<&String> = files.iter().filter(|file| file.starts_with("b.")).collect();
    assert_eq!(
        lock,
        (1..=12).map(|at| format!("b.jsonl#{at}")).collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );
}

#[test]
fn threads_and_reruns_change_no_byte() {
    let work = mixed();
    run(&work, ["--threads", "1", "--out", "one"]);
    run(&work, ["--threads", "8", "--out", "eight"]);
    assert_eq!(work.results("one"), work.results("eight"));
    let first = work.results("one");
    run(&work, ["--threads", "2", "--out", "one"]);
    assert_eq!(work.results("one"), first);
    run(&work, ["--fresh", "--out", "one"]);
    assert_eq!(work.results("one"), first);
    // Nothing of what was unpacked is left.
    let store = std::fs::read_dir(work.path("one/.store")).unwrap();
    let files =
        store.map(|entry| entry.unwrap()).filter(|entry| entry.file_type().unwrap().is_file());
    let mut names: Vec<_> = files.map(|file| file.file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, [".gitignore", "index.jsonl"]);
}

#[test]
fn a_record_that_says_something_else_is_cleaned_again() {
    let record = |date: &str| {
        format!("{}\n", json!({ "text": MILL, "published": date, "title": "The mill turns" }))
    };
    let work = Workdir::new().raw("a.jsonl", record("2025-02-03"));
    run(&work, ["--format", "jsonl"]);
    assert_eq!(rows(&work, "cleaned")[0]["published"], "2025-02-03");
    work.write("raw/a.jsonl", record("2025-02-04"));
    run(&work, ["--format", "jsonl"]);
    assert_eq!(rows(&work, "cleaned")[0]["published"], "2025-02-04");
}

/// Records of texts that have nothing in common but a line.
fn texts(place: &str, count: usize, line: &str) -> String {
    let text = |at: usize| {
        let day = at * 7 % 28 + 1;
        format!(
            "{at} barges passed the lock at {place} on day {day} of the count, held by the port.\n\n\
             Of them {} carried grain and {} sand, the keeper of {place} noted in book {at}.\n\n{line}",
            at * 13 % 97,
            at * 31 % 89
        )
    };
    let lines: Vec<String> =
        (1..=count).map(|at| json!({ "text": text(at) }).to_string()).collect();
    lines.join("\n")
}

#[test]
fn the_records_of_a_file_are_learned_from_as_those_of_a_folder() {
    let line = "Letters of the harbour every morning";
    let work = Workdir::new()
        .raw("news/a.jsonl", texts("Ostrel", 12, line))
        .raw("news/b.jsonl", texts("Quenby", 70, ""));
    let said = work.run(["suggest"]).stdout;
    let suggested: toml::Table = said.parse().unwrap();
    let suggested = suggested["filter"].as_array().unwrap();
    let row = suggested.iter().find(|row| row["removes"][0].as_str() == Some(line)).unwrap();
    assert_eq!(row["file"].as_str(), Some("news/a.jsonl#*"));
    assert!(said.contains("in 12 of 12 documents of the file news/a.jsonl"), "{said}");
    run(&work, ["--format", "jsonl"]);
    let rows = rows(&work, "cleaned");
    assert!(rows.iter().all(|row| !row["text"].as_str().unwrap().contains(line)));
}

#[test]
fn many_packed_files_are_opened_together_and_stand_in_order() {
    let work = (0..40).fold(Workdir::new(), |work, at| {
        let place = format!("Harbour{at}");
        work.raw(&format!("part-{at:02}.jsonl.gz"), gzip(texts(&place, 3, "").as_bytes()))
    });
    let one = ["--format", "jsonl", "--threads", "1", "--out", "one", "--set", "dedup.fold="];
    assert_eq!(run(&work, one).code, 0);
    let many = ["--format", "jsonl", "--threads", "8", "--out", "many", "--set", "dedup.fold="];
    assert_eq!(run(&work, many).code, 0);
    assert_eq!(work.results("one"), work.results("many"));
    let files = rows(&work, "many").into_iter().map(|row| row["file"].as_str().unwrap().to_owned());
    let expected =
        (0..40).flat_map(|at| (1..=3).map(move |of| format!("part-{at:02}.jsonl.gz#{of}")));
    assert_eq!(files.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn opening_one_large_file_can_be_ended() {
    let line = format!("{}\n", json!({ "text": MILL }));
    let text = line.repeat(4_000);
    for (name, bytes) in [
        ("a.jsonl", text.clone().into_bytes()),
        ("a.jsonl.gz", gzip(text.as_bytes())),
        ("a.json", text.replace('\n', ",").into_bytes()),
        (
            "a.csv",
            format!("text\n{}", format!("{MILL}\n").replace(',', " ").repeat(4_000)).into_bytes(),
        ),
    ] {
        let folder = crate::input::Folder::new().with(name, bytes);
        let asked = AtomicUsize::new(0);
        // After the file was begun, and long before its end.
        let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 3;
        let files = source::list(&folder.config().input).unwrap();
        let place = std::env::temp_dir();
        let opened = source::open(files, &folder.config(), &place, &|_| {}, &stop);
        assert!(matches!(opened, Err(Error::Interrupted)), "{name}");
        assert!(asked.load(Ordering::Relaxed) < 8, "{name}");
    }
}

#[test]
fn a_page_says_better_than_its_record_what_it_is() {
    let page = format!(
        "<html><head><meta property='article:published_time' content='2025-02-03T08:00:00+01:00'>\
         <link rel='canonical' href='https://tide.example/mill'></head><body><h1>The mill at Quenby turns</h1><p>{MILL}</p></body></html>"
    );
    let record = json!({ "html": page, "url": "https://tide.example/mill?utm_source=x", "title": "Mill - The Tide",
                         "date": "2025-03-01", "author": "Ann Leewood" });
    let work = Workdir::new().raw("a.jsonl", format!("{record}\n"));
    run(&work, ["--format", "jsonl"]);
    let row = &rows(&work, "cleaned")[0];
    assert_eq!(row["title"], "The mill at Quenby turns");
    assert_eq!(row["published"], "2025-02-03");
    assert_eq!(row["url_evidence"], "link canonical");
    assert_eq!(
        (&row["author"], &row["evidence"]["author"]),
        (&json!("Ann Leewood"), &json!(["record field \"author\""]))
    );
}

#[test]
fn relative_times_count_from_the_time_of_fetching_where_that_is_wanted() {
    let page = format!(
        "<html><body><article><h1>Ice holds the ferry</h1><p>40 minutes ago</p><p>{FERRY}</p></article></body></html>"
    );
    let work = Workdir::new().raw("a.warc", warc(&page, "2025-03-05T00:10:00Z"));
    run(&work, ["--format", "jsonl"]);
    assert_eq!(rows(&work, "cleaned")[0]["published"], Value::Null);
    run(&work, ["--format", "jsonl", "--set", "input.reference_time=fetched"]);
    assert_eq!(rows(&work, "cleaned")[0]["published"], "2025-03-04");
}

#[test]
fn a_record_is_explained_restored_and_checked_by_its_number() {
    let work = mixed();
    run(&work, ["--format", "jsonl"]);
    let said = work.run(["explain", "c.csv.gz#1"]);
    assert!(
        said.code == 0 && said.stdout.contains("record field \"Title\""),
        "{}{}",
        said.stdout,
        said.stderr
    );
    assert_eq!(work.run(["explain", "raw/b.jsonl#12"]).code, 0);
    let broken = work.run(["explain", "b.jsonl#13"]);
    assert!(broken.code == 1 && broken.stdout.contains("REC-CUT"), "{}", broken.stdout);
    let many = work.run(["explain", "b.jsonl"]);
    assert_eq!(many.code, 2);
    assert!(
        many.stderr.contains("holds 13 documents; name one by its number, as in b.jsonl#1"),
        "{}",
        many.stderr
    );
    assert_eq!(work.run(["explain", "b.jsonl#99"]).code, 2);
    let restored = work.run(["restore", "c.csv.gz#1"]);
    assert_eq!((restored.code, restored.stdout.as_str()), (0, MILL));
    let said = work.run(["check"]);
    assert!(
        said.stdout
            .contains("5 files to read: .csv.gz 1 · .html.gz 1 · .jsonl 1 · .txt 1 · .warc.gz 1"),
        "{}",
        said.stdout
    );
    let checked: Value = serde_json::from_str(&work.run(["check", "--json"]).stdout).unwrap();
    assert_eq!(
        (&checked["files"], &checked["records"], &checked["skipped"]),
        (&json!(5), &json!(15), &json!(1))
    );
}
