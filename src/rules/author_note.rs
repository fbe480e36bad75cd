//! # author note
//!
//! Marks what stands behind the text about the person who wrote it: `Ann Miller covers harbours for the Post.` It begins
//! with a name that the page gives as author, or stands under a line that is this name, or under a name that the text does
//! not know and that it says again.

use super::person::is_person;
use super::shape::{self, Shape};
use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};
use crate::page::Kind;
use crate::page::layout::Role;
use crate::text;

pub(super) const RULE: Rule = Rule {
    name: "author_note",
    summary: "a note about the author behind the text, by a name that is claimed for the author; initials in the last line",
    scan,
};

/// How many blocks from the end of the text a note can begin: a name, a desk, two sentences, an address.
const NEAR_END: usize = 6;

/// How many times as many blocks the text has as its end.
const LEAST_TEXT: usize = 3;

/// What a line weighs at most that says where the writer is reached.
const LONGEST_CONTACT: usize = 160;

/// Words of the shortest name that is looked for: a first name alone begins many a last sentence.
const LEAST_WORDS: usize = 2;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    // An outlet that signs its texts itself is named in them as well.
    let outlets: Vec<String> =
        findings.claimed(Field::Publisher).map(|claim| shape::fold(&claim.value)).collect();
    let names: Vec<String> = findings
        .claimed(Field::Author)
        .map(|claim| shape::fold(&claim.value))
        .filter(|name| name.split(' ').count() >= LEAST_WORDS && !outlets.contains(name))
        .collect();
    let left: Vec<usize> = context
        .blocks()
        .filter(|(_, block, _)| findings.label(block).is_none() && !findings.is_title(block))
        .map(|(at, ..)| at)
        .collect();
    beside_name(context, findings, &left);
    // A page of a few lines has no end apart from its text.
    let near = NEAR_END.min(left.len() / LEAST_TEXT);
    let Some(end) = left.get(left.len().saturating_sub(near)..) else { return };
    if let Some(last) = left.last().filter(|_| near > 0) {
        sign(context, findings, *last);
    }
    if let Some(first) = introduced(context, findings, &left, near) {
        for block in left.iter().skip(first).filter_map(|at| context.page.blocks.get(*at)) {
            findings.mark_block(context, block, &Label::Byline);
        }
    }
    if names.is_empty() {
        return;
    }
    let begins = |at: &usize| {
        context.page.blocks.get(*at).is_some_and(|_| {
            let words = context.folded(*at);
            let is_whole = |rest: &str| {
                !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '\'')
            };
            // `Contact Ann Miller at ann@example.org`: an address follows, and a word may stand before the name.
            let behind_word = words.split_once(' ').map(|(_, rest)| rest);
            let behind_word = behind_word.filter(|rest| rest.contains('@'));
            let is_short = context.shapes.get(*at).is_some_and(|it| it.weight <= LONGEST_CONTACT);
            let is_contact = is_short && words.contains('@');
            names.iter().any(|name| {
                let rest = |words: &str| words.strip_prefix(name.as_str()).is_some_and(is_whole);
                rest(words) || behind_word.is_some_and(rest) || is_contact && words.contains(name)
            })
        })
    };
    let is_repeated = repeated(context, findings, &left, &names);
    for (place, at) in end.iter().enumerate().filter(|(_, at)| begins(at)) {
        let Some(block) = context.page.blocks.get(*at) else { continue };
        let words = context.folded(*at);
        findings.mark_block(context, block, &Label::Byline);
        // Under a line that is the name alone stands what the person does.
        if !is_repeated && names.iter().any(|name| name == words) {
            for at in end.iter().skip(place + 1) {
                if let Some(block) = context.page.blocks.get(*at) {
                    findings.mark_block(context, block, &Label::Byline);
                }
            }
        }
    }
}

