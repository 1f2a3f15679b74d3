//! What happened lately in the runs of a record, as far as the viewer may know.

use segue_engine::HistoryEntry;
use segue_language::{Text, Timestamp};
use segue_runtime::{HistoryLine, RunView};

use crate::queries::eyes::Eyes;
use crate::queries::runs::sees_run;

/// Acts shown with a record.
const ACTS_MAX: usize = 8;
/// Newest runs that are looked at.
const RUNS_MAX: usize = 3;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) at: Timestamp,
    /// What: `End Stage`.
    pub(crate) milestone: &'static str,
    /// Label of the stage or step.
    pub(crate) subject: String,
    /// User name of who did it; none where that is not the viewer's to know.
    pub(crate) actor: Option<Text>,
}

/// The newest acts of these runs. Whoever may not see a run sees how its stages went on, and
/// nothing else.
pub(super) fn activity(eyes: &Eyes<'_>, runs: &[RunView]) -> Vec<Act> {
    let mut acts = Vec::new();
    for view in runs.iter().take(RUNS_MAX) {
        let sees_all = sees_run(eyes, view);
        let lines = eyes.reads.history(view.number);
        let acts_of = lines.iter().filter_map(|line| act(view, line, sees_all));
        acts.extend(acts_of);
    }
    acts.sort_by_key(|act: &Act| std::cmp::Reverse(act.at));
    acts.truncate(ACTS_MAX);
    acts
}

fn act(view: &RunView, line: &HistoryLine, sees_all: bool) -> Option<Act> {
    let (milestone, entry) = (line.milestone?, line.entry.as_ref()?);
    let is_step = milestone.ends_with("Step") && milestone != "Fail Step";
    let is_open = milestone.ends_with("Stage") || milestone.ends_with("Run");
    if is_step || !(sees_all || is_open) {
        return None;
    }
    Some(Act {
        at: line.at,
        milestone,
        subject: subject(view, entry),
        actor: sees_all.then(|| line.actor.clone()),
    })
}

/// Label of what it is about: the step, else the stage, else the orchestration.
fn subject(view: &RunView, entry: &HistoryEntry) -> String {
    let orchestration = &view.orchestration;
    let step = entry.step.as_ref().and_then(|name| {
        let mut steps = orchestration.steps.iter();
        steps.find(|step| step.name == *name)
    });
    let stage = entry.stage.as_ref().and_then(|name| {
        let mut stages = orchestration.stages.iter();
        stages.find(|stage| stage.name == *name)
    });
    match (step, stage, &entry.element) {
        (Some(step), _, _) => step.label.clone(),
        (None, Some(stage), _) => stage.label.clone(),
        (None, None, Some(element)) => element.to_string(),
        (None, None, None) => orchestration.label.clone(),
    }
}
