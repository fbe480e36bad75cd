//! How many bytes a second are cleaned on one thread: FOLDER [TIMES].
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "an example shows something")]

use phin::clean::Cleaner;
use phin::config::{Config, Input};
use phin::source;

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let cells: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (cells[11].parse::<f64>().unwrap() + cells[12].parse::<f64>().unwrap()) / 100.0
}

fn main() {
    let folder = std::env::args().nth(1).unwrap().into();
    let times: usize = std::env::args().nth(2).map_or(1, |it| it.parse().unwrap());
    let config = Config { input: Input { folder, ..Input::default() }, ..Config::default() };
    let cleaner = Cleaner::new(&config).unwrap();
    let sources = source::list(&config.input).unwrap().sources;
    let raws: Vec<_> = sources.iter().filter_map(|one| source::read(one, &config).ok()).collect();
    let bytes: usize = raws.iter().map(|raw| raw.text.len()).sum();
    let start = cpu();
    let mut kept = 0;
    for _ in 0..times {
        for raw in &raws {
            kept += cleaner.clean(raw).paragraphs.len();
        }
    }
    let spent = cpu() - start;
    println!("{} documents, {bytes} bytes, {kept} paragraphs", raws.len());
    println!(
        "before {start:.2} s, cleaning {spent:.2} s, {:.2} MB/s",
        (bytes * times) as f64 / spent / 1e6
    );
}
