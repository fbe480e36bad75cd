//! Where the links of a page lead: to another page, to its own site, to where a reader subscribes, pays or votes.

use super::layout::{Dress, Says};
use super::named;
use super::tree::{Element, Event, Tree};
use crate::text;

/// Where a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    /// Whether it leads to another page.
    pub away: bool,
    /// Whether that is one of the same site.
    pub own: bool,
    /// Whether that is where readers subscribe, register or donate.
    pub calls: bool,
    /// What it looks like.
    pub dress: Dress,
    /// The networks, a bit each, where it is the page of somebody, `CHANNEL` and `WRITER`.
    networks: u16,
}

/// Where readers follow a site or get its program: a channel or a shop.
const CHANNEL: u16 = 1 << 15;

/// The page of a writer of the site.
const WRITER: u16 = 1 << 14;

impl Leads {
    /// Whether it leads to a channel or a shop where readers follow a site or get its program.
    #[must_use]
    pub fn follows(self) -> bool {
        self.networks & CHANNEL != 0
    }

    /// Whether it leads to the page of a writer of the site.
    #[must_use]
    pub fn is_of_writer(self) -> bool {
        self.networks & WRITER != 0
    }

    /// The networks, where it is the page of somebody.
    #[must_use]
    pub fn networks(self) -> u16 {
        self.networks & !WRITER
    }

    /// Where a link leads that stands in another one.
    #[must_use]
    pub fn and(self, inner: Leads) -> Leads {
        Leads {
            away: self.away || inner.away,
            own: self.own || inner.own,
            calls: self.calls || inner.calls,
            dress: self.dress.max(inner.dress),
            networks: self.networks | inner.networks,
        }
    }
}

/// The links of a page whose address says which site it is of.
#[derive(Debug)]
pub struct Links<'a> {
    host: Option<&'a str>,
    /// Whether those of its own site name no host.
    hostless: bool,
}

/// Links without a host from which a page that does not say its address leads to its own site by such alone.
const LEAST_HOSTLESS: usize = 2;

/// Parts of the path of a page to subscribe at: `/en/account/newsletters`. Articles stand deeper.
const MOST_PARTS: usize = 3;

/// What the classes of links have that are dressed as buttons: `wp-block-button__link`, `c-btn`.
const BUTTONS: &[&str] = &["button", "btn"];

impl<'a> Links<'a> {
    /// The links of a page with that address; of one without, those without a host lead to its own site where there are
    /// many of them, and all may where there are not.
    pub fn of(address: Option<&'a str>, tree: &Tree<'_>) -> Links<'a> {
        let host = address.and_then(parted).and_then(|(host, _)| host);
        let is_hostless = |event: &Event<'_>| {
            let Event::Open(at) = event else { return false };
            tree.element(*at).is_some_and(|link| {
                let href = link.href.trim();
                link.leads_away() && parted(href).is_some_and(|(host, _)| host.is_none())
            })
        };
        let hostless = host.is_none()
            && tree
                .events
                .iter()
                .filter(|event| is_hostless(event))
                .nth(LEAST_HOSTLESS - 1)
                .is_some();
        Links { host, hostless }
    }

    /// Where an element leads.
    pub fn leads(&self, element: &Element<'_>) -> Leads {
        let is_button = element.name == "a"
            && (element.named.says.any(Says::PROMOTION)
                || BUTTONS.iter().any(|name| element.class.contains(name)));
        let dress = if is_button { Dress::Button } else { Dress::Plain };
        if !element.leads_away() {
            return Leads { dress, ..Leads::default() };
        }
        let Some((host, path)) = parted(element.href.trim()) else {
            return Leads { away: true, dress, ..Leads::default() };
        };
        let own = host.is_none_or(|host| {
            self.host.map_or(!self.hostless, |own| own.eq_ignore_ascii_case(host))
        });
        let mut networks = host.map_or(0, |host| networks(host, path));
        if host.is_some_and(|host| follows(host, path)) {
            networks |= CHANNEL;
        }
        let may_be_own = own || self.host.is_none();
        if may_be_own && is_of_writer(path) {
            networks |= WRITER;
        }
        Leads { away: true, own, calls: may_be_own && calls(path), dress, networks }
    }
}

/// The host of an address, without `www.`, if it names one, and its path; nothing for `mailto:` and its like.
fn parted(address: &str) -> Option<(Option<&str>, &str)> {
    let path = |rest: &str| rest.find(['?', '#']).unwrap_or(rest.len());
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .or_else(|| address.strip_prefix("//"));
    let Some(rest) = rest else {
        let words = text::before(address, path(address));
        return (!words.contains(':')).then_some((None, words));
    };
    let rest = text::before(rest, path(rest));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some((Some(host.strip_prefix("www.").unwrap_or(host)), path))
}

