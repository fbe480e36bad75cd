//! What the model sees of a block: signs, each of a group and with a number in it.
//!
//! No sign is a word of a language: what is told is length, punctuation, letter case, place, neighbours, and how many of
//! the words are common in the language or stand in its phrases of furniture.

use rustc_hash::{FxHashMap, FxHashSet};

use super::places::Places;
use crate::finding::Label;
use crate::lang::Known;
use crate::page::Kind;
use crate::rules::{Context, Findings, shape, shape::Shape, shape::Signs};
use crate::text::{Span, letter};

/// Numbers that a group has at most.
pub const WIDTH: usize = 16;

/// A group of signs: a block has one sign of each group that applies to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Always there.
    One,
    /// How much is written.
    Weight,
    /// How it ends, for short and for long blocks.
    End,
    /// How it begins.
    Begin,
    /// The share of words with a capital.
    Capitals,
    /// The share of digits.
    Digits,
    /// The share of common words.
    Common,
    /// The share of words that stand in phrases of furniture.
    Furniture,
    /// Sentences that end within.
    Sentences,
    /// Commas.
    Commas,
    /// Signs that prose seldom has: an address, a bar, an arrow, a copyright sign, a time.
    Odd,
    /// The kind of block.
    Kind,
    /// How often the page has it.
    Repeated,
    /// Empty lines before it.
    Gap,
    /// Its indentation beside that of the prose.
    Indent,
    /// What an earlier rule found it to be; alone then, beside `One`.
    Marked,
    /// The words it shares with the headline.
    Headline,
    /// Its place beside the headline.
    Title,
    /// Its place within the page by blocks.
    Place,
    /// The share of the page's prose before it.
    Passed,
    /// Its place beside the densest stretch of the page.
    Stretch,
    /// As `Stretch`, apart for short blocks.
    StretchShort,
    /// Blocks to the next prose before it.
    Back,
    /// Blocks to the next prose behind it.
    Ahead,
    /// The run of blocks without prose it is part of.
    Run,
    /// How much is written in the blocks around it.
    Density,
    /// Marks of the end of an article before it.
    TailBefore,
    /// Marks of the head of an article behind it.
    HeadBehind,
    /// How long the page is.
    Page,
    /// How much of the page is prose.
    Clean,
    /// Its place beside the last mark of the end of an article, for long blocks.
    TailLong,
}

