//! Where on an HTML page a block stands: the boxes around it and what they say of themselves.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::kinds;
use super::tree::Element;

/// What the class, id or role of a box says about what is inside. See `areas.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Says(u16);

impl Says {
    /// The text of an article.
    pub const BODY: Says = Says(1);
    /// The paragraph under the headline.
    pub const LEAD: Says = Says(1 << 1);
    /// Links to other articles.
    pub const RELATED: Says = Says(1 << 2);
    /// What readers write.
    pub const COMMENTS: Says = Says(1 << 3);
    /// Buttons and counters.
    pub const SHARE: Says = Says(1 << 4);
    /// Calls to subscribe, buy, register.
    pub const PROMOTION: Says = Says(1 << 5);
    /// Advertisements.
    pub const ADVERTISEMENT: Says = Says(1 << 6);
    /// Who wrote it.
    pub const AUTHOR: Says = Says(1 << 7);
    /// Dates, counts, categories.
    pub const META: Says = Says(1 << 8);
    /// Keywords.
    pub const TAGS: Says = Says(1 << 9);
    /// Menus.
    pub const NAVIGATION: Says = Says(1 << 10);
    /// The sides and the foot of a page.
    pub const FOOTER: Says = Says(1 << 11);
    /// What lies over the page.
    pub const OVERLAY: Says = Says(1 << 12);
    /// The path to the page.
    pub const BREADCRUMB: Says = Says(1 << 13);

    /// The group of that name in `areas.toml`.
    fn named(name: &str) -> Says {
        match name {
            "body" => Says::BODY,
            "lead" => Says::LEAD,
            "related" => Says::RELATED,
            "comments" => Says::COMMENTS,
            "share" => Says::SHARE,
            "promotion" => Says::PROMOTION,
            "advertisement" => Says::ADVERTISEMENT,
            "author" => Says::AUTHOR,
            "meta" => Says::META,
            "tags" => Says::TAGS,
            "navigation" => Says::NAVIGATION,
            "footer" => Says::FOOTER,
            "overlay" => Says::OVERLAY,
            "breadcrumb" => Says::BREADCRUMB,
            _ => Says::default(),
        }
    }

    /// Both of them.
    #[must_use]
    pub const fn and(self, other: Says) -> Says {
        Says(self.0 | other.0)
    }

    /// Whether any of `others` is said.
    pub const fn any(self, others: Says) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether nothing is said.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What an element's name says about what is inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// `<article>`, or `itemprop="articleBody"`, or `role=article`.
    Article,
    /// `<main>`.
    Main,
    /// `<section>`.
    Section,
    /// `<aside>`, `<nav>`, `<footer>`, `<form>`, `<dialog>` and their ARIA roles.
    Around,
    /// `<header>`.
    Header,
    /// A list.
    List,
    /// A table or a part of it.
    Table,
    /// A paragraph, heading or quotation: no box for other things.
    Paragraph,
    /// `<figure>`.
    Figure,
}

/// A box: an element that breaks lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The box around it, as a place of [`Layout::areas`]; the first box is its own.
    pub parent: usize,
    /// The blocks inside, as numbers of the page's blocks.
    pub blocks: Range<usize>,
    /// What its name says.
    pub role: Role,
    /// What its class and id say.
    pub says: Says,
    /// Whether microdata says that it is the text of the article.
    pub is_article_body: bool,
    /// A number that boxes of one make have in common: the same element with the same first class, digits aside.
    pub make: u64,
}

/// Where one block stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The innermost box around its first letter.
    pub area: usize,
    /// Its letters, blanks not counted.
    pub letters: usize,
    /// Those of them that are words of a link.
    pub linked: usize,
    /// Those of them that are words of a link to another page.
    pub away: usize,
}

/// The boxes of an HTML page. Empty for plain documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The boxes in the order in which they begin: what is inside of a box follows it.
    pub areas: Vec<Area>,
    /// A place a block, in the same order.
    pub places: Vec<Place>,
    /// The text of the article, where the page repeats it for machines.
    pub article_body: Option<String>,
}

impl Area {
    /// The box that an element is, with no block in it yet.
    pub(super) fn of(element: &Element<'_>, parent: usize, first: usize) -> Area {
        Area {
            parent,
            blocks: first..first,
            role: role(element),
            says: says(element, role(element)),
            is_article_body: element.itemprop.split_whitespace().any(|it| it == "articleBody"),
            make: make(element),
        }
    }
}

