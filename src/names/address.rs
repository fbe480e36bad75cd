//! The address of a story without what says only how a reader came to it.

use url::Url;

/// Fields of a query that tell campaigns, clicks and readers apart, and name no page.
const TRACKING: &[&str] = &[
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "at_campaign",
    "at_medium",
    "ceid",
    "cmpid",
    "dclid",
    "dicbo",
    "ef_id",
    "epik",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "gi",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "igsh",
    "igshid",
    "int_cid",
    "intcmp",
    "mbid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ocid",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "rssfeed",
    "s_cid",
    "s_kwcid",
    "smid",
    "spm",
    "sr_share",
    "srsltid",
    "taid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wt_mc",
    "xtor",
    "yclid",
    "zarsrc",
];

/// How the fields of campaigns begin, whoever names them: Urchin, Piwik, Matomo, `HubSpot`.
const CAMPAIGNS: &[&str] = &["utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "stm_"];

/// Fields that ask for the version for telephones, with the value that does.
const VERSIONS: &[(&str, &str)] =
    &[("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp")];

/// Hosts of the same pages made for telephones.
const MOBILE: &[&str] = &["m.", "mobile.", "amp.", "touch.", "wap."];

/// An address without tracking, fragment, and the marks of the versions for telephones (`m.`, `/amp`), taken out of the cache
/// or the click counter that it stands in; `None` when there is nothing to take away. The fragment of a page that is all one page (`#!/a`) stays.
pub fn cleaned(address: &str) -> Option<String> {
    let before = Url::parse(address.trim()).ok()?;
    let mut url = wrapped(&before).unwrap_or_else(|| before.clone());
    if let Some(query) = url.query().map(str::to_owned) {
        let kept: Vec<&str> = query.split('&').filter(|field| !says_only_how(field)).collect();
        if kept.len() < query.split('&').count() {
            url.set_query(Some(kept.join("&").as_str()).filter(|query| !query.is_empty()));
        }
    }
    if url.fragment().is_some_and(|part| !part.starts_with(['!', '/'])) {
        url.set_fragment(None);
    }
    for_all_screens(&mut url);
    (url != before).then(|| url.to_string())
}

/// Whether a field of a query says only how a reader came, and on what screen he reads.
fn says_only_how(field: &str) -> bool {
    let (name, value) = field.split_once('=').unwrap_or((field, ""));
    let name = name.to_ascii_lowercase();
    TRACKING.contains(&name.as_str())
        || CAMPAIGNS.iter().any(|begun| name.starts_with(begun))
        || VERSIONS.contains(&(name.as_str(), value))
}

/// The address inside one of a cache of pages for telephones (AMP: `cdn.ampproject.org/c/s/…`, `google.com/amp/s/…`), or of
/// a service that counts clicks and sends the reader on.
fn wrapped(url: &Url) -> Option<Url> {
    let host = url.host_str()?.trim_start_matches("www.");
    let is_cache = host == "cdn.ampproject.org" || host.ends_with(".cdn.ampproject.org");
    let behind = match host {
        _ if is_cache => ["/c/", "/v/"].iter().find_map(|begun| url.path().strip_prefix(begun)),
        "google.com" => url.path().strip_prefix("/amp/"),
        _ => None,
    };
    if let Some(behind) = behind {
        let (scheme, rest) = behind.strip_prefix("s/").map_or(("http", behind), |it| ("https", it));
        return with_host(&format!("{scheme}://{rest}"));
    }
    let fields = SENDERS.iter().filter(|(known, path, _)| *known == host && *path == url.path());
    fields
        .filter_map(|(_, _, field)| url.query_pairs().find(|(name, _)| name == field))
        .find_map(|(_, target)| with_host(&target))
}

/// Services that count clicks: host, path, and the field that holds where they send the reader.
const SENDERS: &[(&str, &str, &str)] = &[
    ("google.com", "/url", "url"),
    ("google.com", "/url", "q"),
    ("l.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("vk.com", "/away.php", "to"),
];

/// An address of the web with a whole domain.
fn with_host(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    (is_web && psl::domain_str(url.host_str()?).is_some()).then_some(url)
}

/// The host and the path of the version for all screens.
fn for_all_screens(url: &mut Url) {
    let host = url.host_str().unwrap_or_default().to_owned();
    // A prefix is one only before a whole domain: `m.com` is a site.
    let bare = MOBILE.iter().find_map(|prefix| host.strip_prefix(prefix));
    if let Some(bare) = bare.filter(|bare| psl::domain_str(bare) == Some(bare)) {
        // A host without its prefix is a host.
        let _ = url.set_host(Some(bare));
    }
    let path = url.path().to_owned();
    let ends = ["/amp/", "/amp", ".amp", "/amp.html"];
    let cut = ends.iter().find_map(|end| path.strip_suffix(end));
    if let Some(cut) = cut.filter(|cut| !cut.is_empty()) {
        url.set_path(cut);
    }
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn only_what_tells_readers_apart_is_taken_off() {
        let cases = [
            ("https://lantern.example/a?utm_source=x&id=7", Some("https://lantern.example/a?id=7")),
            ("https://lantern.example/a?fbclid=x#top", Some("https://lantern.example/a")),
            ("https://m.lantern.com/a", Some("https://lantern.com/a")),
            (
                "https://lantern.example/2025/bridge/amp/",
                Some("https://lantern.example/2025/bridge"),
            ),
            ("https://lantern.example/a?amp=1&id=7", Some("https://lantern.example/a?id=7")),
            ("https://lantern.example/a?outputType=amp", Some("https://lantern.example/a")),
            (
                "https://lantern.example/a?gclid=1&dicbo=v2&ttclid=3",
                Some("https://lantern.example/a"),
            ),
            ("https://lantern.example/a?UTM_Source=x", Some("https://lantern.example/a")),
            ("https://touch.lantern.com/a", Some("https://lantern.com/a")),
            (
                "https://lantern-com.cdn.ampproject.org/c/s/www.lantern.com/a/amp/",
                Some("https://www.lantern.com/a"),
            ),
            ("https://www.google.com/amp/s/amp.lantern.com/a", Some("https://lantern.com/a")),
            (
                "https://www.google.com/url?sa=t&url=https%3A%2F%2Flantern.com%2Fa%3Futm_medium%3Dx",
                Some("https://lantern.com/a"),
            ),
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Flantern.com%2Fa&h=AT0",
                Some("https://lantern.com/a"),
            ),
            ("https://www.google.com/url?q=lantern", None),
            ("https://lantern.example/amplifier", None),
            ("https://lantern.example/a?amp=12", None),
            ("https://lantern.example/a?source=harbour", None),
            ("https://lantern.example/url?url=https%3A%2F%2Flantern.com%2Fa", None),
            ("https://lantern.example/a?id=7", None),
            ("https://lantern.example/#!/a", None),
            ("https://m.com/a", None),
            ("no address", None),
        ];
        for (written, clean) in cases {
            assert_eq!(cleaned(written).as_deref(), clean, "{written}");
        }
    }
}
