//! `phin lexicon`: the words of several languages that mean one thing, as the translations of a folder teach them.

use std::io::Write;

use phin::clean::Cleaner;
use phin::config::Config;
use phin::dedup::Meaning;
use phin::error::{Error, Result};
use phin::run::{self, Each, Earlier, Watch};
use phin::source;
use phin::store::Store;

use super::terminal::shown;
use super::{Check, FINE, Outcome};
use crate::interrupt::Interrupt;

pub(super) fn lexicon(args: &Check, interrupt: &Interrupt, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    let watch = Watch { event: &|_| {}, stop: &|| interrupt.came() };
    let meanings = meanings(&config, &watch)?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&meanings)?)?;
        return Ok(FINE);
    }
    writeln!(out, "# {} meanings; rows for the file that dedup.lexicon names", meanings.len())?;
    for meaning in &meanings {
        let cells: Vec<String> =
            meaning.iter().map(|(tag, word)| format!("{}={}", shown(tag), shown(word))).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(FINE)
}

/// Cleans the folder into a store of its own and learns from it.
fn meanings(config: &Config, watch: &Watch<'_>) -> Result<Vec<Meaning>> {
    run::check_folders(&config.input.folder, &config.output.folder)?;
    let cleaner = Cleaner::new(config)?;
    let listing = source::list(&config.input)?;
    let place = std::env::temp_dir();
    let folder = tempfile::tempdir().map_err(|error| Error::output(&place, &error))?;
    let store = Store::open(folder.path())?;
    let each = Each { config, cleaner: &cleaner, store: &store, earlier: Earlier::Ignored, watch };
    let prepared = run::prepare(&each, &listing)?;
    run::taught(&each, &prepared.cards)
}
