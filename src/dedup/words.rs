//! The names of a text: as they are spelled in Latin letters, and as they sound.

use xxhash_rust::xxh3::xxh3_64;

use super::anchors::{Finder, SOUND, Sort, is_capital};
use super::romanise::{romanise, skeleton, transcribed};
use super::tokens::{Class, Token};
use crate::text::Span;

/// Letters of a name at the beginning of a sentence, at least, to be told from a word.
const SHORTEST_OPENING: usize = 4;
/// Letters of a run of Katakana that may be a name, at least.
const SHORTEST_KATAKANA: usize = 3;

impl Finder<'_> {
    /// Notes the words of names: capitalised words where the script has capitals, any Latin word in a text of another
    /// script, Katakana; of other scripts every word by its sound.
    pub(super) fn names(&mut self, tokens: &[Token<'_>]) {
        let cased = tokens.iter().filter(|token| token.class == Class::Cased).count();
        let foreign = cased * 2 < tokens.len();
        let mut last: Option<(Span, String)> = None;
        for token in tokens {
            if token.class == Class::Han && self.language.starts_with("zh") {
                for (at, run) in transcribed(token.text) {
                    let start = token.start + at;
                    self.sound(&romanise(run), Span::new(start, start + run.len()), Class::Han);
                }
            }
            let Some(name) = self.name(token, foreign, last.is_some()) else {
                last = None;
                continue;
            };
            let span = Span::new(token.start, token.end());
            self.sound(&name, span, token.class);
            last = if is_latin(token) { Some((span, self.latin(name, span, last))) } else { None };
        }
    }

    /// The romanised form of a word that looks like part of a name.
    fn name(&self, token: &Token<'_>, foreign: bool, goes_on: bool) -> Option<String> {
        match token.class {
            Class::Cased => self.cased_name(token, foreign, goes_on),
            Class::Katakana if token.text.chars().count() >= SHORTEST_KATAKANA => {
                Some(romanise(token.text))
            }
            Class::Hangul | Class::Caseless => Some(romanise(token.text)),
            _ => None,
        }
    }

    /// The romanised form of a word in a script with cases, where it looks like part of a name.
    fn cased_name(&self, token: &Token<'_>, foreign: bool, goes_on: bool) -> Option<String> {
        if !foreign && !is_capital(token.text) {
            return None;
        }
        if !foreign && token.opens && !goes_on {
            let lower = xxh3_64(token.text.to_lowercase().as_bytes());
            if self.lower.contains(&lower) || token.text.chars().count() < SHORTEST_OPENING {
                return None;
            }
        }
        let name = romanise(token.text);
        (name.len() >= 2).then_some(name)
    }

    /// Notes a word in Latin letters, and it together with the one before.
    fn latin(&mut self, name: String, span: Span, last: Option<(Span, String)>) -> String {
        if let Some((before, first)) = last
            && self.text.get(before.end..span.start) == Some(" ")
        {
            self.note(
                Sort::Name,
                &format!("{first} {name}"),
                Span::new(before.start, span.end),
                0.0005,
            );
        }
        match name.len() {
            0..=2 => {}
            3 => self.note(Sort::Name, &name, span, 0.02),
            _ => self.note(Sort::Name, &name, span, 0.004),
        }
        name
    }

    /// Notes the consonants of a romanised word that has enough of them. Shares are those of news in nine languages;
    /// where every word counts, three consonants are in many texts.
    fn sound(&mut self, roman: &str, span: Span, class: Class) {
        let skeleton = skeleton(roman, class == Class::Han);
        let share = match skeleton.len() {
            0..=2 => return,
            3 if matches!(class, Class::Caseless | Class::Hangul) => 0.25,
            3 => 0.1,
            4 => 0.03,
            5 => 0.012,
            6 => 0.005,
            _ => 0.002,
        };
        self.note_key(Sort::Sound, SOUND | skeleton.0, span, share);
    }
}

/// Whether a word is in Latin script.
fn is_latin(token: &Token<'_>) -> bool {
    token.class == Class::Cased
        && token.text.chars().all(|letter| matches!(letter, '\0'..'\u{250}' | '\u{300}'..'\u{370}' | '\u{1e00}'..'\u{1f00}'))
}
