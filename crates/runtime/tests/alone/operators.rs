//! What operators see and do: failed interviews are tried again or canceled, waiting ones canceled.

use segue_runtime::{CallResult, InterviewAct, InterviewStatus, Refusal};

use super::bed::Bed;
use super::{score, text};

fn failed(why: &str) -> CallResult {
    CallResult::Failed(why.to_owned())
}

#[test]
fn a_call_that_failed_without_a_fault_connector_is_called_again() {
    let mut bed = Bed::new();
    let deal = bed.deal("Sync");
    let first = bed.leaving().remove(0);
    bed.comes_back(&first, failed("the reply was 404"));
    let shown = bed.interviews().remove(0);
    assert_eq!(
        (shown.status, &*shown.flow),
        (InterviewStatus::Failed, "Sync")
    );
    assert_eq!(shown.element.as_deref(), Some("Sync.Read"));
    assert_eq!(shown.error.as_deref(), Some("Sync.Read: the reply was 404"));
    assert_eq!(shown.record, Some(deal.clone()));
    assert_eq!(shown.calls.len(), 1);
    assert_eq!(
        bed.note(&deal),
        "begun",
        "what was committed before the call stays"
    );
    assert_eq!(bed.runtime.failed_flows(), ["Sync.Read: the reply was 404"]);
    bed.comes_back(&first, text("name", "late"));
    assert_eq!(bed.interviews().remove(0).status, InterviewStatus::Failed);

    let mut bed = bed.reopened();
    assert!(bed.leaving().is_empty(), "nobody asked for it yet");
    bed.ask(&shown.id, InterviewAct::Retry).unwrap();
    let again = bed.leaving().remove(0);
    assert_eq!((again.attempt, again.was_lost), (1, false));
    assert_ne!(again.key, first.key, "it is another call");
    bed.comes_back(&first, text("name", "late"));
    bed.comes_back(&again, failed("the reply was 500"));
    let failed_again = bed.interviews().remove(0);
    assert_eq!((&failed_again.id, failed_again.calls.len()), (&shown.id, 2));
    bed.ask(&shown.id, InterviewAct::Retry).unwrap();
    let third = bed.leaving().remove(0);
    bed.comes_back(&third, text("name", "Big"));
    let book = bed.leaving().remove(0);
    bed.comes_back(&book, text("booking", "B-1"));
    assert_eq!(bed.note(&deal), "Big: 0, B-1");
    assert!(bed.interviews().is_empty());
}

#[test]
fn what_failed_after_a_call_goes_on_with_the_answer_that_it_had() {
    let mut bed = Bed::new();
    let deal = bed.deal("Stale");
    bed.set(&deal, "Note__c", "no date");
    bed.now = bed.now.plus_seconds(86_400);
    let call = bed.leaving().remove(0);
    bed.comes_back(&call, score(9));
    let shown = bed.interviews().remove(0);
    assert_eq!(shown.element.as_deref(), Some("Nightly.Read"));
    assert_eq!(bed.field(&deal, "Stage__c"), "Stale");

    bed.ask(&shown.id, InterviewAct::Retry).unwrap();
    assert!(bed.leaving().is_empty(), "the call was answered");
    assert_eq!(bed.interviews().remove(0).status, InterviewStatus::Failed);
    // The interview read its record when it began: what is in it stays.
    bed.ask(&shown.id, InterviewAct::Cancel).unwrap();
    assert!(bed.interviews().is_empty());
    let audit = bed.runtime.store().audit_lines(None, 2).unwrap();
    let kinds: Vec<&str> = audit.iter().map(|line| &*line.kind).collect();
    assert_eq!(kinds, ["interview-canceled", "interview-retried"]);
    assert_eq!(audit[0].subject, shown.id);
}

#[test]
fn a_start_that_failed_begins_anew() {
    let mut bed = Bed::new();
    let deal = bed.deal("New");
    bed.set(&deal, "Note__c", "no date");
    bed.set(&deal, "Stage__c", "Dated");
    bed.leaving();
    let shown = bed.interviews().remove(0);
    assert_eq!(shown.element.as_deref(), Some("Dated.Read"));
    assert_eq!(shown.record, Some(deal.clone()));
    bed.ask(&shown.id, InterviewAct::Retry).unwrap();
    bed.leaving();
    assert_eq!(
        bed.interviews().remove(0).id,
        shown.id,
        "it failed once more"
    );
    bed.set(&deal, "Note__c", "2027-02-01");
    bed.ask(&shown.id, InterviewAct::Retry).unwrap();
    bed.leaving();
    assert!(bed.interviews().is_empty());
    assert_eq!(bed.note(&deal), "read");
}

#[test]
fn one_that_waits_or_calls_is_canceled_and_its_answer_comes_to_nobody() {
    let mut bed = Bed::new();
    let deal = bed.deal("Sync");
    let call = bed.leaving().remove(0);
    let shown = bed.interviews().remove(0);
    assert_eq!(shown.status, InterviewStatus::Calling);
    assert!(
        shown
            .why
            .contains("action Read_Deal answers at endpoint Deals"),
        "{}",
        shown.why
    );
    bed.ask(&shown.id, InterviewAct::Cancel).unwrap();
    bed.comes_back(&call, text("name", "Big"));
    assert_eq!(bed.note(&deal), "begun");
    let mut bed = bed.reopened();
    bed.now = call.until;
    assert!(bed.leaving().is_empty());
    let gone = bed.ask(&shown.id, InterviewAct::Cancel);
    assert!(matches!(
        gone,
        Err(Refusal::Unknown {
            what: "interview",
            ..
        })
    ));
}

#[test]
fn what_has_not_failed_is_not_tried_again() {
    let mut bed = Bed::new();
    bed.deal("Sync");
    bed.leaving();
    let shown = bed.interviews().remove(0);
    let refused = bed.ask(&shown.id, InterviewAct::Retry).unwrap_err();
    assert_eq!(refused.code(), "not-failed");
    let unknown = bed
        .ask("0jE000000000001AAA", InterviewAct::Retry)
        .unwrap_err();
    assert_eq!(unknown.code(), "unknown");
}
