//! What a page says of itself to machines: JSON-LD, Open Graph, meta elements, microdata, `<time>`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use url::Url;

use super::dom::{Dom, NodeRef};
use super::heading::LONGEST;
use super::headline;
use super::jsonld::{self, JsonLd};
use super::moments::Told;
use super::named::Names;
use super::seen::{self, MOST_SCRIPT_DATES, Seen};
use super::site::Site;
use crate::config::Limits;
use crate::finding::{Claim, Evidence, Field};

/// Names of meta elements, and what they say; the strongest of a field first.
pub static METAS: LazyLock<BTreeMap<Field, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("meta.toml")).unwrap_or_default());

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

/// Reads what a page says of itself; `saved` is the address that a browser noted when it saved the page.
pub fn read(dom: &Dom, known: &Names, saved: Option<&str>) -> Metadata {
    let mut seen = Seen::read(dom, known);
    let named = seen.metas.iter().find(|(name, _)| name == "og:url").map(|(_, url)| url);
    let address = seen.canonical.as_ref().or(named).map(String::as_str).or(saved);
    let JsonLd { said, body, sites, broken } = jsonld::read(&seen.scripts, address);
    let broken: Vec<String> =
        broken.into_iter().filter_map(|at| seen.scripts.get(at).cloned()).collect();
    for script in &broken {
        seen.named_dates(script);
    }
    let is_time = |(name, value): &(String, String)| {
        name == NEXT_NOTE && value.split(' ').next().is_some_and(is_number)
    };
    let mut teller = Teller { is_timed: seen.metas.iter().any(is_time), ..Teller::default() };
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
    if let Some(saved) = saved {
        teller.claim(Field::Url, saved, "saved from url".to_owned());
    }
    for (field, property, value) in &seen.microdata {
        teller.claim(*field, value, format!("{MICRODATA} {property}"));
    }
    if let Some(time) = seen.moments.time() {
        teller.claim(Field::Published, &time.value, TIME.to_owned());
    }
    for (told, evidence) in [(Told::Name, DATED), (Told::Place, PLACED)] {
        for dated in seen.moments.dated(told) {
            teller.claim(Field::Published, &dated.value, evidence.to_owned());
        }
    }
    // Days as ISO 8601 writes them are compared here, all others once they are read.
    let mut days = seen.script_dates.iter().filter(|date| date.contains('-'));
    let day = |date: &String| date.get(..ISO_DAY).map(str::to_owned);
    let first = days.next().and_then(day);
    let is_one = days.all(|date| day(date) == first);
    if is_one && seen.script_dates.len() <= MOST_SCRIPT_DATES {
        for date in &seen.script_dates {
            teller.claim(Field::Published, date, SCRIPT.to_owned());
        }
    }
    if let Some(author) = &seen.author {
        teller.claim(Field::Author, author, "rel author".to_owned());
    }
    for author in &seen.bylines {
        teller.claim(Field::Author, author, "class author".to_owned());
    }
    teller.titles(&seen, &sites);
    Metadata { claims: teller.claims, body, language: seen.language }
}

/// Adds what the place of a document says of it, held to what pages are held to.
pub fn add(claims: &mut Vec<Claim>, told: &[Claim]) {
    let mut teller = Teller { claims: std::mem::take(claims), ..Teller::default() };
    for claim in told {
        if let Evidence::Metadata(place) = &claim.evidence {
            teller.claim(claim.field, &claim.value, place.to_string());
        }
    }
    *claims = teller.claims;
}

/// The evidence of a moment that `<time>` and its like name.
pub const TIME: &str = "time datetime";

/// How the evidence of what microdata says begins.
pub const MICRODATA: &str = "microdata";

/// The evidence of a date in an element that only its name says to hold one.
pub const DATED: &str = "class date";

/// Letters of `YYYY-MM-DD`.
const ISO_DAY: usize = 10;

/// The evidence of a date that stands alone in an element beside the headline.
pub const PLACED: &str = "beside headline";

/// The evidence of a moment in a script that is no JSON-LD.
pub const SCRIPT: &str = "script";

/// The words of a piece of HTML: references decoded, tags gone, white space collapsed.
pub fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    Dom::of_fragment(text, &Limits::default())
        .root()
        .descendants()
        .filter_map(NodeRef::text)
        .collect()
}

/// What a page shows beside its link in a message: the writer's name, or how long it takes to read, or a price.
const ANY_NOTE: &str = "meta twitter:data1";

/// What stands behind it: where that is how long it takes to read, it is the writer's name.
const NEXT_NOTE: &str = "twitter:data2";

/// Names of meta elements under which a page says what its site is called, beside those of its publisher.
const SITE_NAMES: &[&str] =
    &["twitter:site", "apple-mobile-web-app-title", "al:android:app_name", "al:ios:app_name"];

/// Claims for one field that are kept; news pages have up to forty keywords.
const MOST_CLAIMS: usize = 100;

