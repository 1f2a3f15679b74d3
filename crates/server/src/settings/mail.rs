//! Settings of mail: the mail server, what is sent, and to whom failures are told.

use std::time::Duration;

use anyhow::{Context, bail};
use segue_connectors::{MailServerSettings, address_of};
use segue_language::Text;
use segue_runtime::{MailOptions, Notices};

use super::{Sources, parsed};

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The mail server; none keeps mails in place of sending them.
    pub server: Option<MailServerSettings>,
    /// Name and address of the sender.
    pub from: String,
    /// Which mails about work are sent.
    pub notices: Notices,
    /// Addresses that are told of runs that failed, in place of whoever deployed what failed.
    pub failures_to: Vec<String>,
    /// Seconds after which a mail is given up.
    pub give_up_seconds: i64,
}

impl MailSettings {
    /// Reads them.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub(super) fn read(sources: &Sources, base_url: &str) -> anyhow::Result<MailSettings> {
        let get = |name| sources.find(name).value;
        let server = server(sources, base_url)?;
        let from = get("mail_from");
        if server.is_some() && address_of(&from).is_none() {
            bail!("mail_from names who sends mails, such as `Segue <segue@example.com>`");
        }
        let hours: i64 = parsed(sources, "mail_give_up_hours")?;
        Ok(MailSettings {
            server,
            from,
            notices: notices(&get("mail_notices"))?,
            failures_to: addresses(&get("mail_failures_to")),
            give_up_seconds: hours.saturating_mul(HOUR),
        })
    }

    /// Whether mails are kept in place of being sent, because no mail server is set.
    pub fn is_captured(&self) -> bool {
        self.server.is_none()
    }

    /// The address of the sender without the name.
    pub(crate) fn sender(&self) -> String {
        address_of(&self.from).unwrap_or_default()
    }

    /// What of them the runtime needs.
    pub(super) fn runtime_options(&self) -> MailOptions {
        let failures_to = self.failures_to.iter();
        MailOptions {
            is_captured: self.is_captured(),
            notices: self.notices,
            failures_to: failures_to.map(|to| Text::from(to.as_str())).collect(),
            ..MailOptions::default()
        }
    }
}

fn server(sources: &Sources, base_url: &str) -> anyhow::Result<Option<MailServerSettings>> {
    let get = |name| sources.find(name).value;
    let url = get("mail_smtp");
    if url.is_empty() {
        return Ok(None);
    }
    let mut server = MailServerSettings::read(&url).context("mail_smtp")?;
    let user = get("mail_user");
    if !user.is_empty() {
        server.credentials = Some((user, password(sources)?));
    }
    let certificates = get("mail_certificates");
    if !certificates.is_empty() {
        let pem = std::fs::read(&certificates).context("mail_certificates")?;
        server.certificates = Some(pem);
    }
    let seconds: u64 = parsed(sources, "mail_timeout_seconds")?;
    server.timeout = Duration::from_secs(seconds.max(1));
    let base_url = url::Url::parse(base_url).ok();
    if let Some(host) = base_url.as_ref().and_then(|url| url.domain()) {
        server.hello = host.to_owned();
    }
    Ok(Some(server))
}

/// The password, or what the file of it holds.
fn password(sources: &Sources) -> anyhow::Result<String> {
    let file = sources.find("mail_password_file").value;
    if file.is_empty() {
        return Ok(sources.find("mail_password").value);
    }
    let text = std::fs::read_to_string(&file).context("mail_password_file")?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn notices(word: &str) -> anyhow::Result<Notices> {
    Ok(match word {
        "all" => Notices::All,
        "custom" => Notices::Custom,
        "off" => Notices::Off,
        _ => bail!("mail_notices is `all`, `custom` or `off`, not `{word}`"),
    })
}

fn addresses(text: &str) -> Vec<String> {
    let words = text.split([',', ' ']).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, Sources};

    fn sources(pairs: &[(&'static str, &str)]) -> Sources {
        let pairs = pairs.iter();
        Sources {
            environment: pairs
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            ..Sources::default()
        }
    }

    #[test]
    fn a_mail_server_needs_a_sender() {
        let smtp = ("mail_smtp", "smtps://mail.example.com");
        assert!(Settings::read(&sources(&[smtp])).is_err());
        let read = Settings::read(&sources(&[smtp, ("mail_from", "Segue <a@example.com>")]));
        let mail = read.unwrap().mail;
        assert_eq!(
            (mail.sender().as_str(), mail.is_captured()),
            ("a@example.com", false)
        );
        assert!(
            Settings::read(&Sources::default())
                .unwrap()
                .mail
                .is_captured()
        );
    }

    #[test]
    fn a_password_comes_from_a_file_and_is_never_printed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "open-sesame\n").unwrap();
        let sources = sources(&[
            ("mail_smtp", "smtps://you:opened@mail.example.com"),
            ("mail_from", "a@example.com"),
            ("mail_user", "me"),
            ("mail_password", "open-sesame"),
            ("mail_password_file", file.to_str().unwrap()),
        ]);
        let server = Settings::read(&sources).unwrap().mail.server.unwrap();
        assert_eq!(
            server.credentials,
            Some(("me".to_owned(), "open-sesame".to_owned()))
        );
        let printed = sources.print();
        assert!(printed.contains("mail.example.com"), "{printed}");
        for hidden in ["secret", "opened"] {
            assert!(!printed.contains(hidden), "{printed}");
            assert!(!format!("{server:?}").contains(hidden));
        }
    }
}
