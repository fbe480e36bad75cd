//! A folder of files as raw documents: listing in order of names, reading, decoding, the content hash.

pub mod list;
pub mod binary;
pub mod charset;
pub mod vietnamese;
pub mod decode;

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use crate::config::Config;
use crate::error::Problem;
use crate::text;

pub use list::list;

/// A file that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the input folder, `/` between parts; what the `file` column shows.
    pub file: String,
    /// Where it lies.
    pub path: PathBuf,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines of text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML or XHTML.
    Html,
}

/// A document as it was read: decoded, in NFC, with `\n` line ends. Its `text` is what spans of plain documents point into.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Path below the input folder.
    pub file: String,
    /// BLAKE3 of the bytes, as hex: the store's key.
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
}

/// Reads one file: limits, hash, decoding.
///
/// # Errors
/// A file that is too large, no text, empty, or that the system does not let phin read: as a row of `problems.csv`.
pub fn read(source: &Source, config: &Config) -> Result<Raw, Problem> {
    let limit = config.limits.file;
    let (bytes, about) = load(source, limit).map_err(|error| unreadable(source, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(too_large(source, about.len(), limit));
    }
    if about.len() != u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        return Err(changed(source));
    }
    if let Some(kind) = binary::kind(&bytes) {
        return Err(not_text(source, kind));
    }
    let decoded = decode::decode(&bytes, name_says(&source.file) == Form::Html);
    if decoded.text.chars().all(is_blank) {
        return Err(empty(source));
    }
    Ok(Raw {
        file: source.file.clone(),
        hash: blake3::hash(&bytes).to_hex().to_string(),
        form: form(&source.file, &decoded.text),
        text: decoded.text,
        encoding: decoded.encoding,
        modified: modified(&about),
        warnings: decoded.warnings,
    })
}

/// The bytes of a file, no more than one over the limit, and what the system says about it after reading.
fn load(source: &Source, limit: u64) -> io::Result<(Vec<u8>, Metadata)> {
    // Opening a pipe would wait for somebody to write; a listing leaves pipes out, but a name can change its meaning.
    if !fs::metadata(&source.path)?.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let file = File::open(&source.path)?;
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

/// The shape that a name promises.
fn name_says(file: &str) -> Form {
    match file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Form::Html,
        "md" => Form::Markdown,
        _ => Form::Plain,
    }
}

/// The shape of a document: what its first letters show wins over what its name says.
fn form(file: &str, decoded: &str) -> Form {
    let named = name_says(file);
    if named == Form::Html {
        return if has_tag(decoded) { Form::Html } else { Form::Plain };
    }
    if starts_as_html(decoded) { Form::Html } else { named }
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

fn problem(source: &Source, code: &str, message: String, advice: &str) -> Problem {
    Problem {
        file: source.file.clone(),
        stage: "read".to_owned(),
        code: code.to_owned(),
        message,
        advice: advice.to_owned(),
    }
}

fn unreadable(source: &Source, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => changed(source),
        ErrorKind::FileTooLarge => problem(
            source,
            "LIM-FILE",
            format!("The file has {error} bytes, more than limits.file allows."),
            "Raise limits.file in config.toml, or split the file.",
        ),
        ErrorKind::PermissionDenied => problem(
            source,
            "IN-PERMISSION",
            "The file cannot be opened: no permission to read it.".to_owned(),
            "Give yourself permission to read it (chmod u+r), then run again.",
        ),
        _ => problem(
            source,
            "IN-READ",
            format!("The file cannot be read: {error}."),
            "Check the disk or network folder it lies on, then run again.",
        ),
    }
}

fn too_large(source: &Source, length: u64, limit: u64) -> Problem {
    let seen = length.max(limit.saturating_add(1)).to_string();
    unreadable(source, &io::Error::new(ErrorKind::FileTooLarge, seen))
}

/// The problem of a file that was another one before.
pub fn changed(source: &Source) -> Problem {
    problem(
        source,
        "IN-CHANGED",
        "The file changed or vanished while it was read.".to_owned(),
        "Wait until the scraper has finished, then run again.",
    )
}

fn not_text(source: &Source, kind: &str) -> Problem {
    problem(
        source,
        "IN-BINARY",
        format!("The file holds {kind}, not text."),
        "Save the article as text or HTML, or move the file out of the input folder.",
    )
}

fn empty(source: &Source) -> Problem {
    problem(
        source,
        "IN-EMPTY",
        "The file has no visible character.".to_owned(),
        "Scrape the page again, or delete the file.",
    )
}
