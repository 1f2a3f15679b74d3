//! What holds in every committed state of a run.

use super::require;
use crate::limits::MOVES_PER_RUN_MAX;
use crate::{
    CloseReason, Gate, Orchestration, Run, RunStatus, StageRun, StageStatus, StepKind, StepRun,
    StepStatus, WorkItem,
};

type Found = Vec<String>;

pub(super) fn check(orchestration: &Orchestration, run: &Run, found: &mut Found) {
    of_run(run, found);
    for (index, stage) in run.stages.iter().enumerate() {
        of_stage(
            orchestration,
            run,
            stage,
            index + 1 == run.stages.len(),
            found,
        );
        for step in &stage.steps {
            of_step(run, step, found);
            done_by_somebody(orchestration, step, found);
            step.items
                .iter()
                .for_each(|item| of_item(run, step, item, found));
        }
    }
    numbers(orchestration, run, found);
}

fn of_run(run: &Run, found: &mut Found) {
    let is = |status| move |stage: &&StageRun| stage.status == status;
    let in_progress = run
        .stages
        .iter()
        .filter(is(StageStatus::InProgress))
        .count();
    let suspended = run.stages.iter().filter(is(StageStatus::Suspended)).count();
    let status = run.status;
    require(found, in_progress + suspended <= 1, "C1", || {
        "two stages are current".to_owned()
    });
    let (wanted, id) = match status {
        RunStatus::InProgress => ((1, 0), "B7"),
        RunStatus::Suspended => ((0, 1), "B8"),
        RunStatus::Completed => ((0, 0), "B4"),
        RunStatus::Error => ((0, 0), "B5"),
        RunStatus::Canceled => ((0, 0), "B6"),
        RunStatus::NotStarted => ((0, 0), "B1"),
    };
    require(found, (in_progress, suspended) == wanted, id, || {
        format!("a run {status:?} has {in_progress} stages in progress, {suspended} suspended")
    });
    require(
        found,
        (status == RunStatus::Error) == run.error.is_some(),
        "B5",
        || format!("a run {status:?} has the cause {:?}", run.error),
    );
    let ended = status.is_final() || status == RunStatus::Error;
    require(found, ended == run.ended_at.is_some(), "B10", || {
        format!("{status:?} and its end")
    });
    require(found, run.n_moves <= MOVES_PER_RUN_MAX, "H3", || {
        format!("{} moves", run.n_moves)
    });
}

fn of_stage(
    orchestration: &Orchestration,
    run: &Run,
    stage: &StageRun,
    is_latest: bool,
    found: &mut Found,
) {
    let name = &orchestration.stage(stage.stage).name;
    let status = stage.status;
    let has = |wanted| stage.steps.iter().any(|step| step.status == wanted);
    let current = matches!(status, StageStatus::InProgress | StageStatus::Suspended);
    require(found, is_latest || !current, "C1", || {
        format!("{name} is current, but not the latest")
    });
    require(found, !current || !has(StepStatus::Error), "C7", || {
        format!("{name} goes on, though a step of it failed")
    });
    require(
        found,
        !current || !has(StepStatus::Discontinued),
        "F6",
        || format!("{name} goes on, though a step of it was not restarted"),
    );
    require(found, current || !has(StepStatus::InProgress), "C5", || {
        format!("{name} is {status:?}, though a step of it is in progress")
    });
    let suspended = status == StageStatus::Suspended;
    require(
        found,
        !suspended || run.status == RunStatus::Suspended,
        "C10",
        || name.to_string(),
    );
    let canceled = status == StageStatus::Canceled;
    require(
        found,
        !canceled || run.status == RunStatus::Canceled || crate::is_recalled(run),
        "C11",
        || name.to_string(),
    );
    let discontinued = status == StageStatus::Discontinued;
    let outside = run.error.as_ref().is_some_and(|error| error.step.is_none());
    require(found, !discontinued || outside, "C9", || {
        format!("{name}: {:?}", run.error)
    });
}

