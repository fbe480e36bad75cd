//! # byline
//!
//! Marks who wrote a text and claims each name: a word that says so (`By`, `Von`, `Tác giả:`, `기자`), or a desk or a name
//! with its outlet (`PV/VOV.VN`), near the head or the end of the body. A name alone is the rule `lone_name`'s.

mod behind;
pub(super) mod bracketed;
mod cut;
pub(super) mod divided;
pub(super) mod place;
mod told;

use std::borrow::Cow;

use super::person::{is_code, is_person, is_sayable, is_writer};
use super::said::{self, strip};
use super::shape::{self, Shape, Signs};
use super::zones::{Zones, zones};
use super::{Context, Findings, Rule, date_line, head_note, near_writers};
use crate::dates::{self, Found};
use crate::finding::{Field, Label};
use crate::lang;
use crate::names;
use crate::page::Block;
use crate::text::{self, Span, letter};
pub(super) use bracketed::is_name as is_unspaced_name;
pub(super) use cut::{once, tailless, takes_pictures};

pub(super) const RULE: Rule =
    Rule { name: "byline", summary: "a line that says who wrote the text; claims each name", scan };

/// Letters of the longest byline: four names with their outlets.
pub(super) const LONGEST: usize = 110;

/// How many blocks from the edges of the body a byline may stand.
const NEAR: usize = 4;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    told::bare_names(context, findings);
    let zones = zones(context, findings);
    let (mut edited, mut edited_apart) = (Vec::new(), Vec::new());
    for (at, block, shape) in context.blocks() {
        if shape.weight > LONGEST
            || shape.weight < 2
            || findings.label(block).is_some()
            || findings.is_title(block)
        {
            continue;
        }
        if let Some(lines) = divided::mark(context, findings, at) {
            for (line, names) in lines {
                if said::is_editor(context.words(block)) {
                    edited_apart.push((line, names));
                } else {
                    claim_written(findings, line, &names);
                }
            }
            continue;
        }
        if !is_place_of_bylines(context, findings, at, zones) {
            continue;
        }
        let said = || is_byline_by_phrase(context, at).then_some(&[] as &[_]);
        let Some(written) = context.written(at).or_else(said) else { continue };
        if findings.mark_block(context, block, &Label::Byline) {
            if said::is_edited(context.words(block)) {
                edited.push((block, written));
                continue;
            }
            claim_written(findings, block, written);
            claim_date(context, findings, block);
        }
    }
    if !near_writers::is_known(findings) {
        bracketed::claim(context, findings, zones);
    }
    // Who edited is named where nobody else is.
    if findings.claimed(Field::Author).next().is_none() {
        for (block, written) in edited {
            claim_written(findings, block, written);
        }
        for (block, written) in edited_apart {
            claim_written(findings, block, &written);
        }
    }
}

fn claim_written(findings: &mut Findings, block: &Block, written: &[(Field, String)]) {
    for (field, name) in written {
        findings.claim_words(*field, name, block.span);
    }
}

/// Claims the date that stands behind the name on a plain page which says none before.
fn claim_date(context: &Context<'_>, findings: &mut Findings, block: &Block) {
    if context.has_boxes() || findings.claimed(Field::Published).next().is_some() {
        return;
    }
    let hints = context.hints(date_line::order(context, findings));
    let words = dates::unglued(context.words(block), &hints);
    let Some(found) = dates::within(&words, &hints).first().copied() else { return };
    // Where blanks were lost, the places in the line are others than those in the document.
    let span = match words {
        Cow::Borrowed(_) => found.span,
        Cow::Owned(_) => Span::new(0, block.span.len()),
    };
    date_line::claim(&Found { span, ..found }, block, context, findings);
}

/// Whether phrases of the tables say that a line is about who made the text: editors and desks, who wrote nothing.
fn is_byline_by_phrase(context: &Context<'_>, at: usize) -> bool {
    let hits = context.hits(at);
    !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Byline)
}

