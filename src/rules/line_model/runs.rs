//! Runs of blocks of one shape: a list of headlines is one in a way that paragraphs are not, whatever its words say.

use super::letters::ending;
use super::rows::Rows;
use super::signs::{Sign, hundredths};
use crate::finding::Label;
use crate::rules::Context;
use crate::rules::shape::Shape;

/// Letters below which a block says nothing of its length: numbers, single words, names, headlines, paragraphs.
const LENGTHS: [usize; 3] = [10, 26, 95];

/// Letters from which a block without a stop may be a headline.
const HEADLINE: usize = 16;

/// Letters from which a block with a stop is a sentence.
const SENTENCE: usize = 33;

/// Blocks behind one in which headlines and sentences are counted.
const AHEAD: usize = 12;

/// Dates, names of sections and marks that may stand between two headlines of a list.
const BETWEEN: usize = 2;

/// The longest run that is told apart.
const MOST: usize = 99;

/// What a block looks like, as far as blocks of a list look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    length: usize,
    end: usize,
}

/// The runs of all blocks of a page.
pub(super) struct Runs {
    alone: Vec<usize>,
    by_two: Vec<usize>,
    by_three: Vec<usize>,
    list: Vec<usize>,
    /// Headlines before each block, and sentences.
    headlines: Vec<usize>,
    sentences: Vec<usize>,
    /// The weight of the middle one of the sentences, none where there is none.
    usual: Option<usize>,
}

impl Runs {
    pub(super) fn of(context: &Context<'_>, labels: &[Option<&Label>]) -> Runs {
        let count = context.shapes.len();
        let (mut looks, mut headlines, mut sentences) =
            (Vec::with_capacity(count), vec![0], vec![0]);
        let (mut weights, mut lists) = (Vec::new(), Lists::default());
        for (at, block, shape) in context.blocks() {
            let is_free = labels.get(at).is_none_or(Option::is_none);
            let end = end(context.words(block), shape);
            let is_headline = is_free && end != 1 && shape.weight >= HEADLINE;
            let is_sentence = is_free && end == 1 && shape.weight >= SENTENCE;
            if is_sentence {
                weights.push(shape.weight);
            }
            let length = LENGTHS.partition_point(|least| *least <= shape.weight);
            looks.push(is_free.then_some(Look { length, end }));
            headlines.push(headlines.last().unwrap_or(&0) + usize::from(is_headline));
            sentences.push(sentences.last().unwrap_or(&0) + usize::from(is_sentence));
            lists.meet(at, is_headline, !is_free || shape.weight < HEADLINE);
        }
        let middle = weights.len() / 2;
        let usual = (!weights.is_empty()).then(|| *weights.select_nth_unstable(middle).1);
        Runs {
            alone: alike(&looks, 1),
            by_two: alike(&looks, 2),
            by_three: alike(&looks, 3),
            list: lists.lengths(count),
            headlines,
            sentences,
            usual,
        }
    }

    /// Sets the signs of the runs that all blocks are part of.
    pub(super) fn fill(&self, context: &Context<'_>, rows: &mut Rows) {
        let lengths = [
            (Sign::Alike, &self.alone),
            (Sign::AlikeByTwo, &self.by_two),
            (Sign::AlikeByThree, &self.by_three),
            (Sign::List, &self.list),
        ];
        for (sign, lengths) in lengths {
            rows.fill(sign, lengths.iter().map(|length| *length.min(&MOST)));
        }
        rows.fill(Sign::Headlines12Ahead, ahead(&self.headlines));
        let all = self.headlines.last().copied().unwrap_or_default();
        let behind = self.headlines.iter().skip(1).map(|before| (all - before).min(MOST));
        rows.fill(Sign::HeadlinesBehind, behind);
        rows.fill(Sign::Sentences12Ahead, ahead(&self.sentences));
        if let Some(usual) = self.usual {
            let weights = context.shapes.iter().map(|shape| shape.weight);
            rows.fill(Sign::Usual, weights.map(|weight| hundredths(weight, usual).min(200)));
        }
    }
}

/// For each block how many there are among the [`AHEAD`] behind it, of sums over all before each.
fn ahead(sums: &[usize]) -> impl Iterator<Item = usize> {
    let last = sums.last().copied().unwrap_or_default();
    let ends = sums.iter().copied().skip(1 + AHEAD).chain(std::iter::repeat(last));
    sums.iter().skip(1).zip(ends).map(|(start, end)| end - start)
}

/// How a block ends: with nothing, like a sentence, with a colon, cut off.
fn end(words: &str, shape: &Shape) -> usize {
    match ending(words, shape) {
        1 | 2 => 1,
        3 => 2,
        4 => 3,
        _ => 0,
    }
}

/// For each block the longest run that it is part of, in which every block looks as the one so many before it.
fn alike(looks: &[Option<Look>], period: usize) -> Vec<usize> {
    let mut lengths = vec![0; looks.len()];
    let mut at = period;
    while at < looks.len() {
        let same = |at: &usize| {
            let before = at.checked_sub(period).and_then(|before| looks.get(before));
            looks.get(*at).is_some_and(|look| look.is_some() && before == Some(look))
        };
        let end = (at..looks.len()).find(|at| !same(at)).unwrap_or(looks.len());
        if end > at {
            let start = at - period;
            for length in lengths.iter_mut().take(end).skip(start) {
                *length = (*length).max(end - start);
            }
        }
        at = end + 1;
    }
    lengths
}

/// Lists of headlines while the blocks are met: where each starts and ends, and how many headlines it has.
#[derive(Default)]
struct Lists {
    found: Vec<(usize, usize, usize)>,
    is_open: bool,
    between: usize,
}

impl Lists {
    fn meet(&mut self, at: usize, is_headline: bool, is_between: bool) {
        if is_headline {
            match self.found.last_mut().filter(|_| self.is_open) {
                Some((_, end, count)) => (*end, *count) = (at + 1, *count + 1),
                None => self.found.push((at, at + 1, 1)),
            }
            (self.is_open, self.between) = (true, 0);
        } else if is_between && self.between < BETWEEN {
            self.between += 1;
        } else {
            self.is_open = false;
        }
    }

    /// For each block how many headlines the list has that it stands in.
    fn lengths(&self, count: usize) -> Vec<usize> {
        let mut lengths = vec![0; count];
        for (start, end, headlines) in &self.found {
            for length in lengths.iter_mut().take(*end).skip(*start) {
                *length = *headlines;
            }
        }
        lengths
    }
}
