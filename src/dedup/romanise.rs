//! Names across scripts: romanised, and as the consonants that survive every transliteration.

use any_ascii::any_ascii;

/// The letters of a word in ASCII lower case, diacritics and everything else dropped: `Nguyễn` → `nguyen`.
pub(super) fn romanise(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let ascii = any_ascii(word);
    ascii
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// Consonants of a word as classes of sounds, three bits each, first one highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Skeleton(pub(super) u32);

/// Classes that fit a skeleton; what a word has beyond them says little more.
const LONGEST: usize = 10;

impl Skeleton {
    /// How many consonants.
    pub(super) fn len(self) -> usize {
        let bits = 32 - self.0.leading_zeros();
        usize::try_from(bits.div_ceil(3)).unwrap_or(0)
    }
}

/// The skeleton of a romanised word (of pinyin where `han`). Sounds that transliterations confuse are one class (l and
/// r, b p f v, d t, k g q x, s z j ch sh); vowels, h, w, y and an r that no vowel follows are left out, since many scripts
/// leave them out; `ng` is one sound; doubled letters count once.
pub(super) fn skeleton(roman: &str, han: bool) -> Skeleton {
    let letters = roman.as_bytes();
    let mut packed = 0_u32;
    let mut count = 0;
    let mut last = 0_u32;
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(b' ');
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(b' ');
        let class = class(*letter, before, next, han);
        if class != 0 && class != last && count < LONGEST {
            packed = (packed << 3) | class;
            count += 1;
        }
        last = if is_vowel(*letter) { 0 } else { class };
    }
    Skeleton(packed)
}

/// The class of a consonant between two letters; 0 for what is left out.
fn class(letter: u8, before: u8, next: u8, han: bool) -> u32 {
    match letter {
        b'b' | b'p' | b'f' | b'v' => 1,
        b'h' if before == b'p' => 1,
        b'c' if han || matches!(next, b'e' | b'i' | b'h' | b'y') => 4,
        b'q' | b'x' if han => 4,
        b'g' if before == b'n' => 0,
        b'c' | b'k' | b'g' | b'q' | b'x' => 2,
        b'd' | b't' => 3,
        b's' | b'z' | b'j' => 4,
        b'r' if !han && !is_vowel(next) => 0,
        b'l' | b'r' => 5,
        b'm' if !matches!(next, b'b' | b'p' | b'f' | b'v') => 6,
        b'm' | b'n' => 7,
        _ => 0,
    }
}

/// Whether a letter sounds alone.
fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}
