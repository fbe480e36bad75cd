//! The moments that the elements of a page name, and which of them is that of its publication.

use super::dom::{Element, NodeRef};
use super::heading::{NODES, words};
use super::layout::Says;
use super::moment_words::{WORDS, is_date_property};
use super::named::{self, Holds, MOST_NAMES, Named, Names};

/// Most moments that are kept: a page with more is a list of other pages.
const MOST: usize = 1_000;

/// Elements between a headline and the date behind it: a standfirst, buttons to share, the writers with their pictures.
const NEAR: usize = 40;

/// Elements between a headline and the date behind it where nothing but the writer stands between them.
const NEXT: usize = 12;

/// Paragraphs behind which the head of an article has ended: the first may be a standfirst before the date.
const FIRST: usize = 2;

/// Characters of the shortest paragraph of running text.
const PARAGRAPH: usize = 100;

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

/// Most elements whose words are read, whether they say something or not: they may stand in each other.
const MOST_READ: usize = 2_000;

/// The moments that elements name.
#[derive(Debug, Default)]
pub struct Moments {
    all: Vec<Moment>,
    /// What the page calls itself.
    title: String,
    /// How many elements have begun since the last headline, where there is one.
    behind: Option<usize>,
    /// Elements whose words were read so far.
    read: usize,
    /// Paragraphs of running text since the last headline.
    paragraphs: usize,
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
    /// Whether no headline had begun before it.
    is_early: bool,
    /// Whether it stands with the headline, before it.
    is_before: bool,
    /// Whose it is.
    owner: Owner,
    /// Whether it stands in an entry of a list of other articles.
    teased: Teased,
}

