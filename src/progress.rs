//! What a person sees while a run goes on: a bar on standard error, where that is a terminal.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use phin::run::Event;

/// Stage, bar, counts, rate and what is left; no colours, so there are none to switch off for `NO_COLOR`.
const LINE: &str = "{msg:9} {wide_bar} {human_pos}/{human_len}  {per_sec}  {eta} left";

/// The bar of the stage that goes on; nothing anywhere but on a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Mutex<ProgressBar>,
    quiet: bool,
}

impl Progress {
    /// No bar yet; none ever when `quiet`.
    pub(crate) fn new(quiet: bool) -> Progress {
        Progress { bar: Mutex::new(ProgressBar::hidden()), quiet }
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
        }
    }

    fn begin(&self, name: &'static str, steps: usize) -> ProgressBar {
        if self.quiet {
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