/// Whether a path is that of the page of one writer: `/author/ann-leewood`.
fn is_of_writer(path: &str) -> bool {
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    parts.next().is_some() && parts.next().is_some_and(named::is_of_writers)
}

/// Whether a path is that of a page to subscribe, register or donate at.
fn calls(path: &str) -> bool {
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let last = parts.next().unwrap_or_default();
    let name = last.split_once('.').map_or(last, |(name, _)| name);
    if named::is_call(name) {
        return parts.count() < MOST_PARTS;
    }
    // One of several letters that one may subscribe to, by its name: `/newsletters/money`. An issue has a number or a title.
    let is_name = name.len() <= LONGEST_NAME
        && name.matches('-').count() <= 1
        && !name.contains(|letter: char| letter.is_ascii_digit());
    let Some(outer) = parts.next().filter(|_| is_name) else { return false };
    // `/newsletters/signup/money`.
    let is_below = named::is_call(outer) && parts.clone().next().is_some_and(named::is_letter);
    (named::is_letter(outer) || is_below) && parts.count() < MOST_PARTS
}

/// Bytes of the longest name of such a letter.
const LONGEST_NAME: usize = 20;

/// Hosts of channels, each with the beginning of the path: a post has a number behind the name of the channel.
const CHANNELS: &[(&str, &str)] = &[
    ("t.me", ""),
    ("telegram.me", ""),
    ("whatsapp.com", "channel/"),
    ("chat.whatsapp.com", ""),
    ("invite.viber.com", ""),
    ("news.google.com", ""),
    ("play.google.com", "store/apps"),
    ("apps.apple.com", ""),
    ("itunes.apple.com", ""),
    ("zalo.me", ""),
    ("lin.ee", ""),
    ("line.me", ""),
];

/// Whether an address is that of a channel, or of a program in a shop.
fn follows(host: &str, path: &str) -> bool {
    let is_digit = |letter: u8| letter.is_ascii_digit();
    let is_post = || {
        let last = path.rsplit('/').next();
        last.is_some_and(|last| !last.is_empty() && last.bytes().all(is_digit))
    };
    CHANNELS.iter().any(|(known, start)| is_host(host, known) && path.starts_with(start))
        && !is_post()
}

/// Whether a host is this one; most hosts are told by their length and their last letter.
fn is_host(host: &str, known: &str) -> bool {
    let last = |host: &str| host.bytes().next_back().map(|last| last | 0x20);
    host.len() == known.len() && last(host) == last(known) && host.eq_ignore_ascii_case(known)
}

/// Networks, where each page right below the root is somebody's.
const NETWORKS: &[&str] = &[
    "facebook.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "youtube.com",
    "tiktok.com",
    "linkedin.com",
    "vk.com",
    "ok.ru",
    "threads.net",
    "bsky.app",
    "t.me",
];

/// The network where an address is the page of somebody, as a bit: neither a post nor a button to share.
fn networks(host: &str, path: &str) -> u16 {
    let Some(network) = NETWORKS.iter().position(|known| is_host(host, known)) else { return 0 };
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let is_person = parts.next().is_some_and(|name| !name.contains('.')) && parts.count() < 2;
    if is_person { 1 << network } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_link_says_where_readers_subscribe() {
        assert!(calls("/newsletters"));
        assert!(calls("en/account/sign-up.html"));
        assert!(!calls("/2024/05/donation-scandal"));
        assert!(!calls("/newsletters/morning-tide-41"));
        assert!(calls("/newsletters/money"));
        assert!(calls("/newsletters/signup/money"));
        assert!(!calls("/newsletters/how-the-tide-turned"));
        assert!(!calls("/a/b/c/newsletter"));
    }

    #[test]
    fn a_channel_is_followed_and_a_post_is_cited() {
        assert!(follows("t.me", "harbour_post"));
        assert!(follows("whatsapp.com", "channel/0029Va"));
        assert!(!follows("t.me", "harbour_post/4411"));
        assert!(!follows("whatsapp.com", "legal"));
        assert_eq!(networks("facebook.com", "harbourpost").count_ones(), 1);
        assert_eq!(networks("facebook.com", "sharer.php"), 0);
        assert_eq!(networks("twitter.com", "ann/status/4411"), 0);
    }

    #[test]
    fn an_address_has_a_host_and_a_path() {
        assert_eq!(parted("https://www.a.example/b?c"), Some((Some("a.example"), "b")));
        assert_eq!(parted("/b/c#d"), Some((None, "/b/c")));
        assert_eq!(parted("mailto:ann@a.example"), None);
    }
}
