//! Decisions and their outcomes.

use expect_test::expect;

use crate::support::check;

#[test]
fn the_first_outcome_that_holds_is_taken() {
    check(
        "stage ask
           a: background
         decision route then end
           outcome huge: $Record.Size > 9 then big
           outcome large: $Record.Size > 3 then big
           outcome any: $Record.Size > 0 then small
         stage small then end
           b: background
         stage big then end
           c: background",
        "record T1 Size=5
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage ask
              Start Step a
              ? a v1 {}
              End Step a
              End Stage ask
              Take Outcome large
              Start Stage big
              Start Step c
              ? c v1 {}
              End Step c
              End Stage big
              End Run
            = Completed
              ask Completed: a Completed
              big Completed: c Completed
        "#]],
    );
}

#[test]
fn the_default_outcome_is_taken_when_none_holds() {
    check(
        "stage ask
           a: background
         decision route then small
           outcome large: $Record.Size > 3 then big
         stage small then end
           b: background
         stage big then end
           c: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage ask
              Start Step a
              ? a v1 {}
              End Step a
              End Stage ask
              Take Outcome route: Default Outcome
              Start Stage small
              Start Step b
              ? b v1 {}
              End Step b
              End Stage small
              End Run
            = Completed
              ask Completed: a Completed
              small Completed: b Completed
        "#]],
    );
}

#[test]
fn a_decision_may_lead_to_another() {
    check(
        "decision one then end
           outcome first: $Record.Size > 0 then two
         decision two then end
           outcome second: $Record.Size > 1 then end
           outcome third: first is true then big
         stage big
           a: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome first
              Take Outcome third
              Start Stage big
              Start Step a
              ? a v1 {}
              End Step a
              End Stage big
              End Run
            = Completed
              big Completed: a Completed
        "#]],
    );
}

#[test]
fn an_outcome_is_true_once_taken_false_once_evaluated_else_null() {
    check(
        "decision one then two
           outcome never: $Record.Size > 5 then end
           outcome taken: $Record.Size > 0 then two
           outcome unreached: $Record.Size > 0 then end
         decision two
           outcome x: never is false and taken is true and unreached is-null then big
         stage big
           a: background with never=never taken=taken unreached=unreached",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome taken
              Take Outcome x
              Start Stage big
              Start Step a
              ? a v1 {never=false taken=true unreached=null}
              End Step a
              End Stage big
              End Run
            = Completed
              big Completed: a Completed
        "#]],
    );
}

#[test]
fn an_outcome_without_a_connector_ends_the_run() {
    check(
        "decision one then big
           outcome stop: $Record.Size > 0
         stage big
           a: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome stop
              End Run
            = Completed
        "#]],
    );
}

#[test]
fn outcomes_may_ask_whether_an_element_was_visited() {
    check(
        "decision one then check
           outcome x: $Record.Size > 5 then big
         stage big then end
           a: background
         decision check then end
           outcome visited: big was-visited then end
           outcome decided: one was-visited and big was-visited false and x was-visited false then last
         stage last
           b: background",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome one: Default Outcome
              Take Outcome decided
              Start Stage last
              Start Step b
              ? b v1 {}
              End Step b
              End Stage last
              End Run
            = Completed
              last Completed: b Completed
        "#]],
    );
}

#[test]
fn a_stage_is_true_when_it_ran_false_when_it_failed_null_before() {
    check(
        "stage good
           a: background
         stage bad fault check
           b: background
         stage never
           c: background
         decision check then end
           outcome as_told: good is true and bad is false and never is-null then last
         stage last
           d: background",
        r#"flow b fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage good
              Start Step a
              ? a v1 {}
              End Step a
              End Stage good
              Start Stage bad
              Start Step b
              ? b v1 {}
              Fail Step b: no paper
              Fail Stage bad
              Take Outcome as_told
              Start Stage last
              Start Step d
              ? d v1 {}
              End Step d
              End Stage last
              End Run
            = Completed
              good Completed: a Completed
              bad Error: b Error
              last Completed: d Completed
        "#]],
    );
}

#[test]
fn outcomes_may_ask_whether_a_stage_or_step_has_an_error() {
    check(
        "stage good fault check
           a: background
         stage bad fault check
           b: background
         decision check then end
           outcome good_failed: good has-error then end
           outcome bad_failed: bad has-error and b has-error and a has-error false then last
         stage last
           d: background",
        r#"flow b fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage good
              Start Step a
              ? a v1 {}
              End Step a
              End Stage good
              Start Stage bad
              Start Step b
              ? b v1 {}
              Fail Step b: no paper
              Fail Stage bad
              Take Outcome bad_failed
              Start Stage last
              Start Step d
              ? d v1 {}
              End Step d
              End Stage last
              End Run
            = Completed
              good Completed: a Completed
              bad Error: b Error
              last Completed: d Completed
        "#]],
    );
}

