//! The step runs of a run, with what each took in and left.

use segue_engine::{CloseReason, PartId, Step, StepKind, StepRun, WorkItem};
use segue_language::{Text, Timestamp};
use segue_runtime::RunView;

use super::visits::Visits;
use crate::queries::run_detail::RunDetail;
use crate::queries::run_history::shown;

/// A step run.
pub(super) struct Part {
    pub(super) part: PartId,
    pub(super) label: String,
    pub(super) stage: String,
    /// Which visit of its stage, when there are several.
    pub(super) visit: Option<usize>,
    /// API name of the flow or action.
    pub(super) flow: Text,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) started: Option<Timestamp>,
    pub(super) error: Option<Text>,
    /// Inputs as the definition has them: names and expressions.
    pub(super) inputs: Vec<(Text, String)>,
    pub(super) outputs: Vec<(Text, String)>,
    /// The work item that somebody has now.
    pub(super) open: Option<OpenWork>,
    /// Who did it: sentences.
    pub(super) done_by: Vec<String>,
    /// A result that came too late is used by a resume.
    pub(super) has_pending: bool,
}

/// A work item that somebody has now.
pub(super) struct OpenWork {
    pub(super) id: Text,
    pub(super) assignee: Text,
    pub(super) kind: &'static str,
    pub(super) since: Timestamp,
    /// User name of who turned to it first.
    pub(super) opened_by: Option<Text>,
}

/// Work items of a step whose end is told: the newest.
const ENDS_SHOWN: usize = 5;

/// All step runs of the visits that are shown, in order.
pub(super) fn parts(detail: &RunDetail, visits: &Visits) -> Vec<Part> {
    let view = &detail.found.view;
    let mut parts = Vec::new();
    let stages = view.run.stages.iter().enumerate();
    for (n, stage) in stages.filter(|(n, _)| visits.has(*n)) {
        let definition = view.orchestration.stage(stage.stage);
        let all = view.run.stages.iter().filter(|s| s.stage == stage.stage);
        let is_again = all.count() > 1;
        let before = view.run.stages[..=n].iter();
        let visit = before.filter(|s| s.stage == stage.stage).count();
        for run in &stage.steps {
            let mut part = part(detail, run);
            part.stage.clone_from(&definition.label);
            part.visit = is_again.then_some(visit);
            parts.push(part);
        }
    }
    parts
}

fn part(detail: &RunDetail, run: &StepRun) -> Part {
    let view = &detail.found.view;
    let step = view.orchestration.step(run.step);
    Part {
        part: run.part,
        label: step.label.clone(),
        stage: String::new(),
        visit: None,
        flow: step.call.name.clone(),
        kind: kind(&step.kind),
        status: run.status.label(),
        started: run.started_at,
        error: run.error.clone(),
        inputs: inputs(view, step),
        outputs: shown(&run.outputs),
        open: run.open_item().map(|item| open(detail, item)),
        done_by: ends(detail, run),
        has_pending: run.pending.is_some(),
    }
}

/// Who did it, by the newest of its work items.
fn ends(detail: &RunDetail, run: &StepRun) -> Vec<String> {
    let items = run.items.iter();
    let mut ends: Vec<String> = items.filter_map(|item| done_by(detail, item)).collect();
    let n_left_out = ends.len().saturating_sub(ENDS_SHOWN);
    ends.drain(..n_left_out);
    if n_left_out > 0 {
        ends.insert(0, format!("{n_left_out} before that: the history has them"));
    }
    ends
}

fn inputs(view: &RunView, step: &Step) -> Vec<(Text, String)> {
    let inputs = step.call.inputs.iter();
    inputs
        .map(|(name, operand)| (name.clone(), view.orchestration.operand_text(operand)))
        .collect()
}

fn open(detail: &RunDetail, item: &WorkItem) -> OpenWork {
    let opening = detail.opening(item.part);
    OpenWork {
        id: detail.item_id(item.part),
        assignee: item.assignee.name.clone(),
        kind: item.assignee.kind.label(),
        since: item.assigned_at,
        opened_by: opening.map(|opening| detail.name(&opening.person).clone()),
    }
}

fn done_by(detail: &RunDetail, item: &WorkItem) -> Option<String> {
    let closed = item.closed.as_ref()?;
    let assignee = &item.assignee.name;
    let by = closed.by.as_ref().map(|by| detail.name(by));
    Some(match (by, closed.reason) {
        (Some(by), _) if by == assignee => format!("Done by {by}"),
        (Some(by), _) => format!("Done by {by}, for {assignee}"),
        (None, CloseReason::User) => "Done".to_owned(),
        (None, reason) => format!("Taken from {assignee}: {}", reason.label()),
    })
}

fn kind(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::Background { .. } => "Background",
        StepKind::Interactive(_) => "Interactive",
        StepKind::External => "External",
    }
}
