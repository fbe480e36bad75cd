//! Which pairs are worth comparing: locality-sensitive hashing, so that the work is not quadratic.

use super::fold::{mix, short};

/// Bands of a signature. With [`ROWS`] rows a pair of Jaccard similarity `s` meets in at least one band with
/// probability `1 - (1 - s^4)^32`: 0.9998 at 0.7, 0.87 at 0.5, 0.05 at 0.2 (Broder 1997; Leskovec, Rajaraman and
/// Ullman, Mining of Massive Datasets, 3.4).
pub(super) const BANDS: usize = 32;
/// Hashes a band is made of.
const ROWS: usize = 4;

/// Hashes of a signature.
const BINS: usize = BANDS * ROWS;

/// The band keys of a set of shingles, empty for an empty set: `MinHash` by one permutation, whose bins are filled
/// where they are empty from others (Shrivastava 2017, Optimal Densification for Fast and Accurate Minwise Hashing);
/// the rows of a band hashed to one key.
pub(super) fn band_keys(shingles: &[u64]) -> Vec<u32> {
    let least = least_by_bin(shingles);
    if shingles.is_empty() {
        return Vec::new();
    }
    let signature: Vec<u64> = (0..BINS).map(|bin| filled(&least, bin)).collect();
    signature
        .chunks_exact(ROWS)
        .enumerate()
        .map(|(band, rows)| short(rows.iter().fold(band as u64, |key, row| mix(key ^ row))))
        .collect()
}

/// The least hash of each bin, where the bin of a hash is its lowest bits.
fn least_by_bin(shingles: &[u64]) -> Vec<Option<u64>> {
    let mut least = vec![None; BINS];
    for hash in shingles.iter().map(|shingle| mix(*shingle)) {
        let bin = usize::try_from(hash % BINS as u64).unwrap_or(0);
        if let Some(slot) = least.get_mut(bin)
            && slot.is_none_or(|known| hash < known)
        {
            *slot = Some(hash);
        }
    }
    least
}

/// The hash of a bin, or of the first that is not empty in an order that depends on the bin alone.
fn filled(least: &[Option<u64>], bin: usize) -> u64 {
    let mut tries = (0..64 * BINS as u64).map(|step| {
        if step == 0 {
            bin
        } else {
            usize::try_from(mix((bin as u64) << 32 | step) % BINS as u64).unwrap_or(0)
        }
    });
    tries.find_map(|bin| least.get(bin).copied().flatten()).unwrap_or(0)
}
