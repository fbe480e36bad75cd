//! The elements of a page that say something to machines.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::dom::{Dom, NodeRef};
use super::heading::{self, Heading, LOWEST, NODES, words};
use super::named::{Holds, Names};
use crate::finding::Field;

/// Microdata properties, and what they say.
const MICRODATA: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("datePublished", Field::Published),
    ("dateModified", Field::Updated),
    ("author", Field::Author),
    ("publisher", Field::Publisher),
    ("articleSection", Field::Section),
];

/// Most elements of a kind that are read: no page has as many, and rivals are compared with each other.
const MOST: usize = 1_000;

/// Most headings that are read: a page with as many is no article.
const MOST_HEADINGS: usize = 300;

/// Most elements whose words are read, whether they say something or not: they may stand in each other.
const MOST_READ: usize = 5_000;

/// Elements in which the name of a person or outlet is looked for: it stands among the first.
const NEAR_NAME: usize = 50;

/// The elements of a page that say something to machines.
#[derive(Default)]
pub struct Seen {
    /// The JSON-LD scripts.
    pub scripts: Vec<String>,
    /// Name in small letters and content of the meta elements.
    pub metas: Vec<(String, String)>,
    /// The words of `<title>`.
    pub title: Option<String>,
    /// The headings, `<h1>` to `<h3>`.
    pub headings: Vec<Heading>,
    /// Headings and what calls itself one, or an author, so far.
    read: usize,
    /// How many elements have begun since the last `<h1>`, where there is one.
    behind_headline: Option<usize>,
    /// The address of the canonical link.
    pub canonical: Option<String>,
    /// The language of `<html>`.
    pub language: Option<String>,
    /// Field, property and value of microdata.
    pub microdata: Vec<(Field, &'static str, String)>,
    /// The moments that elements name: `<time datetime>` and its like.
    pub times: Vec<Time>,
    /// The words of the first element behind the headline whose class says that it holds a date.
    pub dated: Option<String>,
    /// The days of publication in scripts that are no JSON-LD.
    pub script_dates: Vec<String>,
    /// The words of a link to the author.
    pub author: Option<String>,
    /// A name in the first element behind a highest heading whose class says that it holds the author's.
    pub byline: Option<String>,
}

/// `"datePublished": "2025-08-13T09:00:00+07:00"` in the state that a page hands to its scripts, quotes escaped or not.
static NAMED_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"(?:date_?(?:first_?)?[Pp]ublished|(?:first_?)?[Pp]ublished_?(?:[Aa]t|[Tt]ime|[Dd]ate|[Oo]n)|(?:first_?)?[Pp]ublish_?(?:[Dd]ate|[Tt]ime)|[Pp]ublication_?(?:[Dd]ate|[Tt]ime)|[Pp]ub_?[Dd]ate)";
    let date = r"(\d{4}[-/]\d{2}[-/]\d{2}(?:[T ][0-9:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)";
    Regex::new(&format!(r#"\b{name}(?:\\?["'])?\s*[:=]\s*\\?["']{date}"#)).ok()
});

impl Seen {
    /// Looks at every element once.
    pub fn read<'a>(dom: &'a Dom, names: &mut Names<'a>) -> Seen {
        let mut seen = Seen::default();
        for handle in dom.nodes() {
            let Some(element) = handle.element() else { continue };
            let attribute = |name: &str| element.attr(name);
            seen.behind_headline = seen.behind_headline.map(|behind| behind + 1);
            match element.name() {
                "html" => {
                    seen.language =
                        attribute("lang").or_else(|| attribute("xml:lang")).map(str::to_owned);
                }
                "script" => seen.script(handle, attribute("type")),
                "meta" => seen.meta(&attribute),
                "title" if seen.title.is_none() => seen.title = Some(words(handle)),
                "h1" => seen.heading(1, handle),
                "h2" => seen.heading(2, handle),
                "h3" => seen.heading(3, handle),
                "link"
                    if attribute("rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    seen.canonical = attribute("href").map(str::to_owned);
                }
                "a" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author")) => {
                    let named = Some(words(handle)).filter(|words| !words.is_empty());
                    seen.author = seen.author.take().or(named);
                }
                _ => {}
            }
            let class = attribute("class").unwrap_or_default();
            let holds = names.of(element.name(), class).holds;
            seen.time_element(element.name(), holds, &attribute);
            if holds != Holds::default() {
                seen.byline(holds, handle);
                seen.dated(holds, handle);
                seen.titled(holds, handle);
            }
            if let Some(property) = attribute("itemprop") {
                seen.property(property, handle, &attribute);
            }
        }
        seen
    }

    /// Counts an element whose words are read; says whether they may be.
    fn reads_on(&mut self) -> bool {
        self.read += 1;
        self.read <= MOST_READ
    }

    /// Keeps a heading that says something.
    fn heading(&mut self, rank: u8, element: NodeRef<'_>) {
        if self.headings.len() < MOST_HEADINGS
            && self.reads_on()
            && let Some(heading) = Heading::read(rank, element)
        {
            if rank == 1 {
                self.behind_headline = Some(0);
            }
            self.headings.push(heading);
        }
    }

    /// Keeps JSON-LD, also where its type is forgotten, and of all others the days of publication that they name.
    fn script(&mut self, script: NodeRef<'_>, kind: Option<&str>) {
        let says = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        let mut words = Cow::default();
        for more in script.children().filter_map(NodeRef::text) {
            words += more;
        }
        let begun = words.trim_start().trim_start_matches('{').trim_start();
        if says || begun.starts_with("\"@context\"") {
            self.scripts.push(words.into_owned());
        } else {
            self.named_dates(&words);
        }
    }

    /// Keeps the days of publication that the state of a page names.
    pub fn named_dates(&mut self, state: &str) {
        if let Some(pattern) = &*NAMED_DATE {
            let days = pattern.captures_iter(state).take(MOST);
            self.script_dates.extend(days.filter_map(|day| Some(day.get(1)?.as_str().to_owned())));
        }
    }

    /// The day of publication that the scripts of a page name, where all name the same.
    pub fn script_date(&self) -> Option<&str> {
        let first = self.script_dates.first()?;
        let day = |date: &str| date.get(..10).map(str::to_owned);
        let is_one = self.script_dates.iter().all(|date| day(date) == day(first));
        is_one.then_some(first.as_str())
    }

    /// Keeps the words of an element behind the headline whose class says that they are a date, and which are one with a
    /// year: it may stand in the line in which the text begins.
    fn dated(&mut self, holds: Holds, element: NodeRef<'_>) {
        let is_near = self.behind_headline.is_some_and(|behind| behind <= NEAR_HEADLINE);
        if self.dated.is_some() || !is_near || !holds.date {
            return;
        }
        let words = words(element);
        let digits = words.chars().filter(char::is_ascii_digit).count();
        if words.chars().count() <= LONGEST_DATE && digits > 4 {
            self.dated = Some(words);
        }
    }

    /// Keeps the words of an element that is called a title and is no heading: that is how some systems set headlines.
    fn titled(&mut self, holds: Holds, element: NodeRef<'_>) {
        let is_heading = |name| matches!(name, "h1" | "h2" | "h3" | "a" | "li" | "title");
        if holds.title
            && self.headings.len() < MOST_HEADINGS
            && element.element().is_some_and(|element| !is_heading(element.name()))
            && self.reads_on()
            && let Some(heading) = Heading::read(LOWEST, element)
            && heading.words.chars().count() <= LONGEST_TITLE
        {
            self.headings.push(heading);
        }
    }

    /// Takes the name of the author from an element whose class ends with `author`, or says `author name`.
    fn byline(&mut self, holds: Holds, element: NodeRef<'_>) {
        // Before the headline such elements are those of other articles.
        let is_near = self.behind_headline.is_some();
        if self.byline.is_some() || !is_near || !holds.author || !self.reads_on() {
            return;
        }
        // The name and what its bearer is may be parts that only their style keeps apart.
        let words = words(element);
        if is_name(&words) {
            let mut parts = heading::pieces(element).into_iter();
            self.byline = parts.find(|part| is_name(part)).or(Some(words));
        }
    }

    fn meta<'a>(&mut self, attribute: &impl Fn(&str) -> Option<&'a str>) {
        let name =
            attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
        if let (Some(name), Some(content)) = (name, attribute("content"))
            && self.metas.len() < MOST
        {
            // Some systems put JSON-LD into an element of its name.
            if content.trim_start().starts_with('{') {
                if content.contains("\"@type\"") {
                    self.scripts.push(content.to_owned());
                } else {
                    self.named_dates(content);
                }
                return;
            }
            self.metas.push((name.trim().to_ascii_lowercase(), content.to_owned()));
        }
    }

    /// Keeps the moment that an element names to machines: `<time datetime>`, and where its class says that it is one,
    /// `<abbr class="published" title="2025-08-13T09:00">` and its like.
    fn time_element<'a>(
        &mut self,
        name: &str,
        holds: Holds,
        attribute: &impl Fn(&str) -> Option<&'a str>,
    ) {
        if self.times.len() >= MOST {
            return;
        }
        let moment = if name == "time" {
            attribute("datetime")
        } else if holds.moment {
            let mut said = MOMENT_ATTRIBUTES.iter().filter_map(|name| attribute(name));
            said.find(|said| is_moment(said))
        } else {
            None
        };
        let Some(moment) = moment else { return };
        if holds.update {
            return;
        }
        let says = attribute("pubdate").is_some() || holds.publication;
        let near = self.behind_headline.is_some_and(|behind| behind <= NEAR_HEADLINE);
        self.times.push(Time { moment: moment.trim().to_owned(), says, near });
    }

    fn property<'a>(
        &mut self,
        property: &str,
        element: NodeRef<'_>,
        attribute: &impl Fn(&str) -> Option<&'a str>,
    ) {
        for word in property.split_whitespace() {
            if self.microdata.len() >= MOST {
                return;
            }
            let Some((name, field)) = MICRODATA.iter().find(|(name, _)| *name == word) else {
                continue;
            };
            let is_name = |node: &NodeRef<'_>| {
                node.element().and_then(|it| it.attr("itemprop")).is_some_and(|it| it == "name")
            };
            let inner = || {
                let inside = element.descendants().take(NODES);
                inside.filter(|node| node.element().is_some()).take(NEAR_NAME).find(is_name)
            };
            let value = attribute("content").or_else(|| attribute("datetime")).map(str::to_owned);
            let value = value.unwrap_or_else(|| words(inner().unwrap_or(element)));
            self.microdata.push((*field, name, value));
        }
    }

    /// The date of publication among the `<time>` elements: the one that says so, or the only one there is, or the first one
    /// behind the headline. Others are those of other articles.
    pub fn time(&self) -> Option<&str> {
        let said = self.times.iter().find(|time| time.says);
        let mut all: Vec<&Time> = self.times.iter().collect();
        all.dedup_by_key(|time| &time.moment);
        let only = if let [only] = all.as_slice() { Some(*only) } else { None };
        let near = || self.times.iter().find(|time| time.near);
        said.or(only).or_else(near).map(|time| time.moment.as_str())
    }
}

