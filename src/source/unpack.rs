//! gzip and zstd → bytes, as a stream and within limits.

use std::io::{self, BufRead, BufReader, Read, Write};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard, of one frame or several.
    Zstd,
}

/// How bytes are compressed that begin so; `None` when they are not.
pub fn packing(start: &[u8]) -> Option<Packing> {
    if start.starts_with(b"\x1f\x8b") {
        return Some(Packing::Gzip);
    }
    // Frames that decoders skip have one of sixteen marks of their own.
    let skipped = |bytes: &[u8]| matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
    (start.starts_with(b"\x28\xb5\x2f\xfd") || skipped(start)).then_some(Packing::Zstd)
}

/// What unpacking may come to.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes at most.
    pub most: u64,
    /// How many times the compressed bytes, once there are [`GRACE`].
    pub ratio: u64,
}

/// Bytes below which no ratio is looked at: a page of blanks is no attack.
pub const GRACE: u64 = 1 << 20;

/// Why unpacking ended before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The file ends first.
    Truncated,
    /// The bytes are not those that were packed.
    Checksum,
    /// The file is damaged.
    Corrupt,
    /// It holds more than so many times its length.
    Ratio,
    /// It holds more bytes than allowed.
    Size,
}

/// What unpacking came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Bytes from the start that can be used; what was written behind them is not to be.
    pub length: u64,
    /// What is wrong behind them, and at which byte of the file.
    pub flaw: Option<(Flaw, u64)>,
}

/// Why nothing can be said of a file.
#[derive(Debug)]
pub enum Failure {
    /// It cannot be read.
    Read(io::Error),
    /// What it holds cannot be written.
    Write(io::Error),
}

/// Unpacks `packed` into `into`. Of a file that is cut everything before the cut can be used, of one that is damaged the
/// parts whose checksums agree.
///
/// # Errors
/// The file cannot be read, or its bytes cannot be written.
pub fn unpack(
    packing: Packing,
    packed: impl Read,
    into: &mut dyn Write,
    bounds: Bounds,
) -> Result<Unpacked, Failure> {
    let mut source = BufReader::with_capacity(CHUNK, Tap::new(packed));
    let mut out = Out { into, bounds, written: 0 };
    loop {
        let verified = out.written;
        match source.fill_buf() {
            Err(error) => return Err(Failure::Read(error)),
            Ok(start) if start.iter().all(|byte| *byte == 0) => {
                // The end, or the zeros that fill up a block of a tape.
                return Ok(Unpacked { length: verified, flaw: None });
            }
            Ok(_) => {}
        }
        let stop = match packing {
            Packing::Gzip => out.copy(&mut GzDecoder::new(&mut source)),
            Packing::Zstd => out.frame(&mut source),
        };
        let Err(stop) = stop else { continue };
        let at = source.get_ref().count - source.buffer().len() as u64;
        let tap = source.get_mut();
        let flaw = match stop {
            Stop::Write(error) => return Err(Failure::Write(error)),
            Stop::Over(flaw) => flaw,
            Stop::Bytes(_) if tap.failed.is_some() => {
                return Err(Failure::Read(tap.failed.take().unwrap_or_else(gone)));
            }
            Stop::Bytes(_) if tap.ended => Flaw::Truncated,
            Stop::Bytes(true) => Flaw::Checksum,
            Stop::Bytes(false) => Flaw::Corrupt,
        };
        let length = if flaw == Flaw::Truncated { out.written } else { verified };
        return Ok(Unpacked { length, flaw: Some((flaw, at)) });
    }
}

/// Bytes that are read and written at once.
const CHUNK: usize = 64 * 1024;

fn gone() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

/// Why a member or frame ended early.
enum Stop {
    Write(io::Error),
    Over(Flaw),
    /// Its bytes are wrong, and whether only the checksum says so.
    Bytes(bool),
}

/// Where the bytes go, and how many there were.
struct Out<'a> {
    into: &'a mut dyn Write,
    bounds: Bounds,
    written: u64,
}

impl Out<'_> {
    /// A member of gzip.
    fn copy<R: Read>(
        &mut self,
        decoder: &mut GzDecoder<&mut BufReader<Tap<R>>>,
    ) -> Result<(), Stop> {
        let mut chunk = vec![0; CHUNK];
        loop {
            // Errors of gzip have one kind; their words tell the checksum from the rest.
            let count = decoder
                .read(&mut chunk)
                .map_err(|error| Stop::Bytes(error.to_string().contains("checksum")))?;
            if count == 0 {
                return Ok(());
            }
            let read = decoder.get_ref().get_ref().count;
            self.put(chunk.get(..count).unwrap_or_default(), read)?;
        }
    }

    /// A frame of zstd.
    fn frame<R: Read>(&mut self, source: &mut BufReader<Tap<R>>) -> Result<(), Stop> {
        let mut decoder = match StreamingDecoder::new(&mut *source) {
            Ok(decoder) => decoder,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let skipped = io::copy(&mut source.take(length.into()), &mut io::sink());
                let whole = skipped.is_ok_and(|count| count == u64::from(length));
                return if whole { Ok(()) } else { Err(Stop::Bytes(false)) };
            }
            Err(_) => return Err(Stop::Bytes(false)),
        };
        let mut chunk = vec![0; CHUNK];
        loop {
            let count = decoder.read(&mut chunk).map_err(|_| Stop::Bytes(false))?;
            if count == 0 {
                break;
            }
            let read = decoder.get_ref().get_ref().count;
            self.put(chunk.get(..count).unwrap_or_default(), read)?;
        }
        let frame = &decoder.decoder;
        let said = frame.get_checksum_from_data();
        let agrees = said.is_none() || said == frame.get_calculated_checksum();
        if agrees { Ok(()) } else { Err(Stop::Bytes(true)) }
    }

    fn put(&mut self, bytes: &[u8], read: u64) -> Result<(), Stop> {
        let length = self.written + bytes.len() as u64;
        if length > self.bounds.most {
            return Err(Stop::Over(Flaw::Size));
        }
        if length > GRACE && length / self.bounds.ratio.max(1) > read {
            return Err(Stop::Over(Flaw::Ratio));
        }
        self.into.write_all(bytes).map_err(Stop::Write)?;
        self.written = length;
        Ok(())
    }
}

/// A reader that remembers how much was read and how it ended; decoders wrap errors so that this can no longer be seen.
struct Tap<R> {
    inner: R,
    count: u64,
    ended: bool,
    failed: Option<io::Error>,
}

impl<R: Read> Tap<R> {
    fn new(inner: R) -> Tap<R> {
        Tap { inner, count: 0, ended: false, failed: None }
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(bytes) {
            Ok(count) => {
                self.count += count as u64;
                self.ended |= count == 0;
                Ok(count)
            }
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }
}
