//! What a runtime can be told when it is opened, and its limits.

use segue_language::{Text, TimeZone};

/// Settings of a [`crate::Runtime`].
#[derive(Clone, Debug)]
pub struct RuntimeOptions {
    /// The zone in which a moment has a date.
    pub zone: TimeZone,
    /// Longest time after a failure for a plain resume, in seconds.
    pub resume_window_seconds: i64,
    /// `$Organization.Name`.
    pub organization: Text,
    /// Where links of mails lead.
    pub base_url: Text,
    /// How mail is sent.
    pub mail: MailOptions,
    /// Decoded runs kept in memory.
    pub hot_runs_max: usize,
    /// Seconds without a sign of a person after which her presence ends.
    pub presence_seconds: i64,
    /// Calls leave: whoever owns the runtime carries out what [`crate::BatchOutcome`] says.
    pub calls_leave: bool,
    /// Limits of one transaction.
    pub limits: Limits,
}

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailOptions {
    /// Mails are kept in place of being sent: nobody delivers them.
    pub is_captured: bool,
    /// Which mails about work are sent.
    pub notices: Notices,
    /// Addresses that are told of runs that failed, in place of whoever deployed what failed.
    pub failures_to: Vec<Text>,
    /// Mails that are kept after they were sent, captured, given up or dropped.
    pub kept_max: i64,
}

/// Which mails about work are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notices {
    /// All.
    All,
    /// Those that their step words itself.
    Custom,
    /// None.
    Off,
}

impl Default for MailOptions {
    fn default() -> Self {
        MailOptions {
            is_captured: true,
            notices: Notices::All,
            failures_to: Vec::new(),
            kept_max: 20_000,
        }
    }
}

/// Limits of one transaction (security.md, 4.3): beyond one of them it is rolled back with an
/// error that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Queries.
    pub queries_max: u32,
    /// Rows read.
    pub rows_read_max: u32,
    /// Write statements of flows.
    pub writes_max: u32,
    /// Rows written by flows.
    pub rows_written_max: u32,
    /// Record triggers inside record triggers.
    pub trigger_depth_max: u32,
    /// Needs of one interview that the world answered.
    pub interview_needs_max: u32,
    /// Actions called, sending mail among them.
    pub calls_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            queries_max: 100,
            rows_read_max: 50_000,
            writes_max: 150,
            rows_written_max: 10_000,
            trigger_depth_max: 16,
            interview_needs_max: 10_000,
            calls_max: 100,
        }
    }
}

impl Default for RuntimeOptions {
    fn default() -> Self {
        RuntimeOptions {
            zone: TimeZone::UTC,
            resume_window_seconds: 14 * 86_400,
            organization: Text::from("Segue"),
            base_url: Text::from(""),
            mail: MailOptions::default(),
            hot_runs_max: 20_000,
            presence_seconds: 600,
            calls_leave: false,
            limits: Limits::default(),
        }
    }
}
