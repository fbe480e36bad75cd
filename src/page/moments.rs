//! The moments that the elements of a page name, and which of them is that of its publication.

use std::sync::LazyLock;

use scraper::ElementRef;
use serde::Deserialize;

use super::heading::words;
use super::layout::{self, Says};

/// What names say about moments: `moments.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    moments: Vec<String>,
    published: Vec<String>,
    others: Vec<String>,
    readers: Vec<String>,
    attributes: Vec<String>,
    attributes_published: Vec<String>,
    properties: Vec<String>,
    /// Names in scripts, in words.
    pub scripts: Vec<String>,
    /// Words that may stand before these.
    pub prefixes: Vec<String>,
}

/// The table of names.
pub static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("moments.toml")).unwrap_or_default());

/// Most moments that are kept: a page with more is a list of other pages.
const MOST: usize = 1_000;

/// Elements between a headline and the date behind it: a standfirst, buttons to share, the writers with their pictures.
const NEAR: usize = 40;

/// Elements between a headline and the date behind it where nothing but the writer stands between them.
const NEXT: usize = 12;

/// Elements around a moment of which one may hold the headline, too.
const AROUND: usize = 3;

/// Elements at the beginning of such a one among which the headline is looked for.
const BEGINNING: usize = 30;

/// Elements around a moment that may say that they are those of other articles or of readers.
const OTHERS_AROUND: usize = 5;

/// Elements around a moment that may hold it as the card of another article does.
const CARD: usize = 2;

/// Elements around the date of a post of a social network that is shown in a text, up to its quote.
const QUOTED: usize = 10;

/// Characters of the longest date in words: with weekday, time, zone and a label.
const LONGEST_WORDS: usize = 60;

/// Characters of the longest date that stands alone in an element within a line.
const LONGEST_ALONE: usize = 40;

/// Bytes of the shortest heading that the title of a page has since it is the headline, not the name of a section.
const SHORTEST_HEADLINE: usize = 15;

/// Digits of a year.
const YEAR: usize = 4;

/// Digits of the shortest date in words that has a year of four, and of the shortest moment that machines are told.
const FEWEST_DIGITS: usize = 5;

/// Elements beside the headline whose names say that they hold a date, of which the words are read.
const MOST_DATED: usize = 2;

type Element<'a> = ElementRef<'a>;

/// The moments that elements name.
#[derive(Debug, Default)]
pub struct Moments {
    all: Vec<Moment>,
    /// What the page calls itself.
    title: String,
    /// How many elements have begun since the last headline, where there is one.
    behind: Option<usize>,
}

/// A moment that an element names.
#[derive(Debug)]
pub struct Moment {
    /// As the element writes it.
    pub value: String,
    /// What says that the element holds one.
    pub told: Told,
    /// Whether the element says that it is that of publication.
    says: bool,
    /// Elements between the headline and it; `None` where it stands before or in another box.
    behind: Option<usize>,
    /// Whether it stands with the headline, before it.
    is_before: bool,
    /// Whose it is.
    owner: Owner,
}

/// Whose moment it is, by the boxes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// That of the page, as far as one can see.
    Page,
    /// That of another article, or with the count of comments.
    Others,
    /// That of what readers or other people wrote: a comment, a quoted post.
    Readers,
}

/// What says that an element holds a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is one for machines, or `<time>` shows it.
    Time,
    /// The name of the element.
    Name,
    /// Nothing but that it holds a year and stands beside the headline.
    Place,
}

impl Moments {
    /// What the page calls itself.
    pub fn titled(&mut self, title: &str) {
        self.title = title.to_owned();
    }

    /// A heading of this rank and these words begins here.
    pub fn heading(&mut self, rank: u8, words: &str) {
        if self.is_headline(rank, words) {
            self.behind = Some(0);
        }
    }

    /// Whether a heading may be the headline: one of the highest rank, or one whose words the title of the page has.
    fn is_headline(&self, rank: u8, words: &str) -> bool {
        rank == 1 || words.len() >= SHORTEST_HEADLINE && self.title.contains(words)
    }

    /// Whether a headline has begun.
    pub fn is_behind_headline(&self) -> bool {
        self.behind.is_some()
    }

