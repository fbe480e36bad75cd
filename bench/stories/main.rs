//! What grouping costs and how well it does: `cargo bench --bench stories -- cost 1000 10000 100000`,
//! `… -- quality FOLDER…`, `… -- features FOLDER`. The README beside this file holds the tables.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench may crash"
)]
#![expect(clippy::print_stdout, reason = "the table is what a bench is for")]

mod cost;
mod folder;
mod invent;
mod quality;
mod vary;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    match arguments.next().as_deref() {
        Some("cost") => {
            let counts: Vec<usize> = arguments.map(|count| count.parse().unwrap()).collect();
            cost::table(if counts.is_empty() { &[1_000, 3_000, 10_000] } else { &counts });
        }
        Some("quality") => quality::tables(&arguments.collect::<Vec<_>>()),
        Some("features") => quality::features(&arguments.collect::<Vec<_>>()),
        other => panic!("{other:?} is none of cost, quality, features"),
    }
}
