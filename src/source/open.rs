//! A listing of files → a listing of documents: compressed containers are unpacked once, several at a time, and each record
//! is found.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::CoderResult;
use rayon::prelude::*;

use super::charset::{self, Charset};
use super::container::{self, Container, Contents, Held, Stop, Watched};
use super::formats::{self, Holds};
use super::spool::{Spool, Spools};
use super::unpack::{self, Bounds, Failure, packing};
use super::{Listing, Place, Source, modified, order, problems};
use crate::config::Config;
use crate::error::{Error, Problem, Result};

/// Opens the files of a listing that hold many documents. What is unpacked takes its room on the disk of `folder`; `begun`
/// is called for each file, and `stop` says whether to end the work.
///
/// # Errors
/// [`Error::Interrupted`] where the work is to end, and a disk that is full.
pub fn open(
    listing: Listing,
    config: &Config,
    folder: &Path,
    begun: &(dyn Fn(&str) + Sync),
    stop: Stop<'_>,
) -> Result<Listing> {
    let opening = Opening { config, folder, spools: Spools::new(folder), stop };
    let open = |source: Source| {
        opening.go_on()?;
        begun(&source.file);
        opening.documents(source)
    };
    let opened: Vec<Listing> = listing.sources.into_par_iter().map(open).collect::<Result<_>>()?;
    let mut documents =
        Listing { skipped: listing.skipped, problems: listing.problems, sources: Vec::new() };
    for opened in opened {
        documents.sources.extend(opened.sources);
        documents.problems.extend(opened.problems);
        documents.skipped += opened.skipped;
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
    spools: Spools,
    stop: Stop<'a>,
}

impl Opening<'_> {
    fn go_on(&self) -> Result<()> {
        if (self.stop)() { Err(Error::Interrupted) } else { Ok(()) }
    }

    /// The documents of a file.
    fn documents(&self, source: Source) -> Result<Listing> {
        let mut opened = Listing::default();
        match (&source.place, formats::holds(&source.file)) {
            (Place::File(path), Some(holds)) if !matches!(holds, Holds::Document(_)) => {
                self.open(&source.file, path, holds, &mut opened)?;
            }
            _ => opened.sources.push(source),
        }
        Ok(opened)
    }

    /// A file that cannot be read; also to end the work makes reading fail.
    fn unreadable(&self, file: &str, error: &io::Error) -> Result<Problem> {
        self.go_on()?;
        Ok(problems::unreadable(file, error))
    }

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
        let contents = match container::contents(container, holds, self.config, self.stop) {
            Ok(Ok(contents)) => contents,
            Ok(Err(flaw)) => {
                // Of a file that cannot be unpacked it is known already.
                opened.problems.extend(is_whole.then(|| problems::of_record(file, flaw)));
                return Ok(());
            }
            Err(error) => {
                opened.problems.push(self.unreadable(file, &error)?);
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
        let unreadable = |error: &io::Error| self.unreadable(file, error).map(Err);
        let about = match path.metadata() {
            Ok(about) if about.is_file() => about,
            Ok(_) => return Ok(Err(problems::changed(file))),
            Err(error) => return unreadable(&error),
        };
        let held = Held::InPlace(about.len(), about.modified().ok());
        let mut container = Container { path: path.to_owned(), held, modified: modified(&about) };
        let mut flaw = None;
        let packing = match container.reader(self.stop).and_then(head) {
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
            .map(|inner| Watched { inner, stop: self.stop })
            .map_err(Failure::Read)
            .and_then(|packed| unpack::unpack(packing, packed, &mut &*spool, bounds));
        self.spools.give_back(Arc::clone(&spool));
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
        let mark = match container.reader(self.stop).and_then(head) {
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
        let mut reader = match container.reader(self.stop) {
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
                self.spools.give_back(Arc::clone(&spool));
                return Ok(Ok(Some(Held::Spooled(spool, start, length))));
            }
        }
    }

    /// A spool that no other file is written to meanwhile.
    fn spool(&self) -> Result<Arc<Spool>> {
        self.spools.take().map_err(|error| Error::output(self.folder, &error))
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
