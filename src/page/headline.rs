//! Which of the titles that a page names is its headline: the one that readers see, in the words of machines where these
//! spell it better, without the name of the site.

use std::collections::BTreeSet;

use super::heading::{Heading, LOWEST};
use super::site::Site;
use crate::text;

/// What stands between the headline and the name of the site in `<title>`, the longer before those they end with.
const TITLE_JOINTS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " › ", " ‹ ", " · ", " • ", " / ", " ~ ",
    COLON, "｜", "|", "_",
];

/// The joint that stands within headlines, too.
const COLON: &str = ": ";

/// Likeness, in per cent, from which a highest heading is the headline that machines are told, in other words.
const ALIKE: usize = 33;

/// As [`ALIKE`] where another heading says exactly what machines are told.
const ALIKE_BESIDE_SAME: usize = 67;

/// How much more a later heading is like what machines are told than the first one, in per cent, when it is the headline.
const BETTER: usize = 20;

/// Likeness, in per cent, from which a title is another one but for its spelling and a word.
const NEARLY_SAME: usize = 80;

/// Words from which the only highest heading is the headline whatever machines are told: names of sites are shorter.
const SOLE: usize = 5;

/// Letters from which a heading in capitals alone is so by its style: shorter ones are names.
const CAPITALS: usize = 12;

/// Names of the site that are cut from one title: those of the outlet and of its section.
const MOST_CUTS: usize = 3;

/// The titles of a page that readers see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// The best of all titles.
    pub best: Option<String>,
    /// The whole heading that holds it, where that says more.
    pub whole: Option<String>,
}

/// The pieces of a title between the signs that part headlines from names of sites.
pub fn pieces(title: &str) -> Vec<&str> {
    let joints = TITLE_JOINTS.iter().filter(|joint| **joint != COLON);
    joints.fold(vec![title], |pieces, joint| {
        pieces.into_iter().flat_map(|piece| piece.split(joint)).collect()
    })
}

/// Most highest headings that are compared with what machines are told.
const MOST: usize = 100;

/// Cuts the name of the site from what machines are told, and finds the headline that readers see among the headings.
pub fn choose(headings: &[Heading], site: &mut Site, told: &mut [String]) -> Headline {
    let is_name = |heading: &Heading| site.is_named_by(heading) || site.is_home(heading);
    let (names, headings): (Vec<&Heading>, Vec<&Heading>) =
        headings.iter().partition(|heading| is_name(heading));
    names.iter().filter(|name| name.rank == 1).for_each(|name| site.learn(&name.words));
    let known = Known::of(&headings);
    for title in told.iter_mut() {
        *title = without_site(title, &known, site);
    }
    without_quotes(told);
    let highest = || headings.iter().copied().filter(|heading| heading.rank == 1).take(MOST);
    // Teasers of other articles are headings, too; each leads to its own.
    let own: Vec<&Heading> = highest().filter(|heading| !site.is_elsewhere(heading)).collect();
    let own = if own.is_empty() { highest().collect() } else { own };
    let mut told_words: Vec<BTreeSet<String>> = told.iter().map(|title| words(title)).collect();
    told_words.extend(site.page_name().map(|name| words(&name)));
    let alike = |heading: &Heading, measure: fn(&BTreeSet<String>, &BTreeSet<String>) -> usize| {
        let words = words(&heading.words);
        told_words.iter().map(|title| measure(&words, title)).max().unwrap_or_default()
    };
    let Some(first) = own.first().copied() else { return Headline::default() };
    let best = own.iter().rev().max_by_key(|heading| alike(heading, common)).copied();
    let is_better = |best: &&Heading| alike(best, common) >= alike(first, common) + BETTER;
    let best = best.filter(is_better).unwrap_or(first);
    let has_same = told.iter().any(|title| known.lower.contains(&letters(title)));
    let least = if has_same { ALIKE_BESIDE_SAME } else { ALIKE };
    // Some systems set the second line of the headline as the heading, and call the first one its title.
    let is_called = told.iter().any(|title| known.called.contains(&letters(title)));
    let is_sole =
        own.len() == 1 && !has_same && !is_called && best.words.split(' ').count() >= SOLE;
    if !(told.is_empty() || alike(best, shared) >= least || is_sole) {
        return Headline::default();
    }
    let spelled = spelled(best, told);
    let whole = (spelled != best.words).then(|| best.words.clone());
    Headline { best: Some(spelled), whole }
}

/// Takes the quotation marks from a title that machines are told without them, too.
fn without_quotes(told: &mut [String]) {
    let inner = |title: &str| {
        let inner = title.strip_prefix('『').and_then(|title| title.strip_suffix('』'))?;
        (!inner.contains(['『', '』'])).then(|| inner.to_owned())
    };
    let plain: Vec<String> = told.to_vec();
    for title in told {
        if let Some(inner) = inner(title).filter(|inner| plain.contains(inner)) {
            *title = inner;
        }
    }
}

/// What the headings of a page say, as titles are compared with them.
struct Known {
    /// The highest.
    highest: BTreeSet<String>,
    /// The parts of these, where they have several.
    pieces: BTreeSet<String>,
    /// The lower ones that lead nowhere.
    lower: BTreeSet<String>,
    /// What only its class calls a title, and leads nowhere.
    called: BTreeSet<String>,
}

