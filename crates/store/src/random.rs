//! Randomness that nobody can guess.

use aws_lc_rs::rand;

/// Fresh random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the system gives randomness, or nothing here is safe");
    bytes
}
