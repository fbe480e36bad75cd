//! Names across scripts: romanised, and as the consonants that survive every transliteration.

use std::borrow::Cow;

use any_ascii::any_ascii_char;

/// The letters of a word in ASCII lower case, diacritics and everything else dropped: `Nguyễn` → `nguyen`.
pub(super) fn romanise(word: &str) -> String {
    let mut roman = String::with_capacity(word.len() + 4);
    for letter in spelled(word).chars() {
        if letter.is_ascii() {
            push_plain(&mut roman, letter);
        } else {
            any_ascii_char(letter).chars().for_each(|letter| push_plain(&mut roman, letter));
        }
    }
    roman
}

/// Appends an ASCII letter or digit in lower case, and nothing else.
fn push_plain(roman: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() {
        roman.push(letter.to_ascii_lowercase());
    }
}

/// A word with what one sound is written with in one sign: Greek μπ for b, the Japanese sign that doubles a consonant,
/// the Arabic article.
fn spelled(word: &str) -> Cow<'_, str> {
    match word.chars().next() {
        Some('\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') => Cow::Owned(greek(word)),
        Some('\u{3041}'..='\u{30ff}') => Cow::Owned(word.replace('ッ', "")),
        // Vav is a vowel nearly everywhere, and kaf spells k where a name is transcribed.
        Some('\u{590}'..='\u{5ff}') => {
            Cow::Owned(word.replace(['ו', '׳', '״', '\''], "").replace(['כ', 'ך'], "ק"))
        }
        // The sign of a nasal sounds as the consonant behind it asks; m before b is told by its class.
        Some('\u{900}'..='\u{9ff}') => Cow::Owned(word.replace(['ं', 'ँ', 'ং'], "n")),
        Some('\u{600}'..='\u{6ff}') => {
            let article = ["وال", "بال", "كال", "فال", "لل", "ال"]
                .iter()
                .find_map(|article| word.strip_prefix(article));
            Cow::Borrowed(article.filter(|rest| rest.chars().count() >= 3).unwrap_or(word))
        }
        _ => Cow::Borrowed(word),
    }
}

/// A Greek word with its pairs of letters as one sound: μπ and ντ are b and d at the beginning of a word, and m with p, n with
/// t within it (Μπορντό, but Τραμπ); χ stands for h.
fn greek(word: &str) -> String {
    let first = [("μπ", "b"), ("Μπ", "b"), ("ντ", "d"), ("Ντ", "d")];
    let start = first.iter().find_map(|(sign, sound)| Some((sound, word.strip_prefix(sign)?)));
    let word = start.map_or_else(|| word.to_owned(), |(sound, rest)| format!("{sound}{rest}"));
    let within = [("γκ", "g"), ("Γκ", "g"), ("τζ", "j"), ("Τζ", "j"), ("χ", "h"), ("Χ", "h")];
    within.iter().fold(word, |word, (sign, sound)| word.replace(sign, sound))
}

/// The runs of a Chinese text that are spelled by sound: at least three characters that transcriptions of foreign
/// names are written with, and hardly anything else is in such a row.
pub(super) fn transcribed(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(|letter: char| !TRANSCRIPTION.contains(letter)).filter_map(move |part| {
        let at = start;
        start += part.len();
        let run = part.trim_end_matches(|letter: char| !TRANSCRIPTION.contains(letter));
        (run.chars().count() >= 3).then_some((at, run))
    })
}

/// Characters that foreign names are transcribed with: those of three or more names of countries, languages and cities
/// outside East Asia in CLDR 48, without words that are common by themselves, with their traditional forms.
const TRANSCRIPTION: &str = "阿埃艾安昂奥奧巴班邦鲍贝貝本比彼别宾波伯博布查达達戴丹丁杜多恩尔爾法凡范菲费費芬丰弗福夫盖甘冈戈格根古瓜哈\
海罕汉豪赫亨洪胡华怀霍基吉加贾简杰卡凯坎康考科克肯库夸奎昆拉莱萊兰蘭朗劳勒雷黎里利莉列林伦倫琳龙卢盧鲁路罗羅洛马馬迈麦曼芒毛梅门蒙\
米密莫默姆慕穆纳納奈南尼纽农努诺諾欧歐帕派潘庞培佩彭蓬皮平普奇恰乔切琼让热儒瑞萨薩塞赛賽桑瑟森沙珊尚绍舍史什施舒斯思松苏索塔泰坦汤唐陶\
特腾提田廷通图托瓦旺威韦维維魏温沃乌吴伍武西希锡夏辛欣休逊雅亚亞延扬耶叶伊因英尤约泽澤扎詹珍芝朱兹茲佐丽蒂德登迪顿道冯圭济津柯墨宁曲荣\
绥滕图屯翁沙厄俄";

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
        let behind = letters.get(at + 2).copied().unwrap_or(b' ');
        let class = class(*letter, before, (next, behind), han);
        if class != 0 && class != last && count < LONGEST {
            packed = (packed << 3) | class;
            count += 1;
        }
        last = if is_vowel(*letter) { 0 } else { class };
    }
    Skeleton(packed)
}

/// The class of a consonant between two letters; 0 for what is left out.
fn class(letter: u8, before: u8, (next, behind): (u8, u8), han: bool) -> u32 {
    match letter {
        b'b' | b'p' | b'f' | b'v' => 1,
        b'c' if next == b'h' && !matches!(behind, b'r' | b'l' | b' ') => 4,
        b'c' if han || matches!(next, b'e' | b'i' | b'y') => 4,
        b'q' | b'x' if han => 4,
        b't' if matches!(next, b's' | b'z') => 0,
        b'd' if matches!(next, b'z' | b'j') => 0,
        b'g' if next == b'h' && is_vowel(before) => 0,
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
