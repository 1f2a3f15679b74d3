//! Comparisons of conditions, decisions and record filters.

use segue_language::{Case, Operator, Value};

use crate::world::{date, items, moment, number, record};

fn holds(left: Value, operator: Operator, right: Value) -> bool {
    operator.holds(&left, &right, Case::Sensitive).unwrap()
}

fn text(text: &str) -> Value {
    Value::text(text)
}

const ORDERINGS: [Operator; 4] = [
    Operator::GreaterThan,
    Operator::LessThan,
    Operator::GreaterThanOrEqualTo,
    Operator::LessThanOrEqualTo,
];

#[test]
fn operators_are_known_by_their_metadata_names() {
    assert_eq!(Operator::named("EqualTo"), Some(Operator::EqualTo));
    assert_eq!(Operator::named("isnull"), Some(Operator::IsNull));
    assert_eq!(Operator::named("NOTIN"), Some(Operator::NotIn));
    assert_eq!(Operator::named("None"), None);
    assert_eq!(Operator::WasVisited.name(), "WasVisited");
}

#[test]
fn null_equals_only_null() {
    assert!(holds(Value::Null, Operator::EqualTo, Value::Null));
    assert!(!holds(Value::Null, Operator::NotEqualTo, Value::Null));
    for other in [text(""), text("x"), number("0"), Value::Boolean(false)] {
        assert!(!holds(Value::Null, Operator::EqualTo, other.clone()));
        assert!(holds(Value::Null, Operator::NotEqualTo, other.clone()));
        assert!(holds(other, Operator::NotEqualTo, Value::Null));
    }
}

#[test]
fn nothing_is_ordered_or_found_with_null() {
    for operator in ORDERINGS {
        assert!(!holds(Value::Null, operator, number("1")));
        assert!(!holds(number("1"), operator, Value::Null));
        assert!(!holds(Value::Null, operator, Value::Null));
    }
    for operator in [Operator::Contains, Operator::StartsWith, Operator::EndsWith] {
        assert!(!holds(Value::Null, operator, text("x")));
        assert!(!holds(text("x"), operator, Value::Null));
    }
}

#[test]
fn is_null_is_blank_and_is_empty_differ() {
    let table = [
        (Value::Null, true, true, true),
        (text(""), false, true, true),
        (text("  "), false, true, false),
        (text("x"), false, false, false),
        (number("0"), false, false, false),
        (Value::Boolean(false), false, false, false),
        (items(&[]), true, true, true),
        (items(&[Value::Null]), false, false, false),
    ];
    for (value, null, blank, empty) in table {
        let yes = Value::Boolean(true);
        assert_eq!(
            holds(value.clone(), Operator::IsNull, yes.clone()),
            null,
            "{value:?}"
        );
        assert_eq!(
            holds(value.clone(), Operator::IsBlank, yes.clone()),
            blank,
            "{value:?}"
        );
        assert_eq!(
            holds(value.clone(), Operator::IsEmpty, yes),
            empty,
            "{value:?}"
        );
        assert_eq!(
            holds(value.clone(), Operator::IsNull, Value::Boolean(false)),
            !null
        );
        assert_eq!(holds(value.clone(), Operator::IsNull, text("False")), !null);
        assert_eq!(
            holds(value.clone(), Operator::HasNoValue, Value::Null),
            null
        );
        assert_eq!(holds(value, Operator::HasValue, Value::Null), !null);
    }
}

#[test]
fn numbers_dates_and_moments_are_ordered() {
    let table = [
        (number("2"), number("10")),
        (number("-1"), number("0.5")),
        (date("2026-03-01"), date("2026-03-02")),
        (
            moment("2026-03-01T10:00:00Z"),
            moment("2026-03-01T10:00:01Z"),
        ),
        (date("2026-03-01"), moment("2026-03-01T00:00:01Z")),
        (text("a"), text("b")),
    ];
    for (less, more) in table {
        assert!(holds(less.clone(), Operator::LessThan, more.clone()));
        assert!(holds(
            more.clone(),
            Operator::GreaterThanOrEqualTo,
            less.clone()
        ));
        assert!(holds(
            less.clone(),
            Operator::LessThanOrEqualTo,
            less.clone()
        ));
        assert!(!holds(less.clone(), Operator::GreaterThan, less.clone()));
        assert!(!holds(less, Operator::EqualTo, more));
    }
}

