//! Stored formats: whatever is written can be read again.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use segue_engine::{
    Assignee, AssigneeKind, CloseReason, Closed, DecisionId, FlowVersion, Next, PartId, Run,
    RunError, RunStatus, StageId, StageRun, StageStatus, StepId, StepResult, StepRun, StepStatus,
    Trigger, Values, WorkItem,
};
use segue_language::{Date, Record, Text, Time, Timestamp, Value};
use segue_store::{decode, decode_run, encode, encode_run};

fn text() -> impl Strategy<Value = Text> {
    "\\PC{0,12}".prop_map(Text::from)
}

fn moment() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp)
}

fn date() -> impl Strategy<Value = Date> {
    (1_i16..9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn time() -> impl Strategy<Value = Time> {
    let nanos = 0_i32..1_000_000_000;
    (0_i8..24, 0_i8..60, 0_i8..60, nanos).prop_map(|(h, m, s, n)| Time::new(h, m, s, n).unwrap())
}

fn number() -> impl Strategy<Value = Value> {
    let digits = (any::<i64>(), 0..20);
    digits.prop_map(|(n, scale)| Value::Number(format!("{n}e-{scale}").parse().unwrap()))
}

fn record(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Record> {
    (
        text(),
        vec(("[A-Z][a-z]{0,5}", values, any::<bool>()), 0..4),
    )
        .prop_map(|(object, fields)| {
            let mut record = Record::new(object);
            for (name, value, is_changed) in fields {
                match is_changed {
                    true => record.set(name.as_str(), value),
                    false => record.load(name.as_str(), value),
                }
            }
            record
        })
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        number(),
        text().prop_map(Value::Text),
        date().prop_map(Value::Date),
        moment().prop_map(Value::DateTime),
        time().prop_map(Value::Time),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            record(inner.clone()).prop_map(|record| Value::Record(Arc::new(record))),
            vec(inner, 0..4).prop_map(|items| Value::Collection(Arc::new(items))),
        ]
    })
}

fn values() -> impl Strategy<Value = Values> {
    vec((text(), value()), 0..3)
}

fn result() -> impl Strategy<Value = StepResult> {
    prop_oneof![
        values().prop_map(StepResult::Finished),
        text().prop_map(StepResult::Failed)
    ]
}

fn assignee() -> impl Strategy<Value = Assignee> {
    use AssigneeKind::{Group, Queue, User};
    (
        prop::sample::select(vec![User, Group, Queue]),
        text(),
        text(),
    )
        .prop_map(|(kind, id, name)| Assignee { kind, id, name })
}

fn closed() -> impl Strategy<Value = Closed> {
    use CloseReason::{Canceled, Event, ExitConditionMet, Failed, StageCompleted, User};
    let reasons = vec![
        Canceled,
        Event,
        ExitConditionMet,
        Failed,
        StageCompleted,
        User,
    ];
    (moment(), prop::sample::select(reasons), option::of(text()))
        .prop_map(|(at, reason, by)| Closed { at, reason, by })
}

fn item() -> impl Strategy<Value = WorkItem> {
    let times = (moment(), moment());
    (
        any::<u16>(),
        any::<u16>(),
        assignee(),
        text(),
        times,
        option::of(closed()),
    )
        .prop_map(
            |(part, activation, assignee, related, (assigned_at, created_at), closed)| WorkItem {
                part: PartId(part),
                activation,
                assignee,
                related_record: related.to_string(),
                assigned_at,
                created_at,
                closed,
            },
        )
}

fn step() -> impl Strategy<Value = StepRun> {
    use StepStatus::{Completed, Discontinued, Error, InProgress, NotStarted};
    let statuses = vec![Completed, Discontinued, Error, InProgress, NotStarted];
    let numbers = (
        any::<u16>(),
        any::<u16>(),
        any::<u16>(),
        option::of(any::<i64>()),
    );
    let status = (prop::sample::select(statuses), any::<bool>());
    let times = (option::of(moment()), option::of(moment()));
    let left = (
        values(),
        option::of((any::<u16>(), result())),
        option::of(text()),
    );
    (numbers, status, times, left, vec(item(), 0..3)).prop_map(
        |((step, part, activation, flow), (status, asynchronous), times, left, items)| StepRun {
            step: StepId(step),
            part: PartId(part),
            status,
            activation,
            flow: flow.map(FlowVersion),
            asynchronous,
            started_at: times.0,
            ended_at: times.1,
            outputs: left.0,
            pending: left.1,
            error: left.2,
            items,
        },
    )
}

