//! Are the language and name tables sound: sorted, no twins, each row complete?

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use any_ascii::any_ascii;
use phin::finding::Label;
use phin::lang::phrase::is_sound;
use phin::lang::{self, File, Unit};
use phin::names::{AGENCIES, Agency, GIVEN, PLACES, PUBLISHERS, UNCASED};
use serde::Deserialize;

/// The labels of which each language has phrases. The others come from structure alone.
const SPOKEN: [&str; 15] = [
    "navigation_menu",
    "breadcrumb",
    "share_link",
    "comment_count",
    "comments",
    "related_links",
    "promotion",
    "tags",
    "footer",
    "advertisement",
    "source_line",
    "byline",
    "photo_caption",
    "image_placeholder",
    "end_mark",
];

/// Lists that a language can do without: Korean writes each part of a date with its unit.
const OPTIONAL: [&str; 7] =
    ["credits_behind", "disclosures", "fillers", "lunar", "one", "solar months", "units"];

const UNITS: [Unit; 8] = [
    Unit::Now,
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Week,
    Unit::Month,
    Unit::Year,
];

/// Slots of a phrase.
const SLOTS: [&str; 4] = ["{n}", "{url}", "{name}", "{rest}"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agencies {
    agency: Vec<Agency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publishers {
    aggregators: Vec<String>,
    publishers: BTreeMap<String, String>,
}

/// The files with their tags; a file that is no table of a language is the fault of another test.
fn files() -> Vec<(&'static str, File)> {
    lang::FILES.iter().filter_map(|(tag, text)| Some((*tag, toml::from_str(text).ok()?))).collect()
}

/// Fails with every fault, a line each.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn each_language_file_has_the_shape_of_one() {
    let read = |(tag, text): &(&str, &str)| match toml::from_str::<File>(text) {
        Ok(_) => None,
        Err(error) => Some(format!("src/lang/{tag}.toml: {error}")),
    };
    none(&lang::FILES.iter().filter_map(read).collect::<Vec<_>>());
}

#[test]
fn each_language_file_has_a_row_and_the_rows_are_sorted() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lang");
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned()))
        .collect();
    found.sort();
    let rows: Vec<&str> = lang::FILES.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(rows, found);
}

#[test]
fn each_label_of_a_phrase_is_one_that_phin_gives() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        for label in file.phrases.keys() {
            let known = || Label::ALL.iter().map(|(_, name, _)| *name);
            if known().all(|name| name != label) {
                let nearest = known().min_by_key(|name| strsim::levenshtein(name, label)).unwrap();
                faults.push(format!("src/lang/{tag}.toml: no label `{label}`; `{nearest}`?"));
            }
        }
    }
    none(&faults);
}

#[test]
fn each_phrase_can_be_matched() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        for phrase in file.phrases.values().chain(file.relative.values()).flatten() {
            if !is_sound(phrase) {
                faults.push(format!("src/lang/{tag}.toml: {phrase:?} begins with a free slot"));
            }
            let left = SLOTS.iter().fold(phrase.clone(), |left, slot| left.replace(slot, ""));
            if left.contains(['{', '}']) {
                faults.push(format!("src/lang/{tag}.toml: {phrase:?} has an unknown slot"));
            }
            if phrase.trim() != phrase
                || phrase.split_once("{rest}").is_some_and(|(_, b)| !b.is_empty())
            {
                faults.push(format!("src/lang/{tag}.toml: {phrase:?} goes on behind its end"));
            }
        }
    }
    none(&faults);
}

