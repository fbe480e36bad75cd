//! What the name and the classes of an element say, read once a page: a page has some thousand elements, and a few hundred
//! names and classes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::{Role, Says};
use super::moment_words::{self, MomentWords};
use super::tree;
use crate::text::{Span, after, before, letter};

/// What the name and the classes of an element say.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what one name says, each apart from the others")]
pub struct Named {
    /// Whether it breaks the line.
    pub is_block: bool,
    /// Whether it can be a box: what breaks lines, and elements of the page's own.
    pub is_box: bool,
    /// What its name says.
    pub role: Role,
    /// What its classes say.
    pub says: Says,
    /// How many of the `MOST_NAMES` were classes.
    pub names: usize,
    /// Whether a class is one of the words under a picture.
    pub is_caption: bool,
    /// Whether a class says that it is the box of a picture, and none that a text stands beside it.
    pub is_picture: bool,
    /// A number that elements of one make have in common: the same name with the same first class; classes such as
    /// `post-1234` name a single box.
    pub make: u64,
    /// What its classes say to who looks for metadata.
    pub holds: Holds,
}

/// What the classes of an element say that it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds(u8);

impl Holds {
    /// A headline, or the title of something.
    pub const TITLE: Holds = Holds(1);
    /// The name of an author.
    pub const AUTHOR: Holds = Holds(1 << 1);
    /// A moment.
    pub const MOMENT: Holds = Holds(1 << 2);
    /// The moment of publication.
    pub const PUBLISHED: Holds = Holds(1 << 3);
    /// Another moment.
    pub const OTHER: Holds = Holds(1 << 4);
    /// Another moment, and not one of what readers wrote.
    pub const OTHER_OF_PAGE: Holds = Holds(1 << 5);
    /// What one reader wrote.
    pub const READER: Holds = Holds(1 << 6);

    /// Whether it is said.
    pub fn has(self, other: Holds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What is known of the names and classes of a page.
#[derive(Debug, Default)]
pub struct Names<'a> {
    known: FxHashMap<(&'a str, &'a str), Named>,
    classes: FxHashMap<&'a str, Class>,
}

/// What a single class says.
#[derive(Clone, Copy, Debug)]
struct Class {
    says: Says,
    is_caption: bool,
    is_picture: bool,
    is_mixed: bool,
}

impl<'a> Names<'a> {
    /// What a name and classes say.
    pub fn of(&mut self, name: &'a str, class: &'a str) -> Named {
        if let Some(known) = self.known.get(&(name, class)) {
            return *known;
        }
        let is_block = tree::is_block(name);
        let mut named = Named {
            is_block,
            is_box: is_block || name.contains('-'),
            role: Role::of_name(name),
            make: make(name, class),
            holds: if class.is_empty() { Holds::default() } else { Holds::of(class) },
            ..Named::default()
        };
        let mut is_mixed = false;
        for class in class.split_whitespace().take(MOST_NAMES) {
            let class = *self.classes.entry(class).or_insert_with(|| {
                let words = words(class);
                Class {
                    says: said_by(class, "", &words),
                    is_caption: is_caption(class, &words),
                    is_picture: words.iter().any(|word| AREAS.pictures.contains(word)),
                    is_mixed: words.iter().any(|word| TEXTS.contains(&word)),
                }
            });
            named.names += 1;
            named.says = named.says.and(class.says);
            named.is_caption |= class.is_caption;
            named.is_picture |= class.is_picture;
            is_mixed |= class.is_mixed;
        }
        named.is_picture &= !is_mixed;
        if is_switched_off(class) {
            named.says = named.says.and(Says::OVERLAY);
        }
        self.known.insert((name, class), named);
        named
    }
}

fn make(name: &str, class: &str) -> u64 {
    let mut classes = class.split_whitespace();
    let class = classes.find(|class| !class.contains(|letter: char| letter.is_ascii_digit()));
    xxhash_rust::xxh3::xxh3_64(format!("{name} {}", class.unwrap_or_default()).as_bytes())
}

/// Classes of one element that are looked at for that of an author.
const MOST_CLASSES: usize = 1_000;

impl Holds {
    fn of(class: &str) -> Holds {
        let is_author = || class.split_whitespace().take(MOST_CLASSES).any(is_author);
        let author = if class.contains("uthor") && is_author() { Holds::AUTHOR } else { Holds(0) };
        author.and(Holds::said_by(class))
    }

