//! # main content
//!
//! Marks what no other rule knows around the headline of an HTML page, since the article begins behind it, links that stand
//! by themselves between its paragraphs, the clock over each entry of a live report, and the numbers of pictures in a row.

mod marks;

use super::article_area::{self, Fate};
use super::shape::{self, Shape};
use super::{Context, Findings, Rule, calls, date_line, leftovers, rights};
use crate::dates::{self, Hints};
use crate::finding::{Claim, Field, Label};
use crate::page::layout::Role;
use crate::page::{Block, Kind};
use crate::text::{self, Span};
use marks::{is_clock, is_counter, is_dotted_clock, is_emoji, is_number, is_player};

pub(super) const RULE: Rule = Rule {
    name: "main_content",
    summary: "what no other rule knows between the headline of an HTML page and its article, and links, clocks and counters that are a line of their own in it",
    scan,
};

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(article) = article_area::find(context, findings) else { return };
    let is_line =
        |block: &Block, is: fn(&str) -> bool| block.kind == Kind::Text && is(context.words(block));
    // One time of day alone may be anything.
    let several = context.blocks().filter(|(_, block, _)| is_line(block, is_clock)).count() > 1;
    let dotted = context.blocks().filter(|(_, block, _)| is_line(block, is_dotted_clock)).count();
    let hints = context.hints(date_line::order(context, findings));
    let stamps = leftovers::stamps(context);
    for at in under_pictures(context, &article) {
        if let Some(block) = context.page.blocks.get(at).filter(|block| !findings.is_title(block)) {
            findings.caption(context, block);
        }
    }
    for (at, block, shape) in context.blocks() {
        let near = at < article.opening + BEHIND_LEAD;
        let label = match article.fate(at) {
            Fate::Body if near && is_dated(context, findings, (at, block, shape), &hints) => {
                Label::DateLine
            }
            Fate::Body if is_day_of_change(context, (block, shape), &hints) => Label::DateLine,
            Fate::Body if near && is_note(context, findings, (at, block, shape)) => Label::Byline,
            Fate::Body if near && names_writer(context, findings, (at, block, shape)) => {
                Label::Byline
            }
            Fate::Body if is_phone(context, findings, (at, block, shape)) => Label::SiteChrome,
            Fate::Body if near && names_day(context, findings, (at, block)) => Label::DateLine,
            Fate::Body if near && is_rest(context, findings, block, &hints) => Label::DateLine,
            Fate::Body if is_line(block, is_number) && is_linked(context, at) => Label::SiteChrome,
            Fate::Body if several && is_line(block, is_clock) => Label::DateLine,
            Fate::Body if dotted >= FEWEST_DOTTED && is_line(block, is_dotted_clock) => {
                Label::DateLine
            }
            Fate::Body if is_line(block, is_clock) && is_beside_button(context, at) => {
                Label::SiteChrome
            }
            Fate::Body
                if is_line(block, is_counter)
                    || is_line(block, is_emoji)
                    || is_line(block, is_player) =>
            {
                Label::SiteChrome
            }
            Fate::Body if stamps.contains(&at) => Label::SiteChrome,
            Fate::Body if at < article.opening && is_line(block, is_number) => Label::SiteChrome,
            Fate::Body => continue,
            Fate::Link if is_author(context, findings, at) => Label::Byline,
            Fate::Link => Label::RelatedLinks,
            Fate::Head | Fate::Outside => Label::SiteChrome,
        };
        if !findings.is_title(block) {
            findings.mark_block(context, block, &label);
        }
    }
    behind(context, findings, &article);
}

