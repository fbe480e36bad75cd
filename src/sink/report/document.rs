//! One document in the report: its fields with their evidence, and every line with its fate, side by side.

use std::borrow::Cow;

use askama::Template;
use url::Url;

use super::visible::shown;
use crate::article::{Article, Entry, Sourced};
use crate::record::Record;
use crate::text::{Span, lines};

/// Lines of a document that are shown; the rest is in the tables.
const LINES: usize = 250;

/// Characters of a line, a value or its evidence that are shown.
const LETTERS: usize = 600;

/// Characters of a document that are shown in all: a hundred documents of this length fit into the report.
const DOCUMENT_LETTERS: usize = 24_000;

/// Fields that are shown; keywords can be many.
const FIELDS: usize = 40;

/// Stretches of the strip that shows where text was taken out.
const BANDS: usize = 160;

#[derive(Template)]
#[template(path = "document.html")]
struct Document<'a> {
    id: &'a str,
    file: Cow<'a, str>,
    title: Cow<'a, str>,
    language: &'a str,
    percent: usize,
    warnings: &'a [String],
    folded: Option<String>,
    open: bool,
    bands: Vec<Band>,
    fields: Vec<Value<'a>>,
    lines: Vec<Line<'a>>,
    hidden: usize,
}

struct Band {
    bytes: usize,
    removed: bool,
}

struct Value<'a> {
    name: &'static str,
    text: Cow<'a, str>,
    link: Option<String>,
    evidence: Cow<'a, str>,
}

struct Line<'a> {
    number: usize,
    kept: Cow<'a, str>,
    is_title: bool,
    cuts: Vec<Cut<'a>>,
}

struct Cut<'a> {
    kind: Cow<'a, str>,
    rule: Cow<'a, str>,
    text: Cow<'a, str>,
}

/// The section of a document as HTML.
pub(super) fn render(record: &Record<'_>, open: bool) -> Result<String, askama::Error> {
    let article = record.article;
    let (lines, hidden) = fates(article);
    let title = article.title.as_ref().map_or(record.file, |title| title.value.as_str());
    let folded = record.folded.map(|(of, link)| {
        format!("{} of {of}: {}", link.kind.name(), shown(&link.evidence, LETTERS))
    });
    let document = Document {
        id: record.id,
        file: shown(record.file, LETTERS),
        title: shown(title, LETTERS),
        language: article.language.as_deref().unwrap_or_default(),
        percent: percent_removed(article),
        warnings: &article.warnings,
        folded,
        open,
        bands: bands(article),
        fields: fields(article),
        lines,
        hidden,
    };
    // Room for most of it at once: what surrounds a line is as long as most lines.
    let mut section = String::with_capacity(article.text.len().min(DOCUMENT_LETTERS) * 3);
    document.render_into(&mut section)?;
    Ok(section)
}

/// How much of a document's text was taken out, in per cent of its bytes.
pub(super) fn percent_removed(article: &Article) -> usize {
    let removed: usize = article.ledger.iter().map(|entry| entry.span.len()).sum();
    removed.saturating_mul(100).checked_div(article.text.len()).unwrap_or_default()
}

fn fields(article: &Article) -> Vec<Value<'_>> {
    let all = [
        values("title", &article.title),
        values("published", &article.published),
        values("updated", &article.updated),
        values("author", &article.authors),
        values("publisher", &article.publisher),
        values("url", &article.url),
        values("agency", &article.agency),
        values("section", &article.section),
        values("tags", &article.tags),
    ];
    all.into_iter().flatten().take(FIELDS).collect()
}

fn values<'a>(
    name: &'static str,
    sourced: impl IntoIterator<Item = &'a Sourced>,
) -> Vec<Value<'a>> {
    sourced.into_iter().map(|sourced| value(name, sourced)).collect()
}

fn value<'a>(name: &'static str, sourced: &'a Sourced) -> Value<'a> {
    let link = if name == "url" { link(&sourced.value) } else { None };
    Value {
        name,
        text: shown(&sourced.value, LETTERS),
        link,
        evidence: shown(&sourced.evidence, LETTERS),
    }
}

/// The address, when following it can do no more than open a page.
fn link(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// Every line that is not blank with what was kept and what was taken out of it, and how many are not shown.
fn fates(article: &Article) -> (Vec<Line<'_>>, usize) {
    let text = article.text.as_str();
    let mut shown_lines: Vec<Line<'_>> = Vec::new();
    let mut hidden = 0;
    let mut letters = 0;
    for (at, span) in lines(text).enumerate().filter(|(_, span)| !span.trimmed(text).is_empty()) {
        if shown_lines.len() >= LINES || letters >= DOCUMENT_LETTERS {
            hidden += 1;
            continue;
        }
        let line = fate(article, span, at + 1);
        letters += line.kept.len() + line.cuts.iter().map(|cut| cut.text.len()).sum::<usize>();
        shown_lines.push(line);
    }
    (shown_lines, hidden)
}

fn fate(article: &Article, span: Span, number: usize) -> Line<'_> {
    let text = article.text.as_str();
    let from = article.ledger.partition_point(|entry| entry.span.end <= span.start);
    let entries: Vec<&Entry> =
        article.ledger.iter().skip(from).take_while(|entry| entry.span.start < span.end).collect();
    let holes: Vec<Span> = entries.iter().map(|entry| entry.span).collect();
    let kept = match span.without(&holes).as_slice() {
        [] => Cow::Borrowed(""),
        [whole] => shown(whole.of(text).trim(), LETTERS),
        parts => {
            let parts: String = parts.iter().map(|part| part.of(text)).collect();
            Cow::Owned(shown(parts.trim(), LETTERS).into_owned())
        }
    };
    let cuts = entries.iter().take(LINES).map(|entry| {
        let start = entry.span.start.max(span.start);
        let here = Span::new(start, entry.span.end.min(span.end));
        Cut {
            kind: shown(entry.label.name(), LETTERS),
            rule: shown(&entry.rule, LETTERS),
            text: shown(here.of(text), LETTERS),
        }
    });
    Line {
        number,
        kept,
        is_title: article.title_at.spans.iter().any(|title| title.overlaps(span)),
        cuts: cuts.collect(),
    }
}

/// Where in the text something was taken out, from its start to its end.
fn bands(article: &Article) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut at = 0;
    let mut add = |bytes: usize, removed: bool| {
        let is_full = bands.len() >= BANDS;
        match bands.last_mut() {
            Some(last) if last.removed == removed || is_full => last.bytes += bytes,
            _ if bytes > 0 => bands.push(Band { bytes, removed }),
            _ => {}
        }
    };
    for entry in &article.ledger {
        let gap = Span::new(at, entry.span.start);
        let is_blank = gap.of(&article.text).trim().is_empty();
        add(gap.len(), is_blank);
        add(entry.span.len(), true);
        at = entry.span.end;
    }
    let rest = Span::new(at, article.text.len());
    add(rest.len(), rest.of(&article.text).trim().is_empty() && at > 0);
    bands
}
