//! The box that holds the text of the article as the page repeats it for machines.

use rustc_hash::FxHashSet;

use super::{Context, Sums, View};

/// Runs of words from which the text that a page repeats for machines is more than a teaser.
const LEAST_SPOKEN: usize = 120;

/// Share of such a text that must be found on the page, and of that in the box which is chosen by it.
const MOST_SPOKEN: f64 = 0.9;

impl View<'_> {
    /// The innermost box that holds what the page says to machines is the text of its article.
    pub(in crate::rules) fn spoken(&self, context: &Context<'_>) -> Option<usize> {
        let body = context.page.layout.article_body.as_deref()?;
        let said: FxHashSet<u64> = windows(body).collect();
        if said.len() < LEAST_SPOKEN {
            return None;
        }
        let mut seen = FxHashSet::default();
        let found: Vec<f64> = context
            .blocks()
            .map(|(_, block, _)| {
                let fresh = windows(context.words(block))
                    .filter(|it| said.contains(it) && seen.insert(*it));
                f64::from(u32::try_from(fresh.count()).unwrap_or(u32::MAX))
            })
            .collect();
        let found = Sums::of(found.into_iter());
        let whole = f64::from(u32::try_from(said.len()).unwrap_or(u32::MAX));
        if found.total() < whole * MOST_SPOKEN {
            return None;
        }
        self.areas.iter().rposition(|area| found.over(area) >= found.total() * MOST_SPOKEN)
    }
}

/// Runs of words, as numbers that only this run of the program compares.
fn windows(text: &str) -> impl Iterator<Item = u64> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let hashes: Vec<u64> = words
        .windows(WINDOW)
        .map(|words| xxhash_rust::xxh3::xxh3_64(words.join(" ").as_bytes()))
        .collect();
    hashes.into_iter()
}

/// Words in a run: four in a row are seldom the same by chance.
const WINDOW: usize = 4;
