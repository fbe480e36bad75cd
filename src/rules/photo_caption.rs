//! # photo caption
//!
//! Marks a line that ends in a photo credit: `(Ảnh: …)`, `- Photo: VNA`, `（写真：共同通信）`, and what HTML calls a caption.

use std::sync::LazyLock;

use regex::Regex;

use super::{Context, Findings, Rule};
use crate::lang;
use crate::page::Kind;

pub(super) const RULE: Rule = Rule {
    name: "photo_caption",
    summary: "a line that ends in a photo credit, and what HTML calls a caption",
    scan,
};

/// Letters from which a line is no caption; the longest of the corpus has 330.
const LONGEST: usize = 600;

/// A credit at the end of a line. In brackets the colon may be an equals sign, as in Korean; without brackets the word
/// must be written as the table writes it, and what follows must be a name and not a sentence.
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = lang::credit_words();
    let (phrase, behind) = (lang::credit_phrases(), lang::words_behind_credits());
    Regex::new(&format!(
        r"(?x)
        [(（\[【〔] \s* (?i:{word}) (?: \s* [:：=＝/] \s* | \s+ by \s+ | \s+ [\p{{Lu}}\p{{Lo}}] ) [^()（）\[\]]{{1,80}} [)）\]】〕] [\s.。]* $
      | (?: ^ | [\s\-–—|.,。/(（] ) (?:{word}) \s* [:：=＝] \s* [^:：.!?。！？“”«»\x22]{{1,60}} (?: / \s* [«“„\x22] [^«»“”\x22]{{1,40}} [»”“\x22] )? \.? $
      | (?: ^ | [\s\-–—|.] ) (?:©|ⓒ|\(c\)) \s* [\p{{L}}][^:.!?]{{1,50}} (?:/[^:.!?/]{{1,40}})+ $
      | (?: ^ | [\s.(（/] ) (?:Photo|Picture|Image|Photograph) \s+ by \s+ [\p{{Lu}}][^:.!?]{{1,50}} [)）]? \.? $
      | (?: ^ | [.(（] \s* ) (?:{phrase}) \s+ \p{{Lu}}[^:.!?]{{1,50}} [)）]? \.? $
      | [。.!?！？)）”」\s] \s* [\p{{Lo}}·]{{2,12}} (?: \s+ | \s* [/／] \s* ) (?:{behind}) [)）]? $
      | [。.!?！？)）”」] \s* [\p{{Lo}}·]{{2,12}} (?:{behind}) [)）]? $
      | [=＝] [^=＝。]{{2,60}} (?:{behind}) [)）]? $
      | ^ [▲△▼] \s* \S .* [=＝/] [^=＝/.]{{2,40}} $
      | [.。…] \s* / \s* \p{{Lu}}[\p{{Lu}}.\-\ ]{{2,40}} $
      | (?: ^ | [\s.(（/|] ) (?:Getty\ Images|AP\ Photo|AFP\ via\ Getty\ Images|Shutterstock|iStock|Unsplash|Pixabay|imago\ images|picture\ alliance) (?:/[^:.!?]{{1,40}})? [)）]? \.? $"
    ))
    .ok()
});

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let Some(credit) = CREDIT.as_ref() else { return };
    for (_, block, shape) in context.blocks() {
        if shape.weight > LONGEST {
            continue;
        }
        let text = &context.page.text;
        let left = findings.left(block, text);
        if block.kind == Kind::Caption
            || left.last().is_some_and(|last| credit.is_match(last.of(text)))
        {
            findings.caption(context, block);
        }
    }
}
