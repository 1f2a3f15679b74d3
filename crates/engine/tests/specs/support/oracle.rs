//! Whether a stage was left, and a step started, only when its requirements held.

use segue_engine::{CloseReason, Event, Explanation, GateExplanation, Orchestration, Run};

/// Stage runs beyond which this would take too long.
const STAGE_RUNS_MAX: usize = 40;

/// Remembers the run as it was when a gate was tested.
#[derive(Default)]
pub(crate) struct Oracle {
    tested: Run,
    closing: bool,
}

impl Oracle {
    /// Checks an event that is about to be applied to `run`. Requirements are recomputed on the run
    /// as it was before what the opened gate let follow.
    pub(crate) fn watch(
        &mut self,
        orchestration: &Orchestration,
        run: &Run,
        event: &Event,
        explain: impl Fn(&Run) -> Explanation,
    ) {
        if run.stages.len() > STAGE_RUNS_MAX {
            return;
        }
        let closes = closes(event);
        if !closes || !self.closing {
            self.tested = run.clone();
        }
        self.closing = closes;
        if let Some(name) = gated(orchestration, run, event) {
            let explanation = explain(&self.tested);
            let part = explanation.parts.iter().find(|part| part.name == name);
            let gate = part.map(|part| &part.gate);
            let shut = matches!(
                gate,
                Some(GateExplanation::Requirements { holds: false, .. })
            );
            assert!(
                !shut,
                "C3/D3: {name} moved, though its requirements do not hold"
            );
        }
    }
}

/// What happens between the test of a stage's exit and its end.
fn closes(event: &Event) -> bool {
    match event {
        Event::StepDiscontinued(_) | Event::StageCompleted(_) => true,
        Event::WorkItemCompleted { reason, .. } => *reason == CloseReason::StageCompleted,
        _ => false,
    }
}

/// The part whose gate the event says was open.
fn gated(orchestration: &Orchestration, run: &Run, event: &Event) -> Option<String> {
    match event {
        Event::StageCompleted(part) => {
            let stage = run.stage_run(*part)?.stage;
            Some(format!("stage {}", orchestration.stage(stage).name))
        }
        Event::StepStarted {
            step,
            activation: 1,
        } => {
            let step = run.step_run(*step)?.step;
            Some(format!("step {}", orchestration.step(step).name))
        }
        _ => None,
    }
}
