//! Keys that seal secrets. They lie outside the database: whoever copies it has none of them.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::wipe;

/// Keys that are read; the first seals, all open.
const KEYS_MAX: usize = 8;
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Bytes that name a key.
pub(crate) const KEY_NAME_BYTES: usize = 4;

/// The keys in force. New secrets are sealed with the first one.
pub struct Keys(Vec<Key>);

pub(crate) struct Key {
    pub(crate) name: [u8; KEY_NAME_BYTES],
    pub(crate) bytes: [u8; KEY_BYTES],
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyProblem {
    /// The file cannot be read or made.
    #[error("the key file {path}: {source}")]
    File {
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Others may read the file.
    #[error("others may read the key file {0}; it must be its owner's alone (mode 600)")]
    Open(String),
    /// Not a key.
    #[error("a key is 64 hexadecimal digits, one on each line, the newest first, 8 at most")]
    Malformed,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

impl Drop for Key {
    fn drop(&mut self) {
        wipe(&mut self.bytes);
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} keys", self.0.len())
    }
}

impl Keys {
    /// Keys written one on each line, the newest first.
    ///
    /// # Errors
    /// [`KeyProblem::Malformed`].
    pub fn read(text: &str) -> Result<Keys, KeyProblem> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Option<Vec<Key>> = lines.map(key).collect();
        match keys {
            Some(keys) if (1..=KEYS_MAX).contains(&keys.len()) => Ok(Keys(keys)),
            _ => Err(KeyProblem::Malformed),
        }
    }

    /// The keys of a file; when there is none it is made, for its owner alone.
    ///
    /// # Errors
    /// The file cannot be read or made, others may read it, or it holds something else.
    pub fn of_file(path: &Path) -> Result<Keys, KeyProblem> {
        let shown = || path.display().to_string();
        let failed = |source| KeyProblem::File {
            path: shown(),
            source,
        };
        match fs::read_to_string(path) {
            Ok(mut text) => {
                let keys = Keys::read(&text);
                // The text must be wiped as bytes; it is not used as text afterwards.
                let mut bytes = std::mem::take(&mut text).into_bytes();
                wipe(&mut bytes);
                if is_open_to_others(path).map_err(failed)? {
                    return Err(KeyProblem::Open(shown()));
                }
                keys
            }
            Err(error) if error.kind() == ErrorKind::NotFound => make(path),
            Err(error) => Err(failed(error)),
        }
    }

    pub(crate) fn newest(&self) -> &Key {
        &self.0[0]
    }

    pub(crate) fn named(&self, name: &[u8]) -> Option<&Key> {
        self.0.iter().find(|key| key.name == name)
    }
}

fn make(path: &Path) -> Result<Keys, KeyProblem> {
    let failed = |source| KeyProblem::File {
        path: path.display().to_string(),
        source,
    };
    let mut bytes = [0; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| KeyProblem::Random)?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    wipe(&mut bytes);
    let mut file = options().open(path).map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    Keys::read(&text)
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> std::io::Result<bool> {
    Ok(false)
}

fn key(line: &str) -> Option<Key> {
    let digits = line.as_bytes();
    if digits.len() != 2 * KEY_BYTES {
        return None;
    }
    let mut bytes = [0; KEY_BYTES];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = u8::try_from(digit(0)? << 4 | digit(1)?).ok()?;
    }
    let mut name = [0; KEY_NAME_BYTES];
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    name.copy_from_slice(&digest[..KEY_NAME_BYTES]);
    Some(Key { name, bytes })
}
