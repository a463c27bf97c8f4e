#![no_main]

#[path = "../../crates/applications/tests/corpus/form.rs"]
mod form;

libfuzzer_sys::fuzz_target!(|data: &[u8]| form::form(data));
