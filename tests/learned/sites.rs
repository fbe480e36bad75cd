//! Dumps of five sites that there are not, in five scripts, made from a seed: what is chrome, and what is body.

use std::collections::BTreeSet;

/// A file and its text.
pub(super) struct Dump {
    pub(super) site: usize,
    pub(super) name: String,
    pub(super) text: String,
}

/// What a generator made: the dumps, and the lines that were planted as chrome and as body.
#[derive(Default)]
pub(super) struct World {
    pub(super) dumps: Vec<Dump>,
    pub(super) chrome: BTreeSet<String>,
    pub(super) body: BTreeSet<String>,
    pub(super) titles: BTreeSet<String>,
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, from: &'a [&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A script to invent words in.
struct Tongue {
    heads: &'static [&'static str],
    tails: &'static [&'static str],
    space: &'static str,
    stop: &'static str,
    quotes: [&'static str; 2],
}

/// English, Vietnamese, German, Russian and Thai by their letters; the words mean nothing.
const TONGUES: [Tongue; 5] = [
    Tongue {
        heads: &["bra", "sto", "wi", "hel", "mor", "tan", "cle", "dru", "fen", "gal"],
        tails: &["ning", "ter", "low", "den", "mish", "ver", "ton", "red"],
        space: " ",
        stop: ".",
        quotes: ["“", "”"],
    },
    Tongue {
        heads: &["th", "ng", "kh", "tr", "ph", "b", "l", "m", "đ", "h"],
        tails: &["ướng", "iền", "ọc", "ầu", "anh", "ớm", "ình", "ải"],
        space: " ",
        stop: ".",
        quotes: ["\"", "\""],
    },
    Tongue {
        heads: &["schle", "Bru", "ge", "ver", "Wal", "ü", "kra", "Dor", "pfe", "Zwi"],
        tails: &["gung", "lich", "ßen", "ter", "bel", "mark", "dung", "sel"],
        space: " ",
        stop: ".",
        quotes: ["„", "“"],
    },
    Tongue {
        heads: &["про", "мор", "бел", "ста", "кре", "вол", "дуб", "гра", "лис", "под"],
        tails: &["ский", "ница", "тов", "лень", "жка", "рина", "мост", "дать"],
        space: " ",
        stop: ".",
        quotes: ["«", "»"],
    },
    Tongue {
        heads: &["กา", "มะ", "สะ", "พร", "ดิน", "นา", "ลม", "ฟ้า", "เรือ", "ไฟ"],
        tails: &["รัง", "ดี", "พาน", "ขาว", "ทอง", "ใหญ่", "เมือง", "สาย"],
        space: "",
        stop: "",
        quotes: ["“", "”"],
    },
];

impl Tongue {
    fn words(&self, count: usize, dice: &mut Dice) -> String {
        let word = |dice: &mut Dice| format!("{}{}", dice.pick(self.heads), dice.pick(self.tails));
        let words: Vec<String> = (0..count).map(|_| word(dice)).collect();
        let first = words[0].chars().next().unwrap();
        let joined = words.join(self.space);
        format!("{}{}", first.to_uppercase(), &joined[first.len_utf8()..])
    }

    fn sentence(&self, count: usize, dice: &mut Dice) -> String {
        format!("{}{}", self.words(count, dice), self.stop)
    }

    fn quote(&self, dice: &mut Dice) -> String {
        format!("{}{}{}", self.quotes[0], self.sentence(9, dice), self.quotes[1])
    }
}

/// The fixed lines of a site.
struct Site {
    top: Vec<String>,
    /// A menu more for each of three sections.
    sections: Vec<Vec<String>>,
    under_title: Vec<String>,
    inline: String,
    tail: Vec<String>,
    /// Sentences that several of its articles quote.
    quoted: Vec<String>,
    subheading: String,
}