fn stage() -> impl Strategy<Value = StageRun> {
    use StageStatus::{Canceled, Completed, Discontinued, Error, InProgress, Suspended};
    let statuses = vec![
        Canceled,
        Completed,
        Discontinued,
        Error,
        InProgress,
        Suspended,
    ];
    let status = prop::sample::select(statuses);
    (
        any::<u16>(),
        any::<u16>(),
        status,
        moment(),
        option::of(moment()),
        vec(step(), 0..4),
        option::of(text()),
    )
        .prop_map(
            |(stage, part, status, started_at, ended_at, steps, error)| StageRun {
                stage: StageId(stage),
                part: PartId(part),
                status,
                started_at,
                ended_at,
                steps,
                error,
            },
        )
}

fn trigger() -> impl Strategy<Value = Trigger> {
    let records = (option::of(record(value())), option::of(record(value())));
    (text(), text(), records).prop_map(|(object, id, (prior, first))| Trigger {
        object,
        id,
        prior,
        first,
    })
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![
        Just(Next::End),
        any::<u16>().prop_map(|n| Next::Stage(StageId(n))),
        any::<u16>().prop_map(|n| Next::Decision(DecisionId(n))),
    ]
}

fn error() -> impl Strategy<Value = RunError> {
    let places = (option::of(any::<u16>()), option::of(next()));
    (text(), text(), any::<bool>(), places).prop_map(|(code, message, recoverable, places)| {
        RunError {
            code,
            message,
            recoverable,
            step: places.0.map(PartId),
            at: places.1,
        }
    })
}

fn run() -> impl Strategy<Value = Run> {
    use RunStatus::{Canceled, Completed, Error, InProgress, NotStarted, Suspended};
    let statuses = vec![
        Canceled, Completed, Error, InProgress, NotStarted, Suspended,
    ];
    let head = (
        prop::sample::select(statuses),
        moment(),
        option::of(moment()),
        text(),
    );
    let cause = (values(), option::of(trigger()), option::of(error()));
    let path = (
        vec(stage(), 0..4),
        vec(option::of(any::<bool>()), 0..4),
        vec(any::<bool>(), 0..4),
    );
    (head, cause, path, any::<u16>(), any::<u32>()).prop_map(
        |((status, started_at, ended_at, starter), cause, path, n_parts, n_moves)| Run {
            status,
            started_at,
            ended_at,
            starter: starter.to_string(),
            inputs: cause.0,
            trigger: cause.1,
            stages: path.0,
            outcomes: path.1,
            decisions_visited: path.2,
            error: cause.2,
            n_parts,
            n_moves,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_stored_run_is_read_as_it_was(run in run()) {
        prop_assert_eq!(decode_run(&encode_run(&run)).unwrap(), run);
    }

    #[test]
    fn stored_values_are_read_as_they_were(values in values()) {
        prop_assert_eq!(decode::<Values>(&encode(&values)).unwrap(), values);
    }

    #[test]
    fn damaged_bytes_never_panic(run in run(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = encode_run(&run);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = decode_run(&bytes);
        let _ = decode_run(&bytes[..place]);
    }
}

#[test]
fn an_unknown_format_is_refused() {
    let mut bytes = encode(&7_u32);
    bytes[0] = 99;
    let refused = decode::<u32>(&bytes).unwrap_err().to_string();
    assert_eq!(refused, "the database is damaged: format 99 is not known");
    assert!(decode::<u32>(&[]).is_err());
}

#[test]
fn bytes_left_over_are_refused() {
    let mut bytes = encode(&7_u32);
    bytes.push(0);
    assert!(decode::<u32>(&bytes).is_err());
}
