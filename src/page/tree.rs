//! An HTML document as a flat list: its visible elements in order, what they hold, and the text between.

use super::dom::{self, Data, Dom, NodeRef};
use super::named::{Named, Names};
use super::streamed::{self, Streamed};

/// A visible element.
#[derive(Clone, Debug)]
pub struct Element<'a> {
    /// Its name in small letters.
    pub name: &'a str,
    /// What its name and classes say.
    pub named: Named,
    /// Its parent's place in the list; the root is its own parent.
    pub parent: usize,
    /// How many elements are around it.
    pub depth: usize,
    /// Its classes.
    pub class: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Its ARIA role.
    pub role: &'a str,
    /// The microdata property it holds.
    pub itemprop: &'a str,
    /// Other attributes that name kinds of boxes in content systems: `type`, `data-type`, `data-component`.
    pub type_of: &'a str,
    /// Where it leads, if it is a link.
    pub href: &'a str,
    /// Whether a style or attribute hides it.
    pub hidden: bool,
    /// Letters inside, blanks not counted.
    pub letters: usize,
    /// Those of them that are words of a link.
    pub linked: usize,
    /// Those of them that stand in no element inside.
    pub own: usize,
    /// What is inside, or the element itself.
    pub inside: Inside,
}

/// What an element holds, at any depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inside(u8);

impl Inside {
    /// The highest heading.
    pub const TITLE: Inside = Inside(1);
    /// A lower heading.
    pub const HEADING: Inside = Inside(1 << 1);
    /// A picture.
    pub const PICTURE: Inside = Inside(1 << 2);

    fn of(name: &str) -> Inside {
        match name {
            "h1" => Inside::TITLE,
            "h2" | "h3" | "h4" | "h5" | "h6" => Inside::HEADING,
            "img" | "picture" => Inside::PICTURE,
            _ => Inside::default(),
        }
    }

    /// Whether it is there.
    pub fn has(self, other: Inside) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Inside) {
        self.0 |= other.0;
    }
}

impl Element<'_> {
    /// Whether it is a link to another page; one within the page opens what is folded, or leads to a heading.
    pub fn leads_away(&self) -> bool {
        if self.name != "a" {
            return false;
        }
        let address = self.href.trim();
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        !address.is_empty()
            && !address.starts_with('#')
            && !scheme.eq_ignore_ascii_case("javascript")
    }
}

/// What comes next in the order of the document.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// An element begins.
    Open(usize),
    /// Letters of the element at hand.
    Text(&'a str),
    /// An element ends.
    Close(usize),
}

/// The visible part of a document.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    /// The elements in the order in which they begin.
    pub elements: Vec<Element<'a>>,
    /// The elements and letters in order.
    pub events: Vec<Event<'a>>,
}

impl<'a> Tree<'a> {
    /// Reads the visible part of a document; never by recursion.
    pub fn read(dom: &'a Dom, names: &Names) -> Tree<'a> {
        let mut reader = Reader::new(names, dom);
        let mut streamed = Streamed::find(dom);
        // Late parts that are read at hand, and the places that they were put in.
        let mut places: Vec<(NodeRef<'a>, NodeRef<'a>)> = Vec::new();
        let mut node = dom.root();
        loop {
            let is_seen = reader.unseen == 0;
            if is_seen
                && let Some(part) = streamed.take(node)
                && let Some(element) = part.element()
            {
                reader.element(part, element, true);
                places.push((part, node));
                node = part;
            } else if is_seen && streamed.is_taken(node) {
                reader.unseen += 1;
            } else {
                reader.open(node);
            }
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            // Up to the next element that is not read yet, closing what ends on the way.
            loop {
                reader.close(node.data());
                if let Some((_, place)) = places.pop_if(|(part, _)| *part == node) {
                    node =
                        place.next_siblings().take(streamed::wait(place)).last().unwrap_or(place);
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return reader.tree };
                node = parent;
            }
        }
    }

    /// The element at a place of the list.
    pub fn element(&self, at: usize) -> Option<&Element<'a>> {
        self.elements.get(at)
    }

    /// Letters of the whole document.
    pub fn letters(&self) -> usize {
        self.elements.first().map_or(0, |root| root.letters)
    }
}

struct Reader<'n, 'a> {
    tree: Tree<'a>,
    /// The open elements, as places of the list.
    open: Vec<usize>,
    /// How many invisible elements are open.
    unseen: usize,
    /// How many links are open.
    links: usize,
    names: &'n Names,
}

impl<'n, 'a> Reader<'n, 'a> {
    /// A reader with room for all of a document.
    fn new(names: &'n Names, dom: &Dom) -> Reader<'n, 'a> {
        let elements = dom.nodes().filter(|node| node.element().is_some()).count();
        let tree = Tree {
            elements: Vec::with_capacity(elements),
            events: Vec::with_capacity(dom.len() + elements),
        };
        Reader { tree, open: Vec::new(), unseen: 0, links: 0, names }
    }