/// A moment that an element names.
pub struct Time {
    /// As the element writes it.
    moment: String,
    /// Whether the element says that it is that of publication.
    says: bool,
    /// Whether it stands behind the headline.
    near: bool,
}

/// Elements between a headline and the date behind it: a standfirst, buttons to share, the writers with their pictures.
const NEAR_HEADLINE: usize = 40;

/// Characters of the longest date in words: with weekday, time and zone.
const LONGEST_DATE: usize = 50;

/// Characters of the longest headline.
const LONGEST_TITLE: usize = 250;

/// Attributes in which such an element has it.
const MOMENT_ATTRIBUTES: &[&str] = &[
    "datetime",
    "title",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-published",
    "data-pubdate",
];

/// Whether words begin as a date of ISO 8601 does; the words for readers are those of other rules.
fn is_moment(words: &str) -> bool {
    let day = words.trim().get(..10).unwrap_or_default();
    let is_right = |(at, letter): (usize, char)| match at {
        4 | 7 => letter == '-',
        _ => letter.is_ascii_digit(),
    };
    day.len() == 10 && day.chars().enumerate().all(is_right)
}

/// Letters of the longest name in a script without capitals.
const LONGEST_NAME: usize = 30;

/// Letters of the longest name in a script whose words stand without spaces.
const LONGEST_UNSPACED: usize = 10;

/// Whether words can be the name of a person or two: few, none of them a number, each with a capital letter but for
/// particles, or in a script without capitals.
pub fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split(' ').collect();
    let is_cased = words.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if !is_cased {
        let is_unspaced = words.chars().any(|letter| letter >= '\u{2e80}');
        let longest = if is_unspaced { LONGEST_UNSPACED } else { LONGEST_NAME };
        let is_sign = |letter: char| letter.is_ascii_punctuation() || letter.is_numeric();
        return parts.len() <= 4
            && words.chars().count() <= longest
            && words.contains(char::is_alphabetic)
            && !words.contains(is_sign)
            && !words.contains(['：', '。', '，', '、', '|', '｜', '・', '】', '」', '،']);
    }
    let fits = |part: &&str| {
        let first = part.chars().next().unwrap_or(' ');
        part.len() <= 4 || !first.is_lowercase()
    };
    (2..=5).contains(&parts.len())
        && parts.iter().all(fits)
        && words.contains(char::is_uppercase)
        && words.chars().all(|letter| letter.is_alphabetic() || " .-'’&".contains(letter))
}
