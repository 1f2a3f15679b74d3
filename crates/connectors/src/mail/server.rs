//! A mail server that can be connected to: its settings once they were found to be usable.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::{MailSecurity, MailServerSettings, UnusableMailServer};

/// A mail server that can be connected to.
pub struct MailServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: MailSecurity,
    pub(super) credentials: Option<Credentials>,
    pub(super) tls: TlsParameters,
    pub(super) hello: ClientId,
    pub(super) timeout: Duration,
}

impl MailServer {
    /// A mail server with these settings.
    ///
    /// # Errors
    /// The certificates cannot be read, or the system has none; or a password would leave this
    /// machine for everybody to read.
    pub fn new(settings: MailServerSettings) -> Result<MailServer, UnusableMailServer> {
        let is_secret = settings.security != MailSecurity::Plain;
        if settings.credentials.is_some() && !is_secret && !is_here(&settings.host) {
            let why = "a password leaves this machine only with smtp:// or smtps://";
            return Err(UnusableMailServer(why.to_owned()));
        }
        let mut tls = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.certificates {
            tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
        }
        let credentials = settings.credentials;
        Ok(MailServer {
            tls: tls.build().map_err(unusable)?,
            host: settings.host,
            port: settings.port,
            security: settings.security,
            credentials: credentials.map(|(user, password)| Credentials::new(user, password)),
            hello: ClientId::Domain(settings.hello),
            timeout: settings.timeout,
        })
    }
}

fn unusable(error: lettre::transport::smtp::Error) -> UnusableMailServer {
    UnusableMailServer(error.to_string())
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let address = host.parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}
