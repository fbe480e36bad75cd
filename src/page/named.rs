//! What the name and the classes of an element say, read once a page: a page has some thousand elements, and a few hundred
//! names and classes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::{Role, Says};
use super::tree;

/// What the name and the classes of an element say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named {
    /// Whether it breaks the line.
    pub is_block: bool,
    /// Whether it can be a box: what breaks lines, and elements of the page's own.
    pub is_box: bool,
    /// What its name says.
    pub role: Role,
    /// What its classes say.
    pub says: Says,
    /// How many of the [`MOST_NAMES`] were classes.
    pub names: usize,
    /// Whether a class is one of the words under a picture.
    pub is_caption: bool,
    /// A number that elements of one make have in common: the same name with the same first class; classes such as
    /// `post-1234` name a single box.
    pub make: u64,
    /// What its classes say to who looks for metadata.
    pub holds: Holds,
}

/// What the classes of an element say that it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// A headline, or the title of something.
    pub title: bool,
    /// The name of an author.
    pub author: bool,
    /// A date in words, of publication as far as it says.
    pub date: bool,
    /// A moment for machines.
    pub moment: bool,
    /// One of an update.
    pub update: bool,
    /// One of publication.
    pub publication: bool,
}

/// What is known of the names and classes of a page.
#[derive(Debug, Default)]
pub struct Names<'a> {
    known: FxHashMap<(&'a str, &'a str), Named>,
}

impl<'a> Names<'a> {
    /// What a name and classes say.
    pub fn of(&mut self, name: &'a str, class: &'a str) -> Named {
        *self.known.entry((name, class)).or_insert_with(|| Named::of(name, class))
    }
}

impl Named {
    fn of(name: &str, class: &str) -> Named {
        let is_block = tree::is_block(name);
        let (says, left) = said(class, "", MOST_NAMES);
        Named {
            is_block,
            is_box: is_block || name.contains('-'),
            role: Role::of_name(name),
            says,
            names: MOST_NAMES - left,
            is_caption: class.split_whitespace().take(MOST_NAMES).any(is_caption),
            make: make(name, class),
            holds: if class.is_empty() { Holds::default() } else { Holds::of(class) },
        }
    }
}

fn make(name: &str, class: &str) -> u64 {
    let mut classes = class.split_whitespace();
    let class = classes.find(|class| !class.contains(|letter: char| letter.is_ascii_digit()));
    xxhash_rust::xxh3::xxh3_64(format!("{name} {}", class.unwrap_or_default()).as_bytes())
}

/// Words of a class that say that an element holds a moment.
const MOMENTS: &[&str] =
    &["published", "date", "datetime", "time", "timestamp", "pubdate", "timeago"];

/// Words of a class that say that a moment is not that of publication.
const OTHER_MOMENTS: &[&str] = &[
    "updated", "modified", "event", "start", "end", "due", "reading", "read", "comment", "expiry",
    "birth",
];

/// Classes of one element that are looked at for that of an author.
const MOST_CLASSES: usize = 1_000;

impl Holds {
    fn of(class: &str) -> Holds {
        let small = class.to_ascii_lowercase();
        let parts = words(class);
        // In capital letters they are names of something else.
        let has = |signs: &[&str]| signs.iter().any(|sign| class.contains(sign));
        let says = |known: &[&str]| parts.iter().any(|part| known.contains(&part.as_str()));
        let is_moment = |part: &String| MOMENTS.contains(&part.as_str());
        Holds {
            title: has(&["itle", "eadline"]) && says(&["title", "headline"]),
            author: has(&["uthor"]) && class.split_whitespace().take(MOST_CLASSES).any(is_author),
            date: has(&["dat", "ime"]) && says(MOMENTS) && !says(OTHER_MOMENTS),
            moment: words(&small).iter().any(is_moment),
            update: small.contains("updated") && !small.contains("published"),
            publication: small.contains("publish"),
        }
    }
}

/// Whether a class ends with `author`, or says `author name`.
fn is_author(class: &str) -> bool {
    let parts = words(class);
    let is_name = parts.windows(2).any(|pair| pair == ["author", "name"]);
    let is_last = parts.last().is_some_and(|part| part == "author");
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
        let words = words(name);
        // `[--sidebar-width:18rem]` is a style.
        if words.len() > MOST_WORDS && name == id || name.starts_with('[') {
            continue;
        }
        for (at, word) in words.iter().enumerate() {
            for (rest, group) in AREAS.rows.get(word).into_iter().flatten() {
                let follows = words.get(at + 1..at + 1 + rest.len());
                if follows.is_some_and(|follows| follows == rest.as_slice()) {
                    says = says.and(*group);
                }
            }
        }
        if let [word] = words.as_slice()
            && let Some(group) = AREAS.alone.get(word)
        {
            says = says.and(*group);
        }
    }
    (says, left)
}

/// Whether a class is one of the words under a picture.
fn is_caption(class: &str) -> bool {
    let mut parts = class.split(['-', '_']);
    parts.any(|part| AREAS.captions.contains(&part.to_ascii_lowercase()))
        || class.contains(['-', '_']) && AREAS.captions.contains(&words(class).concat())
}

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
}

static AREAS: LazyLock<Areas> = LazyLock::new(|| {
    let groups: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("areas.toml")).unwrap_or_default();
    let mut areas = Areas::default();
    for (name, phrases) in groups {
        let says = Says::named(&name);
        for phrase in phrases {
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

/// The words of a name: `articleBody__text-2` has `article`, `body`, `text` and `2`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = '-';
    for letter in name.chars().take(LONGEST_NAME) {
        if letter.is_alphanumeric() {
            let begins = !last.is_alphanumeric() || letter.is_uppercase() && last.is_lowercase();
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        last = letter;
    }
    words
}
