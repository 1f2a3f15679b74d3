//! Why a run waits: for each unfinished part of its current stage the condition with today's
//! values, who holds it, what would wake it, and since when.

mod gate;
mod render;

use segue_language::{Pace, Timestamp};

pub use gate::{GateExplanation, RequirementExplanation};

use crate::subscriptions::{pace, subscriptions, unfinished_gate};
use crate::{
    Assignee, Facts, Gate, Orchestration, Reference, Run, RunStatus, StageRun, StepKind, StepRun,
    StepStatus, Subscription,
};

/// Why a run waits. [`std::fmt::Display`] writes it as lines of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The run's status and its cause, in one sentence.
    pub headline: String,
    /// Since when it has been so.
    pub since: Option<Timestamp>,
    /// The current stage and its unfinished steps; empty unless the run is in progress.
    pub parts: Vec<PartExplanation>,
    /// What is plainly wrong: a stage that can never end, a group without members.
    pub warnings: Vec<String>,
    /// What would wake the run.
    pub wakes: Vec<String>,
}

/// Why a stage or step is not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct PartExplanation {
    /// `stage First_Response`, `step Respond`.
    pub name: String,
    /// Its status as people see it.
    pub status: &'static str,
    /// Since when it has that status.
    pub since: Timestamp,
    /// What it waits for.
    pub gate: GateExplanation,
    /// Who has the work item, and since when.
    pub holder: Option<(Assignee, Timestamp)>,
    /// Where its work item stands in the routing of its queue, in words; the engine knows nothing
    /// of it.
    pub routing: Option<String>,
    /// What its flow waits for, in words; the engine knows nothing of it.
    pub waits: Option<String>,
}

/// Explains why a run waits, with the values of this moment.
pub fn explain(
    orchestration: &Orchestration,
    run: &Run,
    facts: &dyn Facts,
    now: Timestamp,
) -> Explanation {
    let explainer = Explainer {
        orchestration,
        run,
        facts,
        now,
    };
    let mut explanation = explainer.status();
    let in_progress = run.status == RunStatus::InProgress;
    if let Some(stage) = run.stages.last().filter(|_| in_progress) {
        explainer.stage(stage, &mut explanation);
    }
    explanation
}

struct Explainer<'a> {
    orchestration: &'a Orchestration,
    run: &'a Run,
    facts: &'a dyn Facts,
    now: Timestamp,
}

