//! Harder variants of a set of documents whose stories are known: drawn from, cut, shuffled.

use std::collections::BTreeMap;

use phin::article::Article;

use crate::invent::Dice;

/// A document and its story.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Documents of one story have one name here.
    pub(crate) story: String,
    /// As cleaning left it.
    pub(crate) article: Article,
}

/// Of each story a number of tellings drawn from `least` to `most`.
pub(crate) fn draw(all: &[Told], least: usize, most: usize, seed: u64) -> Vec<Told> {
    let mut stories: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in all {
        stories.entry(&told.story).or_default().push(told);
    }
    let mut dice = Dice::new(seed);
    let mut drawn = Vec::new();
    for tellings in stories.values_mut() {
        let count = least + dice.below(most + 1 - least);
        for _ in 0..count.min(tellings.len()) {
            drawn.push(tellings.swap_remove(dice.below(tellings.len())).clone());
        }
    }
    drawn
}

/// Only the documents of some languages.
pub(crate) fn in_languages(all: &[Told], languages: &[&str]) -> Vec<Told> {
    let primary = |told: &&Told| {
        let tag = told.article.language.as_deref().unwrap_or_default();
        languages.contains(&tag.split('-').next().unwrap_or_default())
    };
    all.iter().filter(primary).cloned().collect()
}

/// Every other document loses all but its first `part` of paragraphs (at least one).
pub(crate) fn cut(all: &[Told], numerator: usize, denominator: usize) -> Vec<Told> {
    let mut all = all.to_vec();
    for told in all.iter_mut().step_by(2) {
        let paragraphs = &mut told.article.paragraphs;
        paragraphs.truncate((paragraphs.len() * numerator / denominator).max(1));
    }
    all
}

/// The first paragraphs of every document.
pub(crate) fn beginning(all: &[Told], paragraphs: usize) -> Vec<Told> {
    let mut all = all.to_vec();
    for told in &mut all {
        told.article.paragraphs.truncate(paragraphs);
    }
    all
}

/// Every document with its paragraphs in another order.
pub(crate) fn shuffled(all: &[Told], seed: u64) -> Vec<Told> {
    let mut dice = Dice::new(seed);
    let mut all = all.to_vec();
    for told in &mut all {
        let paragraphs = &mut told.article.paragraphs;
        for at in (1..paragraphs.len()).rev() {
            paragraphs.swap(at, dice.below(at + 1));
        }
    }
    all
}
