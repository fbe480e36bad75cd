//! What a line of plain text tells of whether the next one goes on with it.

use crate::page::reading::Reading;
use crate::page::{Block, Kind};
use crate::text::letter;

/// Letters of the longest words that are taken for an article or a preposition: `with`, `dans`, `über`.
const PARTICLE: usize = 4;

/// How a line begins.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Start {
    /// With a sign that only stands behind words.
    Closing,
    /// In lower case, as no sentence does.
    Lower,
    /// As a sentence, a heading or an item may.
    Other,
}

/// How a line ends.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    /// With a sign that says that a sentence or a heading is over.
    Closed,
    /// With nothing of that kind.
    Open,
    /// With what no sentence ends with: a particle, a comma, an opening bracket.
    Hanging,
}

/// What the script of a line tells.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Script {
    /// It has capitals, which begin sentences.
    Cased,
    /// It has none, so that no letter tells how a sentence begins.
    Uncased,
    /// Nor spaces: a line may be broken behind every letter, as in Chinese and Japanese.
    Unspaced,
}

/// What is known of a line.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) block: Block,
    /// Columns, where a letter of East Asia takes two.
    pub(super) width: usize,
    /// Columns of its first word.
    pub(super) first_word: usize,
    pub(super) start: Start,
    pub(super) end: End,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Whether a sentence ends within it.
    pub(super) has_sentence: bool,
    /// Whether it is one short word.
    pub(super) is_particle: bool,
    /// What its script tells.
    pub(super) script: Script,
}

impl Line {
    /// Whether it is no item, whose second line hangs below its words.
    pub(super) fn is_text(&self) -> bool {
        self.block.kind == Kind::Text
    }
}

/// A line with the widths that it has in the document with signs.
pub(super) fn laid(line: Line, reading: &Reading, gap: &str) -> Line {
    let whole = reading.whole(line.block.span).of(reading.source());
    // A sign may begin on the line below.
    let laid = look(line.block, whole.rsplit('\n').next().unwrap_or_default(), gap);
    Line { width: laid.width, first_word: laid.first_word, ..line }
}

/// What there is to know of a line; `gap` is what stands between it and the one before.
pub(super) fn look(block: Block, words: &str, gap: &str) -> Line {
    let first = words.chars().next().unwrap_or(' ');
    let script = script(first);
    let own_word = if script == Script::Unspaced { 1 } else { usize::MAX };
    let first_word = words.chars().take_while(|letter| !letter.is_whitespace()).take(own_word);
    let is_narrow = words.is_ascii();
    // Most lines stand right below the one before.
    let (apart, indent) = match gap {
        "" | "\n" => (false, 0),
        _ => {
            let before = gap.rsplit('\n').next().unwrap_or_default();
            (gap.matches('\n').count() > 1, before.chars().map(columns).sum())
        }
    };
    Line {
        block,
        width: if is_narrow { words.len() } else { width(words) },
        first_word: first_word.map(columns).sum(),
        start: start(words),
        end: end(words),
        apart,
        indent,
        has_sentence: has_sentence(words) || !is_narrow && words.contains('。'),
        is_particle: is_particle(words),
        script,
    }
}

/// Whether a stop or a question mark stands before a space.
fn has_sentence(words: &str) -> bool {
    memchr::memchr2_iter(b'.', b'?', words.as_bytes())
        .any(|at| words.as_bytes().get(at + 1) == Some(&b' '))
}

/// The script of a line by its first letter.
fn script(first: char) -> Script {
    if columns(first) == 2 && !is_hangul(first) {
        Script::Unspaced
    } else if letter::is_alphabetic(first) && !first.is_lowercase() && !first.is_uppercase() {
        Script::Uncased
    } else {
        Script::Cased
    }
}

/// Whether a letter is Korean, whose words stand apart.
fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
}

fn start(words: &str) -> Start {
    let mut letters = words.chars();
    let first = letters.next().unwrap_or(' ');
    let second = letters.next().unwrap_or(' ');
    let is_address = || words.contains("://") || words.starts_with("www.");
    if letter::begins_no_sentence(first) && !matches!(second, '.' | ')' | ']') {
        Start::Closing
    } else if first.is_lowercase() && !second.is_uppercase() && !is_address() {
        Start::Lower
    } else {
        Start::Other
    }
}

fn end(words: &str) -> End {
    let last = words.trim_end_matches(is_quote).chars().next_back().unwrap_or(' ');
    let last_word = || words.rsplit(char::is_whitespace).next().unwrap_or_default();
    match last {
        ',' | '(' | '[' | '，' | '、' | '،' | '（' | '「' | '“' | '«' => End::Hanging,
        '.' | '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '：' | '؟' | '۔' | '।' | '|'
        | '»' | '›' | '>' => End::Closed,
        _ if is_small_particle(last_word()) => End::Hanging,
        _ => End::Open,
    }
}

fn is_particle(word: &str) -> bool {
    word.chars().nth(PARTICLE).is_none() && word.chars().all(letter::is_alphabetic)
}

fn is_small_particle(word: &str) -> bool {
    is_particle(word) && word.chars().all(|letter| letter::class(letter).is_lowercase())
}

/// Columns that words take on a screen.
fn width(words: &str) -> usize {
    words.chars().count() + words.chars().filter(|letter| columns(*letter) > 1).count()
}

/// Columns that a letter takes on a screen.
fn columns(letter: char) -> usize {
    // Alphabets stand before the scripts whose letters take two.
    if letter >= '\u{1100}'
        && matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}')
    {
        2
    } else {
        1
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '”' | '’' | ')' | ']' | '」' | '』' | '）')
}