    /// What the words of a class or an id say, whoever may be an author.
    pub(super) fn said_by(name: &str) -> Holds {
        let words = words(name);
        words.iter().filter_map(|word| SAID.get(word).copied()).fold(Holds(0), Holds::and)
    }

    /// What both say.
    pub(super) fn and(self, other: Holds) -> Holds {
        Holds(self.0 | other.0)
    }
}

/// What a word of a name says that an element holds.
static SAID: LazyLock<FxHashMap<String, Holds>> = LazyLock::new(|| {
    let titles = ["title", "headline"].map(str::to_owned);
    let moments: &MomentWords = &moment_words::WORDS;
    let others = moments.others.iter().filter(|word| !moments.readers.contains(word));
    let others: Vec<String> = others.cloned().collect();
    let mut said: FxHashMap<String, Holds> = FxHashMap::default();
    for (holds, words) in [
        (Holds::TITLE, titles.as_slice()),
        (Holds::MOMENT, &moments.moments),
        (Holds::PUBLISHED, &moments.published),
        (Holds::OTHER, &moments.others),
        (Holds::OTHER_OF_PAGE, &others),
        (Holds::READER, &moments.readers),
    ] {
        for word in words {
            let known = said.entry(word.clone()).or_default();
            *known = known.and(holds);
        }
    }
    said
});

/// Whether a class ends with `author`, or says `author name`.
fn is_author(class: &str) -> bool {
    let parts = words(class);
    let is_name = parts.iter().zip(parts.iter().skip(1)).any(|pair| pair == ("author", "name"));
    let is_last = parts.iter().last().is_some_and(|part| part == "author");
    (is_last || is_name) && parts.iter().all(|part| part != "comment")
}

/// Names of an element that are looked at; utility classes come in dozens and say nothing.
pub(super) const MOST_NAMES: usize = 24;

/// Words of an id beyond which it is the words of a heading: `how-to-choose-the-right-tools`.
const MOST_WORDS: usize = 4;

/// Letters of a name that are looked at.
const LONGEST_NAME: usize = 120;

/// What the first `most` names of a list say, and how many more could have been read. `id` is that of the element.
pub(super) fn said(names: &str, id: &str, most: usize) -> (Says, usize) {
    let (mut says, mut left) = (Says::default(), most);
    for name in names.split_whitespace().take(most) {
        left -= 1;
        says = says.and(said_by(name, id, &words(name)));
    }
    (says, left)
}

/// What a name says whose words these are.
fn said_by(name: &str, id: &str, words: &Words) -> Says {
    let mut says = Says::default();
    // `[--sidebar-width:18rem]` is a style.
    if words.len() > MOST_WORDS && name == id || name.starts_with('[') {
        return says;
    }
    for (at, word) in words.iter().enumerate() {
        for (rest, group) in AREAS.rows.get(word).into_iter().flatten() {
            if rest.iter().zip(at + 1..).all(|(word, at)| words.get(at) == Some(word)) {
                says = says.and(*group);
            }
        }
    }
    // `css-tags` and `sc-1x2y-tags` are names that a program made of `tags`.
    let mut own = words.iter().filter(|word| !is_made(word));
    if let (Some(word), None) = (own.next(), own.next())
        && let Some(group) = AREAS.alone.get(word)
    {
        says = says.and(*group);
    }
    says
}

/// Words of a class that say that a text stands beside the picture.
const TEXTS: &[&str] =
    &["text", "content", "body", "article", "post", "entry", "story", "card", "row", "column"];

/// Whether a class is one of the words under a picture.
fn is_caption(class: &str, words: &Words) -> bool {
    let small = class.to_ascii_lowercase();
    small.split(['-', '_']).any(|part| AREAS.captions.contains(part))
        || class.contains(|letter: char| matches!(letter, '-' | '_' | 'A'..='Z'))
            // `content-media__description` ends with the words of a row.
            && (0..words.len().min(MOST_WORDS)).any(|at| AREAS.captions.contains(words.from(at)))
}

/// Whether a part of a path is one of pages to subscribe, register or donate at.
pub(super) fn is_call(part: &str) -> bool {
    (LEAST_CALL..=LONGEST_CALL).contains(&part.len())
        && AREAS.calls.contains(&part.to_ascii_lowercase())
}

/// Bytes of the shortest and the longest row of them.
const LEAST_CALL: usize = 3;
const LONGEST_CALL: usize = 24;

/// Whether a class of the common style sheets takes an element off the screen, and no other one of it brings it back on a
/// wider screen: `d-none` of Bootstrap without `d-md-block`, `hidden` of Tailwind without `lg:flex`, `hide` of Foundation.
fn is_switched_off(class: &str) -> bool {
    let mut names = class.split_whitespace().take(MOST_NAMES);
    if !names.clone().any(|name| matches!(name, "d-none" | "hidden" | "hide")) {
        return false;
    }
    let is_back = |name: &str| {
        let bootstrap = name.strip_prefix("d-").is_some_and(|rest| !rest.starts_with("print"));
        bootstrap && name != "d-none"
            || name.rsplit_once(':').is_some_and(|(when, shown)| {
                when != "print" && SHOWN.iter().any(|known| shown.starts_with(known))
            })
    };
    !names.any(is_back)
}

/// How an element is shown that a style sheet brings back.
const SHOWN: &[&str] = &["block", "flex", "grid", "inline", "table", "contents"];

/// The words behind the first one, and what they say.
type Row = (Vec<String>, Says);

/// What `areas.toml` says.
#[derive(Default)]
struct Areas {
    /// Its rows by their first word.
    rows: FxHashMap<String, Vec<Row>>,
    /// Its rows of words that must be the whole name.
    alone: FxHashMap<String, Says>,
    /// Its rows for the words under a picture, without blanks.
    captions: FxHashSet<String>,
    /// The parts of a path that lead to where readers subscribe, register or donate.
    calls: FxHashSet<String>,
    /// The words of a class that say that it is the box of a picture.
    pictures: FxHashSet<String>,
}

static AREAS: LazyLock<Areas> = LazyLock::new(|| {
    let groups: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("areas.toml")).unwrap_or_default();
    let mut areas = Areas::default();
    for (name, phrases) in groups {
        let says = Says::named(&name);
        for phrase in phrases {
            if name == "calls" {
                areas.calls.insert(phrase);
                continue;
            }
            if name == "picture" {
                areas.pictures.insert(phrase);
                continue;
            }
            if name == "caption" {
                areas.captions.insert(phrase.replace(' ', ""));
            }
            if let Some(word) = phrase.strip_prefix('=') {
                let alone = areas.alone.entry(word.to_owned()).or_default();
                *alone = alone.and(says);
                continue;
            }
            let mut words = phrase.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            areas.rows.entry(first).or_default().push((words.collect(), says));
        }
    }
    areas
});

