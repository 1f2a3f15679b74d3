//! Collection Sort and Filter.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_collection_is_sorted_by_fields_in_their_order() {
    check(
        r#"
        flow Sort
        inout list: [Account]
        S: sort list by Rating desc last, Name limit 3
        "#,
        r#"start list = [{A Name: "z" Rating: 1}, {A Name: "none"}, {A Name: "b" Rating: 2}, {A Name: "A" Rating: 2}]"#,
        expect![[r#"
            > start list = [{A Name: "z" Rating: 1}, {A Name: "none"}, {A Name: "b" Rating: 2}, {A Name: "A" Rating: 2}]
              finished list = [{A Name: "A" Rating: 2}, {A Name: "b" Rating: 2}, {A Name: "z" Rating: 1}]
        "#]],
    );
}

#[test]
fn values_are_sorted_themselves_with_nulls_first() {
    check(
        r#"
        flow Sort
        inout list: [Number]
        in none: [Number]
        S: sort list by value -> T
        T: sort none by value
        "#,
        "start list = [10, 9, null, 100]",
        expect![[r#"
            > start list = [10, 9, null, 100]
              finished list = [null, 9, 10, 100]
        "#]],
    );
}

#[test]
fn a_sort_may_follow_a_lookup() {
    check(
        r#"
        flow Sort
        inout list: [Account]
        S: sort list by "Owner.Name"
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
              finished list = [{Account Id: "2"}, {Account Id: "1"}]
        "#]],
    );
}

#[test]
fn a_filter_keeps_the_items_that_pass_and_leaves_the_collection() {
    check(
        r#"
        flow Filter
        inout list: [Account]
        var item: Account
        out kept: [Account]
        out after: Account
        F: filter list as item keep item.Size > 5 & item.Name != "no" -> Keep
        Keep: set kept = F, after = item
        "#,
        r#"start list = [{A Name: "a" Size: 9}, {A Name: "no" Size: 9}, {A Name: "b" Size: 1}]"#,
        expect![[r#"
            > start list = [{A Name: "a" Size: 9}, {A Name: "no" Size: 9}, {A Name: "b" Size: 1}]
              finished list = [{A Name: "a" Size: 9}, {A Name: "no" Size: 9}, {A Name: "b" Size: 1}], kept = [{A Name: "a" Size: 9}], after = null
        "#]],
    );
}

#[test]
fn a_filter_that_waits_for_lookups_goes_on_where_it_was() {
    check(
        r#"
        flow Filter
        in list: [Account]
        var item: Account
        out kept: [Account]
        F: filter list as item keep item.Owner.Name = "Olga" -> Keep
        Keep: set kept = F
        "#,
        r#"
        start list = [{Account Id: "1"}, {Account Id: "2"}, {Account Id: "3"}]
        related {User Id: "u" Name: "Olga"}
        related
        related {User Id: "u" Name: "Olga"}
        "#,
        expect![[r#"
            > start list = [{Account Id: "1"}, {Account Id: "2"}, {Account Id: "3"}]
              related Owner of 1
            > related {User Id: "u" Name: "Olga"}
              related Owner of 2
            > related
              related Owner of 3
            > related {User Id: "u" Name: "Olga"}
              finished kept = [{Account Id: "1"}, {Account Id: "3"}]
        "#]],
    );
}

#[test]
fn a_sort_without_fields_only_cuts() {
    check(
        r#"
        flow Cut
        inout list: [Text]
        S: sort list limit 2
        "#,
        r#"start list = ["c", "a", "b"]"#,
        expect![[r#"
            > start list = ["c", "a", "b"]
              finished list = ["c", "a"]
        "#]],
    );
}