fn of_step(run: &Run, step: &StepRun, found: &mut Found) {
    let part = step.part.0;
    let untouched = step.activation == 0
        && step.items.is_empty()
        && step.outputs.is_empty()
        && step.pending.is_none()
        && step.started_at.is_none();
    require(
        found,
        (step.status == StepStatus::NotStarted) == untouched,
        "D2",
        || {
            format!(
                "step run {part} is {:?} with activation {}",
                step.status, step.activation
            )
        },
    );
    let open = step.items.iter().filter(|item| item.is_open()).count();
    require(found, open <= 1, "E1", || {
        format!("step run {part} has {open} open items")
    });
    let mut activations: Vec<u16> = step.items.iter().map(|item| item.activation).collect();
    activations.dedup();
    require(found, activations.len() == step.items.len(), "E1", || {
        format!("step run {part} has two items in one activation")
    });
    let holds = step.pending.is_some();
    let may_hold = match step.status {
        StepStatus::InProgress => run.status == RunStatus::Suspended,
        StepStatus::Discontinued => true,
        StepStatus::NotStarted | StepStatus::Completed | StepStatus::Error => false,
    };
    require(found, !holds || may_hold, "D10", || {
        format!("step run {part} holds a result")
    });
}

/// An interactive step without an exit condition is Completed only by its work item.
fn done_by_somebody(orchestration: &Orchestration, step: &StepRun, found: &mut Found) {
    let definition = orchestration.step(step.step);
    let StepKind::Interactive(interactive) = &definition.kind else {
        return;
    };
    let completed = step.status == StepStatus::Completed;
    let approval = interactive.approval.as_ref();
    let automatic = approval.is_some_and(|approval| approval.automatic.is_some());
    let nobody = automatic && step.present_item().is_none();
    if completed && !nobody && matches!(interactive.exit, Gate::Default) {
        let closed = step.items.last().and_then(|item| item.closed.as_ref());
        let reason = closed.map(|closed| closed.reason);
        let done = matches!(reason, Some(CloseReason::User | CloseReason::Event));
        require(found, done, "D6", || {
            format!("step run {} is Completed, its item {reason:?}", step.part.0)
        });
    }
}

fn of_item(run: &Run, step: &StepRun, item: &WorkItem, found: &mut Found) {
    let part = item.part.0;
    let alive = step.status == StepStatus::InProgress && run.is_open();
    require(found, !item.is_open() || alive, "E2", || {
        format!(
            "item {part} is Assigned, its step {:?}, the run {:?}",
            step.status, run.status
        )
    });
    let by_user = |closed: &crate::Closed| closed.reason == CloseReason::User;
    let told = item
        .closed
        .as_ref()
        .is_none_or(|closed| closed.by.is_some() == by_user(closed));
    require(found, told, "E4", || {
        format!("item {part} was closed as {:?}", item.closed)
    });
}

/// Parts are numbered from 1 without gaps, stage run by stage run.
fn numbers(orchestration: &Orchestration, run: &Run, found: &mut Found) {
    let mut numbers = Vec::new();
    for stage in &run.stages {
        numbers.push(stage.part.0);
        for (place, step) in (1..).zip(&stage.steps) {
            numbers.push(step.part.0);
            numbers.extend(step.items.iter().map(|item| item.part.0));
            let definition = orchestration.stage(stage.stage);
            let belongs = definition.steps.contains(&step.step.0);
            let follows = step.part.0 == stage.part.0 + place;
            require(found, belongs && follows, "B9", || {
                format!("step run {}", step.part.0)
            });
        }
    }
    numbers.sort_unstable();
    let gapless = numbers.iter().copied().eq(1..=run.n_parts);
    require(found, gapless, "A8", || {
        format!("parts {numbers:?} of {}", run.n_parts)
    });
}
