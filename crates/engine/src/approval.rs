//! Approvals: what a decision is, who has approved so far, and the statuses of a submission and
//! of its work items, which follow from the run.

use segue_language::{Text, Value, Values};

use crate::{
    CloseReason, Orchestration, Run, RunStatus, StageStatus, Step, StepKind, StepResult, StepRun,
    StepStatus, WorkItem,
};

/// The output that holds the decision.
pub const APPROVAL_DECISION: &str = "approvalDecision";
/// The output that holds the approver's comments.
pub const APPROVAL_COMMENTS: &str = "approvalComments";
/// The decision for.
pub const APPROVE: &str = "Approve";
/// The decision against.
pub const REJECT: &str = "Reject";

/// What begins the name under which the approval of one of several is kept until the step ends.
/// No flow has a variable with such a name.
const GIVEN: char = '*';

/// Status of a submission, or of one of its work items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalStatus {
    /// A submission that is under way.
    InProgress,
    /// A work item that somebody has.
    Assigned,
    /// Approved.
    Approved,
    /// Rejected.
    Rejected,
    /// Its run was canceled.
    Canceled,
    /// Taken back.
    Recalled,
    /// Its run or step failed.
    Errored,
    /// Its run is suspended.
    Suspended,
    /// A work item that was not needed any more.
    Withdrawn,
}

impl ApprovalStatus {
    /// The API name.
    pub fn api_name(self) -> &'static str {
        match self {
            ApprovalStatus::InProgress => "InProgress",
            ApprovalStatus::Assigned => "Assigned",
            ApprovalStatus::Approved => "Approved",
            ApprovalStatus::Rejected => "Rejected",
            ApprovalStatus::Canceled => "Canceled",
            ApprovalStatus::Recalled => "Recalled",
            ApprovalStatus::Errored => "Errored",
            ApprovalStatus::Suspended => "Suspended",
            ApprovalStatus::Withdrawn => "Withdrawn",
        }
    }

    /// The word that people see.
    pub fn label(self) -> &'static str {
        match self {
            ApprovalStatus::InProgress => "In Progress",
            ApprovalStatus::Assigned
            | ApprovalStatus::Approved
            | ApprovalStatus::Rejected
            | ApprovalStatus::Canceled
            | ApprovalStatus::Recalled
            | ApprovalStatus::Errored
            | ApprovalStatus::Suspended
            | ApprovalStatus::Withdrawn => self.api_name(),
        }
    }
}

/// Status of the submission that a run of an approval process is: Rejected when any of its steps
/// was, else Approved at its end.
pub fn submission_status(orchestration: &Orchestration, run: &Run) -> ApprovalStatus {
    match run.status {
        RunStatus::Error => ApprovalStatus::Errored,
        RunStatus::NotStarted | RunStatus::InProgress | RunStatus::Completed
            if is_recalled(run) =>
        {
            ApprovalStatus::Recalled
        }
        RunStatus::Canceled if is_recalled(run) => ApprovalStatus::Recalled,
        RunStatus::Canceled => ApprovalStatus::Canceled,
        RunStatus::Suspended => ApprovalStatus::Suspended,
        RunStatus::NotStarted | RunStatus::InProgress => ApprovalStatus::InProgress,
        RunStatus::Completed if any_rejected(orchestration, run) => ApprovalStatus::Rejected,
        RunStatus::Completed => ApprovalStatus::Approved,
    }
}

/// Whether the submission was taken back: the stage that was current then is Canceled, and the
/// run went on.
pub fn is_recalled(run: &Run) -> bool {
    let n_canceled = run
        .stages
        .iter()
        .filter(|stage| stage.status == StageStatus::Canceled)
        .count();
    let last = run.stages.last().map(|stage| stage.status);
    let by_cancel = run.status == RunStatus::Canceled && last == Some(StageStatus::Canceled);
    n_canceled > usize::from(by_cancel)
}

fn any_rejected(orchestration: &Orchestration, run: &Run) -> bool {
    let steps = run.stages.iter().flat_map(|stage| &stage.steps);
    let mut ended = steps.filter(|step| step.status == StepStatus::Completed);
    ended.any(|step| {
        let is_approval = orchestration.approval(step.step).is_some();
        is_approval && decision_of(&step.outputs) == Some(REJECT)
    })
}

