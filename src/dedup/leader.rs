//! Which telling of a story leads.

use std::cmp::Ordering;

use super::Sketch;

/// The documents of a story, the most wanted first. `prefer` is the order of wishes; content breaks ties.
pub(super) fn ranked(story: &[usize], sketches: &[Sketch], prefer: &[String]) -> Vec<usize> {
    let telling: Vec<(usize, &Sketch)> =
        story.iter().filter_map(|at| sketches.get(*at).map(|sketch| (*at, sketch))).collect();
    let home = home_languages(&telling);
    let mut ranked = telling;
    ranked.sort_by(|(at, a), (bt, b)| {
        prefer
            .iter()
            .map(|wish| by_wish(wish, a, b, &home))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
            .then_with(|| b.size.cmp(&a.size))
            .then_with(|| a.exact.cmp(&b.exact))
            .then_with(|| a.plain.cmp(&b.plain))
            .then_with(|| a.url.cmp(&b.url))
            .then_with(|| at.cmp(bt))
    });
    ranked.into_iter().map(|(at, _)| at).collect()
}

/// Which of two documents a wish puts first.
fn by_wish(wish: &str, a: &Sketch, b: &Sketch, home: &[&str]) -> Ordering {
    match wish {
        "original" => originality(b, home).cmp(&originality(a, home)).then_with(|| by_date(a, b)),
        "oldest" => known_first(a, b).then_with(|| a.published.cmp(&b.published)),
        "newest" => known_first(a, b).then_with(|| b.published.cmp(&a.published)),
        "longest" => b.size.cmp(&a.size),
        _ => meets(wish, b).cmp(&meets(wish, a)),
    }
}

/// Dated documents before undated ones.
fn known_first(a: &Sketch, b: &Sketch) -> Ordering {
    a.published.is_none().cmp(&b.published.is_none())
}

/// The earlier day first, dated documents before undated ones. That two documents of which one has no day are alike in this
/// would be no order: `a` before `b` by day, `b` before `c` by size and `c` before `a`, and the sort may stop the run.
fn by_date(a: &Sketch, b: &Sketch) -> Ordering {
    let day = |sketch: &Sketch| {
        sketch.published.as_deref().map(|date| date.chars().take(10).collect::<String>())
    };
    known_first(a, b).then_with(|| day(a).cmp(&day(b)))
}

/// Whether a document is in the language, or from the host, that a wish names.
fn meets(wish: &str, sketch: &Sketch) -> bool {
    if wish.contains('.') {
        let host = sketch.url.as_deref().map(host).unwrap_or_default();
        return host == wish || host.strip_suffix(wish).is_some_and(|rest| rest.ends_with('.'));
    }
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    sketch.language.eq_ignore_ascii_case(wish)
        || (!wish.contains('-') && primary(&sketch.language) == primary(wish))
}

/// How much speaks for a document being what others are translations of. An address of another country's outlet says
/// that this is a translation; the language of the outlets that the story's tellings name is the original's.
fn originality(sketch: &Sketch, home: &[&str]) -> i32 {
    let language = primary(&sketch.language);
    let own = sketch.url.as_deref().and_then(address_language);
    match own {
        Some(own) if own != language => -1,
        Some(_) => 2,
        None => i32::from(home.contains(&language)),
    }
}

/// The languages of the outlets that the tellings of a story name as their source.
fn home_languages<'a>(telling: &[(usize, &'a Sketch)]) -> Vec<&'a str> {
    telling.iter().filter_map(|(_, sketch)| address_language(sketch.url.as_deref()?)).collect()
}

/// The first part of a language tag.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The host of an address, as it is written there.
pub(super) fn host(url: &str) -> &str {
    let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = behind.split(['/', '?', '#']).next().unwrap_or(behind);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The language that outlets of an address's country write in, where there is one such language.
fn address_language(url: &str) -> Option<&'static str> {
    let country = host(url).rsplit('.').next()?;
    COUNTRIES.iter().find(|(code, _)| *code == country).map(|(_, language)| *language)
}

/// Countries with one language of news, by top-level domain (CLDR 48, `likelySubtags.json`, without countries of
/// several press languages such as Belgium, Switzerland, India and Canada).
const COUNTRIES: [(&str, &str); 62] = [
    ("ae", "ar"),
    ("ar", "es"),
    ("at", "de"),
    ("au", "en"),
    ("bd", "bn"),
    ("bg", "bg"),
    ("br", "pt"),
    ("cl", "es"),
    ("cn", "zh"),
    ("cu", "es"),
    ("cz", "cs"),
    ("de", "de"),
    ("dk", "da"),
    ("ec", "es"),
    ("ee", "et"),
    ("eg", "ar"),
    ("es", "es"),
    ("fi", "fi"),
    ("fr", "fr"),
    ("gr", "el"),
    ("hk", "zh"),
    ("hr", "hr"),
    ("hu", "hu"),
    ("id", "id"),
    ("ie", "en"),
    ("il", "he"),
    ("iq", "ar"),
    ("ir", "fa"),
    ("is", "is"),
    ("it", "it"),
    ("jo", "ar"),
    ("jp", "ja"),
    ("kh", "km"),
    ("kr", "ko"),
    ("la", "lo"),
    ("lt", "lt"),
    ("lv", "lv"),
    ("mm", "my"),
    ("mx", "es"),
    ("nl", "nl"),
    ("no", "nb"),
    ("nz", "en"),
    ("pe", "es"),
    ("pl", "pl"),
    ("pt", "pt"),
    ("qa", "ar"),
    ("ro", "ro"),
    ("rs", "sr"),
    ("ru", "ru"),
    ("sa", "ar"),
    ("se", "sv"),
    ("si", "sl"),
    ("sk", "sk"),
    ("th", "th"),
    ("tr", "tr"),
    ("tw", "zh"),
    ("ua", "uk"),
    ("uk", "en"),
    ("us", "en"),
    ("uy", "es"),
    ("ve", "es"),
    ("vn", "vi"),
];
