//! Giving a work item to somebody else.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_work_item_moves_to_another_assignee_who_is_told() {
    check(
        r#"stage prepare
           a: interactive user:lead subject "Look" about $Record.Id"#,
        "record T1 Size=1
         start about T1
         reassign a queue:Support
         complete a by anna",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about T1
              -> mail lead: Look / default
            > reassign a queue:Support
              Reassign Work Item a (Support)
              -> move a from lead to Support
              -> mail Support: Look / default
            > complete a by anna
              End Step a by anna
              End Work Item a (Support) by anna: finished by a user
              End Stage prepare
              End Run
              -> close a of Support
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn reassigning_sends_no_mail_when_mails_are_off() {
    check(
        "stage prepare
           a: interactive user:lead silent",
        "start
         reassign a user:anna",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
            > reassign a user:anna
              Reassign Work Item a (anna)
              -> move a from lead to anna
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_closed_work_item_cannot_be_reassigned() {
    check(
        "stage prepare
           a: interactive user:lead
           b: interactive user:lead",
        "start
         complete a by lead
         reassign a user:anna",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > reassign a user:anna
              refused already-completed: work item was already completed by lead
            = In Progress
              prepare In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn a_work_item_cannot_be_reassigned_while_the_run_is_suspended() {
    check(
        "stage prepare
           a: interactive user:lead",
        "start
         suspend
         reassign a user:anna
         resume
         reassign a user:anna",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage prepare
            > reassign a user:anna
              refused wrong-status: a run that is Suspended cannot be reassigned
            > resume
              Resume Run
              Start Run
              Start Stage prepare
            > reassign a user:anna
              Reassign Work Item a (anna)
              -> move a from lead to anna
              -> mail anna: default / default
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_work_item_may_move_again_and_again() {
    check(
        "stage prepare
           a: interactive user:lead",
        "start
         reassign a user:anna
         reassign a group:Staff
         reassign a user:lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > reassign a user:anna
              Reassign Work Item a (anna)
              -> move a from lead to anna
              -> mail anna: default / default
            > reassign a group:Staff
              Reassign Work Item a (Staff)
              -> move a from anna to Staff
              -> mail Staff: default / default
            > reassign a user:lead
              Reassign Work Item a (lead)
              -> move a from Staff to lead
              -> mail lead: default / default
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn reassigning_evaluates_nothing() {
    check(
        "stage prepare
           a: interactive user:lead until flow Is_Done",
        "start
         flow Is_Done says true
         reassign a user:anna
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
              ? Is_Done {} Ok(false)
            > reassign a user:anna
              Reassign Work Item a (anna)
              -> move a from lead to anna
              -> mail anna: default / default
            > wake
              ? Is_Done {} Ok(true)
              End Step a
              End Work Item a (anna): exit condition met
              End Stage prepare
              End Run
              -> close a of anna
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}
