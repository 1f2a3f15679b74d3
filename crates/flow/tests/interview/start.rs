//! Starting: inputs, defaults, outputs.

use expect_test::expect;

use crate::story::check;

#[test]
fn an_empty_flow_finishes_at_once() {
    check(
        r#"
        flow Empty
        inout a: Text = "default"
        out b: Number
        "#,
        r#"
        start
        again
        "#,
        expect![[r#"
            > start
              finished a = "default", b = null
            > again
              failed at Empty.: the interview has ended
        "#]],
    );
}

#[test]
fn an_input_that_is_given_takes_no_default_even_when_it_is_null() {
    check(
        r#"
        flow Inputs
        inout a: Text = "a"
        inout b: Text = "b"
        inout c: Text = "c"
        "#,
        r#"start A = "given" b = null"#,
        expect![[r#"
            > start A = "given" b = null
              finished a = "given", b = null, c = "c"
        "#]],
    );
}

#[test]
fn a_default_may_refer_to_what_stands_before_it() {
    check(
        r#"
        flow Defaults
        in account: Account
        const Max = 3
        out a: Number = Max
        out b: Text = account.Owner.Name
        out c: Text = merge "{!$User.Name} at {!$Flow.CurrentDate}"
        "#,
        r#"
        start account = {Account Id: "1"}
        related {User Id: "2" Name: "Olga"}
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              finished a = 3, b = "Olga", c = "Ann at 2026-03-02"
        "#]],
    );
}

#[test]
fn unknown_and_closed_and_ill_typed_inputs_are_refused() {
    check(
        r#"
        flow Inputs
        in n: Number
        out closed: Number
        "#,
        r#"
        start m = 1
        start closed = 1
        start n = "many"
        start n = " 12 "
        "#,
        expect![[r#"
            > start m = 1
              failed at Inputs.: the flow `Inputs` has no input variable `m`
            > start closed = 1
              failed at Inputs.: the flow `Inputs` has no input variable `closed`
            > start n = "many"
              failed at Inputs.: the input `n` cannot hold the text `many`: it is a number
            > start n = " 12 "
              finished closed = null
        "#]],
    );
}

#[test]
fn globals_of_the_flow_are_answered_here_and_others_by_the_world() {
    check(
        r#"
        flow Globals
        out guid: Text = $Flow.InterviewGuid
        out now: DateTime = $Flow.CurrentDateTime
        out day: Date = $Flow.CurrentDate
        out began: DateTime = $Flow.InterviewStartTime
        out origin: DateTime = $System.OriginDateTime
        out yes: Boolean = $GlobalConstant.True
        out no: Boolean = $GlobalConstant.False
        out empty: Text = $GlobalConstant.EmptyString
        out user: Text = $User.Name
        out nothing: Text = $Label.Unknown
        out record: Text = $Flow.CurrentRecord
        "#,
        r#"start record {Account Id: "1"}"#,
        expect![[r#"
            > start record {Account Id: "1"}
              finished guid = "guid-1", now = 2026-03-02 09:00:00Z, day = 2026-03-02, began = 2026-03-02 09:00:00Z, origin = 1900-01-01 00:00:00Z, yes = true, no = false, empty = "", user = "Ann", nothing = null, record = "1"
        "#]],
    );
}

#[test]
fn resources_that_refer_to_each_other_without_end_are_stopped() {
    check(
        r#"
        flow Round
        template A "{!B}"
        template B "{!A}"
        out text: Text
        Set: set text = A !> Never
        Never: set text = "no fault connector takes a limit"
        "#,
        "start",
        expect![[r#"
            > start
              failed at Round.Set: `A` refers to others more than 50 deep
        "#]],
    );
}
