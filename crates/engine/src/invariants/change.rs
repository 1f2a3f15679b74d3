//! What holds for every change of a run: only legal transitions, each with its milestone, and
//! the fold of the events is the run.

use segue_language::Timestamp;

use super::require;
use crate::transition_table::{ItemStatus, Status, cause};
use crate::{
    CloseReason, Event, Orchestration, PartId, Run, RunStatus, StageStatus, StepStatus, Subject,
};

type Found = Vec<String>;

pub(super) fn check(
    orchestration: &Orchestration,
    before: Option<&Run>,
    events: &[Event],
    after: &Run,
    found: &mut Found,
) {
    let mut run = before.cloned().unwrap_or_default();
    let over = run.status.is_final();
    require(found, !over || events.is_empty(), "A9", || {
        format!("{events:?} in {:?}", run.status)
    });
    for event in events {
        let from = Status::of(&run, event.subject());
        specific(orchestration, &run, event, found);
        // Times do not matter here: statuses and what was left do.
        run.apply(event, Timestamp::default());
        legal(from, event, &run, found);
    }
    let same = statuses(&run) == statuses(after);
    require(found, same, "A4", || {
        "the fold of the events is not the run".to_owned()
    });
    past(before, after, found);
}

/// Everything about a run but its times.
fn statuses(run: &Run) -> impl PartialEq + use<> {
    let steps = run.stages.iter().flat_map(|stage| &stage.steps);
    let steps: Vec<_> = steps
        .map(|step| {
            let items: Vec<_> = step.items.iter().map(ItemStatus::of).collect();
            (
                step.part,
                step.status,
                step.activation,
                step.outputs.clone(),
                items,
            )
        })
        .collect();
    let stages: Vec<_> = run
        .stages
        .iter()
        .map(|stage| (stage.part, stage.status))
        .collect();
    (
        run.status,
        run.n_parts,
        run.n_moves,
        run.outcomes.clone(),
        stages,
        steps,
    )
}

/// The status of what the event happened to changes as the table says.
fn legal(from: Status, event: &Event, run: &Run, found: &mut Found) {
    let (to, milestone) = (Status::of(run, event.subject()), event.milestone());
    let exists = !matches!(
        from,
        Status::Stage(None) | Status::Step(None) | Status::WorkItem(None)
    );
    // Decisions have no status, and a note or an event without a milestone changes none.
    let quiet = milestone.is_none()
        || matches!(
            event,
            Event::Noted(_)
                | Event::OutcomeTaken { .. }
                | Event::ApprovalGiven { .. }
                | Event::ApprovalOverridden { .. }
        );
    let legal = (quiet && exists && from == to) || cause(from, to, milestone).is_some();
    require(found, legal, "B1/D1", || {
        format!("no transition for {event:?} from {from:?}")
    });
}

/// What must hold as the event happens.
fn specific(orchestration: &Orchestration, old: &Run, event: &Event, found: &mut Found) {
    // A cancel begins with the run and then ends its parts.
    let over = old.status == RunStatus::Completed;
    require(found, !over, "A9", || {
        format!("{event:?} in {:?}", old.status)
    });
    match event.subject() {
        Subject::Run => of_run(old, event, found),
        Subject::Decision(_) => of_decision(orchestration, event, found),
        Subject::Stage(_) => of_stage(orchestration, old, event, found),
        Subject::Step(_) => of_step(old, event, found),
        Subject::WorkItem(_) => of_item(old, event, found),
    }
}

fn of_run(old: &Run, event: &Event, found: &mut Found) {
    if let Event::RunResumed { forced } = event {
        let recoverable = old.error.as_ref().is_none_or(|error| error.recoverable);
        require(found, recoverable || forced.is_some(), "F5", || {
            format!("{:?}", old.error)
        });
    }
    if let Event::RunFailed(error) = event {
        let known = [
            "flow-failed",
            "flow-missing",
            "assignee-inactive",
            "record-locked",
        ]
        .contains(&&*error.code);
        require(found, error.recoverable == known, "F10", || {
            format!("{error:?}")
        });
    }
    if let Event::RunRestarted = event {
        let resumed = old.status == RunStatus::InProgress && old.error.is_none();
        require(found, resumed, "B2", || {
            "Start Run again without a resume".to_owned()
        });
    }
}

