//! What is known of each language: phrases, months, credit words, stop words; a TOML file a language.

mod fold;
pub mod phrase;
pub mod detect;
mod trigrams;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::finding::Label;
use crate::text::letter;
use phrase::Phrase;

/// A language file, as its TOML says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    /// Its English name.
    pub name: String,
    /// The commonest words: what prose is full of and menus are not.
    pub common: Vec<String>,
    /// Phrases by label: `{n}` a number, `{url}` an address, `{name}` a name of up to six words, `{rest}` the rest of the line.
    pub phrases: BTreeMap<String, Vec<String>>,
    /// Words that stand before who took the picture: `Photo`, `Ảnh`.
    pub credits: Vec<String>,
    /// Words that stand behind who took it: `摄`, `撮影`.
    pub credits_behind: Vec<String>,
    /// Headlines of pages that are no article: errors, checks of the browser, logins.
    pub no_article: Vec<String>,
    /// Small words of lines that say what the outlet earns by the links of a text: `affiliate links`.
    pub disclosures: Vec<String>,
    /// Words that stand before or behind a writer's name.
    pub bylines: Bylines,
    /// The words of dates.
    pub dates: DateWords,
    /// Times that count from now, by unit.
    pub relative: BTreeMap<Unit, Vec<String>>,
}

/// Words around a writer's name.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bylines {
    /// Before it: `By`, `Von`, `Tác giả:`.
    pub before: Vec<String>,
    /// Those among them that stand before who edited: `Edited by`.
    pub editors: Vec<String>,
    /// Behind it: `기자`.
    pub after: Vec<String>,
    /// Between a writer's name and the outlet for which the text was written: `for`, `special to`.
    pub clients: Vec<String>,
    /// Between the names of two writers: ` and `, ` und `.
    pub between: Vec<String>,
    /// Desks and roles that stand where a name would: `PV`, `Redaktion`.
    pub desks: Vec<String>,
    /// Whether the words of names are words of every text, too, so that these say nothing of a name: `Minh Anh`.
    pub names_are_words: bool,
}

/// The words of dates. Letter case does not count.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateWords {
    /// Twelve rows, January first: every form of the month's name.
    pub months: Vec<Vec<String>>,
    /// Seven rows, Monday first: every form of the day's name.
    pub weekdays: Vec<Vec<String>>,
    /// Words that may stand within a date and say nothing: `ngày`, `de`, `Uhr`, `lúc`.
    pub fillers: Vec<String>,
    /// Words before noon.
    pub am: Vec<String>,
    /// Words after noon.
    pub pm: Vec<String>,
    /// Words that say that the date behind them is the publication's.
    pub published: Vec<String>,
    /// Words that say that the date behind them is a change's.
    pub updated: Vec<String>,
    /// Words that say that the date behind them is that of something else: a birth, an event, the end of an offer.
    pub others: Vec<String>,
    /// How 03/04/2025 is read in this language: `dmy`, `mdy`, `ymd`, or empty when it does not decide.
    pub order: String,
    /// Names of time zones and their offsets: `WIB = "+07:00"`.
    pub zones: BTreeMap<String, String>,
    /// Words for the night: the hours before midnight are of the second half of the day, those behind it of the first.
    pub night: Vec<String>,
    /// Letters that stand for numbers: `八`, `十`.
    pub numerals: BTreeMap<String, i32>,
    /// Twelve rows, each month of the Solar Hijri calendar, Farvardin first; empty where it is not used.
    pub solar_months: Vec<Vec<String>>,
    /// Months of the lunar calendar, and the sign of its years: a date of it says nothing, since its days are seen, not
    /// reckoned.
    pub lunar: Vec<String>,
    /// How many years the calendar is ahead of the common one: 543 in Thai.
    pub year_offset: i16,
    /// Words that say which part of a date the number beside them is: `年`, `tháng`, `h`.
    pub units: BTreeMap<Unit, Vec<String>>,
    /// Names of eras and the year before their first: `令和 = 2018`, `พ.ศ. = -543`.
    pub eras: BTreeMap<String, i16>,
    /// Words that stand for the number one in `{n} hour ago`: `an`, `eine`, `một`.
    pub one: Vec<String>,
    /// Three rows: the words for today, yesterday and the day before.
    pub days: Vec<Vec<String>>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Now.
    Now,
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A language that phin knows.
#[derive(Debug)]
pub struct Lang {
    /// BCP 47.
    pub tag: &'static str,
    /// What its file says.
    pub file: File,
    /// The words that tell prose from furniture; made when first asked for, since a folder has few of the languages.
    words: OnceLock<Words>,
}

