//! A filter finds exactly the records of which a condition would say the same.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use segue_language::{Case, Date, Operator, Record, Timestamp, Value};
use segue_store::{RecordTables, Store};

use super::fixture::{cases, compare, create, number, tables};
use crate::bed::write;

fn texts() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        prop::sample::select(vec![
            "a", "A", "ab", "Bä", "bÄ", "a%", "_", "ß", "SS", "10", " "
        ])
        .prop_map(Value::text),
    ]
}

fn numbers() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        prop::sample::select(vec!["0", "-1", "1", "1.5", "-0.01", "10", "9", "1e30"])
            .prop_map(number),
    ]
}

fn dates() -> impl Strategy<Value = Value> {
    let date = |day| Value::Date(Date::new(2026, 3, day).unwrap());
    prop_oneof![Just(Value::Null), (1_i8..5).prop_map(date)]
}

fn moments() -> impl Strategy<Value = Value> {
    let moment = |at| Value::DateTime(Timestamp(at * 1_000_000));
    prop_oneof![Just(Value::Null), (-2_i64..3).prop_map(moment)]
}

fn booleans() -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::Boolean)]
}

const ORDERED: [Operator; 8] = [
    Operator::EqualTo,
    Operator::NotEqualTo,
    Operator::GreaterThan,
    Operator::LessThan,
    Operator::GreaterThanOrEqualTo,
    Operator::LessThanOrEqualTo,
    Operator::In,
    Operator::NotIn,
];
const TEXTUAL: [Operator; 3] = [Operator::StartsWith, Operator::EndsWith, Operator::Contains];
const EQUAL: [Operator; 4] = [
    Operator::EqualTo,
    Operator::NotEqualTo,
    Operator::In,
    Operator::NotIn,
];

fn asked() -> impl Strategy<Value = (&'static str, Operator, Value)> {
    fn of(
        field: &'static str,
        operators: &[Operator],
        values: impl Strategy<Value = Value> + 'static,
    ) -> BoxedStrategy<(&'static str, Operator, Value)> {
        (
            Just(field),
            prop::sample::select(operators.to_vec()),
            values,
        )
            .boxed()
    }
    let all_text: Vec<_> = ORDERED.into_iter().chain(TEXTUAL).collect();
    let tests = [Operator::IsNull, Operator::HasValue, Operator::HasNoValue];
    prop_oneof![
        of("Subject", &all_text, texts()),
        of("Amount", &ORDERED, numbers()),
        of("Due", &ORDERED, dates()),
        of("At", &ORDERED, moments()),
        of("IsHot", &EQUAL, booleans()),
        of("Amount", &tests, any::<bool>().prop_map(Value::Boolean)),
        of("Subject", &tests, any::<bool>().prop_map(Value::Boolean)),
    ]
}

/// In takes a list: the value and one more.
fn listed(operator: Operator, value: Value) -> Value {
    match operator {
        Operator::In | Operator::NotIn => Value::Collection(vec![value.clone(), value].into()),
        _ => value,
    }
}

fn fill(store: &mut Store, tables: &RecordTables, rows: Vec<[Value; 5]>) {
    let case = tables.get("Case").unwrap();
    write(store, |tx| {
        for [subject, amount, due, at, hot] in rows {
            let fields = [
                ("Subject", subject),
                ("Amount", amount),
                ("Due", due),
                ("At", at),
                ("IsHot", hot),
            ];
            create(tx, case, &fields);
        }
    });
}

#[test]
fn a_filter_agrees_with_the_operators_of_conditions() {
    let mut runner = TestRunner::new(Config::with_cases(40));
    let rows = prop::collection::vec((texts(), numbers(), dates(), moments(), booleans()), 12);
    let questions = prop::collection::vec(asked(), 25);
    runner
        .run(&(rows, questions), |(rows, questions)| {
            crate::bed::in_memory_with(|store| {
                let tables = tables(store);
                let rows = rows
                    .iter()
                    .cloned()
                    .map(|(a, b, c, d, e)| [a, b, c, d, e])
                    .collect();
                fill(store, &tables, rows);
                let all = store.records(&tables, &cases(vec![])).unwrap();
                for (field, operator, value) in &questions {
                    let value = listed(*operator, value.clone());
                    let holds = |record: &&Record| {
                        let left = record.get(field).unwrap();
                        operator.holds(left, &value, Case::Insensitive).unwrap()
                    };
                    let expected: Vec<_> = all.iter().filter(holds).cloned().collect();
                    let query = cases(vec![compare(field, *operator, value.clone())]);
                    let found = store.records(&tables, &query).unwrap();
                    assert_eq!(found, expected, "{field} {operator:?} {value:?}");
                }
            });
            Ok(())
        })
        .unwrap();
}
