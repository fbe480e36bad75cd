//! What a page says of itself to machines: JSON-LD, Open Graph, meta elements, microdata, `<time>`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::Html;
use url::Url;

use super::jsonld::{self, JsonLd};
use super::seen::{self, Seen};
use crate::finding::{Claim, Evidence, Field};

/// Names of meta elements, and what they say; the strongest of a field first.
pub static METAS: LazyLock<BTreeMap<Field, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("meta.toml")).unwrap_or_default());

/// What stands between the headline and the name of the site in `<title>`.
const TITLE_JOINTS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", ": "];

/// What a page says of itself.
#[derive(Default)]
pub struct Metadata {
    /// Its claims; of rivals for a field the strongest first.
    pub claims: Vec<Claim>,
    /// The text of the article, where JSON-LD repeats it.
    pub body: Option<String>,
    /// The language that `<html lang>` names.
    pub language: Option<String>,
}

/// Reads what a page says of itself.
pub fn read(html: &Html) -> Metadata {
    let seen = Seen::read(html);
    let JsonLd { said, body } = jsonld::read(&seen.scripts);
    let mut teller = Teller::default();
    for said in said {
        teller.claim(said.field, &said.value, format!("json-ld {}", said.property));
    }
    for (field, names) in &*METAS {
        for name in names {
            for (_, content) in seen.metas.iter().filter(|(known, _)| known == name) {
                teller.claim(*field, content, format!("meta {name}"));
            }
        }
    }
    if let Some(canonical) = &seen.canonical {
        teller.claim(Field::Url, canonical, "link canonical".to_owned());
    }
    for (field, property, value) in &seen.microdata {
        teller.claim(*field, value, format!("microdata {property}"));
    }
    if let Some(time) = seen.time() {
        teller.claim(Field::Published, time, "time datetime".to_owned());
    }
    if let Some(date) = seen.script_date() {
        teller.claim(Field::Published, date, "script".to_owned());
    }
    if let Some(author) = &seen.author {
        teller.claim(Field::Author, author, "rel author".to_owned());
    }
    if let Some(author) = &seen.byline {
        teller.claim(Field::Author, author, "class author".to_owned());
    }
    teller.titles(&seen);
    Metadata { claims: teller.claims, body, language: seen.language }
}

/// The words of a piece of HTML: references decoded, tags gone, white space collapsed.
pub fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    Html::parse_fragment(text).root_element().text().collect()
}

/// Claims for one field that are kept; news pages have up to forty keywords.
const MOST_CLAIMS: usize = 100;

/// Gathers claims, each value once.
#[derive(Default)]
struct Teller {
    claims: Vec<Claim>,
}

impl Teller {
    fn claim(&mut self, field: Field, value: &str, evidence: String) {
        let value = value.trim();
        let rivals = self.claims.iter().filter(|claim| claim.field == field).count();
        if value.is_empty() || value.len() > seen::LONGEST || rivals >= MOST_CLAIMS {
            return;
        }
        let words: String = unescaped(value).split_whitespace().collect::<Vec<_>>().join(" ");
        let is_address = Url::parse(&words).is_ok_and(|url| url.has_host());
        let fits = match field {
            Field::Url => is_web_address(&words),
            // Beside `Written by` some systems write `25 minutes` under the same name.
            Field::Author => {
                !is_address
                    && !words.contains('@')
                    && !words.starts_with(|letter: char| letter.is_ascii_digit())
            }
            Field::Publisher => !is_address && !words.contains('@'),
            _ => !is_address,
        };
        // A source that names several people or keywords is not mixed with another one.
        let several = matches!(field, Field::Author | Field::Tags);
        let taken = self.claims.iter().any(|claim| {
            claim.field == field
                && (claim.value == words
                    || several && claim.evidence != Evidence::Metadata(evidence.clone().into()))
        });
        if !fits || words.is_empty() || taken {
            return;
        }
        if field == Field::Tags && words.contains(',') {
            words.split(',').for_each(|word| self.claim(field, word, evidence.clone()));
        } else {
            self.claims.push(Claim {
                field,
                value: words,
                evidence: Evidence::Metadata(evidence.into()),
            });
        }
    }

    fn first(&self, field: Field) -> Option<&str> {
        self.claims.iter().find(|claim| claim.field == field).map(|claim| claim.value.as_str())
    }

