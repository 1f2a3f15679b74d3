//! Calls that leave: what is noted before, what comes back, and what a stop in between leaves.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use std::path::Path;

use segue_definition::{Options as LoadOptions, load, read_folder};
use segue_engine::{RunStatus, StepStatus};
use segue_language::{Text, Timestamp, Value};
use segue_runtime::{
    Actor, CallEnded, CallResult, OutgoingCall, Reply, Request, RunView, Runtime, RuntimeOptions,
};
use segue_store::{CallOutcome, CallRow, Options, RunNumber, Store};

const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

fn options() -> RuntimeOptions {
    RuntimeOptions {
        calls_leave: true,
        ..RuntimeOptions::default()
    }
}

struct Bed {
    runtime: Runtime,
    now: Timestamp,
}

impl Bed {
    fn new() -> Bed {
        let store = Store::in_memory(&Options::default()).unwrap();
        let mut runtime = Runtime::open(store, options()).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/calls");
        let files = read_folder(&folder).unwrap();
        let project = load(files, &LoadOptions::default(), None);
        assert!(project.problems.is_empty(), "{:?}", project.problems);
        runtime.deploy(&project, NOW).unwrap();
        Bed { runtime, now: NOW }
    }

    /// Starts a run and gives it with the call that leaves.
    fn start(&mut self, orchestration: &str) -> (i64, OutgoingCall) {
        let request = Request::StartRun {
            orchestration: Text::from(orchestration),
            inputs: vec![(Text::from("lead"), Value::text("L 1/2"))],
            by: Actor::System,
            key: None,
        };
        let outcome = self.runtime.batch(vec![request], 0, self.now);
        let Ok(Reply::Started { run }) = outcome.replies[0] else {
            panic!("{outcome:?}")
        };
        (run, self.leaving().remove(0))
    }

    /// Calls that leave when what is due is done.
    fn leaving(&mut self) -> Vec<OutgoingCall> {
        let mut calls = Vec::new();
        loop {
            let outcome = self.runtime.batch(Vec::new(), 100, self.now);
            calls.extend(outcome.calls);
            if !outcome.has_ready_jobs {
                return calls;
            }
        }
    }

    fn comes_back(&mut self, call: &OutgoingCall, result: CallResult) {
        let ended = CallEnded {
            lease: call.lease,
            status: Some(200),
            result,
        };
        let told = self.runtime.execute(Request::CallEnded(ended), self.now);
        assert_eq!(told, Ok(Reply::Done));
    }

    fn run(&self, run: i64) -> RunView {
        self.runtime.reads().run(run).unwrap()
    }

    fn step(&self, run: i64) -> StepStatus {
        self.run(run).run.stages[0].steps[0].status
    }

    fn output(&self, run: i64, name: &str) -> Value {
        let view = self.run(run);
        let outputs = view.run.stages[0].steps[0].outputs.clone();
        let found = outputs.iter().find(|(known, _)| &**known == name);
        found.map_or(Value::Null, |(_, value)| value.clone())
    }

    fn calls(&self, run: i64) -> Vec<CallRow> {
        self.runtime.store().calls(RunNumber(run)).unwrap()
    }

    fn why(&self, run: i64) -> String {
        format!("{:?}", self.runtime.reads().why(run, self.now).unwrap())
    }

    /// As if the process had died and come back.
    fn reopened(self) -> Bed {
        let store = self.runtime.into_store();
        Bed {
            runtime: Runtime::open(store, options()).unwrap(),
            now: self.now,
        }
    }
}

fn answered(values: &[(&str, Value)]) -> CallResult {
    let values = values.iter();
    CallResult::Answered(
        values
            .map(|(name, value)| (Text::from(*name), value.clone()))
            .collect(),
    )
}

