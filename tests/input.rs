//! Are files listed, read, decoded and parsed as they should be?
