//! Parts of a page that a server sent later than their place: React writes `<template id="B:1">`, or `P:1` within such a
//! part, where a part belongs and `<div hidden id="S:1">` with the part behind the page; a script puts it in its place.

use std::collections::HashMap;

use super::dom::{Data, Dom, NodeRef};

/// Nodes behind a place that are looked at for the end of what is shown there while the part is under way.
const LONGEST_WAIT: usize = 64;

/// The late parts of a page that are not shown yet.
#[derive(Debug, Default)]
pub struct Streamed<'a> {
    /// By their names, and whether they were put in their places.
    parts: HashMap<&'a str, (NodeRef<'a>, bool)>,
}

impl<'a> Streamed<'a> {
    /// Finds the late parts of a document; of two with one name the first is meant.
    pub fn find(dom: &'a Dom) -> Streamed<'a> {
        let mut parts = HashMap::new();
        for part in dom.nodes() {
            if let Some(element) = part.element()
                && let Some(name) = element.attr("id").and_then(|id| id.strip_prefix("S:"))
                && element.attr("hidden").is_some()
            {
                parts.entry(name).or_insert((part, false));
            }
        }
        Streamed { parts }
    }

    /// The part that belongs in place of an element; it is given once.
    pub fn take(&mut self, place: NodeRef<'a>) -> Option<NodeRef<'a>> {
        if self.parts.is_empty() {
            return None;
        }
        let id = place.element().filter(|it| it.name() == "template")?.attr("id")?;
        let name = id.strip_prefix("B:").or_else(|| id.strip_prefix("P:"))?;
        let (part, taken) = self.parts.get_mut(name)?;
        (!std::mem::replace(taken, true)).then_some(*part)
    }

    /// Whether an element is a part that was put in its place.
    pub fn is_taken(&self, element: NodeRef<'a>) -> bool {
        let name = || element.element()?.attr("id")?.strip_prefix("S:");
        !self.parts.is_empty()
            && name()
                .and_then(|name| self.parts.get(name))
                .is_some_and(|(part, taken)| *taken && *part == element)
    }
}

/// How many of the nodes behind a place are shown while its part is under way: those up to the comment `/$`.
pub fn wait(place: NodeRef<'_>) -> usize {
    let mut open = 0_usize;
    for (at, node) in place.next_siblings().take(LONGEST_WAIT).enumerate() {
        let Data::Comment(comment) = node.data() else { continue };
        match &**comment {
            "/$" if open == 0 => return at + 1,
            "/$" => open -= 1,
            "$" | "$?" | "$!" | "$~" => open += 1,
            _ => {}
        }
    }
    0
}
