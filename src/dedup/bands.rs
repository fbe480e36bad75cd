//! Which pairs are worth comparing: locality-sensitive hashing, so that the work is not quadratic.