impl Known {
    fn of(headings: &[&Heading]) -> Known {
        let highest = || headings.iter().filter(|heading| heading.rank == 1);
        let pieces = highest().flat_map(|heading| &heading.pieces);
        let said = |ranks: std::ops::RangeInclusive<u8>| -> BTreeSet<String> {
            let lower = headings.iter().filter(|it| ranks.contains(&it.rank) && it.link.is_none());
            lower.map(|heading| letters(&heading.words)).collect()
        };
        Known {
            highest: highest().map(|heading| letters(&heading.words)).collect(),
            pieces: pieces.map(|words| letters(words)).collect(),
            lower: said(2..=LOWEST - 1),
            called: said(LOWEST..=LOWEST),
        }
    }

    /// Whether a heading says what is left of a title without `name`; a lower one only where that is the greater part of
    /// it, since the names of sites and sections are lower headings, too.
    fn is_headline(&self, rest: &str, name: &str, joint: &str) -> bool {
        // Behind a colon stands the second half of many headlines.
        let is_greater = rest.chars().count() > name.chars().count() && joint != COLON;
        let rest = letters(rest);
        // Where both are parts of the headline, neither is all of it.
        let is_piece = self.pieces.contains(&rest) && !self.pieces.contains(&letters(name));
        !rest.is_empty()
            && (is_piece
                || self.highest.contains(&rest)
                || is_greater && (self.lower.contains(&rest) || self.called.contains(&rest)))
    }
}

/// The words of a heading as the page spells them best: of a heading in several parts the one that machines are told; not
/// in capitals alone, and not without the spaces and signs that only its style shows.
fn spelled(heading: &Heading, told: &[String]) -> String {
    if is_told(&heading.words, told) && !is_shouted(&heading.words) {
        return heading.words.clone();
    }
    if let Some(piece) = heading.pieces.iter().find(|piece| is_told(piece, told)) {
        return piece.clone();
    }
    let is_better = |title: &&String| {
        let same = letters(title) == letters(&heading.words);
        let is_spaced = spaced(title) > spaced(&heading.words);
        let is_near = same || common(&words(&heading.words), &words(title)) >= NEARLY_SAME;
        same && (is_spaced || !heading.pieces.is_empty())
            || is_near && is_shouted(&heading.words) && !is_shouted(title)
    };
    told.iter().find(is_better).unwrap_or(&heading.words).clone()
}

/// How many words there are between the spaces, signs alone not counted.
fn spaced(title: &str) -> usize {
    title.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn is_told(words: &str, told: &[String]) -> bool {
    told.iter().any(|title| folded(title) == folded(words))
}

/// Whether words are in capitals alone by their style.
fn is_shouted(words: &str) -> bool {
    !words.contains(char::is_lowercase)
        && words.chars().filter(|letter| letter.is_uppercase()).count() >= CAPITALS
}

/// How many per cent of the words of the shorter title are in the other one.
fn shared(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    one.intersection(other).count() * 100 / one.len().min(other.len()).max(1)
}

/// How many per cent of the words of two titles are in both (the coefficient of Dice).
fn common(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    one.intersection(other).count() * 200 / (one.len() + other.len()).max(1)
}

/// The words of a title; each ideograph, kana or syllable of Hangul is one.
fn words(title: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for part in title.to_lowercase().split(|letter: char| !letter.is_alphanumeric()) {
        if part.chars().any(|letter| letter >= '\u{2e80}') {
            words.extend(part.chars().map(String::from));
        } else if !part.is_empty() {
            words.insert(part.to_owned());
        }
    }
    words
}

/// A title without the names of its site at either end. They are cut only where they are known to be such: they are what
/// the page calls its publisher, what its address says, or what is left is a heading of the page.
fn without_site(title: &str, known: &Known, site: &Site) -> String {
    let mut title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for _ in 0..MOST_CUTS {
        // What is a heading as it stands has nothing before or behind it.
        if title.len() > LONGEST || known.highest.contains(&letters(&title)) {
            break;
        }
        let Some(rest) = without_name(&title, site).or_else(|| headline_in(&title, known)) else {
            break;
        };
        title = rest;
    }
    title
}

/// Bytes of the longest title that is taken apart.
const LONGEST: usize = 500;

fn without_name(title: &str, site: &Site) -> Option<String> {
    for joint in TITLE_JOINTS {
        let behind = title.rsplit_once(joint);
        let before = title.split_once(joint).map(|(name, rest)| (rest, name));
        // Before a headline and around a colon only the very name is one: `Time to act: what now` is no title of `Time`.
        let is_site = |(rest, name): &(&str, &str), is_loose: bool| {
            let is_named = site.is_named(name) || is_loose && site.is_called(name);
            rest.contains(char::is_alphanumeric) && is_named
        };
        let behind = behind.filter(|parts| is_site(parts, *joint != COLON));
        if let Some((rest, _)) = behind.or(before.filter(|parts| is_site(parts, false))) {
            return Some(rest.trim().to_owned());
        }
    }
    site.without_address(title)
}

/// What a title says before or behind one of its joints, where that is a heading of the page.
fn headline_in(title: &str, known: &Known) -> Option<String> {
    for joint in TITLE_JOINTS {
        for (at, _) in title.match_indices(joint) {
            let (before, behind) = (text::before(title, at), text::after(title, at + joint.len()));
            for (rest, name) in [(before, behind), (behind, before)] {
                if known.is_headline(rest, name, joint) {
                    return Some(rest.trim().to_owned());
                }
            }
        }
    }
    None
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The letters and digits of a name, small.
fn letters(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}
