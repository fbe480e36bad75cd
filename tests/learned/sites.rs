//! Dumps of five sites that there are not, in five scripts, made from a seed and a layout: what is chrome, and what is body.

use std::collections::BTreeSet;

use serde::Deserialize;

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

impl World {
    /// Whether a line is in three of ten documents of its site, and in six: learning asks for two and five, where of copies one
    /// counts.
    pub(super) fn is_often(&self, line: &str) -> bool {
        let has = |dump: &&Dump| dump.text.lines().any(|other| other == line);
        let having: Vec<usize> = self.dumps.iter().filter(has).map(|dump| dump.site).collect();
        let Some(site) = having.first() else { return false };
        let of = self.dumps.iter().filter(|dump| dump.site == *site).count();
        having.len() >= 6 && having.len() * 10 >= of * 3
    }
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

    /// One of the numbers from the first to the last.
    fn within(&mut self, [first, last]: [usize; 2]) -> usize {
        first + self.below(last + 1 - first)
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

/// How the pages of a world are made; a row of `layouts.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) name: String,
    /// Sites, of the five.
    pub(super) sites: usize,
    /// Documents of each.
    pub(super) documents: usize,
    /// How a site is told: `chrome`, `folder` or `address`.
    pub(super) told_by: String,
    /// Paragraphs of an article, at least and at most.
    paragraphs: [usize; 2],
    /// Words of a paragraph, at least and at most.
    words: [usize; 2],
    /// Of a hundred documents those that are copies of one article.
    copies: usize,
    /// Sentences that articles of the site quote, in 30, 15 and 60 of a hundred.
    quotes: bool,
    /// Lines of chrome between paragraphs, each behind another one.
    between: usize,
    /// Labels of the menu over the article.
    menu: usize,
    /// Headlines that a box shows of three times as many; which, changes from document to document.
    ticker: usize,
    /// Whether lines with another number in each document stand among the chrome.
    changing: bool,
    /// Paragraphs that are one of three or four sentences of a form, as in a report on the weather.
    form: usize,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            name: String::new(),
            sites: 5,
            documents: 100,
            told_by: "chrome".to_owned(),
            paragraphs: [2, 5],
            words: [9, 20],
            copies: 20,
            quotes: true,
            between: 1,
            menu: 7,
            ticker: 0,
            changing: false,
            form: 0,
        }
    }
}

/// The rows of `layouts.toml`.
pub(super) fn layouts() -> Vec<Layout> {
    #[derive(Deserialize)]
    struct Table {
        layout: Vec<Layout>,
    }
    let table: Table = toml::from_str(include_str!("layouts.toml")).unwrap();
    table.layout
}

/// The fixed lines of a site.
struct Site {
    top: Vec<String>,
    /// A menu more for each of three sections.
    sections: Vec<Vec<String>>,
    under_title: Vec<String>,
    inline: Vec<String>,
    tail: Vec<String>,
    ticker: Vec<String>,
    /// Sentences that several of its articles quote.
    quoted: Vec<String>,
    subheading: String,
    /// For each paragraph of a form the sentences that it may be.
    form: Vec<Vec<String>>,
}

impl Site {
    fn new(tongue: &Tongue, layout: &Layout, dice: &mut Dice) -> Site {
        let menu = |count: usize, dice: &mut Dice| -> Vec<String> {
            let label = |dice: &mut Dice| tongue.words(1 + dice.below(2), dice);
            (0..count).map(|_| label(dice)).collect()
        };
        let mut top = vec![tongue.sentence(12, dice)];
        top.extend(menu(layout.menu, dice));
        let mut tail = menu(5, dice);
        tail.insert(2, tongue.sentence(8, dice));
        tail.push(tongue.sentence(22, dice));
        tail.push(format!("© 2025 {}", tongue.words(2, dice)));
        let slot =
            |dice: &mut Dice| (0..3 + dice.below(2)).map(|_| tongue.sentence(9, dice)).collect();
        Site {
            top,
            sections: (0..3).map(|_| menu(3, dice)).collect(),
            under_title: menu(3, dice),
            inline: (0..layout.between).map(|_| tongue.words(4, dice)).collect(),
            tail,
            ticker: (0..layout.ticker * 3).map(|_| tongue.words(7, dice)).collect(),
            quoted: vec![tongue.sentence(7, dice), tongue.sentence(10, dice), tongue.quote(dice)],
            subheading: tongue.words(3, dice),
            form: (0..layout.form).map(|_| slot(dice)).collect(),
        }
    }

