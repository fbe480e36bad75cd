//! Values of JSON: where each record stands in a file of objects, of lists, and of lists in objects.
//!
//! Only strings and brackets are told apart here. A parser would end at the first fault of a file; so a broken record is one
//! problem, and those behind it are read.

use std::io::{self, BufRead};

use super::Scan;
use super::json::{MARK, cut};
use crate::config::Fields;
use crate::source::fields::{is_head, is_text};

/// The values of a file that are records: each at the top, or each of a list at the top; of an object without a text of
/// its own the objects of a list in it, or one level down (`{"data": {"articles": […]}}`), or of its own fields where several
/// have a text. `None` for a file of lines, which are better read one by one.
pub fn scan(reader: &mut dyn BufRead, names: &Fields) -> io::Result<Option<Scan>> {
    let mut values = Values::new(names);
    let mut at = 0;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(Some(values.end(at)));
        }
        for byte in chunk {
            values.step(*byte, at);
            at += 1;
        }
        let used = chunk.len();
        reader.consume(used);
        if values.is_lines {
            return Ok(None);
        }
    }
}

/// Letters of a name that are looked at; those of texts are shorter.
const LONGEST_NAME: usize = 64;

/// Brackets around the names that are looked at, at most: those of `{"hits": {"hits": [{"_source": {"text": …`.
const DEEPEST_NAME: usize = 5;

/// A list of objects in an object at the top, or in one of its fields.
#[derive(Default)]
struct List {
    items: Vec<(u64, u64)>,
    /// Where the object began that is read.
    open: Option<u64>,
    /// Whether any of them has a text, and whether any has a title or an address.
    has_text: bool,
    has_head: bool,
}

/// What is known of a file of values up to a byte.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the states of a scanner, of which several hold at once"
)]
struct Values<'a> {
    names: &'a Fields,
    scan: Scan,
    /// How many brackets are open, and the outermost three.
    depth: usize,
    outer: [u8; 3],
    /// Inside of a string, and whether a backslash stands before.
    string: Option<bool>,
    /// Where the value began that is read, at the top or in a list at the top.
    open: Option<u64>,
    /// The last string, and whether it names a text that comes now, in an object at the top or one below.
    word: Vec<u8>,
    is_named: bool,
    /// Whether an object at the top has a text of its own, and whether a list stands under such a name.
    has_text: bool,
    has_parts: bool,
    /// The list of objects that is read, with the depth of what it holds, and the best of those that are over.
    list: Option<(usize, List)>,
    best: List,
    /// The objects that are fields of an object at the top, and have a text: where the one that is read began, and whether a
    /// text came.
    field: Option<(u64, bool)>,
    fields: Vec<(u64, u64)>,
    /// What stands at the top is no JSON; it is one record to its end.
    is_rest: bool,
    /// Line feeds in the first object at the top, and behind it.
    feeds_within: usize,
    feeds_behind: usize,
    is_lines: bool,
}

