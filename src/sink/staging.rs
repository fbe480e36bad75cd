//! Files that appear all at once: written into a hidden folder, synced, and only then renamed into place.
//!
//! The moment that decides is the rename of a list of names inside the hidden folder. A run that dies before it leaves
//! the previous outputs as they were; one that dies behind it is brought to its end by the next ([`settle`]).

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::is_ours;
use crate::error::{Error, Result};

/// The folder within the output folder that holds files until they are whole. Whoever opens it holds the output
/// folder's lock.
const STAGING: &str = ".phin-staging";

/// The list of files that are whole and to be put into place.
const READY: &str = "ready";

/// A folder of files that are being written.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    place: PathBuf,
    /// Whether the list is written: from here on the files are the outputs, wherever they stand.
    ready: bool,
}

impl Staging {
    /// An empty staging folder in the output folder, which is made where there is none.
    pub(super) fn open(folder: &Path) -> Result<Staging> {
        fs::create_dir_all(folder).map_err(|error| Error::output(folder, &error))?;
        settle(folder)?;
        let place = folder.join(STAGING);
        fs::create_dir(&place).map_err(|error| Error::output(&place, &error))?;
        Ok(Staging { folder: folder.to_owned(), place, ready: false })
    }

    /// Opens a file of that name.
    pub(super) fn file(&self, name: &str) -> Result<Staged> {
        let open = File::create_new(self.place.join(name)).map(Staged::new);
        open.map_err(|error| self.error(name, &error))
    }

    /// An error about the file of that name, told of the place where the user expects it.
    pub(super) fn error(&self, name: &str, error: &io::Error) -> Error {
        Error::output(&self.folder.join(name), error)
    }

    /// Puts the files of these names into place, in order, and removes the tables of earlier runs.
    pub(super) fn publish(mut self, names: &[String]) -> Result<()> {
        for name in names {
            let target = self.folder.join(name);
            if target.is_dir() {
                let message = "a folder stands where this file goes; move it away".to_owned();
                return Err(Error::Output { place: target, message });
            }
        }
        self.list(names).map_err(|error| Error::output(&self.place, &error))?;
        self.ready = true;
        settle(&self.folder)
    }

    fn list(&self, names: &[String]) -> io::Result<()> {
        let draft = self.place.join("ready.part");
        let mut file = File::create_new(&draft)?;
        file.write_all(names.join("\n").as_bytes())?;
        file.sync_all()?;
        sync_folder(&self.place)?;
        fs::rename(&draft, self.place.join(READY))?;
        sync_folder(&self.place)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.ready {
            // What is left over is removed by the next run, too.
            let _ = fs::remove_dir_all(&self.place);
        }
    }
}

/// Ends what an earlier run left in an output folder: files that are ready go into place, half-written ones away.
pub fn settle(folder: &Path) -> Result<()> {
    let place = folder.join(STAGING);
    if !place.is_dir() {
        return Ok(());
    }
    let ready = place.join(READY);
    if ready.is_file() {
        let list = fs::read_to_string(&ready).map_err(|error| Error::output(&ready, &error))?;
        let names: Vec<&str> = list.lines().filter(|name| is_ours(name)).collect();
        for name in &names {
            let staged = place.join(name);
            let target = folder.join(name);
            if staged.is_file() {
                fs::rename(&staged, &target).map_err(|error| Error::output(&target, &error))?;
            }
        }
        for stale in super::names().filter(|name| !names.contains(&name.as_str())) {
            remove(&folder.join(stale))?;
        }
        sync_folder(folder).map_err(|error| Error::output(folder, &error))?;
        remove(&ready)?;
    }
    fs::remove_dir_all(&place).map_err(|error| Error::output(&place, &error))
}

fn remove(file: &Path) -> Result<()> {
    if file.is_dir() {
        return Ok(()); // not of phin's making
    }
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::output(file, &error)),
        _ => Ok(()),
    }
}

/// Makes renames last through a power cut, where the system can open a folder and sync it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if is_unsupported(&error) => Ok(()),
        other => other,
    }
}

fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

/// A file that is being written, with the hash of what it holds so far.
#[derive(Debug)]
pub(super) struct Staged {
    file: File,
    hash: blake3::Hasher,
    bytes: u64,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its length.
    pub bytes: u64,
    /// BLAKE3, as hex.
    pub blake3: String,
}

/// Bytes that are gathered before they are hashed and written: BLAKE3 takes sixteen blocks of 1024 at once.
const BUFFER: usize = 64 * 1024;

impl Staged {
    fn new(file: File) -> Staged {
        Staged { file, hash: blake3::Hasher::new(), bytes: 0 }
    }

    /// For what writes little by little.
    pub(super) fn buffered(self) -> BufWriter<Staged> {
        BufWriter::with_capacity(BUFFER, self)
    }

    /// Syncs and closes the file.
    pub(super) fn finish(self) -> io::Result<Written> {
        self.file.sync_all()?;
        Ok(Written { bytes: self.bytes, blake3: self.hash.finalize().to_hex().to_string() })
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or(bytes));
        self.bytes += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
