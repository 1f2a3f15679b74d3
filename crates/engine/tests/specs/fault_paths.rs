//! Fault paths.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_fault_path_takes_the_failure_of_a_step() {
    check(
        "stage main then end fault rescue
           a: background
         stage rescue
           b: interactive user:lead",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            = In Progress
              main Error: a Error
              rescue In Progress: b In Progress
        "#]],
    );
}

#[test]
fn a_fault_path_that_ends_completes_the_run_and_leaves_the_stage_in_error() {
    check(
        "stage main then end fault rescue
           a: background
         stage rescue
           b: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
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
              main Error: a Error
              rescue Completed: b Completed
        "#]],
    );
}

#[test]
fn a_fault_path_may_rejoin_the_main_path() {
    check(
        "stage main fault rescue
           a: background
         stage last then end
           b: background
         stage rescue then last
           c: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Start Stage rescue
              Start Step c
              ? c v1 {}
              End Step c
              End Stage rescue
              Start Stage last
              Start Step b
              ? b v1 {}
              End Step b
              End Stage last
              End Run
            = Completed
              main Error: a Error
              rescue Completed: c Completed
              last Completed: b Completed
        "#]],
    );
}

#[test]
fn an_empty_fault_path_goes_on_where_it_leads() {
    check(
        "stage main then end fault last
           a: background
         stage last
           b: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Start Stage last
              Start Step b
              ? b v1 {}
              End Step b
              End Stage last
              End Run
            = Completed
              main Error: a Error
              last Completed: b Completed
        "#]],
    );
}

