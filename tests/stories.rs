//! Are copies and translations grouped, and strangers not?