impl Explainer<'_> {
    /// What the run's status alone explains.
    fn status(&self) -> Explanation {
        let run = self.run;
        let stage = run
            .stages
            .last()
            .map(|stage| &self.orchestration.stage(stage.stage).name);
        let stage = stage.map(ToString::to_string).unwrap_or_default();
        let headline = match run.status {
            RunStatus::NotStarted => "The run has not started.".to_owned(),
            RunStatus::InProgress => format!("The run is in stage {stage}."),
            RunStatus::Suspended => {
                format!("The run was suspended in stage {stage}; only a resume moves it.")
            }
            RunStatus::Completed => "The run is completed.".to_owned(),
            RunStatus::Canceled => "The run was canceled.".to_owned(),
            RunStatus::Error => self.failure(),
        };
        let entered = run.stages.last().map(|stage| stage.started_at);
        let entered = entered.filter(|_| run.status == RunStatus::InProgress);
        let since = run.ended_at.or(entered);
        Explanation {
            headline,
            since,
            parts: vec![],
            warnings: vec![],
            wakes: vec![],
        }
    }

    fn failure(&self) -> String {
        let Some(error) = &self.run.error else {
            return "The run failed.".to_owned();
        };
        let way_on = if error.recoverable {
            "it can be resumed once that is repaired"
        } else {
            "only a forced resume moves it"
        };
        format!("The run failed: {}; {way_on}.", error.message)
    }

    fn stage(&self, stage: &StageRun, explanation: &mut Explanation) {
        let definition = self.orchestration.stage(stage.stage);
        explanation.parts.push(PartExplanation {
            name: format!("stage {}", definition.name),
            status: stage.status.label(),
            since: stage.started_at,
            gate: self.stage_gate(stage, &definition.exit),
            holder: None,
            routing: None,
            waits: None,
        });
        for step in &stage.steps {
            self.step(stage, step, explanation);
        }
        explanation
            .warnings
            .extend(self.deadlock(stage, &definition.exit));
        explanation.wakes = self.wakes(stage);
    }

    fn step(&self, stage: &StageRun, step: &StepRun, explanation: &mut Explanation) {
        if !matches!(step.status, StepStatus::NotStarted | StepStatus::InProgress) {
            return;
        }
        let item = step.open_item();
        explanation
            .warnings
            .extend(item.and_then(|item| self.nobody(&item.assignee)));
        explanation.parts.push(PartExplanation {
            name: format!("step {}", self.orchestration.step(step.step).name),
            status: step.status.label(),
            since: step.started_at.unwrap_or(stage.started_at),
            gate: self.step_gate(step),
            holder: item.map(|item| (item.assignee.clone(), item.assigned_at)),
            routing: None,
            waits: None,
        });
    }

    fn stage_gate(&self, stage: &StageRun, exit: &Gate) -> GateExplanation {
        let n_completed = stage
            .steps
            .iter()
            .filter(|step| step.status == StepStatus::Completed)
            .count();
        let n_steps = stage.steps.len();
        let default = format!("all its steps are Completed ({n_completed} of {n_steps} are)");
        gate::explain(self, exit, default)
    }

    fn step_gate(&self, step: &StepRun) -> GateExplanation {
        let definition = self.orchestration.step(step.step);
        match (unfinished_gate(self.orchestration, step), &definition.kind) {
            (Some(gate), StepKind::Interactive(_)) if step.status == StepStatus::InProgress => {
                gate::explain(self, gate, self.work(step))
            }
            (Some(gate), _) => gate::explain(self, gate, "its stage starts".to_owned()),
            (None, _) => GateExplanation::Default(match definition.kind {
                StepKind::External => format!("action {} answers", definition.call.name),
                StepKind::Background { .. } | StepKind::Interactive(_) => {
                    format!("flow {} ends", definition.call.name)
                }
            }),
        }
    }

    /// What is done by default when an interactive step is.
    fn work(&self, step: &StepRun) -> String {
        let Some(approval) = self.orchestration.approval(step.step) else {
            return "somebody finishes its work item".to_owned();
        };
        if approval.unanimous {
            let n_given = crate::approvals_given(step).count();
            return format!(
                "all its approvers approve, or one rejects ({n_given} approved so far)"
            );
        }
        "somebody approves or rejects".to_owned()
    }

    fn nobody(&self, assignee: &Assignee) -> Option<String> {
        let (kind, name) = (assignee.kind.label(), &assignee.name);
        let nobody = !self.facts.has_active_members(assignee);
        nobody.then(|| format!("{kind} {name} has no active member: nobody can do the work item."))
    }

    /// A stage whose exit needs all steps, while nothing is in progress that could start the rest.
    fn deadlock(&self, stage: &StageRun, exit: &Gate) -> Option<String> {
        let idle = stage
            .steps
            .iter()
            .all(|step| step.status != StepStatus::InProgress);
        let waiting: Vec<&StepRun> = stage
            .steps
            .iter()
            .filter(|step| step.status == StepStatus::NotStarted)
            .collect();
        if !matches!(exit, Gate::Default) || !idle || waiting.is_empty() {
            return None;
        }
        let names = waiting
            .iter()
            .map(|step| &*self.orchestration.step(step.step).name);
        let names = names.collect::<Vec<_>>().join(", ");
        let stage = &self.orchestration.stage(stage.stage).name;
        let open = waiting.iter().any(|step| self.world_can_open(step));
        Some(if open {
            format!("No step is in progress: stage {stage} ends only if {names} still starts.")
        } else {
            format!(
                "Stage {stage} can never end: it needs all steps Completed, and nothing can start \
                 {names} any more."
            )
        })
    }

    /// Whether something outside the stage can make the step start.
    fn world_can_open(&self, step: &StepRun) -> bool {
        match unfinished_gate(self.orchestration, step) {
            None | Some(Gate::Default | Gate::Evaluation(_)) => true,
            Some(Gate::Requirements(criteria)) => {
                Orchestration::references(criteria).any(|reference| match reference {
                    Reference::StepOutput(_, path) => path.len() > 1,
                    Reference::StepStatus(_)
                    | Reference::StageStatus(_)
                    | Reference::Stage(_)
                    | Reference::Step(_)
                    | Reference::Decision(_)
                    | Reference::Outcome(_)
                    | Reference::Constant(_)
                    | Reference::Prior(_)
                    | Reference::RunId
                    | Reference::Dangling(_) => false,
                    Reference::Variable(..)
                    | Reference::Formula(_)
                    | Reference::Template(_)
                    | Reference::Record(_)
                    | Reference::Global(_) => true,
                })
            }
        }
    }

    fn wakes(&self, stage: &StageRun) -> Vec<String> {
        let in_progress = stage
            .steps
            .iter()
            .filter(|step| step.status == StepStatus::InProgress);
        let ends = in_progress.map(|step| {
            format!(
                "the end of step {}",
                self.orchestration.step(step.step).name
            )
        });
        let changes = subscriptions(self.orchestration, self.run)
            .into_iter()
            .map(change);
        let time = pace(self.orchestration, self.run).map(|pace| match pace {
            Pace::Day => "the beginning of the next day".to_owned(),
            Pace::Hour => "the next full hour".to_owned(),
        });
        let event = "an orchestration event for this run".to_owned();
        ends.chain(changes).chain(time).chain([event]).collect()
    }
}

fn change(subscription: Subscription) -> String {
    let Subscription {
        object,
        record,
        fields,
    } = subscription;
    format!("a change of {} of {object} {record}", fields.join(", "))
}
