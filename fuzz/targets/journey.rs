#![no_main]

#[path = "../../crates/applications/tests/corpus/one.rs"]
mod one;

libfuzzer_sys::fuzz_target!(|data: &[u8]| one::one(data));
