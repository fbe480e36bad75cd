//! The words that say who wrote: `By`, `Von`, `Tác giả:`, `기자`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::person::is_person;
use super::{Context, shape};
use crate::lang::{self, Lang};
use crate::text::{self, letter};

/// Cuts the words that say who wrote: the name that is left, and whether there were such words.
pub(super) fn strip<'a>(context: &Context<'a>, words: &'a str) -> (&'a str, bool) {
    let own = context.spoken().map(|lang| lang.tag);
    let mut letters = words.chars();
    let first = letters.next().map_or(' ', said_key);
    let begun = [Some((first, None)), letters.next().map(|second| (first, Some(said_key(second))))];
    let last = words.chars().next_back().and_then(|last| SAID.after.get(&last));
    let begun = begun.iter().flatten().filter_map(|begun| SAID.before.get(begun)).flatten();
    let names = begun.filter_map(|(place, before)| {
        let name = strip_word(words, before)?;
        // Of the languages that are hardly known no word counts in another one.
        let is_known = Some(place.tag) == own || lang::get(place.tag).is_some();
        is_known.then_some((Some(place.tag) != own, *place, name))
    });
    let signed = last.into_iter().flatten().filter_map(|(place, after)| {
        let name = words.strip_suffix(after).map(str::trim).filter(|name| !name.is_empty())?;
        Some((Some(place.tag) != own, *place, name))
    });
    // The language of the page comes first, the others in their order, and words before a name before those behind it; of
    // several the longest.
    let best = names.chain(signed).min_by_key(|(is_other, place, name)| {
        (*is_other, place.tag, place.is_behind, name.len(), place.at)
    });
    best.map_or((words, false), |(.., name)| (name, true))
}

/// Whether a line begins with words that stand before who edited.
pub(super) fn is_edited(words: &str) -> bool {
    let editors = lang::all().iter().flat_map(|lang| &lang.file.bylines.editors);
    editors.into_iter().any(|editor| strip_word(words, editor).is_some())
}

/// Whether words are one that stands before who edited, and nothing more: `Editor:`.
pub(super) fn is_editor(words: &str) -> bool {
    let bare = |words: &str| words.trim_end_matches([':', '：', ' ']).to_lowercase();
    let known = bare(words);
    lang::all().iter().flat_map(|lang| &lang.file.bylines.editors).any(|word| bare(word) == known)
}

/// Words with their places.
type Words = Vec<(Place, &'static str)>;

/// The words around a writer's name in all languages, those before it by their first two letters, those behind it by the
/// last: most lines need none.
#[derive(Default)]
struct Said {
    before: FxHashMap<(char, Option<char>), Words>,
    after: FxHashMap<char, Words>,
}

/// The place of a word among all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    tag: &'static str,
    is_behind: bool,
    at: usize,
}

static SAID: LazyLock<Said> = LazyLock::new(|| {
    let mut said = Said::default();
    for Lang { tag, file, .. } in lang::all().iter().chain(lang::only_dates()) {
        for (at, word) in file.bylines.before.iter().enumerate() {
            let mut letters = word.chars().map(said_key);
            let Some(first) = letters.next() else { continue };
            let place = Place { tag, is_behind: false, at };
            said.before.entry((first, letters.next())).or_default().push((place, word));
        }
        for (at, word) in file.bylines.after.iter().enumerate() {
            let Some(last) = word.chars().next_back() else { continue };
            let place = Place { tag, is_behind: true, at };
            said.after.entry(last).or_default().push((place, word));
        }
    }
    said
});

/// A name without what the writer is, or whose news are used, behind it: `Lise Roseau avec AFP`.
pub(super) fn without_role<'a>(context: &Context<'_>, named: &'a str) -> &'a str {
    let rest = roles(context).find_map(|role| without_end(named, role)).map(str::trim_end);
    rest.filter(|rest| rest.contains(' ') && !rest.ends_with(',')).unwrap_or(named)
}

