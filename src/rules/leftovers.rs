//! What is left of other things between the paragraphs of an HTML page: links by themselves, links behind a word that leads
//! to them, and headings over boxes that are no part of the article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article_area::{ArticleArea, Fate};
use super::shape::Shape;
use super::{Context, Findings, person};
use crate::finding::Label;
use crate::lang::phrase;
use crate::page::layout::{Area, Place, Role};
use crate::page::{Block, Kind};
use crate::text;

/// Links side by side up to which they are links to other articles; longer rows are lists that an author made.
const LONGEST_ROW: usize = 2;

/// How often a page has the words of a button: `Read the review` stands under each of the things reviewed.
const BUTTONS: usize = 3;

/// Which blocks are links by themselves: a line that is nothing but a link, no heading, no item of a list, no cell. Links
/// that stand in a row of several are none, but for the words that the page repeats.
pub(super) fn lone_links(context: &Context<'_>) -> Vec<bool> {
    let places = &context.page.layout.places;
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut links = Vec::with_capacity(places.len());
    let mut led = Vec::with_capacity(places.len());
    let mut twins: FxHashMap<u64, usize> = FxHashMap::default();
    for area in context.page.layout.areas.iter().filter(|area| area.blocks.len() == 1) {
        *twins.entry(area.make).or_default() += 1;
    }
    for ((_, block, shape), place) in context.blocks().zip(places) {
        let is_led = block.kind == Kind::Text && is_led_link(context, block, shape, place);
        let is_row = matches!(block.kind, Kind::Text | Kind::Cell)
            && is_row_of_links(context.words(block), place);
        led.push(is_led || is_row || is_card(context, block, place, &twins));
        let is_link = matches!(block.kind, Kind::Text | Kind::Item)
            && (place.away * LETTERS >= place.letters * (LETTERS - 1)
                || place.away > 0 && place.linked == place.letters)
            && !shape.is_prose();
        if is_link {
            *counts.entry(context.words(block)).or_default() += 1;
        }
        links.push(is_link);
    }
    let mut lone = vec![false; links.len()];
    for at in lists_of_titles(context).into_iter().chain(addresses(context)) {
        if let Some(lone) = lone.get_mut(at) {
            *lone = true;
        }
    }
    let mut row = 0;
    for (at, block, _) in context.blocks() {
        let is_link = links.get(at).copied().unwrap_or_default();
        row = if is_link { row + 1 } else { 0 };
        let ends = row > 0 && !links.get(at + 1).copied().unwrap_or_default();
        let is_button =
            is_link && counts.get(context.words(block)).is_some_and(|it| *it >= BUTTONS);
        if let Some(lone) = lone.get_mut(at) {
            *lone |= is_button || led.get(at).copied().unwrap_or_default();
        }
        if ends && row <= LONGEST_ROW {
            for (at, lone) in
                lone.iter_mut().enumerate().take(at + 1).skip((at + 1).saturating_sub(row))
            {
                let block = context.page.blocks.get(at);
                *lone |= block.is_some_and(|block| {
                    block.kind == Kind::Text || block.kind == Kind::Item && is_only(context, at)
                });
            }
        }
    }
    lone
}

/// Letters of the longest name in a row of links on one line.
const LONGEST_IN_ROW: usize = 30;

/// Whether a line is nothing but links with signs between them: `Print | Send to a friend`, `Ferries, Harbour`.
fn is_row_of_links(words: &str, place: &Place) -> bool {
    ['|', ','].into_iter().any(|sign| {
        let signs = words.matches(sign).count();
        signs > 0
            && place.linked + signs >= place.letters
            && words.split(sign).all(|link| link.trim().chars().count() <= LONGEST_IN_ROW)
    })
}

/// What a title weighs at least that stands in a row of such.
const LEAST_OF_ROW: usize = 15;

/// Links of the longest list of other articles that stands in a text.
const MOST_TITLES: usize = 8;