    /// Looks at the next element of the page.
    pub fn look(&mut self, element: Element<'_>) {
        self.behind = self.behind.map(|behind| behind + 1);
        if self.all.len() >= MOST {
            return;
        }
        let is_near = self.behind.is_some_and(|behind| behind <= NEAR);
        let placed = || is_near.then(|| alone(element)).flatten();
        let Some((value, told, says)) = read(element).or_else(placed) else { return };
        self.all.push(Moment {
            value,
            told,
            says,
            behind: self.behind.filter(|_| is_near),
            is_before: !is_near && self.is_with_headline(element),
            owner: owner(element),
        });
    }

    /// Whether one of the boxes next around an element holds the headline, too.
    fn is_with_headline(&self, element: Element<'_>) -> bool {
        let around = element.ancestors().filter_map(Element::wrap).take(AROUND);
        around.take_while(|it| it.value().name() != "body").any(|it| {
            it.descendent_elements().take(BEGINNING).any(|inner| match inner.value().name() {
                "h1" => true,
                "h2" | "h3" => self.is_headline(2, &words(inner)),
                _ => false,
            })
        })
    }

    /// The moment of publication that machines are told or `<time>` shows: the one that says so beside the headline; else
    /// any beside it; else one that says so; else the one next to the headline although it stands in a box of others, since
    /// the count of comments stands there, too; else the only one there is.
    pub fn time(&self) -> Option<&Moment> {
        let is_told =
            |moment: &&Moment| moment.told == Told::Time && moment.owner != Owner::Readers;
        let all = || self.all.iter().filter(is_told);
        let own = || all().filter(|moment| moment.owner == Owner::Page);
        own()
            .find(|moment| moment.says && moment.is_near())
            .or_else(|| own().find(|moment| moment.is_near()))
            .or_else(|| own().find(|moment| moment.says))
            .or_else(|| all().find(|moment| moment.behind.is_some_and(|behind| behind <= NEXT)))
            .or_else(|| all().next().filter(|first| all().all(|it| it.value == first.value)))
    }

    /// The words of the first elements beside the headline of which something else than `<time>` tells that they hold a
    /// date: one may say who wrote the text, too.
    pub fn dated(&self, told: Told) -> impl Iterator<Item = &Moment> {
        let own = self
            .all
            .iter()
            .filter(move |moment| moment.told == told && moment.owner == Owner::Page);
        own.filter(|moment| moment.is_near()).take(MOST_DATED)
    }
}

impl Moment {
    fn is_near(&self) -> bool {
        self.behind.is_some() || self.is_before
    }
}

/// The moment that an element names, what says so, and whether it says that it is that of publication.
fn read(element: Element<'_>) -> Option<(String, Told, bool)> {
    let value = element.value();
    let attribute = |name: &str| value.attr(name).filter(|said| !said.is_empty());
    let is_time = value.name() == "time";
    let mut said = NAMES.attributes_published.iter().filter_map(|name| attribute(name));
    if value.attrs().any(|(name, _)| name.starts_with("data-"))
        && let Some(said) = said.find(|said| is_moment(said))
    {
        return Some((said.trim().to_owned(), Told::Time, true));
    }
    let property = value.name() != "meta" && attribute("property").is_some_and(is_date_property);
    let names = [attribute("class"), attribute("id")];
    let parts: Vec<String> = names.into_iter().flatten().flat_map(layout::words).collect();
    let is = |known: &[String]| parts.iter().any(|part| known.contains(part));
    let is_named = property || is(&NAMES.moments);
    let says = is(&NAMES.published) || attribute("pubdate").is_some();
    if !is_time && !is_named || is(&NAMES.others) && !says || is_in_other(element) {
        return None;
    }
    let mut told = NAMES.attributes.iter().filter_map(|name| attribute(name));
    if let Some(told) = told.find(|told| is_moment(told)) {
        return Some((told.trim().to_owned(), Told::Time, says));
    }
    let words = words(element);
    let digits = words.chars().filter(|letter| letter.is_numeric()).count();
    let is_short = words.chars().count() <= LONGEST_WORDS;
    let told = if is_time { Told::Time } else { Told::Name };
    (is_short && digits >= FEWEST_DIGITS).then_some((words, told, says))
}