/// Words without those that they end with, in letters of any case.
fn without_end<'a>(words: &'a str, end: &str) -> Option<&'a str> {
    let at = words.len().checked_sub(end.len())?;
    let (rest, last) = words.split_at_checked(at)?;
    (last == end || last.to_lowercase() == end.to_lowercase()).then_some(rest)
}

/// A name without the outlet that it is written for, where that is said in capitals, too: `Ann Leewood For The Post`.
pub(super) fn without_client<'a>(context: &Context<'_>, named: &'a str) -> &'a str {
    let ways = context.spoken().into_iter().flat_map(|lang| &lang.file.bylines.clients);
    let cut = |way: &String| {
        let mut blanks = named.match_indices(' ').map(|(at, _)| at);
        let at = blanks.find(|at| strip_word(text::after(named, at + 1), way).is_some())?;
        Some(text::before(named, at)).filter(|name| is_person(name))
    };
    ways.filter_map(cut).min_by_key(|name| name.len()).unwrap_or(named)
}

/// Whether words that could be a name are what a writer is: `River Correspondent`.
pub(super) fn is_role(context: &Context<'_>, words: &str) -> bool {
    let last = |role: &str| {
        let is_same = words.len() >= role.len()
            && words
                .get(words.len() - role.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(role));
        is_same && role.is_ascii() && words.len() > role.len()
    };
    roles(context).any(last)
}

/// Whether words are what a writer is, and nothing more: `Staff Writer`.
pub(super) fn is_bare_role(context: &Context<'_>, words: &str) -> bool {
    let fold = |words: &str| words.to_lowercase();
    let known = fold(words);
    roles(context).any(|role| fold(role.trim_start()) == known)
}

/// Whether words of a sentence are what a writer is: `is a staff writer at the Harbour Post`.
pub(super) fn tells_role(context: &Context<'_>, words: &str) -> bool {
    let known = words.to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphabetic);
    roles(context).any(|role| {
        let role = format!(" {}", role.to_lowercase());
        known.split_once(&role).is_some_and(|(_, rest)| ends(rest))
    })
}

/// What stands behind the names of writers, in the language of the page, led by a space where its script has those.
fn roles<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    context.spoken().into_iter().flat_map(|lang| &lang.file.bylines.after).map(String::as_str)
}

/// A letter as it is found: small, and colons as one.
fn said_key(letter: char) -> char {
    if letter == '：' { ':' } else { letter::small(letter) }
}

/// Whether a folded line is a word of the language that stands before writers' names, with or without a colon.
pub(super) fn is_word(context: &Context<'_>, folded: &str) -> bool {
    static WORDS: LazyLock<FxHashMap<&str, FxHashSet<String>>> = LazyLock::new(|| {
        let bare = |word: &String| shape::fold(word.trim_end_matches(':'));
        let words = |lang: &'static Lang| lang.file.bylines.before.iter().map(bare).collect();
        lang::all().iter().chain(lang::only_dates()).map(|lang| (lang.tag, words(lang))).collect()
    });
    let known = context.spoken().and_then(|lang| WORDS.get(lang.tag));
    known.is_some_and(|words| words.contains(folded.trim_end_matches([':', '：']).trim_end()))
}

/// The words of a language that stand before a writer's name, as lines are held against them.
#[derive(Default)]
struct Before {
    /// All but single letters, in lower case and without colons.
    labels: FxHashSet<String>,
    /// Bytes of the longest of these.
    longest: usize,
    /// By their first letters those that stand before nothing else: more than one word, or with a colon.
    sure: FxHashMap<char, Vec<&'static str>>,
}