#[test]
fn words_that_stand_for_themselves_have_no_slots() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        for (list, words) in lists(&file).into_iter().filter(|(list, _)| !list.contains('.')) {
            for word in words
                .iter()
                .filter(|word| word.contains(['{', '}']) || word.trim() != word.as_str())
            {
                faults.push(format!("src/lang/{tag}.toml: {list} has {word:?}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn nothing_stands_twice_in_a_list() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        for (list, words) in lists(&file) {
            let key = if list.contains('.') { folded } else { str::to_owned };
            for (first, second) in twins(words, key) {
                faults.push(format!("src/lang/{tag}.toml: {list} has {first:?} and {second:?}"));
            }
        }
    }
    none(&faults);
}

/// Every list of a file by name; those of phrases have a dot in it. The rows of a table are one list, and so are the words
/// before and after noon, since a word cannot stand for both.
fn lists(file: &File) -> Vec<(String, Vec<&String>)> {
    let dates = &file.dates;
    let mut lists = vec![
        ("common".to_owned(), file.common.iter().collect()),
        ("credits".to_owned(), file.credits.iter().collect()),
        ("credits_behind".to_owned(), file.credits_behind.iter().collect()),
        ("disclosures".to_owned(), file.disclosures.iter().collect()),
        ("bylines before".to_owned(), file.bylines.before.iter().collect()),
        ("bylines after".to_owned(), file.bylines.after.iter().collect()),
        ("desks".to_owned(), file.bylines.desks.iter().collect()),
        ("months".to_owned(), dates.months.iter().flatten().collect()),
        ("weekdays".to_owned(), dates.weekdays.iter().flatten().collect()),
        ("days".to_owned(), dates.days.iter().flatten().collect()),
        ("fillers".to_owned(), dates.fillers.iter().collect()),
        ("am and pm".to_owned(), dates.am.iter().chain(&dates.pm).chain(&dates.night).collect()),
        ("published".to_owned(), dates.published.iter().chain(&dates.updated).collect()),
        ("lunar".to_owned(), dates.lunar.iter().collect()),
        ("solar months".to_owned(), dates.solar_months.iter().flatten().collect()),
        ("one".to_owned(), dates.one.iter().collect()),
        ("units".to_owned(), dates.units.values().flatten().collect()),
    ];
    for (label, phrases) in &file.phrases {
        lists.push((format!("phrases.{label}"), phrases.iter().collect()));
    }
    lists.push(("relative.*".to_owned(), file.relative.values().flatten().collect()));
    lists
}

/// The pairs of a list that `key` does not tell apart.
fn twins(words: Vec<&String>, key: impl Fn(&str) -> String) -> Vec<(&str, &str)> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    words
        .into_iter()
        .filter_map(|word| seen.insert(key(word), word).map(|first| (first, word.as_str())))
        .collect()
}

/// A word as lines are compared: letter case, the width of signs, and space around colons do not count.
fn folded(word: &str) -> String {
    let letters = word.chars().map(|letter| match letter {
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '’' | '‘' => '\'',
        _ => letter,
    });
    let small = letters.collect::<String>().to_lowercase();
    let spaced = small.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.replace(" :", ":").replace(": ", ":")
}

#[test]
fn a_year_has_twelve_months_and_a_week_seven_days() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        let dates = &file.dates;
        for (list, rows, wanted) in [
            ("months", &dates.months, 12),
            ("weekdays", &dates.weekdays, 7),
            ("days", &dates.days, 3),
            ("solar months", &dates.solar_months, 12),
        ] {
            let is_absent = rows.is_empty() && OPTIONAL.contains(&list);
            if rows.len() != wanted && !is_absent {
                faults.push(format!("src/lang/{tag}.toml: {} {list}, not {wanted}", rows.len()));
            }
            if rows.iter().flatten().any(String::is_empty) || rows.iter().any(Vec::is_empty) {
                faults.push(format!("src/lang/{tag}.toml: an empty row in {list}"));
            }
        }
        if !["", "dmy", "mdy", "ymd"].contains(&dates.order.as_str()) {
            faults.push(format!("src/lang/{tag}.toml: order {:?}", dates.order));
        }
    }
    none(&faults);
}

#[test]
fn each_language_has_every_section() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        let mut missing: Vec<String> = Vec::new();
        let lists = lists(&file).into_iter().filter(|(_, words)| words.is_empty());
        missing
            .extend(lists.map(|(list, _)| list).filter(|list| !OPTIONAL.contains(&list.as_str())));
        missing.extend(
            SPOKEN
                .iter()
                .filter(|label| !file.phrases.contains_key(**label))
                .map(|l| (*l).to_owned()),
        );
        missing.extend(
            UNITS.iter().filter(|unit| !file.relative.contains_key(unit)).map(|u| format!("{u:?}")),
        );
        if file.name.is_empty() {
            missing.push("name".to_owned());
        }
        faults.extend(missing.iter().map(|missing| format!("src/lang/{tag}.toml: no {missing}")));
    }
    none(&faults);
}

