//! One event of each kind, with every kind of value in them.

use std::sync::Arc;

use segue_engine::{
    Assignee, AssigneeKind, CloseReason, DecisionId, Event, FlowVersion, NewStep, Next, OutcomeId,
    PartId, RunError, StageId, StepId, StepResult, Trigger, Values,
};
use segue_language::{Date, Record, Time, Timestamp, Value};

/// The name of an event's golden file. A new event needs a name here, and a sample below.
pub(crate) fn name(event: &Event) -> &'static str {
    match event {
        Event::RunStarted { .. } => "run_started",
        Event::RunCompleted => "run_completed",
        Event::RunSuspended => "run_suspended",
        Event::RunResumed { .. } => "run_resumed",
        Event::RunRestarted => "run_restarted",
        Event::RunCanceled => "run_canceled",
        Event::RunFailed(_) => "run_failed",
        Event::OutcomeTaken { .. } => "outcome_taken",
        Event::StageStarted { .. } => "stage_started",
        Event::StageResumed(_) => "stage_resumed",
        Event::StageCompleted(_) => "stage_completed",
        Event::StageCanceled(_) => "stage_canceled",
        Event::StageSuspended(_) => "stage_suspended",
        Event::StageFailed { .. } => "stage_failed",
        Event::StageDiscontinued(_) => "stage_discontinued",
        Event::StepStarted { .. } => "step_started",
        Event::FlowRenewed { .. } => "flow_renewed",
        Event::StepAnswered { .. } => "step_answered",
        Event::StepCompleted { .. } => "step_completed",
        Event::StepFailed { .. } => "step_failed",
        Event::StepDiscontinued(_) => "step_discontinued",
        Event::ResultHeld { .. } => "result_held",
        Event::ResultReleased(_) => "result_released",
        Event::WorkItemOpened { .. } => "work_item_opened",
        Event::WorkItemReassigned { .. } => "work_item_reassigned",
        Event::WorkItemCompleted { .. } => "work_item_completed",
        Event::Noted(_) => "noted",
        Event::RunRecalled { .. } => "run_recalled",
        Event::ApprovalGiven { .. } => "approval_given",
        Event::ApprovalOverridden { .. } => "approval_overridden",
    }
}

/// One of each, in an order in which they could happen to one run.
pub(crate) fn events() -> Vec<Event> {
    let (stage, step, item) = (PartId(1), PartId(2), PartId(3));
    let mut events = opening(stage, step, item);
    events.extend(steps(step, item));
    events.extend(endings(stage, step));
    events
}

fn opening(stage: PartId, step: PartId, item: PartId) -> Vec<Event> {
    vec![
        Event::RunStarted {
            starter: "005000000000001".into(),
            inputs: values(),
            trigger: Some(Trigger {
                object: "Thing__c".into(),
                id: "a00000000000001".into(),
                prior: Some(record("Old")),
                first: Some(record("New")),
            }),
        },
        Event::OutcomeTaken {
            decision: DecisionId(1),
            first: OutcomeId(2),
            evaluated: 3,
            taken: Some(OutcomeId(4)),
        },
        Event::StageStarted {
            stage: StageId(0),
            part: stage,
            steps: vec![NewStep {
                step: StepId(0),
                flow: Some(FlowVersion(301)),
                asynchronous: true,
            }],
        },
        Event::StepStarted {
            step,
            activation: 1,
        },
        Event::WorkItemOpened {
            item,
            step,
            assignee: assignee(AssigneeKind::Queue, "Support"),
            related_record: "a00000000000001".into(),
        },
        Event::WorkItemReassigned {
            item,
            assignee: assignee(AssigneeKind::User, "lead"),
        },
    ]
}

fn steps(step: PartId, item: PartId) -> Vec<Event> {
    vec![
        Event::StepAnswered {
            step,
            outputs: values(),
        },
        Event::ApprovalGiven {
            item,
            by: "005000000000001".into(),
            comments: Some("fine".into()),
        },
        Event::ApprovalOverridden {
            item,
            by: "005000000000001".into(),
        },
        Event::WorkItemCompleted {
            item,
            reason: CloseReason::User,
            by: Some("005000000000002".into()),
        },
        Event::ResultHeld {
            step,
            result: StepResult::Failed("no paper".into()),
        },
        Event::ResultReleased(step),
        Event::StepFailed {
            step,
            message: "no paper".into(),
        },
        Event::FlowRenewed {
            step,
            flow: Some(FlowVersion(302)),
            asynchronous: false,
        },
        Event::StepCompleted {
            step,
            outputs: Some(values()),
            by: Some("005000000000002".into()),
        },
        Event::StepDiscontinued(step),
    ]
}

fn endings(stage: PartId, step: PartId) -> Vec<Event> {
    vec![
        Event::StageSuspended(stage),
        Event::StageResumed(stage),
        Event::StageFailed {
            stage,
            cause: Some("no such record".into()),
        },
        Event::StageCompleted(stage),
        Event::StageDiscontinued(stage),
        Event::StageCanceled(stage),
        Event::RunSuspended,
        Event::RunFailed(RunError {
            code: "flow-failed".into(),
            message: "no paper".into(),
            recoverable: true,
            step: Some(step),
            at: Some(Next::Decision(DecisionId(1))),
        }),
        Event::RunResumed {
            forced: Some("repaired".into()),
        },
        Event::RunRestarted,
        Event::Noted("a note".into()),
        Event::RunRecalled {
            by: "005000000000001".into(),
            comments: Some("too early".into()),
        },
        Event::RunCanceled,
        Event::RunCompleted,
    ]
}

fn assignee(kind: AssigneeKind, name: &str) -> Assignee {
    Assignee {
        kind,
        id: "00G000000000001".into(),
        name: name.into(),
    }
}

/// A value of each kind.
fn values() -> Values {
    let number = Value::Number("12345678901234567890.123456789".parse().unwrap());
    let all = [
        ("nothing", Value::Null),
        ("yes", Value::Boolean(true)),
        ("number", number.clone()),
        ("text", Value::text("Grüße; \"quoted\"")),
        ("day", Value::Date(Date::constant(2026, 3, 2))),
        ("moment", Value::DateTime(Timestamp(1_772_442_000_000_001))),
        ("time", Value::Time(Time::constant(9, 30, 0, 0))),
        ("record", Value::Record(Arc::new(record("One")))),
        (
            "collection",
            Value::Collection(Arc::new(vec![number, Value::Null])),
        ),
    ];
    all.into_iter()
        .map(|(name, value)| (name.into(), value))
        .collect()
}

fn record(name: &str) -> Record {
    let mut record = Record::new("Thing__c");
    record.load("Id", Value::text("a00000000000001"));
    record.set("Name", Value::text(name));
    record
}
