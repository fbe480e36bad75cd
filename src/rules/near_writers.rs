//! The writers that a page names beside its headline, in a box about them, or in a line anywhere that says so. On HTML
//! `near_title` asks for them, on plain text `head_note`, which reads single lines alone.

mod below;
mod parts;
mod row;

use super::head_note::{is_likely, is_of_text};
use super::near_title::{BEFORE, headline, is_of_others, says};
use super::zones::zones;
use super::{Context, Findings, byline, person, said};
use crate::dates::{self, Hints};
use crate::finding::{Field, Label};
use crate::lang;
use crate::names;
use crate::page::jsonld;
use crate::page::layout::{Place, Says};
use crate::page::{Block, Kind};
use crate::text::{self, Span};
use parts::{is_uncased, labelled, unglued};

/// How many blocks from the date the writer's name stands alone on its line.
const BESIDE: usize = 2;

/// How many blocks before the end of the text a line may stand that says who wrote it, what is known of them behind it.
const NEAR_END: usize = 4;

/// What is known of a line when names are looked for in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing: it must say itself that it names the writers.
    Any,
    /// It stands with the date or in a box about writers: what looks like a name is theirs.
    Beside,
}

/// Claims the names that a line says to be the writers', or that stand with the date; `title` is the block of the headline,
/// `end` that before which the head of the article ends, `dated` that of the date.
pub(super) fn claim(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    (title, end): (usize, usize),
    dated: Option<usize>,
) {
    // Many systems name the outlet as the author; the person stands on the page.
    if is_known(findings) {
        return;
    }
    let first = title.saturating_sub(BEFORE);
    let near: Vec<usize> = (title + 1..end).chain(first..title).collect();
    let beside = |at: usize| {
        // Above the headline names stand with a date that is there, too; else there are buttons and menus.
        let is_side = |dated: usize| (dated < title) == (at < title);
        let is_dated = dated.is_some_and(|it| it.abs_diff(at) <= BESIDE && is_side(it));
        let is_boxed = says(context, at, Some(title), Says::AUTHOR);
        if is_dated || is_boxed { Line::Beside } else { Line::Any }
    };
    let _ = claim_first(context, findings, hints, (&near, &|_| Line::Any))
        || claim_linked(context, findings, &near)
        || claim_first(context, findings, hints, (&near, &beside))
        || claim_boxed(context, findings, hints, title)
        || claim_said(context, findings, hints)
        || below::claim(context, findings, hints);
}

/// Whether metadata or other rules name a writer who is neither the outlet nor a desk.
pub(super) fn is_known(findings: &Findings) -> bool {
    let outlets =
        names::outlets(findings.claimed(Field::Publisher).chain(findings.claimed(Field::Url)));
    let is_person = |name: &str| {
        let is_nobody =
            lang::is_desk(name) || names::agency(name).is_some() || names::is_login(name);
        !is_nobody && !names::is_outlet(name, &outlets)
    };
    let mut claims = findings.claimed(Field::Author);
    claims.any(|claim| !jsonld::is_firm(claim) && is_person(&claim.value))
}

/// Claims the names of the first of these lines that holds any.
fn claim_first(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    (among, line): (&[usize], &dyn Fn(usize) -> Line),
) -> bool {
    for at in among {
        let Some(block) = free(context, findings, *at, line(*at)) else { continue };
        let mut found = named(context, findings, hints, (*at, line(*at)));
        // Beside a date stands the section, too.
        if line(*at) == Line::Beside && !is_signed(context, *at) && !is_of_writer(context, *at) {
            let is_boxed = says(context, *at, headline(context, findings), Says::AUTHOR);
            found.retain(|(name, _)| !is_of_text(context, findings, name));
            // Beside one who is known stand others who wrote with them.
            if !is_boxed && !found.iter().any(|(name, _)| is_likely(context, *at, name)) {
                found.clear();
            }
        }
        for (name, span) in &found {
            findings.claim_words(Field::Author, name, *span);
        }
        if !found.is_empty() && !block.span.is_empty() {
            row::claim(context, findings, *at);
            return true;
        }
    }
    false
}

