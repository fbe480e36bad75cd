//! The writers who sign right below the text, in a line outside of its box.

use super::byline;
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::rules::head_note::{self, is_of_text};
use crate::rules::zones::zones;
use crate::rules::{Context, Findings, lone_name, person};

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
fn names(context: &Context<'_>, words: &str) -> Vec<String> {
    let mut names = lone_name::several(context, words);
    if names.is_empty() {
        names = byline::split(context, words);
        let is_full = |(_, name): &(Field, String)| {
            name.contains(' ') && person::is_person(name) && !head_note::is_common(context, name)
        };
        if !names.iter().all(is_full) {
            return Vec::new();
        }
    }
    names.into_iter().map(|(_, name)| name).collect()
}
