//! The weights as they were learned: a row a sign, a column a neighbour.

use std::sync::LazyLock;

use super::REACH;
use super::signs::{Group, WIDTH};

/// Columns of the table: the blocks before, the block itself, the blocks behind.
const COLUMNS: usize = 2 * REACH + 1;

/// What the table says.
pub(super) struct Table {
    weights: Vec<[f32; COLUMNS]>,
    /// What a change between article and surroundings costs.
    pub(super) change: f32,
}

/// The table; a row that is none counts for nothing here, and a test names it.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("weights.tsv")));

fn read(text: &str) -> Table {
    let mut table = Table { weights: vec![[0.0; COLUMNS]; Group::ALL.len() * WIDTH], change: 0.0 };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (name, number) = cells.next().and_then(|name| name.split_once('.')).unwrap_or_default();
        let values: Vec<f32> = cells.filter_map(|cell| cell.parse().ok()).collect();
        if name == "change" {
            table.change = values.first().copied().unwrap_or_default();
        }
        let group = Group::ALL.iter().position(|(_, known, _)| *known == name);
        let (Some(group), Ok(number)) = (group, number.parse::<usize>()) else { continue };
        if let Some(row) = table.weights.get_mut(group * WIDTH + number) {
            for (cell, value) in row.iter_mut().zip(values) {
                *cell = value;
            }
        }
    }
    table
}

impl Table {
    /// How much speaks for the article at a block: the weights of its signs and of its neighbours'.
    pub(super) fn says(&self, signs: &[Vec<u16>], at: usize) -> f32 {
        let mut sum = 0.0;
        for column in 0..COLUMNS {
            let near = (at + column).checked_sub(REACH).and_then(|near| signs.get(near));
            let own = column == REACH;
            match near {
                Some(seen) => {
                    for sign in seen.iter().filter(|sign| own || is_near(**sign)) {
                        sum += self.weight(*sign, column);
                    }
                }
                // That there is no neighbour is a sign, too.
                None => sum += self.weight(Group::One.sign(0), column),
            }
        }
        sum
    }

    fn weight(&self, sign: u16, column: usize) -> f32 {
        let row = self.weights.get(usize::from(sign));
        row.and_then(|row| row.get(column)).copied().unwrap_or_default()
    }
}

/// Whether neighbours show a sign to each other.
fn is_near(sign: u16) -> bool {
    Group::ALL.get(usize::from(sign) / WIDTH).is_some_and(|(.., near)| *near)
}