/// Whether words of a line lead to the page of a writer.
fn is_of_writer(context: &Context<'_>, at: usize) -> bool {
    context.page.layout.places.get(at).is_some_and(|place| place.writers > 0)
}

/// Claims the names that are links to the pages of writers, and in scripts without capitals the first name
/// alone in a box that says it holds the writer's.
fn claim_linked(context: &Context<'_>, findings: &mut Findings, near: &[usize]) -> bool {
    let mut is_found = false;
    for at in near {
        let (Some(block), Some(place)) =
            (free(context, findings, *at, Line::Beside), context.page.layout.places.get(*at))
        else {
            continue;
        };
        let is_linked = place.writers > 0;
        let words =
            if is_linked { linked(context.words(block), place) } else { context.words(block) };
        let words = byline::place::cut(context, words);
        let title = headline(context, findings);
        let is_boxed = || !is_found && is_uncased(words) && says(context, *at, title, Says::AUTHOR);
        let is_name = person::is_person(words)
            || is_uncased(words)
            || is_linked && is_given_name(words) && is_signed(context, *at);
        if block.kind != Kind::Cell && is_name && !lang::is_desk(words) && (is_linked || is_boxed())
        {
            findings.claim_words(Field::Author, words, block.span);
            is_found = true;
        }
    }
    is_found
}

/// Whether words are one that begins with a capital and is no number: `Kit`.
fn is_given_name(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && words.chars().all(char::is_alphabetic)
}

/// Whether a line begins with a word that says who wrote, or stands in a box that says so.
fn is_signed(context: &Context<'_>, at: usize) -> bool {
    let words = context.page.blocks.get(at).map_or("", |block| context.words(block));
    said::strip(context, words).1 || unglued(context, words).is_some()
}

/// The words of a line that are the link to the page of a writer; nothing where another link stands before it.
fn linked<'a>(words: &'a str, place: &Place) -> &'a str {
    let mut letters = words.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    let Some((start, _)) = letters.nth(place.before) else { return "" };
    let last = place.writers.checked_sub(2).map(|count| letters.nth(count));
    let end = last.flatten().map_or(start, |(at, letter)| at + letter.len_utf8());
    let linked = text::before(words, end);
    text::after(linked, start)
}

/// Whether a line stands outside of the article by its elements, and is nothing but links that lead to no writer.
fn is_menu(context: &Context<'_>, at: usize) -> bool {
    let is_chrome = context.page.blocks.get(at).is_some_and(|block| block.kind == Kind::Chrome);
    let place = context.page.layout.places.get(at);
    is_chrome && place.is_some_and(|place| place.linked == place.letters && place.writers == 0)
}

/// The block at a place, if names may stand there: no menu and no words under a picture.
fn free<'a>(
    context: &'a Context<'_>,
    findings: &Findings,
    at: usize,
    line: Line,
) -> Option<&'a Block> {
    let block = context.page.blocks.get(at).filter(|_| !is_menu(context, at))?;
    let is_dated = context.shapes.get(at).is_some_and(|shape| shape.digits >= DATED);
    let is_other = match findings.label(block) {
        // `2025-08-13 作者：陈河 来源：江边晚报` ends as a credit does; with a date it is none.
        Some(Label::PhotoCaption) => {
            block.kind == Kind::Caption
                || !is_dated && !said::strip(context, context.words(block)).1
        }
        Some(
            Label::NavigationMenu
            | Label::Breadcrumb
            | Label::Tags
            | Label::ShareLink
            | Label::Footer
            | Label::Advertisement,
        ) => line == Line::Beside && !says(context, at, headline(context, findings), Says::AUTHOR),
        _ => false,
    };
    let is_short = context.words(block).chars().count() <= byline::LONGEST;
    (is_short && !is_other && !is_of_others(context, findings, at)).then_some(block)
}

