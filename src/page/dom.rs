//! An HTML document as the parser builds it: nodes in one list, linked by their places in it.

mod read;
mod sink;
mod caps;
mod tokens;

use caps::Caps;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use crate::config::Limits;

/// A parsed document.
#[derive(Debug)]
pub struct Dom {
    /// In the order in which the parser made them; the document itself first.
    nodes: Vec<Node>,
    /// The name of what is no element.
    nameless: QualName,
    /// What was cut: `html_depth`, `html_attributes`, `html_nodes`, `html_unclosed`.
    warnings: Vec<&'static str>,
}

#[derive(Debug)]
struct Node {
    parent: Link,
    before: Link,
    next: Link,
    first: Link,
    last: Link,
    /// How many nodes it is in.
    depth: u32,
    data: Data,
}

/// The place of another node, if there is one: a page may have a million, and five of these each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Link(u32);

impl Link {
    const NONE: Link = Link(u32::MAX);

    fn new(at: usize) -> Link {
        u32::try_from(at).map_or(Link::NONE, Link)
    }

    fn at(self) -> Option<usize> {
        if self == Link::NONE { None } else { usize::try_from(self.0).ok() }
    }
}

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// An element.
    Element(Element),
    /// Letters.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
    /// The document itself, its doctype, the content of a template.
    Other,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    name: QualName,
    /// In the order of their names.
    attributes: Vec<Attribute>,
    /// With which letters these names begin, a bit for each: most questions are for attributes that are not there.
    begun: u32,
}

/// The bit of the first letter of a name.
fn bit(name: &str) -> u32 {
    name.bytes().next().map_or(0, |first| 1 << (first & 31))
}

impl Element {
    fn new(name: QualName, mut attributes: Vec<Attribute>) -> Element {
        // So it does not matter how a page writes them.
        attributes.sort_by(|one, other| one.name.local.cmp(&other.name.local));
        let begun = attributes.iter().fold(0, |begun, one| begun | bit(&one.name.local));
        Element { name, attributes, begun }
    }

    /// Its name in small letters.
    pub fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    #[inline]
    pub fn attr(&self, name: &str) -> Option<&str> {
        if !self.may_have(name) {
            return None;
        }
        self.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Whether it may have an attribute whose name begins so.
    #[inline]
    pub fn may_have(&self, name: &str) -> bool {
        self.begun & bit(name) != 0
    }

    /// Its attributes in the order of their names.
    pub fn attrs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|one| (&*one.name.local, &*one.value))
    }
}

impl Dom {
    /// Parses a document within limits.
    pub fn of_document(html: &str, limits: &Limits) -> Dom {
        let mut caps = Caps::of_document(html.len(), limits);
        tokens::feed(html, &mut caps);
        caps.into_dom()
    }

    /// Parses what may stand within `<body>`.
    pub fn of_fragment(html: &str, limits: &Limits) -> Dom {
        let mut caps = Caps::of_fragment(html.len(), limits);
        tokens::feed(html, &mut caps);
        caps.into_dom()
    }

    /// Warning codes of what was cut, in order.
    pub fn warnings(&self) -> &[&'static str] {
        &self.warnings
    }

    /// The document itself.
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef { dom: self, at: 0 }
    }

    /// How many nodes it has.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes in the order in which the parser made them, which is mostly that of the document.
    pub fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.nodes.len()).map(|at| NodeRef { dom: self, at })
    }
}

