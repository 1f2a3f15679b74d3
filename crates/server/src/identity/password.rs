//! Passwords: how they are stored and compared, and what a good one is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use super::Denied;
use crate::problem::{Answer, Problem};
use crate::random;

/// KiB of memory, passes and lanes of one hash.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Hashes at the same time: each takes a core and its memory.
const AT_ONCE_MAX: usize = 2;
/// Hashes that may wait.
const WAITING_MAX: usize = 64;
/// Fewest characters of a password.
const LENGTH_MIN: usize = 8;
/// Most bytes of a password.
const BYTES_MAX: usize = 256;
/// What the password of an unknown user is compared with, so that both take the same time. No
/// password is known to lead to it.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2VndWUtZGVjb3ktc2FsdA$\
     Tm9ib2R5S25vd3NXaGF0SGFzaGVzVG9UaGlzVmFsdWU";

/// Hashes passwords, a few at a time, beside the threads that answer requests.
#[derive(Clone)]
pub(crate) struct Passwords {
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    n_compared: Arc<AtomicU64>,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords {
            at_once: Arc::new(Semaphore::new(AT_ONCE_MAX)),
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            n_compared: Arc::default(),
        }
    }
}

impl Passwords {
    /// The stored form of a password.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub(crate) async fn hash(&self, password: String) -> Answer<String> {
        let hashed = self.beside(move || hash(&password)).await?;
        hashed.ok_or_else(|| Problem::internal("a password could not be hashed"))
    }

    /// Whether a password is the stored one; without a stored one it is not, in the same time.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub(crate) async fn is(&self, password: String, stored: Option<String>) -> Answer<bool> {
        let n_compared = self.n_compared.clone();
        self.beside(move || {
            n_compared.fetch_add(1, Ordering::Relaxed);
            let is_same = verify(&password, stored.as_deref().unwrap_or(DECOY));
            is_same && stored.is_some()
        })
        .await
    }

    /// How many passwords were compared so far, at full cost each.
    #[cfg(test)]
    pub(crate) fn n_compared(&self) -> u64 {
        self.n_compared.load(Ordering::Relaxed)
    }

    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Answer<T> {
        let waiting = self.waiting.try_acquire().map_err(|_| Denied::Busy)?;
        let turn = self.at_once.clone().acquire_owned().await;
        let turn = turn.map_err(|_| Denied::Busy)?;
        drop(waiting);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await
            .map_err(|_| Problem::internal("a password could not be compared"))
    }
}

/// The stored form of a password; none when it cannot be hashed.
pub(crate) fn hash(password: &str) -> Option<String> {
    let salt: [u8; 16] = random::bytes();
    let hashed: PasswordHash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .ok()?;
    Some(hashed.to_string())
}

/// Why a password is not good enough for a user; none when it is.
pub(crate) fn fault(password: &str, user: &str) -> Option<&'static str> {
    let mut characters = password.chars();
    let first = characters.next();
    if password.chars().count() < LENGTH_MIN {
        return Some("A password has at least 8 characters.");
    }
    if password.len() > BYTES_MAX {
        return Some("A password has at most 256 bytes.");
    }
    if password.to_lowercase().contains(&user.to_lowercase()) {
        return Some("A password does not contain the user name.");
    }
    if characters.all(|character| Some(character) == first) {
        return Some("A password has more than one character repeated.");
    }
    None
}

fn verify(password: &str, stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else {
        return false;
    };
    argon2()
        .verify_password(password.as_bytes(), &stored)
        .is_ok()
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the cost is in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::{DECOY, PasswordHash, fault, hash, verify};

    #[test]
    fn a_password_is_stored_with_the_cost_that_is_asked_for() {
        let stored = hash("correct horse").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(verify("correct horse", &stored));
        assert!(!verify("correct horsf", &stored));
        assert_ne!(hash("correct horse").unwrap(), stored);
    }

    #[test]
    fn the_decoy_costs_as_much_as_a_password() {
        let (decoy, stored) = (PasswordHash::new(DECOY).unwrap(), hash("x").unwrap());
        let stored = PasswordHash::new(&stored).unwrap();
        assert_eq!(decoy.algorithm, stored.algorithm);
        assert_eq!(decoy.version, stored.version);
        assert_eq!(decoy.params.to_string(), stored.params.to_string());
        let lengths = [&decoy, &stored].map(|hash| hash.hash.as_ref().unwrap().len());
        assert_eq!(lengths[0], lengths[1]);
        assert!(!verify("", DECOY));
    }

    #[test]
    fn poor_passwords_are_refused() {
        for poor in ["", "short", "aaaaaaaaaaaa", "my-Agent@Example.com-1"] {
            assert!(fault(poor, "agent@example.com").is_some(), "{poor}");
        }
        assert!(fault(&"long".repeat(65), "a").is_some());
        assert_eq!(fault("correct horse", "agent@example.com"), None);
        assert_eq!(fault(&"länger ".repeat(10), "agent@example.com"), None);
    }
}
