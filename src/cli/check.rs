//! `phin check`: is the configuration sound, and what would a run read?

use std::collections::BTreeMap;
use std::io::Write;

use phin::clean::Cleaner;
use phin::run::{self, Watch, check_folders};
use phin::source::formats::PACKED;
use phin::source::{self, Listing, Place, Source};
use serde_json::json;

use super::terminal::shown;
use super::{ATTENTION, Check, FINE, Outcome};

pub(super) fn check(args: &Check, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    check_folders(&config.input.folder, &config.output.folder)?;
    Cleaner::new(&config)?;
    let files = source::list(&config.input)?;
    let endings = endings(&files);
    let count = files.sources.len();
    let listing = run::open(files, &config, &std::env::temp_dir(), &Watch::NOBODY)?;
    let is_record = |source: &&Source| matches!(source.place, Place::Record(_));
    let records = listing.sources.iter().filter(is_record).count();
    let folder = config.input.folder.display().to_string();
    if args.json {
        let object = json!({
            "folder": folder, "files": count, "endings": endings, "records": records,
            "skipped": listing.skipped, "problems": listing.problems,
        });
        writeln!(out, "{object}")?;
    } else {
        let named: Vec<String> =
            endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
        writeln!(out, "the configuration is sound")?;
        let line = format!("{folder}: {count} files to read: {}", named.join(" · "));
        writeln!(out, "{}", shown(line.trim_end_matches([' ', ':'])))?;
        if records > 0 {
            writeln!(out, "{records} documents are records of these files")?;
        }
        writeln!(out, "{} left out, {} cannot be read", listing.skipped, listing.problems.len())?;
        for problem in &listing.problems {
            let line = format!("{}: {}; {}", problem.file, problem.message, problem.advice);
            writeln!(out, "{}", shown(&line))?;
        }
    }
    Ok(if listing.problems.is_empty() { FINE } else { ATTENTION })
}

/// How many files there are of each ending.
fn endings(listing: &Listing) -> BTreeMap<String, usize> {
    let mut endings = BTreeMap::new();
    for source in &listing.sources {
        let name = source.file.rsplit('/').next().unwrap_or_default().to_lowercase();
        let packed = PACKED.iter().find_map(|end| name.strip_suffix(&format!(".{end}")));
        let ending = packed.unwrap_or(&name).rfind('.').and_then(|at| name.get(at..));
        let ending = ending.unwrap_or("without ending").to_owned();
        *endings.entry(ending).or_default() += 1;
    }
    endings
}
