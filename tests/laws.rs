//! Does cleaning twice take nothing more, do threads and reruns change nothing?
