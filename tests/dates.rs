//! Does each stretch of text give the date its case says, or nothing?
