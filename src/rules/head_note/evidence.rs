//! What speaks for a line being the writer's name, and what against it: names of sections, products and headings look alike.

use rustc_hash::FxHashSet;

use crate::finding::{Claim, Evidence, Field, Label};
use crate::lang;
use crate::names;
use crate::page::Kind;
use crate::rules::near_title::headline;
use crate::rules::person::{is_person, seems_person};
use crate::rules::shape::{self, Shape};
use crate::rules::{Context, Findings, said};
use crate::text::{self, letter};

/// Letters of an initial with its stop.
const INITIAL: usize = 2;

/// How many blocks from the last one of the text its writer signs it, marked ones between them.
const SIGNED: usize = 8;

/// How many of these may be lines that no rule knows.
const UNKNOWN: usize = 1;

/// Whether words that look like a name are such of every text: a word of it is one of the commonest of the language or of
/// those around articles, or stands on the page in small letters.
pub(in crate::rules) fn is_common(context: &Context<'_>, name: &str) -> bool {
    if context.lang.is_some_and(|lang| lang.file.bylines.names_are_words) {
        return false;
    }
    let name = name.split(", ").next().unwrap_or_default();
    if glued(name).is_some() {
        return true;
    }
    // `Harbour Team`: the last word says that it is no person, and the others whose desk it is.
    let name = match name.rsplit_once(' ') {
        Some((whose, last)) if lang::is_desk_word(&last.to_lowercase()) => whose,
        _ => name,
    };
    // `A. Leewood`, but `A Lantern`.
    let words =
        name.split_whitespace().filter(|word| word.len() != INITIAL || !word.ends_with('.'));
    let mut words =
        words.flat_map(|word| word.split(|letter: char| !letter::is_alphabetic(letter)));
    words.any(|word| {
        if word.is_empty() || names::is_particle(word) {
            return false;
        }
        let hash = letter::hash(&word.to_lowercase());
        let is_known = || context.lang.is_some_and(|lang| lang.knows_hashed(hash).is_some());
        is_known() || small_words(context).contains(&hash)
    })
}

/// Whether a name is words of the text and no person's: the headline has it, or all its words stand in small letters, too.
pub(in crate::rules) fn is_of_text(context: &Context<'_>, findings: &Findings, name: &str) -> bool {
    let is_small = |word: &str| small_words(context).contains(&letter::hash(&word.to_lowercase()));
    is_in_title(context, findings, name) || name.split_whitespace().all(is_small)
}

/// Where a word begins that lost the blank before it, as items of a menu do: `ChecklistsWedding`; in names only short parts
/// stand so: `McAllister`, `DeVito`.
pub(in crate::rules) fn glued(words: &str) -> Option<usize> {
    let (mut before, mut count) = (' ', 0);
    words.char_indices().find_map(|(at, letter)| {
        let is_cut = count > LONGEST_PREFIX && letter.is_uppercase() && before.is_lowercase();
        count = if letter.is_alphabetic() { count + 1 } else { 0 };
        before = letter;
        is_cut.then_some(at)
    })
}

/// Letters of the longest part that stands glued before a name: `Fitz`.
const LONGEST_PREFIX: usize = 4;

/// The words of a page in small letters; those of addresses are none.
fn small_words<'a>(context: &'a Context<'_>) -> &'a FxHashSet<u64> {
    context.small_words.get_or_init(|| {
        let is_small = |word: &str| {
            word.starts_with(char::is_lowercase)
                && !word.bytes().any(|sign| matches!(sign, b'/' | b'@' | b'.' | b'_'))
        };
        let mut small = FxHashSet::default();
        text::each_bare_word(&context.page.text, |word| {
            if is_small(word) {
                small.insert(letter::hash(word));
            }
        });
        small
    })
}

/// Whether a name between headline and text is the writer's: it is no common word, and stands right behind the headline with
/// the text below it, or beside a date, or what is said of that person stands elsewhere.
pub(super) fn heads_text(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
    claims: &[(Field, String)],
) -> bool {
    let is_named = |name: &str| !is_common(context, name) && !is_in_title(context, findings, name);
    let is_next = || {
        let title = headline(context, findings).unwrap_or(at);
        let between = context.page.blocks.get(title + 1..at).unwrap_or_default();
        let next = (at + 1..context.shapes.len()).find(|next| {
            context.page.blocks.get(*next).is_some_and(|block| findings.label(block).is_none())
        });
        between.iter().all(|block| findings.label(block).is_some())
            && next.and_then(|next| context.shapes.get(next)).is_some_and(Shape::is_prose)
    };
    let is_told = || claims.iter().any(|(_, name)| is_told(context, name));
    claims.iter().all(|(_, name)| is_named(name))
        && (is_next() || is_dated(context, findings, at) || is_told())
}

/// Whether a date stands right before or behind a block.
pub(super) fn is_dated(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut blocks = around.filter_map(|at| context.page.blocks.get(at));
    blocks.any(|block| findings.label(block) == Some(&Label::DateLine))
}

/// Whether the headline has a name: then it is what the text is about.
fn is_in_title(context: &Context<'_>, findings: &Findings, name: &str) -> bool {
    let title = findings.title.map(|title| shape::fold(title.of(&context.page.text)));
    title.is_some_and(|title| title.contains(&shape::fold(name)))
}

/// Whether a paragraph tells of the person with a name.
fn is_told(context: &Context<'_>, name: &str) -> bool {
    is_person(name) && begins_note(context, name)
}

