//! Phrases of boilerplate: `{n} phút trước` → a pattern that is matched at a place of a line.

use super::Lang;
use crate::finding::Label;
use crate::text::Span;

/// A phrase of a language file.
#[derive(Debug)]
pub struct Phrase {
    /// What a line made of it is.
    pub label: Label,
    /// As the file writes it.
    pub pattern: String,
}

/// A phrase found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where in the line.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// What stood for `{url}`, where the phrase has it.
    pub url: Option<Span>,
    /// What stood for `{name}`, where the phrase has it.
    pub name: Option<Span>,
    /// What stood for `{rest}`, where the phrase has it.
    pub rest: Option<Span>,
    /// What stood for `{n}`, where the phrase has it and it fits.
    pub number: Option<u32>,
}

/// The longest phrase of any language that begins at byte `at` of `line`; of equal ones that of `first`.
/// Letter case does not count; white space matches any white space. A phrase that begins or ends in a letter must begin
/// or end at a word's edge, except that two phrases may be glued (`7 phút trướcBài gốc`).
pub fn phrase_at(_line: &str, _at: usize, _first: Option<&Lang>) -> Option<Hit> {
    None
}

/// The phrases that tile `line` from end to end, with nothing but white space and separators (`|·•-–,:/>»`) between
/// them; `None` when a word is left over. `7 phút trướcBài gốc` is two, `7 phút trước khi …` is none.
pub fn tile(_line: &str, _first: Option<&Lang>) -> Option<Vec<Hit>> {
    None
}
