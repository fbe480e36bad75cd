//! A listing of files → a listing of documents: compressed containers are unpacked once, and each record is found.

use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::CoderResult;

use super::charset::{self, Charset};
use super::container::{self, Container, Contents, Held};
use super::formats::{self, Holds};
use super::spool::Spool;
use super::unpack::{self, Bounds, Failure, packing};
use super::{Listing, Place, Source, modified, order, problems};
use crate::config::Config;
use crate::error::{Error, Problem, Result};

/// Opens the files of a listing that hold many documents. What is unpacked takes its room on the disk of `folder`; `step`
/// is called for each file, and can end the work.
///
/// # Errors
/// What `step` says, and a disk that is full.
pub fn open(
    listing: Listing,
    config: &Config,
    folder: &Path,
    step: &dyn Fn(&str) -> Result<()>,
) -> Result<Listing> {
    let opening = Opening { config, folder, spool: OnceCell::new() };
    let mut documents =
        Listing { skipped: listing.skipped, problems: listing.problems, sources: Vec::new() };
    for source in listing.sources {
        step(&source.file)?;
        let holds = formats::holds(&source.file);
        match (&source.place, holds) {
            (Place::File(path), Some(holds)) if !matches!(holds, Holds::Document(_)) => {
                opening.open(&source.file, path, holds, &mut documents)?;
            }
            _ => documents.sources.push(source),
        }
    }
    documents.problems.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(documents)
}

/// Where the bytes of a compressed file are, and what is wrong behind them, at which byte.
type Unpacked = (Held, Option<(unpack::Flaw, u64)>);

/// What opening files needs.
struct Opening<'a> {
    config: &'a Config,
    folder: &'a Path,
    /// Made when it is needed.
    spool: OnceCell<Arc<Spool>>,
}

impl Opening<'_> {
    /// Adds the documents of a file to a listing.
    fn open(&self, file: &str, path: &Path, holds: Holds, opened: &mut Listing) -> Result<()> {
        let (container, flaw) = match self.container(file, path)? {
            Ok(found) => found,
            Err(problem) => {
                opened.problems.push(problem);
                return Ok(());
            }
        };
        let is_whole = flaw.is_none();
        opened.problems.extend(flaw);
        let contents = match container::contents(container, holds, self.config) {
            Ok(Ok(contents)) => contents,
            Ok(Err(flaw)) => {
                // Of a file that cannot be unpacked it is known already.
                opened.problems.extend(is_whole.then(|| problems::of_record(file, flaw)));
                return Ok(());
            }
            Err(error) => {
                opened.problems.push(problems::unreadable(file, &error));
                return Ok(());
            }
        };
        let Contents { records, flaws, skipped } = contents;
        if records.is_empty() && flaws.is_empty() && skipped == 0 && is_whole {
            opened.problems.push(problems::empty(file));
        }
        let name = |number| format!("{file}#{number}");
        let flaws = flaws.into_iter().map(|(at, flaw)| problems::of_record(&name(at), flaw));
        opened.problems.extend(flaws);
        opened.skipped += skipped;
        let sources = records
            .into_iter()
            .map(|(at, record)| Source { file: name(at), place: Place::Record(record) });
        opened.sources.extend(sources);
        Ok(())
    }

    /// A file as a container, unpacked where it is compressed, and what is wrong with the end of it.
    fn container(
        &self,
        file: &str,
        path: &Path,
    ) -> Result<std::result::Result<(Container, Option<Problem>), Problem>> {
        let unreadable = |error: &io::Error| Ok(Err(problems::unreadable(file, error)));
        let about = match path.metadata() {
            Ok(about) if about.is_file() => about,
            Ok(_) => return Ok(Err(problems::changed(file))),
            Err(error) => return unreadable(&error),
        };
        let held = Held::InPlace(about.len(), about.modified().ok());
        let mut container = Container { path: path.to_owned(), held, modified: modified(&about) };
        let mut flaw = None;
        let packing = match container.reader().and_then(head) {
            Ok(start) => packing(&start),
            Err(error) => return unreadable(&error),
        };
        if let Some(packing) = packing {
            match self.unpack(packing, path)? {
                Ok((held, found)) => {
                    container.held = held;
                    flaw = found.map(|(flaw, at)| problems::packed(file, flaw, at));
                }
                Err(error) => return unreadable(&error),
            }
        }
        match self.narrow(&container)? {
            Ok(None) => {}
            Ok(Some(held)) => container.held = held,
            Err(error) => return unreadable(&error),
        }
        Ok(Ok((container, flaw)))
    }

    fn unpack(&self, packing: unpack::Packing, path: &Path) -> Result<io::Result<Unpacked>> {
        let spool = self.spool()?;
        let start = spool.length();
        let limits = &self.config.limits;
        let bounds = Bounds { most: limits.decompressed, ratio: limits.ratio };
        let unpacked = File::open(path)
            .map_err(Failure::Read)
            .and_then(|packed| unpack::unpack(packing, packed, &mut &*spool, bounds));
        match unpacked {
            Ok(unpacked) => {
                let held = Held::Spooled(spool, start, unpacked.length);
                Ok(Ok((held, unpacked.flaw)))
            }
            Err(Failure::Read(error)) => Ok(Err(error)),
            Err(Failure::Write(error)) => Err(Error::output(self.folder, &error)),
        }
    }

    /// A container in UTF-16, which spreadsheets write, as UTF-8; nothing for all others, whose signs are single bytes.
    fn narrow(&self, container: &Container) -> Result<io::Result<Option<Held>>> {
        let mark = match container.reader().and_then(head) {
            Ok(start) => charset::bom(&start),
            Err(error) => return Ok(Err(error)),
        };
        let Some((Charset::Web(encoding), _)) = mark.filter(|(charset, _)| is_wide(*charset))
        else {
            return Ok(Ok(None));
        };
        let spool = self.spool()?;
        let start = spool.length();
        let mut decoder = encoding.new_decoder_with_bom_removal();
        let mut reader = match container.reader() {
            Ok(reader) => reader,
            Err(error) => return Ok(Err(error)),
        };
        loop {
            let chunk = match reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) => return Ok(Err(error)),
            };
            let is_last = chunk.is_empty();
            let room = decoder.max_utf8_buffer_length(chunk.len()).unwrap_or_default();
            let mut text = String::with_capacity(room);
            let (result, read, _) = decoder.decode_to_string(chunk, &mut text, is_last);
            reader.consume(read);
            (&*spool)
                .write_all(text.as_bytes())
                .map_err(|error| Error::output(self.folder, &error))?;
            if is_last && result == CoderResult::InputEmpty {
                let length = spool.length() - start;
                return Ok(Ok(Some(Held::Spooled(spool, start, length))));
            }
        }
    }

    fn spool(&self) -> Result<Arc<Spool>> {
        if let Some(spool) = self.spool.get() {
            return Ok(Arc::clone(spool));
        }
        let made = Spool::new(self.folder).map_err(|error| Error::output(self.folder, &error))?;
        Ok(Arc::clone(self.spool.get_or_init(|| Arc::new(made))))
    }
}

/// Bytes of the longest mark at the start of a file.
const MARK: u64 = 4;

fn head(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.take(MARK).read_to_end(&mut start)?;
    Ok(start)
}

fn is_wide(charset: Charset) -> bool {
    matches!(charset, Charset::Web(encoding) if encoding != encoding_rs::UTF_8)
}
