//! The elements of a page that say something to machines.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::dom::{Dom, NodeRef};
use super::heading::{self, Heading, LOWEST, NODES, words};
use super::jsonld;
use super::moment_words::WORDS;
use super::moments::Moments;
use super::named::{Holds, Names};
use crate::finding::Field;
use crate::text::{self, letter};

/// Microdata properties, and what they say.
const MICRODATA: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("datePublished", Field::Published),
    ("dateCreated", Field::Published),
    ("dateModified", Field::Updated),
    ("author", Field::Author),
    ("publisher", Field::Publisher),
    ("articleSection", Field::Section),
];

/// The meta element of an analytics firm that holds an object.
const PARSELY: &str = "parsely-page";

/// Most elements of a kind that are read: no page has as many, and rivals are compared with each other.
const MOST: usize = 1_000;

/// Most headings that are read: a page with as many is no article.
const MOST_HEADINGS: usize = 300;

/// Most elements whose words are read, whether they say something or not: they may stand in each other.
const MOST_READ: usize = 2_000;

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
    /// The address of the canonical link.
    pub canonical: Option<String>,
    /// The language of `<html>`.
    pub language: Option<String>,
    /// Field, property and value of microdata.
    pub microdata: Vec<(Field, &'static str, String)>,
    /// The moments that elements name: `<time datetime>` and its like.
    pub moments: Moments,
    /// The moments of publication in scripts that are no JSON-LD, each once.
    pub script_dates: Vec<String>,
    /// The words of a link to the author.
    pub author: Option<String>,
    /// Names in the first element behind a highest heading whose class says that it holds the author's, and in those of
    /// the same class next to it.
    pub bylines: Vec<String>,
    /// The class of the first of them, and how many elements behind the headline it stands.
    byline: Option<(String, usize)>,
}

/// Writers of one article that are read from classes.
const MOST_WRITERS: usize = 4;

/// Elements between the names of two writers of one article: each has a picture, a link, a role.
const NEXT_WRITER: usize = 12;

/// `"datePublished": "2025-08-13T09:00:00+07:00"` in the state that a page hands to its scripts, quotes escaped or not. Its
/// borders of words are those of ASCII, with which a search takes a tenth of the time; [`is_apart`] looks at the others.
static NAMED_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = |name: &String| name.split(' ').collect::<Vec<_>>().join("[_-]?");
    let names: Vec<String> = WORDS.scripts.iter().map(parts).collect();
    let (names, prefixes) = (names.join("|"), WORDS.prefixes.join("|"));
    let name = format!(r#"(?:(?-u:\b)|_)(?:(?:{prefixes})[_-]?)?(?:{names})(?:\\?["'])?"#);
    let iso = r"\d{4}[-/]\d{2}[-/]\d{2}(?:[T ][0-9:.]+(?: ?Z| ?[+-]\d{2}:?\d{2})?)?|(?:19|20)\d{6}(?:\d{6})?";
    let letter = r#"(?:[^ 0-9"',.\\]|\\u[0-9a-f]{4})"#;
    let month = format!(r"{letter}{{3,12}}\.?");
    let words = format!(
        r"(?:{letter}{{2,12}},? )?(?:\d{{1,2}}\.?(?: de)? {month}(?: de)?|{month} \d{{1,2}},) \d{{4}}(?:,? [0-9:]{{5,8}}(?: [a-z]{{3}}| ?[+-]\d{{2}}:?\d{{2}})?)?"
    );
    let quoted = format!(r#"\\?["']({iso}|{words})\\?["']"#);
    Regex::new(&format!(r"(?i){name}\s*[:=,]\s*(?:{quoted}|(1\d{{9}}|1\d{{12}})(?-u:\b))")).ok()
});

