//! Interviews that no run asked for, as operators see them.

use segue_flow::Frozen;
use segue_language::{FlowVersion, Text, Timestamp};
use segue_store::{AloneFilter, AloneRow, CallRow, StoreError, View, decode};

use super::AloneFailure;
use super::calls::interview_id;
use super::requests::number_of;
use crate::calls::waits_for;
use crate::definitions::Definitions;
use crate::jobs::{Job, Work};
use crate::waiting::waits_in_words;
use crate::{Actor, Reads};

/// Where an interview that no run asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InterviewStatus {
    /// It waits for a time or an event, or is about to go on.
    Waiting,
    /// It waits for another system.
    Calling,
    /// It has failed and waits to be tried again.
    Failed,
}

impl InterviewStatus {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            InterviewStatus::Waiting => "Waiting",
            InterviewStatus::Calling => "Calling",
            InterviewStatus::Failed => "Failed",
        }
    }
}

/// An interview that no run asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewView {
    /// Its id.
    pub id: Text,
    /// Its number, for the page that follows.
    pub number: segue_store::PartNumber,
    /// API name of the flow that it began with.
    pub flow: Text,
    /// Label of the flow.
    pub label: String,
    /// Version of the flow.
    pub version: FlowVersion,
    /// Where it stands.
    pub status: InterviewStatus,
    /// Since when it is there.
    pub since: Timestamp,
    /// Since when it stands where it stands.
    pub changed: Timestamp,
    /// Id of the user as whom it runs.
    pub user: Text,
    /// Id of its `$Record`, or the name of the event that started it.
    pub record: Option<Text>,
    /// Why it waits, in one sentence.
    pub why: String,
    /// When it goes on at the latest, or when nobody waits for its call any more.
    pub due: Option<Timestamp>,
    /// The element that failed, with its flow.
    pub element: Option<Text>,
    /// What went wrong, in one sentence.
    pub error: Option<Text>,
    /// Attempts of its calls, oldest first.
    pub calls: Vec<CallRow>,
}

/// What an operator asks of an interview that no run asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewChange {
    /// Its id.
    pub interview: Text,
    /// What is asked.
    pub act: InterviewAct,
    /// Who asks.
    pub by: Actor,
    /// From which address, for the audit log.
    pub address: String,
}

/// What may be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterviewAct {
    /// Try again what failed.
    Retry,
    /// Forget it; what it wrote stays.
    Cancel,
}

impl Reads<'_> {
    /// Interviews that no run asked for, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn interviews(&self, filter: &AloneFilter) -> Result<Vec<InterviewView>, StoreError> {
        let rows = self.store().all_alone(filter)?.into_iter();
        let shown = rows.map(|row| shown(self.store(), self.definitions(), row));
        Ok(shown
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    }

    /// The interview of that id; none when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn interview(&self, id: &str) -> Result<Option<InterviewView>, StoreError> {
        let Some(number) = number_of(id) else {
            return Ok(None);
        };
        match self.store().alone(number)? {
            Some(row) => shown(self.store(), self.definitions(), row),
            None => Ok(None),
        }
    }
}

fn shown(
    view: &View,
    definitions: &Definitions,
    row: AloneRow,
) -> Result<Option<InterviewView>, StoreError> {
    let Some(job) = view.job(row.n)? else {
        return Ok(None);
    };
    let due = Some(job.due).filter(|due| *due > Timestamp(0));
    let work = Job::from_row(job)?.work;
    let calls = view.calls_alone(row.n)?;
    let (flow, version, label) = flow_of(definitions, &row, &work);
    let (status, why) = standing(&work, &calls);
    let failure = failure_of(&work);
    Ok(Some(InterviewView {
        id: interview_id(row.n),
        number: row.n,
        flow,
        label,
        version,
        status,
        since: row.since,
        changed: row.changed,
        user: user_of(&work),
        record: record_of(view, definitions, &row, &work)?,
        why,
        due,
        element: failure
            .map(|failure| failure.element.clone())
            .filter(|name| !name.is_empty()),
        error: failure.map(|failure| failure.message.clone()),
        calls,
    }))
}

/// Rows of before do not name their flow.
fn flow_of(definitions: &Definitions, row: &AloneRow, work: &Work) -> (Text, FlowVersion, String) {
    let version = match work {
        Work::Resume(waiting) if row.flow.is_empty() => waiting.waits.version,
        _ => row.version,
    };
    let deployed = definitions.flow(version);
    let named = deployed.map(|deployed| (deployed.flow.name.clone(), deployed.flow.label.clone()));
    let (name, label) = named.unwrap_or_else(|| (row.flow.clone(), row.flow.to_string()));
    (name, version, label)
}

fn standing(work: &Work, calls: &[CallRow]) -> (InterviewStatus, String) {
    match work {
        Work::AloneFailed(failure) => {
            let why = format!("{}: failed at {}", failure.message, failure.at);
            (InterviewStatus::Failed, why)
        }
        Work::AloneCall(call) => {
            let mut of_call = calls.iter().rev().filter(|row| row.epoch > call.epoch);
            let why = of_call.next().map_or_else(
                || format!("action {} is about to leave", call.action),
                waits_for,
            );
            (InterviewStatus::Calling, why)
        }
        Work::Resume(waiting) => {
            let why = format!("waits {}", waits_in_words(&waiting.waits));
            (InterviewStatus::Waiting, why)
        }
        _ => (InterviewStatus::Waiting, "is about to go on".to_owned()),
    }
}

fn failure_of(work: &Work) -> Option<&AloneFailure> {
    match work {
        Work::AloneFailed(failure) => Some(failure),
        _ => None,
    }
}

fn user_of(work: &Work) -> Text {
    match work {
        Work::AloneFailed(failure) => user_of(&failure.work),
        Work::AloneCall(call) | Work::AloneAnswered { call, .. } => call.user.clone(),
        Work::Resume(waiting) => waiting.user.clone(),
        Work::Path(start) => start.user.clone(),
        Work::Deliver { user, .. } => user.clone(),
        _ => Text::from(""),
    }
}

/// What it is about: of one that never was stored, what its start says.
fn record_of(
    view: &View,
    definitions: &Definitions,
    row: &AloneRow,
    work: &Work,
) -> Result<Option<Text>, StoreError> {
    if let Some(stored) = view.interview(row.n)? {
        let frozen: Frozen = decode(&stored.state)?;
        let thawed = frozen.thaw(&|_, version| Some(definitions.flow(version)?.flow.clone()));
        let record = thawed
            .ok()
            .and_then(|interview| interview.record().cloned());
        return Ok(record.map(|record| match record.id() {
            Some(id) => id.clone(),
            None => record.object.clone(),
        }));
    }
    let work = failure_of(work).map_or(work, |failure| &failure.work);
    Ok(match work {
        Work::Path(start) => Some(start.record.clone()),
        Work::Deliver { event, .. } => Some(event.object.clone()),
        Work::Scheduled {
            records: Some(records),
            ..
        } if records.len() == 1 => records.first().cloned(),
        _ => None,
    })
}
