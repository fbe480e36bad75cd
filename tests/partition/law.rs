//! The law that every letter of a page is kept or in the ledger, once; held by the tests and by `fuzz/`.

use std::fmt::Write as _;
use std::path::Path;

use phin::article::{Article, Entry};
use phin::finding::{Evidence, Label};
use phin::source::{Form, Raw};
use phin::text::{Span, head};

/// A document as if it had been read from a file.
pub(crate) fn raw(file: &str, text: &str) -> Raw {
    let html = Path::new(file).extension().is_some_and(|end| end == "html");
    Raw {
        file: file.to_owned(),
        hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        form: if html { Form::Html } else { Form::Plain },
        text: text.to_owned(),
        encoding: "UTF-8",
        ..Raw::default()
    }
}

/// Checks the law; says what breaks it, with the letters.
pub(crate) fn parted(article: &Article) -> Result<(), String> {
    let text = article.text.as_str();
    let mut pieces: Vec<(Span, &str)> = Vec::new();
    pieces.extend(article.title_at.spans.iter().map(|span| (*span, "title")));
    for paragraph in &article.paragraphs {
        pieces.extend(paragraph.spans.iter().map(|span| (*span, "paragraph")));
    }
    let ledger: Vec<Span> = article.ledger.iter().map(|entry| entry.span).collect();
    pieces.extend(ledger.iter().map(|span| (*span, "ledger")));
    for (span, piece) in &pieces {
        fits(*span, text, piece)?;
    }
    in_order(ledger.iter().copied(), "ledger")?;
    for paragraph in &article.paragraphs {
        in_order(paragraph.spans.iter().copied(), "paragraph")?;
    }
    pieces.sort();
    tiles(&pieces, text)?;
    captions(article)?;
    evidence(article)
}

/// A span of at least one letter that stands between letters of the text.
fn fits(span: Span, text: &str, piece: &str) -> Result<(), String> {
    if span.is_empty() || text.get(span.start..span.end).is_none() {
        return Err(format!("{piece} {span:?} does not fit a text of {} bytes", text.len()));
    }
    Ok(())
}

fn in_order(spans: impl Iterator<Item = Span>, piece: &str) -> Result<(), String> {
    let mut end = 0;
    for span in spans {
        if span.start < end {
            return Err(format!("{piece} {span:?} begins before the one ahead of it ends"));
        }
        end = span.end;
    }
    Ok(())
}

/// The pieces overlap nowhere, only white space is in none of them, and together they are the text again.
fn tiles(pieces: &[(Span, &str)], text: &str) -> Result<(), String> {
    let mut again = String::new();
    let mut end = 0;
    for (span, piece) in pieces.iter().copied().chain([(Span::new(text.len(), text.len()), "end")])
    {
        if span.start < end {
            return Err(format!(
                "{piece} {span:?} {:?} is in another piece, too",
                head(span.of(text), 120)
            ));
        }
        let between = Span::new(end, span.start).of(text);
        if !between.trim().is_empty() {
            return Err(format!("lost before {piece} {span:?}: {:?}", head(between.trim(), 120)));
        }
        write!(again, "{between}{}", span.of(text)).unwrap();
        end = span.end;
    }
    if again == text { Ok(()) } else { Err("the pieces together are another text".to_owned()) }
}

/// A caption is a part of what the ledger calls one.
fn captions(article: &Article) -> Result<(), String> {
    for span in article.captions.iter().flat_map(|caption| &caption.spans) {
        let known = |entry: &&Entry| entry.span.contains(*span);
        let label = article.ledger.iter().find(known).map(|entry| &entry.label);
        if label != Some(&Label::PhotoCaption) {
            return Err(format!(
                "the caption {:?} is {label:?} in the ledger",
                span.of(&article.text)
            ));
        }
    }
    Ok(())
}

/// Evidence in the text is there.
fn evidence(article: &Article) -> Result<(), String> {
    for claim in &article.claims {
        if let Evidence::Text(span) = claim.evidence {
            fits(span, &article.text, "evidence")?;
        }
    }
    Ok(())
}
