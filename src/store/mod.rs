//! What is clean already: content hash and fingerprint → article, whole by its checksum.

pub mod index;
pub mod lock;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

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
    /// Whether the page says that it is no article.
    pub is_no_article: bool,
}

/// A folder of cleaned articles, one file a key: a checksum, the lengths of the brief and the outline, the brief, the
/// outline (where learning needs it), the article. What is cleaned knowing what was learned has a key of its own; under the
/// key of the document there is then its outline alone. Safe to delete; a damaged or half-written entry counts as missing.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Articles that are also in memory.
    at_hand: Mutex<AtHand>,
}

/// Articles of this run that wait in memory to be written, as far as there is room; the others are read again.
#[derive(Debug, Default)]
struct AtHand {
    articles: FxHashMap<String, Article>,
    /// Bytes of their texts.
    bytes: usize,
}

/// Bytes of text that wait in memory at most: those of four thousand articles.
const ROOM: usize = 16 * 1024 * 1024;

impl Store {
    /// Opens the store in `folder`, making it where there is none.
    pub fn open(folder: &Path) -> Result<Store> {
        fs::create_dir_all(folder).map_err(|error| Error::output(folder, &error))?;
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(|error| Error::output(&ignore, &error))?;
        }
        Ok(Store { folder: folder.to_owned(), at_hand: Mutex::default() })
    }

    /// The brief of a key; `None` when there is none or its file is damaged.
    pub fn brief(&self, key: &str) -> Option<Brief> {
        serde_json::from_slice::<Option<Brief>>(Parts::of(&self.entry(key)?)?.brief).ok()?
    }

    /// The article of a key; `None` when there is none or its file is damaged.
    pub fn get(&self, key: &str) -> Option<Article> {
        let at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(article) = at_hand.articles.get(key) {
            return Some(article.clone());
        }
        drop(at_hand);
        self.read(key)
    }

    /// The article of a key for the last time.
    pub fn take(&self, key: &str) -> Option<Article> {
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let article = at_hand.articles.remove(key);
        drop(at_hand);
        article.or_else(|| self.read(key))
    }

    /// Keeps an article that was put under a key in memory, too, if there is room.
    pub fn hold(&self, key: &str, article: Article) {
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        at_hand.bytes += article.text.len();
        if at_hand.bytes <= ROOM {
            at_hand.articles.insert(key.to_owned(), article);
        }
    }

    fn read(&self, key: &str) -> Option<Article> {
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

    /// Keeps an outline and an article with its brief under a key. No rename is needed: what a killed run left half
    /// written has another checksum.
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
        let file = File::create(place).or_else(|_| {
            // The first key of its folder.
            fs::create_dir_all(place.parent().unwrap_or(&self.folder))?;
            File::create(place)
        });
        file?.write_all(bytes)
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
    // Room for most of it at once: the ledger and the claims are seldom longer than the text.
    let most = article.map_or(0, |article| article.text.len() * 2);
    let mut bytes = Vec::with_capacity(brief.len() + outline.len() + most);
    bytes.resize(blake3::OUT_LEN, 0);
    for part in [&brief, &outline] {
        bytes.extend((part.len() as u64).to_le_bytes());
    }
    bytes.extend(brief);
    bytes.extend(outline);
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

/// What tells this program from every other, so that a rebuilt phin never takes an older one's work for its own: its
/// version, and of the running file how long it is, when it was made and when it was written. Two files that share all of
/// that are one. Where the system does not say when a file was made, the hash of what it holds stands for it; that alone
/// would take a quarter of the time of a run over one document.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        let running = std::env::current_exe().and_then(File::open);
        let file = running.and_then(|file| moments(&file).or_else(|_| hash(file)));
        format!("{} {}", env!("CARGO_PKG_VERSION"), file.unwrap_or_default())
    });
    &PROGRAM
}

/// How long a file is, and when it was made and written, to the nanosecond.
fn moments(file: &File) -> io::Result<String> {
    let known = file.metadata()?;
    Ok(format!("{} {:?} {:?}", known.len(), known.created()?, known.modified()?))
}

/// BLAKE3 of a file.
fn hash(file: File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(hasher.finalize().to_hex().to_string())
}
