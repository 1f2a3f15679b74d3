//! Waits of no length: so many in a row, and no more.

use segue_runtime::InterviewStatus;

use super::bed::Bed;

/// The path itself is the first of 1,000 things that lead to each other.
const WAITS_MAX: u32 = 999;

/// How a flow ends that waits so often for no time at all: what it counted, and its failures.
fn round(n_waits: u32) -> (String, Vec<String>) {
    let mut bed = Bed::new();
    let name = n_waits.to_string();
    let deal = bed.create("Deal__c", &[("Name", &name), ("Stage__c", "New")]);
    bed.set(&deal, "Stage__c", "Round");
    assert!(bed.leaving().is_empty());
    let left = bed.interviews();
    assert!(
        left.iter()
            .all(|shown| shown.status == InterviewStatus::Failed)
    );
    let failures = left.into_iter().filter_map(|shown| shown.error);
    (
        bed.note(&deal),
        failures.map(|why| why.to_string()).collect(),
    )
}

#[test]
fn a_loop_of_waits_of_no_length_ends() {
    assert_eq!(round(WAITS_MAX - 1), ("998".to_owned(), vec![]));
    assert_eq!(round(WAITS_MAX), ("999".to_owned(), vec![]));
    let (counted, failures) = round(WAITS_MAX + 1);
    assert_eq!(
        counted, "999",
        "what it wrote before the wait too many is undone"
    );
    let why = "Round: a limit was reached: 1,000 starts and waits that led to each other at once";
    assert!(failures[0].starts_with(why), "{failures:?}");
}

#[test]
fn an_operator_lets_a_loop_go_on_for_another_thousand() {
    let mut bed = Bed::new();
    let deal = bed.create("Deal__c", &[("Name", "1500"), ("Stage__c", "New")]);
    bed.set(&deal, "Stage__c", "Round");
    bed.leaving();
    let shown = bed.interviews().remove(0);
    bed.ask(&shown.id, segue_runtime::InterviewAct::Retry)
        .unwrap();
    bed.leaving();
    assert_eq!(bed.note(&deal), "1500", "an operator let it go on");
    assert!(bed.interviews().is_empty());
}
