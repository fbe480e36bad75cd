//! Single tags of HTML, as the tokenizer of the standard reads them.

use std::sync::LazyLock;

use memchr::{memchr, memchr2};

use super::tags::{self, Groups, Key, key};
use crate::text::{Span, after};

/// The attributes that are read: those that phin reads, and those that decide what tree the parser builds.
const READ: &[&str] = &[
    "class",
    "content",
    "data-article-date",
    "data-article-published",
    "data-component",
    "data-created",
    "data-date",
    "data-date-published",
    "data-datepublished",
    "data-datetime",
    "data-epoch",
    "data-first-published",
    "data-livestamp",
    "data-original-publish-date",
    "data-pub-date",
    "data-pubdate",
    "data-publication-date",
    "data-publish",
    "data-publish-date",
    "data-publish-time",
    "data-publishdate",
    "data-published",
    "data-published-at",
    "data-published-date",
    "data-published-on",
    "data-published-time",
    "data-publishtime",
    "data-time",
    "data-timestamp",
    "data-type",
    "data-unixtime",
    "data-utime",
    "data-value",
    "datetime",
    "encoding",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "lang",
    "name",
    "placeholder",
    "property",
    "pubdate",
    "rel",
    "role",
    "shadowrootmode",
    "style",
    "title",
    "type",
    "xml:lang",
];

/// Those of `READ` with so many letters.
static READ_BY_LENGTH: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let longest = READ.iter().map(|name| name.len()).max().unwrap_or_default();
    let of = |length| READ.iter().copied().filter(|name| name.len() == length).collect();
    (0..=longest).map(of).collect()
});

/// By the first letter of a name, the lengths of those of `READ` that begin with it, a bit each: most names are told by these.
const READ_LENGTHS: [u64; 32] = {
    let mut lengths = [0; 32];
    let mut at = 0;
    while at < READ.len() {
        #[expect(clippy::indexing_slicing, reason = "a constant, worked out by the compiler")]
        {
            let name = READ[at];
            lengths[(name.as_bytes()[0] & 31) as usize] |= 1 << name.len();
        }
        at += 1;
    }
    lengths
};

/// Whether anybody reads the attribute of this name, in whatever case.
fn is_read(name: &str) -> bool {
    let first = name.bytes().next().map_or(0, |first| usize::from(first & 31));
    let lengths = READ_LENGTHS.get(first).copied().unwrap_or_default();
    if name.len() >= 64 || lengths >> name.len() & 1 == 0 {
        return false;
    }
    let alike = READ_BY_LENGTH.get(name.len());
    alike.is_some_and(|alike| alike.iter().any(|read| read.eq_ignore_ascii_case(name)))
}

/// A start or end tag in the source.
pub struct Tag<'a> {
    /// From `<` to behind `>`.
    pub span: Span,
    /// Its name as a number.
    pub key: Key,
    /// The groups its name belongs to.
    pub groups: Groups,
    /// Whether it is an end tag.
    pub end: bool,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// How many attributes it has.
    pub attributes: usize,
    /// Where the attribute above the limit begins.
    pub excess: Option<usize>,
    /// Its name as written.
    pub name: &'a str,
}

/// Reads the tag that begins at `at`; nothing if it does not end. Once quotes are `loose`, a `>` inside of one ends it too.
/// `useless` gets the stretches of it that hold attributes which are not kept, where nothing is odd about any of them.
pub fn read_tag<'a>(
    source: &'a str,
    at: usize,
    most: usize,
    loose: bool,
    useless: &mut Vec<Span>,
) -> Option<Tag<'a>> {
    useless.clear();
    let end = after(source, at).starts_with("</");
    let body = at + if end { 2 } else { 1 };
    let bytes = source.as_bytes();
    let length = bytes.get(body..)?.iter().position(|byte| ends_name(*byte))?;
    let name = Span::new(body, body + length).of(source);
    let key = key(name);
    let mut tag = Tag {
        span: Span::new(at, at),
        key,
        groups: tags::groups(key),
        end,
        self_closing: false,
        attributes: 0,
        excess: None,
        name,
    };
    if bytes.get(body + length) == Some(&b'>') {
        tag.span = Span::new(at, body + length + 1);
        return Some(tag);
    }
    let mut reader = Reader { source, at: body + length, loose, is_odd: false };
    // Only blanks stand between one useless attribute and the next.
    let mut goes_on = false;
    loop {
        let name = match reader.attribute()? {
            Attribute::Named(name) => name,
            Attribute::End { behind, self_closing, cut } => {
                tag.span = Span::new(at, behind);
                tag.self_closing = self_closing;
                // What a quote that is never closed has swallowed goes, and all before it.
                tag.excess = if cut { Some(body + length) } else { tag.excess };
                break;
            }
        };
        tag.attributes += 1;
        if tag.attributes == most + 1 {
            tag.excess = Some(name.start);
        }
        let is_useless = !is_read(name.of(source));
        match useless.last_mut() {
            Some(last) if is_useless && goes_on => last.end = reader.at,
            _ if is_useless => useless.push(Span::new(name.start, reader.at)),
            _ => {}
        }
        goes_on = is_useless;
    }
    if reader.is_odd {
        useless.clear();
    }
    Some(tag)
}

