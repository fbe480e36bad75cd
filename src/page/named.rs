//! What the name and the classes of an element say, read once a page: a page has some thousand elements, and a few hundred
//! names and classes. Who asks for them asks by the place of the element.

mod paths;
mod read;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::{Role, Says};
use super::moment_words::{self, MomentWords};
pub(super) use paths::{is_call, is_letter, is_of_writers};
pub use read::Names;
use words::{Words, words};

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
    /// How many of the `MOST_NAMES` were classes.
    pub names: usize,
    /// What its classes say of a picture.
    pub shows: Shows,
    /// A number that elements of one make have in common: the same name with the same first class; classes such as
    /// `post-1234` name a single box.
    pub make: u64,
    /// What its classes say to who looks for metadata.
    pub holds: Holds,
}

/// What the classes of an element say of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shows(u8);

impl Shows {
    const CAPTION: Shows = Shows(1);
    const PICTURE: Shows = Shows(1 << 1);
    const TEXT: Shows = Shows(1 << 2);

    fn and(self, other: Shows) -> Shows {
        Shows(self.0 | other.0)
    }

    /// Whether they are the words under one.
    pub fn is_caption(self) -> bool {
        self.0 & Shows::CAPTION.0 != 0
    }

    /// Whether it is the box of one, and none of them says that a text stands beside it.
    pub fn is_picture(self) -> bool {
        self.0 & (Shows::PICTURE.0 | Shows::TEXT.0) == Shows::PICTURE.0
    }
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

fn make(name: &str, class: &str) -> u64 {
    let mut classes = class.split_whitespace();
    let class = classes.find(|class| !class.bytes().any(|byte| byte.is_ascii_digit()));
    xxhash_rust::xxh3::xxh3_64([name, " ", class.unwrap_or_default()].concat().as_bytes())
}

/// What classes have that may be those of an author.
const AUTHOR: &str = "uthor";

/// Classes of one element that are looked at for that of an author.
const MOST_CLASSES: usize = 1_000;

impl Holds {
    fn of(class: &str) -> Holds {
        let mut classes = class.split_whitespace().take(MOST_CLASSES);
        let is_author = class.contains(AUTHOR) && classes.any(|it| words(it).are_author());
        let author = if is_author { Holds::AUTHOR } else { Holds(0) };
        author.and(Holds::said_by(class))
    }

    /// What the words of a class or an id say, whoever may be an author.
    pub(super) fn said_by(name: &str) -> Holds {
        let may_say = !name.is_ascii() || SAID_LETTERS.as_ref().is_none_or(|it| it.is_match(name));
        if may_say { words(name).holds() } else { Holds(0) }
    }

    /// What both say.
    pub(super) fn and(self, other: Holds) -> Holds {
        Holds(self.0 | other.0)
    }
}

/// The words of a name that say that an element holds something, with what.
fn words_of_holds() -> impl Iterator<Item = (&'static str, Holds)> {
    let moments: &MomentWords = &moment_words::WORDS;
    let groups = [
        (Holds::MOMENT, &moments.moments),
        (Holds::PUBLISHED, &moments.published),
        (Holds::OTHER, &moments.others),
        (Holds::READER, &moments.readers),
    ];
    let said = groups
        .into_iter()
        .flat_map(|(holds, words)| words.iter().map(move |word| (word.as_str(), holds)));
    let others = moments.others.iter().filter(|word| !moments.readers.contains(word));
    let others = others.map(|word| (word.as_str(), Holds::OTHER_OF_PAGE));
    let titles = ["title", "headline"].map(|word| (word, Holds::TITLE));
    titles.into_iter().chain(said).chain(others)
}

/// Finds the letters of these words, of which most ids have none.
static SAID_LETTERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = words_of_holds().map(|(word, _)| word);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// Names of an element that are looked at; utility classes come in dozens and say nothing.
pub(super) const MOST_NAMES: usize = 24;

/// Words of an id beyond which it is the words of a heading: `how-to-choose-the-right-tools`.
const MOST_WORDS: usize = 4;

/// What the first `most` names of a list say, and how many more could have been read. `id` is that of the element.
pub(super) fn said(names: &str, id: &str, most: usize) -> (Says, usize) {
    let (mut says, mut left) = (Says::default(), most);
    for name in names.split_whitespace().take(most) {
        left -= 1;
        says = says.and(Meaning::of(name, id, &words(name)).says);
    }
    (says, left)
}

/// What a name says, each of its words looked up once.
#[derive(Clone, Copy, Debug, Default)]
struct Meaning {
    says: Says,
    /// What it says of a picture; whether it is a caption is another question.
    shows: Shows,
    /// What it says that an element holds, whoever may be an author.
    holds: Holds,
}

impl Meaning {
    /// What a name says whose words these are; `id` is that of the element.
    fn of(name: &str, id: &str, words: &Words) -> Meaning {
        Meaning::behind(0, name, id, words)
    }

