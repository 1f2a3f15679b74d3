//! Settings of mail: what is sent, and to whom failures are told.

use anyhow::bail;
use segue_language::Text;
use segue_runtime::{MailOptions, Notices};

use super::Sources;

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Which mails about work are sent.
    pub notices: Notices,
    /// Addresses that are told of runs that failed, in place of whoever deployed what failed.
    pub failures_to: Vec<String>,
}

impl MailSettings {
    /// Reads them.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub(super) fn read(sources: &Sources) -> anyhow::Result<MailSettings> {
        let get = |name| sources.find(name).value;
        Ok(MailSettings {
            notices: notices(&get("mail_notices"))?,
            failures_to: addresses(&get("mail_failures_to")),
        })
    }

    /// Whether mails are kept in place of being sent, because no mail server is set.
    pub fn is_captured(&self) -> bool {
        true
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