impl<'a> Values<'a> {
    fn new(names: &'a Fields) -> Values<'a> {
        Values {
            names,
            scan: Scan::default(),
            depth: 0,
            outer: [0; 3],
            string: None,
            open: None,
            word: Vec::new(),
            is_named: false,
            has_text: false,
            has_parts: false,
            list: None,
            best: List::default(),
            field: None,
            fields: Vec::new(),
            is_rest: false,
            feeds_within: 0,
            feeds_behind: 0,
            is_lines: false,
        }
    }

    /// Whether a value that begins here is one of the file's.
    fn is_level(&self) -> bool {
        self.depth == 0 || self.depth == 1 && self.outer[0] == b'['
    }

    /// Whether an object that begins here is one of a list in an object at the top, or in one of its fields.
    fn is_list_level(&self) -> bool {
        self.depth == 2 && self.outer.starts_with(b"{[") || self.depth == 3 && self.outer == *b"{{["
    }

    /// Whether an object that begins here is a field of an object at the top.
    fn is_field_level(&self) -> bool {
        self.depth == 1 && self.outer[0] == b'{'
    }

    fn step(&mut self, byte: u8, at: u64) {
        if self.is_rest {
            return;
        }
        if let Some(escaped) = self.string {
            self.string = match byte {
                b'"' if !escaped => None,
                _ => Some(byte == b'\\' && !escaped),
            };
            let is_near = self.depth <= DEEPEST_NAME && self.word.len() < LONGEST_NAME;
            if is_near && self.string.is_some() {
                self.word.push(byte);
            }
            return;
        }
        if std::mem::take(&mut self.is_named) {
            self.is_named = byte.is_ascii_whitespace();
            if !self.is_named {
                self.text(byte == b'[');
            }
        }
        match byte {
            b'{' | b'[' => self.go_in(byte, at),
            b'}' | b']' => self.go_out(at),
            b',' => self.over(at),
            b':' if self.outer[0] == b'{' && self.depth <= DEEPEST_NAME => self.name(),
            byte if byte.is_ascii_whitespace() => {
                let is_within = self.open.is_some();
                let feeds = if is_within { &mut self.feeds_within } else { &mut self.feeds_behind };
                *feeds += usize::from(byte == b'\n');
                self.over(at);
            }
            byte if MARK.contains(&byte) => {}
            _ => {
                self.begin(at);
                if byte == b'"' {
                    self.string = Some(false);
                    self.word.clear();
                }
                self.is_rest = self.depth == 0;
            }
        }
    }

    fn begin(&mut self, at: u64) {
        if self.is_level() && self.open.is_none() {
            self.open = Some(at);
        }
    }

    fn go_in(&mut self, byte: u8, at: u64) {
        if self.depth > 0 || byte == b'{' {
            self.begin(at);
        }
        if self.depth == 0 && byte == b'{' {
            let is_second = self.scan.records.len() == 1;
            self.is_lines |= is_second && self.feeds_within == 0 && self.feeds_behind > 0;
        }
        if byte == b'{' && self.is_list_level() {
            let (_, list) = self.list.get_or_insert_with(|| (self.depth, List::default()));
            list.open = Some(at);
        } else if byte == b'{' && self.is_field_level() {
            self.field = Some((at, false));
        }
        if let Some(outer) = self.outer.get_mut(self.depth) {
            *outer = byte;
        }
        self.depth += 1;
    }

    fn go_out(&mut self, at: u64) {
        if self.depth == 1 && self.outer[0] == b'[' {
            self.over(at);
        }
        self.depth = self.depth.saturating_sub(1);
        match &mut self.list {
            Some((depth, list)) if *depth == self.depth => {
                list.items.extend(list.open.take().map(|start| (start, at + 1)));
            }
            Some((depth, _)) if *depth > self.depth => self.list_over(),
            _ => {}
        }
        if self.is_field_level() {
            let field = self.field.take().filter(|(_, has_text)| *has_text);
            self.fields.extend(field.map(|(start, _)| (start, at + 1)));
        }
        if self.depth == 0 && self.outer[0] == b'{' {
            self.object(at + 1);
        } else if self.depth == 1 && self.outer[0] == b'[' {
            self.over(at + 1);
        }
    }

    /// A list of objects is over: the first in which there is a text is that of the records, else the first.
    fn list_over(&mut self) {
        let Some((_, list)) = self.list.take() else { return };
        if self.best.items.is_empty() || list.has_text && !self.best.has_text {
            self.best = list;
        }
    }

    /// The last string was a name.
    fn name(&mut self) {
        let word = String::from_utf8_lossy(&self.word);
        match &mut self.list {
            Some((_, list)) => {
                list.has_text = list.has_text || is_text(&word, self.names);
                list.has_head = list.has_head || is_head(&word, self.names);
            }
            None => self.is_named = self.depth <= 2 && is_text(&word, self.names),
        }
    }

    /// The value of a text comes, in an object at the top or in a field of it.
    fn text(&mut self, is_list: bool) {
        match &mut self.field {
            Some((_, has_text)) => *has_text = *has_text || !is_list,
            None if is_list => self.has_parts = true,
            None => self.has_text = true,
        }
    }

    /// A value of the file is over.
    fn over(&mut self, at: u64) {
        if self.is_level()
            && let Some(start) = self.open.take()
        {
            self.scan.next(start, at);
        }
    }

    /// An object at the top is over: it is a record, or holds them.
    fn object(&mut self, at: u64) {
        let Some(start) = self.open.take() else { return };
        let held = self.held();
        if held.is_empty() {
            self.scan.next(start, at);
        }
        for (start, end) in held {
            self.scan.next(start, end);
        }
        (self.has_text, self.has_parts) = (false, false);
    }

    /// The records in an object at the top; none where it is one, whose text may be a list of its parts, or in one of its
    /// fields.
    fn held(&mut self) -> Vec<(u64, u64)> {
        self.list_over();
        let (best, fields) = (std::mem::take(&mut self.best), std::mem::take(&mut self.fields));
        let is_of_records = best.has_text && best.has_head || !self.has_parts;
        match fields.len() {
            _ if self.has_text => Vec::new(),
            0 if is_of_records => best.items,
            0 | 1 => Vec::new(),
            _ => fields,
        }
    }

    fn end(mut self, at: u64) -> Scan {
        let is_list = self.depth > 0 && self.outer[0] == b'[';
        let open = self.list.as_ref().and_then(|(_, list)| list.open);
        let is_object = self.depth > 0 && self.outer[0] == b'{';
        let held = if is_object { self.held() } else { Vec::new() };
        match self.open.take() {
            Some(_) if !held.is_empty() => {
                for (start, end) in held {
                    self.scan.next(start, end);
                }
                match open {
                    Some(start) => self.scan.next(start, at),
                    None => self.scan.flaw(cut("The list of records")),
                }
            }
            Some(start) => self.scan.next(start, at),
            None if is_list => self.scan.flaw(cut("The list of records")),
            None => {}
        }
        self.scan
    }
}
