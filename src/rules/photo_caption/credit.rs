//! The credit of a picture at the end of a line, read from the end: the last signs of most lines say that there is none.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::lang;
use crate::text;

/// Letters of the longest name behind a credit's colon.
const LONGEST_NAME: usize = 60;

/// Houses that sell pictures and sign with their name alone.
const HOUSES: &[&str] = &[
    "Getty Images",
    "AP Photo",
    "AFP via Getty Images",
    "Shutterstock",
    "iStock",
    "Unsplash",
    "Pixabay",
    "imago images",
    "picture alliance",
];

/// Credit words and the forms of a credit. Each pattern sees only lines whose signs promise it: one pattern for all of
/// them, tried on every line, took two thirds of the time of a run over text dumps.
struct Credits {
    words: Vec<String>,
    in_brackets: Regex,
    signed: Regex,
    by: Regex,
    capitals: Regex,
    houses: AhoCorasick,
    house: Regex,
}

static CREDITS: LazyLock<Option<Credits>> = LazyLock::new(Credits::new);

/// Whether a line ends in a credit. In brackets the colon may be an equals sign, as in Korean; without brackets the word
/// must be written as the table writes it, and what follows must be a name and not a sentence.
pub(super) fn ends_line(line: &str) -> bool {
    CREDITS.as_ref().is_some_and(|credits| {
        credits.end_in_brackets(line)
            || credits.stand_before_sign(line)
            || credits.are_signed(line)
            || credits.say_by(line)
            || credits.end_in_capitals(line)
            || credits.name_house(line)
    })
}

impl Credits {
    fn new() -> Option<Credits> {
        // White space does not count in the pattern that these were taken from, nor does it here.
        let words: Vec<String> = lang::credit_words()
            .into_iter()
            .map(|word| word.split_whitespace().collect())
            .collect();
        let word = lang::alternatives(&words);
        let houses = lang::alternatives(HOUSES);
        let pattern = |pattern: &str| Regex::new(pattern).ok();
        Some(Credits {
            in_brackets: pattern(&format!(
                r"^[(（\[【〔]\s*(?i:{word})(?:\s*[:：=＝/]\s*|\s+by\s+|\s+[\p{{Lu}}\p{{Lo}}])[^()（）\[\]]{{1,80}}[)）\]】〕]$"
            ))?,
            signed: pattern(
                r"(?:^|[\s\-–—|.])(?:©|ⓒ|\(c\))\s*\p{L}[^:.!?]{1,50}(?:/[^:.!?/]{1,40})+$",
            )?,
            by: pattern(
                r"(?:^|[\s.(（/])(?:Photo|Picture|Image|Photograph)\s+by\s+\p{Lu}[^:.!?]{1,50}[)）]?\.?$",
            )?,
            capitals: pattern(r"^\s*\p{Lu}[\p{Lu}.\- ]{2,40}$")?,
            houses: AhoCorasick::new(HOUSES).ok()?,
            house: pattern(&format!(
                r"(?:^|[\s.(（/|])(?:{houses})(?:/[^:.!?]{{1,40}})?[)）]?\.?$"
            ))?,
            words,
        })
    }

    /// `(Ảnh: Lan Anh)`, `（写真：共同通信）`, `[Photo by Ann Lee].`
    fn end_in_brackets(&self, line: &str) -> bool {
        const CLOSING: &[char] = &[')', '）', ']', '】', '〕'];
        let closed =
            line.trim_end_matches(|letter: char| letter.is_whitespace() || ".。".contains(letter));
        let Some(inner) = closed.strip_suffix(CLOSING) else { return false };
        let nearest = inner.rfind(['(', ')', '（', '）', '[', ']']).unwrap_or_default();
        let within = text::after(closed, nearest);
        within
            .match_indices(['(', '（', '[', '【', '〔'])
            .any(|(at, _)| self.in_brackets.is_match(text::after(within, at)))
    }

    /// `Photo: VNA`, `- Ảnh: Lan Anh.`
    fn stand_before_sign(&self, line: &str) -> bool {
        let line = line.strip_suffix('.').unwrap_or(line);
        let (mut letters, mut blanks) = (0, 0);
        for (at, letter) in line.char_indices().rev() {
            let is_colon = matches!(letter, ':' | '：');
            let is_sign = is_colon || matches!(letter, '=' | '＝');
            if is_sign && letters > 0 && self.end(text::before(line, at)) {
                return true;
            }
            blanks = if letter.is_whitespace() { blanks + 1 } else { 0 };
            letters += 1;
            if is_colon || is_end(letter) || letters - blanks > LONGEST_NAME {
                return false;
            }
        }
        false
    }

    /// Whether words end in a credit word that stands apart.
    fn end(&self, words: &str) -> bool {
        let words = words.trim_end();
        let is_apart = |letter: char| letter.is_whitespace() || "-–—|.,。/(（".contains(letter);
        self.words.iter().any(|word| {
            words
                .strip_suffix(word.as_str())
                .is_some_and(|before| before.chars().next_back().is_none_or(is_apart))
        })
    }

    /// `© Ann Lee/Nordblatt`
    fn are_signed(&self, line: &str) -> bool {
        line.contains('/')
            && ["©", "ⓒ", "(c)"].iter().any(|sign| line.contains(sign))
            && self.signed.is_match(line)
    }

    /// `Photo by Ann Lee`
    fn say_by(&self, line: &str) -> bool {
        line.contains("by")
            && ["Photo", "Picture", "Image"].iter().any(|word| line.contains(word))
            && self.by.is_match(line)
    }

    /// `… of the bridge. / ANN LEE`
    fn end_in_capitals(&self, line: &str) -> bool {
        line.rsplit_once('/').is_some_and(|(before, name)| {
            before.trim_end().ends_with(['.', '。', '…']) && self.capitals.is_match(name)
        })
    }

    /// `Ann Lee/Getty Images`
    fn name_house(&self, line: &str) -> bool {
        self.houses.is_match(line) && self.house.is_match(line)
    }
}

/// Whether a sign ends a sentence or stands around speech, as none does within a name.
fn is_end(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '。' | '！' | '？' | '“' | '”' | '«' | '»' | '"')
}
