//! Providers: with whom people may sign in. Only those that the administrator names in a file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, bail};
use segue_connectors::{Endpoint, EndpointSettings};
use serde::Deserialize;
use tokio::sync::Mutex;
use url::{Host, Url};

use super::discovery::Kept;
use crate::problem::Problem;

/// Seconds that a provider may take for one answer.
const SECONDS: u32 = 10;

/// All providers.
#[derive(Debug, Default)]
pub(crate) struct Providers(Vec<Provider>);

/// An OpenID provider, and what is known of it.
pub(crate) struct Provider {
    /// Its name in URLs and in the database.
    pub(crate) name: String,
    /// What people read on its button.
    pub(crate) label: String,
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) policy: Policy,
    allow_private: bool,
    pub(super) kept: Mutex<Kept>,
}

/// Who may come in.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    /// Whoever has no account gets one.
    pub(super) create_accounts: bool,
    /// A verified mail address leads to the account with that address.
    pub(super) link_by_email: bool,
    /// Only mail addresses that end so.
    pub(super) domains: Vec<String>,
    /// Roles of new accounts.
    pub(super) roles: Vec<String>,
}

/// A provider as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    issuer: String,
    client_id: String,
    client_secret: String,
    label: Option<String>,
    #[serde(default)]
    create_accounts: bool,
    #[serde(default)]
    link_by_email: bool,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    allow_private: bool,
}

impl Providers {
    /// Reads the file of providers: a table for each, by its name.
    ///
    /// # Errors
    /// It cannot be read, or something in it makes no sense.
    pub(crate) fn read(path: Option<&Path>) -> anyhow::Result<Providers> {
        let Some(path) = path else {
            return Ok(Providers::default());
        };
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        Providers::of(&text).with_context(|| path.display().to_string())
    }

    fn of(text: &str) -> anyhow::Result<Providers> {
        let written: BTreeMap<String, Written> = toml::from_str(text)?;
        let providers = written
            .into_iter()
            .map(|(name, written)| Provider::new(name, written));
        Ok(Providers(providers.collect::<anyhow::Result<_>>()?))
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.name == name)
    }

    /// Name and label of each.
    pub(crate) fn labels(&self) -> Vec<(String, String)> {
        let labels = self.0.iter();
        labels.map(|p| (p.name.clone(), p.label.clone())).collect()
    }
}

impl Provider {
    fn new(name: String, written: Written) -> anyhow::Result<Provider> {
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if name.is_empty() || name.len() > 40 || !name.bytes().all(is_word) {
            bail!("a provider's name is 1 to 40 small letters and digits, not `{name}`");
        }
        let issuer: Url = written.issuer.parse().context("issuer")?;
        let is_near = match issuer.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            _ => false,
        };
        if issuer.scheme() != "https" && !(issuer.scheme() == "http" && is_near) {
            bail!("the issuer of `{name}` is asked over https");
        }
        if issuer.query().is_some() || issuer.fragment().is_some() {
            bail!("the issuer of `{name}` has a query or a fragment");
        }
        Ok(Provider {
            label: written.label.unwrap_or_else(|| name.clone()),
            issuer: written.issuer,
            client_id: written.client_id,
            client_secret: written.client_secret,
            policy: Policy {
                create_accounts: written.create_accounts,
                link_by_email: written.link_by_email,
                domains: written
                    .domains
                    .iter()
                    .map(|domain| domain.to_lowercase())
                    .collect(),
                roles: written.roles,
            },
            allow_private: written.allow_private || is_near,
            kept: Mutex::default(),
            name,
        })
    }

    /// One of its places as an endpoint: all rules for calls hold.
    pub(super) fn endpoint(&self, url: &str) -> Result<Endpoint, Problem> {
        let settings = EndpointSettings {
            url: url.to_owned(),
            timeout_seconds: SECONDS,
            connect_seconds: SECONDS / 2,
            attempts: 1,
            allow_private: self.allow_private,
        };
        Endpoint::new("provider", &settings).map_err(|problem| self.trouble(&problem.message))
    }

    /// The provider does not do its part. Why goes to the log.
    pub(super) fn trouble(&self, why: &str) -> Problem {
        tracing::warn!(provider = self.name, why, "sign-in with a provider failed");
        let detail = format!(
            "{} does not answer as it should. Try again later.",
            self.label
        );
        let status = axum::http::StatusCode::BAD_GATEWAY;
        Problem::new(status, "provider-trouble", detail)
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::Providers;

    const GOOD: &str = "[work]\nissuer = \"https://id.example.com\"\nclient_id = \"segue\"\n\
                        client_secret = \"x\"\n";

    #[test]
    fn providers_are_read_by_name() {
        let providers = Providers::of(GOOD).unwrap();
        let work = providers.named("work").unwrap();
        assert!(!work.policy.create_accounts && !work.policy.link_by_email);
        assert!(!format!("{providers:?}").contains('x'));
        assert!(providers.named("Work").is_none());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (good, bad) in [
            ("https://id", "http://id"),
            ("https://id", "ftp://id"),
            ("example.com", "example.com?x=1"),
            ("[work]", "[Work]"),
            ("[work]", "[\"a/b\"]"),
            ("client_id", "client"),
        ] {
            assert!(Providers::of(&GOOD.replace(good, bad)).is_err(), "{bad}");
        }
        assert!(
            Providers::of(&GOOD.replace("https://id.example.com", "http://127.0.0.1:1")).is_ok()
        );
    }
}