#[test]
fn a_text_is_compared_with_what_it_says() {
    assert!(holds(text("true"), Operator::EqualTo, Value::Boolean(true)));
    assert!(holds(
        Value::Boolean(false),
        Operator::EqualTo,
        text("FALSE")
    ));
    assert!(holds(
        text("yes"),
        Operator::NotEqualTo,
        Value::Boolean(true)
    ));
    assert!(holds(text("1.0"), Operator::EqualTo, number("1")));
    assert!(holds(number("10"), Operator::GreaterThan, text("9")));
    assert!(holds(text("9"), Operator::LessThan, number("10")));
    assert!(holds(
        text("2026-03-02"),
        Operator::EqualTo,
        date("2026-03-02")
    ));
    assert!(holds(text("abc"), Operator::NotEqualTo, number("1")));
}

#[test]
fn an_id_equals_its_longer_form() {
    let (short, long) = ("001D000000IqhSL", "001D000000IqhSLIAZ");
    assert!(holds(text(short), Operator::EqualTo, text(long)));
    assert!(holds(text(long), Operator::EqualTo, text(short)));
    assert!(holds(
        text("001d000000IqhSL"),
        Operator::NotEqualTo,
        text(long)
    ));
}

#[test]
fn conditions_regard_case_and_filters_do_not() {
    let table = [
        (Operator::EqualTo, "Größe", "GRÖSSE", false),
        (Operator::EqualTo, "Open", "OPEN", true),
        (Operator::EqualTo, "Äb", "äB", true),
        (Operator::StartsWith, "Open", "op", true),
        (Operator::EndsWith, "Open", "EN", true),
        (Operator::Contains, "Open", "PE", true),
    ];
    for (operator, left, right, insensitive) in table {
        let (left, right) = (text(left), text(right));
        assert_eq!(operator.holds(&left, &right, Case::Sensitive), Ok(false));
        let found = operator.holds(&left, &right, Case::Insensitive);
        assert_eq!(found, Ok(insensitive), "{operator:?} {right:?}");
    }
}

#[test]
fn texts_are_searched_after_converting_both() {
    assert!(holds(number("120"), Operator::StartsWith, text("12")));
    assert!(holds(text("a1b"), Operator::Contains, number("1")));
    assert!(holds(text("x"), Operator::Contains, text("")));
    assert!(holds(date("2026-03-02"), Operator::EndsWith, text("-02")));
}

#[test]
fn collections_contain_and_values_are_in_them() {
    let list = items(&[text("a"), number("2")]);
    assert!(holds(list.clone(), Operator::Contains, text("a")));
    assert!(!holds(list.clone(), Operator::Contains, text("b")));
    assert!(holds(number("2"), Operator::In, list.clone()));
    assert!(holds(text("b"), Operator::NotIn, list.clone()));
    assert!(!holds(Value::Null, Operator::In, list.clone()));
    assert!(holds(text("a"), Operator::NotIn, Value::Null));
    assert!(!holds(text("a"), Operator::In, items(&[])));
    assert!(holds(list.clone(), Operator::EqualTo, list.clone()));
    assert!(holds(list, Operator::NotEqualTo, items(&[text("a")])));
    assert!(holds(items(&[]), Operator::EqualTo, Value::Null));
}

#[test]
fn records_are_equal_when_their_fields_are() {
    let a = record("Account", &[("Name", text("Acme")), ("Size", Value::Null)]);
    let b = record("account", &[("NAME", text("Acme"))]);
    let c = record("Account", &[("Name", text("Other"))]);
    let value = |record: &segue_language::Record| Value::Record(record.clone().into());
    assert!(holds(value(&a), Operator::EqualTo, value(&b)));
    assert!(holds(value(&a), Operator::NotEqualTo, value(&c)));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let list = items(&[text("a")]);
    let pairs = [
        (Value::Boolean(true), number("1")),
        (number("1"), date("2026-03-02")),
        (list, text("a")),
    ];
    for (left, right) in pairs {
        for operator in ORDERINGS.into_iter().chain([Operator::EqualTo]) {
            assert!(operator.holds(&left, &right, Case::Sensitive).is_err());
        }
    }
    let past = Operator::IsChanged.holds(&Value::Null, &Value::Null, Case::Sensitive);
    let refusal = past.unwrap_err().to_string();
    assert_eq!(refusal, "cannot apply IsChanged to null and null");
}
