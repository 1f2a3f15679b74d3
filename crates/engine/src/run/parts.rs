//! Finding the parts of a run: a stage run has a number, its step runs have the numbers that
//! follow, work items are numbered as they are born.

use segue_language::Text;

use crate::{Orchestration, PartId, Run, RunStatus, StageId, StageRun, StepId, StepRun, WorkItem};

/// Where a step run is: the index of its stage run, and its own in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) stage: usize,
    pub(crate) step: usize,
}

impl StageRun {
    /// Why it failed: its own cause, or that of the step that failed last in file order.
    pub(crate) fn fault(&self) -> Option<&Text> {
        let of_steps = self
            .steps
            .iter()
            .rev()
            .filter_map(|step| step.error.as_ref());
        self.error.iter().chain(of_steps).next()
    }
}

impl Run {
    /// The stage run entered last; none before the first.
    pub fn latest_stage(&self) -> Option<&StageRun> {
        self.stages.last()
    }

    /// The stage run of that number.
    pub fn stage_run(&self, part: PartId) -> Option<&StageRun> {
        self.stages
            .get(self.stage_index(part)?)
            .filter(|stage| stage.part == part)
    }

    /// The step run of that number.
    pub fn step_run(&self, part: PartId) -> Option<&StepRun> {
        let place = self.step_place(part)?;
        Some(&self.stages[place.stage].steps[place.step])
    }

    /// The stage run to which the step run or work item of that number belongs.
    pub fn stage_of(&self, part: PartId) -> Option<&StageRun> {
        self.stages.get(self.stage_index(part)?)
    }

    /// The work item of that number.
    pub fn work_item(&self, part: PartId) -> Option<&WorkItem> {
        let (place, item) = self.item_place(part)?;
        Some(&self.stages[place.stage].steps[place.step].items[item])
    }

    /// The step run to which the work item of that number belongs.
    pub fn step_of_item(&self, part: PartId) -> Option<&StepRun> {
        let (place, _) = self.item_place(part)?;
        Some(&self.stages[place.stage].steps[place.step])
    }

    /// All open work items.
    pub fn open_items(&self) -> impl Iterator<Item = &WorkItem> {
        let steps = self.stages.iter().flat_map(|stage| &stage.steps);
        steps
            .flat_map(|step| &step.items)
            .filter(|item| item.is_open())
    }

    /// Whether it is neither completed, canceled nor failed.
    pub fn is_open(&self) -> bool {
        matches!(self.status, RunStatus::InProgress | RunStatus::Suspended)
    }

    /// The newest run of a stage.
    pub(crate) fn newest_stage(&self, stage: StageId) -> Option<&StageRun> {
        self.stages.iter().rev().find(|run| run.stage == stage)
    }

    /// The newest run of a step; there is one as soon as its stage was entered.
    pub(crate) fn newest_step(
        &self,
        orchestration: &Orchestration,
        id: StepId,
    ) -> Option<&StepRun> {
        let stage = orchestration.step(id).stage;
        let first = usize::from(orchestration.stage(stage).steps.start);
        self.newest_stage(stage)?.steps.get(id.index() - first)
    }

    pub(crate) fn step_place(&self, part: PartId) -> Option<Place> {
        let stage = self.stage_index(part)?;
        let run = &self.stages[stage];
        let step = usize::from(part.0 - run.part.0).checked_sub(1)?;
        (step < run.steps.len()).then_some(Place { stage, step })
    }

    pub(crate) fn item_place(&self, part: PartId) -> Option<(Place, usize)> {
        let stage = self.stage_index(part)?;
        let steps = self.stages[stage].steps.iter().enumerate();
        steps
            .filter_map(|(step, run)| {
                let item = run.items.iter().position(|item| item.part == part)?;
                Some((Place { stage, step }, item))
            })
            .next()
    }

    /// INVARIANT: a part born after a stage run and before the next one belongs to it.
    fn stage_index(&self, part: PartId) -> Option<usize> {
        self.stages
            .partition_point(|stage| stage.part <= part)
            .checked_sub(1)
    }
}

impl WorkItem {
    /// Whether it is Assigned.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// The word that people see: Assigned or Completed.
    pub fn status_label(&self) -> &'static str {
        if self.is_open() {
            "Assigned"
        } else {
            "Completed"
        }
    }
}

impl StepRun {
    /// The work item that somebody has now.
    pub fn open_item(&self) -> Option<&WorkItem> {
        self.items.last().filter(|item| item.is_open())
    }

    /// The work item of the present activation.
    pub fn present_item(&self) -> Option<&WorkItem> {
        self.items
            .last()
            .filter(|item| item.activation == self.activation)
    }
}
