//! The forms of an agency's or outlet's prefix. Those that most lines must be held against are read letter by letter:
//! as patterns, each with a class of all letters repeated thirty times, they took 60 ms to build before the first page.

use std::sync::LazyLock;

use regex::Regex;

use crate::names;
use crate::text::{self, Span, letter};

/// A prefix with its white space: how many bytes it takes, and whom it names.
struct Prefix<'a> {
    length: usize,
    named: &'a str,
    kind: Kind,
}

/// What stands for the name.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A name alone, as an outlet writes its own; `names` must know it.
    Own,
    /// The name of an agency, which `names` must know.
    Agency,
    /// A short name in capitals, whoever that is.
    Code,
}

/// Letters of an outlet's own name.
const OWN: usize = 31;

/// Letters of a place and a day before an agency.
const PLACE: usize = 46;

/// Letters of an agency's name in brackets, and of the place before an equals sign there.
const NAME: std::ops::RangeInclusive<usize> = 2..=30;
const PLACE_IN_BRACKETS: std::ops::RangeInclusive<usize> = 1..=20;

/// The prefix of a line: its span, the name, and whether that stands alone, as an outlet's own does.
pub(super) fn prefix(words: &str) -> Option<(Span, String, bool)> {
    const FORMS: [fn(&str) -> Option<Prefix<'_>>; 8] =
        [own, dateline, bracketed, cornered, chinese, russian, code_in_brackets, code];
    if may_be(words) { FORMS.iter().find_map(|form| known(&form(words)?)) } else { None }
}

/// Whether words hold what every prefix has: a dash, a bracket, or the name of an agency whose prefix has neither.
fn may_be(words: &str) -> bool {
    words.contains(['-', '–', '—', '(', '（', '[', '【'])
        || words.starts_with(['新', '中', '人'])
        || is_russian(words)
}

fn known(found: &Prefix<'_>) -> Option<(Span, String, bool)> {
    let span = Span::new(0, found.length);
    if found.kind == Kind::Code {
        // `PARIS – …` says where the report was written.
        if names::is_place(found.named) {
            return None;
        }
        return Some((span, found.named.to_owned(), true));
    }
    let known = found.named.split(['/', ',']).find_map(|part| names::agency(part.trim()))?;
    Some((span, known.name.clone(), found.kind == Kind::Own))
}

/// `VGP - …`, `(VNA) - …`, `TTXVN/Vietnam+ – …`
fn own(words: &str) -> Option<Prefix<'_>> {
    let inner = words.strip_prefix(['(', '（', '[']).unwrap_or(words);
    for (count, (at, letter)) in inner.char_indices().take(OWN).enumerate() {
        let class = letter::class(letter);
        let may_follow = class.is_numeric() || ".&+/ ".contains(letter);
        if !class.is_alphabetic() && (count == 0 || !may_follow) {
            return None;
        }
        let end = at + letter.len_utf8();
        if count > 0
            && let Some(behind) = behind_own(text::after(inner, end))
        {
            let length = words.len() - behind.len();
            return Some(Prefix { length, named: text::before(inner, end), kind: Kind::Own });
        }
    }
    None
}

/// What stands behind the bracket, the dash and the white space that end an outlet's own name.
fn behind_own(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix([')', '）', ']']).unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix('.').unwrap_or(rest).strip_prefix(is_dash)?;
    let behind = rest.trim_start();
    (behind.len() < rest.len()).then_some(behind)
}

/// `Paris (AFP) - …`, `HÀ NỘI (TTXVN) – …`, `Madrid (EFE).- …`, `Jakarta, 13 August (ANTARA) …`
fn dateline(words: &str) -> Option<Prefix<'_>> {
    let (place, rest) = words.split_once(['(', '（'])?;
    let is_of_place = |it: char| letter::is_alphanumeric(it) || ".,'’- /".contains(it);
    let bare = place.trim_end();
    let fits = bare.starts_with(letter::is_alphabetic)
        && bare.chars().all(is_of_place)
        && bare.chars().nth(PLACE).is_none()
        && place.chars().take(2).filter(|it| is_of_place(*it)).count() == 2;
    let (named, rest) = rest.split_once([')', '）']).filter(|_| fits)?;
    let is_name = !named.contains(['(', '（']) && NAME.contains(&named.chars().count());
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let behind = rest.trim_start_matches(|it| is_dash(it) || it == ':');
    let length = words.len() - behind.trim_start().len();
    (is_name && behind.len() < rest.len()).then_some(Prefix { length, named, kind: Kind::Agency })
}

