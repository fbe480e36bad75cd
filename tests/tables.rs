//! Are the language and name tables sound: sorted, no twins, each row complete?