#[test]
fn an_external_step_waits_for_its_call_and_takes_its_outputs() {
    let mut bed = Bed::new();
    let (run, call) = bed.start("Outside");
    assert_eq!(&*call.action.name, "Score_Lead");
    assert_eq!((call.attempt, call.was_lost), (1, false));
    let instance = bed.run(run).id;
    assert!(
        call.inputs
            .contains(&(Text::from("run"), Value::Text(instance)))
    );
    assert_eq!(bed.step(run), StepStatus::InProgress);
    let why = bed.why(run);
    assert!(
        why.contains("action Score_Lead answers at endpoint Scoring: attempt 1 left"),
        "{why}"
    );

    bed.comes_back(&call, answered(&[("score", Value::integer(80))]));
    assert_eq!(bed.step(run), StepStatus::Completed);
    assert_eq!(bed.output(run, "score"), Value::integer(80));
    let calls = bed.calls(run);
    assert_eq!(calls.len(), 1);
    let end = calls[0].ended.as_ref().unwrap();
    assert_eq!(
        (end.outcome, end.status),
        (CallOutcome::Answered, Some(200))
    );
}

#[test]
fn a_call_that_failed_fails_the_step_for_good() {
    let mut bed = Bed::new();
    let (run, call) = bed.start("Outside");
    bed.comes_back(&call, CallResult::Failed("the reply was 404".to_owned()));
    let view = bed.run(run);
    assert_eq!(view.run.status, RunStatus::Error);
    let error = view.run.error.as_ref().unwrap();
    assert!(
        !error.recoverable && error.message.contains("404"),
        "{error:?}"
    );
}

#[test]
fn a_call_is_tried_again_with_the_same_key_and_the_older_attempt_changes_nothing() {
    let mut bed = Bed::new();
    let (run, first) = bed.start("Outside");
    let at = bed.now.plus_seconds(10);
    let why = "the reply was 503".to_owned();
    bed.comes_back(&first, CallResult::Again { at, why });
    assert!(bed.leaving().is_empty());
    let why = bed.why(run);
    assert!(
        why.contains("attempt 1 failed (the reply was 503), the next one leaves at"),
        "{why}"
    );

    bed.now = at;
    let second = bed.leaving().remove(0);
    assert_eq!(second.attempt, 2);
    assert_eq!(second.key, first.key);
    assert_ne!(second.lease, first.lease);
    bed.comes_back(&first, answered(&[("score", Value::integer(1))]));
    assert_eq!(bed.step(run), StepStatus::InProgress);
    bed.comes_back(&second, answered(&[("score", Value::integer(2))]));
    assert_eq!(bed.output(run, "score"), Value::integer(2));
    bed.comes_back(&second, CallResult::Failed("late".to_owned()));
    assert_eq!(bed.step(run), StepStatus::Completed);
}

#[test]
fn two_runs_have_two_keys() {
    let mut bed = Bed::new();
    let (_, one) = bed.start("Outside");
    let (_, other) = bed.start("Outside");
    assert_ne!(one.key, other.key);
}

#[test]
fn a_call_that_was_out_when_the_process_died_is_known_to_be_lost() {
    let mut bed = Bed::new();
    let (run, first) = bed.start("Outside");
    let mut bed = bed.reopened();
    let again = bed.leaving().remove(0);
    assert_eq!((again.attempt, again.was_lost), (2, true));
    assert_eq!(again.key, first.key);
    let calls = bed.calls(run);
    assert_eq!(calls[0].ended.as_ref().unwrap().outcome, CallOutcome::Lost);

    // Whoever sends it decides that it must not be repeated.
    bed.comes_back(
        &again,
        CallResult::Lost("the outcome is unknown".to_owned()),
    );
    let view = bed.run(run);
    let error = view.run.error.as_ref().unwrap();
    assert!(
        error.recoverable && error.message.contains("unknown"),
        "{error:?}"
    );
    let resume = Request::Resume {
        run: run.into(),
        by: Actor::System,
        forced: None,
    };
    bed.runtime.execute(resume, bed.now).unwrap();
    let resumed = bed.leaving().remove(0);
    assert_eq!((resumed.attempt, resumed.was_lost), (1, false));
    assert_ne!(resumed.key, first.key);
    bed.comes_back(&resumed, answered(&[]));
    assert_eq!(bed.run(run).run.status, RunStatus::Completed);
}

