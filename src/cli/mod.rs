//! The command line: what can be asked, and who answers.

pub(crate) mod terminal;
mod settings;
mod run;
mod pieces;
mod explain;
mod restore;
mod apart;
mod suggest;
mod lexicon;
mod rows;
mod verify;
mod test;
mod check;
mod lists;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use phin::config;
use phin::error::Error;

use crate::interrupt::Interrupt;
use settings::Settings;

/// Clean tables from a folder of raw scraped news.
///
/// Reads raw/, writes cleaned/: articles without boilerplate, their metadata with evidence, copies and translations
/// folded, and a ledger of everything that was taken out. Settings come from config.toml (phin init writes one).
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, max_term_width = 100)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Run,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    finished, nothing needs attention
  1    finished, some inputs have problems (each in problems.csv) or a test failed
  2    wrong usage or configuration; nothing was read
  3    could not finish (disk full, no permission); the previous output is untouched
  4    another run holds the output folder
  70   a bug in phin
  130  interrupted (143 when terminated); the same command goes on from there";

#[derive(Debug, Subcommand)]
enum Command {
    /// Clean a folder of scraped articles: the same as phin without a command
    Run(Run),
    /// Write a config.toml with every key, its default and a comment
    Init,
    /// Validate the configuration and say what a run would read; writes nothing
    Check(Check),
    /// Show every line of a document with its fate, and every field with its evidence
    Explain(Explain),
    /// Print boilerplate that the folder itself shows, as [[filter]] rows to paste into the configuration
    Suggest(Suggest),
    /// Print the words of several languages that mean one thing by the translations of the folder
    Lexicon(Check),
    /// Put a document together again from its text and what was taken out of it
    Restore(Restore),
    /// Check that the files of an output folder are whole and agree with each other
    Verify(Verify),
    /// Run the examples of the filters and the [[test]] blocks of the configuration
    Test(Check),
    /// List the rules that mark boilerplate and find metadata
    Rules(List),
    /// List the columns of the tables
    Columns(List),
    /// List the languages that phin knows
    Languages(List),
    /// List the formats that are written and those that are read
    Formats(List),
    /// Write the completions of a shell to standard output
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Write the manual page to standard output
    Man,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own for the user")]
struct Run {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    settings: Settings,
    /// Clean everything again instead of taking what is clean already
    #[arg(long)]
    fresh: bool,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say every problem, too
    #[arg(short, long)]
    verbose: bool,
    /// Print the summary as one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Place {
    /// The folder of scraped articles [default: raw, or input.folder of the configuration]
    raw: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    settings: Settings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Explain {
    /// Documents, by path or by their name below the input folder; a record as crawl.jsonl#17
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    /// Print one JSON object a document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Suggest {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    settings: Settings,
    /// Write the rows behind those of the configuration
    #[arg(long)]
    write: bool,
    /// Print one JSON array
    #[arg(long, conflicts_with = "write")]
    json: bool,
}

#[derive(Debug, Args)]
struct Restore {
    /// The document: its id, or its file as the tables name it
    id: String,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Args)]
struct Verify {
    /// The output folder [default: cleaned, or output.folder of the configuration]
    folder: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, Debug, Args)]
struct List {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

/// Why a command did not do what was asked.
pub(crate) enum Failure {
    /// Something of phin's.
    Run(Error),
    /// Standard output cannot be written.
    Screen(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Run(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Screen(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Screen(error.into())
    }
}

/// The exit code of a command that did what was asked.
pub(crate) type Outcome = Result<u8, Failure>;

/// Finished, nothing needs attention.
const FINE: u8 = 0;

/// Finished, something needs attention.
const ATTENTION: u8 = 1;

/// Does what the command line asks.
pub(crate) fn run(cli: &Cli, interrupt: &Interrupt) -> Outcome {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let code = match cli.command.as_ref() {
        None => run::run(&cli.run, interrupt, &mut out),
        Some(Command::Run(run)) => run::run(run, interrupt, &mut out),
        Some(Command::Init) => init(&mut out),
        Some(Command::Check(check)) => check::check(check, &mut out),
        Some(Command::Explain(explain)) => explain::explain(explain, &mut out),
        Some(Command::Suggest(args)) => suggest::suggest(args, interrupt, &mut out),
        Some(Command::Lexicon(args)) => lexicon::lexicon(args, interrupt, &mut out),
        Some(Command::Restore(restore)) => restore::restore(restore, &mut out),
        Some(Command::Verify(verify)) => verify::verify(verify, &mut out),
        Some(Command::Test(check)) => test::test(check, interrupt, &mut out),
        Some(Command::Rules(list)) => lists::rules(*list, &mut out),
        Some(Command::Columns(list)) => lists::columns(*list, &mut out),
        Some(Command::Languages(list)) => lists::languages(*list, &mut out),
        Some(Command::Formats(list)) => lists::formats(*list, &mut out),
        Some(Command::Completions { shell }) => completions(*shell, &mut out),
        Some(Command::Man) => man(&mut out),
    };
    // What was said before a failure is said; a pipe that broke meanwhile is quiet, and changes no exit code of a run.
    match (code, out.flush()) {
        (Ok(FINE), Err(error)) => Err(error.into()),
        (code, _) => code,
    }
}

fn init(out: &mut dyn Write) -> Outcome {
    let place = PathBuf::from(settings::FILE);
    let written = std::fs::File::create_new(&place)
        .and_then(|mut file| file.write_all(config::COMMENTED.as_bytes()));
    match written {
        Ok(()) => {
            writeln!(out, "wrote {}; every key in it has its default", settings::FILE)?;
            Ok(FINE)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let message = "there is one already; move it away to start afresh";
            Err(Error::Usage(format!("{}: {message}", settings::FILE)).into())
        }
        Err(error) => Err(Error::output(&place, &error).into()),
    }
}

fn completions(shell: Shell, out: &mut dyn Write) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "phin", &mut script);
    out.write_all(&script)?;
    Ok(FINE)
}

fn man(out: &mut dyn Write) -> Outcome {
    clap_mangen::Man::new(Cli::command()).render(out)?;
    Ok(FINE)
}
