//! Interactive steps: work items, who may work on them, pages, mail, and moving a run by hand.

use segue_engine::{AssigneeKind, RunStatus};
use segue_flow::{Go, Submission};
use segue_language::Value;
use segue_runtime::{Actor, NewAssignee, PartRef, Refusal, Reply, Request};

use super::support::*;

const PEOPLE: &str = "users:
  - ann@example.com
  - bob@example.com
  - {username: eve@example.com, active: false}
groups:
  Reviewers: [ann@example.com, bob@example.com]
";

/// Two pages, then a record of what was answered.
fn two_pages() -> (String, String) {
    flow(
        "Review",
        "Flow",
        "<recordCreates><name>Keep</name><label>Keep</label>\
         <connector><targetReference>Second</targetReference></connector>\
         <inputAssignments><field>Subject</field><value><elementReference>Reason</elementReference>\
         </value></inputAssignments><object>Task</object></recordCreates>\
         <screens><name>First</name><label>First</label>\
         <connector><targetReference>Keep</targetReference></connector>\
         <allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause>\
         <fields><name>Reason</name><dataType>String</dataType><fieldText>Reason</fieldText>\
         <fieldType>InputField</fieldType><isRequired>true</isRequired></fields>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <screens><name>Second</name><label>Second</label>\
         <allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause>\
         <fields><name>Approved</name><dataType>Boolean</dataType><fieldText>Approved</fieldText>\
         <fieldType>InputField</fieldType><isRequired>true</isRequired></fields>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <start><connector><targetReference>First</targetReference></connector></start>\
         <variables><name>outcome</name><dataType>String</dataType>\
         <isCollection>false</isCollection><isInput>true</isInput><isOutput>true</isOutput>\
         </variables>",
    )
}

pub(super) fn reviewing(who: (&str, &str)) -> Town {
    let steps = [
        interactive("Check", "Review", who, ""),
        background("Count_It", "Count", Some("Check"), ""),
    ];
    let mut all = files(&[
        two_pages(),
        counting_flow("Count"),
        orchestration("Reviewing", "Only", &stage("Only", "", &steps)),
    ])
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text))
    .collect::<Vec<_>>();
    all.push(("people.yaml".to_owned(), PEOPLE.to_owned()));
    town(&files(&all))
}

fn answer(town: &mut Town, item: &PartRef, by: &str, field: &str, value: Value) -> Reply {
    town.ask(Request::AnswerScreen {
        item: item.clone(),
        by: user(by),
        submission: Submission {
            answers: values(&[(field, value)]),
            go: Go::Next,
        },
    })
    .expect("answered")
}

