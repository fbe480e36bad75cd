//! # agency prefix
//!
//! Marks the agency or outlet before the first words of the body (`VGP - `, `Paris (AFP) - `, `(서울=연합뉴스) `,
//! `【東京共同】`, `МОСКВА, 13 августа. /ТАСС/. `, `新华社北京8月13日电 `) and claims it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::zones::zones;
use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};
use crate::names;
use crate::text::{self, Span};

pub(super) const RULE: Rule = Rule {
    name: "agency_prefix",
    summary: "the agency or outlet before the first words of the body; claims it",
    scan,
};

/// How many blocks of the body are looked at: a lead may stand before the one with the prefix.
const WITHIN: usize = 3;

/// Forms of a prefix; the group `agency` is the name, which `names` must know unless the group is called `code`.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // VGP - …, (VNA) - …, TTXVN/Vietnam+ – …
        r"^[(（\[]?(?P<own>[\p{L}][\p{L}\p{N}.&+/ ]{1,30}?)[)）\]]?\s*\.?[-–—]\s+",
        // Paris (AFP) - …, HÀ NỘI (TTXVN) – …, Madrid (EFE).- …, Jakarta, 13 August (ANTARA) …
        r"^[\p{L}][\p{L}\p{N}.,'’\- /]{1,45}?\s*[(（](?P<agency>[^()（）]{2,30})[)）]\s*\.?\s*[-–—:]+\s*",
        // (AP) …, (Reuters) …, [서울=뉴시스] …, (서울=연합뉴스) …
        r"^[(（\[【](?:[^()（）\[\]【】=＝]{1,20}[=＝])?(?P<agency>[^()（）\[\]【】=＝]{2,30})[)）\]】]\s*\.?\s*[-–—]?\s*",
        // 【東京共同】, 【ソウル時事】
        r"^【[^】]{0,12}?(?P<agency>共同|時事|聯合ニュース|新華社|ロイター|AFP|CNA)[^】]{0,8}】\s*",
        // 新华社北京8月13日电, 中新社…电
        r"^(?P<agency>新华社|新華社|中新社|中新网|中央社|人民网)[^，。,.]{0,24}?[电電讯訊][\s:：,，]*",
        // МОСКВА, 13 августа. /ТАСС/. …, МОСКВА, ТАСС. …, МОСКВА, 13 авг - РИА Новости. …
        r"^\p{Lu}[\p{Lu}\- ]{2,30},\s+(?:\d{1,2}\s+\p{L}{3,10}\.?\s*)?[-–—/,. ]*(?P<agency>ТАСС|РИА Новости|Интерфакс|РБК)[/.,]*\s*[-–—]?\s*",
        // LONDON, Aug 13 (Reuters) - is the second form; LONDON (Reuters) too.
        r"^[(（\[](?P<code>[A-ZĐ][A-ZĐ0-9]{1,9}(?:\.[A-Z]{2,3})?)[)）\]]\s*[-–—]\s*",
        r"^(?P<code>[A-ZĐ][A-ZĐ0-9]{1,7}(?:\.[A-Z]{2,3})?)\s*[-–—]\s+",
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let first = zones(context, findings).first;
    let mut seen = 0;
    for (_, block, _) in context.blocks().skip(first) {
        if findings.label(block).is_some() || findings.is_title(block) {
            continue;
        }
        let words = context.words(block);
        let found = if may_be(words) {
            FORMS.iter().find_map(|form| read(&form.captures(words)?))
        } else {
            None
        };
        if let Some((span, agency, own)) = found {
            claim(findings, span.shifted(block.span.start), &agency, own);
            claim_writer(findings, text::after(words, span.end), block.span.start + span.end);
            return;
        }
        seen += 1;
        if seen >= WITHIN {
            return;
        }
    }
}

fn claim(findings: &mut Findings, span: Span, agency: &str, own: bool) {
    if findings.mark(span, Label::AgencyPrefix) {
        findings.claim_words(Field::Agency, agency, span);
        if own {
            findings.claim_words(Field::Publisher, agency, span);
        }
    }
}

/// Korean wire copy names its writer between the agency and the first words: `(서울=연합뉴스) 김민수 기자 = `.
static WRITER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s*((?:[\p{Hangul}]{2,5}[·, ]*)+?)\s*(?:기자|특파원|통신원)\s*=\s*").ok()
});

fn claim_writer(findings: &mut Findings, words: &str, start: usize) {
    let Some(found) = WRITER.as_ref().and_then(|writer| writer.captures(words)) else { return };
    let (Some(whole), Some(named)) = (found.get(0), found.get(1)) else { return };
    let span = Span::new(whole.start(), whole.end()).shifted(start);
    if findings.mark(span, Label::Byline) {
        for name in named.as_str().split(['·', ',', ' ']).filter(|name| !name.is_empty()) {
            findings.claim_words(Field::Author, name, span);
        }
    }
}

/// Whether words hold what every prefix has: a dash, a bracket, or the name of an agency whose prefix has neither. The
/// patterns are dear, and most lines have nothing of that kind.
fn may_be(words: &str) -> bool {
    words.contains(['-', '–', '—', '(', '（', '[', '【'])
        || words.starts_with(['新', '中', '人'])
        || ["ТАСС", "РИА Новости", "Интерфакс", "РБК"].iter().any(|name| words.contains(name))
}

/// Whether words begin with an agency or an outlet.
pub(super) fn is_prefixed(words: &str) -> bool {
    may_be(words)
        && FORMS.iter().any(|form| form.captures(words).is_some_and(|found| read(&found).is_some()))
}

/// Span, name, and whether the name stands alone, as an outlet's own does.
fn read(found: &Captures<'_>) -> Option<(Span, String, bool)> {
    let whole = found.get(0)?;
    let span = Span::new(whole.start(), whole.end());
    if let Some(code) = found.name("code") {
        return Some((span, code.as_str().to_owned(), true));
    }
    let named = found.name("own").or_else(|| found.name("agency"))?;
    let known = named.as_str().split(['/', ',']).find_map(|part| names::agency(part.trim()))?;
    Some((span, known.name.clone(), found.name("own").is_some()))
}
