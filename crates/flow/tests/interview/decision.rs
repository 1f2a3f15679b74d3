//! Decisions.

use expect_test::expect;

use crate::story::check;

#[test]
fn the_first_outcome_that_holds_is_taken_and_remembered() {
    check(
        r#"
        flow Decide
        in n: Number
        out way: Text
        out large: Any
        out small: Any
        out tiny: Any
        Check: decide Large if n > 100 => L; Small if n > 10 => S; Tiny if n > 1 => T -> Keep
        L: set way = "large" -> Keep
        S: set way = "small" -> Keep
        T: set way = "tiny" -> Keep
        Keep: set large = Large, small = Small, tiny = Tiny
        "#,
        r#"
        start n = 50
        start n = 0
        start
        "#,
        expect![[r#"
            > start n = 50
              finished way = "small", large = false, small = true, tiny = null
            > start n = 0
              finished way = null, large = false, small = false, tiny = false
            > start
              finished way = null, large = false, small = false, tiny = false
        "#]],
    );
}

#[test]
fn all_or_any_of_the_conditions_must_hold() {
    check(
        r#"
        flow Decide
        in a: Text
        in b: Text
        out both: Any
        out either: Any
        One: decide Both if a = "x" & b = "x" => Two -> Two
        Two: decide Either if a = "x" | b = "x" => Keep -> Keep
        Keep: set both = Both, either = Either
        "#,
        r#"
        start a = "x" b = "X"
        start a = "x" b = "x"
        start
        "#,
        expect![[r#"
            > start a = "x" b = "X"
              finished both = false, either = true
            > start a = "x" b = "x"
              finished both = true, either = true
            > start
              finished both = false, either = false
        "#]],
    );
}

#[test]
fn an_outcome_taken_once_stays_true() {
    check(
        r#"
        flow Again
        var n: Number = 0
        out first: Any
        out second: Any
        Check: decide First if n = 0 => More; Second if n = 1 => More -> Keep
        More: set n += 1 -> Check
        Keep: set first = First, second = Second
        "#,
        "start",
        expect![[r#"
            > start
              finished first = true, second = true
        "#]],
    );
}

#[test]
fn changed_to_meet_compares_with_the_record_before() {
    check(
        r#"
        flow Trigger
        out taken: Any
        Check: decide Hot if $Record.Rating = "Hot" newly => Keep -> Keep
        Keep: set taken = Hot
        "#,
        r#"
        start record {Account Rating: "Hot"} prior {Account Rating: "Cold"}
        start record {Account Rating: "Hot"} prior {Account Rating: "Hot"}
        start record {Account Rating: "Cold"} prior {Account Rating: "Hot"}
        start record {Account Rating: "Hot"}
        "#,
        expect![[r#"
            > start record {Account Rating: "Hot"} prior {Account Rating: "Cold"}
              finished taken = true
            > start record {Account Rating: "Hot"} prior {Account Rating: "Hot"}
              finished taken = false
            > start record {Account Rating: "Cold"} prior {Account Rating: "Hot"}
              finished taken = false
            > start record {Account Rating: "Hot"}
              finished taken = true
        "#]],
    );
}

#[test]
fn is_changed_needs_a_record_before() {
    check(
        r#"
        flow Trigger
        out changed: Any
        out same: Any
        A: decide Changed if $Record.Name IsChanged true => B -> B
        B: decide Same if $Record.Name IsChanged false => Keep -> Keep
        Keep: set changed = Changed, same = Same
        "#,
        r#"
        start record {Account Name: "b"} prior {Account Name: "a"}
        start record {Account Name: "a"} prior {Account Name: "a"}
        start record {Account Name: "a"}
        "#,
        expect![[r#"
            > start record {Account Name: "b"} prior {Account Name: "a"}
              finished changed = true, same = false
            > start record {Account Name: "a"} prior {Account Name: "a"}
              finished changed = false, same = true
            > start record {Account Name: "a"}
              finished changed = false, same = true
        "#]],
    );
}

#[test]
fn null_and_empty_are_told_apart_as_the_operators_say() {
    check(
        r#"
        flow Nulls
        in text: Text
        in list: [Text]
        out a: Any
        out b: Any
        out c: Any
        A: decide TextNull if text IsNull true => B -> B
        B: decide TextBlank if text IsBlank true => C -> C
        C: decide ListNull if list IsNull true => Keep -> Keep
        Keep: set a = TextNull, b = TextBlank, c = ListNull
        "#,
        r#"
        start
        start text = "" list = []
        start text = "x" list = ["x"]
        "#,
        expect![[r#"
            > start
              finished a = true, b = true, c = true
            > start text = "" list = []
              finished a = false, b = true, c = true
            > start text = "x" list = ["x"]
              finished a = false, b = false, c = false
        "#]],
    );
}

#[test]
fn a_comparison_that_makes_no_sense_is_a_fault() {
    check(
        r#"
        flow Odd
        in n: Number
        in account: Account
        Check: decide Big if account > n => Check
        "#,
        r#"start n = 1 account = {Account Id: "1"}"#,
        expect![[r#"
            > start n = 1 account = {Account Id: "1"}
              failed at Odd.Check: cannot apply GreaterThan to a record and a number
        "#]],
    );
}

#[test]
fn has_error_asks_whether_an_element_ended_in_a_fault() {
    check(
        r#"
        flow Errors
        out failed: Any
        Try: act Doing -> Check !> Check
        Check: decide Failed if Try HasError true => Keep -> Keep
        Keep: set failed = Failed
        "#,
        r#"
        start
        outputs
        start
        fault "no luck"
        "#,
        expect![[r#"
            > start
              act apex Doing()
            > outputs
              finished failed = false
            > start
              act apex Doing()
            > fault "no luck"
              finished failed = true
        "#]],
    );
}
