//! Calls of a run: every attempt, with what became of it.

use segue_language::{Text, Timestamp};
use segue_store::{CallOutcome, CallRow};

use super::eyes::{Eyes, see};
use super::runs::seen;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// An attempt of a call.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// API name and label of the step that called.
    pub(crate) step: Text,
    pub(crate) label: Text,
    /// The action, and the endpoint that it went to.
    pub(crate) action: Text,
    pub(crate) endpoint: Text,
    /// 1, 2, … among the attempts of one call.
    pub(crate) number: i64,
    pub(crate) started: Timestamp,
    pub(crate) ended: Option<Timestamp>,
    /// How it ended; none while it is out.
    pub(crate) outcome: Option<CallOutcome>,
    /// Status code of the reply.
    pub(crate) status: Option<i64>,
    pub(crate) error: Option<String>,
    /// When the next attempt leaves.
    pub(crate) next: Option<Timestamp>,
}

impl Attempt {
    /// How it stands, in a word.
    pub(crate) fn word(&self) -> &'static str {
        self.outcome.map_or("out", CallOutcome::word)
    }

    /// How long it took.
    pub(crate) fn milliseconds(&self) -> Option<i64> {
        let ended = self.ended?;
        Some((ended.0 - self.started.0) / 1_000)
    }
}

/// Attempts of the calls of a run that the caller may see, oldest first.
pub(crate) async fn of_run(app: &App, caller: &Caller, id: &Text) -> Answer<Vec<Attempt>> {
    let id = id.clone();
    see(app, caller, move |eyes| read(eyes, &id)).await
}

/// Reads them from inside a reading.
pub(crate) fn read(eyes: &Eyes<'_>, id: &Text) -> Answer<Vec<Attempt>> {
    let view = seen(eyes, id)?.view;
    let rows = eyes
        .reads
        .store()
        .calls(segue_store::RunNumber(view.number))?;
    let step = |row: &CallRow| {
        let run = view.run.step_run(row.n.part())?;
        let step = view.orchestration.step(run.step);
        Some((step.name.clone(), Text::from(&*step.label)))
    };
    let attempts = rows.into_iter().map(|row| {
        let (step, label) = step(&row).unwrap_or_default();
        attempt(row, step, label)
    });
    Ok(attempts.collect())
}

/// Attempts of the calls of an interview that no run asked for: no step called.
pub(crate) fn alone(rows: Vec<CallRow>) -> Vec<Attempt> {
    let none = Text::default();
    let attempts = rows.into_iter();
    attempts
        .map(|row| attempt(row, none.clone(), none.clone()))
        .collect()
}

fn attempt(row: CallRow, step: Text, label: Text) -> Attempt {
    let end = row.ended;
    Attempt {
        step,
        label,
        action: row.action,
        endpoint: row.endpoint,
        number: row.attempt,
        started: row.started,
        ended: end.as_ref().map(|end| end.at),
        outcome: end.as_ref().map(|end| end.outcome),
        status: end.as_ref().and_then(|end| end.status),
        next: end.as_ref().and_then(|end| end.next),
        error: end.and_then(|end| end.error),
    }
}