/// Words of a language in lower case.
#[derive(Debug)]
struct Words {
    /// By what stands for their letters ([`letter::mixed`]): that two words of all texts share it is as good as impossible.
    known: FxHashMap<u64, Known>,
    has_furniture: bool,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is one of the commonest.
    Common,
    /// It stands in phrases of furniture and is not common: `newsletter`, `Datenschutz`.
    Furniture,
}

impl Lang {
    /// What is known of a word in lower case.
    pub fn knows(&self, word: &str) -> Option<Known> {
        self.knows_hashed(letter::hash(word))
    }

    /// What is known of the word for whose letters a number stands.
    pub fn knows_hashed(&self, hash: u64) -> Option<Known> {
        self.words().known.get(&hash).copied()
    }

    /// Whether any of its words is one of furniture.
    pub fn has_furniture(&self) -> bool {
        self.words().has_furniture
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let common: FxHashSet<String> =
                self.file.common.iter().map(|word| word.to_lowercase()).collect();
            let furniture = furniture(&self.file, &common);
            let has_furniture = !furniture.is_empty();
            let common = common.iter().map(|word| (letter::hash(word), Known::Common));
            let furniture = furniture.iter().map(|word| (letter::hash(word), Known::Furniture));
            Words { known: common.chain(furniture).collect(), has_furniture }
        })
    }

    /// Every phrase of the file, relative times included.
    pub fn phrases(&self) -> impl Iterator<Item = Phrase<'_>> {
        let labelled = self.file.phrases.iter().flat_map(|(name, patterns)| {
            let label = Label::named(name);
            patterns.iter().map(move |pattern| Phrase { label: label.clone(), pattern })
        });
        let relative = self.file.relative.values().flatten();
        labelled.chain(relative.map(|pattern| Phrase { label: Label::RelativeTime, pattern }))
    }

    /// Whether words stand apart from each other by spaces.
    pub fn is_spaced(&self) -> bool {
        !matches!(self.tag, "ja" | "zh" | "th")
    }
}

/// The language files, a row a language, in order of their tags.
pub static FILES: &[(&str, &str)] = &[
    ("ar", include_str!("ar.toml")),
    ("cs", include_str!("cs.toml")),
    ("de", include_str!("de.toml")),
    ("el", include_str!("el.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fa", include_str!("fa.toml")),
    ("fr", include_str!("fr.toml")),
    ("hi", include_str!("hi.toml")),
    ("id", include_str!("id.toml")),
    ("it", include_str!("it.toml")),
    ("ja", include_str!("ja.toml")),
    ("ko", include_str!("ko.toml")),
    ("nl", include_str!("nl.toml")),
    ("pl", include_str!("pl.toml")),
    ("pt", include_str!("pt.toml")),
    ("ru", include_str!("ru.toml")),
    ("sv", include_str!("sv.toml")),
    ("th", include_str!("th.toml")),
    ("tr", include_str!("tr.toml")),
    ("uk", include_str!("uk.toml")),
    ("vi", include_str!("vi.toml")),
    ("zh", include_str!("zh.toml")),
];

static ALL: LazyLock<Vec<Lang>> =
    LazyLock::new(|| FILES.iter().map(|(tag, text)| load(tag, text)).collect());

/// A language by its file. A file that is no TOML of this shape counts as empty here; a test names the place of the fault.
fn load(tag: &'static str, text: &str) -> Lang {
    Lang { tag, file: toml::from_str(text).unwrap_or_default(), words: OnceLock::new() }
}

/// Labels whose phrases are of the site and not of the story; sections are both.
const FURNITURE: &[&str] = &[
    "advertisement",
    "comment_count",
    "comments",
    "footer",
    "promotion",
    "related_links",
    "share_link",
];

/// The words of the phrases of furniture that have three letters and are not common.
fn furniture(file: &File, common: &FxHashSet<String>) -> FxHashSet<String> {
    let phrases = file.phrases.iter().filter(|(label, _)| FURNITURE.contains(&label.as_str()));
    phrases
        .flat_map(|(_, patterns)| patterns)
        .flat_map(|pattern| {
            pattern.split(|it: char| !letter::is_alphanumeric(it) && !matches!(it, '{' | '}'))
        })
        .filter(|word| word.chars().count() > 2 && !word.contains(['{', '}']))
        .map(str::to_lowercase)
        .filter(|word| !common.contains(word))
        .collect()
}

/// Every language, in order of its tag.
pub fn all() -> &'static [Lang] {
    &ALL
}

/// The language of that BCP 47 tag (its first part decides: `zh-Hans` is `zh`).
pub fn get(tag: &str) -> Option<&'static Lang> {
    let primary = tag.split('-').next().unwrap_or(tag);
    all().iter().find(|lang| lang.tag == primary)
}

