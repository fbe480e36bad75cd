//! What a person sees while a run goes on: a bar on standard error, where that is a terminal.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use phin::run::Event;

use crate::cli::terminal::shown;

/// Stage, bar, counts, rate and what is left; no colours, so there are none to switch off for `NO_COLOR`.
const LINE: &str = "{msg:9} {wide_bar} {human_pos}/{human_len}  {per_sec}  {eta} left";

/// The bar of the stage that goes on; nothing anywhere but on a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Mutex<ProgressBar>,
    voice: Voice,
}

/// How much is said while a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Nothing.
    Quiet,
    /// A bar.
    Normal,
    /// A bar, and a line a problem.
    Verbose,
}

impl Progress {
    /// No bar yet.
    pub(crate) fn new(voice: Voice) -> Progress {
        Progress { bar: Mutex::new(ProgressBar::hidden()), voice }
    }

    /// Shows an event of the run.
    pub(crate) fn show(&self, event: Event<'_>) {
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Stage(name, steps) => {
                bar.finish_and_clear();
                *bar = self.begin(name, steps);
            }
            Event::Step(_) => bar.inc(1),
            Event::Problem(problem) if self.voice == Voice::Verbose => bar.suspend(|| {
                let line = format!(
                    "{}: {}: {}; {}",
                    problem.file, problem.code, problem.message, problem.advice
                );
                // Nobody can be told that standard error is closed.
                let _ = writeln!(io::stderr(), "phin: {}", shown(&line));
            }),
            Event::Problem(_) => {}
        }
    }

    fn begin(&self, name: &'static str, steps: usize) -> ProgressBar {
        if self.voice == Voice::Quiet {
            return ProgressBar::hidden();
        }
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(LINE);
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(name)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.get_mut().unwrap_or_else(PoisonError::into_inner).finish_and_clear();
    }
}