/// Gathers claims, each value once.
#[derive(Default)]
struct Teller {
    claims: Vec<Claim>,
    /// Whether the page shows beside its link how long it takes to read, and before that who wrote it.
    is_timed: bool,
}

impl Teller {
    fn claim(&mut self, field: Field, value: &str, evidence: String) {
        let value = value.trim();
        let rivals = self.claims.iter().filter(|claim| claim.field == field).count();
        if value.is_empty() || value.len() > LONGEST || rivals >= MOST_CLAIMS {
            return;
        }
        let words: String = unescaped(value).split_whitespace().collect::<Vec<_>>().join(" ");
        // What parts the name from the outlet's, which stands apart.
        let words = match field {
            Field::Author => {
                let words = without_mail(&words).unwrap_or(words);
                words.trim_end_matches([' ', '-', '–', '—', '|', '/', ',']).to_owned()
            }
            _ => words,
        };
        let is_address = Url::parse(&words).is_ok_and(|url| url.has_host());
        let fits = match field {
            Field::Url => is_web_address(&words),
            // Beside `Written by` some systems write `25 minutes` under the same name.
            Field::Author => {
                !is_address
                    && !words.contains('@')
                    && !words.split(' ').next().is_some_and(is_number)
                    && (evidence != ANY_NOTE
                        || seen::is_name(&words)
                        || self.is_timed && is_given(&words))
            }
            Field::Publisher => !is_address && !words.contains('@'),
            _ => !is_address,
        };
        // A source that names several keywords is not mixed with another one.
        let several = field == Field::Tags;
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

    /// Titles last, since the name of the site is cut from them. The headline that readers see is the best of them; it
    /// is told from other highest headings by its likeness to what the page says to machines.
    fn titles(&mut self, seen: &Seen, sites: &[String]) {
        if let Some(title) = &seen.title {
            self.claim(Field::Title, title, "title element".to_owned());
        }
        let mut told: Vec<Claim> =
            self.claims.extract_if(.., |claim| claim.field == Field::Title).collect();
        if let Some(title) = &seen.title {
            self.claims.iter_mut().for_each(|claim| tell_firm(claim, title));
        }
        let of = |field| self.claims.iter().filter(move |claim| claim.field == field);
        let address = of(Field::Url).next().map_or("", |claim| claim.value.as_str());
        let names = of(Field::Publisher).map(|claim| claim.value.as_str());
        let calls = |name: &str| SITE_NAMES.contains(&name);
        let called = seen.metas.iter().filter(|(name, _)| calls(name)).map(|(_, value)| value);
        let called = called.chain(sites).map(|name| name.trim_start_matches('@'));
        let mut site = Site::new(address, names.chain(called));
        let mut titles: Vec<String> = told.iter().map(|claim| claim.value.clone()).collect();
        let headline = headline::choose(&seen.headings, &mut site, &mut titles);
        for (claim, title) in told.iter_mut().zip(titles) {
            claim.value = title;
        }
        // Some systems tell the name of the site where the headline should be.
        let names_site = |claim: &Claim| site.is_outlet(&claim.value);
        if headline.best.is_some() || !told.iter().all(names_site) {
            told.retain(|claim| !names_site(claim));
        }
        let seen = |value: Option<String>| {
            let evidence = Evidence::Metadata("h1".into());
            value.map(|value| Claim { field: Field::Title, value, evidence })
        };
        for title in seen(headline.best).into_iter().chain(told).chain(seen(headline.whole)) {
            let is_same = |claim: &Claim| claim.field == Field::Title && claim.value == title.value;
            if !self.claims.iter().any(is_same) {
                self.claims.push(title);
            }
        }
    }
}

/// Says of a writer whose name ends what the page calls itself that it is the outlet: `Last ferry - The Harbour Post`.
fn tell_firm(claim: &mut Claim, title: &str) {
    let is_joint = |rest: &str| rest.trim_end().ends_with(['-', '–', '—', '|', '·', '»']);
    let title = title.trim_end();
    let is_end = claim.field == Field::Author
        && !jsonld::is_firm(claim)
        && title.strip_suffix(claim.value.as_str()).is_some_and(is_joint);
    if let Evidence::Metadata(place) = &claim.evidence
        && is_end
    {
        claim.evidence = Evidence::Metadata(format!("{place}{}", jsonld::ORGANIZATION).into());
    }
}

/// The name beside an address of mail: `oleewood@harbour.example (Ann Leewood)`, as feeds write it.
fn without_mail(words: &str) -> Option<String> {
    let parts = words.split(' ').filter(|part| !part.contains('@'));
    let name = parts.collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['(', ')', '[', ']', ' ']);
    (words.contains('@') && seen::is_name(name)).then(|| name.to_owned())
}

/// Whether words are one name: `Kit`.
fn is_given(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && words.chars().all(char::is_alphabetic)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}

fn is_web_address(value: &str) -> bool {
    Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
