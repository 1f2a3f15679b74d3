//! Secrets: never shown, wiped when dropped, sealed at rest with keys that lie elsewhere.

mod credential;
mod keys;
mod seal;

use std::fmt;

pub use credential::*;
pub use keys::*;
pub use seal::*;

/// A secret text. It has no way out but [`Secret::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Takes a text over.
    pub fn new(text: String) -> Secret {
        Secret(text.into_bytes())
    }

    /// The text itself: for whom it is meant, and nobody else.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).expect("it was made of a text")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Overwrites bytes; the compiler must not leave it out because nobody reads them.
pub(crate) fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    std::hint::black_box(bytes);
}