/// `(AP) …`, `(Reuters) …`, `[서울=뉴시스] …`, `(서울=연합뉴스) …`
fn bracketed(words: &str) -> Option<Prefix<'_>> {
    const BRACKETS: &[char] = &['(', ')', '（', '）', '[', ']', '【', '】'];
    let inner = words.strip_prefix(['(', '（', '[', '【'])?;
    let (inner, rest) = inner.split_at_checked(inner.find(BRACKETS)?)?;
    let rest = rest.strip_prefix([')', '）', ']', '】'])?.trim_start();
    let named = match inner.split_once(['=', '＝']) {
        Some((place, named)) if PLACE_IN_BRACKETS.contains(&place.chars().count()) => named,
        Some(_) => return None,
        None => inner,
    };
    if named.contains(['=', '＝']) || !NAME.contains(&named.chars().count()) {
        return None;
    }
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let behind = rest.strip_prefix(is_dash).unwrap_or(rest).trim_start();
    Some(Prefix { length: words.len() - behind.len(), named, kind: Kind::Agency })
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '–' | '—')
}

type Pattern = LazyLock<Option<Regex>>;

fn by_pattern<'a>(pattern: &Pattern, words: &'a str, kind: Kind) -> Option<Prefix<'a>> {
    let found = pattern.as_ref()?.captures(words)?;
    let named = found.get(1)?.as_str();
    Some(Prefix { length: found.get(0)?.end(), named, kind })
}

/// `【東京共同】`, `【ソウル時事】`
fn cornered(words: &str) -> Option<Prefix<'_>> {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(
            r"^【[^】]{0,12}?(共同|時事|聯合ニュース|新華社|ロイター|AFP|CNA)[^】]{0,8}】\s*",
        )
        .ok()
    });
    if words.starts_with('【') { by_pattern(&PATTERN, words, Kind::Agency) } else { None }
}

/// `新华社北京8月13日电`, `中新社…电`
fn chinese(words: &str) -> Option<Prefix<'_>> {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(
            r"^(新华社|新華社|中新社|中新网|中央社|人民网)[^，。,.]{0,24}?[电電讯訊][\s:：,，]*",
        )
        .ok()
    });
    let begins = words.starts_with(['新', '中', '人']);
    if begins { by_pattern(&PATTERN, words, Kind::Agency) } else { None }
}

fn is_russian(words: &str) -> bool {
    ["ТАСС", "РИА Новости", "Интерфакс", "РБК"].iter().any(|name| words.contains(name))
}

/// `МОСКВА, 13 августа. /ТАСС/. …`, `МОСКВА, ТАСС. …`, `МОСКВА, 13 авг - РИА Новости. …`
fn russian(words: &str) -> Option<Prefix<'_>> {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[\p{Lu}\- ]{2,30},\s+(?:\d{1,2}\s+\p{L}{3,10}\.?\s*)?[-–—/,. ]*(ТАСС|РИА Новости|Интерфакс|РБК)[/.,]*\s*[-–—]?\s*").ok()
    });
    if is_russian(words) { by_pattern(&PATTERN, words, Kind::Agency) } else { None }
}

/// `(VGP) - …`
fn code_in_brackets(words: &str) -> Option<Prefix<'_>> {
    static PATTERN: Pattern = LazyLock::new(|| {
        Regex::new(r"^[(（\[]([A-ZĐ][A-ZĐ0-9]{1,9}(?:\.[A-Z]{2,3})?)[)）\]]\s*[-–—]\s*").ok()
    });
    let begins = words.starts_with(['(', '（', '[']);
    if begins { by_pattern(&PATTERN, words, Kind::Code) } else { None }
}

/// `VGP - …`
fn code(words: &str) -> Option<Prefix<'_>> {
    static PATTERN: Pattern =
        LazyLock::new(|| Regex::new(r"^([A-ZĐ][A-ZĐ0-9]{1,4}(?:\.[A-Z]{2,3})?)\s*[-–—]\s+").ok());
    let begins = words.starts_with(|it: char| it.is_ascii_uppercase() || it == 'Đ');
    if begins { by_pattern(&PATTERN, words, Kind::Code) } else { None }
}
