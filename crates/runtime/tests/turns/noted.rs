//! What is noted beside what happens: reasons, openings of work, changes of people.

use segue_language::Value;
use segue_runtime::{Actor, PeopleAct, PeopleChange, Request};
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
    let history = town.runtime.reads().history(run);
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
fn who_changes_a_user_leaves_one_line_whichever_way_she_took() {
    let mut town = asking();
    let bob = town
        .runtime
        .reads()
        .person_id("bob@example.com")
        .expect("a user");
    let n_before = audit(&town).len();
    town.ask(Request::UpdateRecord {
        object: "User".into(),
        id: bob,
        fields: values(&[("IsActive", Value::Boolean(false))]),
        by: user("ann@example.com"),
    })
    .expect("deactivated");
    town.ask(Request::ChangePeople(Box::new(PeopleChange {
        act: PeopleAct::SetActive {
            user: "bob@example.com".into(),
            active: true,
        },
        by: user("ann@example.com"),
        address: "10.0.0.7".to_owned(),
    })))
    .expect("activated");
    let lines = audit(&town);
    assert_eq!(lines.len(), n_before + 2);
    let told = |line: &AuditLine| format!("{} {} {}", line.actor, line.kind, line.subject);
    assert_eq!(
        told(&lines[1]),
        "ann@example.com user-deactivated bob@example.com"
    );
    assert_eq!(
        told(&lines[0]),
        "ann@example.com user-activated bob@example.com"
    );
    assert_eq!(lines[0].address, "10.0.0.7");
}

#[test]
fn other_records_leave_no_line() {
    let mut town = asking();
    let before = audit(&town);
    town.create("Task", &[("Subject", Value::text("Acme"))]);
    assert_eq!(audit(&town), before);
}
