//! Takes the nodes from the parser, as the standard's tree construction asks for.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::{Data, Dom, Element, Link, Node};

/// A document that is being built.
pub(super) struct Sink(RefCell<Dom>);

/// Bytes of a page to one of its nodes: pages of news have from thirty to seventy.
const BYTES: usize = 48;

impl Sink {
    /// A document of which so many bytes will be read.
    pub(super) fn new(bytes: usize) -> Sink {
        let nameless = QualName::new(None, ns!(html), LocalName::from(""));
        let nodes = Vec::with_capacity(bytes / BYTES);
        let mut dom = Dom { nodes, nameless, warnings: Vec::new() };
        dom.add(Data::Other);
        Sink(RefCell::new(dom))
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.borrow().nodes.len()
    }

    /// How many nodes the newest one is in; never fewer than elements are open around it but for a few that were moved.
    pub(super) fn depth(&self) -> usize {
        let dom = self.0.borrow();
        dom.nodes.last().map_or(0, |node| usize::try_from(node.depth).unwrap_or(usize::MAX))
    }
}

impl Dom {
    fn add(&mut self, data: Data) -> usize {
        self.nodes.push(Node {
            parent: Link::NONE,
            before: Link::NONE,
            next: Link::NONE,
            first: Link::NONE,
            last: Link::NONE,
            depth: 0,
            data,
        });
        self.nodes.len() - 1
    }

    fn change(&mut self, at: Link, change: impl FnOnce(&mut Node)) {
        if let Some(node) = at.at().and_then(|at| self.nodes.get_mut(at)) {
            change(node);
        }
    }

    /// Takes a node out of what it is in.
    fn detach(&mut self, at: usize) {
        let Some(node) = self.nodes.get_mut(at) else { return };
        let (parent, before, next) = (node.parent, node.before, node.next);
        if parent == Link::NONE {
            return;
        }
        (node.parent, node.before, node.next) = (Link::NONE, Link::NONE, Link::NONE);
        if before == Link::NONE {
            self.change(parent, |node| node.first = next);
        } else {
            self.change(before, |node| node.next = next);
        }
        if next == Link::NONE {
            self.change(parent, |node| node.last = before);
        } else {
            self.change(next, |node| node.before = before);
        }
    }

    /// Puts a node behind all others in another one.
    fn push(&mut self, parent: usize, at: usize) {
        self.detach(at);
        let Some(outer) = self.nodes.get_mut(parent) else { return };
        let (own, depth) = (Link::new(at), outer.depth + 1);
        let before = std::mem::replace(&mut outer.last, own);
        if before == Link::NONE {
            outer.first = own;
        }
        self.change(before, |node| node.next = own);
        self.change(own, |node| {
            (node.parent, node.before, node.depth) = (Link::new(parent), before, depth);
        });
    }

    /// Puts a node before another one, which is in something.
    fn insert(&mut self, sibling: usize, at: usize) {
        self.detach(at);
        let Some(next) = self.nodes.get_mut(sibling) else { return };
        let own = Link::new(at);
        let (parent, depth) = (next.parent, next.depth);
        let before = std::mem::replace(&mut next.before, own);
        if before == Link::NONE {
            self.change(parent, |node| node.first = own);
        } else {
            self.change(before, |node| node.next = own);
        }
        self.change(own, |node| {
            (node.parent, node.before, node.next) = (parent, before, Link::new(sibling));
            node.depth = depth;
        });
    }

    /// Adds letters to a node that is letters; gives them back where it is not.
    fn lengthen(&mut self, at: Link, more: StrTendril) -> Option<StrTendril> {
        match at.at().and_then(|at| self.nodes.get_mut(at)) {
            Some(Node { data: Data::Text(text), .. }) => {
                text.push_tendril(&more);
                None
            }
            _ => Some(more),
        }
    }
}

impl TreeSink for Sink {
    type Output = Dom;
    type Handle = usize;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.0.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> usize {
        0
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn elem_name<'a>(&'a self, target: &usize) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |dom| match dom.nodes.get(*target) {
            Some(Node { data: Data::Element(element), .. }) => &element.name,
            _ => &dom.nameless,
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> usize {
        let mut dom = self.0.borrow_mut();
        let at = dom.add(Data::Element(Element::new(name, attributes)));
        if flags.template {
            let content = dom.add(Data::Other);
            dom.push(at, content);
        }
        at
    }

    fn create_comment(&self, text: StrTendril) -> usize {
        self.0.borrow_mut().add(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.0.borrow_mut().add(Data::Other)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let mut dom = self.0.borrow_mut();
        match child {
            NodeOrText::AppendNode(at) => dom.push(*parent, at),
            NodeOrText::AppendText(text) => {
                let last = dom.nodes.get(*parent).map_or(Link::NONE, |node| node.last);
                if let Some(text) = dom.lengthen(last, text) {
                    let at = dom.add(Data::Text(text));
                    dom.push(*parent, at);
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let mut dom = self.0.borrow_mut();
        if let NodeOrText::AppendNode(at) = child {
            dom.detach(at);
        }
        let Some(next) = dom.nodes.get(*sibling).filter(|node| node.parent != Link::NONE) else {
            return;
        };
        let before = next.before;
        match child {
            NodeOrText::AppendNode(at) => dom.insert(*sibling, at),
            NodeOrText::AppendText(text) => {
                if let Some(text) = dom.lengthen(before, text) {
                    let at = dom.add(Data::Text(text));
                    dom.insert(*sibling, at);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        prev_element: &usize,
        child: NodeOrText<usize>,
    ) {
        let is_held = |node: &Node| node.parent != Link::NONE;
        let is_held = self.0.borrow().nodes.get(*element).is_some_and(is_held);
        if is_held {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.0.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let mut dom = self.0.borrow_mut();
        while let Some(child) = dom.nodes.get(*node).and_then(|node| node.first.at()) {
            dom.push(*new_parent, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, attrs: Vec<Attribute>) {
        self.0.borrow_mut().change(Link::new(*target), |node| {
            let Data::Element(element) = &mut node.data else { return };
            let mut attributes = std::mem::take(&mut element.attributes);
            for one in attrs {
                if attributes.iter().all(|known| known.name != one.name) {
                    attributes.push(one);
                }
            }
            *element = Element::new(element.name.clone(), attributes);
        });
    }

    fn get_template_contents(&self, target: &usize) -> usize {
        self.0.borrow().nodes.get(*target).and_then(|node| node.first.at()).unwrap_or(*target)
    }
}
