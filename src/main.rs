//! The program: arguments → configuration → run → exit code.

mod cli;
mod progress;
mod interrupt;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;

use clap::Parser;
use phin::error::Error;

use cli::{Cli, Failure, terminal::shown};
use interrupt::Interrupt;

/// Pages are trees of many small parts: the system's own allocator takes a tenth of the time of a run.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A bug in phin (`EX_SOFTWARE` of sysexits.h).
const BUG: u8 = 70;

fn main() -> ExitCode {
    set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        complain(&format!("a bug in phin at {at}"));
    }));
    refuse_huge_pages();
    let cli = Cli::parse();
    let interrupt = Interrupt::watch();
    let outcome = catch_unwind(AssertUnwindSafe(|| cli::run(&cli, &interrupt)));
    ExitCode::from(match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => code(&failure, &interrupt),
        Err(_) => BUG,
    })
}

/// A huge page is cleared as a whole however little of it is used: a tenth of the time of a run over pages, and a third of
/// its memory.
fn refuse_huge_pages() {
    // Where the system does not know how to, nothing but time is lost.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Says what went wrong on one line, and gives its exit code.
fn code(failure: &Failure, interrupt: &Interrupt) -> u8 {
    match failure {
        // The reader has seen enough: `phin rules | head -1`.
        Failure::Screen(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Failure::Screen(error) => {
            complain(&format!("standard output: {error}"));
            3
        }
        Failure::Run(error) => {
            complain(&error.to_string());
            match error {
                Error::Usage(_) => 2,
                Error::Output { .. } => 3,
                Error::Locked { .. } => 4,
                Error::Interrupted => interrupt.code(),
                Error::Bug(_) => BUG,
            }
        }
    }
}

/// A line on standard error; nobody is told when that is closed, too.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "phin: {}", shown(message));
}