/// The items of lists that hold nothing but the titles of other articles of the site, each a link; and lines of such that
/// follow each other.
fn lists_of_titles(context: &Context<'_>) -> Vec<usize> {
    let layout = &context.page.layout;
    let is_whole = |at: usize| {
        layout
            .places
            .get(at)
            .is_some_and(|place| place.own && place.away * LETTERS >= place.letters * (LETTERS - 1))
    };
    let weighs = |at: usize, least: usize| {
        is_whole(at) && context.shapes.get(at).is_some_and(|shape| shape.weight >= least)
    };
    let is_title = |at: usize| weighs(at, LEAST_TITLE);
    let lists = layout.areas.iter().filter(|area| area.role == Role::List);
    let lists = lists.map(|area| area.blocks.clone());
    let kind = |at: usize| context.page.blocks.get(at).map(|block| block.kind);
    let is_line = |at: &usize| {
        matches!(kind(*at), Some(Kind::Text | Kind::Cell)) && weighs(*at, LEAST_OF_ROW)
    };
    // Of a table each cell is a line; in the layouts of old a cell has many.
    let home = |at: usize| layout.places.get(at).map(|place| place.area);
    let is_next = |one: &usize, next: &usize| {
        one + 1 == *next && (kind(*one) == Some(Kind::Text) || home(*one) == home(*next))
    };
    let lines: Vec<usize> = (0..context.page.blocks.len()).filter(is_line).collect();
    let rows = lines.chunk_by(is_next);
    // Of several lines most are as long as titles are.
    let rows = rows.filter(|row| row.iter().filter(|at| is_title(**at)).count() * 2 > row.len());
    let rows = rows.filter_map(|row| Some(*row.first()?..*row.last()? + 1));
    // Under a line that leads to them titles may be shorter: `You may also enjoy:`.
    let is_led = |first: usize| {
        let hits = first.checked_sub(1).map_or(&[] as &[_], |before| context.hits(before));
        !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::RelatedLinks)
    };
    let lists = lists.filter(|list| {
        list.clone().all(is_title)
            || is_led(list.start) && list.clone().all(|at| weighs(at, LEAST_OF_ROW))
    });
    lists.chain(rows).filter(|row| (2..=MOST_TITLES).contains(&row.len())).flatten().collect()
}

/// Whether a block is the headline of another article of the site: nothing but a link, alone in its box, where the headings
/// of a text stand side by side with the paragraphs. `twins` says how many boxes of one block there are of each make.
fn is_card(
    context: &Context<'_>,
    block: &Block,
    place: &Place,
    twins: &FxHashMap<u64, usize>,
) -> bool {
    let areas = &context.page.layout.areas;
    let home = areas.get(place.area).filter(|home| home.role == Role::Paragraph);
    let outer = home.and_then(|home| areas.get(home.parent));
    matches!(block.kind, Kind::Heading(2..))
        && place.own
        && place.away * LETTERS >= place.letters * (LETTERS - 1)
        && outer.is_some_and(|outer| {
            outer.blocks.len() == 1
                && twins.get(&outer.make).is_none_or(|count| *count <= MOST_CARDS)
        })
}

/// Boxes of one make up to which they are links to other articles: each of the things in a long list may link to its own.
pub(super) const MOST_CARDS: usize = 2;

/// Of so many letters one need be no part of the link: a bar or an arrow stands beside it.
const LETTERS: usize = 20;

/// Whether an item is the only one of its list: no list that an author made.
fn is_only(context: &Context<'_>, at: usize) -> bool {
    let layout = &context.page.layout;
    let item = layout.places.get(at).and_then(|place| layout.areas.get(place.area));
    let list = item.and_then(|item| layout.areas.get(item.parent));
    let is_list = |area: &Area| area.role == Role::List && area.blocks.len() == 1;
    item.is_some_and(is_list) && list.is_some_and(is_list)
}

/// Letters of the longest words that lead to another article: `You may be interested:`, `Vous pourriez aussi aimer :`.
const LONGEST_LEAD: usize = 30;

/// How words and signs end that lead to another article: `Read also:`, `【写真】`, `▶`.
const LEADING: &[char] =
    &[':', '：', '】', ']', '▶', '►', '▸', '→', '➤', '»', '›', '☞', '👉', '🔗'];

/// What the title of another article weighs at least; shorter links are addresses and names.
const LEAST_TITLE: usize = 25;

