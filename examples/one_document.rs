//! The library in fifteen lines: a file → its title, its body, and what was taken out of it and why.
#![expect(clippy::print_stdout, reason = "an example shows something")]

use phin::clean::Cleaner;
use phin::config::Config;
use phin::error::{Error, Result};
use phin::source::{self, Source};

fn main() -> Result<()> {
    let usage = || Error::Usage("which file? cargo run --example one_document FILE".to_owned());
    let file = std::env::args().nth(1).ok_or_else(usage)?;
    let config = Config::default();
    let raw = source::read(&Source::file(file.clone(), file.into()), &config)
        .map_err(|problem| Error::Usage(problem.message))?;

    let article = Cleaner::new(&config)?.clean(&raw);
    println!("{}\n\n{}\n", article.title.as_ref().map_or("", |title| &title.value), article.body());
    for entry in &article.ledger {
        println!("{}: {:?}", entry.label.name(), entry.span.of(&article.text));
    }
    Ok(())
}
