//! Random input against `phin_fuzz::dates`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| phin_fuzz::dates(text));
