//! HTML as a page: its visible text, a block an element, through `html5ever`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::dom::Dom;
use super::kinds::{is_chrome, kind};
use super::layout::{self, Area, Layout, Place};
use super::links::{Leads, Links};
use super::named::Names;
use super::tree::{Element, Event, Tree};
use super::words::{even_words, is_blank};
use super::{Block, Kind, Page, metadata, saved};
use crate::config::Limits;
use crate::finding::Field;
use crate::text::foreign::composed;
use crate::text::{self, Span};

/// Makes a page of an HTML document: the visible text, and a block an element.
pub fn parse(source: &str, limits: &Limits) -> Page {
    let dom = Dom::of_document(source, limits);
    let names = Names::read(&dom);
    let tree = Tree::read(&dom, &names);
    let metadata = metadata::read(&dom, &names, saved::address(source));
    let address = metadata.claims.iter().find(|claim| claim.field == Field::Url);
    let links = Links::of(address.map(|claim| claim.value.as_str()), &tree);
    let mut writer = Writer::new(&tree, links);
    for event in &tree.events {
        match event {
            Event::Open(at) => writer.open(*at),
            Event::Text(text) => writer.text(text),
            Event::Close(at) => writer.close(*at),
        }
    }
    writer.end_line(Break::Line);
    let Writer { text, blocks, areas, places, .. } = writer;
    Page {
        text,
        blocks,
        layout: Layout { areas, places, article_body: metadata.body },
        claims: metadata.claims,
        language: metadata.language,
        warnings: dom.warnings().iter().map(|code| (*code).to_owned()).collect(),
        ..Page::default()
    }
}

/// What stands between two blocks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// They are lines of one thing: items of a list, cells of a row.
    Line,
    /// They are apart.
    Paragraph,
}

/// How letters are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// Not at all.
    Hidden,
    /// White space is one blank.
    Flowing,
    /// Line feeds are kept.
    Preformatted,
}

/// What holds inside of an open element.
#[derive(Clone, Copy)]
struct Frame {
    kind: Kind,
    chrome: bool,
    show: Show,
    /// Whether it is a link.
    linked: bool,
    /// Where that link leads.
    leads: Leads,
    /// The innermost box.
    area: usize,
}

struct Writer<'t, 'a> {
    tree: &'t Tree<'a>,
    links: Links<'t>,
    text: String,
    blocks: Vec<Block>,
    areas: Vec<Area>,
    places: Vec<Place>,
    frames: Vec<Frame>,
    /// The letters of the block at hand.
    line: String,
    /// What the block at hand is: what its first letter stands in.
    kind: Kind,
    /// Where it stands.
    place: Place,
    /// Whether white space was read since the last letter.
    gap: bool,
    /// The element within the line that has just ended.
    beside: Option<usize>,
    /// The strongest break since the last block.
    pending: Break,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(tree: &'t Tree<'a>, links: Links<'t>) -> Writer<'t, 'a> {
        Writer {
            tree,
            links,
            text: String::new(),
            blocks: Vec::new(),
            areas: Vec::new(),
            places: Vec::new(),
            frames: Vec::new(),
            line: String::new(),
            kind: Kind::Text,
            place: Place::default(),
            gap: false,
            beside: None,
            pending: Break::Line,
        }
    }

    fn frame(&self) -> Frame {
        let outside = Frame {
            kind: Kind::Text,
            chrome: false,
            show: Show::Flowing,
            linked: false,
            leads: Leads::default(),
            area: 0,
        };
        self.frames.last().copied().unwrap_or(outside)
    }