/// The words of a name, one behind the other in one string: a page has thousands, and few of them say anything.
#[derive(Debug, Default)]
struct Words {
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default()
    }

    fn get(&self, at: usize) -> Option<&str> {
        self.ends.get(at).map(|end| Span::new(self.start(at), *end).of(&self.letters))
    }

    /// All from one on, without anything between them.
    fn from(&self, at: usize) -> &str {
        after(&self.letters, self.start(at))
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Ends the word at hand, if there is one, without the number behind it.
    fn end(&mut self) {
        let start = self.start(self.len());
        let word = after(&self.letters, start);
        if word.is_empty() {
            return;
        }
        let name = word.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        if name >= LEAST_NUMBERED && name < word.len() {
            // `relatedv2` is the second version.
            let is_version = name >= LEAST_VERSIONED && before(word, name).ends_with('v');
            self.letters.truncate(start + name - usize::from(is_version));
        }
        self.ends.push(self.letters.len());
    }
}

/// The words of a name: `articleBody__text-2` has `article`, `body`, `text` and `2`, and `sidebar1` has `sidebar`.
fn words(name: &str) -> Words {
    let mut words = Words::default();
    let mut last = letter::class('-');
    for letter in name.chars().take(LONGEST_NAME) {
        let class = letter::class(letter);
        if class.is_alphanumeric() {
            if !last.is_alphanumeric() || class.is_uppercase() && last.is_lowercase() {
                words.end();
            }
            letter::push_small(&mut words.letters, letter);
        }
        last = class;
    }
    words.end();
    words
}

/// Whether a word is one that programs put into the names of classes: their own, that of a box around, a letter or a number
/// to tell boxes apart.
fn is_made(word: &str) -> bool {
    matches!(word, "css" | "sc" | "jsx" | "root" | "wrap" | "wrapper" | "container")
        || word.len() == 1
        || word.contains(|letter: char| letter.is_ascii_digit())
}

/// Bytes of the shortest word behind which a number counts boxes: the number of `h2` and `a2a` is part of the name.
const LEAST_NUMBERED: usize = 3;

/// Bytes of the shortest word behind which `v2` is a version: the number of `prev2` is none.
const LEAST_VERSIONED: usize = 6;
