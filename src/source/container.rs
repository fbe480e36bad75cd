//! Files that hold many documents: where each record stands, and what it holds.

pub mod json;
pub mod values;
pub mod rows;
pub mod http;
pub mod warc;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::fields::{self, Pair, Told};
use super::formats::Holds;
use super::spool::{Spool, Stretch};
use super::unpack::Bounds;
use super::{Form, Found};
use crate::config::Config;

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// Whether the run should stop.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// A reader that fails when the run should stop: a file of records can be as large as a folder.
pub struct Watched<'a, R> {
    /// What is read.
    pub inner: R,
    /// Is asked before every stretch.
    pub stop: Stop<'a>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        // Not `Interrupted`, after which everybody reads on.
        if (self.stop)() { Err(io::ErrorKind::TimedOut.into()) } else { self.inner.read(bytes) }
    }
}

/// A file of records.
#[derive(Clone, Debug)]
pub struct Container {
    /// Where it lies.
    pub path: PathBuf,
    /// Where its bytes are read.
    pub held: Held,
    /// When it was last modified, in seconds since 1970.
    pub modified: Option<i64>,
}

/// Where the bytes of a container are read.
#[derive(Clone, Debug)]
pub enum Held {
    /// In the file itself, as long as it stays this long and this old.
    InPlace(u64, Option<SystemTime>),
    /// In a spool: from this byte on, so many.
    Spooled(Arc<Spool>, u64, u64),
}

impl Container {
    /// Its bytes from the first on, as long as nobody wants to stop.
    pub fn reader<'a>(&'a self, stop: Stop<'a>) -> io::Result<Box<dyn BufRead + 'a>> {
        let inner: Box<dyn Read> = match &self.held {
            Held::InPlace(..) => Box::new(File::open(&self.path)?),
            Held::Spooled(spool, start, length) => Box::new(Stretch::new(spool, *start, *length)),
        };
        Ok(Box::new(BufReader::with_capacity(CHUNK, Watched { inner, stop })))
    }

    fn read(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &self.held {
            Held::InPlace(..) => {
                let mut file = File::open(&self.path)?;
                file.seek(SeekFrom::Start(start))?;
                file.take(length).read_to_end(&mut bytes)?;
            }
            Held::Spooled(spool, from, _) => {
                Stretch::new(spool, from + start, length).read_to_end(&mut bytes)?;
            }
        }
        Ok(bytes)
    }

    /// Whether its file is another one than it was.
    pub fn is_changed(&self) -> bool {
        let Held::InPlace(length, modified) = &self.held else { return false };
        let about = fs::metadata(&self.path);
        about.map_or(true, |about| about.len() != *length || about.modified().ok() != *modified)
    }
}

/// Where a record stands.
#[derive(Clone, Debug)]
pub struct Record {
    of: Arc<Container>,
    reading: Reading,
    start: u64,
    length: u64,
}

/// How a record is read.
#[derive(Clone, Debug)]
enum Reading {
    Json,
    Rows(Arc<rows::Heading>),
    Warc,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The code of its problem.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub advice: &'static str,
}

/// Where the records of a file stand.
#[derive(Debug, Default)]
pub struct Scan {
    /// The number of each, where it begins, and how long it is.
    pub records: Vec<(usize, u64, u64)>,
    /// What is no record, by its number among them.
    pub flaws: Vec<(usize, Flaw)>,
    /// Records that are no documents.
    pub skipped: usize,
}

impl Scan {
    fn push(&mut self, number: usize, start: u64, end: u64) {
        self.records.push((number, start, end - start));
    }

    /// Notes a record that has the next number.
    fn next(&mut self, start: u64, end: u64) {
        self.push(self.records.len() + 1, start, end);
    }

    /// Notes a flaw where the next record would stand.
    fn flaw(&mut self, flaw: Flaw) {
        self.flaw_at(self.records.len() + 1, flaw);
    }

    fn flaw_at(&mut self, number: usize, flaw: Flaw) {
        self.flaws.push((number, flaw));
    }
}

/// What a file of records holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Each record with its number.
    pub records: Vec<(usize, Record)>,
    /// What is no record, by its number.
    pub flaws: Vec<(usize, Flaw)>,
    /// Records that are no documents.
    pub skipped: usize,
}

