//! Where on an HTML page a block stands: the boxes around it and what they say of themselves.

use std::ops::Range;

use super::tree::{Element, Inside};
use super::{kinds, named};

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

    /// What spans the page or the column.
    pub const BANNER: Says = Says(1 << 14);
    /// What plays a film or a sound.
    pub const PLAYER: Says = Says(1 << 15);

    /// The group of that name in `areas.toml`.
    pub(super) fn named(name: &str) -> Says {
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
            "banner" => Says::BANNER,
            "player" => Says::PLAYER,
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

    /// A bit for each thing.
    pub const fn bits(self) -> u16 {
        self.0
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
    /// A paragraph or heading: no box for other things.
    Paragraph,
    /// A quotation, no box either.
    Quote,
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
    /// Whether a picture is in it.
    pub has_picture: bool,
    /// A number that boxes of one make have in common: the same element with the same first class, digits aside.
    pub make: u64,
    /// How many fields of a form, and labels of such, stand in it and in no box inside.
    pub fields: usize,
    /// Whether it is, or holds in no box inside, where a reader writes an answer, or the address to be written to.
    pub asks: Asks,
}

/// What a box asks of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// A text: `<textarea>`.
    pub text: bool,
    /// An address: `<input type="email">`.
    pub address: bool,
}

/// What a link looks like, as far as its classes say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dress {
    /// As links in a text do.
    #[default]
    Plain,
    /// As a button does.
    Button,
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
    /// Its letters before the first such word.
    pub before: usize,
    /// Those of its letters that are words of a link to the page of a writer.
    pub writers: usize,
    /// Whether a link in it leads to another page of the same site.
    pub own: bool,
    /// Whether one leads to where readers subscribe, register or donate.
    pub calls: bool,
    /// What one of them looks like.
    pub dress: Dress,
    /// Whether one leads to a channel or a shop where readers follow a site or get its program.
    pub follows: bool,
    /// The networks, a bit each, to somebody's page in which links in it lead.
    pub networks: u16,
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
            has_picture: element.inside.has(Inside::PICTURE),
            make: element.named.make,
            fields: 0,
            asks: Asks { text: element.name == "textarea", address: false },
        }
    }
}

/// What the name and the ARIA role of an element say.
fn role(element: &Element<'_>) -> Role {
    if element.role.is_empty() {
        return element.named.role;
    }
    let is = |roles: &[&str]| roles.iter().any(|role| element.role.eq_ignore_ascii_case(role));
    match element.named.role {
        _ if is(&["article"]) => Role::Article,
        Role::Article => Role::Article,
        _ if is(&["main"]) => Role::Main,
        Role::Main => Role::Main,
        _ if is(AROUND) => Role::Around,
        role => role,
    }
}

/// ARIA roles of what stands around an article.
const AROUND: &[&str] =
    &["navigation", "complementary", "contentinfo", "search", "dialog", "banner"];

impl Role {
    /// What the name of an element says.
    pub(super) fn of_name(name: &str) -> Role {
        match name {
            "article" => Role::Article,
            "main" => Role::Main,
            "aside" | "nav" | "footer" | "form" | "dialog" => Role::Around,
            "section" => Role::Section,
            "header" => Role::Header,
            "ul" | "ol" | "dl" | "menu" | "li" | "dd" | "dt" => Role::List,
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" => Role::Table,
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => Role::Paragraph,
            "blockquote" => Role::Quote,
            "figure" | "figcaption" => Role::Figure,
            _ => Role::Plain,
        }
    }
}

/// What the names that an element gives itself say. The id of a heading is often its own words.
fn says(element: &Element<'_>, role: Role) -> Says {
    // The copyright of a picture is no foot of a page.
    if matches!(element.name, "html" | "body" | "figcaption") || kinds::says_caption(element) {
        return Says::default();
    }
    let id = if matches!(role, Role::Paragraph | Role::Quote) { "" } else { own_id(element.id) };
    // A class that is the id, too, is read as the id.
    let (mut says, mut left) = if !id.is_empty() && element.class.contains(id) {
        named::said(element.class, id, named::MOST_NAMES)
    } else {
        (element.named.says, named::MOST_NAMES - element.named.names)
    };
    for names in [id, element.itemprop, element.type_of] {
        if !names.is_empty() && left > 0 {
            let said;
            (said, left) = named::said(names, id, left);
            says = says.and(said);
        }
    }
    if element.named.says.any(Says::OVERLAY) {
        says = says.and(Says::OVERLAY);
    }
    says
}

/// The id that an element was given, where a program put those of the boxes around it before it: `ctl00_Main_pnlComments`.
fn own_id(id: &str) -> &str {
    let is_numbered = |part: &str| {
        part.strip_prefix("ctl")
            .is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
    };
    let own = id.rsplit_once('_').filter(|(around, _)| around.split('_').any(is_numbered));
    own.map_or(id, |(_, own)| own)
}

/// Whether the names of an element within a line say that it holds a date, or what else is known of an article.
pub(super) fn says_meta(element: &Element<'_>) -> bool {
    says(element, Role::Plain).any(Says::META)
}

/// Whether the names of an element within a line say that it holds who wrote.
pub(super) fn says_author(element: &Element<'_>) -> bool {
    says(element, Role::Plain).any(Says::AUTHOR)
}
