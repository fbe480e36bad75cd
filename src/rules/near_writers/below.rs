//! The writers who sign right below the text, in a line outside of its box.

use super::{Line, byline, writers};
use crate::dates::Hints;
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::page::layout::Says;
use crate::rules::byline::bracketed::{self, CLOSING, OPENING};
use crate::rules::head_note::{self, is_of_text};
use crate::rules::near_title::{headline, says};
use crate::rules::shape::Shape;
use crate::rules::zones::zones;
use crate::rules::{Context, Findings, lone_name, person, said};

/// Claims the names of which the line right below the text is made and nothing else, or that it says to be the writers':
/// no words of the text, no link.
pub(super) fn claim(context: &Context<'_>, findings: &mut Findings, hints: &Hints<'_>) -> bool {
    let Some(at) = below(context, findings) else { return false };
    let (Some((block, shape)), Some(place)) =
        (context.block(at), context.page.layout.places.get(at))
    else {
        return false;
    };
    let others = Says::RELATED.and(Says::COMMENTS).and(Says::NAVIGATION).and(Says::PROMOTION);
    let is_plain = block.kind == Kind::Text
        && place.linked == 0
        && !says(context, at, headline(context, findings), others);
    let is_free = matches!(findings.label(block), None | Some(Label::SiteChrome | Label::Byline));
    let words = context.words(block);
    if !is_plain
        || !is_free
        || lone_name::source(context, words).is_some()
        || words.chars().count() > LONGEST
    {
        return false;
    }
    let names = match told(context, words) {
        Some(name) => vec![name.to_owned()],
        None if shape.weight > byline::LONGEST => Vec::new(),
        None => names(context, findings, hints, at),
    };
    for name in &names {
        findings.claim_words(Field::Author, name, block.span);
    }
    !names.is_empty()
}

/// The line right below the text: the first behind its last long paragraph that is no sentence of it, or stands outside.
fn below(context: &Context<'_>, findings: &Findings) -> Option<usize> {
    let first = zones(context, findings).last + 1;
    (first..=first + SHORT).find(|at| {
        let Some((block, shape)) = context.block(*at) else { return false };
        findings.label(block).is_some() || !shape.ends
    })
}

/// Short paragraphs at the end of a text at most.
const SHORT: usize = 2;

/// Letters of the longest sentence about a writer.
const LONGEST: usize = 200;

/// The person with whose name a sentence begins that goes on with what that person does for a paper:
/// `Ann Leewood is a staff writer at the Harbour Post.`
fn told<'a>(context: &Context<'_>, words: &'a str) -> Option<&'a str> {
    let name = person::leading_person(words)?;
    let behind = words.strip_prefix(name)?;
    (said::tells_role(context, behind)
        && name.contains(' ')
        && !head_note::is_common(context, name))
    .then_some(name)
}

/// The names of a line: those in brackets that say so, those that it says to be the writers', or those of persons of which
/// it is made and nothing else.
fn names(context: &Context<'_>, findings: &Findings, hints: &Hints<'_>, at: usize) -> Vec<String> {
    let words = context.page.blocks.get(at).map_or("", |block| context.words(block));
    let inner = words.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix(CLOSING));
    if let Some(inner) = inner {
        let named = bracketed::named(context, inner, false);
        if !named.is_empty() {
            return named.into_iter().map(str::to_owned).collect();
        }
    }
    let shape = Shape::of(words);
    let bare = byline::without_addresses(words, shape.signs);
    if said::strip(context, &bare).1 {
        return writers(context, &bare, hints, Line::Any);
    }
    let mut names = lone_name::several(context, words);
    if names.is_empty() && shape.digits == 0 && !shape.ends {
        names = byline::split(context, byline::place::cut(context, words));
        let is_likely = |(_, name): &(Field, String)| head_note::is_likely(context, at, name);
        if !names.iter().any(is_likely) {
            return Vec::new();
        }
        let is_full = |(_, name): &(Field, String)| {
            name.contains(' ')
                && person::is_person(name)
                && !head_note::is_common(context, name)
                && !is_of_text(context, findings, name)
        };
        if !names.iter().all(is_full) {
            return Vec::new();
        }
    }
    names.into_iter().map(|(_, name)| name).collect()
}
