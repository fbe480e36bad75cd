//! How many bytes a second are cleaned on one thread? A row a language, over the samples of `raw/`.
#![expect(clippy::unwrap_used, reason = "a bench may crash")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use phin::clean::Cleaner;
use phin::config::{Config, Input};
use phin::source::{self, Raw};

/// The samples by the language that phin finds in them.
static SAMPLES: LazyLock<BTreeMap<String, Vec<Raw>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    let config = Config { input: Input { folder, ..Input::default() }, ..Config::default() };
    let cleaner = Cleaner::new(&config).unwrap();
    let mut samples: BTreeMap<String, Vec<Raw>> = BTreeMap::new();
    for one in source::list(&config.input).unwrap().sources {
        let Ok(raw) = source::read(&one, &config) else { continue };
        let language = cleaner.clean(&raw).language.unwrap_or_else(|| "none".to_owned());
        samples.entry(language).or_default().push(raw);
    }
    samples
});

fn main() {
    divan::main();
}

#[divan::bench(args = SAMPLES.keys())]
fn clean(bencher: Bencher<'_, '_>, language: &String) {
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let samples = SAMPLES.get(language).unwrap();
    let bytes: usize = samples.iter().map(|raw| raw.text.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| samples.iter().map(|raw| cleaner.clean(raw)).collect::<Vec<_>>());
}
