//! What does a folder show of its sites, and does no article lose by it?

mod sites;

use std::collections::BTreeSet;

use crate::support::Workdir;
use sites::{DOCUMENTS, World, world};

/// The lines that `phin suggest` prints, as its rows say them.
fn suggested(work: &Workdir) -> BTreeSet<String> {
    let said = work.run(["suggest"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let rows: toml::Table = said.stdout.parse().unwrap();
    let rows = rows.get("filter").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    rows.iter().map(|row| row["removes"][0].as_str().unwrap().to_owned()).collect()
}

/// A folder with the dumps of a world, each where `place` says.
fn folder(world: &World, place: impl Fn(&sites::Dump) -> (String, String)) -> Workdir {
    world.dumps.iter().fold(Workdir::new(), |work, dump| {
        let (name, text) = place(dump);
        work.raw(&name, text)
    })
}

/// Asserts that nearly all chrome and no body is among lines.
fn assert_found(lines: &BTreeSet<String>, world: &World) {
    let body: Vec<&String> = lines
        .iter()
        .filter(|line| world.body.contains(*line) || world.titles.contains(*line))
        .collect();
    assert!(body.is_empty(), "lines of articles are suggested: {body:#?}");
    let missed: Vec<&String> = world.chrome.difference(lines).collect();
    let most = world.chrome.len() / 20;
    assert!(missed.len() <= most, "{} of {} missed: {missed:#?}", missed.len(), world.chrome.len());
}

#[test]
fn suggest_finds_the_chrome_of_five_sites_in_one_folder_and_no_line_of_an_article() {
    let world = world(1, DOCUMENTS);
    let work = folder(&world, |dump| (dump.name.clone(), dump.text.clone()));
    assert_found(&suggested(&work), &world);
}
