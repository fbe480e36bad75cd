//! Does each module use only those above it in `lib.rs`?
