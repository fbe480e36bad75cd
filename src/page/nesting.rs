//! Which elements a parser will hold open at a tag (HTML, 13.2.4.2 and 13.2.4.3); never fewer than it does.

use super::markup::Tag;
use super::tags::{self, Groups, Key, key};

/// Formatting elements (`<b>`, `<font>` …) that may stand open at once: each is made anew in every paragraph that
/// follows. Pages have up to a dozen.
const OPEN_FORMATTING: usize = 32;

/// An element that the parser will hold open.
#[derive(Clone, Copy)]
struct Open {
    key: Key,
    groups: Groups,
}

/// What becomes of a start tag.
pub enum Start {
    /// It stands; the parser may make so many formatting elements anew for it.
    Stands {
        /// How many.
        made_anew: usize,
    },
    /// Too many elements are around it.
    TooDeep,
    /// Too many formatting elements are open.
    TooManyOpen,
}

/// The elements that are open.
#[derive(Default)]
pub struct Nesting {
    open: Vec<Open>,
    /// The formatting elements that will be made anew.
    formatting: Vec<Key>,
}

impl Nesting {
    /// Whether `<svg>` or `<math>` is open, where no element has raw text.
    pub fn is_foreign(&self) -> bool {
        self.open.iter().any(|open| open.groups & tags::FOREIGN != 0)
    }

    /// Whether formatting elements are open, which even white space makes anew.
    pub fn is_formatted(&self) -> bool {
        !self.formatting.is_empty()
    }

    /// Takes an element out whose start tag is taken back.
    pub fn forget(&mut self, name: Key) {
        self.open.retain(|open| open.key != name);
    }

    /// A start tag: what it closes and opens, if no more than `depth` elements are around it.
    pub fn start(&mut self, tag: &Tag<'_>, depth: usize) -> Start {
        self.imply_ends(tag);
        let nests =
            tag.groups & (tags::VOID | tags::ONCE) == 0 && !(tag.self_closing && self.is_foreign());
        if nests && self.open.len() >= depth {
            return Start::TooDeep;
        }
        let made_anew = self.formatting.len();
        let formats = tag.groups & tags::FORMATTING != 0;
        if formats {
            if made_anew >= OPEN_FORMATTING && tag.key != key("a") {
                return Start::TooManyOpen;
            }
            self.formatting.push(tag.key);
        }
        if nests {
            self.open.push(Open { key: tag.key, groups: tag.groups });
        }
        Start::Stands { made_anew: if formats { 0 } else { made_anew } }
    }

    /// An end tag; says whether it closes anything.
    pub fn close(&mut self, tag: &Tag<'_>) -> bool {
        if tag.groups & tags::FORMATTING != 0 {
            self.unformat(tag.key)
        } else {
            self.close_within(tag.key, end_scope(tag))
        }
    }

    /// Closes what a start tag closes without saying so.
    fn imply_ends(&mut self, tag: &Tag<'_>) {
        if tag.groups & tags::CLOSES_P != 0 {
            self.close_within(key("p"), tags::SCOPE | tags::BUTTON);
        }
        for (starts, siblings, within) in tags::IMPLIED_ENDS {
            if starts.contains(&tag.key) {
                for sibling in *siblings {
                    self.close_within(*sibling, *within);
                }
            }
        }
        for (starts, innermost) in tags::CLOSES_INNERMOST {
            let top = self.open.last().map(|open| open.key);
            if starts.contains(&tag.key) && top.is_some_and(|top| innermost.contains(&top)) {
                self.open.pop();
            }
        }
        if tag.key == key("a") {
            self.unformat(tag.key);
        }
    }

    /// Closes the innermost element of this name, and all inside it, if no element of the groups `within` stands between;
    /// says whether it did.
    fn close_within(&mut self, name: Key, within: Groups) -> bool {
        let stop = self.open.iter().rposition(|open| open.key == name || open.groups & within != 0);
        let found = stop.filter(|at| self.open.get(*at).is_some_and(|open| open.key == name));
        if let Some(at) = found {
            self.open.truncate(at);
        }
        found.is_some()
    }

    /// Takes a formatting element out, from wherever it stands; says whether there was one.
    fn unformat(&mut self, name: Key) -> bool {
        let Some(at) = self.formatting.iter().rposition(|open| *open == name) else { return false };
        self.formatting.remove(at);
        if let Some(at) = self.open.iter().rposition(|open| open.key == name) {
            self.open.remove(at);
        }
        true
    }
}

/// How far an end tag looks for its start.
fn end_scope(tag: &Tag<'_>) -> Groups {
    if tag.groups & tags::SPECIAL == 0 {
        tags::SPECIAL
    } else if tag.groups & tags::TABLE_PART != 0 {
        tags::TABLE_SCOPE
    } else if tag.key == key("p") {
        tags::SCOPE | tags::BUTTON
    } else if tag.key == key("li") {
        tags::SCOPE | tags::LIST
    } else {
        tags::SCOPE
    }
}
