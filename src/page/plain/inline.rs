//! The signs of Markdown within lines: links, pictures, emphasis, escapes, tags, as `CommonMark` 0.31 describes them and
//! as html2text, markdownify, pandoc and their kin write them, who wrap targets at hyphens and leave signs unpaired.

use crate::finding::Label;
use crate::page::reading::Sign;
use crate::text::{Span, after, before};

/// Bytes that the words of a link have at most: a teaser with its headline.
const LONGEST_LINK: usize = 2_000;

/// Brackets within the target of a link at most; what nests deeper is none, which keeps the work linear.
const DEPTH: usize = 4;

/// Bytes of the longest title of a link, and of the longest tag.
const LONGEST_TITLE: usize = 600;

/// What stands within the lines of a document of Markdown.
pub(super) struct Inline<'a> {
    text: &'a str,
    bytes: &'a [u8],
    labels: &'a dyn Fn(&str) -> bool,
    /// Where the next sign may begin.
    pub(super) at: usize,
    /// The signs so far, in no order.
    pub(super) signs: Vec<Sign>,
    /// The words of links.
    pub(super) links: Vec<Span>,
    brackets: Vec<Bracket>,
    emphasis: [[Option<usize>; 3]; 3],
}

/// An opening bracket.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    is_picture: bool,
}

