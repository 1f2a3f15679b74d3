//! The history that people read: each event with a milestone becomes one entry.

use std::fmt;

use segue_language::{Text, Timestamp, Values};

use crate::{Assignee, DecisionId, Event, Orchestration, PartId, Run, StageRun, StepRun, Subject};

/// Characters of `Comments` that an entry keeps.
const COMMENT_CHARACTERS_MAX: usize = 1_333;

/// One line of the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryEntry {
    /// Its milestone: `Start Stage`.
    pub milestone: &'static str,
    /// `FlowOrchestrationLog.Kind`: `StartStage`.
    pub kind: &'static str,
    /// API name of the element: a stage, a step, an outcome (its decision for the default one).
    pub element: Option<Text>,
    /// API name of the stage.
    pub stage: Option<Text>,
    /// API name of the step.
    pub step: Option<Text>,
    /// The stage run, step run or work item.
    pub part: Option<PartId>,
    /// Id of the user who did it; the system otherwise.
    pub actor: Option<Text>,
    /// Who has, or had, the work item.
    pub assignee: Option<Assignee>,
    /// Id of the context record of the work item.
    pub related_record: Option<Text>,
    /// How long the run, stage, step or work item took, when this ends it.
    pub duration_seconds: Option<i64>,
    /// What the flow left in a text output named `Comments`.
    pub comments: Option<Text>,
    /// Why, where there is a reason: a failure, a close reason, a note.
    pub detail: Option<Text>,
}

/// Turns an event into its entry; none for events without a milestone. `run` is the run as the
/// event left it; a later state gives the same names, but perhaps later times.
pub fn entry(
    orchestration: &Orchestration,
    run: &Run,
    event: &Event,
    at: Timestamp,
) -> Option<HistoryEntry> {
    let (milestone, kind) = (event.milestone()?, event.log_kind()?);
    let view = View {
        orchestration,
        run,
        at,
    };
    let told = HistoryEntry {
        milestone,
        kind,
        ..told(event)
    };
    Some(match event.subject() {
        Subject::Run => view.of_run(event, told),
        Subject::Decision(decision) => view.of_decision(decision, event, told),
        Subject::Stage(part) => view.of_stage(part, event, told),
        Subject::Step(part) => view.of_step(part, event, told),
        Subject::WorkItem(part) => view.of_item(part, event, told),
    })
}

/// Turns a run's whole history, from its first event on, into its entries.
pub fn entries<'e>(
    orchestration: &Orchestration,
    events: impl IntoIterator<Item = (&'e Event, Timestamp)>,
) -> Vec<HistoryEntry> {
    let mut run = Run::default();
    let folded = events.into_iter().filter_map(|(event, at)| {
        run.apply(event, at);
        entry(orchestration, &run, event, at)
    });
    folded.collect()
}

/// Writes `Start Stage First_Response`.
impl fmt::Display for HistoryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.milestone)?;
        self.element
            .as_ref()
            .map_or(Ok(()), |element| write!(f, " {element}"))
    }
}

struct View<'a> {
    orchestration: &'a Orchestration,
    run: &'a Run,
    at: Timestamp,
}

