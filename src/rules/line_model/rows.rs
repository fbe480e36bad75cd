//! The signs of all blocks of a page, a number each.

use super::signs::Sign;
use super::table::GROUP;
use super::{COLUMNS, REACH};

/// What a block has where a sign does not apply to it.
const NONE: i16 = -1;

/// What stands for every sign of a neighbour that is not there.
const BEYOND: i16 = -2;

/// The signs of all blocks of a page, sign by sign, so that blocks that stand together are asked together; before and behind
/// them what stands for no block.
#[derive(Clone, Debug)]
pub struct Rows {
    values: Vec<i16>,
    /// Numbers of a sign: one a block, and so many more that every group of blocks and its neighbours are whole.
    length: usize,
}

/// The numbers of the blocks of a group in one column.
pub(super) type Group = [i16; GROUP];

impl Rows {
    pub(super) fn new(count: usize) -> Rows {
        let length = count.next_multiple_of(GROUP) + COLUMNS - 1;
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

    /// What a group of blocks shows in a column.
    pub(super) fn group(&self, first: usize, column: usize) -> &Group {
        let start = column / COLUMNS * self.length + first + column % COLUMNS;
        self.values.get(start..).and_then(|values| values.first_chunk()).unwrap_or(&[BEYOND; GROUP])
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
            *value = i16::try_from(number).unwrap_or(i16::MAX);
        }
    }

    /// Takes every sign away but one.
    pub(super) fn keep_only(&mut self, sign: Sign) {
        for (at, value) in self.values.iter_mut().step_by(self.length).enumerate() {
            if at != sign as usize {
                *value = NONE;
            }
        }
    }
}
