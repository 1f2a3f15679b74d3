//! The history that people read: each event with a milestone becomes one entry.

use std::fmt;

use segue_language::{Text, Timestamp, Values};

use crate::{Assignee, Event, Orchestration, PartId, Run, StageRun, StepRun, WorkItem};

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
    let entry = view
        .of_run(event)
        .or_else(|| view.of_stage(event))
        .or_else(|| view.of_step(event));
    let entry = entry.or_else(|| view.of_item(event)).unwrap_or_default();
    Some(HistoryEntry {
        milestone,
        kind,
        ..entry
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
    fn of_run(&self, event: &Event) -> Option<HistoryEntry> {
        let ended = || HistoryEntry {
            duration_seconds: Some(self.seconds_since(self.run.started_at)),
            ..HistoryEntry::default()
        };
        let because = |detail: Option<Text>| HistoryEntry {
            detail,
            ..HistoryEntry::default()
        };
        Some(match event {
            Event::RunStarted { starter, .. } => HistoryEntry {
                actor: Some(starter.clone()),
                ..HistoryEntry::default()
            },
            Event::RunCompleted | Event::RunCanceled => ended(),
            Event::RunFailed(error) => HistoryEntry {
                detail: Some(error.message.clone()),
                ..ended()
            },
            Event::RunResumed { forced } => because(forced.clone()),
            Event::Noted(note) => because(Some(note.clone())),
            Event::RunSuspended | Event::RunRestarted => HistoryEntry::default(),
            Event::OutcomeTaken {
                decision, taken, ..
            } => {
                let decision = self.orchestration.decision(*decision);
                let outcome = taken.and_then(|taken| self.orchestration.outcome_name(taken));
                let default_label = decision.default_label.as_str().into();
                HistoryEntry {
                    element: Some(outcome.unwrap_or(&decision.name).clone()),
                    detail: outcome.is_none().then_some(default_label),
                    ..HistoryEntry::default()
                }
            }
            _ => return None,
        })
    }

    fn of_stage(&self, event: &Event) -> Option<HistoryEntry> {
        let (part, ends, detail) = match event {
            Event::StageStarted { part, .. }
            | Event::StageResumed(part)
            | Event::StageSuspended(part) => (*part, false, None),
            Event::StageCompleted(part)
            | Event::StageCanceled(part)
            | Event::StageDiscontinued(part) => (*part, true, None),
            Event::StageFailed { stage, cause } => (*stage, true, cause.clone()),
            _ => return None,
        };
        let run = self.run.stage_run(part)?;
        let name = self.stage_name(run);
        Some(HistoryEntry {
            element: Some(name.clone()),
            stage: Some(name),
            part: Some(part),
            duration_seconds: ends.then(|| self.seconds_since(run.started_at)),
            detail,
            ..HistoryEntry::default()
        })
    }

    fn of_step(&self, event: &Event) -> Option<HistoryEntry> {
        let none = (None, None, None);
        let (part, ends, (actor, comments, detail)) = match event {
            Event::StepStarted { step, .. } => (*step, false, none),
            Event::StepDiscontinued(step) => (*step, true, none),
            Event::StepCompleted { step, outputs, by } => {
                let kept = self.run.step_run(*step).map(|run| &run.outputs);
                let comments = outputs.as_ref().or(kept).and_then(comments);
                (*step, true, (by.clone(), comments, None))
            }
            Event::StepFailed { step, message } => {
                (*step, true, (None, None, Some(message.clone())))
            }
            _ => return None,
        };
        let run = self.run.step_run(part)?;
        let started_at = run.started_at.filter(|_| ends);
        let duration_seconds = started_at.map(|start| self.seconds_since(start));
        Some(HistoryEntry {
            actor,
            comments,
            detail,
            duration_seconds,
            ..self.step_entry(run)
        })
    }

    fn of_item(&self, event: &Event) -> Option<HistoryEntry> {
        let (part, ends, actor, detail) = match event {
            Event::WorkItemOpened { item, .. } | Event::WorkItemReassigned { item, .. } => {
                (*item, false, None, None)
            }
            Event::WorkItemCompleted { item, reason, by } => {
                (*item, true, by.clone(), Some(reason.label().into()))
            }
            _ => return None,
        };
        let item: &WorkItem = self.run.work_item(part)?;
        let related = Some(item.related_record.as_str()).filter(|id| !id.is_empty());
        Some(HistoryEntry {
            part: Some(part),
            actor,
            detail,
            assignee: Some(item.assignee.clone()),
            related_record: related.map(Text::from),
            duration_seconds: ends.then(|| self.seconds_since(item.created_at)),
            ..self.step_entry(self.run.step_of_item(part)?)
        })
    }

    fn step_entry(&self, run: &StepRun) -> HistoryEntry {
        let name = self.orchestration.step(run.step).name.clone();
        HistoryEntry {
            element: Some(name.clone()),
            stage: self
                .run
                .stage_of(run.part)
                .map(|stage| self.stage_name(stage)),
            step: Some(name),
            part: Some(run.part),
            ..HistoryEntry::default()
        }
    }

    fn stage_name(&self, run: &StageRun) -> Text {
        self.orchestration.stage(run.stage).name.clone()
    }

    fn seconds_since(&self, start: Timestamp) -> i64 {
        (self.at.0 - start.0).max(0) / 1_000_000
    }
}

/// The text output named exactly `Comments`.
fn comments(outputs: &Values) -> Option<Text> {
    let (_, value) = outputs.iter().find(|(name, _)| &**name == "Comments")?;
    let text = value.as_text()?;
    Some(match text.char_indices().nth(COMMENT_CHARACTERS_MAX) {
        Some((end, _)) => text[..end].into(),
        None => text.clone(),
    })
}
