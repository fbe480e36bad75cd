//! Is what the documents say what the code says?