/// Digits of a date.
const DATED: usize = 6;

/// The names in a line, or, where it only says that they follow, in the line behind it.
fn named(
    context: &Context<'_>,
    findings: &Findings,
    hints: &Hints<'_>,
    (at, line): (usize, Line),
) -> Vec<(String, Span)> {
    let Some(block) = context.page.blocks.get(at) else { return Vec::new() };
    let words = context.words(block);
    // The outlet's own name over the page signs nothing.
    if findings.claimed(Field::Publisher).any(|claim| claim.value == words) {
        return Vec::new();
    }
    let words = without_outlet(findings, words);
    let signs = context.shapes.get(at).map(|shape| shape.signs).unwrap_or_default();
    let bare = byline::without_addresses(words, signs);
    let mut here = writers(context, &bare, hints, line);
    // `Ratna Dewi - Warta Kali`; a headline may have a dash, too.
    if here.is_empty()
        && line == Line::Beside
        && !matches!(block.kind, Kind::Heading(_))
        && let Some((first, second)) = bare.split_once(" - ")
    {
        here = writers(context, first, hints, line);
        // `لامفان - سامي النهري`: the place that the writer reports from.
        if is_uncased(second) && byline::place::is_place(context, first) {
            here.push(second.to_owned());
        }
    }
    if !here.is_empty() || !said::is_label(context, words) {
        return here.into_iter().map(|name| (name, block.span)).collect();
    }
    let Some(next) = free(context, findings, at + 1, Line::Any) else { return Vec::new() };
    let next_words = context.words(next);
    let first = next_words.split([',', '|', '\n']).next().unwrap_or_default().trim();
    if person::is_person(first) {
        return vec![(first.to_owned(), next.span)];
    }
    writers(context, next_words, hints, Line::Beside)
        .into_iter()
        .map(|name| (name, next.span))
        .collect()
}

/// A line without the name of the outlet behind that of the writer, a box of its own: `Ann Leewood Harbour Post`.
fn without_outlet<'a>(findings: &Findings, words: &'a str) -> &'a str {
    let outlets = findings.claimed(Field::Publisher);
    let mut rests = outlets.filter_map(|claim| words.strip_suffix(claim.value.as_str()));
    let rest = rests.find(|rest| rest.ends_with(' ') && rest.trim_end().contains(' '));
    rest.map_or(words, str::trim_end)
}

/// Claims the one writer whom all boxes about writers name.
fn claim_boxed(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
    title: usize,
) -> bool {
    let mut boxed: Vec<(String, Span)> = Vec::new();
    for (at, _, shape) in context.blocks() {
        if shape.weight <= byline::LONGEST
            && says(context, at, Some(title), Says::AUTHOR)
            && free(context, findings, at, Line::Beside).is_some()
        {
            boxed.extend(named(context, findings, hints, (at, Line::Beside)));
        }
    }
    claim_agreed(findings, &boxed)
}

/// Claims the one writer whom all lines name that say in more than a word who wrote the text: below it, or in what is no
/// part of it; a sentence of the text may speak of who wrote a book.
pub(super) fn claim_said(
    context: &Context<'_>,
    findings: &mut Findings,
    hints: &Hints<'_>,
) -> bool {
    let last = zones(context, findings).last;
    let mut said: Vec<(String, Span)> = Vec::new();
    for (at, block, shape) in context.blocks() {
        let is_outside = at + NEAR_END >= last || findings.label(block).is_some();
        if shape.weight > byline::LONGEST
            || !is_outside
            || !said::is_said_at_length(context, context.words(block))
            || context.written(at).is_some_and(<[_]>::is_empty)
            || free(context, findings, at, Line::Any).is_none()
        {
            continue;
        }
        said.extend(named(context, findings, hints, (at, Line::Any)));
    }
    claim_agreed(findings, &said)
}

