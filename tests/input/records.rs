//! Are the records of JSON and CSV found, one by one, and what is wrong with one told by its number?

use std::io::BufReader;

use phin::config::Fields;
use phin::finding::{Claim, Field};
use phin::source::container::{Scan, json, rows, values};
use phin::source::{self, Form, Raw};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::{Folder, opened};

/// The records of one file: for each its number and its text, or the code of its problem.
fn records(name: &str, bytes: impl AsRef<[u8]>) -> Vec<(String, String)> {
    let documents = Folder::new().with(name, bytes).documents();
    let number = |file: String| file.strip_prefix(name).unwrap().to_owned();
    documents.into_iter().map(|(file, text)| (number(file), text)).collect()
}

fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
}

/// The first record of a file.
fn first(name: &str, text: &str) -> Raw {
    let folder = Folder::new().with(name, text);
    let config = folder.config();
    source::read(&opened(&config).sources[0], &config).unwrap()
}

/// What a document is told to be, as `field value [evidence]`.
fn told(raw: &Raw) -> Vec<String> {
    let words = |claim: &Claim| {
        let index = phin::text::LineIndex::new("");
        format!("{} {} [{}]", claim.field.name(), claim.value, claim.evidence.words("", &index))
    };
    raw.told.iter().map(words).collect()
}

#[test]
fn a_line_of_json_lines_is_a_record_with_the_number_of_the_line() {
    let text = "\u{feff}{\"text\": \"one\"}\r\n\r\n{\"text\": \"three\"}\n  \n{\"text\": \"five\"}";
    for name in ["a.jsonl", "a.ndjson", "A.JSONL"] {
        assert_eq!(records(name, text), pairs([("#1", "one"), ("#3", "three"), ("#5", "five")]));
    }
}

#[test]
fn every_broken_line_is_a_problem_of_its_own_and_the_others_are_read() {
    let deep = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    let lines = [
        "{\"text\": \"good\"}",
        "{\"text\": \"cut",
        "[1, 2, 3]",
        "42",
        "{\"text\": 'single'}",
        &deep,
        "{\"title\": \"no text\"}",
        "{\"text\": \" \"}",
        "{\"text\": \"\\ud83d half \\ud83d\\ude00 whole\"}",
        "{\"text\": \"first\", \"text\": \"last\"}",
        "{\"text\": \"end\"}",
    ];
    let expected = pairs([
        ("#1", "good"),
        ("#2", "REC-CUT"),
        ("#3", "REC-JSON"),
        ("#4", "REC-JSON"),
        ("#5", "REC-JSON"),
        ("#6", "REC-DEPTH"),
        ("#7", "REC-NO-TEXT"),
        ("#8", "REC-NO-TEXT"),
        ("#9", "\u{fffd} half 😀 whole"),
        ("#10", "last"),
        ("#11", "end"),
    ]);
    assert_eq!(records("a.jsonl", lines.join("\n")), expected);
    let warnings = |line: &str| first("a.jsonl", line).warnings;
    assert_eq!(warnings(lines[8]), ["lone_surrogate"]);
    assert_eq!(warnings(lines[9]), ["duplicate_keys"]);
}

