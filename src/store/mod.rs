//! What is clean already: content hash and fingerprint → article, with atomic writes.

pub mod index;
pub mod lock;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use xxhash_rust::xxh3::Xxh3;

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

/// A folder of cleaned articles, one file a key: a checksum, the lengths of the brief and the outline, the brief, the
/// outline (where learning needs it), the article. What is cleaned knowing what was learned has a key of its own; under the
/// key of the document there is then its outline alone. Safe to delete; a damaged entry counts as missing.
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
        serde_json::from_slice::<Option<Brief>>(Parts::of(&self.entry(key)?)?.brief).ok()?
    }

    /// The article of a key; `None` when there is none or its file is damaged.
    pub fn get(&self, key: &str) -> Option<Article> {
        serde_json::from_slice::<Option<Article>>(Parts::of(&self.entry(key)?)?.article).ok()?
    }

    /// The outline of a key, and the brief if its article is kept; `None` when there is no outline or its file is damaged.
    pub fn look(&self, key: &str) -> Option<(Option<Brief>, Outline)> {
        let entry = self.entry(key)?;
        let parts = Parts::of(&entry)?;
        let outline = serde_json::from_slice::<Option<Outline>>(parts.outline).ok()??;
        Some((serde_json::from_slice(parts.brief).ok()?, outline))
    }

    fn entry(&self, key: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.place(key)).ok()?;
        let (sum, entry) = bytes.split_at_checked(blake3::OUT_LEN)?;
        (blake3::hash(entry).as_bytes().as_slice() == sum).then_some(bytes)
    }

    /// Keeps an outline and an article with its brief under a key: a temporary file, then a rename.
    pub fn put(
        &self,
        key: &str,
        outline: Option<&Outline>,
        article: Option<(&Brief, &Article)>,
    ) -> Result<()> {
        let place = self.place(key);
        let bytes = bytes(outline, article).map_err(io::Error::from);
        let written = bytes.and_then(|bytes| self.write(&place, &bytes));
        written.map_err(|error| Error::output(&place, &error))
    }

    fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.folder);
        let file = NamedTempFile::new_in(folder).or_else(|_| {
            // The first key of its folder.
            fs::create_dir_all(folder)?;
            NamedTempFile::new_in(folder)
        });
        let mut file = file?;
        file.write_all(bytes)?;
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

    /// `a/bcdef…`: no folder then holds more than ten thousand entries at a hundred thousand documents, and few have to be
    /// made for a hundred.
    fn place(&self, key: &str) -> PathBuf {
        self.folder.join(text::before(key, 1)).join(text::after(key, 1))
    }
}

/// An entry as bytes.
fn bytes(
    outline: Option<&Outline>,
    article: Option<(&Brief, &Article)>,
) -> serde_json::Result<Vec<u8>> {
    let (brief, article) = article.unzip();
    let (brief, outline) = (serde_json::to_vec(&brief)?, serde_json::to_vec(&outline)?);
    let mut bytes = vec![0; blake3::OUT_LEN];
    for part in [&brief, &outline] {
        bytes.extend((part.len() as u64).to_le_bytes());
    }
    bytes.extend([brief, outline].concat());
    serde_json::to_writer(&mut bytes, &article)?;
    if let Some((sum, entry)) = bytes.split_first_chunk_mut() {
        *sum = *blake3::hash(entry).as_bytes();
    }
    Ok(bytes)
}

/// What an entry holds, as JSON.
struct Parts<'a> {
    brief: &'a [u8],
    outline: &'a [u8],
    article: &'a [u8],
}

impl Parts<'_> {
    fn of(bytes: &[u8]) -> Option<Parts<'_>> {
        let (_, rest) = bytes.split_first_chunk::<{ blake3::OUT_LEN }>()?;
        let (brief, rest) = rest.split_first_chunk()?;
        let (outline, rest) = rest.split_first_chunk()?;
        let length = |bytes: &[u8; 8]| usize::try_from(u64::from_le_bytes(*bytes)).ok();
        let (brief, rest) = rest.split_at_checked(length(brief)?)?;
        let (outline, article) = rest.split_at_checked(length(outline)?)?;
        Some(Parts { brief, outline, article })
    }
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

/// The key of a document of which blocks are learned, by its key without them.
pub fn learned_key(key: &str, blocks: &[usize]) -> String {
    blake3::hash(format!("{key}\n{blocks:?}").as_bytes()).to_hex().to_string()
}

/// What tells this program from every other: its version, and the hash of the running file where it can be read, so that
/// a rebuilt phin never takes an older one's work for its own.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(read_program);
    &PROGRAM
}

/// Bytes of the program that are read at once.
const PIECE: usize = 256 * 1024;

fn read_program() -> String {
    // Nobody forges a program to find its own work; this hash takes a fifth of the time of the others.
    let running = std::env::current_exe().and_then(File::open).and_then(|mut file| {
        let mut hasher = Xxh3::new();
        let mut bytes = vec![0; PIECE];
        loop {
            match file.read(&mut bytes)? {
                0 => return Ok(format!("{:032x}", hasher.digest128())),
                length => hasher.update(bytes.get(..length).unwrap_or_default()),
            }
        }
    });
    format!("{} {}", env!("CARGO_PKG_VERSION"), running.unwrap_or_default())
}
