//! Invented news: stories with a cast of names and figures, each told in some of 24 made-up languages in real scripts.

use std::fmt::Write as _;

/// A stream of numbers that is the same for the same seed (`SplitMix64`; Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A stream.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    /// Whether something of this chance, in hundredths, happens.
    pub(crate) fn hits(&mut self, hundredths: usize) -> bool {
        self.below(100) < hundredths
    }

    /// A rank from 0 to `end`, each `n`-th as likely as 1 ÷ n (Zipf's law).
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn zipf(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(share) as usize).saturating_sub(1)
    }
}

/// Syllables of names, as each script spells them.
const SYLLABLES: [[&str; 8]; 18] = [
    ["ka", "ка", "كا", "카", "カ", "卡", "กา", "का"],
    ["ro", "ро", "رو", "로", "ロ", "罗", "โร", "रो"],
    ["mi", "ми", "مي", "미", "ミ", "米", "มี", "मी"],
    ["ta", "та", "تا", "타", "タ", "塔", "ตา", "टा"],
    ["le", "ле", "لي", "레", "レ", "莱", "เล", "ले"],
    ["no", "но", "نو", "노", "ノ", "诺", "โน", "नो"],
    ["su", "су", "سو", "수", "ス", "苏", "ซู", "सू"],
    ["di", "ди", "دي", "디", "ディ", "迪", "ดี", "दी"],
    ["ga", "га", "غا", "가", "ガ", "加", "กา", "गा"],
    ["po", "по", "بو", "포", "ポ", "波", "โป", "पो"],
    ["be", "бе", "بي", "베", "ベ", "贝", "เบ", "बे"],
    ["na", "на", "نا", "나", "ナ", "纳", "นา", "ना"],
    ["fer", "фер", "فر", "페르", "フェル", "费尔", "เฟอร์", "फेर"],
    ["lin", "лин", "لين", "린", "リン", "林", "ลิน", "लिन"],
    ["dor", "дор", "دور", "도르", "ドル", "多尔", "ดอร์", "डोर"],
    ["man", "ман", "مان", "만", "マン", "曼", "มัน", "मान"],
    ["ski", "ски", "سكي", "스키", "スキ", "斯基", "สกี", "स्की"],
    ["ven", "вен", "فين", "벤", "ヴェン", "文", "เวน", "वेन"],
];

/// The languages, with the column of the script and the sign between thousands.
const LANGUAGES: [(&str, usize, char); 24] = [
    ("en", 0, ','),
    ("de", 0, '.'),
    ("vi", 0, '.'),
    ("fr", 0, ' '),
    ("es", 0, '.'),
    ("ru", 1, ' '),
    ("zh", 5, ','),
    ("ko", 3, ','),
    ("ja", 4, ','),
    ("th", 6, ','),
    ("id", 0, '.'),
    ("ar", 2, ','),
    ("pt", 0, '.'),
    ("it", 0, '.'),
    ("nl", 0, '.'),
    ("pl", 0, ' '),
    ("cs", 0, ' '),
    ("tr", 0, '.'),
    ("uk", 1, ' '),
    ("hi", 7, ','),
    ("bg", 1, ' '),
    ("sv", 0, ' '),
    ("fa", 2, ','),
    ("ro", 0, '.'),
];

/// The first letters and their number of the words of a script, by its column.
const LETTERS: [(u32, u64); 8] = [
    ('a' as u32, 26),
    ('а' as u32, 32),
    (0x628, 26),
    (0xac00, 11_000),
    ('あ' as u32, 80),
    (0x4e00, 4_000),
    (0xe01, 44),
    (0x915, 36),
];

/// Words that a language has.
const VOCABULARY: usize = 40_000;
/// Persons and places that news is about.
const CAST: usize = 60_000;

/// An invented document.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// What it tells; copies and translations have the same number.
    pub(crate) story: usize,
    /// BCP 47.
    pub(crate) language: &'static str,
    /// The body.
    pub(crate) text: String,
}

/// What a word of a story is, in no language yet.
#[derive(Clone, Copy)]
enum Slot {
    Word(usize),
    Name(usize),
    Number(u64),
    Percent(u64),
    Day(u64, u64),
    Stop,
    Paragraph,
}

/// So many documents: six stories in ten stand alone, one has a copy, three are told in two to nine languages; one in
/// thirty is a daily report from a template, which is a story of its own.
pub(crate) fn documents(count: usize, seed: u64) -> Vec<Document> {
    let mut dice = Dice::new(seed);
    let mut found: Vec<Document> = Vec::with_capacity(count + 8);
    let mut story = 0;
    while found.len() < count {
        story += 1;
        let slots = if dice.hits(3) { daily(&mut dice) } else { slots(&mut dice) };
        let kind = dice.below(100);
        let first = dice.zipf(LANGUAGES.len());
        let tellings = match kind {
            0..60 => 1,
            60..70 => 2,
            _ => 2 + dice.zipf(8),
        };
        for telling in 0..tellings {
            let language = if (60..70).contains(&kind) { first } else { first + 5 * telling };
            let text = tell(&slots, language % LANGUAGES.len(), telling > 0, &mut dice);
            let (language, ..) = LANGUAGES[language % LANGUAGES.len()];
            found.push(Document { story, language, text });
        }
    }
    found.truncate(count);
    found
}

