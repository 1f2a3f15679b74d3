//! Storing: an interview read back goes on as if it had never been stored.

use std::sync::Arc;

use proptest::prelude::*;
use segue_flow::{Answer, Flow, Frozen, Go, Interview, Need, Submission, ThawError};
use segue_language::{FlowVersion, Value};

use crate::story::{advance, begin, printed, read_flows, store_and_read};

const FLOWS: &str = r#"
    flow Outer
    var items: [Text] = ["a", "b", "c"]
    out log: Text
    out n: Number = 0
    choice Yes "Yes" = "yes"
    choice No "No" = "no"
    set Accounts of Account show Name store Id
    One: screen -> Each
    - radio Sure of Yes, No default Yes
    - text Why when Sure = "no"
    - pick Account of Accounts
    Each: loop items as Each => Page -> Call
    Page: screen -> Count
    - text Note = Each resets
    - checkbox Stop
    Count: set n += 1, log += Note, log += Why -> Enough
    Enough: decide Done if Stop = true => Call -> Each
    Call: call Inner (name = Note) into (name = log) own -> Again
    Again: decide Twice if n < 4 => Each -> Last
    Last: screen
    - show Text "{!log} {!Call.name} {!n} {!Account}"

    flow Inner
    inout name: Text
    Ask: screen -> Keep
    - text Name = name
    - number Age when Name != "a"
    Keep: set name = Name, name += Age
"#;

/// What a person does on one screen.
#[derive(Clone, Debug)]
struct Move {
    go: Go,
    text: Option<String>,
    flag: bool,
    is_stored: bool,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let go = prop_oneof![4 => Just(Go::Next), 2 => Just(Go::Previous), 1 => Just(Go::Pause), 1 => Just(Go::Refresh)];
    let text = proptest::option::of("[a-c]{1,2}");
    let one = (go, text, any::<bool>(), any::<bool>());
    let one = one.prop_map(|(go, text, flag, is_stored)| Move {
        go,
        text,
        flag,
        is_stored,
    });
    proptest::collection::vec(one, 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn storing_at_any_moment_changes_nothing(moves in moves()) {
        let flows = read_flows(FLOWS);
        prop_assert_eq!(walk(&flows, &moves, false), walk(&flows, &moves, true));
    }
}

/// Walks through the flow, on and on once the moves are used up.
fn walk(flows: &[Arc<Flow>], moves: &[Move], may_store: bool) -> String {
    const SCREENS_MAX: usize = 80;
    let mut log = String::new();
    let mut interview = begin(&flows[0]);
    let mut answer = Answer::Begin;
    let mut moves = moves.iter();
    for _ in 0..SCREENS_MAX {
        let need = advance(&mut interview, answer);
        log.push_str(&printed::need(&need));
        let next = moves.next();
        if may_store && next.is_some_and(|next| next.is_stored) {
            interview = store_and_read(flows, &interview);
        }
        answer = match need {
            Need::Rows(_) => Answer::Rows(Vec::new()),
            Need::Subflow { .. } => Answer::Flow(flows[1].clone(), FlowVersion(2)),
            Need::Screen(screen) => Answer::Screen(submission(&screen.name, next)),
            _ => return log,
        };
    }
    log
}

fn submission(screen: &str, chosen: Option<&Move>) -> Submission {
    let Some(chosen) = chosen else {
        return Submission::default();
    };
    let text = chosen.text.as_deref().map(Value::text);
    let answers = match (screen, text) {
        ("One", Some(text)) if chosen.flag => {
            vec![("Sure".into(), Value::text("no")), ("Why".into(), text)]
        }
        ("Page", Some(text)) => vec![
            ("Note".into(), text),
            ("Stop".into(), Value::Boolean(chosen.flag)),
        ],
        ("Ask", Some(text)) => vec![("Name".into(), text)],
        ("Ask", None) if chosen.flag => vec![("Age".into(), Value::integer(7))],
        _ => Vec::new(),
    };
    Submission {
        answers,
        go: chosen.go.clone(),
    }
}

#[test]
fn the_walk_comes_to_its_end() {
    let log = walk(&read_flows(FLOWS), &[], false);
    assert!(log.contains("\n  finished log = "), "{log}");
}

#[test]
fn an_interview_whose_flow_is_gone_or_another_is_not_read_back() {
    let flows = read_flows(FLOWS);
    let mut interview = begin(&flows[0]);
    advance(&mut interview, Answer::Begin);
    let frozen: Frozen = interview.freeze();
    let gone = frozen.clone().thaw(&|_, _| None);
    assert_eq!(
        gone.err(),
        Some(ThawError::MissingFlow {
            flow: "Outer".into(),
            version: FlowVersion(1)
        })
    );
    let other: Result<Interview, ThawError> = frozen.thaw(&|_, _| Some(flows[1].clone()));
    assert_eq!(
        other.err(),
        Some(ThawError::OtherFlow {
            flow: "Outer".into(),
            version: FlowVersion(1)
        })
    );
}
