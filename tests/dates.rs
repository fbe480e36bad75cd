//! Does each stretch of text give the date its case says, or nothing?
//!
//! `tests/dates/<lang>.toml` are lines in that language; `address`, `machine`, `prefix`, `relative` and `within` are for the
//! functions of these names. A case says what a line comes to: `2025-08-13T09:00:00+07:00` or a day, with
//! `published ` or `updated ` before it where the line says so, several joined by ` | `; `open` for a date that cannot
//! be decided; nothing for no date.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use phin::config::DateOrder;
use phin::dates::{self, Found, Hints, Role, When};
use phin::lang;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    order: DateOrder,
    #[serde(default)]
    zone: Option<String>,
    /// What the line comes to; empty: nothing.
    gives: String,
    /// The words of the first date, where the case is about them.
    #[serde(default)]
    span: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/dates")
}

fn cases(name: &str) -> Vec<Case> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    cases.case
}

/// What is wrong with the cases of a file.
fn wrong(name: &str, read: impl Fn(&Case) -> (String, Option<String>)) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases(name) {
        let (gives, span) = read(&case);
        if gives != case.gives {
            wrong.push(format!("{name}: {:?} gives {gives:?}, not {:?}", case.text, case.gives));
        }
        if case.span.is_some() && span != case.span {
            wrong.push(format!("{name}: {:?} spans {span:?}, not {:?}", case.text, case.span));
        }
    }
    wrong
}

/// Runs every case of a file; the failure lists all that are wrong.
fn check(name: &str, read: impl Fn(&Case) -> (String, Option<String>)) {
    let wrong = wrong(name, read);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn text_of(found: &Found) -> String {
    let role = match found.role {
        Role::Published => "published ",
        Role::Updated => "updated ",
        Role::Unsaid => "",
    };
    format!("{role}{}", found.when.map_or_else(|| "open".to_owned(), |when| value(&when)))
}

/// The value with a time that has no offset shown as well, since `to_text` leaves it out.
fn value(when: &When) -> String {
    match when.time.filter(|_| when.offset.is_none()) {
        Some(time) => format!("{} {time}", when.date),
        None => when.to_text(),
    }
}

fn hints<'a>(case: &'a Case, own: Option<&str>) -> Hints<'a> {
    let tag = case.lang.as_deref().or(own).filter(|tag| *tag != "none");
    let lang = tag.map(|tag| lang::for_dates(tag).unwrap_or_else(|| panic!("no language {tag}")));
    Hints { lang, order: case.order, zone: case.zone.as_deref() }
}

const OTHERS: [&str; 5] = ["address", "machine", "prefix", "relative", "within"];

