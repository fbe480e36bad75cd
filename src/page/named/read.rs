//! What the names and classes of a document say, by the places of its elements.

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{LONGEST_NAME, Words, words};
use super::{AREAS, AUTHOR, Holds, MOST_NAMES, MOST_WORDS, Meaning, Named, Shows};
use super::{is_switched_off, make, may_switch_off};
use crate::page::dom::{Dom, NodeRef};
use crate::page::layout::{Role, Says};
use crate::page::tags;

/// What the names and classes of a page's elements say.
#[derive(Debug, Default)]
pub struct Names {
    /// What is said, each once.
    said: Vec<Named>,
    /// Which of it is said by the node at each place of the document.
    by_place: Vec<Option<u32>>,
}

/// What is known so far of the names and classes of a page.
#[derive(Default)]
struct Known<'a> {
    classes: FxHashMap<&'a str, Class>,
    /// The short words that many classes of the page begin with: the name of a site or of a set of styles, `vs-ad`.
    prefixes: FxHashSet<&'a str>,
}

/// Letters of the longest such word.
const LONGEST_PREFIX: usize = 3;

/// Classes that begin with it.
const PREFIXED: usize = 8;

/// Words at the beginning of classes that say how something is, and not whose.
const STATES: &[&str] = &["has", "is", "no", "not"];

/// The short words that many classes begin with.
fn prefixes<'a>(classes: impl Iterator<Item = &'a str>) -> FxHashSet<&'a str> {
    let (mut seen, mut counts) = (FxHashSet::default(), FxHashMap::<&str, usize>::default());
    for class in classes.flat_map(str::split_whitespace).filter(|class| seen.insert(*class)) {
        let prefix = class.split_once(['-', '_']).map_or("", |(prefix, _)| prefix);
        let is_short = (1..=LONGEST_PREFIX).contains(&prefix.len());
        if is_short && prefix.bytes().all(|it| it.is_ascii_lowercase()) {
            *counts.entry(prefix).or_default() += 1;
        }
    }
    let many =
        counts.into_iter().filter(|(prefix, count)| *count >= PREFIXED && !STATES.contains(prefix));
    many.map(|(prefix, _)| prefix).collect()
}

/// What a single class says.
#[derive(Clone, Copy, Debug)]
struct Class {
    says: Says,
    shows: Shows,
    /// What it says that an element holds, whoever may be an author.
    holds: Holds,
    is_author: bool,
    /// Whether it may take an element off the screen.
    is_off: bool,
}

impl Names {
    /// Reads the names and classes of a document.
    pub fn read(dom: &Dom) -> Names {
        // The names and the classes of its elements, each once.
        let mut own: Vec<(&str, &str)> = Vec::new();
        let mut places: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let by_place = dom.nodes().map(|node| {
            let element = node.element()?;
            let named = (element.name(), element.attr("class").unwrap_or_default());
            let next = u32::try_from(own.len()).ok()?;
            Some(*places.entry(named).or_insert_with(|| {
                own.push(named);
                next
            }))
        });
        let by_place = by_place.collect();
        let prefixes = prefixes(own.iter().map(|(_, class)| *class));
        let mut known = Known { prefixes, ..Known::default() };
        let said = own.into_iter().map(|(name, class)| known.named(name, class)).collect();
        Names { said, by_place }
    }

    /// What the name and the classes of an element say; nothing for what is none.
    pub fn of(&self, node: NodeRef<'_>) -> Named {
        let place = self.by_place.get(node.place()).copied().flatten();
        let said = place.and_then(|place| self.said.get(usize::try_from(place).ok()?));
        said.copied().unwrap_or_default()
    }
}

impl<'a> Known<'a> {
    /// What a name and classes say.
    fn named(&mut self, name: &'a str, class: &'a str) -> Named {
        let is_block = tags::is_block(name);
        let mut named = Named {
            is_block,
            is_box: is_block || name.contains('-'),
            role: Role::of_name(name),
            make: make(name, class),
            ..Named::default()
        };
        let (mut is_author, mut is_off) = (false, false);
        if is_own(name) {
            named.says = Meaning::of(name, "", &words(name)).says;
        }
        for class in class.split_whitespace().take(MOST_NAMES) {
            let class = *self.classes.entry(class).or_insert_with(|| {
                let is_off = may_switch_off(class);
                let words = words(class);
                let is_prefixed = class
                    .split_once(['-', '_'])
                    .is_some_and(|(prefix, _)| self.prefixes.contains(prefix));
                let meaning = Meaning::behind(usize::from(is_prefixed), class, "", &words);
                let Meaning { says, shows, holds } = meaning;
                let is_caption = is_caption(class, &words);
                let shows = if is_caption { shows.and(Shows::CAPTION) } else { shows };
                Class { says, shows, holds, is_author: words.are_author(), is_off }
            });
            named.names += 1;
            named.holds = named.holds.and(class.holds);
            is_author |= class.is_author;
            is_off |= class.is_off;
            named.says = named.says.and(class.says);
            named.shows = named.shows.and(class.shows);
        }
        if class.len() > LONGEST_NAME || named.names == MOST_NAMES {
            // Of a long list more or less is read than each of these classes says.
            named.holds = Holds::of(class);
        } else if is_author && class.contains(AUTHOR) {
            named.holds = named.holds.and(Holds::AUTHOR);
        }
        if is_off && is_switched_off(class) {
            named.says = named.says.and(Says::OVERLAY);
        }
        named
    }
}

/// Whether an element is one of the page's own, whose name is as telling as a class.
fn is_own(name: &str) -> bool {
    name.contains('-') && name.len() <= LONGEST_NAME
}

/// The word that names end with where somebody wrote theirs without a sign: `photocaption`, `sfiphotocaption`.
const CAPTION: &str = "caption";

/// Whether a part of a class ends with that word.
fn ends_with_caption(part: &str) -> bool {
    let start = part.len().saturating_sub(CAPTION.len());
    part.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(CAPTION))
}

/// Words of classes that say how letters look, and not what they are: `caption` is a size of type, too.
const TYPESET: &[&str] = &["letter", "spacing", "typography"];

/// Whether a class is one of the words under a picture.
fn is_caption(class: &str, words: &Words) -> bool {
    // A way to set letters, `caption-with-letter-spacing`.
    if class.split(['-', '_']).any(|word| TYPESET.contains(&word)) {
        return false;
    }
    let may_be = |part: &&str| AREAS.may_be_caption(part);
    let mut parts = class.split(['-', '_']).filter(may_be);
    class.split(['-', '_']).any(ends_with_caption)
        || parts.any(|part| AREAS.captions.contains(&part.to_ascii_lowercase()))
        || class.contains(|letter: char| matches!(letter, '-' | '_' | 'A'..='Z'))
            // `content-media__description` ends with the words of a row.
            && (0..words.len().min(MOST_WORDS))
                .map(|at| words.from(at))
                .filter(may_be)
                .any(|rest| AREAS.captions.contains(rest))
}
