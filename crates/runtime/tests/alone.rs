//! Flows that nobody called and their calls: what is noted before a call leaves, what comes back, and
//! what fails, is tried again or canceled.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

#[path = "alone/bed.rs"]
mod bed;
#[path = "alone/crash.rs"]
mod crash;
#[path = "alone/operators.rs"]
mod operators;
#[path = "alone/schedules.rs"]
mod schedules;
#[path = "alone/spinning.rs"]
mod spinning;

use segue_language::Value;
use segue_runtime::{CallResult, InterviewStatus};
use segue_store::CallOutcome;

use bed::{Bed, answered};

fn text(name: &str, value: &str) -> CallResult {
    answered(&[(name, Value::text(value))])
}

fn score(value: i64) -> CallResult {
    answered(&[("score", Value::integer(value))])
}

#[test]
fn an_asynchronous_path_goes_on_call_by_call() {
    let mut bed = Bed::new();
    bed.part("bolt");
    bed.part("nut");
    let deal = bed.deal("Sync");
    let read = bed.leaving().remove(0);
    assert_eq!((&*read.action.name, read.run), ("Read_Deal", 0));
    assert_eq!(
        bed.note(&deal),
        "begun",
        "what it wrote before the call stays"
    );
    bed.comes_back(&read, text("name", "Big"));
    let first = bed.leaving().remove(0);
    bed.comes_back(&first, score(3));
    let second = bed.leaving().remove(0);
    assert_eq!(&*second.action.name, "Score");
    assert_ne!(first.inputs, second.inputs);
    bed.comes_back(&second, score(4));
    let book = bed.leaving().remove(0);
    assert_eq!(&*book.action.name, "Book");
    assert_eq!(bed.note(&deal), "Big: 7");
    bed.comes_back(&book, text("booking", "B-1"));
    assert_eq!(bed.note(&deal), "Big: 7, B-1");
    let keys = [&read.key, &first.key, &second.key, &book.key];
    let different: std::collections::HashSet<_> = keys.into_iter().collect();
    assert_eq!(different.len(), 4);
    assert!(bed.leaving().is_empty());
    assert!(bed.interviews().is_empty(), "nothing is left of it");
    assert!(
        bed.runtime
            .store()
            .calls_alone(read.lease.number)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_answer_of_an_older_attempt_and_a_second_answer_change_nothing() {
    let mut bed = Bed::new();
    let deal = bed.deal("Sync");
    let first = bed.leaving().remove(0);
    let at = bed.now.plus_seconds(10);
    let why = "the reply was 503".to_owned();
    bed.comes_back(&first, CallResult::Again { at, why });
    let interview = bed.interviews().remove(0);
    assert_eq!(interview.status, InterviewStatus::Calling);
    let next = "attempt 1 failed (the reply was 503), the next one leaves at";
    assert!(interview.why.contains(next), "{}", interview.why);
    assert!(bed.leaving().is_empty());

    bed.now = at;
    let second = bed.leaving().remove(0);
    assert_eq!((second.attempt, &second.key), (2, &first.key));
    bed.comes_back(&first, text("name", "Old"));
    assert_eq!(bed.interviews().remove(0).status, InterviewStatus::Calling);
    bed.comes_back(&second, text("name", "New"));
    let book = bed.leaving().remove(0);
    bed.comes_back(&second, text("name", "Twice"));
    bed.comes_back(&first, CallResult::Failed("late".to_owned()));
    bed.comes_back(&book, text("booking", "B-1"));
    assert_eq!(bed.note(&deal), "New: 0, B-1");
    bed.comes_back(&book, text("booking", "B-2"));
    assert_eq!(bed.note(&deal), "New: 0, B-1");
}

#[test]
fn a_call_that_was_out_when_the_program_stopped_is_known_to_be_lost() {
    let mut bed = Bed::new();
    let deal = bed.deal("Sync");
    let first = bed.leaving().remove(0);
    let mut bed = bed.reopened();
    let again = bed.leaving().remove(0);
    assert_eq!((again.attempt, again.was_lost), (2, true));
    assert_eq!(again.key, first.key);
    let calls = bed.interviews().remove(0).calls;
    assert_eq!(calls[0].ended.as_ref().unwrap().outcome, CallOutcome::Lost);
    bed.comes_back(&first, text("name", "Old"));
    bed.comes_back(&again, text("name", "Big"));
    let book = bed.leaving().remove(0);
    let mut bed = bed.reopened();
    assert!(bed.leaving().remove(0).was_lost);
    bed.comes_back(&book, text("booking", "late"));
    assert_eq!(bed.note(&deal), "Big: 0");
}

#[test]
fn nobody_waits_for_a_call_beyond_its_lease() {
    let mut bed = Bed::new();
    bed.deal("Sync");
    let first = bed.leaving().remove(0);
    bed.now = first.until;
    let again = bed.leaving().remove(0);
    assert_eq!((again.attempt, again.was_lost), (2, true));
}

#[test]
fn a_fault_connector_takes_a_call_of_a_flow_that_an_event_started() {
    let mut bed = Bed::new();
    let deal = bed.deal("New");
    bed.publish(&deal);
    let ask = bed.leaving().remove(0);
    bed.comes_back(&ask, score(5));
    assert_eq!(bed.note(&deal), "paid 5");
    bed.publish(&deal);
    let ask = bed.leaving().remove(0);
    bed.comes_back(&ask, CallResult::Failed("the reply was 500".to_owned()));
    assert_eq!(bed.note(&deal), "the reply was 500");
    assert!(bed.interviews().is_empty());
}

#[test]
fn each_record_of_a_scheduled_flow_has_its_own_calls() {
    let mut bed = Bed::new();
    let (one, other) = (bed.deal("Stale"), bed.deal("Stale"));
    bed.set(&one, "Note__c", "no date");
    bed.set(&other, "Note__c", "no date");
    bed.now = bed.now.plus_seconds(86_400);
    let calls = bed.leaving();
    assert_eq!(calls.len(), 2);
    assert_ne!(calls[0].key, calls[1].key);
    for call in &calls {
        bed.comes_back(call, score(1));
    }
    let failed: Vec<_> = bed
        .interviews()
        .into_iter()
        .map(|shown| shown.record)
        .collect();
    assert_eq!(failed.len(), 2, "its note is no date");
    assert!(failed.contains(&Some(one)) && failed.contains(&Some(other)));
}

#[test]
fn a_published_event_starts_flows_and_wakes_who_waits_for_it() {
    let mut bed = Bed::new();
    let (deal, other) = (bed.deal("New"), bed.deal("New"));
    bed.set(&deal, "Stage__c", "Waits");
    bed.set(&other, "Stage__c", "Waits");
    bed.leaving();
    let waiting = bed.interviews();
    assert_eq!(waiting.len(), 2);
    assert_eq!(
        waiting[1].why,
        "waits at `Until it is paid` for an event Paid__e"
    );
    assert_eq!(
        (waiting[1].status, waiting[1].due),
        (InterviewStatus::Waiting, None)
    );
    assert_eq!(waiting[1].record, Some(deal.clone()));
    bed.publish(&deal);
    let ask = bed.leaving().remove(0);
    assert_eq!(&*ask.action.name, "Score");
    assert_eq!(bed.field(&deal, "Stage__c"), "Woken");
    assert_eq!(bed.field(&other, "Stage__c"), "Waits");
    bed.ask(&waiting[0].id, segue_runtime::InterviewAct::Cancel)
        .unwrap();
    bed.publish(&other);
    bed.leaving();
    assert_eq!(
        bed.field(&other, "Stage__c"),
        "Waits",
        "nobody waits any more"
    );
}

#[test]
fn an_event_for_a_run_starts_the_flows_that_listen_to_it() {
    let mut bed = Bed::new();
    let run = segue_store::run_id(segue_store::RunNumber(7));
    bed.create(
        "FlowOrchestrationEvent",
        &[("OrchestrationInstanceId", &run)],
    );
    bed.leaving();
    assert_eq!(
        bed.notes(),
        [run.to_string()],
        "whether there is such a run or not"
    );
    let bed = bed.reopened();
    assert_eq!(bed.notes().len(), 1);
}