/// Near the headline, around the first lines of the body, and around its end.
pub(super) fn is_place_of_bylines(
    context: &Context<'_>,
    findings: &Findings,
    at: usize,
    zones: Zones,
) -> bool {
    let count = context.page.blocks.len();
    let behind = context.page.blocks.get(zones.last..at).filter(|behind| behind.len() <= FAR);
    let near_end = behind.is_some_and(|behind| {
        behind.iter().filter(|block| findings.label(block).is_none()).count() <= NEAR
    });
    let before_tail = at < zones.tail && at + 1 >= zones.tail;
    at < zones.first + NEAR || near_end || before_tail || at + 1 == count
}

/// How many blocks of all kinds may stand between the body and its byline.
const FAR: usize = 40;

/// The claims of a byline, or nothing when the words do not say that they are one.
pub(super) fn read(
    context: &Context<'_>,
    words: &str,
    shape: &Shape,
) -> Option<Vec<(Field, String)>> {
    // `Ann LeewoodUpdated: 5 May 2025`.
    let parted = if shape.digits > 0 {
        dates::unglued(words, &context.hints(context.date_order))
    } else {
        Cow::Borrowed(words)
    };
    let words = if shape.digits > 0 { undated(context, &parted) } else { &*parted };
    let words = without_addresses(words, shape.signs);
    let bared = bare(&words);
    let (named, said) = strip(context, behind::outlet(context, bared));
    if !said && let Some(claims) = behind::with_agency(bared) {
        return Some(claims);
    }
    if !said && !shape.signs.have(BESIDE_OUTLETS) {
        return None;
    }
    let whole = behind::within(context, before_next_label(named));
    let named = said::without_client(context, said::without_role(context, whole));
    // `(interview, edited = the desk)`: what is set equal to a desk is no name.
    if said && named.contains(['=', '＝']) {
        return Some(Vec::new());
    }
    if said && let Some(agency) = names::agency(named) {
        return Some(vec![(Field::Agency, agency.name.clone())]);
    }
    let named = behind::without_agency(named);
    if let Some(claims) = before_outlet(context, named, (said, shape)) {
        return Some(claims);
    }
    if !said {
        return None;
    }
    // A role behind a common word is a role: `Content Editor`.
    let is_signed = bared != named && bared.starts_with(named);
    if is_signed && !named.contains(' ') && head_note::is_common(context, named) {
        return None;
    }
    // `Gazette Staff Writer`, the line under the name: one word with capitals before a role is an outlet's.
    if is_signed && !named.contains(' ') && named.starts_with(char::is_uppercase) {
        return Some(Vec::new());
    }
    let mut people = signed(context, once(before_next_role(context, named, whole)));
    // `Ann Leewood, MD, staff writer`: behind a person's full name stand titles and roles.
    if people.first().is_some_and(|(_, first)| is_person(first)) {
        people
            .retain(|(field, name)| *field == Field::Agency || is_writer(name) && is_sayable(name));
    }
    for (_, name) in &mut people {
        let person = cut::cut(context, name).to_owned();
        *name = person;
    }
    let is_sayable = people.iter().all(|(_, name)| is_sayable(name));
    let count = words.split_whitespace().count();
    let stops = shape.stops && !words.rsplit(' ').next().is_some_and(names::is_degree);
    people.extend(agency_around(bared, named));
    (!people.is_empty() && count <= MOST_WORDS && !stops && is_sayable).then_some(people)
}

/// The claims of a writer before an outlet, an agency or a place: `陳怡安/台北報導`.
fn before_outlet(
    context: &Context<'_>,
    named: &str,
    (said, shape): (bool, &Shape),
) -> Option<Vec<(Field, String)>> {
    let (name, outlet) = named.rsplit_once(['/', '／', '(', '（'])?;
    let (name, outlet) = (name.trim(), outlet.trim_matches([')', '）', ' ']));
    let both_named = shape::is_name(name) && behind::is_outlet(context, outlet);
    // `LAMVAN (AA)` is a place, and whose news it is.
    if is_code(name) && place::is_place(context, name) {
        return None;
    }
    let is_outlet = names::agency(outlet).is_some() || is_code(outlet) || both_named;
    if is_outlet && (is_writer(name) || is_code(name)) && !shape.stops {
        let mut claims = split(context, name);
        if let Some(agency) = names::agency(outlet) {
            claims.push((Field::Agency, agency.name.clone()));
        }
        return Some(claims);
    }
    // `記者陳怡安/台北報導`: behind the name the place that the writer reports from.
    if said && strip(context, outlet).1 && is_sayable(name) {
        return Some(split(context, name));
    }
    None
}

