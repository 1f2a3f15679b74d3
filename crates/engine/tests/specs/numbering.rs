//! The numbers of a run's parts, and what happens when they are used up.

use segue_engine::limits::PARTS_MAX;
use segue_engine::{Answer, AssigneeKind, Event, PartId, RunStatus, StepResult};

use crate::support::told::Told;

#[test]
fn stage_run_step_runs_and_items_are_numbered_in_order_of_birth() {
    let mut told = Told::new("stage s\n a: interactive user:lead\n b: interactive user:lead");
    let asked = told.start();
    let found = told.world.resolve(AssigneeKind::User, &"lead".into());
    let asked = told.answer(asked, Answer::Resolved(found.clone()));
    told.answer(asked, Answer::Resolved(found));
    let stage = &told.run.stages[0];
    let steps: Vec<u16> = stage.steps.iter().map(|step| step.part.0).collect();
    let items: Vec<u16> = told.run.open_items().map(|item| item.part.0).collect();
    assert_eq!((stage.part.0, steps, items), (1, vec![2, 3], vec![4, 5]));
}

#[test]
fn each_part_is_found_by_its_number() {
    let mut told = Told::new("stage s\n a: interactive user:lead");
    let asked = told.start();
    let found = told.world.resolve(AssigneeKind::User, &"lead".into());
    told.answer(asked, Answer::Resolved(found));
    let run = &told.run;
    assert_eq!(
        run.stage_run(PartId(1)).map(|stage| stage.part),
        Some(PartId(1))
    );
    assert_eq!(
        run.step_run(PartId(2)).map(|step| step.part),
        Some(PartId(2))
    );
    assert_eq!(
        run.work_item(PartId(3)).map(|item| item.part),
        Some(PartId(3))
    );
    assert_eq!(
        run.step_of_item(PartId(3)).map(|step| step.part),
        Some(PartId(2))
    );
    assert_eq!(
        run.stage_of(PartId(3)).map(|stage| stage.part),
        Some(PartId(1))
    );
    for wrong in [0, 1, 3, 4, u16::MAX] {
        assert!(
            run.step_run(PartId(wrong)).is_none(),
            "{wrong} is no step run"
        );
    }
    assert!(run.work_item(PartId(2)).is_none() && run.stage_run(PartId(2)).is_none());
}

#[test]
fn a_stage_for_which_there_are_no_numbers_left_fails_the_run() {
    let mut told = Told::new("stage s\n a: background\nstage t\n b: background");
    let running = told.start();
    told.run.n_parts = PARTS_MAX - 1;
    let ended = told.answer(running, Answer::Ran(StepResult::Finished(vec![])));
    let failed = ended.events.iter().any(|event| match event {
        Event::RunFailed(error) => &*error.code == "too-many-parts",
        _ => false,
    });
    assert!(failed, "{:?}", ended.events);
    assert_eq!(told.run.status, RunStatus::Error);
}

#[test]
fn a_work_item_for_which_there_is_no_number_left_fails_its_step() {
    let mut told = Told::new("stage s\n a: interactive user:lead");
    let asked = told.start();
    told.run.n_parts = PARTS_MAX;
    let found = told.world.resolve(AssigneeKind::User, &"lead".into());
    let ended = told.answer(asked, Answer::Resolved(found));
    assert!(
        matches!(ended.events[0], Event::StepFailed { .. }),
        "{:?}",
        ended.events
    );
    assert!(ended.effects.is_empty(), "{:?}", ended.effects);
}
