//! Text → language among those of one script, by its letters and its commonest trigrams, as the crate `whatlang` tells it.
//!
//! The method is that of Cavnar and Trenkle ("N-gram-based text categorization", 1994): the ranks of a language's 300
//! commonest trigrams are held against their ranks in the text. `whatlang` looks 300 trigrams of every language up in the
//! text; here each trigram of the text is looked up once, in a table of all languages, which takes a quarter of the time.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::letter;

/// The languages; see its head and `tools/trigrams.py`.
static TABLE: &str = include_str!("trigrams.tsv");

/// How many trigrams of a language are known, and how much one weighs that the text does not have.
const KNOWN: usize = 300;

/// How many trigrams of a text are looked at.
const LOOKED_AT: usize = 2 * KNOWN;

/// What is known of a language.
#[derive(Debug)]
struct Language {
    tag: &'static str,
    script: &'static str,
}

/// All languages; by letter the languages whose alphabet has it; and by trigram those that have it, with its rank there.
#[derive(Debug, Default)]
struct Trigrams {
    languages: Vec<Language>,
    letters: FxHashMap<char, Vec<usize>>,
    /// Where in `ranks` those of a trigram stand.
    places: FxHashMap<u64, Range<u32>>,
    ranks: Vec<Rank>,
}

/// The rank of a trigram in a language.
#[derive(Clone, Copy, Debug)]
struct Rank {
    language: u16,
    rank: u16,
}

static TRIGRAMS: LazyLock<Trigrams> = LazyLock::new(|| {
    let mut all = Trigrams::default();
    let mut ranks: Vec<(u64, Rank)> = Vec::new();
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (tag, script, alphabet, trigrams) = (cell(), cell(), cell(), cell());
        let letters: Vec<char> = trigrams.chars().collect();
        let language = u16::try_from(all.languages.len()).unwrap_or_default();
        for (rank, trigram) in (0..).zip(letters.as_chunks().0) {
            ranks.push((key(*trigram), Rank { language, rank }));
        }
        for letter in alphabet.chars() {
            all.letters.entry(letter).or_default().push(all.languages.len());
        }
        all.languages.push(Language { tag, script });
    }
    ranks.sort_unstable_by_key(|(key, _)| *key);
    for (at, (key, rank)) in (0..).zip(ranks) {
        all.places.entry(key).or_insert(at..at).end = at + 1;
        all.ranks.push(rank);
    }
    all
});

/// The language of a text in a script (`latin`, `cyrillic`, `devanagari`) among those allowed, and how sure that is, 0
/// to 1.
pub(super) fn detect(
    text: &str,
    script: &str,
    is_allowed: impl Fn(&str) -> bool,
) -> Option<(&'static str, f64)> {
    let Letters { counted, places } = Letters::of(text);
    let ranked = ranked(&places, &counted);
    let missing = missing(&ranked);
    let (by_alphabet, letters) = by_alphabet(&counted, script);
    let all = (0..).zip(&TRIGRAMS.languages);
    let mut scores: Vec<(f64, &'static str)> = all
        .filter(|(_, language)| language.script == script && is_allowed(language.tag))
        .map(|(at, language)| {
            let alphabet = by_alphabet.get(at).copied().unwrap_or_default();
            let trigram = missing.get(at).copied().map_or(0.0, |missing| {
                let most = ranked.len() * KNOWN;
                share(most.saturating_sub(missing), most)
            });
            (alphabet * weight(letters) + trigram * (1.0 - weight(letters)), language.tag)
        })
        .collect();
    scores.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let (best, tag) = *scores.first()?;
    let second = scores.get(1).map(|(second, _)| *second);
    Some((tag, second.map_or(1.0, |second| confidence(best, second, ranked.len()))))
}

/// The letters of a text in lower case.
struct Letters {
    /// The different ones in their order, and how often each stands there.
    counted: Vec<(char, usize)>,
    /// For each letter of the text its place among these, the first being 1; 0 for what says nothing of the language.
    places: Vec<u16>,
}

/// Letters that have a slot of their own: those of the alphabets that trigrams tell apart.
const SLOTS: usize = 0x780;

/// The slot of a letter: Latin, Greek and Cyrillic, the letters of Vietnamese, Devanagari.
fn slot(letter: char) -> Option<usize> {
    let code = letter as usize;
    match code {
        0..0x600 => Some(code),
        0x900..0x980 => Some(code - 0x900 + 0x700),
        0x1e00..0x1f00 => Some(code - 0x1e00 + 0x600),
        _ => None,
    }
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut slots = [0_u16; SLOTS];
        let mut others: FxHashMap<char, usize> = FxHashMap::default();
        let mut counted: Vec<(char, usize)> = Vec::new();
        let mut small: Vec<char> = Vec::with_capacity(text.len());
        let folded = |letter: char| if is_stop(letter) { ' ' } else { letter };
        for letter in text.chars() {
            if letter.is_ascii() {
                small.push(folded(letter.to_ascii_lowercase()));
            } else {
                letter::each_small(letter, |letter| small.push(folded(letter)));
            }
        }
        for letter in small.iter().copied().filter(|letter| *letter != ' ') {
            match slot(letter).and_then(|at| slots.get_mut(at)) {
                Some(count) => {
                    if *count == 0 {
                        counted.push((letter, 0));
                    }
                    *count = count.saturating_add(1);
                }
                None => *others.entry(letter).or_default() += 1,
            }
        }
        for (letter, count) in &mut counted {
            let met = slot(*letter).and_then(|at| slots.get(at));
            *count = met.copied().map_or(0, usize::from);
        }
        counted.extend(others);
        counted.sort_unstable();
        // From here on a slot holds the place of its letter.
        for (place, (letter, _)) in (1..).zip(&counted) {
            if let Some(slot) = slot(*letter).and_then(|at| slots.get_mut(at)) {
                *slot = place;
            }
        }
        let place = |letter: char| {
            let known = slot(letter).and_then(|at| slots.get(at)).copied();
            known.unwrap_or_else(|| {
                let before = counted.binary_search_by_key(&letter, |(known, _)| *known);
                before.map_or(0, |before| u16::try_from(before + 1).unwrap_or_default())
            })
        };
        let places = small.into_iter().map(place).collect();
        Letters { counted, places }
    }
}

