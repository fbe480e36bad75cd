//! The signs of all blocks of a page, a number each.

use super::signs::Sign;
use super::table::GROUP;
use super::{COLUMNS, REACH};

/// What a block has where a sign does not apply to it.
pub(super) const NONE: i16 = -1;

/// What stands for every sign of a neighbour that is not there.
const BEYOND: i16 = -2;

/// The signs of all blocks of a page, sign by sign; before and behind the blocks what stands for none.
#[derive(Clone, Debug)]
pub struct Rows {
    values: Vec<i16>,
    /// Numbers of a sign: one a block, and so many more that every block has all neighbours.
    length: usize,
}

impl Rows {
    pub(super) fn new(count: usize) -> Rows {
        let length = count + COLUMNS - 1;
        let mut values = vec![BEYOND; length * Sign::ALL.len()];
        for of_sign in values.chunks_exact_mut(length) {
            of_sign.iter_mut().skip(REACH).take(count).for_each(|value| *value = NONE);
        }
        Rows { values, length }
    }

    /// What block `at` shows, in order of the signs.
    pub fn of(&self, at: usize) -> Vec<i16> {
        let of_signs = self.values.chunks_exact(self.length.max(1));
        of_signs.filter_map(|of_sign| of_sign.get(at + REACH)).copied().collect()
    }

    /// The number of the column of a sign and a neighbour, the first of which stands [`REACH`] blocks before.
    pub(super) fn column(place: usize, sign: usize) -> usize {
        sign * COLUMNS + place
    }

    /// What some blocks show in a column, the last of them again behind it.
    pub(super) fn gather(&self, column: usize, blocks: &[usize]) -> [i16; GROUP] {
        let start = column / COLUMNS * self.length + column % COLUMNS;
        let of_column = self.values.get(start..).unwrap_or_default();
        let value = |at: &usize| of_column.get(*at).copied().unwrap_or(BEYOND);
        let mut values = [blocks.last().map_or(BEYOND, value); GROUP];
        for (one, at) in values.iter_mut().zip(blocks) {
            *one = value(at);
        }
        values
    }

    /// The numbers of all blocks for one sign.
    pub(super) fn sign(&mut self, sign: Sign) -> &mut [i16] {
        let start = sign as usize * self.length + REACH;
        self.values.get_mut(start..start + self.length + 1 - COLUMNS).unwrap_or_default()
    }

    /// Sets a sign of all blocks.
    pub(super) fn fill(&mut self, sign: Sign, numbers: impl Iterator<Item = usize>) {
        for (value, number) in self.sign(sign).iter_mut().zip(numbers) {
            *value = short(number);
        }
    }

    /// As [`Rows::fill`], from the last block on.
    pub(super) fn fill_back(&mut self, sign: Sign, numbers: impl Iterator<Item = usize>) {
        for (value, number) in self.sign(sign).iter_mut().rev().zip(numbers) {
            *value = short(number);
        }
    }

    /// Takes all signs of the blocks that are marked, but for one.
    pub(super) fn keep_only(&mut self, kept: Sign, marked: &[bool]) {
        for (sign, ..) in Sign::ALL.iter().filter(|(sign, ..)| *sign != kept) {
            for (value, is_marked) in self.sign(*sign).iter_mut().zip(marked) {
                *value = if *is_marked { NONE } else { *value };
            }
        }
    }

    /// The row of block `at`, to be filled.
    pub(in crate::rules) fn row(&mut self, at: usize) -> Row<'_> {
        let values = self.values.get_mut(at + REACH..).unwrap_or_default();
        Row { values, length: self.length }
    }
}

/// The row of one block.
pub(in crate::rules) struct Row<'a> {
    /// From its first sign on.
    values: &'a mut [i16],
    length: usize,
}

impl Row<'_> {
    #[inline]
    pub(in crate::rules) fn set(&mut self, sign: Sign, number: usize) {
        if let Some(value) = self.values.get_mut(sign as usize * self.length) {
            *value = short(number);
        }
    }
}

/// A number as the trees see it.
#[inline]
fn short(number: usize) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}