/// Status of a work item of an approval step.
pub fn approval_status(step: &StepRun, item: &WorkItem) -> ApprovalStatus {
    let Some(closed) = &item.closed else {
        return ApprovalStatus::Assigned;
    };
    match closed.reason {
        CloseReason::User | CloseReason::Event => decided(step),
        CloseReason::ExitConditionMet | CloseReason::StageCompleted => ApprovalStatus::Withdrawn,
        CloseReason::Failed => ApprovalStatus::Errored,
        CloseReason::Canceled => ApprovalStatus::Canceled,
        CloseReason::Recalled => ApprovalStatus::Recalled,
    }
}

/// The decision is in the outputs, or in the result that is held.
fn decided(step: &StepRun) -> ApprovalStatus {
    let held = step.pending.as_ref().and_then(|(_, result)| match result {
        StepResult::Finished(outputs) => decision_of(outputs),
        StepResult::Failed(_) | StepResult::Lost(_) => None,
    });
    match decision_of(&step.outputs).or(held) {
        Some(APPROVE) => ApprovalStatus::Approved,
        Some(_) => ApprovalStatus::Rejected,
        None => ApprovalStatus::Withdrawn,
    }
}

/// The decision that outputs hold: `Approve` or `Reject`.
pub fn decision_of(outputs: &Values) -> Option<&'static str> {
    let written = output(outputs, APPROVAL_DECISION)?;
    [APPROVE, REJECT]
        .into_iter()
        .find(|known| **known == **written)
}

fn output<'v>(outputs: &'v Values, name: &str) -> Option<&'v Text> {
    let (_, value) = outputs
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    value.as_text()
}

/// Those who have approved so far where all have to: id and comments.
pub fn approvals_given(step: &StepRun) -> impl Iterator<Item = (&str, &str)> {
    step.outputs.iter().filter_map(|(name, value)| {
        let by = name.strip_prefix(GIVEN)?;
        Some((by, value.as_text().map_or("", |text| &**text)))
    })
}

/// The approval of one of several, as its step keeps it.
pub(crate) fn given(by: &Text, comments: Option<&Text>) -> (Text, Value) {
    let comments = comments.cloned().map_or(Value::Null, Value::Text);
    (format!("{GIVEN}{by}").into(), comments)
}

/// Whether that user approved already.
pub(crate) fn has_approved(step: &StepRun, user: &str) -> bool {
    approvals_given(step).any(|(by, _)| *by == *user)
}

/// The outputs of a step that was approved without a person.
pub(crate) fn approved() -> Values {
    vec![
        (APPROVAL_DECISION.into(), Value::text(APPROVE)),
        (APPROVAL_COMMENTS.into(), Value::Null),
    ]
}

/// Whether a form ended with an approval.
pub(crate) fn approves(result: &StepResult) -> bool {
    match result {
        StepResult::Finished(outputs) => decision_of(outputs) == Some(APPROVE),
        StepResult::Failed(_) | StepResult::Lost(_) => false,
    }
}

/// The comments with which a form ended.
pub(crate) fn comments(result: &StepResult) -> Option<Text> {
    match result {
        StepResult::Finished(outputs) => output(outputs, APPROVAL_COMMENTS).cloned(),
        StepResult::Failed(_) | StepResult::Lost(_) => None,
    }
}

/// An approval step whose form ends without a decision has failed.
pub(crate) fn require_decision(step: &Step, result: StepResult) -> StepResult {
    let StepResult::Finished(outputs) = &result else {
        return result;
    };
    if !is_approval(step) || decision_of(outputs).is_some() {
        return result;
    }
    let found = match output(outputs, APPROVAL_DECISION) {
        Some(text) => format!("`{text}`"),
        None => "nothing".to_owned(),
    };
    let message = format!(
        "flow `{}` left {found} in `{APPROVAL_DECISION}`, which must be `{APPROVE}` or `{REJECT}`",
        step.call.name
    );
    StepResult::Failed(message.into())
}

fn is_approval(step: &Step) -> bool {
    match &step.kind {
        StepKind::Interactive(interactive) => interactive.approval.is_some(),
        StepKind::Background { .. } | StepKind::External => false,
    }
}
