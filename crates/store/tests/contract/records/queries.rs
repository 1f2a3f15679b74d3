//! Queries.

use segue_language::{Comparison, Filter, Logic, Operator as O, Query, Value};
use segue_store::{RecordTables, Store, StoreError};

use super::fixture::{STAMP, cases, compare, create, number, sorted, subjects, tables};
use crate::bed::write;

/// Cases a (account Acme of Ann, 10), b (account beta, 9.5, null status), c (no account, null).
fn three_cases(store: &mut Store) -> RecordTables {
    let tables = tables(store);
    let (account, case) = (tables.get("Account").unwrap(), tables.get("Case").unwrap());
    write(store, |tx| {
        let user = segue_store::User {
            username: "ann@x".into(),
            last_name: "Ann".into(),
            ..Default::default()
        };
        let ann = tx.put_user(&user, &STAMP).unwrap();
        let acme = create(
            tx,
            account,
            &[("Name", Value::text("Acme")), ("OwnerId", Value::Text(ann))],
        );
        let beta = create(tx, account, &[("Name", Value::text("beta"))]);
        let subject = |text| ("Subject", Value::text(text));
        create(
            tx,
            case,
            &[
                subject("a"),
                ("Amount", number("10")),
                ("AccountId", Value::Text(acme)),
                ("Status", Value::text("Ö_pen 50%")),
            ],
        );
        create(
            tx,
            case,
            &[
                subject("B"),
                ("Amount", number("9.5")),
                ("AccountId", Value::Text(beta)),
                ("Status", Value::Null),
            ],
        );
        create(tx, case, &[subject("c"), ("Status", Value::text("closed"))]);
    });
    tables
}

fn found(store: &mut Store, comparisons: Vec<Comparison>) -> String {
    let tables = three_cases(store);
    subjects(store, &tables, &cases(comparisons)).concat()
}

