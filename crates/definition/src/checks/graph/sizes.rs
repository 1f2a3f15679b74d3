//! Orchestrations and stages with too little or too much in them.

use crate::checks::view::{FlowDocument, steps_of};
use crate::{Problem, Problems};

/// Most stages of an orchestration.
const STAGES_MAX: usize = 100;

/// Most steps of a stage.
const STEPS_MAX: usize = 50;

/// Whether there are not too many stages and steps.
pub(super) fn are_within_limits(flow: &FlowDocument<'_>, problems: &mut Problems) -> bool {
    let n_stages = flow.stages().count();
    let mut is_within = n_stages <= STAGES_MAX;
    if n_stages == 0 {
        problems.push(Problem::no_stage(&flow.place(), flow.name));
    }
    if n_stages > STAGES_MAX {
        let problem = Problem::too_many_stages(&flow.place(), flow.name, n_stages, STAGES_MAX);
        problems.push(problem);
    }
    for stage in flow.stages() {
        let (place, n_steps) = (stage.place_of("name"), steps_of(stage).count());
        is_within &= n_steps <= STEPS_MAX;
        if n_steps == 0 {
            problems.push(Problem::empty_stage(&place, stage.name()));
        }
        if n_steps > STEPS_MAX {
            let problem = Problem::too_many_steps(&place, stage.name(), n_steps, STEPS_MAX);
            problems.push(problem);
        }
    }
    is_within
}
