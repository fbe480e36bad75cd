//! Random input against `phin_fuzz::html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| phin_fuzz::html(text));
