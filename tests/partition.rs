//! Is every letter of a page kept or in the ledger, once?
