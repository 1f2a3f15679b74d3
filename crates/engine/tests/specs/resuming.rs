//! Resuming a failed run: the resume table, row by row.

use expect_test::expect;

use crate::support::check;

#[test]
fn the_stage_in_error_resumes() {
    check(
        "stage main
           a: background
         stage next
           b: interactive user:lead",
        r#"flow a fails "no paper"
         start
         flow a returns x=1
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              End Stage main
              Start Stage next
              Start Step b
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            = In Progress
              main Completed: a Completed
              next In Progress: b In Progress
        "#]],
    );
}

#[test]
fn a_background_step_in_error_restarts() {
    check(
        "stage main
           a: async background with size=$Record.Size",
        r#"record T1 Size=1
         start about T1
         fail a "no paper"
         record T1 Size=2
         resume
         finish a"#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1 {size=1}
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1 {size=2}
            > finish a
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_background_step_in_error_restarts_with_the_flow_version_active_now() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         flow a version 2
         flow a returns x=1
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              (flow of a renewed: 2)
              Start Step a
              ? a v2 {}
              End Step a {x=1}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_repaired_flow_may_have_become_asynchronous() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         flow a asynchronous
         resume
         finish a"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              (flow of a renewed: 1)
              Start Step a
              -> run a #2 v1
            > finish a
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_external_step_in_error_restarts_when_forced() {
    check(
        "stage main
           a: external",
        r#"start
         fail a "503"
         resume forced "repaired""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > fail a "503"
              Fail Step a: 503
              Fail Stage main
              Fail Run: 503
            > resume forced "repaired"
              Resume Run: repaired
              Start Run
              Start Stage main
              Start Step a
              -> call a #2
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_background_step_that_was_discontinued_restarts() {
    check(
        "stage main
           a: async background
           b: async background",
        r#"start
         fail a "no paper"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              -> run b #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              Fail Stage main
              Fail Run: no paper
              -> cancel job b #1
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              Start Step b
              -> run a #2 v1
              -> run b #2 v1
            = In Progress
              main In Progress: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn an_external_step_that_was_discontinued_restarts() {
    check(
        "stage main
           a: async background
           b: external",
        r#"start
         fail a "no paper"
         resume
         finish b #1
         finish b #2"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              -> call b #1
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              Fail Stage main
              Fail Run: no paper
              -> cancel job b #1
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              Start Step b
              -> run a #2 v1
              -> call b #2
            > finish b #1
            > finish b #2
              End Step b
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn a_discontinued_step_with_held_outputs_is_completed_and_not_started_again() {
    check(
        "stage main
           a: async background
           b: async background",
        r#"start
         fail a "no paper"
         finish b x=1
         resume
         finish a"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              -> run b #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              Fail Stage main
              Fail Run: no paper
              -> cancel job b #1
            > finish b x=1
              (held for b: {x=1})
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for b)
              End Step b {x=1}
              Start Step a
              -> run a #2 v1
            > finish a
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_discontinued_step_with_a_held_failure_fails_the_run_again() {
    check(
        "stage main
           a: async background
           b: async background",
        r#"start
         fail a "first"
         fail b "second"
         resume
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              -> run b #1 v1
            > fail a "first"
              Fail Step a: first
              Discontinue Step b
              Fail Stage main
              Fail Run: first
              -> cancel job b #1
            > fail b "second"
              (held for b: second)
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for b)
              Fail Step b: second
              Fail Stage main
              Fail Run: second
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              Start Step b
              -> run a #2 v1
              -> run b #2 v1
            = In Progress
              main In Progress: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn an_interactive_step_in_error_gets_a_replacement_item() {
    check(
        "stage main
           a: interactive user:lead about $Record.Id",
        r#"record T1 Size=1
         start about T1
         break a "the form broke"
         resume"#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about T1
              -> mail lead: default / default
            > break a "the form broke"
              Fail Step a: the form broke
              End Work Item a (lead): stage or run failed
              Fail Stage main
              Fail Run: the form broke
              -> close a of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about T1
              -> mail lead: default / default
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn an_interactive_step_that_was_discontinued_gets_a_replacement_item() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        r#"start
         fail a "no paper"
         resume
         complete b by lead"#,
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
            > complete b by lead
              End Step b by lead
              End Work Item b (lead) by lead: finished by a user
              -> close b of lead
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn a_discontinued_interactive_step_with_held_outputs_gets_no_replacement_item() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        r#"start
         suspend
         fail a "no paper"
         complete b by lead answer=yes
         resume
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
            > complete b by lead answer=yes
              (held for b: {answer=yes})
              End Work Item b (lead) by lead: finished by a user
              -> close b of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: no paper
              Discontinue Step b
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for b)
              End Step b {answer=yes} by lead
              Start Step a
              -> run a #2 v1
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn a_discontinued_interactive_step_with_held_outputs_still_waits_for_its_exit_condition() {
    check(
        "stage main
           a: async background
           b: interactive user:lead until $Record.Size > 3",
        r#"record T1 Size=1
         start about T1
         suspend
         fail a "no paper"
         complete b by lead answer=yes
         resume
         resume
         record T1 Size=5
         wake"#,
        expect![[r#"
            > start about T1
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
            > complete b by lead answer=yes
              (held for b: {answer=yes})
              End Work Item b (lead) by lead: finished by a user
              -> close b of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for a)
              Fail Step a: no paper
              Discontinue Step b
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              (released for b)
              Start Step b
              (answered b {answer=yes})
              Start Step a
              -> run a #2 v1
            > wake
              End Step b {answer=yes} by lead
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn the_assignee_is_found_afresh_for_a_replacement_item() {
    check(
        "stage main
           a: async background
           b: interactive resource:$Record.OwnerName",
        r#"record T1 OwnerName=lead
         start about T1
         fail a "no paper"
         record T1 OwnerName=anna
         resume"#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              Start Step b
              -> run a #1 v1
              ? resource lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
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
              ? resource anna
              Start Work Item b (anna)
              -> open b for anna about nothing
              -> mail anna: default / default
            = In Progress
              main In Progress: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn a_completed_step_is_not_run_again() {
    check(
        "stage main
           a: background
           b: async background",
        r#"flow a returns x=1
         start
         fail b "no paper"
         flow a returns x=2
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              Start Step b
              -> run b #1 v1
            > fail b "no paper"
              Fail Step b: no paper
              Discontinue Step a
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step b
              -> run b #2 v1
            = In Progress
              main In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn a_step_that_had_not_started_is_tested_again() {
    check(
        "stage main
           a: async background
           b: background when $Record.Size > 3",
        r#"record T1 Size=1
         start about T1
         fail a "no paper"
         record T1 Size=5
         resume"#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              Start Step b
              -> run a #2 v1
              ? b v1 {}
              End Step b
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn earlier_stages_are_left_as_they_are() {
    check(
        "stage first
           x: background
         stage main
           a: async background",
        r#"start
         fail a "no paper"
         resume
         finish a"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage main
              Start Step a
              -> run a #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage main
              Discontinue Stage first
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1
            > finish a
              End Step a
              End Stage main
              End Run
            = Completed
              first Completed: x Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_restarted_step_may_fail_again() {
    check(
        "stage main
           a: background
           b: interactive user:lead",
        r#"flow a fails "first"
         start
         flow a fails "second"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: first
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Fail Run: first
              -> open b for lead about nothing
              -> mail lead: default / default
              -> close b of lead
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: second
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Fail Run: second
              -> open b for lead about nothing
              -> mail lead: default / default
              -> close b of lead
            = Error
              main Error: a Error, b Discontinued
        "#]],
    );
}

#[test]
fn a_run_is_resumed_up_to_14_days_after_its_failure() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         flow a returns x=1
         advance 14d
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > advance 14d
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_run_is_not_resumed_after_14_days() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         advance 14d
         advance 1s
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > advance 14d
            > advance 1s
            > resume
              refused too-late: the run failed more than 14 days ago
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn the_window_is_configurable() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         advance 11s
         resume within 10s
         resume within 11s"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > advance 11s
            > resume within 10s
              refused too-late: the run failed more than 0 days ago
            > resume within 11s
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_forced_resume_lifts_the_window() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         flow a returns x=1
         advance 30d
         resume forced "month end""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > advance 30d
            > resume forced "month end"
              Resume Run: month end
              Start Run
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_forced_resume_lifts_the_class() {
    check(
        "stage main
           a: interactive user:lead",
        r#"user lead unknown
         start
         user lead known
         resume forced "lead was created""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Fail Step a: `lead` is no user, group or queue
              Fail Stage main
              Fail Run: `lead` is no user, group or queue
            > resume forced "lead was created"
              Resume Run: lead was created
              Start Run
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_forced_resume_without_a_failed_step_asks_the_evaluation_flow_again() {
    check(
        "stage main
           a: background when flow Is_Ready
           b: interactive user:lead",
        r#"flow Is_Ready breaks "no such record"
         start
         resume
         flow Is_Ready says true
         resume forced "the record is there""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Err("no such record")
              Fail Stage main: no such record
              Fail Run: no such record
            > resume
              refused not-recoverable: the error is not recoverable: no such record
            > resume forced "the record is there"
              Resume Run: the record is there
              Start Run
              Start Stage main
              ? Is_Ready {} Ok(true)
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            = In Progress
              main In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn a_forced_resume_takes_a_discontinued_stage_up_again() {
    check(
        "stage loop
           a: background
           b: background
           c: background
           d: background
         decision route then loop
           outcome stop: $Record.Size > 0 then end",
        r#"record T1 Size=0
         quiet
         start about T1
         loud
         why
         resume
         record T1 Size=1
         resume forced "the loop ends now""#,
        expect![[r#"
            > quiet
            > start about T1
            > loud
            > why
              The run failed: more than 2000 automatic moves in one turn; only a forced resume moves it. Since 2001-09-09T01:46:40Z.
            > resume
              refused not-recoverable: the error is not recoverable: more than 2000 automatic moves in one turn
            > resume forced "the loop ends now"
              Resume Run: the loop ends now
              Start Run
              Start Stage loop
              Start Step b
              ? b v1 {}
              End Step b
              Start Step c
              ? c v1 {}
              End Step c
              Start Step d
              ? d v1 {}
              End Step d
              End Stage loop
              Take Outcome stop
              End Run
            = Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              loop Completed: a Completed, b Completed, c Completed, d Completed
              and 323 more
        "#]],
    );
}

#[test]
fn a_result_that_comes_for_a_failed_step_is_not_held() {
    check(
        "stage main
           a: async background",
        r#"start
         fail a "no paper"
         finish a x=1
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > finish a x=1
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_resumed_run_may_be_suspended_canceled_and_fail_like_any_other() {
    check(
        "stage main
           a: async background",
        r#"start
         fail a "first"
         resume
         suspend
         resume
         fail a "second"
         resume
         cancel"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > fail a "first"
              Fail Step a: first
              Fail Stage main
              Fail Run: first
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            > fail a "second"
              Fail Step a: second
              Fail Stage main
              Fail Run: second
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #3 v1
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              -> cancel job a #3
            = Canceled
              main Canceled: a Discontinued
        "#]],
    );
}

#[test]
fn an_event_for_a_failed_run_changes_nothing() {
    check(
        "stage main
           a: async background
           b: interactive user:lead",
        r#"start
         fail a "no paper"
         wake
         event a x=1
         event b x=1"#,
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
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Fail Run: no paper
              -> close b of lead
            > wake
            > event a x=1
            > event b x=1
            = Error
              main Error: a Error, b Discontinued
        "#]],
    );
}
