//! Random input against `phin_fuzz::phrase`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| phin_fuzz::phrase(text));