impl Group {
    /// Every group with its name in the table of weights, and whether neighbours show it to each other.
    pub const ALL: &[(Group, &'static str, bool)] = &[
        (Group::One, "one", false),
        (Group::Weight, "weight", true),
        (Group::End, "end", true),
        (Group::Begin, "begin", true),
        (Group::Capitals, "capitals", true),
        (Group::Digits, "digits", true),
        (Group::Common, "common", true),
        (Group::Furniture, "furniture", true),
        (Group::Sentences, "sentences", true),
        (Group::Commas, "commas", false),
        (Group::Odd, "odd", true),
        (Group::Kind, "kind", true),
        (Group::Repeated, "repeated", true),
        (Group::Gap, "gap", true),
        (Group::Indent, "indent", true),
        (Group::Marked, "marked", true),
        (Group::Headline, "headline", false),
        (Group::Title, "title", false),
        (Group::Place, "place", false),
        (Group::Passed, "passed", false),
        (Group::Stretch, "stretch", false),
        (Group::StretchShort, "stretch_short", false),
        (Group::Back, "back", false),
        (Group::Ahead, "ahead", false),
        (Group::Run, "run", false),
        (Group::Density, "density", false),
        (Group::TailBefore, "tail_before", false),
        (Group::HeadBehind, "head_behind", false),
        (Group::Page, "page", false),
        (Group::Clean, "clean", false),
        (Group::TailLong, "tail_long", false),
    ];

    /// The number of a sign of this group.
    pub(super) fn sign(self, number: usize) -> u16 {
        u16::try_from(self as usize * WIDTH + number.min(WIDTH - 1)).unwrap_or_default()
    }
}

/// Steps of how much is written.
const WEIGHTS: &[usize] = &[3, 7, 12, 18, 26, 36, 50, 70, 100, 140, 200, 300, 500, 1000];
/// Steps of shares, in hundredths.
const SHARES: &[usize] = &[1, 10, 20, 30, 40, 50, 65, 80, 99];
/// Steps of counts.
pub(super) const COUNTS: &[usize] = &[1, 2, 3, 4, 6, 9, 14, 22, 40, 80];

/// On which step a value stands: how many of them it reaches.
pub(super) fn step(value: usize, steps: &[usize]) -> usize {
    steps.partition_point(|step| *step <= value)
}

/// A share as hundredths.
pub(super) fn hundredths(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

/// The signs of every block of a page, in order.
pub(in crate::rules) fn signs(context: &Context<'_>, findings: &Findings) -> Vec<Vec<u16>> {
    let counts = counts(context);
    let headline = findings.title.map(|title| shape::fold(title.of(&context.page.text)));
    let headline: FxHashSet<&str> =
        headline.iter().flat_map(|words| words.split_whitespace()).collect();
    let begins = Begins::of(&headline);
    let places = Places::of(context, findings);
    let labels = findings.labels(&context.page.blocks);
    let mut before = 0;
    let mut all = Vec::with_capacity(context.shapes.len());
    for (at, block, shape) in context.blocks() {
        let gap = Span::new(before, block.span.start).of(&context.page.text);
        before = block.span.end;
        let mut signs = Vec::with_capacity(Group::ALL.len());
        signs.push(Group::One.sign(0));
        signs.push(Group::Gap.sign(gap.matches('\n').count().min(4)));
        if let Some(label) = labels.get(at).copied().flatten() {
            signs.push(Group::Marked.sign(marked(label)));
        } else {
            let words = context.words(block);
            look(context, words, shape, &mut signs);
            signs.push(Group::Kind.sign(usize::from(block.kind == Kind::Item)));
            let is_counted = shape.weight <= COUNTED;
            let count = if is_counted { counts.get(context.folded(at)).copied() } else { None };
            let count = count.unwrap_or_default();
            signs.push(Group::Repeated.sign(step(count, COUNTS)));
            let may_share = begins.among(context.folded(at));
            let shared = may_share.filter(|word| headline.contains(word)).count();
            let share = hundredths(shared, shape.words.max(headline.len() / 2));
            signs.push(Group::Headline.sign(step(share, SHARES)));
            places.look(at, gap, shape, &mut signs);
        }
        all.push(signs);
    }
    all
}

/// Letters from which a line is not counted.
const COUNTED: usize = 300;

/// The bytes that words begin with: few words of a text begin as one of the headline does, and only these are looked up.
struct Begins {
    bytes: [bool; 256],
    is_empty: bool,
}

impl Begins {
    fn of(words: &FxHashSet<&str>) -> Begins {
        let mut begins = Begins { bytes: [false; 256], is_empty: words.is_empty() };
        for first in words.iter().filter_map(|word| word.bytes().next()) {
            if let Some(begins) = begins.bytes.get_mut(usize::from(first)) {
                *begins = true;
            }
        }
        begins
    }

    /// The words of a folded line that may be one of these.
    fn among<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let folded = if self.is_empty { "" } else { folded };
        folded.split(' ').filter(|word| {
            let first = word.bytes().next().and_then(|first| self.bytes.get(usize::from(first)));
            first.copied().unwrap_or_default()
        })
    }
}

/// How often each line stands on the page; long ones are not counted.
fn counts<'a>(context: &'a Context<'_>) -> FxHashMap<&'a str, usize> {
    let mut counts = FxHashMap::default();
    for (at, _, shape) in context.blocks() {
        if shape.weight <= COUNTED {
            *counts.entry(context.folded(at)).or_default() += 1;
        }
    }
    counts
}

/// Kinds of marks as the model tells them apart.
fn marked(label: &Label) -> usize {
    match label {
        Label::NavigationMenu | Label::Breadcrumb | Label::SiteChrome => 0,
        Label::RepeatedTitle => 1,
        Label::DateLine | Label::DatePrefix | Label::RelativeTime => 2,
        Label::ShareLink => 3,
        Label::PhotoCaption | Label::ImagePlaceholder => 4,
        Label::Byline => 5,
        Label::AgencyPrefix
        | Label::EndMark
        | Label::SourceLine
        | Label::InvisibleCharacter
        | Label::Markup => 6,
        Label::CommentCount | Label::Comments => 7,
        Label::RelatedLinks | Label::Tags => 8,
        Label::Promotion => 9,
        Label::Footer => 10,
        Label::Advertisement | Label::Learned | Label::User(_) => 11,
    }
}

/// What one walk over the letters of a block counts.
#[derive(Default)]
struct Tally {
    letters: usize,
    digits: usize,
    words: usize,
    cased: usize,
    capitals: usize,
    common: usize,
    furniture: usize,
    stops: usize,
    commas: usize,
}

fn look(context: &Context<'_>, words: &str, shape: &Shape, signs: &mut Vec<u16>) {
    let tally = tally(context, words);
    let weight = step(shape.weight, WEIGHTS);
    signs.push(Group::Weight.sign(weight));
    let length = step(shape.weight, &[36, 100]);
    signs.push(Group::End.sign(length * 5 + ending(words, shape)));
    // What a script does not tell is no sign: the pages that are learned from are of few scripts.
    signs.extend(beginning(words).map(|number| Group::Begin.sign(number)));
    if tally.cased > 0 {
        let capitals = hundredths(tally.capitals, tally.cased);
        signs.push(Group::Capitals.sign(step(capitals, SHARES)));
    } else if tally.letters == tally.digits {
        signs.push(Group::Capitals.sign(WIDTH - 1));
    }
    signs.push(Group::Digits.sign(step(hundredths(tally.digits, tally.letters), SHARES)));
    let known = context.lang.filter(|lang| lang.is_spaced() && !lang.file.common.is_empty());
    if let Some(lang) = known {
        let rank = |part: usize| step(hundredths(part, tally.words), SHARES);
        signs.push(Group::Common.sign(rank(tally.common)));
        if lang.has_furniture() {
            signs.push(Group::Furniture.sign(rank(tally.furniture)));
        }
    }
    signs.push(Group::Sentences.sign(step(tally.stops, COUNTS)));
    signs.push(Group::Commas.sign(step(tally.commas, COUNTS)));
    signs.push(Group::Odd.sign(odd(words, shape.signs)));
}

fn tally(context: &Context<'_>, words: &str) -> Tally {
    let mut tally = Tally::default();
    let mut folded = String::new();
    let mut word = Word::default();
    for letter in words.chars() {
        let class = letter::class(letter);
        if class.is_alphabetic() {
            tally.letters += 1;
            if !word.has_begun {
                let upper = class.is_uppercase();
                tally.capitals += usize::from(upper);
                tally.cased += usize::from(upper || class.is_lowercase());
                word.has_begun = true;
            }
            letter::push_small(&mut folded, letter);
            word.is_stopped = false;
        } else if class.is_whitespace() {
            close(context, &mut tally, &mut word, &mut folded);
            continue;
        } else if class.is_numeric() {
            tally.letters += 1;
            tally.digits += 1;
            word.has_begun = true;
            word.is_stopped = false;
        } else {
            match letter {
                '。' | '！' | '？' => tally.stops += 1,
                ',' | '、' | '，' | '،' => tally.commas += 1,
                _ => {}
            }
            word.is_stopped = match letter {
                '.' | '!' | '?' | '؟' | '۔' | '।' => true,
                '"' | '”' | '’' | ')' | '»' => word.is_stopped,
                _ => false,
            };
        }
        word.is_open = true;
    }
    close(context, &mut tally, &mut word, &mut folded);
    tally
}

/// What is known of a word while its letters are read.
#[derive(Default)]
struct Word {
    /// Whether it has a letter or sign at all.
    is_open: bool,
    /// Whether its first letter or digit was read.
    has_begun: bool,
    /// Whether it ends with a stop so far, quotes and brackets behind that not counted.
    is_stopped: bool,
}

/// Counts a word at its end.
fn close(context: &Context<'_>, tally: &mut Tally, word: &mut Word, folded: &mut String) {
    let word = std::mem::take(word);
    tally.words += usize::from(word.is_open);
    tally.stops += usize::from(word.is_stopped);
    if let Some(lang) = context.lang.filter(|_| !folded.is_empty()) {
        let known = lang.knows(folded);
        tally.common += usize::from(known == Some(Known::Common));
        tally.furniture += usize::from(known == Some(Known::Furniture));
    }
    folded.clear();
}

fn ending(words: &str, shape: &Shape) -> usize {
    let last = words.trim_end_matches(['"', '”', '’', ')', '»', '」', '）']).chars().next_back();
    match last {
        Some('…') => 4,
        _ if words.ends_with("...") || words.ends_with("[…]") => 4,
        Some('!' | '?' | '！' | '？' | '؟') => 2,
        Some(':' | '：' | ';') => 3,
        _ if shape.stops => 1,
        _ => 0,
    }
}

/// How a block begins; nothing where that is a letter of a script without letter case.
fn beginning(words: &str) -> Option<usize> {
    Some(match words.chars().next()? {
        first if first.is_uppercase() => 0,
        first if first.is_lowercase() => 1,
        first if first.is_numeric() => 2,
        first if first.is_alphabetic() => return None,
        '"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '『' => 4,
        '@' | '#' => 5,
        '•' | '*' | '-' | '–' | '·' | '»' | '›' | '+' | '►' | '▪' => 6,
        '(' | '[' | '（' | '【' => 7,
        '©' | '$' | '€' | '£' => 8,
        _ => 9,
    })
}

fn odd(words: &str, signs: Signs) -> usize {
    let has = |sign: Signs| signs.have(sign);
    if has(Signs::SLASH) && words.contains("://") || has(Signs::DOT) && words.contains("www.") {
        1
    } else if has(Signs::ODD) && words.contains(['©', '®']) {
        2
    } else if has(Signs::BAR) && words.contains(" | ")
        || has(Signs::STEP) && words.contains(['›', '»'])
    {
        3
    } else if has(Signs::AT) {
        4
    } else if has(Signs::ODD) {
        if words.contains(['$', '€', '£']) { 5 } else { 6 }
    } else if has(Signs::BAR) && (words.contains(" · ") || words.contains(" • ")) {
        7
    } else {
        0
    }
}