/// The bits of a number that hold the place of a letter.
const PLACE: u64 = 0xffff;

/// Whether a character of ASCII says nothing of the language: blanks, digits, punctuation.
fn is_stop(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphabetic() && letter != '\u{7f}'
}

/// Three letters as a number.
fn key(trigram: [char; 3]) -> u64 {
    trigram.iter().fold(0, |key, letter| key << 21 | u64::from(*letter))
}

/// The commonest trigrams of a text, the commonest first, of those met as often that of the last letters.
fn ranked(places: &[u16], counted: &[(char, usize)]) -> Vec<u64> {
    let mut tally = Tally::new(places.len());
    let (mut first, mut second) = (0, None);
    for third in places.iter().copied().map(u64::from).chain([0]) {
        let Some(middle) = second.replace(third) else { continue };
        if middle != 0 || first != 0 && third != 0 {
            tally.count(first << 32 | middle << 16 | third);
        }
        first = middle;
    }
    // As one number, a count before its trigram: these are compared at once.
    let mut runs: Vec<u64> = tally.met.into_iter().map(|met| met.rotate_right(16)).collect();
    // Only the commonest have to be in order.
    if let Some(rest) = runs.len().checked_sub(LOOKED_AT).filter(|rest| *rest > 0) {
        runs.select_nth_unstable(rest);
        runs.drain(..rest);
    }
    runs.sort_unstable();
    let letter = |place: u64| {
        let before = usize::try_from(place & PLACE).unwrap_or_default().checked_sub(1);
        before.and_then(|at| counted.get(at)).map_or(' ', |(letter, _)| *letter)
    };
    let key = |run: u64| key([letter(run >> 32), letter(run >> 16), letter(run)]);
    runs.into_iter().rev().take(LOOKED_AT).map(key).collect()
}

/// How often each trigram was met: a hash table of a size that is known, which costs less than one that grows.
struct Tally {
    /// For each hash the place behind that of its trigram among the met ones; none: 0. A slot that is taken leads to the
    /// next.
    slots: Vec<u16>,
    /// The places of three letters, and behind these how often they were met.
    met: Vec<u64>,
}

impl Tally {
    /// For so many trigrams at most.
    fn new(most: usize) -> Tally {
        Tally { slots: vec![0; (2 * most + 2).next_power_of_two()], met: Vec::with_capacity(most) }
    }

