//! Numbers: 39 digits, half up.

use segue_language::{Num, Value};

fn number(text: &str) -> Num {
    text.parse().unwrap()
}

#[test]
fn numbers_print_without_exponent_and_trailing_zeros() {
    let table = [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("1.500", "1.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+3", "3"),
        ("1e3", "1000"),
        ("12e-1", "1.2"),
        ("1E+20", "100000000000000000000"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9223372036854775808"),
        ("0.000000000000000000000000000000004", "0"),
        (
            "0.000000000000000000000000000000005",
            "0.00000000000000000000000000000001",
        ),
        (
            "123456789012345678901234567890123456789012",
            "123456789012345678901234567890123456789000",
        ),
    ];
    for (written, printed) in table {
        assert_eq!(number(written).to_string(), printed, "{written}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", "-", ".", "1.2.3", "1,5", "abc", " 1", "1 ", "1e", "e5", "0x10", "１", "--1",
    ] {
        assert!(text.parse::<Num>().is_err(), "{text:?}");
    }
    assert!("9".repeat(3_000).parse::<Num>().is_err());
    assert!("1e1001".parse::<Num>().is_err());
    assert_eq!(number("1e-1002"), Num::ZERO);
}

#[test]
fn results_round_half_up_to_39_digits() {
    let nines = number(&"9".repeat(39));
    assert_eq!(nines.checked_add(number("0.4")).unwrap(), nines);
    assert_eq!(
        nines.checked_add(number("0.5")).unwrap().to_string(),
        format!("1{}", "0".repeat(39))
    );
    let third = Num::ONE.checked_div(number("3")).unwrap();
    assert_eq!(format!("{third:?}"), format!("0.{}", "3".repeat(39)));
    let two_thirds = number("2").checked_div(number("3")).unwrap();
    assert_eq!(format!("{two_thirds:?}"), format!("0.{}7", "6".repeat(38)));
    let product = number("123456789012345678901234567890123456789")
        .checked_mul(number("987654321098765432109876543210987654321"))
        .unwrap();
    assert_eq!(
        product.to_string(),
        "121932631137021795226185032733866788594000000000000000000000000000000000000000"
    );
}

#[test]
fn what_cannot_be_computed_is_none() {
    let huge = number("1e999");
    assert_eq!(Num::ONE.checked_div(Num::ZERO), None);
    assert_eq!(Num::ONE.checked_rem(Num::ZERO), None);
    assert_eq!(huge.checked_mul(huge), None);
    assert_eq!(huge.checked_pow(number("1000000000")), None);
    assert_eq!(number("-1").checked_pow(number("0.5")), None);
    assert_eq!(Num::ZERO.checked_pow(number("-1")), None);
    assert_eq!(number("-4").sqrt(), None);
    assert_eq!(Num::from_f64(f64::NAN), None);
}

#[test]
fn the_edges_of_64_bits_are_no_edges() {
    let (least, most) = (Num::from(i64::MIN), Num::from(i64::MAX));
    assert_eq!((-least).to_string(), "9223372036854775808");
    assert_eq!(most.checked_add(Num::ONE).unwrap(), -least);
    assert_eq!(
        (-least).checked_sub(Num::ONE).unwrap().to_i64(),
        Some(i64::MAX)
    );
    assert_eq!(least.checked_div(number("-1")).unwrap(), -least);
    assert_eq!(least.checked_rem(number("-1")).unwrap(), Num::ZERO);
    assert_eq!(least.abs(), -least);
    assert!(least < most && most < -least);
}

#[test]
fn numbers_round_in_every_direction() {
    let table = [
        ("2.5", "3", "2", "2", "3"),
        ("-2.5", "-3", "-2", "-3", "-2"),
        ("2.4", "2", "2", "2", "3"),
        ("-0.4", "0", "0", "-1", "0"),
        ("7", "7", "7", "7", "7"),
    ];
    for (written, half_up, cut, floor, ceiling) in table {
        let number = number(written);
        let found = [
            number.rounded(0),
            number.truncated(0),
            number.floor(),
            number.ceiling(),
        ];
        assert_eq!(
            found.map(|n| n.to_string()),
            [half_up, cut, floor, ceiling],
            "{written}"
        );
    }
    assert_eq!(number("1250").rounded(-2), number("1300"));
    assert_eq!(number("50").rounded(-2), number("100"));
    assert_eq!(number("49").rounded(-2), Num::ZERO);
    assert_eq!(number("1.5").rounded(i32::MAX), number("1.5"));
    assert_eq!(number("1.5").rounded(i32::MIN), Num::ZERO);
}

#[test]
fn a_number_survives_being_stored() {
    for text in [
        "0",
        "-12",
        "0.1",
        "123456789012345678901234567890.123456789",
    ] {
        let value = Value::Number(number(text));
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, format!("{{\"Number\":\"{text}\"}}"));
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
    }
}

#[test]
fn a_value_is_small() {
    assert!(std::mem::size_of::<Value>() <= 32);
}