/// The languages of which less is known than a file of their own would hold: the words of dates, phrases of most, nothing of
/// prose; in order of their tags.
pub static ONLY_DATES: &[&str] = &[
    "be", "bg", "bn", "ca", "da", "et", "fi", "gu", "he", "hr", "hu", "hy", "ka", "kn", "lt", "lv",
    "mk", "ml", "mr", "nb", "ne", "pa", "ro", "sk", "sl", "sr", "ta", "te", "tl", "ur",
];

/// Their words.
pub static MORE_DATES: &str = include_str!("dates/more.toml");

static DATED: LazyLock<Vec<Lang>> = LazyLock::new(|| {
    let mut words: BTreeMap<String, MoreDates> = toml::from_str(MORE_DATES).unwrap_or_default();
    let lang = |tag: &&'static str| {
        let MoreDates { name, phrases, credits, bylines, dates } = words.remove(*tag)?;
        let file = File { name, phrases, credits, bylines, dates, ..Default::default() };
        Some(Lang { tag, file, words: OnceLock::new() })
    };
    ONLY_DATES.iter().filter_map(lang).collect()
});

/// A language in [`MORE_DATES`].
#[derive(Debug, Default, Deserialize)]
struct MoreDates {
    name: String,
    #[serde(default)]
    bylines: Bylines,
    #[serde(default)]
    phrases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    credits: Vec<String>,
    #[serde(flatten)]
    dates: DateWords,
}

/// Every language that has no file of its own.
pub fn only_dates() -> &'static [Lang] {
    &DATED
}

/// The language of that tag whose words of dates are known.
pub fn for_dates(tag: &str) -> Option<&'static Lang> {
    let primary = tag.split('-').next().unwrap_or(tag);
    get(tag).or_else(|| only_dates().iter().find(|lang| lang.tag == primary))
}

/// Whether a name is that of a desk or a part, in any language: `Staff`, `Redaktion`, `Admin`.
pub fn is_desk(name: &str) -> bool {
    static DESKS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let languages = all().iter().chain(only_dates());
        let desks = languages.flat_map(|lang| &lang.file.bylines.desks);
        desks.map(|desk| desk.to_ascii_lowercase()).collect()
    });
    DESKS.contains(&name.to_ascii_lowercase())
}

/// Whether a word is the last one of what a desk is called, in lower case: `team`, `editors`, `redaktion`.
pub fn is_desk_word(word: &str) -> bool {
    static LAST: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let languages = all().iter().chain(only_dates());
        let desks = languages.flat_map(|lang| &lang.file.bylines.desks);
        desks.filter_map(|desk| desk.rsplit(' ').next()).map(str::to_lowercase).collect()
    });
    LAST.contains(word)
}

/// The words of a headline in lower case; a number is a word of its own: `404エラー` is two.
pub fn headline_words(headline: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for letter in headline.chars() {
        let class = letter::class(letter);
        let kind = class.is_alphanumeric().then(|| class.is_numeric());
        match words.last_mut() {
            Some(word) if kind.is_some() && kind == last => letter::push_small(word, letter),
            _ if kind.is_some() => {
                words.push(String::new());
                if let Some(word) = words.last_mut() {
                    letter::push_small(word, letter);
                }
            }
            _ => {}
        }
        last = kind;
    }
    words
}

/// The headlines of pages that are no article, of all languages, each as its words in lower case.
pub fn no_articles() -> &'static FxHashSet<Vec<String>> {
    static HEADLINES: LazyLock<FxHashSet<Vec<String>>> = LazyLock::new(|| {
        let headlines = all().iter().flat_map(|lang| &lang.file.no_article);
        headlines.map(|headline| headline_words(headline)).collect()
    });
    &HEADLINES
}

/// The words that stand before who took a picture, of all languages: longest first, so that `Foto von` is tried before
/// `Foto`.
pub fn credit_words() -> Vec<String> {
    let languages = all().iter().chain(only_dates());
    let mut words: Vec<String> = languages.flat_map(|lang| &lang.file.credits).cloned().collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.dedup();
    words
}

/// The words that stand behind who took a picture, of all languages.
pub fn words_behind_credits() -> Vec<String> {
    all().iter().flat_map(|lang| &lang.file.credits_behind).cloned().collect()
}

/// Words as the alternatives of a regular expression.
pub fn alternatives(words: &[impl AsRef<str>]) -> String {
    let escaped: Vec<String> = words.iter().map(|word| regex::escape(word.as_ref())).collect();
    escaped.join("|")
}
