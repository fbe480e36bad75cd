//! Where compressed files are unpacked to: temporary files without a name, gone with the run even when that is killed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// As many spools as are written at a time, so that what is in one file stands together.
#[derive(Debug)]
pub(super) struct Spools {
    folder: PathBuf,
    free: Mutex<Vec<Arc<Spool>>>,
}

impl Spools {
    /// None yet; they take their room on the disk of `folder`.
    pub(super) fn new(folder: &Path) -> Spools {
        Spools { folder: folder.to_owned(), free: Mutex::default() }
    }

    /// One that nobody writes, until it is given back.
    pub(super) fn take(&self) -> io::Result<Arc<Spool>> {
        let free = self.free().pop();
        free.map_or_else(|| Spool::new(&self.folder).map(Arc::new), Ok)
    }

    /// Lets others write it.
    pub(super) fn give_back(&self, spool: Arc<Spool>) {
        self.free().push(spool);
    }

    fn free(&self) -> MutexGuard<'_, Vec<Arc<Spool>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that grows at its end and is read anywhere.
#[derive(Debug)]
pub struct Spool {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: File,
    length: u64,
}

impl Spool {
    /// An empty one; it takes its room on the disk of `folder`.
    pub fn new(folder: &Path) -> io::Result<Spool> {
        let file = tempfile::tempfile_in(folder)?;
        Ok(Spool { inner: Mutex::new(Inner { file, length: 0 }) })
    }

    /// Bytes in it.
    pub fn length(&self) -> u64 {
        self.lock().length
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_at(&self, at: u64, bytes: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.lock();
        inner.file.seek(SeekFrom::Start(at))?;
        inner.file.read(bytes)
    }
}

impl Write for &Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut inner = self.lock();
        let end = inner.length;
        inner.file.seek(SeekFrom::Start(end))?;
        let count = inner.file.write(bytes)?;
        inner.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.lock().file.flush()
    }
}

/// Reads a stretch of a spool.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    spool: &'a Spool,
    at: u64,
    end: u64,
}

impl<'a> Stretch<'a> {
    /// So many bytes from `start` on.
    pub(super) fn new(spool: &'a Spool, start: u64, length: u64) -> Stretch<'a> {
        Stretch { spool, at: start, end: start.saturating_add(length) }
    }
}

impl Read for Stretch<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(bytes.len());
        let count = self.spool.read_at(self.at, bytes.get_mut(..left).unwrap_or_default())?;
        self.at += count as u64;
        Ok(count)
    }
}