#[test]
fn json_is_a_list_an_object_objects_in_a_row_or_a_list_of_an_object() {
    let two = pairs([("#1", "one"), ("#2", "two")]);
    let (one, other) =
        (r#"{"text": "one"}"#, "{\n  \"tags\": [{\"name\": \"x\"}],\n  \"text\": \"two\"\n}");
    for text in [
        format!("[{one}, {other}]"),
        format!("\u{feff} [\n{one},\n{other}\n]\n"),
        format!("{one}\n{}\n", other.replace('\n', " ")),
        format!("{one}{other}"),
        format!(
            "{{\"status\": \"ok\", \"articles\": [{one}, {other}], \"links\": [{{\"a\": 1}}]}}"
        ),
    ] {
        assert_eq!(records("a.json", &text), two, "{text}");
    }
    assert_eq!(records("a.json", other), pairs([("#1", "two")]));
    // Brackets and quotation marks inside of texts are no structure.
    let text = r#"[{"text": "a ] } \" [ {"}, {"text": "b \\"}]"#;
    assert_eq!(records("a.json", text), pairs([("#1", "a ] } \" [ {"), ("#2", "b \\")]));
}

#[test]
fn what_is_wrong_with_a_list_is_told_by_the_number_of_the_record() {
    assert_eq!(
        records("a.json", r#"[{"text": "one"}, 7, "x", {"text": oops}, {"text": "five"}]"#),
        pairs([
            ("#1", "one"),
            ("#2", "REC-JSON"),
            ("#3", "REC-JSON"),
            ("#4", "REC-JSON"),
            ("#5", "five")
        ])
    );
    let cut = pairs([("#1", "one"), ("#2", "REC-CUT")]);
    assert_eq!(records("a.json", r#"[{"text": "one"}, {"text": "tw"#), cut);
    assert_eq!(records("a.json", r#"[{"text": "one"},"#), cut);
    assert_eq!(records("a.json", r#"{"articles": [{"text": "one"}, {"text": "tw"#), cut);
    assert_eq!(records("a.json", r#"{"articles": [{"text": "one"}"#), cut);
    assert_eq!(records("a.json", "<html> an error </html>"), pairs([("#1", "REC-JSON")]));
    // A file of lines is read line by line whatever its name says, so that a broken one is alone.
    assert_eq!(
        records(
            "a.json",
            "{\"text\": \"one\"}\n{\"text\": \"two\"}\n{\"text\": [\n{\"text\": \"four\"}\n"
        ),
        pairs([("#1", "one"), ("#2", "two"), ("#3", "REC-CUT"), ("#4", "four")])
    );
}

#[test]
fn a_file_without_a_record_is_empty() {
    for name in ["a.jsonl", "a.json", "a.warc"] {
        assert_eq!(records(name, " \n\n"), pairs([("", "IN-EMPTY")]), "{name}");
    }
    assert_eq!(records("a.json", "[]"), pairs([("", "IN-EMPTY")]));
    assert_eq!(records("a.csv", "title,text\n"), pairs([("", "IN-EMPTY")]));
    assert_eq!(records("a.csv", ""), pairs([("", "IN-EMPTY")]));
    assert_eq!(records("a.tsv", " \n"), pairs([("", "IN-EMPTY")]));
}

#[test]
fn a_row_of_csv_is_a_record_and_its_cells_may_hold_anything() {
    let text =
        "\u{feff}Title,Text\r\n\r\nA,\"one, \"\"quoted\"\",\r\nlines\"\r\nB,two\nC,\"three\"";
    let expected = pairs([("#1", "one, \"quoted\",\nlines"), ("#2", "two"), ("#3", "three")]);
    assert_eq!(records("a.csv", text), expected);
    for (name, delimiter) in [("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t"), ("a.csv", "|")] {
        let text = format!("title{delimiter}text\nA{delimiter}one, two\n");
        assert_eq!(records(name, text), pairs([("#1", "one, two")]), "{name} {delimiter:?}");
    }
}

#[test]
fn a_broken_row_is_a_problem_of_its_own() {
    assert_eq!(
        records("a.csv", "title,text\nA,one\nB\nC,three,,\nD,four,more\nE,five\n"),
        pairs([
            ("#1", "one"),
            ("#2", "REC-CELLS"),
            ("#3", "three"),
            ("#4", "REC-CELLS"),
            ("#5", "five")
        ])
    );
    assert_eq!(
        records("a.csv", "title,text\nA,one\nB,\"two\nC,three\n"),
        pairs([("#1", "one"), ("#2", "REC-CUT")])
    );
    assert_eq!(records("a.csv", "name,price\nA,1\n"), pairs([("", "REC-NO-TEXT")]));
}

#[test]
fn records_are_read_in_any_encoding() {
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    assert_eq!(
        records("a.csv", utf16("title\ttext\nA\tMột cây cầu\n")),
        pairs([("#1", "Một cây cầu")])
    );
    let json = "{\"text\": \"Một cây cầu\"}\n{\"text\": \"Cầu thứ hai\"}\n";
    assert_eq!(
        records("a.jsonl", utf16(json)),
        pairs([("#1", "Một cây cầu"), ("#2", "Cầu thứ hai")])
    );
    let latin = b"title;text\nM\xfchle;\"Die M\xfchle \xf6ffnet am Sonntag f\xfcr G\xe4ste\"\n";
    assert_eq!(records("a.csv", latin), pairs([("#1", "Die Mühle öffnet am Sonntag für Gäste")]));
}

#[test]
fn a_page_goes_before_a_text_and_what_is_html_is_read_as_such() {
    let form = |text: &str| first("a.jsonl", text).form;
    let both = first("a.jsonl", r#"{"text": "words", "html": "<p>page</p>"}"#);
    assert_eq!((both.form, both.text.as_str()), (Form::Html, "<p>page</p>"));
    assert_eq!(form(r#"{"content": "<p>A piece of a page.</p>"}"#), Form::Html);
    assert_eq!(
        form(r#"{"content": {"rendered": "<p>As web services write it.</p>"}}"#),
        Form::Html
    );
    assert_eq!(form(r#"{"text": "3 < 4"}"#), Form::Plain);
    assert_eq!(form(r#"{"text": "<3 is a heart"}"#), Form::Plain);
}

#[test]
fn fields_are_known_by_their_usual_names_and_each_says_where_it_stands() {
    let raw = first(
        "a.jsonl",
        r#"{"Source_URL": "https://tide.example/a", "headline": "The mill", "publishDate": "2025-03-04",
           "authors": ["Ann Leewood", {"name": "Bo Quill"}], "tags": ["mills", "wind"], "body": "Text",
           "crawled_at": "2025-03-05T10:00:00Z"}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!(
        told(&raw),
        [
            "url https://tide.example/a [record field \"Source_URL\"]",
            "title The mill [record field \"headline\"]",
            "published 2025-03-04 [record field \"publishDate\"]",
            "author Ann Leewood [record field \"authors\"]",
            "author Bo Quill [record field \"authors\"]",
            "tags mills [record field \"tags\"]",
            "tags wind [record field \"tags\"]",
        ]
    );
    assert_eq!(raw.fetched, Some(1_741_168_800));
    // No offset: it may be hours away.
    assert_eq!(
        first("a.jsonl", r#"{"text": "a", "crawled_at": "2025-03-05 10:00"}"#).fetched,
        None
    );
    let cells = first("a.csv", "text,author\nText,\"['Ann Leewood', 'Bo Quill']\"\n");
    assert_eq!(told(&cells).len(), 2);
    let cells = first("a.csv", "text,author\nText,Ann Leewood; Bo Quill\n");
    assert_eq!(cells.told[1].value, "Bo Quill");
}

#[test]
fn the_text_is_all_of_its_paragraphs() {
    for text in [
        r#"{"body": ["One.", "Two."]}"#,
        r#"{"content": [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]}"#,
        r#"{"authors": [{"name": "Ann Leewood"}], "paragraphs": ["One.", "", "Two."]}"#,
    ] {
        for name in ["a.jsonl", "a.json"] {
            assert_eq!(records(name, text), pairs([("#1", "One.\n\nTwo.")]), "{text}");
        }
    }
}

#[test]
fn records_are_found_in_what_web_services_and_databases_put_around_them() {
    let one = r#"{"title": "A", "url": "https://tide.example/a", "text": "one"}"#;
    let two = r#"{"title": "B", "tags": [{"name": "x"}], "text": "two"}"#;
    let both = pairs([("#1", "one"), ("#2", "two")]);
    for text in [
        format!(r#"{{"status": "ok", "data": {{"total": 2, "articles": [{one}, {two}]}}}}"#),
        format!(r#"{{"filters": [{{"name": "x"}}], "items": [{one}, {two}]}}"#),
        format!(
            r#"{{"hits": {{"total": {{"value": 2}}, "hits": [{{"_id": "a", "_source": {one}}}, {{"_id": "b", "_source": {two}}}]}}}}"#
        ),
        format!(r#"{{"https://tide.example/a": {one}, "https://tide.example/b": {two}}}"#),
        format!(r#"[{{"article": {one}}}, {{"data": {two}, "id": 7}}]"#),
    ] {
        assert_eq!(records("a.json", &text), both, "{text}");
    }
    let cut = format!(r#"{{"data": {{"articles": [{one}, {{"text": "tw"#);
    assert_eq!(records("a.json", cut), pairs([("#1", "one"), ("#2", "REC-CUT")]));
    // Of two texts none is that of the record.
    let twice = format!(r#"{{"a": {one}, "b": {two}}}"#);
    assert_eq!(records("a.jsonl", twice), pairs([("#1", "REC-NO-TEXT")]));
}

#[test]
fn what_stands_around_a_text_says_what_it_is() {
    let said = |text: &str| told(&first("a.jsonl", text));
    assert_eq!(
        said(
            r#"{"_id": "a", "url": "https://tide.example/outer", "_source": {"body": "Text", "headline": "The mill", "author": {"name": "Ann Leewood"}}}"#
        ),
        [
            "url https://tide.example/outer [record field \"url\"]",
            "title The mill [record field \"_source.headline\"]",
            "author Ann Leewood [record field \"_source.author\"]",
        ]
    );
    assert_eq!(
        said(
            r#"{"text": "Text", "meta": {"title": "The mill", "date": "2025-03-04"}, "source": {"id": null, "name": "The Tide"}}"#
        ),
        [
            "title The mill [record field \"meta.title\"]",
            "published 2025-03-04 [record field \"meta.date\"]",
            "publisher The Tide [record field \"source.name\"]",
        ]
    );
}

#[test]
fn fields_that_cannot_be_what_they_are_called_say_nothing() {
    for nothing in [
        r#""author": "nan", "date": "N/A", "section": null"#,
        r#""author": 12, "section": "7", "tags": [3, 4], "url": "The Tide""#,
        r#""author": "None", "title": "nan", "published": [], "tags": "[]""#,
        r#""date": 2025030408, "updated": "2025030408""#,
    ] {
        let raw = first("a.jsonl", &format!(r#"{{"text": "a", {nothing}}}"#));
        assert_eq!(told(&raw), Vec::<String>::new(), "{nothing}");
    }
}

#[test]
fn days_are_known_as_databases_write_them() {
    for date in [
        r#"{"$date": "2025-03-04T07:30:00Z"}"#,
        r#"{"$date": {"$numberLong": "1741073400000"}}"#,
        "1741073400",
        "1741073400.5",
        "1741073400000",
        r#""Tue, 04 Mar 2025 08:30:00 +0100""#,
        r#""2025-03-04T08:30:00+01:00""#,
    ] {
        let raw = first("a.jsonl", &format!(r#"{{"text": "a", "date": {date}}}"#));
        let when = phin::dates::machine(&raw.told[0].value).unwrap().to_text();
        assert!(when.starts_with("2025-03-04T"), "{date} {when}");
    }
}

#[test]
fn columns_are_known_by_their_names_in_other_languages() {
    for heading in [
        "Überschrift;Veröffentlicht;Inhalt",
        "Tiêu đề;Ngày đăng;Nội dung",
        "tieu_de;ngay_dang;noi_dung",
        "标题;日期;正文",
    ] {
        let raw = first("a.csv", &format!("{heading}\nThe mill;2025-03-04;Text\n"));
        let said: Vec<&str> = raw.told.iter().map(|claim| claim.field.name()).collect();
        assert_eq!((raw.text.as_str(), said), ("Text", vec!["title", "published"]), "{heading}");
    }
    let cells = first("a.csv", "text,tags\nText,\"mill, river\"\n");
    assert_eq!(cells.told.len(), 2);
}

#[test]
fn a_record_of_endless_fields_is_refused_and_the_next_is_read() {
    let fields: Vec<String> = (0..20_000).map(|at| format!("\"k{at}\": 1")).collect();
    let text = format!("{{{}, \"text\": \"one\"}}\n{{\"text\": \"two\"}}\n", fields.join(","));
    assert_eq!(records("a.jsonl", text), pairs([("#1", "REC-FIELDS"), ("#2", "two")]));
    let row = format!("title,text\nA,one{}\nB,two\n", ",".repeat(100_000));
    assert_eq!(records("a.csv", row), pairs([("#1", "one"), ("#2", "two")]));
}

#[test]
fn the_configuration_renames_fields() {
    let folder = Folder::new().with("a.csv", "story,day,text\nThe words,2025-03-04,no\n");
    let mut config = folder.config();
    config.input.fields.text = vec!["story".to_owned()];
    config.input.fields.date = vec!["Day".to_owned()];
    let raw = source::read(&opened(&config).sources[0], &config).unwrap();
    assert_eq!(raw.text, "The words");
    assert_eq!(raw.told.len(), 1);
    assert_eq!((raw.told[0].field, raw.told[0].value.as_str()), (Field::Published, "2025-03-04"));
}

#[test]
fn a_record_over_the_limit_is_a_problem_and_the_next_is_read() {
    let folder = Folder::new()
        .with("a.jsonl", format!("{{\"text\": \"{}\"}}\n{{\"text\": \"b\"}}\n", "a".repeat(200)));
    let mut config = folder.config();
    config.limits.file = 100;
    let listing = opened(&config);
    assert_eq!(source::read(&listing.sources[0], &config).unwrap_err().code, "LIM-FILE");
    assert_eq!(source::read(&listing.sources[1], &config).unwrap().text, "b");
}

#[test]
fn a_file_that_changes_behind_its_listing_is_told() {
    let folder = Folder::new().with("a.jsonl", "{\"text\": \"one\"}\n");
    let config = folder.config();
    let listing = opened(&config);
    let folder = folder.with("a.jsonl", "{\"text\": \"another\"}\n");
    assert_eq!(source::read(&listing.sources[0], &config).unwrap_err().code, "IN-CHANGED");
    drop(folder);
}

/// JSON of a few levels, with signs of its structure inside of texts.
fn values() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i32>().prop_map(Into::into),
        r#"[a-zß\\"\[\]{},: \n]{0,12}"#.prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Into::into),
            btree_map(r#"[a-z\\"]{1,5}"#, inner, 0..3)
                .prop_map(|object| object.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// What each stretch of a scan holds.
fn stretches(scan: &Scan, text: &str) -> Vec<String> {
    let of = |start: u64| usize::try_from(start).unwrap();
    scan.records
        .iter()
        .map(|(_, start, length)| text[of(*start)..of(start + length)].to_owned())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_records_of_a_list_are_found_whatever_they_hold_and_wherever_reading_stops(
        values in vec(values(), 0..5), pretty in any::<bool>(), chunk in 1_usize..9,
    ) {
        let fields = Fields::default();
        let written = |value: &serde_json::Value| {
            if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) }.unwrap()
        };
        let items: Vec<String> = values.iter().map(written).collect();
        let list = format!("[{}]\n", items.join(" ,\n"));
        let mut reader = BufReader::with_capacity(chunk, list.as_bytes());
        let scan = values::scan(&mut reader, &fields).unwrap().unwrap();
        prop_assert_eq!(stretches(&scan, &list), items);
        prop_assert!(scan.flaws.is_empty());

        let lines: Vec<String> = values.iter().map(|value| serde_json::to_string(value).unwrap()).collect();
        let text = lines.join("\n");
        let scan = json::lines(&mut BufReader::with_capacity(chunk, text.as_bytes())).unwrap();
        prop_assert_eq!(stretches(&scan, &text), lines);
    }

    #[test]
    fn the_rows_of_a_table_are_found_whatever_they_hold_and_wherever_reading_stops(
        cells in vec((r#"[a-zß,;"\n ]{0,8}"#, r#"[a-zß,;"\r\n ]{0,8}"#), 0..6), chunk in 1_usize..9,
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["text", "title"]).unwrap();
        for (one, other) in &cells {
            // A row of blanks alone is none.
            writer.write_record([format!("x{one}"), other.clone()]).unwrap();
        }
        let table = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mut reader = BufReader::with_capacity(chunk, table.as_bytes());
        let (heading, scan) = rows::scan(&mut reader, b',', &Fields::default()).unwrap().unwrap();
        let read = stretches(&scan, &table).into_iter().map(|row| {
            let pairs = rows::pairs(row.as_bytes(), &heading).unwrap();
            pairs[0].value.as_str().unwrap().to_owned()
        });
        let expected: Vec<String> = cells.iter().map(|(one, _)| format!("x{one}")).collect();
        prop_assert_eq!(read.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn no_bytes_make_reading_fail(bytes in vec(any::<u8>(), 0..400), name in "a\\.(jsonl|json|csv|tsv|warc|html)(\\.gz|\\.zst)?") {
        let marked = [b"\x1f\x8b\x08".as_slice(), b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n", b"[{\"text\":", b"text,title\n", b""];
        for mark in marked {
            let documents = Folder::new().with(&name, [mark, &bytes].concat()).documents();
            prop_assert!(!documents.is_empty() || name.contains("warc"));
        }
    }
}

#[test]
fn a_side_file_says_where_a_document_was_found() {
    let folder = Folder::new()
        .with("a.txt", "Text")
        .with("a.txt.meta.json", r#"{"url": "https://tide.example/a", "fetched_at": 1741168800}"#)
        .with("b.txt", "Text")
        .with("b.txt.meta.json", "{");
    assert_eq!(folder.list().skipped, 0);
    let raw = folder.read("a.txt").unwrap();
    assert_eq!(told(&raw), ["url https://tide.example/a [side file \"url\"]"]);
    assert_eq!(raw.fetched, Some(1_741_168_800));
    assert_eq!(folder.read("b.txt").unwrap().warnings, ["side_file_unread"]);
}