/// Claims a name where there is no other one.
pub(super) fn claim_agreed(findings: &mut Findings, all: &[(String, Span)]) -> bool {
    let Some((name, span)) = all.first() else { return false };
    let is_one = all.iter().all(|(other, at)| other == name || at == span);
    if is_one {
        for (name, _) in all.iter().filter(|(_, at)| at == span) {
            findings.claim_words(Field::Author, name, *span);
        }
    }
    is_one
}

/// What parts the names in a line from what else it says.
const PARTS: &[char] = &['|', '·', '•', '/', '／', '｜', '=', '＝', '–', '—', '\u{a0}'];

/// The names in a line, its dates taken out: behind a word that says so, or, beside a date, what looks like a name.
pub(super) fn writers(
    context: &Context<'_>,
    words: &str,
    hints: &Hints<'_>,
    line: Line,
) -> Vec<String> {
    // `ByAnn Leewood Updated onMarch 2, 2024`, where only style parts the elements.
    let words = &*dates::unglued(words, hints);
    let dates: Vec<Span> = dates::within(words, hints).iter().map(|found| found.span).collect();
    let parts = Span::all(words).without(&dates);
    let parts = parts.iter().flat_map(|span| {
        let is_behind_date = dates.iter().any(|date| date.end <= span.start);
        let parts = span.of(words).split(PARTS);
        parts.enumerate().map(move |(at, part)| (part, is_behind_date && at > 0))
    });
    let mut is_led = false;
    for (part, is_note) in parts {
        // `LAMVAN, 4 March 2025 (Harbour Wire) -`: brackets alone beside a date hold whose news it is.
        let is_bracketed = part.trim().starts_with('(') && part.contains(')');
        let part = part.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | '-' | ':' | '(' | ')')
        });
        let part = dates::without_label(part, hints);
        // `文・写真＝河原田千尋`: the sign parts the name from the words that lead to it.
        let is_behind_label = std::mem::replace(&mut is_led, said::is_label(context, part));
        if is_led {
            continue;
        }
        let (named, is_said) = match unglued(context, part).or_else(|| labelled(context, part)) {
            Some(named) => (named, true),
            None => said::strip(context, part),
        };
        let is_said = is_said || is_behind_label;
        let named = said::without_role(context, byline::before_next_label(named));
        let named = byline::once(said::without_client(context, named));
        let people = byline::split(context, named).into_iter();
        let people = people.map(|(_, name)| byline::tailless(context, &name).to_owned());
        let people = people.filter(|name| !said::is_role(context, name));
        let people: Vec<String> = people.filter(|name| names::agency(name).is_none()).collect();
        let people = byline::place::without_owner(context, people);
        let is_first_person = people.first().is_some_and(|name| person::is_person(name));
        if is_first_person && (is_said || line == Line::Beside && !is_bracketed) {
            return people.into_iter().filter(|name| person::is_person(name)).collect();
        }
        // `Ann Leewood 5 min read`, the three parts of a line with a date that only their style parts.
        if line == Line::Beside
            && let Some(digit) = named.find(|letter: char| letter.is_numeric())
            && person::is_person(text::before(named, digit).trim_end())
        {
            return vec![text::before(named, digit).trim_end().to_owned()];
        }
        // `Lise Roseau (à Brest)`; the bracket behind it is trimmed.
        if line == Line::Beside
            && let Some((name, place)) = named.split_once('(')
            && (person::is_person(name.trim_end())
                || is_uncased(name.trim_end()) && byline::place::is_place(context, place))
        {
            return vec![name.trim_end().to_owned()];
        }
        // `Ann Leewood for the Harbour Post`, said to be hers or parted from the date by a sign.
        if (is_said || is_note)
            && let Some(name) = person::leading_person(named)
        {
            return vec![byline::tailless(context, name).to_owned()];
        }
        let is_nobody = || lang::is_desk(named) || names::agency(named).is_some();
        let is_known = line == Line::Beside && is_uncased(named) && names::is_uncased_person(named);
        if is_known || is_said && person::is_called(named) && !is_nobody() {
            return vec![named.to_owned()];
        }
    }
    Vec::new()
}
