//! Where the mail server is and how it is spoken to.

use std::time::Duration;

use url::Url;

/// How a connection is kept from listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// Not at all: for a server on the same machine.
    Plain,
    /// With STARTTLS, or no mail is sent.
    StartTls,
    /// With TLS from the first byte.
    Tls,
}

/// Where the mail server is and how it is spoken to. Its debug text holds no password.
#[derive(Clone)]
pub struct MailServerSettings {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is kept from listeners.
    pub security: MailSecurity,
    /// User name and password.
    pub credentials: Option<(String, String)>,
    /// Certificates, as PEM, that are trusted beside those of the system.
    pub certificates: Option<Vec<u8>>,
    /// The name by which we say hello.
    pub hello: String,
    /// Longest time for one answer.
    pub timeout: Duration,
}

/// Settings that make no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnusableMailServer(pub String);

/// Longest time for one answer when nobody says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

impl MailServerSettings {
    /// Reads a URL: `smtp://host` asks for STARTTLS, `smtps://host` is TLS from the first byte,
    /// `smtp+plain://host` neither. User name and password may stand in it.
    ///
    /// # Errors
    /// It is none of these. The message does not repeat the URL, which may hold a password.
    pub fn read(url: &str) -> Result<MailServerSettings, UnusableMailServer> {
        let unusable = |why: &str| UnusableMailServer(why.to_owned());
        let url = Url::parse(url).map_err(|error| UnusableMailServer(error.to_string()))?;
        let (security, port) = match url.scheme() {
            "smtp" => (MailSecurity::StartTls, 587),
            "smtps" => (MailSecurity::Tls, 465),
            "smtp+plain" => (MailSecurity::Plain, 25),
            _ => {
                return Err(unusable(
                    "it begins with smtp://, smtps:// or smtp+plain://",
                ));
            }
        };
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| unusable("it names no host"))?;
        if url.query().is_some() || url.fragment().is_some() || !matches!(url.path(), "" | "/") {
            return Err(unusable("nothing follows the host and port"));
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => Some((decoded(user)?, decoded(password.unwrap_or_default())?)),
        };
        Ok(MailServerSettings {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            security,
            credentials,
            certificates: None,
            hello: "localhost".to_owned(),
            timeout: TIMEOUT,
        })
    }
}

/// A part of a URL without its percent signs.
fn decoded(part: &str) -> Result<String, UnusableMailServer> {
    let bad = || UnusableMailServer("user name or password is not well escaped".to_owned());
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2).ok_or_else(bad)?;
        let digits = std::str::from_utf8(digits).map_err(|_| bad())?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| bad())?);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| bad())
}

impl std::fmt::Debug for MailServerSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = self.credentials.as_ref().map(|(user, _)| user);
        f.debug_struct("MailServerSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{MailSecurity, MailServerSettings};

    #[test]
    fn the_scheme_says_how_the_connection_is_kept_secret() {
        let cases = [
            ("smtp://mail.example.com", MailSecurity::StartTls, 587),
            ("smtps://mail.example.com", MailSecurity::Tls, 465),
            (
                "smtp+plain://mail.example.com:2525",
                MailSecurity::Plain,
                2525,
            ),
        ];
        for (url, security, port) in cases {
            let read = MailServerSettings::read(url).unwrap();
            assert_eq!((read.security, read.port), (security, port), "{url}");
            assert_eq!(
                (read.host.as_str(), read.credentials),
                ("mail.example.com", None)
            );
        }
    }

    #[test]
    fn credentials_may_stand_in_the_url_and_are_never_shown() {
        let read = MailServerSettings::read("smtp://me%40x.org:p%3Aw%2F@[::1]:25/").unwrap();
        let credentials = ("me@x.org".to_owned(), "p:w/".to_owned());
        assert_eq!(read.credentials, Some(credentials));
        assert_eq!(read.host, "::1");
        assert!(!format!("{read:?}").contains("p:w/"));
    }

    #[test]
    fn what_is_no_mail_server_is_refused_without_repeating_it() {
        let urls = [
            "",
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://me:secret@host/path",
            "smtp://me:secret@host?tls=no",
            "smtp://me:sec%ret@host",
        ];
        for url in urls {
            let refused = MailServerSettings::read(url).unwrap_err().to_string();
            assert!(!refused.contains("secret"), "{url}: {refused}");
        }
    }
}
