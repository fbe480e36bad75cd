//! The writer in brackets at an edge of the text, as papers sign in scripts without capitals: `… と話した。【河原田千尋】`,
//! `[한빛일보 문소정 기자] …`, `……（记者 王小江）`.

use crate::finding::{Field, Label};
use crate::lang;
use crate::names;
use crate::page::{Block, Kind};
use crate::rules::zones::Zones;
use crate::rules::{Context, Findings, said};
use crate::text::{self, Span, letter};

/// What opens and what closes such brackets.
pub(in crate::rules) const OPENING: &[char] = &['(', '（', '[', '【', '〔'];
pub(in crate::rules) const CLOSING: &[char] = &[')', '）', ']', '】', '〕'];

/// The brackets that Japanese papers put around the writer's name and nothing else at the end of a text.
const OPENING_NAME: char = '【';

/// Letters in the longest brackets: an outlet, a place, two names.
const LONGEST: usize = 30;

/// Letters of a name that is written without spaces.
const NAME: std::ops::RangeInclusive<usize> = 2..=7;

/// What a paragraph that a writer signs weighs at least.
const LEAST_PARAGRAPH: usize = 20;

/// What parts the names in the brackets, and the outlet from them.
const PARTS: &[char] = &[' ', '\u{3000}', '、', '・', '·', ',', '，', '=', '＝', '/', '／'];

/// Claims the writer whom brackets before the first or behind the last words of the text name.
pub(super) fn claim(context: &Context<'_>, findings: &mut Findings, zones: Zones) {
    if let Some((block, span, names)) = dateline(context, findings, zones) {
        for name in names {
            findings.claim_words(Field::Author, name, span.shifted(block.span.start));
        }
        return;
    }
    // Which block of the page is the last of the text is not known yet.
    let blocks = context
        .blocks()
        .rev()
        .filter(|(_, block, shape)| block.kind == Kind::Text && shape.weight >= LEAST_PARAGRAPH);
    let ends = blocks.map(|(at, ..)| (at, false));
    for (at, opens) in std::iter::once((zones.first, true)).chain(ends) {
        let Some((block, _)) =
            context.block(at).filter(|(block, _)| findings.label(block).is_none())
        else {
            continue;
        };
        let words = context.words(block);
        let found = if opens { opened(words) } else { closed(words) };
        let Some((whole, inner)) = found.filter(|(_, inner)| is_short(inner)) else { continue };
        let named = named(context, inner, !opens && whole.of(words).starts_with(OPENING_NAME));
        let span = whole.shifted(block.span.start);
        if named.is_empty() || opens && !findings.mark(span, Label::Byline) {
            continue;
        }
        for name in named {
            findings.claim_words(Field::Author, name, span);
        }
        return;
    }
}

/// The writers in brackets near the beginning of the first paragraphs, which stay: `…北京3月18日电（记者陶然、葛小满）…`.
fn dateline<'a>(
    context: &'a Context<'_>,
    findings: &Findings,
    zones: Zones,
) -> Option<(&'a Block, Span, Vec<&'a str>)> {
    let first = context.blocks().skip(zones.first).filter(|(_, block, shape)| {
        block.kind == Kind::Text && shape.is_prose() && findings.label(block).is_none()
    });
    first.take(FIRST).find_map(|(_, block, _)| {
        let words = context.words(block);
        let open = words.char_indices().take(LONGEST).find(|(_, it)| OPENING.contains(it))?;
        let inner = text::after(words, open.0 + open.1.len_utf8());
        let (inner, _) = inner.split_at_checked(inner.find(CLOSING)?)?;
        let is_begun = open.0 > 0 && is_short(inner) && said::strip(context, inner.trim()).1;
        let named = if is_begun { named(context, inner, false) } else { Vec::new() };
        (!named.is_empty()).then(|| (block, Span::new(open.0, open.0 + inner.len()), named))
    })
}

/// Paragraphs of which one begins so: a lead may stand before it.
const FIRST: usize = 2;

fn is_short(inner: &str) -> bool {
    inner.chars().nth(LONGEST).is_none()
}

/// The brackets that words begin with, with the white space behind them, and what is in them.
fn opened(words: &str) -> Option<(Span, &str)> {
    let behind = words.strip_prefix(OPENING)?;
    let end = behind.find(CLOSING)?;
    let (inner, rest) = behind.split_at_checked(end)?;
    let mut letters = rest.chars();
    letters.next();
    let rest = letters.as_str().trim_start();
    (!rest.is_empty()).then(|| (Span::new(0, words.len() - rest.len()), inner))
}

/// The brackets that words end with, and what is in them.
fn closed(words: &str) -> Option<(Span, &str)> {
    let before = words.trim_end().strip_suffix(CLOSING)?;
    let (at, open) = before.char_indices().rev().find(|(_, it)| OPENING.contains(it))?;
    let inner = text::after(before, at + open.len_utf8());
    (at > 0).then(|| (Span::new(at, words.trim_end().len()), inner))
}

/// The names in brackets: those that words say to be the writers', or, in brackets for names, all that is there.
pub(in crate::rules) fn named<'a>(
    context: &Context<'a>,
    inner: &'a str,
    is_for_names: bool,
) -> Vec<&'a str> {
    let (names, is_said) = said::strip(context, inner.trim());
    let parts: Vec<&str> = names.split(PARTS).filter(|part| !part.is_empty()).collect();
    // Behind the word for it stand the names, and behind a slash the place; before it an outlet or a place, and one name.
    if is_said && inner.trim().ends_with(names) && names.len() < inner.trim().len() {
        let behind = names.split(['/', '／']).next().unwrap_or_default();
        let people: Vec<&str> = behind.split(PARTS).filter(|part| !part.is_empty()).collect();
        return if people.iter().all(|name| is_name(name)) { people } else { Vec::new() };
    }
    if is_said {
        return parts.last().copied().filter(|name| is_name(name)).into_iter().collect();
    }
    // `（ラムバン支局長・佐藤健一）`: what the writer is, and the name.
    if let [role, name] = parts.as_slice()
        && said::strip(context, role).1
        && is_name(name)
    {
        return vec![name];
    }
    let is_japanese = context.lang.is_some_and(|lang| lang.tag == "ja");
    let are_names = is_for_names && is_japanese && parts.iter().all(|part| is_name(part));
    if are_names { parts } else { Vec::new() }
}

/// Whether words without a space can be a person's name in a script without capitals.
pub(in crate::rules) fn is_name(words: &str) -> bool {
    let is_of_name =
        |it: char| letter::is_alphabetic(it) && !it.is_lowercase() && !it.is_uppercase();
    NAME.contains(&words.chars().count())
        && words.chars().all(is_of_name)
        && names::agency(words).is_none()
        && !lang::is_desk(words)
}
