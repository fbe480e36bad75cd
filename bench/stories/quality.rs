//! How many pairs of documents of one story are found, and how many that are found are of one: over a folder, over
//! harder variants of it, without each kind of evidence, and by language pair.

use std::collections::BTreeMap;
use std::path::Path;

use phin::config::Dedup;
use phin::dedup::{
    Known, Lexicon, Place, Sketch, Sort, candidate_pairs, group, sketch, taught, terms,
};
use rayon::prelude::*;

use crate::folder::read;
use crate::vary::{Told, beginning, cut, draw, in_languages, shuffled};

/// Seeds of draws; fixed, so that two runs compare.
const DRAWS: std::ops::Range<u64> = 1..9;

/// Pairs of documents: of one story and found to be, found, of one story.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Count {
    fn add(&mut self, same: bool, linked: bool) {
        self.right += usize::from(same && linked);
        self.found += usize::from(linked);
        self.wanted += usize::from(same);
    }

    #[expect(clippy::cast_precision_loss)]
    fn figures(self) -> (f64, f64, f64) {
        let part = |of: usize| if of == 0 { 1.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (part(self.found), part(self.wanted));
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::EPSILON))
    }
}

/// Prints the tables of some folders.
pub(crate) fn tables(folders: &[String]) {
    for folder in folders {
        let all = read(Path::new(folder));
        println!("\n## {folder}: {} documents\n", all.len());
        variants(&all);
        ablation(&all);
        by_languages(&all);
    }
}

/// Prints a row of `tools/story_weights.py` for each candidate pair: whether it is one story, its terms, its stories.
pub(crate) fn features(folders: &[String]) {
    for folder in folders {
        let all = read(Path::new(folder));
        write(&all);
        for seed in DRAWS {
            write(&draw(&all, 0, 4, seed));
        }
        write(&cut(&all, 1, 2));
        write(&beginning(&all, 3));
        for seed in DRAWS.take(4) {
            write(&cut(&draw(&all, 0, 4, seed), 1, 2));
            write(&beginning(&draw(&all, 0, 4, seed), 3));
        }
    }
}

/// The rows of one set, with its number before them.
fn write(all: &[Told]) {
    static SET: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let set = SET.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let sketches = sketches(all);
    let lexicon = taught(&sketches, &Lexicon::default());
    for pair in candidate_pairs(&sketches, &lexicon) {
        let (a, b) = (&all[pair.a].story, &all[pair.b].story);
        let terms: Vec<String> =
            terms(&pair.features).iter().map(|term| format!("{term:.5}")).collect();
        println!("{set}\t{a}\t{b}\t{}\t{}", u8::from(a == b), terms.join("\t"));
    }
}

fn sketches(all: &[Told]) -> Vec<Sketch> {
    all.par_iter().map(|told| sketch(&told.article)).collect()
}

fn places(all: &[Told], sketches: &[Sketch]) -> Vec<Place> {
    group(sketches, &Known::default(), &Dedup::default(), &|at| Ok(all[at].article.clone()))
        .unwrap()
}

fn count(all: &[Told], places: &[Place]) -> Count {
    let mut count = Count::default();
    each_pair(all, places, |_, _, same, linked| count.add(same, linked));
    count
}

fn each_pair(all: &[Told], places: &[Place], mut see: impl FnMut(usize, usize, bool, bool)) {
    for a in 0..all.len() {
        for b in 0..a {
            let same = all[a].story == all[b].story;
            let linked = places[a].leader == places[b].leader;
            if same || linked {
                see(a, b, same, linked);
            }
        }
    }
}

fn row(name: &str, sets: &[Vec<Told>]) {
    let mut sum = Count::default();
    for set in sets {
        let one = count(set, &places(set, &sketches(set)));
        sum.right += one.right;
        sum.found += one.found;
        sum.wanted += one.wanted;
    }
    print(name, sum);
}