/// A node of a document.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a> {
    dom: &'a Dom,
    at: usize,
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<'a> NodeRef<'a> {
    /// Its place among all nodes of the document.
    pub fn place(self) -> usize {
        self.at
    }

    fn node(self) -> Option<&'a Node> {
        self.dom.nodes.get(self.at)
    }

    fn to(self, way: impl Fn(&Node) -> Link) -> Option<NodeRef<'a>> {
        self.node().and_then(|node| way(node).at()).map(|at| NodeRef { dom: self.dom, at })
    }

    /// What it is.
    pub fn data(self) -> &'a Data {
        self.node().map_or(&Data::Other, |node| &node.data)
    }

    /// The element that it is, if it is one.
    pub fn element(self) -> Option<&'a Element> {
        if let Data::Element(element) = self.data() { Some(element) } else { None }
    }

    /// The letters that it is, if it is some.
    pub fn text(self) -> Option<&'a str> {
        if let Data::Text(text) = self.data() { Some(text) } else { None }
    }

    /// What it is in.
    pub fn parent(self) -> Option<NodeRef<'a>> {
        self.to(|node| node.parent)
    }

    /// The first node in it.
    pub fn first_child(self) -> Option<NodeRef<'a>> {
        self.to(|node| node.first)
    }

    /// The next node in what it is in.
    pub fn next_sibling(self) -> Option<NodeRef<'a>> {
        self.to(|node| node.next)
    }

    /// The nodes in it, in order.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'a>> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// The nodes behind it in what it is in.
    pub fn next_siblings(self) -> impl Iterator<Item = NodeRef<'a>> {
        std::iter::successors(self.next_sibling(), |node| node.next_sibling())
    }

    /// What it is in, and what that is in, and so on.
    pub fn ancestors(self) -> impl Iterator<Item = NodeRef<'a>> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// It, and all that is in it, in the order of the document.
    pub fn descendants(self) -> impl Iterator<Item = NodeRef<'a>> {
        std::iter::successors(Some(self), move |node| node.following(self))
    }

    /// The next node in the order of the document, up to the end of `whole`.
    fn following(self, whole: NodeRef<'a>) -> Option<NodeRef<'a>> {
        if let Some(child) = self.first_child() {
            return Some(child);
        }
        let mut node = self;
        while node != whole {
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use html5ever::tendril::TendrilSink;
    use html5ever::{ParseOpts, driver};
    use proptest::prelude::*;

    use super::sink::Sink;
    use super::*;

    /// Every node as its name or its letters, those in it in brackets. Comments that say nothing are left out, and what stands
    /// beside them is one.
    fn shown(node: NodeRef<'_>) -> String {
        let mut inside: Vec<String> = Vec::new();
        for child in node.children() {
            match (child.data(), inside.last_mut().filter(|last| last.ends_with('"'))) {
                (Data::Comment(words), _) if words.len() > 2 => {}
                (Data::Text(_), Some(last)) => {
                    last.pop();
                    last.push_str(shown(child).trim_start_matches('"'));
                }
                _ => inside.push(shown(child)),
            }
        }
        let own = match node.data() {
            Data::Element(element) => element.name().to_owned(),
            Data::Text(text) => format!("{:?}", &**text),
            Data::Comment(text) => format!("<{}>", &**text),
            Data::Other => "*".to_owned(),
        };
        if inside.is_empty() { own } else { format!("{own}({})", inside.join(" ")) }
    }

    fn body(html: &str) -> String {
        let dom = Dom::of_document(html, &Limits::default());
        let body = dom.nodes().find(|node| node.element().is_some_and(|it| it.name() == "body"));
        shown(body.unwrap())
    }

    #[test]
    fn a_tree_is_that_of_the_standard() {
        for (html, tree) in [
            ("<p>a<p>b", "body(p(\"a\") p(\"b\"))"),
            ("a<!--$-->b", "body(\"a\" <$> \"b\")"),
            // What a table cannot hold stands before it, letters beside letters.
            ("x<table>a<tr>b<td>c", "body(\"xab\" table(tbody(tr(td(\"c\")))))"),
            ("<b>a<p>b</b>c", "body(b(\"a\") p(b(\"b\") \"c\"))"),
            ("<a>1<div>2<a>3", "body(a(\"1\") div(a(\"2\") a(\"3\")))"),
            ("<template><p>a</template>", "body(template(*(p(\"a\"))))"),
            ("<svg><![CDATA[a<b]]></svg>", "body(svg(\"a<b\"))"),
        ] {
            assert_eq!(body(&format!("<!doctype html><body>{html}")), tree, "{html}");
        }
    }

    /// What pages are made of, well-formed and not, but for what nobody reads and what is never closed.
    const PIECES: &str = "<!doctype html>~<HTML lang=de>~<head>~</head>~<body class='a b'>~</body>~<title>a &amp; b</title>~<meta name=a content=\"b&quot;c\">~\
        <p>~</p>~<P ID=x id=y>~<div class = a>~</div>~<div/>~<ul>~<li>~</li>~</ul>~<dl>~<dt>~<dd>~<h2>~</h3>~<b>~</b>~<i>~</i>~<a href=b?c=1&copy=2>~</a>~\
        <br>~</br>~<img src=a/>~<!--$-->~<!>~<?>~</ >~<pre>\n\n~</pre>~<form>~</form>~<button>~</button>~<svg>~<path/>~<title>~</svg>~\
        <math><mi>~</math>~<table>~<tr>~<td>~<th>~</table>~<caption>~<select>~<option>~</select>~<template>~</template>~<object>~</object>~<frameset>~\
        <script>a < b && \"</p>\"</script>~<SCRIPT><!-- <script> </script> --></ScRipT>~<style></style>~<textarea>\n<p>&lt;</textarea>~\
        <noscript></noscript>~<iframe></iframe>~<xmp><b></xmp>~&lt;~&nbsp~&notit;~&#150;~&#0;~&#x1F600;~& ~&;~<~< a~ ~\n~\t~a~ä~\u{0}~.";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_tree_is_that_of_html5ever(
            pieces in prop::collection::vec(prop::sample::select(PIECES.split('~').collect::<Vec<_>>()), 1..24),
        ) {
            // What stands at the end closes what may be open, so that nothing is read again.
            let html = format!("{}<a></title></a>", pieces.concat());
            let theirs = driver::parse_document(Sink::new(0), ParseOpts::default()).one(&*html);
            let ours = Dom::of_document(&html, &Limits::default());
            prop_assert_eq!(shown(ours.root()), shown(theirs.root()), "{}", html);
        }
    }

    #[test]
    fn what_nobody_reads_is_not_kept() {
        for (html, tree) in [
            ("<p onclick=a>a<!-- b -->b<!--$?-->", "body(p(\"ab\" <$?>))"),
            ("<style>a</style><noscript><img></noscript>b", "body(style noscript \"b\")"),
            // Some systems write the article here.
            ("<noscript><p>a<p>b<p>c</noscript>", "body(p(\"a\") p(\"b\") p(\"c\"))"),
        ] {
            assert_eq!(body(&format!("<!doctype html><body>{html}")), tree, "{html}");
        }
        let dom = Dom::of_document("<p ID=a onclick=b data-x>", &Limits::default());
        let of_p = dom.nodes().filter_map(NodeRef::element).find(|it| it.name() == "p");
        assert_eq!(of_p.unwrap().attrs().collect::<Vec<_>>(), [("id", "a")]);
    }

    #[test]
    fn attributes_stand_in_the_order_of_their_names() {
        let dom = Dom::of_document(
            "<html lang=de><p TYPE=a class=b data-type=c class=d>",
            &Limits::default(),
        );
        let of = |name: &str| {
            let element = dom.nodes().filter_map(NodeRef::element).find(|it| it.name() == name);
            element.unwrap().attrs().collect::<Vec<_>>()
        };
        assert_eq!(of("p"), [("class", "b"), ("data-type", "c"), ("type", "a")]);
        assert_eq!(of("html"), [("lang", "de")]);
    }

    #[test]
    fn descendants_end_with_what_they_are_in() {
        let dom = Dom::of_document("<ul><li>a<li>b</ul><p>c", &Limits::default());
        let list = dom.nodes().find(|node| node.element().is_some_and(|it| it.name() == "ul"));
        let words: Vec<&str> = list.unwrap().descendants().filter_map(NodeRef::text).collect();
        assert_eq!(words, ["a", "b"]);
    }
}