#[test]
fn each_zone_is_an_offset_or_left_open() {
    let mut faults = Vec::new();
    for (tag, file) in files() {
        for (name, offset) in file.dates.zones {
            let hours = offset.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':'));
            let is_offset = hours.is_some_and(|(hours, minutes)| {
                hours.parse::<u8>().is_ok_and(|hours| hours <= 14)
                    && ["00", "30", "45"].contains(&minutes)
            });
            if !is_offset && !offset.is_empty() {
                faults.push(format!("src/lang/{tag}.toml: zone {name} = {offset:?}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_agencies_are_sorted_within_their_groups() {
    let table: Agencies = toml::from_str(AGENCIES).unwrap_or_else(|error| panic!("{error}"));
    let mut faults = Vec::new();
    let (mut last, mut rows) = (String::new(), 0);
    for line in AGENCIES.lines().map(str::trim) {
        if line.starts_with('#') {
            last.clear();
        }
        let Some(name) = line.strip_prefix("{ name = \"").and_then(|name| name.split('"').next())
        else {
            continue;
        };
        rows += 1;
        let key = order(name);
        if key < last {
            faults.push(format!("src/names/agencies.toml: {name} stands behind {last}"));
        }
        last = key;
    }
    assert_eq!(rows, table.agency.len(), "one line an agency");
    none(&faults);
}

#[test]
fn no_two_agencies_share_a_form() {
    let table: Agencies = toml::from_str(AGENCIES).unwrap_or_else(|error| panic!("{error}"));
    let forms =
        table.agency.iter().flat_map(|agency| std::iter::once(&agency.name).chain(&agency.forms));
    let twins = twins(forms.collect(), str::to_owned);
    none(
        &twins.iter().map(|pair| format!("src/names/agencies.toml: {pair:?}")).collect::<Vec<_>>(),
    );
}

#[test]
fn each_form_of_an_agency_names_it() {
    let table: Agencies = toml::from_str(AGENCIES).unwrap_or_else(|error| panic!("{error}"));
    for agency in &table.agency {
        for form in std::iter::once(&agency.name).chain(&agency.forms) {
            assert_eq!(phin::names::agency(form), Some(agency), "{form}");
        }
    }
}

#[test]
fn the_publishers_are_sorted_hosts_with_names() {
    let table: Publishers = toml::from_str(PUBLISHERS).unwrap_or_else(|error| panic!("{error}"));
    let rows: Vec<&str> = PUBLISHERS
        .lines()
        .filter(|line| line.contains("\" = \""))
        .filter_map(|line| line.strip_prefix('"')?.split('"').next())
        .collect();
    assert_eq!(rows.len(), table.publishers.len(), "one line a publisher");
    assert!(rows.is_sorted(), "src/names/publishers.toml: publishers out of order");
    assert!(table.aggregators.is_sorted(), "src/names/publishers.toml: aggregators out of order");
    let mut faults = Vec::new();
    for host in table.publishers.keys().chain(&table.aggregators) {
        if phin::names::host(host).as_ref() != Some(host) {
            faults.push(format!("src/names/publishers.toml: {host} is no host without www."));
        }
    }
    for (host, name) in &table.publishers {
        if phin::names::publisher(host) != Some(name) || name.trim().is_empty() {
            faults.push(format!("src/names/publishers.toml: {host} gives no {name}"));
        }
        if table.aggregators.contains(host) {
            faults.push(format!("src/names/publishers.toml: {host} writes and reprints"));
        }
    }
    none(&faults);
}

#[test]
fn the_places_are_sorted_within_their_groups() {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(PLACES).unwrap_or_else(|error| panic!("{error}"));
    let mut faults = Vec::new();
    for (group, places) in &table {
        for pair in places.windows(2).filter(|pair| order(&pair[0]) > order(&pair[1])) {
            faults.push(format!("src/names/places.toml: {group}: {} before {}", pair[0], pair[1]));
        }
        for pair in twins(places.iter().collect(), folded) {
            faults.push(format!("src/names/places.toml: {group} has {pair:?}"));
        }
        for place in places.iter().filter(|place| !phin::names::is_place(place)) {
            faults.push(format!("src/names/places.toml: {place} is no place"));
        }
    }
    none(&faults);
}

/// How names are sorted: by their Latin letters, in small ones.
fn order(name: &str) -> String {
    any_ascii(name).to_lowercase()
}

#[test]
fn places_are_known_with_and_without_diacritics_and_words_are_none() {
    for place in [
        "Đắk Lắk",
        "Dak Lak",
        "Bà Rịa – Vũng Tàu",
        "Baden-Württemberg",
        "北海道",
        "서울",
        "Москва",
        "مصر",
    ] {
        assert!(phin::names::is_place(place), "{place}");
    }
    for words in [
        "",
        "—",
        "Ảnh",
        "Anh",
        "Ý",
        "Man",
        "Essen",
        "Trang An",
        "Maria Keller",
        "王小明",
        "김하늘",
        "เลย",
    ] {
        assert!(!phin::names::is_place(words), "{words}");
    }
}

#[test]
fn agencies_are_found_by_any_script_and_codes_by_their_case() {
    for (form, name) in [
        ("VOV.VN", "VOV"),
        ("ТАСС", "ТАСС"),
        ("共同", "共同"),
        ("REUTERS", "Reuters"),
        ("AP", "AP"),
    ] {
        assert_eq!(
            phin::names::agency(form).map(|agency| agency.name.as_str()),
            Some(name),
            "{form}"
        );
    }
    for words in ["ap", "Ap", "Thanh niên", "map", "sana", "petra", "Petra", "Maria Keller", ""] {
        assert_eq!(phin::names::agency(words), None, "{words}");
    }
}

/// A further language of which only dates are known, as far as the test reads it.
#[derive(Deserialize)]
struct OnlyDates {
    name: String,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    order: String,
}

#[test]
fn the_further_languages_of_dates_are_whole_and_have_no_file_of_their_own() {
    let table: BTreeMap<String, OnlyDates> =
        toml::from_str(lang::MORE_DATES).unwrap_or_else(|error| panic!("{error}"));
    let tags: Vec<&str> = table.keys().map(String::as_str).collect();
    assert_eq!(tags, lang::ONLY_DATES, "src/lang/dates/more.toml and its tags in src/lang/mod.rs");
    for (tag, row) in &table {
        let is_whole = row.months.len() == 12
            && row.weekdays.len() == 7
            && !row.name.is_empty()
            && ["dmy", "mdy", "ymd"].contains(&row.order.as_str());
        assert!(is_whole, "src/lang/dates/more.toml: {tag} is not whole");
        assert!(lang::get(tag).is_none(), "{tag} has a file of its own");
        assert!(lang::for_dates(tag).is_some(), "{tag} is not read");
    }
}

#[test]
fn the_phrases_of_the_further_languages_can_be_matched_and_stand_once() {
    let mut faults = Vec::new();
    for lang in lang::only_dates() {
        for (list, words) in lists(&lang.file) {
            let (_, label) = list.split_once("phrases.").unwrap_or_default();
            if list.starts_with("phrases.") && Label::ALL.iter().all(|(_, name, _)| *name != label)
            {
                faults.push(format!("{}: no label `{label}`", lang.tag));
            }
            for phrase in words.iter().filter(|_| list.starts_with("phrases.")) {
                if !is_sound(phrase) {
                    faults.push(format!("{}: {phrase:?} begins with a free slot", lang.tag));
                }
            }
            let is_checked = list.starts_with("phrases.") || list == "credits";
            for (first, second) in twins(words, folded).into_iter().filter(|_| is_checked) {
                faults.push(format!("{}: {list} has {first:?} and {second:?}", lang.tag));
            }
        }
    }
    none(&faults);
}

#[test]
fn given_names_are_sorted_words_in_plain_letters() {
    let table: BTreeMap<String, Vec<String>> = toml::from_str(GIVEN).unwrap();
    for (list, words) in table {
        assert!(words.is_sorted_by(|one, next| one < next), "{list} is not sorted, or has twins");
        let is_plain = |word: &String| word.chars().all(|letter| letter.is_ascii_alphabetic());
        assert!(words.iter().all(is_plain), "{list} has more than plain letters");
    }
    for name in [
        "Ann Leewood",
        "J. Leewood",
        "ANN LEEWOOD",
        "Anne-Marie Leewood",
        "Ирина Речная",
        "Ελένη Ποταμίτη",
    ] {
        assert!(phin::names::seems_person(name, false), "{name}");
    }
    for name in ["Harbour Life", "Lower Lamvan", "Vie Locale", "Share Article"] {
        assert!(!phin::names::seems_person(name, false), "{name}");
    }
    assert!(phin::names::seems_person("Kovács Réka", true));
}

/// The table of names in scripts without capitals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Uncased {
    given: BTreeMap<String, Vec<String>>,
    unspaced: BTreeMap<String, Unspaced>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unspaced {
    letters: [usize; 2],
    families: Vec<String>,
    parts: Vec<String>,
}

#[test]
fn names_without_capitals_are_sorted_and_tell_people_from_sections() {
    let table: Uncased = toml::from_str(UNCASED).unwrap();
    let names = table.unspaced.values().flat_map(|names| [&names.families, &names.parts]);
    for words in table.given.values().chain(names) {
        assert!(words.is_sorted_by(|one, next| one < next), "not sorted, or twins: {words:?}");
        assert!(words.iter().all(|word| !word.contains(char::is_whitespace)), "{words:?}");
    }
    for Unspaced { letters: [fewest, most], parts, .. } in table.unspaced.values() {
        assert!(0 < *fewest && fewest <= most);
        assert!(parts.iter().all(|part| part.chars().count() == 1), "{parts:?}");
    }
    for name in ["خالد منصور", "יעל כהן", "संजय तिवारी", "สมชาย ใจดี", "김민수", "王伟", "佐藤 健一"]
    {
        assert!(phin::names::is_uncased_person(name), "{name}");
    }
    for name in
        ["آخر الأخبار", "חדשות היום", "ताज़ा खबर", "ข่าว วันนี้", "사회부", "韩国", "山口県", "高中"]
    {
        assert!(!phin::names::is_uncased_person(name), "{name}");
    }
}
