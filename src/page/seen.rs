//! The elements of a page that say something to machines.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{Html, Node};

use super::heading::{self, Heading, words};
use super::layout;
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
    /// Whether an `<h1>` stands before what comes.
    has_headline: bool,
    /// The address of the canonical link.
    pub canonical: Option<String>,
    /// The language of `<html>`.
    pub language: Option<String>,
    /// Field, property and value of microdata.
    pub microdata: Vec<(Field, &'static str, String)>,
    /// `<time datetime>` with whether it says that it is the date of publication.
    pub times: Vec<(String, bool)>,
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

type Handle<'a> = scraper::ElementRef<'a>;

impl Seen {
    /// Looks at every element once.
    pub fn read(html: &Html) -> Seen {
        let mut seen = Seen::default();
        for node in html.tree.nodes() {
            let (Node::Element(element), Some(handle)) = (node.value(), Handle::wrap(node)) else {
                continue;
            };
            let attribute = |name: &str| {
                element.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
            };
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
                "time" => seen.time_element(&attribute),
                "a" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author")) => {
                    let named = Some(words(handle)).filter(|words| !words.is_empty());
                    seen.author = seen.author.take().or(named);
                }
                _ => {}
            }
            if let Some(class) = attribute("class") {
                seen.byline(class, handle);
            }
            if let Some(property) = attribute("itemprop") {
                seen.property(property, handle, &attribute);
            }
        }
        seen
    }

    /// Keeps a heading that says something.
    fn heading(&mut self, rank: u8, element: Handle<'_>) {
        if self.headings.len() < MOST_HEADINGS
            && let Some(heading) = Heading::read(rank, element)
        {
            self.has_headline |= rank == 1;
            self.headings.push(heading);
        }
    }

    /// Keeps JSON-LD, also where its type is forgotten, and of all others the days of publication that they name.
    fn script(&mut self, script: Handle<'_>, kind: Option<&str>) {
        let says = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        let words: String = script.text().collect();
        let begun = words.trim_start().trim_start_matches('{').trim_start();
        if says || begun.starts_with("\"@context\"") {
            self.scripts.push(words);
        } else if let Some(pattern) = &*NAMED_DATE {
            let days = pattern.captures_iter(&words).take(MOST);
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

    /// Takes the name of the author from an element whose class ends with `author`, or says `author name`.
    fn byline(&mut self, class: &str, element: Handle<'_>) {
        // Before the headline such elements are those of other articles.
        if self.byline.is_some() || !self.has_headline || !class.contains("uthor") {
            return;
        }
        let says = class.split_whitespace().take(MOST).any(|class| {
            let parts = layout::words(class);
            let is = |part: Option<&String>, word: &str| part.is_some_and(|part| part == word);
            let is_name = parts.windows(2).any(|pair| pair == ["author", "name"]);
            (is(parts.last(), "author") || is_name) && parts.iter().all(|part| part != "comment")
        });
        if !says {
            return;
        }
        // The name and what its bearer is may be parts that only their style keeps apart.
        let parts = heading::pieces(element);
        let named = parts.into_iter().chain(std::iter::once(words(element)));
        self.byline = named.into_iter().find(|words| is_name(words));
    }

    fn meta<'a>(&mut self, attribute: &impl Fn(&str) -> Option<&'a str>) {
        let name =
            attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
        if let (Some(name), Some(content)) = (name, attribute("content"))
            && self.metas.len() < MOST
        {
            // Some systems put JSON-LD into an element of its name.
            if content.trim_start().starts_with('{') && content.contains("\"@type\"") {
                self.scripts.push(content.to_owned());
                return;
            }
            self.metas.push((name.trim().to_ascii_lowercase(), content.to_owned()));
        }
    }

    fn time_element<'a>(&mut self, attribute: &impl Fn(&str) -> Option<&'a str>) {
        let Some(datetime) = attribute("datetime") else { return };
        let class = attribute("class").unwrap_or_default().to_ascii_lowercase();
        if class.contains("updated") && !class.contains("published") {
            return;
        }
        let says = attribute("pubdate").is_some() || class.contains("publish");
        self.times.push((datetime.to_owned(), says));
    }

    fn property<'a>(
        &mut self,
        property: &str,
        element: Handle<'_>,
        attribute: &impl Fn(&str) -> Option<&'a str>,
    ) {
        for word in property.split_whitespace() {
            if self.microdata.len() >= MOST {
                return;
            }
            let Some((name, field)) = MICRODATA.iter().find(|(name, _)| *name == word) else {
                continue;
            };
            let inner = || {
                let mut inside = element.descendent_elements().take(NEAR_NAME);
                inside.find(|inner| inner.attr("itemprop").is_some_and(|name| name == "name"))
            };
            let value = attribute("content").or_else(|| attribute("datetime")).map(str::to_owned);
            let value = value.unwrap_or_else(|| words(inner().unwrap_or(element)));
            self.microdata.push((*field, name, value));
        }
    }

    /// The date of publication among the `<time>` elements: the one that says so, or the only one there is. Where there
    /// are more, they are those of other articles.
    pub fn time(&self) -> Option<&str> {
        let said = self.times.iter().find(|(_, says)| *says);
        let mut all: Vec<&str> = self.times.iter().map(|(time, _)| time.as_str()).collect();
        all.dedup();
        let only = if let [only] = all.as_slice() { Some(*only) } else { None };
        said.map(|(time, _)| time.as_str()).or(only)
    }
}

/// Whether words can be the name of a person or two: few, none of them a number, each with a capital letter but for
/// particles, or in a script without capitals.
pub fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split(' ').collect();
    let fits = |part: &&str| {
        let first = part.chars().next().unwrap_or(' ');
        part.len() <= 4 || !first.is_lowercase()
    };
    let script = words.chars().any(|letter| letter >= '\u{2e80}');
    (2..=5).contains(&parts.len())
        && parts.iter().all(fits)
        && words.contains(char::is_uppercase)
        && words.chars().all(|letter| letter.is_alphabetic() || " .-'’&".contains(letter))
        || script && words.chars().count() <= 5 && words.chars().all(char::is_alphabetic)
}
