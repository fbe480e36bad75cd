//! What the words of a block show by themselves: how much is written, in which letters, how it begins and ends.

use super::rows::Row;
use super::signs::{COUNTS, SHARES, Sign, Steps, hundredths, step};
use super::spelled::Tally;
use crate::rules::Context;
use crate::rules::shape::{Shape, Signs};

/// Steps of how much is written.
static WEIGHTS: Steps<1001> =
    Steps::new(&[3, 7, 12, 18, 26, 36, 50, 70, 100, 140, 200, 300, 500, 1000]);

/// What stands for the share of capitals where a block has digits alone.
const DIGITS_ALONE: usize = 15;

/// Sets the signs of the words of a block.
pub(super) fn look(
    context: &Context<'_>,
    tally: &Tally,
    words: &str,
    shape: &Shape,
    row: &mut Row<'_>,
) {
    let weight = WEIGHTS.of(shape.weight);
    row.set(Sign::Weight, weight);
    let length = step(shape.weight, &[36, 100]);
    row.set(Sign::End, length * 5 + ending(words, shape));
    // What a script does not tell is no sign: the pages that are learned from are of few scripts.
    if let Some(number) = beginning(words) {
        row.set(Sign::Begin, number);
    }
    if tally.cased > 0 {
        let capitals = hundredths(tally.capitals, tally.cased);
        row.set(Sign::Capitals, SHARES.of(capitals));
    } else if tally.letters == tally.digits {
        row.set(Sign::Capitals, DIGITS_ALONE);
    }
    row.set(Sign::Digits, SHARES.of(hundredths(tally.digits, tally.letters)));
    let known = context.lang.filter(|lang| lang.is_spaced() && !lang.file.common.is_empty());
    if let Some(lang) = known {
        let rank = |part: usize| SHARES.of(hundredths(part, tally.words));
        row.set(Sign::Common, rank(tally.common));
        if lang.has_furniture() {
            row.set(Sign::Furniture, rank(tally.furniture));
        }
    }
    row.set(Sign::Sentences, COUNTS.of(tally.stops));
    row.set(Sign::Commas, COUNTS.of(tally.commas));
    row.set(Sign::Odd, odd(words, shape.signs));
}

pub(super) fn ending(words: &str, shape: &Shape) -> usize {
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
