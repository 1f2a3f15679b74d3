//! Loops.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_loop_walks_in_order_or_backwards() {
    check(
        r#"
        flow Walk
        in items: [Text]
        var item: Text
        out up: Text
        out down: Text
        out after: Text = "x"
        Up: loop items as Up => AddUp -> Down
        AddUp: set up += Up -> Up
        Down: loop items as item desc => AddDown -> Keep
        AddDown: set down += item -> Down
        Keep: set after = Up
        "#,
        r#"
        start items = ["a", "b", "c"]
        start items = []
        start
        "#,
        expect![[r#"
            > start items = ["a", "b", "c"]
              finished up = "abc", down = "cba", after = null
            > start items = []
              finished up = null, down = null, after = null
            > start
              finished up = null, down = null, after = null
        "#]],
    );
}

#[test]
fn nested_loops_start_afresh_for_each_outer_item() {
    check(
        r#"
        flow Nested
        in outer: [Text]
        in inner: [Text]
        out pairs: Text
        O: loop outer as O => I
        I: loop inner as I => Add -> O
        Add: set pairs += O, pairs += I, pairs += " " -> I
        "#,
        r#"start outer = ["a", "b"] inner = ["1", "2"]"#,
        expect![[r#"
            > start outer = ["a", "b"] inner = ["1", "2"]
              finished pairs = "a1 a2 b1 b2 "
        "#]],
    );
}

#[test]
fn an_inner_loop_left_early_starts_afresh_too() {
    check(
        r#"
        flow Early
        in outer: [Text]
        in inner: [Text]
        out seen: Text
        O: loop outer as O => I
        I: loop inner as I => Add -> O
        Add: set seen += O, seen += I, seen += " " -> Stop
        Stop: decide Enough if I = "2" => O -> I
        "#,
        r#"start outer = ["a", "b"] inner = ["1", "2", "3"]"#,
        expect![[r#"
            > start outer = ["a", "b"] inner = ["1", "2", "3"]
              finished seen = "a1 a2 b1 b2 "
        "#]],
    );
}

#[test]
fn a_loop_left_for_good_and_entered_again_starts_afresh() {
    check(
        r#"
        flow Again
        in items: [Text]
        var rounds: Number = 0
        out seen: Text
        L: loop items as L => Add -> Round
        Add: set seen += L -> Stop
        Stop: decide Found if L = "b" => Round -> L
        Round: set rounds += 1, seen += "." -> More
        More: decide Twice if rounds < 2 => L
        "#,
        r#"start items = ["a", "b", "c"]"#,
        expect![[r#"
            > start items = ["a", "b", "c"]
              finished seen = "ab.ab."
        "#]],
    );
}

#[test]
fn a_loop_walks_through_the_collection_as_it_was_on_entering() {
    check(
        r#"
        flow Grow
        inout items: [Text]
        out n: Number
        L: loop items as L => Add
        Add: set items AddItem L, n += 1 -> L
        "#,
        r#"start items = ["a", "b"]"#,
        expect![[r#"
            > start items = ["a", "b"]
              finished items = ["a", "b", "a", "b"], n = 2
        "#]],
    );
}

#[test]
fn the_item_is_a_copy() {
    check(
        r#"
        flow Copies
        inout accounts: [Account]
        var one: Account
        out changed: [Account]
        L: loop accounts as one => Set
        Set: set one.Name = "new", changed AddItem one -> L
        "#,
        r#"start accounts = [{Account Id: "1"}, {Account Id: "2"}]"#,
        expect![[r#"
            > start accounts = [{Account Id: "1"}, {Account Id: "2"}]
              finished accounts = [{Account Id: "1"}, {Account Id: "2"}], changed = [{Account Id: "1" Name*: "new"}, {Account Id: "2" Name*: "new"}]
        "#]],
    );
}

#[test]
fn something_else_than_a_collection_is_a_fault() {
    check(
        r#"
        flow Odd
        in text: Text
        L: loop text as L => L
        "#,
        r#"start text = "abc""#,
        expect![[r#"
            > start text = "abc"
              failed at Odd.L: `L` walks through a collection, not a text
        "#]],
    );
}

#[test]
fn an_endless_loop_meets_the_limit_and_no_fault_connector_takes_it() {
    check(
        r#"
        flow Endless
        var n: Number = 0
        A: set n += 1 -> A !> B
        B: set n = 0
        "#,
        "start",
        expect![[r#"
            > start
              failed at Endless.A: the limit of 100000 elements in one go (elements_max) was passed
        "#]],
    );
}

#[test]
fn texts_that_double_without_end_meet_the_limit() {
    check(
        r#"
        flow Double
        var text: Text = "0123456789"
        A: set text += text -> A
        "#,
        "start",
        expect![[r#"
            > start
              failed at Double.A: the limit of 2000000 cost units (cost_max) was passed
        "#]],
    );
}

#[test]
fn collections_that_double_without_end_meet_the_limit() {
    check(
        r#"
        flow Double
        var list: [Text] = ["x"]
        A: set list += list -> A
        "#,
        "start",
        expect![[r#"
            > start
              failed at Double.A: a collection holds at most 50000 items
        "#]],
    );
}