impl Site {
    fn new(tongue: &Tongue, dice: &mut Dice) -> Site {
        let menu = |count: usize, dice: &mut Dice| -> Vec<String> {
            (0..count)
                .map(|_| {
                    let words = 1 + dice.below(2);
                    tongue.words(words, dice)
                })
                .collect()
        };
        let mut top = vec![tongue.sentence(12, dice)];
        top.extend(menu(7, dice));
        let mut tail = menu(5, dice);
        tail.insert(2, tongue.sentence(8, dice));
        tail.push(tongue.sentence(22, dice));
        tail.push(format!("© 2025 {}", tongue.words(2, dice)));
        Site {
            top,
            sections: (0..3).map(|_| menu(3, dice)).collect(),
            under_title: menu(3, dice),
            inline: tongue.words(4, dice),
            tail,
            quoted: vec![tongue.sentence(7, dice), tongue.sentence(10, dice), tongue.quote(dice)],
            subheading: tongue.words(3, dice),
        }
    }

    fn lines(&self) -> impl Iterator<Item = &String> {
        let sections = self.sections.iter().flatten();
        self.top
            .iter()
            .chain(sections)
            .chain(&self.under_title)
            .chain([&self.inline])
            .chain(&self.tail)
    }
}

/// An article: its headline and its paragraphs.
#[derive(Clone)]
struct Story {
    title: String,
    body: Vec<String>,
}

fn story(tongue: &Tongue, site: &Site, dice: &mut Dice) -> Story {
    let paragraphs = 2 + dice.below(4);
    let length = |dice: &mut Dice| 9 + dice.below(12);
    let mut body: Vec<String> = (0..paragraphs)
        .map(|_| {
            let length = length(dice);
            tongue.sentence(length, dice)
        })
        .collect();
    for (line, percent) in site.quoted.iter().zip([30, 15, 60]) {
        if dice.chance(percent) {
            let at = dice.below(body.len() + 1);
            body.insert(at, line.clone());
        }
    }
    if dice.chance(20) {
        let at = 1 + dice.below(body.len());
        body.insert(at.min(body.len() - 1), site.subheading.clone());
    }
    Story { title: tongue.words(6, dice), body }
}

/// The first so many of the five sites, of `documents` dumps each.
pub(super) fn world(seed: u64, sites: usize, documents: usize) -> World {
    let mut world = World::default();
    for (number, tongue) in TONGUES.iter().enumerate().take(sites) {
        // Each site by its own dice, so that a document more of one changes nothing of another.
        let mut dice = Dice::new(seed.wrapping_mul(1000) + u64::try_from(number).unwrap());
        let site = Site::new(tongue, &mut dice);
        world.chrome.extend(site.lines().cloned());
        let copied = story(tongue, &site, &mut dice);
        for document in 0..documents {
            let mut told = story(tongue, &site, &mut dice);
            if document % 10 < 2 {
                // Twenty of a hundred are copies of one article, half of them with a paragraph of their own.
                let own = told.body.remove(0);
                told = copied.clone();
                if document % 10 == 1 {
                    told.body[0] = own;
                }
            }
            world.titles.insert(told.title.clone());
            world.body.extend(told.body.iter().cloned());
            let text = dump(&site, &told, &mut dice);
            world.dumps.push(Dump {
                site: number,
                name: format!("{number}-{document:03}.txt"),
                text,
            });
        }
    }
    world
}

fn dump(site: &Site, story: &Story, dice: &mut Dice) -> String {
    let mut lines = site.top.clone();
    lines.extend(site.sections[dice.below(3)].iter().cloned());
    lines.push(story.title.clone());
    lines.extend(site.under_title.iter().cloned());
    let inline = 1 + dice.below(story.body.len());
    for (at, paragraph) in story.body.iter().enumerate() {
        if at == inline && dice.chance(90) {
            lines.push(site.inline.clone());
        }
        lines.push(paragraph.clone());
    }
    lines.extend(site.tail.iter().cloned());
    lines.join("\n") + "\n"
}
