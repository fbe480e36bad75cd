//! Does a document become the right blocks?
