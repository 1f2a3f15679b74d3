//! The order of milestones within one turn.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_failure_is_told_from_the_inside_out() {
    check(
        "stage first
           x: background
         stage main
           done: background
           a: async background
           b: interactive user:lead
           c: async background
           d: interactive user:anna",
        r#"start
         fail a "no paper""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Start Step a
              Start Step b
              -> run a #1 v1
              ? user lead
              Start Work Item b (lead)
              Start Step c
              Start Step d
              -> open b for lead about nothing
              -> mail lead: default / default
              -> run c #1 v1
              ? user anna
              Start Work Item d (anna)
              -> open d for anna about nothing
              -> mail anna: default / default
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step done
              Discontinue Step b
              Discontinue Step c
              Discontinue Step d
              End Work Item b (lead): stage or run failed
              End Work Item d (anna): stage or run failed
              Fail Stage main
              Discontinue Stage first
              Fail Run: no paper
              -> cancel job c #1
              -> close b of lead
              -> close d of anna
            = Error
              first Completed: x Completed
              main Error: done Completed, a Error, b Discontinued, c Discontinued, d Discontinued
        "#]],
    );
}

#[test]
fn a_cancel_is_told_from_the_outside_in() {
    check(
        "stage main
           done: background
           a: async background
           b: interactive user:lead",
        "start
         cancel",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Start Step a
              Start Step b
              -> run a #1 v1
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              Discontinue Step b
              End Work Item b (lead): run canceled
              -> cancel job a #1
              -> close b of lead
            = Canceled
              main Canceled: done Completed, a Discontinued, b Discontinued
        "#]],
    );
}

#[test]
fn a_suspension_and_a_resume_are_told_from_the_outside_in() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        r#"start
         suspend
         resume
         fail a "no paper"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Fail Run: no paper
              -> close b of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              Start Step b
              -> run a #2 v1
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            = In Progress
              main In Progress: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn the_end_of_a_stage_is_told_from_the_inside_out() {
    check(
        "stage main until a.Status is Completed
           a: interactive user:lead
           b: interactive user:anna
           c: async background
         stage last
           d: background",
        "start
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              ? user anna
              Start Work Item b (anna)
              Start Step c
              -> open b for anna about nothing
              -> mail anna: default / default
              -> run c #1 v1
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Discontinue Step b
              Discontinue Step c
              End Work Item b (anna): stage completed
              End Stage main
              Start Stage last
              Start Step d
              -> close a of lead
              -> cancel job c #1
              -> close b of anna
              ? d v1 {}
              End Step d
              End Stage last
              End Run
            = Completed
              main Completed: a Completed, b Discontinued, c Discontinued
              last Completed: d Completed
        "#]],
    );
}

#[test]
fn the_end_of_a_run_comes_last() {
    check(
        "stage main
           a: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_failure_outside_the_stages_is_told_from_the_inside_out() {
    check(
        "stage first
           x: background
         stage main
           a: background
           b: background
         decision route then end
           outcome broken: $Record.Size > red then end",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? b v1 {}
              End Step b
              End Stage main
              Discontinue Step a
              Discontinue Step b
              Discontinue Stage first
              Discontinue Stage main
              Fail Run: outcome broken: cannot apply GreaterThan to a number and a text
            = Error
              first Completed: x Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_handled_failure_adds_nothing_to_what_is_completed() {
    check(
        "stage first
           x: background
         stage main then end fault rescue
           done: background
           a: background
         stage rescue
           b: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? b v1 {}
              End Step b
              End Stage rescue
              End Run
            = Completed
              first Completed: x Completed
              main Error: done Completed, a Error
              rescue Completed: b Completed
        "#]],
    );
}

#[test]
fn every_completed_stage_run_is_told_when_the_run_fails_later() {
    check(
        "stage first
           x: background
         stage second
           y: background
         decision again then main
           outcome once_more: again was-visited false then first
         stage main
           a: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage second
              Start Step y
              ? y v1 {}
              End Step y
              End Stage second
              Take Outcome once_more
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage second
              Start Step y
              ? y v1 {}
              End Step y
              End Stage second
              Take Outcome again: Default Outcome
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Discontinue Stage first
              Discontinue Stage second
              Discontinue Stage first
              Discontinue Stage second
              Fail Run: no paper
            = Error
              first Completed: x Completed
              second Completed: y Completed
              first Completed: x Completed
              second Completed: y Completed
              main Error: a Error
        "#]],
    );
}
