//! Lines in which a scraper put words together that stood in boxes of their own: `7 min readBy Ann MillerShareThe mill …`.
//!
//! `get_text()` leaves nothing between the elements of a page that was written without line breaks. Where a capital
//! follows a small letter, a date or the end of a sentence without a space, one box ended and the next began. Names are
//! written that way, too (`WordPress`), so a page must have many such joints, a line several, and only lines with running
//! text in them are cut: a menu in one piece is known better than item by item. Scripts without capitals show no joints.

use rustc_hash::FxHashMap;

use crate::page::{Block, Kind};
use crate::text::{Span, after, before};

/// Sure joints of a page from which it is one that lost its spaces. Of the same 160 pages dumped with a line break for
/// each element one has so many in lines with running text, dumped without 44.
const PAGE: usize = 15;

/// Sure joints of a line that is cut.
const LINE: usize = 3;

/// Words of such a line to a sure joint, at most: a page that a scraper wrote on one line with spaces has some, too.
const SPARSE: usize = 100;

/// Bytes from which a piece with the end of a sentence in it is running text.
const PROSE: usize = 60;

/// Letters of the shortest word that a full stop ends: `U.S.The` is no joint.
const WORD: usize = 3;

/// A place where one box may end and the next begin.
#[derive(Clone, Copy)]
struct Joint {
    /// The first byte of the next, in the page.
    at: usize,
    /// Whether it is one by itself, and no name with a capital in it.
    is_sure: bool,
}

/// The blocks with those cut that are several boxes in one line.
pub(super) fn cut(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    if !has_joints(text) {
        return blocks;
    }
    let mut words: FxHashMap<&str, usize> = FxHashMap::default();
    for word in text.split_whitespace() {
        *words.entry(bare(word)).or_default() += 1;
    }
    let found: Vec<Vec<Joint>> =
        blocks.iter().map(|block| joints(block.span, text, &words)).collect();
    let sure = |joints: &Vec<Joint>| joints.iter().filter(|joint| joint.is_sure).count();
    if found.iter().map(sure).sum::<usize>() < PAGE {
        return blocks;
    }
    let mut pieces = Vec::with_capacity(blocks.len());
    for (block, joints) in blocks.iter().zip(&found) {
        let mut rest = *block;
        for joint in joints {
            let span = Span::new(rest.span.start, joint.at);
            pieces.push(Block { span: span.trimmed(text), kind: rest.kind });
            rest = Block { span: Span::new(joint.at, block.span.end), kind: Kind::Text };
        }
        pieces.push(rest);
    }
    pieces
}

