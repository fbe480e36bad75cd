//! The folder read as a run reads it, into a store of its own: for commands that only tell what a run would find.

use phin::clean::Cleaner;
use phin::config::Config;
use phin::error::{Error, Result};
use phin::run::{self, Each, Earlier, Watch};
use phin::source::{self, Listing};
use phin::store::Store;

/// What `ask` finds out of the folder of a configuration; nothing is written beside the temporary store.
///
/// # Errors
///
/// Where the folder cannot be listed, the store cannot be made, or asking fails.
pub(super) fn ask<T>(
    config: &Config,
    watch: &Watch<'_>,
    ask: impl FnOnce(&Each<'_>, &Listing) -> Result<T>,
) -> Result<T> {
    run::check_folders(&config.input.folder, &config.output.folder)?;
    let cleaner = Cleaner::new(config)?;
    let place = std::env::temp_dir();
    let folder = tempfile::tempdir().map_err(|error| Error::output(&place, &error))?;
    let store = Store::open(folder.path())?;
    let listing = run::open(source::list(&config.input)?, config, folder.path(), watch)?;
    let each = Each { config, cleaner: &cleaner, store: &store, earlier: Earlier::Ignored, watch };
    ask(&each, &listing)
}
