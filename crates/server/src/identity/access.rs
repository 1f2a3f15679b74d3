//! The rules of access: who may see and do what with a work item, a run, a record. Pure: whoever
//! asks has read what they look at.

mod records;

use segue_language::Text;

pub(crate) use records::{ObjectAccess, Reach, is_of_runs, is_right, is_sharing};

use super::{Caller, Permission};

/// Who looks: the caller, and the ids of the groups and queues to which she belongs, directly or
/// through groups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Viewer<'a> {
    /// The caller.
    pub(crate) caller: &'a Caller,
    /// Her groups and queues.
    pub(crate) groups: &'a [Text],
}

/// What the rules look at of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RunSight<'a> {
    /// Id of the user who started it.
    pub(crate) starter: Option<&'a str>,
    /// Ids of those to whom its open work items are assigned.
    pub(crate) assignees: &'a [Text],
}

impl Viewer<'_> {
    /// Whether an id is hers or that of a group or queue of hers.
    pub(crate) fn is(&self, id: &str) -> bool {
        *self.caller.id == *id || self.groups.iter().any(|group| **group == *id)
    }

    /// Whether she sees a work item of that assignee.
    pub(crate) fn sees_item(&self, assignee: &str) -> bool {
        self.is(assignee) || self.sees_all_runs()
    }

    /// Whether she may open and complete a work item of that assignee. Being allowed to see or to
    /// manage everything is not enough: work is done by whom it was given to.
    pub(crate) fn completes_item(&self, assignee: &str) -> bool {
        self.caller.may(Permission::RunFlows) && self.is(assignee)
    }

    /// Whether she may take a work item of that group or queue for herself.
    pub(crate) fn claims_item(&self, assignee: &str) -> bool {
        self.completes_item(assignee) && *self.caller.id != *assignee
    }

    /// Whether she may give a work item of that assignee to somebody else.
    pub(crate) fn reassigns_item(&self, assignee: &str) -> bool {
        self.caller.may(Permission::ReassignWorkItems) && self.sees_item(assignee)
    }

    /// Whether she sees a run: its stages, inputs and outputs, and its history.
    pub(crate) fn sees_run(&self, run: RunSight<'_>) -> bool {
        let holds_work = run.assignees.iter().any(|assignee| self.is(assignee));
        holds_work || run.starter == Some(&*self.caller.id) || self.sees_all_runs()
    }

    /// Whether lists of runs and work items need no filter for her.
    pub(crate) fn sees_all_runs(&self) -> bool {
        self.caller.may(Permission::ViewAllData)
            || self.caller.may(Permission::ManageOrchestrationRuns)
    }

    /// Whether she may suspend, resume and cancel runs, and publish events for them.
    pub(crate) fn manages_runs(&self) -> bool {
        self.caller.may(Permission::ManageOrchestrationRuns)
    }

    /// Whether she may resume a run against its time window and the class of its error.
    pub(crate) fn forces_resume(&self) -> bool {
        self.manages_runs() && self.caller.may(Permission::ForceResume)
    }
}

#[cfg(test)]
mod tests;
