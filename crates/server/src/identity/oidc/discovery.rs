//! Discovery: where the provider's places are, and with which keys it signs, as it says itself.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use segue_connectors::{Reply, probe};
use segue_language::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::Provider;
use super::id_token::{self, Claims, Expected, Key};
use crate::app::App;
use crate::problem::Answer;

/// Where a provider tells of itself, below its issuer.
const DOCUMENT: &str = ".well-known/openid-configuration";
/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;
/// How long what was read counts.
const KEPT: i64 = 60 * MINUTE;
/// How soon keys are read again for a key that is not known.
const KEYS_EVERY: i64 = MINUTE / 6;
/// Keys of a provider.
const KEYS_MAX: usize = 50;

/// What was read, and when.
#[derive(Default)]
pub(super) struct Kept {
    discovered: Option<(Timestamp, Arc<Discovered>)>,
    keys: Option<(Timestamp, Arc<[Key]>)>,
}

/// What a provider says of itself.
#[derive(Debug)]
pub(super) struct Discovered {
    pub(super) authorization_endpoint: Url,
    pub(super) token_endpoint: String,
    jwks_uri: String,
    /// It takes the secret in the Basic scheme.
    pub(super) takes_basic: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<WrittenKey>,
}

/// A key as RFC 7517 writes it; members that are not needed are left out.
#[derive(Deserialize)]
struct WrittenKey {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Provider {
    /// Where its places are.
    pub(super) async fn discovered(&self, app: &App) -> Answer<Arc<Discovered>> {
        let mut kept = self.kept.lock().await;
        if let Some((at, discovered)) = &kept.discovered
            && app.now().0 - at.0 < KEPT
        {
            return Ok(discovered.clone());
        }
        let document: Document = self.read(app, (&self.issuer, DOCUMENT)).await?;
        let discovered = Arc::new(self.checked(document)?);
        kept.discovered = Some((app.now(), discovered.clone()));
        Ok(discovered)
    }

    /// The document is the issuer's own, and no place is less safe than the issuer.
    fn checked(&self, document: Document) -> Answer<Discovered> {
        if document.issuer != self.issuer {
            return Err(self.trouble("the document names another issuer"));
        }
        let is_safe =
            |url: &String| url.starts_with("https://") || self.issuer.starts_with("http://");
        let places = [
            &document.authorization_endpoint,
            &document.token_endpoint,
            &document.jwks_uri,
        ];
        if !places.into_iter().all(is_safe) {
            return Err(self.trouble("a place is not asked over https"));
        }
        let parsed: Result<Url, _> = document.authorization_endpoint.parse();
        let authorization_endpoint = parsed.map_err(|error| self.trouble(&error.to_string()))?;
        let methods = document.token_endpoint_auth_methods_supported;
        let is_basic = |methods: Vec<String>| methods.iter().any(|m| m == "client_secret_basic");
        Ok(Discovered {
            authorization_endpoint,
            token_endpoint: document.token_endpoint,
            jwks_uri: document.jwks_uri,
            takes_basic: methods.is_none_or(is_basic),
        })
    }

    /// What a good ID token says. A key that is not known may be a new one: keys are read again.
    pub(super) async fn verify(
        &self,
        app: &App,
        found: &Discovered,
        (token, nonce): (&str, &str),
    ) -> Answer<Claims> {
        let expected = Expected {
            issuer: &self.issuer,
            audience: &self.client_id,
            nonce,
            now: app.now(),
        };
        let keys = self.keys(app, found, KEPT).await?;
        let verified = match id_token::verify(token, &keys, &expected) {
            Err(id_token::Fault::UnknownKey) => {
                let keys = self.keys(app, found, KEYS_EVERY).await?;
                id_token::verify(token, &keys, &expected)
            }
            verified => verified,
        };
        verified.map_err(|fault| {
            tracing::warn!(provider = self.name, %fault, "an ID token was refused");
            super::refused("The provider's answer is not good.")
        })
    }

    /// Its keys, not older than that.
    async fn keys(&self, app: &App, found: &Discovered, age: i64) -> Answer<Arc<[Key]>> {
        let mut kept = self.kept.lock().await;
        if let Some((at, keys)) = &kept.keys
            && app.now().0 - at.0 < age
        {
            return Ok(keys.clone());
        }
        let set: KeySet = self.read(app, (&found.jwks_uri, "")).await?;
        let keys: Arc<[Key]> = set.keys.iter().take(KEYS_MAX).filter_map(key).collect();
        kept.keys = Some((app.now(), keys.clone()));
        Ok(keys)
    }

    async fn read<T: DeserializeOwned>(&self, app: &App, (url, path): (&str, &str)) -> Answer<T> {
        let endpoint = self.endpoint(url)?;
        let prepared = probe(&endpoint, path).map_err(|fault| self.trouble(&fault.to_string()))?;
        let sent = app.identity().dialer.send(&endpoint, None, prepared).await;
        let reply = sent.and_then(Reply::good);
        let reply = reply.map_err(|fault| self.trouble(&fault.to_string()))?;
        serde_json::from_slice(&reply.body).map_err(|error| self.trouble(&error.to_string()))
    }
}

/// A key for signatures of a kind that is taken; others are as if they were not there.
fn key(written: &WrittenKey) -> Option<Key> {
    if written
        .purpose
        .as_deref()
        .is_some_and(|purpose| purpose != "sig")
    {
        return None;
    }
    let bytes = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
    let public = match (written.kty.as_str(), written.crv.as_deref()) {
        ("RSA", _) => id_token::Public::Rsa {
            n: bytes(&written.n)?,
            e: bytes(&written.e)?,
        },
        ("EC", Some("P-256")) => id_token::Public::P256 {
            point: [vec![4], bytes(&written.x)?, bytes(&written.y)?].concat(),
        },
        _ => return None,
    };
    Some(Key {
        id: written.kid.clone(),
        public,
    })
}
