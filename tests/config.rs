//! Is config.toml complete, and are wrong keys named?

use phin::config::{COMMENTED, Config, Layer, Names, nearest};
use phin::run;
use toml::{Table, Value};

/// What is wrong with a configuration; empty when nothing is.
fn wrong(text: &str) -> String {
    let read = Layer::text("config.toml", text).and_then(|layer| Config::read(&[layer], &names()));
    read.map_or_else(|error| error.to_string(), |_| String::new())
}

fn set(assignment: &str) -> Result<Config, String> {
    let read = Layer::set(assignment).and_then(|layer| Config::read(&[layer], &names()));
    read.map_err(|error| error.to_string())
}

/// Names of this test's own, so that it does not change with the rules.
fn names() -> Names {
    Names {
        rules: vec!["navigation_menu", "photo_caption"],
        columns: vec!["id", "language", "title"],
        formats: vec!["csv", "json", "jsonl"],
    }
}

#[test]
fn the_file_in_the_repository_holds_the_defaults() {
    let layer = Layer::text("config.toml", COMMENTED).unwrap();
    assert_eq!(Config::read(&[layer], &run::names()).unwrap(), Config::default());
    assert_eq!(Config::read(&[], &run::names()).unwrap(), Config::default());
}

#[test]
fn the_file_in_the_repository_holds_every_key_with_a_comment() {
    for (section, value) in Table::try_from(Config::default()).unwrap() {
        let Value::Table(keys) = value else { continue };
        for key in keys.keys() {
            commented(&format!("[{section}]"), key, "");
        }
    }
    let keys = |value: Table| value.keys().cloned().collect::<Vec<_>>();
    let filter = keys(Table::try_from(phin::config::Filter::default()).unwrap());
    let site = keys(Table::try_from(phin::config::Site::default()).unwrap());
    let test = keys(Table::try_from(phin::config::Test::default()).unwrap());
    for (section, keys) in [("# [[filter]]", filter), ("# [[site]]", site), ("# [[test]]", test)] {
        for key in keys {
            commented(section, &key, "# ");
        }
    }
}

/// Asserts that a key stands in its section of config.toml, below a comment.
fn commented(section: &str, key: &str, out: &str) {
    let lines: Vec<&str> = COMMENTED.lines().collect();
    let top = lines.iter().position(|line| *line == section);
    let top = top.unwrap_or_else(|| panic!("config.toml has no {section}"));
    let sub = format!("{}.{key}]", section.trim_end_matches(']'));
    let at = lines[top..].iter().position(|line| {
        line.strip_prefix(out).is_some_and(|line| line.starts_with(&format!("{key} =")))
            || *line == sub
    });
    let at = at.unwrap_or_else(|| panic!("config.toml has no {key} in {section}"));
    let above = lines[top + at - 1].strip_prefix(out).unwrap_or_default();
    assert!(above.starts_with("# "), "{key} in {section} has no comment above it");
}

#[test]
fn the_examples_that_stand_commented_out_are_sound() {
    let mut text = String::new();
    let mut inside = false;
    for line in COMMENTED.lines() {
        inside = line.starts_with("# [[") || inside && !line.is_empty();
        let line = if inside { line.strip_prefix("# ").unwrap_or(line) } else { line };
        text.push_str(line);
        text.push('\n');
    }
    let layer = Layer::text("config.toml", &text).unwrap();
    let config = Config::read(&[layer], &run::names()).unwrap();
    assert_eq!((config.filter.len(), config.site.len(), config.test.len()), (1, 1, 1));
    phin::clean::Cleaner::new(&config).unwrap();
}

#[test]
fn an_unknown_key_is_named_with_its_place_and_the_nearest_right_one() {
    assert_eq!(
        wrong("[input]\nfolder = \"raw\"\n\n[output]\nfromats = [\"csv\"]\n"),
        "config.toml:5:1: unknown key output.fromats; did you mean output.formats?"
    );
    assert_eq!(wrong("[ouput]\n"), "config.toml:1:2: unknown key ouput; did you mean output?");
    assert_eq!(
        wrong("[clean]\nformats = []"),
        "config.toml:2:1: unknown key clean.formats; did you mean output.formats?"
    );
    assert_eq!(
        wrong("formats = [\"csv\"]"),
        "config.toml:1:1: unknown key formats; did you mean output.formats?"
    );
    assert_eq!(
        wrong("[[filter]]\nname = \"x\"\nkindd = \"y\""),
        "config.toml:3:1: unknown key filter.kindd; did you mean filter.kind?"
    );
    assert_eq!(
        wrong("clean = { zzz = 1 }"),
        "config.toml:1:11: unknown key clean.zzz; known here: keep, learn, learn_min_documents, learn_min_share, rules"
    );
}

