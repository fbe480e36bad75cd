//! What the tests share: a folder to work in, the real binary, the corpus.
