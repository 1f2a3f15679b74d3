//! Creating, reading, changing and deleting records.

use segue_language::{Date, FieldType, Time, Timestamp, Type, Value, read};
use segue_store::{Stamp, StoreError, parse_id};

use super::fixture::{STAMP, create, field, number, object, record, tables};
use crate::bed::{NOON, write};

fn date(text: &str) -> Date {
    read::date(text).unwrap()
}

fn time(text: &str) -> Time {
    read::time(text).unwrap()
}

specs! {
    fn a_record_is_read_as_it_was_created(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let fields = [
            ("Subject", Value::text("Héllo \"World\"; --")),
            ("Status", Value::text("Open")),
            ("Amount", number("-12345678901234567890.0625")),
            ("Due", Value::Date(date("2026-03-02"))),
            ("At", Value::DateTime(Timestamp(1_234_567))),
            ("Hour", Value::Time(time("09:30:00.250"))),
            ("IsHot", Value::Boolean(true)),
            ("AccountId", Value::text("001000000000001AAA")),
        ];
        let id = write(store, |tx| create(tx, case, &fields));
        let found = store.record(case, &id).unwrap().unwrap();
        for (name, value) in &fields {
            assert_eq!(found.get(name), Some(value), "{name}");
        }
        assert_eq!(&*found.object, "Case");
        assert_eq!(found.changes().count(), 0);
        assert_eq!(found.fields().len(), case.object().fields.len());
    }

    fn ids_have_the_prefix_of_their_object_and_grow(store) {
        let tables = tables(store);
        let case = tables.get("case").unwrap();
        let ids = write(store, |tx| [create(tx, case, &[]), create(tx, case, &[])]);
        assert!(ids[0] < ids[1]);
        assert!(parse_id(&ids[0]).unwrap().is_a("500"));
    }

    fn an_unknown_id_finds_no_record(store) {
        let tables = tables(store);
        assert_eq!(store.record(tables.get("Case").unwrap(), "500x").unwrap(), None);
    }

    fn the_store_keeps_the_system_fields(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[("CreatedById", Value::text("liar"))]));
        let later = Stamp { at: NOON.plus_seconds(60), by: "005000000000002AAA" };
        let changes = record("Case", &[("Subject", Value::text("x")), ("CreatedDate", Value::Null)]);
        write(store, |tx| assert!(tx.update_record(case, &id, &changes, &later).unwrap()));
        let found = store.record(case, &id).unwrap().unwrap();
        assert_eq!(found.id(), Some(&id));
        assert_eq!(found.get("CreatedDate"), Some(&Value::DateTime(NOON)));
        assert_eq!(found.get("CreatedById"), Some(&Value::text(STAMP.by)));
        assert_eq!(found.get("LastModifiedDate"), Some(&Value::DateTime(later.at)));
        assert_eq!(found.get("LastModifiedById"), Some(&Value::text(later.by)));
        assert_eq!(found.get("IsDeleted"), Some(&Value::Boolean(false)));
    }

    fn an_update_writes_only_changed_fields(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[("Subject", Value::text("a")), ("Amount", number("1"))]));
        let mut stale = store.record(case, &id).unwrap().unwrap();
        let other = record("Case", &[("Amount", number("2"))]);
        write(store, |tx| tx.update_record(case, &id, &other, &STAMP).unwrap());
        stale.set("subject", Value::text("b"));
        write(store, |tx| tx.update_record(case, &id, &stale, &STAMP).unwrap());
        let found = store.record(case, &id).unwrap().unwrap();
        assert_eq!(found.get("Subject"), Some(&Value::text("b")));
        assert_eq!(found.get("Amount"), Some(&number("2")));
    }

    fn an_update_can_set_null(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[("Amount", number("1"))]));
        let changes = record("Case", &[("Amount", Value::Null)]);
        write(store, |tx| tx.update_record(case, &id, &changes, &STAMP).unwrap());
        assert_eq!(store.record(case, &id).unwrap().unwrap().get("Amount"), Some(&Value::Null));
    }

    fn an_update_of_a_record_that_is_gone_says_so(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let changes = record("Case", &[("Subject", Value::text("x"))]);
        write(store, |tx| assert!(!tx.update_record(case, "500x", &changes, &STAMP).unwrap()));
    }

    fn a_record_is_deleted_only_once(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[]));
        write(store, |tx| {
            assert!(tx.delete_record(case, &id).unwrap());
            assert!(!tx.delete_record(case, &id).unwrap());
        });
        assert_eq!(store.record(case, &id).unwrap(), None);
    }

    fn auto_numbers_have_no_gaps(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let ids = write(store, |tx| [(); 3].map(|()| create(tx, case, &[])));
        let numbers = ids.map(|id| store.record(case, &id).unwrap().unwrap().get("CaseNumber").cloned());
        assert_eq!(numbers, ["C-0001", "C-0002", "C-0003"].map(|text| Some(Value::text(text))));
    }

    fn a_default_fills_a_field_that_is_not_given(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let ids = write(store, |tx| [create(tx, case, &[]), create(tx, case, &[("Status", Value::Null)])]);
        let status = ids.map(|id| store.record(case, &id).unwrap().unwrap().get("Status").cloned());
        assert_eq!(status, [Some(Value::text("New")), Some(Value::Null)]);
    }

    fn empty_text_is_stored_as_null(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[("Subject", Value::text(""))]));
        assert_eq!(store.record(case, &id).unwrap().unwrap().get("Subject"), Some(&Value::Null));
    }

    fn an_id_of_15_characters_becomes_one_of_18(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[("AccountId", Value::text("00100000000abCD"))]));
        let found = store.record(case, &id).unwrap().unwrap();
        assert_eq!(found.get("AccountId"), Some(&Value::text("00100000000abCDAAY")));
    }

    fn texts_become_what_their_field_holds(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| create(tx, case, &[
            ("Amount", Value::text("12.50")),
            ("Due", Value::text("2026-03-02")),
            ("IsHot", Value::text("TRUE")),
            ("Subject", number("7")),
        ]));
        let found = store.record(case, &id).unwrap().unwrap();
        assert_eq!(found.get("Amount"), Some(&number("12.5")));
        assert_eq!(found.get("Due"), Some(&Value::Date(date("2026-03-02"))));
        assert_eq!(found.get("IsHot"), Some(&Value::Boolean(true)));
        assert_eq!(found.get("Subject"), Some(&Value::text("7")));
    }

    fn a_unique_value_exists_only_once_whatever_its_case(store) {
        let tables = tables(store);
        let account = tables.get("Account").unwrap();
        write(store, |tx| {
            create(tx, account, &[("Code__c", Value::text("Zürich"))]);
            let id = tx.new_record_id(account).unwrap();
            let again = record("Account", &[("Code__c", Value::text("ZÜRICH"))]);
            match tx.create_record(account, &id, &again, &STAMP) {
                Err(StoreError::Duplicate { field }) => assert_eq!(field, "Code__c"),
                other => panic!("{other:?}"),
            }
            create(tx, account, &[]);
            create(tx, account, &[]);
        });
    }

    fn a_field_that_does_not_exist_is_refused(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        write(store, |tx| {
            let record = record("Case", &[("Nope__c", Value::Null)]);
            let refused = tx.create_record(case, "500x", &record, &STAMP).unwrap_err();
            assert_eq!(refused.to_string(), "Case has no field Nope__c");
        });
    }

    fn a_value_that_its_field_cannot_hold_is_refused(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        write(store, |tx| {
            let record = record("Case", &[("Amount", Value::text("many"))]);
            let refused = tx.create_record(case, "500x", &record, &STAMP);
            assert!(matches!(refused, Err(StoreError::Unsupported { .. })));
        });
    }

    fn a_followed_lookup_is_not_written(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let account = Value::Record(std::sync::Arc::new(record("Account", &[])));
        write(store, |tx| {
            create(tx, case, &[("Account", account)]);
            create(tx, case, &[("Account", Value::Null)]);
        });
    }

    fn a_field_added_later_is_null_in_older_records(store) {
        let before = write(store, |tx| {
            let table = tx.ensure_object(&object("Thing__c", "a01", vec![])).unwrap();
            create(tx, &table, &[])
        });
        let wider = object("Thing__c", "a01", vec![
            FieldType { unique: true, ..field("Name", Type::Text) },
        ]);
        write(store, |tx| {
            let table = tx.ensure_object(&wider).unwrap();
            assert_eq!(tx.record(&table, &before).unwrap().unwrap().get("Name"), Some(&Value::Null));
            create(tx, &table, &[("Name", Value::text("n"))]);
        });
    }
}