#[test]
fn a_call_that_never_left_leaves_after_a_restart() {
    let mut bed = Bed::new();
    let request = Request::StartRun {
        orchestration: Text::from("Outside"),
        inputs: vec![(Text::from("lead"), Value::text("L"))],
        by: Actor::System,
        key: None,
    };
    bed.runtime.execute(request, bed.now).unwrap();
    let mut bed = bed.reopened();
    let call = bed.leaving().remove(0);
    assert_eq!((call.attempt, call.was_lost), (1, false));
}

#[test]
fn nobody_waits_for_a_call_beyond_its_lease() {
    let mut bed = Bed::new();
    let (_, first) = bed.start("Outside");
    bed.now = Timestamp(first.until.0 - 1);
    assert!(bed.leaving().is_empty());
    bed.now = first.until;
    let again = bed.leaving().remove(0);
    assert_eq!((again.attempt, again.was_lost), (2, true));
    assert!(bed.leaving().is_empty());
}

#[test]
fn a_call_of_a_canceled_run_comes_back_to_nobody() {
    let mut bed = Bed::new();
    let (run, call) = bed.start("Outside");
    let cancel = Request::Cancel {
        run: run.into(),
        by: Actor::System,
        reason: None,
    };
    bed.runtime.execute(cancel, bed.now).unwrap();
    bed.comes_back(&call, answered(&[]));
    assert_eq!(bed.run(run).run.status, RunStatus::Canceled);
}

#[test]
fn a_flow_waits_for_each_of_its_calls_and_goes_on() {
    let mut bed = Bed::new();
    let (run, read) = bed.start("By_Flow");
    assert_eq!(&*read.action.name, "Read_Lead");
    let mut bed = bed.reopened();
    let read = bed.leaving().remove(0);
    bed.comes_back(&read, answered(&[("name", Value::text("Ada"))]));
    let score = bed.leaving().remove(0);
    assert_eq!(&*score.action.name, "Score_Lead");
    assert!(
        score
            .inputs
            .contains(&(Text::from("run"), Value::text("Ada")))
    );
    assert_ne!(score.key, read.key);
    bed.comes_back(&score, answered(&[("score", Value::integer(7))]));
    assert_eq!(bed.run(run).run.status, RunStatus::Completed);
    assert_eq!(bed.output(run, "score"), Value::integer(7));
    assert_eq!(bed.output(run, "name"), Value::text("Ada"));
}

#[test]
fn a_reply_at_the_end_of_its_lease_leads_to_the_next_call() {
    let mut bed = Bed::new();
    let (run, read) = bed.start("By_Flow");
    let mut bed = bed.reopened();
    bed.comes_back(&read, answered(&[("name", Value::text("Ada"))]));
    let score = bed.leaving().remove(0);
    assert_eq!(&*score.action.name, "Score_Lead");
    bed.comes_back(&score, answered(&[("score", Value::integer(7))]));
    assert_eq!(bed.output(run, "score"), Value::integer(7));
}

#[test]
fn a_fault_path_of_a_flow_takes_a_call_that_failed() {
    let mut bed = Bed::new();
    let (run, read) = bed.start("By_Flow");
    bed.comes_back(&read, answered(&[("name", Value::text("Ada"))]));
    let score = bed.leaving().remove(0);
    bed.comes_back(&score, CallResult::Failed("the reply was 500".to_owned()));
    assert_eq!(bed.run(run).run.status, RunStatus::Completed);
    assert_eq!(bed.output(run, "fault"), Value::text("the reply was 500"));
}