impl<'a> Inline<'a> {
    /// Nothing yet of a text; `labels` says which references are defined.
    pub(super) fn new(text: &'a str, labels: &'a dyn Fn(&str) -> bool) -> Inline<'a> {
        let (signs, links, brackets) = (Vec::new(), Vec::new(), Vec::new());
        let bytes = text.as_bytes();
        Inline { text, bytes, labels, at: 0, signs, links, brackets, emphasis: [[None; 3]; 3] }
    }

    /// Marks a stretch as a sign.
    pub(super) fn sign(&mut self, start: usize, end: usize, label: Label) {
        self.signs.push(Sign { span: Span::new(start, end), label });
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    /// A paragraph is over: emphasis does not reach into the next. Two asterisks are no words, whatever they mean.
    pub(super) fn close(&mut self) {
        let [asterisks, ..] = std::mem::take(&mut self.emphasis);
        for (at, count) in asterisks.iter().zip(1..).skip(1) {
            if let Some(at) = *at {
                self.sign(at, at + count, Label::Markup);
            }
        }
    }

    /// Looks at the text up to `end`, the end of a line; a target that is wrapped may lead further.
    pub(super) fn read(&mut self, end: usize) {
        while self.at < end {
            let at = self.at;
            self.at = match self.byte(at) {
                b'\\' => self.escape(at),
                b'!' if self.byte(at + 1) == b'[' => {
                    self.brackets.push(Bracket { at, is_picture: true });
                    at + 2
                }
                b'[' => {
                    self.brackets.push(Bracket { at, is_picture: false });
                    at + 1
                }
                b']' => self.bracket(at),
                b'<' => self.tag(at),
                b'*' | b'_' | b'~' => self.run(at),
                _ => at + 1,
            };
        }
    }

    /// `\.` is a full stop, and a backslash at the end of a line breaks it.
    fn escape(&mut self, at: usize) -> usize {
        let next = self.byte(at + 1);
        if next == b'\n' || next.is_ascii_punctuation() {
            self.sign(at, at + 1, Label::Markup);
        }
        if next.is_ascii_punctuation() { at + 2 } else { at + 1 }
    }

    /// A closing bracket ends a link, a picture, a reference or nothing of the kind.
    fn bracket(&mut self, at: usize) -> usize {
        let open = self.brackets.pop().filter(|open| at - open.at <= LONGEST_LINK);
        let end = match self.byte(at + 1) {
            b'(' => self.target(at + 2),
            b'[' => self.reference(open, at),
            _ => open.filter(|open| self.is_label(open.at + 1, at)).map(|_| at + 1),
        };
        let Some(end) = end else { return at + 1 };
        let end = self.attributes(end);
        match open {
            Some(Bracket { at: start, is_picture: true }) => {
                self.sign(start, end, Label::ImagePlaceholder);
            }
            Some(Bracket { at: start, .. }) => {
                let words = Span::new(start + 1, at);
                self.signs_of_link(words, end);
            }
            None => self.sign(at, end, Label::Markup),
        }
        end
    }

    /// A link without a word is a sign as a whole; it shows a picture, or nothing at all.
    fn signs_of_link(&mut self, words: Span, end: usize) {
        let mut within = self.signs.iter().rev().take_while(|sign| sign.span.start >= words.start);
        let shown = within.find(|sign| sign.label == Label::ImagePlaceholder);
        let shown = shown.map(|sign| sign.span);
        let bare = match shown {
            Some(shown) => [Span::new(words.start, shown.start), Span::new(shown.end, words.end)],
            None => [words, words],
        };
        let has_word = bare.iter().any(|part| part.of(self.text).contains(char::is_alphanumeric));
        if has_word {
            self.sign(words.start - 1, words.start, Label::Markup);
            self.sign(words.end, end, Label::Markup);
            self.links.push(words);
        } else {
            let label = shown.map_or(Label::Markup, |_| Label::ImagePlaceholder);
            self.sign(words.start - 1, end, label);
        }
    }

    /// The end of the target of a link: `(https://… "title")`, which may be wrapped at a hyphen or before its title.
    fn target(&self, from: usize) -> Option<usize> {
        let (mut at, mut depth) = (from, 0);
        let is_data = after(self.text, from).starts_with("data:");
        loop {
            match self.byte(at) {
                b')' if depth == 0 => return Some(at + 1),
                b')' => depth -= 1,
                b'(' if is_data || depth == DEPTH => return None,
                b'(' => depth += 1,
                b' ' | b'\t' | b'\n' => {
                    let next = self.skip_blanks(at)?;
                    match self.byte(next) {
                        quote @ (b'"' | b'\'') => return self.title(next + 1, quote),
                        b')' => return Some(next + 1),
                        // Wrapped at a hyphen, or a blank that the address should not have.
                        _ if self.byte(at) == b'\n' || self.closes_in_line(next) => at = next - 1,
                        _ => return None,
                    }
                }
                _ if at >= self.bytes.len() => return None,
                _ => {}
            }
            at += 1;
        }
    }

    /// Whether a bracket closes before the end of the line and before another opens.
    fn closes_in_line(&self, at: usize) -> bool {
        let rest = self.bytes.iter().skip(at).take(LONGEST_TITLE);
        rest.copied().find(|byte| matches!(byte, b')' | b'(' | b'[' | b'\n')) == Some(b')')
    }

    /// The next byte that is no blank, over one line feed at most.
    fn skip_blanks(&self, at: usize) -> Option<usize> {
        let blanks = self.bytes.iter().skip(at).take_while(|byte| byte.is_ascii_whitespace());
        let (count, lines) = blanks
            .fold((0, 0), |(count, lines), byte| (count + 1, lines + usize::from(*byte == b'\n')));
        (lines <= 1 && at + count < self.bytes.len()).then_some(at + count)
    }

    /// The end of a target behind its title: a quotation mark before a bracket.
    fn title(&self, from: usize, quote: u8) -> Option<usize> {
        let mut last = (0, 0);
        for at in from..(from + LONGEST_TITLE).min(self.bytes.len()) {
            let byte = self.byte(at);
            if byte == b')' && last.0 == quote {
                return Some(at + 1);
            }
            if (byte, last.1) == (b'\n', b'\n') {
                return None;
            }
            last = (if byte.is_ascii_whitespace() { last.0 } else { byte }, byte);
        }
        None
    }

    /// `[words][label]`, `[words][]`.
    fn reference(&self, open: Option<Bracket>, at: usize) -> Option<usize> {
        let open = open?;
        let end = at + 2 + self.bytes.iter().skip(at + 2).take(100).position(|it| *it == b']')?;
        let is_known =
            if end == at + 2 { self.is_label(open.at + 1, at) } else { self.is_label(at + 2, end) };
        is_known.then_some(end + 1)
    }

    fn is_label(&self, start: usize, end: usize) -> bool {
        end - start <= 100 && (self.labels)(Span::new(start, end).of(self.text))
    }

    /// `{.class target="_blank"}`, which pandoc writes behind a link.
    fn attributes(&self, at: usize) -> usize {
        if self.byte(at) != b'{' || !matches!(self.byte(at + 1), b'.' | b'#' | b':' | b'a'..=b'z') {
            return at;
        }
        let rest = self.bytes.iter().skip(at).take(LONGEST_TITLE);
        rest.take_while(|byte| **byte != b'[')
            .position(|byte| *byte == b'}')
            .map_or(at, |end| at + end + 1)
    }

    /// `<br>`, `</div>`; of `<https://…>` only the brackets are signs.
    fn tag(&mut self, at: usize) -> usize {
        let is_tag = matches!(self.byte(at + 1), b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!');
        let rest = self.bytes.iter().skip(at + 1).take(LONGEST_TITLE);
        let mut rest = rest.take_while(|byte| !matches!(byte, b'<' | b'\n'));
        let Some(end) = rest.position(|byte| *byte == b'>').filter(|_| is_tag) else {
            return at + 1;
        };
        let end = at + 2 + end;
        let words = Span::new(at + 1, end - 1).of(self.text);
        if words.contains("://") && !words.contains(' ') || words.contains('@') {
            self.sign(at, at + 1, Label::Markup);
            self.sign(end - 1, end, Label::Markup);
        } else {
            self.sign(at, end, Label::Markup);
        }
        end
    }

    /// A run of signs of emphasis opens, closes, or means nothing.
    fn run(&mut self, at: usize) -> usize {
        let sign = self.byte(at);
        let count = self.bytes.iter().skip(at).take_while(|byte| **byte == sign).count();
        let end = at + count;
        let kind = usize::from(sign == b'_') + 2 * usize::from(sign == b'~');
        if count > 3 || sign == b'~' && count != 2 {
            return end;
        }
        let last = before(self.text, at).chars().next_back().unwrap_or(' ');
        let next = after(self.text, end).chars().next().unwrap_or(' ');
        let is_weak = count == 1 || sign == b'_';
        let opens = !(next.is_whitespace() || is_weak && last.is_alphanumeric());
        let closes = !(last.is_whitespace() || is_weak && next.is_alphanumeric());
        let Some(slot) = self.emphasis.get_mut(kind).and_then(|slots| slots.get_mut(count - 1))
        else {
            return end;
        };
        match *slot {
            Some(start) if closes => {
                *slot = None;
                self.sign(start, start + count, Label::Markup);
                self.sign(at, end, Label::Markup);
            }
            _ if opens || closes && sign == b'*' && count > 1 => *slot = Some(at),
            _ => {}
        }
        end
    }
}
