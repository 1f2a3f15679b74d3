//! Settings of the server: flags, then environment, then `segue.toml`, then defaults.

mod due;
mod mail;
mod sources;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use segue_language::{Text, TimeZone};
use segue_runtime::RuntimeOptions;

pub(crate) use due::Due;
pub use mail::MailSettings;
pub(crate) use sources::{Found, Sources};

/// Each setting with its default.
const DEFAULTS: [(&str, &str); 26] = [
    ("data", "segue-data"),
    ("listen", "127.0.0.1:8080"),
    ("project", ""),
    ("infer", "false"),
    ("watch", "false"),
    ("base_url", ""),
    ("hosts", ""),
    ("requests_per_second", "200"),
    ("sign_in_providers", ""),
    ("organization", "Segue"),
    ("timezone", "UTC"),
    ("resume_window_days", "14"),
    ("due", ""),
    ("mail_smtp", ""),
    ("mail_from", ""),
    ("mail_user", ""),
    ("mail_password", ""),
    ("mail_password_file", ""),
    ("mail_certificates", ""),
    ("mail_timeout_seconds", "60"),
    ("mail_give_up_hours", "72"),
    ("mail_notices", "all"),
    ("mail_failures_to", ""),
    ("key_file", ""),
    ("log", "info"),
    ("log_format", "text"),
];

/// Seconds of a day.
const DAY: i64 = 86_400;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object per line.
    Json,
}

/// What the server is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of the database.
    pub data: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Folder of definitions to deploy at start.
    pub project: Option<PathBuf>,
    /// Adds the objects and fields that the project uses but nothing declares.
    pub infer: bool,
    /// Deploys the project again when its folder changes.
    pub watch: bool,
    /// How people reach it; links in mails begin with it.
    pub base_url: String,
    /// Further names by which people reach it.
    pub hosts: Vec<String>,
    /// Requests of one person, or of one address without anybody signed in, per second; 0 for any.
    pub requests_per_second: u32,
    /// File of the OpenID providers with which people may sign in.
    pub sign_in_providers: Option<PathBuf>,
    /// Name of the organization.
    pub organization: String,
    /// The zone in which a moment has a date.
    pub timezone: TimeZone,
    /// Days after a failure for a plain resume.
    pub resume_window_days: i64,
    /// How long work may take before it is overdue.
    pub(crate) due: Due,
    /// How mail is sent.
    pub mail: MailSettings,
    /// File of the keys that seal credentials; beside the data folder, not in it.
    pub key_file: PathBuf,
    /// What is logged.
    pub log: String,
    /// How log lines are written.
    pub log_format: LogFormat,
}

impl Settings {
    /// The settings without any source: those of a test. Requests have no bound.
    ///
    /// # Panics
    /// Never: the defaults can be read.
    pub fn of_defaults() -> Settings {
        let settings = Settings::read(&Sources::default()).expect("the defaults are good");
        Settings {
            requests_per_second: 0,
            ..settings
        }
    }

    /// Reads all settings.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub(crate) fn read(sources: &Sources) -> anyhow::Result<Settings> {
        let get = |name| sources.find(name).value;
        let listen: SocketAddr = parsed(sources, "listen")?;
        let base_url = match get("base_url") {
            url if url.is_empty() => format!("http://{listen}"),
            url => url.trim_end_matches('/').to_owned(),
        };
        let zone = get("timezone");
        let mail = MailSettings::read(sources, &base_url)?;
        Ok(Settings {
            data: PathBuf::from(get("data")),
            listen,
            project: path(&get("project")),
            infer: parsed(sources, "infer")?,
            watch: parsed(sources, "watch")?,
            base_url,
            hosts: words(&get("hosts")),
            requests_per_second: parsed(sources, "requests_per_second")?,
            sign_in_providers: path(&get("sign_in_providers")),
            organization: get("organization"),
            timezone: TimeZone::get(&zone).with_context(|| format!("timezone `{zone}`"))?,
            resume_window_days: parsed(sources, "resume_window_days")?,
            due: Due::read(&get("due")).context("due")?,
            mail,
            key_file: match get("key_file") {
                file if file.is_empty() => beside(&get("data")),
                file => PathBuf::from(file),
            },
            log: get("log"),
            log_format: log_format(&get("log_format"))?,
        })
    }

    /// What of them the runtime needs.
    pub(crate) fn runtime_options(&self) -> RuntimeOptions {
        RuntimeOptions {
            zone: self.timezone.clone(),
            resume_window_seconds: self.resume_window_days.saturating_mul(DAY),
            organization: Text::from(self.organization.as_str()),
            base_url: Text::from(self.base_url.as_str()),
            mail: self.mail.runtime_options(),
            calls_leave: true,
            ..RuntimeOptions::default()
        }
    }
}

/// `segue-data.key` beside `segue-data`: whoever copies the folder does not have the keys.
fn beside(data: &str) -> PathBuf {
    PathBuf::from(format!("{}.key", data.trim_end_matches('/')))
}

fn parsed<T: std::str::FromStr>(sources: &Sources, name: &'static str) -> anyhow::Result<T> {
    let Found { value, from } = sources.find(name);
    let read = value.parse().ok();
    read.with_context(|| format!("{name} = `{value}` (from {from}) makes no sense"))
}

fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| PathBuf::from(text))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split([',', ' ']).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn log_format(word: &str) -> anyhow::Result<LogFormat> {
    match word {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => anyhow::bail!("log_format is `text` or `json`, not `{word}`"),
    }
}
