//! Lines between and behind the paragraphs of an HTML page that ask readers to follow the site, to subscribe or to give.

use super::article_area::{ArticleArea, Fate};
use super::{Context, Findings, shape};
use crate::dates;
use crate::finding::{Field, Label};
use crate::lang::phrase;
use crate::page::Kind;
use crate::page::layout::Place;
use crate::text;

/// What a line that asks weighs at most: two or three sentences.
const LONGEST: usize = 300;

/// As `LONGEST`, between paragraphs, of one that is no sentence.
const LONGEST_BARE: usize = 120;

/// Lines from the end of the text among which one may name a network where the site is to be followed.
const NEAR_END: usize = 3;

/// As `NEAR_END`, of one with an address for letters at the site itself: references may stand behind it.
const BEHIND: usize = 6;

/// Letters of the shortest name of a site that is in a line by no chance.
const LEAST_NAME: usize = 4;

/// Networks where a site is followed, by names that are the same in most languages.
const NETWORKS: &[&str] = &[
    "facebook",
    "google news",
    "instagram",
    "linkedin",
    "telegram",
    "tiktok",
    "twitter",
    "viber",
    "whatsapp",
    "youtube",
];

/// The lines that ask: those with a link to where one subscribes, those with one to a channel that are no sentence, and at the end of
/// the text those that name the site and a network.
pub(super) fn calls(
    context: &Context<'_>,
    findings: &Findings,
    article: &ArticleArea,
) -> Vec<usize> {
    let sites: Vec<String> = findings
        .claimed(Field::Publisher)
        .map(|claim| without_domain(&shape::fold(&claim.value)).to_owned())
        .filter(|name| name.chars().count() >= LEAST_NAME)
        .collect();
    let is_kept = |at: usize| {
        context.page.blocks.get(at).is_some_and(|block| {
            article.fate(at) == Fate::Body
                && findings.label(block).is_none()
                && !findings.is_title(block)
        })
    };
    let kept: Vec<usize> = (0..context.page.blocks.len()).filter(|at| is_kept(*at)).collect();
    let end = kept.len().saturating_sub(NEAR_END);
    let asks = |(place, at): &(usize, usize)| {
        let block = context.page.blocks.get(*at);
        let is_line = block.is_some_and(|block| matches!(block.kind, Kind::Text | Kind::Item))
            && context.shapes.get(*at).is_some_and(|shape| shape.weight <= LONGEST);
        let link = context.page.layout.places.get(*at);
        let leads = || link.is_some_and(|link| link.calls || ends_in_call(context, *at, link));
        let is_channel = || link.is_some_and(|link| link.follows || link.networks.count_ones() > 1);
        let follows = || {
            let words = context.folded(*at);
            names_network(context, *at) && sites.iter().any(|site| words.contains(site.as_str()))
        };
        let is_bare = || {
            context.shapes.get(*at).is_some_and(|shape| !shape.ends && shape.weight <= LONGEST_BARE)
        };
        let is_place = *place > 0 && (*place >= end || is_channel() && is_bare());
        let notes = || {
            is_note(context.folded(*at), &sites)
                || link.is_some_and(|link| link.own) && names_host(context, *at, &sites)
        };
        let is_near_end = *place >= end && *place > 0;
        let is_last = *place > 0 && *place + 1 == kept.len();
        let is_behind = *place >= kept.len().saturating_sub(BEHIND) && *place * 2 > kept.len();
        is_line
            && (leads()
                || is_place && (is_channel() || follows())
                || is_near_end && notes()
                || is_behind && writes(context, *at, &sites)
                || is_behind && is_printed(context, *at, &sites)
                || is_last && invites(context, *at, &sites))
    };
    let mut calls: Vec<usize> =
        kept.iter().copied().enumerate().filter(asks).map(|(_, at)| at).collect();
    calls.extend(kept.last().copied().filter(|at| leads_on(context, *at)));
    calls.extend(leads_home(context, &kept, &sites));
    calls.extend(disclosures(context, findings, &kept));
    let heads = calls.iter().filter_map(|at| head_of(context, *at)).filter(|at| is_kept(*at));
    let heads: Vec<usize> = heads.collect();
    calls.extend(heads);
    calls
}

