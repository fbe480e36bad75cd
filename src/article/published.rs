//! Which of the days that a document claims is the one of its publication.
//!
//! Each claim weighs by its place; claims of different places that name the same day raise each other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::fields::Candidate;
use crate::finding::{Evidence, Field};
use crate::text::{self, LineIndex};

/// What is known of the page beside its claims.
pub(super) struct Days {
    pub(super) lines: LineIndex,
    /// The line of the headline.
    pub(super) title: Option<usize>,
    pub(super) is_html: bool,
}

/// What a page says of its publication, in the words of schema.org, Open Graph and the like.
const SAID: i32 = 10;
/// A date beside the headline, or, in a plain document, any that the rules let pass.
const BESIDE: i32 = 7;
/// The day in the address, which is given once.
const ADDRESS: i32 = 6;
/// A property that is of the file as often as of the story: `created`, `date`, `gentime`, an element `<time>`.
const VAGUE: i32 = 5;
/// A date elsewhere on a page.
const FAR: i32 = 2;
/// What a day gains from a second place that names it.
const AGREEMENT: i32 = 2;

/// Lines between the headline and its date: a standfirst, the writer, buttons, each with an empty line.
const NEAR: usize = 20;

/// Properties of metadata, and fields of records in quotation marks, that are of the file as often as of the story.
const VAGUE_NAMES: &[&str] = &[
    "\"Date\"",
    "\"date\"",
    "beside headline",
    "class date",
    "dateCreated",
    "meta article-date",
    "meta article:create_at",
    "meta article:created",
    "meta article:created_time",
    "meta article:date",
    "meta article_date",
    "meta articledate",
    "meta content_create_date",
    "meta created",
    "meta created_at",
    "meta creation-date",
    "meta creation_date",
    "meta creationdatetime",
    "meta date",
    "meta date-created",
    "meta date_created",
    "meta datecreated",
    "meta datum",
    "meta dc.created",
    "meta dc.date",
    "meta dc.date.available",
    "meta dc.date.created",
    "meta dcterms.available",
    "meta dcterms.created",
    "meta dcterms.date",
    "meta doc_date",
    "meta entry-date",
    "meta fecha",
    "meta gentime",
    "meta news_date",
    "meta newsdate",
    "meta pagedate",
    "meta post-date",
    "meta post_date",
    "meta postdate",
    "meta releasedate",
    "meta uploaddate",
    "script",
    "time datetime",
];

/// Days by which an address may be earlier than what is said: a story planned one day and published another.
const MOVED: i32 = 2;

/// Hours by which local days run ahead of UTC and behind it: Kiribati and Baker Island.
const AHEAD: i32 = 14;
const BEHIND: i32 = 12;

/// The oldest news pages on the web are of 1995; only visible words can say an earlier day.
const OLDEST: i16 = 1995;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Machine,
    Words,
    Address,
}

struct Day {
    at: usize,
    date: Date,
    weight: i32,
    place: Place,
}

/// Gives every claim for the publication its strength; says whether two days remain that nothing explains.
pub(super) fn weigh(all: &mut [Candidate], page: &Days) -> bool {
    let updated: BTreeSet<Date> =
        all.iter().filter(|it| it.claim.field == Field::Updated).filter_map(date).collect();
    let mut days = Vec::new();
    for (at, it) in all.iter_mut().enumerate().filter(|(_, it)| it.claim.field == Field::Published)
    {
        let (weight, place) = weight(it, page);
        match date(it) {
            Some(date) if place == Place::Words || date.year() >= OLDEST => {
                days.push(Day { at, date, weight, place });
            }
            Some(_) => it.why_not = Some(Cow::Borrowed("earlier than any page of the web")),
            None => it.why_not = Some(Cow::Borrowed("no date")),
        }
    }
    let told = all.iter().filter(|it| {
        it.claim.field == Field::Updated && matches!(it.claim.evidence, Evidence::Metadata(_))
    });
    let last = told.filter_map(date).max();
    doubt(&mut days, &updated, last);
    shift(all, &mut days);
    let totals = totals(&days);
    for (day, total) in days.iter().zip(&totals) {
        if let Some(it) = all.get_mut(day.at) {
            // The sum chooses the day, the place the claim that speaks for it.
            it.strength = total * 100 + day.weight;
        }
    }
    conflict(all, &days, &totals, &updated)
}

fn date(it: &Candidate) -> Option<Date> {
    text::head(&it.claim.value, DAY).parse().ok()
}

/// Letters of `YYYY-MM-DD`.
const DAY: usize = 10;

