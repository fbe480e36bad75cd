//! The headings of a page: their words, what they are made of, and where they lead.

use super::dom::{Data, NodeRef};
use super::{tags, tree};

/// Most letters of a value that are read; longer ones are texts, not names.
pub const LONGEST: usize = 2_000;

/// The rank of what is called a title and is no heading.
pub const LOWEST: u8 = 7;

/// Most nodes of one element that are looked at.
pub const NODES: usize = 5_000;

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
    pub fn read(rank: u8, element: NodeRef<'_>) -> Option<Heading> {
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
pub fn words(element: NodeRef<'_>) -> String {
    let root = element;
    let mut said = Said::default();
    let mut node = root;
    for _ in 0..NODES {
        // A `<title>` is invisible itself.
        if node != root {
            said.open(node.data());
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
            said.close(node.data());
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
    fn open(&mut self, node: &Data) {
        match node {
            Data::Element(element) if self.unseen > 0 || tree::is_invisible(element.name()) => {
                self.unseen += 1;
            }
            Data::Element(element) if parts(element.name()) => self.words.push(' '),
            Data::Text(text) if self.unseen == 0 => self.words.push_str(text),
            _ => {}
        }
    }

    fn close(&mut self, node: &Data) {
        let Data::Element(element) = node else { return };
        if self.unseen > 0 {
            self.unseen -= 1;
        } else if parts(element.name()) {
            self.words.push(' ');
        }
    }
}

/// Whether an element parts the words before it from those behind.
fn parts(name: &str) -> bool {
    name == "br" || tags::is_block(name)
}

fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each child says, one level down where there is only one: `<h1><a><span>..</span><span>..</span></a></h1>`.
pub fn pieces(mut element: NodeRef<'_>) -> Vec<String> {
    for _ in 0..AROUND {
        let mut pieces = Vec::new();
        let mut only = None;
        for child in element.children().take(NODES) {
            let (said, inner) = match child.data() {
                Data::Text(text) => (collapsed(text), None),
                Data::Element(_) => (words(child), Some(child)),
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
fn link(element: NodeRef<'_>, said: &str) -> Option<String> {
    let is_link = |node: &NodeRef<'_>| node.element().is_some_and(|it| it.name() == "a");
    let around = element.ancestors().take(AROUND).find(is_link);
    let inside = || element.descendants().take(NODES).find(is_link);
    let inside = || inside().filter(|inner| words(*inner) == said);
    let href = around.or_else(inside)?.element()?.attr("href")?;
    Some(href.trim().to_owned())
}
