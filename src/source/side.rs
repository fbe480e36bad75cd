//! The side file of a document, `NAME.meta.json`: what the scraper noted beside it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::container::json;
use super::fields::{self, Told};
use crate::config::Fields;

/// The end of the name of a side file.
pub(super) const END: &str = ".meta.json";

/// The largest side file, in bytes: hundreds of times what an address and a time need.
const LARGEST: u64 = 1 << 20;

/// A side file that there is and that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unread;

/// What the side file of a document says; nothing where there is none.
pub(super) fn told(path: &Path, names: &Fields) -> Result<Told, Unread> {
    let mut name: OsString = path.into();
    name.push(END);
    let file = match File::open(PathBuf::from(name)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Told::default()),
        // A name that is too long with the end is the name of no file.
        Err(error) if error.kind() == ErrorKind::InvalidFilename => return Ok(Told::default()),
        Err(_) => return Err(Unread),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|_| Unread)?;
    let (pairs, _) = json::pairs(&bytes).map_err(|_| Unread)?;
    Ok(fields::told(&[pairs], names, "side file"))
}
