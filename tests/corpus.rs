//! Does each document of the corpus give its hand-made truth?
