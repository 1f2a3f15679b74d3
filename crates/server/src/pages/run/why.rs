//! Why a run waits, as its page shows it: what each unfinished part waits for with today's values.

use segue_engine::{GateExplanation, PartExplanation};
use segue_language::{Text, Timestamp};

use crate::pages::moment::Moment;
use crate::pages::status::mark;
use crate::queries::run_detail::RunDetail;
use crate::queries::run_history::label;

/// Why a run waits.
pub(super) struct Why {
    pub(super) warnings: Vec<String>,
    pub(super) parts: Vec<Waiting>,
    pub(super) wakes: Vec<String>,
}

/// A stage or step that is not finished.
pub(super) struct Waiting {
    /// `Stage` or `Step`.
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) status: &'static str,
    pub(super) mark: String,
    pub(super) since: Moment,
    /// `starts when`, `is done when`.
    pub(super) verb: &'static str,
    pub(super) gate: GateExplanation,
    pub(super) holder: Option<Holder>,
    /// What its flow waits for.
    pub(super) waits: Option<String>,
}

/// Who has the work.
pub(super) struct Holder {
    pub(super) name: Text,
    pub(super) kind: &'static str,
    pub(super) since: Moment,
}

/// Why a run waits; none when there is nothing to say beyond its status.
pub(super) fn why(detail: &RunDetail, now: Timestamp) -> Option<Why> {
    let explained = detail.why.as_ref()?;
    if explained.parts.is_empty() && explained.warnings.is_empty() {
        return None;
    }
    let parts = explained.parts.iter();
    Some(Why {
        warnings: explained.warnings.clone(),
        parts: parts.map(|part| waiting(detail, part, now)).collect(),
        wakes: explained.wakes.clone(),
    })
}

fn waiting(detail: &RunDetail, part: &PartExplanation, now: Timestamp) -> Waiting {
    let (kind, name) = part.name.split_once(' ').unwrap_or(("", &part.name));
    let holder = part.holder.as_ref().map(|(assignee, since)| Holder {
        name: assignee.name.clone(),
        kind: assignee.kind.label(),
        since: Moment { at: *since, now },
    });
    Waiting {
        kind: if kind == "stage" { "Stage" } else { "Step" },
        label: label(&detail.found.view, name),
        status: part.status,
        mark: mark(part.status),
        since: Moment {
            at: part.since,
            now,
        },
        verb: if part.status == "Not Started" {
            "Starts when"
        } else {
            "Is done when"
        },
        gate: part.gate.clone(),
        holder,
        waits: part.waits.clone(),
    }
}
