//! What the model sees of a block: a row of numbers, each with a meaning of its own.
//!
//! No sign is a word of a language: what is told is length, punctuation, letter case, place, neighbours, how many of the
//! words are common in the language or stand in its phrases of furniture, and how many the text of the page has elsewhere.

use rustc_hash::{FxHashMap, FxHashSet};

use super::around::Around;
use super::letters;
use super::places::Places;
use super::rows::{NONE, Rows};
use super::runs::Runs;
use super::spelled::Spelled;
use super::vocabulary::Vocabulary;
use crate::finding::Label;
use crate::page::Kind;
use crate::rules::shape::{self, Shape};
use crate::rules::{Context, Findings};
use crate::text::{self, Span};

/// Blocks from which a distance is no longer told apart.
pub(super) const FAR: usize = 200;

/// Declares the signs with their names in the table and whether the trees ask neighbours for them.
macro_rules! signs {
    ($($(#[$doc:meta])* $sign:ident $name:literal $near:literal,)*) => {
        /// A sign.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sign { $($(#[$doc])* $sign,)* }

        impl Sign {
            /// Every sign with its name in the table, and whether neighbours show it to each other.
            pub const ALL: &[(Sign, &'static str, bool)] = &[$((Sign::$sign, $name, $near),)*];
        }
    };
}

signs! {
    /// How much is written.
    Weight "weight" true,
    /// How it ends, for short and for long blocks.
    End "end" true,
    /// How it begins.
    Begin "begin" true,
    /// The share of words with a capital.
    Capitals "capitals" true,
    /// The share of digits.
    Digits "digits" false,
    /// The share of common words.
    Common "common" true,
    /// The share of words that stand in phrases of furniture.
    Furniture "furniture" true,
    /// Sentences that end within.
    Sentences "sentences" true,
    /// Commas.
    Commas "commas" false,
    /// Signs that prose seldom has: an address, a bar, an arrow, a copyright sign, a time.
    Odd "odd" false,
    /// The kind of block.
    Kind "kind" true,
    /// How often the page has it.
    Repeated "repeated" true,
    /// Empty lines before it.
    Gap "gap" true,
    /// Its indentation beside that of the prose.
    Indent "indent" false,
    /// What an earlier rule found it to be; alone then, beside `Gap`.
    Marked "marked" true,
    /// Whether it is running text.
    Prose "prose" true,
    /// The words it shares with the headline.
    Headline "headline" false,
    /// Its place beside the headline.
    Title "title" false,
    /// Its place within the page by blocks.
    Place "place" false,
    /// The share of the page's prose before it.
    Passed "passed" false,
    /// Its place beside the densest stretch of the page.
    Stretch "stretch" false,
    /// Blocks from the start of that stretch, 200 being its first block.
    FromStart "from_start" false,
    /// Blocks to the end of that stretch, 200 being the first block behind it.
    ToEnd "to_end" false,
    /// Blocks to the next prose before it.
    Back "back" false,
    /// Blocks to the next prose behind it.
    Ahead "ahead" false,
    /// The run of blocks without prose it is part of.
    Run "run" false,
    /// How much is written in the blocks around it.
    Density "density" false,
    /// Marks of the end of an article before it.
    TailBefore "tail_before" false,
    /// Marks of the head of an article behind it.
    HeadBehind "head_behind" false,
    /// How long the page is.
    Page "page" false,
    /// How much of the page is prose.
    Clean "clean" false,
    /// Words that the prose of the stretch has elsewhere.
    Known "known" false,
    /// The share of such words.
    KnownShare "known_share" true,
    /// The same with the words weighed by how many blocks have them.
    KnownWell "known_well" false,
    /// The share of such words in three blocks to both sides.
    KnownNear "known_near" false,
    /// The share of such words in eight blocks to both sides.
    KnownAround "known_around" false,
    /// Prose of the page, in lines of sixteen letters, as the next four.
    ProseAll "prose_all" false,
    /// Prose before it.
    ProseBefore "prose_before" false,
    /// Prose behind it.
    ProseBehind "prose_behind" false,
    /// Prose in the three blocks before it.
    Prose3Back "prose_3_back" false,
    /// Prose in the three blocks behind it.
    Prose3Ahead "prose_3_ahead" false,
    /// Prose in the twenty blocks before it.
    Prose20Back "prose_20_back" false,
    /// Prose in the twenty blocks behind it.
    Prose20Ahead "prose_20_ahead" false,
    /// Blocks that end like a sentence among the three before it.
    Stops3Back "stops_3_back" false,
    /// Such blocks among the three behind it.
    Stops3Ahead "stops_3_ahead" false,
    /// Such blocks among the twenty before it.
    Stops20Back "stops_20_back" false,
    /// Such blocks among the twenty behind it.
    Stops20Ahead "stops_20_ahead" false,
    /// Blocks with marks among the eight before it.
    Marks8Back "marks_8_back" false,
    /// Such blocks among the eight behind it.
    Marks8Ahead "marks_8_ahead" false,
    /// Such blocks among the twenty before it.
    Marks20Back "marks_20_back" false,
    /// Such blocks among the twenty behind it.
    Marks20Ahead "marks_20_ahead" false,
    /// Short blocks among the twenty to both sides.
    Short20 "short_20" false,
    /// Blocks since the last mark of a menu.
    SinceMenu "since_menu" false,
    /// Blocks until the next mark of a menu.
    UntilMenu "until_menu" false,
    /// Blocks since the last date.
    SinceDate "since_date" false,
    /// Blocks until the next date.
    UntilDate "until_date" false,
    /// Blocks since the last mark of comments.
    SinceComments "since_comments" false,
    /// Blocks until the next mark of comments.
    UntilComments "until_comments" false,
    /// Blocks since the last heading over links.
    SinceRelated "since_related" false,
    /// Blocks until the next heading over links.
    UntilRelated "until_related" false,
    /// Blocks since the last mark of the foot of a page.
    SinceFooter "since_footer" false,
    /// Blocks until the next mark of the foot of a page.
    UntilFooter "until_footer" false,
    /// Blocks since the last button.
    SinceShare "since_share" false,
    /// Blocks until the next button.
    UntilShare "until_share" false,
    /// Blocks of the run of one shape that it is part of.
    Alike "alike" false,
    /// Blocks of the run in which two shapes take turns.
    AlikeByTwo "alike_by_two" false,
    /// Blocks of the run in which three shapes take turns.
    AlikeByThree "alike_by_three" false,
    /// Headlines of the list that it stands in.
    List "list" false,
    /// Lines like headlines among the twelve behind it.
    Headlines12Ahead "headlines_12_ahead" false,
    /// Such lines behind it.
    HeadlinesBehind "headlines_behind" false,
    /// Blocks that are sentences among the twelve behind it.
    Sentences12Ahead "sentences_12_ahead" false,
    /// How much is written beside the middle one of such blocks, in hundredths.
    Usual "usual" false,
    /// How much it stands as headlines do; while the headline is looked for, as the next two.
    Standing "standing" true,
    /// Whether none stands so more.
    Foremost "foremost" false,
    /// Whether a line at the top or beside it says the same and more, or less.
    Echo "echo" false,
}

/// Steps of shares, in hundredths.
pub(super) static SHARES: Steps<100> = Steps::new(&[1, 10, 20, 30, 40, 50, 65, 80, 99]);
/// Steps of counts.
pub(super) static COUNTS: Steps<81> = Steps::new(&[1, 2, 3, 4, 6, 9, 14, 22, 40, 80]);

/// Steps of which the last is one less than `N`: for each number up to it on which of them it stands.
pub(super) struct Steps<const N: usize>([u8; N]);

impl<const N: usize> Steps<N> {
    pub(super) const fn new(steps: &[usize]) -> Steps<N> {
        let mut table = [0; N];
        let (mut value, mut at, mut reached) = (0, 0, 0_u8);
        while value < N {
            #[expect(clippy::indexing_slicing, reason = "a constant, worked out by the compiler")]
            {
                while at < steps.len() && steps[at] <= value {
                    (at, reached) = (at + 1, reached + 1);
                }
                table[value] = reached;
            }
            value += 1;
        }
        Steps(table)
    }

    /// As [`step`].
    #[inline]
    pub(super) fn of(&self, value: usize) -> usize {
        usize::from(self.0.get(value.min(N - 1)).copied().unwrap_or_default())
    }
}

/// On which step a value stands: how many of them it reaches.
pub(super) fn step(value: usize, steps: &[usize]) -> usize {
    steps.partition_point(|step| *step <= value)
}

/// A share as hundredths.
pub(super) fn hundredths(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

/// The signs of every block of a page.
pub(in crate::rules) fn signs(context: &Context<'_>, findings: &Findings) -> Rows {
    let headline = findings.title.map(|title| shape::fold(title.of(&context.page.text)));
    let headline: FxHashSet<&str> =
        headline.iter().flat_map(|words| words.split_whitespace()).collect();
    let begins = Begins::of(&headline);
    let labels = findings.labels(&context.page.blocks);
    let places = Places::of(context, findings);
    let around = Around::of(context, &labels);
    let spelled = context.spelled.get_or_init(|| Spelled::of(context, &labels));
    let vocabulary = Vocabulary::of(context, spelled, &labels, &places.stretch());
    let runs = Runs::of(context, &labels);
    let mut rows = context.own_signs.get_or_init(|| own(context, spelled)).clone();
    let is_marked: Vec<bool> = labels.iter().map(Option::is_some).collect();
    let shared = context.blocks().zip(&is_marked).map(|((at, _, shape), is_marked)| {
        let folded = if *is_marked { "" } else { context.folded(at) };
        SHARES.of(shared(&headline, &begins, folded, shape))
    });
    rows.fill(Sign::Headline, shared);
    places.fill(context, &mut rows);
    around.fill(&mut rows);
    vocabulary.fill(&mut rows);
    runs.fill(context, &mut rows);
    rows.keep_only(Sign::Gap, &is_marked);
    for (value, label) in rows.sign(Sign::Marked).iter_mut().zip(&labels) {
        *value = label.and_then(|it| i16::try_from(marked(it)).ok()).unwrap_or(NONE);
    }
    rows
}

/// The signs that each block has by itself, whatever is known of the page: they are made once, for the headline and for the
/// lines of the article. A block that is marked by then shows none but the gap before it.
fn own(context: &Context<'_>, spelled: &Spelled) -> Rows {
    let counts = counts(context);
    let mut rows = Rows::new(context.shapes.len());
    for (at, block, shape) in context.blocks() {
        let mut row = rows.row(at);
        let lines = gap(context, at).bytes().filter(|byte| *byte == b'\n').count();
        row.set(Sign::Gap, lines.min(4));
        let Some(tally) = spelled.tally(at) else { continue };
        letters::look(context, tally, context.words(block), shape, &mut row);
        row.set(Sign::Kind, usize::from(block.kind == Kind::Item));
        row.set(Sign::Prose, usize::from(shape.is_prose()));
        let is_counted = shape.weight <= COUNTED;
        let count = if is_counted { counts.get(context.folded(at)).copied() } else { None };
        row.set(Sign::Repeated, COUNTS.of(count.unwrap_or_default()));
    }
    rows
}

/// What stands between a block and the one before.
pub(super) fn gap<'a>(context: &Context<'a>, at: usize) -> &'a str {
    let block = |at: usize| context.page.blocks.get(at);
    let before = at.checked_sub(1).and_then(block).map_or(0, |before| before.span.end);
    let start = block(at).map_or(before, |block| block.span.start);
    Span::new(before, start).of(&context.page.text)
}

/// The share of the words of a folded line that stand in the headline, in hundredths.
fn shared(headline: &FxHashSet<&str>, begins: &Begins, folded: &str, shape: &Shape) -> usize {
    let shared = begins.among(folded).filter(|word| headline.contains(word)).count();
    hundredths(shared, shape.words.max(headline.len() / 2))
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
        let mut rest = Some(folded).filter(|_| !self.is_empty);
        std::iter::from_fn(move || {
            loop {
                let here = rest?;
                let end = here.bytes().position(|byte| byte == b' ');
                rest = end.map(|end| text::after(here, end + 1));
                let first = here.bytes().next().unwrap_or(b' ');
                if self.bytes.get(usize::from(first)).is_some_and(|begins| *begins) {
                    return Some(end.map_or(here, |end| text::before(here, end)));
                }
            }
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
pub(super) fn marked(label: &Label) -> usize {
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
        Label::Advertisement | Label::NoArticle | Label::Learned | Label::User(_) => 11,
    }
}