    /// Titles last, since the name of the site is cut from them. The headline that readers see is the best of them; it
    /// is told from other highest headings by its likeness to what the page says to machines.
    fn titles(&mut self, seen: &Seen) {
        let site = self.first(Field::Publisher).unwrap_or_default().to_owned();
        let address = Address::of(self.first(Field::Url).unwrap_or_default());
        if let Some(title) = &seen.title {
            self.claim(Field::Title, title, "title element".to_owned());
        }
        let mut titles: Vec<Claim> =
            self.claims.extract_if(.., |claim| claim.field == Field::Title).collect();
        for claim in &mut titles {
            claim.value = without_site(&claim.value, &seen.headline, |name| {
                (!site.is_empty() && folded(name) == folded(&site)) || address.names(name)
            });
        }
        let alike = |headline: &String| {
            titles.iter().map(|title| likeness(headline, &title.value)).max().unwrap_or_default()
        };
        // Some pages set the name of the site as the highest heading.
        let is_headline = |words: &&String| !address.is_site(words);
        let best =
            seen.headline.iter().filter(is_headline).rev().max_by_key(|headline| alike(headline));
        if let Some(headline) = best.filter(|best| titles.is_empty() || alike(best) >= ALIKE) {
            self.claim(Field::Title, headline, "h1".to_owned());
        }
        for title in titles {
            if self
                .claims
                .iter()
                .all(|claim| claim.field != Field::Title || claim.value != title.value)
            {
                self.claims.push(title);
            }
        }
    }
}

/// Likeness, in per cent, from which a highest heading is the headline that machines are told, in other words.
const ALIKE: usize = 33;

/// How many per cent of the words of the shorter title are in the other one.
fn likeness(one: &str, other: &str) -> usize {
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    common * 100 / one.len().min(other.len()).max(1)
}

/// The words of a title; each ideograph, kana or syllable of Hangul is one.
fn words(title: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for part in title.to_lowercase().split(|letter: char| !letter.is_alphanumeric()) {
        if part.chars().any(|letter| letter >= '\u{2e80}') {
            words.extend(part.chars().map(String::from));
        } else if !part.is_empty() {
            words.insert(part.to_owned());
        }
    }
    words
}

fn is_web_address(value: &str) -> bool {
    Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A title without the name of its site at either end. That is cut only where it is known to be one: it is what the page
/// calls its publisher, what its address says, or what is left is the page's own headline.
fn without_site(title: &str, headlines: &[String], is_site: impl Fn(&str) -> bool) -> String {
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for joint in TITLE_JOINTS {
        let ends =
            [title.rsplit_once(joint), title.split_once(joint).map(|(start, end)| (end, start))];
        for (rest, name) in ends.into_iter().flatten() {
            if is_site(name) || headlines.iter().any(|headline| folded(headline) == folded(rest)) {
                return rest.trim().to_owned();
            }
        }
    }
    title
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// What the address of a page says of its site.
struct Address {
    /// The host without `www.`, letters and digits only.
    host: String,
    /// The words of the host.
    labels: Vec<String>,
    /// The folders of the path, the page's own name not among them.
    folders: Vec<String>,
}

impl Address {
    fn of(address: &str) -> Address {
        let url = Url::parse(address).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_lowercase();
        let host = host.trim_start_matches("www.");
        let labels = host.split(['.', '-']).filter(|label| label.len() > 1);
        let path = url.as_ref().map(Url::path).unwrap_or_default();
        let mut folders: Vec<String> = path.trim_end_matches('/').split('/').map(letters).collect();
        folders.pop();
        folders.retain(|folder| !folder.is_empty());
        Address { host: letters(host), labels: labels.map(letters).collect(), folders }
    }

    /// Whether words are the host itself.
    fn is_site(&self, words: &str) -> bool {
        !self.host.is_empty() && letters(words) == self.host
    }

    /// Whether words are those of the host, all of them, or the section that the path names.
    fn names(&self, words: &str) -> bool {
        let mut parts = words.split_whitespace().map(letters).filter(|part| !part.is_empty());
        let known = |part: String| part.len() > 1 && self.labels.contains(&part);
        let all = letters(words);
        self.is_site(words)
            || (!all.is_empty() && self.folders.contains(&all))
            || (!all.is_empty() && parts.all(known))
    }
}

/// The letters and digits of a name, small.
fn letters(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}
