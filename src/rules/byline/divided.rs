//! A byline that links broke over two lines and more.

use super::{LONGEST, bare, between, split};
use crate::finding::{Field, Label};
use crate::page::Block;
use crate::rules::person::{is_person, is_sayable, is_writer};
use crate::rules::{Context, Findings, flow, head_note, said};

/// The names that stand on lines of their own, each with its block.
type Divided<'a> = Vec<(&'a Block, Vec<(Field, String)>)>;

/// A word that says who wrote alone on its line, the name on the next, more names behind a word or a sign between, and what
/// the person does on one more: links leave such lines behind. Marks them; gives the names of those who wrote.
pub(super) fn mark<'a>(
    context: &'a Context<'_>,
    findings: &mut Findings,
    at: usize,
) -> Option<Divided<'a>> {
    let (Some((word, _)), Some((block, shape))) = (context.block(at), context.block(at + 1)) else {
        return None;
    };
    if shape.stops || shape.weight > LONGEST || !said::is_word(context, context.folded(at)) {
        return None;
    }
    if findings.label(block).is_some() || findings.is_title(block) {
        return None;
    }
    let is_sure = context.words(word).ends_with([':', '：']);
    let people = split(context, bare(context.words(block)));
    // A menu may stand behind a small word, too.
    let is_name = |name: &str| {
        is_writer(name) && (is_sure || !head_note::is_common(context, name))
            || is_sure && shape.words <= 4 && is_sayable(name)
    };
    let more = more(context, at + 1);
    let last = more.last().map_or(at + 1, |(last, _)| *last);
    let role = context.block(last + 1).filter(|_| flow::joins(context, last));
    let is_sentence = role.is_some_and(|(_, shape)| shape.weight > LONGEST_ROLE || shape.ends);
    if is_sentence || people.is_empty() || !people.iter().all(|(_, name)| is_name(name)) {
        return None;
    }
    let role = role.filter(|(role, _)| findings.label(role).is_none());
    for line in (at..=last).filter_map(|at| context.page.blocks.get(at)) {
        findings.mark_block(context, line, &Label::Byline);
    }
    if let Some((role, _)) = role {
        findings.mark_block(context, role, &Label::Byline);
    }
    let mut divided = vec![(block, people)];
    for (at, names) in more {
        divided.extend(context.page.blocks.get(at).map(|block| (block, names)));
    }
    Some(divided)
}

/// The names on lines behind the one at `at`, each behind a word or a sign that joins it to the names before: `and`, `,`.
pub(in crate::rules) fn more(
    context: &Context<'_>,
    mut at: usize,
) -> Vec<(usize, Vec<(Field, String)>)> {
    let words = |at: usize| context.page.blocks.get(at).map_or("", |block| context.words(block));
    let mut found = Vec::new();
    while found.len() < MOST {
        let Some(behind) = behind_joint(context, words(at + 1)) else { break };
        at += if behind.is_empty() { 2 } else { 1 };
        let names = split(context, if behind.is_empty() { words(at) } else { behind });
        let is_writer = |name: &str| is_person(name) && !said::is_role(context, name);
        if names.is_empty() || !names.iter().all(|(_, name)| is_writer(name)) {
            break;
        }
        found.push((at, names));
    }
    found
}

/// Writers behind the first at most.
const MOST: usize = 5;

/// What stands on a line behind the word or the sign that joins names; nothing may.
fn behind_joint<'a>(context: &Context<'_>, line: &'a str) -> Option<&'a str> {
    let words = between(context).map(str::trim);
    let mut joints = words.chain([",", "&", "/", "·"]);
    joints.find_map(|joint| {
        let rest = line.strip_prefix(joint)?;
        let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_apart.then(|| rest.trim_start())
    })
}

/// Letters of the longest role behind a name: `, the paper's correspondent for transport`.
const LONGEST_ROLE: usize = 40;
