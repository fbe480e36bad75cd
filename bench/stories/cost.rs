//! Documents a CPU-second, memory a document, and how the time grows with the folder.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use phin::article::{Article, Passage};
use phin::config::Dedup;
use phin::dedup::{Known, Lexicon, Place, Sketch, candidate_pairs, group, sketch, taught};
use phin::text::lines;

use crate::invent::{Document, documents};

/// What one size of folder cost.
struct Row {
    count: usize,
    sketch: f64,
    pairs: f64,
    group: f64,
    growth: f64,
}

/// Prints a row a size, and the exponent between the first and the last.
pub(crate) fn table(counts: &[usize]) {
    println!(
        "| documents | MB | sketches/CPU-s | pairs CPU-s | learning CPU-s | copies CPU-s | grouping CPU-s | documents/CPU-s | precision | recall | KB/document |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let rows: Vec<Row> = counts.iter().map(|count| row(*count)).collect();
    if let (Some(first), Some(last)) = (rows.first(), rows.last())
        && rows.len() > 1
    {
        #[expect(clippy::cast_precision_loss)]
        let steps = (last.count as f64 / first.count as f64).ln();
        println!(
            "\ngrowth exponent from {} to {}: sketches {:.3}, pairs {:.3}, grouping {:.3}; memory per document at the end {:.1} KB",
            first.count,
            last.count,
            (last.sketch / first.sketch).ln() / steps,
            (last.pairs / first.pairs).ln() / steps,
            (last.group / first.group).ln() / steps,
            last.growth,
        );
    }
}

#[expect(clippy::cast_precision_loss)]
fn row(count: usize) -> Row {
    let documents = documents(count, 1);
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let (sketches, sketch_time) =
        timed(|| documents.iter().map(|one| sketch(&article(one))).collect::<Vec<Sketch>>());
    let (_, pairs) = timed(|| candidate_pairs(&sketches, &Lexicon::default()).len());
    let (_, taught) = timed(|| taught(&sketches, &Lexicon::default()).is_empty());
    let copies = Dedup { translation: false, ..Dedup::default() };
    let load = |at: usize| Ok(article(&documents[at]));
    let (_, copies) = timed(|| group(&sketches, &Known::default(), &copies, &load).unwrap());
    let before = resident();
    let (places, group_time) = timed(|| {
        group(&sketches, &Known::default(), &Dedup::default(), &|at| Ok(article(&documents[at])))
            .unwrap()
    });
    let growth = peak().saturating_sub(before) as f64 / count as f64;
    let own: usize = sketches.iter().map(size).sum();
    let (precision, recall) = quality(&documents, &places);
    println!(
        "| {count} | {:.1} | {:.0} | {pairs:.2} | {:.2} | {copies:.2} | {group_time:.2} | {:.0} | {precision:.3} | {recall:.3} | {:.1} sketch + {growth:.1} while grouping |",
        bytes as f64 / 1e6,
        count as f64 / sketch_time,
        taught - pairs,
        count as f64 / group_time,
        own as f64 / 1024.0 / count as f64,
    );
    Row { count, sketch: sketch_time, pairs, group: group_time, growth }
}

/// Precision and recall of pairs of documents.
#[expect(clippy::cast_precision_loss)]
fn quality(documents: &[Document], places: &[Place]) -> (f64, f64) {
    let mut sizes: [BTreeMap<(usize, usize), usize>; 3] = Default::default();
    for (document, place) in documents.iter().zip(places) {
        let keys = [(document.story, 0), (place.leader, 0), (document.story, place.leader)];
        for (sizes, key) in sizes.iter_mut().zip(keys) {
            *sizes.entry(key).or_default() += 1;
        }
    }
    let [wanted, found, right] =
        sizes.map(|sizes| sizes.values().map(|size| size * (size - 1) / 2).sum::<usize>() as f64);
    (right / found.max(1.0), right / wanted.max(1.0))
}

/// The article that an invented document is.
pub(crate) fn article(document: &Document) -> Article {
    let text = document.text.clone();
    let paragraphs = lines(&text).map(|span| Passage { spans: vec![span] }).collect();
    Article { paragraphs, language: Some(document.language.to_owned()), text, ..Article::default() }
}

/// Bytes of a sketch, with what it owns.
fn size(sketch: &Sketch) -> usize {
    size_of::<Sketch>()
        + (sketch.bands.len() + sketch.lead.len()) * 4
        + size_of_val(sketch.anchors.as_slice())
        + sketch.words.len() * 4
        + sketch.language.len()
}

/// A result and the CPU time of all threads that it took, in seconds; the time of the clock where the system does not
/// say.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (before, clock) = (cpu(), Instant::now());
    let result = work();
    let time = match (before, cpu()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    };
    (result, time.max(0.001))
}

/// CPU time of this process: ticks of a hundredth of a second in `/proc/self/stat`.
fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let cells: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| cells.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Memory in KB now, and at the most.
fn resident() -> usize {
    let _ = fs::write("/proc/self/clear_refs", "5");
    status("VmRSS:")
}

fn peak() -> usize {
    status("VmHWM:")
}

fn status(row: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(row)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}
