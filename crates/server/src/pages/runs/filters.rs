//! What the list of runs is narrowed to, as the URL has it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use segue_engine::RunStatus;
use segue_language::Timestamp;
use serde::Deserialize;

use crate::pages::query_string;
use crate::queries::runs::Wanted;

/// Statuses that the list can be narrowed to.
const STATUSES: [RunStatus; 5] = [
    RunStatus::InProgress,
    RunStatus::Error,
    RunStatus::Suspended,
    RunStatus::Completed,
    RunStatus::Canceled,
];
/// Runs on one page.
const PAGE: usize = 50;

/// The filters, as the URL has them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    pub(super) q: String,
    pub(super) status: String,
    pub(super) orchestration: String,
    pub(super) stage: String,
    pub(super) record: String,
    /// Days as `2026-03-02`, the last one included.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) before: String,
}

impl Filters {
    /// The runs that they let through.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            status: self.status(),
            orchestration: given(&self.orchestration),
            stage: given(&self.stage),
            record: given(&self.record),
            text: given(&self.q),
            from: day(&self.from).and_then(begin),
            to: day(&self.to).and_then(|day| begin(day.tomorrow().ok()?)),
            before: self.before.parse().ok(),
            limit: PAGE,
        }
    }

    pub(super) fn status(&self) -> Option<RunStatus> {
        STATUSES
            .into_iter()
            .find(|status| status.api_name().eq_ignore_ascii_case(&self.status))
    }

    /// Statuses: word, label, and whether it is chosen.
    pub(super) fn statuses(&self) -> Vec<(&'static str, &'static str, bool)> {
        let chosen = self.status();
        let statuses = STATUSES.into_iter();
        statuses
            .map(|status| (status.api_name(), status.label(), chosen == Some(status)))
            .collect()
    }

    pub(super) fn is_of(&self, name: &str) -> bool {
        self.orchestration.eq_ignore_ascii_case(name)
    }

    /// Whether a stage is chosen; a stage of that name counts in whichever orchestration it is.
    pub(super) fn is_in(&self, stage: &str) -> bool {
        self.stage.eq_ignore_ascii_case(stage)
    }

    /// Whether anything is narrowed.
    pub(super) fn is_narrowed(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }

    /// Whether the filters that are folded away say something.
    pub(super) fn has_more(&self) -> bool {
        [&self.stage, &self.record, &self.from, &self.to]
            .into_iter()
            .any(|value| !value.is_empty())
    }

    /// The list, narrowed so, from a run on.
    pub(super) fn page_from(&self, before: &i64) -> String {
        let before = before.to_string();
        let pairs = self.pairs().into_iter().chain([("before", &*before)]);
        query_string("/runs", &pairs.collect::<Vec<_>>())
    }

    /// The list in another status, the rest the same.
    pub(super) fn in_status(&self, status: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| *name != "status");
        pairs.push(("status", status));
        query_string("/runs", &pairs)
    }

    /// The same as a file.
    pub(super) fn export(&self) -> String {
        query_string("/runs.csv", &self.pairs())
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("q", &self.q),
            ("status", &self.status),
            ("orchestration", &self.orchestration),
            ("stage", &self.stage),
            ("record", &self.record),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A day that cannot be read narrows nothing.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn begin(day: Date) -> Option<Timestamp> {
    let midnight = day.to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp(midnight.timestamp().as_microsecond()))
}