    fn open(&mut self, at: usize) {
        let Some(element) = self.tree.element(at) else { return };
        if let Some(strength) = break_of(element) {
            self.end_line(strength);
        } else if let Some(beside) = self.beside.and_then(|at| self.tree.element(at))
            && self.is_in_row(element)
        {
            let is_date = element.name == "time" || layout::says_meta(element);
            if is_date && layout::says_author(beside) {
                self.end_line(Break::Line);
            }
            self.gap = true;
        }
        self.beside = None;
        let outer = self.frame();
        let kind = kind(element, outer.kind);
        if kind == Kind::Caption && outer.kind != Kind::Caption {
            self.end_line(Break::Paragraph);
        }
        let is_box = self.areas.is_empty() || element.named.is_box;
        let area = if is_box { self.areas.len() } else { outer.area };
        if is_box {
            self.areas.push(Area::of(element, outer.area, self.blocks.len()));
        } else if is_field(element)
            && let Some(area) = self.areas.get_mut(outer.area)
        {
            area.fields += 1;
            area.asks.address |= element.type_of.eq_ignore_ascii_case("email");
        }
        let whole = self.tree.letters();
        let most = element.letters * 2 > whole;
        self.frames.push(Frame {
            kind,
            // A heading that folds its section is a button inside.
            chrome: outer.chrome
                || is_chrome(element, self.tree, most)
                    && !(element.name == "button" && matches!(outer.kind, Kind::Heading(_))),
            show: show(element, outer.show, most),
            linked: outer.linked || element.name == "a",
            leads: outer.leads.and(self.links.leads(element)),
            area,
        });
    }

    fn close(&mut self, at: usize) {
        let element = self.tree.element(at);
        let strength = element.and_then(break_of);
        if element.is_some_and(|element| self.is_date(element)) {
            self.end_line(Break::Line);
        }
        if let Some(strength) = strength {
            self.end_line(strength);
        } else if element.is_some_and(|element| self.is_note(element)) {
            self.gap = true;
        }
        self.beside = strength.is_none().then_some(at);
        let outer = self.frames.iter().rev().nth(1).map(|frame| frame.kind);
        if self.frame().kind == Kind::Caption && outer != Some(Kind::Caption) {
            self.end_line(Break::Paragraph);
        }
        let closed = self.frames.pop().map(|frame| frame.area);
        if closed != self.frames.last().map(|frame| frame.area)
            && let Some(area) = closed.and_then(|area| self.areas.get_mut(area))
        {
            // The block at hand is inside, too, where the box does not break the line.
            area.blocks.end = self.blocks.len() + usize::from(!self.line.is_empty());
        }
    }

    /// Whether the line at hand is no more than what is in this element, which says that it holds the date: the text
    /// begins behind it.
    fn is_date(&self, element: &Element<'_>) -> bool {
        self.line.starts_with(|letter: char| letter.is_ascii_digit())
            && self.place.letters == element.letters
            && self.line.len() <= LONGEST_DATE
            && break_of(element).is_none()
            && (element.name == "time" || layout::says_meta(element))
    }

    /// Whether the line at hand is no more than what is in this element, which says that it holds a place, a section or
    /// what else is known of an article: a style sheet sets the text apart.
    fn is_note(&self, element: &Element<'_>) -> bool {
        element.letters > 0
            && self.place.letters == element.letters
            && self.line.len() <= LONGEST_DATE
            && element.name == "span"
            && layout::says_meta(element)
    }

    /// Whether an element is one of several in a short row. A style sheet sets them apart: no blank stands between them.
    fn is_in_row(&self, element: &Element<'_>) -> bool {
        let Some(row) = self.tree.element(element.parent) else { return false };
        let is_text = |name: &str| {
            matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre")
        };
        row.letters <= LONGEST_ROW
            && row.own == 0
            && row.named.is_block
            && !is_text(row.name)
            && matches!(element.name, "a" | "span" | "time")
    }

    fn text(&mut self, text: &str) {
        self.beside = None;
        let frame = self.frame();
        if frame.show == Show::Hidden {
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let (length, count) = even_words(rest);
            if length > 0 {
                self.words(text::before(rest, length), count, frame);
            }
            let mut letters = text::after(rest, length).chars();
            match letters.next() {
                Some('\n') if frame.show == Show::Preformatted => self.end_line(Break::Line),
                Some(letter) if is_blank(letter) => {
                    self.gap = true;
                    if frame.show == Show::Flowing {
                        rest = letters.as_str().trim_ascii_start();
                        continue;
                    }
                }
                Some(_) => self.words(UNREADABLE, 1, frame),
                None => {}
            }
            rest = letters.as_str();
        }
    }

