//! Pages that a scraper wrote with a sign between the elements instead of line breaks: `get_text("|")`.
//!
//! `Home|Sport|The mill burned down.|Read more` is four lines to whoever reads it. The signs are no words of the page;
//! they read as line breaks, and each is a row of the ledger.

use crate::finding::Label;
use crate::page::reading::Sign;
use crate::text::{self, Span};

/// The sign: `|`, the separator of the examples of `BeautifulSoup`'s own documentation.
const BAR: char = '|';

/// Signs from which a page is written with them: a menu that stands in one line with the text may have twenty.
const LEAST: usize = 24;

/// Signs without a blank on either side from which a page is written with them; few menus are set that way.
const TIGHT: usize = 8;

/// Signs to each line of the page at least: a table has a few a line, and a menu stands in one line of many.
const CROWD: usize = 4;

/// The signs that part the elements of a page; nothing when it is not written so.
pub(super) fn signs(source: &str) -> Vec<Sign> {
    let bytes = source.as_bytes();
    let is_blank = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'|')
    };
    let (mut count, mut tight) = (0, 0);
    for at in memchr::memchr_iter(b'|', bytes) {
        count += 1;
        tight += usize::from(!is_blank(at.checked_sub(1)) && !is_blank(Some(at + 1)));
    }
    if count < LEAST && tight < TIGHT {
        return Vec::new();
    }
    let mut lines = 0;
    for line in text::lines(source) {
        let words = line.of(source).trim();
        lines += usize::from(!words.is_empty());
        // The rows of tables have one at both ends.
        if words.len() > 1 && words.starts_with(BAR) && words.ends_with(BAR) {
            return Vec::new();
        }
    }
    if count < lines * CROWD {
        return Vec::new();
    }
    let bars = source.match_indices(BAR);
    bars.map(|(at, bar)| Sign { span: Span::new(at, at + bar.len()), label: Label::Markup })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_one_line_of_bars_is_parted_and_tables_and_menus_are_not() {
        let page = "Home|Sport|The old mill burned down on Monday night.|Read more|".repeat(8);
        assert_eq!(signs(&page).len(), 32);
        let table = "| Monday | 3 | 4 |\n".repeat(20);
        assert!(signs(&table).is_empty());
        let menu = format!("{}\n{}", "Home | ".repeat(30), "The mill burned down.\n".repeat(20));
        assert!(signs(&menu).is_empty());
    }
}
