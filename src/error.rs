//! What can go wrong: an [`Error`] stops a run, a [`Problem`] is a row of `problems.csv`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Why a run stopped. Its text is one line: place, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Wrong usage or configuration; nothing was read. Exit code 2.
    #[error("{0}")]
    Usage(String),
    /// The run could not finish; the previous output is untouched. Exit code 3.
    #[error("{place}: {message}", place = .place.display())]
    Output {
        /// The file or folder.
        place: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// Another run holds the output folder. Exit code 4.
    #[error("{place}: {message}", place = .place.display())]
    Locked {
        /// The output folder.
        place: PathBuf,
        /// Who holds it and what to do.
        message: String,
    },
    /// The user interrupted; the same command goes on from here. Exit code 130 or 143.
    #[error("interrupted: the same command goes on from here")]
    Interrupted,
    /// A bug in phin. Exit code 70.
    #[error("{0}")]
    Bug(String),
}

impl Error {
    /// An input/output error at `place` as a line that says what to do.
    pub fn output(place: &Path, error: &std::io::Error) -> Error {
        let message = match error.kind() {
            std::io::ErrorKind::StorageFull => {
                "the disk is full; free some space and run again".to_owned()
            }
            std::io::ErrorKind::PermissionDenied => {
                "no permission to write here; choose another folder with --out".to_owned()
            }
            std::io::ErrorKind::ReadOnlyFilesystem => {
                "the disk is read-only; choose another folder with --out".to_owned()
            }
            std::io::ErrorKind::FileTooLarge => {
                "the file grew past the size limit of this process; raise ulimit -f".to_owned()
            }
            _ => error.to_string(),
        };
        Error::Output { place: place.to_owned(), message }
    }
}

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// Something about one input that a person should see; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Path below the input folder, `/` between parts.
    pub file: String,
    /// Where in the run: `read`, `decode`, `parse`, `clean`.
    pub stage: String,
    /// A stable code: `IN-EMPTY`, `LIM-FILE`, `DOC-NO-TEXT` …
    pub code: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub advice: String,
}
