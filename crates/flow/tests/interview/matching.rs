//! Create Records where records may be there already, and Get Records with what belongs to them.

use expect_test::expect;

use crate::story::check;

const BY_FILTER: &str = r#"
    flow Match
    in name: Text
    out id: Text
    C: create new Account (Name = name, Size = 3) matching Account where Name = name one UpdateAll several UpdateLatest id id
"#;

#[test]
fn a_record_that_nothing_matches_is_created() {
    check(
        BY_FILTER,
        r#"
        start name = "a"
        rows
        created 001
        "#,
        expect![[r#"
            > start name = "a"
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows
              create {Account Name*: "a" Size*: 3}
            > created 001
              finished id = "001"
        "#]],
    );
}

#[test]
fn a_record_that_matches_is_updated() {
    check(
        BY_FILTER,
        r#"
        start name = "a"
        rows {Account Id: "001" Name: "a"}
        done
        "#,
        expect![[r#"
            > start name = "a"
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "001" Name: "a"}
              update {Account Id: "001" Name*: "a" Size*: 3}
            > done
              finished id = "001"
        "#]],
    );
}

#[test]
fn of_several_that_match_the_one_changed_last_is_updated() {
    check(
        BY_FILTER,
        r#"
        start name = "a"
        rows {Account Id: "002"} {Account Id: "001"}
        done
        "#,
        expect![[r#"
            > start name = "a"
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "002"} {Account Id: "001"}
              update {Account Id: "002" Name*: "a" Size*: 3}
            > done
              finished id = "002"
        "#]],
    );
}

#[test]
fn records_that_match_may_stay_as_they_are_or_be_a_fault() {
    check(
        r#"
        flow Match
        in name: Text
        out id: Text
        C: create new Account (Name = name) matching Account where Name = name one Keep several Fail id id
        "#,
        r#"
        start name = "a"
        rows {Account Id: "001"}
        start name = "a"
        rows {Account Id: "001"} {Account Id: "002"}
        "#,
        expect![[r#"
            > start name = "a"
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "001"}
              finished id = "001"
            > start name = "a"
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "001"} {Account Id: "002"}
              failed at Match.C: 2 records of `Account` match already
        "#]],
    );
}

#[test]
fn a_collection_is_written_by_the_value_of_a_field() {
    check(
        r#"
        flow Upsert
        inout list: [Account]
        C: create list upsert each by Key__c
        "#,
        r#"
        start list = [{Account Key__c: "a"}, {Account Key__c: "b"}, {Account Key__c: "c"}]
        created 001 "" 003
        "#,
        expect![[r#"
            > start list = [{Account Key__c: "a"}, {Account Key__c: "b"}, {Account Key__c: "c"}]
              upsert each by Key__c {Account Key__c: "a"} {Account Key__c: "b"} {Account Key__c: "c"}
            > created 001 "" 003
              finished list = [{Account Key__c: "a" Id: "001"}, {Account Key__c: "b"}, {Account Key__c: "c" Id: "003"}]
        "#]],
    );
}

#[test]
fn records_are_read_with_those_that_belong_to_them() {
    check(
        r#"
        flow Related
        out list: [Account]
        G: get Account where Size > 1 with Contact where Name != "x" limit 1 child AccountId as Contacts with Case child ContactId as Cases in 0 with User parent OwnerId as Owner -> Keep
        Keep: set list = G
        "#,
        r#"
        start
        rows {Account Id: "1" OwnerId: "u"} {Account Id: "2"}
        rows {Contact Id: "3" AccountId: "1"} {Contact Id: "4" AccountId: "1"} {Contact Id: "5" AccountId: "2"}
        rows {Case Id: "6" ContactId: "3"}
        rows {User Id: "u" Name: "Ann"}
        "#,
        expect![[r#"
            > start
              rows of Account where Size GreaterThan 1
            > rows {Account Id: "1" OwnerId: "u"} {Account Id: "2"}
              rows of Contact where Name NotEqualTo "x" & AccountId In ["1", "2"]
            > rows {Contact Id: "3" AccountId: "1"} {Contact Id: "4" AccountId: "1"} {Contact Id: "5" AccountId: "2"}
              rows of Case where ContactId In ["3", "4", "5"]
            > rows {Case Id: "6" ContactId: "3"}
              rows of User where Id In ["u"]
            > rows {User Id: "u" Name: "Ann"}
              finished list = [{Account Id: "1" OwnerId: "u" Contacts: [{Contact Id: "3" AccountId: "1" Cases: [{Case Id: "6" ContactId: "3"}]}] Owner: {User Id: "u" Name: "Ann"}}, {Account Id: "2" Contacts: [{Contact Id: "5" AccountId: "2" Cases: []}] Owner: null}]
        "#]],
    );
}

const COPY: &str = r#"
    flow Copy
    inout rec: Account
    out id: Text
    S: set rec.Size = 5 -> C
    C: create rec matching Account where Name = "a" one UpdateAll several UpdateLatest id id
"#;

#[test]
fn a_record_that_was_read_gives_another_one_all_its_fields() {
    check(
        COPY,
        r#"
        start rec = {Account Id: "9" Name: "b" Size: 4}
        rows {Account Id: "001" Name: "a"}
        created 001
        "#,
        expect![[r#"
            > start rec = {Account Id: "9" Name: "b" Size: 4}
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "001" Name: "a"}
              upsert all by Id {Account Id: "001" Name: "b" Size*: 5}
            > created 001
              finished rec = {Account Id: "001" Name: "b" Size: 5}, id = "001"
        "#]],
    );
}

#[test]
fn a_record_that_was_read_gives_itself_its_changes_only() {
    check(
        COPY,
        r#"
        start rec = {Account Id: "001" Name: "a" Size: 4}
        rows {Account Id: "001" Name: "a"}
        done
        "#,
        expect![[r#"
            > start rec = {Account Id: "001" Name: "a" Size: 4}
              rows of Account where Name EqualTo "a" by LastModifiedDate desc
            > rows {Account Id: "001" Name: "a"}
              update {Account Id: "001" Size*: 5}
            > done
              finished rec = {Account Id: "001" Name: "a" Size: 5}, id = "001"
        "#]],
    );
}
