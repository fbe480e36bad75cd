//! # no article
//!
//! Marks all that is left of a page whose headline says that it is no article: an error (`404 Page not found`), a check
//! of the browser (`Just a moment...`), a login. Such a page is short, and knows no day and no writer.

use super::{Context, Findings, Rule};
use crate::finding::{Field, Label};
use crate::lang;
use crate::page::headline;
use crate::text::letter;

pub(super) const RULE: Rule = Rule {
    name: "no_article",
    summary: "all that is left of a short page without day and writer whose headline is that of an error, a check of the browser or a login",
    scan,
};

/// Letters of the longest such page less its menus: what errors say of themselves, with a search box and a few links,
/// has 600; more is read as an article that is called so.
const MOST: usize = 1_000;

/// Words of the longest headline that is looked at, so that the work is linear.
const LONGEST: usize = 16;

fn scan(context: &Context<'_>, findings: &mut Findings) {
    let is_known = |field| findings.claimed(field).next().is_some();
    if is_known(Field::Published) || is_known(Field::Author) || !says_so(context, findings) {
        return;
    }
    let text = &context.page.text;
    let blocks: Vec<_> =
        context.page.blocks.iter().filter(|block| !findings.is_title(block)).collect();
    let left = blocks.iter().flat_map(|block| findings.left(block, text));
    if left.map(|span| letter::count(span.of(text))).sum::<usize>() > MOST {
        return;
    }
    for block in blocks {
        findings.mark_block(context, block, &Label::NoArticle);
    }
}

/// Whether a title of the page, or the first line of a text, is a headline of a page that is no article.
fn says_so(context: &Context<'_>, findings: &Findings) -> bool {
    let first = context
        .page
        .blocks
        .first()
        .filter(|block| !context.has_boxes() && findings.label(block).is_none());
    let mut titles = findings
        .claimed(Field::Title)
        .map(|claim| claim.value.as_str())
        .chain(first.map(|block| context.words(block)));
    titles.any(|title| headline::pieces(title).into_iter().any(is_no_article))
}

/// Whether headlines of pages that are no article tile words from end to end, the numbers of errors between them:
/// `Error 404: Page not found`.
fn is_no_article(piece: &str) -> bool {
    let known = lang::no_articles();
    let words = lang::headline_words(piece);
    if words.len() > LONGEST {
        return false;
    }
    if known.contains(&words) {
        return true;
    }
    let words: Vec<String> = words.into_iter().filter(|word| !is_status(word)).collect();
    let mut reached = vec![true];
    for end in 1..=words.len() {
        let is_reached = reached.iter().enumerate().any(|(start, is_reached)| {
            *is_reached && words.get(start..end).is_some_and(|words| known.contains(words))
        });
        reached.push(is_reached);
    }
    reached.len() > 1 && reached.last() == Some(&true)
}

/// Whether a word is the number of an error of HTTP (RFC 9110, section 15.5 and 15.6), or of what stands before a site.
fn is_status(word: &str) -> bool {
    word.len() == 3 && word.parse().is_ok_and(|status: u16| (400..600).contains(&status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_of_errors_are_known_with_their_numbers() {
        for title in [
            "404",
            "Error 404: Page not found",
            "403 Forbidden",
            "Just a moment...",
            "404ページが見つかりません",
        ] {
            assert!(is_no_article(title), "{title}");
        }
        for title in ["500", "", "Not found: the ring of the queen", "404 jobs lost at the mill"] {
            assert!(!is_no_article(title), "{title}");
        }
    }
}
