//! `phin lexicon`: the words of several languages that mean one thing, as the translations of a folder teach them.

use std::io::Write;

use phin::run::{self, Watch};

use super::terminal::shown;
use super::{Check, FINE, Outcome, apart};
use crate::interrupt::Interrupt;

pub(super) fn lexicon(args: &Check, interrupt: &Interrupt, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(args.place.raw.as_deref())?;
    let watch = Watch { event: &|_| {}, stop: &|| interrupt.came() };
    let meanings = apart::ask(&config, &watch, |each, listing| {
        run::taught(each, &run::prepare(each, listing)?.cards)
    })?;
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
