//! Sealing: XChaCha20-Poly1305 with a random nonce. What a secret is bound to is authenticated
//! too, so that a sealed credential opens nowhere else.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use super::keys::{KEY_NAME_BYTES, Key};
use super::{Credential, Keys, Secret, wipe};
use crate::Endpoint;

/// First byte of everything that is sealed.
const FORMAT: u8 = 1;
/// Bytes of a nonce.
const NONCE_BYTES: usize = 24;
/// Where what is sealed begins.
const HEAD_BYTES: usize = 1 + KEY_NAME_BYTES + NONCE_BYTES;

/// Why a credential was not sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealProblem {
    /// The key that sealed it is not there.
    #[error("the key that sealed this is missing")]
    KeyMissing,
    /// Changed, or of another endpoint or host.
    #[error("this credential is not the one of this endpoint and host; give it again")]
    NotOurs,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

impl Keys {
    /// A credential sealed for one endpoint and its host.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn seal(
        &self,
        credential: &Credential,
        endpoint: &Endpoint,
    ) -> Result<Vec<u8>, SealProblem> {
        self.seal_text(&credential.written(), &bound_to(endpoint))
    }

    /// The credential of an endpoint.
    ///
    /// # Errors
    /// It is another endpoint's, or of another host; or its key is missing.
    pub fn open(&self, sealed: &[u8], endpoint: &Endpoint) -> Result<Credential, SealProblem> {
        let text = self.open_text(sealed, &bound_to(endpoint))?;
        Credential::read(text.reveal()).map_err(|_| SealProblem::NotOurs)
    }

    /// A secret text sealed; it opens only for the same `bound_to`.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn seal_text(&self, secret: &Secret, bound_to: &str) -> Result<Vec<u8>, SealProblem> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| SealProblem::Random)?;
        let key = self.newest();
        let payload = Payload {
            msg: secret.reveal().as_bytes(),
            aad: bound_to.as_bytes(),
        };
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| SealProblem::NotOurs)?;
        let mut bytes = vec![FORMAT];
        bytes.extend(key.name);
        bytes.extend(nonce);
        bytes.extend(sealed);
        Ok(bytes)
    }

    /// What [`Keys::seal_text`] sealed.
    ///
    /// # Errors
    /// It is bound to something else, or its key is missing.
    pub fn open_text(&self, sealed: &[u8], bound_to: &str) -> Result<Secret, SealProblem> {
        let (key, nonce, sealed) = self.parts(sealed)?;
        let payload = Payload {
            msg: sealed,
            aad: bound_to.as_bytes(),
        };
        let opened = cipher(key).decrypt(&XNonce::from(nonce), payload);
        let mut opened = opened.map_err(|_| SealProblem::NotOurs)?;
        let text = std::str::from_utf8(&opened).map(|text| Secret::new(text.to_owned()));
        wipe(&mut opened);
        text.map_err(|_| SealProblem::NotOurs)
    }

    /// Whether something is sealed with another key than the newest.
    pub fn is_outdated(&self, sealed: &[u8]) -> bool {
        self.parts(sealed)
            .is_ok_and(|(key, ..)| key.name != self.newest().name)
    }

    fn parts<'s>(
        &self,
        sealed: &'s [u8],
    ) -> Result<(&Key, [u8; NONCE_BYTES], &'s [u8]), SealProblem> {
        let (head, rest) = sealed
            .split_at_checked(HEAD_BYTES)
            .filter(|(head, _)| head[0] == FORMAT)
            .ok_or(SealProblem::NotOurs)?;
        let (name, nonce) = head[1..].split_at(KEY_NAME_BYTES);
        let key = self.named(name).ok_or(SealProblem::KeyMissing)?;
        let nonce = nonce.try_into().expect("the head has room for it");
        Ok((key, nonce, rest))
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&key.bytes).into())
}

fn bound_to(endpoint: &Endpoint) -> String {
    format!("endpoint {} at {}", endpoint.name, endpoint.origin())
}