/// Finds the records of a container.
///
/// # Errors
/// The outer one where the file cannot be read, the inner one where nothing in it can be a record.
pub fn contents(
    container: Container,
    holds: Holds,
    config: &Config,
    stop: Stop<'_>,
) -> io::Result<Result<Contents, Flaw>> {
    let names = &config.input.fields;
    let (scan, reading) = match holds {
        Holds::Document(_) => return Ok(Ok(Contents::default())),
        Holds::Lines => (json::lines(&mut *container.reader(stop)?)?, Reading::Json),
        Holds::Values => {
            let found = values::scan(&mut *container.reader(stop)?, names)?;
            let scan = match found {
                Some(scan) => scan,
                None => json::lines(&mut *container.reader(stop)?)?,
            };
            (scan, Reading::Json)
        }
        Holds::Rows(delimiter) => {
            match rows::scan(&mut *container.reader(stop)?, delimiter, names)? {
                Ok((heading, scan)) => (scan, Reading::Rows(Arc::new(heading))),
                Err(flaw) => return Ok(Err(flaw)),
            }
        }
        Holds::Warc => (warc::scan(&mut *container.reader(stop)?)?, Reading::Warc),
    };
    let of = Arc::new(container);
    let record = |(number, start, length)| {
        (number, Record { of: Arc::clone(&of), reading: reading.clone(), start, length })
    };
    let records = scan.records.into_iter().map(record).collect();
    Ok(Ok(Contents { records, flaws: scan.flaws, skipped: scan.skipped }))
}

impl Record {
    /// Bytes of it.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its container.
    pub fn container(&self) -> &Container {
        &self.of
    }

    /// The document that it holds.
    ///
    /// # Errors
    /// The outer one where the file cannot be read, the inner one for what is wrong with the record.
    pub fn read(&self, config: &Config) -> io::Result<Result<Found, Flaw>> {
        let bytes = self.of.read(self.start, self.length)?;
        let found = match &self.reading {
            Reading::Json => json::pairs(&bytes)
                .and_then(|(pairs, warnings)| Ok(Found { warnings, ..of_fields(pairs, config)? })),
            Reading::Rows(heading) => {
                rows::pairs(&bytes, heading).and_then(|pairs| of_fields(pairs, config))
            }
            Reading::Warc => {
                let bounds = Bounds { most: config.limits.file, ratio: config.limits.ratio };
                warc::read(&bytes, bounds).map(|fetched| {
                    let warc::Fetched { bytes, form, charset, told } = fetched;
                    Found { bytes, form, charset, told, ..Found::default() }
                })
            }
        };
        Ok(found.map(|found| Found { modified: self.of.modified, ..found }))
    }
}

/// The document of the fields of a record.
fn of_fields(pairs: Vec<Pair>, config: &Config) -> Result<Found, Flaw> {
    let names = &config.input.fields;
    let levels = fields::levels(pairs, names);
    let Some((text, is_page)) = fields::text(&levels, names) else { return Err(no_text(&levels)) };
    let form = if is_page || is_markup(&text) { Form::Html } else { Form::Plain };
    let told: Told = fields::told(&levels, names, "record field");
    Ok(Found { bytes: text.into_bytes(), form, told, ..Found::default() })
}

/// Whether a text is a piece of a page: it begins with a tag, and closes one.
fn is_markup(text: &str) -> bool {
    let first = text.trim_start().strip_prefix('<');
    first.is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!')
    }) && text.contains("</")
}

fn no_text(levels: &[Vec<Pair>]) -> Flaw {
    /// Letters and names that are shown.
    const SHOWN: usize = 200;
    let names = levels.iter().flatten().take(SHOWN);
    let names: Vec<&str> = names.map(|pair| pair.name.as_str()).collect();
    let names = names.join(", ");
    Flaw {
        code: "REC-NO-TEXT",
        message: format!(
            "No field of the record is known to hold a text; it has {:?}.",
            crate::text::head(&names, SHOWN)
        ),
        advice: "Name the field in config.toml, as in [input.fields] text = [\"story\"].",
    }
}
