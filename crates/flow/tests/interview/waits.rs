//! Waits: what an interview waits for, and how it goes on.

use expect_test::expect;
use segue_flow::{Answer, AwaitedWhat, Need};
use segue_language::{Record, Value};

use crate::story::{advance, begin, check, read_flows};

#[test]
fn the_first_event_that_comes_leads_on_and_leaves_its_outputs() {
    check(
        r#"
        flow Pause
        in due: DateTime
        var open: Boolean
        out how: Text
        out at: DateTime
        out done: Any
        S: set open = true -> W
        W: wait for Soon if open = true at due by 3 Days into (AlarmTime = at) => A; Late if open = true after by 90 Minutes => B; Never if open = false at due -> D
        A: set how = "soon", done = Soon
        B: set how = "late"
        D: set how = "default"
        "#,
        r#"
        start due = 2026-03-02T12:00:00Z
        again
        occurred 0 AlarmTime = 2026-03-05T12:00:00Z
        "#,
        expect![[r#"
            > start due = 2026-03-02T12:00:00Z
              wait in Pause.W: 0 at 2026-03-05T12:00:00Z; 1 at 2026-03-02T10:30:00Z
            > again
              wait in Pause.W: 0 at 2026-03-05T12:00:00Z; 1 at 2026-03-02T10:30:00Z
            > occurred 0 AlarmTime = 2026-03-05T12:00:00Z
              finished how = "soon", at = 2026-03-05 12:00:00Z, done = true
        "#]],
    );
}

#[test]
fn without_an_event_to_wait_for_it_goes_on_at_once() {
    check(
        r#"
        flow Pause
        out how: Text
        W: wait for Never if how = "x" after by 1 Days => A -> D
        A: set how = "event"
        D: set how = "default"
        "#,
        "start",
        expect![[r#"
            > start
              finished how = "default"
        "#]],
    );
}

#[test]
fn an_alarm_without_its_time_is_a_fault_that_a_connector_takes() {
    check(
        r#"
        flow Pause
        var due: DateTime
        var on: Boolean
        out why: Any
        S: set on = true -> W
        W: wait for Soon if on = true at due => F !> F
        F: set why = $Flow.FaultMessage
        "#,
        "start",
        expect![[r#"
            > start
              finished why = "Soon: the time to wait for is null, not a date or a date/time"
        "#]],
    );
}

#[test]
fn a_duration_is_extended_to_a_time_of_day() {
    check(
        r#"
        flow Pause
        var on: Boolean
        S: set on = true -> W
        W: wait for A if on = true after by 2 Hours until 08:00; B if on = true after by 2 Hours until 13:00
        "#,
        "start",
        expect![[r#"
            > start
              wait in Pause.W: 0 at 2026-03-03T08:00:00Z; 1 at 2026-03-02T13:00:00Z
        "#]],
    );
}

#[test]
fn a_wait_in_a_subflow_in_a_loop_goes_on_where_it_was() {
    check(
        r#"
        flow Outer
        var names: [Text]
        var name: Text
        out n: Number
        S: set names AddItem "a", names AddItem "b" -> L
        L: loop names as name => C
        C: call Inner (name = name) -> N
        N: set n += 1 -> L

        flow Inner
        in name: Text
        W: wait for It if name != "" on Paid__e where Name = name & Amount > 5
        "#,
        r#"
        start
        flow Inner
        occurred 0
        flow Inner
        occurred 0
        "#,
        expect![[r#"
            > start
              call Inner(name = "a")
            > flow Inner
              wait in Inner.W: 0 on Paid__e ("a", 5)
            > occurred 0
              call Inner(name = "b")
            > flow Inner
              wait in Inner.W: 0 on Paid__e ("b", 5)
            > occurred 0
              finished n = 2
        "#]],
    );
}

#[test]
fn a_date_of_a_record_is_left_to_the_world_which_may_have_no_such_record() {
    check(
        r#"
        flow Pause
        var id: Text
        out why: Any
        S: set id = "006x" -> W
        W: wait for Close if id != "" of "Opportunity" "CloseDate" id by -7 Days !> F
        F: set why = $Flow.FaultMessage
        "#,
        r#"
        start
        fault "there is no such record"
        "#,
        expect![[r#"
            > start
              wait in Pause.W: 0 -7 Days from Opportunity.CloseDate of 006x
            > fault "there is no such record"
              finished why = "there is no such record"
        "#]],
    );
}

#[test]
fn an_event_meets_the_filter_with_the_values_of_the_begin() {
    let flows = read_flows(
        "flow Pause\nvar on: Boolean\nS: set on = true -> W\n\
         W: wait for It if on = true on Paid__e where Name = \"Acme\" & Amount > 5",
    );
    let mut interview = begin(&flows[0]);
    let need = advance(&mut interview, Answer::Begin);
    let Need::Wait(waits) = need else {
        panic!("{need:?}");
    };
    assert!(interview.is_waiting());
    let event = |object: &str, name: &str, amount: i64| {
        let mut event = Record::new(object);
        event.set("Name", Value::text(name));
        event.set("Amount", Value::integer(amount));
        event
    };
    let awaited = &waits.events[0];
    assert!(matches!(awaited.what, AwaitedWhat::Event { .. }));
    assert!(waits.is_met(awaited, &event("paid__E", "ACME", 6), &flows[0]));
    assert!(!waits.is_met(awaited, &event("Paid__e", "Acme", 5), &flows[0]));
    assert!(!waits.is_met(awaited, &event("Other__e", "Acme", 6), &flows[0]));
}