fn print(name: &str, count: Count) {
    let (precision, recall, f1) = count.figures();
    println!("| {name} | {precision:.4} | {recall:.4} | {f1:.4} | {} |", count.wanted);
}

fn head(what: &str) {
    println!("\n| {what} | precision | recall | F1 | true pairs |\n|---|---|---|---|---|");
}

fn variants(all: &[Told]) {
    head("variant");
    row("as it is", &[all.to_vec()]);
    let draws = |least, most| DRAWS.map(|seed| draw(all, least, most, seed)).collect::<Vec<_>>();
    let few = draws(0, 4);
    row("0 to 4 tellings a story, 8 draws", &few);
    row("1 or 2 tellings a story, 8 draws", &draws(1, 2));
    row("every other document cut to its first half", &[cut(all, 1, 2)]);
    row("the same, 0 to 4 tellings", &few.iter().map(|set| cut(set, 1, 2)).collect::<Vec<_>>());
    row("three paragraphs of each", &[beginning(all, 3)]);
    row("the same, 0 to 4 tellings", &few.iter().map(|set| beginning(set, 3)).collect::<Vec<_>>());
    row("paragraphs shuffled", &[shuffled(all, 1)]);
    for languages in [&["en", "de"][..], &["vi", "en", "zh"], &["ko", "ja", "th", "ar"]] {
        row(&languages.join(" "), &[in_languages(all, languages)]);
    }
}

/// What is taken from a sketch.
type Without = fn(&mut Sketch);

/// The kinds of evidence, and how each is taken away.
const KINDS: [(&str, Without); 9] = [
    ("nothing", |_| {}),
    ("numbers", |sketch| lose(sketch, Sort::Number)),
    ("dates", |sketch| lose(sketch, Sort::Date)),
    ("codes", |sketch| lose(sketch, Sort::Code)),
    ("names", |sketch| lose(sketch, Sort::Name)),
    ("sounds", |sketch| lose(sketch, Sort::Sound)),
    ("places", |sketch| lose(sketch, Sort::Concept)),
    ("things", |sketch| lose(sketch, Sort::Thing)),
    ("learned words", |sketch| sketch.words.clear()),
];

fn lose(sketch: &mut Sketch, sort: Sort) {
    sketch.anchors.retain(|anchor| anchor.sort != sort);
}

/// Each kind of evidence by what is lost without it, over the folder and over draws with many documents alone.
fn ablation(all: &[Told]) {
    let sets: Vec<Vec<Told>> = DRAWS.map(|seed| draw(all, 0, 4, seed)).collect();
    for (what, sets) in [("folder without", &[all.to_vec()][..]), ("draws without", &sets)] {
        head(what);
        for (name, without) in KINDS {
            let mut sum = Count::default();
            for set in sets {
                let mut sketches = sketches(set);
                sketches.iter_mut().for_each(without);
                let one = count(set, &places(set, &sketches));
                sum.right += one.right;
                sum.found += one.found;
                sum.wanted += one.wanted;
            }
            print(name, sum);
        }
    }
}

/// Recall and precision of each pair of languages over the folder.
fn by_languages(all: &[Told]) {
    let places = places(all, &sketches(all));
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let tag = |at: usize| all[at].article.language.as_deref().unwrap_or("?");
    each_pair(all, &places, |a, b, same, linked| {
        let (a, b) = (tag(a).min(tag(b)), tag(a).max(tag(b)));
        counts.entry((a, b)).or_default().add(same, linked);
    });
    let mut tags: Vec<&str> = counts.keys().flat_map(|(a, b)| [*a, *b]).collect();
    tags.sort_unstable();
    tags.dedup();
    println!(
        "\nF1 by language pair\n\n| | {} |\n|---|{}",
        tags.join(" | "),
        "---|".repeat(tags.len())
    );
    for a in &tags {
        let cells = tags.iter().map(|b| {
            counts
                .get(&((*a).min(*b), (*a).max(*b)))
                .map_or(String::new(), |count| format!("{:.3}", count.figures().2))
        });
        println!("| {a} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}
