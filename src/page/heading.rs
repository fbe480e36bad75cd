//! The headings of a page: their words, what they are made of, and where they lead.

use scraper::{ElementRef, Node};

use super::tree;

/// Most letters of a value that are read; longer ones are texts, not names.
pub const LONGEST: usize = 2_000;

/// The rank of what is called a title and is no heading.
pub const LOWEST: u8 = 7;

/// Most nodes of one element that are looked at for its words.
const NODES: usize = 5_000;

/// Elements around a heading among which the link may be that holds it.
const AROUND: usize = 3;

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// 1 for the highest, [`LOWEST`] for what only its class calls a title.
    pub rank: u8,
    /// What it says.
    pub words: String,
    /// What each of its parts says (elements, and the letters between them), where there are several.
    pub pieces: Vec<String>,
    /// Where the link leads that holds all of its words.
    pub link: Option<String>,
}

impl Heading {
    /// Reads the heading that an element is; `None` for one that says nothing.
    pub fn read(rank: u8, element: ElementRef<'_>) -> Option<Heading> {
        let said = words(element);
        let pieces = pieces(element);
        (!said.is_empty()).then(|| Heading {
            rank,
            link: link(element, &said),
            words: said,
            pieces,
        })
    }
}

/// The words inside of an element, white space collapsed; a space where a break or a block stands between two of them.
pub fn words(element: ElementRef<'_>) -> String {
    let root = *element;
    let mut said = Said::default();
    let mut node = root;
    for _ in 0..NODES {
        // A `<title>` is invisible itself.
        if node != root {
            said.open(node.value());
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // Up to the next node that is not read yet, closing what ends on the way.
        loop {
            if node == root || said.words.len() > LONGEST {
                return collapsed(&said.words);
            }
            said.close(node.value());
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return collapsed(&said.words) };
            node = parent;
        }
    }
    collapsed(&said.words)
}

/// The visible words of an element as far as they are read.
#[derive(Default)]
struct Said {
    words: String,
    /// How many invisible elements are open.
    unseen: usize,
}

impl Said {
    fn open(&mut self, node: &Node) {
        match node {
            Node::Element(element) if self.unseen > 0 || tree::is_invisible(element.name()) => {
                self.unseen += 1;
            }
            Node::Element(element) if parts(element.name()) => self.words.push(' '),
            Node::Text(text) if self.unseen == 0 => self.words.push_str(&text.text),
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        if self.unseen > 0 {
            self.unseen -= 1;
        } else if parts(element.name()) {
            self.words.push(' ');
        }
    }
}

/// Whether an element parts the words before it from those behind.
fn parts(name: &str) -> bool {
    name == "br" || tree::is_block(name)
}

fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each child says, one level down where there is only one: `<h1><a><span>..</span><span>..</span></a></h1>`.
pub fn pieces(mut element: ElementRef<'_>) -> Vec<String> {
    for _ in 0..AROUND {
        let mut pieces = Vec::new();
        let mut only = None;
        for child in element.children().take(NODES) {
            let (said, inner) = match child.value() {
                Node::Text(text) => (collapsed(&text.text), None),
                Node::Element(_) => {
                    let Some(inner) = ElementRef::wrap(child) else { continue };
                    (words(inner), Some(inner))
                }
                _ => continue,
            };
            if !said.is_empty() {
                pieces.push(said);
                only = inner;
            }
        }
        match only.filter(|_| pieces.len() == 1) {
            Some(inner) => element = inner,
            None if pieces.len() > 1 => return pieces,
            None => break,
        }
    }
    Vec::new()
}

/// Where the link leads that is around a heading or holds all that it says.
fn link(element: ElementRef<'_>, said: &str) -> Option<String> {
    let around = element.ancestors().take(AROUND).filter_map(ElementRef::wrap);
    let mut inside = element.descendent_elements().take(NODES);
    let inside = inside.find(|inner| inner.value().name() == "a");
    let around = around.into_iter().find(|outer| outer.value().name() == "a");
    let inside = inside.filter(|inner| words(*inner) == said);
    around.or(inside)?.attr("href").map(|href| href.trim().to_owned())
}
