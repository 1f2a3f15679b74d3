//! Formulas, constants and templates: computed when they are read.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_formula_is_computed_each_time_it_is_read() {
    check(
        r#"
        flow Compute
        in n: Number
        const Factor = 3
        formula Product "n * Factor"
        template Line "{!n} times {!Factor} is {!Product}"
        out first: Text
        out second: Text
        A: set first = Line, n += 1, second = Line
        "#,
        "start n = 2",
        expect![[r#"
            > start n = 2
              finished first = "2 times 3 is 6", second = "3 times 3 is 9"
        "#]],
    );
}

#[test]
fn a_formula_that_fails_is_a_fault_that_names_it() {
    check(
        r#"
        flow Divide
        in n: Number
        formula Half "1 / n"
        formula Outer "Half + 1"
        out x: Number
        A: set x = Outer
        "#,
        r#"
        start n = 2
        start n = 0
        "#,
        expect![[r#"
            > start n = 2
              finished x = 1.5
            > start n = 0
              failed at Divide.A: `Outer`: `Half`: A number is divided by zero.
        "#]],
    );
}

#[test]
fn a_formula_asks_for_the_lookups_it_follows() {
    check(
        r#"
        flow Lookups
        in account: Account
        formula Greeting "'Dear ' & account.Owner.Name & account.Owner.Manager.Name"
        out text: Text
        A: set text = Greeting
        "#,
        r#"
        start account = {Account Id: "1"}
        related {User Id: "2" Name: "Olga"}
        related {User Id: "3" Name: "Max"}
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              related Manager of 2
            > related {User Id: "3" Name: "Max"}
              finished text = "Dear OlgaMax"
        "#]],
    );
}

#[test]
fn formulas_know_what_happened_to_the_record() {
    check(
        r#"
        flow Trigger
        out made: Boolean
        out changed: Boolean
        out before: Text
        A: set made = formula "ISNEW()", changed = formula "ISCHANGED({!$Record.Name})", before = formula "PRIORVALUE({!$Record.Name})"
        "#,
        r#"
        start record {Account Name: "b"} prior {Account Name: "a"}
        start record {Account Name: "b"}
        "#,
        expect![[r#"
            > start record {Account Name: "b"} prior {Account Name: "a"}
              finished made = false, changed = true, before = "a"
            > start record {Account Name: "b"}
              finished made = true, changed = false, before = null
        "#]],
    );
}

#[test]
fn an_answer_must_meet_its_validation() {
    check(
        r#"
        flow Validate
        in most: Number
        out n: Number
        Page: screen -> Keep
        - number N check "N <= most" "At most {!most}, not {!N}"
        - text Note when N > 5 check "LEN(Note) > 2" "too short"
        Keep: set n = N
        "#,
        r#"
        start most = 9
        next N = 10
        next N = 6 Note = "x"
        next N = 6
        start most = 9
        next
        "#,
        expect![[r#"
            > start most = 9
              screen Validate.Page next pause
                N number = null
                Note text = null hidden
            > next N = 10
              screen Validate.Page next pause
                N number = null
                Note text = null hidden
                ! N: At most 9, not 10
            > next N = 6 Note = "x"
              screen Validate.Page next pause
                N number = null
                Note text = null hidden
                ! Note: too short
            > next N = 6
              finished n = 6
            > start most = 9
              screen Validate.Page next pause
                N number = null
                Note text = null hidden
            > next
              finished n = null
        "#]],
    );
}

#[test]
fn visible_conditions_may_go_through_formulas() {
    check(
        r#"
        flow Live
        formula IsLarge "N > 100"
        out note: Text
        Page: screen -> Keep
        - number N = 1
        - text Note when IsLarge = true
        Keep: set note = Note
        "#,
        r#"
        start
        next N = 101 Note = "why"
        "#,
        expect![[r#"
            > start
              screen Live.Page next pause
                N number = 1
                Note text = null hidden
            > next N = 101 Note = "why"
              finished note = "why"
        "#]],
    );
}

#[test]
fn a_filter_may_test_by_a_formula() {
    check(
        r#"
        flow Filter
        in list: [Account]
        var item: Account
        out kept: [Account]
        F: filter list as item keep formula "item.Size > 1 && BEGINS(item.Name, 'A')" -> Keep
        Keep: set kept = F
        "#,
        r#"start list = [{A Name: "Acme" Size: 9}, {A Name: "Best" Size: 9}, {A Name: "Ajax" Size: 1}]"#,
        expect![[r#"
            > start list = [{A Name: "Acme" Size: 9}, {A Name: "Best" Size: 9}, {A Name: "Ajax" Size: 1}]
              finished kept = [{A Name: "Acme" Size: 9}]
        "#]],
    );
}
