//! Are the tables what spreadsheets and scripts expect?