/// Marks what asks, leads on or reserves rights between and behind the paragraphs.
fn behind(context: &Context<'_>, findings: &mut Findings, article: &article_area::ArticleArea) {
    for at in calls::calls(context, findings, article) {
        if let Some(block) = context.page.blocks.get(at) {
            findings.mark_block(context, block, &Label::Promotion);
        }
    }
    if let Some(block) = credit_of_feed(context, findings, article) {
        findings.mark_block(context, &block, &Label::SiteChrome);
    }
    for at in rights::rights(context, findings, article) {
        if let Some(block) = context.page.blocks.get(at) {
            findings.mark_block(context, block, &Label::Footer);
        }
    }
    for at in leftovers::dangling(context, findings, article) {
        if let Some(block) = context.page.blocks.get(at) {
            findings.mark_block(context, block, &Label::SiteChrome);
        }
    }
}

/// Whether a button stands next to a block: a clock beside it says how long something plays.
fn is_beside_button(context: &Context<'_>, at: usize) -> bool {
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut around = around.filter_map(|at| context.page.blocks.get(at));
    around.any(|block| block.kind == Kind::Chrome)
}

/// The last line of the article where it names the article itself: what feeds put under each of their texts, the headline
/// and the site that it first appeared on, both of them links.
fn credit_of_feed(
    context: &Context<'_>,
    findings: &Findings,
    article: &article_area::ArticleArea,
) -> Option<Block> {
    let is_kept = |at: usize, block: &Block| {
        article.fate(at) == Fate::Body && findings.label(block).is_none()
    };
    let (at, block, shape) = context.blocks().rev().find(|(at, block, _)| is_kept(*at, block))?;
    let linked = context.page.layout.places.get(at).map_or(0, |place| place.linked);
    // Systems that hand articles on between their papers put a line without links: `This article originally appeared on`.
    let words = context.folded(at);
    let names_outlet = || {
        findings.claimed(Field::Publisher).any(|claim| {
            let name = shape::fold(&claim.value);
            Shape::of(&name).weight >= LEAST_OUTLET && words.contains(&name)
        })
    };
    let names_it = findings.claimed(Field::Title).any(|claim| {
        let title = Shape::of(&claim.value).weight;
        (LEAST_HEADLINE..shape.weight).contains(&title)
            && shape.weight <= title + MOST_CREDIT
            && context.folded(at).contains(beginning(&shape::fold(&claim.value)))
    });
    (block.kind == Kind::Text && names_it && (linked > 0 || names_outlet())).then_some(*block)
}

/// The beginning of a headline, of which other outlets may have a shorter one.
fn beginning(title: &str) -> &str {
    let end = title.char_indices().nth(BEGINNING).map_or(title.len(), |(at, _)| at);
    text::before(title, end)
}

/// Letters of the beginning of a headline that are in a line by no chance.
const BEGINNING: usize = 30;

/// What a headline weighs at least that is in a line by no chance.
const LEAST_HEADLINE: usize = 20;

/// What the name of an outlet weighs at least that is in a line by no chance.
const LEAST_OUTLET: usize = 5;

/// What the words around it weigh at most: `The post … appeared first on …`.
const MOST_CREDIT: usize = 70;

/// Whether a line before the text says when it was written, and not much more: who wrote it, in which section, how long
/// it takes to read.
fn is_dated(
    context: &Context<'_>,
    findings: &Findings,
    (at, block, shape): (usize, &Block, &Shape),
    hints: &Hints<'_>,
) -> bool {
    // The writer's name is known, and may be as long as it likes.
    let words = context.folded(at);
    let writers = findings.claimed(Field::Author).map(|claim| shape::fold(&claim.value));
    let known = writers.filter(|name| name.contains(' ') && words.contains(name.as_str()));
    let known = known.map(|name| Shape::of(&name).weight).max().unwrap_or_default();
    let weight = shape.weight.saturating_sub(known);
    if block.kind != Kind::Text || shape.ends || weight > LONGEST_NOTE || shape.digits < 4 {
        return false;
    }
    // A post of a network in a text ends in its writer and its day.
    if context.words(block).contains("(@") {
        return false;
    }
    let found = dates::beside(context.words(block), hints);
    let dated: usize = found
        .iter()
        .filter(|found| found.when.is_some())
        .map(|found| Shape::of(found.span.of(context.words(block))).weight)
        .sum();
    let linked = context.page.layout.places.get(at).is_some_and(|place| place.linked > 0);
    let most = if linked { MOST_BESIDE_LINKED } else { MOST_BESIDE };
    dated > 0 && weight.saturating_sub(dated) <= most
}

