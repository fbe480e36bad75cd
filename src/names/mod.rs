//! What is known of the press and its places, in no language: agencies, publishers by host, places.

mod address;
mod outlet;
mod person;
mod uncased;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::text::letter;

pub use address::cleaned;
pub use outlet::{is_outlet, outlets};
pub use person::{GIVEN, PEOPLE, is_degree, is_particle, seems_person};
pub use uncased::{UNCASED, is_uncased_person};

/// A wire agency or an outlet whose short name stands before texts, in credits and in bylines.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its name as the `agency` column shows it: `TTXVN`, `Reuters`.
    pub name: String,
    /// Every further way it is written: `Thông tấn xã Việt Nam`, `VNA`.
    #[serde(default)]
    pub forms: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Agencies {
    agency: Vec<Agency>,
}

/// Outlets by host, and hosts that reprint.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Publishers {
    aggregators: Vec<String>,
    publishers: BTreeMap<String, String>,
}

/// The table of agencies and outlets.
pub static AGENCIES: &str = include_str!("agencies.toml");

/// The table of outlets by host.
pub static PUBLISHERS: &str = include_str!("publishers.toml");

/// The table of places, in groups.
pub static PLACES: &str = include_str!("places.toml");

/// Letters up to which a Latin name is a code, which capitals would change: `dpa` is an agency, `DPA` needs a form.
const CODE: usize = 4;

static AGENCY: LazyLock<FxHashMap<String, Agency>> = LazyLock::new(|| {
    let table: Agencies = toml::from_str(AGENCIES).unwrap_or_default();
    let mut by_form = FxHashMap::default();
    for agency in table.agency {
        for form in std::iter::once(&agency.name).chain(&agency.forms) {
            for written in ways_to_write(form) {
                by_form.entry(written).or_insert_with(|| agency.clone());
            }
        }
    }
    by_form
});

static PUBLISHER: LazyLock<Publishers> =
    LazyLock::new(|| toml::from_str(PUBLISHERS).unwrap_or_default());

/// The names of places, by what stands for their letters.
static PLACE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> = toml::from_str(PLACES).unwrap_or_default();
    table
        .into_values()
        .flatten()
        .flat_map(|place| {
            // Only Latin letters lose no more than their marks: 河南 would become `HeNan`, and عمان a `man`.
            let plain = place.chars().all(is_latin).then(|| any_ascii::any_ascii(&place));
            [Some(place_key(&place)), plain.map(|plain| place_key(&plain))]
        })
        .flatten()
        .collect()
});

/// Whether a letter is of the Latin script, by its Unicode blocks; signs are of all.
fn is_latin(letter: char) -> bool {
    !letter.is_alphabetic() || matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The agency or outlet that `text` names, whole (`VOV.VN`, `共同`, `ТАСС`, `REUTERS`); it must be written as the table
/// writes it or in capitals, since in other letters many are ordinary words (`Thanh niên`, `reforma`).
pub fn agency(text: &str) -> Option<&'static Agency> {
    AGENCY.get(text.trim())
}

/// A form as it stands, in capitals unless it is a code, and in small letters when it is a host.
fn ways_to_write(form: &str) -> Vec<String> {
    let is_code = form.chars().count() <= CODE && form.is_ascii();
    let mut ways = vec![form.to_owned()];
    ways.extend((!is_code).then(|| form.to_uppercase()));
    ways.extend(form.contains('.').then(|| form.to_lowercase()));
    ways
}

/// The name of the outlet behind a host (`vov.vn` → `VOV`), or behind the domain it belongs to.
pub fn publisher(host: &str) -> Option<&'static str> {
    let known = |host: &str| PUBLISHER.publishers.get(host).map(String::as_str);
    known(host).or_else(|| known(psl::domain_str(host)?))
}

/// Whether a host reprints what others wrote: baomoi, vietnam.vn, msn, yahoo …
pub fn is_aggregator(host: &str) -> bool {
    let domain = psl::domain_str(host).unwrap_or(host);
    PUBLISHER.aggregators.iter().any(|known| known == host || known == domain)
}

/// Whether a name is that under which somebody logs in: one word in small letters of ASCII, `hwadmin`, `j.miller2`.
pub fn is_login(name: &str) -> bool {
    let is_of_login =
        |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'_' | b'.' | b'-');
    name.starts_with(|it: char| it.is_ascii_lowercase()) && name.bytes().all(is_of_login)
}

/// Whether `text` is, whole, the name of a place that site menus list: provinces of Vietnam old and new, with and without
/// diacritics, German Länder, Japanese prefectures, Russian regions, Spanish communities, countries.
pub fn is_place(text: &str) -> bool {
    PLACE.contains(&place_key(text))
}

/// What stands for the letters and digits of a name, in lower case.
fn place_key(name: &str) -> u64 {
    // The small letter of a sigma depends on its place in the word.
    if !name.is_ascii() && name.contains('Σ') {
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        return letter::hash(&words.map(str::to_lowercase).collect::<String>());
    }
    let mut key = 0;
    for letter in name.chars().filter(|it| letter::is_alphanumeric(*it)) {
        letter::each_small(letter, |small| key = letter::mixed(key, small));
    }
    key
}

/// The registrable domain of an address by the Public Suffix List: `https://m.vov.vn/x` → `vov.vn`.
pub fn site(url: &str) -> Option<String> {
    let host = host(url)?;
    Some(psl::domain_str(&host).unwrap_or(&host).to_owned())
}

/// The host of an address without `www.`, `m.`, `amp.`: `https://www.vov.vn/x` → `vov.vn`. An address without a scheme
/// (`vov.vn/x`) has one, too, when it has a known suffix.
pub fn host(url: &str) -> Option<String> {
    let url = url.trim();
    let is_schemed = url.starts_with("http://") || url.starts_with("https://");
    let whole = if is_schemed { url.to_owned() } else { format!("https://{url}") };
    let parsed = url::Url::parse(&whole).ok()?;
    let host = parsed.host_str()?.to_lowercase();
    if !is_schemed && psl::suffix(host.as_bytes()).is_none_or(|suffix| !suffix.is_known()) {
        return None;
    }
    let bare =
        ["www.", "m.", "amp.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix));
    Some(bare.filter(|bare| bare.contains('.')).unwrap_or(&host).to_owned())
}
