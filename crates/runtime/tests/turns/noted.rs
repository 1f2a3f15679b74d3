//! What is noted beside what happens: reasons, openings of work, changes of people.

use segue_language::Value;
use segue_runtime::{Actor, Request};
use segue_store::{AuditLine, RunNumber};

use super::people::reviewing;
use super::support::*;

fn asking() -> Town {
    reviewing(("Group", "Reviewers"))
}

fn audit(town: &Town) -> Vec<AuditLine> {
    town.runtime.store().audit_lines(None, 10).expect("read")
}

#[test]
fn the_reason_of_a_cancel_stands_in_the_history() {
    let mut town = asking();
    let run = town.start("Reviewing", vec![]);
    town.ask(Request::Cancel {
        run: run.into(),
        by: Actor::System,
        reason: Some("ordered twice".into()),
    })
    .expect("canceled");
    let history = town.runtime.history(run);
    let last = history.last().and_then(|line| line.entry.as_ref());
    let last = last.expect("a line");
    assert_eq!(
        (last.milestone, last.detail.as_deref()),
        ("Note", Some("ordered twice"))
    );
}

#[test]
fn the_first_who_opens_an_item_ends_its_waiting() {
    let mut town = asking();
    let run = town.start("Reviewing", vec![]);
    let openings = |town: &Town| {
        let openings = town.runtime.store().openings(RunNumber(run));
        openings.expect("read").len()
    };
    assert_eq!(openings(&town), 0);
    for _ in 0..2 {
        let item = town.item(run);
        let by = user("ann@example.com");
        town.ask(Request::OpenWork { item, by }).expect("opened");
        assert_eq!(openings(&town), 1);
    }
}

#[test]
fn who_deactivates_a_user_leaves_a_line_with_the_address() {
    let mut town = asking();
    town.ask(Request::Sent {
        from: "10.0.0.7".into(),
        request: Box::new(Request::SetUserActive {
            user: "bob@example.com".into(),
            active: false,
            by: user("ann@example.com"),
        }),
    })
    .expect("deactivated");
    let line = &audit(&town)[0];
    assert_eq!(
        (&*line.actor, &*line.kind, &*line.subject, &*line.address),
        (
            "ann@example.com",
            "user-deactivated",
            "bob@example.com",
            "10.0.0.7"
        )
    );
}

#[test]
fn other_records_leave_no_line() {
    let mut town = asking();
    let before = audit(&town);
    town.create("Task", &[("Subject", Value::text("Acme"))]);
    assert_eq!(audit(&town), before);
}
