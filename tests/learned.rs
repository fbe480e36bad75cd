//! What does a folder show of its sites, and does no article lose by it?

mod sites;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use phin::clean::Cleaner;
use phin::config::Config;
use phin::learn::{Outline, Sample, learn};
use serde_json::Value;

use crate::partition::law::raw;
use crate::support::{Workdir, files_below};
use sites::{Dump, Layout, World, layouts, world, world_of};

/// The rows of `phin suggest`.
fn rows(work: &Workdir) -> Vec<toml::Value> {
    let said = work.run(["suggest"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let rows: toml::Table = said.stdout.parse().unwrap();
    rows.get("filter").and_then(toml::Value::as_array).cloned().unwrap_or_default()
}

/// The lines that `phin suggest` prints.
fn suggested(work: &Workdir) -> BTreeSet<String> {
    rows(work).iter().map(|row| row["removes"][0].as_str().unwrap().to_owned()).collect()
}

/// A folder with the dumps of a world, each where `place` says.
fn folder(dumps: &[Dump], place: impl Fn(&Dump) -> (String, String)) -> Workdir {
    dumps.iter().fold(Workdir::new(), |work, dump| {
        let (name, text) = place(dump);
        work.raw(&name, text)
    })
}

fn flat(dump: &Dump) -> (String, String) {
    (dump.name.clone(), dump.text.clone())
}

/// A dump where a layout says.
fn placed(layout: &Layout, dump: &Dump) -> (String, String) {
    match layout.told_by.as_str() {
        "folder" => (format!("{}/{}", dump.site, dump.name), dump.text.clone()),
        "address" => {
            let address = format!("https://site{}.example/a/{}.html", dump.site, dump.name);
            (dump.name.clone(), format!("{}{address}\n", dump.text))
        }
        _ => flat(dump),
    }
}

/// What is wrong with the lines that are suggested of a world. A line that few documents have is none of what has to be found.
fn faults(lines: &BTreeSet<String>, world: &World) -> Vec<String> {
    let is_body = |line: &&String| world.body.contains(*line) || world.titles.contains(*line);
    let body = lines.iter().filter(is_body).map(|line| format!("of an article: {line}"));
    let often: Vec<&String> = world.chrome.iter().filter(|line| world.is_often(line)).collect();
    let missed: Vec<&&String> = often.iter().filter(|line| !lines.contains(**line)).collect();
    let too_many = missed.len() * 20 > often.len();
    let missed = missed.into_iter().filter(|_| too_many).map(|line| format!("missed: {line}"));
    body.chain(missed).collect()
}

#[test]
fn suggest_finds_the_chrome_of_every_layout_and_no_line_of_an_article() {
    let mut told = Vec::new();
    for layout in layouts() {
        let world = world_of(21, &layout);
        let work = folder(&world.dumps, |dump| placed(&layout, dump));
        let faults = faults(&suggested(&work), &world);
        told.extend(faults.into_iter().map(|fault| format!("{}: {fault}", layout.name)));
    }
    assert!(told.is_empty(), "{told:#?}");
}

/// Asserts that nearly all chrome and no body is among lines.
fn assert_found(lines: &BTreeSet<String>, world: &World) {
    let is_body = |line: &&String| world.body.contains(*line) || world.titles.contains(*line);
    let body: Vec<&String> = lines.iter().filter(is_body).collect();
    assert!(body.is_empty(), "lines of articles are suggested: {body:#?}");
    let missed: Vec<&String> = world.chrome.difference(lines).collect();
    let most = world.chrome.len() / 20;
    assert!(missed.len() <= most, "{} of {} missed: {missed:#?}", missed.len(), world.chrome.len());
}

#[test]
fn suggest_finds_the_chrome_of_five_sites_in_one_folder_and_no_line_of_an_article() {
    let world = world(1, 5, 100);
    assert_found(&suggested(&folder(&world.dumps, flat)), &world);
}

#[test]
fn a_site_is_known_by_its_folder() {
    let world = world(2, 5, 20);
    let work =
        folder(&world.dumps, |dump| (format!("{}/{}", dump.site, dump.name), dump.text.clone()));
    assert_found(&suggested(&work), &world);
    let scoped = rows(&work).iter().filter(|row| row.get("file").is_some()).count();
    assert_eq!(scoped, rows(&work).len(), "a row speaks of other folders, too");
}

#[test]
fn a_site_is_known_by_the_host_of_its_addresses() {
    let world = world(3, 3, 30);
    let work = folder(&world.dumps, |dump| {
        let address = format!("https://site{}.example/a/{}.html", dump.site, dump.name);
        (dump.name.clone(), format!("{}{address}\n", dump.text))
    });
    assert_found(&suggested(&work), &world);
    let row = &rows(&work)[0];
    assert_eq!(row["site"].as_str(), Some("site0.example"));
    let why = row["why"].as_str().unwrap();
    assert!(why.starts_with("in 2") && why.contains("documents of site0.example"), "{why}");
}

/// The bodies of a run, by file.
fn texts(work: &Workdir) -> BTreeMap<String, String> {
    let tables = ["articles", "duplicates"].map(|name| work.file(&format!("cleaned/{name}.jsonl")));
    let rows = tables.iter().flat_map(|table| table.lines());
    rows.map(|row| {
        let row: Value = serde_json::from_str(row).unwrap();
        (
            row["file"].as_str().unwrap().to_owned(),
            row["text"].as_str().unwrap_or_default().to_owned(),
        )
    })
    .collect()
}

/// Runs with what the folder shows.
fn run_learning(work: &Workdir, threads: &str) {
    let said = work.run(["--set", "clean.learn=true", "--format", "jsonl", "--threads", threads]);
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
}

#[test]
fn a_run_takes_what_the_folder_shows_and_says_so_in_the_ledger() {
    let world = world(4, 2, 24);
    let work = folder(&world.dumps, flat);
    run_learning(&work, "2");
    let lines: BTreeSet<String> =
        texts(&work).values().flat_map(|text| text.lines()).map(str::to_owned).collect();
    let left = world.chrome.intersection(&lines).count();
    assert!(left * 10 < world.chrome.len(), "{left} of {} lines are left", world.chrome.len());
    let lost: Vec<&String> = world.body.difference(&lines).collect();
    assert!(lost.is_empty(), "lines of articles are gone: {lost:#?}");
    let ledger = work.file("cleaned/removed.jsonl");
    let learned: Vec<&str> =
        ledger.lines().filter(|row| row.contains(r#""rule":"learned""#)).collect();
    assert!(!learned.is_empty());
    for row in learned {
        let row: Value = serde_json::from_str(row).unwrap();
        let evidence = row["evidence"].as_str().unwrap_or_default();
        assert!(evidence.starts_with("in ") && evidence.contains(" documents "), "{row}");
        assert_eq!(row["kind"], "learned");
    }
}

#[test]
fn threads_and_the_names_of_files_change_nothing_of_what_is_learned() {
    let world = world(5, 2, 12);
    let one = folder(&world.dumps, flat);
    let eight = folder(&world.dumps, flat);
    run_learning(&one, "1");
    run_learning(&eight, "8");
    assert_eq!(one.results("cleaned"), eight.results("cleaned"));
    let last = world.dumps.len();
    let number = std::cell::Cell::new(last);
    let renamed = folder(&world.dumps, |dump| {
        number.set(number.get() - 1);
        (format!("{:04}.txt", number.get()), dump.text.clone())
    });
    assert_eq!(one.run(["suggest"]).stdout, renamed.run(["suggest"]).stdout);
}

#[test]
fn a_run_over_a_folder_that_grew_is_a_fresh_run() {
    let world = world(6, 2, 14);
    let (early, late): (Vec<_>, Vec<_>) =
        world.dumps.iter().enumerate().partition(|(at, _)| at % 14 < 6);
    let grown =
        early.iter().fold(Workdir::new(), |work, (_, dump)| work.raw(&dump.name, &dump.text));
    run_learning(&grown, "2");
    let before = texts(&grown);
    let grown = late.iter().fold(grown, |work, (_, dump)| work.raw(&dump.name, &dump.text));
    run_learning(&grown, "2");
    let fresh = folder(&world.dumps, flat);
    run_learning(&fresh, "2");
    assert_eq!(grown.results("cleaned"), fresh.results("cleaned"));
    let after = texts(&grown);
    assert!(before.iter().any(|(file, text)| after[file] != *text), "growing taught nothing");
}

/// When each entry of a store was written.
fn entries(work: &Workdir) -> BTreeMap<PathBuf, SystemTime> {
    let files = files_below(&work.path("cleaned/.store")).into_iter();
    let entries = files.filter(|path| !path.ends_with("index.jsonl"));
    entries.map(|path| (path.clone(), path.metadata().unwrap().modified().unwrap())).collect()
}

#[test]
fn a_page_is_kept_once_and_again_where_something_is_learned_of_it_and_a_rerun_writes_nothing() {
    let world = world(9, 1, 12);
    let work = folder(&world.dumps, flat);
    run_learning(&work, "2");
    let first = entries(&work);
    let ledger = work.file("cleaned/removed.jsonl");
    let learned = ledger.lines().filter(|row| row.contains(r#""rule":"learned""#));
    let file = |row: &str| serde_json::from_str::<Value>(row).unwrap()["file"].to_string();
    let learned: BTreeSet<String> = learned.map(file).collect();
    assert!(!learned.is_empty());
    let most = 2 * world.dumps.len() + 1; // and .gitignore
    assert!(first.len() > world.dumps.len() + learned.len(), "{} entries", first.len());
    assert!(first.len() <= most, "{} entries of {} documents", first.len(), world.dumps.len());
    let results = work.results("cleaned");
    run_learning(&work, "2");
    assert_eq!(entries(&work), first);
    assert_eq!(work.results("cleaned"), results);
}

/// Ten articles and one that stands there fifty times, each time with what `own` adds.
fn mostly_copies(own: impl Fn(usize) -> String) -> (Workdir, String) {
    let world = world(7, 1, 10);
    let others = world.dumps.iter().filter(|dump| dump.site == 0 && !dump.name.ends_with('0'));
    let work = others.fold(Workdir::new(), |work, dump| work.raw(&dump.name, &dump.text));
    let body = "The tide mill of Corwen was set going again on Sunday.\n\
                Nobody had heard its wheel since the flood of the year before.\n\
                The miller served tea to those who came.\n\
                A second wheel is to follow.\n";
    let work = (0..50).fold(work, |work, number| {
        let text = format!("The mill that waited for the moon\n{}{body}", own(number));
        work.raw(&format!("copy-{number:02}.txt"), text)
    });
    (work, body.trim().replace('\n', "\n\n"))
}

#[test]
fn fifty_copies_of_one_article_do_not_make_its_body_boilerplate() {
    let days: [fn(usize) -> String; 2] = [
        |_| String::new(),
        |number| format!("Seen by {} readers of the valley\n", 1000 + number * 37),
    ];
    for own in days {
        let (work, body) = mostly_copies(own);
        run_learning(&work, "2");
        let texts = texts(&work);
        assert!(texts["copy-07.txt"].ends_with(&body), "{}", texts["copy-07.txt"]);
        let lines = suggested(&work);
        assert!(body.lines().all(|line| !lines.contains(line)), "{lines:?}");
    }
}

#[test]
fn a_long_line_a_quotation_and_a_headline_in_every_document_stay() {
    let long = "The council of the seven harbours asks all who live by the sea to keep the lamps lit until the last boat \
                is home, since the fog of this season is thicker than any that the oldest pilots can remember, and since the \
                bell of the northern pier, which was cast two hundred years ago and has not failed once, cannot be heard \
                beyond the second buoy when the wind turns to the east before the evening tide has come in.";
    let quote = "“Nobody leaves the harbour tonight”";
    let world = world(8, 1, 20);
    let work = folder(&world.dumps, |dump| {
        let mut lines: Vec<&str> = dump.text.lines().collect();
        lines.splice(13..13, [long, quote]);
        (dump.name.clone(), lines.join("\n"))
    });
    let lines = suggested(&work);
    assert!(!lines.is_empty() && !lines.contains(long) && !lines.contains(quote));
    let said = work.run(["suggest"]).stdout;
    let suspects: Vec<&str> = said.lines().filter(|line| line.starts_with("# not used")).collect();
    assert!(suspects.iter().any(|line| line.contains("The council of the seven")), "{suspects:?}");
    assert!(suspects.iter().any(|line| line.contains("Nobody leaves the harbour")), "{suspects:?}");
    run_learning(&work, "2");
    assert!(texts(&work).values().all(|text| text.contains(long) && text.contains(quote)));
}

#[test]
fn a_menu_on_one_line_and_a_notice_behind_the_article_are_found() {
    let menu = "Tessel Harbours Hills Rivers Weather Boats Letters Reeds Herons Mills Lanterns Orchards Bridges";
    let notice = "The Reed Courier of Tessel is printed by the house of the three sisters; whoever prints from it asks there \
                  first, names the hand that wrote it, and sends two copies down the river before the moon is new.";
    let world = world(13, 1, 30);
    let stories = world.dumps.iter().map(|dump| {
        let lines: Vec<&str> =
            dump.text.lines().filter(|line| !world.chrome.contains(*line)).collect();
        (dump, format!("{menu}\n{}\n{notice}\n", lines.join("\n")))
    });
    let work = stories.fold(Workdir::new(), |work, (dump, text)| work.raw(&dump.name, text));
    let lines = suggested(&work);
    assert_eq!(lines, BTreeSet::from([menu.to_owned(), notice.to_owned()]));
}

#[test]
fn a_headline_that_other_pages_list_stays_the_headline_of_its_own() {
    let stories: Vec<(String, String)> = (0..12)
        .map(|number| {
            let word = ["Heron", "Otter", "Lantern", "Mill", "Ferry", "Orchard"][number % 6];
            (
                format!("{word} number {number} comes home to the valley"),
                format!("The people of place {number} lit {number} fires for the {word} that evening, and sang until {number}."),
            )
        })
        .collect();
    let list: Vec<&str> = stories.iter().take(4).map(|(title, _)| title.as_str()).collect();
    let work = stories.iter().enumerate().fold(Workdir::new(), |work, (number, (title, body))| {
        let list = list.join("\n");
        let text = format!("Corwen Ledger\nHills\nRivers\nHarbours\n{title}\n{body}\nWhat all the valley reads\n{list}\nWe print on reeds\n");
        work.raw(&format!("{number:02}.txt"), text)
    });
    run_learning(&work, "2");
    let table = work.file("cleaned/articles.jsonl") + &work.file("cleaned/duplicates.jsonl");
    for row in table.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let number: usize = row["file"].as_str().unwrap()[..2].parse().unwrap();
        assert_eq!(row["title"], stories[number].0.as_str());
        assert_eq!(row["text"], stories[number].1.as_str());
    }
}

#[test]
fn pages_of_html_are_learned_from_too() {
    let work = (0..12).fold(Workdir::new(), |work, number| {
        let page = format!(
            "<html><head><title>Boat {number} found</title></head><body><div>Reed Courier of Tessel</div>\
             <h1>Boat {number} found</h1><p>The boat of the {number} sisters was found behind the weir on Sunday, dry and whole.</p>\
             <div>Letters go to the reed house</div>\
             <p>Its {number} oars were missing, and nobody in the village of {number} houses knows who has them.</p>\
             <div>Printed by the light of {} moon</div></body></html>",
            "the same"
        );
        work.raw(&format!("{number}.html"), page)
    });
    let lines = suggested(&work);
    for line in [
        "Reed Courier of Tessel",
        "Letters go to the reed house",
        "Printed by the light of the same moon",
    ] {
        assert!(lines.contains(line), "{line} is not among {lines:?}");
    }
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn suggest_writes_rows_that_a_run_takes_and_that_are_not_suggested_again() {
    let world = world(9, 2, 14);
    let work = folder(&world.dumps, flat).config("[output]\nformats = [\"jsonl\"]");
    let before = suggested(&work);
    assert!(before.len() > 20);
    let said = work.run(["suggest", "--write"]);
    let wrote = format!("wrote {} filters to config.toml\n", before.len());
    assert!(said.stdout.starts_with(&wrote), "{}", said.stdout);
    assert_eq!(rows(&work).len(), 0);
    assert_eq!(work.run([]).code, 0);
    let lines: BTreeSet<String> =
        texts(&work).values().flat_map(|text| text.lines()).map(str::to_owned).collect();
    assert_eq!(before.intersection(&lines).count(), 0);
    let lost: Vec<&String> = world.body.difference(&lines).collect();
    assert!(lost.is_empty(), "lines of articles are gone: {lost:#?}");
}

#[test]
fn suggest_writes_any_line_as_toml_on_one_line() {
    let odd = "Say \"reed\" \\ C:\\moon\u{202e} 'now' ";
    let work = world(10, 3, 8)
        .dumps
        .iter()
        .filter(|dump| dump.site == 2)
        .fold(Workdir::new(), |work, dump| work.raw(&dump.name, format!("{}{odd}\n", dump.text)));
    let lines = suggested(&work);
    assert!(lines.contains(odd.trim()), "{lines:?}");
    assert!(!work.run(["suggest"]).stdout.contains('\u{202e}'));
}

#[test]
fn explain_shows_what_a_run_would_learn() {
    let world = world(11, 1, 12);
    let work = folder(&world.dumps, flat);
    let said = work.run(["explain", "0-005.txt"]);
    assert!(said.stdout.contains("- learned by learned"), "{}", said.stdout);
    let without = work.run(["explain", "0-005.txt", "--set", "clean.learn=false"]);
    assert!(!without.stdout.contains("by learned"));
}

/// The outlines of a world.
fn outlines(world: &World) -> Vec<(String, Outline)> {
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let outline = |dump: &Dump| (dump.name.clone(), cleaner.outline(&raw(&dump.name, &dump.text)));
    world.dumps.iter().map(outline).collect()
}

#[test]
fn memory_is_bounded_and_what_is_left_out_does_not_depend_on_the_order() {
    let outlines = outlines(&world(12, 2, 60));
    let mut forth = Sample::of_at_most(40);
    for (file, outline) in &outlines {
        forth.add(file, outline.clone());
    }
    let (mut one, mut other) = (Sample::of_at_most(40), Sample::of_at_most(40));
    for (at, (file, outline)) in outlines.iter().rev().enumerate() {
        if at % 3 == 0 { &mut one } else { &mut other }.add(file, outline.clone());
    }
    let back = one.with(other);
    assert_eq!((forth.len(), back.len()), (40, 40));
    let config = Config::default().clean;
    let found = |sample: &Sample| learn(sample, &config).lines().collect::<Vec<_>>();
    assert!(!found(&forth).is_empty());
    assert_eq!(found(&forth), found(&back));
}

#[test]
fn an_endless_page_has_a_short_outline() {
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let lines: Vec<String> =
        (0..50_000).map(|number| format!("Line {number} of the endless page")).collect();
    let lines = lines.join("\n");
    let outline = serde_json::to_string(&cleaner.outline(&raw("a.txt", &lines))).unwrap();
    assert!(outline.len() < 20_000, "{} bytes", outline.len());
}
