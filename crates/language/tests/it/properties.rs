//! What holds for any input.

use proptest::prelude::*;
use segue_language::{Formula, Logic, Num, Template, Type, Value};

use crate::world::{World, date, moment, monday, number};

/// Parts of formulas, put together at random.
fn formula() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "1",
        "0.5",
        "-",
        "+",
        "*",
        "/",
        "^",
        "&",
        "&&",
        "||",
        "=",
        "<>",
        "<",
        ">=",
        "(",
        ")",
        ",",
        "'a'",
        "\"b\"",
        "n",
        "t",
        "d",
        "m",
        "b",
        "x",
        "{!n}",
        "{!",
        "}",
        "NULL",
        "TRUE",
        "IF(",
        "CASE(",
        "TEXT(",
        "VALUE(",
        "LEFT(",
        "MID(",
        "FIND(",
        "DATE(",
        "DATEVALUE(",
        "ROUND(",
        "MOD(",
        "SQRT(",
        "ADDMONTHS(",
        "TODAY()",
        "NOW()",
        "REGEX(",
        "LIKE(",
        "SUBSTITUTE(",
        "RPAD(",
        "FORMATDURATION(",
        "TIMEVALUE('01:02:03.004')",
        "/*",
        "*/",
        "ISBLANK(",
        "MAX(",
        "99999999999",
        "IFERROR(",
        "FORMATCURRENCY(",
        "FROMUNIXTIME(",
        "CHR(",
        "EXP(",
    ]);
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.join(" "))
}

/// Well-formed expressions over numbers.
fn arithmetic() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|n| format!("({n})")),
        (any::<i32>(), 0..12_u32).prop_map(|(n, e)| format!("({n} / {})", 10_i64.pow(e))),
        Just("n".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/", "^", "<", "="]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            inner.clone().prop_map(|a| format!("ABS({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("ROUND({a}, {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("MOD({a}, {b})")),
        ]
    })
}

fn world() -> World {
    World::empty()
        .with("n", number("-12.345"))
        .with("t", Value::text("some täxt"))
        .with("d", date("2026-03-02"))
        .with("m", moment("2026-03-02T09:00:00Z"))
        .with("b", Value::Boolean(true))
        .typed("x", Type::Any, Value::Null)
}

fn any_number() -> impl Strategy<Value = Num> {
    prop_oneof![
        any::<i64>().prop_map(Num::from),
        (any::<i128>(), -40..40_i32)
            .prop_map(|(digits, power)| { format!("{digits}e{power}").parse().unwrap() }),
        any::<f64>().prop_filter_map("finite", Num::from_f64),
    ]
}

