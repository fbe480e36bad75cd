//! What is clean already: content hash and fingerprint → article, with atomic writes.

pub mod index;
pub mod lock;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::article::Article;
use crate::dedup::Sketch;
use crate::error::{Error, Result};
use crate::learn::Outline;
use crate::source::Raw;
use crate::text;

/// What grouping needs of an article, kept beside it: a run that finds everything clean reads these alone before it writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// What survives copying and translation.
    pub sketch: Sketch,
    /// BCP 47.
    pub language: Option<String>,
    /// UTF-16 units of the body; 0 when there is none.
    pub longest_text: usize,
}

/// A folder of cleaned articles, one file a key: a checksum, the length of the brief, the brief, the article. Safe to delete; a damaged entry counts as missing.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// Opens the store in `folder`, making it where there is none.
    pub fn open(folder: &Path) -> Result<Store> {
        fs::create_dir_all(folder).map_err(|error| Error::output(folder, &error))?;
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(|error| Error::output(&ignore, &error))?;
        }
        Ok(Store { folder: folder.to_owned() })
    }

    /// The brief of a key; `None` when there is none or its file is damaged.
    pub fn brief(&self, key: &str) -> Option<Brief> {
        let entry = self.entry(key)?;
        serde_json::from_slice(parted(&entry)?.0).ok()
    }

    /// The article of a key; `None` when there is none or its file is damaged.
    pub fn get(&self, key: &str) -> Option<Article> {
        let entry = self.entry(key)?;
        serde_json::from_slice(parted(&entry)?.1).ok()
    }

    /// The outline of a key; `None` when there is none or its file is damaged.
    pub fn outline(&self, key: &str) -> Option<Outline> {
        let entry = self.entry(key)?;
        serde_json::from_slice(parted(&entry)?.0).ok()
    }

    /// Keeps an outline under a key, which no article has.
    pub fn put_outline(&self, key: &str, outline: &Outline) -> Result<()> {
        let place = self.place(key);
        self.write(&place, outline, &()).map_err(|error| Error::output(&place, &error))
    }

    fn entry(&self, key: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.place(key)).ok()?;
        let (sum, entry) = bytes.split_at_checked(blake3::OUT_LEN)?;
        (blake3::hash(entry).as_bytes().as_slice() == sum).then(|| entry.to_vec())
    }

    /// Keeps an article under a key: a temporary file, then a rename.
    pub fn put(&self, key: &str, brief: &Brief, article: &Article) -> Result<()> {
        let place = self.place(key);
        self.write(&place, brief, article).map_err(|error| Error::output(&place, &error))
    }

    fn write(
        &self,
        place: &Path,
        brief: &impl Serialize,
        whole: &impl Serialize,
    ) -> io::Result<()> {
        let brief = serde_json::to_vec(brief)?;
        let mut entry = (brief.len() as u64).to_le_bytes().to_vec();
        entry.extend(brief);
        serde_json::to_writer(&mut entry, whole)?;
        let mut file = NamedTempFile::new_in(&self.folder)?;
        file.write_all(blake3::hash(&entry).as_bytes())?;
        file.write_all(&entry)?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        file.persist(place).map(drop).map_err(|error| error.error)
    }

    /// Deletes what `keys` (sorted) does not name, and what a killed run left half written.
    pub fn sweep(&self, keys: &[String]) -> Result<()> {
        self.sweep_folders(keys).map_err(|error| Error::output(&self.folder, &error))
    }

    fn sweep_folders(&self, keys: &[String]) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if entry.file_type()?.is_dir() {
                sweep_folder(&entry.path(), &name, keys)?;
            } else if name != ".gitignore" && name != index::NAME {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// `ab/cdef…`: no folder then holds more than a few hundred entries at a hundred thousand documents.
    fn place(&self, key: &str) -> PathBuf {
        self.folder.join(text::before(key, 2)).join(text::after(key, 2))
    }
}

/// The brief and the article of an entry.
fn parted(entry: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = entry.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}

fn sweep_folder(folder: &Path, start: &OsStr, keys: &[String]) -> io::Result<()> {
    let mut left = false;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let key = [start.to_string_lossy(), entry.file_name().to_string_lossy()].concat();
        if keys.binary_search(&key).is_ok() {
            left = true;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    if left { Ok(()) } else { fs::remove_dir(folder) }
}

/// The key of a document: BLAKE3 of its bytes' hash, how they are read, what the settings say, and the program.
pub fn key(raw: &Raw, settings: &str, program: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [raw.hash.as_str(), &format!("{:?}", raw.form), settings, program] {
        // The length keeps two parts from flowing into each other.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// What tells this program from every other: its version, and the hash of the running file where it can be read, so that
/// a rebuilt phin never takes an older one's work for its own.
pub fn program() -> String {
    let running = std::env::current_exe().and_then(File::open).and_then(|file| {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(file)?;
        Ok(hasher.finalize().to_hex().to_string())
    });
    format!("{} {}", env!("CARGO_PKG_VERSION"), running.unwrap_or_default())
}
