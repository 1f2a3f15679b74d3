//! Approvals: who may decide what, and take back which submission.

use segue_engine::{Orchestration, RunStatus, StepId, is_recalled};
use segue_language::Text;
use segue_runtime::{RunView, submitter_of};
use segue_store::{APPROVAL_ITEM_PREFIX, WORK_ITEM_PREFIX, parse_id};

use super::eyes::Eyes;
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

/// What a lock says of a record; none when it is not locked.
pub(crate) fn locked_by(eyes: &Eyes<'_>, record: &str) -> Option<String> {
    let lock = eyes.reads.store().record_lock(record).ok()??;
    let run = lock.run.and_then(|run| eyes.reads.run(run.0));
    Some(match run {
        Some(view) => format!(
            "Locked until \u{201c}{}\u{201d} is decided.",
            view.orchestration.label
        ),
        None => "Locked.".to_owned(),
    })
}