/// The writers of a byline and the agencies whose news they used, without what they are: `Ann Leewood, Staff Writer, AFP`.
pub(super) fn signed(context: &Context<'_>, named: &str) -> Vec<(Field, String)> {
    let mut people = split(context, named);
    for (field, name) in &mut people {
        if let Some(agency) = names::agency(name) {
            (*field, *name) = (Field::Agency, agency.name.clone());
        }
    }
    let is_person = people.first().is_some_and(|(_, first)| is_person(first));
    let is_role = |name: &str| is_person && said::is_bare_role(context, name);
    people.retain(|(field, name)| {
        *field == Field::Agency || !said::is_role(context, name) && !is_role(name)
    });
    place::without(context, people)
}

/// In a script without capitals, names up to the word for what another person did: `王小江 编辑 李明`.
fn before_next_role<'a>(context: &Context<'_>, named: &'a str, whole: &str) -> &'a str {
    let is_cased = named.contains(|letter: char| letter.is_uppercase() || letter.is_lowercase());
    // A word that stood behind the last name says it of that before, too.
    if is_cased || named.len() < whole.len() {
        return named;
    }
    let mut words = named.split(' ').skip(1);
    let Some(role) = words.find(|word| said::is_bare_role(context, word)) else { return named };
    named.split_once(&format!(" {role}")).map_or(named, |(name, _)| name)
}

/// The agency that the words before the names of a byline begin with, or those behind them end with: `新华社记者 …`, `… avec AFP`.
fn agency_around(words: &str, named: &str) -> Option<(Field, String)> {
    let (before, behind) = words.split_once(named)?;
    let last = behind.trim_end_matches([')', '）', ' ']).rsplit([' ', '(', '（']).next();
    let last = last.filter(|word| !word.is_empty()).and_then(names::agency);
    let is_cased = before.contains(|letter: char| letter.is_uppercase() || letter.is_lowercase());
    let ends =
        before.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(LONGEST_AGENCY);
    let first = ends.filter(|_| !is_cased).filter_map(|end| names::agency(before.get(..end)?));
    let agency = last.or_else(|| first.last())?;
    Some((Field::Agency, agency.name.clone()))
}

/// Letters of the longest agency before the word for reporter: `中国新闻社` has five.
const LONGEST_AGENCY: usize = 6;

/// What stands between a writer's name and the outlet.
const BESIDE_OUTLETS: Signs = Signs::SLASH.and(Signs::WIDE_SLASH).and(Signs::OPENING);

/// A name up to the word that introduces the next one: `陈晓 编辑：周敏`, `陳怡安　圖／林海`.
pub(super) fn before_next_label(named: &str) -> &str {
    let Some((before, _)) = named.split_once([':', '：']) else {
        return named
            .split_once(['/', '／'])
            .map_or(named, |(part, _)| cut::before_picture(part).unwrap_or(named));
    };
    let name = before.rsplit_once(char::is_whitespace).map_or("", |(name, _)| name);
    name.trim_matches([' ', '\u{3000}', '-', '–', '—', '|', '/', ',', ';'])
}

/// Words without e-mail addresses and handles, which stand beside names and are none.
pub(super) fn without_addresses(words: &str, signs: Signs) -> Cow<'_, str> {
    if !signs.have(Signs::AT) && (text::is_even(words) || is_even(words)) {
        return Cow::Borrowed(words);
    }
    let parts: Vec<&str> = words.split_whitespace().filter(|word| !word.contains('@')).collect();
    Cow::Owned(parts.join(" "))
}

/// Whether words stand apart by one space each, with none at the ends.
fn is_even(words: &str) -> bool {
    let mut before = ' ';
    for letter in words.chars() {
        let is_blank = letter::class(letter).is_whitespace();
        if is_blank && (letter != ' ' || before == ' ') {
            return false;
        }
        before = letter;
    }
    before != ' ' || words.is_empty()
}

