//! Ctrl-C and the like: the first asks the run to stop between two documents, the second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What a shell adds to a signal's number for the exit code of what it ended.
const SHELL: i32 = 128;

/// Which signal came, if one did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Watches from now on. Where the system refuses, a signal ends the program as it always did.
    pub(crate) fn watch() -> Interrupt {
        let interrupt = Interrupt::default();
        let twice = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            // In this order: the first signal finds `twice` unset and sets it, the second finds it set.
            let _ = flag::register_conditional_shutdown(signal, SHELL + signal, Arc::clone(&twice));
            let _ = flag::register(signal, Arc::clone(&twice));
            let _ = flag::register_usize(signal, Arc::clone(&interrupt.signal), number);
        }
        // A file past `ulimit -f` then is an error of that write, with a message, instead of the end of the program.
        #[cfg(unix)]
        let _ = flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
        interrupt
    }

    /// Whether a signal came.
    pub(crate) fn came(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// 130 after Ctrl-C, 143 after a termination.
    pub(crate) fn code(&self) -> u8 {
        let signal = self.signal.load(Ordering::Relaxed);
        u8::try_from(signal).unwrap_or_default().saturating_add(128)
    }
}