#[test]
fn a_field_is_changed_when_it_differs_from_before_the_save() {
    check(
        "decision one then end
           outcome same: $Record.Color is-changed then end
           outcome changed: $Record.Size is-changed and $Record.Color is-changed false then last
         stage last
           a: background",
        "record T1 Size=5 Color=red
         start about T1 before Size=4",
        expect![[r#"
            > start about T1 before Size=4
              Start Run by starter
              Take Outcome changed
              Start Stage last
              Start Step a
              ? a v1 {}
              End Step a
              End Stage last
              End Run
            = Completed
              last Completed: a Completed
        "#]],
    );
}

#[test]
fn nothing_is_changed_in_a_created_record() {
    check(
        "decision one then end
           outcome changed: $Record.Size is-changed then last
         stage last
           a: background",
        "record T1 Size=5
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome one: Default Outcome
              End Run
            = Completed
        "#]],
    );
}

#[test]
fn an_outcome_may_require_that_the_record_was_updated_to_meet_it() {
    check(
        "decision one then end
           outcome met_before: $Record.Size > 2 changed then end
           outcome met_now: $Record.Size > 4 changed then last
         stage last
           a: background",
        "record T1 Size=5
         start about T1 before Size=4",
        expect![[r#"
            > start about T1 before Size=4
              Start Run by starter
              Take Outcome met_now
              Start Stage last
              Start Step a
              ? a v1 {}
              End Step a
              End Stage last
              End Run
            = Completed
              last Completed: a Completed
        "#]],
    );
}

#[test]
fn a_created_record_counts_as_updated_to_meet_the_outcome() {
    check(
        "decision one then end
           outcome met_now: $Record.Size > 4 changed then last
         stage last
           a: background",
        "record T1 Size=5
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome met_now
              Start Stage last
              Start Step a
              ? a v1 {}
              End Step a
              End Stage last
              End Run
            = Completed
              last Completed: a Completed
        "#]],
    );
}

#[test]
fn a_decision_reads_the_outputs_of_steps() {
    check(
        "stage ask
           a: background
         decision route then end
           outcome agreed: a.Outputs.answer is yes then big
         stage big
           b: background",
        "flow a returns answer=yes
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? a v1 {}
              End Step a {answer=yes}
              End Stage ask
              Take Outcome agreed
              Start Stage big
              Start Step b
              ? b v1 {}
              End Step b
              End Stage big
              End Run
            = Completed
              ask Completed: a Completed
              big Completed: b Completed
        "#]],
    );
}

#[test]
fn a_decision_that_cannot_be_computed_fails_the_run_for_good() {
    check(
        "stage ask
           done: background
         decision route then end
           outcome large: $Record.Size > red then end",
        "record T1 Size=5
         start about T1
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage ask
              Start Step done
              ? done v1 {}
              End Step done
              End Stage ask
              Discontinue Step done
              Discontinue Stage ask
              Fail Run: outcome large: cannot apply GreaterThan to a number and a text
            > resume
              refused not-recoverable: the error is not recoverable: outcome large: cannot apply GreaterThan to a number and a text
            = Error
              ask Completed: done Completed
        "#]],
    );
}

#[test]
fn a_failed_decision_that_is_forced_is_evaluated_again() {
    check(
        "stage ask fault rescue
           done: background
         decision route then end
           outcome large: $Record.Size > $Record.Limit then last
         stage last then end
           a: background
         stage rescue
           b: background",
        r#"record T1 Size=5 Limit=red
         start about T1
         record T1 Limit=3
         resume forced "the limit is a number now""#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage ask
              Start Step done
              ? done v1 {}
              End Step done
              End Stage ask
              Discontinue Step done
              Discontinue Stage ask
              Fail Run: outcome large: cannot apply GreaterThan to a number and a text
            > resume forced "the limit is a number now"
              Resume Run: the limit is a number now
              Start Run
              Take Outcome large
              Start Stage last
              Start Step a
              ? a v1 {}
              End Step a
              End Stage last
              End Run
            = Completed
              ask Completed: done Completed
              last Completed: a Completed
        "#]],
    );
}

#[test]
fn a_failed_decision_that_is_forced_may_fail_again() {
    check(
        "decision route then end
           outcome large: $Record.Size > red then end
         stage never
           a: background",
        r#"record T1 Size=5
         start about T1
         resume forced "try""#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Fail Run: outcome large: cannot apply GreaterThan to a number and a text
            > resume forced "try"
              Resume Run: try
              Start Run
              Fail Run: outcome large: cannot apply GreaterThan to a number and a text
            = Error
        "#]],
    );
}

#[test]
fn a_created_record_is_not_compared_with_an_empty_one() {
    check(
        "decision one then end
           outcome met_now: $Record.Color is-null changed then last
         stage last
           a: background",
        "record T1 Size=5
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome met_now
              Start Stage last
              Start Step a
              ? a v1 {}
              End Step a
              End Stage last
              End Run
            = Completed
              last Completed: a Completed
        "#]],
    );
}
