//! The stages of a run in the order in which it reaches them.

use segue_engine::{Next, Orchestration};
use segue_runtime::RunView;

/// A stage in the progress of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StageLine {
    pub(crate) label: String,
    pub(crate) status: &'static str,
}

/// The stages of the definition with the status of their newest run.
pub(crate) fn stages(view: &RunView) -> Vec<StageLine> {
    let orchestration = &view.orchestration;
    let newest = |number: usize| {
        let mut runs = view.run.stages.iter().rev();
        runs.find(|run| run.stage.index() == number)
    };
    order(orchestration)
        .into_iter()
        .map(|number| StageLine {
            label: orchestration.stages[number].label.clone(),
            status: newest(number).map_or("Not Started", |run| run.status.label()),
        })
        .collect()
}

/// Numbers of the stages: those nearest to the start first, those that nothing leads to last.
fn order(orchestration: &Orchestration) -> Vec<usize> {
    let mut found = Vec::new();
    let mut decided = Vec::new();
    let mut ahead = std::collections::VecDeque::from([orchestration.start]);
    while let Some(next) = ahead.pop_front() {
        match next {
            Next::End => {}
            Next::Stage(id) if found.contains(&id.index()) => {}
            Next::Stage(id) => {
                found.push(id.index());
                let stage = orchestration.stage(id);
                ahead.push_back(stage.next);
                ahead.extend(stage.fault);
            }
            Next::Decision(id) if decided.contains(&id.index()) => {}
            Next::Decision(id) => {
                decided.push(id.index());
                let decision = &orchestration.decisions[id.index()];
                let outcomes = decision.outcomes.iter();
                ahead.extend(outcomes.map(|outcome| outcome.next));
                ahead.push_back(decision.default);
            }
        }
    }
    let all = 0..orchestration.stages.len();
    let unreached: Vec<usize> = all.filter(|number| !found.contains(number)).collect();
    found.extend(unreached);
    found
}
