//! The reference that a desk goes by: short enough for the telephone, and always the same for the same request.

use aws_lc_rs::digest;

/// Letters and digits that nobody mistakes for each other.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `D-` and ten letters from the key's digest: fifty bits.
pub(super) fn reference(key: &str) -> String {
    let digest = digest::digest(&digest::SHA256, key.as_bytes());
    let bits = digest.as_ref().iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let letters = (0..10).map(|n| char::from(LETTERS[usize::try_from((bits >> (59 - 5 * n)) & 31).unwrap_or(0)]));
    ["D-"].into_iter().map(str::to_owned).chain(letters.map(String::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_has_the_same_reference_and_another_has_another() {
        let reference_of_one = reference("req_1");
        assert_eq!(reference_of_one, reference("req_1"));
        assert_ne!(reference_of_one, reference("req_2"));
        assert_eq!(reference_of_one.len(), 12);
        assert!(reference_of_one.starts_with("D-"));
    }
}
