//! Credentials: how Segue says who it is at an endpoint.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Secret;
use crate::may_set_header;

/// Longest part of a credential.
const LENGTH_MAX: usize = 4_096;

/// How Segue says who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer …`
    Bearer(Secret),
    /// `Authorization: Basic …`
    Basic {
        /// User name.
        user: String,
        /// Password.
        password: Secret,
    },
    /// A header of its own, as `X-Api-Key`.
    Header {
        /// Name of the header.
        name: String,
        /// Its value.
        value: Secret,
    },
}

/// A credential as the administrator gives it, and as it is sealed.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Written {
    Bearer { token: Hidden },
    Basic { user: String, password: Hidden },
    Header { name: String, value: Hidden },
}

/// The same while it is written down to be sealed.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Sealing<'c> {
    Bearer { token: &'c Secret },
    Basic { user: &'c str, password: &'c Secret },
    Header { name: &'c str, value: &'c Secret },
}

struct Hidden(Secret);

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Hidden(Secret::new(String::deserialize(deserializer)?)))
    }
}

/// Only what is sealed afterwards is written.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.reveal())
    }
}

/// Why a credential cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CredentialProblem(&'static str);

impl Credential {
    /// Reads what the administrator gives.
    ///
    /// # Errors
    /// It is none. The message repeats nothing of it.
    pub fn read(text: &str) -> Result<Credential, CredentialProblem> {
        let written = serde_json::from_str(text).map_err(|_| {
            CredentialProblem(
                "A credential has a kind (bearer, basic or header) and its parts: token; user and \
                 password; name and value.",
            )
        })?;
        let credential = match written {
            Written::Bearer { token } => Credential::Bearer(token.0),
            Written::Basic { user, password } => Credential::Basic {
                user,
                password: password.0,
            },
            Written::Header { name, value } => Credential::Header {
                name,
                value: value.0,
            },
        };
        credential.check()?;
        Ok(credential)
    }

    fn check(&self) -> Result<(), CredentialProblem> {
        let (first, secret) = match self {
            Credential::Bearer(token) => ("-", token),
            Credential::Basic { user, password } => (user.as_str(), password),
            Credential::Header { name, value } => (name.as_str(), value),
        };
        let is_text = |text: &str| {
            !text.is_empty() && text.len() <= LENGTH_MAX && !text.chars().any(char::is_control)
        };
        if !is_text(first) || !is_text(secret.reveal()) {
            return Err(CredentialProblem(
                "A part of the credential is empty, too long, or has control characters.",
            ));
        }
        match self {
            Credential::Basic { user, .. } if user.contains(':') => {
                Err(CredentialProblem("A user name has no colon."))
            }
            Credential::Header { name, .. }
                if !may_set_header(name) && !name.eq_ignore_ascii_case("authorization") =>
            {
                Err(CredentialProblem("No credential stands in that header."))
            }
            _ => Ok(()),
        }
    }

    /// As it is sealed.
    pub(crate) fn written(&self) -> Secret {
        let sealing = match self {
            Credential::Bearer(token) => Sealing::Bearer { token },
            Credential::Basic { user, password } => Sealing::Basic { user, password },
            Credential::Header { name, value } => Sealing::Header { name, value },
        };
        Secret::new(serde_json::to_string(&sealing).expect("texts can be written"))
    }

    /// Its kind in a word, which is no secret.
    pub fn kind(&self) -> &'static str {
        match self {
            Credential::Bearer(_) => "bearer",
            Credential::Basic { .. } => "basic",
            Credential::Header { .. } => "header",
        }
    }

    /// The header that carries it; without a name it is `Authorization`.
    pub(crate) fn header(&self) -> (Option<&str>, Secret) {
        match self {
            Credential::Bearer(token) => (None, Secret::new(format!("Bearer {}", token.reveal()))),
            Credential::Basic { user, password } => {
                let pair = Secret::new(format!("{user}:{}", password.reveal()));
                let coded = base64(pair.reveal().as_bytes());
                (None, Secret::new(format!("Basic {coded}")))
            }
            Credential::Header { name, value } => (Some(name), value.clone()),
        }
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

/// Base 64 with padding, as `Authorization: Basic` has it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_u32 {
            let sextet = (bits >> (18 - 6 * place)) & 63;
            let is_there = place as usize <= chunk.len();
            text.push(match is_there {
                true => char::from(ALPHABET[sextet as usize]),
                false => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Credential, base64};

    #[test]
    fn the_texts_of_the_standard_are_coded_as_it_says() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_credential_shows_nothing_of_its_secret() {
        let text = r#"{"kind":"basic","user":"segue","password":"canary-4711"}"#;
        let credential = Credential::read(text).unwrap();
        assert!(!format!("{credential:?} {credential}").contains("canary"));
        let (name, value) = credential.header();
        assert_eq!(
            (name, value.reveal()),
            (None, "Basic c2VndWU6Y2FuYXJ5LTQ3MTE=")
        );
    }

    #[test]
    fn what_is_no_credential_is_refused_without_being_repeated() {
        for text in [
            r#"{"kind":"bearer","token":"canary\r\nX: y"}"#,
            r#"{"kind":"bearer","token":""}"#,
            r#"{"kind":"basic","user":"a:b","password":"canary"}"#,
            r#"{"kind":"header","name":"Host","value":"canary"}"#,
            r#"{"kind":"bearer","token":"canary","more":1}"#,
            r#"{"kind":"canary"}"#,
            "canary",
        ] {
            let refused = Credential::read(text).unwrap_err();
            assert!(
                !format!("{refused} {refused:?}").contains("canary"),
                "{text}"
            );
        }
    }
}
