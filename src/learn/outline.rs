//! A page as hashes of its lines: all that learning needs of a document.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::finding::Field;
use crate::page::{Block, Page};
use crate::rules::shape::{Shape, is_name};
use crate::text;

/// Lines of each end of a page that are looked at: the menus and footers of the pages of the development sets are within
/// two hundred lines of its ends, and what stands between is the article.
const END: usize = 200;

/// Letters from which a line is never learned, however often it stands in documents: the longest notice of a site's
/// footer in the corpus has about 250, and a paragraph that many articles share is background and no boilerplate.
const LONGEST: usize = 300;

/// Bytes from which a line is not read to be weighed: at four bytes a letter it is over [`LONGEST`].
const LONGEST_BYTES: usize = 4 * LONGEST;

/// Letters from which a line that ends like a sentence is one; shorter ones are `Share.` and `Read on!`.
const SENTENCE: usize = 25;

/// Letters from which any line may be a sentence: the full stop may have been lost with a link.
const MAY_BE_SENTENCE: usize = 60;

/// A line of a page: the hash of its words, its letters, and its nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Line(u64, u16, Nature);

/// What the look of a line says of whether it can be boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Nature {
    /// A link, a label.
    Label,
    /// What may be the name of a person, or a link in capital letters.
    Name,
    /// As long as a sentence, but nothing ends it: a headline, or a sentence whose stop was lost.
    Long,
    /// A sentence.
    Sentence,
    /// Content by a signal of its own: a long line, a quotation, the headline that the page names.
    Content,
}

impl Line {
    fn of(words: &str, shape: &Shape, titles: &[u64]) -> Line {
        let hash = hash_line(words, shape.is_even());
        if words.len() > LONGEST_BYTES {
            return Line(hash, u16::MAX, Nature::Content);
        }
        let weight = u16::try_from(shape.weight).unwrap_or(u16::MAX);
        let ends = shape.ends || words.chars().next_back().is_some_and(writes_no_stop);
        let nature = if shape.weight >= LONGEST || is_quotation(words) || titles.contains(&hash) {
            Nature::Content
        } else if ends && shape.weight >= SENTENCE {
            Nature::Sentence
        } else if shape.weight >= MAY_BE_SENTENCE {
            Nature::Long
        } else if is_name(words) {
            Nature::Name
        } else {
            Nature::Label
        };
        Line(hash, weight, nature)
    }

    /// What stands in the place of the lines that are not looked at.
    const GAP: Line = Line(0, 0, Nature::Content);

    /// The hash of its words.
    pub(super) fn hash(self) -> u64 {
        self.0
    }

    /// Its letters, where a letter that says as much as two counts twice.
    pub(super) fn weight(self) -> u16 {
        self.1
    }

    /// Whether it stands for the lines that are not looked at.
    pub(super) fn is_gap(self) -> bool {
        self == Line::GAP
    }

    /// Whether it can never be boilerplate.
    pub(super) fn is_content(self) -> bool {
        self.2 == Nature::Content
    }

    /// Whether it may be the name of a person.
    pub(super) fn is_name(self) -> bool {
        self.2 == Nature::Name
    }

    /// Whether it may be a sentence, which articles may quote, too.
    pub(super) fn is_sentence(self) -> bool {
        self.is_whole() || self.2 == Nature::Long
    }

    /// Whether it is a sentence to its stop.
    pub(super) fn is_whole(self) -> bool {
        self.2 == Nature::Sentence
    }
}

/// Whether a letter is Thai or Lao, which end no sentence with a sign.
fn writes_no_stop(letter: char) -> bool {
    ('\u{e00}'..='\u{eff}').contains(&letter)
}

/// Whether words are in quotation marks from their first letter on.
fn is_quotation(words: &str) -> bool {
    let mut letters = words.chars();
    let closing: &[char] = match letters.next() {
        Some('"') => &['"'],
        Some('“' | '”' | '„' | '‟') => &['“', '”'],
        Some('«') => &['»'],
        Some('»') => &['«', '»'],
        Some('‘' | '‚') => &['’', '‘'],
        Some('「') => &['」'],
        Some('『') => &['』'],
        Some('《') => &['》'],
        _ => return false,
    };
    letters.as_str().contains(closing)
}

