//! Interviews that no run asked for, in each of their states.

use segue_language::{FlowVersion, Text};
use segue_runtime::{InterviewStatus, InterviewView};
use segue_store::{CallEnd, CallOutcome, CallRow, PartNumber};

use super::super::interviews::{Filter, ListPage, OnePage};
use super::{NOW, THEN, frame};
use crate::queries::calls::alone;
use crate::queries::interviews::{Page, Shown};

fn call() -> CallRow {
    CallRow {
        n: PartNumber(-7),
        activation: 0,
        epoch: 1,
        attempt: 1,
        action: Text::from("Book"),
        endpoint: Text::from("Deals"),
        started: THEN,
        ended: Some(CallEnd {
            at: NOW,
            outcome: CallOutcome::Failed,
            status: Some(409),
            error: Some("The <mail> server is down".to_owned()),
            next: None,
        }),
    }
}

fn shown(status: InterviewStatus) -> Shown {
    let has_failed = status == InterviewStatus::Failed;
    let of_failure = |text: &str| has_failed.then(|| Text::from(text));
    Shown {
        view: InterviewView {
            id: Text::from("0Fo000000000007AAA"),
            number: PartNumber(-7),
            flow: Text::from("Sync"),
            label: "Sync a deal".to_owned(),
            version: FlowVersion(3),
            status,
            since: THEN,
            changed: NOW,
            user: Text::from("005000000000001AAA"),
            record: Some(Text::from("0In000000000001AAA")),
            why: "The <mail> server is down".to_owned(),
            due: (!has_failed).then_some(NOW),
            element: of_failure("Sync.Book"),
            error: of_failure("The <mail> server is down"),
            calls: Vec::new(),
        },
        user: Text::from("agent@example.com"),
        attempts: alone(vec![call()]),
    }
}

/// A list and a page of each.
pub(super) fn all() -> Vec<(&'static str, ListPage, OnePage)> {
    let all = [
        ("an interview that waits", InterviewStatus::Waiting),
        ("an interview that calls", InterviewStatus::Calling),
        ("an interview that has failed", InterviewStatus::Failed),
    ];
    let pages = all.into_iter().map(|(name, status)| {
        let list = ListPage {
            frame: frame(),
            page: Page {
                interviews: vec![shown(status)],
                next: Some(-7),
            },
            filter: Filter::default(),
            now: NOW,
        };
        let one = OnePage {
            frame: frame(),
            shown: shown(status),
            now: NOW,
        };
        (name, list, one)
    });
    pages.collect()
}
