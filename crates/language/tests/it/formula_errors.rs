//! What is wrong with a formula, and where.

use segue_language::{Type, Value};

use crate::world::{World, number};

/// The code and the part of the formula that it points at.
fn refusal(formula: &str) -> (String, String) {
    let world = World::empty()
        .with("n", number("1"))
        .with("t", Value::text("x"))
        .with("b", Value::Boolean(true))
        .typed("d", Type::Date, Value::Null)
        .typed("m", Type::DateTime, Value::Null)
        .typed("$Record__IsNew", Type::Boolean, Value::Null);
    let error = world.compile(formula).expect_err(formula);
    let pointed = formula.chars().skip(error.at.start).take(error.at.len());
    (error.code.to_owned(), pointed.collect())
}

#[test]
fn a_refusal_points_at_the_part_that_is_wrong() {
    let table = [
        ("", "syntax", ""),
        ("1 +", "syntax", ""),
        ("(1", "syntax", "("),
        ("1)", "syntax", ")"),
        ("1 2", "syntax", "2"),
        ("IF(b, 1 2)", "syntax", "2"),
        ("'open", "syntax", "'open"),
        ("{!open", "syntax", "{!open"),
        ("{!two words}", "syntax", "{!two words}"),
        ("/* open", "syntax", "/* open"),
        ("1.2.3", "syntax", "1.2.3"),
        ("n # 2", "syntax", "#"),
        ("nothing + 1", "unknown-reference", "nothing"),
        ("'ü' & $Record.Nix", "unknown-reference", "$Record.Nix"),
        ("FOO(1)", "unknown-function", "FOO"),
        ("1 + IF(b, 1)", "wrong-argument-count", "IF(b, 1)"),
        ("TODAY(1)", "wrong-argument-count", "TODAY(1)"),
        ("CASE(n, 1, 2, 3, 4)", "wrong-argument-count", "CASE"),
        ("IF(n, 1, 2)", "type-mismatch", "n"),
        ("IF(b, 1, 'x')", "type-mismatch", "'x'"),
        ("CASE(n, 'x', 1, 2)", "type-mismatch", "'x'"),
        ("CASE(b, TRUE, 1, 2)", "type-mismatch", "b"),
        ("t & (n + 1)", "type-mismatch", "(n + 1)"),
        ("LEN(n)", "type-mismatch", "n"),
        ("ABS(t)", "type-mismatch", "t"),
        ("-t", "type-mismatch", "t"),
        ("n + t", "type-mismatch", "+ t"),
        ("d + d", "type-mismatch", "+ d"),
        ("n - d", "type-mismatch", "- d"),
        ("d < m", "type-mismatch", "< m"),
        ("b > FALSE", "type-mismatch", "> FALSE"),
        ("t = 1", "type-mismatch", "= 1"),
        ("AND(b, n)", "type-mismatch", "n"),
        ("ISCHANGED(n + 1)", "type-mismatch", "n + 1"),
        ("GEOLOCATION(1, 2)", "type-mismatch", "GEOLOCATION(1, 2)"),
        ("REGEX(t, '((')", "bad-pattern", "'(('"),
    ];
    for (formula, code, pointed) in table {
        let found = refusal(formula);
        assert_eq!(found, (code.to_owned(), pointed.to_owned()), "{formula}");
    }
}

#[test]
fn what_happened_to_a_record_can_be_asked_only_where_one_was_changed() {
    for (formula, name) in [
        ("ISNEW()", "ISNEW"),
        ("1 = 2 || ISCHANGED(n)", "ISCHANGED"),
        ("PRIORVALUE(n)", "PRIORVALUE"),
    ] {
        let world = World::empty().with("n", number("1"));
        let error = world.compile(formula).unwrap_err();
        let pointed = &formula[error.at.clone()];
        assert_eq!((error.code, pointed), ("unknown-reference", name));
        let told = format!("{name} asks what happened to a record, but no record starts this.");
        assert_eq!(error.message, told);
    }
}

#[test]
fn a_misspelled_function_is_suggested() {
    let error = World::empty().compile("CONTANS('a', 'b')").unwrap_err();
    assert_eq!(error.help.as_deref(), Some("Did you mean CONTAINS?"));
}

#[test]
fn a_formula_can_be_required_to_give_a_type() {
    let formula = World::empty().compile("1 + 1").unwrap();
    assert_eq!(formula.returns(), &Type::Number);
    assert!(formula.require(&Type::Number).is_ok());
    assert!(formula.require(&Type::Any).is_ok());
    let error = formula.require(&Type::Boolean).unwrap_err();
    assert_eq!((error.code, error.at), ("type-mismatch", 0..5));
}
