//! The writers who sign right below the text, in a line outside of its box.

use super::byline;
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::rules::head_note::{self, is_of_text};
use crate::rules::zones::zones;
use crate::rules::{Context, Findings, person};

/// What parts the names of those who sign, beside what does so in bylines.
const DASHES: &[&str] = &[" - ", " – ", " — "];

/// What Japanese papers put around the names of those who sign.
const BRACKETS: (char, char) = ('【', '】');

/// Claims the names of which the line right below the text is made and nothing else: no words of the text, no link, in no
/// box of its own kind.
pub(super) fn claim(context: &Context<'_>, findings: &mut Findings) -> bool {
    let at = zones(context, findings).last + 1;
    let (Some((block, shape)), Some(place)) = (context.block(at), context.page.layout.places.get(at))
    else {
        return false;
    };
    let is_plain = block.kind == Kind::Text && place.linked == 0 && shape.digits == 0;
    let is_free = matches!(findings.label(block), None | Some(Label::SiteChrome));
    if !is_plain || !is_free || shape.ends || shape.weight > byline::LONGEST {
        return false;
    }
    let names = names(context, context.words(block));
    if names.iter().any(|name| is_of_text(context, findings, name)) {
        return false;
    }
    for name in &names {
        findings.claim_words(Field::Author, name, block.span);
    }
    !names.is_empty()
}

/// The names of a line, if it is nothing but full names of persons, or names in the brackets for them.
fn names<'a>(context: &Context<'_>, words: &'a str) -> Vec<String> {
    let (opening, closing) = BRACKETS;
    let inner = words.strip_prefix(opening).and_then(|rest| rest.strip_suffix(closing));
    if let Some(inner) = inner {
        let names: Vec<String> =
            byline::split(context, inner).into_iter().map(|(_, name)| name).collect();
        let are_names = names.iter().all(|name| byline::is_unspaced_name(name));
        return if are_names { names } else { Vec::new() };
    }
    let dash = DASHES.iter().find(|dash| words.contains(**dash));
    let parts: Vec<&'a str> = dash.map_or_else(|| vec![words], |dash| words.split(dash).collect());
    let names = parts.iter().flat_map(|part| byline::split(context, part));
    let names: Vec<String> = names.map(|(_, name)| name).collect();
    let is_full = |name: &String| {
        name.contains(' ') && person::is_person(name) && !head_note::is_common(context, name)
    };
    if names.iter().all(is_full) { names } else { Vec::new() }
}
