//! Lines in which a scraper put words together that stood in boxes of their own: `7 min readBy Ann MillerShareThe mill …`.
//!
//! `get_text()` leaves nothing between the elements of a page that was written without line breaks. Where a capital
//! follows a small letter, a date or the end of a sentence without a space, one box ended and the next began. Names are
//! written that way, too (`WordPress`), so a page must have many such joints, a line several, and only lines with running
//! text in them are cut: a menu in one piece is known better than item by item. Scripts without capitals show no joints.

use rustc_hash::FxHashMap;

use crate::page::{Block, Kind};
use crate::text::{self, Span, after, bare, before, letter};

/// Sure joints of a page from which it is one that lost its spaces. Of the same 160 pages dumped with a line break for
/// each element one has so many in lines with running text, dumped without 44.
const PAGE: usize = 15;

/// Sure joints of a line that is cut.
const LINE: usize = 3;

/// Words of such a line to each sure joint, at most: a page that a scraper wrote on one line with spaces has some, too.
const SPARSE: usize = 100;

/// Sure joints of a line without running text from which it is a menu. Of the lines of 640 dumps 94 have so many and none
/// of them is of an article.
const MENU: usize = 4;

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
    // Few pages have a line that may be cut.
    let may = |block: &Block| has_joints(block.span.of(text), LINE);
    if !blocks.iter().any(may) || !has_joints(text, PAGE) {
        return blocks;
    }
    let lines: Vec<Span> = blocks.iter().filter(|it| may(it)).map(|block| block.span).collect();
    let words = words(text, &lines);
    let joints = |block: &Block| {
        if !may(block) {
            return Vec::new();
        }
        let found = joints(block.span, text, &words);
        let sure = sure(&found);
        let is_dense = sure * SPARSE >= block.span.of(text).split_whitespace().count();
        if sure >= LINE && is_dense && has_prose(block.span, &found, text) {
            found
        } else {
            Vec::new()
        }
    };
    let found: Vec<Vec<Joint>> = blocks.iter().map(joints).collect();
    if found.iter().map(|found| sure(found)).sum::<usize>() < PAGE {
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

/// The numbers of the blocks that are the items of a menu put together.
pub fn menus(text: &str, blocks: &[Block]) -> Vec<usize> {
    let mut may: Vec<(usize, Span)> = blocks.iter().map(|block| block.span).enumerate().collect();
    may.retain(|(_, span)| has_joints(span.of(text), MENU));
    if may.is_empty() {
        return Vec::new();
    }
    let lines: Vec<Span> = may.iter().map(|(_, span)| *span).collect();
    let words = words(text, &lines);
    may.retain(|(_, span)| {
        let found = joints(*span, text, &words);
        sure(&found) >= MENU && !has_prose(*span, &found, text) && !is_prose(span.of(text))
    });
    may.into_iter().map(|(at, _)| at).collect()
}

/// How many of some joints are sure.
fn sure(joints: &[Joint]) -> usize {
    joints.iter().filter(|joint| joint.is_sure).count()
}

/// How often a text has each of the words that may be parted in some of its lines, and each of their parts.
fn words<'a>(text: &'a str, lines: &[Span]) -> FxHashMap<&'a str, usize> {
    let mut words: FxHashMap<&str, usize> = FxHashMap::default();
    // By their first bytes how long the words are that are asked for: most others need not be looked up.
    let mut asked = [0_u64; 256];
    let mut ask = |word: &'a str| {
        words.insert(word, 0);
        let (first, length) = look(word);
        if let Some(lengths) = asked.get_mut(first) {
            *lengths |= length;
        }
    };
    for word in lines.iter().flat_map(|line| line.of(text).split_whitespace()) {
        let places: Vec<usize> = places(word).map(|(at, _)| at).collect();
        if places.is_empty() {
            continue;
        }
        ask(bare(word));
        let starts = [0].into_iter().chain(places.iter().copied());
        for (start, end) in starts.zip(places.iter().copied().chain([word.len()])) {
            ask(bare(Span::new(start, end).of(word)));
        }
    }
    let is_asked = |word: &&str| {
        let (first, length) = look(word);
        asked.get(first).is_some_and(|lengths| lengths & length != 0)
    };
    for word in text::bare_words(text).filter(is_asked) {
        if let Some(count) = words.get_mut(word) {
            *count += 1;
        }
    }
    words
}