/// Whether a paragraph begins with a name and goes on in small letters.
fn begins_note(context: &Context<'_>, name: &str) -> bool {
    let beginnings = context.beginnings.get_or_init(|| {
        let paragraphs = context.blocks().filter(|(_, _, shape)| is_note(shape));
        let beginnings = paragraphs.flat_map(|(_, block, _)| {
            let words = context.words(block);
            let ends = words.match_indices(char::is_whitespace).take(MOST_WORDS);
            let ends = ends.filter(|(end, _)| goes_on(text::after(words, *end)));
            ends.map(|(end, _)| letter::hash(text::before(words, end)))
        });
        beginnings.collect()
    });
    beginnings.contains(&letter::hash(person(name)))
}

/// A name without the degrees behind it.
fn person(name: &str) -> &str {
    name.split(", ").next().unwrap_or_default()
}

/// Whether a block is long enough for a note about a person, and a sentence.
fn is_note(shape: &Shape) -> bool {
    shape.words > FEWEST && (shape.is_prose() || shape.ends)
}

/// Whether what stands behind a name goes on in small letters.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_lowercase)
}

/// Whether a paragraph begins with a name and goes on in small letters: `Ann Leewood writes about harbours.`
pub(super) fn tells(context: &Context<'_>, name: &str, at: usize) -> bool {
    let Some((block, _)) = context.block(at).filter(|(_, shape)| is_note(shape)) else {
        return false;
    };
    context.words(block).strip_prefix(person(name)).is_some_and(goes_on)
}

/// Whether something tells a name that stands alone on a line beside a date or at an edge of the text from that of a section,
/// a place or a button: the name itself, an address of mail or what the writer is beside it, or a paragraph on that person.
/// In scripts without capitals other rules ask.
pub(in crate::rules) fn is_likely(context: &Context<'_>, at: usize, name: &str) -> bool {
    let beside = || {
        let lines = context.page.blocks.get(at..).unwrap_or_default().iter().take(2);
        lines
            .map(|block| context.words(block))
            .any(|words| words.contains('@') || said::tells_role(context, &format!(" {words}")))
    };
    !name.contains(char::is_lowercase) && !name.contains(char::is_uppercase)
        || seems_person(context, name)
        || name.rsplit(' ').next().is_some_and(|last| lang::is_desk_word(&last.to_lowercase()))
        || beside()
        || is_told(context, name)
}

/// Cuts from a name what stands behind that of the person of whom a paragraph tells: `Ann Leewood Harbour Post`.
pub(super) fn shorten(context: &Context<'_>, findings: &mut Findings) {
    let is_seen = |claim: &&mut Claim| {
        claim.field == Field::Author && matches!(claim.evidence, Evidence::Text(_))
    };
    for claim in findings.claims.iter_mut().filter(is_seen) {
        let mut ends = claim.value.match_indices(' ').skip(1).map(|(end, _)| end);
        let names = ends.by_ref().map(|end| text::before(&claim.value, end));
        let told = names.into_iter().find(|name| is_told(context, name));
        if let Some(told) = told.filter(|_| !is_told(context, &claim.value)) {
            claim.value = told.to_owned();
        }
    }
}

/// Words of the shortest note about a person, less one.
const FEWEST: usize = 4;

/// Words of the longest name that a note begins with, particles and all.
const MOST_WORDS: usize = 12;

/// Whether a line is one word beside a date of which a paragraph tells as of a person, and no word of every text.
pub(super) fn is_given_name(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    let words = context.page.blocks.get(at).map_or("", |block| context.words(block));
    let is_word = words.chars().all(letter::is_alphabetic)
        && words.starts_with(char::is_uppercase)
        && words.contains(char::is_lowercase);
    is_word
        && is_dated(context, findings, at)
        && !is_common(context, words)
        && begins_note(context, words)
}

/// Whether a line with names at the end of the text of a page with a site around it signs it: close behind the text, no item
/// of a list, and no words that every text has.
pub(in crate::rules) fn signs_text(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
    claims: &[(Field, String)],
) -> bool {
    let names = || claims.iter().filter(|(field, _)| *field == Field::Author);
    if names().next().is_none() {
        return true;
    }
    let end = findings.article.end;
    let Some(block) = context.page.blocks.get(at) else { return false };
    let between = context.page.blocks.get(end..at).unwrap_or_default();
    let unknown = between.iter().filter(|block| findings.label(block).is_none()).count();
    (findings.article.start..end + SIGNED).contains(&at)
        && unknown <= UNKNOWN
        && block.kind != Kind::Item
        && names().all(|(_, name)| !is_common(context, name))
        && !is_in_row(context, at)
}

/// Whether a line is one of several that look like names, as in a menu, or stands above a list.
fn is_in_row(context: &Context<'_>, at: usize) -> bool {
    let words = |at: usize| context.page.blocks.get(at).map(|block| context.words(block));
    let is_alike = |at: &usize| {
        words(*at).is_some_and(|words| shape::is_name(text::head(words, LONGEST_NAME)))
    };
    let before = (at.saturating_sub(MOST_NAMES)..at).rev().take_while(is_alike).count();
    let behind = (at + 1..=at + MOST_NAMES).take_while(is_alike).count();
    let first = at - before;
    let next = at + behind + 1;
    let is_item = context.page.blocks.get(next).is_some_and(|block| block.kind == Kind::Item);
    let is_one_common = (first..next).filter_map(words).any(|words| is_common(context, words));
    before + behind >= MOST_NAMES || is_item || is_one_common
}

/// Lines from which on names one below the other are a list, less one.
const MOST_NAMES: usize = 2;

/// Letters of the longest name of a section or a person.
const LONGEST_NAME: usize = 60;
