//! Condition logic.

use segue_language::{LOGIC_LENGTH_MAX, Logic};

/// Combines answers, written as `t` and `f`.
fn combine(logic: &str, answers: &str) -> bool {
    let answers: Vec<bool> = answers.chars().map(|answer| answer == 't').collect();
    let logic = Logic::parse(logic, answers.len()).unwrap();
    let condition = &mut |n: usize| Ok::<_, ()>(answers[n]);
    logic.holds(answers.len(), condition).unwrap()
}

#[test]
fn conditions_combine_as_written() {
    let table = [
        ("and", "tt", true),
        ("AND", "tf", false),
        ("or", "ft", true),
        ("Or", "ff", false),
        ("", "tf", false),
        ("1 AND (2 OR 3)", "tft", true),
        ("1 AND (2 OR 3)", "tff", false),
        ("1 and not 2", "tf", true),
        ("NOT(1 OR 2)", "ff", true),
        ("(1 AND 2)OR (3 AND 4) OR (5 AND 6)", "fffftt", true),
        ("1 OR 2 AND 3", "tff", true),
        ("NOT NOT 1", "t", true),
        ("((1))", "f", false),
    ];
    for (logic, answers, expected) in table {
        assert_eq!(combine(logic, answers), expected, "{logic} {answers}");
    }
}

#[test]
fn all_of_no_conditions_holds_and_any_of_none_does_not() {
    assert!(combine("and", ""));
    assert!(!combine("or", ""));
}

#[test]
fn only_what_matters_is_asked() {
    let logic = Logic::parse("1 AND (2 OR 3)", 3).unwrap();
    let mut asked = Vec::new();
    let holds = logic.holds(3, &mut |n| {
        asked.push(n);
        Ok::<_, ()>(n == 0 || n == 1)
    });
    assert_eq!((holds, asked), (Ok(true), vec![0, 1]));
    let failed = logic.holds(3, &mut |n| if n == 0 { Ok(true) } else { Err(n) });
    assert_eq!(failed, Err(1));
}

#[test]
fn wrong_logic_is_refused_with_its_place() {
    let table = [
        ("1 AND", 1, 5),
        ("1 2", 2, 2),
        ("1 AND 3", 2, 6),
        ("0 OR 1", 1, 0),
        ("1 OR 2", 3, 6),
        ("(1 OR 2", 2, 7),
        ("1 XOR 2", 2, 2),
        ("1 AND ü", 1, 6),
        ("1 AND 99999999999999999999", 1, 6),
        (")", 1, 0),
    ];
    for (logic, n_conditions, at) in table {
        let error = Logic::parse(logic, n_conditions).unwrap_err();
        assert_eq!(error.at, at, "{logic}: {error}");
    }
}

#[test]
fn logic_is_limited_in_length_and_depth() {
    let longest = format!("1{}", " ".repeat(LOGIC_LENGTH_MAX - 1));
    assert!(Logic::parse(&longest, 1).is_ok());
    assert!(Logic::parse(&format!("({longest})"), 1).is_err());
    let nested = format!("{}1{}", "(".repeat(400), ")".repeat(400));
    assert!(Logic::parse(&nested, 1).is_err());
    assert!(Logic::parse(&"NOT ".repeat(200), 1).is_err());
}
