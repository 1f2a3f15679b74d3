//! Formulas in conditions, decisions and inputs.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_condition_may_compare_a_formula() {
    check(
        r#"formula twice = "$Record.Size * 2"
         stage main until b.Status is Completed
           a: background when twice > 9
           b: background when twice > 5"#,
        "record T1 Size=3
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step b
              ? b v1 {}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Not Started, b Completed
        "#]],
    );
}

#[test]
fn an_input_may_be_a_formula() {
    check(
        r#"formula twice = "$Record.Size * 2"
         stage main
           a: background with x=twice y=f"twice + 1""#,
        "record T1 Size=3
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {x=6 y=7}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_formula_reads_records_as_they_are_now() {
    check(
        r#"formula big = "$Record.Size > 3"
         stage main
           a: background when big is true"#,
        "record T1 Size=3
         start about T1
         record T1 Size=4
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
            > wake
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
fn a_formula_reads_the_status_and_outputs_of_steps() {
    check(
        r#"formula done = "a.Status = 'Completed' && a.Outputs.x = 1"
         stage main
           a: interactive user:lead
           b: background when done is true"#,
        "start
         complete a by lead x=1",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead x=1
              End Step a {x=1} by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_formula_that_fails_in_a_condition_is_a_lasting_error_of_the_stage() {
    check(
        r#"formula ratio = "1 / $Record.Size"
         stage main
           done: background
           a: background when ratio > 1"#,
        "record T1 Size=0
         start about T1
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step done
              ? done v1 {}
              End Step done
              Discontinue Step done
              Fail Stage main: A number is divided by zero.
              Fail Run: A number is divided by zero.
            > resume
              refused not-recoverable: the error is not recoverable: A number is divided by zero.
            = Error
              main Error: done Completed, a Not Started
        "#]],
    );
}

#[test]
fn a_formula_that_fails_in_an_input_is_a_lasting_error_of_the_step() {
    check(
        r#"formula ratio = "1 / $Record.Size"
         stage main
           a: background with x=ratio"#,
        "record T1 Size=0
         start about T1
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              Fail Step a: A number is divided by zero.
              Fail Stage main
              Fail Run: A number is divided by zero.
            > resume
              refused not-recoverable: the error is not recoverable: A number is divided by zero.
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_formula_that_fails_in_the_assignee_is_a_lasting_error_of_the_step() {
    check(
        r#"stage main
           a: interactive user:f"TEXT(1/$Record.Size)""#,
        "record T1 Size=0
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              Fail Step a: A number is divided by zero.
              Fail Stage main
              Fail Run: A number is divided by zero.
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_formula_that_fails_in_the_mail_opens_no_work_item() {
    check(
        r#"stage main
           a: interactive user:lead subject f"TEXT(1/$Record.Size)""#,
        "record T1 Size=0
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Fail Step a: A number is divided by zero.
              Fail Stage main
              Fail Run: A number is divided by zero.
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_formula_that_fails_in_a_decision_fails_the_run() {
    check(
        r#"formula ratio = "1 / $Record.Size"
         decision route then end
           outcome large: ratio > 1 then main
         stage main
           a: background"#,
        "record T1 Size=0
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Fail Run: outcome large: A number is divided by zero.
            = Error
        "#]],
    );
}

#[test]
fn formulas_that_refer_to_one_another_without_end_are_an_error_and_not_a_hang() {
    check(
        r#"formula one = "two + 1"
         formula two = "one + 1"
         stage main
           a: background when one > 1"#,
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Fail Stage main: formulas refer to one another without end
              Fail Run: formulas refer to one another without end
            = Error
              main Error: a Not Started
        "#]],
    );
}

#[test]
fn a_formula_may_ask_whether_the_record_is_new_or_changed() {
    check(
        r#"formula fresh = "ISNEW()"
         formula changed = "ISCHANGED($Record.Size)"
         stage main
           a: background with fresh=fresh changed=changed"#,
        "record T1 Size=3
         start about T1 before Size=2",
        expect![[r#"
            > start about T1 before Size=2
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {fresh=false changed=true}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}