specs! {
    fn without_a_sort_older_records_come_first(store) {
        assert_eq!(found(store, vec![]), "aBc");
    }

    fn texts_compare_without_regard_to_case(store) {
        let tables = three_cases(store);
        let find = |operator, text| subjects(store, &tables, &cases(vec![
            compare("status", operator, Value::text(text)),
        ])).concat();
        assert_eq!(find(O::EqualTo, "ö_PEN 50%"), "a");
        assert_eq!(find(O::NotEqualTo, "CLOSED"), "aB");
        assert_eq!(find(O::StartsWith, "CLO"), "c");
        assert_eq!(find(O::EndsWith, "SED"), "c");
        assert_eq!(find(O::Contains, "Ö"), "a");
    }

    fn percent_and_underscore_stand_for_themselves(store) {
        let tables = three_cases(store);
        let find = |text| subjects(store, &tables, &cases(vec![
            compare("Status", O::Contains, Value::text(text)),
        ])).concat();
        assert_eq!(find("%"), "a");
        assert_eq!(find("_p"), "a");
        assert_eq!(find("_"), "a");
        assert_eq!(find("\\"), "");
    }

    fn numbers_compare_as_numbers(store) {
        let tables = three_cases(store);
        let find = |operator, value| subjects(store, &tables, &cases(vec![
            compare("Amount", operator, value),
        ])).concat();
        assert_eq!(find(O::GreaterThan, number("9.5")), "a");
        assert_eq!(find(O::GreaterThanOrEqualTo, number("9.5")), "aB");
        assert_eq!(find(O::LessThan, number("10")), "B");
        assert_eq!(find(O::LessThanOrEqualTo, Value::text("10.0")), "aB");
        assert_eq!(find(O::EqualTo, Value::text("ten")), "");
        assert_eq!(find(O::NotEqualTo, Value::text("ten")), "aBc");
    }

    fn nulls_equal_only_null(store) {
        let tables = three_cases(store);
        let find = |operator, value| subjects(store, &tables, &cases(vec![
            compare("Amount", operator, value),
        ])).concat();
        assert_eq!(find(O::EqualTo, Value::Null), "c");
        assert_eq!(find(O::NotEqualTo, Value::Null), "aB");
        assert_eq!(find(O::NotEqualTo, number("10")), "Bc");
        assert_eq!(find(O::LessThan, Value::Null), "");
        assert_eq!(find(O::IsNull, Value::Boolean(true)), "c");
        assert_eq!(find(O::IsNull, Value::Boolean(false)), "aB");
        assert_eq!(find(O::HasValue, Value::Boolean(true)), "aB");
    }

    fn in_finds_any_of_many(store) {
        let tables = three_cases(store);
        let find = |operator, values: &[&str]| {
            let items = values.iter().map(|text| Value::text(*text)).collect::<Vec<_>>();
            let value = Value::Collection(items.into());
            subjects(store, &tables, &cases(vec![compare("Subject", operator, value)])).concat()
        };
        assert_eq!(find(O::In, &["b", "C", "x"]), "Bc");
        assert_eq!(find(O::NotIn, &["b", "C", "x"]), "a");
        assert_eq!(find(O::In, &[]), "");
        assert_eq!(find(O::NotIn, &[]), "aBc");
    }

    fn custom_logic_combines_comparisons(store) {
        let tables = three_cases(store);
        let comparisons = vec![
            compare("Subject", O::EqualTo, Value::text("a")),
            compare("Amount", O::GreaterThan, number("0")),
            compare("Status", O::EqualTo, Value::Null),
        ];
        let find = |logic: &str| {
            let logic = Logic::parse(logic, 3).unwrap();
            let filter = Filter { logic, comparisons: comparisons.clone() };
            subjects(store, &tables, &Query { filter, ..cases(vec![]) }).concat()
        };
        assert_eq!(find("and"), "");
        assert_eq!(find("or"), "aB");
        assert_eq!(find("1 OR (2 AND 3)"), "aB");
        assert_eq!(find("NOT 1 AND (NOT 2 OR NOT 3)"), "c");
    }

    fn dotted_fields_follow_lookups(store) {
        let tables = three_cases(store);
        let find = |field, text| subjects(store, &tables, &cases(vec![
            compare(field, O::EqualTo, Value::text(text)),
        ])).concat();
        assert_eq!(find("Account.Name", "ACME"), "a");
        assert_eq!(find("Account.Owner.Username", "ann@x"), "a");
        let none = cases(vec![compare("Account.Name", O::IsNull, Value::Boolean(true))]);
        assert_eq!(subjects(store, &tables, &none).concat(), "c");
    }

    fn a_sort_puts_nulls_first_and_ties_in_the_order_of_ids(store) {
        let tables = three_cases(store);
        let case = tables.get("Case").unwrap();
        write(store, |tx| {
            create(tx, case, &[("Subject", Value::text("d")), ("Amount", number("10"))]);
        });
        let find = |field, descending| subjects(store, &tables, &sorted(field, descending)).concat();
        assert_eq!(find("Amount", false), "cBad");
        assert_eq!(find("Amount", true), "cdaB");
        assert_eq!(find("Subject", false), "aBcd");
        assert_eq!(find("Account.Name", true), "dcBa");
    }

    fn a_limit_takes_the_first_rows(store) {
        let tables = three_cases(store);
        let query = Query { limit: Some(2), ..sorted("Subject", true) };
        assert_eq!(subjects(store, &tables, &query).concat(), "cB");
    }

    fn a_query_for_an_id_takes_both_forms(store) {
        let tables = three_cases(store);
        let all = store.records(&tables, &cases(vec![])).unwrap();
        let id = all[1].id().unwrap();
        let find = |text: &str| subjects(store, &tables, &cases(vec![
            compare("Id", O::EqualTo, Value::text(text)),
        ])).concat();
        assert_eq!(find(id), "B");
        assert_eq!(find(&id[..15]), "B");
    }

    fn a_query_sees_what_its_transaction_wrote(store) {
        let tables = three_cases(store);
        let case = tables.get("Case").unwrap();
        let tx = store.begin().unwrap();
        create(&tx, case, &[("Subject", Value::text("z"))]);
        assert_eq!(tx.records(&tables, &cases(vec![])).unwrap().len(), 4);
        tx.rollback().unwrap();
        assert_eq!(store.records(&tables, &cases(vec![])).unwrap().len(), 3);
    }

    fn what_a_query_cannot_ask_is_refused(store) {
        let tables = three_cases(store);
        let refused = |field, operator, value| {
            let query = cases(vec![compare(field, operator, value)]);
            match store.records(&tables, &query) {
                Err(StoreError::Unsupported { what }) => what,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused("Nope", O::EqualTo, Value::Null), "Case has no field Nope");
        assert_eq!(refused("Account.Nope", O::EqualTo, Value::Null), "Case has no field Account.Nope");
        refused("Subject", O::IsChanged, Value::Boolean(true));
        refused("Amount", O::EqualTo, Value::Boolean(true));
        refused("A.B.C.D.E.F.G", O::EqualTo, Value::Null);
        let nothing = Query { object: "Nope".into(), ..cases(vec![]) };
        assert!(matches!(store.records(&tables, &nothing), Err(StoreError::Unsupported { .. })));
    }
}