/// Whether a line is the title of another article, all of it a link, behind a word that leads to it: a phrase of the
/// language tables, or whatever ends with a colon.
fn is_led_link(context: &Context<'_>, block: &Block, shape: &Shape, place: &Place) -> bool {
    let is_led = place.before > 0
        && place.before <= LONGEST_LEAD
        && place.before + place.away + 1 >= place.letters;
    if !is_led {
        return false;
    }
    let words = context.words(block);
    let mut letters = words.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    let Some((end, _)) = letters.nth(place.before) else { return false };
    let (lead, title) = (text::before(words, end).trim(), text::after(words, end));
    let is_title = title.contains(char::is_whitespace) || !title.is_ascii();
    let is_known = || {
        let hits = phrase::tile(lead, context.lang).unwrap_or_default();
        let leads = |label: &Label| matches!(label, Label::RelatedLinks | Label::Advertisement);
        !hits.is_empty() && hits.iter().all(|hit| leads(&hit.label))
    };
    // In a box of its own among paragraphs nothing but another article stands behind a colon.
    let is_boxed = context.page.layout.areas.get(place.area).is_some_and(|home| {
        home.role == Role::Plain
            && home.blocks.len() == 1
            && place.own
            && is_between_lines(context, home)
    });
    let least = if is_boxed { LEAST_OF_ROW } else { LEAST_TITLE };
    let is_long = place.away * shape.weight >= least * place.letters;
    let is_led = is_long && (lead.ends_with(LEADING) || place.own && lead.ends_with('|'));
    is_title && !title.contains("://") && (is_led || is_known())
}

/// Whether a paragraph stands right before a box and right behind it, in the box around it.
fn is_between_lines(context: &Context<'_>, home: &Area) -> bool {
    let layout = &context.page.layout;
    let is_line = |at: usize| {
        let area = layout.places.get(at).and_then(|place| layout.areas.get(place.area));
        let is_prose = context.shapes.get(at).is_some_and(Shape::is_prose);
        is_prose && area.is_some_and(|it| it.role == Role::Paragraph && it.parent == home.parent)
    };
    home.blocks.start.checked_sub(1).is_some_and(is_line) && is_line(home.blocks.end)
}

/// How often a word stands on a page that a system puts over each part of a text.
const STAMPS: usize = 3;

/// What the longest such words weigh: `Article content`.
const LONGEST_STAMP: usize = 40;

/// The lines that a system puts over each part of a text: the same words over several paragraphs, each time a box of their
/// own at the beginning of a box. Names over what several people said are none.
pub(super) fn stamps(context: &Context<'_>) -> FxHashSet<usize> {
    let layout = &context.page.layout;
    let begins = |at: usize| {
        let home = layout.places.get(at).and_then(|place| layout.areas.get(place.area));
        let outer = home.and_then(|home| layout.areas.get(home.parent));
        home.zip(outer).is_some_and(|(home, outer)| {
            home.role == Role::Plain && home.blocks.len() == 1 && outer.blocks.start == at
        })
    };
    let is_over = |at: usize| {
        let next = context.page.blocks.get(at + 1).zip(context.shapes.get(at + 1));
        next.is_some_and(|(next, shape)| next.kind == Kind::Text && shape.is_prose())
    };
    let is_stamp = |(at, block, shape): &(usize, &Block, &Shape)| {
        block.kind == Kind::Text
            && shape.weight <= LONGEST_STAMP
            && !shape.ends
            && shape.digits == 0
            && begins(*at)
            && is_over(*at)
            && !person::is_person(context.words(block))
    };
    let mut stamps: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, block, _) in context.blocks().filter(is_stamp) {
        stamps.entry(context.words(block)).or_default().push(at);
    }
    stamps.into_values().filter(|found| found.len() >= STAMPS).flatten().collect()
}

/// What stands next behind a block in the article, links by themselves aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Nothing any more.
    End,
    /// A heading of that rank.
    Heading(u8),
    /// Anything else.
    Text,
}

/// What a line that opens a list weighs at most: `Mehr Informationen finden Sie unter:`.
const LONGEST_OPENING: usize = 60;

/// What stands under a heading that is none of the article.
const LED_TO: &[Label] = &[
    Label::RelatedLinks,
    Label::Promotion,
    Label::Advertisement,
    Label::Comments,
    Label::NavigationMenu,
];

/// How many headings in a row may stand over what was left out: one of a box, and one of a part of it.
const MOST_HEADINGS: usize = 2;

/// Whether a line is nothing but a link to another page of the site.
fn leads_on(context: &Context<'_>, at: usize) -> bool {
    let place = context.page.layout.places.get(at);
    place.is_some_and(|place| place.own && place.linked == place.letters)
}

