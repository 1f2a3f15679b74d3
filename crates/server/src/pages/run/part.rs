//! The step runs of a run, with what each left.

use segue_engine::{PartId, RunStatus, StepKind, StepStatus};
use segue_language::{Text, Timestamp, Value, merge_text};

use crate::queries::run_detail::{ClosedItem, RunDetail};

/// A step run.
pub(super) struct Part {
    pub(super) part: PartId,
    pub(super) label: String,
    pub(super) stage: String,
    pub(super) flow: Text,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) started: Option<Timestamp>,
    pub(super) error: Option<Text>,
    pub(super) outputs: Vec<(Text, String)>,
    pub(super) open_item: Option<PartId>,
    /// Who did it: assignee, and user name when a person did.
    pub(super) done_by: Vec<String>,
    /// A resume starts it again.
    pub(super) restarts: bool,
    /// A result that came too late is used by a resume.
    pub(super) has_pending: bool,
}

/// All step runs, in order.
pub(super) fn parts(detail: &RunDetail) -> Vec<Part> {
    let (orchestration, run) = (&detail.view.orchestration, &detail.view.run);
    let n_stages = run.stages.len();
    let mut parts = Vec::new();
    for (n, stage) in run.stages.iter().enumerate() {
        let is_latest = n + 1 == n_stages;
        for step_run in &stage.steps {
            let step = orchestration.step(step_run.step);
            let stopped = matches!(
                step_run.status,
                StepStatus::Error | StepStatus::Discontinued
            );
            let has_pending = step_run.pending.is_some();
            parts.push(Part {
                part: step_run.part,
                label: step.label.clone(),
                stage: orchestration.stage(stage.stage).label.clone(),
                flow: step.call.name.clone(),
                kind: kind(&step.kind),
                status: step_run.status.label(),
                started: step_run.started_at,
                error: step_run.error.clone(),
                outputs: step_run
                    .outputs
                    .iter()
                    .map(|(n, v)| (n.clone(), shown(v)))
                    .collect(),
                open_item: step_run.open_item().map(|item| item.part),
                done_by: done_by(detail, &step_run.items),
                restarts: is_latest && stopped && !has_pending && run.status == RunStatus::Error,
                has_pending,
            });
        }
    }
    parts
}

fn done_by(detail: &RunDetail, items: &[segue_engine::WorkItem]) -> Vec<String> {
    let closed = |part: PartId| detail.closed.iter().find(|item| item.part == part);
    let closed = items.iter().filter_map(|item| closed(item.part));
    closed.map(sentence).collect()
}

fn sentence(item: &ClosedItem) -> String {
    let assignee = &item.assignee.name;
    match &item.by {
        Some(by) => format!("{by}, for {assignee}"),
        None => format!("closed without {assignee}"),
    }
}

fn shown(value: &Value) -> String {
    merge_text(value)
}

fn kind(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::Background { .. } => "Background",
        StepKind::Interactive(_) => "Interactive",
        StepKind::External => "External",
    }
}