/// A number of the name and the first class of an element; classes such as `post-1234` name a single box.
fn make(element: &Element<'_>) -> u64 {
    let mut classes = element.class.split_whitespace();
    let class = classes.find(|class| !class.contains(|letter: char| letter.is_ascii_digit()));
    xxhash_rust::xxh3::xxh3_64(format!("{} {}", element.name, class.unwrap_or_default()).as_bytes())
}

fn role(element: &Element<'_>) -> Role {
    match (element.name, element.role.to_ascii_lowercase().as_str()) {
        (_, "article") | ("article", _) => Role::Article,
        (_, "main") | ("main", _) => Role::Main,
        ("aside" | "nav" | "footer" | "form" | "dialog", _) => Role::Around,
        (_, "navigation" | "complementary" | "contentinfo" | "search" | "dialog" | "banner") => {
            Role::Around
        }
        ("section", _) => Role::Section,
        ("header", _) => Role::Header,
        ("ul" | "ol" | "dl" | "menu" | "li" | "dd" | "dt", _) => Role::List,
        ("table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption", _) => Role::Table,
        ("p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre", _) => {
            Role::Paragraph
        }
        ("figure" | "figcaption", _) => Role::Figure,
        _ => Role::Plain,
    }
}

/// The words behind the first one, and what they say.
type Row = (Vec<String>, Says);

/// The rows of `areas.toml` by their first word.
static ROWS: LazyLock<HashMap<String, Vec<Row>>> = LazyLock::new(|| {
    let groups: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("areas.toml")).unwrap_or_default();
    let mut rows: HashMap<String, Vec<Row>> = HashMap::new();
    for (name, phrases) in groups {
        for phrase in phrases {
            let mut words = phrase.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            rows.entry(first).or_default().push((words.collect(), Says::named(&name)));
        }
    }
    rows
});

/// The rows of `areas.toml` for the words under a picture, without blanks.
static CAPTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut groups: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("areas.toml")).unwrap_or_default();
    let rows = groups.remove("caption").unwrap_or_default();
    rows.into_iter().map(|row| row.replace(' ', "")).collect()
});

/// Whether a class is one of the words under a picture.
pub(super) fn says_caption(class: &str) -> bool {
    let mut names = class.split_whitespace().take(MOST_NAMES);
    names.any(|name| {
        let mut parts = name.split(['-', '_']);
        parts.any(|part| CAPTIONS.contains(&part.to_ascii_lowercase()))
            || name.contains(['-', '_']) && CAPTIONS.contains(&words(name).concat())
    })
}

/// What the names that an element gives itself say. The id of a heading is often its own words.
fn says(element: &Element<'_>, role: Role) -> Says {
    // The copyright of a picture is no foot of a page.
    if matches!(element.name, "html" | "body") || kinds::says_caption(element) {
        return Says::default();
    }
    let id = if role == Role::Paragraph { "" } else { element.id };
    let names = [element.class, id, element.itemprop, element.type_of];
    let mut says = Says::default();
    for name in names.into_iter().flat_map(str::split_whitespace).take(MOST_NAMES) {
        let words = words(name);
        // `[--sidebar-width:18rem]` is a style.
        if words.len() > MOST_WORDS && name == id || name.starts_with('[') {
            continue;
        }
        says = says.and(said(&words));
    }
    says
}

/// What names say, parted by blanks, whatever the element is.
pub(super) fn says_of(names: &str) -> Says {
    let names = names.split_whitespace().take(MOST_NAMES);
    names.fold(Says::default(), |says, name| says.and(said(&words(name))))
}

/// What the words of a name say.
fn said(words: &[String]) -> Says {
    let mut says = Says::default();
    for (at, word) in words.iter().enumerate() {
        for (rest, group) in ROWS.get(word).into_iter().flatten() {
            let follows = words.get(at + 1..at + 1 + rest.len());
            if follows.is_some_and(|follows| follows == rest.as_slice()) {
                says = says.and(*group);
            }
        }
    }
    if let [word] = words {
        let alone = ROWS.get(&format!("={word}")).into_iter().flatten();
        says = alone.fold(says, |says, (_, group)| says.and(*group));
    }
    says
}

/// Names of an element that are looked at; utility classes come in dozens and say nothing.
const MOST_NAMES: usize = 24;

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

/// Words of an id beyond which it is the words of a heading: `how-to-choose-the-right-tools`.
const MOST_WORDS: usize = 4;

/// Letters of a name that are looked at.
const LONGEST_NAME: usize = 120;
