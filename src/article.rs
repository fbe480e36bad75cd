//! Marks and claims → an article: fields with evidence, paragraphs, captions, and the ledger of what was taken out.

mod authors;
mod fields;
mod published;
mod written;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::finding::{Claim, Evidence, Field, Label, Mark};
use crate::page::Page;
use crate::page::reading::BAR;
use crate::rules::Verdict;
use crate::text::{LineIndex, Span, letter, trimmed};

/// A document, parted: every letter of `text` is in exactly one of the title, the paragraphs, the captions and the
/// ledger (a caption is in the ledger, too, as what was taken out of the body); what is left is white space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The text of the page, as decoded; what all spans point into.
    pub text: String,
    /// BCP 47.
    pub language: Option<String>,
    /// Where the title stands in the text, if it does: what no mark takes of its line.
    pub title_at: Passage,
    /// The headline.
    pub title: Option<Sourced>,
    /// `YYYY-MM-DD`, or RFC 3339 with an offset.
    pub published: Option<Sourced>,
    /// As `published`.
    pub updated: Option<Sourced>,
    /// Who wrote it, in order.
    pub authors: Vec<Sourced>,
    /// The outlet that speaks.
    pub publisher: Option<Sourced>,
    /// Where the story was first printed, as far as the document says.
    pub url: Option<Sourced>,
    /// The wire agency or the outlet's prefix.
    pub agency: Option<Sourced>,
    /// The section of the site.
    pub section: Option<Sourced>,
    /// Keywords.
    pub tags: Vec<Sourced>,
    /// The body, in order.
    pub paragraphs: Vec<Passage>,
    /// The words under pictures, in order.
    pub captions: Vec<Passage>,
    /// What was taken out of the body, in order of spans, disjoint.
    pub ledger: Vec<Entry>,
    /// Every claim, used or not, strongest first within a field.
    pub claims: Vec<Claim>,
    /// Why each claim is not used, in the order of `claims`; nothing for those that are.
    #[serde(default)]
    pub unused: Vec<Option<Cow<'static, str>>>,
    /// Warning codes, sorted.
    pub warnings: Vec<String>,
}

/// A value and where it comes from, in words: `text line 70: "August 13, 2025 9:00 AM GMT+7"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced {
    /// The value.
    pub value: String,
    /// Place and words.
    pub evidence: String,
}

/// A paragraph or a caption: the spans of the text it is made of, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passage {
    /// In order, disjoint. Between two spans with a line feed or a bar between them the passage reads a space.
    pub spans: Vec<Span>,
}

impl Passage {
    /// The words of the passage.
    pub fn read(&self, text: &str) -> String {
        let mut words = String::new();
        let mut last: Option<Span> = None;
        for span in &self.spans {
            let gap = last.map_or("", |last| Span::new(last.end, span.start).of(text));
            // A word that was broken at the end of a line goes on.
            let is_broken = matches!(gap.trim(), "-" | "\u{ad}" | "\u{2010}");
            let is_parted = gap.contains('\n') || gap.trim().strip_prefix(BAR) == Some("");
            if is_parted && !is_broken && has_space(&words, span.of(text)) {
                words.push(' ');
            }
            words.push_str(span.of(text));
            last = Some(*span);
        }
        words.trim().to_owned()
    }
}

/// Whether a space stands where a line feed parted the words of a paragraph: none before a sign that closes or ends,
/// none behind one that opens, and none between letters of scripts without spaces.
fn has_space(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let is_open_quote = |quote: char| before.matches(quote).count() % 2 == 1;
    let closes = matches!(
        first,
        ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '’' | '”' | '»' | '%' | '…' | '،' | '؟'
    ) || matches!(first, '"' | '\'') && is_open_quote(first);
    let opens = matches!(last, '(' | '[' | '“' | '‘' | '«' | '¿' | '¡' | '/')
        || last == '"' && is_open_quote(last);
    !(closes || opens || is_unspaced(last) && is_unspaced(first))
}

