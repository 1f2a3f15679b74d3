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
    /// Decoded runs kept in memory.
    pub hot_runs_max: usize,
    /// Seconds without a sign of a person after which her presence ends.
    pub presence_seconds: i64,
    /// Calls leave: whoever owns the runtime carries out what [`crate::BatchOutcome`] says.
    pub calls_leave: bool,
    /// Limits of one transaction.
    pub limits: Limits,
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
    /// Actions called.
    pub calls_max: u32,
    /// Mails sent by flows.
    pub mails_max: u32,
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
            mails_max: 100,
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
            hot_runs_max: 20_000,
            presence_seconds: 600,
            calls_leave: false,
            limits: Limits::default(),
        }
    }
}