/// Whether a line says when the page was changed or looked at, and by whom, and ends with that day: `Last reviewed by Ann
/// Miller, MD, on 4 May 2024.`
fn is_day_of_change(
    context: &Context<'_>,
    (block, shape): (&Block, &Shape),
    hints: &Hints<'_>,
) -> bool {
    if block.kind != Kind::Text
        || shape.weight > LONGEST_NOTE
        || !(5..=MOST_OF_DAY).contains(&shape.digits)
    {
        return false;
    }
    let words = context.words(block);
    let labels = context.spoken().map_or(&[] as &[_], |lang| lang.file.dates.updated.as_slice());
    let is_begun = labels.iter().filter(|label| label.contains(' ')).any(|label| {
        words.get(..label.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(label))
    });
    let ends = |found: &dates::Found| {
        found.when.is_some() && !text::after(words, found.span.end).contains(char::is_alphanumeric)
    };
    is_begun && dates::within(words, hints).last().is_some_and(ends)
}

/// Digits of a day with its time.
const MOST_OF_DAY: usize = 14;

/// Blocks from the first of the text behind which a date with what stands beside it may follow: a lead, a picture's words.
const BEHIND_LEAD: usize = 3;

/// Whether a line before the text says no more than what the writer does or where, next behind the name or the date:
/// `Staff reporter`, `Lisbon`; or how long it takes to read.
fn is_note(
    context: &Context<'_>,
    findings: &Findings,
    (at, block, shape): (usize, &Block, &Shape),
) -> bool {
    let before = at.checked_sub(1).and_then(|before| context.page.blocks.get(before));
    let is_near = |label: Option<&Label>| matches!(label, Some(Label::Byline | Label::DateLine));
    let label = before.and_then(|before| findings.label(before));
    let behind = context.page.blocks.get(at + 1).and_then(|behind| findings.label(behind));
    // What stands between writer and date is longer: `Special to the Post, in Porto Sereno`.
    let is_short = shape.is_short() || shape.weight <= LONGEST_NOTE && is_near(behind);
    // In the layouts of old each line is a part of a cell.
    let is_line = matches!(block.kind, Kind::Text | Kind::Cell);
    is_line && is_short && !shape.ends && is_near(label)
}

/// Whether a line before the text begins with the name of a writer whom the page claims, and says what that person is behind
/// it: `Ann Leewood Staff writer`, two boxes side by side.
fn names_writer(
    context: &Context<'_>,
    findings: &Findings,
    (at, block, shape): (usize, &Block, &Shape),
) -> bool {
    let words = context.folded(at);
    let goes_on = |claim: &Claim| {
        let name = shape::fold(&claim.value);
        let rest = words.strip_prefix(name.as_str()).filter(|_| name.contains(' '));
        rest.is_some_and(|rest| {
            rest.starts_with(' ')
                && Shape::of(rest).weight <= MOST_BESIDE
                && shape.digits < LEAST_DATE
        })
    };
    block.kind == Kind::Text && !shape.ends && findings.claimed(Field::Author).any(goes_on)
}

/// Digits of the shortest date; an outlet may have two in its name.
const LEAST_DATE: usize = 3;

/// Whether a line is the number of a telephone, behind a line that is no text: where to reach those who sent the text out.
fn is_phone(
    context: &Context<'_>,
    findings: &Findings,
    (at, block, shape): (usize, &Block, &Shape),
) -> bool {
    let is_behind = || {
        let before = at.checked_sub(1).and_then(|before| context.page.blocks.get(before));
        before.is_some_and(|before| findings.label(before).is_some())
    };
    let is_sign = |letter: char| letter.is_ascii_digit() || " +-()./".contains(letter);
    block.kind == Kind::Text
        && (LEAST_PHONE..=MOST_PHONE).contains(&shape.digits)
        && context.words(block).chars().all(is_sign)
        && is_behind()
}