/// Whether a moment is that of a teaser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Teased {
    Yes,
    No,
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
        title.clone_into(&mut self.title);
    }

    /// A heading of this rank and these words begins here.
    pub fn heading(&mut self, rank: u8, words: &str) {
        if self.is_headline(rank, words) {
            self.behind = Some(0);
            self.paragraphs = 0;
        }
    }

    /// Whether a heading may be the headline: one of the highest rank, or one whose words the title of the page has.
    fn is_headline(&self, rank: u8, words: &str) -> bool {
        rank == 1 || words.len() >= SHORTEST_HEADLINE && self.title.contains(words)
    }

    /// How many elements ago the last headline began.
    pub fn behind_headline(&self) -> Option<usize> {
        self.behind
    }

    /// Looks at the next element of the page.
    pub fn look(&mut self, node: NodeRef<'_>, names: &Names) {
        self.behind = self.behind.map(|behind| behind + 1);
        let Some(element) = node.element() else { return };
        if self.all.len() >= MOST {
            return;
        }
        let is_near = self.is_in_head(node, element);
        let holds = names.of(node).holds;
        let found = self.read(node, element, names).or_else(|| {
            (is_near && !holds.has(Holds::OTHER)).then(|| alone(node, element)).flatten()
        });
        let Some((value, told, says)) = found else { return };
        self.all.push(Moment {
            value,
            told,
            says,
            behind: self.behind.filter(|_| is_near),
            is_early: self.behind.is_none(),
            is_before: !is_near && self.is_with_headline(node),
            owner: owner(node, names),
            teased: if self.is_teased(node) { Teased::Yes } else { Teased::No },
        });
    }

    /// Whether an element stands in the head of the article: not far behind the headline, and not behind its text.
    fn is_in_head(&mut self, node: NodeRef<'_>, element: &Element) -> bool {
        let is_near = self.behind.is_some_and(|behind| behind <= NEAR);
        if is_near && element.name() == "p" && self.paragraphs < FIRST {
            self.paragraphs += usize::from(words(node).chars().count() >= PARAGRAPH);
        }
        is_near && self.paragraphs < FIRST
    }

    /// The moment that an element names, what says so, and whether it says that it is that of publication.
    fn read(
        &mut self,
        node: NodeRef<'_>,
        element: &Element,
        names: &Names,
    ) -> Option<(String, Told, bool)> {
        let attribute = |name: &str| element.attr(name).filter(|said| !said.is_empty());
        if element.may_have("data-") {
            let mut said = WORDS.attributes_published.iter().filter_map(|name| attribute(name));
            if let Some(said) = said.find(|said| is_moment(said)) {
                return Some((said.trim().to_owned(), Told::Time, true));
            }
        }
        let is_time = is_time(element);
        let holds = names.of(node).holds;
        let holds = attribute("id").map_or(holds, |id| holds.and(Holds::said_by(id)));
        let is_property =
            || element.name() != "meta" && attribute("property").is_some_and(is_date_property);
        if !is_time && !holds.has(Holds::MOMENT) && !is_property() {
            return None;
        }
        let says = holds.has(Holds::PUBLISHED) || attribute("pubdate").is_some();
        if holds.has(Holds::OTHER) && !says || is_in_other(node, names) {
            return None;
        }
        let mut told = WORDS.attributes.iter().filter_map(|name| attribute(name));
        if let Some(told) = told.find(|told| is_moment(told)) {
            return Some((told.trim().to_owned(), Told::Time, says));
        }
        self.read += 1;
        if self.read > MOST_READ {
            return None;
        }
        let words = explained(element, words(node));
        let digits = words.chars().filter(|letter| letter.is_numeric()).count();
        let is_short = words.chars().count() <= LONGEST_WORDS;
        let told = if is_time { Told::Time } else { Told::Name };
        (is_short && digits >= FEWEST_DIGITS).then_some((words, told, says))
    }

    /// Whether one of the boxes next around an element holds the headline, too.
    fn is_with_headline(&self, node: NodeRef<'_>) -> bool {
        let around = around(node).take(AROUND).take_while(|(_, element)| element.name() != "body");
        around.into_iter().any(|(it, _)| {
            inside(it).take(BEGINNING).any(|(inner, element)| match element.name() {
                "h1" => true,
                "h2" | "h3" => self.is_headline(2, &words(inner)),
                _ => false,
            })
        })
    }

    /// Whether a moment stands in an entry of a list that leads to another article: a link as long as a headline, whose
    /// words are not those of the page.
    fn is_teased(&self, node: NodeRef<'_>) -> bool {
        let entry = around(node).take(AROUND).find(|(_, element)| element.name() == "li");
        let leads = |(inner, element): (NodeRef<'_>, &Element)| {
            element.name() == "a" && {
                let words = words(inner);
                words.len() >= SHORTEST_HEADLINE && !self.title.contains(&words)
            }
        };
        entry.is_some_and(|(entry, _)| inside(entry).take(BEGINNING).any(leads))
    }

    /// The moment of publication that machines are told or `<time>` shows: the one that says so beside the headline; else
    /// any beside it; else one that says so; else the one next to the headline although it stands in a box of others, since
    /// the count of comments stands there, too; else the only one there is, unless it stands in the head of the site.
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
            .or_else(|| {
                let mut only = all().filter(|moment| moment.teased == Teased::No);
                only.next().filter(|first| all().all(|it| it.value == first.value))
            })
            // Above the menu stands the day of today.
            .filter(|moment| moment.says || moment.is_near() || !self.is_of_site(moment))
    }

    /// Whether a moment stands before the headline and not with it, as the day of today does in the head of a site.
    fn is_of_site(&self, moment: &Moment) -> bool {
        moment.is_early && self.behind.is_some()
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

/// Whether an element is one for moments: `<time>`, one of the page's own make with such a name (`<relative-time>`), or
/// any with the attribute of `<time>`, but for what was put in or taken out then.
fn is_time(element: &Element) -> bool {
    let name = element.name();
    name == "time"
        || name.contains('-') && Holds::said_by(name).has(Holds::MOMENT)
        || !matches!(name, "ins" | "del") && element.attr("datetime").is_some_and(is_moment)
}

/// The elements around a node, the next first.
fn around(node: NodeRef<'_>) -> impl Iterator<Item = (NodeRef<'_>, &Element)> {
    node.ancestors().filter_map(|node| Some((node, node.element()?)))
}

/// The first elements in a node, itself among them.
fn inside(node: NodeRef<'_>) -> impl Iterator<Item = (NodeRef<'_>, &Element)> {
    node.descendants().take(NODES).filter_map(|node| Some((node, node.element()?)))
}

/// Whether the element next around one says that it holds another moment: `<span class="updated-on">Updated <time …`.
fn is_in_other(node: NodeRef<'_>, names: &Names) -> bool {
    let holds = node.parent().map_or(Holds::default(), |parent| names.of(parent).holds);
    holds.has(Holds::OTHER_OF_PAGE) && !holds.has(Holds::PUBLISHED.and(Holds::MOMENT))
}

/// The words of an element without others in it that have a year: where it is no line of its own, its date is glued to
/// what stands beside it.
fn alone(node: NodeRef<'_>, element: &Element) -> Option<(String, Told, bool)> {
    let is_inline = matches!(element.name(), "span" | "small" | "em" | "i" | "b" | "strong");
    if !is_inline || node.children().any(|child| child.element().is_some()) {
        return None;
    }
    let words = explained(element, words(node));
    let has_year = years(&words) == 1;
    let is_short = words.chars().count() <= LONGEST_ALONE;
    let digits = words.chars().filter(|letter| letter.is_numeric()).count();
    (is_short && has_year && digits >= FEWEST_DIGITS).then_some((words, Told::Place, false))
}

/// The words of an element, or, where they name no year and its title does, those of the title: `3 hours ago` is explained
/// by `4 March 2025 18:22`.
fn explained(element: &Element, words: String) -> String {
    match element.attr("title") {
        Some(title) if years(&words) == 0 && years(title) == 1 => title.trim().to_owned(),
        _ => words,
    }
}

/// How many numbers there are with as many digits as a year.
fn years(words: &str) -> usize {
    let numbers = words.split(|letter: char| !letter.is_numeric());
    numbers.filter(|digits| digits.chars().count() == YEAR).count()
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
fn owner(node: NodeRef<'_>, names: &Names) -> Owner {
    if around(node).take(QUOTED).any(|(_, element)| element.name() == "blockquote") {
        return Owner::Readers;
    }
    let mut owner = Owner::Page;
    for (at, (it, element)) in around(node).take(OTHERS_AROUND).enumerate() {
        let name = element.name();
        if matches!(name, "body" | "main" | "article") {
            break;
        }
        let id = element.attr("id").unwrap_or_default();
        let Named { says, holds, .. } = names.of(it);
        if holds.and(Holds::said_by(id)).has(Holds::READER) {
            return Owner::Readers;
        }
        let (id_says, _) = named::said(id, "", MOST_NAMES);
        let is_around = matches!(name, "aside" | "footer" | "nav");
        let others = Says::RELATED.and(Says::NAVIGATION).and(Says::COMMENTS);
        if is_around || says.and(id_says).any(others) || at < CARD && is_card(it) {
            owner = Owner::Others;
        }
    }
    owner
}

/// Whether a box is the card of another article: its heading is a link.
fn is_card(node: NodeRef<'_>) -> bool {
    let mut headings = inside(node).skip(1).take(BEGINNING);
    let heading = headings
        .find(|(_, element)| matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5"))
        .filter(|(_, element)| element.name() != "h1");
    heading.is_some_and(|(heading, _)| {
        let mut near = inside(heading).take(CARD + 1).chain(around(heading).take(CARD));
        near.any(|(_, element)| element.name() == "a")
    })
}
