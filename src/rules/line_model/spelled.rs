//! What one walk over the letters of each block finds: counts of letters and signs, and its different words.

use rustc_hash::FxHashMap;

use crate::finding::Label;
use crate::lang::{Known, Lang};
use crate::rules::Context;
use crate::rules::shape::is_dense;
use crate::text;
use crate::text::letter::{self, Class, mixed};

/// Letters of the shortest word that counts as one of the text's: shorter ones are articles and prepositions in most
/// languages.
const WORD: usize = 4;

/// Words of a block that are looked at, at most.
const MOST_WORDS: usize = 400;

/// Letters of a page for each of its different words, and different words for which room is made at once.
const LETTERS_A_WORD: usize = 16;
const MOST_RESERVED: usize = 4_000;

/// What the letters of a block count up to.
#[derive(Clone, Default)]
pub(super) struct Tally {
    pub(super) letters: usize,
    pub(super) digits: usize,
    pub(super) words: usize,
    pub(super) cased: usize,
    pub(super) capitals: usize,
    pub(super) common: usize,
    pub(super) furniture: usize,
    pub(super) stops: usize,
    pub(super) commas: usize,
}

/// What is found in all blocks of a page that no rule had marked when it was looked for first.
#[derive(Default)]
pub(in crate::rules) struct Spelled {
    /// For each block, but for those that were marked.
    tallies: Vec<Option<Tally>>,
    /// The numbers of the different words of each block, block by block.
    words: Vec<usize>,
    /// Where those of each block end.
    ends: Vec<usize>,
    /// How many different words the page has.
    pub(super) count: usize,
}

impl Spelled {
    pub(super) fn of(context: &Context<'_>, labels: &[Option<&Label>]) -> Spelled {
        let mut spelled = Spelled::default();
        let mut met = Vec::new();
        // For each word its number, and behind which block it was met last.
        let mut known: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
        known.reserve((context.page.text.len() / LETTERS_A_WORD).min(MOST_RESERVED));
        for (at, block, _) in context.blocks() {
            met.clear();
            let is_free = labels.get(at).is_none_or(Option::is_none);
            let look = || walk(context.words(block), context.lang, &mut met);
            spelled.tallies.push(is_free.then(look));
            for word in &met {
                let new = known.len();
                let (number, last) = known.entry(*word).or_insert((new, 0));
                if *last <= at {
                    *last = at + 1;
                    spelled.words.push(*number);
                }
            }
            spelled.ends.push(spelled.words.len());
        }
        spelled.count = known.len();
        spelled
    }

    /// What the letters of a block count up to; none where it was marked.
    pub(super) fn tally(&self, at: usize) -> Option<&Tally> {
        self.tallies.get(at)?.as_ref()
    }

    /// The numbers of the different words of a block.
    pub(super) fn words(&self, at: usize) -> &[usize] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        self.words.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or_default()
    }
}

/// Walks over the letters of a block; adds what stands for each of its words.
fn walk(words: &str, lang: Option<&Lang>, met: &mut Vec<u64>) -> Tally {
    let mut tally = Tally::default();
    let (mut word, mut run) = (Word::default(), Run::default());
    let mut letters = words.chars();
    loop {
        let here = letters.as_str();
        let Some(letter) = letters.next() else { break };
        let class = letter::class(letter);
        if class.is_whitespace() {
            word.close(lang, &mut tally);
            run.close(met);
        } else if class.is_alphabetic() && !is_dense(letter) {
            word.begin(class, &mut tally);
            let stretch = run.stretch(here, &mut word);
            tally.letters += stretch.count;
            letters = text::after(here, stretch.bytes).chars();
        } else {
            word.take(letter, class, &mut tally);
            run.take(letter, class, met);
        }
    }
    word.close(lang, &mut tally);
    run.close(met);
    tally
}

/// A stretch of letters of an alphabet.
struct Stretch {
    /// How many they are.
    count: usize,
    /// And how many bytes.
    bytes: usize,
}

/// What is known of a word between white space while its letters are read.
#[derive(Default)]
struct Word {
    /// Whether it has a letter or sign at all.
    is_open: bool,
    /// Whether its first letter or digit was read.
    has_begun: bool,
    /// Whether it ends with a stop so far, quotes and brackets behind that not counted.
    is_stopped: bool,
    /// What stands for its letters; 0 while it has none.
    hash: u64,
}