    fn count(&mut self, key: u64) {
        let mask = self.slots.len() - 1;
        let mut at = spread(key) & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            let Some(place) = slot.checked_sub(1) else {
                // More different trigrams than a sample has letters are not counted.
                if let Ok(place) = u16::try_from(self.met.len() + 1) {
                    self.met.push(key << 16 | 1);
                    *slot = place;
                }
                return;
            };
            match self.met.get_mut(usize::from(place)) {
                Some(met) if *met >> 16 == key => {
                    *met += u64::from(*met & PLACE < PLACE);
                    return;
                }
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// The hash of a trigram (Knuth's multiplication by the golden ratio).
fn spread(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40).unwrap_or_default()
}

/// For each language how far the ranks of its trigrams are from those in the text, all in all.
fn missing(ranked: &[u64]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = vec![(0, 0); TRIGRAMS.languages.len()];
    for (rank, key) in (0_u16..).zip(ranked) {
        let place = TRIGRAMS.places.get(key).cloned().unwrap_or_default();
        let place = place.start as usize..place.end as usize;
        for known in TRIGRAMS.ranks.get(place).unwrap_or_default() {
            if let Some((count, distance)) = found.get_mut(usize::from(known.language)) {
                *count += 1;
                *distance += usize::from(rank.abs_diff(known.rank));
            }
        }
    }
    let absent = KNOWN.saturating_sub(ranked.len()) * KNOWN;
    let distance = |(count, distance): (usize, usize)| {
        (distance + (KNOWN - count) * KNOWN - absent).min(KNOWN * KNOWN)
    };
    found.into_iter().map(distance).collect()
}

/// For each language the share of letters that its alphabet has, less that of those it has not; and how many letters
/// there are. The alphabets of Devanagari tell nothing.
fn by_alphabet(counted: &[(char, usize)], script: &str) -> (Vec<f64>, usize) {
    if script == "devanagari" {
        return (vec![1.0; TRIGRAMS.languages.len()], 1);
    }
    let total: usize = counted.iter().map(|(_, count)| count).sum();
    let mut known = vec![0; TRIGRAMS.languages.len()];
    for (letter, count) in counted {
        for language in TRIGRAMS.letters.get(letter).into_iter().flatten() {
            if let Some(known) = known.get_mut(*language) {
                *known += count;
            }
        }
    }
    let share_of = |known: usize| share((known * 2).saturating_sub(total), total);
    (known.into_iter().map(share_of).collect(), total)
}

/// What the alphabet weighs beside the trigrams: less in a long text.
#[expect(clippy::cast_precision_loss, reason = "letters of a sample")]
fn weight(letters: usize) -> f64 {
    (-(letters as f64 / 300.0) + 2.0 / 3.0).clamp(1.0 / 3.0, 2.0 / 3.0)
}

/// How sure the best score is beside the second.
#[expect(clippy::cast_precision_loss, reason = "trigrams of a sample")]
fn confidence(best: f64, second: f64, trigrams: usize) -> f64 {
    if best <= 0.0 || second <= 0.0 {
        return best.max(0.0);
    }
    let least = 3.0 / trigrams as f64 + 0.015;
    ((best - second) / second / least).min(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "letters of a sample")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_as_whatlang_does() {
        let texts = [
            "Die neue Brücke über den Fluss ist am Montag zwei Monate früher als geplant eröffnet worden.",
            "Le nouveau pont a été inauguré lundi, deux mois plus tôt que prévu, a annoncé la mairie.",
            "Мост открыли в понедельник на два месяца раньше срока, сообщили в администрации города.",
            "Міст відкрили в понеділок на два місяці раніше, повідомили в адміністрації міста.",
            "Cây cầu mới bắc qua sông đã được khánh thành hôm thứ Hai, sớm hơn hai tháng so với kế hoạch.",
            "नया पुल सोमवार को तय समय से दो महीने पहले खोल दिया गया, शहर प्रशासन ने कहा।",
        ];
        let known = crate::lang::detect::BY_TRIGRAMS;
        let allowed =
            known.iter().filter_map(|(_, code)| whatlang::Lang::from_code(*code)).collect();
        let detector = whatlang::Detector::with_allowlist(allowed);
        for text in texts {
            let theirs = detector.detect(text).unwrap();
            let script = theirs.script().name().to_lowercase();
            let (tag, confidence) = detect(text, &script, |_| true).unwrap();
            assert!(known.contains(&(tag, theirs.lang().code())), "{text}: {tag}");
            assert!((confidence - theirs.confidence()).abs() < 1e-9, "{text}");
        }
    }
}