    /// As [`Meaning::of`], where the first words of a name are no more than the name of a set of styles.
    fn behind(first: usize, name: &str, id: &str, words: &Words) -> Meaning {
        let mut meaning = Meaning::default();
        let (mut own, mut last) = (0, None);
        for (at, word) in words.iter().enumerate() {
            let known = AREAS.words.get(word);
            if at >= first && !is_made(word) {
                (own, last) = (own + 1, known);
            }
            let Some(known) = known else { continue };
            meaning.shows = meaning.shows.and(known.shows);
            meaning.holds = meaning.holds.and(known.holds);
            for (rest, group) in &known.rows {
                if rest.iter().zip(at + 1..).all(|(word, at)| words.get(at) == Some(word)) {
                    meaning.says = meaning.says.and(*group);
                }
            }
        }
        // `css-tags` and `sc-1x2y-tags` are names that a program made of `tags`.
        if let (1, Some(last)) = (own, last) {
            meaning.says = meaning.says.and(last.alone);
        }
        // `story-photo` is a picture, and `photo-story` is none.
        if last.is_some_and(|last| last.shows.0 & Shows::PICTURE.0 != 0) {
            meaning.shows = Shows(meaning.shows.0 & !Shows::TEXT.0);
        }
        // `[--sidebar-width:18rem]` is a style.
        if words.len() > MOST_WORDS && name == id || name.starts_with('[') {
            meaning.says = Says::default();
        }
        meaning
    }
}

/// Words of a class that say that a text stands beside the picture.
const TEXTS: &[&str] =
    &["text", "content", "body", "article", "post", "entry", "story", "card", "row", "column"];

/// Whether a class is one of the common style sheets that takes an element off the screen: `d-none` of Bootstrap, `hidden` of
/// Tailwind, `hide` of Foundation.
fn may_switch_off(name: &str) -> bool {
    matches!(name, "d-none" | "hidden" | "hide")
}

/// Whether no class brings an element that another one takes off the screen back on a wider one: `d-md-block` of Bootstrap,
/// `lg:flex` of Tailwind.
fn is_switched_off(class: &str) -> bool {
    let mut names = class.split_whitespace().take(MOST_NAMES);
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

/// What is known of a word of a name.
#[derive(Debug, Default)]
struct Word {
    /// The rows that begin with it.
    rows: Vec<Row>,
    /// What it says where it is the whole name.
    alone: Says,
    /// Whether it says that a box is that of a picture, or that a text stands beside one.
    shows: Shows,
    /// What it says that an element holds.
    holds: Holds,
}

/// What `areas.toml` and the words of moments say.
#[derive(Default)]
struct Areas {
    words: FxHashMap<String, Word>,
    /// The rows for the words under a picture, without blanks.
    captions: FxHashSet<String>,
    /// By the first letters of these how many bytes they have, a bit for each number.
    captions_bytes: FxHashMap<u8, u64>,
    /// The parts of a path that lead to where readers subscribe, register or donate.
    calls: FxHashSet<String>,
    /// The parts of a path below which each writer has a page.
    writers: FxHashSet<String>,
}

impl Areas {
    fn word(&mut self, word: &str) -> &mut Word {
        self.words.entry(word.to_owned()).or_default()
    }

    fn shows(&mut self, word: &str, shows: Shows) {
        let word = self.word(word);
        word.shows = word.shows.and(shows);
    }

    /// Whether words under a picture begin with the same letter and are as long.
    fn may_be_caption(&self, part: &str) -> bool {
        let first = part.bytes().next().map(|first| first.to_ascii_lowercase());
        let lengths = first.and_then(|first| self.captions_bytes.get(&first));
        lengths.is_some_and(|lengths| lengths & bit(part.len()) != 0)
    }

    /// Enters a row of a group.
    fn enter(&mut self, group: &str, says: Says, row: String) {
        match group {
            "calls" => {
                self.calls.insert(row);
                return;
            }
            "writers" => {
                self.writers.insert(row);
                return;
            }
            "picture" => return self.shows(&row, Shows::PICTURE),
            "caption" => {
                let row = row.replace(' ', "");
                let first = row.bytes().next().unwrap_or_default();
                *self.captions_bytes.entry(first).or_default() |= bit(row.len());
                self.captions.insert(row);
                return;
            }
            _ => {}
        }
        if let Some(word) = row.strip_prefix('=') {
            let word = self.word(word);
            word.alone = word.alone.and(says);
            return;
        }
        let mut words = row.split(' ');
        if let Some(first) = words.next() {
            let rest = words.map(str::to_owned).collect();
            self.word(first).rows.push((rest, says));
        }
    }
}

/// The bit of a length; lengths from 63 on share one.
fn bit(length: usize) -> u64 {
    1 << length.min(63)
}

static AREAS: LazyLock<Areas> = LazyLock::new(|| {
    let groups: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("areas.toml")).unwrap_or_default();
    let mut areas = Areas::default();
    for (name, rows) in groups {
        let says = Says::named(&name);
        for row in rows {
            areas.enter(&name, says, row);
        }
    }
    for word in TEXTS {
        areas.shows(word, Shows::TEXT);
    }
    for (word, holds) in words_of_holds() {
        let word = areas.word(word);
        word.holds = word.holds.and(holds);
    }
    areas
});

impl Words {
    /// What they say that an element holds, whoever may be an author.
    fn holds(&self) -> Holds {
        self.iter()
            .filter_map(|word| AREAS.words.get(word))
            .fold(Holds(0), |all, it| all.and(it.holds))
    }

    /// Whether they end with `author`, or say `author name`.
    fn are_author(&self) -> bool {
        if !self.from(0).contains(AUTHOR) {
            return false;
        }
        let is_name = self.iter().zip(self.iter().skip(1)).any(|pair| pair == ("author", "name"));
        let is_last = self.iter().last().is_some_and(|part| part == "author");
        (is_last || is_name) && self.iter().all(|part| part != "comment")
    }
}

/// Whether a word is one that programs put into the names of classes: their own, that of a box around, a letter or a number
/// to tell boxes apart.
fn is_made(word: &str) -> bool {
    matches!(word, "css" | "sc" | "jsx" | "root" | "wrap" | "wrapper" | "container")
        || word.len() == 1
        || word.contains(|letter: char| letter.is_ascii_digit())
}