/// The words of a story: twelve to twenty-eight sentences about four to nine names and as many figures.
fn slots(dice: &mut Dice) -> Vec<Slot> {
    let cast: Vec<usize> = (0..4 + dice.below(6)).map(|_| dice.zipf(CAST)).collect();
    let mut slots = Vec::new();
    for sentence in 0..12 + dice.below(17) {
        for _ in 0..9 + dice.below(16) {
            slots.push(match dice.below(100) {
                0..5 => Slot::Name(cast[dice.below(cast.len())]),
                5..8 => figure(dice),
                _ => Slot::Word(dice.zipf(VOCABULARY)),
            });
        }
        slots.push(if sentence % 3 == 2 { Slot::Paragraph } else { Slot::Stop });
    }
    slots
}

/// A report of one of twenty templates, in which the figures alone are of the day.
fn daily(dice: &mut Dice) -> Vec<Slot> {
    let mut words = Dice::new(1_000 + dice.below(20) as u64);
    let mut slots = Vec::new();
    for at in 0..80 {
        slots.push(match at % 6 {
            5 => figure(dice),
            0 if at % 12 == 0 => Slot::Name(words.below(CAST)),
            _ => Slot::Word(words.zipf(VOCABULARY)),
        });
        if at % 16 == 15 {
            slots.push(Slot::Stop);
        }
    }
    slots
}

/// A number as news has them: small ones, years, shares, days, amounts.
fn figure(dice: &mut Dice) -> Slot {
    match dice.below(10) {
        0..3 => Slot::Number(1 + dice.zipf(60) as u64),
        3..5 => Slot::Number(2025 - dice.zipf(40) as u64),
        5..7 => Slot::Percent(dice.below(1_000) as u64),
        7 => Slot::Day(1 + dice.below(28) as u64, 1 + dice.below(12) as u64),
        8 => Slot::Number(100 * (1 + dice.below(90) as u64)),
        _ => Slot::Number(1_000 + dice.below(900_000) as u64),
    }
}

/// A telling of a story in a language; `loose` drops or changes a word in ten.
fn tell(slots: &[Slot], language: usize, loose: bool, dice: &mut Dice) -> String {
    let (_, script, thousands) = LANGUAGES[language];
    let space = if matches!(script, 4..=6) { "" } else { " " };
    let mut text = String::new();
    let mut opens = true;
    for slot in slots {
        let before = if opens || text.ends_with('\n') { "" } else { space };
        opens = false;
        match *slot {
            Slot::Word(_) if loose && dice.hits(6) => {}
            Slot::Word(rank) => {
                let rank = if loose && dice.hits(6) { dice.zipf(VOCABULARY) } else { rank };
                let _ = write!(text, "{before}{}", word(language, script, rank));
            }
            Slot::Name(who) => drop(write!(text, "{before}{}", name(who, script))),
            Slot::Number(value) => drop(write!(text, "{before}{}", grouped(value, thousands))),
            Slot::Percent(tenths) => {
                let sign = if thousands == ',' { '.' } else { ',' };
                let _ = write!(text, "{before}{}{sign}{}%", tenths / 10, tenths % 10);
            }
            Slot::Day(day, month) => drop(write!(text, "{before}{day}/{month}")),
            Slot::Stop => text.push_str(if space.is_empty() { "。" } else { ". " }),
            Slot::Paragraph => text.push_str(".\n"),
        }
        opens = opens || matches!(slot, Slot::Stop | Slot::Paragraph);
    }
    text
}

/// The word of a rank; the commonest are the shortest.
fn word(language: usize, script: usize, rank: usize) -> String {
    let (first, many) = LETTERS[script];
    let mut letters = Dice::new((language as u64) << 32 | rank as u64);
    let dense = matches!(script, 3 | 5);
    let long = match rank {
        0..40 => 2,
        40..1_000 => 5,
        _ => 7,
    };
    let long = if dense { 1 + long / 4 } else { long + letters.below(3) };
    (0..long)
        .map(|_| {
            let step = u32::try_from(letters.below(usize::try_from(many).unwrap())).unwrap();
            char::from_u32(first + step).unwrap_or('x')
        })
        .collect()
}

/// A name of two words as a script spells it.
fn name(who: usize, script: usize) -> String {
    let mut dice = Dice::new(7_000_000 + who as u64);
    let mut part = |syllables: usize| {
        let spelled: String =
            (0..syllables).map(|_| SYLLABLES[dice.below(SYLLABLES.len())][script]).collect();
        let mut letters = spelled.chars();
        let first = letters.next().unwrap();
        first.to_uppercase().chain(letters).collect::<String>()
    };
    let (first, last) = (part(2), part(3));
    format!("{first} {last}")
}

/// A number with a sign between its thousands.
fn grouped(value: u64, sign: char) -> String {
    if (1_000..10_000).contains(&value) && value < 2_100 || value < 1_000 {
        return value.to_string();
    }
    format!("{}{sign}{:03}", value / 1_000, value % 1_000)
}