impl Word {
    /// Takes the kind of a letter of an alphabet.
    fn begin(&mut self, class: Class, tally: &mut Tally) {
        (self.is_open, self.is_stopped) = (true, false);
        if !self.has_begun {
            let upper = class.is_uppercase();
            tally.capitals += usize::from(upper);
            tally.cased += usize::from(upper || class.is_lowercase());
            self.has_begun = true;
        }
    }

    fn take(&mut self, letter: char, class: Class, tally: &mut Tally) {
        self.is_open = true;
        if class.is_alphabetic() {
            self.begin(class, tally);
            tally.letters += 1;
            letter::each_small(letter, |small| self.hash = mixed(self.hash, small));
        } else if class.is_numeric() {
            tally.letters += 1;
            tally.digits += 1;
            self.has_begun = true;
            self.is_stopped = false;
        } else {
            match letter {
                '。' | '！' | '？' => tally.stops += 1,
                ',' | '、' | '，' | '،' => tally.commas += 1,
                _ => {}
            }
            self.is_stopped = match letter {
                '.' | '!' | '?' | '؟' | '۔' | '।' => true,
                '"' | '”' | '’' | ')' | '»' => self.is_stopped,
                _ => false,
            };
        }
    }

    /// Counts the word at its end.
    fn close(&mut self, lang: Option<&Lang>, tally: &mut Tally) {
        let word = std::mem::take(self);
        tally.words += usize::from(word.is_open);
        tally.stops += usize::from(word.is_stopped);
        if let Some(lang) = lang.filter(|_| word.hash != 0) {
            let known = lang.knows_hashed(word.hash);
            tally.common += usize::from(known == Some(Known::Common));
            tally.furniture += usize::from(known == Some(Known::Furniture));
        }
    }
}

/// A run of letters and digits while it is read: a word of some length, or pairs of letters in scripts that write without
/// spaces or that say much with a letter.
#[derive(Default)]
struct Run {
    hash: u64,
    length: usize,
    digits: usize,
    /// The letter before, where it is one that is paired.
    before: Option<char>,
}

impl Run {
    /// Takes the letters of an alphabet that words begin with, for the word, too: nearly always the two begin together, and
    /// what stands for the one stands for the other.
    fn stretch(&mut self, words: &str, word: &mut Word) -> Stretch {
        let mut stretch = Stretch { count: 0, bytes: 0 };
        loop {
            let mut rest = text::after(words, stretch.bytes);
            if self.hash == word.hash {
                let mut hash = self.hash;
                let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic);
                let count = ascii
                    .map(|letter| hash = mixed(hash, char::from(letter.to_ascii_lowercase())))
                    .count();
                (self.hash, word.hash) = (hash, hash);
                stretch.count += count;
                stretch.bytes += count;
                rest = text::after(rest, count);
                // Most words end so, and no letter needs a look at the tables.
                if rest.bytes().next().is_none_or(|next| next.is_ascii()) {
                    break;
                }
            }
            let next = rest.chars().next();
            let Some(letter) = next.filter(|it| letter::is_alphabetic(*it) && !is_dense(*it))
            else {
                break;
            };
            self.hash = mixed(self.hash, letter::small(letter));
            letter::each_small(letter, |small| word.hash = mixed(word.hash, small));
            stretch.count += 1;
            stretch.bytes += letter.len_utf8();
        }
        self.before = None;
        self.length += stretch.count;
        stretch
    }

    fn take(&mut self, letter: char, class: Class, met: &mut Vec<u64>) {
        if !class.is_alphanumeric() {
            return self.close(met);
        }
        let small = letter::small(letter);
        if is_dense(letter) {
            if let Some(before) = self.before.filter(|_| met.len() < MOST_WORDS) {
                met.push(mixed(mixed(0, before), small));
            }
            *self = Run { before: Some(small), digits: self.digits, ..Run::default() };
            return;
        }
        self.before = None;
        self.hash = mixed(self.hash, small);
        self.length += 1;
        self.digits += usize::from(class.is_numeric());
    }

    fn close(&mut self, met: &mut Vec<u64>) {
        if self.length >= WORD && self.digits < self.length && met.len() < MOST_WORDS {
            met.push(self.hash);
        }
        *self = Run::default();
    }
}
