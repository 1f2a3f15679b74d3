//! What is pending between going to a provider and coming back: one secret in a cookie of the browser.
//! State, nonce and code verifier are derived from it, so that the server keeps nothing and an
//! answer fits only the browser that asked.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use segue_language::Timestamp;
use sha2::{Digest, Sha256};

use crate::identity::{Cookies, are_same, hash_of, new_secret};

/// Microseconds for which a sign-in may be pending.
const PENDING_MAX: i64 = 10 * 60 * 1_000_000;
/// Characters of the place to come back to.
const NEXT_LENGTH_MAX: usize = 1_000;

/// A sign-in that was begun.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    /// Moment, secret, provider and place to come back to, as the cookie holds them.
    text: String,
}

impl Pending {
    pub(super) fn new(provider: &str, next: &str, now: Timestamp) -> Pending {
        let next = if next.len() > NEXT_LENGTH_MAX {
            ""
        } else {
            next
        };
        let next = URL_SAFE_NO_PAD.encode(next);
        Pending {
            text: format!("{}.{}.{provider}.{next}", now.0, new_secret("")),
        }
    }

    /// What the browser began with that provider not long ago.
    pub(super) fn find(
        headers: &HeaderMap,
        cookies: Cookies,
        (provider, now): (&str, Timestamp),
    ) -> Option<Pending> {
        let text = cookies.find_pending(headers)?;
        let mut parts = text.split('.');
        let begun: i64 = parts.next()?.parse().ok()?;
        let is_whole = parts.next()?.len() == 64 && parts.next()? == provider;
        let is_fresh = (0..PENDING_MAX).contains(&now.0.checked_sub(begun)?);
        (is_whole && is_fresh && parts.count() == 1).then(|| Pending {
            text: text.to_owned(),
        })
    }

    pub(super) fn hold(&self, cookies: Cookies) -> HeaderValue {
        cookies.hold_pending(&self.text)
    }

    pub(super) fn drop(cookies: Cookies) -> HeaderValue {
        cookies.drop_pending()
    }

    pub(super) fn state(&self) -> String {
        self.derived("state")
    }

    pub(super) fn nonce(&self) -> String {
        self.derived("nonce")
    }

    pub(super) fn verifier(&self) -> String {
        self.derived("verifier")
    }

    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }

    pub(super) fn is_state(&self, state: &str) -> bool {
        are_same(&hash_of(&self.state()), &hash_of(state))
    }

    /// The place to come back to, as it was asked for: not looked at yet.
    pub(super) fn next(&self) -> String {
        let next = self.text.rsplit('.').next().unwrap_or_default();
        let next = URL_SAFE_NO_PAD.decode(next).unwrap_or_default();
        String::from_utf8(next).unwrap_or_default()
    }

    fn derived(&self, what: &str) -> String {
        URL_SAFE_NO_PAD.encode(hash_of(&format!("{what} {}", self.text)))
    }
}
