#![no_main]

#[path = "../../crates/eligibility/tests/corpus/one.rs"]
mod one;

libfuzzer_sys::fuzz_target!(|data: &[u8]| one::one(one::Kind::AidesJeunes, data));