fn screen_of(reply: &Reply) -> &str {
    match reply {
        Reply::Screen(screen) => &screen.name,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_person_walks_through_the_pages_and_the_run_goes_on() {
    let mut town = reviewing(("Group", "Reviewers"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    let shown = town.ask(Request::OpenWork {
        item: item.clone(),
        by: user("ann@example.com"),
    });
    assert_eq!(screen_of(&shown.expect("shown")), "First");
    let reply = answer(
        &mut town,
        &item,
        "ann@example.com",
        "Reason",
        Value::text("new"),
    );
    assert_eq!(screen_of(&reply), "Second");
    assert_eq!(town.status(run), RunStatus::InProgress);
    let reply = answer(
        &mut town,
        &item,
        "ann@example.com",
        "Approved",
        Value::Boolean(true),
    );
    assert_eq!(reply, Reply::Finished);
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn what_a_page_writes_is_there_when_the_next_page_is_shown() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    town.ask(Request::OpenWork {
        item: item.clone(),
        by: user("ann@example.com"),
    })
    .expect("shown");
    answer(
        &mut town,
        &item,
        "ann@example.com",
        "Reason",
        Value::text("new"),
    );
    let tasks = town.all("Task");
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0].get("Subject"), Some(&Value::text("new")));
    let ann = town
        .runtime
        .reads()
        .person_id("ann@example.com")
        .map(Value::Text);
    assert_eq!(tasks[0].get("CreatedById"), ann.as_ref());
}

#[test]
fn a_required_field_that_is_missing_changes_nothing() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    town.ask(Request::OpenWork {
        item: item.clone(),
        by: user("ann@example.com"),
    })
    .expect("shown");
    let reply = town.ask(Request::AnswerScreen {
        item: item.clone(),
        by: user("ann@example.com"),
        submission: Submission::default(),
    });
    match reply.expect("shown again") {
        Reply::Screen(screen) => assert!(!screen.errors.is_empty()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_an_assignee_may_work() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    let refused = town.ask(Request::CompleteItem {
        item,
        by: user("bob@example.com"),
        outputs: vec![],
    });
    assert_eq!(
        refused,
        Err(Refusal::NotEntitled {
            by: "bob@example.com".into(),
            assignee: "ann@example.com".into()
        })
    );
}

#[test]
fn the_second_to_finish_is_told_who_was_first() {
    let mut town = reviewing(("Group", "Reviewers"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    let complete = |by: &str| Request::CompleteItem {
        item: item.clone(),
        by: user(by),
        outputs: vec![],
    };
    assert_eq!(town.ask(complete("ann@example.com")), Ok(Reply::Finished));
    let refused = town.ask(complete("bob@example.com")).expect_err("refused");
    assert_eq!(refused.code(), "already-completed");
}

#[test]
fn all_members_get_one_mail_together() {
    let mut town = reviewing(("Group", "Reviewers"));
    town.start("Reviewing", vec![]);
    town.work();
    let mails = town.runtime.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(
        &*mails[0].to,
        ["ann@example.com".into(), "bob@example.com".into()]
    );
    assert!(mails[0].subject.contains("Check"), "{}", mails[0].subject);
}

#[test]
fn an_inactive_assignee_is_an_error_that_can_be_resumed() {
    let mut town = reviewing(("User", "eve@example.com"));
    let run = town.start("Reviewing", vec![]);
    assert_eq!(town.status(run), RunStatus::Error);
    assert!(
        town.error(run).contains("eve@example.com"),
        "{}",
        town.error(run)
    );
    town.ask(Request::SetUserActive {
        user: "eve@example.com".into(),
        active: true,
        by: Actor::System,
    })
    .expect("activated");
    town.ask(Request::Resume {
        run: run.into(),
        by: Actor::System,
        forced: None,
    })
    .expect("resumed");
    assert_eq!(town.status(run), RunStatus::InProgress);
    town.item(run);
}

#[test]
fn a_reassigned_item_is_for_its_new_assignee_only() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    town.ask(Request::Reassign {
        item: item.clone(),
        to: NewAssignee {
            kind: AssigneeKind::User,
            name: "bob@example.com".into(),
        },
        by: Actor::System,
    })
    .expect("reassigned");
    let complete = |by: &str| Request::CompleteItem {
        item: item.clone(),
        by: user(by),
        outputs: vec![],
    };
    assert!(town.ask(complete("ann@example.com")).is_err());
    assert_eq!(town.ask(complete("bob@example.com")), Ok(Reply::Finished));
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn what_is_finished_while_suspended_counts_at_the_resume() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    town.ask(Request::Suspend {
        run: run.into(),
        by: Actor::System,
    })
    .expect("suspended");
    let done = town.ask(Request::CompleteItem {
        item,
        by: user("ann@example.com"),
        outputs: vec![],
    });
    assert_eq!(done, Ok(Reply::Finished));
    assert_eq!(town.status(run), RunStatus::Suspended);
    town.ask(Request::Resume {
        run: run.into(),
        by: Actor::System,
        forced: None,
    })
    .expect("resumed");
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn a_run_can_have_several_turns_in_one_batch() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let suspend = Request::Suspend {
        run: run.into(),
        by: Actor::System,
    };
    let resume = Request::Resume {
        run: run.into(),
        by: Actor::System,
        forced: None,
    };
    let requests = vec![suspend.clone(), suspend, resume];
    let replies = town.runtime.execute_batch(requests, town.now);
    assert_eq!(replies[0], Ok(Reply::Done));
    assert_eq!(
        replies[1].as_ref().expect_err("refused").code(),
        "wrong-status"
    );
    assert_eq!(replies[2], Ok(Reply::Done));
    assert_eq!(town.status(run), RunStatus::InProgress);
    let mut turns: Vec<i64> = town
        .runtime
        .reads()
        .history(run)
        .iter()
        .map(|line| line.turn)
        .collect();
    turns.dedup();
    assert_eq!(turns, [1, 2, 3]);
}

#[test]
fn a_page_that_is_opened_twice_stays_where_it_is() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    let open = Request::OpenWork {
        item: item.clone(),
        by: user("ann@example.com"),
    };
    town.ask(open.clone()).expect("shown");
    answer(
        &mut town,
        &item,
        "ann@example.com",
        "Reason",
        Value::text("new"),
    );
    assert_eq!(screen_of(&town.ask(open).expect("shown")), "Second");
    assert_eq!(town.all("Task").len(), 1);
}

#[test]
fn an_event_of_somebody_who_may_not_work_on_the_item_does_not_end_it() {
    let mut town = reviewing(("User", "ann@example.com"));
    let run = town.start("Reviewing", vec![]);
    let step = town.runtime.reads().run(run).expect("is there").run.stages[0].steps[0].part;
    let event = |by: Actor| Request::PublishEvent {
        run: run.into(),
        step: Some((
            PartRef::from((run, step)),
            segue_engine::StepResult::Finished(vec![]),
        )),
        by,
    };
    town.ask(event(user("bob@example.com"))).expect("published");
    town.item(run);
    town.ask(event(user("ann@example.com"))).expect("published");
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn another_member_begins_anew_and_the_first_is_told() {
    let mut town = reviewing(("Group", "Reviewers"));
    let run = town.start("Reviewing", vec![]);
    let item = town.item(run);
    let open = |by: &str| Request::OpenWork {
        item: item.clone(),
        by: user(by),
    };
    town.ask(open("ann@example.com")).expect("shown");
    answer(
        &mut town,
        &item,
        "ann@example.com",
        "Reason",
        Value::text("new"),
    );
    let shown = town.ask(open("bob@example.com")).expect("shown");
    assert_eq!(screen_of(&shown), "First");
    let refused = town.ask(Request::AnswerScreen {
        item: item.clone(),
        by: user("ann@example.com"),
        submission: Submission::default(),
    });
    let refused = refused.expect_err("refused").to_string();
    assert!(refused.contains("bob@example.com"), "{refused}");
}
