//! The credit of a picture at the end of a line, read from the end: the last signs of most lines say that there is none.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::shape::Signs;
use crate::lang;
use crate::text::{self, letter};

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

/// Letters behind the word of a credit in brackets.
const LONGEST_IN_BRACKETS: usize = 80;

/// The words of credits; a pattern of 250 words, tried on every line, took two thirds of the time of a run over dumps.
struct Credits {
    /// By their last letter.
    words: ByLetter,
    small: FxHashSet<String>,
    /// Letters of the longest word.
    longest: usize,
    houses: Option<AhoCorasick>,
    /// Words of credits with a space in them, by their first letter.
    phrases: ByLetter,
    /// Words that stand behind a name, by their last letter.
    behind: ByLetter,
}

/// Words by a letter of theirs: most lines have another one there.
type ByLetter = FxHashMap<char, Vec<String>>;

/// Sorts words by a letter of theirs.
fn by_letter(words: &[String], letter: impl Fn(&str) -> Option<char>) -> ByLetter {
    let mut sorted = ByLetter::default();
    for word in words {
        if let Some(letter) = letter(word) {
            sorted.entry(letter).or_default().push(word.clone());
        }
    }
    sorted
}

fn first(words: &str) -> Option<char> {
    words.chars().next()
}

fn last(words: &str) -> Option<char> {
    words.chars().next_back()
}

static CREDITS: LazyLock<Credits> = LazyLock::new(|| {
    let words = lang::credit_words();
    Credits {
        phrases: by_letter(&phrases(), first),
        behind: by_letter(&lang::words_behind_credits(), last),
        small: words.iter().map(|word| word.to_lowercase()).collect(),
        longest: words.iter().map(|word| word.chars().count()).max().unwrap_or_default(),
        houses: AhoCorasick::new(HOUSES).ok(),
        words: by_letter(&words, last),
    }
});

/// Words of credits with a space in them.
fn phrases() -> Vec<String> {
    let mut phrases = lang::credit_words();
    phrases.retain(|word| word.contains(' '));
    phrases
}

/// Whether a line ends in a credit; `signs` are those in it, or more. In brackets the colon may be an equals sign, as in
/// Korean; without brackets the word must be written as the table writes it, and what follows must be a name and not a
/// sentence.
pub(super) fn ends_line(line: &str, signs: Signs) -> bool {
    let credits = &*CREDITS;
    let has_slash = signs.have(Signs::SLASH);
    credits.end_in_brackets(line)
        || signs.have(Signs::COLON.and(Signs::EQUALS))
            && credits.stand_before_sign(without_outlet(line))
        || has_slash && (is_signed(line) || ends_in_capitals(line))
        || says_by(line)
        || credits.name_house(line, has_slash)
        || credits.follow_phrase(line, signs.have(Signs::DOT.and(Signs::OPENING)))
        || credits.stand_behind(line)
        || signs.have(Signs::SLASH.and(Signs::EQUALS)) && close_sign(line)
}

impl Credits {
    /// `(Ảnh: Lan Anh)`, `（写真：共同通信）`, `[Photo by Ann Lee].`
    fn end_in_brackets(&self, line: &str) -> bool {
        const CLOSING: &[char] = &[')', '）', ']', '】', '〕'];
        let closed =
            line.trim_end_matches(|letter: char| letter.is_whitespace() || ".。".contains(letter));
        let Some(inner) = closed.strip_suffix(CLOSING) else { return false };
        let nearest = inner.rfind(['(', ')', '（', '）', '[', ']']).unwrap_or_default();
        let within = text::after(inner, nearest);
        within
            .match_indices(['(', '（', '[', '【', '〔'])
            .any(|(at, open)| self.begin(text::after(within, at + open.len()).trim_start()))
    }

