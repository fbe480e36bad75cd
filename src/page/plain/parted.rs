//! Pages that a scraper wrote with a sign between the elements instead of line breaks: `get_text("|")`.
//!
//! `Home|Sport|The mill burned down.|Read more` is four lines to whoever reads it. The signs are no words of the page;
//! they read as line breaks, and each is a row of the ledger.

use crate::finding::Label;
use crate::page::reading::{BAR, Sign};
use crate::text::{self, Span};

/// Signs from which a page is written with them: a menu that stands in one line with the text may have twenty.
const LEAST: usize = 24;

/// Signs without a blank on either side from which a page is written with them; few menus are set that way.
const TIGHT: usize = 8;

/// The most signs that a page is written with: the longest of 160 has 1,173. More are data, and each would be a block.
const MOST: usize = 100_000;

/// Signs to each line of the page at least: a table has a few a line, and a menu stands in one line of many.
const CROWD: usize = 4;

/// Signs that a row has at least.
const CELLS: usize = 3;

/// Rows from which a table is one.
const ROWS: usize = 3;

/// The signs that part the elements of a page; nothing when it is not written so.
pub(super) fn signs(source: &str) -> Vec<Sign> {
    let bytes = source.as_bytes();
    let is_blank = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_none_or(|byte| byte.is_ascii_whitespace() || char::from(*byte) == BAR)
    };
    let (mut count, mut tight) = (0, 0);
    for (at, _) in source.match_indices(BAR) {
        count += 1;
        tight += usize::from(!is_blank(at.checked_sub(1)) && !is_blank(Some(at + 1)));
    }
    if count < LEAST && tight < TIGHT || count > MOST {
        return Vec::new();
    }
    let rows = text::lines(source).map(|line| line.of(source).trim());
    let rows: Vec<&str> = rows.filter(|row| !row.is_empty()).collect();
    if count < rows.len() * CROWD || is_table(&rows) {
        return Vec::new();
    }
    let bars = source.match_indices(BAR);
    bars.map(|(at, bar)| Sign { span: Span::new(at, at + bar.len()), label: Label::Markup })
        .collect()
}

/// Whether lines are rows of a table: with a sign at both ends, or most of them with as many signs as the others.
fn is_table(rows: &[&str]) -> bool {
    if rows.iter().any(|row| row.len() > 1 && row.starts_with(BAR) && row.ends_with(BAR)) {
        return true;
    }
    let mut counts: Vec<usize> = rows.iter().map(|row| row.matches(BAR).count()).collect();
    counts.retain(|count| *count >= CELLS);
    counts.sort_unstable();
    let alike = counts.chunk_by(|one, other| one == other).map(<[usize]>::len).max();
    alike.is_some_and(|alike| alike >= ROWS && alike * 2 >= counts.len())
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
        let rows = "Ann Lee|12|3|4|5|6|7|won\n".repeat(9);
        assert!(signs(&format!("The league in numbers.\n{rows}It goes on in May.")).is_empty());
    }
}
