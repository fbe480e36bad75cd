//! A folder of files as raw documents: listing in order of names, records of files, reading, decoding, the content hash.

pub mod formats;
pub mod list;
pub mod binary;
pub mod charset;
pub mod vietnamese;
pub mod decode;
pub mod unpack;
mod spool;
pub mod fields;
pub mod container;
mod side;
mod mhtml;
mod problems;
mod open;

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use encoding_rs::Encoding;

use crate::config::Config;
use crate::error::Problem;
use crate::finding::Claim;
use crate::text;
use container::Record;
use fields::Told;
use formats::Holds;
use unpack::{Bounds, packing};

pub use formats::FORMATS;
pub use list::list;
pub use open::open;

/// A document that can be read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path below the input folder, `/` between parts, with `#17` behind it for a record; what the `file` column shows.
    pub file: String,
    /// Where it lies.
    pub place: Place,
}

/// Where a document lies.
#[derive(Clone, Debug)]
pub enum Place {
    /// A file of its own.
    File(PathBuf),
    /// A stretch of a file.
    Record(Record),
}

impl Source {
    /// A file that is a document, by its name in the tables.
    pub fn file(file: String, path: PathBuf) -> Source {
        Source { file, place: Place::File(path) }
    }
}

/// What a listing found.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Files to read, in order of `file`.
    pub sources: Vec<Source>,
    /// Files that were seen and left out on purpose (a name that no reader knows, an exclude glob), counted.
    pub skipped: usize,
    /// Inputs that cannot be read: links outside of the folder, pipes, folders without permission.
    pub problems: Vec<Problem>,
}

/// The shape of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Lines of text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// HTML or XHTML.
    Html,
}

/// The place of a problem among others: by file, in a file by the number of the record.
pub fn order(problem: &Problem) -> (&str, usize, &Problem) {
    let number = problem.file.rsplit_once('#');
    let number = number.and_then(|(file, number)| Some((file, number.parse().ok()?)));
    let (file, number) = number.unwrap_or((&problem.file, 0));
    (file, number, problem)
}

/// A document as it was read: decoded, in NFC, with `\n` line ends. Its `text` is what spans of plain documents point into.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// Path below the input folder, with the number of the record.
    pub file: String,
    /// BLAKE3 of the bytes as hex, unpacked where they were compressed: the store's key.
    pub hash: String,
    /// How the text is to be read.
    pub form: Form,
    /// The decoded text.
    pub text: String,
    /// The name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// When the file was last modified, in seconds since 1970, where the system says.
    pub modified: Option<i64>,
    /// Warning codes of reading: `mixed_encoding`, `control_characters` …
    pub warnings: Vec<String>,
    /// What the record or the side file says of the document.
    pub told: Vec<Claim>,
    /// When it was fetched, in seconds since 1970, where its record or side file says.
    pub fetched: Option<i64>,
}

/// The bytes of a document and what is known of it from where it was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The shape that its place promises.
    pub form: Form,
    /// The encoding that a server names.
    pub charset: Option<&'static Encoding>,
    /// What its place says of it.
    pub told: Told,
    /// When its file was last modified, in seconds since 1970.
    pub modified: Option<i64>,
    /// Warning codes.
    pub warnings: Vec<String>,
}

/// Reads one document: limits, hash, decoding.
///
/// # Errors
/// A document that is too large, no text, empty, or that the system does not let phin read: as a row of `problems.csv`.
pub fn read(source: &Source, config: &Config) -> Result<Raw, Problem> {
    let found = match &source.place {
        Place::File(path) => of_file(&source.file, path, config)?,
        Place::Record(record) => of_record(&source.file, record, config)?,
    };
    raw(&source.file, found)
}

fn raw(file: &str, found: Found) -> Result<Raw, Problem> {
    let Found { bytes, form, charset, told, modified, mut warnings } = found;
    if let Some(kind) = binary::kind(&bytes) {
        return Err(problems::not_text(file, kind));
    }
    let decoded = decode::decode(&bytes, form == Form::Html, charset);
    if decoded.text.chars().all(is_blank) {
        return Err(problems::empty(file));
    }
    warnings.extend(decoded.warnings);
    Ok(Raw {
        file: file.to_owned(),
        hash: blake3::hash(&bytes).to_hex().to_string(),
        form: shape(form, &decoded.text),
        text: decoded.text,
        encoding: decoded.encoding,
        modified,
        warnings,
        told: told.claims,
        fetched: told.fetched,
    })
}

