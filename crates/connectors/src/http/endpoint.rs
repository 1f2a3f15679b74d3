//! Endpoints: the only places that calls may go to. Whoever may change settings names them.

use std::net::IpAddr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Longest address of an endpoint.
const URL_LENGTH_MAX: usize = 2_000;
/// Longest name of an endpoint.
pub const ENDPOINT_NAME_LENGTH_MAX: usize = 40;
/// Seconds that a call may take in all.
pub const CALL_SECONDS_MAX: u32 = 120;
/// Seconds that a connection may take.
pub const CONNECT_SECONDS_MAX: u32 = 30;
/// Attempts of one call.
pub const ATTEMPTS_MAX: u32 = 10;

/// What the administrator says of an endpoint, as it is stored and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointSettings {
    /// Scheme, host, port and the beginning of each path: `https://api.example.com/v1`.
    pub url: String,
    /// Seconds that a call may take in all.
    #[serde(default = "seconds")]
    pub timeout_seconds: u32,
    /// Seconds that its connection may take.
    #[serde(default = "connect_seconds")]
    pub connect_seconds: u32,
    /// Attempts of one call; 1 tries nothing again.
    #[serde(default = "one")]
    pub attempts: u32,
    /// It may lie in a private network or on this machine.
    #[serde(default)]
    pub allow_private: bool,
}

/// An endpoint that calls may go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// Where each URL begins; its path ends without a slash.
    pub base: Url,
    /// For a call in all.
    pub timeout: Duration,
    /// For its connection.
    pub connect_timeout: Duration,
    /// Attempts of one call.
    pub attempts: u32,
    /// It may lie in a private network or on this machine.
    pub allows_private: bool,
}

/// What is wrong with an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EndpointProblem {
    /// The setting.
    pub field: &'static str,
    /// One sentence.
    pub message: String,
}

fn seconds() -> u32 {
    60
}

fn connect_seconds() -> u32 {
    5
}

fn one() -> u32 {
    1
}

impl Endpoint {
    /// Checks what the administrator says.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn new(name: &str, settings: &EndpointSettings) -> Result<Endpoint, EndpointProblem> {
        check_name(name)?;
        let within = |field, value: u32, max: u32| match (1..=max).contains(&value) {
            true => Ok(value),
            false => Err(problem(field, format!("It is a number from 1 to {max}."))),
        };
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        let timeout = within(
            "timeout_seconds",
            settings.timeout_seconds,
            CALL_SECONDS_MAX,
        )?;
        let connect = settings.connect_seconds;
        let connect = within("connect_seconds", connect, CONNECT_SECONDS_MAX)?;
        Ok(Endpoint {
            name: name.to_owned(),
            base: base(&settings.url, settings.allow_private)?,
            timeout: seconds(timeout),
            connect_timeout: seconds(connect),
            attempts: within("attempts", settings.attempts, ATTEMPTS_MAX)?,
            allows_private: settings.allow_private,
        })
    }

    /// Scheme, host and port: what a credential is bound to.
    pub fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.base.port_or_known_default().unwrap_or_default()
    }

    /// Its address, when its host is one.
    pub fn literal(&self) -> Option<IpAddr> {
        literal(&self.base)
    }

    /// Whether what is sent can be read on its way by nobody, or only by those near.
    pub fn may_carry_credentials(&self) -> bool {
        self.base.scheme() == "https" || self.allows_private
    }
}

/// The address that the host of a URL is.
pub(crate) fn literal(url: &Url) -> Option<IpAddr> {
    match url.host() {
        Some(Host::Ipv4(address)) => Some(address.into()),
        Some(Host::Ipv6(address)) => Some(address.into()),
        Some(Host::Domain(_)) | None => None,
    }
}

fn check_name(name: &str) -> Result<(), EndpointProblem> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_good = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_word)
        && name.len() <= ENDPOINT_NAME_LENGTH_MAX;
    match is_good {
        true => Ok(()),
        false => Err(problem(
            "name",
            "A name begins with a letter and has letters, digits and underscores, 40 at most.",
        )),
    }
}

fn base(text: &str, allows_private: bool) -> Result<Url, EndpointProblem> {
    let wrong = |message: &str| Err(problem("url", message));
    // Parsers of URLs drop or turn some characters; a URL that has them means something else to
    // whoever reads it.
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if text.len() > URL_LENGTH_MAX || text.chars().any(is_odd) {
        return wrong(
            "A URL has no blanks, control characters or backslashes, and is not too long.",
        );
    }
    // `http:///x` and `http:x` would be read as `http://x`.
    let has_host = text
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.starts_with('/'));
    let parsed = Url::parse(text).ok().filter(|_| has_host);
    let Some(mut url) = parsed else {
        return wrong("This is no URL; it begins with https:// and has a host.");
    };
    if !matches!(url.scheme(), "http" | "https") {
        return wrong("A URL begins with https:// or http://.");
    }
    if !url.username().is_empty() || url.password().is_some() || text.contains('@') {
        return wrong("A URL has no user name or password; give the endpoint a credential.");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return wrong("The URL of an endpoint ends with its path: no ? and no #.");
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    if host.is_empty() || host.ends_with('.') {
        return wrong("The host is missing, or ends with a dot.");
    }
    if text.contains("/.") || text.to_ascii_lowercase().contains("%2e") || text.contains("%2f") {
        return wrong("The path of an endpoint leads nowhere else: no dots alone, none encoded.");
    }
    if let Some(address) = literal(&url) {
        let rule = super::AddressRule {
            allows_private,
            own: None,
        };
        rule.check(address, 0)
            .map_err(|blocked| problem("url", sentence(&blocked.to_string())))?;
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn problem(field: &'static str, message: impl Into<String>) -> EndpointProblem {
    let message = message.into();
    EndpointProblem { field, message }
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(characters).collect::<String>() + "."
}
