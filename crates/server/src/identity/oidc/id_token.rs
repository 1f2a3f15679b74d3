//! ID tokens: what a provider says of a person, and whether it is good.
//!
//! Only RS256 and ES256 are taken. The key decides how a signature is checked, never the token: a
//! token that is not signed, or signed with a public key as a shared secret, fits no key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use segue_language::Timestamp;
use serde::Deserialize;

use crate::identity::{are_same, hash_of};

/// Bytes of a token.
const BYTES_MAX: usize = 64 << 10;
/// Seconds by which two clocks may differ.
const SKEW: i64 = 60;
/// Seconds for which a token may have been on its way.
const AGE_MAX: i64 = 10 * 60;
/// Bytes of a subject, as the standard bounds it.
const SUBJECT_LENGTH_MAX: usize = 255;

/// A key of a provider.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) id: Option<String>,
    pub(super) public: Public,
}

/// The key itself.
#[derive(Debug)]
pub(super) enum Public {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256 { point: Vec<u8> },
}

/// What a token must say.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// What a good token says of a person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    pub(super) sub: String,
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) email_verified: Flag,
    pub(super) name: Option<String>,
    pub(super) given_name: Option<String>,
    pub(super) family_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Some providers write truth as a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Flag {
    #[default]
    Unknown,
    Is(bool),
    Says(String),
}

impl Flag {
    pub(super) fn is_true(&self) -> bool {
        match self {
            Flag::Unknown => false,
            Flag::Is(is) => *is,
            Flag::Says(text) => text == "true",
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// Why a token is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[error("it cannot be read")]
    Unreadable,
    #[error("its algorithm is not taken")]
    Algorithm,
    #[error("it is signed with a key that is not known")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("it is of another issuer")]
    Issuer,
    #[error("it is for somebody else")]
    Audience,
    #[error("it is not of this time")]
    Time,
    #[error("it answers something else")]
    Nonce,
    #[error("it names nobody")]
    Subject,
}

/// What a token says, when it is good.
pub(super) fn verify(token: &str, keys: &[Key], expected: &Expected<'_>) -> Result<Claims, Fault> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Fault::Unreadable)?;
    let (head, body) = signed.split_once('.').ok_or(Fault::Unreadable)?;
    if token.len() > BYTES_MAX || body.contains('.') {
        return Err(Fault::Unreadable);
    }
    let head: Header = read(head)?;
    let signature = URL_SAFE_NO_PAD
        .decode(signature)
        .map_err(|_| Fault::Unreadable)?;
    check_signature(&head, keys, (signed.as_bytes(), &signature))?;
    let claims: Claims = read(body)?;
    check(&claims, expected)?;
    Ok(claims)
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Fault> {
    let bytes = URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| Fault::Unreadable)?;
    serde_json::from_slice(&bytes).map_err(|_| Fault::Unreadable)
}

fn check_signature(
    head: &Header,
    keys: &[Key],
    (signed, signature): (&[u8], &[u8]),
) -> Result<(), Fault> {
    if head.crit.is_some() || !["RS256", "ES256"].contains(&head.alg.as_str()) {
        return Err(Fault::Algorithm);
    }
    let fits = |key: &&Key| {
        let is_kind = match key.public {
            Public::Rsa { .. } => head.alg == "RS256",
            Public::P256 { .. } => head.alg == "ES256",
        };
        is_kind && (head.kid.is_none() || head.kid == key.id)
    };
    let mut fitting = keys.iter().filter(fits).peekable();
    if fitting.peek().is_none() {
        return Err(Fault::UnknownKey);
    }
    let is_signed = fitting.any(|key| key.public.has_signed(signed, signature));
    if is_signed {
        Ok(())
    } else {
        Err(Fault::Signature)
    }
}

impl Public {
    fn has_signed(&self, signed: &[u8], signature: &[u8]) -> bool {
        match self {
            Public::Rsa { n, e } => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
                .is_ok(),
            Public::P256 { point } => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(signed, signature)
                .is_ok(),
        }
    }
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Fault> {
    if claims.iss != expected.issuer {
        return Err(Fault::Issuer);
    }
    let is_for_us = match &claims.aud {
        Audience::One(one) => one == expected.audience,
        // Others may hold it too; then it must have been given to us.
        Audience::Many(many) => {
            many.iter().any(|one| one == expected.audience)
                && (many.len() == 1 || claims.azp.is_some())
        }
    };
    let is_given_to_us = claims
        .azp
        .as_deref()
        .is_none_or(|azp| azp == expected.audience);
    if !is_for_us || !is_given_to_us {
        return Err(Fault::Audience);
    }
    let now = expected.now.0.div_euclid(1_000_000);
    let is_of_now = now - SKEW < claims.exp
        && claims.iat <= now + SKEW
        && now - AGE_MAX - SKEW <= claims.iat
        && claims.nbf.is_none_or(|nbf| nbf <= now + SKEW);
    if !is_of_now {
        return Err(Fault::Time);
    }
    let nonce = claims.nonce.as_deref().unwrap_or_default();
    if !are_same(&hash_of(nonce), &hash_of(expected.nonce)) {
        return Err(Fault::Nonce);
    }
    if claims.sub.is_empty() || claims.sub.len() > SUBJECT_LENGTH_MAX {
        return Err(Fault::Subject);
    }
    Ok(())
}
