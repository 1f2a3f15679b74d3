//! External steps.

use expect_test::expect;

use crate::support::check;

#[test]
fn an_external_step_is_called_as_a_job() {
    check(
        "stage prepare
           a: external with size=$Record.Size",
        "record T1 Size=3
         start about T1
         finish a invoice=I-1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> call a #1 {size=3}
            > finish a invoice=I-1
              End Step a {invoice=I-1}
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_failed_action_is_a_lasting_error() {
    check(
        "stage prepare
           a: external",
        r#"start
         fail a "503 Service Unavailable"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> call a #1
            > fail a "503 Service Unavailable"
              Fail Step a: 503 Service Unavailable
              Fail Stage prepare
              Fail Run: 503 Service Unavailable
            > resume
              refused not-recoverable: the error is not recoverable: 503 Service Unavailable
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn a_failed_action_can_be_forced() {
    check(
        "stage prepare
           a: external",
        r#"start
         fail a "503 Service Unavailable"
         resume forced "billing is back"
         finish a"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> call a #1
            > fail a "503 Service Unavailable"
              Fail Step a: 503 Service Unavailable
              Fail Stage prepare
              Fail Run: 503 Service Unavailable
            > resume forced "billing is back"
              Resume Run: billing is back
              Start Run
              Start Stage prepare
              Start Step a
              -> call a #2
            > finish a
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_answer_for_an_earlier_call_is_stale() {
    check(
        "stage prepare
           a: external",
        r#"start
         fail a "503"
         resume forced "again"
         finish a #1
         finish a #2"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> call a #1
            > fail a "503"
              Fail Step a: 503
              Fail Stage prepare
              Fail Run: 503
            > resume forced "again"
              Resume Run: again
              Start Run
              Start Stage prepare
              Start Step a
              -> call a #2
            > finish a #1
            > finish a #2
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn inputs_that_are_too_large_call_nothing() {
    check(
        "input text
         stage prepare
           a: external with text=text",
        "start text=BIG32769",
        expect![[r#"
            > start text=BIG32769
              Start Run by starter
              Start Stage prepare
              Start Step a
              Fail Step a: inputs of `a` exceed 32768 characters
              Fail Stage prepare
              Fail Run: inputs of `a` exceed 32768 characters
            = Error
              prepare Error: a Error
        "#]],
    );
}
