//! Phrases of boilerplate: `{n} phút trước` → a pattern that is matched at a place of a line.

use super::Lang;
use crate::finding::Label;
use crate::text::Span;

/// A phrase of a language file.
#[derive(Debug)]
pub struct Phrase {
    /// What a line made of it is.
    pub label: Label,
    /// As the file writes it.
    pub pattern: String,
}

/// A phrase found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where in the line.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// What stood for `{url}`, where the phrase has it.
    pub url: Option<Span>,
    /// What stood for `{name}`, where the phrase has it.
    pub name: Option<Span>,
    /// What stood for `{rest}`, where the phrase has it.
    pub rest: Option<Span>,
    /// What stood for `{n}`, where the phrase has it and it fits.
    pub number: Option<u32>,
}

enum Part {
    Lit(Vec<char>),
    Slot(&'static str),
}
struct Compiled {
    parts: Vec<Part>,
    label: Label,
}
static INDEX: std::sync::LazyLock<std::collections::HashMap<char, Vec<Compiled>>> =
    std::sync::LazyLock::new(|| {
        let mut m: std::collections::HashMap<char, Vec<Compiled>> =
            std::collections::HashMap::new();
        let re = regex::Regex::new(r"\{(n|url|name|rest|date)\}").unwrap();
        for lang in super::all() {
            for p in &lang.phrases {
                let mut parts = vec![];
                let mut at = 0;
                for f in re.find_iter(&p.pattern) {
                    if f.start() > at {
                        parts.push(Part::Lit(
                            p.pattern[at..f.start()].chars().flat_map(fold).collect(),
                        ));
                    }
                    parts.push(Part::Slot(match f.as_str() {
                        "{n}" => "n",
                        "{url}" => "url",
                        "{name}" => "name",
                        _ => "rest",
                    }));
                    at = f.end();
                }
                if at < p.pattern.len() {
                    parts.push(Part::Lit(p.pattern[at..].chars().flat_map(fold).collect()));
                }
                let key = match &parts[0] {
                    Part::Lit(l) => l[0],
                    Part::Slot(_) => '0',
                };
                m.entry(key).or_default().push(Compiled { parts, label: p.label.clone() });
            }
        }
        m
    });
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '\u{a0}' | '\u{3000}' | '\u{202f}' => ' ',
        c => c,
    };
    c.to_lowercase()
}
fn match_parts(
    parts: &[Part],
    line: &[(usize, char)],
    at: usize,
    end: usize,
    hit: &mut Hit,
) -> Option<usize> {
    let Some(first) = parts.first() else { return Some(at) };
    let pos = |i: usize| line.get(i).map_or(end, |x| x.0);
    match first {
        Part::Lit(l) => {
            for (k, c) in l.iter().enumerate() {
                let x = line.get(at + k)?.1;
                let x = fold(x).next()?;
                if x != *c {
                    return None;
                }
            }
            match_parts(&parts[1..], line, at + l.len(), end, hit)
        }
        Part::Slot("n") => {
            let mut e = at;
            while line
                .get(e)
                .is_some_and(|x| x.1.is_numeric() || (e > at && matches!(x.1, '.' | ',')))
            {
                e += 1;
            }
            if e == at {
                return None;
            }
            hit.number = line[at..e].iter().map(|x| x.1).collect::<String>().parse().ok();
            match_parts(&parts[1..], line, e, end, hit)
        }
        Part::Slot("url") => {
            let mut e = at;
            while line.get(e).is_some_and(|x| !x.1.is_whitespace()) {
                e += 1;
            }
            let w: String = line[at..e].iter().map(|x| x.1).collect();
            if !(w.contains("://") || (w.contains('.') && w.len() > 4)) {
                return None;
            }
            hit.url = Some(Span::new(pos(at), pos(e)));
            match_parts(&parts[1..], line, e, end, hit)
        }
        Part::Slot("name") => {
            let mut e = at;
            let mut words = 0;
            let mut best = None;
            loop {
                let s = e;
                while line.get(e).is_some_and(|x| {
                    x.1.is_alphanumeric() || matches!(x.1, '.' | '-' | '/' | '\'' | '+' | '&')
                }) {
                    e += 1;
                }
                if e == s {
                    break;
                }
                words += 1;
                let mut h = hit.clone();
                h.name = Some(Span::new(pos(at), pos(e)));
                if let Some(r) = match_parts(&parts[1..], line, e, end, &mut h) {
                    best = Some((r, h));
                }
                if words == 6 || line.get(e).is_none_or(|x| x.1 != ' ') {
                    break;
                }
                e += 1;
            }
            let (r, h) = best?;
            *hit = h;
            Some(r)
        }
        Part::Slot(_) => {
            if at >= line.len() {
                return None;
            }
            hit.rest = Some(Span::new(pos(at), end));
            Some(line.len())
        }
    }
}
/// x
pub fn phrase_at(line: &str, at: usize, _first: Option<&Lang>) -> Option<Hit> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let i = chars.iter().position(|x| x.0 == at)?;
    at_index(&chars, i, line.len()).map(|x| x.1)
}
fn at_index(chars: &[(usize, char)], i: usize, end: usize) -> Option<(usize, Hit)> {
    let c = chars.get(i)?.1;
    let key = fold(c).next()?;
    let mut best: Option<(usize, Hit)> = None;
    let lists = [INDEX.get(&key), if c.is_numeric() { INDEX.get(&'0') } else { None }];
    for p in lists.into_iter().flatten().flatten() {
        let start = chars[i].0;
        let mut hit = Hit {
            span: Span::new(start, start),
            label: p.label.clone(),
            url: None,
            name: None,
            rest: None,
            number: None,
        };
        if let Some(e) = match_parts(&p.parts, chars, i, end, &mut hit) {
            let ep = chars.get(e).map_or(end, |x| x.0);
            hit.span = Span::new(start, ep);
            let glue = chars.get(e).is_some_and(|x| {
                x.1.is_alphanumeric() && (x.1 as u32) < 0x2e80 && x.1.is_lowercase()
            }) && e > 0
                && chars[e - 1].1.is_alphanumeric();
            if glue {
                continue;
            }
            if best.as_ref().is_none_or(|b| e > b.0) {
                best = Some((e, hit));
            }
        }
    }
    best
}
/// x
pub fn tile(line: &str, _first: Option<&Lang>) -> Option<Vec<Hit>> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut i = 0;
    let mut hits = vec![];
    loop {
        while chars.get(i).is_some_and(|x| x.1.is_whitespace() || "|·•-–—,:/>»".contains(x.1))
        {
            i += 1;
        }
        if i >= chars.len() {
            break;
        }
        let (e, hit) = at_index(&chars, i, line.len())?;
        hits.push(hit);
        i = e;
    }
    if hits.is_empty() { None } else { Some(hits) }
}
