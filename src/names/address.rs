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
    "cmpid",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "gi",
    "igsh",
    "igshid",
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
    "rssfeed",
    "s_cid",
    "smid",
    "spm",
    "sr_share",
    "srsltid",
    "taid",
    "twclid",
    "vero_id",
    "wbraid",
    "wt_mc",
    "xtor",
    "yclid",
    "zarsrc",
];

/// How the fields of campaigns begin, whoever names them: Urchin, Piwik, Matomo, `HubSpot`.
const CAMPAIGNS: &[&str] = &["utm_", "pk_", "mtm_", "piwik_", "hsa_"];

/// Hosts of the same pages made for telephones.
const MOBILE: &[&str] = &["m.", "mobile.", "amp."];

/// An address without tracking, fragment, and the marks of the versions for telephones (`m.`, `/amp`); `None` when there
/// is nothing to take away. The fragment of a page that is all one page (`#!/a`) stays.
pub fn cleaned(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    let before = url.clone();
    let is_tracking = |name: &str| {
        let name = name.to_ascii_lowercase();
        TRACKING.contains(&name.as_str()) || CAMPAIGNS.iter().any(|begun| name.starts_with(begun))
    };
    if let Some(query) = url.query().map(str::to_owned) {
        let kept: Vec<&str> = query
            .split('&')
            .filter(|field| !is_tracking(field.split('=').next().unwrap_or_default()))
            .collect();
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
    let ends = ["/amp/", "/amp", ".amp"];
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
