//! Do precision and recall stay above their floors?