    /// Whether words begin with a credit word in any case and go on as a credit does.
    fn begin(&self, words: &str) -> bool {
        let ends = words.char_indices().skip(1).map(|(at, _)| at).take(self.longest);
        ends.filter(|end| is_name_behind(text::after(words, *end)))
            .any(|end| self.small.contains(&text::before(words, end).to_lowercase()))
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
        // Behind a bar the word may be small: `… in der Mühlgasse. | foto: Jan Novotný`.
        if let Some((_, behind)) = words.rsplit_once('|')
            && self.small.contains(&behind.trim_start().to_lowercase())
        {
            return true;
        }
        let is_apart = |letter: char| letter.is_whitespace() || "-–—|.,。/(（".contains(letter);
        let known = last(words).and_then(|last| self.words.get(&last));
        known.into_iter().flatten().any(|word| {
            words
                .strip_suffix(word.as_str())
                .is_some_and(|before| before.chars().next_back().is_none_or(is_apart))
        })
    }

    /// `… at the quay. Courtesy of Harbour Museum`
    fn follow_phrase(&self, line: &str, is_parted: bool) -> bool {
        static PATTERN: Pattern = LazyLock::new(|| {
            let phrase = lang::alternatives(&phrases());
            let form = format!(r"(?:^|[.(（]\s*)(?:{phrase})\s+\p{{Lu}}[^:.!?]{{1,50}}[)）]?\.?$");
            Regex::new(&form).ok()
        });
        let parted = if is_parted { line } else { "" };
        let [wide, ..] = WIDE_BRACKET.as_bytes() else { return false };
        let opened = memchr::memchr3_iter(b'.', b'(', *wide, parted.as_bytes()).map(|at| {
            // Other letters begin with the same byte: between their bytes no text begins.
            let is_wide = text::after(line, at).starts_with(WIDE_BRACKET);
            at + if is_wide { WIDE_BRACKET.len() } else { 1 }
        });
        let mut places = std::iter::once(0).chain(opened).map(|at| text::after(line, at));
        places.any(|words| self.is_begun(words.trim_start())) && fits(&PATTERN, line)
    }

    /// Whether words begin with a credit word that has a space in it.
    fn is_begun(&self, words: &str) -> bool {
        let known = first(words).and_then(|first| self.phrases.get(&first));
        known.into_iter().flatten().any(|phrase| words.starts_with(phrase.as_str()))
    }

    /// `…。陈晓 摄`, `…。記者陳怡安/攝影`, `…＝2025年3月1日、横浜市、佐藤健撮影`
    fn stand_behind(&self, line: &str) -> bool {
        static PATTERN: Pattern = LazyLock::new(|| {
            let behind = lang::alternatives(&lang::words_behind_credits());
            let divided = r"[。.!?！？)）”」\s]\s*[\p{Lo}·]{2,12}(?:\s+|\s*[/／]\s*)";
            let glued = r"[。.!?！？)）”」]\s*[\p{Lo}·]{2,12}";
            let dated = r"[=＝][^=＝。]{2,60}";
            Regex::new(&format!(r"(?:{divided}|{glued}|{dated})(?:{behind})[)）]?$")).ok()
        });
        let closed = line.trim_end_matches([')', '）']);
        let known = last(closed).and_then(|last| self.behind.get(&last));
        known.into_iter().flatten().any(|word| closed.ends_with(word.as_str()))
            && fits(&PATTERN, line)
    }

    /// `Ann Lee/Getty Images`
    fn name_house(&self, line: &str, has_slash: bool) -> bool {
        static PATTERN: Pattern = LazyLock::new(|| {
            let houses = lang::alternatives(HOUSES);
            Regex::new(&format!(r"(?:^|[\s.(（/|])(?:{houses})(?:/[^:.!?]{{1,40}})?[)）]?\.?$"))
                .ok()
        });
        let closed = line.strip_suffix('.').unwrap_or(line);
        let closed = closed.strip_suffix([')', '）']).unwrap_or(closed);
        let is_named = if has_slash {
            self.houses.as_ref().is_some_and(|houses| houses.is_match(line))
        } else {
            HOUSES.iter().any(|house| closed.ends_with(house))
        };
        is_named && fits(&PATTERN, line)
    }
}

