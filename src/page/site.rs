//! What a page says of its site: the names it goes by, its address, where its links lead.

use url::Url;

use super::heading::Heading;

/// Words that a site's name may have more than the outlet's: `Lantern` is the outlet of the `Lantern Science Blog`.
const MORE_WORDS: usize = 2;

/// Letters from which the part of a host says whose it is: shorter ones are parts of many words.
const TELLING: usize = 5;

/// Letters that a name has more than the host: an article (`the`, `les`) or a country (`UK`).
const ARTICLE: usize = 3;

/// Words of an address from which they are those of the headline.
const NAMING: usize = 3;

/// What a page says of its site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The address of the page.
    address: Option<Url>,
    /// The host without `www.`, letters and digits only.
    host: String,
    /// The words of the host.
    labels: Vec<String>,
    /// The folders of the path, the page's own name not among them.
    folders: Vec<String>,
    /// The names that the page calls its outlet by, each as its words.
    names: Vec<Vec<String>>,
}

impl Site {
    /// The site of a page with this address, whose outlet is called by these names.
    pub fn new<'a>(address: &str, names: impl Iterator<Item = &'a str>) -> Site {
        let url = Url::parse(address).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_lowercase();
        let host = host.trim_start_matches("www.");
        let labels = host.split(['.', '-']).filter(|label| label.len() > 1);
        let path = url.as_ref().map(Url::path).unwrap_or_default();
        let mut folders: Vec<String> = path.trim_end_matches('/').split('/').map(letters).collect();
        folders.pop();
        folders.retain(|folder| !folder.is_empty());
        let mut site = Site {
            host: letters(host),
            labels: labels.map(letters).collect(),
            folders,
            ..Site::default()
        };
        site.address = url;
        names.for_each(|name| site.learn(name));
        site
    }

    /// The words by which the address names the page, where there are some: `/2025/ferry-stops-for-good.html`.
    pub fn page_name(&self) -> Option<String> {
        let path = self.address.as_ref()?.path().trim_end_matches('/');
        let name = path.rsplit('/').next()?;
        let words =
            name.split(['-', '_', '.']).filter(|word| word.chars().all(char::is_alphabetic));
        let words: Vec<&str> = words.collect();
        (words.len() >= NAMING).then(|| words.join(" "))
    }

    /// Adds a name of the outlet: all of it, and what stands before a motto (`The Lantern - News of the coast`).
    pub fn learn(&mut self, name: &str) {
        let before_motto = [" - ", " | ", " – ", " — ", ": "]
            .iter()
            .filter_map(|joint| name.split_once(joint))
            .map(|(before, _)| before);
        for name in before_motto.chain(std::iter::once(name)) {
            let words = words(name);
            if !words.is_empty() && !self.names.contains(&words) {
                self.names.push(words);
            }
        }
    }

    /// Whether words name the site: the outlet, its host, the section that the path names.
    pub fn is_named(&self, name: &str) -> bool {
        let all = letters(name);
        let mut parts = name.split_whitespace().map(letters).filter(|part| !part.is_empty());
        let known = |part: String| part.len() > 1 && self.labels.contains(&part);
        !all.is_empty()
            && (all == self.host
                || self.labels.contains(&all)
                || self.folders.contains(&all)
                || self.names.iter().any(|outlet| outlet.concat() == all)
                || parts.all(known))
    }

    /// Whether words behind a headline call the site as it calls itself, or nearly so: with a few words more, by a good part
    /// of a longer name, with an article before the name of the host (`The Harbour Post` on `harbourpost.example`).
    pub fn is_called(&self, name: &str) -> bool {
        let told = words(name);
        let all = told.concat();
        let is_outlet = |outlet: &Vec<String>| {
            let is_more = told.len() > outlet.len() && told.len() <= outlet.len() + MORE_WORDS;
            let is_part =
                told.len() > 1 && told.len() < outlet.len() && told.len() * 2 >= outlet.len();
            is_more && told.starts_with(outlet)
                || is_part && (outlet.starts_with(&told) || outlet.ends_with(&told))
        };
        let is_label = |label: &String| {
            label.chars().count() >= TELLING
                && all.len() <= label.len() + ARTICLE
                && (all.starts_with(label.as_str()) || all.ends_with(label.as_str()))
        };
        self.names.iter().any(is_outlet) || self.labels.iter().any(is_label)
    }

    /// Whether a heading says no more than the name of the site.
    pub fn is_named_by(&self, heading: &Heading) -> bool {
        self.is_outlet(&heading.words)
    }

    /// Whether words are the name of the site or its host, and nothing else.
    pub fn is_outlet(&self, words: &str) -> bool {
        let all = letters(words);
        !all.is_empty() && (all == self.host || self.names.iter().any(|name| name.concat() == all))
    }

    /// Whether a heading leads to the first page of the site, as its name does.
    pub fn is_home(&self, heading: &Heading) -> bool {
        let Some(link) = &heading.link else { return false };
        if link.is_empty() || link.starts_with('#') {
            return false;
        }
        let is_first = |path: &str| path.trim_matches(['/', '.']).is_empty();
        match Url::parse(link) {
            Ok(link) => {
                let same = self.address.as_ref().is_none_or(|own| own.host() == link.host());
                same && is_first(link.path())
                    && link.query().is_none()
                    && self.address.as_ref().is_none_or(|own| !is_first(own.path()))
            }
            Err(_) => is_first(link),
        }
    }

    /// Whether a heading leads to another page.
    pub fn is_elsewhere(&self, heading: &Heading) -> bool {
        let Some(link) = &heading.link else { return false };
        let Some(own) = &self.address else { return false };
        if link.starts_with('#') || !link.contains('/') {
            return false;
        }
        let path = |url: &Url| url.path().trim_end_matches('/').to_lowercase();
        own.join(link).is_ok_and(|link| path(&link) != path(own))
    }

    /// A title without a name of the site that a space alone parts from it: only an address can be told from words there.
    pub fn without_address(&self, title: &str) -> Option<String> {
        let (first, rest) = title.split_once(' ')?;
        let is_host =
            first.contains('.') && self.names.iter().any(|name| name.concat() == letters(first));
        is_host.then(|| rest.trim().to_owned())
    }
}

/// The letters and digits of a name, small.
fn letters(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}
