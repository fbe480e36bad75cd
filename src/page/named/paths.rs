//! What the parts of a path say of where a link leads.

use super::AREAS;

/// Whether a part of a path is one of pages to subscribe, register or donate at.
pub(in crate::page) fn is_call(part: &str) -> bool {
    (LEAST_CALL..=LONGEST_CALL).contains(&part.len())
        && AREAS.calls.contains(&part.to_ascii_lowercase())
        || is_page_of_letters(part)
}

/// Whether a part of a path is `newsletter-preferences` or the like; the name of an article has more words.
fn is_page_of_letters(part: &str) -> bool {
    part.split_once('-')
        .is_some_and(|(first, rest)| is_letter(first) && rest.matches('-').count() < 2)
}

/// Whether a part of a path is that below which each writer of a site has a page.
pub(in crate::page) fn is_of_writers(part: &str) -> bool {
    part.len() <= LONGEST_CALL && AREAS.writers.contains(&part.to_ascii_lowercase())
}

/// Whether a part of a path is that of letters which one subscribes to, each below it: no other one of those parts.
pub(in crate::page) fn is_letter(part: &str) -> bool {
    part.eq_ignore_ascii_case("newsletter") || part.eq_ignore_ascii_case("newsletters")
}

/// Bytes of the shortest and the longest row of them.
const LEAST_CALL: usize = 3;
const LONGEST_CALL: usize = 24;
