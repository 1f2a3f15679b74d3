//! Background steps: synchronous ones in the turn that starts them, asynchronous ones as jobs.

use segue_engine::RunStatus;
use segue_language::Value;

use super::support::*;

/// Two stages of two background steps in sequence; `rest` is put into each step.
fn two_by_two(rest: &str) -> Vec<(String, String)> {
    let steps = |one: &str, two: &str| {
        [
            background(one, "Count", None, rest),
            background(two, "Count", Some(one), rest),
        ]
    };
    let body = stage("First", &leads_to("Second"), &steps("A", "B"))
        + &stage("Second", "", &steps("C", "D"));
    vec![
        counting_flow("Count"),
        orchestration("Two_By_Two", "First", &body),
    ]
}

#[test]
fn a_run_of_synchronous_steps_ends_in_the_turn_that_starts_it() {
    let mut town = town(&files(&two_by_two("")));
    let run = town.start("Two_By_Two", vec![]);
    assert_eq!(town.status(run), RunStatus::Completed);
    assert_eq!(
        town.history(run),
        [
            "Start Run",
            "Start Stage First",
            "Start Step A",
            "End Step A",
            "Start Step B",
            "End Step B",
            "End Stage First",
            "Start Stage Second",
            "Start Step C",
            "End Step C",
            "Start Step D",
            "End Step D",
            "End Stage Second",
            "End Run"
        ]
    );
}

#[test]
fn asynchronous_steps_are_turns_of_their_own() {
    let asynchronous = "<requiresAsyncProcessing>true</requiresAsyncProcessing>";
    let mut town = town(&files(&two_by_two(asynchronous)));
    let run = town.start("Two_By_Two", vec![]);
    assert_eq!(town.status(run), RunStatus::InProgress);
    let worked = town.runtime.run_due(town.now);
    assert_eq!(worked.n_jobs, 4);
    assert_eq!(worked.ended, [(run, RunStatus::Completed)]);
    let turns: Vec<i64> = town
        .runtime
        .reads()
        .history(run)
        .iter()
        .map(|line| line.turn)
        .collect();
    assert_eq!(turns.last(), Some(&5));
}

#[test]
fn a_step_leaves_the_outputs_of_its_flow() {
    let mut town = town(&files(&two_by_two("")));
    let run = town.start("Two_By_Two", vec![]);
    let view = town.runtime.reads().run(run).expect("is there");
    let outputs = &view.run.stages[0].steps[0].outputs;
    assert_eq!(outputs, &values(&[("count", Value::integer(1))]));
}

#[test]
fn many_runs_share_one_commit() {
    let mut town = town(&files(&two_by_two("")));
    let start = segue_runtime::Request::StartRun {
        orchestration: "Two_By_Two".into(),
        inputs: vec![],
        by: segue_runtime::Actor::System,
        key: None,
    };
    town.start("Two_By_Two", vec![]);
    let before = town.runtime.store_metrics();
    let replies = town.runtime.execute_batch(vec![start; 10], town.now);
    let after = town.runtime.store_metrics();
    assert!(replies.iter().all(Result::is_ok), "{replies:?}");
    assert_eq!(after.commits - before.commits, 1);
    assert_eq!(
        after.writes - before.writes,
        2 * 10 + 1,
        "two rows each, and the commit"
    );
}

#[test]
fn a_key_that_was_used_gives_the_same_run() {
    let mut town = town(&files(&two_by_two("")));
    let start = segue_runtime::Request::StartRun {
        orchestration: "Two_By_Two".into(),
        inputs: vec![],
        by: segue_runtime::Actor::System,
        key: Some("once".into()),
    };
    let first = town.ask(start.clone());
    assert_eq!(town.ask(start), first);
}

#[test]
fn an_unknown_orchestration_is_refused() {
    let mut town = town(&files(&two_by_two("")));
    let refused = town.ask(segue_runtime::Request::StartRun {
        orchestration: "Nothing".into(),
        inputs: vec![],
        by: segue_runtime::Actor::System,
        key: None,
    });
    assert_eq!(refused.expect_err("refused").code(), "unknown");
}
