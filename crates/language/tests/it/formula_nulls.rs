//! What a blank does in each function: it makes the result blank, or it counts as empty.

use segue_language::{Type, Value};

use crate::world::{World, check};

fn blanks() -> World {
    World::empty()
        .typed("n", Type::Number, Value::Null)
        .typed("t", Type::Text, Value::Null)
        .typed("d", Type::Date, Value::Null)
        .typed("m", Type::DateTime, Value::Null)
        .typed("c", Type::Time, Value::Null)
        .typed("b", Type::Boolean, Value::Null)
        .typed("p", Type::Picklist, Value::Null)
        .typed("ms", Type::Multipicklist, Value::Null)
}

#[test]
fn a_blank_number_makes_every_number_blank() {
    let unary = [
        "ABS",
        "CEILING",
        "FLOOR",
        "MCEILING",
        "MFLOOR",
        "SQRT",
        "EXP",
        "LN",
        "LOG",
        "SIN",
        "COS",
        "TAN",
        "ASIN",
        "ACOS",
        "ATAN",
        "TRUNC",
        "CHR",
        "FROMUNIXTIME",
    ];
    for function in unary {
        assert_eq!(
            blanks().show(&format!("{function}(n)")),
            "null",
            "{function}"
        );
    }
    for formula in [
        "n + 1",
        "1 - n",
        "n * 0",
        "n / 1",
        "n / 0",
        "n ^ 2",
        "-n",
        "ROUND(n, 2)",
        "ROUND(1, n)",
        "MOD(n, 2)",
        "MOD(2, n)",
        "MAX(1, n)",
        "MIN(n, 1)",
        "ATAN2(n, 1)",
        "ADDMONTHS(TODAY(), n)",
        "DATE(n, 1, 1)",
        "TODAY() + n",
        "NOW() - n",
    ] {
        assert_eq!(blanks().show(formula), "null", "{formula}");
    }
}

#[test]
fn a_blank_day_makes_what_is_known_of_it_blank() {
    for formula in [
        "YEAR(d)",
        "MONTH(d)",
        "DAY(d)",
        "WEEKDAY(d)",
        "DAYOFYEAR(d)",
        "ISOWEEK(d)",
        "ISOYEAR(d)",
        "d + 1",
        "d - TODAY()",
        "TODAY() - d",
        "m + 1",
        "NOW() - m",
        "ADDMONTHS(d, 1)",
        "DATEVALUE(m)",
        "DATEVALUE(t)",
        "DATETIMEVALUE(t)",
        "TIMEVALUE(t)",
        "HOUR(c)",
        "MINUTE(c)",
        "SECOND(c)",
        "MILLISECOND(c)",
        "UNIXTIMESTAMP(m)",
        "FORMATDURATION(m, NOW())",
        "TEXT(d)",
        "TEXT(m)",
        "TEXT(c)",
    ] {
        assert_eq!(blanks().show(formula), "null", "{formula}");
    }
}

#[test]
fn a_blank_text_is_empty() {
    check(
        &blanks(),
        &[
            ("LEN(t)", "0"),
            ("t & 'x'", "x"),
            ("CONTAINS(t, 'x')", "false"),
            ("CONTAINS('x', t)", "true"),
            ("BEGINS('x', t)", "true"),
            ("FIND('x', t)", "0"),
            ("SUBSTITUTE(t, 'a', 'b')", "null"),
            ("SUBSTITUTE('abc', 'b', t)", "ac"),
            ("UPPER(t)", "null"),
            ("TRIM(t)", "null"),
            ("LEFT(t, 3)", "null"),
            ("VALUE(t)", "null"),
            ("REGEX(t, '.*')", "true"),
            ("HTMLENCODE(t)", "null"),
            ("ISPICKVAL(p, '')", "true"),
            ("ISPICKVAL(p, 'x')", "false"),
            ("INCLUDES(ms, 'x')", "false"),
            ("PICKLISTCOUNT(ms)", "0"),
            ("CASE(p, 'x', 1, 2)", "2"),
            ("TEXT(p)", "null"),
        ],
    );
}

#[test]
fn a_condition_that_is_blank_does_not_hold() {
    check(
        &blanks(),
        &[
            ("IF(b, 1, 2)", "2"),
            ("IF(n > 0, 1, 2)", "2"),
            ("IF(NOT(n > 0), 1, 2)", "1"),
            ("IF(d < TODAY(), 1, 2)", "2"),
            ("AND(b, TRUE)", "false"),
            ("OR(b, TRUE)", "true"),
            ("NOT(b)", "true"),
            ("ISBLANK(b)", "true"),
            ("BLANKVALUE(n, 0) = 0", "true"),
            ("NULLVALUE(d, TODAY())", "2026-03-02"),
            ("IF(ISBLANK(p), 'none', TEXT(p))", "none"),
            ("ISNULL(d) && ISNULL(n) && NOT(ISNULL(t))", "true"),
        ],
    );
}

#[test]
fn numbers_round_half_away_from_zero() {
    check(
        &World::empty(),
        &[
            ("ROUND(0.5, 0)", "1"),
            ("ROUND(-0.5, 0)", "-1"),
            ("ROUND(2.345, 2)", "2.35"),
            ("ROUND(-2.345, 2)", "-2.35"),
            ("ROUND(2.3449999, 2)", "2.34"),
            ("ROUND(15, -1)", "20"),
            ("ROUND(14, -1)", "10"),
            ("ROUND(1, 99)", "1"),
            ("0.1 + 0.2 = 0.3", "true"),
            ("2 / 3", "0.66666666666666666666666666666667"),
            ("1 / 3 * 3 = 1", "false"),
            ("10 / 4", "2.5"),
            ("99999999999999999999 + 1", "100000000000000000000"),
            (
                "12345678901234567890 * 98765432109876543210",
                "1219326311370217952237463801111263526900",
            ),
        ],
    );
}