#[test]
fn lines_give_the_dates_that_stand_in_them() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !OTHERS.iter().any(|other| name.starts_with(other)))
        .collect();
    names.sort();
    let mut all = Vec::new();
    for name in names {
        let own = name.trim_end_matches(".toml");
        all.extend(wrong(&name, |case| {
            let found = dates::line(&case.text, &hints(case, Some(own)));
            let gives: Vec<String> = found.iter().map(text_of).collect();
            let span = found.first().map(|found| found.span.of(&case.text).to_owned());
            (gives.join(" | "), span)
        }));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn lines_begin_with_a_date_only_where_it_stands_out() {
    check("prefix.toml", |case| match dates::prefix(&case.text, &hints(case, None)) {
        Some(found) => (text_of(&found), Some(found.span.of(&case.text).to_owned())),
        None => (String::new(), None),
    });
}

#[test]
fn lines_that_say_other_things_give_their_complete_dates() {
    check("within.toml", |case| {
        let found = dates::within(&case.text, &hints(case, None));
        let gives: Vec<String> = found.iter().map(text_of).collect();
        (gives.join(" | "), found.first().map(|found| found.span.of(&case.text).to_owned()))
    });
}

#[test]
fn addresses_give_the_dates_in_their_paths() {
    check("address.toml", |case| match dates::in_address(&case.text) {
        Some((when, digits)) => (value(&when), Some(digits)),
        None => (String::new(), None),
    });
}

#[test]
fn machine_values_give_their_day_as_written() {
    check("machine.toml", |case| {
        (dates::machine(&case.text).map_or_else(String::new, |when| value(&when)), None)
    });
}

/// 2025-08-13 is a Wednesday.
const REFERENCE: &str = "2025-08-13T01:30:45Z";

#[test]
fn relative_times_count_back_from_the_reference() {
    let reference: Timestamp = REFERENCE.parse().unwrap();
    check("relative.toml", |case| {
        let when = dates::relative(&case.text, reference);
        (when.map_or_else(String::new, |when| value(&when)), None)
    });
}

#[test]
fn a_line_longer_than_any_date_line_is_none() {
    let date = "13 August 2025";
    let long = format!("{date}{}", ".".repeat(dates::LONGEST_LINE));
    let hints = Hints::default();
    assert_eq!(dates::line(date, &hints).len(), 1);
    assert!(dates::line(&long, &hints).is_empty());
}

/// The numbers in a text, digits of any script counted as ASCII.
fn numbers(text: &str) -> Vec<i64> {
    let ascii: String = text
        .chars()
        .map(|char| {
            let zero = [0x30, 0x660, 0x6f0, 0xe50, 0xff10]
                .into_iter()
                .find(|zero| (*zero..*zero + 10).contains(&u32::from(char)));
            zero.and_then(|zero| char::from_digit(u32::from(char) - zero, 10)).unwrap_or(' ')
        })
        .collect();
    ascii.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

fn stands_in(found: &Found, line: &str) -> bool {
    let Some(when) = found.when else { return true };
    let numbers = numbers(found.span.of(line));
    let (year, month) = (i64::from(when.date.year()), i64::from(when.date.month()));
    let year_stands = [year, year % 100, year + 543].iter().any(|year| numbers.contains(year));
    let has_letters = found.span.of(line).chars().any(char::is_alphabetic);
    numbers.contains(&i64::from(when.date.day()))
        && (numbers.contains(&month) || has_letters)
        && (year_stands || has_letters)
}

/// What lines of dates and what looks like them is made of.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        (0..40u32).prop_map(|number| number.to_string()),
        (1890..2110u32).prop_map(|number| number.to_string()),
        (2400..2600u32).prop_map(|number| number.to_string()),
        prop::sample::select(vec![
            " ",
            "/",
            "-",
            ".",
            ":",
            ", ",
            "(",
            ")",
            "T",
            "Z",
            "+",
            "年",
            "月",
            "日",
            "년 ",
            "월 ",
            "일 ",
            "時",
            "分",
            "August",
            "août",
            "ngày",
            "tháng",
            "năm",
            "GMT",
            "AM",
            "PM",
            "Uhr",
            "de",
            "мая",
            "ส.ค.",
            "น.",
            "令和",
            "Published:",
            "Cập nhật",
            "Wednesday",
            "mar.",
            "٠",
            "８",
            "๒๕",
            "\u{200f}",
            "h",
            "सन",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(bit, 0..14).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_string_panics_and_no_date_is_invented(text in prop_oneof![any::<String>(), bits()]) {
        for tag in [None, Some("vi"), Some("th"), Some("ja")] {
            let hints = Hints { lang: tag.and_then(lang::get), order: DateOrder::Auto, zone: Some("Asia/Seoul") };
            for found in dates::line(&text, &hints) {
                prop_assert!(stands_in(&found, &text), "{text:?} gives {found:?}");
            }
            if let Some(found) = dates::prefix(&text, &hints) {
                prop_assert!(stands_in(&found, &text), "{text:?} begins with {found:?}");
            }
        }
        dates::in_address(&text);
        dates::within(&text, &Hints::default());
        dates::machine(&text);
        dates::relative(&text, Timestamp::UNIX_EPOCH);
    }
}

#[test]
fn an_offset_of_many_digits_is_none() {
    assert!(dates::line("GMT-189001890", &Hints::default()).is_empty());
}

#[test]
fn the_date_words_of_every_language_are_whole() {
    for (tag, text) in lang::FILES {
        let file: lang::File =
            toml::from_str(text).unwrap_or_else(|error| panic!("{tag}: {error}"));
        let dates = &file.dates;
        assert_eq!(dates.months.len(), 12, "{tag} has twelve months");
        assert_eq!(dates.weekdays.len(), 7, "{tag} has seven days of the week");
        assert_eq!(dates.days.len(), 3, "{tag} has today, yesterday and the day before");
        assert!(
            ["", "dmy", "mdy", "ymd"].contains(&dates.order.as_str()),
            "{tag}: {}",
            dates.order
        );
        let rows = dates.months.iter().chain(&dates.weekdays).chain(&dates.days);
        assert!(rows.into_iter().all(|row| !row.is_empty()), "{tag} has a word in every row");
    }
}
