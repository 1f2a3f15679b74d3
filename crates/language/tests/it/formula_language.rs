//! Operators, precedence, references, comments, blanks.

use segue_language::{Path, Type, Value};

use crate::world::{World, check, date, moment, number, record};

#[test]
fn operators_bind_as_in_arithmetic() {
    check(
        &World::empty(),
        &[
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("2 * 3 ^ 2", "18"),
            ("2 ^ 3 ^ 2", "64"),
            ("-2 ^ 2", "4"),
            ("10 - 4 - 3", "3"),
            ("100 / 10 / 5", "2"),
            ("1 - -1", "2"),
            ("+5", "5"),
            ("2 ^ -1", "0.5"),
            ("'a' & 'b' = 'ab'", "true"),
            ("'a' + 'b'", "ab"),
            ("1 + 1 = 2 && 1 < 2", "true"),
            ("TRUE || 1 / 0 = 1", "true"),
            ("FALSE && 1 / 0 = 1", "false"),
            ("!(1 = 2)", "true"),
            ("1 == 1", "true"),
            ("1 != 1", "false"),
            ("1 <> 2", "true"),
            ("3 >= 3 && 3 <= 3", "true"),
        ],
    );
}

#[test]
fn literals_and_comments_are_read_in_every_form() {
    check(
        &World::empty(),
        &[
            ("/* one */ 1 /* and\n another */ + 1", "2"),
            (".5 + 1.", "1.5"),
            (r#""it's" & ' "so" '"#, "it's \"so\" "),
            (r#""a\"b" & '\'' & "\\""#, r#"a"b'\"#),
            (r#""a\nb""#, "a\nb"),
            ("tRuE", "true"),
            ("null", "null"),
            ("iF(True, 'x', Null)", "x"),
        ],
    );
}

#[test]
fn references_are_plain_or_merge_fields_and_regard_no_case() {
    let account = record(
        "Account",
        &[("Name", Value::text("Acme")), ("Total__c", number("5"))],
    );
    let world = World::empty()
        .with("$Record", Value::Record(account.into()))
        .with("count", number("2"));
    check(
        &world,
        &[
            ("$Record.Name", "Acme"),
            ("{!$Record.Name}", "Acme"),
            ("{! $record.NAME }", "Acme"),
            ("{!$Record.Total__c} * Count", "10"),
            ("{!COUNT}/{!count}", "1"),
            ("$Record.Missing__c", "null"),
        ],
    );
}

#[test]
fn each_path_takes_one_slot() {
    let formula = World::empty()
        .with("a", number("1"))
        .with("b", number("2"))
        .compile("a + {!b} + A * b")
        .unwrap();
    let paths: Vec<String> = formula.references().iter().map(Path::to_string).collect();
    assert_eq!(paths, ["a", "b"]);
}

#[test]
fn a_polymorphic_reference_drops_the_object_after_the_colon() {
    let formula = World::empty()
        .with("Owner", Value::Null)
        .compile("Owner:User.Name")
        .unwrap();
    assert_eq!(formula.references()[0].to_string(), "Owner.Name");
}

#[test]
fn a_lookup_that_was_not_read_is_asked_for() {
    let contact = record("Contact", &[("Id", Value::text("003000000000001AAA"))]);
    let world = World::empty().with("$Record", Value::Record(contact.into()));
    check(&world, &[("$Record.Account.Name", "needs Account")]);
}

#[test]
fn blanks_give_blanks_except_in_texts() {
    let world = World::empty()
        .typed("n", Type::Number, Value::Null)
        .typed("d", Type::Date, Value::Null)
        .typed("t", Type::Text, Value::Null)
        .typed("b", Type::Boolean, Value::Null);
    check(
        &world,
        &[
            ("n + 1", "null"),
            ("d + 1", "null"),
            ("'a' & t & 'b'", "ab"),
            ("t + 'x'", "x"),
            ("IF(n = 1, 'y', 'n')", "n"),
            ("IF(n <> 1, 'y', 'n')", "n"),
            ("IF(n = n, 'y', 'n')", "n"),
            ("t = ''", "true"),
            ("t <> 'x'", "true"),
            ("t = NULL", "true"),
            ("t > 'a'", "false"),
            ("b", "false"),
            ("NOT(b)", "true"),
            ("b = FALSE", "false"),
            ("n > 0", "false"),
            ("IF(NULL, 1, 2)", "2"),
            ("''", "null"),
        ],
    );
}

#[test]
fn dates_and_times_count_days_and_milliseconds() {
    let world = World::empty()
        .with("day", date("2026-02-27"))
        .with("then", moment("2026-03-01T12:00:00Z"));
    check(
        &world,
        &[
            ("day + 3", "2026-03-02"),
            ("3 + day", "2026-03-02"),
            ("day + 1.9", "2026-02-28"),
            ("day - 27", "2026-01-31"),
            ("TODAY() - day", "3"),
            ("NOW() - then", "0.875"),
            ("then + 0.5", "2026-03-02 00:00:00Z"),
            ("then < NOW() && day < TODAY()", "true"),
            ("TIMEVALUE('09:00:00.000') + 90000", "09:01:30.000"),
            ("TIMEVALUE('23:59:59.999') + 1", "00:00:00.000"),
            (
                "TIMEVALUE('01:00:00.000') - TIMEVALUE('02:00:00.000')",
                "82800000",
            ),
            ("TIMEVALUE('01:00:00.000') - 7200000", "error out-of-range"),
            ("DATE(9999, 12, 31) + 1", "error out-of-range"),
            ("NOW() + 10 ^ 12", "error out-of-range"),
            ("DATE(1, 1, 1) - 10 ^ 30", "error out-of-range"),
        ],
    );
}

#[test]
fn values_of_unknown_type_are_compared_when_they_are_there() {
    let world = World::empty()
        .typed("x", Type::Any, Value::text("5"))
        .typed("y", Type::Any, number("5"))
        .typed("z", Type::Any, Value::Null);
    check(
        &world,
        &[
            ("x = '5'", "true"),
            ("x = y", "true"),
            ("y > 4", "true"),
            ("y * 2", "10"),
            ("x * 2", "error type-mismatch"),
            ("IF(TRUE, x + NULL, y + NULL)", "5"),
            ("z = NULL", "true"),
            ("x = NULL", "false"),
            ("x & ''", "5"),
        ],
    );
}

#[test]
fn a_record_can_be_blank() {
    let account = record("Account", &[("Name", Value::text("Acme"))]);
    let world = World::empty()
        .with("some", Value::Record(account.into()))
        .typed("none", Type::Record("Account".into()), Value::Null);
    check(
        &world,
        &[
            ("ISBLANK(some)", "false"),
            ("ISBLANK(none)", "true"),
            ("none = NULL", "true"),
            ("some = NULL", "false"),
            ("some <> NULL", "true"),
        ],
    );
}
