//! The writer behind the outlet on one line.

use crate::finding::{Field, Label};
use crate::lang::{self, phrase};
use crate::names;
use crate::rules::Context;
use crate::rules::person::{is_code, is_person, is_proper};
use crate::rules::said::strip;

/// The part of a line that begins with the word for the writer, behind the outlet in brackets or with a slash: `南方日报／记者周宗翰／台南报道`.
pub(super) fn outlet<'a>(context: &Context<'a>, words: &'a str) -> &'a str {
    // `(부산=한빛) 김하늘 기자`, its first bracket cut off.
    if let Some((place, rest)) = words.split_once([')', ']'])
        && place.contains('=')
    {
        return rest.trim();
    }
    // `물안=도아름 기자`.
    let is_hangul = |it: char| matches!(it, '\u{ac00}'..='\u{d7a3}');
    if let Some((place, rest)) = words.split_once('=')
        && place.chars().all(is_hangul)
        && place.chars().count() <= LONGEST_PLACE
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

/// Letters of the longest place before the sign.
const LONGEST_PLACE: usize = 6;

/// Whether words in brackets behind a name are an outlet, or say which one it is from: `Thanh Trà (Theo Báo Bến Lam)`.
pub(super) fn is_outlet(context: &Context<'_>, words: &str) -> bool {
    let hits = || phrase::tile(&format!("({words})"), context.lang).unwrap_or_default();
    is_proper(words) || hits().iter().any(|hit| hit.label == Label::SourceLine)
}

/// A person and the agency behind a comma, by which alone the line says that it names who wrote: `Radovan Jíša, ČTK`.
pub(super) fn with_agency(words: &str) -> Option<Vec<(Field, String)>> {
    let (name, outlet) = words.rsplit_once(", ")?;
    let agency = names::agency(outlet.trim()).filter(|_| is_person(name))?;
    Some(vec![(Field::Author, name.to_owned()), (Field::Agency, agency.name.clone())])
}

/// In a script without capitals, the names behind the last word for a reporter, the outlet before it: `江岸网记者 葛小满`.
pub(super) fn within<'a>(context: &Context<'a>, named: &'a str) -> &'a str {
    let is_cased = named.contains(|it: char| it.is_lowercase() || it.is_uppercase());
    let before =
        context.spoken().map(|lang| lang.file.bylines.before.as_slice()).filter(|_| !is_cased);
    let words = before.unwrap_or_default().iter().filter(|word| word.chars().count() > 1);
    let behind = words.filter_map(|word| {
        let (before, behind) = named.rsplit_once(word.as_str())?;
        (!is_short_name(before.trim())).then(|| behind.trim())
    });
    behind.filter(|name| !name.is_empty()).min_by_key(|name| name.len()).unwrap_or(named)
}

/// The names of a line in a script without capitals that a word for what the next one is parts: `王小江 通讯员 李岸`.
pub(super) fn apart<'a>(context: &Context<'a>, named: &'a str) -> Vec<&'a str> {
    if !named.trim_start().starts_with(is_han) {
        return vec![named];
    }
    let spoken = context.spoken().map(|lang| lang.file.bylines.before.as_slice());
    let mut words = spoken.unwrap_or_default().iter().filter(|word| word.chars().count() > 1);
    let found = words.find_map(|word| {
        let (first, next) = named.split_once(&format!(" {word}"))?;
        let both = [first.trim(), next.trim()];
        both.iter().all(|name| is_short_name(name)).then(|| both.to_vec())
    });
    found.unwrap_or_else(|| vec![named])
}

/// Whether words can be a name of two or three letters in a script without capitals and spaces.
fn is_short_name(words: &str) -> bool {
    SHORT_NAME.contains(&words.chars().count())
        && words.chars().all(is_han)
        && names::agency(words).is_none()
        && !lang::is_desk(words)
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}

/// Letters of most Chinese names; outlets have more.
const SHORT_NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// A name and a place parted by a slash without the agency in brackets behind them: `Nergis YALIBEY / KARATAŞ, (DHA)`.
pub(super) fn without_agency(named: &str) -> &str {
    // `Lise Roseau - AFP`.
    let dashed = [" - ", " – ", " — "].iter().find_map(|dash| named.rsplit_once(dash));
    if let Some((name, agency)) = dashed
        && names::agency(agency).is_some()
    {
        return name.trim_end();
    }
    // The bracket at the end of the line may be gone.
    let parts = named.strip_suffix(')').unwrap_or(named).rsplit_once('(');
    match parts {
        Some((before, agency))
            if before.contains('/') && (names::agency(agency).is_some() || is_code(agency)) =>
        {
            before.trim_end_matches([' ', ','])
        }
        _ => named,
    }
}
