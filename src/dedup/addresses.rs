//! Tellings that name one address as where they were first printed: that of their original.

use xxhash_rust::xxh3::xxh3_64;

use super::Sketch;
use super::corpus::Corpus;
use super::leader::host;

/// Bytes behind the host from which an address is that of an article: `/`, `/news/` and `/en-us/` are those of a site.
const LEAST_PATH: usize = 10;

/// Tellings of one address beyond which it is none of an original: a story in all languages that are written in the news.
const MOST: usize = 60;

/// The address of the original as a number; nothing for that of a site.
pub(super) fn original(sketch: &Sketch) -> Option<u64> {
    let url = sketch.url.as_deref()?;
    let host = host(url);
    let (_, path) = url.split_once(host)?;
    let path = path.trim_end_matches('/');
    (path.len() >= LEAST_PATH).then(|| xxh3_64(format!("{host}{path}").as_bytes()))
}

/// Tells each card the address that it has in common with cards of other languages. Where two documents of one language
/// that are no copies name one address, it is that of a section, and says nothing.
pub(super) fn add(corpus: &mut Corpus<'_>, sketches: &[Sketch]) {
    let mut named: Vec<(u64, u16, usize)> = Vec::new();
    for (number, card) in corpus.cards.iter().enumerate() {
        let address = sketches.get(card.at).and_then(original);
        named.extend(address.map(|address| (address, card.language, number)));
    }
    named.sort_unstable();
    for tellings in named.chunk_by(|a, b| a.0 == b.0) {
        let is_section = tellings.windows(2).any(|two| matches!(two, [a, b] if a.1 == b.1));
        if is_section || tellings.len() < 2 || tellings.len() > MOST {
            continue;
        }
        for (address, _, number) in tellings {
            if let Some(card) = corpus.cards.get_mut(*number) {
                card.original = Some(*address);
            }
        }
    }
}

/// The numbers of the cards that name one address, the lower first.
pub(super) fn pairs(corpus: &Corpus<'_>) -> Vec<(u32, u32)> {
    let named = (0..).zip(&corpus.cards);
    let mut named: Vec<(u64, u32)> =
        named.filter_map(|(number, card)| Some((card.original?, number))).collect();
    named.sort_unstable();
    let mut pairs = Vec::new();
    for tellings in named.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, one)) in tellings.iter().enumerate() {
            pairs.extend(tellings.iter().skip(at + 1).map(|(_, other)| (*one, *other)));
        }
    }
    pairs
}
