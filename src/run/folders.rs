//! Which folders a run may use, and what a file is called below the input folder.

use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

/// Refuses an input folder that is none, and an output folder that a later run would read as input.
pub fn check_folders(input: &Path, output: &Path) -> Result<()> {
    let wrong = |what: &str| Err(Error::Usage(format!("{}: {what}", input.display())));
    match std::fs::metadata(input) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return wrong("not a folder; name the folder of scraped articles, as in phin raw"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return wrong("no such folder; name the folder of scraped articles, as in phin raw");
        }
        Err(error) => return wrong(&format!("cannot be read: {error}")),
    }
    if real(output).starts_with(real(input)) {
        let place = output.display();
        let input = input.display();
        let advice = "choose a folder outside of it with --out";
        return Err(Error::Usage(format!(
            "{place}: the output would be written into the input folder {input}; {advice}"
        )));
    }
    Ok(())
}

/// The name that a file has in the tables: its path below the input folder, or its own name outside of it.
pub fn file_below(input: &Path, path: &Path) -> String {
    let below = real(path).strip_prefix(real(input)).map(Path::to_owned);
    let below = below.unwrap_or_else(|_| path.file_name().map(PathBuf::from).unwrap_or_default());
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// A path with links and dots resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = whole.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let Some((part, resolved)) = known else { return whole };
    let mut real = resolved;
    for component in whole.strip_prefix(part).unwrap_or(Path::new("")).components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            other => real.push(other),
        }
    }
    real
}
