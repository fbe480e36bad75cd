//! The parts of a line → its dates: where one ends and the next begins, and which label is whose.

use super::calendar::{Custom, Settled};
use super::draft::Draft;
use super::item::{Item, Part};
use super::{Found, Hints, Role};

/// The dates that the parts make up; none when a part is left over or a date does not exist.
pub(super) fn dates(items: &[Item], custom: Custom, hints: &Hints<'_>) -> Option<Vec<Found>> {
    let events = events(items)?;
    let mut found = Vec::new();
    let roles = roles(&events);
    for (draft, role) in drafts(&events).zip(roles) {
        let mut draft = draft.clone();
        draft.label = role != Role::Unsaid;
        let is_later_time = draft.is_time_alone() && draft.label && !found.is_empty();
        let settled = if is_later_time { Settled::Open } else { draft.settle(custom)? };
        let when = match settled {
            Settled::Day(date) => draft.on(date, hints),
            Settled::Open => None,
        };
        found.push(Found { when, role, span: draft.span? });
    }
    Some(found)
}

/// What a stretch of parts says.
#[derive(Debug)]
enum Event {
    Label(Role),
    Date(Box<Draft>),
}

/// The parts as labels and dates, in order; none when they do not fit together.
fn events(items: &[Item]) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    let mut draft = Draft::default();
    // A dash since the last part: `13/08 - 15/08/2025` is a stretch of days.
    let mut dash = false;
    for item in items {
        match item.part {
            Part::Role(role) => {
                if draft.has_day() {
                    events.push(Event::Date(Box::new(std::mem::take(&mut draft))));
                }
                events.push(Event::Label(role));
                dash = false;
            }
            Part::Mark(mark) => dash |= mark == '-',
            Part::Filler => {}
            _ if draft.take(item) => dash = false,
            _ if draft.has_day() && !dash => {
                events.push(Event::Date(Box::new(std::mem::take(&mut draft))));
                if !draft.take(item) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    if draft.span.is_some() {
        events.push(Event::Date(Box::new(draft)));
    }
    Some(events)
}

fn drafts(events: &[Event]) -> impl Iterator<Item = &Draft> {
    events.iter().filter_map(|event| match event {
        Event::Date(draft) => Some(draft.as_ref()),
        Event::Label(_) => None,
    })
}

/// What each date says of itself: a label belongs to the date behind it, or to the one before it where the line begins
/// with a date and ends in a label.
fn roles(events: &[Event]) -> Vec<Role> {
    let behind = matches!(events, [Event::Date(_), .., Event::Label(_)]);
    let mut roles: Vec<Role> = Vec::new();
    let mut label = Role::Unsaid;
    for event in events {
        match event {
            Event::Date(_) => roles.push(std::mem::replace(&mut label, Role::Unsaid)),
            Event::Label(role) if behind => {
                if let Some(last) = roles.last_mut().filter(|last| **last == Role::Unsaid) {
                    *last = *role;
                }
            }
            Event::Label(role) => label = *role,
        }
    }
    roles
}