/// Whether the element next around one says that it holds another moment: `<span class="updated-on">Updated <time …`.
fn is_in_other(element: Element<'_>) -> bool {
    let parent = element.parent().and_then(Element::wrap);
    let parts = layout::words(parent.and_then(|it| it.value().attr("class")).unwrap_or_default());
    let is = |known: &[String]| parts.iter().any(|part| known.contains(part));
    let is_other = |part: &String| NAMES.others.contains(part) && !NAMES.readers.contains(part);
    parts.iter().any(is_other) && !is(&NAMES.published) && !is(&NAMES.moments)
}

/// The words of an element without others in it that have a year: where it is no line of its own, its date is glued to
/// what stands beside it.
fn alone(element: Element<'_>) -> Option<(String, Told, bool)> {
    let is_inline =
        matches!(element.value().name(), "span" | "small" | "em" | "i" | "b" | "strong");
    let parts = layout::words(element.value().attr("class").unwrap_or_default());
    let is_other = parts.iter().any(|part| NAMES.others.contains(part));
    if !is_inline || is_other || element.child_elements().next().is_some() {
        return None;
    }
    let words = words(element);
    let years = words.split(|letter: char| !letter.is_numeric());
    let has_year = years.filter(|digits| digits.chars().count() == YEAR).count() == 1;
    let is_short = words.chars().count() <= LONGEST_ALONE;
    let digits = words.chars().filter(|letter| letter.is_numeric()).count();
    (is_short && has_year && digits >= FEWEST_DIGITS).then_some((words, Told::Place, false))
}

/// Whether a property of RDFa is a date of the page: `dc:date dc:created`, `schema:datePublished`.
fn is_date_property(property: &str) -> bool {
    property.split_whitespace().any(|name| {
        let name = name.rsplit([':', '/']).next().unwrap_or(name).to_ascii_lowercase();
        NAMES.properties.contains(&name)
    })
}

/// Whether words begin as a date of ISO 8601 does or are seconds or milliseconds since 1970; the words for readers are
/// those of other rules.
fn is_moment(words: &str) -> bool {
    let words = words.trim();
    let is_digits = words.bytes().all(|byte| byte.is_ascii_digit());
    let day = words.get(..10).unwrap_or_default();
    let is_right = |(at, letter): (usize, char)| match at {
        4 | 7 => letter == '-',
        _ => letter.is_ascii_digit(),
    };
    is_digits && matches!(words.len(), 10 | 13)
        || day.len() == 10 && day.chars().enumerate().all(is_right)
}

/// Whose moment an element names, by what the boxes around it say and hold.
fn owner(element: Element<'_>) -> Owner {
    let around = || element.ancestors().filter_map(Element::wrap);
    if around().take(QUOTED).any(|it| it.value().name() == "blockquote") {
        return Owner::Readers;
    }
    let mut owner = Owner::Page;
    for (at, it) in around().take(OTHERS_AROUND).enumerate() {
        let name = it.value().name();
        if matches!(name, "body" | "main" | "article") {
            break;
        }
        let names = [it.value().attr("class"), it.value().attr("id")];
        let says = names.into_iter().flatten().map(layout::says_of);
        let says = says.fold(Says::default(), Says::and);
        if names.into_iter().flatten().flat_map(layout::words).any(|it| NAMES.readers.contains(&it))
        {
            return Owner::Readers;
        }
        let is_around = matches!(name, "aside" | "footer" | "nav");
        if is_around
            || says.any(Says::RELATED.and(Says::NAVIGATION).and(Says::COMMENTS))
            || at < CARD && is_card(it)
        {
            owner = Owner::Others;
        }
    }
    owner
}

/// Whether a box is the card of another article: its heading is a link.
fn is_card(element: Element<'_>) -> bool {
    let mut inside = element.descendent_elements().skip(1).take(BEGINNING);
    let heading = inside.find(|it| matches!(it.value().name(), "h1" | "h2" | "h3" | "h4" | "h5"));
    let is_link = |it: &Element<'_>| it.value().name() == "a";
    heading.filter(|it| it.value().name() != "h1").is_some_and(|heading| {
        heading.descendent_elements().take(CARD + 1).any(|it| is_link(&it))
            || heading.ancestors().filter_map(Element::wrap).take(CARD).any(|it| is_link(&it))
    })
}