/// The first byte of a word, and a bit for its length.
fn look(word: &str) -> (usize, u64) {
    (usize::from(word.bytes().next().unwrap_or_default()), 1 << word.len().min(63))
}

/// Whether a text has at least so many places where a capital follows a small letter, a digit or a sign.
fn has_joints(text: &str, least: usize) -> bool {
    if may_be_joints(text.as_bytes()) < least {
        return false;
    }
    if text.is_ascii() {
        return true;
    }
    let mut before = letter::class(' ');
    let begins = |sign: char| {
        let class = letter::class(sign);
        let before = std::mem::replace(&mut before, class);
        class.is_uppercase() && !before.is_uppercase() && !before.is_whitespace()
    };
    text.chars().map(begins).filter(|begins| *begins).nth(least - 1).is_some()
}

/// How many such places there may be at most, whatever the letters beyond ASCII are; in a text of ASCII there are as many.
fn may_be_joints(text: &[u8]) -> usize {
    let is_blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    // Letters beyond ASCII begin with such a byte; no other sign that begins with a lower one is a capital.
    let may_be_capital = |byte: u8| byte.is_ascii_uppercase() || byte >= FIRST_OF_LETTERS;
    let is_joint = |(last, next): (&u8, &u8)| {
        u8::from(may_be_capital(*next) && !last.is_ascii_uppercase() && !is_blank(*last))
    };
    let next = text.get(1..).unwrap_or_default();
    // Short enough for a sum of bytes, of which many are added in one step.
    let some = text.chunks(STRETCH).zip(next.chunks(STRETCH));
    some.map(|(last, next)| usize::from(last.iter().zip(next).map(is_joint).sum::<u8>())).sum()
}

/// The first byte of `À`, the first capital beyond ASCII.
const FIRST_OF_LETTERS: u8 = 0xc3;

/// Bytes that are looked at in one step.
const STRETCH: usize = 128;

/// The joints of a line.
fn joints(line: Span, text: &str, words: &FxHashMap<&str, usize>) -> Vec<Joint> {
    let mut found = Vec::new();
    let mut at = line.start;
    for word in line.of(text).split_inclusive(char::is_whitespace) {
        let joints = within(word.trim_end(), words);
        found.extend(joints.into_iter().map(|joint| Joint { at: at + joint.at, ..joint }));
        at += word.len();
    }
    found
}

/// Whether there is running text between the joints of a line.
fn has_prose(line: Span, joints: &[Joint], text: &str) -> bool {
    let ends = joints.iter().map(|joint| joint.at).chain([line.end]);
    let starts = [line.start].into_iter().chain(joints.iter().map(|joint| joint.at));
    starts.zip(ends).any(|(start, end)| is_prose(Span::new(start, end).of(text)))
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
    let places: Vec<(usize, bool)> = places(word).collect();
    let is_known = |part: &str| words.get(bare(part)).is_some_and(|count| *count > 0);
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

/// The letters of a word that may begin the next box; those of addresses do not.
fn places(word: &str) -> impl Iterator<Item = (usize, bool)> {
    let is_address = || {
        word.contains("://")
            || word.starts_with("www.")
            || word.contains('@')
            || word.contains('/') && word.contains('.')
    };
    let whole = if may_be_joints(word.as_bytes()) == 0 || is_address() { "" } else { word };
    whole.char_indices().skip(1).filter_map(|(at, _)| place(word, at))
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

    /// The menu of a page as `get_text()` leaves it.
    const ITEMS: &str =
        "NewsSportTravelWeatherFoodHealthCultureMoneyOpinionVideoLettersGamesJobsHomesArchive";

    #[test]
    fn boxes_in_one_line_are_parted_where_a_capital_follows_without_a_space() {
        let text = format!(
            "{ITEMS}The mill grinds again12 May 2026By Ann MillerShareThe mill at the lower bridge has ground no corn for \
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
        assert_eq!(pieces(ITEMS), [ITEMS]);
        let block = Block { span: Span::all(ITEMS), kind: Kind::Text };
        assert_eq!(menus(ITEMS, &[block]), [0]);
        let text = "WordPress and YouTube said on Monday that McDonald and LinkedIn would go on. WordPress did not. "
            .repeat(12);
        assert_eq!(pieces(text.trim_end()), [text.trim_end()]);
    }
}