fn of_decision(orchestration: &Orchestration, event: &Event, found: &mut Found) {
    let Event::OutcomeTaken {
        decision,
        first,
        evaluated,
        taken,
    } = event
    else {
        return;
    };
    let n_outcomes = orchestration.decision(*decision).outcomes.len();
    let counted = taken.map_or(n_outcomes, |taken| taken.index() + 1 - first.index());
    require(found, usize::from(*evaluated) == counted, "H1", || {
        format!("{event:?}")
    });
}

fn of_stage(orchestration: &Orchestration, old: &Run, event: &Event, found: &mut Found) {
    if let Event::StageCompleted(part) = event {
        left(orchestration, old, *part, found);
    }
    if let Event::StageFailed { stage, cause } = event {
        let run = old.stage_run(*stage);
        let step = run.is_some_and(|run| {
            run.steps
                .iter()
                .any(|step| step.status == StepStatus::Error)
        });
        require(found, step || cause.is_some(), "C6", || {
            format!("stage run {}", stage.0)
        });
    }
}

fn of_step(old: &Run, event: &Event, found: &mut Found) {
    if let Event::StepStarted { step, activation } = event {
        starts(old, *step, *activation, found);
    }
    if let Event::StepAnswered { step, .. } = event {
        let kept = old
            .step_run(*step)
            .is_some_and(|run| run.outputs.len() == crate::approvals_given(run).count());
        require(found, kept, "D7", || {
            format!("step run {} answered twice", step.0)
        });
    }
}

fn of_item(old: &Run, event: &Event, found: &mut Found) {
    if let Event::WorkItemCompleted { reason, by, .. } = event {
        let told = by.is_some() == (*reason == CloseReason::User);
        require(found, told, "E4", || format!("{event:?}"));
    } else {
        let open = old.status == RunStatus::InProgress;
        // What one of several approvers says is no result yet.
        let said = matches!(
            event,
            Event::ApprovalGiven { .. } | Event::ApprovalOverridden { .. }
        );
        require(found, open || said, "B8", || {
            format!("{event:?} in {:?}", old.status)
        });
    }
}

fn starts(old: &Run, step: PartId, activation: u16, found: &mut Found) {
    let stage = old.stage_of(step).map(|stage| stage.status);
    let open = old.status == RunStatus::InProgress && stage == Some(StageStatus::InProgress);
    require(found, open, "D3", || {
        format!("step run {} starts in {stage:?}", step.0)
    });
    let before = old.step_run(step).map_or(0, |run| run.activation);
    require(found, activation == before + 1, "D5", || {
        format!("activation {activation}")
    });
}

fn left(orchestration: &Orchestration, old: &Run, part: PartId, found: &mut Found) {
    let Some(stage) = old.stage_run(part) else {
        return;
    };
    let default = matches!(orchestration.stage(stage.stage).exit, crate::Gate::Default);
    let all = stage
        .steps
        .iter()
        .all(|step| step.status == StepStatus::Completed);
    require(found, !default || all, "C4", || {
        format!("stage run {} left too early", part.0)
    });
    let busy = stage
        .steps
        .iter()
        .any(|step| step.status == StepStatus::InProgress);
    require(found, !busy, "C5", || {
        format!("stage run {} left with a step in progress", part.0)
    });
}

/// What was over before the turn is as it was, apart from results that came too late.
fn past(before: Option<&Run>, after: &Run, found: &mut Found) {
    let Some((_, past)) = before.and_then(|run| run.stages.split_last()) else {
        return;
    };
    for (old, new) in past.iter().zip(&after.stages) {
        let steps = old.steps.iter().zip(&new.steps);
        let mut same = steps.map(|(old, new)| {
            (old.status, &old.outputs, &old.items) == (new.status, &new.outputs, &new.items)
        });
        let unchanged = old.status == new.status && same.all(|same| same);
        require(found, unchanged, "C13", || {
            format!("stage run {} has changed", old.part.0)
        });
    }
}