/// The hash of words, however much white space stands between them.
pub fn hash(words: &str) -> u64 {
    hash_line(words, text::is_even(words))
}

fn hash_line(words: &str, is_even: bool) -> u64 {
    let mut line = String::with_capacity(words.len() + 1);
    if is_even {
        line.push_str(words);
        line.push(' ');
        return xxh3_64(line.as_bytes());
    }
    for word in words.split_whitespace() {
        line.push_str(word);
        line.push(' ');
    }
    xxh3_64(line.as_bytes())
}

/// The lines of a page and where it says it comes from. At most 6.4 kB, whatever the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outline {
    /// The host of its address.
    pub host: Option<String>,
    /// Its first and last lines; between them a gap, where there are more.
    lines: Vec<Line>,
    /// Blocks of the page that the gap stands for, less one.
    left_out: usize,
}

impl Outline {
    /// The outline of a page that comes from `host`.
    pub fn of(page: &Page, shapes: &[Shape], host: Option<String>) -> Outline {
        let titles = page.claims.iter().filter(|claim| claim.field == Field::Title);
        let titles: Vec<u64> = titles.map(|claim| hash(&claim.value)).collect();
        let line =
            |(block, shape): (&Block, &Shape)| Line::of(block.span.of(&page.text), shape, &titles);
        let blocks = || page.blocks.iter().zip(shapes);
        let count = page.blocks.len();
        if count <= 2 * END {
            let lines = blocks().map(line).collect();
            return Outline { host, lines, left_out: 0 };
        }
        let mut lines: Vec<Line> = blocks().take(END).map(line).collect();
        lines.push(Line::GAP);
        lines.extend(blocks().skip(count - END).map(line));
        Outline { host, lines, left_out: count - 2 * END - 1 }
    }

    /// How many lines are looked at.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The lines, in order.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The number of the block that a line is.
    pub(super) fn block(&self, line: usize) -> usize {
        if line > END { line + self.left_out } else { line }
    }

    /// What tells its lines from those of every document that is no exact copy.
    pub fn id(&self) -> u64 {
        let mut hasher = Xxh3::new();
        for line in &self.lines {
            hasher.update(&line.hash().to_le_bytes());
        }
        hasher.update(&self.left_out.to_le_bytes());
        hasher.digest()
    }

    /// The lines but the gap, each once, in order of their hashes.
    pub(super) fn distinct(&self) -> Vec<Line> {
        let mut lines = self.lines.clone();
        lines.retain(|line| !line.is_gap());
        lines.sort_unstable();
        lines.dedup_by_key(|line| line.hash());
        lines
    }

    /// The neighbours before and after a line, as one hash each; none where the neighbour is content, which every article has
    /// its own of.
    pub(super) fn pairs(&self, at: usize) -> [Side; 2] {
        let here = self.lines.get(at).copied().unwrap_or(Line::GAP);
        let before = at.checked_sub(1).map(|at| self.lines.get(at).copied());
        let after = self.lines.get(at + 1).copied();
        let is_last = at + 1 >= self.lines.len();
        [
            match before {
                None => Side::Edge,
                Some(before) => side(before, Some(here)),
            },
            if is_last { Side::Edge } else { side(Some(here), after) },
        ]
    }
}

/// What stands beside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing: the page begins or ends.
    Edge,
    /// A line that can be boilerplate, too: both as one hash.
    Pair(u64),
    /// Content.
    Content,
}

fn side(first: Option<Line>, second: Option<Line>) -> Side {
    let (Some(first), Some(second)) = (first, second) else { return Side::Content };
    if first.is_content() || second.is_content() {
        return Side::Content;
    }
    let both = u128::from(first.hash()) | u128::from(second.hash()) << u64::BITS;
    Side::Pair(xxh3_64(&both.to_le_bytes()))
}