#[test]
fn an_empty_fault_path_that_ends_completes_the_run() {
    check(
        "stage main fault end
           a: background
         stage last
           b: background",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              End Run
            = Completed
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_fault_path_may_lead_back_to_the_stage_that_failed() {
    check(
        "stage main fault main
           a: interactive user:lead",
        r#"start
         break a "the form broke"
         complete a by lead"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > break a "the form broke"
              Fail Step a: the form broke
              End Work Item a (lead): stage or run failed
              Fail Stage main
              Start Stage main
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage main
              End Run
              -> close a of lead
            = Completed
              main Error: a Error
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_stage_on_a_fault_path_may_have_one_of_its_own() {
    check(
        "stage main then end fault rescue
           a: background
         stage rescue then end fault second
           b: background
         stage second then end
           c: background",
        r#"flow a fails "first"
         flow b fails "second"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: first
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? b v1 {}
              Fail Step b: second
              Fail Stage rescue
              Start Stage second
              Start Step c
              ? c v1 {}
              End Step c
              End Stage second
              End Run
            = Completed
              main Error: a Error
              rescue Error: b Error
              second Completed: c Completed
        "#]],
    );
}

#[test]
fn a_stage_on_a_fault_path_without_one_fails_the_run() {
    check(
        "stage main then end fault rescue
           done: background
           a: background
         stage rescue
           b: background",
        r#"flow a fails "first"
         flow b fails "second"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Start Step a
              ? a v1 {}
              Fail Step a: first
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? b v1 {}
              Fail Step b: second
              Fail Stage rescue
              Fail Run: second
            = Error
              main Error: done Completed, a Error
              rescue Error: b Error
        "#]],
    );
}

#[test]
fn a_handled_failure_discontinues_what_is_in_progress_and_closes_items() {
    check(
        "stage main then end fault rescue
           done: background
           a: async background
           b: interactive user:lead
           c: async background
           d: background after a
         stage rescue
           e: background",
        r#"start
         fail a "no paper""#,
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
              Start Step c
              -> open b for lead about nothing
              -> mail lead: default / default
              -> run c #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Discontinue Step b
              Discontinue Step c
              End Work Item b (lead): stage or run failed
              Fail Stage main
              Start Stage rescue
              Start Step e
              -> cancel job c #1
              -> close b of lead
              ? e v1 {}
              End Step e
              End Stage rescue
              End Run
            = Completed
              main Error: done Completed, a Error, b Discontinued, c Discontinued, d Not Started
              rescue Completed: e Completed
        "#]],
    );
}

#[test]
fn a_fault_path_takes_a_lasting_error_too() {
    check(
        "stage main then end fault rescue
           a: external
         stage rescue
           b: background",
        r#"start
         fail a "503""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > fail a "503"
              Fail Step a: 503
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
fn a_fault_path_takes_an_assignee_that_is_unknown() {
    check(
        "stage main then end fault rescue
           a: interactive user:lead
         stage rescue
           b: background",
        "user lead unknown
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Fail Step a: `lead` is no user, group or queue
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
fn a_fault_path_takes_an_evaluation_flow_that_fails() {
    check(
        "stage main then end fault rescue
           a: background when flow Is_Ready
         stage rescue
           b: background",
        r#"flow Is_Ready breaks "no such record"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Err("no such record")
              Fail Stage main: no such record
              Start Stage rescue
              Start Step b
              ? b v1 {}
              End Step b
              End Stage rescue
              End Run
            = Completed
              main Error: a Not Started
              rescue Completed: b Completed
        "#]],
    );
}

#[test]
fn a_fault_path_takes_a_condition_that_cannot_be_computed() {
    check(
        "stage main until $Record.Size > red then end fault rescue
           a: interactive user:lead
         stage rescue
           b: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Discontinue Step a
              End Work Item a (lead): stage or run failed
              Fail Stage main: cannot apply GreaterThan to a number and a text
              Start Stage rescue
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage rescue
              End Run
            = Completed
              main Error: a Discontinued
              rescue Completed: b Completed
        "#]],
    );
}

#[test]
fn a_fault_path_does_not_take_the_failure_of_a_decision() {
    check(
        "stage main fault rescue
           a: background
         decision route then end
           outcome x: $Record.Size > red then end
         stage rescue
           b: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
              End Stage main
              Discontinue Step a
              Discontinue Stage main
              Fail Run: outcome x: cannot apply GreaterThan to a number and a text
            = Error
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_decision_on_a_fault_path_that_fails_fails_the_run() {
    check(
        "stage main fault route
           done: background
           a: background
         decision route then end
           outcome x: $Record.Size > red then end",
        r#"record T1 Size=1
         flow a fails "no paper"
         start about T1"#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Discontinue Step done
              Fail Run: outcome x: cannot apply GreaterThan to a number and a text
            = Error
              main Error: done Completed, a Error
        "#]],
    );
}

#[test]
fn the_message_of_the_failure_can_be_read_on_the_fault_path() {
    check(
        "stage main then end fault rescue
           a: background
         stage rescue
           b: background with why=$Flow.FaultMessage status=a.Status stage=main.Status",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Start Stage rescue
              Start Step b
              ? b v1 {why=no paper status=Error stage=Error}
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
fn a_result_that_comes_for_a_stage_whose_failure_was_handled_moves_nothing() {
    check(
        "stage main then end fault rescue
           a: background
           b: async background
         stage rescue
           c: interactive user:lead",
        r#"flow a fails "no paper"
         start
         finish b x=1
         wake"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Start Step b
              Discontinue Step b
              Fail Stage main
              Start Stage rescue
              Start Step c
              -> run b #1 v1
              -> cancel job b #1
              ? user lead
              Start Work Item c (lead)
              -> open c for lead about nothing
              -> mail lead: default / default
            > finish b x=1
              (held for b: {x=1})
            > wake
            = In Progress
              main Error: a Error, b Discontinued (holds a result)
              rescue In Progress: c In Progress
        "#]],
    );
}

#[test]
fn stages_may_share_a_fault_path_that_finds_out_what_failed() {
    check(
        "stage one fault route
           a: background
         stage two then end fault route
           b: background
         decision route then end
           outcome one_failed: one has-error then end
           outcome two_failed: two has-error then last
         stage last
           c: background",
        r#"flow b fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage one
              Start Step a
              ? a v1 {}
              End Step a
              End Stage one
              Start Stage two
              Start Step b
              ? b v1 {}
              Fail Step b: no paper
              Fail Stage two
              Take Outcome two_failed
              Start Stage last
              Start Step c
              ? c v1 {}
              End Step c
              End Stage last
              End Run
            = Completed
              one Completed: a Completed
              two Error: b Error
              last Completed: c Completed
        "#]],
    );
}