/// Letters and signs of scripts whose words stand without spaces.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// A row of the ledger: a span that is not in the body, what it is and which rule says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Cells", into = "Cells")]
pub struct Entry {
    /// Where in the text.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// The rule or the user's filter.
    pub rule: Cow<'static, str>,
}

/// An entry as the store has it: a document has some hundred, and the names of the fields would be most of its bytes.
type Cells = (Span, Label, Cow<'static, str>);

impl From<Cells> for Entry {
    fn from((span, label, rule): Cells) -> Entry {
        Entry { span, label, rule }
    }
}

impl From<Entry> for Cells {
    fn from(Entry { span, label, rule }: Entry) -> Cells {
        (span, label, rule)
    }
}

impl Entry {
    fn of(mark: &Mark, span: Span) -> Entry {
        Entry { span, label: mark.label.clone(), rule: mark.rule.clone() }
    }
}

impl Article {
    /// The body: the paragraphs, separated by an empty line.
    pub fn body(&self) -> String {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|p| p.read(&self.text)).collect();
        paragraphs.join("\n\n")
    }

    /// The letters and digits of the body, in order.
    fn body_letters(&self) -> impl Iterator<Item = char> {
        let spans = self.paragraphs.iter().flat_map(|passage| &passage.spans);
        let letters = spans.flat_map(|span| span.of(&self.text).chars());
        letters.filter(|it| letter::is_alphanumeric(*it))
    }

    /// The captions, in order.
    pub fn captions(&self) -> Vec<String> {
        self.captions.iter().map(|caption| caption.read(&self.text)).collect()
    }

    /// Where its lines begin.
    pub fn line_index(&self) -> LineIndex {
        LineIndex::new(&self.text)
    }

    /// The claims for one field, strongest first.
    pub fn candidates(&self, field: Field) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.field == field)
    }
}

/// Parts a page by what the rules said of it. A page that would lose more of its letters than `limits.removed_share` is
/// kept whole and marked `suspect`, unless a paragraph is left of a page of HTML, or the page says that it is no article.
pub fn assemble(page: Page, mut verdict: Verdict, config: &Config) -> Article {
    let is_html = !page.layout.areas.is_empty();
    let is_kept = |mark: &Mark| config.clean.keep.iter().any(|kind| kind == mark.label.name());
    verdict.marks.retain(|mark| !is_kept(mark));
    let (removed, all) = removed_letters(&page.text, &verdict.marks);
    let is_left = is_html && all - removed >= LEAST_LEFT;
    let is_no_article = verdict.marks.iter().any(|mark| mark.label == Label::NoArticle);
    let is_kept_whole = removed > all * config.limits.removed_share && !is_left && !is_no_article;
    if is_kept_whole {
        verdict.marks.clear();
    }
    let (page, verdict) = written::written(page, verdict);
    let mut page = page;
    let (text, warnings) = (std::mem::take(&mut page.text), std::mem::take(&mut page.warnings));
    let mut article = Article { text, warnings, ..Article::default() };
    let marks = verdict.marks;
    if is_kept_whole {
        article.warnings.push("suspect".to_owned());
        part(&mut article, &page, &marks, None);
    } else {
        part(&mut article, &page, &marks, verdict.title);
        let kept = config.clean.keep.iter().any(|kind| kind == Label::PhotoCaption.name());
        if !kept {
            article.captions =
                verdict.captions.into_iter().map(|spans| Passage { spans }).collect();
        }
    }
    let Verdict { claims, doubted, warnings, .. } = verdict;
    article.warnings.extend(warnings.into_iter().map(str::to_owned));
    fields::choose(&mut article, claims, doubted, is_html, config);
    read_title(&mut article);
    warn(&mut article);
    article
}

/// A title of the text reads as its passage does, without the characters that no one sees.
fn read_title(article: &mut Article) {
    let is_of_text = article
        .candidates(Field::Title)
        .next()
        .is_some_and(|claim| matches!(claim.evidence, Evidence::Text(_)));
    let words = article.title_at.read(&article.text);
    if let Some(title) = article.title.as_mut().filter(|_| is_of_text && !words.is_empty()) {
        title.value = words;
    }
}

