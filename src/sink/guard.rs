//! The formula guard of CSV: a cell that a spreadsheet would run gets an apostrophe before it, and can lose it again.
//!
//! The set of dangerous starts is OWASP's (<https://owasp.org/www-community/attacks/CSV_Injection>), with `|` and `%`
//! and the full-width forms that spreadsheets fold. The apostrophe never changes whether a text is risky, hence
//! `unguard(guard(x)) == x` for every text, and `'s-Hertogenbosch` is left alone.

use std::borrow::Cow;

/// What a cell must not begin with.
const STARTS: &[char] = &['=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as it stands in a cell: with an apostrophe before it where it is risky.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a guarded cell.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_risky(cell) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet could take the text for a formula, be it behind apostrophes, spaces or invisible letters.
fn is_risky(text: &str) -> bool {
    let core = text.trim_start_matches('\'').trim_start_matches(is_passed_over);
    core.starts_with(STARTS)
}

/// White space and invisible letters that a spreadsheet may pass over; tab and line ends are themselves a risk.
fn is_passed_over(letter: char) -> bool {
    let is_start = matches!(letter, '\t' | '\r' | '\n');
    (letter.is_whitespace() && !is_start) || matches!(letter, '\u{FEFF}' | '\u{200B}')
}
