//! `phin run`: the run itself, and its summary for people.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use phin::config::{Config, nearest};
use phin::error::Error;
use phin::run::summary::{Removed, Seen};
use phin::run::{self, Earlier, Summary, Watch};

use super::terminal::shown;
use super::{ATTENTION, Cli, FINE, Outcome, Run};
use crate::interrupt::Interrupt;
use crate::progress::{Progress, Voice};

/// How many kinds, codes and files the summary names before it points to the files.
const NAMED: usize = 8;

pub(super) fn run(args: &Run, interrupt: &Interrupt, out: &mut dyn Write) -> Outcome {
    let raw = args.place.raw.as_deref();
    if let Some(message) = raw.and_then(meant) {
        return Err(Error::Usage(message).into());
    }
    let config = args.settings.read(raw)?;
    let progress = Progress::new(match (args.quiet, args.verbose) {
        (true, _) => Voice::Quiet,
        (_, true) => Voice::Verbose,
        _ => Voice::Normal,
    });
    let watch = Watch { event: &|event| progress.show(event), stop: &|| interrupt.came() };
    let earlier = if args.fresh { Earlier::Ignored } else { Earlier::Used };
    let summary = run::run(&config, earlier, &watch)?;
    drop(progress);
    let said = say(args, &config, &summary, out);
    // The tables are written: that nobody reads the summary changes no exit code.
    if let Err(error) = said
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return Err(error.into());
    }
    match summary.bug() {
        Some(file) => {
            let message = format!("{file}: a bug in phin; please report it with this file");
            Err(Error::Bug(message).into())
        }
        None if summary.problems > 0 => Ok(ATTENTION),
        None => Ok(FINE),
    }
}

/// What to say to someone who mistyped a command, which then is read as the name of a folder.
fn meant(raw: &Path) -> Option<String> {
    let typed = raw.to_str().filter(|_| !raw.exists())?;
    let cli = Cli::command();
    let commands: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let command = nearest(typed, &commands)?;
    Some(format!("{typed}: no such folder, nor a command; did you mean phin {command}?"))
}

fn say(args: &Run, config: &Config, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    if args.json {
        let written = fs::read_to_string(config.output.folder.join("summary.json"))?;
        let object: serde_json::Value = serde_json::from_str(&written)?;
        writeln!(out, "{object}")?;
    } else if !args.quiet {
        for line in lines(config, summary) {
            writeln!(out, "{}", shown(&line))?;
        }
    }
    out.flush()
}

/// The summary as a person reads it: what came in, what came of it, where it lies, what to look at first.
fn lines(config: &Config, summary: &Summary) -> Vec<String> {
    let mut lines = vec![format!("{} inputs in {}", summary.inputs, config.input.folder.display())];
    lines.push(row(summary.articles, "articles", &format!("in {} stories", summary.stories)));
    lines.push(row(summary.duplicates, "duplicates", &counts(&summary.duplicates_by_kind)));
    let codes: Vec<String> = summary
        .problems_by_code
        .iter()
        .map(|(code, seen)| format!("{code} {}", seen.documents))
        .collect();
    lines.push(row(summary.problems, "problems", &codes.join(" · ")));
    lines.push(row(summary.skipped, "skipped", ""));
    removed(summary, &mut lines);
    if summary.inputs == 0 {
        let globs = config.input.include.join(" ");
        lines.push(format!("no file matched; input.include is {globs}"));
    }
    if summary.articles > 0 {
        lines.push(format!("languages: {}", counts(&summary.languages)));
        lines.push(format!("fields found: {}", counts(&summary.fields)));
    }
    lines.push(format!("results: {}", results(config).join(", ")));
    look(config, summary, &mut lines);
    lines
}

fn row(count: usize, name: &str, rest: &str) -> String {
    format!("{count:>8} {name:<11} {rest}").trim_end().to_owned()
}

fn counts<K: AsRef<str>>(counts: &std::collections::BTreeMap<K, usize>) -> String {
    let mut sorted: Vec<(&str, usize)> = counts
        .iter()
        .map(|(name, count)| (name.as_ref(), *count))
        .filter(|(_, n)| *n > 0)
        .collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = |(name, count): &(&str, usize)| {
        format!("{} {count}", if name.is_empty() { "unknown" } else { name })
    };
    sorted.iter().map(named).collect::<Vec<_>>().join(" · ")
}

fn removed(summary: &Summary, lines: &mut Vec<String>) {
    if summary.removed_letters == 0 {
        return;
    }
    // Per cent are for people; a count of letters is far below 2^52, where the conversion would round.
    let share = 100 * summary.removed_letters / summary.letters.max(1);
    lines.push(format!("taken out: {} letters, {share} %", summary.removed_letters));
    let mut kinds: Vec<(&String, &Removed)> = summary.removed_by_kind.iter().collect();
    kinds.sort_by_key(|(_, removed)| std::cmp::Reverse(removed.letters));
    for (kind, removed) in kinds.iter().take(NAMED) {
        let Removed { letters, spans } = removed;
        lines.push(format!("{letters:>8} letters in {spans:>6} spans  {kind}"));
    }
    if kinds.len() > NAMED {
        lines.push(format!("         and {} other kinds", kinds.len() - NAMED));
    }
}

fn results(config: &Config) -> Vec<String> {
    let output = &config.output;
    let mut files: Vec<String> =
        output.formats.iter().map(|format| format!("articles.{format}")).collect();
    if output.report {
        files.insert(0, "report.html".to_owned());
    }
    files.iter().map(|file| output.folder.join(file).display().to_string()).collect()
}

fn look(config: &Config, summary: &Summary, lines: &mut Vec<String>) {
    let problems = config.output.folder.join("problems.csv").display().to_string();
    let mut first: Vec<String> = Vec::new();
    first.extend(summary.problems_by_code.iter().map(|(code, seen)| many(code, seen)));
    first.extend(summary.warnings.iter().map(|(code, seen)| many(code, seen)));
    if first.is_empty() {
        return;
    }
    let place =
        if summary.problems > 0 { format!(" (problems are in {problems})") } else { String::new() };
    lines.push(format!("look first at{place}"));
    lines.extend(first.iter().take(NAMED).map(|line| format!("  {line}")));
}

fn many(code: &str, seen: &Seen) -> String {
    match seen.documents {
        1 => format!("{code}: {}", seen.first),
        count => format!("{code}: {count} documents, the first {}", seen.first),
    }
}