/// Whether a line ends in a link whose words ask readers to subscribe or register: `See every race live. Sign up here.`
fn ends_in_call(context: &Context<'_>, at: usize, place: &Place) -> bool {
    let is_last = place.before > 0
        && place.own
        && place.linked <= LONGEST_LINK
        && place.before + place.linked + 1 >= place.letters;
    let Some(block) = context.page.blocks.get(at).filter(|_| is_last) else { return false };
    let words = context.words(block);
    let mut letters = words.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    let Some((start, _)) = letters.nth(place.before) else { return false };
    let link = text::after(words, start).trim_end_matches(['.', '!', ')', '>', '»', '→', ' ']);
    let hits = phrase::tile(link, context.lang).unwrap_or_default();
    !hits.is_empty() && hits.iter().all(|hit| hit.label == Label::Promotion)
}

/// Letters of the longest words of such a link.
const LONGEST_LINK: usize = 40;

/// What the last line weighs at most that leads to more of the site.
const LONGEST_LAST: usize = 100;

/// Whether the last line of a text leads to more of the site in words that are no sentence: `All the news of the harbour`.
fn leads_on(context: &Context<'_>, at: usize) -> bool {
    let place = context.page.layout.places.get(at);
    let is_linked = place.is_some_and(|place| {
        place.own && place.linked > 0 && place.linked < place.letters && place.networks == 0
    });
    let block = context.block(at).filter(|(block, shape)| {
        block.kind == Kind::Text && !shape.ends && shape.weight <= LONGEST_LAST && shape.digits == 0
    });
    is_linked && block.is_some()
}

/// Lines at either end of a text among which one may say what the outlet earns by its links.
const FIRST: usize = 4;

/// The lines at the edges of a text that say what the outlet earns by its links, on a page that is not about such.
fn disclosures(context: &Context<'_>, findings: &Findings, kept: &[usize]) -> Vec<usize> {
    let words = context.spoken().map_or(&[] as &[_], |lang| lang.file.disclosures.as_slice());
    let says = |words_of: &str| words.iter().any(|word| words_of.contains(word.as_str()));
    let mut titles = findings.claimed(Field::Title);
    if words.is_empty() || titles.any(|claim| says(&shape::fold(&claim.value))) {
        return Vec::new();
    }
    let edges = kept.iter().take(FIRST).chain(kept.iter().rev().take(NEAR_END));
    let discloses = |at: &usize| {
        context.block(*at).is_some_and(|(block, shape)| {
            matches!(block.kind, Kind::Text | Kind::Item) && shape.weight <= LONGEST
        }) && says(context.folded(*at))
    };
    edges.copied().filter(discloses).collect()
}

/// The one line of a text that names the site, leads to it and is no sentence: `More of this on the first page of the Harbour
/// Post`. A firm whose text has several such writes of itself.
fn leads_home(context: &Context<'_>, kept: &[usize], sites: &[String]) -> Option<usize> {
    let leads = |at: &usize| {
        let place = context.page.layout.places.get(*at);
        let is_linked = place.is_some_and(|it| it.own && (1..it.letters).contains(&it.linked));
        let is_line = context.block(*at).is_some_and(|(block, shape)| {
            matches!(block.kind, Kind::Text | Kind::Item)
                && !shape.ends
                && shape.weight <= LONGEST_BARE
        });
        is_linked && is_line && names_site(context, *at, sites)
    };
    let mut found = kept.iter().copied().skip(1).filter(leads);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// The name of a site that is called after its address: `harbourpost.com`.
fn without_domain(name: &str) -> &str {
    let parts =
        name.rsplit_once('.').filter(|(_, last)| last.bytes().all(|it| it.is_ascii_lowercase()));
    parts.map_or(name, |(name, _)| name)
}

/// Whether a line stands in brackets and names the site: how it came by the text, what it has changed in it.
fn is_note(words: &str, sites: &[String]) -> bool {
    let inside = words.strip_prefix('(').map(|rest| rest.trim_end_matches('.'));
    let inside = inside.and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| sites.iter().any(|site| inside.contains(site.as_str())))
}

