//! A run on one screen: clean each, group all, write in order.

mod each;
mod folders;
mod learning;
mod stories;
pub mod summary;

use std::path::{Path, PathBuf};

use rayon::ThreadPool;

use crate::clean::Cleaner;
use crate::config::{Config, Names};
use crate::error::{Error, Problem, Result};
use crate::learn::{self, Learned};
use crate::record::{self, Record};
use crate::rules;
use crate::sink::{self, Outputs, Shape};
use crate::source::{self, Listing};
use crate::store::Store;
use crate::store::index::{self, Entry};
use crate::store::lock::Lock;

use each::Looks;
pub use each::{Card, Each};
pub use folders::{check_folders, file_below};
pub use learning::{Suggestion, reading, suggest};
pub use stories::{Stories, taught};
pub use summary::Summary;

/// What happens during a run, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A stage begins with so many steps: `opening`, `learning`, `cleaning`, `grouping`, `writing`.
    Stage(&'static str, usize),
    /// One step of the stage is done, on this file.
    Step(&'a str),
    /// An input has this problem.
    Problem(&'a Problem),
}

/// Who watches a run, and who can end it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Is told of every event, from any thread.
    pub event: &'a (dyn Fn(Event<'_>) + Sync),
    /// Whether the run should stop; asked between documents.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Watch<'_> {
    /// Nobody.
    pub const NOBODY: Watch<'static> = Watch { event: &|_| {}, stop: &|| false };

    fn go_on(&self) -> Result<()> {
        if (self.stop)() { Err(Error::Interrupted) } else { Ok(()) }
    }
}

/// What a run does with the work of earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Takes what is clean already.
    Used,
    /// Cleans everything again.
    Ignored,
}

/// Reads the input folder, cleans and groups its documents, and writes the tables.
///
/// # Errors
/// Whatever stops a run; the outputs of the one before are then untouched. A problem of one document does not.
pub fn run(config: &Config, earlier: Earlier, watch: &Watch<'_>) -> Result<Summary> {
    check_folders(&config.input.folder, &config.output.folder)?;
    let cleaner = Cleaner::new(config)?;
    let listing = source::list(&config.input)?;
    let _lock = Lock::take(&config.output.folder)?;
    let store_folder = store_folder(&config.output.folder);
    let store = Store::open(&store_folder)?;
    let listing = open(listing, config, &store_folder, watch)?;

    let each = Each { config, cleaner: &cleaner, store: &store, earlier, watch };
    let prepared = prepare(&each, &listing)?;
    let summary = write(&each, &listing, &prepared)?;

    index::write(&store_folder, prepared.cards.iter().map(entry))?;
    let mut keys: Vec<String> = prepared.cards.iter().map(|card| card.key.clone()).collect();
    keys.extend(prepared.kept);
    keys.sort_unstable();
    // The tables are out: what the store holds too much harms nothing, and the next run tries again.
    let _ = store.sweep(&keys);
    Ok(summary)
}

/// The documents of a listing of files; those that are unpacked take their room in `folder`.
pub fn open(
    listing: Listing,
    config: &Config,
    folder: &Path,
    watch: &Watch<'_>,
) -> Result<Listing> {
    (watch.event)(Event::Stage("opening", listing.sources.len()));
    let step = |file: &str| (watch.event)(Event::Step(file));
    pool(config)?.install(|| source::open(listing, config, folder, &step, watch.stop))
}

/// What the first two phases give: a card a document, its place in its story, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The documents that have a text, in order of their files.
    pub cards: Vec<Card>,
    /// Their stories.
    pub stories: Stories,
    /// What is wrong with the others, in order of their files.
    pub problems: Vec<Problem>,
    /// What the folder shows of its sites; nothing unless `clean.learn` asks for it.
    pub learned: Learned,
    /// Store keys of documents without a text, and of all that was looked at before anything was learned.
    kept: Vec<String>,
}

/// Learns from all documents, cleans each with what was learned, and groups all.
pub fn prepare(each: &Each<'_>, listing: &Listing) -> Result<Prepared> {
    let pool = pool(each.config)?;
    let known = stories::known(&each.config.dedup)?;
    let mut prepared = Prepared { problems: listing.problems.clone(), ..Prepared::default() };
    let mut looks = Looks::default();
    if each.config.clean.learn && learning::is_enough(each, listing) {
        (each.watch.event)(Event::Stage("learning", listing.sources.len()));
        looks = pool.install(|| each.look_at_all(&listing.sources))?;
        prepared.learned = pool.install(|| learn::learn(&looks.sample, &each.config.clean));
        prepared.kept = looks.keys();
    }
    (each.watch.event)(Event::Stage("cleaning", listing.sources.len()));
    let outcomes = pool.install(|| each.all(&listing.sources, looks, &prepared.learned))?;
    for outcome in outcomes {
        match outcome {
            each::Outcome::Card(card) => prepared.cards.push(card),
            each::Outcome::Problem(problem) => prepared.problems.push(problem),
            each::Outcome::Empty(problem, key) => {
                prepared.problems.push(problem);
                prepared.kept.push(key);
            }
        }
    }
    prepared.problems.sort_by(|one, other| source::order(one).cmp(&source::order(other)));
    (each.watch.event)(Event::Stage("grouping", prepared.cards.len()));
    each.watch.go_on()?;
    prepared.stories = pool.install(|| Stories::of(each, &known, &prepared.cards))?;
    Ok(prepared)
}

fn write(each: &Each<'_>, listing: &Listing, prepared: &Prepared) -> Result<Summary> {
    let cards = &prepared.cards;
    (each.watch.event)(Event::Stage("writing", cards.len()));
    let longest_text = cards.iter().map(|card| card.brief.longest_text).max().unwrap_or_default();
    let mut outputs = Outputs::begin(&each.config.output, Shape { longest_text })?;
    let mut summary = Summary::new(each.config, listing);
    for (index, card) in cards.iter().enumerate() {
        each.watch.go_on()?;
        let article = each.last(card)?;
        let why = learning::why(&prepared.learned, card, &article);
        let record = prepared.stories.record(cards, index, &article)?;
        let record = Record { why: &why, ..record };
        summary.count(&record);
        outputs.record(&record)?;
        (each.watch.event)(Event::Step(&card.file));
    }
    for problem in &prepared.problems {
        summary.count_problem(problem);
        outputs.problem(problem)?;
        (each.watch.event)(Event::Problem(problem));
    }
    summary.conserve()?;
    each.watch.go_on()?;
    outputs.publish(&summary.to_json())?;
    Ok(summary)
}

/// A pool of the number of threads that the configuration says. Hostile nesting needs deep stacks.
fn pool(config: &Config) -> Result<ThreadPool> {
    const STACK: usize = 8 * 1024 * 1024;
    let builder = rayon::ThreadPoolBuilder::new().num_threads(config.limits.threads);
    builder.stack_size(STACK).build().map_err(|error| {
        let message = format!("cannot start the worker threads: {error}; choose fewer");
        Error::Output { place: PathBuf::from("--threads"), message }
    })
}

fn entry(card: &Card) -> Entry {
    Entry { id: card.id.clone(), file: card.file.clone(), key: card.key.clone() }
}

/// Where an output folder keeps what is clean already.
pub fn store_folder(output: &Path) -> PathBuf {
    output.join(".store")
}

/// The names that configuration can use.
pub fn names() -> Names {
    Names {
        rules: rules::RULES.iter().map(|rule| rule.name).collect(),
        columns: record::COLUMNS.iter().map(|column| column.name).collect(),
        formats: sink::FORMATS.iter().map(|format| format.name).collect(),
    }
}
