//! Are files listed, read, decoded and parsed as they should be?

mod decoding;
mod listing;
mod metadata;
mod packed;
mod page;
mod records;
mod warc;

use std::path::Path;

use phin::config::Config;
use phin::error::Problem;
use phin::source::{self, Raw, Source};

/// A folder of its own for one test.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the folder.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Folder {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// What the default configuration reads here.
    pub(crate) fn config(&self) -> Config {
        let mut config = Config::default();
        self.path().clone_into(&mut config.input.folder);
        config
    }

    pub(crate) fn list(&self) -> source::Listing {
        source::list(&self.config().input).unwrap()
    }

    /// The names of the files that are read.
    pub(crate) fn names(&self) -> Vec<String> {
        self.list().sources.into_iter().map(|source| source.file).collect()
    }

    /// The names of the documents here, each with its text or the code of its problem; files that cannot be opened last.
    pub(crate) fn documents(&self) -> Vec<(String, String)> {
        let config = self.config();
        let listing = opened(&config);
        let read = |source: &Source| match source::read(source, &config) {
            Ok(raw) => (raw.file, raw.text),
            Err(problem) => (problem.file, problem.code),
        };
        let unread = listing.problems.iter().map(|it| (it.file.clone(), it.code.clone()));
        listing.sources.iter().map(read).chain(unread).collect()
    }

    pub(crate) fn read(&self, name: &str) -> Result<Raw, Problem> {
        let source = Source::file(name.to_owned(), self.path().join(name));
        source::read(&source, &self.config())
    }
}

/// The documents that a configuration finds in its folder.
pub(crate) fn opened(config: &Config) -> source::Listing {
    let files = source::list(&config.input).unwrap();
    source::open(files, config, &std::env::temp_dir(), &|_| {}, &|| false).unwrap()
}

/// One file with these bytes, read.
pub(crate) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<Raw, Problem> {
    Folder::new().with(name, bytes).read(name)
}

/// The code of the problem that a file with these bytes is.
pub(crate) fn code(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let problem = read(name, bytes).unwrap_err();
    assert!(problem.message.ends_with('.') && !problem.advice.is_empty(), "{problem:?}");
    problem.code
}