    /// Words with single blanks between them, of so many letters.
    fn words(&mut self, words: &str, letters: usize, frame: Frame) {
        if self.line.is_empty() {
            self.kind = if frame.chrome { Kind::Chrome } else { frame.kind };
            self.place = Place { area: frame.area, ..Place::default() };
        } else if self.gap {
            self.line.push(' ');
        }
        self.gap = false;
        if frame.leads.away && self.place.away == 0 {
            self.place.before = self.place.letters;
        }
        self.place.own |= frame.leads.own;
        self.place.calls |= frame.leads.calls;
        self.place.dress = self.place.dress.max(frame.leads.dress);
        self.place.follows |= frame.leads.follows();
        self.place.networks |= frame.leads.networks();
        self.place.letters += letters;
        self.place.writers += if frame.leads.is_of_writer() { letters } else { 0 };
        self.place.linked += if frame.linked { letters } else { 0 };
        self.place.away += if frame.leads.away { letters } else { 0 };
        self.line.push_str(words);
    }

    /// Ends the block at hand, if there is one.
    fn end_line(&mut self, strength: Break) {
        self.gap = false;
        if self.line.is_empty() {
            self.pending = self.pending.max(strength);
            return;
        }
        // A reference such as `&#769;` puts a letter together that the file had apart.
        let line = mended(composed(&self.line));
        let line = line.trim();
        if line.is_empty() {
            self.line.clear();
            self.pending = self.pending.max(strength);
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if self.pending == Break::Paragraph { "\n\n" } else { "\n" });
        }
        let start = self.text.len();
        self.text.push_str(line);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), kind: self.kind });
        self.places.push(self.place);
        self.line.clear();
        self.pending = strength;
    }
}

/// How quotation marks and dashes begin whose UTF-8 somebody read as windows-1252.
const MISREAD: &str = "â€";

/// A line whose quotation marks and dashes were misread and written as references: `isn&acirc;&euro;&trade;t`.
fn mended(line: Cow<'_, str>) -> Cow<'_, str> {
    if line.is_ascii() || !line.contains(MISREAD) {
        return line;
    }
    let mut parts = line.split(MISREAD);
    let mut mended = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let last = part.chars().next().map_or(0, char::len_utf8);
        let (last, rest) = (text::before(part, last), text::after(part, last));
        let (bytes, _, is_lossy) = WINDOWS_1252.encode(last);
        let bytes: Vec<u8> = [0xe2, 0x80].into_iter().chain(bytes.iter().copied()).collect();
        match str::from_utf8(&bytes).ok().filter(|_| !is_lossy) {
            Some(sign) => mended.extend([sign, rest]),
            None => mended.extend([MISREAD, part]),
        }
    }
    Cow::Owned(mended)
}

/// Letters of the longest row of notes: writer, date, section, time to read.
const LONGEST_ROW: usize = 150;

/// Bytes of the longest date that stands before the text in one line with it.
const LONGEST_DATE: usize = 40;

/// How an element shows its letters. One that holds most of the page is never hidden: a script would show it.
fn show(element: &Element<'_>, outer: Show, most: bool) -> Show {
    if outer == Show::Hidden || element.hidden && !most {
        Show::Hidden
    } else if matches!(element.name, "pre" | "listing" | "xmp" | "textarea") {
        Show::Preformatted
    } else {
        outer
    }
}

/// Whether an element is one in which readers say something, or the words beside it.
fn is_field(element: &Element<'_>) -> bool {
    match element.name {
        "label" => true,
        "input" => !element.hidden && !element.type_of.eq_ignore_ascii_case("hidden"),
        _ => false,
    }
}

/// What is shown instead of a control character.
const UNREADABLE: &str = "\u{fffd}";

/// How an element parts what stands before it from what stands after; nothing for what stands inside of a line.
fn break_of(element: &Element<'_>) -> Option<Break> {
    match element.name {
        "br" | "dd" | "dt" | "li" | "option" | "td" | "th" | "tr" => Some(Break::Line),
        _ if element.named.is_block => Some(Break::Paragraph),
        _ => None,
    }
}