fn weight(it: &Candidate, page: &Days) -> (i32, Place) {
    match &it.claim.evidence {
        Evidence::Address(_) => (ADDRESS, Place::Address),
        Evidence::Metadata(place) => {
            let is_vague = VAGUE_NAMES.iter().any(|name| place == *name || place.ends_with(name));
            (if is_vague { VAGUE } else { SAID }, Place::Machine)
        }
        Evidence::Text(span) => {
            let line = page.lines.line(span.start);
            let near =
                !page.is_html || page.title.is_some_and(|title| title.abs_diff(line) <= NEAR);
            (if near { BESIDE } else { FAR }, Place::Words)
        }
    }
}

/// What machines are told weighs less where it cannot be the first publication: behind the `last` change that they are
/// told, or long behind the day in the address; such dates are those of a move to another system. A vague one that is the day of the last
/// change is that.
fn doubt(days: &mut [Day], updated: &BTreeSet<Date>, last: Option<Date>) {
    let address = days.iter().filter(|day| day.place == Place::Address).map(|day| day.date).min();
    for day in days.iter_mut().filter(|day| day.place == Place::Machine) {
        let is_late = last.is_some_and(|last| day.date > last)
            || address.is_some_and(|address| apart(address, day.date) > MOVED);
        let is_change = day.weight == VAGUE && updated.contains(&day.date);
        if is_change {
            day.weight = FAR;
        } else if is_late {
            day.weight = day.weight.min(VAGUE);
        }
    }
}

/// Days from `one` to `other`.
fn apart(one: Date, other: Date) -> i32 {
    (other - one).get_days()
}

/// A moment in UTC is another day at most places; where visible words or the address name the neighbouring day, and
/// some zone has that day then, it is theirs.
fn shift(all: &[Candidate], days: &mut [Day]) {
    let local: Vec<Date> = days
        .iter()
        .filter(|day| day.place != Place::Machine && day.weight > FAR)
        .map(|day| day.date)
        .collect();
    for day in days.iter_mut().filter(|day| day.place == Place::Machine) {
        let value = all.get(day.at).map_or("", |it| it.claim.value.as_str());
        let is_utc = value.ends_with("+00:00") || value.ends_with('Z');
        let hour: Option<i32> = value.get(DAY + 1..DAY + 3).and_then(|hour| hour.parse().ok());
        let Some(hour) = hour.filter(|_| is_utc && !local.contains(&day.date)) else { continue };
        let fits = |local: &&Date| match apart(day.date, **local) {
            1 => hour + AHEAD >= 24,
            -1 => hour < BEHIND,
            _ => false,
        };
        if let Some(local) = local.iter().find(fits) {
            day.date = *local;
            // It speaks for the day, but its own words name another one.
            day.weight -= SHIFTED;
        }
    }
}

/// What a moment loses when it is counted for its neighbouring day: enough to come behind those that name that day.
const SHIFTED: i32 = 9;

/// The weight of each day: its best claim, and what other places add that name it, too.
fn totals(days: &[Day]) -> Vec<i32> {
    let mut by_date: BTreeMap<Date, (i32, [bool; 3])> = BTreeMap::new();
    for day in days {
        let (best, [machine, words, address]) =
            by_date.entry(day.date).or_insert((day.weight, [false; 3]));
        *best = day.weight.max(*best);
        *match day.place {
            Place::Machine => machine,
            Place::Words => words,
            Place::Address => address,
        } = true;
    }
    let total = |day: &Day| {
        let (best, places) = by_date.get(&day.date).copied().unwrap_or_default();
        let agreeing = places.iter().filter(|is_there| **is_there).count();
        best + AGREEMENT * i32::try_from(agreeing.saturating_sub(1)).unwrap_or_default()
    };
    days.iter().map(total).collect()
}

/// Gives its reason to every day that is not the chosen one; says whether one of them is as good as unexplained.
fn conflict(all: &mut [Candidate], days: &[Day], totals: &[i32], updated: &BTreeSet<Date>) -> bool {
    let best = days
        .iter()
        .zip(totals)
        .max_by_key(|(day, total)| (**total, day.weight, std::cmp::Reverse(day.at)));
    let Some((best, _)) = best else { return false };
    let mut conflict = false;
    for day in days {
        let Some(it) = all.get_mut(day.at) else { continue };
        let words = date(it);
        let is_vague_change = day.weight == FAR && day.place == Place::Machine && best.at == day.at;
        let is_change = day.date != best.date && updated.contains(&day.date);
        let reason = if is_vague_change || is_change {
            "the day of the last change"
        } else if day.date != best.date && day.weight == FAR {
            "far from the headline"
        } else if day.date != best.date {
            conflict = true;
            "another day, with weaker evidence"
        } else if words != Some(best.date) {
            "the same moment, a day apart in UTC"
        } else {
            continue;
        };
        it.why_not = Some(Cow::Borrowed(reason));
    }
    conflict
}
