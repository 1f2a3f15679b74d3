//! Suspending and resuming a run.

use expect_test::expect;

use crate::support::check;

#[test]
fn suspending_a_run_suspends_its_current_stage() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         suspend",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            = Suspended
              main Suspended: a In Progress
        "#]],
    );
}

#[test]
fn resuming_a_suspended_run_goes_on_where_it_was() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         suspend
         resume
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage main
              End Run
              -> close a of lead
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_suspended_run_does_not_wake() {
    check(
        "stage main
           a: background when flow Is_Ready",
        "start
         flow Is_Ready says true
         suspend
         wake
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Ok(false)
            > suspend
              Suspend Run
              Suspend Stage main
            > wake
            > resume
              Resume Run
              Start Run
              Start Stage main
              ? Is_Ready {} Ok(true)
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
fn a_suspended_run_cannot_be_suspended_again() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         suspend
         suspend",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > suspend
              refused wrong-status: a run that is Suspended cannot be suspended
            = Suspended
              main Suspended: a In Progress
        "#]],
    );
}

#[test]
fn a_run_in_progress_cannot_be_resumed() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > resume
              refused wrong-status: a run that is In Progress cannot be resumed
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_completed_run_can_be_neither_suspended_resumed_nor_canceled() {
    check(
        "stage main
           a: background",
        "start
         suspend
         resume
         cancel",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
              End Stage main
              End Run
            > suspend
              refused wrong-status: a run that is Completed cannot be suspended
            > resume
              refused wrong-status: a run that is Completed cannot be resumed
            > cancel
              refused wrong-status: a run that is Completed cannot be canceled
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_result_that_comes_while_the_run_is_suspended_is_held_until_it_is_resumed() {
    check(
        "stage main
           a: async background
           b: background after a with x=a.Outputs.x",
        "start
         suspend
         finish a x=1
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish a x=1
              (held for a: {x=1})
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {x=1}
              Start Step b
              ? b v1 {x=1}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_result_is_held_only_once() {
    check(
        "stage main
           a: async background",
        "start
         suspend
         finish a x=1
         finish a x=2
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish a x=1
              (held for a: {x=1})
            > finish a x=2
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {x=1}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_result_of_another_activation_is_not_held() {
    check(
        "stage main
           a: async background",
        "start
         suspend
         finish a #2 x=1
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish a #2 x=1
            > resume
              Resume Run
              Start Run
              Start Stage main
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_work_item_may_be_completed_while_the_run_is_suspended() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         suspend
         complete a by lead answer=yes
         complete a by anna answer=no
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > complete a by lead answer=yes
              (held for a: {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > complete a by anna answer=no
              refused already-completed: work item was already completed by lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {answer=yes} by lead
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_step_with_an_exit_condition_goes_on_waiting_after_its_held_answer() {
    check(
        "stage main
           a: interactive user:lead until $Record.Size > 3",
        "record T1 Size=1
         start about T1
         suspend
         complete a by lead answer=yes
         resume
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > complete a by lead answer=yes
              (held for a: {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              (answered a {answer=yes})
            > wake
              End Step a {answer=yes} by lead
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn held_results_are_processed_in_the_order_in_which_they_came() {
    check(
        "stage main until c.Status is Completed
           a: async background
           b: async background
           c: async background",
        "start
         suspend
         finish b x=1
         finish c x=2
         finish a x=3
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              Start Step c
              -> run a #1 v1
              -> run b #1 v1
              -> run c #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish b x=1
              (held for b: {x=1})
            > finish c x=2
              (held for c: {x=2})
            > finish a x=3
              (held for a: {x=3})
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for b)
              End Step b {x=1}
              (released for c)
              End Step c {x=2}
              (released for a)
              End Step a {x=3}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed, c Completed
        "#]],
    );
}

#[test]
fn a_failure_that_was_held_fails_the_run_when_it_is_resumed() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        r#"start
         suspend
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
            > fail a "no paper"
              (held for a: no paper)
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: no paper
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Fail Run: no paper
              -> close b of lead
            = Error
              main Error: a Error, b Discontinued
        "#]],
    );
}

#[test]
fn the_first_held_failure_ends_the_resume_and_the_rest_stay_held() {
    check(
        "stage main
           a: async background
           b: async background
           c: async background
           d: interactive user:lead",
        r#"start
         suspend
         finish a x=1
         fail b "no paper"
         finish c x=3
         resume
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              Start Step c
              Start Step d
              -> run a #1 v1
              -> run b #1 v1
              -> run c #1 v1
              ? user lead
              Start Work Item d (lead)
              -> open d for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > finish a x=1
              (held for a: {x=1})
            > fail b "no paper"
              (held for b: no paper)
            > finish c x=3
              (held for c: {x=3})
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {x=1}
              (released for b)
              Fail Step b: no paper
              Discontinue Step a
              Discontinue Step c
              Discontinue Step d
              End Work Item d (lead): stage or run failed
              Fail Stage main
              Fail Run: no paper
              -> close d of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for c)
              End Step c {x=3}
              Start Step b
              Start Step d
              -> run b #2 v1
              ? user lead
              Start Work Item d (lead)
              -> open d for lead about nothing
              -> mail lead: default / default
            = In Progress
              main In Progress: a Completed, b In Progress, c Completed, d In Progress
        "#]],
    );
}

#[test]
fn a_held_failure_is_taken_by_the_fault_path() {
    check(
        "stage main then end fault rescue
           a: async background
         stage rescue
           b: background",
        r#"start
         suspend
         fail a "no paper"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > fail a "no paper"
              (held for a: no paper)
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: no paper
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? b v1 {}
              End Step b
              End Stage rescue
              End Run
            = Completed
              main Error: a Error
              rescue Completed: b Completed
        "#]],
    );
}

#[test]
fn a_form_that_fails_while_the_run_is_suspended_is_held() {
    check(
        "stage main
           a: interactive user:lead",
        r#"start
         suspend
         break a "the form broke"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > break a "the form broke"
              (held for a: the form broke)
              End Work Item a (lead): stage or run failed
              -> close a of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: the form broke
              Fail Stage main
              Fail Run: the form broke
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn held_outputs_of_more_than_100000_characters_become_a_failure() {
    check(
        "stage main
           a: async background",
        "start
         suspend
         finish a text=BIG100001
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish a text=BIG100001
              (held for a: outputs held for later exceed 100000 characters)
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: outputs held for later exceed 100000 characters
              Fail Stage main
              Fail Run: outputs held for later exceed 100000 characters
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn held_outputs_of_100000_characters_are_fine() {
    check(
        "stage main
           a: async background",
        "quiet
         start
         suspend
         finish a text=BIG100000
         loud
         resume",
        expect![[r#"
            > quiet
            > start
            > suspend
            > finish a text=BIG100000
            > loud
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {text=a long text}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_record_that_changed_meanwhile_is_seen_at_the_resume() {
    check(
        "stage main
           a: background when $Record.Size > 3",
        "record T1 Size=1
         start about T1
         suspend
         record T1 Size=5
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
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
fn suspending_and_resuming_again_and_again_changes_nothing_else() {
    check(
        "stage main
           a: interactive user:lead
           b: async background",
        "start
         suspend
         resume
         suspend
         resume",
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
              -> run b #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            = In Progress
              main In Progress: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn an_event_that_ends_a_step_is_held_while_the_run_is_suspended() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        "start
         suspend
         event a x=1
         event b y=2
         finish a x=3
         resume",
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
            > event a x=1
              (held for a: {x=1})
              -> cancel job a #1
            > event b y=2
              (held for b: {y=2})
              End Work Item b (lead): ended by an event
              -> close b of lead
            > finish a x=3
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              End Step a {x=1}
              (released for b)
              End Step b {y=2}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}