/// Whether a line is nothing but links, as those of a table of contents are, whose parts stand on the same page.
fn leads_within(context: &Context<'_>, at: usize) -> bool {
    let place = context.page.layout.places.get(at);
    place.is_some_and(|place| place.linked > 0 && place.linked == place.letters && place.away == 0)
}

/// Whether a line is nothing but a link to another page.
fn is_linked_whole(context: &Context<'_>, at: usize) -> bool {
    let place = context.page.layout.places.get(at);
    place.is_some_and(|place| place.away > 0 && place.linked == place.letters)
}

/// Links behind the text from which a name over them is theirs.
const LEAST_LINKS: usize = 2;

/// Lines of the shortest table of contents.
const LEAST_CONTENTS: usize = 2;

/// Whether a line is as short as the name over a table of contents, and no sentence.
fn is_name_of_list(block: &Block, shape: &Shape) -> bool {
    matches!(block.kind, Kind::Text | Kind::Heading(_)) && shape.is_short() && !shape.ends
}

/// The addresses behind the last sentence of a page, each a line of its own: where its writer read.
fn addresses(context: &Context<'_>) -> impl Iterator<Item = usize> {
    let is_prose = |(at, _, shape): &(usize, &Block, &Shape)| {
        let place = context.page.layout.places.get(*at);
        shape.is_prose() && place.is_none_or(|place| place.linked * 2 < place.letters)
    };
    let last = context.blocks().rev().find(is_prose).map_or(0, |(at, ..)| at);
    let is_address = |words: &str| {
        (words.starts_with("http://") || words.starts_with("https://"))
            && !words.contains(char::is_whitespace)
    };
    let behind = context.blocks().skip(last + 1);
    behind.filter(move |(_, block, _)| is_address(context.words(block))).map(|(at, ..)| at)
}

/// The headings over what was left out, and the lines with a colon at the end of the article or before links to other
/// articles.
pub(super) fn dangling(
    context: &Context<'_>,
    findings: &Findings,
    article: &ArticleArea,
) -> Vec<usize> {
    let labels = findings.labels(&context.page.blocks);
    let (mut next, mut is_gone, mut is_linked) = (Next::End, false, false);
    let (mut headings, mut inner, mut behind) = (0, 0, 0);
    let mut dangling = Vec::new();
    for ((at, block, shape), label) in context.blocks().zip(&labels).rev() {
        let fate = article.fate(at);
        let is_link = fate == Fate::Link || *label == Some(&Label::RelatedLinks);
        let is_out = fate != Fate::Body || label.is_some() || findings.is_title(block);
        if is_out {
            inner = if leads_within(context, at) { inner + 1 } else { 0 };
            behind = if is_link || fate == Fate::Outside && is_linked_whole(context, at) {
                behind + 1
            } else {
                0
            };
            is_gone |= is_link
                || label.is_some_and(|label| LED_TO.contains(label))
                || fate == Fate::Outside && leads_on(context, at);
            // Buttons are shorter than the titles of articles.
            is_linked = is_link && shape.weight >= LEAST_TITLE;
            continue;
        }
        let opens = block.kind == Kind::Text && shape.opens && shape.weight <= LONGEST_OPENING;
        headings = if matches!(block.kind, Kind::Heading(_)) { headings + 1 } else { 0 };
        let dangles =
            match (block.kind, next) {
                // Several headings in a row are a list of their own.
                (Kind::Heading(_), _) if headings > MOST_HEADINGS => false,
                (Kind::Heading(_), Next::End) => true,
                (Kind::Heading(rank), Next::Heading(behind)) => is_gone && behind <= rank,
                (Kind::Text | Kind::Cell, Next::End) if behind >= LEAST_LINKS => {
                    opens || shape.is_short() && !shape.ends
                }
                (_, Next::End) => opens,
                _ => opens && is_linked,
            } || inner >= LEAST_CONTENTS && next != Next::End && is_name_of_list(block, shape);
        (inner, behind) = (0, 0);
        if dangles {
            dangling.push(at);
            is_gone = true;
        } else {
            next = match block.kind {
                Kind::Heading(rank) => Next::Heading(rank),
                _ => Next::Text,
            };
            is_gone = false;
        }
        is_linked = false;
    }
    dangling
}
