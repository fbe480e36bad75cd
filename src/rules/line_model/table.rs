//! The weights as they were learned: a row a sign, a column a neighbour.

use std::sync::LazyLock;

use super::REACH;
use super::signs::{Group, WIDTH};

/// Columns of the table: the blocks before, the block itself, the blocks behind.
const COLUMNS: usize = 2 * REACH + 1;

/// What the table says.
#[derive(Clone, Debug)]
pub struct Table {
    /// A row a sign; nothing where neighbours do not show it to each other.
    weights: Vec<[f32; COLUMNS]>,
    /// What it says that there is no neighbour.
    absent: [f32; COLUMNS],
    /// What a change between article and surroundings costs.
    pub(super) change: f32,
    /// Blocks of a page below which there is no room for a whole site around an article: what is around it is little, and
    /// what the other rules know.
    pub(super) least_page: usize,
    /// Blocks outside of the article from which the surroundings are a site's; fewer are as likely an article's own.
    pub(super) least_outside: usize,
}

/// The table; a row that is none counts for nothing here, and a test names it.
pub(in crate::rules) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("weights.tsv")));

impl Table {
    /// The weights in a text as `tools/line_model.py` writes it.
    pub fn read(text: &str) -> Table {
        let weights = vec![[0.0; COLUMNS]; Group::ALL.len() * WIDTH];
        let absent = [0.0; COLUMNS];
        let mut table = Table { weights, absent, change: 0.0, least_page: 0, least_outside: 0 };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (name, number) =
                cells.next().and_then(|name| name.split_once('.')).unwrap_or_default();
            let mut cells = cells.peekable();
            let first = cells.peek().copied().unwrap_or_default();
            match name {
                "change" => table.change = first.parse().unwrap_or_default(),
                "least_page" => table.least_page = first.parse().unwrap_or_default(),
                "least_outside" => table.least_outside = first.parse().unwrap_or_default(),
                _ => table.set(name, number, cells),
            }
        }
        table.absent = table.weights.first().copied().unwrap_or_default();
        let rows = table.weights.chunks_mut(WIDTH).zip(Group::ALL);
        for row in rows.filter(|(_, (.., is_near))| !is_near).flat_map(|(rows, _)| rows) {
            let (before, behind) = row.split_at_mut(REACH);
            before.fill(0.0);
            behind.iter_mut().skip(1).for_each(|weight| *weight = 0.0);
        }
        table
    }

    /// Puts a row of the text into its place.
    fn set<'a>(&mut self, name: &str, number: &str, cells: impl Iterator<Item = &'a str>) {
        let group = Group::ALL.iter().position(|(_, known, _)| *known == name);
        let (Some(group), Ok(number)) = (group, number.parse::<usize>()) else { return };
        if let Some(row) = self.weights.get_mut(group * WIDTH + number) {
            for (cell, value) in row.iter_mut().zip(cells.filter_map(|cell| cell.parse().ok())) {
                *cell = value;
            }
        }
    }

    /// How much speaks for the article at a block: the weights of its signs and of its neighbours'.
    pub(super) fn says(&self, signs: &[Vec<u16>], at: usize) -> f32 {
        let mut sum = 0.0;
        for (column, absent) in self.absent.iter().enumerate() {
            let near = (at + column).checked_sub(REACH).and_then(|near| signs.get(near));
            let Some(seen) = near else {
                // That there is no neighbour is a sign, too.
                sum += absent;
                continue;
            };
            for sign in seen {
                let row = self.weights.get(usize::from(*sign));
                sum += row.and_then(|row| row.get(column)).copied().unwrap_or_default();
            }
        }
        sum
    }
}