    fn lines(&self) -> impl Iterator<Item = &String> {
        let parts = [&self.top, &self.under_title, &self.inline, &self.tail, &self.ticker];
        parts.into_iter().flatten().chain(self.sections.iter().flatten())
    }
}

/// An article: its headline and its paragraphs.
#[derive(Clone)]
struct Story {
    title: String,
    body: Vec<String>,
}

fn story(tongue: &Tongue, site: &Site, layout: &Layout, dice: &mut Dice) -> Story {
    let paragraphs = dice.within(layout.paragraphs);
    let paragraph = |dice: &mut Dice| tongue.sentence(dice.within(layout.words), dice);
    let mut body: Vec<String> = (0..paragraphs).map(|_| paragraph(dice)).collect();
    body.extend(site.form.iter().map(|slot| slot[dice.below(slot.len())].clone()));
    if layout.quotes {
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
    }
    Story { title: tongue.words(6, dice), body }
}

/// The first so many of the five sites, of `documents` dumps each.
pub(super) fn world(seed: u64, sites: usize, documents: usize) -> World {
    world_of(seed, &Layout { sites, documents, ..Layout::default() })
}

/// The dumps of a layout.
pub(super) fn world_of(seed: u64, layout: &Layout) -> World {
    let mut world = World::default();
    for (number, tongue) in TONGUES.iter().enumerate().take(layout.sites) {
        // Each site by its own dice, so that a document more of one changes nothing of another.
        let mut dice = Dice::new(seed.wrapping_mul(1000) + u64::try_from(number).unwrap());
        let site = Site::new(tongue, layout, &mut dice);
        world.chrome.extend(site.lines().cloned());
        let copied = story(tongue, &site, layout, &mut dice);
        for document in 0..layout.documents {
            let mut told = story(tongue, &site, layout, &mut dice);
            if document % 10 < layout.copies / 10 {
                // Of the copies of one article, half have a paragraph of their own.
                let own = told.body.remove(0);
                told = copied.clone();
                if document % 2 == 1 {
                    told.body[0] = own;
                }
            }
            world.titles.insert(told.title.clone());
            world.body.extend(told.body.iter().cloned());
            let text = dump(&site, &told, document, layout, &mut dice);
            world.dumps.push(Dump {
                site: number,
                name: format!("{number}-{document:03}.txt"),
                text,
            });
        }
    }
    world
}

fn dump(site: &Site, story: &Story, document: usize, layout: &Layout, dice: &mut Dice) -> String {
    let number = |dice: &mut Dice| if layout.changing { Some(2 + dice.below(900)) } else { None };
    let mut lines = site.top.clone();
    lines.extend(site.sections[dice.below(3)].iter().cloned());
    lines.push(story.title.clone());
    lines.extend(number(dice).map(|number| format!("{number} {}", site.subheading)));
    lines.extend(site.under_title.iter().cloned());
    let mut inline = site.inline.iter().peekable();
    let first = 1 + dice.below(story.body.len());
    for (at, paragraph) in story.body.iter().enumerate() {
        if let Some(line) = inline.next_if(|_| at >= first)
            && dice.chance(90)
        {
            lines.push(line.clone());
        }
        lines.push(paragraph.clone());
    }
    let shown = site.ticker.iter().cycle().skip(document * 3 / 2).take(layout.ticker);
    for (at, line) in site.tail.iter().enumerate() {
        lines.push(line.clone());
        lines.extend(
            number(dice)
                .filter(|_| at % 3 == 1)
                .map(|number| format!("{number} {}", site.subheading)),
        );
        if at == 1 {
            lines.extend(shown.clone().cloned());
        }
    }
    lines.join("\n") + "\n"
}
