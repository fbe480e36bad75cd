//! What rules say of the reading of a document, carried back to the document itself.

use crate::finding::{Evidence, Label, Mark};
use crate::page::Page;
use crate::page::reading::{MARKUP, Reading};
use crate::rules::Verdict;
use crate::text::Span;

/// Page and verdict in places of the document; each sign of its markup is part of a mark beside it or a mark of its own.
pub(super) fn written(mut page: Page, mut verdict: Verdict) -> (Page, Verdict) {
    let Some(reading) = page.reading.take() else { return (page, verdict) };
    let mut end = 0;
    for block in &mut page.blocks {
        let whole = reading.whole(block.span);
        block.span = Span::new(whole.start.max(end), whole.end);
        end = block.span.end;
    }
    let mut marks = Vec::new();
    for mark in verdict.marks {
        let spans = if mark.label == Label::PhotoCaption {
            reading.pieces(mark.span)
        } else {
            vec![reading.place(mark.span)]
        };
        marks.extend(spans.into_iter().map(|span| Mark { span, ..mark.clone() }));
    }
    verdict.marks = with_signs(marks, &reading);
    verdict.title = verdict.title.map(|title| reading.place(title));
    for caption in &mut verdict.captions {
        *caption = caption.iter().flat_map(|span| reading.pieces(*span)).collect();
    }
    let doubted = verdict.doubted.iter_mut().map(|(claim, _)| claim);
    for claim in verdict.claims.iter_mut().chain(doubted) {
        if let Evidence::Text(span) = claim.evidence {
            claim.evidence = Evidence::Text(reading.place(span));
        }
    }
    reading.source().clone_into(&mut page.text);
    (page, verdict)
}

/// The marks in order with the signs that no mark covers. A sign that touches a mark is part of it, unless that is a
/// caption, which is read.
fn with_signs(marks: Vec<Mark>, reading: &Reading) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::with_capacity(marks.len() + reading.signs().len());
    let mut marks = marks.into_iter().peekable();
    for sign in reading.signs() {
        while let Some(mark) = marks.next_if(|mark| mark.span.start < sign.span.start) {
            all.push(mark);
        }
        let takes = |mark: &Mark| mark.label != Label::PhotoCaption;
        if let Some(last) = all.last_mut().filter(|last| last.span.end >= sign.span.start) {
            if last.span.end >= sign.span.end {
                continue;
            }
            if takes(last) && (last.rule != MARKUP || last.label == sign.label) {
                last.span.end = sign.span.end;
                continue;
            }
        }
        let behind = marks.peek_mut().filter(|next| next.span.start == sign.span.end);
        if let Some(next) = behind.filter(|next| takes(next)) {
            // All signs before it: `#### [`.
            let before = all.pop_if(|last| last.rule == MARKUP && last.span.end == sign.span.start);
            next.span.start = before.map_or(sign.span.start, |before| before.span.start);
            continue;
        }
        let (span, label) = (sign.span, sign.label.clone());
        all.push(Mark { span, label, rule: MARKUP.into() });
    }
    all.extend(marks);
    all
}