/// A document that is a file of its own, unpacked where its bytes are compressed, with what its side file says.
fn of_file(file: &str, path: &Path, config: &Config) -> Result<Found, Problem> {
    let form = match formats::holds(file) {
        Some(Holds::Document(form)) => form,
        None => Form::Plain,
        Some(_) => return Err(problems::not_opened(file)),
    };
    let limit = config.limits.file;
    let (bytes, about) = load(path, limit).map_err(|error| problems::unreadable(file, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(problems::too_large(file, about.len().max(limit.saturating_add(1))));
    }
    if about.len() != u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        return Err(problems::changed(file));
    }
    let bytes = unpacked(file, bytes, config)?;
    let (told, warnings) = match side::told(path, &config.input.fields) {
        Ok(told) => (told, Vec::new()),
        Err(side::Unread) => (Told::default(), vec!["side_file_unread".to_owned()]),
    };
    let modified = modified(&about);
    if form == Form::Html
        && let Some(mut page) = mhtml::page(&bytes)
    {
        page.told.claims.extend(told.claims);
        page.told.fetched = told.fetched.or(page.told.fetched);
        return Ok(Found { modified, warnings, ..page });
    }
    Ok(Found { bytes, form, told, modified, warnings, ..Found::default() })
}

/// The bytes that were compressed, or those that were not.
fn unpacked(file: &str, bytes: Vec<u8>, config: &Config) -> Result<Vec<u8>, Problem> {
    let Some(packing) = packing(&bytes) else { return Ok(bytes) };
    let limits = &config.limits;
    let bounds = Bounds { most: limits.file.min(limits.decompressed), ratio: limits.ratio };
    let mut whole = Vec::new();
    match unpack::unpack(packing, bytes.as_slice(), &mut whole, bounds) {
        Ok(unpack::Unpacked { flaw: None, .. }) => Ok(whole),
        Ok(unpack::Unpacked { flaw: Some((unpack::Flaw::Size, _)), .. })
            if limits.file <= limits.decompressed =>
        {
            Err(problems::too_large(file, limits.file.saturating_add(1)))
        }
        Ok(unpack::Unpacked { flaw: Some((flaw, at)), .. }) => {
            Err(problems::packed(file, flaw, at))
        }
        // Neither reading from memory nor writing to it can fail.
        Err(unpack::Failure::Read(error) | unpack::Failure::Write(error)) => {
            Err(problems::unreadable(file, &error))
        }
    }
}

/// A document that is a record of a file.
fn of_record(file: &str, record: &Record, config: &Config) -> Result<Found, Problem> {
    if record.length() > config.limits.file {
        return Err(problems::too_large(file, record.length()));
    }
    if record.container().is_changed() {
        return Err(problems::changed(file));
    }
    let found = record.read(config).map_err(|error| problems::unreadable(file, &error))?;
    found.map_err(|flaw| problems::of_record(file, flaw))
}

/// The bytes of a file, no more than one over the limit, and what the system says about it after reading.
fn load(path: &Path, limit: u64) -> io::Result<(Vec<u8>, Metadata)> {
    // Opening a pipe would wait for somebody to write; a listing leaves pipes out, but a name can change its meaning.
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let file = File::open(path)?;
    let before = file.metadata()?;
    let mut bytes = Vec::new();
    if before.len() <= limit {
        bytes.reserve_exact(usize::try_from(before.len()).unwrap_or_default().saturating_add(1));
        (&file).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    } else {
        // One byte over the limit says it all; its bytes are not needed.
        return Err(io::Error::new(ErrorKind::FileTooLarge, before.len().to_string()));
    }
    Ok((bytes, file.metadata()?))
}

fn modified(about: &Metadata) -> Option<i64> {
    let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Whether a character leaves nothing on a screen.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fffd}')
        || ('\u{200b}'..='\u{200f}').contains(&letter)
        || ('\u{202a}'..='\u{202e}').contains(&letter)
        || ('\u{2060}'..='\u{206f}').contains(&letter)
        || ('\u{e0000}'..='\u{e007f}').contains(&letter)
}

/// The shape of a document: what its first letters show wins over what its place promises.
fn shape(promised: Form, decoded: &str) -> Form {
    if promised == Form::Html {
        return if has_tag(decoded) { Form::Html } else { Form::Plain };
    }
    if starts_as_html(decoded) { Form::Html } else { promised }
}

/// Whether anything in a text could be a tag, a comment or a doctype.
fn has_tag(decoded: &str) -> bool {
    decoded.split('<').skip(1).any(|rest| {
        let first = rest.trim_start_matches('/').chars().next();
        first.is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '!' || letter == '?')
    })
}

/// Whether a text begins with an HTML doctype or the `html` element, after any XML declaration and comments.
fn starts_as_html(decoded: &str) -> bool {
    let mut rest = decoded.trim_start();
    // More than a few declarations and comments before the doctype are not found in practice.
    for _ in 0..8 {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let start = text::head(rest, 14).to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start
            .strip_prefix("<html")
            .is_some_and(|after| after.starts_with([' ', '>', '\n', '\t']))
}

/// The problem of a document that was another one before.
pub fn changed(source: &Source) -> Problem {
    problems::changed(&source.file)
}
