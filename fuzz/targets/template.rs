#![no_main]

#[path = "../../crates/catalogue/tests/corpus/one.rs"]
mod one;

use catalogue::inventory::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| one::one(Format::Template, data));