/// Whether a byte ends the name of an element.
fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// What comes next in a tag (HTML, 13.2.5.32 and following).
enum Attribute {
    /// An attribute of this name; the reader is behind its value.
    Named(Span),
    /// The end of the tag.
    End {
        /// The byte behind its `>`.
        behind: usize,
        /// Whether a `/` stands before that.
        self_closing: bool,
        /// Whether it stands within quotes.
        cut: bool,
    },
}

/// Goes over the attributes of a tag.
struct Reader<'a> {
    source: &'a str,
    at: usize,
    /// Whether a `>` inside of quotes ends the tag.
    loose: bool,
    /// Whether there was anything but names, with values or without, and blanks between them.
    is_odd: bool,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Goes on to the next byte that is not `over`, or to the end.
    fn skip(&mut self, over: impl Fn(u8) -> bool) {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !over(*byte)).unwrap_or(rest.len());
    }

    /// Reads up to behind the next attribute, or behind the end of the tag; nothing if neither comes.
    fn attribute(&mut self) -> Option<Attribute> {
        let mut self_closing = false;
        loop {
            match self.byte()? {
                b'>' => {
                    self.at += 1;
                    return Some(Attribute::End { behind: self.at, self_closing, cut: false });
                }
                b'/' => self_closing = true,
                byte if byte.is_ascii_whitespace() => self_closing = false,
                _ => break,
            }
            self.at += 1;
        }
        // `/` within a tag means nothing; without what follows, it would.
        self.is_odd |= self_closing;
        let start = self.at;
        // `=` may be the first letter of a name.
        self.is_odd |= self.byte() == Some(b'=');
        self.at += 1;
        self.skip(|byte| !ends_name(byte) && byte != b'=');
        let name = Span::new(start, self.at);
        self.skip(|byte| byte.is_ascii_whitespace());
        if self.byte()? != b'=' {
            self.at = name.end;
            return Some(Attribute::Named(name));
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        match self.byte()? {
            quote @ (b'"' | b'\'') => {
                if self.quoted(quote)? {
                    return Some(Attribute::End {
                        behind: self.at,
                        self_closing: false,
                        cut: true,
                    });
                }
            }
            b'>' => self.is_odd = true,
            _ => self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        }
        Some(Attribute::Named(name))
    }

    /// Goes behind the closing quote, or behind the end of the tag, where that comes first and counts; says whether it does.
    fn quoted(&mut self, quote: u8) -> Option<bool> {
        self.at += 1;
        let rest = self.source.as_bytes().get(self.at..)?;
        let length = if self.loose { memchr2(quote, b'>', rest)? } else { memchr(quote, rest)? };
        self.at += length + 1;
        Some(rest.get(length) != Some(&quote))
    }
}

/// Where the next end tag of this name begins.
pub fn find_end_tag(source: &str, from: usize, name: &str) -> Option<usize> {
    let rest = after(source, from);
    rest.match_indices("</").map(|(at, _)| from + at).find(|at| {
        let end = at + 2 + name.len();
        let found = Span::new(at + 2, end).of(source);
        found.eq_ignore_ascii_case(name) && after(source, end).bytes().next().is_none_or(ends_name)
    })
}