impl View<'_> {
    fn of_run(&self, event: &Event, told: HistoryEntry) -> HistoryEntry {
        let start = ends(event).then_some(self.run.started_at);
        HistoryEntry {
            duration_seconds: self.seconds_since(start),
            ..told
        }
    }

    fn of_decision(&self, id: DecisionId, event: &Event, told: HistoryEntry) -> HistoryEntry {
        let decision = self.orchestration.decision(id);
        let Event::OutcomeTaken {
            taken: Some(outcome),
            ..
        } = event
        else {
            let detail = Some(decision.default_label.as_str().into());
            return HistoryEntry {
                element: Some(decision.name.clone()),
                detail,
                ..told
            };
        };
        HistoryEntry {
            element: self.orchestration.outcome_name(*outcome).cloned(),
            ..told
        }
    }

    fn of_stage(&self, part: PartId, event: &Event, told: HistoryEntry) -> HistoryEntry {
        let run = self.run.stage_run(part);
        let name = run.map(|run| self.stage_name(run));
        let start = run.filter(|_| ends(event)).map(|run| run.started_at);
        let duration_seconds = self.seconds_since(start);
        let part = Some(part);
        HistoryEntry {
            element: name.clone(),
            stage: name,
            part,
            duration_seconds,
            ..told
        }
    }

    fn of_step(&self, part: PartId, event: &Event, told: HistoryEntry) -> HistoryEntry {
        let run = self.run.step_run(part);
        let start = run.filter(|_| ends(event)).and_then(|run| run.started_at);
        let kept = run.filter(|_| matches!(event, Event::StepCompleted { .. }));
        let decision = kept
            .filter(|run| self.orchestration.approval(run.step).is_some())
            .and_then(|run| crate::decision_of(&run.outputs));
        HistoryEntry {
            comments: kept.and_then(|run| comments(&run.outputs, decision.is_some())),
            detail: decision.map(Text::from).or(told.detail.clone()),
            duration_seconds: self.seconds_since(start),
            ..self.placed(part, run, told)
        }
    }

    fn of_item(&self, part: PartId, event: &Event, told: HistoryEntry) -> HistoryEntry {
        let item = self.run.work_item(part);
        let start = item.filter(|_| ends(event)).map(|item| item.created_at);
        let related = item
            .map(|item| item.related_record.as_str())
            .filter(|id| !id.is_empty());
        HistoryEntry {
            assignee: item.map(|item| item.assignee.clone()),
            related_record: related.map(Text::from),
            duration_seconds: self.seconds_since(start),
            ..self.placed(part, self.run.step_of_item(part), told)
        }
    }

    /// With the names of a step and its stage.
    fn placed(&self, part: PartId, run: Option<&StepRun>, told: HistoryEntry) -> HistoryEntry {
        let name = run.map(|run| self.orchestration.step(run.step).name.clone());
        let stage = run.and_then(|run| self.run.stage_of(run.part));
        HistoryEntry {
            element: name.clone(),
            stage: stage.map(|stage| self.stage_name(stage)),
            step: name,
            part: Some(part),
            ..told
        }
    }

    fn stage_name(&self, run: &StageRun) -> Text {
        self.orchestration.stage(run.stage).name.clone()
    }

    fn seconds_since(&self, start: Option<Timestamp>) -> Option<i64> {
        start.map(|start| (self.at.0 - start.0).max(0) / 1_000_000)
    }
}

/// What the event itself tells: who did it, and why.
fn told(event: &Event) -> HistoryEntry {
    let nothing = HistoryEntry::default();
    if let Event::RunStarted { starter, .. } = event {
        return HistoryEntry {
            actor: Some(starter.clone()),
            ..nothing
        };
    }
    if let Event::StepCompleted { by, .. } = event {
        return HistoryEntry {
            actor: by.clone(),
            ..nothing
        };
    }
    if let Event::WorkItemCompleted { reason, by, .. } = event {
        let detail = Some(reason.label().into());
        return HistoryEntry {
            actor: by.clone(),
            detail,
            ..nothing
        };
    }
    of_approval(event).unwrap_or_else(|| HistoryEntry {
        detail: reason(event).cloned(),
        ..nothing
    })
}

/// What only approval processes do.
fn of_approval(event: &Event) -> Option<HistoryEntry> {
    let entry = |by: &Text, comments: Option<&Text>, detail: Option<&str>| HistoryEntry {
        actor: Some(by.clone()),
        comments: comments.cloned(),
        detail: detail.map(Text::from),
        ..HistoryEntry::default()
    };
    if let Event::RunRecalled { by, comments } = event {
        return Some(entry(by, comments.as_ref(), None));
    }
    if let Event::ApprovalGiven { by, comments, .. } = event {
        let detail = "approved; the others have yet to";
        return Some(entry(by, comments.as_ref(), Some(detail)));
    }
    if let Event::ApprovalOverridden { by, .. } = event {
        return Some(entry(by, None, Some("decided in place of the approver")));
    }
    None
}

fn reason(event: &Event) -> Option<&Text> {
    if let Event::RunFailed(error) = event {
        return Some(&error.message);
    }
    if let Event::RunResumed { forced: reason } | Event::StageFailed { cause: reason, .. } = event {
        return reason.as_ref();
    }
    if let Event::Noted(text) | Event::StepFailed { message: text, .. } = event {
        return Some(text);
    }
    None
}

/// Whether the event ends its subject, so that a duration can be told.
fn ends(event: &Event) -> bool {
    matches!(
        event,
        Event::RunCompleted
            | Event::RunCanceled
            | Event::RunFailed(_)
            | Event::StageCompleted(_)
            | Event::StageCanceled(_)
            | Event::StageFailed { .. }
            | Event::StageDiscontinued(_)
            | Event::StepCompleted { .. }
            | Event::StepFailed { .. }
            | Event::StepDiscontinued(_)
            | Event::WorkItemCompleted { .. }
    )
}

/// The text output named exactly `Comments`; an approver's comments have a name of their own.
fn comments(outputs: &Values, is_approval: bool) -> Option<Text> {
    let wanted = if is_approval {
        crate::APPROVAL_COMMENTS
    } else {
        "Comments"
    };
    let (_, value) = outputs.iter().find(|(name, _)| **name == *wanted)?;
    let text = value.as_text()?;
    Some(match text.char_indices().nth(COMMENT_CHARACTERS_MAX) {
        Some((end, _)) => text[..end].into(),
        None => text.clone(),
    })
}