/// Marks the names over the entries of a live report, of which there are several, and says whether there are such.
fn repeated(
    context: &Context<'_>,
    findings: &mut Findings,
    left: &[usize],
    names: &[String],
) -> bool {
    let is_name = |at: &&usize| names.iter().any(|name| name == context.folded(**at));
    let lines: Vec<usize> = left.iter().filter(is_name).copied().collect();
    if lines.len() < FEWEST_ENTRIES {
        return false;
    }
    for block in lines.into_iter().filter_map(|at| context.page.blocks.get(at)) {
        findings.mark_block(context, block, &Label::Byline);
    }
    true
}

/// Names of writers alone on a line from which they stand over the entries of a live report: a line under the headline and
/// one behind the text are two.
const FEWEST_ENTRIES: usize = 3;

/// Notes of the most people who stand behind a text: who wrote it and who read it over. More are what the text is about.
const MOST_NOTES: usize = 2;

/// Lines from a name to what is said of the person, at most: a post may stand between.
const BELOW: usize = 2;

/// What the longest line with a name weighs: `Written by` and a name, or a name and a post.
const LONGEST_HEADING: usize = 60;

/// Words before the name in such a line.
const MOST_BEFORE: usize = 2;

/// Words at the beginning of what is said of a person in which the name stands again.
const AGAIN: usize = 8;

/// Letters of the shortest given name that is known again.
const LEAST_GIVEN: usize = 3;

/// Where behind the text, among the blocks that are left, a note about a person begins: a line with a name, and below it a
/// paragraph that begins with this name, which neither the headline nor the text before has.
fn introduced(
    context: &Context<'_>,
    findings: &Findings,
    left: &[usize],
    near: usize,
) -> Option<usize> {
    let note = |at: usize| {
        context.shapes.get(at).filter(|shape| shape.is_prose())?;
        let mut above = (1..=BELOW).filter_map(|above| at.checked_sub(above));
        above.find_map(|above| Some((above, told(context, above, at)?)))
    };
    let near = left.get(left.len().saturating_sub(near)..).unwrap_or_default();
    // Most texts end without one, and need not be searched for others.
    if !near.iter().any(|at| note(*at).is_some()) {
        return None;
    }
    let notes = left.iter().filter_map(|at| Some((note(*at)?, *at)));
    let notes: Vec<((usize, String), usize)> = notes.take(MOST_NOTES + 1).collect();
    let from = near.first()?;
    let ((heading, name), _) = notes.iter().find(|(_, at)| at >= from)?;
    let title = findings.title.map(|title| shape::fold(title.of(&context.page.text)));
    let has = |words: &str| words.contains(name.as_str());
    let first = left.partition_point(|at| at < heading);
    let is_known = title.is_some_and(|title| has(&title))
        || left.iter().take(first).any(|at| has(context.folded(*at)));
    (notes.len() <= MOST_NOTES && !is_known).then_some(first)
}

