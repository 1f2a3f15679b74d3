//! Commands that come between a question and its answer.

use segue_engine::{Answer, AssigneeKind, Command, Event, RunStatus, StepResult};

use crate::support::told::Told;

#[test]
fn a_step_that_was_started_in_between_is_not_started_again() {
    let mut told = Told::new("stage main\n a: async background when flow Is_Ready");
    let first = told.start();
    let second = told.say(Command::Wake);
    told.answer(second, Answer::Evaluated(Ok(true)));
    told.answer(first, Answer::Evaluated(Ok(true)));
    assert_eq!(
        told.count(|event| matches!(event, Event::StepStarted { .. })),
        1
    );
}

#[test]
fn a_stage_that_was_left_in_between_is_not_left_again() {
    let mut told = Told::new("stage main until flow Is_Done\n a: async background");
    let first = told.start();
    let second = told.say(Command::Wake);
    told.answer(second, Answer::Evaluated(Ok(true)));
    let late = told.answer(first, Answer::Evaluated(Ok(true)));
    assert!(late.events.is_empty());
    assert_eq!(told.run.status, RunStatus::Completed);
}

#[test]
fn a_flow_that_ends_after_its_run_was_canceled_changes_nothing() {
    let mut told = Told::new("stage main\n a: background");
    let running = told.start();
    told.say(Command::Cancel { reason: None });
    let late = told.answer(running, Answer::Ran(StepResult::Finished(vec![])));
    assert!(late.events.is_empty());
    assert_eq!(told.run.status, RunStatus::Canceled);
}

#[test]
fn a_flow_that_ends_after_its_stage_was_left_is_held() {
    let mut told =
        Told::new("stage main until flow Is_Done\n a: background\nstage last\n b: external");
    let running = told.start();
    let exit = told.say(Command::Wake);
    told.answer(exit, Answer::Evaluated(Ok(true)));
    let late = told.answer(running, Answer::Ran(StepResult::Finished(vec![])));
    assert!(matches!(late.events[..], [Event::ResultHeld { .. }]));
}

#[test]
fn an_assignee_found_after_the_run_was_suspended_opens_no_work_item() {
    let mut told = Told::new("stage main\n a: interactive user:lead");
    let asked = told.start();
    told.say(Command::Suspend);
    let found = told.world.resolve(AssigneeKind::User, &"lead".into());
    let late = told.answer(asked, Answer::Resolved(found));
    assert!(late.events.is_empty() && late.effects.is_empty());
}

#[test]
fn an_event_does_not_end_a_step_whose_flow_is_running_in_this_turn() {
    let mut told = Told::new("stage main\n a: background");
    let running = told.start();
    let step = told.run.stages[0].steps[0].part;
    let result = StepResult::Finished(vec![]);
    let woken = told.say(Command::EndStepByEvent {
        step,
        result: result.clone(),
    });
    assert!(woken.events.is_empty() && woken.effects.is_empty());
    told.answer(running, Answer::Ran(result));
    assert_eq!(told.run.status, RunStatus::Completed);
}