/// Digits of a number with which one is called: from seven in a town to those of a country and a line in a house.
const LEAST_PHONE: usize = 7;
const MOST_PHONE: usize = 15;

/// What the words under a picture weigh at most where no name says that they are.
const LONGEST_UNDER: usize = 120;

/// The lines of the article that are alone in a box with a picture and end as no sentence does.
fn under_pictures(context: &Context<'_>, article: &article_area::ArticleArea) -> Vec<usize> {
    let layout = &context.page.layout;
    let is_alone = |at: usize| {
        let home = layout.places.get(at).and_then(|place| layout.areas.get(place.area));
        let outer = home.and_then(|home| layout.areas.get(home.parent));
        [home, outer]
            .into_iter()
            .flatten()
            .any(|area| area.has_picture && area.role == Role::Plain && area.blocks.len() == 1)
    };
    let is_line = |(at, block, shape): &(usize, &Block, &Shape)| {
        block.kind == Kind::Text
            && article.fate(*at) == Fate::Body
            && !shape.ends
            && shape.weight <= LONGEST_UNDER
            && layout.places.get(*at).is_some_and(|place| place.linked == 0)
            && is_alone(*at)
    };
    context.blocks().filter(is_line).map(|(at, ..)| at).collect()
}

/// Whether a line is what stands before a day and no more, and the day is the next line: `Last updated:`.
fn names_day(context: &Context<'_>, findings: &Findings, (at, block): (usize, &Block)) -> bool {
    let next = context.page.blocks.get(at + 1).and_then(|next| findings.label(next));
    let words = context.words(block).trim_end_matches([':', '：', ' ']);
    let dates = context.spoken().map(|lang| &lang.file.dates);
    let mut labels =
        dates.into_iter().flat_map(|dates| dates.updated.iter().chain(&dates.published));
    next == Some(&Label::DateLine) && labels.any(|label| label.eq_ignore_ascii_case(words))
}

/// Whether all of a line is a link: the number of a footnote leads back to the text.
fn is_linked(context: &Context<'_>, at: usize) -> bool {
    context.page.layout.places.get(at).is_some_and(|place| place.linked == place.letters)
}

/// Whether a line is the name of a writer whom the page claims.
fn is_author(context: &Context<'_>, findings: &Findings, at: usize) -> bool {
    findings.claimed(Field::Author).any(|claim| shape::fold(&claim.value) == context.folded(at))
}

/// Whether what is left beside a date that is marked already is no more than how long it takes to read, or where it was.
fn is_rest(context: &Context<'_>, findings: &Findings, block: &Block, hints: &Hints<'_>) -> bool {
    if findings.label(block) != Some(&Label::DateLine) {
        return false;
    }
    let left = findings.left(block, &context.page.text);
    // A second date is that of a change.
    let weight = |span: &Span| {
        let words = span.of(&context.page.text);
        let dates = dates::beside(words, hints);
        let dates: Vec<Span> = dates.iter().map(|found| found.span).collect();
        let others = Span::all(words).without(&dates);
        others.iter().map(|other| Shape::of(other.of(words)).weight).sum::<usize>()
    };
    !left.is_empty() && left.iter().map(weight).sum::<usize>() <= LONGEST_REST
}

/// What is left beside a date weighs at most: `Reading time: 12 minutes`.
const LONGEST_REST: usize = 24;

/// Letters of the longest note: a date, a place, a writer.
const LONGEST_NOTE: usize = 90;

/// Letters of the longest words beside the date in a note: two names, or a name and a section.
const MOST_BESIDE: usize = 40;

/// As `MOST_BESIDE`, where some of them are links: `Reviewed by Dr. Hugh Ames — Written by Ann Miller on`.
const MOST_BESIDE_LINKED: usize = 75;

/// Lines like `14.02` from which they are times of day: a price or a mark stands alone once or twice.
const FEWEST_DOTTED: usize = 3;