proptest! {
    #[test]
    fn no_text_breaks_the_compiler(text in ".{0,80}") {
        let _ = Formula::compile(&text, &|_| Some(Type::Any));
    }

    #[test]
    fn no_formula_breaks_the_evaluation(text in formula()) {
        if world().compile(&text).is_ok() {
            let _ = world().evaluate(&text);
        }
    }

    #[test]
    fn a_refusal_points_into_the_formula(text in formula()) {
        if let Err(error) = world().compile(&text) {
            prop_assert!(error.at.start <= error.at.end);
            prop_assert!(error.at.end <= text.chars().count());
        }
    }

    #[test]
    fn arithmetic_never_breaks(text in arithmetic()) {
        if world().compile(&text).is_ok() {
            let _ = world().evaluate(&text);
        }
    }

    #[test]
    fn a_checked_type_is_the_type_found(text in formula()) {
        let Ok(formula) = world().compile(&text) else { return Ok(()) };
        let Ok(value) = world().evaluate(&text) else { return Ok(()) };
        let found = crate::world::type_of(&value);
        let fits = *formula.returns() == Type::Any || found == Type::Any;
        prop_assert!(fits || found == *formula.returns(), "{text}: {value:?}");
    }

    #[test]
    fn a_number_reads_back_as_it_was_written(number in any_number()) {
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<Num>(&json).unwrap(), number);
        let printed: Num = number.to_string().parse().unwrap();
        prop_assert_eq!(printed, number.rounded(32));
    }

    #[test]
    fn whole_numbers_compute_as_the_machine_does(a in any::<i32>(), b in any::<i32>()) {
        let (x, y) = (Num::from(a), Num::from(b));
        let (a, b) = (i64::from(a), i64::from(b));
        prop_assert_eq!(x.checked_add(y), Some(Num::from(a + b)));
        prop_assert_eq!(x.checked_mul(y), Some(Num::from(a * b)));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x.checked_rem(y), (b != 0).then(|| Num::from(a % b)));
    }

    #[test]
    fn equal_numbers_have_one_form(digits in any::<i64>(), zeros in 0..20_usize) {
        let written = format!("{digits}.{}", "0".repeat(zeros));
        prop_assert_eq!(written.parse::<Num>().unwrap(), Num::from(digits));
        let tenth = Num::from(digits).checked_div(Num::from(10)).unwrap();
        prop_assert_eq!(tenth.checked_mul(Num::from(10)).unwrap(), Num::from(digits));
    }

    #[test]
    fn rounding_stays_within_half_a_unit(number in any_number(), places in 0..10_i32) {
        let apart = number.checked_sub(number.rounded(places)).unwrap().abs();
        let half: Num = format!("5e-{}", places + 1).parse().unwrap();
        prop_assert!(apart <= half, "{number:?} to {places}");
    }

    #[test]
    fn no_logic_breaks_the_parser(text in "[0-9() ANDORT]{0,40}") {
        if let Ok(logic) = Logic::parse(&text, 3) {
            let _ = logic.holds(3, &mut |n| Ok::<_, ()>(n == 1));
        }
    }

    #[test]
    fn a_template_without_values_only_loses_its_merge_fields(text in "[a{!} .]{0,40}") {
        let template = Template::parse(&text);
        let rendered = template.render(&mut |_| Ok::<_, ()>(Value::Null)).unwrap();
        prop_assert!(rendered.len() <= text.len());
        if template.references().is_empty() {
            prop_assert_eq!(rendered, text);
        }
    }
}

#[test]
fn a_formula_gives_the_same_value_each_time() {
    let formula = world().compile("TEXT(n * 3) & t & TEXT(NOW())").unwrap();
    let value = |slot: usize| Ok([number("-12.345"), Value::text("x")][slot].clone());
    let first = formula.evaluate(&monday(), &mut { value });
    assert_eq!(first, formula.evaluate(&monday(), &mut { value }));
}

/// Decimals of few digits, which are computed with the machine's own numbers.
fn small_number() -> impl Strategy<Value = Num> {
    let digits = prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN)];
    (digits, 0..20_i32).prop_map(|(digits, places)| format!("{digits}e-{places}").parse().unwrap())
}

/// The same number among numbers of many digits: computed with the wide decimals.
fn from_afar(number: Num, compute: impl Fn(Num) -> Option<Num>, back: &str) -> Option<Num> {
    let far: Num = "1e-60".parse().unwrap();
    let back: Num = back.parse().unwrap();
    compute(number.checked_mul(far)?)?.checked_mul(back)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn numbers_of_few_digits_compute_like_those_of_many(
        a in small_number(),
        b in small_number(),
    ) {
        let far = |number: Num| number.checked_mul("1e-60".parse().unwrap()).unwrap();
        let sum = from_afar(a, |a| a.checked_add(far(b)), "1e60");
        prop_assert_eq!(a.checked_add(b), sum, "{:?} + {:?}", a, b);
        let difference = from_afar(a, |a| a.checked_sub(far(b)), "1e60");
        prop_assert_eq!(a.checked_sub(b), difference, "{:?} - {:?}", a, b);
        let product = from_afar(a, |a| a.checked_mul(b), "1e60");
        prop_assert_eq!(a.checked_mul(b), product, "{:?} * {:?}", a, b);
        let quotient = from_afar(a, |a| a.checked_div(b), "1e60");
        prop_assert_eq!(a.checked_div(b), quotient, "{:?} / {:?}", a, b);
        prop_assert_eq!(a.cmp(&b), far(a).cmp(&far(b)), "{:?} <=> {:?}", a, b);
    }
}
