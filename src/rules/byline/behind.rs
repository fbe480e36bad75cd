//! The writer behind the outlet on one line.

use crate::rules::Context;
use crate::rules::said::strip;

/// The part of a line that begins with the word for the writer, behind the outlet in brackets or with a slash: `南方日报／记者周宗翰／台南报道`.
pub(super) fn outlet<'a>(context: &Context<'a>, words: &'a str) -> &'a str {
    // `(부산=한빛) 김하늘 기자`, its first bracket cut off.
    if let Some((place, rest)) = words.split_once([')', ']'])
        && place.contains('=')
    {
        return rest.trim();
    }
    let is_begun = |part: &&str| {
        let (named, said) = strip(context, part);
        said && named.len() < part.len() && part.ends_with(named)
    };
    let mut parts = words.split(['/', '／']).map(str::trim);
    let is_cased = words.contains(|it: char| it.is_lowercase() || it.is_uppercase());
    let first = parts.next().filter(|first| !is_cased && !is_begun(first));
    first.and_then(|_| parts.find(is_begun)).unwrap_or(words)
}