/// The host of a site as people write it.
fn own_host<'a>(context: &'a Context<'_>) -> Option<&'a str> {
    context.host.as_deref().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

/// Whether a line names the site by its address, as lines do that lead to more of it: `Read more news on HarbourPost.com`.
fn names_host(context: &Context<'_>, at: usize, sites: &[String]) -> bool {
    let is_end = |letter: char| !letter.is_alphanumeric();
    let words = context.folded(at).split_whitespace().map(|word| word.trim_matches(is_end));
    let mut addresses =
        words.map(|word| word.trim_start_matches("www.")).filter(|word| word.contains('.'));
    let sites: Vec<String> = sites.iter().map(|site| squeezed(site)).collect();
    addresses.any(|word| {
        let name = without_domain(word);
        own_host(context) == Some(word) || name != word && sites.iter().any(|site| site == name)
    })
}

/// The letters and digits of a name.
fn squeezed(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether a line has an address for letters at the site itself.
fn writes(context: &Context<'_>, at: usize, sites: &[String]) -> bool {
    let own = own_host(context);
    let sites: Vec<String> = sites.iter().map(|site| squeezed(site)).collect();
    let mut domains = context.folded(at).split_whitespace().filter_map(|word| {
        let (name, domain) = word.split_once('@')?;
        (!name.is_empty() && domain.contains('.')).then_some(domain)
    });
    domains.any(|domain| {
        own.is_some_and(|own| domain.trim_end_matches(['.', ')', ',']) == own)
            || sites.iter().any(|site| {
                let name = domain.split('.').next().unwrap_or_default();
                squeezed(domain).starts_with(site.as_str())
                    || name.len() >= LEAST_DOMAIN && site.ends_with(name)
            })
    })
}

/// What the longest note on the printed issue weighs: `A version of this text appears in the May 12, 2018 issue of` the site.
const LONGEST_PRINTED: usize = 130;

/// Whether a line that names the site has a day of its own and no quotation: it says where the text stood in print.
fn is_printed(context: &Context<'_>, at: usize, sites: &[String]) -> bool {
    let hints = context.hints(context.date_order);
    context.block(at).is_some_and(|(block, shape)| {
        shape.weight <= LONGEST_PRINTED
            && (LEAST_DIGITS..=MOST_DIGITS).contains(&shape.digits)
            && names_site(context, at, sites)
            && dates::within(context.words(block), &hints).iter().any(|found| found.when.is_some())
    })
}

/// Digits of a day with its year, and of two such.
const LEAST_DIGITS: usize = 5;
const MOST_DIGITS: usize = 16;

/// Whether a line names the site, and quotes nobody.
fn names_site(context: &Context<'_>, at: usize, sites: &[String]) -> bool {
    let words = context.folded(at);
    let quotes = context.block(at).is_some_and(|(block, _)| context.words(block).contains(QUOTES));
    !quotes && sites.iter().any(|site| words.contains(site.as_str()))
}

/// Signs that open what somebody said.
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '「'];

/// What the longest last line weighs that names the site and is no sentence.
const LONGEST_NAMING: usize = 160;

/// Whether the last line of a text asks: it names the site and is no sentence, or leads to its page on a network.
fn invites(context: &Context<'_>, at: usize, sites: &[String]) -> bool {
    let leads = context.page.layout.places.get(at).is_some_and(|place| place.networks != 0);
    context.shapes.get(at).is_some_and(|shape| {
        shape.weight <= LONGEST_NAMING && !shape.ends && names_site(context, at, sites)
            || shape.weight <= LONGEST_BARE && leads && names_network(context, at)
    })
}

/// Whether a line names a network.
fn names_network(context: &Context<'_>, at: usize) -> bool {
    let words = context.folded(at);
    NETWORKS.iter().any(|network| words.contains(network))
}

/// Letters of the shortest name of a domain that is the end of a site's name by no chance: `post.example` of the Harbour Post.
const LEAST_DOMAIN: usize = 6;

/// What the words over a call weigh at most that stand in one box with it and nothing else.
const LONGEST_HEAD: usize = 60;

/// The line over a call, where the two are all that a box holds.
fn head_of(context: &Context<'_>, at: usize) -> Option<usize> {
    let layout = &context.page.layout;
    let before = at.checked_sub(1)?;
    let home = layout.areas.get(layout.places.get(at)?.area)?;
    let around = layout.areas.get(home.parent)?;
    let is_head = context.shapes.get(before)?.weight <= LONGEST_HEAD;
    (is_head && around.blocks == (before..at + 1)).then_some(before)
}