/// Whether a text has as many places as a page needs where a capital follows a small letter, a digit or a sign.
fn has_joints(text: &str) -> bool {
    let mut last = ' ';
    let is_joint = |letter: char| {
        let last = std::mem::replace(&mut last, letter);
        letter.is_uppercase() && !last.is_uppercase() && !last.is_whitespace()
    };
    text.chars().map(is_joint).filter(|is_joint| *is_joint).nth(PAGE - 1).is_some()
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// The joints of a line that has enough of them and running text between them; none of any other.
fn joints(line: Span, text: &str, words: &FxHashMap<&str, usize>) -> Vec<Joint> {
    let mut found = Vec::new();
    let mut at = line.start;
    for word in line.of(text).split_inclusive(char::is_whitespace) {
        found.extend(
            within(word.trim_end(), words)
                .into_iter()
                .map(|joint| Joint { at: at + joint.at, ..joint }),
        );
        at += word.len();
    }
    let sure = found.iter().filter(|joint| joint.is_sure).count();
    if sure < LINE || sure * SPARSE < line.of(text).split_whitespace().count() {
        return Vec::new();
    }
    let ends = found.iter().map(|joint| joint.at).chain([line.end]);
    let starts = [line.start].into_iter().chain(found.iter().map(|joint| joint.at));
    let mut pieces = starts.zip(ends).map(|(start, end)| Span::new(start, end).of(text));
    if pieces.any(is_prose) { found } else { Vec::new() }
}

/// Whether a piece is running text.
fn is_prose(piece: &str) -> bool {
    let ends = |(at, sign): (usize, &str)| {
        let rest = after(piece, at + sign.len()).trim_start_matches(['"', '”', '’', ')']);
        before(piece, at).ends_with(char::is_lowercase)
            && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    piece.len() >= PROSE && piece.match_indices(['.', '!', '?', '…']).any(ends)
}

/// The joints of what stands between two spaces.
fn within(word: &str, words: &FxHashMap<&str, usize>) -> Vec<Joint> {
    let is_address = word.contains("://")
        || word.starts_with("www.")
        || word.contains('@')
        || word.contains('/') && word.contains('.');
    if is_address {
        return Vec::new();
    }
    let places: Vec<(usize, bool)> =
        word.char_indices().skip(1).filter_map(|(at, _)| place(word, at)).collect();
    let is_known = |part: &str| words.contains_key(bare(part));
    let mut found = Vec::with_capacity(places.len());
    let mut start = 0;
    for (number, (at, is_sure)) in places.iter().enumerate() {
        let end = places.get(number + 1).map_or(word.len(), |(next, _)| *next);
        let (left, right) = (Span::new(start, *at).of(word), Span::new(*at, end).of(word));
        start = *at;
        let is_short = |part: &str| part.chars().nth(1).is_none();
        if !is_sure && (is_short(bare(left)) || is_short(right)) {
            continue;
        }
        let is_sure = *is_sure || places.len() > 1 || is_known(left) && is_known(right);
        // A name with a capital in it is said more than once.
        if is_sure || words.get(bare(word)) == Some(&1) {
            found.push(Joint { at: *at, is_sure });
        }
    }
    found
}

/// Whether the letter at a byte of a word may begin the next box, and whether that is sure.
fn place(word: &str, at: usize) -> Option<(usize, bool)> {
    let mut rest = after(word, at).chars();
    let (first, next) = (rest.next()?, rest.next());
    if !first.is_uppercase()
        || next.is_some_and(|next| next.is_alphabetic() && !next.is_lowercase())
    {
        return None;
    }
    let head = before(word, at);
    let last = head.chars().next_back()?;
    if last.is_lowercase() {
        return Some((at, false));
    }
    if !next.is_some_and(char::is_lowercase) {
        return None;
    }
    let is_end = |sign: char| ".!?…”’\"')»".contains(sign);
    let told = head.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let letters = told.chars().rev().take_while(|letter| letter.is_alphabetic()).take(WORD).count();
    let is_word = letters == WORD && told.ends_with(char::is_lowercase);
    let is_joint =
        last.is_numeric() || is_end(last) && (is_word || told.ends_with(char::is_numeric));
    is_joint.then_some((at, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let block = Block { span: Span::all(text), kind: Kind::Text };
        cut(text, vec![block]).iter().map(|block| block.span.of(text)).collect()
    }

    /// A page of one line as `get_text()` leaves it, often enough to be one.
    const MENU: &str =
        "NewsSportTravelWeatherFoodHealthCultureMoneyOpinionVideoLettersGamesJobsHomesArchive";

    #[test]
    fn boxes_in_one_line_are_parted_where_a_capital_follows_without_a_space() {
        let text = format!(
            "{MENU}The mill grinds again12 May 2026By Ann MillerShareThe mill at the lower bridge has ground no corn for \
             thirty years.On Monday it will.Related stories"
        );
        let found = pieces(&text);
        assert!(found.contains(&"News") && found.contains(&"Archive"), "{found:?}");
        assert!(found.contains(&"Share"), "{found:?}");
        assert!(found.contains(&"On Monday it will."), "{found:?}");
        assert_eq!(found.concat(), text, "no letter is lost");
    }

    #[test]
    fn a_menu_alone_and_a_page_with_a_name_of_two_capitals_stay_whole() {
        assert_eq!(pieces(MENU), [MENU]);
        let text = "WordPress and YouTube said on Monday that McDonald and LinkedIn would go on. WordPress did not. "
            .repeat(12);
        assert_eq!(pieces(text.trim_end()), [text.trim_end()]);
    }
}