impl Before {
    fn of(lang: &'static Lang) -> Before {
        let mut all = Before::default();
        for word in &lang.file.bylines.before {
            let bare = word.trim_end_matches([':', '：']);
            if bare.chars().nth(1).is_some() {
                let label = bare.to_lowercase();
                all.longest = all.longest.max(label.len());
                all.labels.insert(label);
            }
            if word.contains(' ') || bare.len() < word.len() {
                let first = word.chars().next().map_or(' ', said_key);
                all.sure.entry(first).or_default().push(word);
            }
        }
        all
    }

    /// Those of the language of a page.
    fn spoken(context: &Context<'_>) -> Option<&'static Before> {
        static ALL: LazyLock<FxHashMap<&str, Before>> = LazyLock::new(|| {
            let all = lang::all().iter().chain(lang::only_dates());
            all.map(|lang| (lang.tag, Before::of(lang))).collect()
        });
        ALL.get(context.spoken()?.tag)
    }

    fn is_label(&self, words: &str) -> bool {
        let words = words.trim().trim_end_matches([':', '：']);
        // In lower case a letter has a third of its bytes at least.
        words.len() <= self.longest * 3 && self.labels.contains(&words.to_lowercase())
    }
}

/// Whether a line says no more than that the writers' names follow: `Article by`.
pub(super) fn is_label(context: &Context<'_>, words: &str) -> bool {
    Before::spoken(context).is_some_and(|before| before.is_label(words)) || is_common_label(words)
}

/// Whether words are such a label in English, of more than one word: pages of other languages have those, too.
fn is_common_label(words: &str) -> bool {
    static COMMON: LazyLock<Before> =
        LazyLock::new(|| lang::get("en").map(Before::of).unwrap_or_default());
    words.trim().contains(' ') && COMMON.is_label(words)
}

/// Whether a line says who wrote in words that stand before nothing else: more than one, or with a colon.
pub(super) fn is_said_at_length(context: &Context<'_>, words: &str) -> bool {
    let Some(before) = Before::spoken(context) else { return false };
    let bare = words.trim();
    let Some(first) = bare.chars().next().map(said_key) else { return false };
    let mut sure = before.sure.get(&first).into_iter().flatten();
    sure.any(|known| strip_word(words, known).is_some() || strip_word(known, bare).is_some())
        || words.contains(' ') && before.is_label(words)
}

/// The words behind `before` when they begin with it, letter case aside, and it ends where a word ends.
pub(super) fn strip_word<'a>(words: &'a str, before: &str) -> Option<&'a str> {
    let mut letters = words.char_indices();
    for wanted in before.chars() {
        let (_, letter) = letters.next()?;
        let colon = matches!(letter, ':' | '：') && matches!(wanted, ':' | '：')
            || matches!(letter, '=' | '＝') && matches!(wanted, '=' | '＝')
            || matches!(letter, '/' | '／') && matches!(wanted, '/' | '／');
        let same = colon
            || letter == wanted
            || letter::small(letter) == letter::small(wanted)
                && letter.to_lowercase().eq(wanted.to_lowercase());
        if !same {
            return None;
        }
    }
    let (at, next) = letters.next()?;
    let glued = before.ends_with([':', '：', '=', '・', '/'])
        || before.chars().next_back().is_some_and(is_unspaced);
    if !glued && !next.is_whitespace() && !matches!(next, ':' | '：') {
        return None;
    }
    let name = text::after(words, at).trim_start_matches(|it: char| {
        it.is_whitespace() || matches!(it, ':' | '：' | '・' | '-' | '–' | '—' | '|')
    });
    (!name.is_empty()).then_some(name)
}

/// Scripts whose words stand without spaces between them.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_before_the_name_must_end_where_a_word_ends() {
        assert_eq!(strip_word("By Ann Lee", "By"), Some("Ann Lee"));
        assert_eq!(strip_word("Bye Ann", "By"), None);
        assert_eq!(strip_word("Автор: Ирина", "Автор:"), Some("Ирина"));
        assert_eq!(strip_word("記者 佐藤健", "記者"), Some("佐藤健"));
    }
}
