//! `phin check`: is the configuration sound, and what would a run read?

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use phin::clean::Cleaner;
use phin::run::check_folders;
use phin::source::{self, Listing};
use serde_json::json;

use super::terminal::shown;
use super::{ATTENTION, Check, FINE, Outcome};

pub(super) fn check(args: &Check, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    check_folders(&config.input.folder, &config.output.folder)?;
    Cleaner::new(&config)?;
    let listing = source::list(&config.input)?;
    let endings = endings(&listing);
    let folder = config.input.folder.display().to_string();
    if args.json {
        let object = json!({
            "folder": folder, "files": listing.sources.len(), "endings": endings,
            "skipped": listing.skipped, "problems": listing.problems,
        });
        writeln!(out, "{object}")?;
    } else {
        let files = listing.sources.len();
        let named: Vec<String> =
            endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
        writeln!(out, "the configuration is sound")?;
        let line = format!("{folder}: {files} files to read: {}", named.join(" · "));
        writeln!(out, "{}", shown(line.trim_end_matches([' ', ':'])))?;
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
        let ending = Path::new(&source.file).extension();
        let ending = ending.map_or_else(
            || "without ending".to_owned(),
            |ending| format!(".{}", ending.to_string_lossy().to_lowercase()),
        );
        *endings.entry(ending).or_default() += 1;
    }
    endings
}
