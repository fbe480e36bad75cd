//! One run at a time in an output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// The name of the lock's file in the output folder.
pub const NAME: &str = ".lock";

/// Longest number of a process, with room to spare.
const PID_DIGITS: u64 = 20;

/// A hold on an output folder, for as long as it lives. The system drops it when the process ends, however that is.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the folder, making it where there is none.
    ///
    /// # Errors
    /// [`Error::Locked`] when another process holds it, [`Error::Output`] when nothing can be written there.
    pub fn take(folder: &Path) -> Result<Lock> {
        let place = folder.join(NAME);
        fs::create_dir_all(folder).map_err(|error| Error::output(folder, &error))?;
        let opened =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place);
        let file = opened.map_err(|error| Error::output(&place, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &file)),
            Err(TryLockError::Error(error)) => return Err(Error::output(&place, &error)),
        }
        let mut lock = Lock { file };
        lock.sign().map_err(|error| Error::output(&place, &error))?;
        Ok(lock)
    }

    fn sign(&mut self) -> std::io::Result<()> {
        self.file.set_len(0)?;
        write!(self.file, "{}", std::process::id())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file stays, empty: deleting it would let two runs lock two files of one name.
        let _ = self.file.set_len(0);
    }
}

fn held(folder: &Path, file: &File) -> Error {
    let mut pid = String::new();
    let read = file.take(PID_DIGITS).read_to_string(&mut pid);
    let who = match read {
        Ok(_) if !pid.is_empty() => format!("process {pid}"),
        _ => "another process".to_owned(),
    };
    let message =
        format!("{who} is writing here; wait for it, or choose another folder with --out");
    Error::Locked { place: folder.to_owned(), message }
}
