//! Which files of a folder are read: in order of their names, links and hidden files apart.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::{DirEntry, Walk, WalkBuilder};

use super::{Listing, Source, formats, side};
use crate::config::Input;
use crate::error::{Error, Problem, Result};

/// Lists the files of the input folder that `config` names, in order of their names.
///
/// # Errors
/// A folder that does not exist or cannot be opened, and a glob that is none.
pub fn list(input: &Input) -> Result<Listing> {
    let folder = &input.folder;
    let shown = folder.display();
    let about = folder.metadata().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Usage(format!(
            "{shown}: no such folder; make it and put the scraped articles there, or name another: phin FOLDER"
        )),
        _ => Error::Usage(format!("{shown}: {error}; name a folder that can be read: phin FOLDER")),
    })?;
    if !about.is_dir() {
        return Err(Error::Usage(format!(
            "{shown}: is a file, not a folder; name the folder that holds it: phin FOLDER"
        )));
    }
    let include = globs(&input.include, "input.include")?;
    let exclude = globs(&input.exclude, "input.exclude")?;
    let outside = Arc::new(Mutex::new(Vec::new()));
    let mut listing = Listing::default();
    for entry in walk(input, &outside) {
        match entry {
            Ok(entry) => {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                sort_in(&entry, below, (&include, &exclude), &mut listing);
            }
            Err(error) => note(&error, folder, &mut listing),
        }
    }
    if let Ok(links) = outside.lock() {
        listing.problems.extend(links.iter().map(|path| link_outside(folder, path)));
    }
    listing.sources.sort_by(|one, two| one.file.cmp(&two.file));
    listing.problems.sort();
    Ok(listing)
}

/// The walk over the folder. Links that lead out of it are not followed but put into `outside`.
fn walk(input: &Input, outside: &Arc<Mutex<Vec<PathBuf>>>) -> Walk {
    let root = input.folder.canonicalize().unwrap_or_else(|_| input.folder.clone());
    let outside = Arc::clone(outside);
    let mut builder = WalkBuilder::new(&input.folder);
    builder
        .standard_filters(false)
        .hidden(true)
        .follow_links(input.follow_links)
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(move |entry| {
            if entry.depth() == 0 || !entry.path_is_symlink() {
                return true;
            }
            let inside = entry.path().canonicalize().is_ok_and(|target| target.starts_with(&root));
            // A link that is not followed anyway is counted as skipped, not told as a problem.
            let followed = entry.file_type().is_some_and(|kind| !kind.is_symlink());
            if !inside
                && followed
                && let Ok(mut links) = outside.lock()
            {
                links.push(entry.path().to_owned());
            }
            inside || !followed
        });
    builder.build()
}

/// Puts one entry of the walk among the sources, or counts it as skipped.
fn sort_in(
    entry: &DirEntry,
    below: &Path,
    (include, exclude): (&GlobSet, &GlobSet),
    listing: &mut Listing,
) {
    let Some(kind) = entry.file_type() else { return };
    let side_file = entry.file_name().to_string_lossy().ends_with(side::END);
    if kind.is_dir() || side_file {
        return;
    }
    let name = shown(below);
    let known = formats::holds(&name).is_some();
    if kind.is_file() && known && include.is_match(below) && !exclude.is_match(below) {
        listing.sources.push(Source::file(name, entry.path().to_owned()));
    } else {
        listing.skipped += 1;
    }
}

/// An error of the walk: a folder without permission is a problem, a link that goes round in circles is skipped.
fn note(error: &ignore::Error, folder: &Path, listing: &mut Listing) {
    let mut inner = error;
    let mut place = None;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                place = Some(path.clone());
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Loop { .. } => {
                listing.skipped += 1;
                return;
            }
            _ => break,
        };
    }
    let denied =
        error.io_error().is_some_and(|io| io.kind() == std::io::ErrorKind::PermissionDenied);
    let (code, advice) = if denied {
        ("IN-PERMISSION", "Give yourself permission to read it (chmod u+rx), then run again.")
    } else {
        ("IN-READ", "Check that it exists and the disk it lies on, then run again.")
    };
    let place = place.unwrap_or_else(|| folder.to_owned());
    listing.problems.push(Problem {
        file: shown(place.strip_prefix(folder).unwrap_or(&place)),
        stage: "read".to_owned(),
        code: code.to_owned(),
        message: format!(
            "This cannot be opened: {}.",
            error.io_error().map_or_else(|| inner.to_string(), ToString::to_string)
        ),
        advice: advice.to_owned(),
    });
}

fn link_outside(folder: &Path, path: &Path) -> Problem {
    Problem {
        file: shown(path.strip_prefix(folder).unwrap_or(path)),
        stage: "read".to_owned(),
        code: "IN-LINK".to_owned(),
        message: "The link leads out of the input folder, or nowhere.".to_owned(),
        advice: "Copy what it points to into the input folder.".to_owned(),
    }
}

/// The globs of a key as one set.
fn globs(patterns: &[String], key: &str) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
            Error::Usage(format!("{key}: {error}; write a glob such as \"2025/**/*.html\""))
        })?;
        set.add(glob);
    }
    set.build().map_err(|error| Error::Usage(format!("{key}: {error}; use fewer or simpler globs")))
}

/// A path as the `file` column shows it: `/` between parts; a byte that is not UTF-8, a control or direction
/// character, and the backslash itself are escaped, so that two names never look the same and none can act on a screen.
fn shown(below: &Path) -> String {
    let mut name = String::new();
    for part in below.components() {
        let Component::Normal(part) = part else { continue };
        if !name.is_empty() {
            name.push('/');
        }
        for chunk in part.as_encoded_bytes().utf8_chunks() {
            chunk.valid().chars().for_each(|letter| show_letter(letter, &mut name));
            for byte in chunk.invalid() {
                name.extend(format!("\\x{byte:02x}").chars());
            }
        }
    }
    name
}

fn show_letter(letter: char, name: &mut String) {
    match letter {
        '\\' => name.push_str("\\\\"),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            name.extend(letter.escape_unicode());
        }
        letter if letter.is_control() => name.extend(letter.escape_unicode()),
        letter => name.push(letter),
    }
}