/// A byline without its date: the one behind the name with the word that leads to it (`Ann Leewood on`), or the one before.
fn undated<'a>(context: &Context<'_>, words: &'a str) -> &'a str {
    let found = dates::within(words, &context.hints(context.date_order));
    let Some(date) = found.first() else { return words };
    let mut before = text::before(words, date.span.start).trim_end();
    // `November 12, 2023 by Ann Leewood`.
    if !before.contains(char::is_alphabetic) {
        let end = found.last().map_or(0, |last| last.span.end);
        let behind = text::after(words, end);
        let is_end = |it: char| !it.is_alphanumeric() && it != '.' && !letter::is_mark(it);
        let behind = behind.trim_matches(is_end);
        return if behind.contains(char::is_alphabetic) { behind } else { words };
    }
    while let Some((rest, lead)) = before.rsplit_once(char::is_whitespace)
        && lead.chars().all(char::is_lowercase)
    {
        before = rest.trim_end();
    }
    let before = dates::without_label(before, &context.hints(context.date_order));
    if before.chars().any(char::is_alphabetic) { before } else { words }
}

/// Words without the brackets, dashes and bars around them.
pub(super) fn bare(words: &str) -> &str {
    words.trim_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, '(' | ')' | '[' | ']' | '（' | '）' | '〔' | '〕' | '【' | '】')
            || matches!(letter, '*' | '-' | '–' | '—' | '|')
    })
}

/// Words of the longest byline that says that it is one.
const MOST_WORDS: usize = 14;

/// The names of a byline, each a claim.
pub(super) fn split(context: &Context<'_>, named: &str) -> Vec<(Field, String)> {
    let mut parts = vec![named.trim()];
    for sign in SIGNS.iter().filter(|sign| named.contains(**sign)) {
        parts = parts.iter().flat_map(|part| part.split(sign)).map(str::trim).collect();
    }
    for word in between(context).filter(|word| named.contains(*word)) {
        parts = parts.iter().flat_map(|part| parted(part, word)).collect();
    }
    parts = parts.iter().flat_map(|part| behind::apart(context, part)).collect();
    // `蘭灣中心／綜合`: a desk and what it does.
    let is_desk = |part: &str| part.contains('／') && !part.contains(char::is_lowercase);
    parts.retain(|part| !is_desk(part));
    parts.retain(|part| !part.is_empty() && !takes_pictures(part));
    let mut people: Vec<String> = Vec::new();
    for part in parts {
        match people.last_mut() {
            // A degree belongs to the name before it.
            Some(name) if names::is_degree(part) => {
                *name = format!("{name}, {}", part.trim_end_matches('*').trim_end());
            }
            _ => people.push(part.to_owned()),
        }
    }
    people.into_iter().map(|name| (Field::Author, name)).collect()
}

/// Signs between the names of several writers.
const SIGNS: &[&str] = &[",", ";", "、", "，", "،", "·", "•", "|", " & ", " + "];

/// Words between the names of several writers, in the language of the page and in English; in all where it is unknown.
fn between<'a>(context: &Context<'a>) -> impl Iterator<Item = &'static str> + use<'a> {
    let own = context.spoken().map(|lang| lang.tag);
    let known = move |tag: &str| own.is_none_or(|own| own == tag) || tag == COMMON;
    let spoken = lang::all().iter().chain(lang::only_dates()).filter(move |lang| known(lang.tag));
    spoken.flat_map(|lang| &lang.file.bylines.between).map(String::as_str)
}

/// The language whose words stand in bylines of all others.
const COMMON: &str = "en";

/// Letters of the longest word that stands within the names of persons, too: `Ortega y Gasset`, `Pi i Margall`.
const WITHIN_NAMES: usize = 2;

/// The names on both sides of a word; where such words stand within names, too, only full names are parted by it.
fn parted<'a>(part: &'a str, word: &str) -> Vec<&'a str> {
    let names: Vec<&str> = part.split(word).map(str::trim).collect();
    let is_full = |name: &&str| name.contains(' ');
    let is_within = word.trim().chars().count() <= WITHIN_NAMES;
    if is_within && !names.iter().all(is_full) { vec![part] } else { names }
}