/// What opens a credit in texts of full width.
const WIDE_BRACKET: &str = "（";

/// Whether a name follows a credit word: behind a sign, behind "by", or with a capital behind white space.
fn is_name_behind(rest: &str) -> bool {
    let bare = rest.trim_start();
    let has_gap = bare.len() < rest.len();
    if let Some(name) = bare.strip_prefix([':', '：', '=', '＝', '/', '／']) {
        return is_length(name);
    }
    if !has_gap {
        return false;
    }
    let by = bare.strip_prefix("by").and_then(|name| name.strip_prefix(char::is_whitespace));
    let is_proper = |it: char| letter::is_alphabetic(it) && !letter::class(it).is_lowercase();
    by.is_some_and(is_length)
        || bare
            .strip_prefix(is_proper)
            .is_some_and(|rest| (1..=LONGEST_IN_BRACKETS).contains(&rest.chars().count()))
}

/// Whether this may be all that stands in the brackets behind the sign, white space before it not counted.
fn is_length(name: &str) -> bool {
    !name.is_empty() && name.trim_start().chars().nth(LONGEST_IN_BRACKETS).is_none()
}

type Pattern = LazyLock<Option<Regex>>;

fn fits(pattern: &Pattern, line: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

/// `© Ann Lee/Nordblatt`
fn is_signed(line: &str) -> bool {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(r"(?:^|[\s\-–—|.])(?:©|ⓒ|\(c\))\s*\p{L}[^:.!?]{1,50}(?:/[^:.!?/]{1,40})+$").ok()
    });
    ["©", "ⓒ", "(c)"].iter().any(|sign| line.contains(sign)) && fits(&PATTERN, line)
}

/// `Photo by Ann Lee`
fn says_by(line: &str) -> bool {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[\s.(（/])(?:Photo|Picture|Image|Photograph)\s+by\s+\p{Lu}[^:.!?]{1,50}[)）]?\.?$",
        )
        .ok()
    });
    line.contains("by")
        && ["Photo", "Picture", "Image"].iter().any(|word| line.contains(word))
        && fits(&PATTERN, line)
}

/// `… of the bridge. / ANN LEE`
fn ends_in_capitals(line: &str) -> bool {
    let Some((before, name)) = line.rsplit_once('/') else { return false };
    let name = name.trim_start();
    let is_of_name = |it: char| letter::class(it).is_uppercase() || ".- ".contains(it);
    before.trim_end().ends_with(['.', '。', '…'])
        && name.starts_with(char::is_uppercase)
        && name.chars().all(is_of_name)
        && (3..=CAPITALS).contains(&name.chars().count())
}

/// Letters of the longest name in capitals.
const CAPITALS: usize = 41;

/// `Фото: Анна Лис / «Берег»` without the outlet behind the name, which is a quotation by its marks alone.
fn without_outlet(line: &str) -> &str {
    let closed = line.strip_suffix('.').unwrap_or(line);
    let Some((before, outlet)) = closed.rsplit_once('/') else { return line };
    let is_quoted = outlet.trim_start().starts_with(['«', '“', '„', '"'])
        && closed.ends_with(['»', '”', '“', '"'])
        && outlet.chars().count() <= LONGEST_NAME;
    if is_quoted { before.trim_end() } else { line }
}

/// `▲ … on the pier. Harbour=Ann Lee`: a triangle opens what stands under a picture, and its credit follows the place.
fn close_sign(line: &str) -> bool {
    line.starts_with(['▲', '△', '▼'])
        && line.rsplit_once(['=', '＝', '/']).is_some_and(|(_, name)| {
            (2..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains('.')
        })
}

/// Whether a sign ends a sentence or stands around speech, as none does within a name.
fn is_end(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '。' | '！' | '？' | '“' | '”' | '«' | '»' | '"')
}
