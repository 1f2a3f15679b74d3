//! Actions and subflows.

use expect_test::expect;

use segue_flow::{Answer, Need};
use segue_language::FlowVersion;

use crate::story::{advance, begin, check, read_flows};

#[test]
fn an_action_gets_its_inputs_and_leaves_its_outputs() {
    check(
        r#"
        flow Act
        in n: Number
        out sum: Number
        out missing: Text = "old"
        out own: Number
        A: act Adder (a = n, b = 2) into (Sum = sum, nothing = missing) own -> Keep
        Keep: set own = A.sum
        "#,
        r#"
        start n = 1
        outputs sum = 3
        "#,
        expect![[r#"
            > start n = 1
              act apex Adder(a = 1, b = 2)
            > outputs sum = 3
              finished sum = 3, missing = null, own = 3
        "#]],
    );
}

#[test]
fn the_only_output_of_an_action_is_known_by_the_actions_name() {
    check(
        r#"
        flow Act
        out text: Text
        A: act Classify own -> Keep
        Keep: set text = A
        "#,
        r#"
        start
        outputs output = "OrderItem"
        "#,
        expect![[r#"
            > start
              act apex Classify()
            > outputs output = "OrderItem"
              finished text = "OrderItem"
        "#]],
    );
}

#[test]
fn a_fault_follows_its_connector_with_its_message() {
    check(
        r#"
        flow Act
        out why: Text
        A: act Doing -> Never !> Why
        Why: set why = $Flow.FaultMessage
        Never: set why = "never"
        "#,
        r#"
        start
        fault "It did not work"
        "#,
        expect![[r#"
            > start
              act apex Doing()
            > fault "It did not work"
              finished why = "It did not work"
        "#]],
    );
}

#[test]
fn without_a_connector_the_interview_fails_where_it_was() {
    check(
        r#"
        flow Act
        A: act Doing
        "#,
        r#"
        start
        fault "It did not work"
        "#,
        expect![[r#"
            > start
              act apex Doing()
            > fault "It did not work"
              failed at Act.A: It did not work
        "#]],
    );
}

#[test]
fn a_subflow_runs_on_the_stack_and_leaves_its_outputs() {
    check(
        r#"
        flow Outer
        in n: Number
        out doubled: Number
        out own: Text
        C: call Inner (x = n) into (y = doubled) own -> Keep
        Keep: set own = merge "{!C.y} {!C.note}"

        flow Inner
        in x: Number
        out y: Number
        out note: Text = "ok"
        A: set y = x, y += x
        "#,
        r#"
        start n = 4
        flow Inner
        "#,
        expect![[r#"
            > start n = 4
              call Inner(x = 4)
            > flow Inner
              finished doubled = 8, own = "8 ok"
        "#]],
    );
}

#[test]
fn a_stand_in_takes_the_place_of_a_subflow() {
    check(
        r#"
        flow Outer
        out got: Number
        C: call ns__Packaged (x = 1) into (y = got)
        "#,
        r#"
        start
        outputs y = 9
        "#,
        expect![[r#"
            > start
              call ns__Packaged(x = 1)
            > outputs y = 9
              finished got = 9
        "#]],
    );
}

#[test]
fn a_fault_in_a_subflow_surfaces_at_the_subflow_element() {
    check(
        r#"
        flow Outer
        out why: Text
        C: call Inner !> Why
        Why: set why = $Flow.FaultMessage

        flow Inner
        A: act Doing
        "#,
        r#"
        start
        flow Inner
        fault "inner trouble"
        "#,
        expect![[r#"
            > start
              call Inner()
            > flow Inner
              act apex Doing()
            > fault "inner trouble"
              finished why = "inner trouble"
        "#]],
    );
}

#[test]
fn an_unhandled_fault_in_a_subflow_names_the_inner_element() {
    check(
        r#"
        flow Outer
        C: call Inner

        flow Inner
        A: act Doing
        "#,
        r#"
        start
        flow Inner
        fault "inner trouble"
        "#,
        expect![[r#"
            > start
              call Inner()
            > flow Inner
              act apex Doing()
            > fault "inner trouble"
              failed at Inner.A: inner trouble
        "#]],
    );
}

#[test]
fn a_subflow_with_an_unknown_input_fails_at_the_call() {
    check(
        r#"
        flow Outer
        C: call Inner (z = 1)

        flow Inner
        in x: Number
        "#,
        r#"
        start
        flow Inner
        "#,
        expect![[r#"
            > start
              call Inner(z = 1)
            > flow Inner
              failed at Outer.C: the flow `Inner` has no input variable `z`
        "#]],
    );
}

#[test]
fn flows_that_call_themselves_meet_the_limit() {
    let flows = read_flows("flow Loop\nC: call Loop");
    let mut interview = begin(&flows[0]);
    let mut need = advance(&mut interview, Answer::Begin);
    let mut n_calls = 0;
    while matches!(need, Need::Subflow { .. }) {
        n_calls += 1;
        need = advance(
            &mut interview,
            Answer::Flow(flows[0].clone(), FlowVersion(1)),
        );
    }
    assert_eq!(n_calls, 50);
    let Need::Failed(fault) = need else {
        panic!("{need:?}");
    };
    assert_eq!(fault.message, "flows call each other more than 50 deep");
}

#[test]
fn a_custom_error_refuses_the_change_past_every_connector() {
    check(
        r#"
        flow Outer
        C: call Inner (name = $Record.Name) !> Never
        Never: rollback

        flow Inner
        in name: Text
        E: error "Not {!name}!" on Name, "Think again"
        "#,
        r#"
        start record {Account Name: "Acme"}
        flow Inner
        "#,
        expect![[r#"
            > start record {Account Name: "Acme"}
              call Inner(name = "Acme")
            > flow Inner
              failed at Inner.E: Not Acme!; Think again
                Name: Not Acme!
                page: Think again
        "#]],
    );
}

#[test]
fn unsupported_elements_are_faults_that_name_them() {
    check(
        r#"
        flow Later
        out why: Text
        U: unsupported "a Transform element"
        "#,
        "start",
        expect![[r#"
            > start
              failed at Later.U: `U` cannot be carried out: a Transform element is not supported yet
        "#]],
    );
}
