//! Tables of objects.

use segue_language::Type;
use segue_store::{RecordTable, StoreError};

use super::fixture::{create, field, lookup, object, tables};
use crate::bed::write;

specs! {
    fn ensuring_an_object_again_changes_nothing(store) {
        let tables = tables(store);
        let case = tables.get("Case").unwrap();
        let id = write(store, |tx| {
            let id = create(tx, case, &[]);
            tx.ensure_object(case.object()).unwrap();
            id
        });
        assert!(store.record(case, &id).unwrap().is_some());
    }

    fn a_field_that_is_deployed_no_more_keeps_its_values(store) {
        let both = object("Thing__c", "a01", vec![field("A", Type::Text), field("B", Type::Text)]);
        let one = object("Thing__c", "a01", vec![field("A", Type::Text)]);
        let id = write(store, |tx| {
            let table = tx.ensure_object(&both).unwrap();
            let id = create(tx, &table, &[("B", "kept")].map(|(n, t)| (n, segue_language::Value::text(t))));
            tx.ensure_object(&one).unwrap();
            id
        });
        let found = store.record(&RecordTable::new(both), &id).unwrap().unwrap();
        assert_eq!(found.get("B").unwrap().as_text().unwrap().as_ref(), "kept");
    }

    fn a_field_cannot_change_what_it_holds(store) {
        write(store, |tx| {
            tx.ensure_object(&object("Thing__c", "a01", vec![field("A", Type::Text)])).unwrap();
            let changed = tx.ensure_object(&object("Thing__c", "a01", vec![field("A", Type::Number)]));
            let message = changed.unwrap_err().to_string();
            assert_eq!(message, "Thing__c.A holds text and cannot become number");
            tx.ensure_object(&object("Thing__c", "a01", vec![lookup("A", "A__r", &["Case"])])).unwrap();
        });
    }

    fn names_that_are_no_api_names_are_refused(store) {
        write(store, |tx| {
            for name in ["", "a b", "x\"; DROP TABLE run; --", "Ümlaut"] {
                let refused = tx.ensure_object(&object(name, "a01", vec![]));
                assert!(matches!(refused, Err(StoreError::Unsupported { .. })), "{name}");
                let refused = tx.ensure_object(&object("T", "a01", vec![field(name, Type::Text)]));
                assert!(matches!(refused, Err(StoreError::Unsupported { .. })), "{name}");
            }
        });
    }

    fn objects_may_be_named_like_the_tables_of_the_store(store) {
        write(store, |tx| {
            for name in ["Run", "Job", "History", "Select", "Order"] {
                let table = tx.ensure_object(&object(name, "a02", vec![field("From", Type::Text)])).unwrap();
                create(tx, &table, &[]);
            }
        });
    }

    fn an_undone_deployment_leaves_no_table(store) {
        let thing = object("Thing__c", "a01", vec![field("A", Type::Text)]);
        let tx = store.begin().unwrap();
        tx.ensure_object(&thing).unwrap();
        tx.rollback().unwrap();
        write(store, |tx| {
            let table = tx.ensure_object(&thing).unwrap();
            create(tx, &table, &[]);
        });
    }
}
