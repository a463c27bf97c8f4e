//! Names that are made for what has none of its own in a file.

use std::fmt::Write as _;

/// An id as part of a name: what has no place in an address is written as its bytes.
pub(super) fn safe(id: &str) -> String {
    let mut safe = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            write!(safe, "%{byte:02X}").expect("a string takes letters");
        }
    }
    safe
}
