//! Does each rule mark what its cases say?
