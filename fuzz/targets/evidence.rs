#![no_main]

use applications::evidence::{MediaType, content::disposition};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let kind = MediaType::of(data).unwrap_or(MediaType::Pdf);
    let name = kind.named(&String::from_utf8_lossy(&data[..data.len().min(1000)]));
    assert!(disposition("attachment", &name).is_ascii());
});
