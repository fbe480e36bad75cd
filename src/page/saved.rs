//! The address that a browser notes in a page when it saves it.
//!
//! Browsers write the "Mark of the Web" before the first element: `<!-- saved from url=(0023)https://post.example/ab -->`,
//! with the number of letters in brackets. The extension `SingleFile` writes a comment of lines, `url: https://…` among them.

use crate::text;

/// Bytes of the beginning of a page among which the note stands.
const HEAD: usize = 4096;

/// What the mark of browsers begins with.
const MARK: &str = "saved from url=(";

/// What the note of the extension begins with.
const NOTE: &str = "Page saved with SingleFile";

/// The address that a page was saved from.
pub fn address(source: &str) -> Option<&str> {
    let head = text::head(source, HEAD);
    marked(head).or_else(|| noted(head))
}

/// As browsers write it.
fn marked(head: &str) -> Option<&str> {
    let (_, mark) = head.split_once(MARK)?;
    let (length, rest) = mark.split_once(')')?;
    let length: usize = length.parse().ok()?;
    let (address, _) = rest.split_once("-->")?;
    let address = address.trim();
    // Browsers count letters, some of them bytes.
    (address.chars().count() == length || address.len() == length).then_some(address)
}

/// As `SingleFile` writes it.
fn noted(head: &str) -> Option<&str> {
    let (_, note) = head.split_once(NOTE)?;
    let (note, _) = note.split_once("-->")?;
    note.lines().find_map(|line| line.trim().strip_prefix("url:")).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_notes_of_browsers_and_of_nobody_else() {
        let mark = "<!DOCTYPE html>\n<!-- saved from url=(0023)https://post.example/ab -->\n<html>";
        assert_eq!(address(mark), Some("https://post.example/ab"));
        let note = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://post.example/ab \n \
                    saved date: Mon May 12 2025 10:00:00 GMT+0200\n-->";
        assert_eq!(address(note), Some("https://post.example/ab"));
        assert_eq!(address("<!-- saved from url=(0005)https://post.example/ab -->"), None);
        assert_eq!(address("<!-- url: https://post.example/ab -->"), None);
    }
}
