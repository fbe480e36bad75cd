//! The place and the outlet behind a writer's name: `Игнат Рябоконь, Верхнее Зауголье`.

use crate::finding::Field;
use crate::names;
use crate::page::Kind;
use crate::rules::Context;
use crate::rules::person::is_code;
use crate::text;

/// Blocks of the headline and the first paragraphs that are asked for the place.
const HEAD: usize = 4;

/// Letters of a word that it keeps whatever its ending: `Зауголье` stands in `Зауголья` but for one.
const ENDING: usize = 2;
const LEAST_STEM: usize = 4;

/// The names of a byline but for a last one that is a place: a known one, or one of which the headline or the lead speaks.
pub(super) fn without(
    context: &Context<'_>,
    mut people: Vec<(Field, String)>,
) -> Vec<(Field, String)> {
    // `Iolanda Peçanha, SVN Serra e Vale`: what begins with a code in capitals is an outlet.
    let first = people.first().map(|(_, name)| name.clone());
    people.retain(|(_, name)| first.as_ref() == Some(name) || !begins_with_code(name));
    people.retain(|(field, name)| {
        *field == Field::Agency || first.as_ref() == Some(name) || !is_owner(context, name)
    });
    let has_more = people.len() > 1;
    if let Some((Field::Author, _)) =
        people.last().filter(|(_, last)| has_more && is_place(context, last))
    {
        people.pop();
    }
    people
}

/// Whether a name is one word in capitals, as outlets have them, and others that are not.
fn begins_with_code(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(code, rest)| {
        code.chars().count() >= LEAST_CODE && is_code(code) && rest.contains(char::is_lowercase)
    })
}

/// Letters of the shortest such word: two may be the first letters of a person's names.
const LEAST_CODE: usize = 3;

/// A name without the place behind its comma.
pub(in crate::rules) fn cut<'a>(context: &Context<'_>, words: &'a str) -> &'a str {
    match words.rsplit_once([',', '،']) {
        Some((name, place)) if is_place(context, place.trim()) => name.trim_end(),
        _ => words,
    }
}

/// The names behind the first that are not that of the outlet: who holds the rights by the foot of the page.
pub(in crate::rules) fn without_owner(
    context: &Context<'_>,
    mut people: Vec<String>,
) -> Vec<String> {
    let mut at = 0;
    people.retain(|name| {
        at += 1;
        at == 1 || !is_owner(context, name)
    });
    people
}

/// Whether a name stands behind the sign of rights on the page.
fn is_owner(context: &Context<'_>, name: &str) -> bool {
    context.blocks().any(|(_, block, _)| {
        let said = context.words(block).split_once('©');
        said.is_some_and(|(_, behind)| behind.contains(name))
    })
}

pub(in crate::rules) fn is_place(context: &Context<'_>, name: &str) -> bool {
    if names::is_place(name) {
        return true;
    }
    let stems: Vec<String> = name.split(' ').map(stem).collect();
    let is_long = |stem: &String| stem.chars().count() >= LEAST_STEM;
    if !stems.iter().all(is_long) {
        return false;
    }
    let head = context.blocks().filter(|(_, block, shape)| {
        matches!(block.kind, Kind::Heading(_)) || block.kind == Kind::Text && shape.is_prose()
    });
    head.take(HEAD).any(|(_, block, _)| {
        let words: Vec<&str> = context.words(block).split(' ').collect();
        let begins = |(word, stem): (&&str, &String)| {
            let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            word.to_lowercase().starts_with(stem.as_str())
        };
        words.windows(stems.len()).any(|words| words.iter().zip(&stems).all(begins))
    })
}

/// A word, small, without its ending.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let count = word.chars().count();
    let kept = count.saturating_sub(ENDING).max(LEAST_STEM);
    let end = word.char_indices().nth(kept).map_or(word.len(), |(at, _)| at);
    text::before(&word, end).to_owned()
}