/// The folded name in a line, or the given one, if a paragraph begins with it.
fn told(context: &Context<'_>, line: usize, note: usize) -> Option<String> {
    let shape = context.shapes.get(line)?;
    let block = context.page.blocks.get(line).filter(|block| block.kind != Kind::Item)?;
    if shape.weight > LONGEST_HEADING || shape.digits > 0 {
        return None;
    }
    let words = context.words(block).trim_end_matches(['*', ':', ',']);
    let told = context.folded(note);
    // Degrees that no table knows are in capitals, too: `Ann Miller, CFP®`.
    let bare = words.split_once(", ").filter(|(_, rest)| !rest.contains(char::is_lowercase));
    let name = if is_person(words) { Some(words) } else { bare.map(|(name, _)| name) };
    let whole = name.filter(|name| is_person(name)).and_then(|name| said_again(name, told));
    whole.or_else(|| {
        // `About Ann Miller`, `Written by Ann Miller`.
        let behind = |(at, _)| text::after(words, at).trim_start();
        let mut names = words.match_indices(' ').take(MOST_BEFORE).map(behind);
        let is_told = |name: &&str| {
            let rest = told.strip_prefix(&folded_name(name));
            is_person(name) && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        names.find(is_told).map(folded_name)
    })
}

/// A name as the words of the text are folded, without degrees.
fn folded_name(name: &str) -> String {
    shape::fold(name.split(", ").next().unwrap_or_default())
}

/// The folded name that the first words of a paragraph say again; the given name where that alone is its first word, and then
/// no word of the text may be it: headings begin with common words.
fn said_again(name: &str, told: &str) -> Option<String> {
    let name = folded_name(name);
    let end = told.match_indices(' ').nth(AGAIN).map_or(told.len(), |(end, _)| end);
    if text::before(told, end).contains(&name) {
        return Some(name);
    }
    let is_given = |part: &&str| part.chars().count() >= LEAST_GIVEN && !part.ends_with('.');
    let given = name.split(' ').find(is_given)?;
    (told.split(' ').next() == Some(given)).then(|| given.to_owned())
}

/// Lines of a box about who wrote: a name, a desk, a sentence or two, an address.
const MOST_LINES: usize = 6;

/// Letters of such a box.
const LARGEST: usize = 500;

/// Marks what stands in one small box with a line that is known to be the writer's, behind the text.
fn beside_name(context: &Context<'_>, findings: &mut Findings, left: &[usize]) {
    let layout = &context.page.layout;
    let Some(end) = left.get(left.len() / 2) else { return };
    let is_byline = |at: usize| {
        let block = context.page.blocks.get(at);
        block.is_some_and(|block| findings.label(block) == Some(&Label::Byline))
    };
    let notes = layout.areas.iter().skip(1).filter(|area| {
        let letters = |at: usize| layout.places.get(at).map_or(0, |place| place.letters);
        area.blocks.start > *end
            && (2..=MOST_LINES).contains(&area.blocks.len())
            && matches!(area.role, Role::Plain | Role::Section | Role::Around)
            && is_byline(area.blocks.start)
            && area.blocks.clone().map(letters).sum::<usize>() <= LARGEST
    });
    let notes: Vec<usize> = notes.flat_map(|area| area.blocks.clone()).collect();
    for at in notes.into_iter().filter(|at| left.binary_search(at).is_ok()) {
        if let Some(block) = context.page.blocks.get(at) {
            findings.mark_block(context, block, &Label::Byline);
        }
    }
}

/// Letters that a name in the last line may have more than where the page claims it: the form of a company.
const MOST_MORE: usize = 2;

/// What a name weighs at least that is the whole of a line by no chance.
const LEAST_NAME: usize = 8;

/// Marks the last line where it is the initials of who wrote, `(abc/de)`, or the name of who published, and no more.
fn sign(context: &Context<'_>, findings: &mut Findings, last: usize) {
    let Some(block) = context.page.blocks.get(last).filter(|block| block.kind == Kind::Text) else {
        return;
    };
    let words = context.folded(last);
    let weight = Shape::of(words).weight;
    let is_name = |name: &str| {
        let rest = words.strip_prefix(name).map(|rest| rest.chars().count());
        Shape::of(name).weight >= LEAST_NAME && rest.is_some_and(|rest| rest <= MOST_MORE)
    };
    let fields = [Field::Author, Field::Publisher];
    let claimed = || fields.iter().flat_map(|field| findings.claimed(*field));
    let is_named =
        weight <= LONGEST_NAME && claimed().any(|claim| is_name(&shape::fold(&claim.value)));
    if is_named || is_initials(context.words(block)) {
        findings.mark_block(context, block, &Label::Byline);
    }
}

/// What the longest name weighs that is looked for alone in the last line.
const LONGEST_NAME: usize = 60;

/// Letters of initials.
const INITIALS: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether words are initials: `(abc)`, `(abc/de)`, `LK`.
fn is_initials(words: &str) -> bool {
    let inside = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let are = |words: &str, is: fn(&u8) -> bool| {
        words
            .split('/')
            .all(|part| INITIALS.contains(&part.len()) && part.bytes().all(|it| is(&it)))
    };
    inside.is_some_and(|inside| are(inside, u8::is_ascii_alphabetic))
        || are(words, u8::is_ascii_uppercase)
}