#[test]
fn the_column_counts_letters_and_a_byte_order_mark_counts_nothing() {
    assert_eq!(
        wrong("\u{feff}dedup = { prefer = [\"vi\"], fold = [\"Ảnh\"] }"),
        "config.toml:1:36: unknown kind of sameness Ảnh; known are exact, near, translation"
    );
    assert_eq!(
        wrong("site = [{ publisher = \"Tiếng Việt\", hots = \"x\" }]"),
        "config.toml:1:37: unknown key site.hots; did you mean site.host?"
    );
}

#[test]
fn a_wrong_type_names_what_is_expected() {
    let cases = [
        ("[output]\nreport = \"yes\"", "2:10: output.report is true or false, not \"yes\""),
        ("[output]\nformats = \"csv\"", "2:11: output.formats is a list of texts, not \"csv\""),
        ("[output]\nformats = [\"csv\", 1]", "2:19: output.formats is text in quotes, not 1"),
        ("[limits]\nthreads = -1", "2:11: limits.threads is a whole number from 0 on, not -1"),
        ("[limits]\nline = 1.5", "2:8: limits.line is a whole number from 0 on, not 1.5"),
        ("[dedup]\nnear_similarity = \"a\"", "2:19: dedup.near_similarity is a number, not \"a\""),
        ("input = 3", "1:9: input is a table, not 3"),
        ("[filter]\nname = \"x\"", "1:1: filter is tables, each under its [[name]], not a table"),
        ("[output]\ndelimiter = \"ab\"", "2:13: output.delimiter is one of ,, ;, \\t, not \"ab\""),
        (
            "[input]\ndate_order = \"dym\"",
            "2:14: input.date_order is one of auto, dmy, mdy, ymd, not \"dym\"",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(wrong(text), format!("config.toml:{expected}"), "{text}");
    }
}

#[test]
fn broken_toml_names_line_and_column() {
    let said = wrong("[input]\nfolder = raw\n");
    assert!(said.starts_with("config.toml:2:10: "), "{said}");
    assert_eq!(said.lines().count(), 1);
    assert!(wrong("[input]\n[input]\n").starts_with("config.toml:2:"));
}

#[test]
fn names_that_are_none_get_the_nearest() {
    let cases = [
        ("[output]\nformats = [\"cvs\"]", "2:12: unknown format cvs; did you mean csv?"),
        (
            "[output]\ncolumns = [\"id\", \"titel\"]",
            "2:18: unknown column titel; did you mean title?",
        ),
        (
            "[clean]\nkeep = [\"photo_captions\"]",
            "2:9: unknown kind photo_captions; did you mean photo_caption?",
        ),
        (
            "[clean.rules]\nnavigation_menus = false",
            "2:20: unknown rule navigation_menus; did you mean navigation_menu?",
        ),
        ("[dedup]\nprefer = [\"newst\"]", "2:11: unknown preference newst; did you mean newest?"),
        ("[dedup]\nfold = [\"exakt\"]", "2:9: unknown kind of sameness exakt; did you mean exact?"),
        ("[metadata]\nfields = [\"titel\"]", "2:11: unknown field titel; did you mean title?"),
        (
            "[[test]]\nfile = \"a\"\nexpect = { lang = \"vi\" }",
            "3:19: unknown column lang; did you mean language?",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(wrong(text), format!("config.toml:{expected}"), "{text}");
    }
}

#[test]
fn values_that_make_no_sense_are_refused() {
    let cases = [
        (
            "[input]\ninclude = [\"a[\"]",
            "2:12: input.include: glob \"a[\": unclosed character class; missing ']'",
        ),
        (
            "[input]\nlanguages = [\"viet nam\"]",
            "2:14: input.languages: \"viet nam\" is no language tag; write one like vi, en or zh-Hant",
        ),
        (
            "[input]\nreference_time = \"noon\"",
            "2:18: input.reference_time: \"noon\" is not none, modified, fetched, or a time like 2025-08-13T09:00:00+07:00",
        ),
        (
            "[limits]\nremoved_share = 98",
            "2:17: limits.removed_share: 98 is no share; write a number from 0 to 1",
        ),
        (
            "[limits]\nremoved_share = nan",
            "2:17: limits.removed_share: NaN is no share; write a number from 0 to 1",
        ),
        ("[limits]\nfile = 0", "2:8: limits.file: 0 would leave nothing to read; at least 1"),
        (
            "[limits]\nthreads = 100000",
            "2:11: limits.threads: 100000 threads are too many; at most 1024",
        ),
        (
            "[output]\nformats = []",
            "2:11: output.formats: no format; name at least one of csv, json, jsonl",
        ),
        ("[output]\nformats = [\"csv\", \"csv\"]", "2:11: output.formats: csv stands here twice"),
        (
            "[output]\ndelimiter = \"x\"",
            "2:13: output.delimiter: 'x' cannot stand between cells; take a comma, a semicolon, a tab or the like",
        ),
        (
            "[[site]]\nhost = \"a.org\"\ntime_zone = \"Hanoi\"",
            "3:13: site.time_zone: unknown time zone \"Hanoi\"; write one like Asia/Ho_Chi_Minh",
        ),
        (
            "[[site]]\nlanguage = \"vi\"",
            "1:1: site.host: no host; name the site, as in \"*.vov.vn\"",
        ),
        (
            "[[test]]\ncontains = [\"a\"]",
            "1:1: test.file: no file; name one below the input folder",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(wrong(text), format!("config.toml:{expected}"), "{text}");
    }
}

#[test]
fn a_filter_needs_a_name_a_kind_and_one_way_to_match() {
    let cases = [
        (
            "kind = \"tags\"\nmatch = \"a\"",
            "1:1: filter.name: filter \"unnamed\": no name; give it one, the ledger shows it as rule",
        ),
        (
            "name = \"n\"\nmatch = \"a\"",
            "1:1: filter.kind: filter \"n\": no kind; name what it removes, as in kind = \"promotion\"",
        ),
        (
            "name = \"n\"\nkind = \"k\"",
            "1:1: filter.match: filter \"n\": neither match nor pattern; write one of them",
        ),
        (
            "name = \"n\"\nkind = \"k\"\nmatch = \"a\"\npattern = \"b\"",
            "5:11: filter.pattern: filter \"n\": both match and pattern; write one of them",
        ),
        (
            "name = \"n\"\nkind = \"k\"\npattern = \"(\"",
            "4:11: filter.pattern: filter \"n\": pattern: unclosed group",
        ),
        (
            "name = \"n\"\nkind = \"k\"\npattern = '\\pL{1000}{10}'",
            "4:11: filter.pattern: filter \"n\": the pattern needs more than 1048576 bytes; repeat fewer things",
        ),
        (
            "name = \"photo_caption\"\nkind = \"k\"\nmatch = \"a\"",
            "2:8: filter.name: filter \"photo_caption\": the name is taken; the ledger tells rules apart by name",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            wrong(&format!("[[filter]]\n{text}")),
            format!("config.toml:{expected}"),
            "{text}"
        );
    }
    assert_eq!(wrong("[[filter]]\nname = \"n\"\naction = \"keep\"\nmatch = \"a\""), "");
}

#[test]
fn a_key_can_be_set_by_the_command_line() {
    assert_eq!(set("output.formats=csv,jsonl").unwrap().output.formats, ["csv", "jsonl"]);
    assert_eq!(set("output.formats=[\"csv\"]").unwrap().output.formats, ["csv"]);
    assert_eq!(set("output.columns=").unwrap().output.columns, [""; 0]);
    assert_eq!(set("output.delimiter=;").unwrap().output.delimiter, ';');
    assert_eq!(set("output.delimiter=\"\\t\"").unwrap().output.delimiter, '\t');
    assert!(!set("output.report=false").unwrap().output.report);
    assert_eq!(set("limits.threads = 3").unwrap().limits.threads, 3);
    assert!((set("dedup.near_similarity=1").unwrap().dedup.near_similarity - 1.0).abs() < 1e-9);
    assert_eq!(set("input.folder=2025").unwrap().input.folder.to_str(), Some("2025"));
    assert!(!set("clean.rules.photo_caption=false").unwrap().clean.rules["photo_caption"]);
}

#[test]
fn a_key_set_wrong_by_the_command_line_says_the_same() {
    let cases = [
        ("output.fromats=csv", "unknown key output.fromats; did you mean output.formats?"),
        ("output.formats=cvs", "unknown format cvs; did you mean csv?"),
        ("output.report=yes", "output.report is true or false, not \"yes\""),
        ("limits.threads=-2", "limits.threads is a whole number from 0 on, not -2"),
        ("output", "no = in \"output\"; write KEY=VALUE, as in --set output.formats=csv,jsonl"),
        (
            "clean.rules.photo_captoin=false",
            "unknown rule photo_captoin; did you mean photo_caption?",
        ),
    ];
    for (assignment, expected) in cases {
        assert_eq!(set(assignment).unwrap_err(), format!("--set: {expected}"), "{assignment}");
    }
}

#[test]
fn the_command_line_wins_over_the_file_key_by_key() {
    let layers = [
        Layer::text("config.toml", "[output]\nreport = false\nformats = [\"csv\"]").unwrap(),
        Layer::set("output.formats=json").unwrap(),
    ];
    let config = Config::read(&layers, &names()).unwrap();
    assert_eq!((config.output.report, config.output.formats), (false, vec!["json".to_owned()]));
}

#[test]
fn the_nearest_name_is_a_slip_away_or_none() {
    let names = ["navigation_menu", "photo_caption", "tags"];
    assert_eq!(nearest("navigation_meun", &names), Some("navigation_menu"));
    assert_eq!(nearest("Tags", &names), Some("tags"));
    assert_eq!(nearest("weather", &names), None);
}
