//! What an HTML element makes of the blocks inside of it.

use super::Kind;
use super::tree::{Element, Inside, Tree};

/// ARIA roles of what stands around an article.
const CHROME_ROLES: &[&str] = &[
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];

/// Elements that stand around an article however much they hold.
const ALWAYS_CHROME: &[&str] = &["button", "nav", "select", "textarea"];

/// Elements that stand around an article, unless they hold most of the page: some systems wrap whole pages in a form.
const MOSTLY_CHROME: &[&str] = &["aside", "dialog", "footer", "form"];

/// A caption is a paragraph at most; what is longer and says `caption` in its class is a column.
const LONGEST_CAPTION: usize = 600;

/// What blocks inside of an element are, by the element and what is around it.
pub fn kind(element: &Element<'_>, outer: Kind) -> Kind {
    match element.name {
        "h1" => Kind::Heading(1),
        // A title over the words under a picture or a film is theirs.
        "h2" | "h3" | "h4" | "h5" | "h6" if outer == Kind::Caption => Kind::Caption,
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "li" | "dd" | "dt" => Kind::Item,
        // Layout tables hold whole articles: their paragraphs are paragraphs.
        "p" | "blockquote" | "article" | "section" if outer == Kind::Cell => Kind::Text,
        // Pictures of old stand in tables, their words in the row below.
        "td" | "th" if outer == Kind::Caption || says_caption(element) => Kind::Caption,
        "td" | "th" => Kind::Cell,
        "figcaption" => Kind::Caption,
        "table" if is_picture_with_words(element) => Kind::Caption,
        "table" | "blockquote" | "pre" if outer == Kind::Caption && !says_caption(element) => {
            Kind::Text
        }
        "figure" if element.inside.has(Inside::PICTURE) && element.letters <= LONGEST_CAPTION => {
            Kind::Caption
        }
        _ if says_caption(element) || is_picture(element) => Kind::Caption,
        _ => outer,
    }
}

/// Whether a class says `caption`, and the element holds no more than one.
pub(super) fn says_caption(element: &Element<'_>) -> bool {
    element.letters <= LONGEST_CAPTION
        && !element.inside.has(Inside::TITLE)
        && !matches!(element.name, "body" | "html" | "main" | "article")
        && element.named.shows.is_caption()
}

/// Letters of the words beside a picture, where only its box says so.
const LONGEST_BESIDE: usize = 300;

/// Letters of the words in a table that holds a picture and a line below it.
const LONGEST_BELOW: usize = 200;

/// Whether a table is a picture with its words below it, as pages of old lay them out: no link, no heading, a line or two.
fn is_picture_with_words(element: &Element<'_>) -> bool {
    element.inside.has(Inside::PICTURE)
        && (1..=LONGEST_BELOW).contains(&element.letters)
        && element.linked == 0
        && !element.inside.has(Inside::HEADING)
        && !element.inside.has(Inside::TITLE)
}

/// Microdata properties of pictures.
const PICTURES: &[&str] = &["associatedMedia", "image", "primaryImageOfPage"];

/// Whether an element is the box of a picture by its class or its microdata: what it holds of text, neither headings nor
/// links, are the words under it.
fn is_picture(element: &Element<'_>) -> bool {
    let says = || {
        matches!(element.name, "div" | "span")
            && (element.named.shows.is_picture() || PICTURES.contains(&element.itemprop))
    };
    element.inside.has(Inside::PICTURE)
        && element.letters <= LONGEST_BESIDE
        && element.linked == 0
        && !element.inside.has(Inside::HEADING)
        && !element.inside.has(Inside::TITLE)
        && says()
}

/// Whether an element stands outside of the article by the page's own structure. `most` says that it holds most of the
/// page's letters.
pub fn is_chrome(element: &Element<'_>, tree: &Tree<'_>, most: bool) -> bool {
    if ALWAYS_CHROME.contains(&element.name) {
        return true;
    }
    let by_role = !element.role.is_empty()
        && CHROME_ROLES.iter().any(|role| element.role.eq_ignore_ascii_case(role));
    let by_name = MOSTLY_CHROME.contains(&element.name) || is_page_header(element, tree);
    (by_role || by_name) && !most
}

/// Whether an element is the header of the page and not of the article: no article around it, no headline in it.
fn is_page_header(element: &Element<'_>, tree: &Tree<'_>) -> bool {
    if element.name != "header" || element.inside.has(Inside::TITLE) {
        return false;
    }
    let mut around = element;
    while let Some(parent) = tree.element(around.parent).filter(|_| around.depth > 0) {
        if matches!(parent.name, "article" | "main") {
            return false;
        }
        around = parent;
    }
    true
}