impl Seen {
    /// Looks at every element once.
    pub fn read(dom: &Dom, known: &Names) -> Seen {
        let mut seen = Seen::default();
        for handle in dom.nodes() {
            let Some(element) = handle.element() else { continue };
            let attribute = |name: &str| element.attr(name);
            seen.moments.look(handle, known);
            match element.name() {
                "html" => {
                    seen.language =
                        attribute("lang").or_else(|| attribute("xml:lang")).map(str::to_owned);
                }
                "script" => seen.script(handle, attribute("type")),
                "meta" => seen.meta(&attribute),
                "title" if seen.title.is_none() => {
                    let title = words(handle);
                    seen.moments.titled(&title);
                    seen.title = Some(title);
                }
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
            let holds = known.of(handle).holds;
            if !holds.is_empty() {
                seen.byline(holds, handle);
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
            self.moments.heading(rank, &heading.words);
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

    /// Keeps the moments of publication that the state of a page names.
    pub fn named_dates(&mut self, state: &str) {
        let Some(pattern) = &*NAMED_DATE else { return };
        for date in highest(state, moments(pattern, state).into_iter()) {
            let date = without_escapes(date);
            let is_new = !self.script_dates.contains(&date);
            if is_new && self.script_dates.len() <= MOST_SCRIPT_DATES {
                self.script_dates.push(date);
            }
        }
    }

    /// Keeps the words of an element that is called a title and is no heading: that is how some systems set headlines.
    fn titled(&mut self, holds: Holds, element: NodeRef<'_>) {
        let is_heading = |name| matches!(name, "h1" | "h2" | "h3" | "a" | "li" | "title");
        if holds.has(Holds::TITLE)
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
        let Some(place) = self.moments.behind_headline() else { return };
        let class = element.element().and_then(|it| it.attr("class")).unwrap_or_default();
        let is_next = self.byline.as_ref().is_none_or(|(first, last)| {
            first == class && place - last <= NEXT_WRITER && self.bylines.len() < MOST_WRITERS
        });
        if !holds.has(Holds::AUTHOR) || !is_next || !self.reads_on() {
            return;
        }
        // The name and what its bearer is may be parts that only their style keeps apart.
        let words = words(element);
        let name = if is_name(&words) {
            let mut parts = heading::pieces(element).into_iter();
            parts.find(|part| is_name(part)).or(Some(words))
        } else {
            full_name(&words).map(str::to_owned)
        };
        if let Some(name) = name.filter(|name| !self.bylines.contains(name)) {
            self.byline = Some((class.to_owned(), place));
            self.bylines.push(name);
        }
    }

    fn meta<'a>(&mut self, attribute: &impl Fn(&str) -> Option<&'a str>) {
        let named = ["property", "name", "itemprop", "http-equiv"];
        let name = named.iter().find_map(|kind| attribute(kind));
        if let (Some(name), Some(content)) = (name, attribute("content"))
            && self.metas.len() < MOST
        {
            // Some systems put JSON-LD into an element of its name.
            if content.trim_start().starts_with('{') {
                if content.contains("\"@type\"") {
                    self.scripts.push(content.to_owned());
                } else if name.eq_ignore_ascii_case(PARSELY) {
                    self.metas.extend(jsonld::parsely(content));
                } else {
                    self.named_dates(content);
                }
                return;
            }
            self.metas.push((name.trim().to_ascii_lowercase(), content.to_owned()));
        }
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
            let Some((name, field)) =
                MICRODATA.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))
            else {
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
}

/// Where the moments of publication stand that a script names, in order.
fn moments(pattern: &Regex, state: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut count) = (0, 0);
    while count < MOST
        && let Some(captures) = pattern.captures_at(state, from)
        && let Some(whole) = captures.get(0)
    {
        if !is_apart(state, whole.start(), whole.end()) {
            from = whole.start() + 1;
            continue;
        }
        (from, count) = (whole.end(), count + 1);
        found.extend(captures.get(1).or_else(|| captures.get(2)).map(|date| date.range()));
    }
    found
}

/// Whether what stands there does not begin or end within a word, where a letter beyond ASCII stands beside it.
fn is_apart(state: &str, start: usize, end: usize) -> bool {
    let glues = |letter: char| !letter.is_ascii() && letter::is_alphanumeric(letter);
    let is_name = |letter: char| letter.is_ascii_alphabetic();
    let is_digit = |letter: char| letter.is_numeric();
    !(text::after(state, start).starts_with(is_name) && text::before(state, start).ends_with(glues)
        || text::before(state, end).ends_with(is_digit)
            && text::after(state, end).starts_with(glues))
}

/// Those of the places in a script that stand in the fewest lists, and of these in the fewest objects: the article of the
/// page stands above the lists of others.
fn highest(script: &str, places: impl Iterator<Item = Range<usize>>) -> Vec<&str> {
    let mut signs = script.bytes().enumerate();
    let (mut lists, mut objects) = (0_i32, 0_i32);
    let mut best = (i32::MAX, i32::MAX);
    let mut found = Vec::new();
    for place in places {
        // Up to the place, which is behind the last one.
        for (at, sign) in signs.by_ref() {
            match sign {
                b'[' => lists += 1,
                b']' => lists -= 1,
                b'{' => objects += 1,
                b'}' => objects -= 1,
                _ => {}
            }
            if at >= place.start {
                break;
            }
        }
        let rank = (lists, objects);
        if rank < best {
            best = rank;
            found.clear();
        }
        if rank == best {
            found.extend(script.get(place));
        }
    }
    found
}

/// Words of a script with the letters that it writes as numbers: `4 d\u00e9cembre 2025`.
fn without_escapes(words: &str) -> String {
    let mut parts = words.split("\\u");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        plain.extend(number.and_then(char::from_u32));
        plain.push_str(part.get(4..).unwrap_or_default());
    }
    plain
}

/// Most different moments in scripts: a state that names more is that of a list of articles.
pub const MOST_SCRIPT_DATES: usize = 4;

/// Characters of the longest headline.
const LONGEST_TITLE: usize = 250;

/// Letters of the longest name in a script without capitals.
const LONGEST_NAME: usize = 30;

/// What parts a writer's name from that of the outlet.
const BESIDE_OUTLET: &[&str] = &[" - ", " – ", " | ", " / "];

/// The only part of words, the outlet's name beside it, that is a name of two words and more.
fn full_name(words: &str) -> Option<&str> {
    let sign = BESIDE_OUTLET.iter().find(|sign| words.contains(**sign))?;
    let mut names =
        words.split(sign).map(str::trim).filter(|part| part.contains(' ') && is_name(part));
    names.next().filter(|_| names.next().is_none())
}

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