    fn open(&mut self, node: NodeRef<'a>) {
        match node.data() {
            Data::Element(element) if self.unseen > 0 || is_invisible(element.name()) => {
                self.unseen += 1;
                if matches!(element.name(), "video" | "audio" | "iframe") {
                    self.picture();
                }
            }
            Data::Element(element) => self.element(node, element, false),
            Data::Text(text) if self.unseen == 0 => self.text(text),
            _ => {}
        }
    }

    fn close(&mut self, node: &'a Data) {
        let Data::Element(element) = node else { return };
        if self.unseen > 0 {
            self.unseen -= 1;
            return;
        }
        self.links -= usize::from(element.name() == "a");
        let Some(at) = self.open.pop() else { return };
        self.tree.events.push(Event::Close(at));
        let Some(closed) = self.tree.elements.get(at) else { return };
        let (letters, linked, inside) = (closed.letters, closed.linked, closed.inside);
        if let Some(parent) = self.open.last().and_then(|at| self.tree.elements.get_mut(*at)) {
            parent.letters += letters;
            parent.linked += linked;
            parent.inside.add(inside);
        }
    }

    /// Goes into an element; a late part is shown, whatever it says.
    fn element(&mut self, node: NodeRef<'a>, element: &'a dom::Element, late: bool) {
        let at = self.tree.elements.len();
        let name = element.name();
        let mut new = Element {
            name,
            named: self.names.of(node),
            parent: self.open.last().copied().unwrap_or_default(),
            depth: self.open.len(),
            class: "",
            id: "",
            role: "",
            itemprop: "",
            type_of: "",
            href: "",
            hidden: false,
            letters: 0,
            linked: 0,
            own: 0,
            inside: Inside::of(name),
        };
        let mut asks_address = false;
        for (name, value) in element.attrs() {
            asks_address |= matches!(name, "name" | "placeholder") && names_mail(value);
            match name {
                "class" => new.class = value,
                "id" => new.id = value,
                "role" => new.role = value,
                "itemprop" => new.itemprop = value,
                "type" | "data-type" | "data-component" => new.type_of = value,
                "href" => new.href = value,
                "hidden" => new.hidden = !value.eq_ignore_ascii_case("until-found"),
                "style" => new.hidden |= hides(value),
                _ => {}
            }
        }
        if asks_address && name == "input" && matches!(new.type_of, "" | "text") {
            new.type_of = "email";
        }
        new.hidden &= !late;
        self.links += usize::from(name == "a");
        self.tree.elements.push(new);
        self.tree.events.push(Event::Open(at));
        self.open.push(at);
    }

    fn text(&mut self, text: &'a str) {
        let letters = letters(text);
        if let Some(element) = self.open.last().and_then(|at| self.tree.elements.get_mut(*at)) {
            element.letters += letters;
            element.own += letters;
            element.linked += if self.links > 0 { letters } else { 0 };
        }
        self.tree.events.push(Event::Text(text));
    }

    fn picture(&mut self) {
        if let Some(element) = self.open.last().and_then(|at| self.tree.elements.get_mut(*at)) {
            element.inside.add(Inside::PICTURE);
        }
    }
}

/// How many letters a text has, blanks not counted.
fn letters(text: &str) -> usize {
    if text.is_ascii() {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        // Short enough for a sum of bytes, of which many are added in one step.
        let blanks = |some: &[u8]| some.iter().map(|byte| u8::from(is_blank(byte))).sum::<u8>();
        let blanks = text.as_bytes().chunks(128).map(|some| usize::from(blanks(some)));
        return text.len() - blanks.sum::<usize>();
    }
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

/// Whether the name of a field, or the word in it, says that an address is written there.
fn names_mail(value: &str) -> bool {
    value.len() <= LONGEST_FIELD
        && memchr::memmem::find(value.to_ascii_lowercase().as_bytes(), b"mail").is_some()
}

/// Letters of the longest name of a field, or word in it.
const LONGEST_FIELD: usize = 60;

/// Whether a style takes an element off the screen.
fn hides(style: &str) -> bool {
    // Most styles are of colours and sizes.
    if !style.bytes().any(|byte| matches!(byte, b'y' | b'Y')) {
        return false;
    }
    let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether an element shows none of the text inside of it. `<head>` is read by [`super::metadata`].
pub fn is_invisible(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "applet"
            | "area"
            | "audio"
            | "canvas"
            | "datalist"
            | "embed"
            | "frameset"
            | "head"
            | "iframe"
            | "map"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "script"
            | "style"
            | "svg"
            | "template"
            | "title"
            | "video"
    )
}
