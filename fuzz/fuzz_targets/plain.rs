//! Random input against `phin_fuzz::plain`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| phin_fuzz::plain(text));