/// Letters of a short paragraph. What surrounds the article on an HTML page may be a hundred times as long.
const LEAST_LEFT: f64 = 80.0;

/// How many letters the marks cover, and how many there are.
#[expect(clippy::cast_precision_loss, reason = "letters of one document")]
fn removed_letters(text: &str, marks: &[Mark]) -> (f64, f64) {
    let letters = |text: &str| letter::count(text) as f64;
    (marks.iter().map(|mark| letters(mark.span.of(text))).sum(), letters(text).max(1.0))
}

/// Every block less its marks is a paragraph; what is left without a letter in it (a dash, a bar) goes with the mark
/// beside it.
fn part(article: &mut Article, page: &Page, marks: &[Mark], title: Option<Span>) {
    let Page { blocks, is_one_line, .. } = page;
    let is_one_line = *is_one_line;
    let text = std::mem::take(&mut article.text);
    let mut marks = marks.iter().peekable();
    for block in blocks {
        let mut here: Vec<&Mark> = Vec::new();
        while let Some(mark) = marks.next_if(|mark| mark.span.start < block.span.end) {
            here.push(mark);
        }
        article.ledger.extend(here.iter().map(|mark| Entry::of(mark, mark.span)));
        let holes: Vec<Span> = here.iter().map(|mark| mark.span).collect();
        let left = Passage { spans: trimmed(pieces(&block.span.without(&holes), &text), &text) };
        if title.is_some_and(|title| title.overlaps(block.span)) {
            article.title_at = left;
            continue;
        }
        match here.first() {
            Some(mark)
                if !left
                    .spans
                    .iter()
                    .any(|span| span.of(&text).contains(letter::is_alphanumeric)) =>
            {
                article.ledger.extend(left.spans.iter().map(|span| Entry::of(mark, *span)));
            }
            _ if left.spans.is_empty() => {}
            _ if is_one_line && goes_on(article.paragraphs.last(), &left, &text) => {
                if let Some(open) = article.paragraphs.last_mut() {
                    append(open, left);
                }
            }
            _ => article.paragraphs.push(left),
        }
    }
    article.ledger.extend(marks.map(|mark| Entry::of(mark, mark.span)));
    article.ledger.sort_by_key(|entry| entry.span);
    article.text = text;
}

/// Whether nothing but white space stands between a paragraph and what follows it on the same line.
fn goes_on(last: Option<&Passage>, next: &Passage, text: &str) -> bool {
    let last = last.and_then(|last| last.spans.last());
    let (Some(last), Some(next)) = (last, next.spans.first()) else { return false };
    let gap = Span::new(last.end, next.start).of(text);
    gap.trim().is_empty() && !gap.contains('\n')
}

/// Adds what goes on with a paragraph on the same line.
fn append(open: &mut Passage, next: Passage) {
    let mut spans = next.spans.into_iter();
    if let (Some(last), Some(first)) = (open.spans.last_mut(), spans.next()) {
        last.end = first.end;
    }
    open.spans.extend(spans);
}

/// The spans cut at the line feeds in them, without the white space there.
fn pieces(spans: &[Span], text: &str) -> Vec<Span> {
    let mut cut = Vec::new();
    for span in spans {
        let mut start = span.start;
        for line in span.of(text).split_inclusive('\n') {
            let line = Span::new(start, start + line.len());
            start = line.end;
            // The blank before a sign within a line is one of the words.
            let bare = line.trimmed(text);
            let from = if line.start == span.start { line.start } else { bare.start };
            let end = if line.of(text).ends_with('\n') { bare.end } else { line.end };
            if !bare.is_empty() {
                cut.push(Span::new(from, end));
            }
        }
    }
    cut
}

/// Letters of a body below which a reader should look whether something is missing: two short sentences.
const SHORT_BODY: usize = 80;

fn warn(article: &mut Article) {
    let is_short = article.body_letters().nth(SHORT_BODY - 1).is_none();
    if is_short {
        article.warnings.push("short_body".to_owned());
    }
    if article.published.is_none() {
        article.warnings.push("no_date".to_owned());
    }
    article.warnings.sort();
    article.warnings.dedup();
}
