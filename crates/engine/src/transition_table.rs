//! The legal transitions of runs, stages, steps and work items, as data. Anything that is not
//! listed here is a bug.

use crate::{Run, RunStatus, StageStatus, StepStatus, Subject, WorkItem};

/// One legal transition and its milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition<S> {
    /// The status before; none before it exists.
    pub from: Option<S>,
    /// The status after; the same for a milestone that changes nothing.
    pub to: S,
    /// The milestone in the history; none for a birth without one.
    pub milestone: Option<&'static str>,
    /// What causes it.
    pub cause: &'static str,
}

/// The statuses of a work item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemStatus {
    /// Somebody has it.
    Assigned,
    /// It is closed.
    Completed,
}

const fn row<S>(
    from: Option<S>,
    to: S,
    milestone: &'static str,
    cause: &'static str,
) -> Transition<S> {
    let milestone = Some(milestone);
    Transition {
        from,
        to,
        milestone,
        cause,
    }
}

/// The transitions of a run.
pub const RUN_TRANSITIONS: &[Transition<RunStatus>] = {
    use RunStatus::{Canceled, Completed, Error, InProgress, NotStarted, Suspended};
    &[
        row(Some(NotStarted), InProgress, "Start Run", "started"),
        row(Some(InProgress), Completed, "End Run", "its path ended"),
        row(
            Some(InProgress),
            Suspended,
            "Suspend Run",
            "a person suspended it",
        ),
        row(
            Some(Suspended),
            InProgress,
            "Resume Run",
            "a person resumed it",
        ),
        row(
            Some(InProgress),
            Canceled,
            "Cancel Run",
            "a person canceled it",
        ),
        row(
            Some(Suspended),
            Canceled,
            "Cancel Run",
            "a person canceled it while suspended",
        ),
        row(Some(InProgress), Error, "Fail Run", "an unhandled error"),
        row(
            Some(Error),
            InProgress,
            "Resume Run",
            "a person resumed it after a failure",
        ),
        row(
            Some(InProgress),
            InProgress,
            "Start Run",
            "written again at a resume",
        ),
        row(
            Some(InProgress),
            InProgress,
            "Run Recall Path",
            "its submission was taken back",
        ),
    ]
};

/// The transitions of a stage run.
pub const STAGE_TRANSITIONS: &[Transition<StageStatus>] = {
    use StageStatus::{Canceled, Completed, Discontinued, Error, InProgress, Suspended};
    &[
        row(None, InProgress, "Start Stage", "entered"),
        row(
            Some(InProgress),
            Completed,
            "End Stage",
            "its exit condition was met",
        ),
        row(
            Some(InProgress),
            Suspended,
            "Suspend Stage",
            "the run was suspended",
        ),
        row(
            Some(Suspended),
            InProgress,
            "Start Stage",
            "the run was resumed",
        ),
        row(
            Some(InProgress),
            Canceled,
            "End Stage",
            "the run was canceled",
        ),
        row(
            Some(Suspended),
            Canceled,
            "End Stage",
            "the run was canceled while suspended",
        ),
        row(
            Some(InProgress),
            Error,
            "Fail Stage",
            "it or one of its steps failed",
        ),
        row(
            Some(InProgress),
            Discontinued,
            "Discontinue Stage",
            "the run failed outside of it",
        ),
        row(
            Some(Error),
            InProgress,
            "Start Stage",
            "the failed run was resumed",
        ),
        row(
            Some(Discontinued),
            InProgress,
            "Start Stage",
            "the failed run was forced to resume",
        ),
        row(
            Some(Completed),
            Completed,
            "Discontinue Stage",
            "the run failed later",
        ),
    ]
};

/// The transitions of a step run.
pub const STEP_TRANSITIONS: &[Transition<StepStatus>] = {
    use StepStatus::{Completed, Discontinued, Error, InProgress, NotStarted};
    &[
        Transition {
            from: None,
            to: NotStarted,
            milestone: None,
            cause: "its stage was entered",
        },
        row(
            Some(NotStarted),
            InProgress,
            "Start Step",
            "its entry condition was met",
        ),
        row(
            Some(InProgress),
            Completed,
            "End Step",
            "its flow or action ended, or its exit was met",
        ),
        row(
            Some(InProgress),
            Error,
            "Fail Step",
            "its flow, action, form or assignee failed",
        ),
        row(
            Some(InProgress),
            Discontinued,
            "Discontinue Step",
            "its stage or run ended without it",
        ),
        row(Some(Error), InProgress, "Start Step", "the run was resumed"),
        row(
            Some(Discontinued),
            InProgress,
            "Start Step",
            "resumed without a held result",
        ),
        row(
            Some(Discontinued),
            Completed,
            "End Step",
            "resumed with outputs that were held",
        ),
        row(
            Some(Discontinued),
            Error,
            "Fail Step",
            "resumed with a failure that was held",
        ),
        row(
            Some(Completed),
            Completed,
            "Discontinue Step",
            "the run failed later",
        ),
    ]
};

/// The transitions of a work item.
pub const ITEM_TRANSITIONS: &[Transition<ItemStatus>] = {
    use ItemStatus::{Assigned, Completed};
    &[
        row(None, Assigned, "Start Work Item", "its step started"),
        row(
            Some(Assigned),
            Assigned,
            "Reassign Work Item",
            "given to somebody else",
        ),
        row(
            Some(Assigned),
            Completed,
            "End Work Item",
            "finished, or closed for a reason",
        ),
    ]
};

/// The status of what an event happens to, before or after it; none before it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Of the run.
    Run(RunStatus),
    /// A decision has none.
    Decision,
    /// Of a stage run.
    Stage(Option<StageStatus>),
    /// Of a step run.
    Step(Option<StepStatus>),
    /// Of a work item.
    WorkItem(Option<ItemStatus>),
}

impl Status {
    /// The status of a subject in this state of its run.
    pub fn of(run: &Run, subject: Subject) -> Status {
        match subject {
            Subject::Run => Status::Run(run.status),
            Subject::Decision(_) => Status::Decision,
            Subject::Stage(part) => Status::Stage(run.stage_run(part).map(|stage| stage.status)),
            Subject::Step(part) => Status::Step(run.step_run(part).map(|step| step.status)),
            Subject::WorkItem(part) => Status::WorkItem(run.work_item(part).map(ItemStatus::of)),
        }
    }
}

impl ItemStatus {
    /// The status of a work item.
    pub fn of(item: &WorkItem) -> ItemStatus {
        if item.is_open() {
            ItemStatus::Assigned
        } else {
            ItemStatus::Completed
        }
    }
}

/// The cause of the row that a change is; none when the change is illegal.
pub fn cause(from: Status, to: Status, milestone: Option<&str>) -> Option<&'static str> {
    match (from, to) {
        (Status::Run(from), Status::Run(to)) => find(RUN_TRANSITIONS, Some(from), to, milestone),
        (Status::Stage(from), Status::Stage(to)) => find(STAGE_TRANSITIONS, from, to?, milestone),
        (Status::Step(from), Status::Step(to)) => find(STEP_TRANSITIONS, from, to?, milestone),
        (Status::WorkItem(from), Status::WorkItem(to)) => {
            find(ITEM_TRANSITIONS, from, to?, milestone)
        }
        _ => None,
    }
}

fn find<S: Copy + PartialEq>(
    table: &'static [Transition<S>],
    from: Option<S>,
    to: S,
    milestone: Option<&str>,
) -> Option<&'static str> {
    let mut rows = table.iter();
    let row = rows.find(|row| row.from == from && row.to == to && row.milestone == milestone);
    row.map(|row| row.cause)
}
