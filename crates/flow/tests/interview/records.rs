//! Get, Create, Update, Delete and Roll Back Records.

use expect_test::expect;

use crate::story::check;

#[test]
fn get_records_asks_with_the_filters_values() {
    check(
        r#"
        flow Get
        in name: Text
        in ids: [Text]
        in most: Number
        out found: [Account]
        G: get Account where Name StartsWith name & Id In ids by Name desc limit most -> Keep
        Keep: set found = G
        "#,
        r#"
        start name = "A" ids = ["1", "2"] most = 5
        rows {Account Id: "1" Name: "Acme"} {Account Id: "2" Name: "Ajax"}
        start
        rows
        "#,
        expect![[r#"
            > start name = "A" ids = ["1", "2"] most = 5
              rows of Account where Name StartsWith "A" & Id In ["1", "2"] by Name desc limit 5
            > rows {Account Id: "1" Name: "Acme"} {Account Id: "2" Name: "Ajax"}
              finished found = [{Account Id: "1" Name: "Acme"}, {Account Id: "2" Name: "Ajax"}]
            > start
              rows of Account where Name StartsWith null & Id In null by Name desc
            > rows
              finished found = []
        "#]],
    );
}

#[test]
fn the_first_record_only_is_a_record() {
    check(
        r#"
        flow Get
        out name: Text
        out missing: Any
        G: get Account first -> Keep
        Keep: set name = G.Name -> Check
        Check: decide Missing if G IsNull true => Last -> Last
        Last: set missing = Missing
        "#,
        r#"
        start
        rows {Account Id: "1" Name: "Acme"}
        start
        rows
        "#,
        expect![[r#"
            > start
              rows of Account limit 1
            > rows {Account Id: "1" Name: "Acme"}
              finished name = "Acme", missing = false
            > start
              rows of Account limit 1
            > rows
              finished name = null, missing = true
        "#]],
    );
}

#[test]
fn a_variable_keeps_its_value_when_nothing_is_found_unless_told_otherwise() {
    check(
        r#"
        flow Get
        inout one: Account
        inout two: Account
        A: get Account keep into one -> B
        B: get Account into two
        "#,
        r#"
        start one = {Account Id: "1"} two = {Account Id: "2"}
        rows
        rows
        "#,
        expect![[r#"
            > start one = {Account Id: "1"} two = {Account Id: "2"}
              rows of Account limit 1
            > rows
              rows of Account limit 1
            > rows
              finished one = {Account Id: "1"}, two = null
        "#]],
    );
}

#[test]
fn fields_of_the_first_row_go_into_variables() {
    check(
        r#"
        flow Get
        out name: Text = "old"
        out city: Text = "old"
        G: get Account into (Name = name, City = city) -> H
        H: get Account keep into (Name = name)
        "#,
        r#"
        start
        rows {Account Name: "Acme"} {Account Name: "Other"}
        rows
        "#,
        expect![[r#"
            > start
              rows of Account limit 1
            > rows {Account Name: "Acme"} {Account Name: "Other"}
              rows of Account limit 1
            > rows
              finished name = "Acme", city = null
        "#]],
    );
}

#[test]
fn a_collection_variable_takes_all_rows() {
    check(
        r#"
        flow Get
        out all: [Account]
        G: get Account limit 2 into all
        "#,
        r#"
        start
        rows {Account Id: "1"} {Account Id: "2"}
        "#,
        expect![[r#"
            > start
              rows of Account limit 2
            > rows {Account Id: "1"} {Account Id: "2"}
              finished all = [{Account Id: "1"}, {Account Id: "2"}]
        "#]],
    );
}

#[test]
fn a_limit_that_is_no_number_of_records_is_a_fault() {
    check(
        r#"
        flow Get
        in most: Number
        G: get Account limit most
        "#,
        "start most = -1",
        expect![[r#"
            > start most = -1
              failed at Get.G: -1 is no number of records
        "#]],
    );
}

#[test]
fn created_records_get_their_ids() {
    check(
        r#"
        flow Create
        in name: Text
        in list: [Contact]
        out one: Account
        out id: Text
        Set: set one.Name = name -> A
        A: create new Account (Name = name, Rating = "Hot") id id -> B
        B: create one -> C
        C: create list -> D
        D: set one.Rating = "Cold" -> E
        E: update one
        "#,
        r#"
        start name = "Acme" list = [{Contact LastName: "X"}, {Contact LastName: "Y"}]
        created a1
        created a2
        created c1 c2
        done
        "#,
        expect![[r#"
            > start name = "Acme" list = [{Contact LastName: "X"}, {Contact LastName: "Y"}]
              create {Account Name*: "Acme" Rating*: "Hot"}
            > created a1
              create {Account Name*: "Acme"}
            > created a2
              create {Contact LastName: "X"} {Contact LastName: "Y"}
            > created c1 c2
              update {Account Id: "a2" Rating*: "Cold"}
            > done
              finished one = {Account Name: "Acme" Id: "a2" Rating: "Cold"}, id = "a1"
        "#]],
    );
}

#[test]
fn only_changed_fields_are_updated_and_then_count_as_unchanged() {
    check(
        r#"
        flow Update
        in account: Account
        Set: set account.Name = "New", account.City = null -> A
        A: update account -> B
        B: set account.Rating = "Hot" -> C
        C: update account
        "#,
        r#"
        start account = {Account Id: "1" Name: "Old" Phone: "1"}
        done
        done
        "#,
        expect![[r#"
            > start account = {Account Id: "1" Name: "Old" Phone: "1"}
              update {Account Id: "1" Name*: "New" City*: null}
            > done
              update {Account Id: "1" Rating*: "Hot"}
            > done
              finished
        "#]],
    );
}

#[test]
fn empty_collections_and_null_records_are_skipped() {
    check(
        r#"
        flow Skip
        in list: [Account]
        out none: [Account]
        A: create list -> B
        B: update list -> C
        C: delete none
        "#,
        "start list = []",
        expect![[r#"
            > start list = []
              finished none = null
        "#]],
    );
}

#[test]
fn records_without_an_id_are_neither_updated_nor_deleted() {
    check(
        r#"
        flow NoId
        in account: Account
        out why: Text
        A: update account !> B
        B: set why = $Flow.FaultMessage -> C
        C: delete account !> D
        D: set why += "; ", why += $Flow.FaultMessage
        "#,
        r#"start account = {Account Name: "x"}"#,
        expect![[r#"
            > start account = {Account Name: "x"}
              finished why = "a record of `Account` without an Id cannot be updated; a record of `Account` without an Id cannot be deleted"
        "#]],
    );
}

#[test]
fn records_are_updated_and_deleted_by_a_filter() {
    check(
        r#"
        flow Where
        in name: Text
        A: update all Account where Name = name (Rating = "Hot", Name = name) -> B
        B: delete all Account where Name = name -> C
        C: rollback
        "#,
        r#"
        start name = "Acme"
        done
        done
        done
        "#,
        expect![[r#"
            > start name = "Acme"
              update Account where Name EqualTo "Acme": Rating = "Hot", Name = "Acme"
            > done
              delete Account where Name EqualTo "Acme"
            > done
              roll back
            > done
              finished
        "#]],
    );
}

#[test]
fn records_are_deleted_by_their_ids() {
    check(
        r#"
        flow Delete
        in list: [Account]
        in one: Account
        A: delete list -> B
        B: delete one
        "#,
        r#"
        start list = [{Account Id: "1" Name: "x"}, {Account Id: "2"}] one = {Account Id: "3"}
        done
        done
        "#,
        expect![[r#"
            > start list = [{Account Id: "1" Name: "x"}, {Account Id: "2"}] one = {Account Id: "3"}
              delete {Account Id: "1"} {Account Id: "2"}
            > done
              delete {Account Id: "3"}
            > done
              finished
        "#]],
    );
}

#[test]
fn the_triggering_record_is_changed_in_place_and_written_by_an_update() {
    check(
        r#"
        flow Trigger
        Set: set $Record.Rating = "Hot", $Record.Score += 1 -> Write
        Write: update $Record
        "#,
        r#"
        start record {Account Id: "1" Rating: "Cold" Score: 1} prior {Account Id: "1" Rating: "Warm"}
        done
        "#,
        expect![[r#"
            > start record {Account Id: "1" Rating: "Cold" Score: 1} prior {Account Id: "1" Rating: "Warm"}
              update {Account Id: "1" Rating*: "Hot" Score*: 2}
              $Record is {Account Id: "1" Rating*: "Hot" Score*: 2}
            > done
              finished
        "#]],
    );
}

#[test]
fn a_lookup_is_asked_once_until_something_is_written() {
    check(
        r#"
        flow Lookups
        in account: Account
        out a: Text
        out b: Text
        out c: Text
        A: set a = account.Owner.Name, b = account.owner.Name -> W
        W: update account -> C
        C: set c = account.Owner.Name
        "#,
        r#"
        start account = {Account Id: "1"}
        related {User Id: "2" Name: "Olga"}
        done
        related {User Id: "2" Name: "Olga Two"}
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              update {Account Id: "1"}
            > done
              related Owner of 1
            > related {User Id: "2" Name: "Olga Two"}
              finished a = "Olga", b = "Olga", c = "Olga Two"
        "#]],
    );
}

#[test]
fn setting_a_lookups_id_leads_elsewhere() {
    check(
        r#"
        flow Lookups
        in account: Account
        out before: Text
        out after: Text
        A: set before = account.Owner.Name, account.OwnerId = "3", after = account.Owner.Name
        "#,
        r#"
        start account = {Account Id: "1" OwnerId: "2"}
        related {User Id: "2" Name: "Olga"}
        related {User Id: "3" Name: "Max"}
        "#,
        expect![[r#"
            > start account = {Account Id: "1" OwnerId: "2"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              related Owner of 1
            > related {User Id: "3" Name: "Max"}
              finished before = "Olga", after = "Max"
        "#]],
    );
}

#[test]
fn a_record_that_is_not_stored_yet_has_lookups_too() {
    check(
        r#"
        flow Before
        out owner: Text
        out again: Text
        A: set owner = $Record.Owner.Name, again = $Record.Owner.Name
        "#,
        r#"
        start record {Account OwnerId: "2"}
        related {User Id: "2" Name: "Olga"}
        "#,
        expect![[r#"
            > start record {Account OwnerId: "2"}
              related Owner of a new record
            > related {User Id: "2" Name: "Olga"}
              finished owner = "Olga", again = "Olga"
        "#]],
    );
}

#[test]
fn a_lookup_that_leads_to_several_objects_may_name_one() {
    check(
        r#"
        flow Typed
        in case: Case
        template Person "{!case.Owner:User.Name}"
        template Queue "{!case.Owner:Group.Name}"
        out person: Text
        out queue: Text
        A: set person = Person, queue = Queue
        "#,
        r#"
        start case = {Case Id: "1"}
        related {User Id: "2" Name: "Olga"}
        "#,
        expect![[r#"
            > start case = {Case Id: "1"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              finished person = "Olga", queue = ""
        "#]],
    );
}

#[test]
fn an_answer_that_was_not_asked_for_ends_the_interview() {
    check(
        r#"
        flow Odd
        A: get Account !> B
        B: rollback
        "#,
        r#"
        start
        done
        again
        "#,
        expect![[r#"
            > start
              rows of Account
            > done
              failed at Odd.A: an answer that was not asked for: Done
            > again
              failed at Odd.A: the interview has ended
        "#]],
    );
}

#[test]
fn what_was_needed_last_can_be_asked_again() {
    check(
        r#"
        flow Again
        in account: Account
        out n: Number = 0
        S: set n += 1, n += account.Owner.Level -> A
        A: get Account limit n
        "#,
        r#"
        start account = {Account Id: "1"}
        again
        related {User Id: "2" Level: 5}
        again
        rows
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > again
              related Owner of 1
            > related {User Id: "2" Level: 5}
              rows of Account limit 6
            > again
              rows of Account limit 6
            > rows
              finished n = 6
        "#]],
    );
}
