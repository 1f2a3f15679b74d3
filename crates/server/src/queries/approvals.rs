//! Approvals: who may decide what, and take back which submission.

mod lock;
mod submission;

pub(crate) use lock::{Lock, lock_of};
pub(crate) use submission::{Deed, How, Submission, submission, submission_of};

use segue_engine::{Orchestration, RunStatus, StepId, is_recalled};
use segue_language::{Record, Text};
use segue_runtime::{RunView, is_submittable, submitter_of};
use segue_store::{APPROVAL_ITEM_PREFIX, WORK_ITEM_PREFIX, parse_id};

use super::eyes::{Eyes, owner};
use super::runs::seen;
use crate::identity::{Denied, Permission};
use crate::problem::{Answer, Problem};

/// Whether the caller decides an approval in place of the user who has it.
pub(crate) fn stands_in(
    eyes: &Eyes<'_>,
    orchestration: &Orchestration,
    step: StepId,
    assignee: &str,
) -> bool {
    orchestration.approval(step).is_some()
        && eyes.caller.may(Permission::RunFlows)
        && eyes
            .reads
            .store()
            .delegate_of(assignee)
            .is_ok_and(|delegate| delegate.is_some_and(|id| eyes.viewer().is(&id)))
}

/// Whether the caller may take a submission back now.
pub(crate) fn can_recall(eyes: &Eyes<'_>, view: &RunView) -> bool {
    let is_open = view.run.status == RunStatus::InProgress && !is_recalled(&view.run);
    view.orchestration.approval.is_some() && is_open && may_recall(eyes, view)
}

fn may_recall(eyes: &Eyes<'_>, view: &RunView) -> bool {
    submitter_of(&view.run) == eyes.caller.id || eyes.caller.may(Permission::ManageApprovals)
}

/// For whoever may take a submission back. Whether it can be, says the turn.
pub(crate) fn recalls(id: Text) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| {
        let found = seen(eyes, &id)?;
        if found.view.orchestration.approval.is_none() || may_recall(eyes, &found.view) {
            return Ok(());
        }
        Err(Problem::forbidden(
            "Only whoever submitted it, or an approval admin, takes it back.",
        ))
    }
}

/// For whoever decides in place of the approver.
pub(crate) fn overrides(id: Text) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| {
        if !eyes.caller.may(Permission::ManageApprovals) {
            return Err(Denied::Lacks(Permission::ManageApprovals).into());
        }
        let is_item =
            parse_id(&id).filter(|id| id.is_a(WORK_ITEM_PREFIX) || id.is_a(APPROVAL_ITEM_PREFIX));
        is_item
            .map(|_| ())
            .ok_or_else(|| Problem::unknown("work item", &id))
    }
}

/// The approval processes to which the caller may submit a record now: name and label. None while a
/// submission of it is under way.
pub(crate) fn processes(
    eyes: &Eyes<'_>,
    (can_edit, runs): (bool, &[RunView]),
) -> Vec<(Text, String)> {
    let is_open =
        |view: &RunView| view.orchestration.approval.is_some() && !view.run.status.is_final();
    if !can_edit || !eyes.caller.may(Permission::RunFlows) || runs.iter().any(is_open) {
        return Vec::new();
    }
    let active = eyes.reads.active_orchestrations().into_iter();
    let processes = active.filter(|process| is_submittable(process));
    processes
        .map(|process| (process.name.clone(), process.label.clone()))
        .collect()
}

/// For whoever may change a record, and so submit it. Whether it can be, says the turn.
pub(crate) fn submits(
    (object, id): (Text, Text),
) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| require_submittable(eyes, &record(eyes, (&object, &id))?)
}

/// Goes on when the caller may change a record.
///
/// # Errors
/// She may not.
pub(crate) fn require_submittable(eyes: &Eyes<'_>, record: &Record) -> Answer<()> {
    let reach = eyes.access(&record.object)?.edits();
    match reach.includes(eyes.viewer(), owner(record).as_deref()) {
        true => eyes.require_below(record),
        false => Err(Problem::forbidden(
            "You may not change this record, nor submit it.",
        )),
    }
}

/// A record of that object which the caller may read.
///
/// # Errors
/// There is none.
pub(crate) fn record(eyes: &Eyes<'_>, (object, id): (&Text, &Text)) -> Answer<Record> {
    let found = eyes.record(id);
    let found = found.filter(|record| record.object.eq_ignore_ascii_case(object));
    found.ok_or_else(|| Problem::unknown("record", id))
}
