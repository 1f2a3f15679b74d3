//! Assignments.

use expect_test::expect;

use crate::story::check;

#[test]
fn an_assignment_sets_its_variables_in_order() {
    check(
        r#"
        flow Greet
        in name: Text
        out greeting: Text = "Hello"
        out twice: Text
        Set: set greeting += " ", greeting += name, twice = greeting, twice += greeting
        "#,
        r#"start name = "Ann""#,
        expect![[r#"
            > start name = "Ann"
              finished greeting = "Hello Ann", twice = "Hello AnnHello Ann"
        "#]],
    );
}

#[test]
fn numbers_and_dates_are_added_and_subtracted() {
    check(
        r#"
        flow Sums
        out n: Number
        out half: Number = 1.5
        out day: Date = 2026-02-28
        out before: Date = 2026-03-01
        out moment: DateTime = 2026-03-02T09:00:00Z
        out kept: Number = 7
        Set: set n += 2, n += 3, half -= 2, day += 1, before -= 1, moment += 1, kept += null
        "#,
        "start",
        expect![[r#"
            > start
              finished n = 5, half = -0.5, day = 2026-03-01, before = 2026-02-28, moment = 2026-03-03 09:00:00Z, kept = 7
        "#]],
    );
}

#[test]
fn what_cannot_be_added_is_a_fault() {
    check(
        r#"
        flow Sums
        out n: Number = 1
        out why: Text
        Set: set n += true !> Why
        Why: set why = $Flow.FaultMessage -> More
        More: set n -= "x" !> Both
        Both: set why += "; ", why += $Flow.FaultMessage
        "#,
        "start",
        expect![[r#"
            > start
              finished n = 1, why = "a boolean cannot be added to a number; a text cannot be subtracted from a number"
        "#]],
    );
}

#[test]
fn collections_grow_at_both_ends_and_are_counted() {
    check(
        r#"
        flow Lists
        in more: [Text]
        out list: [Text]
        out n: Number
        out none: Number
        var empty: [Text]
        Set: set list += "b", list AddItem "c", list AddAtStart "a", list += more, n AssignCount list, none AssignCount empty
        "#,
        r#"start more = ["d", "e"]"#,
        expect![[r#"
            > start more = ["d", "e"]
              finished list = ["a", "b", "c", "d", "e"], n = 5, none = 0
        "#]],
    );
}

#[test]
fn items_are_removed_by_value_by_place_and_by_another_collection() {
    check(
        r#"
        flow Lists
        out first: [Text] = ["a", "b", "a"]
        out before: [Text] = ["a", "b", "c"]
        out after: [Text] = ["a", "b", "c"]
        out all: [Text] = ["a", "b", "a", "c"]
        out every: [Text] = ["a", "b", "c"]
        out common: [Text] = ["a", "b", "c"]
        out place: [Text] = ["a", "b", "c"]
        out none: [Text]
        Set: set first RemoveFirst "a", before RemoveBeforeFirst "b", after RemoveAfterFirst "b", all RemoveAll "a", every RemoveAll ["a", "c"], common RemoveUncommon ["b", "x"], place RemovePosition 2, none RemoveAll "a" -> Beyond
        out why: Text
        Beyond: set place RemovePosition 3 !> Why
        Why: set why = $Flow.FaultMessage
        "#,
        "start",
        expect![[r#"
            > start
              finished first = ["b", "a"], before = ["b", "c"], after = ["a", "b"], all = ["b", "c"], every = ["b"], common = ["b"], place = ["a", "c"], none = null, why = "there is no position 3 in a collection of 2 items"
        "#]],
    );
}

#[test]
fn a_multi_select_text_is_appended_to_and_gets_items() {
    check(
        r#"
        flow Multi
        out items: Multipicklist
        Set: set items AddItem "red", items AddItem "gre", items += "en"
        "#,
        "start",
        expect![[r#"
            > start
              finished items = "red;green"
        "#]],
    );
}

#[test]
fn a_record_is_a_value_and_its_fields_can_be_set() {
    check(
        r#"
        flow Records
        in one: Account
        out two: Account
        out fresh: Contact
        out list: [Account]
        Set: set two = one, two.Name = "New", list AddItem two, two.Name += "er", fresh.LastName = "Doe"
        "#,
        r#"start one = {Account Id: "1" Name: "Old"}"#,
        expect![[r#"
            > start one = {Account Id: "1" Name: "Old"}
              finished two = {Account Id: "1" Name*: "Newer"}, fresh = {Contact LastName*: "Doe"}, list = [{Account Id: "1" Name*: "New"}]
        "#]],
    );
}

#[test]
fn a_record_added_to_what_is_not_there_yet_makes_a_collection() {
    check(
        r#"
        flow Graph
        in one: Part
        out graph: Graph
        Set: set graph.parts += one, graph.parts += one
        "#,
        r#"start one = {Part Id: "1"}"#,
        expect![[r#"
            > start one = {Part Id: "1"}
              finished graph = {Graph parts*: [{Part Id: "1"}, {Part Id: "1"}]}
        "#]],
    );
}

#[test]
fn a_value_becomes_the_type_of_its_variable_or_is_a_fault() {
    check(
        r#"
        flow Types
        out n: Number
        out text: Text
        out day: Date
        out moment: DateTime
        out flag: Boolean
        Set: set n = "12.50", text = 3, day = 2026-03-02T23:00:00Z, moment = 2026-03-02, flag = "TRUE" -> Bad
        out why: Text
        Bad: set n = "twelve" !> Why
        Why: set why = $Flow.FaultMessage
        "#,
        "start",
        expect![[r#"
            > start
              finished n = 12.5, text = "3", day = 2026-03-02, moment = 2026-03-02 00:00:00Z, flag = true, why = "`n` cannot hold the text `twelve`: it is a number"
        "#]],
    );
}

#[test]
fn a_formula_a_constant_and_prior_values_cannot_be_set() {
    check(
        r#"
        flow Types
        const Max = 3
        out why: Text
        A: set Max = 4 !> B
        B: set why = $Flow.FaultMessage -> C
        C: set $Record__Prior.Name = "x" !> D
        D: set why += "; ", why += $Flow.FaultMessage -> E
        E: set $User.Name = "x" !> F
        F: set why += "; ", why += $Flow.FaultMessage
        "#,
        r#"start"#,
        expect![[r#"
            > start
              finished why = "`Max` cannot be set; `$Record__Prior` cannot be set; `$User.Name` cannot be set"
        "#]],
    );
}

#[test]
fn an_assignment_that_waits_for_a_lookup_goes_on_where_it_was() {
    check(
        r#"
        flow Lookups
        in account: Account
        out n: Number = 0
        out owner: Text
        out boss: Text
        out again: Text
        Set: set n += 1, owner = account.Owner.Name, n += 1, boss = account.Owner.Manager.Name, again = account.Owner.Name
        "#,
        r#"
        start account = {Account Id: "1"}
        related {User Id: "u1" Name: "Olga"}
        related
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > related {User Id: "u1" Name: "Olga"}
              related Manager of u1
            > related
              finished n = 2, owner = "Olga", boss = null, again = "Olga"
        "#]],
    );
}

#[test]
fn stages_are_kept() {
    check(
        r#"
        flow Staged
        stage Late 20
        stage Early 10
        out current: Text
        out active: [Text]
        out n: Number
        A: set current = $Flow.CurrentStage, n AssignCount $Flow.ActiveStages, $Flow.CurrentStage = Late, $Flow.ActiveStages RemoveFirst Early -> B
        B: set current += ", ", current += $Flow.CurrentStage, active = $Flow.ActiveStages
        "#,
        "start",
        expect![[r#"
            > start
              finished current = "Early, Late", active = ["Late"], n = 2
        "#]],
    );
}
