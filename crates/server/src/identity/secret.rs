//! Secrets: 256 random bits that are shown once, and the hash by which they are found again.

use sha2::{Digest, Sha256};

use crate::random;

/// A new secret as text, with a prefix that says what it is.
pub(crate) fn new_secret(prefix: &str) -> String {
    let bytes: [u8; 32] = random::bytes();
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    prefix
        .chars()
        .chain(digits.collect::<String>().chars())
        .collect()
}

/// What is stored of a secret. It needs no salt and no stretching: nobody guesses 256 bits.
pub(crate) fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two hashes are the same, in a time that does not tell where they differ.
pub(crate) fn are_same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    let difference = a.iter().zip(b).fold(0, |seen, (a, b)| seen | (a ^ b));
    std::hint::black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::{are_same, hash_of, new_secret};

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let (one, other) = (new_secret("segue_"), new_secret("segue_"));
        assert_eq!(one.len(), "segue_".len() + 64);
        assert!(one.starts_with("segue_"));
        assert_ne!(one, other);
        assert!(!are_same(&hash_of(&one), &hash_of(&other)));
        assert!(are_same(&hash_of(&one), &hash_of(&one)));
    }
}
