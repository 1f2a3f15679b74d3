//! What of a run its drawing shows: statuses of stages and steps, outcomes taken.

use segue_engine::{Orchestration, OutcomeId, PartId, Run, StageStatus, StepStatus};

/// The newest stage run and step run of each name; empty for a definition without a run.
#[derive(Debug, Default)]
pub(super) struct Live {
    pub(super) is_run: bool,
    pub(super) stages: Vec<Option<StageStatus>>,
    pub(super) steps: Vec<Option<(StepStatus, PartId)>>,
    /// How often each stage was entered.
    pub(super) n_visits: Vec<usize>,
    outcomes: Vec<Option<bool>>,
}

impl Live {
    /// Of a run.
    pub(super) fn of(orchestration: &Orchestration, run: &Run) -> Live {
        let mut live = Live {
            is_run: true,
            stages: vec![None; orchestration.stages.len()],
            steps: vec![None; orchestration.steps.len()],
            n_visits: vec![0; orchestration.stages.len()],
            outcomes: run.outcomes.clone(),
        };
        for stage in &run.stages {
            live.stages[stage.stage.index()] = Some(stage.status);
            live.n_visits[stage.stage.index()] += 1;
            for step in &stage.steps {
                live.steps[step.step.index()] = Some((step.status, step.part));
            }
        }
        live
    }

    /// Whether an outcome was ever taken.
    pub(super) fn took(&self, outcome: OutcomeId) -> bool {
        self.outcomes.get(outcome.index()) == Some(&Some(true))
    }
}
