//! # main content
//!
//! Marks what no other rule knows around the headline of an HTML page, since the article begins behind it, links that stand
//! by themselves between its paragraphs, the clock over each entry of a live report, and the numbers of pictures in a row.

use super::article_area::{self, Fate};
use super::shape::{self, Shape};
use super::{Context, Findings, Rule, calls, date_line, leftovers, rights};
use crate::dates::{self, Hints};
use crate::finding::{Field, Label};
use crate::page::layout::Role;
use crate::page::{Block, Kind};
use crate::text::{self, Span};

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
            Fate::Body if near && is_dated(context, (at, block, shape), &hints) => Label::DateLine,
            Fate::Body if is_day_of_change(context, (block, shape), &hints) => Label::DateLine,
            Fate::Body if near && is_note(context, findings, (at, block, shape)) => Label::Byline,
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
    (at, block, shape): (usize, &Block, &Shape),
    hints: &Hints<'_>,
) -> bool {
    if block.kind != Kind::Text || shape.ends || shape.weight > LONGEST_NOTE || shape.digits < 4 {
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
    dated > 0 && shape.weight - dated.min(shape.weight) <= most
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
    block.kind == Kind::Text && is_short && !shape.ends && is_near(label)
}

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

/// Whether a line is a picture of a feeling or a thing and nothing else, as boxes have them at their side.
fn is_emoji(words: &str) -> bool {
    let is_sign = |letter: char| matches!(letter, '\u{1f300}'..='\u{1faff}');
    words.chars().any(is_sign)
        && words.chars().all(|letter| is_sign(letter) || matches!(letter, '\u{fe0f}' | '\u{200d}'))
}

/// Letters of the longest note: a date, a place, a writer.
const LONGEST_NOTE: usize = 90;

/// Letters of the longest words beside the date in a note: two names, or a name and a section.
const MOST_BESIDE: usize = 40;

/// As `MOST_BESIDE`, where some of them are links: `Reviewed by Dr. Hugh Ames — Written by Ann Miller on`.
const MOST_BESIDE_LINKED: usize = 75;

/// Letters of the longest word behind a time of day: `Uhr`, `a.m.`.
const LONGEST_UNIT: usize = 4;

/// Whether words are a time of day and nothing else: `08:40`, `8:40 am`.
fn is_clock(words: &str) -> bool {
    let Some((hours, rest)) = words.split_once(':') else { return false };
    let unit = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let minutes = rest.len() - unit.len();
    let unit = unit.trim();
    is_number(hours)
        && hours.len() <= 2
        && minutes == 2
        && unit.chars().count() <= LONGEST_UNIT
        && unit.chars().all(|letter| letter.is_alphabetic() || letter == '.')
}

/// Lines like `14.02` from which they are times of day: a price or a mark stands alone once or twice.
const FEWEST_DOTTED: usize = 3;

/// Whether words are a time of day as British papers write it, and nothing else: `14.02`, `07.05`.
fn is_dotted_clock(words: &str) -> bool {
    let Some((hours, minutes)) = words.split_once('.') else { return false };
    let below = |part: &str, most: u8| {
        part.len() == 2 && is_number(part) && part.parse().is_ok_and(|it: u8| it < most)
    };
    below(hours, 24) && below(minutes, 60)
}

/// Whether words are how far something has played and how long it is, and nothing else: `00:00 02:14`, `0:00 / 1:30`.
fn is_player(words: &str) -> bool {
    let mut clocks = words.split([' ', '/']).filter(|part| !part.is_empty());
    let is_start = clocks.next().is_some_and(|clock| matches!(clock, "0:00" | "00:00"));
    is_start && clocks.next().is_some_and(is_clock) && clocks.next().is_none()
}

/// Whether words are a place in a row and nothing else, `3/14`, or how many more there are: `+5`.
fn is_counter(words: &str) -> bool {
    if let Some(more) = words.strip_prefix('+') {
        return more.len() <= 3 && is_number(more);
    }
    let Some((place, count)) = words.split_once('/') else { return false };
    let (place, count) = (place.trim(), count.trim());
    is_number(place) && is_number(count) && place.len() <= count.len() && count.len() <= 3
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|letter| letter.is_ascii_digit())
}
