//! Transform.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_transform_makes_a_record_of_plain_values() {
    check(
        r#"
        flow One
        in name: Text
        out made: Case
        T: transform Case : Subject = name, Priority = "High", Length = formula "LEN(name)" -> Keep
        Keep: set made = T
        "#,
        r#"start name = "Printer""#,
        expect![[r#"
            > start name = "Printer"
              finished made = {Case Subject*: "Printer" Priority*: "High" Length*: 7}
        "#]],
    );
}

#[test]
fn a_collection_becomes_one_of_another_type() {
    check(
        r#"
        flow Many
        in list: [Account]
        out made: [Case]
        out names: [Text]
        each o
        T: transform [Case] each list as o : Subject = o.Name, Kind = "New" -> N
        N: transform [Text] each list as o : value = o.Name -> Keep
        Keep: set made = T, names = N
        "#,
        r#"start list = [{Account Name: "a"}, {Account Name: "b"}]"#,
        expect![[r#"
            > start list = [{Account Name: "a"}, {Account Name: "b"}]
              finished made = [{Case Subject*: "a" Kind*: "New"}, {Case Subject*: "b" Kind*: "New"}], names = ["a", "b"]
        "#]],
    );
}

#[test]
fn a_collection_is_counted_added_up_and_looked_into() {
    check(
        r#"
        flow Sums
        in list: [Account]
        in none: [Account]
        out n: Number
        out sum: Number
        out empty: Number
        out second: Account
        out beyond: Account
        out both: Case
        N: transform Number : value = count list -> S
        S: transform Number : value = sum list of Size -> E
        E: transform Number : value = sum none of Size -> I
        I: transform Account : value = item list at 1 -> O
        O: transform Account : value = item list at 9 -> B
        B: transform Case : Number = count list, Total = sum list of Size -> Keep
        Keep: set n = N, sum = S, empty = E, second = I, beyond = O, both = B
        "#,
        r#"start list = [{Account Name: "a" Size: 2}, {Account Name: "b" Size: 3.5}, {Account Name: "c"}]"#,
        expect![[r#"
            > start list = [{Account Name: "a" Size: 2}, {Account Name: "b" Size: 3.5}, {Account Name: "c"}]
              finished n = 3, sum = 5.5, empty = 0, second = {Account Name: "b" Size: 3.5}, beyond = null, both = {Case Number*: 3 Total*: 5.5}
        "#]],
    );
}

#[test]
fn collections_inside_collections_are_walked_through_together() {
    check(
        r#"
        flow Nested
        in list: [Order]
        out made: [Bill]
        out flat: [Text]
        each o
        each l
        T: transform [Bill] each list as o each o.Lines as l in 0 : Name = o.Name by 0, Sum = sum o.Lines of X by 0, Rows.each.What = l.X by 0 & 1, Rows.each.Of = o.Name by 0 & 1 -> F
        F: transform [Text] each list as o each o.Lines as l in 0 : value = l.X by 0 & 1 -> Keep
        Keep: set made = T, flat = F
        "#,
        r#"start list = [{Order Name: "a" Lines: [{L X: 1}, {L X: 2}]}, {Order Name: "b"}]"#,
        expect![[r#"
            > start list = [{Order Name: "a" Lines: [{L X: 1}, {L X: 2}]}, {Order Name: "b"}]
              finished made = [{Bill Name*: "a" Sum*: 3 Rows*: [{ What*: 1 Of*: "a"}, { What*: 2 Of*: "a"}]}, {Bill Name*: "b" Sum*: 0 Rows*: []}], flat = ["1", "2"]
        "#]],
    );
}

#[test]
fn two_collections_are_joined_by_their_keys() {
    check(
        r#"
        flow Joined
        in people: [Contact]
        in firms: [Account]
        out made: [Row]
        T: transform [Row] : value = join people on AccountId firms on Id (0 Name Person, 1 Name Firm) -> Keep
        Keep: set made = T
        "#,
        r#"start people = [{Contact Name: "p" AccountId: "1"}, {Contact Name: "q" AccountId: "9"}, {Contact Name: "r"}, {Contact Name: "s" AccountId: "1"}] firms = [{Account Id: "2" Name: "two"}, {Account Id: "1" Name: "one"}]"#,
        expect![[r#"
            > start people = [{Contact Name: "p" AccountId: "1"}, {Contact Name: "q" AccountId: "9"}, {Contact Name: "r"}, {Contact Name: "s" AccountId: "1"}] firms = [{Account Id: "2" Name: "two"}, {Account Id: "1" Name: "one"}]
              finished made = [{Row Person*: "p" Firm*: "one"}, {Row Person*: "s" Firm*: "one"}]
        "#]],
    );
}

#[test]
fn a_transform_may_follow_lookups_and_keeps_what_it_made_before() {
    check(
        r#"
        flow Lookups
        in list: [Account]
        out made: [Case]
        each o
        T: transform [Case] each list as o : Owner = o.Owner.Name -> Keep
        Keep: set made = T
        "#,
        r#"
        start list = [{Account Id: "1"}, {Account Id: "2"}]
        related {User Id: "u" Name: "Zoe"}
        related {User Id: "v" Name: "Ann"}
        "#,
        expect![[r#"
            > start list = [{Account Id: "1"}, {Account Id: "2"}]
              related Owner of 1
            > related {User Id: "u" Name: "Zoe"}
              related Owner of 2
            > related {User Id: "v" Name: "Ann"}
              finished made = [{Case Owner*: "Zoe"}, {Case Owner*: "Ann"}]
        "#]],
    );
}

#[test]
fn what_is_no_number_cannot_be_added_up() {
    check(
        r#"
        flow Sums
        in list: [Account]
        out seen: Text
        S: transform Number : value = sum list of Name !> Note
        Note: set seen = $Flow.FaultMessage
        "#,
        r#"start list = [{Account Name: "a"}]"#,
        expect![[r#"
            > start list = [{Account Name: "a"}]
              finished seen = "a text cannot be added up"
        "#]],
    );
}
